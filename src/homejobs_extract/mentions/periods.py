"""Periods: the words that date a figure, resolved against the day of publication.

«از ابتدای سال 1400 تاکنون», «تا پایان بهمن», «در نیمه نخست امسال», «مدت مشابه سال گذشته».
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from homejobs_extract.gazetteer import Mention
from homejobs_extract.jalali import Day, shift_days, weekday, year_end
from homejobs_extract.mentions.calendar_units import read_unit
from homejobs_extract.mentions.numbers import NumberMention
from homejobs_extract.mentions.years import Calendar, Unit, read_year, year_after
from homejobs_extract.tokens import LINE, MARK, Token

BUDGET = "بودجه"
SINCE, LONGEST_RELATIVE, LONGEST_AGO = "از", 16, 10
UNTIL = frozenset(("تا", "الی", "لغایت"))
MORE = frozenset(("بیشتر", "بالاتر", "کمتر", "پایینتر", "بیش"))
ALSO = frozenset(("هم", "نیز"))
JOINTS = UNTIL | {SINCE}


class PeriodMention(NamedTuple):
    """Days stated by tokens ``first`` to ``last`` exclusive; ``planned_end`` is the end for what is yet to come."""

    first: int
    last: int
    start: Day | None
    end: Day | None
    planned_end: Day | None
    rule: str

    @property
    def is_open(self) -> bool:
        """Whether one side is missing."""
        return self.start is None or self.end is None


def _closed(c: Calendar, first: int, last: int, start: Day | None, end: Day | None, rule: str) -> PeriodMention:
    """A period that ends today at the latest when it tells of the past."""
    past_end = min(end, c.today) if end and c.today and start and start <= c.today else end
    return PeriodMention(first, last, start, past_end, end, rule)


def since(c: Calendar, i: int) -> PeriodMention | None:
    """«از ابتدای سال ۱۴۰۰ تاکنون», «از سال ۹۰ تا پایان شهریور امسال», «از مهر»; «بیشتر از پارسال» dates nothing."""
    if c.key(i) == SINCE and c.key(i - 1) in MORE and (than := read_unit(c, i + 1)):
        return PeriodMention(i, than.last, None, None, None, "than")
    begin = c.word(i + 1 if c.key(i) == SINCE else i, "begin")
    if c.key(i) != SINCE and begin is None:
        return None
    at = begin.last if begin else i + 1
    unit = read_unit(c, at)
    if unit is None and begin and (word := c.word(at, "year")) and word.entry.role == "bare":
        start = (c.this_year, 1, 1) if c.this_year else None
        unit = Unit(word.last, start, None, "year", c.this_year)
    if unit is None or (unit.start is None and unit.rule != "year"):
        return None
    c.begun_year = unit.start[0] if unit.start else None
    found = _until_after(c, i, unit, begin is not None)
    c.begun_year = None
    return found


def _until_after(c: Calendar, i: int, unit: Unit, begun: bool) -> PeriodMention | None:
    reach = LONGEST_RELATIVE if c.key(unit.last) == "که" else 3
    for at in range(unit.last, unit.last + reach):
        end = until(c, at)
        if end is not None:
            return PeriodMention(i, end.last, unit.start, end.end, end.planned_end, "since")
        if c.key(at) in UNTIL and (final := read_unit(c, at + 1)):
            return _closed(c, i, final.last, unit.start, final.end, "since")
    if not begun and unit.rule == "month" and c.today and unit.start and unit.start <= c.today:
        return PeriodMention(i, unit.last, unit.start, c.today, unit.end, "since")
    if not begun and unit.rule != "year":
        return None
    if not begun:
        return _closed(c, i, unit.last, unit.start, unit.end, "year")
    finish = None if c.today and unit.start and unit.start > c.today else c.today
    return PeriodMention(i, unit.last, unit.start, finish, year_end(unit.start[0]) if unit.start else None, "since")


def until(c: Calendar, i: int) -> PeriodMention | None:
    """«تاکنون», «تا پایان بهمن», «تا اول بهمن», «تا ۱۵ دی», «تا پایان سال»: an end only."""
    if word := c.word(i, "now", "yesterday"):
        end = shift_days(c.today, -1) if word.value == "yesterday" and c.today else c.today
        return PeriodMention(i, word.last, None, end, end, "until")
    if c.key(i) not in UNTIL:
        return None
    if (begin := c.word(i + 1, "begin")) and (unit := read_unit(c, begin.last)):
        return PeriodMention(i, unit.last, None, unit.start, unit.start, "until")
    finish = c.word(i + 1, "finish")
    at = finish.last if finish else i + 1
    if finish and (end_of := _end_of_current(c, i, at)):
        return end_of
    unit = read_unit(c, at)
    if unit is None or (finish is None and unit.rule not in ("day", "month", "rolling")):
        return None
    return PeriodMention(i, unit.last, None, unit.end, _coming(c, unit), "until")


def _end_of_current(c: Calendar, i: int, at: int) -> PeriodMention | None:
    """«تا پایان سال», «تا پایان هفته» without a number."""
    word = c.word(at, "year")
    if word and word.entry.role in ("bare", "0") and not _is_dated(c, at, word.last):
        end = year_end(c.this_year) if c.this_year else None
        return PeriodMention(i, word.last, None, end, end, "until")
    if c.key(at) == "هفته" and c.today:
        end = shift_days(c.today, 6 - weekday(c.today))
        return PeriodMention(i, at + 1, None, end, end, "until")
    return None


def _is_dated(c: Calendar, i: int, last: int) -> bool:
    """«تا پایان سال ۱۴۰۱» names its year; «تا پایان سال ۸۰ مددجو» does not, so long ago."""
    found = read_year(c, i)
    if found is None or found == (c.this_year, last):
        return False
    return not (found[0] and c.this_year and found[0] < c.this_year - LONGEST_AGO)


def _coming(c: Calendar, unit: Unit) -> Day | None:
    """The next such day for what is yet to come: in Mehr, «تا پایان آذر» is this year's."""
    if unit.end and c.today and unit.end < c.today and not unit.year:
        return (unit.end[0] + 1, unit.end[1], unit.end[2])
    if unit.end and c.today and unit.rule in ("day", "month") and unit.end < c.today and unit.end[0] == c.today[0] - 1:
        return (c.today[0], unit.end[1], unit.end[2])
    return unit.end


def compared(c: Calendar, i: int) -> PeriodMention | None:
    """«مدت مشابه سال گذشته»: the last named period a year earlier."""
    word = c.word(i, "compared")
    if word is None:
        return None
    if c.named is None or c.named.start is None or c.named.end is None:
        return PeriodMention(i, word.last, None, None, None, "compared")
    return _a_year_before(c.named.start, c.named.end, i, word.last)


def _a_year_before(start: Day, end: Day, first: int, last: int) -> PeriodMention:
    start, end = ((d[0] - 1, d[1], min(d[2], 29) if d[1] == 12 else d[2]) for d in (start, end))
    return PeriodMention(first, last, start, end, end, "compared")


def same(c: Calendar, i: int) -> PeriodMention | None:
    """«در این مدت»: the period named last."""
    word = c.word(i, "same")
    if word is None or c.named is None:
        return None
    return PeriodMention(i, word.last, c.named.start, c.named.end, c.named.end, "same")


def _same_of_year(c: Calendar, i: int, unit: Unit) -> PeriodMention | None:
    """«پارسال در همین مدت»: the days of this year that were named last, a year before."""
    again, this_year = same(c, unit.last), c.this_year
    if again is None or again.start is None or again.end is None or this_year is None:
        return again
    before = unit.year == this_year - 1 and again.start[0] == this_year
    return _a_year_before(again.start, again.end, i, again.last) if before else again


def act(c: Calendar, i: int) -> PeriodMention | None:
    """«قانون بودجه ۱۴۰۳», «بودجه ۹۳» give the year of their money."""
    word = c.word(i, "mask")
    if word is None:
        return None
    year, last = year_after(c, word.last)
    if year is None or (word.entry.surface == BUDGET and c.word(word.last, "year")):
        return None
    return PeriodMention(i, last, (year, 1, 1), year_end(year), year_end(year), "act")


def plain(c: Calendar, i: int) -> PeriodMention | None:
    """A calendar unit by itself: «در سال ۱۴۰۲», «۱۱ ماهه امسال»."""
    unit = read_unit(c, i)
    if unit is None:
        return None
    if unit.rule == "year" and (again := _same_of_year(c, i, unit)):
        return again
    opens = i == 0 or c.tokens[i - 1].kind in (MARK, LINE)
    at = unit.last + (c.key(unit.last) in ALSO and c.word(unit.last + 1, "now") is not None)
    ended = unit.rule in ("month", "day") or c.word(at, "now") or (unit.rule == "year" and opens)
    if ended and (end := until(c, at)):
        return PeriodMention(i, end.last, unit.start, end.end, end.planned_end, "since")
    if unit.rule == "year" and unit.last - 1 in c.numbers:
        return PeriodMention(i, unit.last, unit.start, unit.end, unit.end, unit.rule)
    return _closed(c, i, unit.last, unit.start, unit.end, unit.rule)


Rule = Callable[[Calendar, int], PeriodMention | None]
# Each rule with the period words that it begins with; the first two begin with «از» and «تا» as well.
RULES: dict[Rule, tuple[str, ...]] = {
    since: ("begin",), until: ("now", "yesterday"), compared: ("compared",), same: ("same",), act: ("mask",), plain: (),
}  # fmt: skip


@cache
def rules_of(word: str, joint: str) -> tuple[Rule, ...]:
    """The rules that may read what begins with a period word of a kind (or none), or with «از» or «تا»."""
    joined: dict[Rule, bool] = {since: joint == SINCE, until: joint in UNTIL, plain: True}
    return tuple(rule for rule, words in RULES.items() if word in words or joined.get(rule))


def _named(before: Unit | None, period: PeriodMention) -> Unit | None:
    """What «در این مدت» will mean after a period; «در سال ۱۴۰۲ تا پایان آبان» is one, and «سال جاری» leaves the months
    of that year what they were.
    """
    months = before is not None and before.rule == "months_count" and period.rule == "year"
    if before and months and before.start == period.start:
        return before
    if period.start and period.end and period.rule not in ("day", "compared", "same"):
        return Unit(period.last, period.start, period.end, period.rule)
    if before and before.start and before.end and period.end and not period.start:
        goes_on = period.first - before.last <= 1 and before.start <= period.end <= before.end
        return Unit(period.last, before.start, period.end, period.rule) if goes_on else before
    return before


def find_periods(
    tokens: list[Token],
    words: list[Mention],
    numbers: list[NumberMention],
    today: Day | None,
    *,
    counted: Iterable[int] = (),
) -> list[PeriodMention]:
    """Every period in order; earlier rules win an overlap.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.mentions.numbers import find_numbers
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> d = analyse("از ابتدای سال ۱۴۰۰ تاکنون", gazetteer())
    >>> find_periods(d.tokens, d.mentions["period"], find_numbers(d.tokens), (1400, 12, 5))[0][2:4]
    ((1400, 1, 1), (1400, 12, 5))
    """
    c = Calendar(tokens, words, numbers, today, counted)
    joints = {i: token.key for i, token in enumerate(tokens) if token.key in JOINTS}
    starts = sorted(joints.keys() | c.words.keys() | c.numbers.keys())
    found: list[PeriodMention] = []
    last = 0
    for i in starts:
        if i < last:
            continue
        word = c.words.get(i)
        rules = rules_of(word.value if word else "", joints.get(i, ""))
        period = next((p for rule in rules if (p := rule(c, i))), None)
        if period is not None:
            found.append(period)
            last = period.last
            if not (period.rule == "since" and c.word(i, "begin") and c.key(i - 1) != SINCE):  # «سیل ابتدای سال»
                c.named = _named(c.named, period)
    return found
