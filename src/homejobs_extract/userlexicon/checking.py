"""Whether the rows of a user's lexicon can be used: every problem at once, by file, line and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from homejobs_extract import lexicons
from homejobs_extract.normalize import key
from homejobs_extract.userlexicon.columns import DROP, FILES, Column, identity, known, values_of
from homejobs_extract.userlexicon.reading import Found, Problem

__all__ = ["LexiconError", "Problem", "problems"]

LONGEST = 200
LARGEST_UNIT = 10**15


class LexiconError(ValueError):
    """A lexicon that cannot be used; ``problems`` holds every reason, the message one a line."""

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        lines = (f"  {problem}" for problem in self.problems)
        super().__init__("\n".join((f"{path}: {len(self.problems)} problems", *lines)))

    def __reduce__(self) -> tuple[type[LexiconError], tuple[Path, tuple[Problem, ...]]]:
        """As its arguments, so that it comes whole out of another process."""
        return type(self), (self.path, self.problems)


def problems(found: list[Found]) -> Iterator[Problem]:
    """Everything that is wrong with rows that could be read."""
    for one in found:
        for column in FILES[one.name]:
            yield from _cell(one, column)
    yield from _twice(found)
    yield from _references(found)
    yield from _drops(found)
    yield from _provinces(found)


def _cell(one: Found, column: Column) -> Iterator[Problem]:
    cell = one.row[column.name]
    if not cell:
        if column.required:
            yield one.place.problem(column.name, f"the cell {column.name!r} is empty")
        return
    message = _plain(cell) or CHECKS[column.check](one, column.name, cell)
    if message:
        yield one.place.problem(column.name, message)


def _plain(cell: str) -> str:
    if cell != cell.strip():
        return f"«{cell.strip()}» has blanks before or after it"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in cell):
        return f"{cell!r} holds a control character"
    return f"{len(cell)} characters; at most {LONGEST}" if len(cell) > LONGEST else ""


def _any(_one: Found, _column: str, _cell: str) -> str:
    return ""


def _phrase(_one: Found, _column: str, cell: str) -> str:
    return "" if key(cell) else f"«{cell}» holds no letters"


def _phrases(one: Found, column: str, cell: str) -> str:
    return next(filter(None, (_phrase(one, column, part) for part in cell.split("|"))), "")


def _known(one: Found, column: str, cell: str) -> str:
    words = known(one.name, column) if column != "value" else values_of(one.row["category"])
    return "" if cell in words or not words else f"{cell!r} is none of: {' '.join(sorted(words))}"


def _marks(one: Found, column: str, cell: str) -> str:
    return next(filter(None, (_known(one, column, mark) for mark in cell.split("|"))), "")


def _kinds(one: Found, column: str, cell: str) -> str:
    return next(filter(None, (_known(one, column, kind) for kind in cell.split(","))), "")


def _number(_one: Found, _column: str, cell: str) -> str:
    good = cell.isascii() and cell.isdecimal() and 0 < int(cell[:20]) <= LARGEST_UNIT
    return "" if good else f"{cell!r} is no whole number from 1 to 10^15 in Latin digits"


def _id(_one: Found, _column: str, cell: str) -> str:
    good = cell.isascii() and cell.isidentifier() and cell.islower()
    return "" if good else f"{cell!r} is no id: small Latin letters, digits and _"


CHECKS: dict[str, Callable[[Found, str, str], str]] = {
    "": _any,
    "id": _id,
    "kinds": _kinds,
    "known": _known,
    "marks": _marks,
    "number": _number,
    "phrase": _phrase,
    "phrases": _phrases,
}


def _twice(found: list[Found]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], Found] = {}
    for one in found:
        row = (one.name, *identity(one.name, one.row))
        first = seen.setdefault(row, one)
        if first is not one:
            where = f"{first.place.file}, line {first.place.line}"
            yield one.place.problem("", f"«{' '.join(row[1:])}» stands twice: also in {where}")


def _references(found: list[Found]) -> Iterator[Problem]:
    """Ids of agencies and names of provinces that no file has, or that were dropped."""
    agencies = _kept("agencies", "id", found)
    referring = {
        "agency_aliases": ("id", agencies, "agency has the id"),
        "schemes": ("agency", agencies, "agency has the id"),
        "places": ("province", _kept("places", "province", found), "province is called"),
    }
    for one in found:
        if one.name in referring:
            column, all_of, what = referring[one.name]
            if one.row[column] and one.row[column] not in all_of:
                yield one.place.problem(column, f"no {what} {one.row[column]!r}")


def _kept(name: str, column: str, found: list[Found]) -> frozenset[str]:
    """What may be referred to: the library's that was not dropped, and one's own (of places, the provinces)."""
    dropped = [one.row for one in found if one.name == DROP and one.row["file"] == name]
    gone = {drop["value"] for drop in dropped if drop["column"] == column}
    own = {one.row[column] for one in found if one.name == name and one.row.get("level", "province") == "province"}
    return known(name, column) - gone | own


def _provinces(found: list[Found]) -> Iterator[Problem]:
    """Provinces that lie in another one."""
    for one in found:
        if one.name == "places" and one.row["level"] == "province" and one.row["province"] != one.row["name"]:
            yield one.place.problem("province", f"a province lies in itself: give «{one.row['name']}» again")


def _drops(found: list[Found]) -> Iterator[Problem]:
    """Rows of ``drop`` that name no file or column, or drop nothing."""
    for one in found:
        if one.name != DROP:
            continue
        file, column, value = one.row["file"], one.row["column"], one.row["value"]
        if file not in FILES or file == DROP:
            yield one.place.problem("file", f"no lexicon {file!r} to drop rows of")
        elif column not in {c.name for c in FILES[file]}:
            yield one.place.problem("column", f"{file} has no column {column!r}")
        elif not any(row[column] == value for row in lexicons.rows(file)):
            yield one.place.problem("value", f"no row of {file} has «{value}» as its {column}")
