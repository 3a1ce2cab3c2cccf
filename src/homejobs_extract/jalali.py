"""Jalali days as tuples (year, month, day), with the calendar of persiantools behind them."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from persiantools.jdatetime import JalaliDate

Day = tuple[int, int, int]
DAYS_KEPT = 4096
kept = lru_cache(maxsize=DAYS_KEPT)
ACCEPTED = "a datetime.date, an ISO string (2022-02-24) or a Jalali string (1400-12-05, a year under 1700)"
DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.DOTALL)
LAST_GREGORIAN_FREE_YEAR = 1700


@kept
def month_end(year: int, month: int) -> Day:
    """The last day of a month.

    >>> month_end(1399, 12)
    (1399, 12, 30)
    """
    return (year, month, JalaliDate.days_in_month(month, year))


def year_end(year: int) -> Day:
    """The last day of a year."""
    return month_end(year, 12)


@kept
def shift_days(day: Day, days: int) -> Day:
    """The day so many days later (earlier if negative).

    >>> shift_days((1404, 1, 1), -1)
    (1403, 12, 30)
    """
    moved = JalaliDate(*day) + datetime.timedelta(days=days)
    return (moved.year, moved.month, moved.day)


def shift_months(day: Day, months: int) -> Day:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day[0] * 12 + day[1] - 1 + months, 12)
    return (year, month + 1, min(day[2], JalaliDate.days_in_month(month + 1, year)))


@kept
def to_iso(day: Day) -> str:
    """The Gregorian ISO date of a Jalali day.

    >>> to_iso((1400, 12, 5))
    '2022-02-24'
    """
    return JalaliDate(*day).to_gregorian().isoformat()


def to_text(day: Day) -> str:
    """``YYYY-MM-DD`` in Latin digits."""
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


def weekday(day: Day) -> int:
    """0 for Saturday to 6 for Friday."""
    return JalaliDate(*day).weekday()


def parse_published(published: datetime.date | str | None) -> Day | None:
    """The Jalali day of publication; ``ValueError`` names the accepted forms.

    >>> parse_published("1400-12-05"), parse_published("2022-02-24")
    ((1400, 12, 5), (1400, 12, 5))
    """
    if published is None:
        return None
    try:
        return _parse(published)
    except (ValueError, TypeError, AttributeError, OverflowError):
        message = f"published is {published!r}; give {ACCEPTED}"
        raise ValueError(message) from None


@kept
def _parse(published: datetime.date | str) -> Day:
    if isinstance(published, datetime.date):
        found = JalaliDate(published)
    else:
        match = DATE.fullmatch(published.strip())
        if match is None:
            raise ValueError
        year, month, day = (int(part) for part in match.groups())
        if year < LAST_GREGORIAN_FREE_YEAR:
            found = JalaliDate(year, month, day)
        else:
            found = JalaliDate(datetime.date(year, month, day))
    return (found.year, found.month, found.day)
