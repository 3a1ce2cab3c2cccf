"""Statements of one sentence: those before the first that is about home businesses are still the subject before."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.gazetteer import Mention

POINTERS = frozenset(("این", "آن", "آنها", "آنان", "همین", "همان", "که", "ازآن", "ازاین"))

SOURCE = "از محل"


def is_told_before_ours(doc: Document, drafts: list[Draft], draft: Draft, home: Mention) -> bool:
    """«۳۱۰۰ دانش‌آموز لوازم تحریر گرفتند و برای ۱۷۴ نفر در قالب مشاغل خانگی اشتغال ایجاد شد»: a statement with a verb
    and numbers of its own, before one that names home businesses (``home``), has numbers too and points to nothing
    before.
    """
    at = doc.clause_at(home.first)
    if draft.last > home.first or draft.clause >= at:
        return False
    first = next((i for i in range(at, draft.clause, -1) if _begins_statement(doc, i)), draft.clause)
    if first == draft.clause:
        return False
    start, last = doc.clauses[first].first, doc.sentences[draft.sentence].last
    own = any(d.sentence == draft.sentence and d.first >= start for d in drafts)
    return own and not doc.holds(POINTERS, start, min(home.last, last))


def is_told_after_ours(doc: Document, draft: Draft) -> bool:
    """«… ۲۳ کارگاه خانگی خبر داد و گفت: ۶ واحد صنایع تبدیلی هم با ۱۱۸ میلیارد ریال در دست ساخت است»: a statement of its
    own that names another subject, not ours, and points to nothing before.
    """
    sentence = doc.sentences[draft.sentence]
    if not doc.tells("topic", "home", sentence.first, draft.first):
        return False
    if not doc.tells("topic", "other", sentence.first, sentence.last):
        return False
    first, last = _statement(doc, draft)
    others = (m for m in doc.between("topic", first, last) if m.value == "other")
    named = any(not m.entry.surface.startswith(SOURCE) for m in others)
    theirs = named and not doc.tells("topic", "home", first, last)
    return theirs and first > sentence.first and not doc.holds(POINTERS, first, last)


def _statement(doc: Document, draft: Draft) -> tuple[int, int]:
    """The tokens of the statement that a draft stands in."""
    first = last = draft.clause
    while doc.clauses[first].sentence == draft.sentence and first and not _begins_statement(doc, first):
        first -= 1
    while last + 1 < len(doc.clauses) and doc.clauses[last + 1].sentence == draft.sentence:
        if _begins_statement(doc, last + 1):
            break
        last += 1
    return max(doc.clauses[first].first, doc.sentences[draft.sentence].first), doc.clauses[last].last


def _begins_statement(doc: Document, at: int) -> bool:
    """Whether a clause begins a statement: after a finite verb, and not as «که …»."""
    before, clause = doc.clauses[at - 1], doc.clauses[at]
    return before.sentence == clause.sentence and before.verb is not None and clause.opener != "که"
