"""A store of 200 composed reports in the workbench: filters, permalinks, both sentences, CSV and JSON, speed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract.web.store import Store
from tests.web.conftest import Server, Watched
from tests.web.stores import batch_store, multiplied
from tests.web.test_report_page import CONTRAST, SIDEWAYS

STRAY_LABELS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  const strays = text => (b => b.left < box.left - 1 || b.right > box.right + 1)(text.getBoundingClientRect());
  return [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() && strays(t)).map(t => t.textContent);
})"""
Opener = Callable[..., Watched]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return batch_store(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def archive(serve: Callable[..., Server], folder: Path) -> Server:
    return serve("--store", str(folder))


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, Any]]:
    return Store(folder).rows({}, limit=None)


def fa(number: int) -> str:
    return f"{number:,}".replace(",", "٬").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def test_a_filter_shows_what_fits_and_keeps_its_address(
    archive: Server, open_page: Opener, rows: list[dict[str, Any]]
) -> None:
    watched = open_page()
    page = watched.page
    page.goto(archive.url("/archive"))
    assert page.locator("#count").inner_text() == fa(len(rows))
    page.get_by_label("استان").select_option("یزد")
    page.wait_for_url("**province=**")
    page.get_by_label("گونه").select_option("permit")
    page.wait_for_url("**kind=permit**")
    expected = [r for r in rows if r["place_province"] == "یزد" and r["kind"] == "permit"]
    assert 0 < len(expected) < len(rows)
    assert page.locator("#count").inner_text() == fa(len(expected))
    assert page.locator("tbody tr").count() == min(50, len(expected))
    assert all("یزد" in text or "بافق" in text for text in page.locator("tbody tr td:nth-child(3)").all_inner_texts())
    address = page.url
    page.goto(archive.url("/"))
    page.goto(address)
    assert page.locator("#count").inner_text() == fa(len(expected))
    assert page.get_by_label("استان").input_value() == "یزد"
    assert watched.outside(archive.base) == []
    assert watched.errors == []


@pytest.mark.parametrize(
    ("name", "column"), [("year", "year"), ("agency", "agency_id"), ("kind", "kind"), ("stage", "stage")]
)
def test_every_filter_counts_what_the_store_holds(
    folder: Path, rows: list[dict[str, Any]], name: str, column: str
) -> None:
    store = Store(folder)
    options = store.facets()[name]
    assert options
    for option in options:
        expected = [r for r in rows if r[column] == option["key"]]
        assert option["n"] == len(expected) == store.count({name: str(option["key"])})


def test_the_verdict_is_the_worst_of_a_figures_checks(folder: Path, rows: list[dict[str, Any]]) -> None:
    store = Store(folder)
    checked = [r for r in rows if r["rank"] is not None]
    assert sum(store.count({"verdict": v}) for v in ("disagrees", "agrees_approximately", "agrees", "unknown")) == len(
        checked
    )
    assert store.count({"verdict": "none"}) == len(rows) - len(checked)


def test_contradictions_are_quoted_side_by_side(archive: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(archive.url("/archive/compare?province=" + "کردستان"))
    pair = page.locator("article.pair").filter(has_text="سقز").filter(has_text="۴۱۲")
    assert pair.locator("q").count() == 2
    assert "سقزنامه" in pair.inner_text()
    assert "ژیوار آنلاین" in pair.inner_text()
    assert "فاصله بیشترین و کمترین: ۹ مجوز" in pair.inner_text()
    assert page.evaluate(CONTRAST) == []


def test_counts_of_different_months_are_no_contradiction(folder: Path) -> None:
    for group in Store(folder).groups({}, limit=1000):
        told = group["statements"]
        assert len({row["value"] for row in told}) > 1
        assert len({row["article"] for row in told}) > 1
        assert len({(row["period_start"], row["period_end"], row["place_name"], row["stage"]) for row in told}) == 1


def test_csv_and_json_of_a_view_hold_the_same(archive: Server, open_page: Opener, rows: list[dict[str, Any]]) -> None:
    get = open_page().page.request.get
    wanted = "?kind=loan&stage=paid"
    expected = [r["value"] for r in rows if r["kind"] == "loan" and r["stage"] == "paid"]
    assert [r["value"] for r in get(archive.url(f"/archive/figures.json{wanted}")).json()] == expected
    table = csv.DictReader(io.StringIO(get(archive.url(f"/archive/figures.csv{wanted}")).text().removeprefix("\ufeff")))
    assert [int(r["value"]) for r in table] == expected
    groups = get(archive.url("/archive/compare.json")).json()
    assert all(len(group["statements"]) > 1 for group in groups)
    told = list(csv.DictReader(io.StringIO(get(archive.url("/archive/compare.csv")).text().removeprefix("\ufeff"))))
    assert len(told) == sum(len(group["statements"]) for group in groups)


@pytest.mark.parametrize("path", ["/archive", "/archive/compare", "/archive/charts"])
def test_every_view_has_its_address_its_csv_and_its_json(archive: Server, open_page: Opener, path: str) -> None:
    page = open_page().page
    page.goto(archive.url(f"{path}?kind=permit&stage=issued&province=کردستان"))
    assert page.get_by_label("مرحله").input_value() == "issued"
    for name, kind in (("CSV", "text/csv"), ("JSON", "application/json")):
        link = page.locator("#results").get_by_role("link", name=name).get_attribute("href")
        assert link
        answer = page.request.get(archive.url(link))
        assert answer.headers["content-type"].startswith(kind)
        assert "۴۲۱ مجوز" in answer.text()
        assert "یزد" not in answer.text()


def test_every_statement_is_in_the_files_also_where_the_page_shows_a_dozen(folder: Path, tmp_path: Path) -> None:
    store = Store(multiplied(folder, tmp_path / "three", copies=3))
    whole, shown = store.groups({}, limit=None, most=None), store.groups({}, limit=None, most=1)
    assert len(whole) == len(shown) > 2
    for all_of_it, some in zip(whole, shown, strict=True):
        assert len(some["statements"]) == 1
        assert some["more"] == len(all_of_it["statements"]) - 1 > 0
        assert all_of_it["more"] == 0


def test_a_figures_words_stand_out_in_its_sentence(archive: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(archive.url("/archive/compare?province=" + "کردستان"))
    pair = page.locator("article.pair").filter(has_text="سقز")
    assert pair.locator("q b").all_inner_texts() == ["۴۱۲ مجوز", "۴۲۱ مجوز"]


def test_in_english_places_and_agencies_have_english_names(archive: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(archive.url("/archive?agency=tvto&lang=en"))
    assert "Technical and Vocational Training Organization" in page.locator("tbody .c-whose").first.inner_text()
    assert "province" in page.locator("tbody .c-whose .sub").first.inner_text()
    assert "Kurdistan" in page.locator("#f-province").inner_text()
    quote = page.locator("q").first
    assert quote.evaluate("e => getComputedStyle(e).direction") == "rtl"


def test_an_article_of_the_store_opens_on_the_desk(archive: Server, open_page: Opener) -> None:
    page = open_page().page
    page.goto(archive.url("/archive"))
    page.locator("tbody a").first.click()
    page.wait_for_url("**article=**")
    sentence = page.locator("tbody q").first.inner_text().strip("«»")
    page.get_by_role("button", name="روی میز").click()
    page.wait_for_url("**/articles/*")
    page.locator("[data-x]").evaluate_all("all => all.forEach(e => e.remove())")
    assert sentence in page.locator(".body").inner_text()


def test_the_charts_are_drawn_right_in_a_right_to_left_page(archive: Server, open_page: Opener) -> None:
    page = open_page(width=1280).page
    page.goto(archive.url("/archive/charts?kind=permit&stage=issued"))
    assert page.locator("svg").count() == 4
    assert page.evaluate(STRAY_LABELS) == []


@pytest.mark.parametrize("path", ["/archive", "/archive/compare", "/archive/charts"])
def test_a_phone_needs_no_sideways_scrolling(archive: Server, open_page: Opener, path: str) -> None:
    page = open_page(width=360).page
    page.goto(archive.url(path))
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_view_over_100000_figures_draws_one_page_of_them(
    serve: Callable[..., Server], open_page: Opener, folder: Path, tmp_path: Path
) -> None:
    server = serve("--store", str(multiplied(folder, tmp_path / "many", copies=380)))
    page = open_page().page
    for path in ("/archive", "/archive?province=یزد", "/archive?page=2000", "/archive/compare"):
        page.goto(server.url(path), timeout=120_000)
        assert 1 <= page.locator("tbody tr").count() <= 500, path
    page.goto(server.url("/archive"))
    assert int(page.locator("#count").inner_text().replace("٬", "")) >= 100_000
    lines = page.request.get(server.url("/archive/figures.csv"), timeout=120_000).text().strip().count("\r\n")
    assert lines >= 100_000


@pytest.mark.parametrize("name", ["nothing", "figures-only"])
def test_a_folder_without_a_store_is_refused_in_one_line(tmp_path: Path, folder: Path, name: str) -> None:
    wrong = tmp_path / name
    wrong.mkdir()
    if name == "figures-only":
        (wrong / "figures").symlink_to(folder / "figures")
    with pytest.raises(ValueError, match="no Parquet files of the table 'articles'"):
        Store(wrong)


def test_no_query_reads_a_file_outside_the_store(folder: Path, tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    store = Store(folder)
    assert store.count({}) > 0
    for sql in (
        f"select * from read_csv('{tmp_path}/secret.csv')",
        f"copy figures to '{tmp_path}/out.csv'",
        "install httpfs",
    ):
        with pytest.raises(duckdb.Error):
            store.query(sql)
    with pytest.raises(duckdb.Error):
        store.query("set enable_external_access = true")
