"""The charts: what they draw of rows, Persian as it should be, pictures that stay text, the command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract import charts, extract
from homejobs_extract.charts import data
from homejobs_extract.lexicons import rows as lexicon

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "report.txt"
SENTENCES = [
    ("الف", "1403-01-20", "در سال ۱۴۰۲ تعداد ۴۱۲ مجوز مشاغل خانگی در استان یزد صادر شد."),
    ("ب", "1403-01-22", "در سال ۱۴۰۲ تعداد ۴۲۱ مجوز مشاغل خانگی در استان یزد صادر شد."),
    ("پ", "1402-01-22", "در سال ۱۴۰۱ تعداد ۳۰۰ مجوز مشاغل خانگی در استان یزد صادر شد."),
    ("ت", "1403-02-01", "در سال ۱۴۰۲ تعداد ۹۰۰ مجوز مشاغل خانگی در استان قم صادر شد."),
    ("ث", "1402-02-01", "در سال ۱۴۰۲ ایجاد ۵۰۰ شغل خانگی در استان قم پیش‌بینی شده است."),
    ("ج", "1403-03-01", "در سال ۱۴۰۲ در استان قم ۳۵۰ شغل خانگی ایجاد شد."),
]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    reports = [extract(text, published=day, source=name) for name, day, text in SENTENCES]
    found = [row for report in reports for row in report.to_records()]
    assert [row["value"] for row in found] == [412, 421, 300, 900, 500, 350]
    return [row | {"outlet": row["source"]} for row in found]


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_provinces_value_is_its_largest_total_of_a_year(rows: list[dict[str, Any]]) -> None:
    found = data.by_province(data.pick(rows, kind="permit", stage="issued"), "en")
    assert {(p["place_name"], p["year"]): p["amount"] for p in found} == {
        ("یزد", "1402"): 421, ("یزد", "1401"): 300, ("قم", "1402"): 900,
    }  # fmt: skip


def test_a_map_has_every_province_once_and_each_tile_one_place(rows: list[dict[str, Any]]) -> None:
    tiles = data.on_map(data.pick(rows, kind="permit"), "fa")
    assert {t["code"] for t in tiles} == {r["code"] for r in lexicon("places") if r["level"] == "province"}
    assert len({(t["row"], t["column"]) for t in tiles}) == len(tiles) == 31
    assert {t["name"]: t["text"] for t in tiles if t["stated"]} == {"یزد": "۴۲۱", "قم": "۹۰۰"}


def test_planned_stands_against_actual_only_where_both_are_stated(rows: list[dict[str, Any]]) -> None:
    found = data.by_modality(data.pick(rows, kind="job"), "en")
    assert {(p["place"], p["modality"]): p["amount"] for p in found} == {("قم", "planned"): 500, ("قم", "actual"): 350}
    assert data.by_modality(data.pick(rows, kind="permit"), "en") == []


def test_only_what_others_contradict_is_marked(rows: list[dict[str, Any]]) -> None:
    found = data.over_time(data.pick(rows, kind="permit"), "en")
    assert {p["value"] for p in found if p["contradicted"]} == {412, 421}


def test_many_points_are_thinned_and_the_contradictions_stay(rows: list[dict[str, Any]]) -> None:
    more = [rows[3] | {"value": 5, "outlet": f"o{n}", "period_start": None, "period_end": f"x{n}"} for n in range(5000)]
    found = data.over_time([*more, *rows[:2]], "en")
    assert len(found) == data.DOTS
    assert {p["value"] for p in found if p["contradicted"]} == {412, 421}


def test_money_is_in_billions_of_tomans() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    found = data.by_agency(data.pick(extract(text).to_records(), kind="loan"), "fa")
    assert {p["agency_id"]: p["text"] for p in found}["industry_mine_trade"] == "۲۵٫۶"


@pytest.mark.parametrize("what", list(charts.CHARTS))
@pytest.mark.parametrize("kind", ["permit", "loan", "job"])
def test_every_chart_is_drawn_also_of_nothing(rows: list[dict[str, Any]], what: str, kind: str) -> None:
    for some in (rows, []):
        svg = charts.to_svg(charts.CHARTS[what](some, kind=kind))
        assert svg.startswith('<svg direction="ltr"')
        assert "<script" not in svg
        assert "style=" not in svg
        assert "http" not in svg.replace("http://www.w3.org/", "")


def test_persian_words_are_whole_and_digits_are_persian(rows: list[dict[str, Any]]) -> None:
    found = texts(charts.to_svg(charts.provinces(rows, kind="permit", stage="issued")))
    assert {"یزد", "قم", "۴۲۱", "۹۰۰", "۱۴۰۱", "۱۴۰۲"} <= set(found)
    assert not [t for t in found if re.search("[0-9]", t)]


def test_in_english_digits_are_latin(rows: list[dict[str, Any]]) -> None:
    found = texts(charts.to_svg(charts.provinces(rows, kind="permit", stage="issued", lang="en")))
    assert {"421", "1402"} <= set(found)


def test_a_png_is_a_png(rows: list[dict[str, Any]]) -> None:
    assert charts.to_png(charts.province_map(rows, kind="permit")).startswith(b"\x89PNG")


@pytest.mark.parametrize("evil", ["a\x00b", "\x1b[31m", "\uffff", "\u202e12"])
def test_a_control_character_does_not_end_the_process(rows: list[dict[str, Any]], evil: str) -> None:
    bad = [row | {"outlet": evil, "place_name": evil, "agency_id": evil, "agency_fa": evil} for row in rows]
    for what in ("provinces", "agencies", "timeline", "planned"):
        svg = charts.to_svg(charts.CHARTS[what](bad, kind="permit"))
        assert evil not in svg


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "homejobs_extract.cli", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT, check=False)


def test_the_commands_write_a_chart_and_a_page(tmp_path: Path) -> None:
    chart, page = tmp_path / "chart.svg", tmp_path / "page.html"
    done = run("chart", str(EXAMPLE), "--what", "agencies", "--kind", "permit", "--out", str(chart))
    assert (done.returncode, done.stderr) == (0, "")
    assert "۱٬۲۰۳" in texts(chart.read_text(encoding="utf-8"))
    done = run("report", str(EXAMPLE), "missing.txt", "--charts", "--out", str(page))
    assert done.returncode == 1
    assert "missing.txt: no such file" in done.stderr
    html = page.read_text(encoding="utf-8")
    assert html.count("<svg") >= 2
    assert len(html.encode()) <= 250_000


def test_a_chart_of_reports_written_by_extract(tmp_path: Path) -> None:
    report, chart = tmp_path / "report.json", tmp_path / "chart.png"
    report.write_text(
        extract(EXAMPLE.read_text(encoding="utf-8"), published="1400-12-05").model_dump_json(), encoding="utf-8"
    )
    assert json.loads(report.read_text(encoding="utf-8"))["figures"]
    done = run("chart", str(report), "--what", "funnel", "--kind", "plan", "--out", str(chart))
    assert (done.returncode, done.stderr) == (0, "")
    assert chart.read_bytes().startswith(b"\x89PNG")


def test_a_chart_of_nothing_is_wrong_usage() -> None:
    assert run("chart").returncode == 2
