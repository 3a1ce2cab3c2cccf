"""The reader for each kind of input."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from homejobs_extract.archive.csvs import read_csv
from homejobs_extract.archive.items import EVERYTHING, Batch, End, Wanted
from homejobs_extract.archive.jsonl import read_jsonl
from homejobs_extract.archive.pages import read_pages
from homejobs_extract.archive.parquets import read_parquet
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.warc import read_warc

Reader = Callable[[Source, Settings, Wanted], Iterator[Batch | End]]
READERS: dict[str, Reader] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "pages": read_pages,
    "warc": read_warc,
}


def read(source: Source, settings: Settings, wanted: Wanted = EVERYTHING) -> Iterator[Batch | End]:
    """The batches of the wanted blocks of an input, then its end."""
    yield from READERS[source.kind](source, settings, wanted)
