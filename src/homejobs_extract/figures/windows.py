"""The window of a draft: the stretch of its clause that lies nearer to it than to any other number that counts."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.clauses import Clause, is_finite
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.tokens import NUMBER

LONGEST_LIST_GAP = 16
OBJECT = "را"
DECLARING = frozenset(("ذکر", "اعلام", "عنوان", "بیان", "براورد", "برآورد", "دانست", "خواند", "ارزیابی", "برشمرد"))
LIST_BREAKS = frozenset(("که", "؛", "\n"))


def place_in_clauses(doc: Document, drafts: list[Draft]) -> None:
    """Give every draft its clause and sentence."""
    for draft in drafts:
        draft.clause = doc.clause_at(draft.first)
        draft.sentence = doc.sentence_at(draft.first)


def open_windows(doc: Document, drafts: list[Draft]) -> None:
    """Give every draft the tokens between its neighbours in the clause."""
    for draft in drafts:
        clause = doc.clauses[draft.clause]
        draft.head = draft.left = _head_phrase(doc, draft.clause)
        draft.right = draft.last if is_declared(doc, draft) else max(clause.last, draft.last)
    for before, after in pairwise(drafts):
        if before.clause == after.clause:
            before.right = max(before.last, after.first)
            after.left = before.last


def is_declared(doc: Document, draft: Draft) -> bool:
    """«اعتبار … را ۲۳ میلیارد ریال ذکر و …»: what is declared so; the words after it tell of something else."""
    return doc.key(draft.first - 1) == OBJECT and doc.key(draft.last) in DECLARING


def _head_phrase(doc: Document, at: int) -> int:
    """Where the words that govern a clause begin: at its label («پرداخت: 34,870 پرونده»), or at the verbless head of
    the     «که» clause it is or follows («سقف وام فردی که اکنون ۱۵۰ میلیون تومان است، سال آینده به ۲۵۰ …»)."""
    clause = doc.clauses[at]
    if at > 0 and clause.opener in (":", "که") and _is_verbless(doc, at - 1, clause.sentence):
        return doc.clauses[at - 1].first
    after_relative = at > 1 and doc.clauses[at - 1].opener == "که" and not clause.opener
    if (
        after_relative
        and doc.clauses[at - 1].sentence == clause.sentence
        and _is_verbless(doc, at - 2, clause.sentence)
    ):
        return doc.clauses[at - 2].first
    return clause.first


def _is_verbless(doc: Document, at: int, sentence: int) -> bool:
    clause = doc.clauses[at]
    if clause.verb is not None or clause.sentence != sentence or doc.between("speech", clause.first, clause.last):
        return False
    return all(t.kind != NUMBER for t in doc.tokens[clause.first : clause.last])


def relative_clause(doc: Document, draft: Draft) -> Clause | None:
    """«پرونده‌ای که به بانک ارسال شده»: the «که» clause right after a draft's own, in its sentence."""
    following = doc.clauses[draft.clause + 1 : draft.clause + 2]
    return next((c for c in following if c.opener == "که" and c.sentence == draft.sentence), None)


def is_list_gap(doc: Document, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` may join two items of one list: no verb, no «که», no line end."""
    if last - first > LONGEST_LIST_GAP or last < first:
        return False
    if doc.holds(LIST_BREAKS, first, last):
        return False
    return not has_verb(doc, first, last)


def has_verb(doc: Document, first: int, last: int) -> bool:
    """Whether a finite verb begins at tokens ``first`` to ``last`` exclusive."""
    return any(is_finite(doc.tokens, v) for v in doc.between("verb", first, last))
