"""The workbench in Chromium: paste, look, correct, add, come back; with the mouse, with the keyboard, on a phone."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Server, Watched
from tests.web.test_report_page import CONTRAST, SIDEWAYS

SELECT = """() => {
  const walk = document.createTreeWalker(document.querySelector('.body'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && !walk.currentNode.data.includes('تابلو'));
  const node = walk.currentNode, range = document.createRange();
  range.setStart([...node.parentElement.closest('p').querySelectorAll('.skip')].pop().firstChild, 0);
  range.setEnd(node, node.data.indexOf('تابلو') + 5);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
Opener = Callable[..., Watched]


def paste(page: Any, server: Server, text: str, published: str = "1400-12-05", source: str = "") -> None:
    page.goto(server.url())
    page.get_by_label("متن خبر").fill(text)
    page.get_by_label("تاریخ انتشار").fill(published)
    page.get_by_label("منبع یا نشانی").fill(source)
    page.get_by_role("button", name="بخوان").click()
    page.wait_for_url("**/articles/*")


def gold_of(server: Server, page: Any) -> dict[str, Any]:
    article = re.search(r"/articles/([0-9a-f]{16})", page.url)
    assert article
    lines = (server.work / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines if json.loads(line)["id"] == article.group(1)]
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]


def test_the_example_shows_its_figures_and_the_loan_sum(server: Server, open_page: Opener, example: str) -> None:
    watched = open_page()
    page = watched.page
    paste(page, server, example)
    assert page.locator("tr[data-figure]").count() == 20
    loan = page.locator("tr[data-check=sum]").filter(has_text="401695 میلیون ریال")
    assert "۲۵۶٬۴۰۱ + ۵۱٬۲۹۴ + ۲۸٬۷۵۰ + ۶۶٬۰۵۰ = ۴۰۲٬۴۹۵" in loan.inner_text()
    assert loan.locator("[data-name=اختلاف]").inner_text().split() == ["۸۰۰", "میلیون", "ریال"]
    assert "تقریباً می‌خواند" in loan.inner_text()
    assert watched.errors == []
    assert watched.outside(server.base) == []


def test_a_click_on_a_row_brings_its_place_into_view(server: Server, open_page: Opener, example: str) -> None:
    page = open_page(height=420, reduced_motion="reduce").page
    paste(page, server, example)
    page.locator("tr[data-figure=f18] td.c-value").click(position={"x": 5, "y": 5})
    mark = page.locator("mark.now")
    assert mark.get_attribute("id") == "m-f18"
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] < 420
    assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.locator("mark#m-f1").first.click(position={"x": 20, "y": 10})
    assert page.locator("tr.now").get_attribute("id") == "r-f1"


def test_a_correction_is_there_after_reloading_and_becomes_gold(
    server: Server, open_page: Opener, example: str
) -> None:
    page = open_page().page
    paste(page, server, example, source="اصلاح")
    row = page.locator("tr[data-figure=f11]")
    row.get_by_role("link", name="اصلاح").click()
    page.get_by_label("مقدار").fill("۴۰۲٬۴۹۵٬۰۰۰٬۰۰۰")
    page.get_by_label("دقت").select_option("exact")
    page.get_by_role("button", name="نگه دار").click()
    page.wait_for_url("**#r-f11")
    page.reload()
    assert "۴۰۲٬۴۹۵٬۰۰۰٬۰۰۰" in row.inner_text()
    assert "اصلاح شد" in row.inner_text()
    assert page.locator("tr.v-agrees[data-check=sum]").count() == 3
    gold = gold_of(server, page)
    assert gold["text"] == example
    loan = [f for f in gold["figures"] if f["kind"] == "loan" and f["part_of"] is None]
    assert [(f["value"], f["bound"], f["anchor"], f["optional"]) for f in loan] == [
        (402_495_000_000, "exact", "401695 میلیون ریال", False)
    ]
    assert {"kind": "loan", "total": 402_495_000_000, "parts_sum": 402_495_000_000, "consistent": True} in gold[
        "checks"
    ]


def test_accepted_rejected_and_undecided_figures_in_the_gold(server: Server, open_page: Opener, example: str) -> None:
    page = open_page().page
    paste(page, server, example, source="بررسی")
    accept, reject = page.locator("tr[data-figure=f2]"), page.locator("tr[data-figure=f8]")
    accept.get_by_role("button", name="درست").click()
    accept.get_by_text("تأیید شد").wait_for()
    reject.get_by_role("button", name="رد").click()
    reject.get_by_text("رد شد").wait_for()
    gold = gold_of(server, page)
    assert len(gold["figures"]) == 19
    assert [f["value"] for f in gold["figures"] if not f["optional"]] == [1203]
    assert all(
        gold["figures"][f["part_of"]]["value"] == 2340
        for f in gold["figures"]
        if f["kind"] == "permit" and f["part_of"] is not None
    )
    assert [c["kind"] for c in gold["checks"]] == ["plan", "loan"]
    reject.get_by_role("button", name="بازگردان").click()
    reject.get_by_role("button", name="درست").wait_for()
    page.get_by_role("button", name="بقیه درست است").click()
    page.locator("tr[data-figure=f20]").get_by_text("تأیید شد").wait_for()
    gold = gold_of(server, page)
    assert len(gold["figures"]) == 20
    assert not any(f["optional"] for f in gold["figures"])


def test_a_missed_figure_is_added_by_selecting_it(server: Server, open_page: Opener) -> None:
    text = "خبر 🏠 مشاغل خانگی\nدر استان یزد ۳۰ مجوز مشاغل خانگی صادر شد و \u202a۱۲ تابلو\u202c هم نصب شد."
    page = open_page().page
    paste(page, server, text)
    before = page.locator("tr[data-figure]").count()
    page.evaluate(SELECT)
    page.get_by_role("button", name="افزودن این رقم").click()
    page.wait_for_url("**/add?*")
    assert page.get_by_label("واژه‌های متن").input_value() == "۱۲ تابلو"
    assert page.get_by_label("مقدار").input_value() == "12"
    page.get_by_label("گونه").select_option("plan")
    page.get_by_label("سطح مکان").select_option("province")
    page.get_by_label("نام مکان").fill("یزد")
    page.get_by_label("از تاریخ").fill("1400-01-01")
    page.get_by_role("button", name="نگه دار").click()
    page.wait_for_url("**#r-n1")
    assert page.locator("tr[data-figure]").count() == before + 1
    assert page.locator("mark#m-n1").inner_text().startswith("۱۲ تابلو")
    added = [f for f in gold_of(server, page)["figures"] if not f["optional"]]
    assert [(f["kind"], f["value"], f["anchor"], f["place"], f["period"]) for f in added] == [
        ("plan", 12, "۱۲ تابلو", {"level": "province", "name": "یزد"}, {"start": "1400-01-01", "end": None})
    ]


def test_the_keyboard_is_enough(server: Server, open_page: Opener, example: str) -> None:
    page = open_page(reduced_motion="reduce").page
    page.goto(server.url())

    def tab_to(selector: str, most: int = 120) -> None:
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none"
                return
        pytest.fail(f"{selector} cannot be reached")

    tab_to("#text")
    page.keyboard.insert_text(example + "\nصفحه‌کلید")
    tab_to("#published")
    page.keyboard.insert_text("1400-12-05")
    tab_to("button.main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")
    tab_to("tr[data-figure=f1] .c-id a", 400)
    page.keyboard.press("Enter")
    assert page.locator("mark.now").get_attribute("id") == "m-f1"
    tab_to("tr[data-figure=f1] button[value=accept]")
    page.keyboard.press("Enter")
    page.locator("tr[data-figure=f1]").get_by_text("تأیید شد").wait_for()


@pytest.mark.parametrize("path", ["/", "article", "form", "/api"])
def test_a_phone_needs_no_sideways_scrolling(server: Server, open_page: Opener, example: str, path: str) -> None:
    page = open_page(width=360).page
    if path.startswith("/"):
        page.goto(server.url(path))
    else:
        paste(page, server, example)
    if path == "form":
        page.locator("tr[data-figure=f11]").get_by_role("link", name="اصلاح").click()
        page.locator(".figure-form").wait_for()
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_aa(server: Server, open_page: Opener, example: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme).page
    page.goto(server.url())
    assert page.evaluate(CONTRAST) == []
    paste(page, server, example)
    assert page.evaluate(CONTRAST) == []


def test_the_language_is_kept(server: Server, open_page: Opener, example: str) -> None:
    page = open_page().page
    paste(page, server, example)
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("dir") == "ltr"
    assert page.get_by_role("heading", name="Does it add up?").is_visible()
    page.goto(server.url("/"))
    assert page.get_by_role("button", name="Read").is_visible()
    page.goto(server.url("/language/fa?to=https://hostile.invalid/"))
    assert page.url == server.url("/")


def test_a_file_is_read_like_a_pasted_text(server: Server, open_page: Opener) -> None:
    page = open_page().page
    html = "<!doctype html><nav>۹ پیوند</nav><h1>خبر</h1><p>در استان یزد ۳۰ مجوز مشاغل خانگی صادر شد.</p>"
    for name, data, first in (
        ("a.html", html.encode(), "خبر"),
        ("b.txt", "۳۰ مجوز خانگی".encode("utf-16"), "۳۰ مجوز خانگی"),
    ):
        page.goto(server.url())
        page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": data})
        page.get_by_role("button", name="بخوان").click()
        page.wait_for_url("**/articles/*")
        assert page.locator("h1").inner_text() == first
        assert "پیوند" not in page.locator(".body").inner_text()


def test_an_uploaded_page_brings_its_day_and_its_address(server: Server, open_page: Opener) -> None:
    page = open_page().page
    html = (
        "<!doctype html><meta charset=windows-1256><meta property='article:published_time' content='2022-02-24'>"
        "<link rel=canonical href='https://sepidar.invalid/12'><article><h1>خبر</h1>"
        "<p>در استان یزد 30 مجوز مشاغل خانگی صادر شد و متقاضيان آن را گرفتند.</p></article>"
    )
    for name, data in (("old.html", html.replace("ی", "ي").encode("cp1256")), ("new.html", html.encode("utf-16"))):
        page.goto(server.url())
        page.set_input_files("#file", {"name": name, "mimeType": "text/html", "buffer": data})
        page.get_by_role("button", name="بخوان").click()
        page.wait_for_url("**/articles/*")
        assert page.locator("tr[data-figure]").count() == 1
        assert "۱۴۰۰/۱۲/۰۵" in page.locator(".facts").inner_text()
        assert "https://sepidar.invalid/12" in page.locator(".facts").inner_text()


def test_a_file_that_is_no_text_gets_a_page_that_says_so(server: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(server.url())
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": bytes(range(128, 256))})
    page.get_by_role("button", name="بخوان").click()
    assert "UTF-8" in page.get_by_role("alert").inner_text()


def test_every_export_of_an_article(server: Server, open_page: Opener, example: str) -> None:
    page = open_page().page
    paste(page, server, example)
    base = page.url
    get = page.request.get
    assert get(f"{base}/report.json").json()["figures"][10]["value"] == 401_695_000_000
    assert get(f"{base}/figures.csv").text().startswith("\ufeffsource,published")
    assert "sha256-" in get(f"{base}/report.html").text()
    assert get(f"{base}/gold.json").json()["published"] == "1400-12-05"
    task = get(f"{base}/label-studio.json").json()[0]
    units = example.encode("utf-16-le")
    for region in task["predictions"][0]["result"]:
        if region["type"] == "labels":
            span = region["value"]
            assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == span["text"]
    notes = get(f"{base}/annotations.jsonld").json()["items"]
    assert len(notes) >= 20
    for note in notes:
        chosen = {selector["type"]: selector for selector in note["target"][0]["selector"]}
        position, quote = chosen["TextPositionSelector"], chosen["TextQuoteSelector"]
        assert example[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in example
    page.goto(f"{base}/charts")
    assert page.locator("svg").count() >= 2
    assert "صنعت، معدن و تجارت" in page.locator("svg").first.inner_html()


def test_a_rejected_figure_is_in_no_file_and_struck_on_the_desk(
    server: Server, open_page: Opener, example: str
) -> None:
    page = open_page().page
    paste(page, server, example, source="رد")
    row = page.locator("tr[data-figure=f10]")
    row.get_by_role("button", name="رد").click()
    row.get_by_text("رد شد").wait_for()
    assert page.locator("mark.is-reject").get_attribute("id") == "m-f10"
    assert page.locator("tr[data-check=sum]").filter(has_text="853").count() == 0
    page.reload()
    assert page.locator("mark.is-reject").get_attribute("id") == "m-f10"
    base, get = page.url.partition("#")[0], page.request.get
    report = get(f"{base}/report.json").json()
    assert "f10" not in [f["id"] for f in report["figures"]]
    assert not [f for f in report["figures"] if f["part_of"] == "f10"]
    assert not [c for c in report["checks"] if "f10" in (c["total"], *c["parts"])]
    assert len(get(f"{base}/figures.csv").text().strip().splitlines()) == 20
    assert "f10-0" not in [r.get("id") for r in get(f"{base}/label-studio.json").json()[0]["predictions"][0]["result"]]
    assert 'id="r-f10"' not in get(f"{base}/report.html").text()


def test_an_added_part_is_summed_with_the_others(server: Server, open_page: Opener) -> None:
    text = (
        "در استان یزد ۵۰ مجوز مشاغل خانگی صادر شد که از این تعداد ۲۰ مجوز در حوزه جهاد کشاورزی "
        "و ۲۰ مجوز در حوزه صنعت، معدن و تجارت است. سهم بنیاد شهید نیز داده شد."
    )
    page = open_page().page
    paste(page, server, text)
    assert page.locator("tr.v-disagrees[data-check=sum]").count() == 1
    page.get_by_role("link", name="رقم جاافتاده").click()
    page.get_by_label("واژه‌های متن").fill("سهم بنیاد شهید")
    page.get_by_label("مقدار").fill("10")
    page.get_by_label("جزئی از رقم").select_option("f1")
    page.get_by_role("button", name="نگه دار").click()
    page.wait_for_url("**#r-n1")
    assert "۲۰ + ۲۰ + ۱۰ = ۵۰ ✓" in page.locator("tr.v-agrees[data-check=sum]").inner_text().replace("\xa0", " ")
    assert page.locator("#m-n1 sup").inner_text() == "+۱"


def test_after_a_decision_the_reader_is_where_they_were(server: Server, open_page: Opener, example: str) -> None:
    page = open_page(height=700).page
    paste(page, server, example, source="جا")
    button = page.locator("tr[data-figure=f18] button[value=accept]")
    button.scroll_into_view_if_needed()
    before = page.evaluate("[document.querySelector('.figures').scrollTop, scrollY]")
    assert before[0] > 300
    button.focus()
    page.keyboard.press("Enter")
    page.locator("tr[data-figure=f18]").get_by_text("تأیید شد").wait_for()
    page.wait_for_function("document.activeElement.value === 'clear'")
    assert page.evaluate("document.activeElement.closest('tr').dataset.figure") == "f18"
    after = page.evaluate("[document.querySelector('.figures').scrollTop, scrollY]")
    assert after == pytest.approx(before, abs=2)


@pytest.mark.parametrize(
    ("label", "typed", "name"),
    [
        ("مقدار", "دو", "value"),
        ("مقدار", "-5", "value"),
        ("سر بالای بازه", "1", "upper"),
        ("نام مکان", "ناکجاآباد", "place"),
        ("از تاریخ", "دیروز", "start"),
        ("تا تاریخ", "1399-01-01", "end"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(
    server: Server, open_page: Opener, example: str, label: str, typed: str, name: str
) -> None:
    page = open_page().page
    paste(page, server, example, source=name + typed)
    page.goto(page.url + "/figures/f2")
    assert "1203 مجوز" in page.locator(".around mark").inner_text()
    page.get_by_label(label).fill(typed)
    page.get_by_role("button", name="نگه دار").click()
    page.locator("[role=alert]").wait_for()
    assert page.locator("[aria-invalid]").get_attribute("name") == name
    assert page.locator(f"#{name}").input_value() == typed
    assert not [line for line in log_of(server) if line["value"] and line["article"] in page.url]


def log_of(server: Server) -> list[dict[str, Any]]:
    log = server.work / "decisions.jsonl"
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []


def test_corrections_are_gold_that_evaluate_reads(
    serve: Callable[..., Server], open_page: Opener, example: str
) -> None:
    own = serve()
    page = open_page().page
    paste(page, own, example)
    page.get_by_role("button", name="بقیه درست است").click()
    page.locator("tr[data-figure=f20]").get_by_text("تأیید شد").wait_for()
    page.goto(page.url.partition("#")[0] + "/figures/f11")
    page.get_by_label("مقدار").fill("402495000000")
    page.get_by_role("button", name="نگه دار").click()
    page.wait_for_url("**#r-f11")
    command = [sys.executable, "-m", "homejobs_extract.cli", "evaluate", str(own.work / "gold"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["articles"] == 1
    assert (found["found"]["true"], found["found"]["missed"]) == (19, 1)


def test_the_page_says_where_one_is(server: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(server.url("/api"))
    assert page.locator("[aria-current=page]").inner_text() == "رابط برنامه"
    assert "مشاغل خانگی" in page.locator("pre").first.inner_text()
