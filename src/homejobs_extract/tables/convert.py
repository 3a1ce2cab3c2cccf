"""Reports to tables: Arrow first, the others from it without a copy, so that columns and types are the same."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

from homejobs_extract.records import Report
from homejobs_extract.tables.columns import DATES, REPORT, TITLES, Rows, need, schema

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def to_arrow(reports: Report | Iterable[Report], *, rows: Rows = "figures", persian: bool = False) -> pa.Table:
    """One row a figure (``Report.to_records``), or with ``rows="reports"`` one a report, to be read back from.

    ``persian`` gives Persian column titles; the types stay.

    >>> from homejobs_extract import extract
    >>> table = to_arrow(extract("وام ۳۰ میلیون تومانی مشاغل خانگی پرداخت شد."))
    >>> table["value"].to_pylist(), str(table.schema.field("value").type)
    ([300000000], 'int64')
    """
    columns = schema(rows)
    arrow: Any = need("pyarrow")
    found = [reports] if isinstance(reports, Report) else reports
    make = _figure_rows if rows == "figures" else _report_rows
    table = arrow.Table.from_pylist(list(chain.from_iterable(map(make, found))), schema=columns)
    return table.rename_columns([TITLES[name] for name in columns.names]) if persian else table


def to_pandas(reports: Report | Iterable[Report], *, rows: Rows = "figures", persian: bool = False) -> pd.DataFrame:
    """As :func:`to_arrow`, a pandas frame of Arrow columns: a missing ``upper`` leaves whole numbers whole."""
    pandas = need("pandas")
    return to_arrow(reports, rows=rows, persian=persian).to_pandas(types_mapper=pandas.ArrowDtype)


def to_polars(reports: Report | Iterable[Report], *, rows: Rows = "figures", persian: bool = False) -> pl.DataFrame:
    """As :func:`to_arrow`, a polars frame."""
    polars: Any = need("polars")
    frame: pl.DataFrame = polars.from_arrow(to_arrow(reports, rows=rows, persian=persian))
    return frame


def _figure_rows(report: Report) -> Iterator[dict[str, Any]]:
    yield from map(_with_dates, report.to_records())


def _report_rows(report: Report) -> Iterator[dict[str, Any]]:
    yield _with_dates(
        {
            **report.model_dump(include={"source", "published", "outlet", "data_version", "schema_version"}),
            "figure_count": len(report.figures),
            "finding_count": len(report.findings),
            "skipped_count": len(report.skipped),
            REPORT: report.model_dump_json(),
        }
    )


def _with_dates(row: dict[str, Any]) -> dict[str, Any]:
    return {name: datetime.date.fromisoformat(cell) if cell and name in DATES else cell for name, cell in row.items()}
