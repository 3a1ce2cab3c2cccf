"""Numbers that count nothing: dates, phones, percentages, ratios, what only names or measures something.

«سال 1400», «کد خبر ۸۸۲۱۳», «62 درصد», «از هر ۱۰ متقاضی ۷ نفر», «تعداد بازدید: ۱۴۰۲ نفر».
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.digits import plain
from homejobs_extract.mentions.numbers import NumberMention, is_list_item
from homejobs_extract.mentions.periods import PeriodMention
from homejobs_extract.tokens import MARK, NUMBER, WORD

ATTENDING = frozenset(("تجلیل", "تقدیر", "حضور", "دیدار", "قدردانی"))
HONOURED, HONOUR_REACH = frozenset(("تجلیل", "تقدیر", "قدردانی")), 6
BASES = frozenset(("سهمیه", "اعتبار", "اعتبارات", "تسهیلات", "منابع"))
EQUAL_TO = frozenset(("از", "یعنی", "معادل"))
POINTERS = frozenset(("این", "آن", "هر"))
RATIO_REACH, FEW, TEN = 8, 2, 10
COLON, VISITS = ":", "بازدید"
JOB_WORDS = frozenset(("اشتغال", "اشتغالزایی", "سهمیه", "تعهد", "جذب"))
YEARS = frozenset(("سالهای", "ساله"))
DATE_MARKS = frozenset("/-–.")
SIZES = frozenset(("نفری", "نفره"))
ISO_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")

Result = Draft | Skip | None


class Counter:
    """What the counting rules look at."""

    def __init__(self, doc: Document, periods: list[PeriodMention]) -> None:
        self.doc = doc
        self.nouns = {m.first: m for m in doc.mentions.get("noun", [])}
        self.units = {m.first: m for m in doc.mentions.get("unit", [])}
        self.numbered = {m.last: m for m in doc.mentions.get("numbered", [])}
        self.taken: dict[int, str] = {}
        for period in periods:
            reason = "date" if period.rule == "day" else "year"
            self.taken.update(dict.fromkeys(range(period.first, period.last), reason))
        for name in ("agency", "place"):
            for mention in doc.mentions.get(name, []):
                self.taken.update(dict.fromkeys(range(mention.first, mention.last), "name"))

    def key(self, i: int) -> str:
        """The key of token ``i``, empty outside the text."""
        return self.doc.key(i)


def in_period(c: Counter, n: NumberMention) -> Result:
    """A year, a date, or a number word inside a name: «سال 1400», «چهار محال»."""
    digits = c.key(n.first)
    if digits.isdecimal() and (n.first - n.last == -1 or n.upper) and _follows_years(c, n) and _is_year(digits):
        return Skip(n.first, n.last, "year")
    if c.key(n.first - 1) in DATE_MARKS and c.taken.get(n.first - 2) == "year" and digits.isdecimal():
        return Skip(n.first, n.last, "year")
    reason = c.taken.get(n.first)
    return Skip(n.first, n.last, reason) if reason else None


def _follows_years(c: Counter, n: NumberMention) -> bool:
    return c.key(n.first - 1) in YEARS or c.doc.keys(n.first - 2, n.first) == ["سال", "های"]


def _is_year(digits: str) -> bool:
    return 70 <= int(digits) <= 99 or 1370 <= int(digits) <= 1420


def iso_date(c: Counter, n: NumberMention) -> Result:
    """«date 2025-12-31»: a year, a month and a day joined by hyphens."""
    if "-" not in c.doc.keys(n.first - 4, n.last + 4):
        return None
    tokens = c.doc.tokens[max(0, n.first - 4) : n.last + 4]
    text = "".join(t.key for t in tokens if t.kind in (NUMBER, MARK))
    here = {t.key for t in c.doc.tokens[n.first : n.last] if t.kind == NUMBER}
    dates = (set(m.group().split("-")) for m in ISO_DATE.finditer(text))
    return Skip(n.first, n.last, "date") if any(here <= parts for parts in dates) and here else None


def unreadable(c: Counter, n: NumberMention) -> Result:
    """Digits that form no number: «1402/04/18», «98.76.12»."""
    if n.rule != "unreadable":
        return None
    digits = c.key(n.first)
    if len(digits) > len("1402/04/18") * 2:
        return Skip(n.first, n.last, "out_of_range")
    return Skip(n.first, n.last, "date" if "/" in digits or "." in digits else "unreadable")


def ordinal(c: Counter, n: NumberMention) -> Result:
    """«بیست و پنجم», «دو سوم»."""
    return Skip(n.first, n.last, n.rule) if n.rule in ("ordinal", "share") else None


def phone(c: Counter, n: NumberMention) -> Result:
    """«۰۲۱-۸۸۹۴۲۷۱۰»: a leading zero, or two long runs of digits with a hyphen."""
    digits = c.key(n.first)
    if c.doc.tokens[n.first].kind != NUMBER:
        return None
    if digits.startswith("۰") and len(digits) > 1 and digits[1].isdigit():
        return Skip(n.first, n.last, "phone")
    near = (n.first - 2, n.first + 2)
    for at in near:
        dash = (at + n.first) // 2
        if c.key(dash) in ("-", "–", "/") and c.key(at).startswith("۰") and len(c.key(at)) > 2:
            return Skip(n.first, n.last, "phone")
    return None


def clock(c: Counter, n: NumberMention) -> Result:
    """«۱۱:۰۲»."""
    if COLON not in (c.key(n.last), c.key(n.first - 1)):
        return None

    def touches(colon: int, digits: int) -> bool:
        tokens = c.doc.tokens
        return (
            c.key(colon) == COLON
            and 0 <= digits < len(tokens)
            and tokens[digits].kind == NUMBER
            and max(tokens[colon].start, tokens[digits].start) == min(tokens[colon].end, tokens[digits].end)
        )

    if touches(n.last, n.last + 1) or touches(n.first - 1, n.first - 2):
        return Skip(n.first, n.last, "time")
    return None


def numbered(c: Counter, n: NumberMention) -> Result:
    """A number that only names something: «کد خبر ۸۸۲۱۳», «تبصره ۱۶», «پلاک ۴۰»."""
    for at in (n.first, n.first - 1 if c.key(n.first - 1) in (COLON, "(", "/") else -1):
        mention = c.numbered.get(at)
        if mention and n.upper is None and not (n.last in c.units or _is_head(c.nouns.get(n.last))):
            return Skip(n.first, n.last, mention.value)
    before = c.numbered.get(n.first - 2) if c.key(n.first - 1) == "و" else None
    alone = n.scale == 1 and n.last not in c.units
    listed = before is not None and alone and c.doc.tokens[n.first - 2].kind == NUMBER
    return Skip(n.first, n.last, before.value) if before is not None and listed else None


def _is_head(noun: Mention | None) -> bool:
    return noun is not None and noun.value != "none" and noun.entry.role not in ("weak", "counter")


def ratio(c: Counter, n: NumberMention) -> Result:
    """«از هر ۱۰ متقاضی ۷ نفر», «۹ نفر از ۱۰ نفر»: neither number is a count."""
    before = c.doc.keys(n.first - RATIO_REACH, n.first)
    if _is_of_ten(c, n):
        return Skip(n.first, n.last, "ratio")
    if before[-2:] == ["از", "هر"] or (before[-1:] == ["هر"] and n.last in c.units):
        return Skip(n.first, n.last, "ratio")
    if n.scale > 1 and "درصد" in before[-3:] and before[-1] not in EQUAL_TO | BASES:
        return Skip(n.first, n.last, "base_of_percent") if before[-2:][0] == "درصد" else None
    if "هر" not in before:
        return None
    pairs = list(pairwise(before))
    if (
        ("از", "هر") in pairs
        and "." not in before
        and not any(k in ("و", "\n") for k in before[pairs.index(("از", "هر")) :])
    ):
        return Skip(n.first, n.last, "ratio")
    return None


def _is_of_ten(c: Counter, n: NumberMention) -> bool:
    """«۹ نفر از ۱۰ نفر»: either of the two."""
    first = n.first - 3 if n.value == TEN else n.first
    keys = c.doc.keys(first, first + 5)
    if len(keys) < 5 or keys[1:3] != ["نفر", "از"] or keys[4] != "نفر":
        return False
    part, whole = plain(keys[0]), plain(keys[3])
    return whole == TEN and part is not None and part < TEN


def few(c: Counter, n: NumberMention) -> Result:
    """«دو نفر از اعضای خانواده»: one or two in words is a manner of speaking."""
    many = n.value > FEW or n.scale > 1 or n.upper is not None
    if many or c.doc.tokens[n.first].kind != WORD or n.last in c.units:
        return None
    noun = c.nouns.get(n.last)
    things = noun is not None and noun.value in ("permit", "plan") and c.key(n.first - 1) not in POINTERS
    things = things or c.doc.keys(n.last + 1, n.last + 3) in (["به", "مبلغ"], ["به", "ارزش"], ["با", "اعتبار"])
    return None if things or is_list_item(c.doc.tokens, n.first, n.last) else Skip(n.first, n.last, "indefinite")


def percent(c: Counter, n: NumberMention) -> Result:
    """«۴٪»."""
    return Skip(n.first, n.last, "percent") if c.key(n.last) in ("٪", "%") else None


def page_counter(c: Counter, n: NumberMention) -> Result:
    """«تعداد بازدید: ۱۴۰۲ نفر», «۰ نفر»: counters of the page."""
    zero = n.value == 0 and n.upper is None
    return Skip(n.first, n.last, "counter") if zero or VISITS in c.doc.keys(n.first - 3, n.first) else None


def of_size(c: Counter, n: NumberMention) -> Result:
    """«شهرستان ۲۸۵ هزار نفری سبزوار», «گروه‌های ۳ تا ۸ نفره»: how large something is, unless jobs are so many."""
    sized = c.key(n.last) in SIZES and c.key(n.last + 1) != "که" and not c.doc.holds(JOB_WORDS, n.first - 4, n.first)
    return Skip(n.first, n.last, "size") if sized else None


def attendees(c: Counter, n: NumberMention) -> Result:
    """«آیین تجلیل از ۱۴ بانوی کارآفرین»: those who attend or are honoured."""
    attending = c.doc.holds(ATTENDING, n.first - 3, n.first) or c.doc.holds(HONOURED, n.last, n.last + HONOUR_REACH)
    return Skip(n.first, n.last, "attendees") if attending else None


UNCOUNTED: tuple[Callable[[Counter, NumberMention], Result], ...] = (
    in_period, iso_date, unreadable, ordinal, phone, clock, numbered, percent, ratio, page_counter, of_size,
    attendees, few,
)  # fmt: skip
