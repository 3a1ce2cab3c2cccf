"""Outlets that no lexicon knows and nothing introduces: the source below a report, the words that open its lead."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.mentions.names import SURNAME_ENDS, given_names
from homejobs_extract.mentions.outlet_words import DESKS, HEAD_LINES, NOBODY
from homejobs_extract.normalize import ZWNJ
from homejobs_extract.tokens import LINE, WORD

SOURCE, LONGEST_SOURCE = "منبع", 5
LONGEST_OPENING, SHORTEST_LEAD, NEAR_DASH = 4, 5, 8
DASHES, BAR, COMMA = frozenset("-–"), "|", "،"
FURNITURE = frozenset(("اشتراک", "چاپ", "بازدید", "دیدگاه", "نظر", "برچسب", "عکس", "گفتگو", "گفت"))
KNOWN = ("head", "agency", "speech", "verb", "period", "stage")


def by_source(doc: Document) -> str | None:
    """«منبع: کهن‌دژ جنوب» on a line of its own."""
    tokens = doc.tokens
    for at in (i for i, t in enumerate(tokens[:-2]) if t.key == SOURCE and doc.key(i + 1) == ":"):
        last = at + 2
        while last < len(tokens) and tokens[last].kind == WORD:
            last += 1
        ends = last == len(tokens) or tokens[last].kind == LINE
        if ends and 0 < last - at - 2 <= LONGEST_SOURCE and tokens[at + 2].key not in NOBODY:
            return doc.surface(at + 2, last)
    return None


def by_lead(doc: Document) -> str | None:
    """«تالش‌دیار - فرماندار تالش گفت», «کویرنیوز، مریم نظری - …», «بیهق‌نامه | سه‌شنبه …»: what opens a paragraph."""
    for sentence in doc.sentences[:HEAD_LINES]:
        first = sentence.first
        last = next((i for i in range(first, sentence.last) if doc.tokens[i].kind != WORD), sentence.last)
        if not 0 < last - first <= LONGEST_OPENING or sentence.last - last < SHORTEST_LEAD:
            continue
        if _may_end(doc, first, last) and _is_unknown(doc, first, last):
            return doc.surface(first, last)
    return None


def _may_end(doc: Document, first: int, last: int) -> bool:
    mark = doc.key(last)
    if mark == BAR:
        return _is_compound(doc, first, last)
    if mark == COMMA:
        return _is_compound(doc, first, last) and not DASHES.isdisjoint(doc.keys(last + 1, last + NEAR_DASH))
    return mark in DASHES


def _is_compound(doc: Document, first: int, last: int) -> bool:
    """One word of parts that a ZWNJ joins, or a single token."""
    return all(doc.gap(i) == ZWNJ for i in range(first + 1, last))


def _is_unknown(doc: Document, first: int, last: int) -> bool:
    """Words that are no office, place, date or name; «گلستان‌پیام» begins with a place and is none."""
    if doc.key(first) in NOBODY | DESKS | FURNITURE or doc.key(first) in given_names():
        return False
    if last - first > 1 and not _is_compound(doc, first, last) and doc.key(last - 1).endswith(SURNAME_ENDS):
        return False
    places = [m for m in doc.between("place", first, last) if m.last >= last or not _is_compound(doc, first, last)]
    topics = [m for m in doc.between("topic", first, last) if m.value in ("home", "other")]
    nouns = [m for m in doc.between("noun", first, last) if m.value != "none"]
    return not (places or topics or nouns or any(doc.between(kind, first, last) for kind in KNOWN))
