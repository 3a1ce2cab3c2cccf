"""Dates of publication, as archives and pages write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from homejobs_extract.jalali import parse_published
from homejobs_extract.lexicons import rows

DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
LETTERS = str.maketrans("يىك\u200c\u00a0", "ییک  ")
NUMERIC = re.compile(r"(?<!\d)(1[34]\d\d|20\d\d)\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)")
COMPACT = re.compile(r"(?:1[34]|20)\d{6}")
DATE = re.compile(r"[\d/\-.]+(?:\s+[^\W\d]+\s+(?:ماه\s+)?\d{4})?")
WEEKDAY = r"(?:(?:یک|دو|سه|چهار|پنج)?\s*شنبه|جمعه)"
LABEL = re.compile(rf"(?:تاریخ(?:\s*(?:انتشار|خبر|درج))?|انتشار|منتشر شده(?:\s*در)?)\s*[:：]?\s*{WEEKDAY}?[\s,،]*\Z")
CLOCK = re.compile(r"[\s،,\-–|/]*(?:ساعت\s*)?:?\s*\d{1,2}:\d{2}")
LARGEST_SECONDS = 100_000_000_000
SEARCHED = 20_000
NEAR = 40


def read_date(value: Any) -> str | None:
    """A row's date as ``extract()`` reads it, or ``None`` for none; ``ValueError`` for what is no date.

    >>> [read_date(v) for v in ("2022-02-24T10:00:00Z", "۱۴۰۰/۱۲/۰۵", "۵ اسفند ۱۴۰۰", 1645660800, "")]
    ['2022-02-24', '1400-12-05', '1400-12-05', '2022-02-24', None]
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(float(value))
    return _from_text(str(value))


def _from_epoch(seconds: float) -> str:
    scaled = seconds / 1000 if seconds > LARGEST_SECONDS else seconds
    try:
        moment = datetime.datetime.fromtimestamp(scaled, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{seconds} is no time in seconds or milliseconds") from None
    return moment.date().isoformat()


def _from_text(text: str) -> str:
    plain = text.translate(DIGITS).translate(LETTERS).strip()
    found = next(find_dates(plain), None)
    return found[1] if found else _from_mail(plain)


def _from_mail(text: str) -> str:
    """The date of an RSS feed: «Thu, 24 Feb 2022 10:00:00 GMT», or eight digits."""
    if COMPACT.fullmatch(text):
        return read_date(f"{text[:4]}-{text[4:6]}-{text[6:]}") or ""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no date that can be read") from None


@cache
def month_names() -> dict[str, int]:
    """The Jalali months by name, from the period words of the lexicons."""
    found = {row["surface"]: int(row["value"]) for row in rows("period_words") if row["kind"] == "month"}
    return {name.translate(LETTERS): number for name, number in found.items()}


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(sorted(month_names(), key=len, reverse=True))
    return re.compile(rf"(?<!\d)(\d{{1,2}})\s*(?:ام\s*)?({names})\s*(?:ماه\s*)?(?:سال\s*)?,?\s*(1[34]\d\d)(?!\d)")


def find_dates(plain: str) -> Iterator[tuple[int, str]]:
    """Offset and value of every date with day, month and year, in a text with Latin digits and Persian letters."""
    written = [(m.start(), f"{m[1]}-{int(m[3]):02d}-{int(m[4]):02d}") for m in NUMERIC.finditer(plain)]
    written += [(m.start(), f"{m[3]}-{month_names()[m[2]]:02d}-{int(m[1]):02d}") for m in _named().finditer(plain)]
    yield from ((at, date) for at, date in sorted(written) if _exists(date))


def _exists(date: str) -> bool:
    try:
        parse_published(date)
    except ValueError:
        return False
    return True


def page_date(text: str) -> str | None:
    """The date of publication that a page shows: after «تاریخ انتشار», else beside a clock time.

    >>> page_date("آخرین اخبار  کد خبر: ۸۱۲۳ تاریخ انتشار: ۱۲ خرداد ۱۴۰۳ - ۱۰:۲۰ در بهار ۱۴۰۲ …")
    '1403-03-12'
    >>> page_date("این کارگاه ۳ تیر ۱۴۰۱ افتتاح شد.") is None
    True
    """
    plain = text[:SEARCHED].translate(DIGITS).translate(LETTERS)
    ranked = [(_rank(plain, at), -at, date) for at, date in find_dates(plain)]
    rank, _, date = max(ranked, default=(0, 0, ""))
    return date if rank else None


def _rank(plain: str, at: int) -> int:
    """2 for a date with a label, 1 for one with a time of day, 0 for one of the running text."""
    if LABEL.search(plain, max(0, at - NEAR), at):
        return 2
    return int(_clock_after(plain, at) is not None)


def _clock_after(plain: str, at: int) -> re.Match[str] | None:
    date = DATE.match(plain, at)
    return CLOCK.match(plain, date.end()) if date else None
