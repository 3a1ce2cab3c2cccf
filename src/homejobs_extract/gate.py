"""The gate: is an article about home-based businesses at all? Asked before anything is normalized or even parsed.

Every phrase of the topic (``lexicons/cues.tsv``: category ``topic``, value ``home``) holds one of three stems, and few
other articles do. On raw bytes the stems are looked for, with what may stand between or instead of their letters; a
hit is then read with its neighbours, so that «خانه» in «وزارتخانه» costs little. «لوازم خانگی» passes on bytes and
is stopped by :func:`is_relevant_text`, which asks for a whole phrase. The gate is a little wider than the topic
(``WIDER``, ``APART``), since an article that it stops is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import orjson

from homejobs_extract import lexicons
from homejobs_extract.normalize import MARKS, ZWNJ, key, replace_chars, tables

STEMS = ("خانگ", "خانه", "منزل")
BARE = "خانگی"
WIDER = ("خانه‌محور", "منزل‌محور")
APART = re.compile("(?:(?:مشاغل|شغل|شاغل|اشتغال|کسب|کارگاه)[^\\W\\d]{0,30}?|بافی|دوزی|پزی|سازی)خانگی")
FORMATS = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad"
BETWEEN_LETTERS = f"[{MARKS}{FORMATS}]"
NO_LETTER = re.compile(r"[\W_]+")
NEAR = 64


@cache
def home_keys() -> tuple[str, ...]:
    """The keys of the topic's phrases; ``ValueError`` for a phrase without any of the gate's stems.

    >>> "کسبوکارخانگی" in home_keys(), "خانگی" in home_keys()
    (True, False)
    """
    rows = [r for r in lexicons.rows("cues") if r["category"] == "topic" and r["value"] == "home"]
    surfaces = {*WIDER, *(row["surface"] for row in rows if row["surface"] != BARE)}
    keys = sorted(map(key, surfaces))
    for phrase in keys:
        if not any(stem in phrase for stem in STEMS):
            message = f"lexicons/cues.tsv: «{phrase}» holds none of the gate's stems {STEMS}; add one"
            raise ValueError(message)
    return tuple(keys)


def is_relevant_text(text: str) -> bool:
    """Whether a text names home-based businesses, whatever its letters, spaces and ZWNJs; «خانگی» alone does not.

    >>> [is_relevant_text(t) for t in ("كسب و كارهاي خانگي", "کسب‌وکارِ خانه محور", "لوازم خانگی")]
    [True, True, False]
    """
    found = patterns(TEXT)
    return any(found.fits(text, at) and _names_home(text[max(0, at - NEAR) : at + NEAR]) for at in _stem_starts(text))


def _names_home(stretch: str) -> bool:
    """Whether a stretch of text holds a phrase of the topic, all that is no letter left aside.

    >>> [_names_home(t) for t in ("مشاغل روستایی و خانگی", "کسب و کارهای خانه‌محور", "لوازم خانگی")]
    [True, True, False]
    """
    hazm, fold = tables()
    letters = replace_chars(replace_chars(NO_LETTER.sub("", re.sub(BETWEEN_LETTERS, "", stretch)), hazm), fold)
    return any(phrase in letters for phrase in home_keys()) or APART.search(letters) is not None


class Writing(NamedTuple):
    """How letters are written, as pattern source: as themselves or as UTF-8; and how far back a neighbour may begin.

    ``no_more_letters`` holds where a word ends: «خانه کارگر» is no «خانه‌کار».
    """

    letter: Callable[[str], str]
    inside: str
    outside: str
    no_more_letters: str
    farthest: int


TEXT = Writing(re.escape, f"{BETWEEN_LETTERS}*+", r"[\W_]{0,12}?", r"(?![^\W\d_])", 16)
UTF8 = Writing(
    lambda char: "".join(f"\\x{byte:02x}" for byte in char.encode()),
    r"(?:\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa9]|\xd9[\x80\x8b-\x9f]|\xd9\xb0|\xc2\xad|\xef\xbb\xbf)*+",
    r"(?:[\x00-\x7f]|\xe2..|\xc2.|\xd8[\x8c\x9b\x9f]|\xd9[\x80\x8b-\x9f]|\xef\xbb\xbf){0,12}?",
    r"(?!\xd8[\xa0-\xbf]|\xd9[\x81-\x8a\xae-\xbf]|\xda|\xdb[\x80-\x93])",
    18,
)


class Patterns(NamedTuple):
    """What a hit is tried against: a stem in any form, one that says enough together with what follows it, and what
    else must stand before it.
    """

    stem: re.Pattern[Any]
    enough: re.Pattern[Any]
    before: re.Pattern[Any]
    farthest: int

    def fits(self, data: str | bytes, at: int) -> bool:
        """Whether a stem that begins at an offset may belong to a phrase of the topic."""
        if self.enough.match(data, at):
            return True
        found = self.before.search(data, max(0, at - self.farthest), at)
        return found is not None and self.stem.match(data, at) is not None


@cache
def patterns(writing: Writing) -> Patterns:
    """The patterns for one way of writing, made from the topic's phrases and the normalizer's character tables."""
    stems = "|".join(_any_form(stem, writing) for stem in STEMS)
    before, after = _neighbours()
    endings = "|".join(_any_form(left, writing) for left in before)
    followers = "|".join(_any_form(right, writing) for right in after)
    word_end = f"(?:{writing.inside}{writing.no_more_letters}|{writing.letter(ZWNJ)})"
    followed = f"(?:{stems}){writing.outside}(?:{followers}){word_end}"
    sources = stems, f"{_any_form(STEMS[0], writing)}|{followed}", f"(?:{endings}){writing.outside}\\Z"
    encode: Callable[[str], Any] = str if writing is TEXT else str.encode
    stem, enough, ending = (re.compile(encode(source), re.DOTALL) for source in sources)
    return Patterns(stem, enough, ending, writing.farthest)


@cache
def _neighbours() -> tuple[list[str], list[str]]:
    """The two letters before a stem that ends its phrase («در خانه»), and all that follow one («خانه‌محور»)."""
    parts = [phrase.partition(stem) for stem in STEMS[1:] for phrase in home_keys() if stem in phrase]
    before = {left[-2:] for left, _, right in parts if not right}
    return sorted(before), sorted({right for _, _, right in parts if right})


def _any_form(letters: str, writing: Writing) -> str:
    forms = ("|".join(map(writing.letter, variants(letter))) for letter in letters)
    return writing.inside.join(f"(?>{choice})" for choice in forms)


@cache
def variants(letter: str) -> tuple[str, ...]:
    """A letter and the characters that normalization makes into it («ه»: «ہ», «ۀ», «ة», presentation forms …).

    >>> "ي" in variants("ی"), "ﮔ" in variants("گ")
    (True, True)
    """
    return (letter, *(char for table in tables() for char, to in table.items() if to == letter))


BREAKS = "\u200c\u200d\u200b\u200e\u200f\u0640"
VOWELS = "\u064e\u0650\u0652"
OTHER_H = "\u06be\u06c1\u06d5\u06c0\u0629"
PRESENTED = "".join(map(chr, (*range(0xFEA5, 0xFEA9), *range(0xFEE1, 0xFEE5))))


FOLLOWERS = frozenset(f"گه{BREAKS}{VOWELS}{OTHER_H}")


@cache
def anchors() -> tuple[str, ...]:
    """Short strings, with one of which the stem of every mention begins, besides «خان» with one of the followers."""
    return (STEMS[2], *("خان"[:size] + char for size in (1, 2) for char in BREAKS), *PRESENTED)


def _stem_starts(text: str) -> Iterator[int]:
    """Where a stem may begin in a text."""
    for at in _occurrences("خان", text):
        if text[at + 3 : at + 4] in FOLLOWERS:
            yield at
    for anchor in anchors():
        yield from _occurrences(anchor, text)


def _occurrences(anchor: str, text: str) -> Iterator[int]:
    at = text.find(anchor)
    while at >= 0:
        yield at
        at = text.find(anchor, at + 1)


def _two_bytes(strings: Iterable[str]) -> frozenset[bytes]:
    """The first two bytes of each: enough to tell followers from the other letters, if not from all other signs."""
    return frozenset(string.encode()[:2] for string in strings)


def _utf8_anchors() -> list[bytes]:
    """As bytes, presentation forms left aside; the breaks of U+2000 to U+203F share two bytes, and so one search."""
    encoded = (anchor.encode() for anchor in anchors() if anchor not in PRESENTED)
    return list(dict.fromkeys(a[:-1] if a[-3:-1] == b"\xe2\x80" else a for a in encoded))


def plain_json(line: bytes) -> bytes:
    """A JSON line with its letters as UTF-8; as it stands when it holds no escapes or is no JSON.

    >>> plain_json(rb'{"text": "\\u062e\\u0627\\u0646\\u0647"}').decode()
    '{"text":"خانه"}'
    """
    if b"\\u" not in line:
        return line
    try:
        return orjson.dumps(orjson.loads(line))
    except ValueError:
        return line


Search = Callable[[bytes], list[tuple[int, int, int]]]


class RawGate:
    """The gate on UTF-8 bytes, before they are parsed.

    Each anchor is a search of its own: a single string is found by vector instructions, some thirty times faster
    than the same strings together.
    """

    def __init__(self) -> None:
        self._stem = search_for(["خان".encode()])
        self._followers = _two_bytes(FOLLOWERS)
        self._others = [search_for([anchor]) for anchor in _utf8_anchors()]
        self._presentation_forms = search_for([b"\xef\xba"]), search_for([b"\xef\xbb"])
        self._escapes = search_for([b"\\u"])
        self._presented = frozenset(char.encode() for char in PRESENTED)
        self._fits = patterns(UTF8).fits

    def hits(self, chunk: bytes) -> list[int]:
        """Offsets, in order, at which the chunk may name home-based businesses: none missed, few too many."""
        followers = self._followers
        found = [at for _, at, end in self._stem(chunk) if chunk[end : end + 2] in followers]
        for search in self._others:
            found += [at for _, at, _ in search(chunk)]
        if b"\xef" in chunk:
            found += self._presented_hits(chunk)
        return sorted(at for at in found if self._fits(chunk, at)) if found else found

    def _presented_hits(self, chunk: bytes) -> list[int]:
        """Where a stem may begin in presentation forms: a word of them has a letter of the first row and often both."""
        first, second = self._presentation_forms
        forms = first(chunk)
        forms += second(chunk) if forms else []
        return [at for _, at, _ in forms if chunk[at : at + 3] in self._presented]

    def passes(self, line: bytes) -> bool:
        """Whether a JSON line or another article in bytes may name home-based businesses.

        >>> RawGate().passes('{"text": "۲۲۶ مجوز مشاغل خانگي"}'.encode())
        True
        """
        return bool(self.hits(plain_json(line) if self._escapes(line) else line))


def search_for(strings: list[bytes]) -> Search:
    """A search of bytes for strings: which, from where, to where; fastest for a single one."""
    from ahocorasick_rs import BytesAhoCorasick, MatchKind

    return BytesAhoCorasick(strings, matchkind=MatchKind.LeftmostFirst).find_matches_as_indexes
