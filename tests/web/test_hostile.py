"""Hostile texts (``hostile.txt``, one a line): inert in page, workbench, charts, notebook and CSV.

The pages are opened with their content security policy switched off, so that escaping alone has to hold; that the
policies hold alone is tested elsewhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from homejobs_extract import Report, extract
from homejobs_extract.normalize import clean
from homejobs_extract.page import render, report_frame
from homejobs_extract.page.marks import CONTROLS
from tests.web.conftest import Server, Watched
from tests.web.stores import write_store

HOSTILE = [
    re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), line)
    for line in (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").splitlines()
]
SENTENCE = "در سال ۱۴۰۲ در استان یزد ۴۱۲ مجوز مشاغل خانگی صادر شد"
FOREIGN = (
    "script:not([src^='/static/']), iframe, object, embed, img, base, svg script, math, video, audio, template, xmp, "
    "marquee, noscript, form[action^=http], link[href^=http], meta[http-equiv=refresh], [hx-on], [hx-get^=http], "
    "[onload], [onerror], [onfocus], [onmouseover], [style*=url], a[href^=javascript], a[href^=http], a[ping], "
    ".body input, .body style, .body #desk"
)
DIGITS = """() => {
  const walk = document.createTreeWalker(document.querySelector('h1'), NodeFilter.SHOW_TEXT);
  const left = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf('1203');
    if (at >= 0) return [0, 1, 2, 3].map(n => left(walk.currentNode, at + n));
  }
}"""
PARTS = [range(at, min(at + 9, len(HOSTILE))) for at in range(0, len(HOSTILE), 9)]
Opener = Callable[..., Watched]


def article(payload: str) -> str:
    return f"{payload}\n{SENTENCE}، {payload} گفت.\nدر استان یزد {payload} ۳۰ طرح خانگی {payload} اجرا شد."


def poisoned(report: Report, payload: str) -> Report:
    """The report with the payload in every field that may come from a text."""
    taken = {
        "speaker": payload,
        "agency": {"id": payload, "name_fa": payload, "name_en": payload},
        "place": {"level": "city", "name": payload, "province": payload, "code": payload},
        "period": {"text": payload, "start": payload, "end": payload},
        "reported": {"text": payload, "number": payload, "unit": payload},
        "rule": payload,
    }
    figures = [f.model_dump() | taken for f in report.figures]
    speakers = [{"name": payload, "title": payload, "agency": payload, "spans": []}]
    check = {
        "kind": "permit",
        "type": payload,
        "status": "disagrees",
        "severity": "error",
        "total": "f1",
        "parts": ["f1"],
    }
    fields = report.model_dump() | {"figures": figures, "speakers": speakers, "outlet": payload, "source": payload}
    return Report.model_validate(fields | {"checks": [check | {"message_fa": payload, "message_en": payload}]})


def assert_quiet(watched: Watched, *allowed: str) -> None:
    watched.page.wait_for_load_state("load")
    watched.page.mouse.move(300, 300)
    watched.page.keyboard.press("Tab")
    assert watched.page.evaluate("window.pwned") is None
    assert watched.dialogs == []
    assert watched.outside(*allowed) == []
    assert (
        watched.page.evaluate("s => [...document.querySelectorAll(s)].map(e => e.outerHTML.slice(0, 120))", FOREIGN)
        == []
    )
    assert watched.page.locator("h1").first.is_visible()


def body_text(watched: Watched) -> str:
    """The article as the page has it, without the labels."""
    script = "e => { e.querySelectorAll('[data-x]').forEach(x => x.remove()); return e.textContent }"
    return re.sub(r"\s+", " ", watched.page.locator(".body").evaluate(script)).strip()


def shown(text: str) -> str:
    """What a reader sees of a text: controls by their code, space as one."""
    seen = CONTROLS.sub(lambda m: f"U+{ord(m.group()):04X}", clean(text).replace("\r", ""))
    return re.sub(r"\s+", " ", seen).strip()


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [poisoned(extract(article(payload), published="1402-12-20"), clean(payload)) for payload in HOSTILE]


@pytest.fixture
def unguarded(open_page: Opener) -> Watched:
    return open_page(bypass_csp=True)


def test_there_are_sixty_different_ones() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_the_report_page_shows_it_as_text(
    part: range, reports: list[Report], unguarded: Watched, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    for at in part:
        text = article(HOSTILE[at])
        file.write_text(render(reports[at], text), encoding="utf-8")
        unguarded.page.goto(file.as_uri())
        assert_quiet(unguarded, file.as_uri())
        assert body_text(unguarded) == shown(text)


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_the_workbench_shows_it_as_text(part: range, server: Server, unguarded: Watched) -> None:
    page = unguarded.page
    page.goto(server.url())
    token = page.locator("input[name=token]").first.input_value()
    for at in part:
        form = {
            "token": token,
            "text": clean(article(HOSTILE[at])),
            "source": clean(HOSTILE[at]),
            "published": "1402-12-20",
        }
        answer = page.request.post(server.url("/articles"), multipart=form)
        assert answer.status == 200
        page.goto(answer.url)
        assert_quiet(unguarded, server.base)
        assert page.locator("mark").count() >= 1
        assert body_text(unguarded) == shown(clean(article(HOSTILE[at])))
        for path in ("/figures/f1", "/add?start=0&end=3", "/charts")[: 3 if at % 9 == 0 else 1]:
            page.goto(answer.url + path)
            assert_quiet(unguarded, server.base)


def test_the_list_of_opened_articles_shows_them_as_text(server: Server, unguarded: Watched) -> None:
    unguarded.page.goto(server.url())
    assert_quiet(unguarded, server.base)


def test_a_files_name_is_shown_as_text(server: Server, unguarded: Watched) -> None:
    page = unguarded.page
    for payload in HOSTILE[::9]:
        page.goto(server.url())
        name = clean(payload).replace("\x00", "")
        page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": SENTENCE.encode()})
        page.locator("form.open button.main").click()
        page.wait_for_url("**/articles/*")
        assert_quiet(unguarded, server.base)


def test_an_uploaded_page_runs_nothing(server: Server, unguarded: Watched) -> None:
    page = unguarded.page
    html = "<!doctype html><title>x</title>" + "".join(f"<p>{clean(p)}</p>" for p in HOSTILE) + f"<p>{SENTENCE}</p>"
    page.goto(server.url())
    page.set_input_files("#file", {"name": "a.html", "mimeType": "text/html", "buffer": html.encode()})
    page.locator("form.open button.main").click()
    page.wait_for_url("**/articles/*")
    assert_quiet(unguarded, server.base)


@pytest.fixture(scope="module")
def archive(serve: Callable[..., Server], reports: list[Report], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("hostile-store")
    write_store(folder, [r.model_copy(update={"source": f"{n} {r.source}"}) for n, r in enumerate(reports)])
    return serve("--store", str(folder))


@pytest.mark.parametrize("path", ["/archive", "/archive?page=2", "/archive/compare", "/archive/charts?kind=permit"])
def test_the_archive_shows_them_as_text(path: str, archive: Server, unguarded: Watched) -> None:
    unguarded.page.goto(archive.url(path))
    assert_quiet(unguarded, archive.base)


def test_a_filter_is_shown_as_text_and_finds_nothing(archive: Server, unguarded: Watched) -> None:
    from urllib.parse import urlencode

    names = ("province", "agency", "kind", "year", "verdict", "article")
    for payload in HOSTILE[::3]:
        unguarded.page.goto(archive.url("/archive?" + urlencode(dict.fromkeys(names, clean(payload)))))
        assert_quiet(unguarded, archive.base)
        assert unguarded.page.locator("tbody tr").count() == 0


def test_no_cell_of_a_csv_is_a_formula(archive: Server, unguarded: Watched) -> None:
    text = unguarded.page.request.get(archive.url("/archive/figures.csv")).text()
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert any(cell.startswith("'+cmd") for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []


def test_a_chart_shows_them_as_text(reports: list[Report], unguarded: Watched, tmp_path: Path) -> None:
    from homejobs_extract.charts import agencies, timeline, to_svg

    rows = [row | {"place_level": "province"} for report in reports for row in report.to_records()]
    for draw in (agencies, timeline):
        file = tmp_path / "chart.svg"
        file.write_text(to_svg(draw(rows, kind="permit")), encoding="utf-8")
        unguarded.page.goto(file.as_uri())
        assert unguarded.page.evaluate("window.pwned") is None
        assert unguarded.outside(file.as_uri()) == []
        assert (
            unguarded.page.evaluate(
                "document.querySelectorAll('script, image, a, foreignObject, [onload], [style]').length"
            )
            == 0
        )


def test_a_notebook_shows_them_as_text(reports: list[Report], unguarded: Watched, tmp_path: Path) -> None:
    frames = "".join(report_frame(r, article(p)) for r, p in zip(reports, HOSTILE, strict=True))
    file = tmp_path / "notebook.html"
    file.write_text(f"<h1>دفترچه</h1>{frames}", encoding="utf-8")
    unguarded.page.goto(file.as_uri())
    unguarded.page.wait_for_load_state("load")
    assert unguarded.page.evaluate("window.pwned") is None
    assert unguarded.outside(file.as_uri()) == []
    assert unguarded.page.locator("iframe").count() == len(HOSTILE)


def test_an_override_cannot_turn_a_number_round(unguarded: Watched, tmp_path: Path) -> None:
    text = "صدور \u202e1203\u202c مجوز مشاغل خانگی در استان یزد"
    file = tmp_path / "bidi.html"
    file.write_text(render(extract(text), text), encoding="utf-8")
    unguarded.page.goto(file.as_uri())
    lefts = unguarded.page.evaluate(DIGITS)
    assert lefts == sorted(lefts)
    assert "U+202E" in unguarded.page.locator("h1").inner_text()
