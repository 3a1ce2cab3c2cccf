"""Headline, lead and body that state one thing: «تخصیص ۲۵۶ میلیارد» above, «۲۶۵ میلیارد» below.

A headline may round («بیش از ۲ هزار» for 2340, «۴۲۰۰» for 4208), so its trailing zeros count as not printed.
"""

from __future__ import annotations

from homejobs_extract.checks.facts import Facts, likeness, periods_meet, same_place, totals
from homejobs_extract.checks.intervals import Interval, interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.wording import both, digits_fa, en, fa, kind_of, quoted, unit_of
from homejobs_extract.records import BaseFigure, Check

LONGEST_LEAD, LONGEST_BODY = 60, 1000
LINE = 300
ORDER = {"title": 0, "lead": 1, "body": 2}
ZONES_FA = {"title": "تیتر", "lead": "آغاز متن", "body": "متن"}
ZONES_EN = {"title": "the headline", "lead": "the opening", "body": "the body"}
ALIKE = 0.5
CLOSE = 2.5
SLIPS_FA = {
    "transposed": "دو رقم این دو عدد جابه‌جا است",
    "digit": "این دو عدد در یک رقم فرق دارند",
    "scale": "این دو عدد در شمار صفرها فرق دارند",
    "": "این دو عدد یکی نیست",
}
SLIPS_EN = {
    "transposed": "two digits are transposed",
    "digit": "one digit differs",
    "scale": "one is a power of ten times the other",
    "": "they differ",
}


def slip(one: int, other: int) -> str:
    """How two values differ: ``transposed`` digits, one ``digit``, a ``scale`` of ten, or an empty string.

    >>> slip(256, 265), slip(517, 577), slip(62, 62000), slip(310, 744)
    ('transposed', 'digit', 'scale', '')
    """
    a, b = str(one), str(other)
    if _significant(a) == _significant(b):
        return "scale"
    if len(a) != len(b):
        return ""
    at = [i for i in range(len(a)) if a[i] != b[i]]
    if len(at) == 2 and (a[at[0]], a[at[1]]) == (b[at[1]], b[at[0]]):
        return "transposed"
    long = min(len(_significant(a)), len(_significant(b))) > 2
    return "digit" if len(at) == 1 and long and at[0] > 0 else ""


def _significant(digits: str) -> str:
    return digits.rstrip("0")


def statements(facts: Facts) -> list[Check]:
    """Each figure of headline or lead against the body's figure of the same thing."""
    found = []
    for first in totals(facts.figures)[:LONGEST_LEAD]:
        zones = {facts.zone(s.start) for s in first.spans}
        if len({facts.sentence(s.start) for s in first.spans}) > 1:
            found.append(_twice(first))
        elif "body" not in zones:
            found.extend(_against(facts, first, zones.pop()))
    return found


def _twice(figure: BaseFigure) -> Check:
    count = len(figure.spans)
    persian = f"متن {quoted(figure)} را {digits_fa(str(count))} بار با همین مقدار آورده است."
    english = f"The text states {both(figure)[1]} {count} times, with one value."
    return make(Found("repeat", "agrees", None, persian, english), figure, (figure,), figure.value)


def _against(facts: Facts, first: BaseFigure, zone: str) -> list[Check]:
    rest = (f for f in totals(facts.figures)[:LONGEST_BODY] if f is not first and _is_later(facts, f, zone))
    later = [f for f in rest if _same_thing(first, f)]
    met = next((f for f in later if _is_close(first, f) and rounded(first).meets(interval(f))), None)
    if met is not None:
        return [_rounded_check(first, met, zone)]
    unlike = [f for f in later if _is_slip(facts, first, f, alone=len(later) == 1)]
    return [_differs(facts, first, unlike[0], zone)] if unlike else []


def _is_later(facts: Facts, figure: BaseFigure, zone: str) -> bool:
    return all(ORDER[facts.zone(s.start)] > ORDER[zone] for s in figure.spans)


def _same_thing(first: BaseFigure, other: BaseFigure) -> bool:
    """Whether nothing the report knows tells two figures apart."""
    stages = first.stage is None or other.stage is None or first.stage == other.stage
    agencies = first.agency is None or other.agency is None or first.agency == other.agency
    periods = periods_meet(first.period, other.period)
    kinds = kind_of(first) == kind_of(other) and first.modality == other.modality
    whole = first.part_of is None and other.part_of in (None, first.id)
    return kinds and whole and stages and agencies and periods and same_place(first, other)


def rounded(figure: BaseFigure) -> Interval:
    """What a headline's number may stand for: its trailing zeros may have been rounded, up or down."""
    own = interval(figure)
    if figure.bound == "at_least" or own.high is None:
        return own
    unit = max(figure.resolution, 10 ** (len(str(figure.value)) - len(str(figure.value).rstrip("0"))))
    unit = unit if len(str(figure.value // unit)) > 1 else figure.resolution
    return Interval(min(own.low, figure.value - unit // 2), max(own.high, figure.value + unit - 1))


def _is_slip(facts: Facts, first: BaseFigure, other: BaseFigure, *, alone: bool) -> bool:
    alike = likeness(_line(facts, first), _line(facts, other))
    if slip(first.value, other.value):
        return alike >= ALIKE / 2 and (alone or len(_significant(str(first.value))) > 2)
    return alone and facts.zone(first.spans[0].start) == "title" and _is_close(first, other) and alike >= ALIKE


def _is_close(one: BaseFigure, other: BaseFigure) -> bool:
    return max(one.value, other.value) <= CLOSE * min(one.value, other.value)


def _line(facts: Facts, figure: BaseFigure) -> str:
    return facts.before(figure.spans[0], LINE) + facts.after(figure.spans[0], LINE)


def _rounded_check(first: BaseFigure, other: BaseFigure, zone: str) -> Check:
    persian = f"{ZONES_FA[zone]} {quoted(first)} می‌گوید و متن {quoted(other)}؛ عدد نخست گردشده دومی است."
    unit = unit_of(first, other)
    one, two = both(first, unit)[1], both(other, unit)[1]
    english = f"{ZONES_EN[zone].capitalize()} says {one} and the body {two}: the first rounds the second."
    return make(Found("repeat", "agrees_approximately", "note", persian, english), first, (other,), other.value)


def _differs(facts: Facts, first: BaseFigure, other: BaseFigure, zone: str) -> Check:
    unit, gap, how = unit_of(first, other), abs(first.value - other.value), slip(first.value, other.value)
    where = facts.zone(other.spans[0].start)
    certain = how == "transposed" and likeness(_line(facts, first), _line(facts, other)) >= ALIKE
    persian = (
        f"{ZONES_FA[zone]} {quoted(first)} می‌گوید و {ZONES_FA[where]} {quoted(other)}؛ "
        f"{SLIPS_FA[how]} (اختلاف {fa(gap, unit)}). معلوم نیست کدام درست است."
    )
    one, two = both(first, unit)[1], both(other, unit)[1]
    english = (
        f"{ZONES_EN[zone].capitalize()} says {one} and {ZONES_EN[where]} {two}: {SLIPS_EN[how]} "
        f"(difference {en(gap, unit)}). Which is right is not known."
    )
    severity = "error" if certain else "warning"
    return make(Found("repeat", "disagrees", severity, persian, english), first, (other,), other.value)  # type: ignore[arg-type]


RULES = (statements,)
