"""Stores for the tests, written as a batch writes them: Parquet files of figures and checks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from homejobs_extract import Report, extract
from homejobs_extract.records import RECORD_COLUMNS

ARCHIVE = Path(__file__).parents[1] / "fixtures" / "compare" / "archive.jsonl"


def composed_reports() -> list[Report]:
    """The 200 composed reports of the comparison's fixture."""
    rows = [json.loads(line) for line in ARCHIVE.read_text(encoding="utf-8").splitlines()]
    reports = [extract(row["text"], published=row["published"], source=row["id"]) for row in rows]
    return [r.model_copy(update={"outlet": row["outlet"]}) for r, row in zip(reports, rows, strict=True)]


def write_store(folder: Path, reports: Iterable[Report], *, copies: int = 1) -> None:
    """A store of these reports, ``copies`` times under other ids."""
    kept = list(reports)
    figures = [row for report in kept for row in report.to_records()]
    checks = [{"source": report.source, **check.model_dump(mode="json")} for report in kept for check in report.checks]
    for name, rows in (("figures", figures), ("checks", checks)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(rows)
        for copy in range(copies):
            source = pa.array(
                [f"{row['source']}" if not copy else f"{row['source']}-{copy}" for row in rows], pa.string()
            )
            at = table.schema.get_field_index("source")
            pq.write_table(table.set_column(at, "source", source), folder / name / f"part-{copy:05d}.parquet")
    assert set(RECORD_COLUMNS) <= set(figures[0])
