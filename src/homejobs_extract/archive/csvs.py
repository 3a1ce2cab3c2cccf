"""CSV and TSV: rows numbered from 1 after the header; a bad row or a bad byte costs that row only."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from homejobs_extract.archive.batches import Row, in_batches, passing
from homejobs_extract.archive.fields import Fields, article_of
from homejobs_extract.archive.items import Batch, End, Item, Reason, Reject, Wanted
from homejobs_extract.archive.lines import Piece, pieces
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.streams import chunks

BYTES_IN_ROW = 4096
DELIMITERS = "\t;|,"


def read_csv(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    """The batches of the wanted blocks of a CSV file."""
    csv.field_size_limit(settings.longest_line)
    rows_in_block = max(1, settings.block_bytes // BYTES_IN_ROW)
    lines = Lines(pieces(chunks(source.paths[0]), longest=settings.longest_line))
    yield from in_batches(_rows(lines, settings.fields, rows_in_block, wanted), wanted)


class Lines:
    """The lines of a CSV file as text, which remember whether a quote is open and why they ended early."""

    def __init__(self, found: Iterator[Piece]) -> None:
        self._found = found
        self.broken: list[Reason] = []
        self.quotes = 0
        self.read = 0

    def __iter__(self) -> Iterator[str]:
        for piece in self._found:
            self.read += piece.read
            if piece.broken:
                self.broken.append((piece.broken, piece.detail))
            for line in piece.data.splitlines(keepends=True):
                self.quotes += line.count(b'"')
                yield line.decode("utf-8", "surrogateescape")

    def take_read(self) -> int:
        """The bytes of the file read since this was last asked."""
        read, self.read = self.read, 0
        return read


def _rows(lines: Lines, fields: Fields, rows_in_block: int, wanted: Wanted) -> Iterator[Row]:
    stream = iter(lines)
    first = next(stream, "").removeprefix("\ufeff")
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    roles = fields.find(header)
    number = 0
    if "text" not in roles:
        yield Row(0, [_wrong_header(header)], lines.take_read())
        return
    for number, cells in enumerate(_cells(stream, delimiter), 1):
        block = (number - 1) // rows_in_block
        items = _items(cells, header, roles, number, lines) if wanted.block(block) else []
        lines.quotes = 0
        yield Row(block, items, lines.take_read())
    for reason in lines.broken:
        yield Row(number // rows_in_block, [Reject(number + 1, *reason)])


def _wrong_header(header: list[str]) -> Reject:
    detail = f"none of the columns {', '.join(header)!r} is known to hold the text; name it with --text"
    return Reject(0, "wrong_columns" if header else "empty", detail if header else "the file holds no header")


def _cells(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | csv.Error]:
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except csv.Error as error:
            yield error
        except StopIteration:
            return


def _items(
    cells: list[str] | csv.Error, header: list[str], roles: dict[str, str], number: int, lines: Lines
) -> list[Item]:
    if isinstance(cells, csv.Error):
        return [Reject(number, "bad_row", str(cells))]
    if not cells:
        return []
    if lines.quotes % 2:
        return [Reject(number, "truncated", "the row ends inside quotes")]
    if len(cells) != len(header):
        return [Reject(number, "wrong_columns", f"the row has {len(cells)} cells, the header {len(header)}")]
    if any(map(_has_bad_bytes, cells)):
        return [Reject(number, "invalid_utf8", "the row holds bytes that are no UTF-8")]
    return passing(article_of(dict(zip(header, cells, strict=True)), roles, number))


def _has_bad_bytes(cell: str) -> bool:
    """Whether some bytes of a cell could not be decoded, and so cannot be encoded again."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return True
    return False
