"""Reports against each other: a composed archive with 25 planted contradictions and 40 reprints, and cases by hand."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from homejobs_extract import extract
from homejobs_extract.cli import build_app
from homejobs_extract.comparison import Comparison, Verdict, compare, minhash
from homejobs_extract.comparison.output import FINDING_COLUMNS, GROUP_COLUMNS, findings_csv, groups_csv, to_json
from homejobs_extract.records import Period, Place, Report

from .checks.build import figure, report

FOLDER = Path(__file__).parent / "fixtures" / "compare"
ROWS = [json.loads(line) for line in (FOLDER / "archive.jsonl").read_text(encoding="utf-8").splitlines()]
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
YEAR = ("2023-03-21", "2024-03-19")


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    made = [extract(row["text"], published=row["published"], source=row["id"]) for row in ROWS]
    return [r.model_copy(update={"outlet": row["outlet"]}) for r, row in zip(made, ROWS, strict=True)]


@pytest.fixture(scope="module")
def comparison(reports: list[Report]) -> Comparison:
    return compare(reports, texts=[row["text"] for row in ROWS])


def sources(verdict: Verdict) -> set[str]:
    """The ids of the reports that a verdict speaks of."""
    return {str(s.source) for s in verdict.statements}


def is_found(planted: dict[str, Any], verdicts: list[Verdict]) -> bool:
    """Whether a verdict of the planted kind sets its reports against each other."""
    return any(v.type == planted["kind"] and sources(v) == set(planted["reports"]) for v in verdicts)


def test_archive_is_as_described() -> None:
    assert len(ROWS) == 200
    assert len(TRUTH["planted"]) == 25
    assert len(TRUTH["reprints"]) == 40
    assert {p["kind"] for p in TRUTH["planted"]} == set(Verdict.model_fields["type"].annotation.__args__)  # type: ignore[union-attr]


@pytest.mark.parametrize("planted", TRUTH["planted"], ids=lambda p: "-".join(p["reports"]))
def test_planted_contradiction_is_found(planted: dict[str, Any], comparison: Comparison) -> None:
    assert is_found(planted, comparison.alarms)


def test_no_false_alarm(comparison: Comparison) -> None:
    planted = [set(p["reports"]) for p in TRUTH["planted"]]
    false = [v.message_en for v in comparison.alarms if not any(sources(v) <= p for p in planted)]
    assert false == []


@pytest.mark.parametrize("with_texts", [True, False])
def test_reprints_are_grouped_and_counted_once(reports: list[Report], *, with_texts: bool) -> None:
    made = compare(reports, texts=[row["text"] for row in ROWS] if with_texts else None)
    ids = [row["id"] for row in ROWS]
    grouped = {frozenset((ids[r.first], ids[other])) for r in made.reprints for other in r.others}
    assert grouped == {frozenset(pair) for pair in TRUTH["reprints"].items()}
    repeated = {other for r in made.reprints for other in r.others}
    assert not repeated & {s.report for g in made.groups for s in g.statements}
    assert sum(s.reprints > 0 for g in made.groups for s in g.statements) >= len(made.reprints)


def test_grouping_without_rensa_is_the_same(monkeypatch: pytest.MonkeyPatch, reports: list[Report]) -> None:
    texts = [row["text"] for row in ROWS]
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    by_hand = compare(reports, texts=texts)
    assert {(r.first, *r.others) for r in by_hand.reprints} == {
        (r.first, *r.others) for r in compare(reports, texts=texts).reprints
    }


def test_rensa_and_plain_python_find_every_near_duplicate() -> None:
    pytest.importorskip("rensa")
    triples = [minhash.shingles(row["text"]) for row in ROWS if row["id"][0] in "sr"]
    near = {
        (a, b) for b in range(len(triples)) for a in range(b) if minhash.jaccard(triples[a], triples[b]) >= 0.75
    }  # fmt: skip
    assert near
    assert near <= minhash._by_rensa(triples)
    assert near <= minhash._by_hand(triples)


def test_order_of_reports_changes_no_contradiction(reports: list[Report]) -> None:
    texts = [row["text"] for row in ROWS]
    there = {(v.type, frozenset(sources(v))) for v in compare(reports, texts=texts).alarms}
    back = {(v.type, frozenset(sources(v))) for v in compare(reports[::-1], texts=texts[::-1]).alarms}
    assert there == back


def made(
    value: int, published: str = "2024-04-01", kind: str = "permit", stage: str | None = "issued", **fields: Any
) -> Report:
    """A report of one figure: 412 permits issued in Saqqez in 1402."""
    text = f"شمار {value} مورد اعلام شد."
    start, end = fields.pop("period", YEAR)
    place = fields.pop("where", Place(level="county", name="سقز", province="کردستان"))
    one = figure(text, f"{value} مورد", kind, value, id="f1", stage=stage, **fields)
    dated = one.model_copy(update={"place": place, "period": Period(text="", start=start, end=end)})
    return report(text, [dated], published=published)


def types(*reports: Report) -> list[str]:
    """The kinds of contradiction among reports whose texts are unlike each other."""
    return [v.type for v in compare(reports, texts=[f"متن {n} {'الف' * n}" for n in range(len(reports))]).alarms]


def test_one_thing_two_values() -> None:
    assert types(made(412), made(421)) == ["same_statement"]
    assert types(made(412), made(412)) == []
    assert types(made(412, bound="about"), made(415)) == []
    assert types(made(412), made(421, stage="renewed")) == []
    assert types(made(412), made(421, stage=None), made(430, stage=None)) == []
    assert types(made(412), made(421, where=Place(level="county", name="بانه", province="کردستان"))) == []
    assert types(made(412), made(421, period=("2022-03-21", "2023-03-20"))) == []
    found = compare([made(412), made(421)], texts=["یک", "دو"]).findings[0]
    assert "transposed" in found.message_en
    assert "جابه‌جا" in found.message_fa
    assert "۱۴۰۳/۰۱/۱۳" in found.message_fa


def test_a_count_that_falls() -> None:
    early = made(1240, "2022-10-11", period=("2011-03-21", "2022-09-22"))
    assert types(early, made(1140, "2023-10-13", period=("2011-03-21", "2023-09-22"))) == ["cumulative_falls"]
    assert types(early, made(1340, "2023-10-13", period=("2011-03-21", "2023-09-22"))) == []
    assert types(early, made(1140, "2023-10-13", period=("2012-03-20", "2023-09-22"))) == []


def test_a_year_and_its_years() -> None:
    years = made(2400, period=("2011-03-21", "2024-03-19"))
    assert types(years, made(2400)) == ["yearly_cumulative"]
    assert types(years, made(3000)) == ["yearly_cumulative"]
    assert types(years, made(400)) == []


def test_a_plan_and_its_end() -> None:
    plan = made(400, "2023-04-27", kind="job", stage="created", modality="planned")
    assert types(plan, made(90, kind="job", stage="created")) == ["plan_actual"]
    assert types(plan, made(390, kind="job", stage="created")) == []
    half_year = made(90, "2023-10-01", kind="job", stage="created", period=("2023-03-21", "2023-09-22"))
    assert types(plan, half_year) == []


def test_a_part_above_its_whole() -> None:
    province = Place(level="province", name="کردستان", province="کردستان")
    baneh = Place(level="county", name="بانه", province="کردستان")
    assert types(made(400, where=province), made(412)) == ["parts_above_whole"]
    assert types(made(500, where=province), made(412), made(120, where=baneh)) == ["parts_above_whole"]
    assert types(made(600, where=province), made(412), made(120, where=baneh)) == []
    yazd = Place(level="province", name="یزد", province="یزد")
    assert types(made(400, where=yazd), made(412)) == []
    nation = Place(level="nation")
    assert types(made(900, where=nation), made(1000, where=yazd)) == ["parts_above_whole"]


def test_two_figures_of_one_report_are_no_contradiction() -> None:
    text = "۴۱۲ مورد صادر شد که ۳۰۰ مورد به زنان رسید."
    whole, part = (
        made(412).figures[0],
        made(300).figures[0].model_copy(update={"id": "f2", "part_of": "f1"}),
    )
    both = report(text, [whole, part], published="2024-04-01")
    assert types(both, made(412)) == []


def test_number_of_texts_must_be_that_of_reports() -> None:
    with pytest.raises(ValueError, match="2 reports need 2 texts, not 1"):
        compare([made(1), made(2)], texts=["یک"])


def test_nothing_to_compare() -> None:
    empty = compare([])
    assert (empty.reports, empty.groups, empty.verdicts) == (0, (), ())
    assert compare([extract(""), extract("")]).findings == []


def test_output_reads_back(comparison: Comparison) -> None:
    assert Comparison.model_validate_json(to_json(comparison)) == comparison
    groups, findings = groups_csv(comparison).split("\r\n"), findings_csv(comparison).split("\r\n")
    assert groups[0] == ",".join(GROUP_COLUMNS)
    assert len(groups) == 2 + sum(len(g.statements) for g in comparison.groups)
    assert findings[0] == ",".join(FINDING_COLUMNS)
    assert len(findings) == 2 + len(comparison.findings)


def test_page_shows_every_statement_and_nothing_of_it_runs() -> None:
    hostile = made(421).model_copy(update={"outlet": "<img src=x onerror=alert(1)>", "source": "javascript:alert(1)"})
    linked = made(412).model_copy(update={"outlet": "سقزنامه", "source": "https://news.example/77"})
    lone = made(90, stage="renewed")
    page = compare([linked, hostile, lone], texts=["یک", "دو", "سه"]).to_html()
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in html.unescape(page)
    assert [page.count(f'"ltr">{n}</bdi>') for n in ("۴۱۲", "۴۲۱", "۹۰")] == [2, 2, 1]
    assert 'href="https://news.example/77"' in page
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {"https://news.example/77"}
    assert "<img" not in page
    assert "<script" not in page
    assert "۲۰۲۴" not in page
    assert "۱۴۰۳/۰۱/۱۳" in page


def test_style_of_the_page_stays_on_the_page() -> None:
    """Every rule is under ``.hj``; a notebook has the page in a frame without scripts."""
    found = compare([made(412), made(421)], texts=["یک", "دو"])
    style = re.search(r"<style>(.*?)</style>", found.to_html(lang="en"), re.DOTALL)
    assert style is not None
    rules = re.sub(r"@media[^{]*\{|@page\{[^}]*\}|@font-face\{[^}]*\}", "", html.unescape(style[1]))
    selectors = re.findall(r"([^{}]+)\{", rules)
    assert len(selectors) > 50
    assert [s for s in selectors if ".hj" not in s] == []
    shown = found._repr_html_()
    assert shown.startswith("<iframe sandbox srcdoc=")
    assert shown.count("<") == 2


def test_statements_keep_their_place_in_the_text(comparison: Comparison) -> None:
    for group in comparison.groups:
        for statement in group.statements:
            text = ROWS[statement.report]["text"]
            assert text[statement.start : statement.end] == statement.text


def run(*arguments: str) -> Any:
    """The command line's answer."""
    return CliRunner().invoke(build_app(), ["compare", *arguments])


def test_command_on_folder_and_files(tmp_path: Path) -> None:
    saqqez = [row for row in ROWS if row["id"] in ("c01a", "c01b")]
    (tmp_path / "one.json").write_text(json.dumps(saqqez[0], ensure_ascii=False), encoding="utf-8")
    reports = [extract(saqqez[1]["text"], published=saqqez[1]["published"], source="second").model_dump(mode="json")]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, reports)) + "\n\n", encoding="utf-8")
    (tmp_path / "three.txt").write_text("امروز هوا خوب است.", encoding="utf-8")
    shown = run(str(tmp_path), "--format", "json", "--strict")
    assert shown.exit_code == 3
    assert [v["type"] for v in json.loads(shown.stdout)["verdicts"]] == ["same_statement"]
    table = run(str(tmp_path / "one.json"), str(tmp_path / "two.jsonl"))
    assert table.exit_code == 0
    assert "1 contradictions" in table.stdout
    assert "same_statement" in run(str(tmp_path), "--format", "csv").stdout
    page = run(str(tmp_path), "--format", "html", "--persian").stdout
    assert 'lang="fa"' in page
    assert "۴۲۱" in page
    assert 'lang="en"' in run(str(tmp_path), "--format", "html").stdout


def test_command_names_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(
        '{"text": "متن"}\n[]\n{\n{"text": 5}\n{"text": "متن", "published": "x"}\n', encoding="utf-8"
    )
    (tmp_path / "latin.txt").write_bytes(b"\xff\xfe")
    shown = run(str(tmp_path), str(tmp_path / "none.txt"))
    assert shown.exit_code == 1
    assert [f"bad.jsonl:{n}: " in shown.stderr for n in (1, 2, 3, 4, 5)] == [False, True, True, True, True]
    assert "latin.txt: not UTF-8" in shown.stderr
    assert "none.txt: no such file" in shown.stderr
    assert "1 reports" in shown.stdout


def test_generator_writes_the_archive_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    sys.modules.pop("make", None)
    import make  # type: ignore[import-not-found]

    (tmp_path / "planted.txt").write_bytes((FOLDER / "planted.txt").read_bytes())
    monkeypatch.setattr(make, "HERE", tmp_path)
    make.main()
    assert (tmp_path / "archive.jsonl").read_bytes() == (FOLDER / "archive.jsonl").read_bytes()


def test_results_of_a_batch_compare_like_their_articles(tmp_path: Path, comparison: Comparison) -> None:
    pytest.importorskip("duckdb")
    store = tmp_path / "store"
    command = [
        sys.executable,
        "-m",
        "homejobs_extract.cli",
        "batch",
        str(FOLDER / "archive.jsonl"),
        "--out",
        str(store),
    ]
    subprocess.run([*command, "--workers", "1"], check=True, capture_output=True)
    shown = json.loads(run(str(store), "--format", "json").stdout)
    there = {(v["type"], frozenset(s["source"] for s in v["statements"])) for v in shown["verdicts"] if v["severity"]}
    assert there == {(v.type, frozenset(sources(v))) for v in comparison.verdicts if v.severity}
    assert len(shown["reprints"]) == len(comparison.reprints)
