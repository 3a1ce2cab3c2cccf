"""A total against the sum of its stated parts: 1203+263+297+226+327+22+2 is 2340."""

from __future__ import annotations

from collections.abc import Sequence

from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.intervals import Interval, add, compare, interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.wording import UNKNOWN_EN, UNKNOWN_FA, digits_fa, en, fa, kind_of, quoted, unit_of
from homejobs_extract.records import BaseFigure, Check, Severity, Status

SEVERITIES: dict[Status, Severity | None] = {
    "agrees": None, "agrees_approximately": "note", "disagrees": "error", "unknown": None,
}  # fmt: skip


def sum_check(total: BaseFigure, parts: Sequence[BaseFigure]) -> Check:
    """The check of one breakdown of one total."""
    parts_sum = sum(p.value for p in parts)
    own, other = interval(total), add([interval(p) for p in parts])
    status = compare(total.value, own, parts_sum, other)
    persian, english = _fa(total, parts, parts_sum, status), _en(total, parts, parts_sum, status)
    found = Found("sum", status, SEVERITIES[status], persian, english)
    return make(found, total, tuple(parts), parts_sum, _tolerance(own, other))


def _tolerance(own: Interval, other: Interval) -> int | None:
    """How far total and sum may lie apart: half the width of both intervals together; none if one has no end."""
    if own.high is None or other.high is None:
        return None
    return (own.high - own.low + other.high - other.low) // 2


def _written(parts: Sequence[BaseFigure], unit: str) -> str:
    """The parts as a sum, in the largest scale that leaves no remainder."""
    one = 10 if unit == "toman" else 1
    scales = (10**9 * one, 10**6 * one, one) if kind_of(parts[0]) == "loan" else ()
    scale = next((s for s in scales if all(p.value % s == 0 for p in parts)), 1)
    return "+".join(f"{p.value // scale:,}" for p in parts)


def _fa(total: BaseFigure, parts: Sequence[BaseFigure], parts_sum: int, status: Status) -> str:
    unit = unit_of(total, *parts)
    written, added, gap = digits_fa(_written(parts, unit)), fa(parts_sum, unit), fa(abs(parts_sum - total.value), unit)
    if status == "agrees":
        return f"جمع اجزا ({written}) برابر {added} و همان جمع اعلام‌شده است."
    if status == "agrees_approximately":
        return (
            f"جمع اجزا ({written}) {added} است و با {quoted(total)} که متن آورده {gap} اختلاف دارد؛ "
            "این اختلاف در حد گردکردن یا تقریب متن است."
        )
    stated = f"اما متن جمع را {quoted(total)} اعلام کرده است؛ اختلاف {gap}."
    return f"جمع اجزا ({written}) {added} است، {stated} {UNKNOWN_FA}"


def _en(total: BaseFigure, parts: Sequence[BaseFigure], parts_sum: int, status: Status) -> str:
    unit = unit_of(total, *parts)
    written, added, stated = _written(parts, unit), en(parts_sum, unit), en(total.value, unit)
    gap = en(abs(parts_sum - total.value), unit)
    if status == "agrees":
        return f"The parts ({written}) add up to the stated {stated}."
    if status == "agrees_approximately":
        near = f"{gap} from the stated {stated}: within the text's rounding or hedge"
        return f"The parts ({written}) add up to {added}, {near}."
    apart = f"while the text states {stated}; the difference is {gap}"
    return f"The parts ({written}) add up to {added}, {apart}. {UNKNOWN_EN}"


def unfinished(facts: Facts) -> list[Check]:
    """Totals whose breakdown is not complete in the text («و بقیه …»): their sum could not be checked, and why."""
    by_total: dict[str, list[BaseFigure]] = {}
    summed = {c.total for c in facts.sums}
    for figure in facts.figures:
        if figure.part_of in facts.by_id and figure.id not in facts.summed and figure.part_of not in summed:
            by_total.setdefault(str(figure.part_of), []).append(figure)
    return [_unknown(facts.by_id[t], parts) for t, parts in by_total.items() if _is_list(facts.by_id[t], parts)]


def _is_list(total: BaseFigure, parts: list[BaseFigure]) -> bool:
    stages = {p.stage for p in parts}
    return len(parts) > 1 and len(stages) == 1 and total.stage in stages and sum(p.value for p in parts) < total.value


def _unknown(total: BaseFigure, parts: list[BaseFigure]) -> Check:
    kind, added = unit_of(total, *parts), sum(p.value for p in parts)
    left = total.value - added
    persian = (
        f"{digits_fa(str(len(parts)))} جزء نام‌برده ({fa(added, kind)}) همه {quoted(total)} نیست و متن درباره "
        f"{fa(left, kind)} باقی‌مانده چیزی نمی‌گوید؛ جمع سنجیده نشد."
    )
    english = (
        f"The {len(parts)} parts named ({en(added, kind)}) do not cover the stated {en(total.value, kind)}, "
        f"and the text gives no figure for the remaining {en(left, kind)}: the sum was not checked."
    )
    return make(Found("sum", "unknown", None, persian, english), total, tuple(parts), added)
