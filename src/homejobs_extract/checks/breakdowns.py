"""Breakdowns that only their words close: unlike outcomes of one count, and a numbered remainder after a list.

The extraction sums lists of one stage. «از ۵۱۷ پرونده ۲۸۹ پرداخت شده، ۱۰۴ در مرحله تکمیل و ۶۲ مردود است» has several
stages; «بانک رفاه با ۴۱۰ میلیارد بیشترین … و سایر بانک‌ها ۲۵۵ میلیارد» names the first few, then all others together.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from homejobs_extract.checks.facts import Facts, totals
from homejobs_extract.checks.sums import sum_check
from homejobs_extract.checks.wording import kind_of
from homejobs_extract.records import BaseFigure, Check

OUTCOME = re.compile(
    r"مردود|رد\s+شد|رد\s+صلاحیت|بلاتکلیف|نوبت|صف\b|انتظار|منتظر|تکمیل|نقص|ناقص|بررسی|انصراف|منصرف|عودت|برگشت|برگردان|"
    r"معطل|لغو|باطل|ابطال|متوقف|راکد|بایگانی|مسدود|منقضی|باقی|مانده|جریان"
)
LEFT = r"باقی[\s\u200c]*مانده|مانده|مابقی|بقیه|الباقی"
REST = re.compile(rf"(?<!\w)(?:سایر|{LEFT})(?!\w)")
REST_OF_ONE = re.compile(rf"(?<!\w)(?:{LEFT})(?!\w)")
RIGHT_AFTER = rf"^\s*(?:(?:در|به|برای|از|را)\s+)?(?:سایر|{LEFT})(?!\w)"
JOINT = re.compile(r"[،؛,:(]|(?<!\S)و(?!\S)")
SPREAD, MANY, LEAST_COVERED = 0.2, 3, 0.9


def breakdowns(facts: Facts) -> list[Check]:
    """The sums of breakdowns that the report does not hold yet, in text order of their totals."""
    found: dict[tuple[str | None, tuple[str, ...]], Check] = {}
    for whole, parts in _linked(facts):
        for check in (_outcomes(facts, whole, parts), _with_rest(facts, whole, parts)):
            if check is not None:
                found.setdefault((check.total, check.parts), check)
    return list(found.values())


def _linked(facts: Facts) -> Iterator[tuple[BaseFigure, list[BaseFigure]]]:
    """Totals with the parts that the extraction ties to them and no sum holds yet."""
    by_whole: dict[str, list[BaseFigure]] = {}
    for part in totals(facts.figures):
        whole = facts.by_id.get(part.part_of or "")
        if whole is not None and kind_of(whole) == kind_of(part) and part.id not in facts.summed:
            by_whole.setdefault(whole.id, []).append(part)
    for name, parts in by_whole.items():
        whole = facts.by_id[name]
        if whole.basis == "total" and whole.upper is None and whole.value:
            yield whole, parts


def _outcomes(facts: Facts, whole: BaseFigure, parts: Sequence[BaseFigure]) -> Check | None:
    """«۲۸۹ فقره پرداخت شده، ۱۰۴ فقره در مرحله تکمیل مدارک و ۶۲ فقره مردود»: what became of each, none twice."""
    last = facts.sentence(parts[-1].spans[0].start)
    listed = [p for p in parts if facts.sentence(p.spans[0].start) == last]
    others = [p for p in listed if p.stage in (None, whole.stage) and OUTCOME.search(_own_words(facts, p))]
    done = [p for p in listed if p not in others]
    if len(done) != 1 or done[0].stage is None or not others:
        return None
    check, covered = sum_check(whole, listed), sum(p.value for p in listed) / whole.value
    if covered >= 1:
        return check
    if len(listed) < MANY or covered < LEAST_COVERED or REST.search(facts.sentence_text(last)[1]):
        return None
    return check.model_copy(update={"severity": "warning"}) if check.status == "disagrees" else check


def _own_words(facts: Facts, figure: BaseFigure) -> str:
    """The words from a figure to the next one of its sentence."""
    span = figure.spans[0]
    number = facts.sentence(span.start)
    start, text = facts.sentence_text(number)
    following = [s.start for _, s in facts.around(span.start) if s.start >= span.end]
    return facts.text[span.end : min([start + len(text), *following])]


def _with_rest(facts: Facts, whole: BaseFigure, parts: Sequence[BaseFigure]) -> Check | None:
    """A list that a numbered remainder completes, or a part and what is left of its whole."""
    for rest in _rests(facts, whole, parts):
        listed = _listed(facts, rest, parts)
        check = sum_check(whole, [*listed, rest]) if listed else None
        if check is not None and check.difference is not None and check.difference <= SPREAD * whole.value:
            depends = check.status == "disagrees" and len(listed) == 1
            return check.model_copy(update={"severity": "warning"}) if depends else check
    return None


def _listed(facts: Facts, rest: BaseFigure, parts: Sequence[BaseFigure]) -> list[BaseFigure]:
    """The parts before a remainder in its sentence; one alone only beside what is left («باقی‌مانده»), still to come."""
    at = rest.spans[0].start
    before = [p for p in parts if p is not rest and p.spans[0].start < at]
    before = [p for p in before if facts.sentence(p.spans[0].start) == facts.sentence(at)]
    if len(before) == 1:
        return before if _is_left(facts, rest) else []
    return [p for p in before if (p.stage, p.modality) == (rest.stage, rest.modality)]


def _rests(facts: Facts, whole: BaseFigure, parts: Sequence[BaseFigure]) -> Iterator[BaseFigure]:
    """Figures of the whole's kind in the sentences of its parts that «سایر» or «باقی‌مانده» announces."""
    seen = {whole.id}
    allowed = {None, whole.id, *(p.id for p in parts)}
    for part in parts:
        for figure, _ in facts.around(part.spans[0].start):
            fits = kind_of(figure) == kind_of(whole) and figure.basis == "total" and figure.part_of in allowed
            if figure.id not in seen and fits and figure.id not in facts.summed and _is_rest(facts, figure):
                yield figure
            seen.add(figure.id)


def _is_rest(facts: Facts, figure: BaseFigure) -> bool:
    return bool(REST.search(_lead(facts, figure)) or re.search(RIGHT_AFTER, _own_words(facts, figure)))


def _is_left(facts: Facts, figure: BaseFigure) -> bool:
    """Whether the words speak of what is left of one whole, not of other banks or counties."""
    return bool(REST_OF_ONE.search(_lead(facts, figure)) or REST_OF_ONE.match(_own_words(facts, figure).lstrip()))


def _lead(facts: Facts, figure: BaseFigure) -> str:
    """The words before a figure since the last joint or figure: «سایر بانک‌ها نیز روی هم در حدود»."""
    return JOINT.split(facts.lead(figure))[-1]


def completed(facts: Facts, check: Check) -> Check:
    """The sum with what stands inside its list and fills its gap to the last unit, else as it is.

    «۶۶ مورد …، ۵۲ نفر از آنان …، ۲۴۲ نفر … و ۱۰۰ مورد» of 460: 408 without the 52, whose words tie it to the 66.
    """
    whole = facts.by_id.get(check.total or "")
    parts = [facts.by_id[p] for p in check.parts if p in facts.by_id]
    if check.status != "disagrees" or whole is None or not parts:
        return check
    inside = _inside(facts, whole, parts)
    gap = whole.value - sum(p.value for p in parts)
    filling = [f for f in inside if f.value == gap][:1] or inside
    if not filling or sum(f.value for f in filling) != gap:
        return check
    return sum_check(whole, sorted([*parts, *filling], key=lambda f: f.spans[0].start))


def _inside(facts: Facts, whole: BaseFigure, parts: Sequence[BaseFigure]) -> list[BaseFigure]:
    """The totals of the parts' kind between the first part and the last that no sum holds."""
    starts = [p.spans[0].start for p in parts]
    known = {whole.id, *(p.id for p in parts)}
    return [
        f for f in totals(facts.begun_between(min(starts), max(starts)))
        if kind_of(f) == kind_of(whole) and f.id not in known and f.id not in facts.summed
        and f.modality == parts[0].modality
    ]  # fmt: skip


def is_selection(check: Check, by_id: Mapping[str, BaseFigure]) -> bool:
    """Whether a sum that falls short may lack a county or agency: the gap is larger than the least of those named.

    «از ۲۸۷۰ مجوز بندرعباس ۹۴۰، میناب ۶۱۵، قشم ۴۰۲ و رودان ۳۸۰» does not say that these four are all.
    """
    parts, whole = [by_id[p] for p in check.parts if p in by_id], by_id.get(check.total or "")
    if check.status != "disagrees" or whole is None or not parts or (check.parts_sum or 0) >= whole.value:
        return False
    gap = whole.value - (check.parts_sum or 0)
    return gap > min(p.value for p in parts) and (
        _are_named(parts, whole, "place") or _are_named(parts, whole, "agency")
    )


def _are_named(parts: Collection[BaseFigure], whole: BaseFigure, field: str) -> bool:
    """Whether each part has a place (or agency) of its own, not that of the whole."""
    names = [getattr(p, field) for p in parts]
    keys = {n.model_dump_json() for n in names if n is not None and n != getattr(whole, field)}
    return len(keys) == len(parts)
