"""Parquet: a block a row group, its rows numbered from 0 within the file; only the columns needed are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from homejobs_extract.archive.batches import passing
from homejobs_extract.archive.fields import article_of
from homejobs_extract.archive.items import Batch, End, Item, MissingExtraError, Reject, Wanted
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source

if TYPE_CHECKING:
    import pyarrow.parquet as pq

ROWS_IN_BATCH = 256


def read_parquet(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    """The batches of the wanted row groups of a Parquet file."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError("pyarrow", "batch") from None
    try:
        file = pq.ParquetFile(source.paths[0], buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowInvalid, OSError) as error:
        yield Batch(0, 0, [Reject(0, "unreadable", _first_line(error))], source.size)
        yield End(1)
        return
    with file:
        yield from _groups(file, source, settings, wanted)


def _groups(file: pq.ParquetFile, source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    roles = settings.fields.find(file.schema_arrow.names)
    count = file.metadata.num_row_groups
    if "text" not in roles:
        detail = f"none of the columns {', '.join(file.schema_arrow.names)!r} is known to hold the text"
        yield Batch(0, 0, [Reject(0, "wrong_columns", f"{detail}; name it with --text")], source.size)
        yield End(1)
        return
    start = 0
    for group in range(count):
        rows = file.metadata.row_group(group).num_rows
        if wanted.block(group):
            yield from _group(file, group, start, roles, source.size // count)
        start += rows
    yield End(count)


def _group(file: pq.ParquetFile, group: int, start: int, roles: dict[str, str], size: int) -> Iterator[Batch]:
    import pyarrow as pa

    row = 0
    try:
        columns = list(dict.fromkeys(roles.values()))
        for records in file.iter_batches(ROWS_IN_BATCH, row_groups=[group], columns=columns):
            items = list(_items(records.to_pylist(), roles, start, row))
            row += records.num_rows
            yield Batch(group, records.num_rows, items, 0)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        detail = f"row group {group}, from its row {row} on: {_first_line(error)}"
        yield Batch(group, 0, [Reject(start + row, "corrupt", detail, row)], 0)
    yield Batch(group, 0, [], size)


def _items(rows: list[dict[str, Any]], roles: dict[str, str], start: int, row: int) -> Iterator[Item]:
    for number, cells in enumerate(rows, row):
        for item in passing(article_of(cells, roles, start + number)):
            yield item._replace(row=number)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
