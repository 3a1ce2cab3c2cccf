"""Years of the calendar: «سال ۱۴۰۰», «سال ۹۸», «امسال», «سال گذشته», and what the readers of calendar units look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from homejobs_extract.gazetteer import Mention
from homejobs_extract.jalali import Day
from homejobs_extract.mentions.numbers import NumberMention
from homejobs_extract.tokens import NUMBER, Token

FIRST_YEAR, LAST_YEAR = 1380, 1415
CENTURY_TURN = 50
FARTHEST_PLAN = 5
BESIDE_NAMED = {"next": 1, "prior": -1}  # «سال بعد», «سال پیش از آن» after a year gone by


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
        self.begun_year: int | None = None
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
    """«سال ۱۴۰۱», «سال ۹۸», and «سال ۴۰۱» with its first digit left out."""
    number = c.numbers.get(i)
    if number is None or number.upper is not None or not number.is_whole or number.scale > 1000:
        return None
    value = int(number.value)
    year = as_year(value + 1000 if FIRST_YEAR <= value + 1000 <= LAST_YEAR and number.last not in c.counted else value)
    too_late = year is not None and c.today is not None and year > c.today[0] + FARTHEST_PLAN
    return (year, number.last) if year and not too_late else None


def _relative_year(c: Calendar, role: str) -> int | None:
    if role == "same":
        return c.named_year
    if role in BESIDE_NAMED and c.named_year is not None and (c.this_year is None or c.named_year < c.this_year):
        return c.named_year + BESIDE_NAMED[role]
    if c.today is None or role == "prior":
        return None
    if role == "new":
        return c.today[0] if c.today[1] <= 2 else c.today[0] + 1
    return c.today[0] + int(BESIDE_NAMED.get(role, role))


def year_after(c: Calendar, i: int, *, short: bool = True) -> tuple[int | None, int]:
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
    """The latest year in which the month has begun by the day of publication, but none before the year in which the
    period begins that the month ends («از ابتدای سال ۱۴۰۳ تا پایان دی»); that year where the day is unknown.
    """
    if c.today is None:
        return c.begun_year
    return max(c.today[0] if month <= c.today[1] else c.today[0] - 1, c.begun_year or 0)
