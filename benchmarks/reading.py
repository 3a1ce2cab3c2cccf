"""The gate and the reader against parsing the same lines."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from pathlib import Path

import orjson

from benchmarks.articles import archive
from benchmarks.timing import Row, at_most, ratio
from homejobs_extract.archive.items import Batch
from homejobs_extract.archive.readers import read
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import find_sources
from homejobs_extract.archive.streams import CHUNK
from homejobs_extract.gate import RawGate

MICRO = 1e6


def gate_alone(path: Path) -> Iterator[Row]:
    """What the gate adds to a line that is in memory, against parsing it."""
    data = path.read_bytes()[: 8 * 1024 * 1024]
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    lines = [line for line in data[: data.rfind(b"\n")].split(b"\n") if line]
    gate = RawGate()
    found, ours, theirs = ratio(
        lambda: [gate.hits(chunk) for chunk in chunks], lambda: [orjson.loads(line) for line in lines], rounds=9
    )
    words = f"{found:.2f} ({ours / len(lines) * MICRO:.1f} µs against {theirs / len(lines) * MICRO:.1f} µs a line)"
    yield Row("gate / orjson.loads of the same lines", words)
    each = ours / len(lines) * MICRO
    yield at_most(
        "gate, µs a line beyond reading it", each, 3.0, f"{each:.2f} ({len(data) // len(lines):,} bytes a line)"
    )


def gate_and_reading(path: Path) -> Iterator[Row]:
    """A file read by the reader, gate and checks and all, against reading it and parsing each line."""
    settings = Settings()
    sources, _ = find_sources([path], settings)

    def reading() -> int:
        return sum(batch.rows for batch in read(sources[0], settings) if isinstance(batch, Batch))

    def parsing() -> None:
        with path.open("rb") as file:
            for line in file:
                orjson.loads(line)

    found, ours, theirs = ratio(reading, parsing, rounds=3)
    rows = reading()
    words = f"{found:.2f} ({ours:.2f} s against {theirs:.2f} s, {rows:,} rows)"
    yield at_most("gate and reading / reading and orjson.loads", found, 1.5, words)


def repeated(general: Path | None, path: Path, rows: int) -> Path:
    """An archive of so many rows: those of a given file again and again, else composed ones off the topic."""
    if general is None:
        return archive(path, rows, every=0)
    data = general.read_bytes()
    data = gzip.decompress(data) if general.suffix == ".gz" else data
    lines = [line for line in data.split(b"\n") if line]
    with path.open("wb") as target:
        target.writelines(line + b"\n" for line in itertools.islice(itertools.cycle(lines), rows))
    return path
