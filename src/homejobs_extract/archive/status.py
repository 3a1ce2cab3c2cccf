"""What a worker is doing, in a small file mapped into memory: it outlives the worker and costs no system call."""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path
from typing import NamedTuple

FORMAT = struct.Struct("<qqqdqqqqqq")
IDLE = -1


class Status(NamedTuple):
    """Where a worker is (``position`` is -1 between articles), since when, and what it has counted.

    ``since`` is in seconds of the clock that stands still while the machine sleeps.
    """

    source: int = IDLE
    block: int = IDLE
    position: int = IDLE
    since: float = 0.0
    rows: int = 0
    relevant: int = 0
    figures: int = 0
    findings: int = 0
    rejects: int = 0
    read: int = 0


class StatusFile:
    """The file of one worker."""

    def __init__(self, path: Path) -> None:
        if not path.exists() or path.stat().st_size < FORMAT.size:
            path.write_bytes(FORMAT.pack(*Status()))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), FORMAT.size)

    def read(self) -> Status:
        """What the file says now."""
        return Status(*FORMAT.unpack(self._map[:]))

    def write(self, status: Status) -> None:
        """Say something else."""
        self._map[:] = FORMAT.pack(*status)

    def close(self) -> None:
        """Let go of the file."""
        self._map.close()


class Reporter:
    """Keeps a worker's status: where it is, and counts that only grow."""

    def __init__(self, file: StatusFile) -> None:
        self._file = file
        self._status = Status()

    def at(self, source: int, block: int) -> None:
        """The worker is in a block, between articles."""
        self._put(source=source, block=block, position=IDLE)

    def article(self, position: int) -> None:
        """The worker begins to read an article."""
        self._put(position=position)

    def count(self, **more: int) -> None:
        """Add to the counts; the worker is between articles."""
        self._put(position=IDLE, **{name: getattr(self._status, name) + n for name, n in more.items()})

    def _put(self, **changed: int) -> None:
        self._status = self._status._replace(since=time.monotonic(), **changed)
        self._file.write(self._status)
