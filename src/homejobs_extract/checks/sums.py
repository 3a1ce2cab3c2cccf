"""A total against the sum of its stated parts: 1203+263+297+226+327+22+2 is 2340."""

from __future__ import annotations

from collections.abc import Iterable

from homejobs_extract.checks.intervals import add, compare, interval
from homejobs_extract.records import BaseFigure, Check

UNITS_FA = {"permit": "مجوز", "plan": "طرح", "loan": "ریال", "job": "شغل", "person": "نفر"}
UNITS_EN = {"permit": "permits", "plan": "plans", "loan": "rials", "job": "jobs", "person": "people"}


def sum_check(total: BaseFigure, parts: list[BaseFigure]) -> Check:
    """The check of one breakdown of one total."""
    parts_sum = sum(p.value for p in parts)
    own, other = interval(total), add([interval(p) for p in parts])
    status = compare(total.value, own, parts_sum, other)
    difference = parts_sum - total.value
    return Check(
        kind=total.kind,  # type: ignore[attr-defined]
        type="sum",
        status=status,
        severity={"agrees": None, "agrees_approximately": "note"}.get(status, "error"),
        total=total.id,
        parts=tuple(p.id for p in parts),
        parts_sum=parts_sum,
        difference=abs(difference),
        relative_difference=round(abs(difference) / total.value, 6) if total.value else None,
        tolerance=None if own.high is None else (own.high - own.low) // 2,
        message_fa=_fa(total, parts, parts_sum),
        message_en=_en(total, parts, parts_sum),
    )


def _fa(total: BaseFigure, parts: Iterable[BaseFigure], parts_sum: int) -> str:
    unit = UNITS_FA[total.kind]  # type: ignore[attr-defined]
    written = "+".join(f"{p.value:,}" for p in parts)
    if parts_sum == total.value:
        return f"جمع اجزا ({written}) برابر {total.value:,} {unit} و همان جمع اعلام‌شده است."
    return f"جمع اجزا ({written}) {parts_sum:,} {unit} است، اما متن {total.value:,} {unit} اعلام کرده است؛ اختلاف {abs(parts_sum - total.value):,} {unit}."


def _en(total: BaseFigure, parts: Iterable[BaseFigure], parts_sum: int) -> str:
    unit = UNITS_EN[total.kind]  # type: ignore[attr-defined]
    written = "+".join(f"{p.value:,}" for p in parts)
    if parts_sum == total.value:
        return f"The parts ({written}) add up to the stated {total.value:,} {unit}."
    return (
        f"The parts ({written}) add up to {parts_sum:,} {unit}, while the text states {total.value:,}; "
        f"the difference is {abs(parts_sum - total.value):,} {unit}."
    )
