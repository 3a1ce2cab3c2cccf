"""``extract_arrow``: a table of articles in, a table of what they state out, for every engine that speaks Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from homejobs_extract.archive.batches import text_is_stopped
from homejobs_extract.archive.dates import read_date
from homejobs_extract.archive.fields import with_title
from homejobs_extract.archive.limits import TooSlowError, time_limit
from homejobs_extract.archive.schema import INPUT, RESULT, Row, fitting
from homejobs_extract.pipeline import extract
from homejobs_extract.records import BaseFigure, Check, Report, Skipped

Watch = Callable[[int], None]


def extract_arrow(
    table: pa.Table, *, gate: bool = True, seconds: float | None = None, watch: Watch | None = None
) -> pa.Table:
    """What the articles of a table state: one row an article, with lists of figures, checks and skipped numbers.

    The table needs a column ``text``, else ``ValueError``; ``id``, ``title``, ``published``, ``url`` and ``outlet`` are
    used if present, other columns are not. Articles that do not name home-based businesses are left out, unless
    ``gate`` is false. One that fails, or takes more than so many seconds, has its reason in ``error``. Columns:
    ``schema.RESULT``.

    >>> made = extract_arrow(pa.table({"text": ["در سال ۱۴۰۲، ۲۲۶ مجوز مشاغل خانگی صادر شد.", "هوا ابری است."]}))
    >>> [(f["kind"], f["value"], f["year"]) for row in made.to_pylist() for f in row["figures"]]
    [('permit', 226, 1402)]
    """
    if "text" not in table.column_names:
        raise ValueError(f"the table has no column text, only {', '.join(table.column_names) or 'none'}")
    rows = (_as_input(row, number) for number, row in enumerate(table.to_pylist()))
    wanted = (row for row in rows if not gate or not text_is_stopped(row["text"]))
    return pa.Table.from_pylist([result_row(row, seconds, watch) for row in wanted], schema=RESULT)


def extract_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """``extract_arrow`` over record batches, as Spark's ``mapInArrow`` calls it."""
    for batch in batches:
        yield from extract_arrow(pa.Table.from_batches([batch])).to_batches()


def _as_input(row: Row, number: int) -> Row:
    """A row with the columns of ``schema.INPUT``; its key is its id, else its number within the table."""
    known = {name: row.get(name) for name in INPUT.names}
    text, title = known["text"] or "", known["title"]
    key = known["article"] or known["id"]
    given = {"text": text, "article": str(number if key is None else key)}
    if known["input"] is None:
        given["text"] = with_title(text, title)
        given["position"] = number
    return {**known, **given, "id": None if known["id"] is None else str(known["id"])}


def result_row(row: Row, seconds: float | None, watch: Watch | None) -> Row:
    """One article read: its report as a row, or the reason why there is none."""
    if watch is not None:
        watch(row["position"])
    try:
        with time_limit(seconds):
            published = _published(row["published"])
            report = extract(row["text"], published=published, source=row["id"] or row["article"])
            return {**row, **_report_columns(report, row), "error": None, "detail": None}
    except TooSlowError:
        return {**row, "error": "timeout", "detail": f"took more than {seconds:g} seconds"}
    except Exception as error:
        return {**row, "error": "error", "detail": f"{type(error).__name__}: {error}"}


def _published(value: Any) -> str | None:
    try:
        return read_date(value)
    except ValueError:
        return None


def _report_columns(report: Report, row: Row) -> Row:
    return {
        "published": report.published,
        "outlet": row["outlet"] or report.outlet,
        "agencies": [agency.id for agency in report.agencies],
        "speakers": [speaker.name for speaker in report.speakers],
        "characters": len(row["text"]),
        "figure_count": len(report.figures),
        "finding_count": len(report.findings),
        "data_version": report.data_version,
        "figures": [_figure(f, r) for f, r in zip(report.figures, report.to_records(), strict=True)],
        "checks": [_check(check) for check in report.checks],
        "skipped": [_skipped(number) for number in report.skipped],
    }


def _figure(figure: BaseFigure, record: Row) -> Row:
    return {
        **record,
        "value": fitting(figure.value),
        "upper": fitting(figure.upper),
        "year": _year(figure),
        "number": figure.reported.number,
        "unit": figure.reported.unit,
    }


def _year(figure: BaseFigure) -> int | None:
    """The Jalali year in which the figure's period ends, or begins when it has no end."""
    period = figure.period
    day = period and (period.end_jalali or period.start_jalali)
    return int(day[:4]) if day else None


def _check(check: Check) -> Row:
    return {
        **check.model_dump(include={"kind", "type", "status", "severity", "total", "message_fa", "message_en"}),
        "parts": list(check.parts),
        "parts_sum": fitting(check.parts_sum),
        "difference": fitting(check.difference),
        "relative_difference": check.relative_difference,
    }


def _skipped(number: Skipped) -> Row:
    return {**number.span.model_dump(), "reason": number.reason}
