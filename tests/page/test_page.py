"""The report page as a string: complete, self-contained, small, in two languages."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract import Report, extract
from homejobs_extract.comparison import compare
from homejobs_extract.page import comparison_frame, figures_frame, render, render_many, report_frame
from homejobs_extract.page.numerals import common_unit, decimal, number, tomans
from homejobs_extract.page.words import words

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> Report:
    return extract(EXAMPLE, published="1400-12-05", source="نمونه")


@pytest.fixture(scope="module")
def page(report: Report) -> str:
    return render(report, EXAMPLE)


def test_every_figure_has_a_row_and_every_place_a_mark(report: Report, page: str) -> None:
    assert len(report.figures) == 20
    for figure in report.figures:
        assert page.count(f'id="r-{figure.id}"') == 1
        assert page.count(f'id="m-{figure.id}"') == 1
        for at in range(1, len(figure.spans)):
            assert page.count(f'id="m-{figure.id}-{at + 1}"') == 1


def test_the_sums_are_written_out_with_their_verdicts(page: str) -> None:
    plain = re.sub(r"<[^>]+>", "", page)
    assert re.search(r"۴۷۷ \+ ۱۲۷ \+ ۱۰۱ \+ ۱۴۸ = ۸۵۳ ✓", plain)
    assert re.search(r"۲۵۶٬۴۰۱ \+ ۵۱٬۲۹۴ \+ ۲۸٬۷۵۰ \+ ۶۶٬۰۵۰ = ۴۰۲٬۴۹۵ ≠ ۴۰۱٬۶۹۵ ≈ میلیون ریال", plain)
    assert "۸۰۰ میلیون ریال" in plain


def test_a_sum_that_cannot_be_is_crossed_out() -> None:
    text = (
        "در استان یزد ۵۰ مجوز مشاغل خانگی صادر شد که از این تعداد ۲۰ مجوز در حوزه جهاد کشاورزی "
        "و ۲۰ مجوز در حوزه صنعت، معدن و تجارت است."
    )
    plain = re.sub(r"<[^>]+>", "", render(extract(text), text))
    assert "۲۰ + ۲۰ = ۴۰ ≠ ۵۰ ✗" in plain
    assert "نمی‌خواند" in plain


def test_the_coverage_counts_every_number(report: Report, page: str) -> None:
    read = sum(len(f.spans) for f in report.figures)
    plain = re.sub(r"<[^>]+>", "", page)
    assert f"{number(read + len(report.skipped))} عدد در متن" in plain
    assert f"{number(len(report.skipped))} کنار گذاشته شد" in plain
    for skipped in report.skipped:
        assert words("fa")("reason", skipped.reason) in plain


def test_the_articles_own_digits_are_not_altered(page: str) -> None:
    body = page[page.index('class="body"') : page.index('class="figures"')]
    assert ">401695 میلیون ریال<" in body


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)', page)
    assert not re.findall(r"url\((?!data:)", page)
    assert " on" + "click" not in page
    assert ' style="' not in page


def test_its_policy_names_its_own_style_and_nothing_inline(page: str) -> None:
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert f"sha256-{digest}" in policy.group(1).replace("&#43;", "+")
    assert "default-src &#39;none&#39;" in policy.group(1)
    assert "unsafe" not in policy.group(1)


def test_a_page_of_25_figures_is_small() -> None:
    more = " ".join(
        f"در سال ۱۴۰۱ در استان {name} ۳۱۲{n} مجوز مشاغل خانگی صادر شد."
        for n, name in enumerate(["یزد", "قم", "ایلام", "فارس", "گلستان"])
    )
    text = f"{EXAMPLE}\n{more}"
    report = extract(text, published="1400-12-05")
    assert len(report.figures) == 25
    assert len(render(report, text).encode()) <= 250_000


def test_in_english_the_page_reads_left_to_right_and_the_article_does_not(report: Report) -> None:
    html = render(report, EXAMPLE, lang="en")
    assert '<html lang="en" dir="ltr">' in html
    assert '<div class="body" lang="fa" dir="rtl">' in html
    assert "256,401" in html
    assert "Ministry of Industry, Mine and Trade" in html
    assert "agrees approximately" in html


def test_without_the_text_the_evidence_stands_in(report: Report) -> None:
    html = render(report)
    for figure in report.figures:
        assert f'id="m-{figure.id}"' in html
    assert words("fa")("ui", "no_text") in html


def test_several_reports_have_ids_of_their_own(report: Report) -> None:
    html = render_many([(report, EXAMPLE), (report, EXAMPLE)])
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="#([^"]+)"', html)
    assert set(targets) <= set(ids)


def test_every_link_of_the_page_leads_somewhere(page: str) -> None:
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))


@pytest.mark.parametrize("text", ["", "\n \n", "متنی بی‌رقم.", "\x00\ud800\u202e"])
def test_a_text_without_figures_says_so(text: str) -> None:
    assert words("fa")("ui", "no_figures") in render(extract(text), text)


def test_an_unknown_language_is_refused(report: Report) -> None:
    with pytest.raises(ValueError, match="lang is 'xx'"):
        render(report, lang="xx")  # type: ignore[arg-type]


def test_a_notebook_shows_a_sandboxed_frame(report: Report) -> None:
    html = report_frame(report, EXAMPLE)
    assert html.startswith("<iframe sandbox srcdoc=")
    assert html.count("<") == 2
    assert len(html) < 120_000
    assert figures_frame(report.permits).count("r-f") >= 8


def test_a_notebook_shows_what_a_comparison_found() -> None:
    texts = [f"در سال ۱۴۰۲ تعداد {n} مجوز مشاغل خانگی در شهرستان سقز صادر شد." for n in ("۴۱۲", "۴۲۱")]
    reports = [extract(text, published=f"1403-01-2{at}") for at, text in enumerate(texts)]
    html = comparison_frame(compare(reports))
    assert html.startswith("<iframe sandbox srcdoc=")
    assert "۴۱۲" in html
    assert "نمی‌خواند" in html
    assert words("fa")("ui", "no_findings") in comparison_frame(compare(reports[:1]))


def test_a_list_of_figures_shows_itself_in_a_notebook(report: Report) -> None:
    lists: list[Any] = [report.figures, report.permits, Report.model_validate_json(report.model_dump_json()).figures]
    for figures in lists:
        html = figures._repr_html_()
        assert html.startswith("<iframe sandbox srcdoc=")
        assert html.count("r-f1&#34;") >= 1
        assert html.count("&lt;mark") == len(figures)
    assert report.figures == tuple(report.figures)
    assert report.permits == list(report.permits)
    assert Report(data_version="").figures == ()


def test_every_reason_that_the_library_gives_has_its_words() -> None:
    from homejobs_extract.cli._reasons import REASONS

    for lang in ("fa", "en"):
        assert set(REASONS) <= set(words(lang).options("reason"))
        assert all(words(lang)("reason", key) for key in REASONS)


def test_a_sum_that_agrees_is_not_told_twice(report: Report, page: str) -> None:
    sums = [c for c in report.checks if c.type == "sum"]
    told = {c.status: c.message_fa in page for c in sums}
    assert told == {"agrees": False, "agrees_approximately": True}
    assert "<bdi>دقیق</bdi>" in page


def test_places_have_english_names_on_english_pages(report: Report) -> None:
    html = render(report, EXAMPLE, lang="en")
    assert "West Azerbaijan province" in html
    assert "20 figures" in html
    one = extract("در شهرستان سقز ۱۲ مجوز مشاغل خانگی صادر شد.")
    assert "county سقز" in render(one, lang="en")
    assert "1 figure<" in render(one, lang="en")


def test_no_key_stands_twice_in_the_words() -> None:
    path = ROOT / "src" / "homejobs_extract" / "page" / "words.tsv"
    keys = [tuple(line.split("\t")[:2]) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(keys) == len(set(keys))


def test_every_value_of_the_records_has_its_word() -> None:
    from typing import get_args

    from homejobs_extract import records

    for group in ("kind", "stage", "bound", "modality", "basis", "level", "status", "severity"):
        values = get_args(getattr(records, group.title()))
        assert values
        assert set(values) <= set(words("fa").options(group))


@pytest.mark.parametrize(
    ("rials", "said"),
    [
        (401_695_000_000, "۴۰٫۱۶۹۵ میلیارد تومان"),
        (5_000_000, "۵۰۰٬۰۰۰ تومان"),
        (123_456_789_012, "≈ ۱۲٫۳۴۵۷ میلیارد تومان"),
    ],
)
def test_money_is_said_in_tomans(rials: int, said: str) -> None:
    assert tomans(rials) == said


def test_amounts_are_summed_in_their_common_unit() -> None:
    assert common_unit("loan", [1_000_000, 2_500_000]) == (1, "loan")
    assert common_unit("loan", [1_000_000, 3_000_000]) == (10**6, "million_rial")
    assert decimal(1234.5, "en") == "1,234.5"
