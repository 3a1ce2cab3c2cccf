"""Periods that cannot be: eleven months of a year reported in its fifth, the 31st of Mehr, a year still to come."""

from __future__ import annotations

import re
from datetime import date, timedelta

from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.wording import both, digits_fa, quoted
from homejobs_extract.jalali import month_end
from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.normalize import CharTable, normalize, replace_chars
from homejobs_extract.records import BaseFigure, Check, Severity
from homejobs_extract.tokens import tokenize

EARLIEST = "2005-03-21"
GRACE = timedelta(days=3)
EARLY_FA = "سال‌ها پیش از قانون مشاغل خانگی (۱۳۸۹) آغاز می‌شود"
MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
DAY_OF_MONTH = re.compile(
    rf"(?<![\d.,٬/])(\d{{1,2}})\s*({'|'.join(MONTHS)})(?:\s*ماه)?(?!\w)(?:\s*(?:سال\s*)?(\d{{4}}))?"
)
MONTHS_OF_YEAR = re.compile(
    r"(?<![\w.,٬/])(\d{1,2}|\w+)[\s\u200c]*ماهه(?:\s+(?:نخست|اول|ابتدای))?\s+(امسال|سال جاری|سال)"
)
YEARS = re.compile(r"از\s+(?:ابتدای\s+|آغاز\s+)?سال\s+(1[34]\d\d)\s+تا\s+(?:پایان\s+)?(?:سال\s+)?(1[34]\d\d)")
LATIN = CharTable(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
AHEAD_FA = "پس از انتشار گزارش آغاز می‌شود، اما متن از آن چون کاری انجام‌شده می‌گوید"
AHEAD_EN = "begins after the report was published, yet the text speaks of it as done"


def periods(facts: Facts) -> list[Check]:
    """Every figure whose period ends before it begins, is still to come, or begins long before the law of 1389.

    Periods with both ends that are none of these agree, one check for each with all its figures.
    """
    found: list[Check] = []
    possible: dict[tuple[str, str], list[BaseFigure]] = {}
    for figure in facts.figures:
        verdict, period = _wrong(facts, figure), figure.period
        if verdict is not None:
            found.append(_check(figure, *verdict))
        elif period is not None and period.start and period.end:
            possible.setdefault((period.start, period.end), []).append(figure)
    return found + [_possible(figures) for figures in possible.values()]


def _possible(figures: list[BaseFigure]) -> Check:
    first, *others = figures
    english = f"{len(figures)} figure{'s' if others else ''} of {_days(first)}: a possible period."
    persian = f"دوره {digits_fa(str(len(figures)))} رقم ({_days_fa(first)}) شدنی است."
    return make(Found("period", "agrees", None, persian, english), first, tuple(others), None)


def _days(figure: BaseFigure) -> str:
    period = figure.period
    return f"{period.start or '…'} to {period.end or '…'}" if period else ""


def _days_fa(figure: BaseFigure) -> str:
    """Jalali days with slashes, which keep their order in Persian text."""
    period = figure.period
    days = f"{period.start_jalali or '…'} تا {period.end_jalali or '…'}" if period else ""
    return digits_fa(days.replace("-", "/"))


def _wrong(facts: Facts, figure: BaseFigure) -> tuple[Severity, str, str] | None:
    period = figure.period
    if period is None:
        return None
    if period.start and period.end and period.start > period.end:
        return "error", "پیش از آغاز خود تمام می‌شود", "ends before it begins"
    done = figure.modality == "actual" and figure.basis == "total" and "آینده" not in period.text
    if done and _is_ahead(facts, period.start):
        return "error", AHEAD_FA, AHEAD_EN
    if period.start and period.start < EARLIEST:
        return "warning", EARLY_FA, "begins years before the home-business law (1389)"
    return None


def _is_ahead(facts: Facts, day: str | None) -> bool:
    published = facts.report.published
    return bool(day and published and date.fromisoformat(day) > date.fromisoformat(published) + GRACE)


def _check(figure: BaseFigure, severity: Severity, what_fa: str, what_en: str) -> Check:
    written = f"«{figure.period.text}»" if figure.period else ""
    persian = f"دوره {quoted(figure)}، {written} ({_days_fa(figure)})، {what_fa}."
    english = f"The period of {both(figure)[1]} ({_days(figure)}) {what_en}."
    return make(Found("period", "disagrees", severity, persian, english), figure, (), None)


def dates(facts: Facts) -> list[Check]:
    """Dates that cannot be, in a sentence with a figure: «۳۱ مهر», «۱۳ ماهه نخست سال», «از سال ۱۴۰۴ تا ۱۴۰۳»."""
    folded = replace_chars(facts.text, LATIN)
    found = []
    impossible = ((DAY_OF_MONTH, "", _no_such_day), (MONTHS_OF_YEAR, "ماهه", _too_many), (YEARS, "سال", _backwards))
    for pattern, word, is_wrong in impossible:
        for match in pattern.finditer(folded) if word in folded else ():
            owner = _owner(facts, match.start())
            if owner is not None and is_wrong(facts, match):
                found.append(_no_date(owner, facts.original[match.start() : match.end()]))
    return found


def _owner(facts: Facts, at: int) -> BaseFigure | None:
    """The first actual figure after a date in its sentence, else the last before it."""
    placed = [(f, s) for f, s in facts.around(at) if f.modality == "actual" and f.basis == "total"]
    after = [f for f, s in placed if s.start >= at]
    return after[0] if after else placed[-1][0] if placed else None


def _no_such_day(facts: Facts, match: re.Match[str]) -> bool:
    day, month = int(match[1]), MONTHS.index(match[2]) + 1
    year = int(match[3]) if match[3] else 1399
    return day > (month_end(year, month)[2] if 1300 <= year <= 1499 else 31) or day == 0


def _too_many(facts: Facts, match: re.Match[str]) -> bool:
    """«۱۱ ماهه امسال» in a report of Mordad: more months than had begun; more than twelve of any year."""
    read = find_numbers(tokenize(normalize(match[1])))
    months = int(read[0].value) if len(read) == 1 else 0
    this_year = match[2] != "سال" and facts.published_month is not None
    return months > (facts.published_month or 12 if this_year else 12)


def _backwards(facts: Facts, match: re.Match[str]) -> bool:
    return int(match[1]) > int(match[2])


def _no_date(figure: BaseFigure, written: str) -> Check:
    persian = f"«{written}» در تقویم شدنی نیست؛ دوره {quoted(figure)} روشن نیست."
    english = f"«{written}» is no possible date or period, so the period of {both(figure)[1]} is not clear."
    return make(Found("period", "disagrees", "error", persian, english), figure, (), None)


RULES = (periods, dates)
