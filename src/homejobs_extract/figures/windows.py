"""The window of a draft: the stretch of its clause that lies nearer to it than to any other number that counts."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from homejobs_extract.clauses import is_finite
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.tokens import LINE

LONGEST_LIST_GAP = 16
LIST_BREAKS = frozenset(("که", "؛"))


def place_in_clauses(doc: Document, drafts: list[Draft]) -> None:
    """Give every draft its clause and sentence."""
    sentence_starts = [s.first for s in doc.sentences]
    for draft in drafts:
        draft.clause = doc.clause_at(draft.first)
        draft.sentence = max(0, bisect_right(sentence_starts, draft.first) - 1)


def open_windows(doc: Document, drafts: list[Draft]) -> None:
    """Give every draft the tokens between its neighbours in the clause."""
    for draft in drafts:
        clause = doc.clauses[draft.clause]
        draft.left, draft.right = clause.first, max(clause.last, draft.last)
    for before, after in pairwise(drafts):
        if before.clause == after.clause:
            before.right = max(before.last, after.first)
            after.left = before.last


def is_list_gap(doc: Document, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` may join two items of one list: no verb, no «که», no line end."""
    if last - first > LONGEST_LIST_GAP or last < first:
        return False
    if any(t.kind == LINE or t.key in LIST_BREAKS for t in doc.tokens[first:last]):
        return False
    return not any(is_finite(doc.tokens, v) for v in doc.between("verb", first, last))
