"""Which figure of a report answers which figure of the gold.

A figure is *found* when kind and value agree, *right* when stage, modality, basis, agency and place agree as well, and
*grounded* when one of its spans overlaps a place where the gold's anchor stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from homejobs_extract.evaluation.gold import GoldArticle, GoldFigure
from homejobs_extract.normalize import key
from homejobs_extract.records import BaseFigure, Report

ATTRIBUTES = ("stage", "modality", "basis", "bound", "upper", "agency", "place", "period", "part_of")
RIGHT = ("stage", "modality", "basis", "agency", "place")
OPTIONAL_LAST = 0.5

Attributes = dict[str, Any]


class Pair(NamedTuple):
    """A gold figure and the figure that answers it; null on either side for what was missed or made up."""

    gold: GoldFigure | None
    figure: BaseFigure | None
    want: Attributes
    got: Attributes

    @property
    def wrong(self) -> list[str]:
        """The attributes that differ."""
        return [name for name in ATTRIBUTES if self.want.get(name) != self.got.get(name)]

    @property
    def is_right(self) -> bool:
        """Whether everything agrees that makes a figure right."""
        return not set(self.wrong) & set(RIGHT)


def gold_attributes(article: GoldArticle, figure: GoldFigure) -> Attributes:
    """A gold figure's attributes as they are compared: names by their letters, totals by their values."""
    place, period = figure.place, figure.period
    return {
        "stage": figure.stage,
        "modality": figure.modality,
        "basis": figure.basis,
        "bound": figure.bound,
        "upper": figure.upper,
        "agency": figure.agency,
        "place": (place.level, key(place.name or "")) if place else None,
        "period": (period.start, period.end) if period else None,
        "part_of": None if figure.part_of is None else article.figures[figure.part_of].value,
    }


def report_attributes(report: Report, figure: BaseFigure) -> Attributes:
    """The same of a report's figure."""
    place, period = figure.place, figure.period
    values = {f.id: f.value for f in report.figures}
    return {
        "stage": figure.stage,
        "modality": figure.modality,
        "basis": figure.basis,
        "bound": figure.bound,
        "upper": figure.upper,
        "agency": figure.agency and figure.agency.id,
        "place": (place.level, key(place.name or "")) if place else None,
        "period": (period.start_jalali, period.end_jalali) if period else None,
        "part_of": values.get(figure.part_of or ""),
    }


def match(article: GoldArticle, report: Report) -> list[Pair]:
    """Every figure of both sides once: those of one kind and value in pairs, the most alike first."""
    wanted = [(f, gold_attributes(article, f)) for f in article.figures]
    given = [(f, report_attributes(report, f)) for f in report.figures]
    taken: dict[int, int] = {}
    for _, g, f in sorted(_candidates(wanted, given), key=lambda c: -c[0]):
        if g not in taken and f not in taken.values():
            taken[g] = f
    pairs = [Pair(wanted[g][0], given[f][0], wanted[g][1], given[f][1]) for g, f in taken.items()]
    pairs += [Pair(figure, None, want, {}) for g, (figure, want) in enumerate(wanted) if g not in taken]
    pairs += [Pair(None, figure, {}, got) for f, (figure, got) in enumerate(given) if f not in taken.values()]
    return pairs


def _candidates(
    wanted: list[tuple[GoldFigure, Attributes]], given: list[tuple[Any, Attributes]]
) -> Iterator[tuple[float, int, int]]:
    """Pairs of one kind and value with how much they have in common; an optional figure gives way to another."""
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for f, (figure, _) in enumerate(given):
        alike[figure.kind, figure.value].append(f)
    for g, (gold, want) in enumerate(wanted):
        for f in alike[gold.kind, gold.value]:
            common = sum(want[name] == given[f][1][name] for name in ATTRIBUTES)
            yield common - (OPTIONAL_LAST if gold.optional else 0), g, f


def is_grounded(text: str, gold: GoldFigure, figure: BaseFigure) -> bool:
    """Whether one of a figure's spans overlaps a place where the anchor stands."""
    at = text.find(gold.anchor)
    while at >= 0:
        if any(s.start < at + len(gold.anchor) and at < s.end for s in figure.spans):
            return True
        at = text.find(gold.anchor, at + 1)
    return False
