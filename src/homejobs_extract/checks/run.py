"""All checks of one report: every rule of every module, in this order; a rule is a pure function of the facts."""

from __future__ import annotations

from collections.abc import Callable

from homejobs_extract.checks import per_unit, percent, period, ratio, repeat, subset, unit
from homejobs_extract.checks.breakdowns import breakdowns, completed, is_selection
from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.sums import unfinished
from homejobs_extract.records import Check, Report

RULES: tuple[Callable[[Facts], list[Check]], ...] = (
    unfinished, *subset.RULES, *repeat.RULES, *unit.RULES, *percent.RULES, *per_unit.RULES, *ratio.RULES, *period.RULES,
)  # fmt: skip


def run_checks(report: Report, text: str) -> tuple[Check, ...]:
    """The checks of a report beside the sums it holds already, further sums first; ``text`` is its article.

    >>> from homejobs_extract import extract
    >>> article = "از ۳۴۰ پرونده مشاغل خانگی معرفی‌شده به بانک، ۴۱۵ پرونده پرداخت شده است."
    >>> unchecked = extract(article).model_copy(update={"checks": ()})
    >>> [(c.type, c.status, c.severity) for c in run_checks(unchecked, article) if c.status == "disagrees"]
    [('subset', 'disagrees', 'error')]
    """
    return _further(Facts(report, text)) if report.figures else ()


def _further(facts: Facts) -> tuple[Check, ...]:
    sums = breakdowns(facts)
    facts.hold(sums)
    found = [check for rule in RULES for check in rule(facts)]
    return (*sums, *dict.fromkeys(_without_echo(found, facts.sums)))


def _without_echo(found: list[Check], sums: list[Check]) -> list[Check]:
    """One fault is told once: figures that one check sets against each other are not set so again."""
    seen: set[tuple[str | None, ...]] = {(c.total, *sorted(c.parts)) for c in sums if c.status == "disagrees"}
    kept = []
    for check in found:
        pair = (check.total, *sorted(check.parts))
        if check.status == "disagrees" and len(pair) > 1 and pair in seen:
            continue
        seen.update([pair] if check.status == "disagrees" else [])
        kept.append(check)
    return kept


def with_checks(report: Report, text: str) -> Report:
    """The report with its sums and all further checks; the same whether it had them already or not."""
    by_id = {f.id: f for f in report.figures}
    made = (c for c in report.checks if c.type == "sum" and c.status != "unknown")
    sums = tuple(c for c in made if not is_selection(c, by_id))
    facts = Facts(report.model_copy(update={"checks": sums}), text)
    if any(c.status == "disagrees" for c in sums):
        sums = tuple(completed(facts, c) for c in sums)
        facts = Facts(report.model_copy(update={"checks": sums}), text)
    return report.model_copy(update={"checks": (*sums, *_further(facts))})
