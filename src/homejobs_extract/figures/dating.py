"""The period of each draft: the words of its own clause, or of the clause its sentence began with."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Draft
from homejobs_extract.jalali import Day
from homejobs_extract.mentions.periods import PeriodMention
from homejobs_extract.tokens import MARK

NEAR_AFTER = 7
IGNORED = frozenset(("day", "act"))

Days = tuple[Day | None, Day | None, tuple[int, int]]


def date_drafts(context: Context, drafts: list[Draft]) -> None:
    """Give drafts the periods that their own sentences state."""
    usable = [p for p in context.periods if p.rule not in IGNORED and not (p.start is None and p.end is None)]
    for draft in drafts:
        if draft.get("stage") == "active":
            continue
        found = _attributive(context.doc, draft, usable) or _before(context.doc, draft, usable)
        if found is None or (draft.get("basis") == "per_unit" and not _fits_unit(context.doc, draft, found)):
            continue
        _set(draft, found, "explicit" if found.first >= context.doc.clauses[draft.clause].first else "sentence")


def _set(draft: Draft, period: PeriodMention, how: str) -> None:
    end = period.planned_end if draft.get("modality") == "planned" else period.end
    draft.decide("period", (period.start, end, (period.first, period.last)), how, period.rule)
    draft.decided["period"].first, draft.decided["period"].last = period.first, period.last


def _fits_unit(doc: Document, draft: Draft, period: PeriodMention) -> bool:
    """A ceiling is dated only by a year right beside it."""
    return doc.clauses[draft.clause].first <= period.first and draft.left <= period.first < draft.right


def _attributive(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """«۹ همت سهمیه سال ۱۴۰۴»: a year that describes the counted noun."""
    for period in periods:
        if draft.last <= period.first < min(draft.right, draft.last + NEAR_AFTER):
            gap = doc.tokens[draft.last : period.first]
            if not any(t.kind == MARK or t.key in ("که", "و") for t in gap) and period.rule not in ("until",):
                return period
    return None


def _before(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """The nearest period before the draft in its sentence, on this side of the verb of saying."""
    sentence = doc.sentences[draft.sentence]
    found = [p for p in periods if sentence.first <= p.first and p.last <= draft.first]
    found = [p for p in found if not any(True for _ in doc.between("speech", p.last, draft.first))]
    if found:
        return found[-1]
    after = [p for p in periods if draft.last <= p.first < doc.clauses[draft.clause].last]
    return after[0] if after and after[0].first < draft.right else None


def inherit_periods(drafts: list[Draft]) -> None:
    """A part takes its total's period, or its start when it states only an end."""
    for draft in drafts:
        if draft.parent is None or draft.get("stage") == "active":
            continue
        own, whole = draft.get("period"), draft.parent.get("period")
        if whole is None:
            continue
        if own is None:
            draft.take("period", draft.parent, "total")
        elif own[0] is None and own[1] is not None and whole[0] is not None and whole[0] <= own[1]:
            decided = draft.decided["period"]
            decided.value = (whole[0], own[1], own[2])
