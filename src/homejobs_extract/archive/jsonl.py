"""JSONL: the gate runs on the raw bytes of a piece; only lines that pass it, or look broken, are parsed.

A line the gate stops is looked at as far as this costs next to nothing: it must begin as an object and end as one,
name its text field, and be UTF-8. With ``verify`` every line is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

from homejobs_extract.archive.batches import passing
from homejobs_extract.archive.fields import Fields, article_of
from homejobs_extract.archive.items import Batch, End, Item, Reject, Wanted
from homejobs_extract.archive.lines import Piece, blocks, pieces, pieces_of_block
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.streams import chunks
from homejobs_extract.archive.suspects import Line, Suspects, all_lines
from homejobs_extract.gate import is_relevant_text

BOM = b"\xef\xbb\xbf"
LINES_TO_LEARN_FROM = 50


def read_jsonl(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    """The batches of the wanted blocks of a JSONL file."""
    reader = LineReader(settings.fields, verify=settings.verify)
    last = -1
    for number, piece in _pieces(source, settings, wanted):
        last = max(last, number)
        if wanted.block(number):
            yield reader.batch(number, piece)
    yield End(last + 1 if source.blocks is None else source.blocks)


def _pieces(source: Source, settings: Settings, wanted: Wanted) -> Iterator[tuple[int, Piece]]:
    path, size, longest = source.paths[0], settings.block_bytes, settings.longest_line
    if source.blocks is None:
        yield from blocks(pieces(chunks(path), longest=longest), size)
        return
    for number in filter(wanted.block, range(source.blocks)):
        yield from ((number, piece) for piece in pieces_of_block(path, number, size, longest))


class LineReader:
    """Pieces of lines to batches: articles that pass the gate, and rejects."""

    def __init__(self, fields: Fields, *, verify: bool = False) -> None:
        self._fields = fields
        self._verify = verify
        self._finder: Suspects | None = None
        self._rows = 0
        self._block = -1

    def batch(self, block: int, piece: Piece) -> Batch:
        """What a piece of one block holds."""
        if block != self._block:
            self._block, self._rows = block, 0
        if piece.broken:
            self._rows += 1
            reject = Reject(piece.offset, piece.broken, piece.detail, self._rows - 1)
            return Batch(block, 1, [reject], piece.read)
        before = self._rows
        items = list(self._items(piece))
        return Batch(block, self._rows - before, items, piece.read)

    def _items(self, piece: Piece) -> Iterator[Item]:
        at, data = piece.offset, piece.data
        if at == 0 and data.startswith(BOM):
            at, data = len(BOM), data[len(BOM) :]
        count, lines = self._suspects(data)
        for line in lines:
            yield from self._read(at + line.offset, line.data, self._rows + line.number)
        self._rows += count

    def _suspects(self, data: bytes) -> tuple[int, Iterator[Line]]:
        """How many lines there are, and those to parse; all, until one has told which field holds the text."""
        if self._finder is None and not self._verify:
            self._finder = self._learn(data)
        return self._finder.find(data) if self._finder else all_lines(data)

    def _learn(self, data: bytes) -> Suspects | None:
        """What finds suspects, once the text field's name is known from a line that can be read."""
        for line in data.split(b"\n", LINES_TO_LEARN_FROM)[:LINES_TO_LEARN_FROM]:
            row = _parse(line)
            name = self._fields.find(row).get("text") if isinstance(row, dict) else None
            if name:
                return Suspects(name)
        return None

    def _read(self, position: int, line: bytes, row: int) -> Iterator[Item]:
        found = _parse(line) if not line.isspace() else None
        if found is None and line.isspace():
            return
        if isinstance(found, Reject):
            yield found._replace(position=position, row=row)
        elif not isinstance(found, dict):
            yield Reject(position, "invalid_json", f"the line holds {type(found).__name__}, not an object", row)
        else:
            for item in passing(article_of(found, self._fields.find(found), position), is_irrelevant):
                yield item._replace(row=row)


def is_irrelevant(text: str) -> bool:
    """Whether a text is stopped after all; the bytes of its line were searched before."""
    return not is_relevant_text(text)


def _parse(line: bytes) -> Any:
    """The value of a line, or a reject; ``json`` has the last word, since it also reads lone surrogates and NaN."""
    try:
        return orjson.loads(line)
    except ValueError as error:
        problem = str(error)
    try:
        return json.loads(line.decode())
    except UnicodeDecodeError as error:
        return Reject(0, "invalid_utf8", str(error))
    except (ValueError, RecursionError):
        return Reject(0, "invalid_json", problem)
