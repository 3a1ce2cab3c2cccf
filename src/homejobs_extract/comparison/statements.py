"""From reports to statements that may be compared: totals with a place, one for each thing a report states."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from homejobs_extract.checks.intervals import interval
from homejobs_extract.checks.wording import kind_of
from homejobs_extract.comparison.records import Statement
from homejobs_extract.records import BaseFigure, Period, Report


class Key(NamedTuple):
    """What a statement is about, but for its period."""

    kind: str
    stage: str | None
    agency: str | None
    level: str
    place: str | None
    province: str | None


def key_of(statement: Statement) -> Key:
    """What a statement is about."""
    place = statement.place
    where = (place.level, place.name, place.province) if place else ("", None, None)
    return Key(statement.kind, statement.stage, statement.agency, *where)


def days(period: Period | None) -> tuple[str | None, str | None]:
    """First and last day of a period as ISO dates."""
    return (period.start, period.end) if period else (None, None)


def days_apart(one: str | None, other: str | None) -> float:
    """Days between two ISO dates; without one, no number of days is near."""
    if one is None or other is None:
        return math.inf
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def statements(reports: Sequence[Report]) -> list[Statement]:
    """Every comparable statement of every report, in their order."""
    return [s for at, report in enumerate(reports) for s in _of_report(at, report)]


def _of_report(at: int, report: Report) -> list[Statement]:
    by_id = {f.id: f for f in report.figures}
    kept = [f for f in report.figures if _is_comparable(f, by_id)]
    return list(_one_each([_statement(at, report, f) for f in kept]))


def _is_comparable(figure: BaseFigure, by_id: Mapping[str, BaseFigure]) -> bool:
    """A total with a place; a part («۸۰۶ مجوز به بانوان») only if agency, place or stage tells it from its whole."""
    if figure.basis != "total" or figure.place is None or figure.upper is not None:
        return False
    whole = by_id.get(figure.part_of or "")
    return whole is None or _about(whole) != _about(figure)


def _about(figure: BaseFigure) -> tuple[object, ...]:
    return (kind_of(figure), figure.stage, figure.agency, figure.place)


def _statement(at: int, report: Report, figure: BaseFigure) -> Statement:
    low, high = interval(figure)
    return Statement(
        report=at,
        source=report.source,
        outlet=report.outlet,
        published=report.published,
        figure=figure.id,
        kind=kind_of(figure),
        stage=figure.stage,
        agency=figure.agency and figure.agency.id,
        modality=figure.modality,
        place=figure.place,
        period=figure.period,
        value=figure.value,
        low=low,
        high=high,
        text=figure.reported.text,
        quote=" ".join(figure.evidence.text.split()),
        start=figure.spans[0].start,
        end=figure.spans[0].end,
    )


def _one_each(found: list[Statement]) -> Iterable[Statement]:
    """A report's own statements of one thing: the most exact where one rounds the other, none where they differ."""
    by_key: dict[tuple[object, ...], list[Statement]] = {}
    for statement in found:
        by_key.setdefault((key_of(statement), days(statement.period), statement.modality), []).append(statement)
    for same in by_key.values():
        exact = min(same, key=lambda s: (s.high is None, (s.high or 0) - s.low))
        if all(meet(exact, other) for other in same):
            yield exact


def meet(one: Statement, other: Statement) -> bool:
    """Whether the intervals of two statements share a value."""
    below = one.high is None or other.low <= one.high
    return below and (other.high is None or one.low <= other.high)
