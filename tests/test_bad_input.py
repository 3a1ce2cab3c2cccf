"""Whatever string comes, a valid report comes back, in time that grows with the text and no faster."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homejobs_extract import Report, extract
from tests.timing import NEARLY_LINEAR, growth

SENTENCE = "امسال ۱۲۰ مجوز مشاغل خانگی در استان یزد صادر شد. "
PROSE = "هوای شهر دیروز آرام بود و مردم برای خرید میوه به بازار رفتند. "
FURNITURE = (
    "خانه\nاخبار\nتماس با ما\nکد خبر: 88213\n۱۴۰۲/۰۳/۱۸ - ۱۱:۰۲\nانتهای پیام/\n۰۲۱-۸۸۹۴۲۷۱۰\nhttps://example.ir/news/12"
)
HOSTILE = {
    "empty": "",
    "a space": " ",
    "line ends": "\n\r\n\u2028\u2029\x85" * 50,
    "furniture only": FURNITURE,
    "NUL": "\0" * 1000,
    "NUL inside": SENTENCE.replace(" ", "\0"),
    "lone surrogates": "\ud800\udfff" * 500 + SENTENCE + "\udc00",
    "every ASCII character": "".join(map(chr, range(128))) * 20,
    "only marks": "،؛:.()«»[]{}/\\-–—…!؟٪%" * 200,
    "only ZWNJ": "\u200c" * 5000,
    "only tatweel": "ـ" * 5000,
    "only diacritics": "\u064b\u064c\u064d" * 2000,
    "open guillemets": "«" * 5000,
    "brackets": "(" * 5000 + "مجوز" + ")" * 5000,
    "one long word": "م" * 200_000,
    "a million digits": "۷" * 1_000_000,
    "a million digits with marks": "1,234.5/" * 125_000,
    "50,000 nested و": "و " * 50_000,
    "50,000 glued و": "و" * 50_000,
    "thousands of thousands": "هزار " * 20_000,
    "hyphens between digits": "021-" * 20_000,
    "colons between digits": "12:" * 20_000,
    "half an address": "https://" + "a." * 50_000,
    "emoji": "👩‍🏭🏠🇮🇷" * 2000,
    "combining marks": "خانگی" + "\u0301" * 20_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_figure_and_no_exception(name: str) -> None:
    report = extract(HOSTILE[name])
    assert Report.model_validate_json(report.model_dump_json()) == report
    if name not in ("NUL inside", "lone surrogates"):
        assert report.figures == ()


def test_the_rest_of_a_damaged_text_is_still_read() -> None:
    report = extract(HOSTILE["lone surrogates"])
    assert [(figure.value, figure.spans[0].text) for figure in report.figures] == [(120, "۱۲۰ مجوز")]


def test_ten_megabytes() -> None:
    filler = PROSE * (10_000_000 // len(PROSE.encode()))
    text = SENTENCE + filler + SENTENCE
    assert len(text.encode()) > 9_900_000
    report = extract(text, published="1402-05-01")
    spans = [span for figure in report.figures for span in figure.spans]
    assert [text[span.start : span.end] for span in spans] == ["۱۲۰ مجوز"] * 2


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰", 10**18),
        ("۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹", 10**18 - 1),
        ("۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۱", None),
        ("۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰۱۲۳", None),
    ],
)
def test_nothing_above_the_limit_is_a_figure(number: str, value: int | None) -> None:
    report = extract(f"در استان یزد {number} مجوز مشاغل خانگی صادر شد.")
    if value is None:
        assert [(skip.span.text, skip.reason) for skip in report.skipped] == [(number, "out_of_range")]
    assert [figure.value for figure in report.figures] == ([] if value is None else [value])


def test_money_above_the_limit_in_rials_is_no_figure() -> None:
    report = extract("در استان یزد ۲۰۰ هزار همت تسهیلات مشاغل خانگی پرداخت شد.")
    assert (report.figures, [skip.reason for skip in report.skipped]) == ((), ["out_of_range"])


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text(text: str) -> None:
    report = extract(text)
    assert Report.model_validate_json(report.model_dump_json()) == report


PIECES = (
    "مجوز مشاغل خانگی ", "میلیارد تومان ", "تسهیلات ", "صادر شد", "که از این تعداد ", "، ", " و ", ".\n", "۱۲", "3,400",
    "دو ", "هزار ", "و نیم ", "نفر ", "استان یزد ", "جهاد کشاورزی ", "امسال ", "حدود ", "تا ", "(", ")", "«", "»",
    "درصد ", "وی افزود: ", "علی رضایی ", "مدیرکل ", "به ترتیب ", "هر ", "از ", "سال 1402 ", "\u200c", "همت ",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from([None, "1402-05-01", "1399-12-30"]))
def test_any_mixture_of_what_reports_are_made_of(text: str, published: str | None) -> None:
    report = extract(text, published=published)
    assert Report.model_validate_json(report.model_dump_json()) == report
    for span in (span for figure in report.figures for span in (*figure.spans, figure.evidence)):
        assert text[span.start : span.end] == span.text


GROWING: list[tuple[str, Callable[[int], str], int, int]] = [
    ("prose without figures", lambda n: PROSE * n, 500, 8000),
    ("one run of digits", lambda n: "۷" * n, 100_000, 1_600_000),
    ("digits and marks", lambda n: "1,2.3/" * n, 10_000, 160_000),
    ("و", lambda n: "و " * n, 5000, 80_000),
    ("glued letters", lambda n: "مجوز" * n, 5000, 80_000),
    ("half addresses", lambda n: "a.b@" * n, 5000, 80_000),
    ("open brackets", lambda n: "(«" * n, 5000, 80_000),
    ("list of agencies", lambda n: "صنعت، معدن و تجارت، جهاد کشاورزی، " * n, 200, 3200),
    ("one clause of figures", lambda n: "12 مجوز مشاغل خانگی، " * n, 400, 3200),
    ("sentences with figures", lambda n: "".join(f"{i} مجوز مشاغل خانگی صادر شد. " for i in range(n)), 400, 3200),
    ("از این تعداد", lambda n: "که از این تعداد 5 مجوز خانگی " * n, 400, 3200),
    ("numbers joined by و", lambda n: "هزار و " * n, 1500, 12_000),
    ("many speakers", lambda n: "علی رضایی گفت: " * n, 1500, 12_000),
]


@pytest.mark.parametrize(("name", "make", "small", "large"), GROWING, ids=[case[0] for case in GROWING])
def test_time_grows_with_the_text(name: str, make: Callable[[int], str], small: int, large: int) -> None:
    assert growth(lambda size: extract(make(size)), small, large) <= NEARLY_LINEAR, name


@pytest.mark.parametrize("wrong", [None, b"text", 12, ["text"], object()])
def test_what_is_no_text(wrong: object) -> None:
    with pytest.raises(TypeError, match=f"article_text must be a str, not {type(wrong).__name__}"):
        extract(wrong)  # type: ignore[arg-type]


NO_DATES = ["", "yesterday", "1400", "1400-13-01", "1402-12-30", "2022-02-30", "0000-00-00", "99999-1-1"]


@pytest.mark.parametrize("wrong", [*NO_DATES, 14001205])
def test_what_is_no_date(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"give a datetime\.date, an ISO string .* or a Jalali string"):
        extract(SENTENCE, published=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "right",
    ["1400-12-05", "1400/12/05", " 1400-12-05 ", "2022-02-24", "2022-02-24T10:30:00+03:30", datetime.date(2022, 2, 24),
     datetime.datetime(2022, 2, 24, 10, 30, tzinfo=datetime.UTC), "۱۴۰۰-۱۲-۰۵", "1400-12-5"],
)  # fmt: skip
def test_dates_that_are_read(right: datetime.date | str) -> None:
    assert extract(SENTENCE, published=right).published == "2022-02-24"
