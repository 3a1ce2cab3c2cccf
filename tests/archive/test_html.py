"""Pages: the text with every ZWNJ, without furniture, and the Jalali date."""

from __future__ import annotations

import datetime

import pytest

from homejobs_extract.archive.dates import page_date, read_date
from homejobs_extract.archive.html import read_page, strip_furniture
from tests.archive import made

pytest.importorskip("resiliparse")


def test_a_page_is_its_article() -> None:
    page = read_page(made.page(5))
    assert page.text == "خبر شماره 5\n" + made.relevant(5)
    assert (page.title, page.published, page.outlet) == ("خبر شماره 5", "1401-03-12", "پایگاه خبری نمونه")


def test_zwnj_survives() -> None:
    text = "کسب‌وکارهای خانه&zwnj;محور آذربایجان&#8204;غربی می‌روند."
    html = f"<html><body><article><h1>عنوان</h1><p>{text}</p></article></body></html>"
    assert "کسب‌وکارهای خانه‌محور آذربایجان‌غربی می‌روند." in read_page(html).text


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2022-06-02T10:00:00+03:30">', "2022-06-02"),
        ('<script type="application/ld+json">{"datePublished": "2022-06-02T06:00:00Z"}</script>', "2022-06-02"),
        ('<meta itemprop="datePublished" content="۱۴۰۱/۰۳/۱۲">', "1401-03-12"),
    ],
)
def test_a_date_in_the_head_wins(head: str, date: str) -> None:
    html = f"<html><head>{head}</head><body><article><p>متن ۱۲ تیر ۱۴۰۰ - ۱۰:۲۰</p></article></body></html>"
    assert read_page(html).published == date


def test_windows_1256_pages() -> None:
    html = (
        '<html><head><meta charset="windows-1256"></head><body><p>مجوز کار در خانه صادر شد در شهر ما</p></body></html>'
    )
    assert "کار در خانه" in read_page(html.replace("ی", "ي").encode("cp1256")).text.replace("ك", "ک")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("تاریخ انتشار: ۱۲ خرداد ۱۴۰۳ - ۱۰:۲۰", "1403-03-12"),
        ("یکشنبه ۱۲ خرداد ۱۴۰۳، ساعت ۱۰:۲۰", "1403-03-12"),
        ("۱۴۰۳/۰۳/۱۲ | ۱۰:۲۰ کد خبر ۸۱۲۳", "1403-03-12"),
        ("انتشار: یکشنبه ۱۲ خرداد ۱۴۰۳", "1403-03-12"),
        ("تاريخ انتشار : 12 مهر 1402", "1402-07-12"),
        ("این طرح از ۱۲ خرداد ۱۴۰۲ اجرا شد. تاریخ انتشار: ۱ تیر ۱۴۰۳", "1403-04-01"),
        ("این طرح از ۱۲ خرداد ۱۴۰۲ اجرا شد.", None),
        ("تاریخ انتشار: ۳۱ مهر ۱۴۰۲", None),
        ("", None),
    ],
)
def test_page_dates(text: str, date: str | None) -> None:
    assert page_date(text) == date


def test_dates_of_rows() -> None:
    assert read_date(datetime.datetime(2022, 6, 2, 23, 59, tzinfo=datetime.UTC)) == "2022-06-02"
    assert read_date(datetime.date(2022, 6, 2)) == "2022-06-02"
    assert read_date(1654128000000) == "2022-06-02"
    assert read_date("Thu, 02 Jun 2022 10:00:00 GMT") == "2022-06-02"
    assert read_date("20220602") == "2022-06-02"
    assert read_date("٢٢ مهر ١٤٠٢") == "1402-07-22"
    for bad in ("دیروز", "1402-13-01", "x" * 50, 10**30):
        with pytest.raises(ValueError, match="is no"):
            read_date(bad)


def test_furniture() -> None:
    text = "کد خبر: ۸۱۲۳۴\n۱۲ مجوز صادر شد. انتهای پیام/\nاشتراک‌گذاری در تلگرام\nتلگرام\nپاراگراف دوم\n"
    text += "اخبار مرتبط\n۹۹ مجوز"
    assert strip_furniture(text) == "۱۲ مجوز صادر شد.\nپاراگراف دوم"
    kept = "تلگرام و واتساپ بازار مشاغل خانگی شده‌اند.\nاخبار مرتبط با مشاغل خانگی زیاد است."
    assert strip_furniture(kept) == kept
