"""CSV and TSV: rows numbered from 1 after the header; a bad row or a bad byte costs that row only."""

from __future__ import annotations

import csv
from collections import deque
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


class Lines(Iterator[str]):
    """The lines of a CSV file as text; remembers those of the row being read, and can give lines back.

    ``cut_off`` is true when the file ended within the row. ``broken`` is why some lines are missing.
    """

    def __init__(self, found: Iterator[Piece]) -> None:
        self._lines = self._decoded(found)
        self._given_back: deque[str] = deque()
        self.broken: list[Reason] = []
        self.row: list[str] = []
        self.cut_off = False
        self.read = 0

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else next(self._lines, None)
        if line is None:
            self.cut_off = bool(self.row)
            raise StopIteration
        self.row.append(line)
        return line

    def begin_row(self) -> None:
        """Forget the row that was read."""
        self.row, self.cut_off = [], False

    def keep_first(self) -> None:
        """Give back the lines of the row but its first."""
        self._given_back.extendleft(reversed(self.row[1:]))

    def take_read(self) -> int:
        """The bytes of the file read since this was last asked."""
        read, self.read = self.read, 0
        return read

    def take_broken(self) -> list[Reason]:
        """What was found broken since this was last asked."""
        broken, self.broken = self.broken, []
        return broken

    def _decoded(self, found: Iterator[Piece]) -> Iterator[str]:
        for piece in found:
            self.read += piece.read
            if piece.broken:
                self.broken.append((piece.broken, piece.detail))
            for line in piece.data.splitlines(keepends=True):
                yield line.decode("utf-8", "surrogateescape")


def _rows(lines: Lines, fields: Fields, rows_in_block: int, wanted: Wanted) -> Iterator[Row]:
    first = next(lines, "").removeprefix("\ufeff")
    delimiter = max(DELIMITERS, key=first.count)
    header = next(csv.reader([first], delimiter=delimiter), [])
    roles = fields.find(header)
    if "text" not in roles:
        yield Row(0, [_wrong_header(header)], lines.take_read())
        return
    number = 0
    for number, cells in enumerate(_cells(lines, delimiter, len(header)), 1):
        block = (number - 1) // rows_in_block
        items: list[Item] = [Reject(number, *reason) for reason in lines.take_broken()]
        if wanted.block(block):
            items += _items(cells, header, roles, number)
        yield Row(block, items, lines.take_read())
    for reason in lines.take_broken():
        yield Row(number // rows_in_block, [Reject(number + 1, *reason)])


def _wrong_header(header: list[str]) -> Reject:
    detail = f"none of the columns {', '.join(header)!r} is known to hold the text; name it with --text"
    return Reject(0, "wrong_columns" if header else "empty", detail if header else "the file holds no header")


def _cells(lines: Lines, delimiter: str, width: int) -> Iterator[list[str] | Reason]:
    """The cells of each row, or why it has none.

    A quote that is never closed makes one row of all that follows: only the line in which it is opened is left out.
    """
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin_row()
        try:
            cells: list[str] | Reason = next(reader)
        except csv.Error as error:
            cells = ("bad_row", str(error))
        except StopIteration:
            return
        if lines.cut_off:
            cells = ("truncated", "the row ends inside quotes")
        if len(lines.row) > 1 and (isinstance(cells, tuple) or _swallows_rows(cells, lines.row, delimiter, width)):
            lines.keep_first()
            cells = cells if isinstance(cells, tuple) else ("bad_row", "a quote is opened and not closed in the row")
        yield cells


def _swallows_rows(cells: list[str], row: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is several rows: an odd quote among them, or too many cells and a row within."""
    if sum(line.count('"') for line in row) % 2:
        return True
    return len(cells) != width and len(next(csv.reader(row[1:2], delimiter=delimiter), [])) == width


def _items(cells: list[str] | Reason, header: list[str], roles: dict[str, str], number: int) -> list[Item]:
    if isinstance(cells, tuple):
        return [Reject(number, *cells)]
    if not cells:
        return []
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
