"""A stated share, growth or multiple against the figures it relates: 100 of 123 billion is «۸۱.۳ درصد».

Which figures a percentage relates is read from its own words; where several pairs fit and one agrees, it agrees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from homejobs_extract.checks.facts import Facts, same_place, totals
from homejobs_extract.checks.intervals import interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.pointers import whole_of
from homejobs_extract.checks.shares import Share, shares
from homejobs_extract.checks.wording import UNKNOWN_EN, UNKNOWN_FA, both, decimal, digits_fa, kind_of, quoted, unit_of
from homejobs_extract.records import BaseFigure, Check

Pair = tuple[BaseFigure, BaseFigure]
RATES = re.compile(r"نرخ|کارمزد|سود|بهره|بیکاری|تخفیف|تورم|معوق|مشارکت|جمعیت|جانباز|وام\s*$|تسهیلات\s*$")
UP, DOWN = r"رشد|افزایش|بیشتر(?!\s+از)|افزون(?!\s+بر)", r"کاهش|افت|کمتر(?!\s+از)|نزول"
BEFORE, AFTER = r"(?:{})(?:\s+(?:حدود|نزدیک به))?\s*\|", r"\|\s*(?:درصد|٪|%)ی?\s+(?:نسبت به\s+(?:\S+\s+){{1,3}})?(?:{})"
GROWTH = re.compile(f"{BEFORE.format(UP)}|{AFTER.format(UP)}")
FALL = re.compile(f"{BEFORE.format(DOWN)}|{AFTER.format(DOWN)}")
EQUATED = re.compile(r"(?:معادل|یعنی|برابر با|به عبارتی|یعنی حدود|معادل حدود|\()\s*$")
OF_QUOTA = re.compile(r"^\s*(?:درصد|٪|%)ی?\s*(?:از\s+)?(?:این\s+|کل\s+)?(?:سهمیه|اعتبار|منابع|سهم)")
OF_TARGET = re.compile(r"^\s*(?:درصد|٪|%)ی?\s*(?:از\s+)?(?:این\s+)?(?:تعهد|هدف|برنامه)")
OF_IT = re.compile(r"^\s*(?:درصد|٪|%)\s*(?:از\s+)?(?:آن|این)\b")
LAST_YEAR = re.compile(r"سال گذشته|پارسال|مدت مشابه|سال قبل|سال پیش|دوره مشابه")
COMPARED = re.compile(r"نسبت به|در مقایسه با|در قیاس با|در برابر|از\s*$")
WHY = {
    False: ("دو رقمی که این نسبت از آنها برآید در متن یافت نشد", "no two figures that surely give it were found"),
    True: ("چند رقم می‌تواند منظور باشد", "several figures may be meant"),
}
NAMED_YEAR = re.compile(r"(?:نسبت به|در مقایسه با)\s+(?:مدت مشابه\s+)?(?:در\s+)?سال\s+(\d{4}|\d{2})(?!\d)")
REACH = 60
NEAREST = 16


def percents(facts: Facts) -> list[Check]:
    """Every stated percentage or multiple that relates figures, and those whose two figures cannot be told."""
    found = []
    for share in shares(facts):
        if RATES.search(facts.before(share.span, 22)) or RATES.search(facts.after(share.span, 9)):
            continue
        pairs = [pair for pair in _pairs(facts, share) if pair[0].value]
        check = (_check(facts, share, pairs) if pairs else None) or _unknown(facts, share, several=len(pairs) > 1)
        found.extend([check] if check else [])
    return found


def _pairs(facts: Facts, share: Share) -> Iterator[Pair]:
    """Whole and part, or old and new, that the share may relate."""
    before, after = facts.before(share.span, 20), facts.after(share.span, 45)
    if _is_growth(facts, share):
        yield from _grown(facts, share)
    elif OF_QUOTA.match(after):
        yield from _staged(facts, share, ("allocated", "approved"))
    elif OF_TARGET.match(after) or "تحقق" in before:
        yield from _staged(facts, share, ())
    elif EQUATED.search(before) or OF_IT.match(after):
        yield from _equated(facts, share)


def _beside(facts: Facts, share: Share) -> str:
    """The words around a share, a bar in its place: «رشد |درصدی»."""
    return f"{facts.before(share.span, 24)}|{facts.after(share.span, 50)}"


def _equated(facts: Facts, share: Share) -> Iterator[Pair]:
    """«از ۱۲۳ میلیارد …، ۱۰۰ میلیارد جذب شده که معادل ۸۱.۳ درصد است»: the figure before it, and its whole."""
    earlier = [(f, s) for f, s in facts.around(share.span.start) if s.end <= share.span.start and f.basis == "total"]
    if earlier and share.span.start - earlier[-1][1].end <= REACH:
        part = earlier[-1][0]
        whole = whole_of(facts, part)
        if whole is not None and whole is not part:
            yield whole, part


def _staged(facts: Facts, share: Share, stages: tuple[str, ...]) -> Iterator[Pair]:
    """«۹۷ درصد سهمیه»: paid money of allocated money; «تحقق ۱۱۲ درصدی تعهد»: an actual figure of a planned one."""
    near = _near(facts, share, 2)
    for whole in near:
        for part in near:
            is_whole = whole.stage in stages if stages else whole.modality == "planned"
            is_part = part.stage in ("paid", None) if stages else part.modality == "actual"
            if is_whole and is_part and _comparable(whole, part) and (stages == () or kind_of(whole) == "loan"):
                yield whole, part


def _near(facts: Facts, share: Share, reach: int) -> list[BaseFigure]:
    """The totals nearest to a share, in text order: what is far away in an endless sentence is not related by it."""
    at = share.span.start
    nearest = sorted(facts.around(at, reach), key=lambda pair: abs(pair[1].start - at))[:NEAREST]
    found = {f.id: f for f, s in sorted(nearest, key=lambda pair: pair[1].start)}
    return totals(tuple(found.values()))


def _comparable(one: BaseFigure, other: BaseFigure) -> bool:
    agencies = one.agency is None or other.agency is None or one.agency == other.agency
    return one is not other and kind_of(one) == kind_of(other) and agencies and same_place(one, other) and one.value > 0


def _grown(facts: Facts, share: Share) -> Iterator[Pair]:
    """«رشد ۷۰ درصدی», «دو برابر»: this year's figure and last year's, of one kind and stage."""
    reach = 4 if facts.zone(share.span.start) == "title" else 1
    near, year = _near(facts, share, reach), _base_year(facts, share)
    for old in near:
        if year is not None and facts.year(old) not in (year, None):
            continue
        for new in near:
            done = old.modality == new.modality == "actual"
            if done and _comparable(old, new) and _stages_fit(facts, share, old, new) and _is_before(facts, old, new):
                yield old, new


def _base_year(facts: Facts, share: Share) -> int | None:
    """The year that a growth is measured from, if its words name it: «نسبت به سال ۱۴۰۱»."""
    named = NAMED_YEAR.search(facts.before(share.span, 60) + "|" + facts.after(share.span, 60))
    return None if named is None else int(named[1]) + (1300 if len(named[1]) == 2 else 0)


def _stages_fit(facts: Facts, share: Share, old: BaseFigure, new: BaseFigure) -> bool:
    """One stage, or the only two figures of their kind beside the share: a growth compares like with like."""
    if old.stage == new.stage or None in (old.stage, new.stage):
        return True
    beside = [f for f in _near(facts, share, 0) if kind_of(f) == kind_of(old)]
    return len(beside) == 2 and old in beside and new in beside


def _is_before(facts: Facts, old: BaseFigure, new: BaseFigure) -> bool:
    """Whether one figure is of the year before the other's, by its period or by «مدت مشابه پارسال» before it."""
    if old.period and new.period and (old.period.end_jalali and new.period.end_jalali):
        first, last = int(old.period.end_jalali[:4]), int(new.period.end_jalali[:4])
        if first != last:
            return first < last
    told = bool(LAST_YEAR.search(facts.before(old.spans[0], 50) + facts.after(old.spans[0], 25)))
    return told and not LAST_YEAR.search(facts.before(new.spans[0], 30))


def _stated(share: Share, facts: Facts) -> tuple[Fraction, int]:
    """The multiple that a share is of its base, as value/base = sign·(percent/100) or the plain multiple."""
    words = _beside(facts, share)
    if not share.is_percent:
        return share.value, 0
    if GROWTH.search(words):
        return 1 + share.value / 100, 1
    return (1 - share.value / 100, -1) if FALL.search(words) else (share.value / 100, 0)


def _computed(base: BaseFigure, other: BaseFigure, sign: int, *, is_percent: bool) -> list[Fraction]:
    """The share that the two figures give, at the printed values and at the ends of their intervals."""
    ends = [Fraction(other.value, base.value)]
    own, its = interval(base), interval(other)
    if own.low > 0:
        ends += [Fraction(its.low, own.high or base.value), Fraction(its.high or other.value, own.low)]
    if not is_percent:
        return ends
    return [(sign * (e - 1) if sign else e) * 100 for e in ends]


def _verdict(share: Share, pair: Pair, sign: int) -> str:
    value, *ends = _computed(*pair, sign, is_percent=share.is_percent)
    verdict = share.verdict(value)
    if verdict == "disagrees" and ends and ends[0] <= share.high and share.low <= ends[1]:
        return "agrees_approximately"
    return verdict


def _check(facts: Facts, share: Share, pairs: list[Pair]) -> Check | None:
    """The verdict of the best pair; no verdict where several disagree and the words do not choose between them."""
    factor, sign = _stated(share, facts)
    order = ("agrees", "agrees_approximately", "disagrees")
    ranked = sorted(pairs, key=lambda p: order.index(_verdict(share, p, sign)))
    base, other = ranked[0]
    verdict = _verdict(share, (base, other), sign)
    if verdict == "disagrees" and (len(ranked) > 1 or not _is_sure(facts, share, base, other, sign)):
        return None
    value = _computed(base, other, sign, is_percent=share.is_percent)[0]
    expected = round(base.value * factor)
    severity = {"agrees": None, "agrees_approximately": "note"}.get(verdict, "warning")
    found = Found("percent", verdict, severity, *_messages(share, (base, other), value, verdict))  # type: ignore[arg-type]
    return make(found, other, (base,), expected, round(base.value * share.unit / (200 if share.is_percent else 2)))


def _unknown(facts: Facts, share: Share, *, several: bool) -> Check | None:
    """A share that says what it relates, beside a figure, but not by two figures that surely belong to it."""
    after = facts.after(share.span, 45)
    said = OF_QUOTA.match(after) or OF_TARGET.match(after) or OF_IT.match(after) or _is_growth(facts, share)
    near = _near(facts, share, 0)
    if not said or not near:
        return None
    figure = min(near, key=lambda f: min(abs(s.start - share.span.start) for s in f.spans))
    why_fa, why_en = WHY[several]
    persian = f"متن {share.written_fa} می‌گوید، اما {why_fa}؛ سنجیده نشد."
    english = f"The text says {share.written_en}, but {why_en}: not checked."
    return make(Found("percent", "unknown", None, persian, english), figure, (), None)


def _is_sure(facts: Facts, share: Share, base: BaseFigure, part: BaseFigure, sign: int) -> bool:
    """A headline's share accuses only two figures of one sentence; no share does where another whole would fit."""
    in_title = facts.zone(share.span.start) == "title"
    if in_title:
        told = facts.apart(base, part) == 0
    else:
        told = not _is_growth(facts, share) or _is_its_own(facts, share, base, part)
    return told and not _fits_elsewhere(facts, share, part, sign)


def _is_growth(facts: Facts, share: Share) -> bool:
    words = _beside(facts, share)
    return not share.is_percent or bool(GROWTH.search(words) or FALL.search(words))


def _is_its_own(facts: Facts, share: Share, base: BaseFigure, part: BaseFigure) -> bool:
    """Whether a growth's own sentence has what grew, or names the base («نسبت به ۵۰۰ مجوز پارسال»), or has neither."""
    here = [f for f, _ in facts.around(share.span.start) if kind_of(f) == kind_of(part)]
    return not here or part in here or (base in here and bool(COMPARED.search(facts.before(base.spans[0], 60))))


def _fits_elsewhere(facts: Facts, share: Share, part: BaseFigure, sign: int) -> bool:
    """Whether another whole nearby gives the share: then it is the whole that was read wrongly, not the share."""
    wholes = [f for f in _near(facts, share, 2) if _comparable(f, part)]
    return any(_verdict(share, (whole, part), sign) == "agrees" for whole in wholes)


def _messages(share: Share, pair: Pair, value: Fraction, verdict: str) -> tuple[str, str]:
    base, other = pair
    unit_fa, unit_en = (" درصد", "%") if share.is_percent else (" برابر", " times")
    computed, unit = decimal(value), unit_of(base, other)
    of, part = both(base, unit)[1], both(other, unit)[1]
    given = f"{digits_fa(computed)}{unit_fa}"
    persian = f"متن {share.written_fa} می‌گوید؛ از {quoted(base)} و {quoted(other)} {given} به دست می‌آید"
    english = f"The text says {share.written_en}; {of} and {part} give {computed}{unit_en}"
    if verdict == "disagrees":
        return persian + f". {UNKNOWN_FA}", english + f". {UNKNOWN_EN}"
    return persian + "، سازگار با متن.", english + ", which fits."


RULES = (percents,)
