"""A comparison as JSON and as CSV: one row a statement of a group, one row a finding."""

from __future__ import annotations

from homejobs_extract.comparison.records import Comparison, Statement
from homejobs_extract.exports.tables import csv_text

GROUP_COLUMNS = (
    "group", "status", "place_level", "place", "province", "start", "end", "kind", "stage", "agency", "modality",
    "value", "low", "high", "outlet", "published", "source", "reprints", "text", "quote",
)  # fmt: skip
FINDING_COLUMNS = (
    "type", "status", "severity", "difference", "value_1", "outlet_1", "published_1", "source_1", "quote_1",
    "value_2", "outlet_2", "published_2", "source_2", "quote_2", "message_fa", "message_en",
)  # fmt: skip


def to_json(comparison: Comparison) -> str:
    """The whole comparison as JSON; ``Comparison.model_validate_json`` reads it back."""
    return comparison.model_dump_json(indent=1)


def groups_csv(comparison: Comparison) -> str:
    """Every statement with the verdict of its group; money in rials."""
    numbered = enumerate(comparison.groups, 1)
    rows = (_group_row(n, group.status, s) for n, group in numbered for s in group.statements)
    return csv_text(GROUP_COLUMNS, rows)


def findings_csv(comparison: Comparison) -> str:
    """Every finding with the two statements that it sets against each other."""
    rows = []
    for found in comparison.findings:
        first, second = found.statements[0], found.statements[-1]
        told = [found.message_fa, found.message_en]
        head = [found.type, found.status, found.severity, found.difference]
        rows.append([*head, *_cells(first), *_cells(second), *told])
    return csv_text(FINDING_COLUMNS, rows)


def _group_row(number: int, status: str, statement: Statement) -> list[object]:
    place, period = statement.place, statement.period
    where = [place and place.level, place and place.name, place and place.province]
    when = [period and period.start_jalali, period and period.end_jalali]
    what = [statement.kind, statement.stage, statement.agency, statement.modality]
    how_much = [statement.value, statement.low, statement.high]
    told = [
        statement.outlet,
        statement.published,
        statement.source,
        statement.reprints,
        statement.text,
        statement.quote,
    ]
    return [number, status, *where, *when, *what, *how_much, *told]


def _cells(statement: Statement) -> list[object]:
    return [statement.value, statement.outlet, statement.published, statement.source, statement.quote]
