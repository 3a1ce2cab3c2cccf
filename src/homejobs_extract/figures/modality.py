"""Planned or actual: what the clause puts in the future, and what a plan, duty or forecast heads."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.stage_reader import StageReader
from homejobs_extract.figures.windows import is_declared, relative_clause
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import NUMBER, Token

FLOW_STAGES = frozenset(("launched", "created", "paid", "approved", "issued", "allocated", "referred", "trained"))
PRONOUNS = frozenset(("آن", "آنها", "آنان"))
ABLE = frozenset(("توانستهاند", "توانستند", "توانسته", "توانستیم", "توانستهایم"))
NEAR_PURPOSE = 4
NEAR_ADJECTIVE, LONGEST_ANNOUNCED = 3, 5
QUANTITIES = frozenset(("میزان", "مبلغ", "تعداد", "سهم", "سهمیه", "اعتبار"))
HABITUAL = frozenset(("سالانه", "سالیانه", "ماهانه", "روزانه"))
PREMIUM = ("حق", "بیمه")
MAKE_UP, NEXT_YEAR = "تشکیل", ("سال", "آینده")
NOT_YET = frozenset(("future", "subjunctive"))


def settle_modality(doc: Document, drafts: list[Draft]) -> None:
    """Mark as planned what the clause puts in the future, or a plan, duty or forecast heads."""
    for at, draft in enumerate(drafts):
        cue = planned_by(doc, drafts, at)
        if cue is not None and not _is_described(doc, drafts, at):
            draft.decide("modality", "planned", "explicit", cue.value if cue.category == "verb" else "planned", cue)
        elif cue is None and at and _is_of_planned(doc, drafts[at - 1], draft):
            draft.take("modality", drafts[at - 1], "of_planned")


def _is_of_planned(doc: Document, before: Draft, draft: Draft) -> bool:
    """«۱۸۲۰ طرح اجرا خواهد شد که ۶۵۰ طرح آن خانگی است»: to be part of what is to come."""
    clause, told = doc.clauses[draft.clause], before.decided.get("modality")
    linked = clause.opener == "که" and clause.verb is not None and clause.verb.value == "copula"
    pointed = PRONOUNS & set(doc.keys(draft.last, draft.last + 2))
    future = told is not None and told.rule == "future" and before.kind == draft.kind
    return bool(linked and pointed and future and before.sentence == draft.sentence)


def _is_described(doc: Document, drafts: list[Draft], at: int) -> bool:
    """«۳۹۰ طرح معرفی‌شده را تعیین تکلیف کنند»: what an adjective tells has happened already."""
    stage = drafts[at].decided.get("stage")
    if stage is None or stage.rule != "own_window":
        return False
    reader = StageReader(doc, drafts, at)
    cue = next((c for c in doc.between("stage", stage.first, stage.first + 1)), None)
    return cue is not None and reader.is_adjective(cue) and cue.first - drafts[at].last <= NEAR_ADJECTIVE


def planned_by(doc: Document, drafts: list[Draft], at: int) -> Mention | None:
    """The cue that makes a draft planned, or null."""
    draft = drafts[at]
    clause = doc.clauses[draft.clause]
    if doc.tells("modality", "actual", draft.last, draft.right):
        return None
    verb = None if is_declared(doc, draft) else clause.verb or _relative_verb(doc, drafts, draft)
    if verb is not None and verb.value == "future" and not _is_past_reading(draft, verb):
        return verb
    head = _planning_head(doc, draft, draft.head) or _purpose(doc, draft)
    if head is not None:
        return head
    goes_on = doc.key(clause.first) == "و" and draft.clause > 0
    able = doc.clauses[draft.clause - 1].first if goes_on else clause.first
    if verb is not None and verb.value == "subjunctive" and _was_able(doc.keys(able, clause.last)):
        return None
    return verb if verb is not None and _is_to_come(doc, draft, verb) else _planning_predicate(doc, drafts, at)


def _was_able(keys: list[str]) -> bool:
    """«توانستند … بگیرند», «موفق شدند … بگیرند»: it has happened."""
    return bool(ABLE & set(keys)) or any(one == "موفق" and other.startswith("شد") for one, other in pairwise(keys))


def _is_to_come(doc: Document, draft: Draft, verb: Mention) -> bool:
    if verb.value == "present":
        return _predicate_is_present(doc, draft, verb)
    return verb.value in NOT_YET and not _is_past_reading(draft, verb)


def _planning_predicate(doc: Document, drafts: list[Draft], at: int) -> Mention | None:
    """«قرار است», «مکلف شدند», «پیش‌بینی می‌شود» in the clause."""
    clause = doc.clauses[drafts[at].clause]
    cues = doc.between("modality", clause.first, clause.last)
    own = [c for c in cues if c.entry.role == "pred" and c.value == "planned"]
    own = own or _announced(doc, drafts[at])
    return own[-1] if own and not _heads_other(StageReader(doc, drafts, at), own[-1], drafts[at]) else None


def _announced(doc: Document, draft: Draft) -> list[Mention]:
    """«که پیش‌بینی می‌کنیم ۲۸۰۰ فرصت آن به دست آید»: a clause that is no more than the planning."""
    before = doc.clauses[draft.clause - 1] if draft.clause else None
    if before is None or before.sentence != draft.sentence or before.last - before.first > LONGEST_ANNOUNCED:
        return []
    if any(t.kind == NUMBER for t in doc.tokens[before.first : before.last]):
        return []
    cues = doc.between("modality", before.first, before.last)
    return [c for c in cues if c.entry.role == "pred" and c.value == "planned" and c.last == before.last]


def _relative_verb(doc: Document, drafts: list[Draft], draft: Draft) -> Mention | None:
    """«یک میلیارد تومانی که تا پایان سال تخصیص خواهد یافت»."""
    clause = relative_clause(doc, draft)
    inside = any(d.clause == draft.clause + 1 for d in drafts)
    return None if inside or clause is None else clause.verb


def _heads_other(reader: StageReader, cue: Mention, draft: Draft) -> bool:
    """«منابع پیش‌بینی شده برای امسال» before one number does not plan a later one with its own predicate."""
    own = draft.decided.get("stage")
    return (
        own is not None
        and own.first > cue.last
        and own.rule in ("own_window", "clause_end")
        and cue.first < draft.first
    )


def _is_past_reading(draft: Draft, verb: Mention) -> bool:
    """A ceiling is planned only when it is to reach a new level: «به ۳۰۰ میلیون تومان برسد»."""
    capped = draft.get("bound") == "at_most" or verb.value != "future"
    return draft.get("basis") == "per_unit" and capped and not verb.entry.kinds & {"رسید", "یافت"}


def _planning_head(doc: Document, draft: Draft, first: int) -> Mention | None:
    for cue in doc.between("modality", first, draft.first):
        if cue.entry.role == "noun" and cue.value == "planned":
            gap = doc.tokens[cue.last : draft.first]
            if not any(t.key in ("که", ".", "؛") for t in gap) and not _names_another(gap):
                return cue
    return None


def _purpose(doc: Document, draft: Draft) -> Mention | None:
    """«اعتبار برای ایجاد ۲۰ هزار شغل»: jobs that something is meant to create."""
    for cue in doc.between("stage", max(draft.head, draft.first - NEAR_PURPOSE), draft.first):
        if draft.kind == "job" and cue.value == "created" and doc.key(cue.first - 1) == "برای":
            return cue
    return None


def _names_another(gap: list[Token]) -> bool:
    """«تعهد اشتغال را ۷۹۰۰ و میزان اعتبار را …»: after «و» another quantity is named."""
    return any(a.key == "و" and b.key in QUANTITIES for a, b in pairwise(gap))


def _predicate_is_present(doc: Document, draft: Draft, verb: Mention) -> bool:
    """«به بهره‌برداری می‌رسد» is yet to come; «پرداخت می‌شود» of a ceiling, «فعالیت می‌کنند», «زنان تشکیل می‌دهند» and «حق
    بیمه ۲۰۰ نفر را می‌پردازیم» are not.
    """
    clause = doc.clauses[draft.clause]
    before = doc.keys(clause.first, draft.first)
    if NEXT_YEAR in pairwise(before):  # «سال آینده ۱۵۰ مددجو را سر کار می‌بریم»
        return True
    habitual = not HABITUAL.isdisjoint(before) or PREMIUM in pairwise(before)
    make_up = doc.key(verb.first - 1) == MAKE_UP and draft.kind != "plan"
    if habitual or make_up or draft.get("basis") == "per_unit" or draft.get("stage") in ("active", "requested"):
        return False
    stages = [c for c in doc.between("stage", clause.first, clause.last) if c.value in FLOW_STAGES]
    return any(0 <= verb.first - c.last <= 1 or c.last == verb.last for c in stages)


def mark_denied(doc: Document, drafts: list[Draft]) -> None:
    """«با این پول نمی‌توان ۱۵ بافنده را بیمه کرد» states no figure."""
    for draft in drafts:
        clause = doc.clauses[draft.clause]
        if doc.tells("modality", "denied", clause.first, draft.first):
            draft.dropped = draft.dropped or "denied"


def unplan_parts(drafts: list[Draft]) -> None:
    """Parts of an actual total are not planned by a mere present tense: «۱۸۰ میلیارد آن از استان تأمین می‌شود»."""
    for draft in drafts:
        planned = draft.decided.get("modality")
        if (
            draft.parent is not None
            and draft.parent.get("modality") is None
            and planned is not None
            and planned.rule == "present"
        ):
            del draft.decided["modality"]
