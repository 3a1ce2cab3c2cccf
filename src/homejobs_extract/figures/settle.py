"""Stage, modality, basis and bound of each draft, and whether people are counted as jobs."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.stage import StageReader, asked_stage, noun_stage, read_stage
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import MARK

JOB_STAGES = frozenset(("created", "sustained", "active"))
FLOW_STAGES = frozenset(("launched", "created", "paid", "issued", "allocated", "referred", "trained"))
JOB_NOUNS_REACH = 6
LARGEST_UNIT_LOAN = 6 * 10**10
ABLE = frozenset(("توانستهاند", "توانستند", "توانسته", "توانستیم", "توانستهایم"))
AMOUNT_OF = frozenset(("مبلغ", "ارزش", "رقمش", "رقم", "مبلغش", "میزان"))
NEAR_ADJECTIVE = 3
NOT_YET = frozenset(("future", "subjunctive"))
ADJECTIVES = ("تومانی", "ریالی", "میلیونی", "میلیاردی", "همتی")
LOAN_NOUNS = frozenset(("وام", "تسهیلات", "وامهای"))
SOFTENERS = frozenset(("وام", "تسهیلات", "این", "مبلغ", "رقم", "رقمی", "تعداد", "مجموع", "ارزش", "شمار", "به", "از", "نرخ", "سقف", "تا"))
APPLICANTS = ("متقاضی", "ثبت‌نام", "بهره", "داوطلب", "نفر متقاضی")
MILLION = 10**6
EMPLOYED = "شاغل"
CAPS = ("سقف", "حداکثر")
PERMIT_OBJECT = frozenset(("مجوز", "پروانه", "جواز"))
DEFAULT_STAGE = {"job": "created", "permit": "issued"}


def settle_stages(doc: Document, drafts: list[Draft]) -> None:
    """Give drafts the stage their clause states, and make jobs of people put to work."""
    for at, draft in enumerate(drafts):
        if draft.kind == "plan" and _is_permitted(doc, draft):
            draft.kind = "permit"
        found = read_stage(doc, drafts, at)
        if draft.kind == "person" and _is_part_of_people(doc, drafts[:at], draft) and found and found[0].value == "active":
            found = None
        elif draft.kind == "person" and _is_job(doc, draft, found[0] if found else None):
            draft.kind = "job"
            draft.rule += "+job"
            found = read_stage(doc, drafts, at)
            if found is not None and found[0].value not in JOB_STAGES and _is_called_job(doc, draft):
                found = None
        if draft.kind == "person" and _part_of_jobs(doc, drafts[:at], draft, found is not None):
            draft.kind = "job"
            draft.rule += "+job"
        if found is not None:
            cue, rule = found
            draft.decide("stage", _stage_of(doc, draft, cue), "explicit", rule, cue)


def _is_permitted(doc: Document, draft: Draft) -> bool:
    """«۱۹۸ واحد مجوزدار شدند», «مجوز برای ۱۹۸ واحد صادر شده»: units counted by their permits."""
    if draft.noun is None or not draft.noun.entry.surface.startswith("واحد"):
        return False
    clause = doc.clauses[draft.clause]
    keys = set(doc.keys(clause.first, clause.last))
    issued = any(c.value == "issued" for c in doc.between("stage", clause.first, clause.last))
    return issued and bool(keys & (PERMIT_OBJECT | {"مجوزدار"}))


def _stage_of(doc: Document, draft: Draft, cue: Mention) -> str | None:
    """The stage a cue means here: to receive a permit is to be issued one."""
    if cue.value == "paid" and draft.kind in ("person", "plan"):
        before = doc.keys(max(draft.last, cue.first - 4) if cue.first >= draft.last else cue.first - 4, cue.first)
        if PERMIT_OBJECT & set(before) and not LOAN_NOUNS & set(before):
            return "issued"
    if any(v.entry.role == "not" for v in doc.between("verb", cue.first, cue.last + 2)) and draft.kind != "permit":
        return None
    return None if cue.value == "none" else cue.value


def _is_part_of_people(doc: Document, earlier: list[Draft], draft: Draft) -> bool:
    """«520 نفر بهره‌مند خواهند شد که 120 نفر از آنها در مشهد فعالیت می‌کنند»: still the same people."""
    mates = [d for d in earlier if d.sentence == draft.sentence and d.kind in ("job", "person")]
    pronoun = any(c.value == "of" for c in doc.between("part", draft.last, draft.last + 3))
    return pronoun and bool(mates) and mates[-1].kind == "person" and mates[-1].value > draft.value


def _part_of_jobs(doc: Document, earlier: list[Draft], draft: Draft, has_stage: bool) -> bool:
    """«۷۰۱۴ مددجو مشغول به کار شدند؛ ۴ هزار و ۵۸۶ نفر از آن‌ها زن»; «1573 نفر (مستقل: 702 نفر …)»."""
    near = draft.sentence - 1 if any(c.value == "of" for c in doc.between("part", draft.last, draft.last + 3)) else draft.sentence
    mates = [d for d in earlier if d.sentence >= near and d.kind in ("job", "person")]
    if has_stage or not mates or mates[-1].kind != "job" or mates[-1].value < draft.value:
        return False
    pronoun = any(c.value == "of" for c in doc.between("part", draft.last, draft.last + 3))
    keys = doc.keys(mates[-1].last, draft.first)
    return pronoun or "(" in keys or mates[-1].rule.endswith("+job")


def _is_job(doc: Document, draft: Draft, cue: Mention | None) -> bool:
    """«اشتغال 2240 نفر», «برای ۶۸۸ نفر شغل», «۳۵ زن را مشغول کرده»."""
    if cue is not None and "job" in cue.entry.kinds and cue.value in JOB_STAGES:
        return True
    if draft.noun is not None and draft.noun.entry.surface.startswith(APPLICANTS):
        return False
    before = range(max(draft.left, draft.first - JOB_NOUNS_REACH), draft.first)
    for noun in doc.between("noun", before.start, before.stop):
        gap = doc.tokens[noun.last : draft.first]
        if noun.value == "job" and not any(t.kind == MARK and t.key != ":" for t in gap):
            return True
    after = doc.between("noun", draft.last, min(draft.right, draft.last + 3))
    helped = cue is not None and cue.value not in JOB_STAGES
    return any(noun.value == "job" and not (helped and noun.entry.surface == EMPLOYED) for noun in after)


def _is_called_job(doc: Document, draft: Draft) -> bool:
    """«با جذب ۷ طرح و اشتغال ۱۹ نفر … معرفی کرد»: what happens to the sentence's other nouns is not the jobs' stage."""
    before = list(doc.between("noun", max(draft.left, draft.first - JOB_NOUNS_REACH), draft.first))
    after = list(doc.between("noun", draft.last, min(draft.right, draft.last + 1)))
    return any(n.value == "job" and n.entry.surface.startswith("اشتغال") for n in (*before[-1:], *after))


def settle_modality(doc: Document, drafts: list[Draft]) -> None:
    """Mark as planned what the clause puts in the future, or a plan, duty or forecast heads."""
    for at, draft in enumerate(drafts):
        cue = planned_by(doc, drafts, at)
        if cue is not None and not _is_described(doc, drafts, at):
            draft.decide("modality", "planned", "explicit", cue.value if cue.category == "verb" else "planned", cue)


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
    draft, reader = drafts[at], StageReader(doc, drafts, at)
    clause = doc.clauses[draft.clause]
    for cue in doc.between("modality", draft.last, draft.right):
        if cue.value == "actual":
            return None
    verb = clause.verb or _relative_verb(doc, drafts, draft)
    if verb is not None and verb.value == "future" and not _is_past_reading(draft, verb):
        return verb
    head = _planning_head(doc, draft, draft.head)
    if head is not None:
        return head
    if verb is not None and verb.value == "subjunctive" and ABLE & set(doc.keys(clause.first, clause.last)):
        return None
    if verb is not None and verb.value in NOT_YET and not _is_past_reading(draft, verb):
        return verb
    if verb is not None and verb.value == "present" and _predicate_is_present(doc, draft, verb):
        return verb
    own = [c for c in doc.between("modality", clause.first, clause.last) if c.entry.role == "pred" and c.value == "planned"]
    if own and not _heads_other(reader, own[-1], draft):
        return own[-1]
    return None


def _relative_verb(doc: Document, drafts: list[Draft], draft: Draft) -> Mention | None:
    """«یک میلیارد تومانی که تا پایان سال تخصیص خواهد یافت»."""
    following = draft.clause + 1
    if following >= len(doc.clauses) or doc.clauses[following].opener != "که":
        return None
    inside = any(d.clause == following for d in drafts)
    return None if inside or doc.clauses[following].sentence != draft.sentence else doc.clauses[following].verb


def _heads_other(reader: StageReader, cue: Mention, draft: Draft) -> bool:
    """«منابع پیش‌بینی شده برای امسال» before one number does not plan a later one with its own predicate."""
    own = draft.decided.get("stage")
    return own is not None and own.first > cue.last and own.rule in ("own_window", "clause_end") and cue.first < draft.first


def _is_past_reading(draft: Draft, verb: Mention) -> bool:
    """A ceiling is planned only when it is to reach a new level: «به ۳۰۰ میلیون تومان برسد»."""
    capped = draft.get("bound") == "at_most" or verb.value != "future"
    return draft.get("basis") == "per_unit" and capped and not verb.entry.kinds & {"رسید", "یافت"}


def _planning_head(doc: Document, draft: Draft, first: int) -> Mention | None:
    for cue in doc.between("modality", first, draft.first):
        if cue.entry.role == "noun" and cue.value == "planned":
            gap = doc.tokens[cue.last : draft.first]
            if not any(t.key in ("که", ".", "؛") for t in gap):
                return cue
    return None


def _predicate_is_present(doc: Document, draft: Draft, verb: Mention) -> bool:
    """«به بهره‌برداری می‌رسد» is yet to come; «پرداخت می‌شود» of a ceiling and «فعالیت می‌کنند» are not."""
    if draft.get("basis") == "per_unit" or draft.get("stage") in ("active", "requested"):
        return False
    clause = doc.clauses[draft.clause]
    stages = [c for c in doc.between("stage", clause.first, clause.last) if c.value in FLOW_STAGES]
    return any(0 <= verb.first - c.last <= 1 or c.last == verb.last for c in stages)


def settle_basis(doc: Document, drafts: list[Draft]) -> None:
    """Mark amounts for each person, plan or permit."""
    for at, draft in enumerate(drafts):
        found = per_unit_by(doc, drafts, at)
        if found is not None:
            rule, cue = found
            draft.decide("basis", "per_unit", "explicit", rule, cue)
            if "at_most" in rule:
                draft.decide("bound", "at_most", "explicit", rule, cue)
    for before, draft in zip(drafts, drafts[1:], strict=False):
        if _shares_ceiling(doc, before, draft):
            draft.take("basis", before, "list")
            draft.take("bound", before, "list")
        elif _shares_ceiling(doc, before, draft, backwards=True):
            before.take("basis", draft, "list")


def _shares_ceiling(doc: Document, before: Draft, draft: Draft, *, backwards: bool = False) -> bool:
    """«سقف … ۱۰ و برای پشتیبان ۲۰ میلیون»; backwards, «حداقل ۳۰ و حداکثر ۱۰۰ میلیون به هر ایثارگر»."""
    known, other = (draft, before) if backwards else (before, draft)
    small = draft.kind == before.kind == "loan" and (other.upper or other.value) <= LARGEST_UNIT_LOAN
    if not small or known.get("basis") != "per_unit" or other.get("basis") is not None:
        return False
    return is_list_gap(doc, before.last, draft.first) and (not backwards or draft.first - before.last <= JOB_NOUNS_REACH)


def per_unit_by(doc: Document, drafts: list[Draft], at: int) -> tuple[str, Mention | None] | None:
    """The rule and cue that make a draft per unit, or null."""
    draft = drafts[at]
    small = draft.kind != "loan" or (draft.upper or draft.value) <= LARGEST_UNIT_LOAN
    following = drafts[at + 1] if at + 1 < len(drafts) else None
    if draft.kind not in ("loan", "job", "person"):
        return None
    if draft.kind == "person" and _is_each_of(doc, draft):
        return None
    if small and draft.kind == "loan" and at and drafts[at - 1].clause == draft.clause and _is_each_of(doc, drafts[at - 1]):
        return "each_of", None
    cues = [c for c in doc.between("basis", draft.left, draft.first) if c.value == "per_unit" or (small and draft.kind == "loan")]
    cues = [c for c in cues if c.value in ("per_unit", "cap", "ceiling")]
    caps = [c for c in cues if c.entry.surface.startswith(CAPS) or CAPS[0] in c.entry.surface]
    if cues:
        return ("ceiling_at_most", caps[-1]) if caps else ("per_unit", cues[-1])
    for cue in doc.between("basis", draft.last, draft.right):
        heads_next = following is not None and following.first - cue.last <= 2 and following.first >= cue.last
        if cue.value == "per_unit" and not heads_next and draft.kind == "loan":
            return "per_unit", cue
    if draft.kind == "loan" and small and draft.unit:
        return _adjective(doc, draft)
    return None


def _is_each_of(doc: Document, draft: Draft) -> bool:
    """«به هر یک از ۶۰ زن سرپرست خانوار ۳۰ میلیون تومان»: the people are all of them, the money is for each."""
    return doc.keys(draft.first - 3, draft.first) in (["هر", "یک", "از"], ["هر", "کدام", "از"]) or doc.keys(draft.first - 2, draft.first) == ["هریک", "از"]


def _adjective(doc: Document, draft: Draft) -> tuple[str, Mention | None] | None:
    """«وام ۲۰۰ میلیون تومانی», «تا ۱۰۰ میلیون تومان»."""
    unit = doc.tokens[draft.last - 1].key
    before = doc.keys(draft.first - 1, draft.first)
    if unit in ADJECTIVES and before == ["وام"] and draft.number.scale <= MILLION:
        return "adjective", None
    if draft.upper is not None and set(doc.keys(draft.left, draft.first)) & LOAN_NOUNS:
        return "range", None
    if before == ["تا"] and draft.upper is None:
        return "ceiling_at_most", None
    return None


def drop_ceiling_stages(doc: Document, drafts: list[Draft]) -> None:
    """A ceiling that «is» or «was set» has no stage; one that is paid or received has."""
    for draft in drafts:
        stage = draft.decided.get("stage")
        if draft.kind == "loan" and draft.get("basis") == "per_unit" and stage is not None:
            headed = CAPS[0] in doc.keys(stage.first - 2, stage.first)
            if stage.value != "paid" or headed:
                del draft.decided["stage"]


def settle_bounds(doc: Document, drafts: list[Draft]) -> None:
    """Hedges right before a number («حدود», «بیش از») or after it («… هم نرسید»)."""
    for draft in drafts:
        if draft.get("basis") == "per_unit" and draft.upper is None and doc.keys(draft.first - 1, draft.first) == ["تا"]:
            draft.decide("bound", "at_most", "explicit", "up_to")
        cue = _hedge_before(doc, draft) or _hedge_after(doc, draft)
        if cue is not None:
            draft.decide("bound", cue.value, "explicit", "hedge", cue)


def _hedge_before(doc: Document, draft: Draft) -> Mention | None:
    for cue in reversed(list(doc.between("bound", max(draft.left, draft.first - 5), draft.first))):
        gap = doc.keys(cue.last, draft.first)
        if cue.entry.role == "before" and all(key in SOFTENERS for key in gap):
            return cue
        if cue.entry.role in ("far", "unit") and not gap and (cue.entry.role == "far" or draft.get("basis") == "per_unit"):
            return cue
    return None


def _hedge_after(doc: Document, draft: Draft) -> Mention | None:
    for cue in doc.between("bound", draft.last, min(draft.right, draft.last + 4)):
        if cue.entry.role == "after":
            return cue
    return None


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
        if draft.noun is not None and LOAN_NOUNS & set(doc.keys(draft.noun.first, draft.noun.last)):
            stage = "paid"
        if stage and "stage" not in draft.decided:
            draft.decide("stage", stage, "default", "kind")
    for before, draft in zip(drafts, drafts[1:], strict=False):
        told = before.decided.get("stage")
        listed = before.sentence == draft.sentence and draft.first - before.last <= 1
        if told is not None and told.how == "default" and draft.kind == "loan" and "stage" not in draft.decided and listed:
            draft.take("stage", before, "amount_of")


def drop_populations(doc: Document, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """«در کشور یک میلیون و ۵۶۰ هزار معلول داریم»: people who only exist are no figure."""
    kept = [d for d in drafts if not _is_population(doc, d)]
    skips.extend(Skip(o.first, o.last, "population") for d in drafts if d not in kept for o in (d, *d.repeats))
    return kept


def _is_population(doc: Document, draft: Draft) -> bool:
    if draft.kind != "person" or "stage" in draft.decided or draft.parent is not None or noun_stage(doc, draft):
        return False
    clause = doc.clauses[draft.clause]
    named = any(m.value == "home" for m in doc.between("topic", clause.first, clause.last))
    return clause.verb is not None and "داشت" in clause.verb.entry.kinds and not named


def mark_denied(doc: Document, drafts: list[Draft]) -> None:
    """«با این پول نمی‌توان ۱۵ بافنده را بیمه کرد» states no figure."""
    for draft in drafts:
        clause = doc.clauses[draft.clause]
        if any(c.value == "denied" for c in doc.between("modality", clause.first, draft.first)):
            draft.dropped = draft.dropped or "denied"


def unplan_parts(drafts: list[Draft]) -> None:
    """Parts of an actual total are not planned by a mere present tense: «۱۸۰ میلیارد آن از منابع استانی تأمین می‌شود»."""
    for draft in drafts:
        planned = draft.decided.get("modality")
        if draft.parent is not None and draft.parent.get("modality") is None and planned is not None and planned.rule == "present":
            del draft.decided["modality"]


def link_amounts(doc: Document, drafts: list[Draft]) -> None:
    """«61,255 پرونده به مبلغ 8/9 همت»: an amount «of» a count has its stage and period."""
    for before, draft in zip(drafts, drafts[1:], strict=False):
        own = draft.decided.get("stage")
        linked = draft.kind == "loan" and before.kind != "loan" and before.sentence == draft.sentence
        if linked and AMOUNT_OF & set(doc.keys(before.last, draft.first)) and (own is None or own.rule.startswith("weak_")):
            draft.take("stage", before, "amount_of")
