"""The folder of results: which units are done, what is left over from a run that died, who is working in it.

A unit is one block of one source. Its Parquet files are renamed into place first, its note in ``units/`` last: a unit
without a note was not finished and is made again, over whatever files it left.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from homejobs_extract.archive.sources import Source

TABLES = ("articles", "figures", "checks", "skipped")
TEMPORARY = ".tmp"


class Unit(NamedTuple):
    """One block of one source; ``name`` is that of its files."""

    source: str
    block: int

    @property
    def name(self) -> str:
        """The name of the unit's files, without suffix."""
        return f"{self.source}-{self.block:06d}"


class Ledger:
    """The notes in a folder of results."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.units = folder / "units"

    def make_folders(self) -> None:
        """Create what is missing."""
        for name in (*TABLES, "units", "work"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def clean(self) -> None:
        """Remove the half-written files of a run that died."""
        for name in (*TABLES, "units", "work", "."):
            for path in (self.folder / name).glob(f".*{TEMPORARY}"):
                path.unlink(missing_ok=True)
        for path in (self.folder / "work").iterdir():
            path.unlink(missing_ok=True)

    def done(self, source: Source, blocks: Iterable[int] | None = None) -> set[int]:
        """The blocks of a source that are done; of those given, if any are."""
        if blocks is not None:
            return {block for block in blocks if (self.units / f"{Unit(source.id, block).name}.json").exists()}
        return {int(p.stem.rpartition("-")[2]) for p in self.units.glob(f"{source.id}-*.json")}

    def all_done(self) -> dict[str, set[int]]:
        """The blocks that are done, by the id of their source."""
        found: dict[str, set[int]] = {}
        for path in self.units.glob("*-*.json"):
            source, _, block = path.stem.partition("-")
            found.setdefault(source, set()).add(int(block))
        return found

    def blocks(self, source: Source) -> int | None:
        """How many blocks a source has, ``None`` when it was not yet read to its end."""
        if source.blocks is not None:
            return source.blocks
        note = self.units / f"{source.id}.end.json"
        return int(orjson.loads(note.read_bytes())["blocks"]) if note.exists() else None

    def note_end(self, source: Source, blocks: int) -> None:
        """Note how many blocks a source has."""
        write_atomically(self.units / f"{source.id}.end.json", orjson.dumps({"blocks": blocks, "key": source.key}))

    def note_unit(self, unit: Unit, counts: dict[str, Any]) -> None:
        """Note that a unit is done, after its files are in place."""
        write_atomically(self.units / f"{unit.name}.json", orjson.dumps(counts))

    def forget_changed(self, sources: Iterable[Source]) -> list[str]:
        """Remove the results of sources that have changed since; returns their keys.

        Results of inputs that this run was not given stay: a folder may be filled by several runs.
        """
        current = {source.key: source.id for source in sources}
        changed: set[str] = set()
        for path in sorted(self.units.glob("*.json")):
            key, owner = orjson.loads(path.read_bytes())["key"], path.name[: -len(".json")].partition("-")[0]
            if key in current and owner.removesuffix(".end") != current[key]:
                self._remove(path)
                changed.add(key)
        return sorted(changed)

    def _remove(self, note: Path) -> None:
        """A note first, then its files: what is left of a death between them is made again or overwritten."""
        note.unlink(missing_ok=True)
        for name in TABLES:
            (self.folder / name / f"{note.stem}.parquet").unlink(missing_ok=True)

    def unnoted(self) -> Iterator[Path]:
        """Result files without a note, left by a death between renaming and noting."""
        for name in TABLES:
            for path in (self.folder / name).glob("*-*.parquet"):
                if not (self.units / f"{path.stem}.json").exists():
                    yield path


@contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file to write that is there whole or not at all, even after a loss of power."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    with temporary.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    with written_atomically(path) as file:
        file.write(data)


ENGINE_LOCK, WORKERS_LOCK = "lock", "workers.lock"
PATIENCE = 60.0


@contextmanager
def locked(path: Path, *, shared: bool = False, patience: float = 0.0) -> Iterator[None]:
    """Hold a lock that the system takes back when its holder dies; ``FolderInUseError`` if it is not free in time."""
    import fcntl

    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    latest = time.monotonic() + patience
    try:
        while True:
            try:
                fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= latest:
                    raise FolderInUseError(path.parent) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def engine_lock(folder: Path) -> AbstractContextManager[None]:
    """One engine at a time in a folder."""
    return locked(folder / ENGINE_LOCK)


def worker_lock(folder: Path) -> AbstractContextManager[None]:
    """Held by each worker as long as it lives."""
    return locked(folder / WORKERS_LOCK, shared=True, patience=PATIENCE)


def no_workers(folder: Path) -> AbstractContextManager[None]:
    """Wait until the workers of a dead engine are dead too: what they write must not be cleared up under them."""
    return locked(folder / WORKERS_LOCK, patience=PATIENCE)


class FolderInUseError(RuntimeError):
    """Another run is at work in the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another run is at work in {folder}")
