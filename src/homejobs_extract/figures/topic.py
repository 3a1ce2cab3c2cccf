"""Which numbers are about home businesses: those of topical sentences, but for statements of others inside them."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.clauses import Sentence
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.statements import is_told_after_ours, is_told_before_ours
from homejobs_extract.figures.topical import POINTERS, has_focus, is_relevant, second_headline, topical_sentences

SEVERAL, NEAR_MONEY = 3, 2
MONEY = frozenset(("تسهیلات", "وام", "وامها", "مبلغ", "اعتبار", "اعتبارات", "رقم", "میزان"))
AMOUNTS = frozenset(("مبلغ", "رقم", "میزان"))
OFF = "off_topic"


def mark_off_topic(doc: Document, drafts: list[Draft]) -> None:
    """Mark the drafts that are not about home businesses with the reason; a share of them may be."""
    focus, lent = has_focus(doc), _lent_before(doc, drafts)
    topical = topical_sentences(doc, focus=focus) if is_relevant(doc) else [False] * len(doc.sentences)
    borrowed = {d.clause for d in drafts if d.kind == "loan" and d.value in lent}
    several = sum(m.value == "other" for m in doc.mentions.get("topic", ())) >= SEVERAL
    for draft in drafts:
        ours = topical[draft.sentence] or (draft.kind == "loan" and draft.value in lent) or draft.clause in borrowed
        ours = ours and not _before_ours(doc, drafts, draft, topical, focus) and not is_told_after_ours(doc, draft)
        draft.dropped = "" if ours or _before_aside(doc, draft, topical) else OFF
        draft.topic = _told_by(doc, draft, focus=focus) + ("_among_others" if several else "")


def _lent_before(doc: Document, drafts: list[Draft]) -> set[int]:
    """«۲۱ میلیارد تسهیلات گرفتند. این تسهیلات به عنوان مشاغل خانگی …»: amounts that a later sentence calls ours;
    «متقاضیان مشاغل خانگی …، سقف این تسهیلات» calls what it named itself.
    """
    found: set[int] = set()
    loans = [d for d in drafts if d.kind == "loan"]
    for number, sentence in enumerate(doc.sentences):
        at = _pointed_money(doc, sentence)
        if not at:
            continue
        home = next((m.first for m in doc.between("topic", sentence.first, sentence.last) if m.value == "home"), None)
        if home is not None and (home > at or doc.key(at + 1) in AMOUNTS):
            before = [d for d in loans if d.first < at and number - d.sentence <= NEAR_MONEY]
            found.update(d.value for d in before[-1:] if d.sentence < number)
    return found


def _pointed_money(doc: Document, sentence: Sentence) -> int:
    """The token of «برای دریافت این مبلغ», or 0; «علاوه بر این تسهیلات» is another's."""
    keys = doc.keys(sentence.first, sentence.last)
    pairs = enumerate(pairwise(keys), sentence.first)
    return next((i for i, (a, b) in pairs if a in POINTERS and b in MONEY and doc.key(i - 1) != "بر"), 0)


def _before_ours(doc: Document, drafts: list[Draft], draft: Draft, topical: list[bool], focus: bool) -> bool:
    """Whether a draft stands in a sentence that comes to home businesses only after it, and so did the text."""
    sentence = doc.sentences[draft.sentence]
    home = next((m for m in doc.between("topic", sentence.first, sentence.last) if m.value == "home"), None)
    if home is None:
        return False
    if draft.last <= second_headline(doc, sentence) <= home.first:
        return True
    if focus or (draft.sentence and topical[draft.sentence - 1]):
        return False
    return is_told_before_ours(doc, drafts, draft, home)


def _before_aside(doc: Document, draft: Draft, topical: list[bool]) -> bool:
    """«۲۸ پشتیبان در استان داریم؛ نرخ بیکاری نیز …»: the other subject comes after a «؛»."""
    sentence = doc.sentences[draft.sentence]
    other = [m for m in doc.between("topic", sentence.first, sentence.last) if m.value == "other"]
    apart = bool(other) and "؛" in doc.keys(draft.last, other[0].first)
    return apart and draft.sentence > 0 and topical[draft.sentence - 1]


def _told_by(doc: Document, draft: Draft, *, focus: bool) -> str:
    """What tells that a draft is about home businesses: its sentence, the headline or lead, or what stood before."""
    sentence = doc.sentences[draft.sentence]
    named = doc.tells("topic", "home", sentence.first, sentence.last)
    return "sentence" if named else "article" if focus else "before"


def names_home(doc: Document, draft: Draft) -> bool:
    """Whether a draft's own words name home businesses."""
    return doc.tells("topic", "home", draft.left, draft.right)
