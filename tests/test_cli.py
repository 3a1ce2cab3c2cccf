"""The command line as a person or a script meets it: a real process, real files, exit codes, both streams."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

import homejobs_extract
from homejobs_extract import Report, extract
from homejobs_extract.cli import build_app
from homejobs_extract.records import RECORD_COLUMNS

PROGRAM = Path(sys.executable).parent / "homejobs-extract"
ONE = "در سال 1401 تعداد ۱۲۰ مجوز مشاغل خانگی در استان یزد صادر شد.\n"
OTHER = "به ۴۵ متقاضی مشاغل خانگی در استان قم ۳ میلیارد تومان وام پرداخت شد.\n"


def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the program."""
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "NO_COLOR")}
    done = subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, check=False, env=plain | environment)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "یزد.txt"
    path.write_text(ONE, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


def test_json_of_one_file_is_its_report(one: Path) -> None:
    status, out, err = run("extract", one, "--format", "json", "--published", "1401-12-29")
    assert (status, err) == (0, "")
    assert Report.model_validate_json(out) == extract(ONE, published="1401-12-29", source=str(one))


def test_json_of_several_files_is_an_array(one: Path, other: Path) -> None:
    status, out, _ = run("extract", one, other, "--format", "json")
    assert status == 0
    assert [report["source"] for report in json.loads(out)] == [str(one), str(other)]


def test_jsonl_is_a_report_a_line(one: Path, other: Path) -> None:
    _, out, _ = run("extract", one, other, "--format", "jsonl")
    reports = [Report.model_validate_json(line) for line in out.splitlines()]
    assert [len(report.figures) for report in reports] == [1, 2]


def test_csv_has_one_header_and_a_row_a_figure(one: Path, other: Path) -> None:
    _, out, _ = run("extract", one, other, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert tuple(rows[0]) == RECORD_COLUMNS
    assert [(row["kind"], row["value"]) for row in rows] == [
        ("permit", "120"),
        ("person", "45"),
        ("loan", "30000000000"),
    ]


def test_standard_input(one: Path) -> None:
    status, out, _ = run("extract", "-", "--format", "json", stdin=one.read_bytes())
    assert status == 0
    assert Report.model_validate_json(out) == extract(ONE)


def test_offsets_hold_for_the_bytes_of_the_file(tmp_path: Path) -> None:
    """A byte order mark and CRLF are characters of the text like any other."""
    text = "\ufeffیزد\r\n\r\n" + ONE
    path = tmp_path / "crlf.txt"
    path.write_bytes(text.encode())
    _, out, _ = run("extract", path, "--format", "json")
    span = json.loads(out)["figures"][0]["spans"][0]
    assert text[span["start"] : span["end"]] == span["text"] == "۱۲۰ مجوز"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_bad_inputs_are_named_and_the_others_done(form: str, one: Path, other: Path, tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("caf\xe9".encode("latin-1"))
    status, out, err = run("extract", tmp_path / "none.txt", one, latin, tmp_path, other, "--format", form)
    assert status == 1
    assert err.splitlines() == [
        f"homejobs-extract: {tmp_path / 'none.txt'}: no such file or directory",
        f"homejobs-extract: {latin}: not UTF-8 (byte 3 is 0xe9)",
        f"homejobs-extract: {tmp_path}: is a directory",
    ]
    assert str(one) in out
    assert str(other) in out


def test_json_of_nothing_but_bad_inputs_is_still_json(tmp_path: Path) -> None:
    status, out, _ = run("extract", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert (status, json.loads(out)) == (1, [])


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_text(ONE, encoding="utf-8")
    status, out, err = run("extract", os.fsdecode(name), "--format", "json")
    assert (status, err) == (0, "")
    assert json.loads(out)["source"].endswith("/\ufffd.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["extract"],
        ["extract", "-", "--format", "xml"],
        ["extract", "-", "--published", "1402-12-30"],
        ["extract", "-", "--no-such-option"],
        ["explain"],
        ["explain", "-", "--figure", "f9"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    status, _, err = run(*arguments, stdin=ONE.encode())
    assert status == 2
    assert not arguments or err


def test_a_bad_date_is_said_in_the_option_s_words() -> None:
    _, out, err = run("extract", "-", "--published", "1402-12-30")
    assert out == ""
    assert "1402-12-30" in err
    assert "1400-12-05 (Jalali" in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_output_is_utf8_in_every_locale(locale: str, form: str, one: Path) -> None:
    status, out, err = run("extract", one, "--format", form, LC_ALL=locale, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert (status, err) == (0, "")
    assert "یزد" in out
    assert "۱۲۰ مجوز" in out


def lines_of_table(**environment: str) -> list[str]:
    _, out, _ = run("extract", "-", "--published", "1401-12-29", stdin=(ONE + OTHER).encode(), **environment)
    return out.splitlines()


def test_table_shows_every_figure() -> None:
    row = next(line for line in lines_of_table() if line.startswith("f1 "))
    for shown in ("permit", "120", "issued", "\u2068یزد\u2069", "1401-01-01 … 1401-12-29", "\u2068۱۲۰ مجوز\u2069"):
        assert shown in row
    assert any("30,000,000,000 rials" in line for line in lines_of_table())


def test_no_isolate_stays_open_at_a_line_s_end(example: str) -> None:
    for width in ("60", "80", "100", "140", "220"):
        _, out, _ = run("extract", "-", stdin=example.encode(), COLUMNS=width)
        assert [line for line in out.splitlines() if line.count("\u2068") != line.count("\u2069")] == []


@pytest.mark.parametrize("width", [60, 80, 100])
def test_table_fits_a_narrow_terminal(width: int, example: str) -> None:
    _, out, _ = run("extract", "-", stdin=example.encode(), COLUMNS=str(width))
    rows = [line for line in out.splitlines() if re.match(r"f(igure|\d+) ", line)]
    assert len(rows) == 21
    unseen = str.maketrans("", "", "\u2068\u2069\u200e")
    assert max(len(row.translate(unseen).rstrip()) for row in rows) <= width
    assert "Too narrow for: " in out


def test_table_says_which_checks_failed(example: str) -> None:
    _, out, _ = run("extract", "-", stdin=example.replace("1203 مجوز", "1302 مجوز").encode())
    signs = [line.split()[0] for line in out.splitlines() if line.lstrip()[:1] in ("✓", "≈", "✗")]
    assert signs[:3] == ["✗", "✓", "≈"]


def test_color_is_for_terminals_that_want_it() -> None:
    assert not any("\x1b" in line for line in lines_of_table())
    assert any("\x1b[" in line for line in lines_of_table(FORCE_COLOR="1"))
    assert not any("\x1b[3" in line for line in lines_of_table(FORCE_COLOR="1", NO_COLOR="1"))


def test_a_text_without_figures() -> None:
    status, out, _ = run("extract", "-")
    assert status == 0
    assert out.splitlines()[0] == "standard input"
    assert "0 figures" in out


def test_a_reader_that_leaves_early_sees_no_traceback(one: Path) -> None:
    """`… | head -1`: the pipe is closed while there is still much to write."""
    command: list[str] = [str(PROGRAM), "extract", *[str(one)] * 300, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def explained(*arguments: str) -> str:
    status, out, err = run("explain", "-", "--published", "1401-12-29", *arguments, stdin=ONE.encode())
    assert (status, err) == (0, "")
    return out.translate(str.maketrans("", "", "\u2068\u2069\u200e"))


def test_explain_names_rule_value_source_and_cue() -> None:
    lines = [" ".join(line.split()) for line in explained().splitlines()]
    start = ONE.index("۱۲۰")
    assert lines[0].startswith("f1 permit 120 by rule counted, confidence ")
    assert lines[1] == f"phrase «۱۲۰ مجوز» {start}-{start + 8}"
    assert f"place province یزد explicit by aligned_after: «یزد» {ONE.index('یزد')}-{ONE.index('یزد') + 3}" in lines
    assert any(line.startswith("stage issued explicit by own_window: «صادر") for line in lines)
    assert "agency - nothing in the text says" in lines
    assert "modality actual default" in lines


def test_explain_gives_every_number_left_out_with_its_reason() -> None:
    assert explained().splitlines()[-2:] == ["1 numbers are no figures:", "    «1401» 7-11  a year (year)"]


def test_explain_one_figure(example: str) -> None:
    _, out, _ = run("explain", "-", "--figure", "f12", stdin=example.encode())
    assert out.startswith("f12  job  2,240  ")
    assert "no figures" not in out


def test_explain_of_a_missing_file() -> None:
    assert run("explain", "none.txt") == (1, "", "homejobs-extract: none.txt: no such file or directory\n")


def test_version() -> None:
    assert run("--version") == (0, f"homejobs-extract {homejobs_extract.__version__}\n", "")


def test_the_package_runs_as_a_module(one: Path) -> None:
    command = [sys.executable, "-m", "homejobs_extract.cli", "extract", str(one), "--format", "jsonl"]
    assert (
        subprocess.run(command, capture_output=True, check=True).stdout
        == run("extract", one, "--format", "jsonl")[1].encode()
    )


def commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every command of the program by its full name, those of sub-groups too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


COMMANDS = dict(commands(get_command(build_app())))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    status, out, err = run(*name.split(), "--help", COLUMNS="200")
    assert (status, err) == (0, "")
    command = COMMANDS[name]
    assert command.help
    assert f"homejobs-extract {name} " in out.split("Usage:", 1)[1].split("\n", 1)[1]
    assert [option.name for option in command.params if not getattr(option, "help", None)] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str, root: Path) -> None:
    assert f"homejobs-extract {name}" in (root / "README.md").read_text(encoding="utf-8")


def test_families_register_on_any_app() -> None:
    from homejobs_extract.cli import families

    app = typer.Typer()
    for family in families():
        family.register(app)
    assert dict(commands(get_command(app))).keys() == COMMANDS.keys()
