"""The checks as statcheck shows them: the words of the text, the sum written out, difference, tolerance, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from homejobs_extract.page.numerals import common_unit, number
from homejobs_extract.page.views import kind_of, label
from homejobs_extract.page.words import Words
from homejobs_extract.records import BaseFigure, Check, Report

SIGNS = {"agrees": "✓", "agrees_approximately": "≈", "disagrees": "✗", "unknown": "?"}


class Term(NamedTuple):
    """One figure of a check: its value in the check's unit, its words, and its anchor in the text."""

    value: str
    printed: str
    label: str
    anchor: str


class Sum(NamedTuple):
    """One check as a row; ``total`` and ``result`` are empty where nothing was summed."""

    key: str
    status: str
    sign: str
    verdict: str
    severity: str
    type: str
    kind: str
    total: Term | None
    parts: tuple[Term, ...]
    result: str
    relation: str
    unit: str
    money: bool
    difference: str
    tolerance: str
    message: str

    @property
    def minor(self) -> bool:
        """Whether the check may stand folded away: it holds, or could not be made, and is no sum."""
        return self.key != "sum" and self.status in ("agrees", "unknown")


def sums(report: Report, words: Words, *, prefix: str = "") -> list[Sum]:
    """Every check, those that a fact-checker should look at first."""
    figures = {figure.id: figure for figure in report.figures}
    order = {"disagrees": 0, "agrees_approximately": 1, "agrees": 2, "unknown": 3}
    ordered = sorted(report.checks, key=lambda check: order[check.status])
    return [_sum(check, figures, words, prefix) for check in ordered]


def _sum(check: Check, figures: Mapping[str, BaseFigure], words: Words, prefix: str) -> Sum:
    parts = [figures[p] for p in check.parts if p in figures and p != check.total]
    total = figures.get(check.total or "")
    size, unit = _unit(check, total, parts)
    terms = tuple(_term(p, size, words, prefix) for p in parts)
    summed = check.type == "sum" and total is not None and check.parts_sum is not None
    return Sum(
        key=check.type,
        status=check.status,
        sign=SIGNS[check.status],
        verdict=words("status", check.status),
        severity=words("severity", check.severity) if check.severity else "",
        type=words("check", check.type),
        kind=words("kind", check.kind),
        total=_term(total, size, words, prefix) if total else None,
        parts=terms,
        result=_scaled(check.parts_sum or 0, size, words) if summed else "",
        relation="=" if check.difference == 0 else "≠",
        unit=words("unit", unit),
        money=check.kind == "loan",
        difference="" if check.difference is None else _scaled(check.difference, size, words),
        tolerance=tolerance(check, words),
        message="" if summed and check.status == "agrees" else _message(check, words),
    )


def _message(check: Check, words: Words) -> str:
    return check.message_fa if words.lang == "fa" else check.message_en


def _unit(check: Check, total: BaseFigure | None, parts: list[BaseFigure]) -> tuple[int, str]:
    values = [f.value for f in (*parts, total) if f is not None]
    return common_unit(check.kind, [*values, check.difference or 0, check.parts_sum or 0])


def _term(figure: BaseFigure, size: int, words: Words, prefix: str) -> Term:
    own = size if kind_of(figure) == "loan" else 1
    anchor = f"{prefix}m-{figure.id}"
    return Term(_scaled(figure.value, own, words), figure.spans[0].text, label(figure.id, words), anchor)


def _scaled(value: int, size: int, words: Words) -> str:
    whole, rest = divmod(value, size)
    return number(value if rest else whole, words.lang)


def tolerance(check: Check, words: Words) -> str:
    """How far the total may be off as it is printed or hedged: «± ۴٬۰۱۷ میلیون ریال»."""
    if check.tolerance is None:
        return words("ui", "no_tolerance" if check.type == "sum" else "none")
    if check.tolerance == 0:
        return words("ui", "exact")
    size, unit = (10**6, "million_rial") if check.kind == "loan" else (1, check.kind)
    return f"± {number(round(check.tolerance / size), words.lang)} {words('unit', unit)}"
