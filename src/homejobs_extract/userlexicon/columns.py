"""Which files a user's lexicon may hold, which columns each has, and which words a cell may be.

What a cell may be is read from the library's own rows, so that it is written down once: a noun's ``kind`` is one that
some noun of ``nouns.tsv`` has.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from homejobs_extract import lexicons

DROP = "drop"


class Column(NamedTuple):
    """A column: whether a cell must be filled, its content when the column is left out, and what it is checked by.

    ``check`` is ``known`` (a word the library's rows have), ``marks`` (such words joined by «|»), ``kinds`` (by «,»),
    ``phrase`` (has letters), ``phrases`` (joined by «|»), ``number``, ``id``, or empty for any text.
    """

    name: str
    check: str = ""
    required: bool = True
    default: str = ""


def _text(name: str) -> Column:
    return Column(name, required=False)


SURFACE = Column("surface", "phrase")
EXAMPLE = _text("example")
FILES: dict[str, tuple[Column, ...]] = {
    "agencies": (
        Column("id", "id"),
        Column("name_fa", "phrase"),
        Column("name_en"),
        Column("role", "known", required=False),
    ),
    "agency_aliases": (Column("id", "id"), Column("alias", "phrase"), Column("ambiguous", "known", default="no")),
    "agency_deictics": (SURFACE, EXAMPLE),
    "agency_traps": (Column("phrase", "phrase"), _text("note")),
    "cues": (SURFACE, Column("category", "known"), Column("value", "known"), Column("direction", "known"), EXAMPLE),
    "deictics": (SURFACE, Column("level", "known"), EXAMPLE),
    "nouns": (SURFACE, Column("kind", "known"), Column("role", "known"), EXAMPLE),
    "numbered": (SURFACE, Column("reason", "id"), EXAMPLE),
    "outlets": (
        Column("outlet", "phrase"),
        Column("aliases", "phrases", required=False),
        Column("common", "known", default="no"),
    ),
    "places": (
        Column("level", "known"),
        Column("name", "phrase"),
        Column("province", "phrase"),
        _text("code"),
        Column("aliases", "phrases", required=False),
        Column("ambiguous", "marks", required=False),
    ),
    "schemes": (SURFACE, Column("agency", "id"), EXAMPLE),
    "stages": (
        SURFACE,
        Column("stage", "known"),
        Column("kinds", "kinds", required=False),
        Column("role", "known"),
        EXAMPLE,
    ),
    "titles": (Column("title", "phrase"), Column("kind", "known"), EXAMPLE),
    "units": (SURFACE, Column("rials", "number"), EXAMPLE),
    DROP: (Column("file", "id"), Column("column", "id"), Column("value")),
}
# What a row is known by: two rows of the same identity are one row typed twice.
IDENTITY = {
    "agency_aliases": ("id", "alias"),
    "cues": ("surface", "category", "direction"),
    "places": ("level", "name", "province"),
    DROP: ("file", "column", "value"),
}
# Files whose rows name an agency, by the column that holds its id.
NAMING = {"agency_aliases": "id", "schemes": "agency"}


def identity(name: str, row: lexicons.Row) -> tuple[str, ...]:
    """What a row is known by: its first column, unless one word may stand in several rows."""
    return tuple(row[column] for column in IDENTITY.get(name, (FILES[name][0].name,)))


@cache
def known(name: str, column: str) -> frozenset[str]:
    """The words that the library's own rows have in a column.

    >>> sorted(known("nouns", "kind"))
    ['item', 'job', 'none', 'permit', 'person', 'plan']
    """
    return frozenset(word for row in lexicons.rows(name) for word in re.split(r"[|,]", row[column]) if word)


@cache
def values_of(category: str) -> frozenset[str]:
    """The values that the library's cues of a category have.

    >>> sorted(values_of("bound"))
    ['about', 'at_least', 'at_most']
    """
    return frozenset(row["value"] for row in lexicons.rows("cues") if row["category"] == category)
