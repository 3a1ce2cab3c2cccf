"""Exports: spreadsheets with Persian headers, ClaimReview drafts, W3C Web Annotations."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from homejobs_extract import compare, extract
from homejobs_extract.checks.run import with_checks
from homejobs_extract.comparison.output import findings_csv, groups_csv
from homejobs_extract.exports import (
    Rating,
    checks_csv,
    claim_review,
    figures_csv,
    missing,
    publishable,
    web_annotations,
    write_xlsx,
)
from homejobs_extract.exports.claimreview import LONGEST
from homejobs_extract.exports.words import CHECK_HEADERS, HEADERS, VALUES
from homejobs_extract.records import RECORD_COLUMNS, Check, Report

TEXT = (
    "🧵 از ۳۴۰ پرونده مشاغل خانگی معرفی‌شده به بانک در شهرستان سقز، ۴۱۵ پرونده پرداخت شده است.\n"
    "در سال ۱۴۰۲ تعداد ۴۱۲ مجوز مشاغل خانگی در شهرستان سقز صادر شد."
)
URL = "https://factnews.example/check/1"


@pytest.fixture(scope="module")
def report() -> Report:
    found = with_checks(extract(TEXT, published="1403-01-20", source="https://news.example/77"), TEXT)
    assert [c.type for c in found.findings] == ["subset"]
    return found


def finding(report: Report) -> Check:
    """The one finding of the article."""
    return report.findings[0]


def test_every_column_and_code_has_a_persian_word() -> None:
    assert tuple(HEADERS) == RECORD_COLUMNS
    words = [*HEADERS.values(), *CHECK_HEADERS.values(), *(w for codes in VALUES.values() for w in codes.values())]
    assert all("\u0600" <= word[0] <= "\u06ff" for word in words)
    assert len(set(HEADERS.values())) == len(HEADERS)


def test_figures_csv(report: Report) -> None:
    written = figures_csv([report, report])
    assert written.startswith("\ufeffمنبع,")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert len(rows) == 2 * len(report.figures)
    assert rows[2]["مقدار"] == "412"
    assert (rows[2]["نوع"], rows[2]["مرحله"], rows[2]["سطح مکان"]) == ("مجوز", "صدور", "شهرستان")
    assert rows[2]["آغاز دوره"] == "1402-01-01"


def test_checks_csv(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(checks_csv([report]).removeprefix("\ufeff"))))
    wrong = [row for row in rows if row["نتیجه"] == "ناسازگار"]
    assert [(r["بررسی"], r["شدت"], r["مقدار متن"], r["مقدار محاسبه‌شده"], r["اختلاف"]) for r in wrong] == [
        ("جزء و کل", "خطا", "340", "415", "75")
    ]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_comparison_begins_a_formula(first: str) -> None:
    texts = [f"{first}در سال ۱۴۰۲ تعداد {n} مجوز مشاغل خانگی در شهرستان سقز صادر شد." for n in ("۴۱۲", "۴۲۱")]
    reports = [extract(t, source=f"{first}A{n}") for n, t in enumerate(texts)]
    compared = compare([r.model_copy(update={"outlet": f"{first}cmd"}) for r in reports], texts=texts)
    assert compared.findings
    for written in (groups_csv(compared), findings_csv(compared)):
        cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
        assert f"'{first}cmd" in cells
        assert not any(cell.startswith(first) for cell in cells)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://x.example") در سال ۱۴۰۲ تعداد ۴۱۲ مجوز مشاغل خانگی در سقز صادر شد.'
    evil = extract(text, source="@SUM(1)")
    assert evil.figures
    cells = [cell for row in csv.reader(io.StringIO(figures_csv([evil]).removeprefix("\ufeff"))) for cell in row]
    assert not any(cell.startswith(("=", "@", "+")) for cell in cells)
    openpyxl = pytest.importorskip("openpyxl")
    write_xlsx([evil], tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["ارقام"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["A2"].value == "@SUM(1)"


def test_workbook_reads_back(report: Report, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "گزارش.xlsx"
    write_xlsx([report], path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["ارقام", "بررسی‌ها"]
    figures, checks = book["ارقام"], book["بررسی‌ها"]
    assert figures.sheet_view.rightToLeft
    assert [cell.value for cell in figures[1]] == [HEADERS[c] for c in RECORD_COLUMNS]
    assert figures.max_row == 1 + len(report.figures)
    values = [row[RECORD_COLUMNS.index("value")].value for row in figures.iter_rows(min_row=2)]
    assert values == [f.value for f in report.figures]
    assert checks.max_row == 1 + len(report.checks)


def test_workbook_takes_control_characters_and_long_texts(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    text = "در سال ۱۴۰۲ \x00\x0b تعداد ۴۱۲ مجوز مشاغل خانگی " + "بسیار " * 9000 + "صادر شد."
    write_xlsx([extract(text)], tmp_path / "long.xlsx")


def test_workbook_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from homejobs_extract.exports import write_xlsx\n"
        f"write_xlsx([], {str(tmp_path / 'x.xlsx')!r})"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'homejobs-extract[xlsx]'" in ran.stderr


def test_draft_leaves_the_rating_to_its_publisher(report: Report) -> None:
    draft = claim_review(report, finding(report))
    assert draft["reviewRating"] == {"@type": "Rating", "alternateName": ""}
    assert missing(draft) == ("url", "reviewRating.alternateName")
    with pytest.raises(ValueError, match=r"url is empty; reviewRating\.alternateName is empty"):
        publishable(draft)


def test_finished_review(report: Report) -> None:
    rating = Rating("ناسازگار", value=2, worst=1, best=5)
    draft = claim_review(report, finding(report), url=URL, author="راستی‌آزما", rating=rating, reviewed="2024-04-20")
    assert missing(draft) == ()
    assert missing(draft, recommended=True) == ("itemReviewed.author.name",)
    read = json.loads(publishable(draft))
    assert (read["@context"], read["@type"]) == ("https://schema.org", "ClaimReview")
    assert 0 < len(read["claimReviewed"]) <= LONGEST
    assert read["reviewRating"]["ratingValue"] == 2
    assert read["itemReviewed"]["appearance"]["url"] == "https://news.example/77"
    assert read["itemReviewed"]["datePublished"] == "2024-04-08"


def test_review_that_is_not_ready(report: Report) -> None:
    draft = claim_review(report, finding(report), url="ftp://x", rating=Rating("نادرست"))
    with pytest.raises(ValueError, match="url is no address"):
        publishable(draft)
    with pytest.raises(ValueError, match="longer than 75"):
        publishable(draft | {"url": URL, "claimReviewed": "الف" * 30})
    with pytest.raises(ValueError, match="no figure f99"):
        claim_review(report, finding(report).model_copy(update={"total": "f99"}))


def test_annotations_find_their_words(report: Report) -> None:
    page = web_annotations(report, TEXT)
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len(page["items"]) == len(report.figures) + len(report.findings)
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    for target in (t for item in page["items"] for t in item["target"]):
        position, quote = target["selector"]
        start, end = position["start"], position["end"]
        assert TEXT[start:end] == quote["exact"]
        assert TEXT[:start].endswith(quote["prefix"])
        assert TEXT[end:].startswith(quote["suffix"])
        assert target["source"] == "https://news.example/77"


def test_finding_is_annotated_over_both_places(report: Report) -> None:
    assessed = [item for item in web_annotations(report, TEXT)["items"] if item["motivation"] == "assessing"]
    assert [t["selector"][1]["exact"] for t in assessed[0]["target"]] == ["۳۴۰ پرونده", "۴۱۵ پرونده"]
    assert [body["language"] for body in assessed[0]["body"]] == ["fa", "en"]
    assert (
        json.loads(json.dumps(web_annotations(report, TEXT, source="urn:x"), ensure_ascii=False))["id"]
        == "urn:x#annotations"
    )
