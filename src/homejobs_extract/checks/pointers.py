"""Which figure a text says another is part of, whatever their sizes: «از ۳۴۰ پرونده … ۴۱۵ پرونده», «که ۷۵۰ میلیارد آن».

The extraction ties a part only to a total that is large enough; a check must also see the part that is too large.
"""

from __future__ import annotations

import re

from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.wording import kind_of
from homejobs_extract.records import BaseFigure, Span

OUT_OF = re.compile(r"(?:^|[\s،؛:(«])از\s*(?:(?:مجموع|کل|حدود|تعداد|جمع|سهمیه|بین|میان)\s*)*$")
HEDGE = re.compile(r"(?:بیش|بیشتر|کمتر|بالاتر|فراتر|پس|بعد|غیر|قبل|پیش|حاکی|استفاده|خبر)\s*$")
NOT_A_WHOLE = re.compile(r"^\W*(?:(?:به|تا)\b|(?:\S+\s+){0,3}?(?:بیشتر|کمتر|بالاتر|فراتر|عبور|تجاوز|گذشت|فاصله)\b)")
FROM_THESE = re.compile(r"از\s+(?:(?:مجموع|کل|بین|میان)\s+)?(?:این|آن)\s+([^\W\d]+)")
MONEY = frozenset(("مبلغ", "اعتبار", "رقم", "تسهیلات", "سهمیه", "منابع", "میزان", "وام", "سهم", "بودجه"))
ANY = frozenset(("رقم", "میزان", "سهمیه", "سهم", "تسهیلات", "وام"))
PLACES = "شهرستان|استان|شهر|بخش|روستا|منطقه|حوزه|رشته|اداره|سازمان|نهاد|بانک|کشور"
OF_IT = re.compile(rf"^\s*(?:از\s+)?(?:آن|آنها|آن‌ها|آنان|این\s+(?!{PLACES})\S+)(?!\s*(?:ها)?\s*که)\b")
EXCEEDED = re.compile(r"\s*(?:\S+\s+){0,2}(?:بیشتر|فراتر|بالاتر|عبور|گذشت)")
FAR = 70
REACHED = re.compile(r"(?:به|تا|کمتر از|علاوه بر|جز|افزون بر)\s*$")


def whole_of(facts: Facts, part: BaseFigure) -> BaseFigure | None:
    """The figure of the same kind that the words make the whole of a part, or null."""
    if part.part_of in facts.by_id:
        return facts.by_id[part.part_of]
    span = part.spans[-1]
    if part.basis == "per_unit" or REACHED.search(facts.before(span, 12)):
        return None
    return _out_of(facts, part, span) or _from_these(facts, part, span) or _of_it(facts, part, span)


def _earlier(facts: Facts, part: BaseFigure, span: Span, sentences: int = 0) -> list[tuple[BaseFigure, Span]]:
    """Figures of the part's kind before it, the nearest first, of its sentence or so many before."""
    found = facts.around(span.start, sentences)
    kept = [(f, s) for f, s in found if s.end <= span.start and f is not part and f.basis == "total"]
    return [(f, s) for f, s in reversed(kept) if kind_of(f) == kind_of(part)]


def _out_of(facts: Facts, part: BaseFigure, span: Span) -> BaseFigure | None:
    """«از ۱۲۳ میلیارد تومان اعتبار …، ۱۰۰ میلیارد تومان جذب شده»: the first figure after a whole."""
    for whole, where in _earlier(facts, part, span)[:1]:
        before, after = facts.before(where), facts.after(where)
        opened = OUT_OF.search(before)
        if opened and not HEDGE.search(before[: opened.start() + 1]) and not NOT_A_WHOLE.search(after):
            return whole
    return None


def _from_these(facts: Facts, part: BaseFigure, span: Span) -> BaseFigure | None:
    """«… مجوز صادر شده که از این تعداد ۶۱۰ مجوز»; but «۴۶۳ نفر از این ۹۰۰ نفر» names its whole after the part."""
    pointed = list(FROM_THESE.finditer(facts.text, max(0, span.start - FAR), span.start))
    if not pointed or not _fits(pointed[-1][1], kind_of(part)) or EXCEEDED.match(facts.text, pointed[-1].end()):
        return None
    between = [s for _, s in facts.around(span.start, 1) if pointed[-1].start() < s.start < span.start]
    whole = next((f for f, s in _earlier(facts, part, span, 1) if s.end <= pointed[-1].start()), None)
    return None if between or whole is None or whole.modality != part.modality else whole


def is_listed(facts: Facts, whole: BaseFigure, part: BaseFigure) -> bool:
    """Whether a figure is one of several of its kind in its sentence: «۱۱۴۶ مستقل، ۳۳ حقیقی و ۵ حقوقی … از این مجوزها»
    may mean them all.
    """
    near = (f for f, s in facts.around(whole.spans[-1].start) if s.start < part.spans[-1].start)
    beside = [f for f in near if f not in (whole, part) and kind_of(f) == kind_of(whole)]
    return whole.part_of is not None or any(f.stage == whole.stage for f in beside)


def _fits(noun: str, kind: str) -> bool:
    """«از این مبلغ» points to money, «از این تعداد» to a count."""
    return noun in ANY or (noun in MONEY) == (kind == "loan")


def _of_it(facts: Facts, part: BaseFigure, span: Span) -> BaseFigure | None:
    """«۶۴۰ میلیارد ریال اختصاص یافته که ۷۵۰ میلیارد ریال آن»."""
    if not OF_IT.search(facts.after(span, 14)):
        return None
    return next((whole for whole, _ in _earlier(facts, part, span)), None)
