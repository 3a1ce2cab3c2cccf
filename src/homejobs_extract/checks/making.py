"""How a rule makes its check: the reported value beside the recomputed one, and a sentence in two languages."""

from __future__ import annotations

from typing import NamedTuple

from homejobs_extract.checks.wording import kind_of
from homejobs_extract.records import BaseFigure, Check, Severity, Status


class Found(NamedTuple):
    """What a rule found: verdict, severity and the two sentences."""

    type: str
    status: Status
    severity: Severity | None
    fa: str
    en: str


def make(
    found: Found, total: BaseFigure, parts: tuple[BaseFigure, ...], recomputed: int | None, tolerance: int | None = None
) -> Check:
    """The check of a reported figure against what its parts give; values in the figure's unit (rials for money)."""
    difference = None if recomputed is None else abs(recomputed - total.value)
    return Check(
        kind=kind_of(total),
        type=found.type,
        status=found.status,
        severity=found.severity,
        total=total.id,
        parts=tuple(p.id for p in parts),
        parts_sum=recomputed,
        difference=difference,
        relative_difference=round(difference / total.value, 6) if difference is not None and total.value else None,
        tolerance=tolerance,
        message_fa=found.fa,
        message_en=found.en,
    )
