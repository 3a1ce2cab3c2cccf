"""JSONL: the gate runs on the raw bytes of a piece; only lines that pass it, or look broken, are parsed.

A line the gate stops is looked at as far as this costs next to nothing: it must begin as an object and end as one,
name its text field, and be UTF-8. With ``verify`` every line is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

from homejobs_extract.archive.batches import raw_gate
from homejobs_extract.archive.fields import Fields, article_of
from homejobs_extract.archive.items import Batch, End, Item, Reject, Wanted
from homejobs_extract.archive.lines import Piece, blocks, pieces, pieces_of_block
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.streams import chunks
from homejobs_extract.archive.utf8 import is_utf8
from homejobs_extract.gate import is_relevant_text, plain_json

BOM = b"\xef\xbb\xbf"


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
        self._text_key = b""
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
        for start, line in self._suspects(data):
            yield from self._read(at + start[0], line, start[1])

    def _suspects(self, data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
        """Offset, row and bytes of the lines to parse: on topic, broken, or all of them when asked."""
        starts = {data.rfind(b"\n", 0, hit) + 1 for hit in raw_gate().hits(data)}
        check_all = self._verify or not is_utf8(data)
        escaped = b"\\u" in data
        lines = data.split(b"\n")
        text_key = self._learn_text_key(lines)
        at = 0
        for line in lines:
            if line and not line.isspace():
                framed = line[:1] == b"{" and line[-1:] in b"}\r" and text_key in line
                if at in starts or check_all or not framed or (escaped and self._escapes_topic(line)):
                    yield (at, self._rows), line
                self._rows += 1
            at += len(line) + 1

    @staticmethod
    def _escapes_topic(line: bytes) -> bool:
        return b"\\u" in line and bool(raw_gate().hits(plain_json(line)))

    def _learn_text_key(self, lines: list[bytes]) -> bytes:
        """The text field's name in quotes, from the first line that can be read; none means that all are parsed."""
        for line in lines[:50]:
            if self._text_key:
                break
            row = _parse(line) if line else None
            name = self._fields.find(row).get("text") if isinstance(row, dict) else None
            self._text_key = orjson.dumps(name) if name else b""
        return self._text_key or b"\n"

    def _read(self, position: int, line: bytes, row: int) -> Iterator[Item]:
        found = _parse(line)
        if isinstance(found, Reject):
            yield found._replace(position=position, row=row)
        elif not isinstance(found, dict):
            yield Reject(position, "invalid_json", f"the line holds {type(found).__name__}, not an object", row)
        else:
            for item in article_of(found, self._fields.find(found), position):
                if isinstance(item, Reject) or is_relevant_text(item.text):
                    yield item._replace(row=row)


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
