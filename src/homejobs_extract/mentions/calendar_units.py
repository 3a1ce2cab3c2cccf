"""Calendar units: a day, month, season, half, count of months, year or named period, as its first and last day.

«بهمن ۱۴۰۲», «نیمه نخست امسال», «۱۱ ماهه سال جاری», «سال ۹۸», «دولت سیزدهم».
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from homejobs_extract.jalali import Day, month_end, shift_months, year_end
from homejobs_extract.mentions.numbers import NumberMention
from homejobs_extract.mentions.years import Calendar, Unit, as_year, latest_year, read_year, year_after

MONTHS_IN_YEAR, DAYS_IN_MONTH = 12, 31
LEADING = frozenset(("نخست", "اول", "ابتدای", "ابتدایی", "آغازین", "ابتدا"))
MOST_YEARS = 10
TRAILING, GONE_BY = frozenset(("گذشته", "اخیر")), ("سپری", "شده")
FINAL = frozenset(("پایانی", "آخر", "انتهایی"))
COMING = frozenset(("آینده", "آتی"))
MONTH_CONTEXT = frozenset(("پایان", "آخر", "ابتدای", "اول", "اواخر", "اوایل", "نیمه", "تا", "از", "در", "طی", "انتهای"))
DURING = frozenset(("در", "طی", "از", "ابتدای", "آغاز", "شروع", "دوران", "دوره", "عملکرد", "تا", "پایان"))
POINTING = frozenset(("همین", "این"))
COUNT_CONTEXT = frozenset(("در", "طی", "عملکرد", "کارنامه", "گزارش", "مدت", "ظرف", "این"))


def months_count(c: Calendar, i: int) -> Unit | None:
    """«۱۱ ماهه امسال», «دو ماه اول سال», «پنج ماه گذشته از سال جاری», «شش ماه گذشته»."""
    head = _count_of_months(c, i)
    if head is None or c.word(i, "half", "quarter"):
        return None
    count, last = head
    past = _after_past(c, last)
    if past > last and c.word(last - 1, "year") is None:
        passed = past + 1 if c.key(past) == "از" else past
        if c.word(passed, "year"):
            last = passed
        elif c.today:
            return Unit(past, *_months_past(c.today, count), "months_count")
    if c.key(last) in COMING:
        return None
    leading = c.key(last) in LEADING
    year, after = year_after(c, last + 1 if leading else last)
    if year is None and c.key(i - 1) in POINTING and c.named:
        start, end = _pointed_months(c, count) or (c.named.start, c.named.end)
        return Unit(after, start, end, "months_count")
    if not leading and after == last and c.key(i - 1) not in COUNT_CONTEXT:
        return None
    year = year or latest_year(c, count)
    return (
        Unit(after, (year, 1, 1), month_end(year, count), "months_count", year)
        if year
        else Unit(after, None, None, "months_count")
    )


def _pointed_months(c: Calendar, count: int) -> tuple[Day, Day] | None:
    """«در این شش ماه»: those of the year that are over, where the period named last is none of so many months."""
    if c.named and c.named.start and c.named.end and c.named.end[1] - c.named.start[1] == count - 1:
        return c.named.start, c.named.end
    return _months_past(c.today, count) if c.today and c.today[1] - 1 == count else None


def _months_past(today: Day, count: int) -> tuple[Day, Day]:
    """«هشت ماه گذشته»: in the ninth month those of the year, else so many months up to the day."""
    if today[1] - 1 == count:
        return (today[0], 1, 1), month_end(today[0], count)
    return shift_months(today, -count), today


def final_months(c: Calendar, i: int) -> Unit | None:
    """«سه ماه پایانی سال ۱۴۰۱»."""
    head = _count_of_months(c, i)
    if head is None or c.key(head[1]) not in FINAL:
        return None
    year, after = year_after(c, head[1] + 1)
    if not year:
        return Unit(after, None, None, "final_months")
    return Unit(after, (year, MONTHS_IN_YEAR + 1 - head[0], 1), year_end(year), "final_months", year)


def _after_past(c: Calendar, last: int) -> int:
    """The token after «گذشته», «اخیر» or «سپری شده», or the same where none stands there."""
    if c.key(last) in TRAILING or c.key(last) == "سپریشده":
        return last + 1
    return last + 2 if (c.key(last), c.key(last + 1)) == GONE_BY else last


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
    year, last = year_after(c, word.last, short=word.value != "season")
    if word.value == "season" and last == word.last and c.key(i - 1) not in ("فصل", "در", "پایان"):
        return None
    first = int(word.entry.role)
    year = year or latest_year(c, first)
    length = 6 if word.value == "half" else 3
    if year is None:
        return Unit(last, None, None, "part_of_year")
    return Unit(last, (year, first, 1), month_end(year, first + length - 1), "part_of_year", year)


def day(c: Calendar, i: int) -> Unit | None:
    """«۱۵ دی», «۲۰ بهمن ۱۳۹۷», «نیمه آبان»: a single day."""
    middle = c.word(i, "middle")
    count = (int(middle.entry.role), middle.last) if middle else c.count(i, DAYS_IN_MONTH)
    month = c.word(count[1], "month") if count else None
    if count is None or month is None:
        return None
    year, last = year_after(c, month.last)
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
    year, last = year_after(c, final.last)
    said = final.last - final.first > 1 or c.tokens[final.first].key.endswith("ماه") or last > final.last
    if not said and final is word and c.key(i - 1) not in MONTH_CONTEXT:
        return None
    year = year or latest_year(c, first)
    if year is None:
        return Unit(last, None, None, "month")
    return Unit(last, (year, first, 1), month_end(year, int(final.entry.role)), "month", year)


def years(c: Calendar, i: int) -> Unit | None:
    """«سال‌های ۱۳۹۰ تا ۱۴۰۲», «سال‌های ۹۵ و ۹۶», «سال‌های ۹۷، ۹۸ و ۹۹», «دو سال ۹۵ و ۹۶», «سال ۹۸ و ۹۹»."""
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
        listed, last = _listed_years(c, number)
        several = at > word.last or c.count(i - 1, MOST_YEARS) is not None
        if len(listed) < 2 or not (several or listed[1] == listed[0] + 1):
            return None
        first, final = listed[0], listed[-1]
    if first is None or final is None or first > final:
        return None
    return Unit(last, (first, 1, 1), year_end(final), "years", final)


def _listed_years(c: Calendar, number: NumberMention) -> tuple[list[int], int]:
    """The years of «۹۷، ۹۸ و ۹۹», each later than the one before, and the token after the one that follows «و»."""
    first = as_year(int(number.value))
    found, kept, last = [first] if first else [], [], number.last
    after = c.numbers.get(number.last + 1)
    while found and after is not None and after.is_whole and after.upper is None and after.last not in c.counted:
        joint, value = c.key(after.first - 1), as_year(int(after.value))
        if joint not in ("و", "،") or value is None or value <= found[-1]:
            break
        found.append(value)
        if joint == "و":
            kept, last = list(found), after.last
        after = c.numbers.get(after.last + 1)
    return kept, last


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
    """«در دولت سیزدهم», «دهه فجر»; «با حمایت دولت سیزدهم» is no period."""
    if word := c.word(i, "named"):
        if c.key(i - 1) not in DURING:
            return None
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


def last_years(c: Calendar, i: int) -> Unit | None:
    """«سه سال گذشته», «پنج سال اخیر»."""
    count = c.count(i, MOST_YEARS)
    if count is None or c.today is None or c.key(count[1]) != "سال" or c.key(count[1] + 1) not in TRAILING:
        return None
    start = shift_months(c.today, -MONTHS_IN_YEAR * count[0])
    return Unit(count[1] + 2, start, c.today, "last_years")


def rolling(c: Calendar, i: int) -> Unit | None:
    """«یک سال اخیر», «ماه گذشته», «ماه جاری»."""
    word = c.word(i, "years", "last_month", "this_month")
    if word is None or c.today is None:
        return None
    if word.value == "years":
        return Unit(word.last, shift_months(c.today, -MONTHS_IN_YEAR), c.today, "rolling")
    if word.value == "this_month":
        return Unit(word.last, (*c.today[:2], 1), c.today, "rolling")
    before = shift_months((*c.today[:2], 1), -1)
    return Unit(word.last, before, month_end(*before[:2]), "rolling")


def today(c: Calendar, i: int) -> Unit | None:
    """«از امروز تا پایان هفته»."""
    if c.key(i) != "امروز" or c.today is None or c.key(i - 1) != "از":
        return None
    return Unit(i + 1, c.today, c.today, "today")


Rule = Callable[[Calendar, int], Unit | None]
# Each rule with the period words that a unit may begin with; some begin with a number, and «امروز» is no such word.
UNITS: dict[Rule, tuple[str, ...]] = {
    final_months: ("months",), months_count: ("months",), last_years: (),
    part_of_year: ("half", "quarter", "season"), day: ("middle",),
    month: ("month",), years: ("year",), year: ("year",), named: ("named", "yearly"),
    rolling: ("years", "last_month", "this_month"), today: (),
}  # fmt: skip
NUMBERED = frozenset((final_months, months_count, last_years, day, year))


@cache
def units_of(word: str, *, numbered: bool) -> tuple[Rule, ...]:
    """The rules that may read what begins with a period word of a kind (or none), with a number or without."""
    return tuple(
        rule for rule, words in UNITS.items() if word in words or (numbered and rule in NUMBERED) or rule is today
    )


def read_unit(c: Calendar, i: int) -> Unit | None:
    """The calendar unit that begins at token ``i``, by the first rule that reads one."""
    word = c.words.get(i)
    for rule in units_of(word.value if word else "", numbered=i in c.numbers):
        if (unit := rule(c, i)) is not None:
            if unit.year and not (word and word.entry.role == "prior"):  # «۲۱ درصد بیش از سال پیش از آن»
                c.named_year = unit.year
            return unit
    return None
