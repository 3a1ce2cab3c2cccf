"""What a throw-away extractor costs: fold letters, find phrases, find digits, join each number with the nearest phrase.

It reads far too little to be of use; it shows what finding alone takes.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from homejobs_extract import lexicons

PHRASES = 340
NUMBER = re.compile(r"[0-9۰-۹٠-٩]+(?:[.,٬٫/][0-9۰-۹٠-٩]+)*")
SENTENCE = re.compile(r"[.!؟\n]+")
FOLDED = dict(zip("يىكةۀأإؤئ٠١٢٣٤٥٦٧٨٩", "ییکههااوی۰۱۲۳۴۵۶۷۸۹", strict=True))


class Found(NamedTuple):
    """A number and the phrase nearest to it."""

    start: int
    end: int
    number: str
    phrase: str


class Floor:
    """The extractor, its phrases compiled once."""

    def __init__(self) -> None:
        names = ("nouns", "units", "stages")
        surfaces = dict.fromkeys(row["surface"] for name in names for row in lexicons.rows(name))
        self._phrases = list(surfaces)[:PHRASES]
        self._search = AhoCorasick(self._phrases, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str) -> list[Found]:
        """Every number of a text."""
        for char, to in FOLDED.items():
            text = text.replace(char, to)
        found = self._search.find_matches_as_indexes(text)
        starts = [start for _, start, _ in found]
        sentences = [m.start() for m in SENTENCE.finditer(text)]
        made = []
        for number in NUMBER.finditer(text):
            at = min(bisect(starts, number.start()), len(starts) - 1)
            phrase = self._phrases[found[at][0]] if found else ""
            bisect(sentences, number.start())
            made.append(Found(number.start(), number.end(), number[0], phrase))
        return made
