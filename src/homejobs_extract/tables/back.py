"""Reports read back, equal, from a table of reports or from a file: JSON, JSON lines, CSV, Parquet, Feather, Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from homejobs_extract.records import Report
from homejobs_extract.tables.columns import REPORT, TITLES, need

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

SMALLEST_BLOCK, LARGEST_BLOCK = 2**20, 2**31 - 1


def from_arrow(table: pa.Table) -> list[Report]:
    """The reports of a table that ``to_arrow(reports, rows="reports")`` made; ``ValueError`` for another table."""
    return _reports(table[_column(table.column_names)].to_pylist())


def from_pandas(frame: pd.DataFrame) -> list[Report]:
    """The reports of a frame that ``to_pandas(reports, rows="reports")`` made; ``ValueError`` for another frame."""
    return _reports(frame[_column(list(frame.columns))])


def from_polars(frame: pl.DataFrame) -> list[Report]:
    """The reports of a frame that ``to_polars(reports, rows="reports")`` made; ``ValueError`` for another frame."""
    return _reports(frame[_column(frame.columns)])


def _column(names: list[str]) -> str:
    for name in (REPORT, TITLES[REPORT]):
        if name in names:
            return name
    message = f"no column {REPORT!r}: only a table made with rows='reports' holds whole reports"
    raise ValueError(message)


def _reports(cells: Iterable[str | bytes]) -> list[Report]:
    return [Report.model_validate_json(cell) for cell in cells]


def read_reports(path: Path | str) -> list[Report]:
    """The reports of a file, by its suffix: .json (one report or a list), .jsonl, .csv, .parquet, .feather or .arrow.

    Raises ``ValueError`` for another suffix or for what is no report, ``OSError`` for a file that cannot be read.
    """
    path = Path(path)
    if path.suffix not in READERS:
        message = f"{path.name}: cannot tell the format; a name ends in one of: {' '.join(READERS)}"
        raise ValueError(message)
    return READERS[path.suffix](path)


def _json(path: Path) -> list[Report]:
    """By pydantic, which reads whole numbers of any size as they are."""
    found = TypeAdapter(list[Report] | Report).validate_json(path.read_bytes())
    return found if isinstance(found, list) else [found]


def _json_lines(path: Path) -> list[Report]:
    return _reports(line for line in path.read_bytes().split(b"\n") if line.strip())


def _parquet(path: Path) -> list[Report]:
    need("pyarrow")
    from pyarrow import parquet

    return from_arrow(parquet.read_table(path))


def _feather(path: Path) -> list[Report]:
    need("pyarrow")
    from pyarrow import feather

    return from_arrow(feather.read_table(path))


def _csv(path: Path) -> list[Report]:
    """A table of reports as CSV; read as one block, since a row may be longer than pyarrow's blocks are."""
    need("pyarrow")
    from pyarrow import csv

    options = csv.ReadOptions(block_size=min(max(path.stat().st_size, SMALLEST_BLOCK), LARGEST_BLOCK))
    return from_arrow(csv.read_csv(path, options, csv.ParseOptions(newlines_in_values=True)))


READERS: dict[str, Callable[[Path], list[Report]]] = {
    ".json": _json,
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".parquet": _parquet,
    ".feather": _feather,
    ".arrow": _feather,
}
