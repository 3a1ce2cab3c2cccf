"""So much for each, times how many, against the stated total: 163 people at 20 million tomans are 3.26 billion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from homejobs_extract.checks.facts import Facts, same_place
from homejobs_extract.checks.intervals import Interval, interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.repeat import slip
from homejobs_extract.checks.wording import UNKNOWN_EN, UNKNOWN_FA, both, en, fa, kind_of, quoted, unit_of
from homejobs_extract.records import BaseFigure, Check, Status

CEILING = re.compile(r"سقف|حداکثر|حداقل|دست‌کم|دستکم")
UP_TO = re.compile(r"(?:^|\s)تا\s*$")
AVERAGE = re.compile(r"میانگین|متوسط|سرانه|معدل")
SUMMED_UP = re.compile(r"(?:در\s+)?مجموع|جمعا|جمعاً|روی\s?هم|در\s+کل\b")
COUNTED = {"loan": ("person", "plan", "job", "permit"), "job": ("plan", "person"), "person": ("plan",)}
SPENT_ON_TRAINING = {"trained", "allocated"}
SENTENCES = 1


class Triple(NamedTuple):
    """An amount for each, a count, and the total that they should give."""

    each: BaseFigure
    counted: BaseFigure
    total: BaseFigure


def products(facts: Facts) -> list[Check]:
    """Every amount for each person or plan whose count and total the text gives beside it."""
    found = []
    for each in facts.figures:
        if _is_for_each(facts, each):
            triples = list(_triples(facts, each))
            found.extend([_best(facts, triples)] if triples else [])
    return [check for check in found if check is not None]


def _is_for_each(facts: Facts, figure: BaseFigure) -> bool:
    if figure.basis != "per_unit" or figure.upper is not None or _is_ceiling(facts, figure):
        return False
    return not SUMMED_UP.search(facts.lead(figure, kind_of(figure)))


def _is_ceiling(facts: Facts, each: BaseFigure) -> bool:
    before = facts.before(each.spans[0], 120)
    return each.bound in ("at_most", "at_least") or bool(CEILING.search(before) or UP_TO.search(before))


def _triples(facts: Facts, each: BaseFigure) -> Iterator[Triple]:
    """Counts and totals of the sentence, else of the sentence next to it, that lie beside each other."""
    near = [f for f in [*facts.near(each, SENTENCES), *_summed_up(facts, each)] if same_place(f, each)]
    for total in (f for f in near if _is_total(f, each) and not _is_average(facts, f)):
        for count in (f for f in near if kind_of(f) in COUNTED.get(kind_of(each), ()) and f is not total):
            beside = facts.apart(total, count) <= SENTENCES and total.modality == count.modality
            if beside and total.value >= each.value:
                yield Triple(each, count, total)


def _summed_up(facts: Facts, each: BaseFigure) -> list[BaseFigure]:
    """«هر کدام ۱۰۰ میلیون و در مجموع ۴ میلیارد»: the words make it a total, though «هر کدام» stands before it too."""
    beside = [f for f, _ in facts.around(each.spans[0].start) if f is not each and f.basis == "per_unit"]
    return [f for f in beside if kind_of(f) == kind_of(each) and SUMMED_UP.search(facts.lead(f, kind_of(f)))]


def _is_total(figure: BaseFigure, each: BaseFigure) -> bool:
    if kind_of(each) == "loan":
        return kind_of(figure) == "loan"
    return kind_of(figure) in ("job", "person")


def _is_average(facts: Facts, figure: BaseFigure) -> bool:
    """«میانگین درآمد این ۵۰۰ نفر ۷۶ میلیون تومان»: an average is no total, whatever it is counted as."""
    return bool(AVERAGE.search(facts.lead(figure, kind_of(figure))))


def _verdict(facts: Facts, triple: Triple) -> Status:
    each, counted, total = triple
    product = each.value * counted.value
    if product == total.value or _is_quotient(each, counted, total):
        return "agrees"
    own, units, counts = interval(total), _each(facts, each), interval(counted)
    high = None if counts.high is None or units.high is None else counts.high * units.high
    return "agrees_approximately" if own.meets(Interval(counts.low * units.low, high)) else "disagrees"


def _is_quotient(each: BaseFigure, counted: BaseFigure, total: BaseFigure) -> bool:
    """Whether total by count, rounded as printed, is the amount for each: 968 billion for 248,911 is 3.9 million."""
    unit = _printed_unit(each.value)
    return (
        counted.value > 0 and round(total.value / counted.value / unit) * unit == each.value and unit * 20 <= each.value
    )


def _printed_unit(value: int) -> int:
    return int(10 ** (len(str(value)) - len(str(value).rstrip("0"))))


def _each(facts: Facts, each: BaseFigure) -> Interval:
    """An amount for each is mostly a rounded quotient: trailing zeros count as not printed, an average has 1 %."""
    zeros = _printed_unit(each.value)
    half = zeros // 2 if zeros * 20 <= each.value else 0
    half = max(half, each.value // 100) if AVERAGE.search(facts.before(each.spans[0], 40)) else half
    own = interval(each)
    return Interval(min(own.low, each.value - half), max(own.high or 0, each.value + half))


def _best(facts: Facts, triples: list[Triple]) -> Check | None:
    """The triple that agrees best; one that does not agree outright only if its numbers surely belong together."""
    order = ("agrees", "agrees_approximately", "disagrees")
    ranked = sorted(triples, key=lambda t: order.index(_verdict(facts, t)))
    best, verdict = ranked[0], _verdict(facts, ranked[0])
    if verdict == "disagrees":
        best = min(triples, key=lambda t: (_distance(facts, t), abs(t.each.value * t.counted.value - t.total.value)))
    if verdict != "agrees" and not _is_sure(facts, best):
        return None
    return _check(facts, best, verdict)


def _distance(facts: Facts, triple: Triple) -> int:
    return facts.apart(triple.each, triple.counted) + facts.apart(triple.each, triple.total)


def _is_sure(facts: Facts, triple: Triple) -> bool:
    """All three in one sentence, or count and total together and the average in the next; no file of another stage."""
    each, count, total = triple
    if facts.apart(count, total) > 0 or count.part_of is not None or total.part_of is not None:
        return False
    if len(_amounts_beside(facts, each)) > 1:
        return False
    stages = {count.stage, total.stage} - {None}
    averaged = bool(AVERAGE.search(facts.before(each.spans[0], 40)))
    return (len(stages) <= 1 or stages == SPENT_ON_TRAINING) and (_distance(facts, triple) == 0 or averaged)


def _amounts_beside(facts: Facts, each: BaseFigure) -> list[BaseFigure]:
    """«۱۰، ۲۰ یا ۵۰ میلیون تومان»: several amounts for each in one sentence are those of several groups."""
    beside = facts.around(each.spans[0].start)
    summed_up = _summed_up(facts, each)
    return [f for f, _ in beside if f.basis == "per_unit" and kind_of(f) == kind_of(each) and f not in summed_up]


def _check(facts: Facts, triple: Triple, verdict: Status) -> Check:
    each, count, total = triple
    product, kind = each.value * count.value, unit_of(total, each)
    gap = abs(product - total.value)
    persian = f"{quoted(count)} ضرب در {quoted(each)} می‌شود {fa(product, kind)}"
    english = (
        f"{both(count)[1]} times {both(each, kind if kind_of(each) == 'loan' else None)[1]} is {en(product, kind)}"
    )
    if verdict == "disagrees":
        persian += f"، اما متن مجموع را {quoted(total)} آورده است؛ اختلاف {fa(gap, kind)}. {UNKNOWN_FA}"
        english += f", while the text states {both(total, kind)[1]}; the difference is {en(gap, kind)}. {UNKNOWN_EN}"
    else:
        persian += f"، سازگار با {quoted(total)}."
        english += f", which fits the stated {both(total, kind)[1]}."
    same = facts.apart(each, total) == 0 or slip(product, total.value) == "scale"
    severity = None if verdict == "agrees" else "note" if verdict != "disagrees" else "error" if same else "warning"
    found = Found("per_unit", verdict, severity, persian, english)  # type: ignore[arg-type]
    high = interval(total).high
    return make(found, total, (each, count), product, None if high is None else high - total.value)


RULES = (products,)
