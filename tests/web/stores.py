"""Stores for the tests: one that ``batch`` writes of the composed archive, others in the same columns."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from homejobs_extract import Report
from homejobs_extract.archive.batch import How, run_batch
from homejobs_extract.archive.schema import schema_of
from homejobs_extract.charts.data import year_of

ARCHIVE = Path(__file__).parents[1] / "fixtures" / "compare" / "archive.jsonl"
TABLES = ("articles", "figures", "checks")


def batch_store(folder: Path) -> Path:
    """The composed archive of 200 reports as ``batch`` leaves it."""
    run_batch([ARCHIVE], folder, how=How(workers=1))
    return folder


def multiplied(store: Path, folder: Path, *, copies: int) -> Path:
    """A store so many times over, the articles under other keys."""
    for name in TABLES:
        (folder / name).mkdir(parents=True)
        table = pa.concat_tables([pq.read_table(path) for path in sorted((store / name).glob("*.parquet"))])
        keys = table["article"].to_pylist()
        at = table.schema.get_field_index("article")
        parts = [
            table.set_column(at, "article", pa.array([f"{k}-{n}" for k in keys], pa.string())) for n in range(copies)
        ]
        pq.write_table(pa.concat_tables(parts), folder / name / "all.parquet")
    return folder


def write_store(folder: Path, reports: Iterable[Report]) -> Path:
    """A store of these reports, without their texts."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for at, report in enumerate(reports):
        key = {"article": f"a{at} {report.source}"}
        rows["articles"].append({**key, "id": report.source, "outlet": report.outlet, "published": report.published})
        for row in report.to_records():
            year = year_of(row) or ""
            rows["figures"].append({**key, **row, "year": int(year) if year.isascii() and year.isdigit() else None})
        rows["checks"] += [{**key, **check.model_dump(mode="json")} for check in report.checks]
    for name in TABLES:
        (folder / name).mkdir(parents=True, exist_ok=True)
        schema = schema_of(name)
        table = pa.Table.from_pylist([{f: row.get(f) for f in schema.names} for row in rows[name]], schema)
        pq.write_table(table, folder / name / "part.parquet")
    return folder
