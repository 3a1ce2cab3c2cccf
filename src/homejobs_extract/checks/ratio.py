"""Counts that stand in a known relation: one to three jobs a plan, some permits for every paid plan."""

from __future__ import annotations

import re
from fractions import Fraction

from homejobs_extract.checks.facts import Facts, same_frame, totals
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.pairing import gap
from homejobs_extract.checks.wording import both, decimal, digits_fa, kind_of, quoted
from homejobs_extract.records import BaseFigure, Check

JOBS_A_PLAN = (Fraction(1, 2), Fraction(8))
PERMITS_A_PLAN = (Fraction(1, 4), Fraction(100))
SUPPORT = re.compile("پشتیب")
MANY = 20
APART = 2


def jobs_for_plans(facts: Facts) -> list[Check]:
    """Jobs created for each plan paid or opened, against 0.5 to 8; support firms, which employ many, are left out."""
    plans = _plans(facts, ("paid", "launched"))
    return _against(facts, plans, ("job", ("created", None)), JOBS_A_PLAN)


def permits_for_plans(facts: Facts) -> list[Check]:
    """Permits issued for each plan paid in the same time and place, against 0.25 to 100."""
    return _against(facts, _plans(facts, ("paid",)), ("permit", ("issued",)), PERMITS_A_PLAN)


def _plans(facts: Facts, stages: tuple[str, ...]) -> list[BaseFigure]:
    """The plans of a stage that are a count of their own, enough of them for a ratio to mean something."""
    plans = [f for f in totals(facts.figures) if kind_of(f) == "plan" and f.stage in stages]
    return [f for f in plans if f.part_of is None and f.value >= MANY]


def _against(
    facts: Facts, plans: list[BaseFigure], wanted: tuple[str, tuple[str | None, ...]], usual: tuple[Fraction, Fraction]
) -> list[Check]:
    found = []
    for plan in plans:
        near = [f for f in facts.near(plan, APART) if kind_of(f) == wanted[0] and _may_stand(facts, f, plan)]
        near = [f for f in near if f.stage in wanted[1]]
        best = min(near, key=lambda f: (facts.apart(f, plan), gap(f, plan)), default=None)
        if best is not None and _is_mutual(facts, best, plan, plans):
            found.append(_check(best, plan, usual))
    return found


def _may_stand(facts: Facts, figure: BaseFigure, plan: BaseFigure) -> bool:
    support = SUPPORT.search(facts.folded(figure.evidence) + facts.folded(plan.evidence))
    return figure.part_of is None and same_frame(figure, plan) and not support


def _is_mutual(facts: Facts, figure: BaseFigure, plan: BaseFigure, plans: list[BaseFigure]) -> bool:
    """Whether no other plan is nearer to the figure."""
    known = {p.id for p in plans}
    rivals = [p for p in facts.near(figure, APART) if p.id in known]
    return min(rivals, key=lambda p: (facts.apart(figure, p), gap(figure, p)), default=plan) is plan


def _check(figure: BaseFigure, plan: BaseFigure, usual: tuple[Fraction, Fraction]) -> Check:
    ratio = Fraction(figure.value, plan.value)
    low, high = (f"{float(end):g}" for end in usual)
    persian = f"{quoted(figure)} برای {quoted(plan)}: برای هر طرح {digits_fa(_written(ratio))}"
    english = f"{both(figure)[1]} for {both(plan)[1]}: {_written(ratio)} for each plan"
    if usual[0] <= ratio <= usual[1]:
        agrees = Found("ratio", "agrees", None, persian + "، در محدوده معمول.", english + ", as usual.")
        return make(agrees, figure, (plan,), None)
    seen = f"{digits_fa(low)} تا {digits_fa(high)}"
    persian += f"، بیرون از محدوده‌ای که در گزارش‌ها دیده شده ({seen}). شاید رقمی افتاده یا افزوده شده باشد."
    english += f", outside what reports have shown ({low} to {high}). A digit lost or added?"
    return make(Found("ratio", "disagrees", "warning", persian, english), figure, (plan,), None)


def _written(ratio: Fraction) -> str:
    return decimal(ratio) if ratio >= Fraction(1, 10) else f"{float(ratio):.2g}"


RULES = (jobs_for_plans, permits_for_plans)
