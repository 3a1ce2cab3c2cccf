"""The gazetteer: phrases of the lexicons, found in a row of tokens whatever the spaces and ZWNJs between them.

A phrase is looked up by its letters alone and must begin and end at the edge of a token, so «کسب‌وکار خانگی»,
«کسب و کار خانگی» and «کسبوکارخانگی» are one phrase, while «فسا» is not found in «فساد».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from homejobs_extract.lexicons import Row
from homejobs_extract.normalize import key
from homejobs_extract.tokens import MARK, WORD, Token

CONJUNCTION = "که"
GLUED_BEFORE = ("تعداد", "مبلغ", "شمار", "روز", "برای", "این", "از", "در", "به", "با", "که", "تا", "هر", "و")
GLUED_AFTER = ("است", "شده", "شد", "و", "را", "اند", "ونیم", "های", "در", "از", "به", "که")
SHORTEST_GLUED = 5
CROSSED = frozenset("،,()-/ـ«»")


class Entry(NamedTuple):
    """A phrase of a lexicon: what it is (``category``), which one (``value``) and how it is used (``role``)."""

    category: str
    value: str
    surface: str
    role: str = ""
    kinds: frozenset[str] = frozenset()


class Mention(NamedTuple):
    """A phrase found: its entry and the tokens it covers, ``first`` to ``last`` exclusive."""

    entry: Entry
    first: int
    last: int

    @property
    def category(self) -> str:
        """What the phrase is: ``agency``, ``place``, ``stage``, …"""
        return self.entry.category

    @property
    def value(self) -> str:
        """Which one it is, in the lexicon's own word."""
        return self.entry.value


class PlaceTable:
    """The rows of places, with what is asked of a province: its code, and whether a county has its name."""

    def __init__(self, rows: tuple[Row, ...] = ()) -> None:
        self.rows = rows
        self.codes = {row["name"]: row["code"] for row in rows if row["level"] == "province"}
        self.namesakes = {row["name"] for row in rows if row["level"] == "county" and row["name"] == row["province"]}


class Gazetteer:
    """All phrases, compiled once, with the agencies and places that they name; ``find`` walks the tokens once."""

    def __init__(self, entries: Iterable[Entry], *, agencies: Iterable[Row] = (), places: tuple[Row, ...] = ()) -> None:
        self.agencies: dict[str, Row] = {}
        self.roles: dict[str, str] = {}
        for row in agencies:
            self.agencies[row["id"]] = {name: row[name] for name in ("id", "name_fa", "name_en")}
            self.roles[row["id"]] = row["role"]
        self.places = PlaceTable(places)
        self.phrases: dict[str, tuple[Entry, ...]] = {}
        self.prefixes: set[str] = set()
        self.words: set[str] = set()
        self.names: set[str] = set()
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        phrase = key(entry.surface)
        self.phrases[phrase] = (*self.phrases.get(phrase, ()), entry)
        self.prefixes.update(phrase[:i] for i in range(1, len(phrase)))
        self.words.update(key(word) for word in entry.surface.replace("\u200c", " ").split())

    def unglue(self, tokens: list[Token]) -> list[Token]:
        """Tokens with the words parted that were written as one: «درمجموع», «ازابتدای», «بیشتراست»."""
        known = self.words
        found: list[Token] = []
        for token in tokens:
            surname = bool(found) and found[-1].key in self.names and token.key.startswith(CONJUNCTION)
            if (
                token.kind != WORD
                or token.key in known
                or token.key in self.phrases
                or len(token.key) < SHORTEST_GLUED
                or surname
            ):
                found.append(token)
            else:
                found.extend(self._parts(token))
        return found

    def _parts(self, token: Token) -> tuple[Token, ...]:
        for size in self._splits(token.key):
            if token.end - token.start == len(token.key):
                cut = token.start + size
                return Token(token.key[:size], token.start, cut, WORD), Token(token.key[size:], cut, token.end, WORD)
        return (token,)

    def _splits(self, word: str) -> Iterator[int]:
        for glued in GLUED_BEFORE:
            if word.startswith(glued) and word[len(glued) :] in self.words and len(word) - len(glued) > 2:
                yield len(glued)
        for glued in GLUED_AFTER:
            if word.endswith(glued) and word[: -len(glued)] in self.words and len(word) - len(glued) > 2:
                yield len(word) - len(glued)

    def find(self, tokens: list[Token]) -> list[Mention]:
        """Every phrase in the tokens, the longest of each category at each place, in order.

        >>> from homejobs_extract.normalize import normalize
        >>> from homejobs_extract.tokens import tokenize
        >>> gazetteer = Gazetteer([Entry("agency", "industry_mine_trade", "صنعت، معدن و تجارت")])
        >>> gazetteer.find(tokenize(normalize("حوزه صنعت،معدن وتجارت")))[0][1:]
        (1, 5)
        """
        found: list[Mention] = []
        ends: dict[str, int] = {}
        prefixes = self.prefixes
        phrases = self.phrases
        for first, token in enumerate(tokens):
            if token.kind == WORD and (token.key in prefixes or token.key in phrases):
                for mention in self._longest(tokens, first):
                    if mention.last > ends.get(mention.category, 0):
                        ends[mention.category] = mention.last
                        found.append(mention)
        return found

    def _longest(self, tokens: list[Token], first: int) -> Iterable[Mention]:
        best: dict[str, Mention] = {}
        for last, phrase, crossed in self._walk(tokens, first):
            for entry in self.phrases.get(phrase, ()):
                if not crossed or entry.category in ("agency", "title"):
                    best[entry.category] = Mention(entry, first, last)
        return best.values()

    def _walk(self, tokens: list[Token], first: int) -> Iterator[tuple[int, str, bool]]:
        phrase, crossed = "", False
        for last in range(first, len(tokens)):
            token = tokens[last]
            if token.kind == WORD:
                phrase += token.key
                yield last + 1, phrase, crossed
                if phrase not in self.prefixes:
                    return
            elif token.kind == MARK and token.key in CROSSED:
                crossed = True
            else:
                return
