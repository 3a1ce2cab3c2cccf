"""Typical sizes by Jalali year: what one plan or person was lent, and what one loan could be; all in rials.

Ranges set around published reports of each year and widened by judgement; they are no statistics.
"""

from __future__ import annotations

from typing import NamedTuple


class YearSize(NamedTuple):
    """From ``first`` to ``last``: the usual loan, and the ceilings of an independent applicant and a support firm."""

    first: int
    last: int
    low: int
    high: int
    ceiling: int
    support: int


SIZES = (
    YearSize(1389, 1393, 20_000_000, 60_000_000, 50_000_000, 750_000_000),
    YearSize(1394, 1397, 50_000_000, 150_000_000, 150_000_000, 3_000_000_000),
    YearSize(1398, 1398, 100_000_000, 200_000_000, 500_000_000, 5_000_000_000),
    YearSize(1399, 1400, 100_000_000, 600_000_000, 500_000_000, 10_000_000_000),
    YearSize(1401, 1401, 400_000_000, 1_000_000_000, 1_000_000_000, 20_000_000_000),
    YearSize(1402, 1403, 700_000_000, 1_600_000_000, 1_500_000_000, 40_000_000_000),
    YearSize(1404, 1404, 1_000_000_000, 2_200_000_000, 3_000_000_000, 50_000_000_000),
)
JOBS_PER_PLAN = 2.7
SLACK_BELOW, SLACK_ABOVE = 3, 5
FACTOR_ERROR = 100


def size_of(year: int | None) -> YearSize | None:
    """The row of a year; null for a year that no row covers."""
    return next((row for row in SIZES if year is not None and row.first <= year <= row.last), None)


def span_of(first: int | None, last: int | None) -> tuple[int, int] | None:
    """Lowest and highest usual loan a plan over some years («از سال ۹۰ تاکنون»), in rials; null outside the rows.

    >>> span_of(1397, 1398)
    (50000000, 200000000)
    """
    rows = [row for row in SIZES if first is not None and last is not None and row.first <= last and first <= row.last]
    return (min(r.low for r in rows), max(r.high for r in rows)) if rows else None


def off_by(value: float, low: float, high: float) -> float:
    """How many times a value lies outside its usual range; 1 inside.

    >>> off_by(10, 20, 60), off_by(30, 20, 60)
    (2.0, 1.0)
    """
    if value < low:
        return low / max(value, 1)
    return value / high if value > high else 1.0
