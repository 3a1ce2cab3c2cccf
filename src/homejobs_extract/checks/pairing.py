"""Which money goes with which count: the one nearest to it in its sentence, of the same stage, agency and place."""

from __future__ import annotations

from homejobs_extract.checks.facts import Facts, periods_meet, same_agency, same_place
from homejobs_extract.checks.wording import kind_of
from homejobs_extract.records import BaseFigure

LENT = frozenset(("paid", "referred", "allocated", None))
TAKEN = frozenset(("paid", "referred", "trained", "launched", "created", None))
COUNTED = ("plan", "person", "job")
REACH = 110
CLOSE = 40


def partner(facts: Facts, loan: BaseFigure) -> BaseFigure | None:
    """The plans or people (else the jobs) that a sum of money went to, or null.

    «۸۵۳ طرح … به مبلغ ۴۰۱۶۹۵ میلیون ریال … اشتغال ۲۲۴۰ نفر»: the 853.
    """
    near = [c for c in facts.near(loan) if kind_of(c) in COUNTED and _may_pair(facts, loan, c)]
    best = min(near, key=lambda c: (kind_of(c) == "job", gap(loan, c)), default=None)
    return best if best is None or _is_mutual(facts, loan, best) else None


def _may_pair(facts: Facts, loan: BaseFigure, count: BaseFigure) -> bool:
    tied = loan.modality == count.modality and same_place(loan, count) and same_agency(loan, count)
    dated = periods_meet(loan.period, count.period)
    return tied and dated and _stages_fit(loan, count) and _is_beside(facts, loan, count)


def _is_beside(facts: Facts, loan: BaseFigure, count: BaseFigure) -> bool:
    """In one sentence and not far; nearer still where no stage says that the money went to those counted."""
    reach = CLOSE if loan.stage is None and count.stage is None else REACH
    return facts.apart(loan, count) == 0 and gap(loan, count) <= reach


def _stages_fit(loan: BaseFigure, count: BaseFigure) -> bool:
    if kind_of(count) == "job":
        return count.stage in ("created", None) and loan.stage in LENT
    if loan.stage == "allocated":
        return count.stage in ("trained", None) and count.part_of is None
    known = {loan.stage, count.stage} - {None}
    return loan.stage in LENT and count.stage in TAKEN and len(known) < 2


def gap(one: BaseFigure, other: BaseFigure) -> int:
    """The characters between the nearest places of two figures."""
    return min(
        max(a.start, b.start) - min(a.end, b.end) for a in one.spans for b in other.spans
    )  # fmt: skip


def _is_mutual(facts: Facts, loan: BaseFigure, count: BaseFigure) -> bool:
    """No other sum of money is nearer to the count: «به ۶۱ طرح … ۴۹ میلیارد» owns the 61."""
    rivals = [f for f in facts.near(count) if kind_of(f) == "loan" and f is not loan and _may_pair(facts, f, count)]
    return all(gap(loan, count) <= gap(r, count) for r in rivals)
