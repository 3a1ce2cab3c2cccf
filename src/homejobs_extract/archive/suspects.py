"""Which lines of a chunk of JSONL deserve to be parsed: found over the whole chunk at once, not line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from homejobs_extract.archive.batches import raw_gate
from homejobs_extract.archive.utf8 import is_utf8
from homejobs_extract.gate import Search, plain_json, search_for

if TYPE_CHECKING:
    import numpy as np

    Offsets = np.ndarray[tuple[int], np.dtype[np.int64]]
    Marks = np.ndarray[tuple[int], np.dtype[np.bool_]]

OPENING, CLOSING, FEED, RETURN = b"{}\n\r"


class Line(NamedTuple):
    """A line by its number and offset in the chunk."""

    number: int
    offset: int
    data: bytes


class Chunk:
    """A chunk of JSONL and where its lines begin and end, empty ones and line ends left out."""

    def __init__(self, data: bytes) -> None:
        import numpy as np

        self.data = data
        self._bytes = np.frombuffer(data, np.uint8)
        breaks = np.flatnonzero(self._bytes == FEED)
        starts, ends = np.append(0, breaks + 1), np.append(breaks, len(data))
        ends = ends - ((ends > starts) & (self._bytes[np.maximum(ends, 1) - 1] == RETURN) if len(data) else 0)
        kept = ends > starts
        self.starts: Offsets = starts[kept]
        self.ends: Offsets = ends[kept]

    def __len__(self) -> int:
        return len(self.starts)

    def line(self, number: int) -> Line:
        """One line."""
        start, end = int(self.starts[number]), int(self.ends[number])
        return Line(number, start, self.data[start:end])

    def lines_at(self, offsets: list[int]) -> Marks:
        """The lines in which offsets lie, marked."""
        import numpy as np

        marks = np.zeros(len(self), np.bool_)
        if offsets:
            marks[np.maximum(np.searchsorted(self.starts, offsets, side="right") - 1, 0)] = True
        return marks

    def unframed(self) -> Marks:
        """The lines that do not begin and end as an object, marked."""
        marks: Marks = (self._bytes[self.starts] != OPENING) | (self._bytes[self.ends - 1] != CLOSING)
        return marks


class Suspects:
    """Finds the lines that pass the gate, and those that look broken.

    A line looks broken when it does not begin and end as an object or does not name the text field; in a chunk that is
    no UTF-8 all lines are suspects.
    """

    def __init__(self, text_field: str) -> None:
        self._text_key = search_for([f'"{text_field}"'.encode()])
        self._escape: Search = search_for([b"\\u"])

    def find(self, data: bytes) -> tuple[int, Iterator[Line]]:
        """How many lines a chunk has, and those to parse in order."""
        import numpy as np

        chunk = Chunk(data)
        if not len(chunk):
            return 0, iter(())
        if not is_utf8(data):
            return len(chunk), map(chunk.line, range(len(chunk)))
        marks = chunk.lines_at(raw_gate().hits(data)) | chunk.unframed() | ~chunk.lines_at(self._named(data))
        for number in self._escaped(chunk, ~marks):
            marks[number] = True
        return len(chunk), (chunk.line(int(number)) for number in np.flatnonzero(marks))

    def _named(self, data: bytes) -> list[int]:
        return [at for _, at, _ in self._text_key(data)]

    def _escaped(self, chunk: Chunk, open_lines: Marks) -> Iterator[int]:
        """Lines whose letters are escaped and which pass the gate once they are not."""
        import numpy as np

        if not chunk.data.isascii():
            open_lines = open_lines & chunk.lines_at([at for _, at, _ in self._escape(chunk.data)])
        for number in map(int, np.flatnonzero(open_lines)):
            if raw_gate().hits(plain_json(chunk.line(number).data)):
                yield number


def all_lines(data: bytes) -> tuple[int, Iterator[Line]]:
    """Every line of a chunk."""
    chunk = Chunk(data)
    return len(chunk), map(chunk.line, range(len(chunk)))
