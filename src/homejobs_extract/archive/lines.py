"""Streams of bytes as pieces of whole lines, cut at the same offsets whoever reads them.

A line belongs to the block in which it begins: block ``k`` holds the lines that begin at offsets ``k * size`` to
``(k + 1) * size`` of the uncompressed file. So a plain file can be read from any block on, and a compressed one
gives the same blocks.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from homejobs_extract.archive.items import BrokenInputError, ReasonWord
from homejobs_extract.archive.streams import CHUNK

LONGEST_LINE = 32 * 1024 * 1024


class Piece(NamedTuple):
    """Whole lines from an offset on; ``broken`` says why there are none (``too_long``, ``truncated``)."""

    offset: int
    data: bytes
    read: int = 0
    broken: ReasonWord | None = None
    detail: str = ""


def pieces(chunks: Iterable[tuple[bytes, int]], *, offset: int = 0, longest: int = LONGEST_LINE) -> Iterator[Piece]:
    """Pieces of whole lines; what follows the last line end of a broken file is a piece that says so."""
    cutter = LineCutter(offset, longest)
    try:
        for chunk, read in chunks:
            for at in range(0, len(chunk), CHUNK):
                yield from cutter.feed(chunk[at : at + CHUNK], 0 if at else read)
    except BrokenInputError as error:
        yield Piece(cutter.offset, b"", broken=error.reason, detail=error.detail)
        return
    yield from cutter.finish()


class LineCutter:
    """Cuts chunks at line ends and holds back what has none yet, up to the longest line allowed."""

    def __init__(self, offset: int, longest: int) -> None:
        self.offset = offset
        self._longest = longest
        self._held: list[bytes] = []
        self._size = 0
        self._skipping = False

    def feed(self, chunk: bytes, read: int) -> Iterator[Piece]:
        """The lines that a chunk completes."""
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            self._hold(chunk)
            return
        head, tail = chunk[:cut], chunk[cut:]
        if self._skipping or self._size + head.find(b"\n") > self._longest:
            head = yield from self._end_of_long(head)
        data = b"".join((*self._held, head))
        yield Piece(self.offset, data, read)
        self.offset += len(data)
        self._held, self._size = [], 0
        self._hold(tail)

    def finish(self) -> Iterator[Piece]:
        """The last line, which may lack its end."""
        if self._skipping:
            yield from self._end_of_long(b"")
        elif self._size:
            yield Piece(self.offset, b"".join(self._held))

    def _hold(self, tail: bytes) -> None:
        self._size += len(tail)
        self._skipping = self._skipping or self._size > self._longest
        self._held = [] if self._skipping else [*self._held, tail] if tail else self._held

    def _end_of_long(self, head: bytes) -> Generator[Piece, None, bytes]:
        end = head.find(b"\n") + 1
        detail = f"a line of {self._size + end:,} bytes; the longest allowed has {self._longest:,}"
        yield Piece(self.offset, b"", broken="too_long", detail=detail)
        self.offset += self._size + end
        self._skipping, self._size, self._held = False, 0, []
        return head[end:]


def blocks(found: Iterable[Piece], size: int) -> Iterator[tuple[int, Piece]]:
    """The pieces with the numbers of their blocks, cut where a block ends."""
    for piece in found:
        rest = piece
        while rest.offset // size != (rest.offset + max(0, len(rest.data) - 1)) // size:
            end = (rest.offset // size + 1) * size - rest.offset
            cut = rest.data.find(b"\n", end - 1) + 1
            if cut in (0, len(rest.data)):
                break
            yield rest.offset // size, rest._replace(data=rest.data[:cut])
            rest = Piece(rest.offset + cut, rest.data[cut:])
        yield rest.offset // size, rest


def pieces_of_block(path: Path, number: int, size: int, longest: int = LONGEST_LINE) -> Iterator[Piece]:
    """The pieces of one block of a file that is not compressed."""
    with path.open("rb") as file:
        start = _first_line_start(file.fileno(), number * size, size) if number else 0
        if start is None:
            return
        file.seek(start)
        read = ((chunk, len(chunk)) for chunk in iter(lambda: file.read(CHUNK), b""))
        for found, piece in blocks(pieces(read, offset=start, longest=longest), size):
            if found > number:
                return
            if found == number:
                yield piece


def _first_line_start(descriptor: int, at: int, size: int) -> int | None:
    """The first offset of a block at which a line begins; ``None`` when a long line runs through all of it."""
    before, end = at - 1, at + size - 1
    while before < end and (chunk := os.pread(descriptor, min(CHUNK, end - before), before)):
        found = chunk.find(b"\n")
        if found >= 0:
            return before + found + 1
        before += len(chunk)
    return None
