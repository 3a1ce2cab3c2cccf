"""Villages, and cities that no lexicon knows: named by the word before them, and where the text names them again."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.mentions.place_names import PlaceName
from homejobs_extract.normalize import ZWNJ
from homejobs_extract.tokens import NUMBER, WORD

VILLAGE_HEADS, MAYOR = frozenset(("روستای",)), "دهیار"
BEFORE_VILLAGE = frozenset((
    "در", "به", "از", "دهیار", "دهیاری", "مردم", "اهالی", "زنان", "بانوان", "زن", "بانوی", "خانگی", "بافنده",
    "بافندگان", "بافندههای",
))  # fmt: skip
UNITS = frozenset(("روستا", "شهرستان", "استان", "بخش", "دهستان", "شهر", "این", "آن", "ما", "خود"))
HALVES, ARE = frozenset(("علیا", "سفلی", "وسطی")), "اند"


def find_villages(doc: Document, known: set[int]) -> list[PlaceName]:
    """«روستای اسفیدان», «دهیار هجیج», and cities that no lexicon knows, «شهر کانی‌دینار»; ``known`` are taken."""
    found, placed = [], _placed_in(doc)
    for i, token in enumerate(doc.tokens[:-1]):
        after = doc.tokens[i + 1]
        heads = token.key in VILLAGE_HEADS or (token.key == MAYOR and after.key in placed)
        named = heads and after.kind == WORD and after.key not in UNITS
        if named and not (i and doc.tokens[i - 1].kind == NUMBER):
            last, name = _proper(doc, i + 1) or (i + 2, doc.surface(i + 1, i + 2))
            found.append(PlaceName(i + 1, last, "village", name, None, None))
        elif token.key == "شهر" and after.kind == WORD and i + 1 not in known and not doc.begins(i + 1):
            proper = _proper(doc, i + 1)
            if proper:
                found.append(PlaceName(i + 1, proper[0], "city", proper[1], None, None))
    return found


def _placed_in(doc: Document) -> set[str]:
    """«دهیار هجیج»: the words that the text places something in elsewhere, «در هجیج», where it names such a head."""
    keys = doc.keys(0, len(doc.tokens))
    return {b for a, b in pairwise(keys) if a == "در"} if MAYOR in keys else set()


def villages_again(doc: Document, villages: list[PlaceName], known: set[int]) -> list[PlaceName]:
    """«روستای اسفیدان» and later «در اسفیدان», «دهیار اسفیدان», «۳۲ زن قلعه‌بالا»."""
    names = {doc.key(v.first): v for v in reversed(villages) if v.name and v.level == "village"}
    found = []
    for i, token in enumerate(doc.tokens if names else ()):
        named = names.get(token.key)
        if named and i not in known and doc.key(i - 1) in BEFORE_VILLAGE:
            last = i + named.last - named.first
            if doc.keys(i, last) == doc.keys(named.first, named.last):
                found.append(named._replace(first=i, last=last))
    return found


def _proper(doc: Document, i: int) -> tuple[int, str] | None:
    """A name of one or two ZWNJ-joined words after «شهر» that no lexicon knows: «شهر کانی‌دینار»."""
    last = i + 1
    while last < len(doc.tokens) and doc.tokens[last].kind == WORD and doc.gap(last) == ZWNJ and doc.key(last) != ARE:
        last += 1
    last += doc.key(last) in HALVES
    return (last, doc.surface(i, last)) if last > i + 1 else None
