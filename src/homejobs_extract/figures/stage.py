"""The stage of a draft: what happened to what is counted, read where Persian puts it.

In this order: the noun that heads it by ezafe («صدور 1126 مجوز»), the first predicate after it in its own window, the
predicate that closes the clause, the relative clause about it, and what stands before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import MARK

NEAR_HEAD, FAR_HEAD = 2, 6
WEAK = "weak"
JOINTS = frozenset(("و", "که", "یا"))
Found = tuple[Mention, str] | None


class StageReader:
    """What the stage rules look at: one draft, the cues that fit its kind, and the drafts beside it."""

    def __init__(self, doc: Document, drafts: list[Draft], at: int) -> None:
        self.doc = doc
        self.draft = drafts[at]
        self.next = drafts[at + 1] if at + 1 < len(drafts) else None
        self.drafts = drafts
        self.clause = doc.clauses[self.draft.clause]
        kind = self.draft.kind
        self.kinds = {"person", "job"} if kind in ("person", "job") else {kind}
        self.noun_token = self.draft.noun.first if self.draft.noun else -1

    def cues(self, first: int, last: int, *, weak: bool) -> Iterator[Mention]:
        """The stage cues for this kind in a stretch of tokens."""
        for cue in self.doc.between("stage", first, last):
            fits = bool(cue.entry.kinds & self.kinds) and (cue.entry.role == WEAK) == weak
            if fits and cue.entry.role != "cap" and not self.draft.first <= cue.first < self.draft.last:
                yield cue

    def is_head(self, cue: Mention, number: Draft, reach: int) -> bool:
        """Whether a cue heads a number by ezafe: only a few plain words lie between."""
        if cue.entry.role == "phrase" or not 0 <= number.first - cue.last <= reach:
            return False
        if any(t.kind == MARK or t.key in JOINTS for t in self.doc.tokens[cue.last : number.first]):
            return False
        return not any(True for _ in self.doc.between("verb", cue.last, number.first))


def near_head(r: StageReader, *, weak: bool) -> Mention | None:
    """«صدور 1126 مجوز», «پرداخت بیش از 12 میلیارد»."""
    return _head(r, NEAR_HEAD, weak=weak)


def own_window(r: StageReader, *, weak: bool) -> Mention | None:
    """«۹۵ مجوز تمدید و 18 مجوز ابطال شد»: the first cue after it that does not head the next number."""
    for cue in r.cues(r.draft.last, r.draft.right, weak=weak):
        heads_next = r.next and r.next.first >= cue.last and r.is_head(cue, r.next, FAR_HEAD)
        if not heads_next or cue.first - r.draft.last == 0:
            return cue
    return None


def far_head(r: StageReader, *, weak: bool) -> Mention | None:
    """«سهم بانک رفاه کارگران ۴۲۰ میلیارد», «پرداخت وام به ۶۳ هزار نفر»."""
    return _head(r, FAR_HEAD, weak=weak)


def _head(r: StageReader, reach: int, *, weak: bool) -> Mention | None:
    found = [c for c in r.cues(r.draft.left, r.draft.first, weak=weak) if r.is_head(c, r.draft, reach)]
    return found[-1] if found else None


def clause_end(r: StageReader, *, weak: bool) -> Mention | None:
    """«… 101 طرح به مبلغ 28750 میلیون ریال دریافت کرده اند»: the predicate that all items of the clause share."""
    last = max(d.last for d in r.drafts if d.clause == r.draft.clause)
    found = list(r.cues(last, r.clause.last, weak=weak))
    return found[-1] if found else None


def relative(r: StageReader, *, weak: bool) -> Mention | None:
    """«58 میلیارد تومان پرونده که به بانک‌ها ارسال شده»: a head without its own verb."""
    following = r.draft.clause + 1
    if r.clause.verb is not None or following >= len(r.doc.clauses):
        return None
    clause = r.doc.clauses[following]
    if clause.opener != "که" or clause.sentence != r.clause.sentence:
        return None
    if any(d.clause == following for d in r.drafts):
        return None
    return next(r.cues(clause.first, clause.last, weak=weak), None)


def before_in_clause(r: StageReader, *, weak: bool) -> Mention | None:
    """«میزان تسهیلات پرداختی به این طرح‌ها را ۳ هزار میلیارد ریال عنوان کرد»."""
    others = [d for d in r.drafts if d.clause == r.draft.clause and d.first < r.draft.first]
    found = [
        cue
        for cue in r.cues(r.clause.first, r.draft.first, weak=weak)
        if not any(r.is_head(cue, d, FAR_HEAD) for d in others)
    ]
    return found[-1] if found else None


RULES: tuple[Callable[..., Mention | None], ...] = (
    near_head, own_window, far_head, clause_end, relative, before_in_clause,
)  # fmt: skip


def read_stage(doc: Document, drafts: list[Draft], at: int) -> Found:
    """The cue that gives a draft its stage and the rule that found it; strong cues before weak ones."""
    reader = StageReader(doc, drafts, at)
    for weak in (False, True):
        for rule in RULES:
            cue = rule(reader, weak=weak)
            if cue is not None:
                return cue, rule.__name__
    return None
