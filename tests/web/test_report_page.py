"""The report page in Chromium: labels on their marks, links both ways, phone, dark, contrast, no script, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from homejobs_extract import extract
from homejobs_extract.charts import drawings_of, province_map, provinces, to_svg
from homejobs_extract.page import render, report_frame
from homejobs_extract.page.marks import Mark, article
from homejobs_extract.page.render import stylesheet
from tests.web.conftest import Watched

HERE = Path(__file__).parent
MIXED = (
    "گزارش ILO درباره Home-Based Work در استان کردستان\n"
    "به گفته UNIDO (دفتر Tehran) در سال ۱۴۰۲ در استان کردستان ۱٬۲۳۴ مجوز مشاغل خانگی (Permit) صادر شد، که "
    "853 طرح خانگی در سامانه e-Karaneh 2.0 ثبت شد و 401,695 میلیون ریال تسهیلات مشاغل خانگی پرداخت شد؛ "
    "2240 نفر در مشاغل خانگی مشغول به کار شدند (GDP +3%).\n"
    "WTO و FAO گفتند: ۹۰ متقاضی مشاغل خانگی در Sanandaj آموزش دیدند و 15مجوز مشاغل خانگی در سقز صادر شد."
)
GEOMETRY = (HERE / "geometry.js").read_text(encoding="utf-8")
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8")
OUTSIDE = """width => [...document.querySelectorAll('body *')]
  .filter(e => e.checkVisibility() && !e.matches('.sr, thead, thead *'))
  .filter(e => (b => b.right > width + 1 || b.left < -1)(e.getBoundingClientRect()))
  .map(e => e.outerHTML.slice(0, 80))"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Opener = Callable[..., Watched]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory, example: str) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render(extract(example, published="1400-12-05", source="نمونه"), example), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def mixed_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "mixed.html"
    report = extract(MIXED, published="1403-02-01")
    assert len(report.figures) >= 5
    path.write_text(render(report, MIXED), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [1280, 700, 390])
def test_each_label_sits_on_its_own_mark_in_mixed_text(mixed_file: str, open_page: Opener, width: int) -> None:
    page = open_page(width=width, height=2400).page
    page.goto(mixed_file)
    page.evaluate("document.fonts.ready")
    marks = page.evaluate(GEOMETRY)
    assert len(marks) >= 5
    for number, mark in enumerate(marks, 1):
        assert mark["chipInside"], mark
        assert mark["textInside"], mark
        assert mark["chipLeft"], mark
        assert mark["hit"] == mark["id"], mark
        assert mark["others"] == 0, mark
        assert mark["target"] == f"#r-f{number}", mark


@pytest.mark.parametrize("isolated", [True, False])
def test_the_geometry_test_sees_a_label_on_the_wrong_mark(open_page: Opener, tmp_path: Path, *, isolated: bool) -> None:
    text = "در سال ۱۴۰۲، ۱٬۲۳۴ و 853، 90 از ILO"
    spans = [(text.index(t), text.index(t) + len(t), t) for t in ("۱۴۰۲", "۱٬۲۳۴", "853", "90")]
    marks = [Mark(a, b, "k-permit", "", f"m-f{n}", f"COUNT {n}", f"r-f{n}") for n, (a, b, _) in enumerate(spans, 1)]
    html = str(article(text, marks))
    style = stylesheet()
    if not isolated:
        html = html.replace(' dir="rtl" title', " title").replace("<p dir", "<p DIR")
        style = style.replace("unicode-bidi:isolate", "")
    path = tmp_path / "labels.html"
    path.write_text(f"<style>{style}</style><body class=hj><div class=body dir=rtl>{html}</div>", encoding="utf-8")
    page = open_page().page
    page.goto(path.as_uri())
    good = [
        m["chipInside"] and m["chipLeft"] and m["hit"] == m["id"] and not m["others"] for m in page.evaluate(GEOMETRY)
    ]
    assert len(good) == 4
    assert all(good) == isolated


BARS = """() => [...document.querySelectorAll('.values_marks text')].map(text => {
  const box = text.getBoundingClientRect(), middle = (box.top + box.bottom) / 2;
  const bars = [...text.closest('svg').querySelectorAll('.mark-rect path')].map(bar => bar.getBoundingClientRect());
  const own = bars.filter(bar => bar.top <= middle && middle <= bar.bottom);
  return {
    text: text.textContent,
    bars: own.length,
    off: own.length ? Math.abs(middle - (own[0].top + own[0].bottom) / 2) : 99,
    gap: own.length ? Math.min(Math.abs(own[0].left - box.right), Math.abs(box.left - own[0].right)) : 99,
    rank: own.length ? own[0].width : -1,
  };
})"""


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_each_value_of_a_chart_stands_at_the_end_of_its_own_bar(
    open_page: Opener, tmp_path: Path, lang: Literal["fa", "en"]
) -> None:
    counts = (("یزد", 1402, 421), ("یزد", 1401, 300), ("یزد", 1403, 77), ("قم", 1402, 900), ("قم", 1401, 50))
    texts = [f"در سال {y} در استان {p} {n} مجوز مشاغل خانگی صادر شد." for p, y, n in counts]
    rows = [row for text in texts for row in extract(text, published="1404-01-20").to_records()]
    for draw in (provinces, province_map):
        drawing = to_svg(draw(rows, kind="permit", stage="issued", lang=lang))
        style = f"<style>{stylesheet()}</style>"
        (tmp_path / "chart.html").write_text(f'<html dir=rtl>{style}<body class="hj charts">{drawing}', "utf-8")
        page = open_page().page
        page.goto((tmp_path / "chart.html").as_uri())
        found = page.evaluate(BARS)
        assert len(found) == (5 if draw is provinces else 0)
        for value in found:
            assert value["bars"] == 1, value
            assert value["off"] <= 3, value
            assert value["gap"] <= 9, value
        widths = sorted((value["rank"], int(value["text"])) for value in found)
        assert [number for _, number in widths] == sorted(number for _, number in widths)


def test_charts_are_readable_in_the_dark(open_page: Opener, tmp_path: Path, example: str) -> None:
    report = extract(example, published="1400-12-05")
    file = tmp_path / "charts.html"
    file.write_text(render(report, example, charts=drawings_of(report.to_records())), encoding="utf-8")
    page = open_page(color_scheme="dark").page
    page.goto(file.as_uri())
    fills = page.evaluate(
        "[...document.querySelectorAll('svg text, svg .mark-rect path')].map(e => getComputedStyle(e).fill)"
    )
    assert len(fills) >= 20
    assert set(fills) <= {"rgb(232, 230, 225)", "rgb(156, 200, 245)"}


def test_a_value_leads_to_its_place_in_the_text_and_back_without_script(page_file: str, open_page: Opener) -> None:
    page = open_page(height=500, java_script_enabled=False).page
    page.goto(page_file)
    page.locator("#r-f11 .c-value a").click()
    assert page.url.endswith("#m-f11")
    assert page.locator("mark:target").inner_text().startswith("401695 میلیون ریال")
    box = page.locator("mark:target").bounding_box()
    assert box
    assert 0 <= box["y"] <= 500
    page.locator("mark:target sup a").click()
    assert page.url.endswith("#r-f11")


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_phone_needs_no_sideways_scrolling(page_file: str, open_page: Opener, width: int) -> None:
    page = open_page(width=width).page
    page.goto(page_file)
    assert page.evaluate(SIDEWAYS) <= 0
    wide = page.evaluate(OUTSIDE, width)
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_aa(page_file: str, open_page: Opener, scheme: str) -> None:
    page = open_page(color_scheme=scheme).page
    page.goto(page_file)
    assert page.evaluate(CONTRAST) == []
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (dark == "rgb(21, 23, 26)") == (scheme == "dark")


def test_kinds_differ_without_colour(page_file: str, open_page: Opener) -> None:
    page = open_page().page
    page.goto(page_file)
    lines = page.evaluate(
        "[...new Set([...document.querySelectorAll('.key')].map(e => { const s = getComputedStyle(e);"
        " return [s.borderBottomStyle, s.borderBottomWidth, s.borderTopStyle].join() }))].length"
    )
    assert lines == page.locator(".key").count()
    assert "مجوز" in page.locator("#m-f1 a").first.get_attribute("aria-label")


def test_values_are_aligned_at_their_last_digit(page_file: str, open_page: Opener) -> None:
    page = open_page().page
    page.goto(page_file)
    rights = page.evaluate(
        "[...document.querySelectorAll('td.c-value > a bdi')].map(e => Math.round(e.getBoundingClientRect().right))"
    )
    assert len(rights) >= 20
    assert len(set(rights)) <= 2
    widths = page.evaluate(
        "['#r-f3', '#r-f4'].map(row => document.querySelector(row + ' .c-value > a').getBoundingClientRect().width)"
    )
    assert widths[0] == pytest.approx(widths[1], abs=0.6)


def test_the_tables_keep_their_roles_on_a_phone(page_file: str, open_page: Opener) -> None:
    page = open_page(width=390).page
    page.goto(page_file)
    assert page.get_by_role("table").count() == 2
    assert page.get_by_role("row").count() >= 24
    assert page.get_by_role("rowheader").count() >= 20
    assert page.get_by_role("heading", level=1).count() == 1


def test_opening_the_page_asks_for_nothing_and_breaks_no_policy(page_file: str, open_page: Opener) -> None:
    watched = open_page()
    said: list[str] = []
    watched.page.on("console", lambda message: said.append(message.text))
    watched.page.goto(page_file)
    watched.page.wait_for_load_state("networkidle")
    assert [url for url in watched.requests if not url.startswith("data:")] == [page_file]
    assert said == []
    assert watched.page.evaluate("document.fonts.check('16px Vazirmatn')")


def test_its_policy_stops_what_another_hand_adds(page_file: str, open_page: Opener, tmp_path: Path) -> None:
    from urllib.request import url2pathname

    added = "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'><style>body{display:none}</style>"
    html = Path(url2pathname(page_file.removeprefix("file://"))).read_text(encoding="utf-8")
    (tmp_path / "added.html").write_text(html.replace("</main>", f"{added}</main>"), encoding="utf-8")
    watched = open_page()
    watched.page.goto((tmp_path / "added.html").as_uri())
    assert watched.page.evaluate("window.pwned") is None
    assert watched.page.locator("h1").is_visible()


def test_printing_gives_pages_with_the_whole_table(page_file: str, open_page: Opener) -> None:
    page = open_page().page
    page.goto(page_file)
    page.emulate_media(media="print")
    height = page.evaluate("(e => [e.scrollHeight, e.clientHeight])(document.querySelector('.figures'))")
    assert height[0] <= height[1] + 1
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_notebooks_own_style_stays_as_it_is(open_page: Opener, tmp_path: Path, example: str) -> None:
    frame = report_frame(extract(example), example)
    shell = "<style>mark{background:lime}</style><p id=own>متن <mark id=theirs>x</mark></p>"
    look = "(s => [s.background, s.font, s.padding])(getComputedStyle(document.getElementById('theirs')))"
    (tmp_path / "a.html").write_text(shell, encoding="utf-8")
    (tmp_path / "b.html").write_text(shell + frame, encoding="utf-8")
    page: Any = open_page().page
    page.goto((tmp_path / "a.html").as_uri())
    before = page.evaluate(look)
    page.goto((tmp_path / "b.html").as_uri())
    assert page.evaluate(look) == before
    inner = page.frame_locator("iframe")
    assert inner.locator("mark").count() >= 20
    assert inner.locator("#m-f1").evaluate("e => getComputedStyle(e).backgroundColor") != "rgb(0, 255, 0)"
    inner.locator("#r-f11 .c-value a").click()
    assert inner.locator("mark:target").get_attribute("id") == "m-f11"
