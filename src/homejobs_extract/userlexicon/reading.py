"""TSV and TOML files to rows, each knowing its line; what cannot be read is a problem with file, line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from homejobs_extract.lexicons import Row
from homejobs_extract.userlexicon.columns import FILES

HEADER = re.compile(r"\s*\[\[\s*\"?([\w-]+)\"?\s*\]\]")
KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


class Problem(NamedTuple):
    """What is wrong, and where: file, line and column counted from 1; 0 where there is none."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """``agencies.tsv:3:2: the cell «name_fa» is empty``."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{where}: {self.message}"


class Place(NamedTuple):
    """Where a row stands: its file, its line and the columns in it; of TOML, line and column of each key."""

    file: str
    line: int
    columns: tuple[str, ...] = ()
    keys: tuple[tuple[str, int, int], ...] = ()

    def problem(self, column: str, message: str) -> Problem:
        """A problem with a cell of the row."""
        for key, line, column_of_key in self.keys:
            if key == column:
                return Problem(self.file, line, column_of_key, message)
        number = self.columns.index(column) + 1 if column in self.columns else 0
        return Problem(self.file, self.line, number, message)


class Found(NamedTuple):
    """A row with the file it is for and where it stands."""

    name: str
    row: Row
    place: Place


def read_tsv(path: Path) -> Iterator[Found | Problem]:
    """The rows of one TSV file, columns left out filled with what they default to."""
    name = path.stem
    if name not in FILES:
        yield Problem(path.name, 0, 0, f"no lexicon of this name; there are {', '.join(FILES)}")
        return
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield _not_utf8(path.name, error)
        return
    yield from _tsv_rows(name, path.name, text.replace("\r\n", "\n").split("\n"))


def _not_utf8(file: str, error: UnicodeDecodeError) -> Problem:
    line = error.object[: error.start].count(b"\n") + 1
    return Problem(file, line, 0, f"not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}")


def _tsv_rows(name: str, file: str, lines: list[str]) -> Iterator[Found | Problem]:
    columns = tuple(lines[0].split("\t"))
    problems = list(header_problems(name, Place(file, 1, columns)))
    yield from problems
    if not problems:
        for number, cells in enumerate(lines[1:], 2):
            if cells.strip():
                yield _tsv_row(name, cells, Place(file, number, columns))


def header_problems(name: str, place: Place) -> Iterator[Problem]:
    """Columns that there are not, twice, or that are missing."""
    wanted = {column.name: column for column in FILES[name]}
    shown = " ".join(wanted)
    for number, column in enumerate(place.columns, 1):
        if column not in wanted:
            yield place.problem(column, f"no column {column!r}; {name} has: {shown}")
        elif column in place.columns[: number - 1]:
            yield Problem(place.file, place.line, number, f"the column {column!r} stands twice")
    for needed in wanted.values():
        if needed.required and not needed.default and needed.name not in place.columns:
            yield Problem(place.file, place.line, 0, f"the column {needed.name!r} is missing; {name} has: {shown}")


def _tsv_row(name: str, line: str, place: Place) -> Found | Problem:
    cells = line.split("\t")
    if len(cells) != len(place.columns):
        message = f"{len(cells)} cells, the header has {len(place.columns)}"
        return Problem(place.file, place.line, min(len(cells), len(place.columns) + 1), message)
    return Found(name, complete(name, dict(zip(place.columns, cells, strict=True))), place)


def complete(name: str, row: Row) -> Row:
    """A row with all columns of its file, in their order."""
    return {column.name: row.get(column.name, column.default) for column in FILES[name]}


def read_toml(path: Path) -> Iterator[Found | Problem]:
    """The rows of a TOML file: an array of tables for each lexicon, ``[[agency_aliases]]``."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tables = tomllib.loads(text)
    except UnicodeDecodeError as error:
        yield _not_utf8(path.name, error)
        return
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        yield _toml_problem(path.name, str(error))
        return
    lines = text.split("\n")
    for name, entries in tables.items():
        yield from _toml_rows(path.name, name, entries, lines)


def _toml_rows(file: str, name: str, entries: Any, lines: list[str]) -> Iterator[Found | Problem]:
    elsewhere = Place(file, _line_of(name, lines))
    places = list(toml_places(file, name, lines))
    if name not in FILES or not isinstance(entries, list):
        place = places[0] if places else elsewhere
        yield place.problem("", f"no lexicon of the name {name!r}; there are {', '.join(FILES)}")
        return
    for number, entry in enumerate(entries):
        yield from _toml_row(name, entry, places[number] if len(places) == len(entries) else elsewhere)


def _toml_problem(file: str, message: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    return Problem(file, line, column, f"not TOML: {message.split(' (at ', maxsplit=1)[0]}")


def toml_places(file: str, name: str, lines: list[str]) -> Iterator[Place]:
    """Where the tables of an array stand: the lines of their ``[[name]]``, and of the keys below each."""
    for number, line in enumerate(lines, 1):
        header = HEADER.match(line)
        if header and header[1] == name:
            yield Place(file, number, keys=tuple(_toml_keys(number, lines)))


def _toml_keys(header: int, lines: list[str]) -> Iterator[tuple[str, int, int]]:
    """The keys of one table with their lines and columns."""
    for number, line in enumerate(lines[header:], header + 1):
        if line.lstrip().startswith("["):
            return
        if found := KEY.match(line):
            yield found[1], number, found.start(1) + 1


def _line_of(name: str, lines: Iterable[str]) -> int:
    return next((number for number, line in enumerate(lines, 1) if name in line), 0)


def _toml_row(name: str, entry: Any, place: Place) -> Iterator[Found | Problem]:
    if not isinstance(entry, dict):
        yield place.problem("", f"{name} holds {type(entry).__name__}, not a table")
        return
    problems = list(header_problems(name, place._replace(columns=tuple(entry))))
    if not place.keys:
        problems = [p._replace(column=0) for p in problems]
    wrong = next((key for key, cell in entry.items() if not isinstance(cell, str)), None)
    if wrong is not None:
        problems.append(place.problem(wrong, f"{wrong!r} is {type(entry[wrong]).__name__}, not a string"))
    yield from problems
    if not problems:
        yield Found(name, complete(name, entry), place)
