"""Stage, modality, basis and bound of each draft, and whether people are counted as jobs."""

from __future__ import annotations

import itertools

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.stage import (
    SHARES,
    Found,
    asked_stage,
    clause_end,
    noun_stage,
    own_window,
    quota,
    read_stage,
)
from homejobs_extract.figures.stage_reader import describes_loan
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import MARK

JOB_STAGES = frozenset(("created", "sustained", "active"))
JOB_NOUNS_REACH = 6
AMOUNT_OF = frozenset(("مبلغ", "ارزش", "رقمش", "رقم", "مبلغش", "میزان", "جمع"))
LOAN_NOUNS = frozenset(("وام", "تسهیلات", "وامهای"))
APPLICANTS = ("متقاضی", "ثبت‌نام", "بهره", "داوطلب", "نفر متقاضی")
DUTY = "تعهد"
EMPLOYED, APPLYING = "شاغل", "متقاضی"
INSURED = frozenset(("بیمه", "بیمهای"))
OFFICES = frozenset(("مدیرکل", "معاون", "معاونت", "دفتر", "کارگروه", "رییس", "مدیر", "کارشناس", "مسیول"))
PERMIT_OBJECT = frozenset(("مجوز", "پروانه", "جواز"))
HOLDING = frozenset(("دارای", "صاحبان", "صاحب", "دارندگان", "دارنده"))
MILLIONS = 10**6
NEAR_OBJECT = 10
LEADING = frozenset(("بیشترین", "سهم", "صدر"))
OWN_WINDOW, CLAUSE_END = own_window.__name__, clause_end.__name__
HOUSEHOLD = "household"
DEFAULT_STAGE = {"job": "created", "permit": "issued"}


def settle_stages(doc: Document, drafts: list[Draft]) -> None:
    """Give drafts the stage their clause states, and make jobs of people put to work."""
    for at, draft in enumerate(drafts):
        if draft.kind == "plan" and (_is_permitted(doc, draft) or _is_one_of_permitted(doc, drafts[:at], draft)):
            draft.kind = "permit"
        found = _stage_of_people(doc, drafts, at) if draft.kind == "person" else read_stage(doc, drafts, at)
        if draft.kind == "job" and found is not None and not _fits_jobs(*found):
            found = None
        if draft.kind == "person" and _is_parallel_job(doc, drafts, at):
            _make_job(draft)
            found = read_stage(doc, drafts, at)
        if draft.kind == "person" and _part_of_jobs(doc, drafts[:at], draft, found is not None):
            _make_job(draft)
        if found is not None:
            cue, rule = found
            draft.decide("stage", _stage_of(doc, draft, cue), "explicit", rule, cue)


def _fits_jobs(cue: Mention, rule: str) -> bool:
    """Whether a cue can tell of jobs, which are created, kept or allotted."""
    return cue.value in {*JOB_STAGES, "none"} or rule == quota.__name__


def _stage_of_people(doc: Document, drafts: list[Draft], at: int) -> Found:
    """What happened to people; those put to work become a job, and their stage is read again."""
    draft = drafts[at]
    found = read_stage(doc, drafts, at)
    if found and found[0].value == "active" and (_are_applicants(draft) or _is_part_of_people(doc, drafts, at)):
        return None
    if found and found[0].entry.surface == EMPLOYED and _is_insured(doc, draft):
        return None
    if not _is_job(doc, draft, found[0] if found else None):
        return _as_applicants(doc, draft) or found if found and found[0].value in JOB_STAGES else found
    _make_job(draft)
    return read_stage(doc, drafts, at)


def _is_insured(doc: Document, draft: Draft) -> bool:
    """«حق بیمه ۳۷ مددجوی شاغل در مشاغل خانگی», «۹۴۰ نفر از مددجویان شاغل … زیر پوشش بیمه»: people, and no new jobs."""
    clause = doc.clauses[draft.clause]
    return doc.holds(INSURED, clause.first, clause.last)


def _are_applicants(draft: Draft) -> bool:
    """«۱۴۵۰ متقاضی در استان داریم»: the counted noun says that they apply."""
    return draft.noun is not None and draft.noun.entry.surface.startswith(APPLICANTS)


def _as_applicants(doc: Document, draft: Draft) -> Found:
    """«تعداد متقاضیان ایجاد مشاغل خانگی به ۲۹۶ هزار نفر رسید»: they have applied for the jobs."""
    cue = next((c for c in doc.between("stage", draft.left, draft.first) if c.value == "requested"), None)
    return (cue, "applicants") if cue is not None else None


def _make_job(draft: Draft) -> None:
    draft.kind = "job"
    draft.rule += "+job"


def _is_permitted(doc: Document, draft: Draft) -> bool:
    """«۱۹۸ واحد مجوزدار شدند», «مجوز برای ۱۹۸ واحد صادر شده»: units counted by their permits."""
    if draft.noun is None or not draft.noun.entry.surface.startswith("واحد"):
        return False
    clause = doc.clauses[draft.clause]
    keys = set(doc.keys(clause.first, clause.last))
    issued = doc.tells("stage", "issued", clause.first, clause.last)
    return issued and bool(keys & (PERMIT_OBJECT | {"مجوزدار"}))


def _is_one_of_permitted(doc: Document, earlier: list[Draft], draft: Draft) -> bool:
    """«مجوز برای ۱۹۸ واحد صادر شده که ۹ مورد از آنها …»: what they counted, their part counts."""
    counter = draft.noun is not None and draft.noun.value == "item"
    pronoun = _has_pronoun(doc, draft)
    mates = [d for d in earlier if d.sentence == draft.sentence and d.kind in ("plan", "permit")]
    return counter and pronoun and bool(mates) and mates[-1].kind == "permit"


def _has_pronoun(doc: Document, draft: Draft) -> bool:
    """«۹ مورد از آنها», «120 نفر از آنها»."""
    return doc.tells("part", "of", draft.last, draft.last + 3)


def _stage_of(doc: Document, draft: Draft, cue: Mention) -> str | None:
    """The stage a cue means here: to receive a permit is to be issued one, to open a file to apply."""
    if cue.value == "launched" and draft.noun is not None and draft.noun.entry.surface.startswith("پرونده"):
        return "requested"
    if cue.value == "paid" and draft.kind in ("person", "plan"):
        clause = doc.clauses[doc.clause_at(cue.first)]
        start = max(draft.last, clause.first, cue.first - NEAR_OBJECT) if cue.first >= draft.last else cue.first - 4
        before = doc.keys(start, cue.first)
        if _is_permit_object(before) and not LOAN_NOUNS & {*before, *doc.keys(cue.first, cue.last)}:
            return "issued"
    if any(v.entry.role == "not" for v in doc.between("verb", cue.first, cue.last + 2)) and draft.kind != "permit":
        return None
    return None if cue.value == "none" else cue.value


def _is_permit_object(keys: list[str]) -> bool:
    """Whether «مجوز» stands there as what is received; a «صاحب مجوز» has it already."""
    at = next((i for i, key in enumerate(keys) if key in PERMIT_OBJECT), None)
    return at is not None and not HOLDING & set(keys[max(0, at - 1) : at])


def _is_part_of_people(doc: Document, drafts: list[Draft], at: int) -> bool:
    """«520 نفر بهره‌مند خواهند شد که 120 نفر از آنها در مشهد فعالیت می‌کنند», «از این تعداد ۴۱ نفر زیلوباف، ۲۷ نفر سفالگر
    و …»: still the same people.
    """
    draft = drafts[at]
    listed = [d for d in drafts if d.sentence == draft.sentence and d.kind in ("job", "person")]
    pointed = len(listed) > 1 and doc.tells("part", "of", listed[0].left, listed[0].first)
    earlier = [d for d in drafts[:at] if d.kind in ("job", "person")]
    if pointed:
        whole = next((d for d in reversed(earlier) if d.sentence == draft.sentence - 1), None)
    else:
        whole = next((d for d in earlier[-1:] if d.sentence == draft.sentence and _has_pronoun(doc, draft)), None)
    return whole is not None and whole.kind == "person" and whole.value > draft.value


def _part_of_jobs(doc: Document, earlier: list[Draft], draft: Draft, has_stage: bool) -> bool:
    """«۷۰۱۴ مددجو مشغول به کار شدند؛ ۴ هزار و ۵۸۶ نفر از آن‌ها زن»; «1573 نفر (مستقل: 702 نفر …)»; «اشتغال ۵۴ هزار نفر
    که سهم استان از این تعداد ۲۳۰۰ نفر است».
    """
    pronoun = _has_pronoun(doc, draft)
    pointed = draft.kind == "person" and doc.tells("part", "of", draft.left, draft.first)
    again = [d for d in earlier if d.sentence == draft.sentence and d.kind in ("job", "person")][-1:]
    pointed = pointed or any(d.echo is not None and d.echo.kind == "job" for d in again)
    shared = pointed and doc.holds(SHARES, draft.left, draft.first)
    near = draft.sentence - 1 if pronoun or pointed else draft.sentence
    mates = [d for d in earlier if d.sentence >= near and d.kind in ("job", "person")]
    if not mates or (mates[-1].echo or mates[-1]).kind != "job" or all(d.value < draft.value for d in mates):
        return False
    if shared or has_stage:
        return shared
    return pronoun or pointed or "(" in doc.keys(mates[-1].last, draft.first) or mates[-1].rule.endswith("+job")


def _is_parallel_job(doc: Document, drafts: list[Draft], at: int) -> bool:
    """«مهرستان با ۷ طرح و ۱۹ نفر اشتغال، هامون با ۴ طرح و ۱۶ نفر»: the items of a list count alike."""
    if at < 2 or drafts[at - 1].kind != "plan" or drafts[at].decided.get("stage"):
        return False
    first, second, third = drafts[at - 2 : at + 1]
    listed = is_list_gap(doc, first.last, second.first) and is_list_gap(doc, second.last, third.first)
    return first.kind == "job" and listed


def _is_job(doc: Document, draft: Draft, cue: Mention | None) -> bool:
    """«اشتغال 2240 نفر», «برای ۶۸۸ نفر شغل», «۳۵ زن را مشغول کرده»."""
    before = range(max(draft.left, draft.first - JOB_NOUNS_REACH), draft.first)
    applying = any(k.startswith(APPLYING) for k in doc.keys(before.start, before.stop))
    if cue is not None and "job" in cue.entry.kinds and cue.value in JOB_STAGES:
        return not (applying and cue.first < draft.first)
    if _are_applicants(draft):
        return False
    for noun in () if applying else doc.between("noun", before.start, before.stop):
        gap = doc.tokens[noun.last : draft.first]
        apart = any(t.kind == MARK and t.key != ":" for t in gap) or doc.key(draft.first - 1) == "و"
        office = doc.key(noun.first - 1) in OFFICES
        if noun.value == "job" and not apart and not office and not describes_loan(doc, noun):
            return True
    if cue is None and DUTY in doc.keys(draft.left, draft.first) and _names_job(doc, draft.left, draft.first):
        return True
    after = doc.between("noun", draft.last, min(draft.right, draft.last + 3))
    helped = cue is not None and cue.value not in JOB_STAGES
    after = [n for n in after if n.value == "job" and not describes_loan(doc, n)]
    told = any(not (helped and (noun.entry.surface == EMPLOYED or _is_aim(doc, noun))) for noun in after)
    return told and not _is_insured(doc, draft)


def _is_aim(doc: Document, noun: Mention) -> bool:
    """«۱۴۸ نفر را برای شغل خانگی آموزش داد»."""
    return doc.key(noun.first - 1) == "برای"


def _names_job(doc: Document, first: int, last: int) -> bool:
    """«تعهد اشتغال استان در سال ۱۴۰۱ …»: a job noun in a stretch of tokens."""
    return any(n.value == "job" and n.entry.role != "weak" for n in doc.between("noun", first, last))


def default_stages(doc: Document, drafts: list[Draft]) -> None:
    """A job without a stage was created, a permit issued, a «متقاضی» has applied; an inherited stage comes before."""
    for at, draft in enumerate(drafts):
        asked = asked_stage(doc, drafts, at) if "stage" not in draft.decided else None
        if asked is not None:
            draft.decide("stage", None if asked.value == "none" else asked.value, "sentence", "asked", asked)
        noun = noun_stage(doc, draft) if "stage" not in draft.decided else None
        if noun is not None:
            draft.decide("stage", noun.value, "explicit", "counted_noun", noun)
        stage = DEFAULT_STAGE.get(draft.kind)
        if draft.noun is not None and doc.holds(LOAN_NOUNS, draft.noun.first, draft.noun.last):
            stage = "paid"
        if stage and "stage" not in draft.decided:
            draft.decide("stage", stage, "default", "kind")
    for before, draft in itertools.pairwise(drafts):
        told = before.decided.get("stage")
        listed = before.sentence == draft.sentence and draft.first - before.last <= 1
        if (
            told is not None
            and told.how == "default"
            and before.kind != "permit"
            and draft.kind == "loan"
            and "stage" not in draft.decided
            and listed
        ):
            draft.take("stage", before, "amount_of")


def drop_populations(doc: Document, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """«در کشور یک میلیون و ۵۶۰ هزار معلول داریم»: people who only exist are no figure."""
    kept: list[Draft] = []
    for draft in drafts:
        reason = "households" if _are_only_households(draft) else "population" if _is_population(doc, draft) else ""
        if not reason:
            kept.append(draft)
        skips.extend(Skip(o.first, o.last, reason) for o in (draft, *draft.repeats) if reason)
    return kept


def _are_only_households(draft: Draft) -> bool:
    """«۴۲ هزار خانوار زیر پوشش هستند»: households that nothing happens to; «۴۸ خانواده وام گرفتند» are people."""
    if draft.noun is None or draft.noun.entry.role != HOUSEHOLD:
        return False
    return draft.get("stage") in (None, "active")


def _is_population(doc: Document, draft: Draft) -> bool:
    if draft.kind != "person" or "stage" in draft.decided or draft.parent is not None or noun_stage(doc, draft):
        return False
    clause = doc.clauses[draft.clause]
    named = doc.tells("topic", "home", clause.first, clause.last)
    if draft.value >= MILLIONS and not named:
        return True
    leads = doc.holds(LEADING, draft.last, clause.last)  # «بانه با ۱۸۹۰ نفر بیشترین سهم را داشت»
    return clause.verb is not None and "داشت" in clause.verb.entry.kinds and not (named or leads)


def link_amounts(doc: Document, drafts: list[Draft]) -> None:
    """«61,255 پرونده به مبلغ 8/9 همت»: an amount «of» a count has its stage and period; «۱۱۰۶ طرح به مبلغ ۲۳۱ میلیارد
    معرفی و ۱۴۴ میلیارد پرداخت شد»: the count has that of the amount's own words.
    """
    for before, draft in itertools.pairwise(drafts):
        own = draft.decided.get("stage")
        linked = draft.kind == "loan" and before.kind != "loan" and before.sentence == draft.sentence
        if not linked or not doc.holds(AMOUNT_OF, before.last, draft.first):
            continue
        if own is None or own.rule.startswith("weak_"):
            draft.take("stage", before, "amount_of")
        elif (
            own.rule == OWN_WINDOW
            and (theirs := before.decided.get("stage"))
            and theirs.rule == CLAUSE_END
            and theirs.value != own.value
        ):
            before.take("stage", draft, "of_amount")
