"""The words of the interface in Persian and English (``words.tsv``): «مجوز», «permits»."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Lang = Literal["fa", "en"]
DIRECTIONS = {"fa": "rtl", "en": "ltr"}


class Words(NamedTuple):
    """The interface's words in one language; a word that is not in the table stands for itself."""

    lang: Lang
    table: dict[tuple[str, str], str]

    def __call__(self, group: str, key: str | None) -> str:
        """The word for a key: ``words("kind", "permit")`` is «مجوز»."""
        return self.table.get((group, key or "none"), key or "—")

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return DIRECTIONS[self.lang]

    def options(self, group: str) -> dict[str, str]:
        """Every key of a group with its word, in the table's order."""
        return {key: word for (name, key), word in self.table.items() if name == group}


@cache
def words(lang: Lang = "fa") -> Words:
    """The words of one language; raises ``ValueError`` for a language that is not there.

    >>> words("fa")("stage", "issued"), words("en")("stage", "issued")
    ('صادرشده', 'issued')
    """
    if lang not in DIRECTIONS:
        message = f"lang is {lang!r}; give one of: {', '.join(DIRECTIONS)}"
        raise ValueError(message)
    text = files(__package__).joinpath("words.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return Words(lang, {(row["group"], row["key"]): row[lang] for row in rows})
