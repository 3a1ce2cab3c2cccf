"""``homejobs-extract check``: traffic lights, JSON, and an exit status that can gate a pipeline."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from homejobs_extract import extract
from homejobs_extract.checks.run import with_checks
from homejobs_extract.cli import build_app

from .pairs import load

PAIRS = {p.name: p for p in load()}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A sound article, a faulty one, and one with nothing to check."""
    pair = PAIRS["sum01"]
    texts = {"sound": pair.sound, "fault": pair.fault, "empty": "امروز هوا خوب است."}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.txt") for name in texts}


def run(*arguments: str) -> Any:
    """The command line's answer."""
    return CliRunner().invoke(build_app(), ["check", *arguments])


def test_status_0_when_all_agrees(files: dict[str, str]) -> None:
    shown = run(files["sound"], files["empty"])
    assert shown.exit_code == 0
    assert "agrees" in shown.stdout
    assert "nothing to check" in shown.stdout


def test_status_3_when_something_disagrees(files: dict[str, str]) -> None:
    shown = run(files["sound"], files["fault"])
    assert shown.exit_code == 3
    assert "1,464 permits" in shown.stdout
    assert "۱٬۴۶۴ مجوز" in run(files["fault"], "--persian").stdout


def test_status_1_when_an_input_cannot_be_read(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"\xff")
    shown = run(files["fault"], str(tmp_path / "latin.txt"), str(tmp_path / "none.txt"))
    assert shown.exit_code == 1
    assert "latin.txt: not UTF-8" in shown.stderr
    assert "none.txt: no such file" in shown.stderr
    assert "1,464 permits" in shown.stdout


def test_status_2_for_wrong_usage(files: dict[str, str]) -> None:
    assert run().exit_code == 2
    assert run(files["sound"], "--published", "yesterday").exit_code == 2


def test_json_names_both_places(files: dict[str, str]) -> None:
    found = json.loads(run(files["sound"], files["fault"], "--format", "json").stdout)
    assert [article["status"] for article in found] == ["agrees", "disagrees"]
    wrong = next(c for c in found[1]["checks"] if c["status"] == "disagrees")
    text = PAIRS["sum01"].fault
    for name in (wrong["total"], *wrong["parts"]):
        assert all(text[s["start"] : s["end"]] == s["text"] for s in found[1]["places"][name])
    lines = run(files["sound"], files["fault"], "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == found


def test_agreeing_checks_are_shown_on_demand(files: dict[str, str]) -> None:
    assert "add up to the stated" not in run(files["sound"]).stdout
    assert "add up to the stated" in run(files["sound"], "--all").stdout


def test_checking_twice_changes_nothing() -> None:
    pair = PAIRS["sum01"]
    once = with_checks(extract(pair.fault, published=pair.published), pair.fault)
    assert with_checks(once, pair.fault) == once


def test_spreadsheets_have_persian_headers(files: dict[str, str], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = tmp_path / "بررسی.xlsx"
    shown = run(files["sound"], files["fault"], "--format", "csv", "--xlsx", str(book))
    assert shown.exit_code == 3
    rows = list(csv.DictReader(io.StringIO(shown.stdout.removeprefix("\ufeff"))))
    assert [row["منبع"] for row in rows if row["نتیجه"] == "ناسازگار"] == [files["fault"]]
    assert openpyxl.load_workbook(book)["بررسی‌ها"].max_row == 1 + len(rows)
    assert run(files["sound"], "--xlsx", str(tmp_path / "no" / "x.xlsx")).exit_code == 2


def test_drafts_for_other_programs(files: dict[str, str]) -> None:
    shown = run(files["sound"], files["fault"], "--format", "claimreview")
    (draft,) = json.loads(shown.stdout)
    assert (shown.exit_code, draft["@type"], draft["reviewRating"]["alternateName"]) == (3, "ClaimReview", "")
    assert json.loads(run(files["sound"], "--format", "claimreview").stdout) == []
    pages = json.loads(run(files["sound"], files["fault"], "--format", "annotations").stdout)
    text = PAIRS["sum01"].fault
    targets = [t["selector"] for item in pages[1]["items"] for t in item["target"]]
    assert len(targets) > 5
    assert all(text[at["start"] : at["end"]] == quote["exact"] for at, quote in targets)


@pytest.mark.parametrize(
    ("names", "status"),
    [(("sound", "empty"), 0), (("sound", "fault"), 3), (("sound", "none"), 1), (("fault", "none"), 1)],
)
def test_status_of_a_real_process(files: dict[str, str], names: tuple[str, ...], status: int) -> None:
    paths = [files.get(name, "none.txt") for name in names]
    done = subprocess.run(
        [sys.executable, "-m", "homejobs_extract.cli", "check", *paths], capture_output=True, check=False
    )
    assert done.returncode == status
