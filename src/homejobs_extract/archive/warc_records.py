"""WARC files cut into records here, so that a broken one costs only itself.

A wrong length, a garbled head or a broken gzip member is named, and reading goes on at the next record that begins.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from homejobs_extract.archive.items import BrokenInputError, ReasonWord
from homejobs_extract.archive.streams import FEED, chunks, gzip_member, inflated

LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d+)[ \t]*\r\n", re.IGNORECASE)
START = re.compile(rb"WARC/\d\.\d\r\n")
GZIP = b"\x1f\x8b\x08"
END = b"\r\n\r\n"
LONGEST_HEAD = 64 * 1024
LONGEST_START = 10


class Part(NamedTuple):
    """Some bytes of a WARC, uncompressed, with the bytes of the file read for them; or why some are missing."""

    data: bytes
    read: int = 0
    broken: ReasonWord | None = None
    detail: str = ""


class Record(NamedTuple):
    """One record from its offset in the uncompressed file on, or why it is none; ``read`` as in :class:`Part`."""

    offset: int
    data: bytes
    read: int = 0
    broken: ReasonWord | None = None
    detail: str = ""


def parts(path: Path) -> Iterator[Part]:
    """A WARC's bytes; after a broken gzip member they go on with the next one that can be read."""
    if path.suffix.lower() == ".gz" and path.stat().st_size:
        yield from _members(path)
        return
    try:
        yield from (Part(data, read) for data, read in chunks(path))
    except BrokenInputError as error:
        yield Part(b"", 0, error.reason, error.detail)


def _members(path: Path) -> Iterator[Part]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 0
        while at >= 0 and data[at : at + FEED].strip(b"\0"):
            start = at
            try:
                at = yield from _member(data, at)
            except BrokenInputError as error:
                at = data.find(GZIP, start + 1)
                lost = (at if at >= 0 else len(data)) - start
                yield Part(b"", lost, error.reason, f"gzip member at byte {start:,} of the file: {error.detail}")


def _member(data: mmap.mmap, at: int) -> Generator[Part, None, int]:
    """The content of the gzip member that begins at an offset; returns the offset after it."""
    member = gzip_member()
    while not member.eof:
        packed = data[at : at + FEED]
        if not packed:
            raise BrokenInputError("truncated", "the file ends before its compressed data do")
        plain, rest, error = inflated(member, packed)
        used = len(packed) - len(rest)
        yield Part(plain, used)
        if error:
            raise error
        at += used
    return at


def records(found: Iterable[Part], longest: int) -> Iterator[Record]:
    """The records of a WARC in order, broken ones by name; none may be longer than so many bytes."""
    cutter = RecordCutter(longest)
    read = 0
    for part in found:
        read += part.read
        made = cutter.broken(part.broken, part.detail) if part.broken else cutter.feed(part.data)
        for record in made:
            yield record._replace(read=read)
            read = 0
    yield from cutter.finish()


class RecordCutter:
    """Cuts bytes into records; after one that is broken it looks for the next start of a record."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._held = bytearray()
        self._offset = 0
        self._lost = False

    def feed(self, data: bytes) -> Iterator[Record]:
        """The records that some bytes complete."""
        self._held += data
        yield from self._cut(final=False)

    def broken(self, reason: ReasonWord, detail: str) -> Iterator[Record]:
        """What is held is no whole record, and the next bytes follow a gap."""
        yield from self._cut(final=False)
        yield Record(self._offset, b"", broken=reason, detail=detail)
        self._drop(len(self._held))
        self._lost = False

    def finish(self) -> Iterator[Record]:
        """What is left at the end of the file."""
        yield from self._cut(final=True)

    def _cut(self, *, final: bool) -> Iterator[Record]:
        while True:
            self._skip_to_start()
            if not self._held:
                return
            record = self._next(final=final)
            if record is None:
                return
            yield record

    def _skip_to_start(self) -> None:
        """Leave blank lines; when lost, leave all that is no start of a record."""
        blank = len(self._held) - len(self._held.lstrip(b"\r\n"))
        self._drop(blank)
        if self._lost:
            start = START.search(self._held)
            self._drop(start.start() if start else max(0, len(self._held) - LONGEST_START))
            self._lost = start is None

    def _next(self, *, final: bool) -> Record | None:
        """The first record held, ``None`` to wait for more bytes."""
        if self._lost:
            return None
        if not START.match(self._held) and (len(self._held) >= LONGEST_START or final):
            return self._lose("broken_record", "no WARC record begins here", 1)
        head = self._held.find(END) + len(END)
        if head < len(END):
            too_long = len(self._held) > LONGEST_HEAD
            return self._lose("broken_record", "its head does not end", 1) if final or too_long else None
        return self._whole(head, final=final)

    def _whole(self, head: int, *, final: bool) -> Record | None:
        length = LENGTH.search(self._held, 0, head)
        if length is None:
            return self._lose("broken_record", "it has no Content-Length", head)
        size = int(length[1])
        if size > self._longest:
            return self._lose(
                "too_long", f"a record of {size:,} bytes; the longest allowed has {self._longest:,}", head
            )
        if len(self._held) < head + size + len(END) and not final:
            return None
        if self._held[head + size : head + size + len(END)] != END:
            return self._lose("broken_record", f"it does not end after the {size:,} bytes that it announces", head)
        return self._take(head + size)

    def _take(self, size: int) -> Record:
        record = Record(self._offset, bytes(self._held[:size]))
        self._drop(size)
        return record

    def _lose(self, reason: ReasonWord, detail: str, size: int) -> Record:
        record = Record(self._offset, b"", broken=reason, detail=detail)
        self._drop(size)
        self._lost = True
        return record

    def _drop(self, size: int) -> None:
        del self._held[:size]
        self._offset += size
