"""The gazetteer: phrases of the lexicons, found in a row of tokens whatever the spaces and ZWNJs between them.

A phrase is looked up by its letters alone and must begin and end at the edge of a token, so «کسب‌وکار خانگی»,
«کسب و کار خانگی» and «کسبوکارخانگی» are one phrase, while «فسا» is not found in «فساد».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from homejobs_extract.lexicons import Row
from homejobs_extract.memo import Memo
from homejobs_extract.normalize import ZWNJ, key
from homejobs_extract.tokens import WORD, Token

CONJUNCTION = "که"
GLUED_BEFORE = (
    "تعداد", "مبلغ", "شمار", "روز", "نفر", "حداکثر", "حداقل", "برای", "این", "از", "در", "به", "با", "که", "تا", "هر",
    "و",
)  # fmt: skip
GLUED_AFTER = ("است", "شده", "شد", "و", "را", "اند", "ونیم", "های", "در", "از", "به", "که")
ANCHORS = (
    "خبرنگار",
    "خبرگزاری",
    "مدیرکل",
    "رئیس",
    "رییس",
    "معاون",
    "وزیر",
    "مشاغل",
    "خانگی",
    "تسهیلات",
    "میلیارد",
    "میلیون",
    "تومان",
    "استان",
    "شهرستان",
    "سازمان",
    "اداره",
    "برای",
    "باشگاه",
    "هزار",
)
ENDING_NO_WORD = ("مشاغل", "تسهیلات", "میلیارد", "میلیون", "مدیرکل")
NEVER_PARTED = frozenset(
    ("بهبود", "تالار", "بارها", "روزنامه", "درگذشت", "درستی", "درآید", "درآمده", "درگذشته", "روزافزون", "رییسعلی")
)
SHORTEST_GLUED = 5
CROSSED = frozenset("،,()-/ـ«»")
CROSSING = frozenset(("agency", "title"))


class Entry(NamedTuple):
    """A phrase of a lexicon: what it is (``category``), which one (``value``) and how it is used (``role``)."""

    category: str
    value: str
    surface: str
    role: str = ""
    kinds: frozenset[str] = frozenset()


@dataclass(slots=True)
class Mention:
    """A phrase found: its entry and the tokens it covers, ``first`` to ``last`` exclusive.

    ``category`` and ``value`` are those of the entry: ``agency``, ``place``, ``stage`` …, and which one it is.
    """

    entry: Entry
    first: int
    last: int
    category: str = field(init=False)
    value: str = field(init=False)

    def __post_init__(self) -> None:
        self.category, self.value = self.entry.category, self.entry.value


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
        self.words: set[str] = set()
        self.names: set[str] = set()
        for entry in entries:
            self._add(entry)
        begun = {phrase[:i] for phrase in self.phrases for i in range(1, len(phrase))}
        self.begun = {phrase: self.phrases.get(phrase, ()) for phrase in begun}
        self._parting = Memo(self._part)

    def _add(self, entry: Entry) -> None:
        phrase = key(entry.surface)
        self.phrases[phrase] = (*self.phrases.get(phrase, ()), entry)
        self.words.update(key(word) for word in entry.surface.replace(ZWNJ, " ").split())

    def unglue(self, tokens: list[Token]) -> list[Token]:
        """Tokens with the words parted that were written as one: «درمجموع», «بیشتراست», «خبرنگارباشگاه»."""
        sizes = [self._parting[token.key] for token in tokens]
        if not any(sizes):
            return tokens
        found: list[Token] = []
        for token, size in zip(tokens, sizes, strict=True):
            if (
                not size
                or token.kind != WORD
                or token.end - token.start != len(token.key)
                or self._is_surname(token, found)
            ):
                found.append(token)
            else:
                cut = token.start + size
                found.append(Token(token.key[:size], token.start, cut, WORD))
                found.append(Token(token.key[size:], cut, token.end, WORD))
        return found

    def _is_surname(self, token: Token, before: list[Token]) -> bool:
        return bool(before) and before[-1].key in self.names and token.key.startswith(CONJUNCTION)

    def _part(self, word: str) -> int:
        """Where a word is parted that was written together with another, or 0."""
        if word in self.words or word in self.phrases or len(word) < SHORTEST_GLUED or word in NEVER_PARTED:
            return 0
        return next(self._splits(word), 0)

    def _splits(self, word: str) -> Iterator[int]:
        for glued in GLUED_BEFORE:
            if word.startswith(glued) and word[len(glued) :] in self.words and len(word) - len(glued) > 2:
                yield len(glued)
        for glued in GLUED_AFTER:
            if word.endswith(glued) and word[: -len(glued)] in self.words and len(word) - len(glued) > 2:
                yield len(word) - len(glued)
        for anchor in ANCHORS:
            if word.startswith(anchor) and word[len(anchor) :] in self.words:
                yield len(anchor)
            if word.endswith(anchor) and word[: -len(anchor)] in self.words:
                yield len(word) - len(anchor)
        yield from (len(word) - len(end) for end in ENDING_NO_WORD if word.endswith(end) and len(word) > len(end) + 1)

    def find(self, tokens: list[Token]) -> list[Mention]:
        """Every phrase in the tokens, the longest of each category at each place, in order.

        >>> from homejobs_extract.normalize import normalize
        >>> from homejobs_extract.tokens import tokenize
        >>> gazetteer = Gazetteer([Entry("agency", "industry_mine_trade", "صنعت، معدن و تجارت")])
        >>> [(m.value, m.first, m.last) for m in gazetteer.find(tokenize(normalize("حوزه صنعت،معدن وتجارت")))]
        [('industry_mine_trade', 1, 5)]
        """
        found: list[Mention] = []
        ends: dict[str, int] = {}
        begun, phrases = self.begun, self.phrases
        for first, token in enumerate(tokens):
            if token.kind == WORD and (token.key in begun or token.key in phrases):
                for category, (entry, last) in self._longest(tokens, first).items():
                    if last > ends.get(category, 0):
                        ends[category] = last
                        found.append(Mention(entry, first, last))
        return found

    def _longest(self, tokens: list[Token], first: int) -> dict[str, tuple[Entry, int]]:
        """The longest phrase of each category that begins at a token, with the token after it."""
        best: dict[str, tuple[Entry, int]] = {}
        phrase, crossed, last = "", False, first
        while last < len(tokens):
            token = tokens[last]
            last += 1
            if token.kind == WORD:
                phrase += token.key
                goes_on = self.begun.get(phrase)
                for entry in self.phrases.get(phrase, ()) if goes_on is None else goes_on:
                    if not crossed or entry.category in CROSSING:
                        best[entry.category] = entry, last
                if goes_on is None:
                    break
            elif token.key in CROSSED:
                crossed = True
            else:
                break
        return best
