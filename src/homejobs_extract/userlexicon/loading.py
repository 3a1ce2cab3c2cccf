"""A user's lexicon: found, read, checked, and laid over the library's own rows.

It holds rows of its own and rows of the library that give way to them (``drop.tsv``: file, column, value).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from homejobs_extract import lexicons
from homejobs_extract.lexicons import DATA_VERSION, Row
from homejobs_extract.normalize import key
from homejobs_extract.userlexicon.checking import LexiconError, problems
from homejobs_extract.userlexicon.columns import DROP, NAMING, identity, known
from homejobs_extract.userlexicon.reading import Found, Problem, complete, read_toml, read_tsv

KEPT = 16
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Rows to add to each of the library's lexicons, and rows to leave out; ``path`` is where they came from.

    A row of the same identity as one of the library's takes its place; of a place it knows, it adds aliases.
    """

    path: Path
    added: dict[str, tuple[Row, ...]]
    dropped: tuple[Row, ...]
    version: str

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows in use: the library's that were not dropped, then the user's; new agencies' names are aliases."""
        found = tuple(row for _, row in self.numbered(name))
        if name == "agency_aliases":
            found = (*found, *self._own_names(found))
        column = NAMING.get(name)
        return found if column is None else tuple(row for row in found if row[column] in self._agencies)

    @cached_property
    def _agencies(self) -> frozenset[str]:
        return frozenset(row["id"] for row in self.rows("agencies"))

    def _own_names(self, aliases: tuple[Row, ...]) -> Iterator[Row]:
        """The names of new agencies that no alias repeats."""
        listed = {identity("agency_aliases", row) for row in aliases}
        for row in self.added.get("agencies", ()):
            new = row["id"] not in known("agencies", "id")
            if new and (row["id"], row["name_fa"]) not in listed:
                yield complete("agency_aliases", {"id": row["id"], "alias": row["name_fa"]})

    def numbered(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows in use, each with its number among :meth:`table`."""
        dropped = {(drop["column"], drop["value"]) for drop in self.dropped if drop["file"] == name}
        own = self.added.get(name, ())
        replaced = {identity(name, row) for row in own} if name != "places" else set()
        for number, row in enumerate(lexicons.rows(name)):
            if identity(name, row) not in replaced and not dropped.intersection(row.items()):
                yield number, row
        numbers = {identity(name, row): number for number, row in enumerate(lexicons.rows(name))}
        for number, row in enumerate(own, len(numbers)):
            yield numbers.get(identity(name, row), number) if name == "places" else number, row

    def table(self, name: str) -> tuple[Row, ...]:
        """All rows, also those that give way: the library's first, so that their numbers stay, then the user's."""
        return (*lexicons.rows(name), *self.added.get(name, ()))

    @cached_property
    def outlets(self) -> dict[str, str]:
        """The user's outlets by key of their names and aliases."""
        rows = self.added.get("outlets", ())
        return {
            key(name): row["outlet"] for row in rows for name in (row["outlet"], *row["aliases"].split("|")) if name
        }

    @property
    def data_version(self) -> str:
        """The library's version of its data with a digest of this lexicon: ``2026.11.24+1f0c9b2e``."""
        return f"{DATA_VERSION}+{self.version}"


def load_lexicon(path: Path | str | Lexicon) -> Lexicon:
    """The lexicon of a folder of TSV files or of one TOML file; read anew only when a file has changed.

    Raises ``LexiconError``, a ``ValueError``, with every problem by file, line and column; ``OSError`` for a path that
    cannot be read.
    """
    if isinstance(path, Lexicon):
        return path
    files = _files(Path(path))
    stamp = tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    return _load(Path(path), stamp)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        if path.suffix != ".toml" and path.exists():
            raise LexiconError(path, [Problem(path.name, 0, 0, "give a folder of .tsv files, or one .toml file")])
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix in (".tsv", ".toml"))
    if not found:
        raise LexiconError(path, [Problem(path.name, 0, 0, "the folder holds no .tsv and no .toml file")])
    return found


@lru_cache(maxsize=KEPT)
def _load(path: Path, stamp: Stamp) -> Lexicon:
    files = [Path(name) for name, _, _ in stamp]
    items = [item for file in files for item in (read_toml(file) if file.suffix == ".toml" else read_tsv(file))]
    found = [item for item in items if isinstance(item, Found)]
    wrong = [item for item in items if isinstance(item, Problem)]
    wrong = [*wrong, *problems(found)]
    if wrong:
        raise LexiconError(path, sorted(wrong))
    return Lexicon(path, _by_name(found), tuple(one.row for one in found if one.name == DROP), _digest(found))


def _by_name(found: Iterable[Found]) -> dict[str, tuple[Row, ...]]:
    added: dict[str, tuple[Row, ...]] = {}
    for one in found:
        if one.name != DROP:
            added[one.name] = (*added.get(one.name, ()), one.row)
    return added


def _digest(found: Iterable[Found]) -> str:
    """The same for the same rows, whatever the files' names, order and format."""
    rows = sorted("\t".join((one.name, *one.row.values())) for one in found)
    return hashlib.blake2b("\n".join(rows).encode(), digest_size=4).hexdigest()
