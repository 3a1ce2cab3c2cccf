"""What money is for: a purpose that names neither the scheme nor anything it lends for is another's."""

from __future__ import annotations

from collections.abc import Iterator

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.mentions.number_stack import words as number_words
from homejobs_extract.tokens import WORD

PURPOSE = frozenset(("برای", "صرف", "بابت", "جهت"))
FIELDS = frozenset(("زمینه", "حوزه"))
ABOUT = FIELDS | {"درباره", "خصوص", "مورد", "منظور"}
ENDS = frozenset(("که", "را", "از", "به", "در", "با", "تا", "هم", "نیز", "یا", "بین", "بر", "توسط", "برای", "جهت"))
TRADES = ("بافی", "بافان", "دوزی", "دوزان", "پزی", "تراشی", "سوزی")
OURS = frozenset(("home", "craft", "craftsman"))
GIVEN = frozenset(("person", "permit", "loan"))
COUNTED = GIVEN | {"plan", "job", "item"}
ELSEWHERE = frozenset(("companies", "cooperatives", "exhibitions"))
KNOWN = ("purpose", "agency", "place", "period", "part", "stage", "unit", "modality", "bound", "basis", "noun")
LONGEST = 8


def is_for_another_purpose(doc: Document, draft: Draft) -> bool:
    """«۴۵ میلیارد تومان هم برای گازرسانی روستاها هزینه شد» in a report on home businesses."""
    first = doc.sentences[draft.sentence].first
    if doc.tells("topic", "home", first, draft.right):
        return False
    given = GIVEN if draft.kind == "loan" else COUNTED
    told = [tells_whose(doc, first, last, given) for first, last in _purposes(doc, draft)]
    return "other" in told and "ours" not in told


def _purposes(doc: Document, draft: Draft) -> Iterator[tuple[int, int]]:
    """The noun phrases after «برای», «صرف» in an amount's own words, and for all numbers after «در زمینه» and «درباره …
    گفت».
    """
    sentence = doc.sentences[draft.sentence]
    told = next((s.first for s in doc.between("speech", sentence.first, draft.first)), sentence.first)
    about = (at for at in range(sentence.first, told) if doc.key(at) in ABOUT)
    words = PURPOSE | ABOUT if draft.kind == "loan" else FIELDS
    own = (at for at in range(draft.left, draft.right) if doc.key(at) in words)
    for at in (*about, *own):
        if not draft.first <= at < draft.last:
            first = last = at + 1
            while last < min(at + 1 + LONGEST, sentence.last) and not _ends(doc, last):
                last += 1
            if last > first:
                yield first, last


def _ends(doc: Document, at: int) -> bool:
    token = doc.tokens[at]
    ends = token.kind != WORD or token.key in ENDS or token.key in number_words()
    return ends or bool(doc.between("verb", at, at + 1))


def tells_whose(doc: Document, first: int, last: int, given: frozenset[str]) -> str:
    """Whether a noun phrase is of the scheme («متقاضیان», «فرش دستباف»), of another matter, or says nothing."""
    keys = doc.keys(first, last)
    if doc.tells("purpose", "ours", first, last) or any(key.endswith(TRADES) for key in keys):
        return "ours"
    if any(m.value in OURS for m in doc.between("topic", first, last)):
        return "ours"
    nouns = doc.between("noun", first, last)
    if any(m.value in given for m in nouns):
        return "ours"
    if doc.tells("purpose", "place", first, first + 1):
        return ""
    elsewhere = any(m.entry.role in ELSEWHERE for m in nouns)
    return "other" if elsewhere or any(_is_unknown(doc, at) for at in range(first, last)) else ""


def _is_unknown(doc: Document, at: int) -> bool:
    return not any(m.last > at for category in KNOWN for m in doc.between(category, at - LONGEST, at + 1))
