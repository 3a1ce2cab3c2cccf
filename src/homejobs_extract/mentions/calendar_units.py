"""Calendar units: a day, month, season, half, count of months, year or named period, as its first and last day.

«بهمن ۱۴۰۲», «نیمه نخست امسال», «۱۱ ماهه سال جاری», «سال ۹۸», «دولت سیزدهم».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from homejobs_extract.gazetteer import Mention
from homejobs_extract.jalali import Day, month_end, shift_days, shift_months, year_end
from homejobs_extract.mentions.numbers import NumberMention
from homejobs_extract.tokens import NUMBER, Token

FIRST_YEAR, LAST_YEAR = 1380, 1415
CENTURY_TURN = 50
FARTHEST_PLAN = 5
MONTHS_IN_YEAR, DAYS_IN_MONTH = 12, 31
LEADING = frozenset(("نخست", "اول", "ابتدای", "ابتدایی", "آغازین", "ابتدا"))
TRAILING = frozenset(("گذشته", "اخیر"))
COMING = frozenset(("آینده", "آتی"))
MONTH_CONTEXT = frozenset(("پایان", "آخر", "ابتدای", "اول", "اواخر", "اوایل", "نیمه", "تا", "از", "در", "طی", "انتهای"))
COUNT_CONTEXT = frozenset(("در", "طی", "عملکرد", "کارنامه", "گزارش", "مدت", "ظرف", "این"))


class Unit(NamedTuple):
    """A stretch of days ending before token ``last``; ``open`` if it holds today and so ends today when past."""

    last: int
    start: Day | None
    end: Day | None
    rule: str
    year: int | None = None


class Calendar:
    """What the unit readers look at: tokens, period words and numbers by their first token, and today."""

    def __init__(
        self,
        tokens: list[Token],
        words: list[Mention],
        numbers: list[NumberMention],
        today: Day | None,
        counted: Iterable[int] = (),
    ) -> None:
        self.tokens = tokens
        self.counted = frozenset(counted)
        self.words = {m.first: m for m in words}
        self.numbers = {n.first: n for n in numbers}
        self.today = today
        self.named_year: int | None = None
        self.named: Unit | None = None

    def key(self, i: int) -> str:
        """The key of token ``i``, empty outside the text."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def word(self, i: int, *kinds: str) -> Mention | None:
        """The period word that begins at token ``i`` if it is of one of the kinds."""
        found = self.words.get(i)
        return found if found and found.value in kinds else None

    def count(self, i: int, most: int) -> tuple[int, int] | None:
        """A small whole number at token ``i`` and the token after it."""
        number = self.numbers.get(i)
        if number and number.upper is None and 0 < number.value <= most and number.is_whole:
            return int(number.value), number.last
        return None

    @property
    def this_year(self) -> int | None:
        """The year of publication."""
        return self.today[0] if self.today else None


def as_year(value: int) -> int | None:
    """A year from two or four digits: 98 is 1398, 2 is 1402.

    >>> as_year(98), as_year(1402), as_year(2340)
    (1398, 1402, None)
    """
    if value < 100:
        value += 1300 if value >= CENTURY_TURN else 1400
    return value if FIRST_YEAR <= value <= LAST_YEAR else None


def read_year(c: Calendar, i: int) -> tuple[int | None, int] | None:
    """«سال ۱۴۰۰», «امسال», «سال گذشته»: the year (null if unknown) and the token after it."""
    word = c.word(i, "year")
    if word is None:
        return bare_year(c, i)
    if word.entry.role == "bare":
        return _numbered_year(c, word.last)
    return _relative_year(c, word.entry.role), word.last


def bare_year(c: Calendar, i: int) -> tuple[int, int] | None:
    """Four digits that can only be a year: «بهمن ۱۴۰۲»."""
    number = c.numbers.get(i)
    if number is None or number.upper is not None or number.last != i + 1 or c.tokens[i].kind != NUMBER:
        return None
    if len(c.tokens[i].key) != len("1400") or not number.is_whole:
        return None
    if number.last in c.counted:
        return None
    year = as_year(int(number.value))
    return (year, number.last) if year else None


def _numbered_year(c: Calendar, i: int) -> tuple[int, int] | None:
    number = c.numbers.get(i)
    if number is None or number.upper is not None or not number.is_whole or number.scale > 1000:
        return None
    year = as_year(int(number.value))
    too_late = year is not None and c.today is not None and year > c.today[0] + FARTHEST_PLAN
    return (year, number.last) if year and not too_late else None


def _relative_year(c: Calendar, role: str) -> int | None:
    if role == "same":
        return c.named_year
    if c.today is None:
        return None
    if role == "new":
        return c.today[0] if c.today[1] <= 2 else c.today[0] + 1
    return c.today[0] + int(role)


def _year_after(c: Calendar, i: int, *, short: bool = True) -> tuple[int | None, int]:
    """The year that a month or season may carry: «آبان ماه سال گذشته»."""
    at = i + 1 if c.key(i) in ("در", "از", "ماه") else i
    found = read_year(c, at) or (_short_year(c, at) if short else None)
    if found is not None:
        return found
    word = c.word(at, "year")
    return (None, word.last) if word and word.entry.role == "bare" else (None, i)


def _short_year(c: Calendar, i: int) -> tuple[int, int] | None:
    """«نیمه اول ۹۴»."""
    count = c.count(i, 99)
    if count is None or count[0] < CENTURY_TURN or count[1] in c.counted:
        return None
    return 1300 + count[0], count[1]


def latest_year(c: Calendar, month: int) -> int | None:
    """The latest year in which the month has begun by the day of publication."""
    if c.today is None:
        return None
    return c.today[0] if month <= c.today[1] else c.today[0] - 1


def months_count(c: Calendar, i: int) -> Unit | None:
    """«۱۱ ماهه امسال», «دو ماه اول سال», «شش ماه گذشته»."""
    head = _count_of_months(c, i)
    if head is None:
        return None
    count, last = head
    if c.today and c.key(last) in TRAILING and c.word(last - 1, "year") is None:
        return Unit(last + 1, shift_days(shift_months(c.today, -count), 1), c.today, "months_count")
    if c.key(last) in COMING:
        return None
    leading = c.key(last) in LEADING
    year, after = _year_after(c, last + 1 if leading else last)
    if not leading and after == last and c.key(i - 1) not in COUNT_CONTEXT:
        return None
    year = year or latest_year(c, count)
    return (
        Unit(after, (year, 1, 1), month_end(year, count), "months_count", year)
        if year
        else Unit(after, None, None, "months_count")
    )


def _count_of_months(c: Calendar, i: int) -> tuple[int, int] | None:
    if word := c.word(i, "months"):
        return int(word.entry.role), word.last
    if (count := c.count(i, MONTHS_IN_YEAR)) and c.key(count[1]) in ("ماهه", "ماه"):
        return count[0], count[1] + 1
    return None


def part_of_year(c: Calendar, i: int) -> Unit | None:
    """«نیمه نخست امسال», «سه‌ماهه اول», «پاییز ۱۴۰۲»."""
    word = c.word(i, "half", "quarter", "season")
    if word is None:
        return None
    year, last = _year_after(c, word.last, short=word.value != "season")
    if word.value == "season" and last == word.last and c.key(i - 1) not in ("فصل", "در", "پایان"):
        return None
    first = int(word.entry.role)
    year = year or latest_year(c, first)
    length = 6 if word.value == "half" else 3
    if year is None:
        return Unit(last, None, None, "part_of_year")
    return Unit(last, (year, first, 1), month_end(year, first + length - 1), "part_of_year", year)


def day(c: Calendar, i: int) -> Unit | None:
    """«۱۵ دی», «۲۰ بهمن ۱۳۹۷»: a single day."""
    count = c.count(i, DAYS_IN_MONTH)
    month = c.word(count[1], "month") if count else None
    if count is None or month is None:
        return None
    year, last = _year_after(c, month.last)
    number = int(month.entry.role)
    year = year or latest_year(c, number)
    found = (year, number, min(count[0], month_end(year, number)[2])) if year else None
    return Unit(last, found, found, "day", year)


def month(c: Calendar, i: int) -> Unit | None:
    """«آبان ماه امسال», «فروردین تا بهمن ۱۴۰۳»."""
    word = c.word(i, "month")
    if word is None:
        return None
    if (until := c.word(word.last + 1, "month")) and c.key(word.last) in ("تا", "الی", "لغایت"):
        first, final = int(word.entry.role), until
    else:
        first, final = int(word.entry.role), word
    year, last = _year_after(c, final.last)
    said = final.last - final.first > 1 or c.tokens[final.first].key.endswith("ماه") or last > final.last
    if not said and final is word and c.key(i - 1) not in MONTH_CONTEXT:
        return None
    year = year or latest_year(c, first)
    if year is None:
        return Unit(last, None, None, "month")
    return Unit(last, (year, first, 1), month_end(year, int(final.entry.role)), "month", year)


def years(c: Calendar, i: int) -> Unit | None:
    """«سال‌های ۱۳۹۰ تا ۱۴۰۲», «سال‌های ۹۵ و ۹۶»."""
    word = c.word(i, "year")
    if word is None or word.entry.role != "bare":
        return None
    at = word.last + 1 if c.key(word.last) in ("های", "ها") else word.last
    number = c.numbers.get(at)
    if number is None or not number.is_whole:
        return None
    if number.upper is not None:
        first, final, last = as_year(int(number.value)), as_year(int(number.upper)), number.last
    else:
        after = c.numbers.get(number.last + 1)
        if at == word.last or after is None or c.key(number.last) != "و" or not after.is_whole:
            return None
        first, final, last = as_year(int(number.value)), as_year(int(after.value)), after.last
    if first is None or final is None or first > final:
        return None
    return Unit(last, (first, 1, 1), year_end(final), "years", final)


def year(c: Calendar, i: int) -> Unit | None:
    """«سال ۱۴۰۰», «امسال», «پارسال»."""
    found = read_year(c, i)
    if found is None:
        return None
    value, last = found
    if value is None:
        return Unit(last, None, None, "year")
    return Unit(last, (value, 1, 1), year_end(value), "year", value)


def named(c: Calendar, i: int) -> Unit | None:
    """«دولت سیزدهم», «دهه فجر»."""
    if word := c.word(i, "named"):
        start, _, end = word.entry.role.partition("/")
        return Unit(word.last, _day(start), _day(end) if end else c.today, "named")
    word = c.word(i, "yearly")
    if word is None or c.today is None:
        return None
    start, _, end = word.entry.role.partition("/")
    year = latest_year(c, int(start[:2])) or c.today[0]
    return Unit(word.last, _day(f"{year}-{start}"), _day(f"{year}-{end}"), "named", year)


def _day(text: str) -> Day:
    parts = text.split("-")
    return (int(parts[0]), int(parts[1]), int(parts[2]))


def rolling(c: Calendar, i: int) -> Unit | None:
    """«یک سال اخیر», «ماه گذشته», «ماه جاری»."""
    word = c.word(i, "years", "last_month", "this_month")
    if word is None or c.today is None:
        return None
    if word.value == "years":
        return Unit(word.last, shift_days(shift_months(c.today, -MONTHS_IN_YEAR), 1), c.today, "rolling")
    if word.value == "this_month":
        return Unit(word.last, (*c.today[:2], 1), c.today, "rolling")
    before = shift_months((*c.today[:2], 1), -1)
    return Unit(word.last, before, month_end(*before[:2]), "rolling")


def today(c: Calendar, i: int) -> Unit | None:
    """«از امروز تا پایان هفته»."""
    if c.key(i) != "امروز" or c.today is None or c.key(i - 1) != "از":
        return None
    return Unit(i + 1, c.today, c.today, "today")


UNITS: tuple[Callable[[Calendar, int], Unit | None], ...] = (
    months_count, part_of_year, day, month, years, year, named, rolling, today,
)  # fmt: skip


def read_unit(c: Calendar, i: int) -> Unit | None:
    """The calendar unit that begins at token ``i``, by the first rule that reads one."""
    for rule in UNITS:
        if (unit := rule(c, i)) is not None:
            if unit.year:
                c.named_year = unit.year
            return unit
    return None
