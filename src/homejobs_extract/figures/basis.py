"""Totals and amounts per unit, ceilings, and the hedges that bound a number."""

from __future__ import annotations

import itertools

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_new_level
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import NUMBER

ADJECTIVES = ("تومانی", "ریالی", "میلیونی", "میلیاردی", "همتی")
SOFTENERS = frozenset(
    ("وام", "تسهیلات", "این", "مبلغ", "رقم", "رقمی", "تعداد", "مجموع", "ارزش", "شمار", "به", "از", "نرخ", "سقف", "تا")
)
LOANS, TOPIC_REACH = frozenset(("وام", "تسهیلات", "تسهیلاتی")), 4
ABLE = frozenset(("توانند", "تواند", "میتوانند", "میتواند"))
MILLION, MILLIARD, CONDITION = 10**6, 10**9, "ازای"
FOR_EACH = ("به ازای هر", "به‌ازای هر")
AVERAGES, NEAR_AVERAGE = frozenset(("میانگین", "متوسط")), 5
COPULAS = frozenset(("است", "بود", "بوده"))
GIVEN_TO, BORROWED = frozenset(("به", "برای")), frozenset(("وام", "تسهیلات", "سقف"))
CAPS = ("سقف", "حداکثر")
EACH = ("هر یک", "هریک")
LARGEST_UNIT_LOAN = 6 * 10**10
SMALLEST_UNIT_LOAN, MANY = 8 * 10**6, 5
AMOUNTS = frozenset(("جمع", "مجموع", "مجموعا", "کل", "جمعا"))
UNIT_REACH, NEAR_AGENCY = 6, 4
UNIT_CUES = ("per_unit", "cap", "ceiling")
PAID, APPLICANTS = frozenset(("پرداخت", "پرداختی", "جذب")), ("مستقل", "پشتیبان", "پشتیبانها")
GIVEN_SUPPORTERS = ("به پشتیبان", "به افراد پشتیبان")
EACH_OF = ("هریکاز", "هرکداماز")


def settle_basis(doc: Document, drafts: list[Draft]) -> None:
    """Mark amounts for each person, plan or permit."""
    for at, draft in enumerate(drafts):
        found = per_unit_by(doc, drafts, at)
        if found is not None:
            rule, cue = found
            draft.decide("basis", "per_unit", "explicit", rule, cue)
            if "at_most" in rule:
                draft.decide("bound", "at_most", "explicit", rule, cue)
    for before, draft in itertools.pairwise(drafts):
        if _shares_ceiling(doc, before, draft):
            draft.take("basis", before, "list")
            draft.take("bound", before, "list")
        elif _shares_ceiling(doc, before, draft, backwards=True):
            before.take("basis", draft, "list")
        elif _is_second_ceiling(doc, before, draft):
            draft.take("bound", before, "list")


def _shares_ceiling(doc: Document, before: Draft, draft: Draft, *, backwards: bool = False) -> bool:
    """«سقف … ۱۰ و برای پشتیبان ۲۰ میلیون»; backwards, «حداقل ۳۰ و حداکثر ۱۰۰ میلیون به هر ایثارگر»."""
    known, other = (draft, before) if backwards else (before, draft)
    small = draft.kind == before.kind == "loan" and (other.upper or other.value) <= LARGEST_UNIT_LOAN
    summed = doc.holds(AMOUNTS, before.last, draft.first)
    if not small or summed or known.get("basis") != "per_unit" or other.get("basis") is not None:
        return False
    return is_list_gap(doc, before.last, draft.first) and (not backwards or draft.first - before.last <= UNIT_REACH)


def _is_second_ceiling(doc: Document, before: Draft, draft: Draft) -> bool:
    """«سقف … را برای مستقل ۲۰۰ میلیون و برای پشتیبان پنج میلیارد تومان اعلام کرد»."""
    both = before.get("basis") == draft.get("basis") == "per_unit" and before.kind == draft.kind == "loan"
    capped = before.get("bound") == "at_most" and draft.get("bound") is None and draft.upper is None
    return both and capped and is_list_gap(doc, before.last, draft.first)


def per_unit_by(doc: Document, drafts: list[Draft], at: int) -> tuple[str, Mention | None] | None:
    """The rule and cue that make a draft per unit, or null."""
    draft = drafts[at]
    if draft.kind not in ("loan", "job", "person") or (draft.kind == "person" and _is_each_of(doc, draft)):
        return None
    small = draft.kind == "loan" and (draft.upper or draft.value) <= LARGEST_UNIT_LOAN
    if small and at and drafts[at - 1].clause == draft.clause and _is_each_of(doc, drafts[at - 1]):
        return "each_of", None
    begins = not at or drafts[at - 1].sentence < draft.sentence
    left = _opening_condition(doc, draft) if begins else _before_condition(doc, drafts[at - 1], draft)
    found = doc.between("basis", left, draft.first)
    cues = [c for c in found if c.value in (UNIT_CUES if small else UNIT_CUES[:1]) or (small and _is_each(c, draft))]
    if doc.holds(PAID, left, draft.first):
        cues = [c for c in cues if not c.entry.surface.endswith(APPLICANTS)]
    cues = [c for c in cues if not (_is_each_agency(doc, c) or _is_given_once(doc, draft, c))]
    caps = [c for c in cues if c.entry.surface.startswith(CAPS) or CAPS[0] in c.entry.surface]
    if cues:
        return ("ceiling_at_most", caps[-1]) if caps else ("per_unit", cues[-1])
    after = _cue_after(doc, draft, drafts[at + 1 : at + 2])
    if after is not None:
        return "per_unit", after
    return _of_small_amount(doc, drafts, at) if small else None


def _of_small_amount(doc: Document, drafts: list[Draft], at: int) -> tuple[str, Mention | None] | None:
    """«می‌توانند ۷۵ میلیون تومان بگیرند», «وام ۲۰۰ میلیون تومانی»: what one may get, too little to be a total."""
    draft = drafts[at]
    able = doc.holds(ABLE, doc.clauses[draft.clause].first, draft.first)
    if able and draft.number.value < MILLIARD:
        return "per_unit", None
    if (
        at
        and _is_implausible_total(doc, drafts[at - 1], draft)
        and not _has_its_own(doc, draft, drafts[at + 1 : at + 2])
    ):
        return "implausible_total", None
    if _is_raised(doc, draft) or (at and _is_new_size(doc, drafts[at - 1], draft)):
        return "raised", None
    measured = draft.unit is not None or doc.key(draft.last - 1) in ADJECTIVES
    return _adjective(doc, draft) if measured else None


def _before_condition(doc: Document, before: Draft, draft: Draft) -> int:
    """«سقف وام پشتیبان به ازای ۴۰ نفر اشتغال چهار میلیارد تومان»: where the words before the condition begin."""
    condition = before.clause == draft.clause and before.kind in ("job", "person")
    return before.left if condition and CONDITION in doc.keys(before.first - 3, before.first) else draft.left


def _opening_condition(doc: Document, draft: Draft) -> int:
    """«به ازای هر نفر که کارگاهی بسازد و کاری را دنبال کند، ۱۰ میلیون تومان»: where such a sentence begins."""
    first = doc.sentences[draft.sentence].first
    return next((c.first for c in doc.between("basis", first, draft.left) if c.entry.surface in FOR_EACH), draft.left)


def _is_implausible_total(doc: Document, before: Draft, draft: Draft) -> bool:
    """«۲۶ مورد تسهیلات مبلغ ۱۰ میلیون تومان گرفتند»: too little to be shared by all, so it is what each got."""
    counted = before.kind in ("plan", "person", "permit") and before.clause == draft.clause and before.value >= MANY
    smallest = draft.value >= SMALLEST_UNIT_LOAN > draft.value // max(1, before.value)
    return counted and smallest and not doc.holds(AMOUNTS, before.last, draft.first)


def _has_its_own(doc: Document, draft: Draft, following: list[Draft]) -> bool:
    """«… به ۳۰۰ نفر و ۱۷۰۰ میلیون ریال … به ۴۲ نفر»: the people who share an amount come after it."""
    return any(
        f.clause == draft.clause and f.kind in ("plan", "person") and doc.key(f.first - 1) in GIVEN_TO
        for f in following
    )


def _is_raised(doc: Document, draft: Draft) -> bool:
    """«مبالغ تسهیلات از ۲۰ به ۱۰۰ میلیون تومان افزایش یافته»: what one may borrow has grown."""
    before = doc.tokens[max(0, draft.first - 3) : draft.first]
    grown = [t.key for t in before if t.kind != NUMBER] == ["از", "به"] and len(before) == 3
    return grown and draft.number.value < MILLIARD and doc.holds(BORROWED, draft.left, draft.first)


def _is_new_size(doc: Document, before: Draft, draft: Draft) -> bool:
    """«وام هر نفر ۲۰ میلیون تومان بود که امسال به ۳۵ میلیون تومان افزایش یافته»: the same loan, larger."""
    told = before.kind == "loan" and before.get("basis") == "per_unit" and before.clause == draft.clause - 1
    follows = told and before.sentence == draft.sentence and doc.clauses[draft.clause].opener in ("که", "و", "باید")
    return follows and is_new_level(doc, draft)


def _cue_after(doc: Document, draft: Draft, following: list[Draft]) -> Mention | None:
    """«۵۰ میلیون تومان به هر نفر»: a cue after the amount that does not head the next number."""
    for cue in doc.between("basis", draft.last, draft.right) if draft.kind == "loan" else ():
        near = [f for f in following if 0 <= f.first - cue.last <= 2 and "و" not in doc.keys(cue.last, f.first)]
        heads_next = bool(near) or _is_each_agency(doc, cue)
        if cue.value == "per_unit" and cue.entry.role != "before" and not heads_next:
            return cue
    return None


def _is_each_of(doc: Document, draft: Draft) -> bool:
    """«به هر یک از ۶۰ زن سرپرست خانوار ۳۰ میلیون تومان»: the people are all of them, the money is for each."""
    return "".join(doc.keys(draft.first - 3, draft.first)).endswith(EACH_OF)


def _is_each_agency(doc: Document, cue: Mention) -> bool:
    """«به هر یک از ادارات صمت، جهاد کشاورزی و … ۹۳۶ میلیون تومان»: an amount for each agency is that agency's total."""
    each = doc.between("basis", cue.first, cue.last + 1)
    return any(c.value == "each" and doc.between("agency", c.last, c.last + NEAR_AGENCY) for c in each)


def _is_each(cue: Mention, draft: Draft) -> bool:
    """«۲۹ نفر هر یک ۵۰ میلیون تومان گرفتند», but not «هر یک از شهرستان‌ها»."""
    return cue.value == "each" and cue.entry.surface in EACH and draft.first - cue.last <= 1


def _is_given_once(doc: Document, draft: Draft, cue: Mention) -> bool:
    """«به پشتیبان‌ها ۱۸ میلیارد ریال پرداخت شد» is what they got together; «… پرداخت می‌شود» is for each."""
    verb = doc.clauses[draft.clause].verb
    return cue.entry.surface.startswith(GIVEN_SUPPORTERS) and (verb is None or verb.value != "present")


def _adjective(doc: Document, draft: Draft) -> tuple[str, Mention | None] | None:
    """«وام ۲۰۰ میلیون تومانی», «تا ۱۰۰ میلیون تومان»."""
    unit = doc.tokens[draft.last - 1].key
    if unit in ADJECTIVES and draft.number.scale <= MILLION and _follows_loan(doc, draft):
        return "adjective", None
    if draft.upper is not None:
        return "range", None
    if doc.key(draft.first - 1) == "تا":
        return "ceiling_at_most", None
    return None


def _follows_loan(doc: Document, draft: Draft) -> bool:
    """«وام ۲۰۰ میلیون تومانی», and with the scheme's name between them «وام مشاغل خانگی ۲۰۰ میلیون تومانی»."""
    named = (t.first for t in doc.between("topic", draft.first - TOPIC_REACH, draft.first) if t.last == draft.first)
    return doc.holds(LOANS, min(named, default=draft.first) - 1, draft.first)


def drop_ceiling_stages(doc: Document, drafts: list[Draft]) -> None:
    """A ceiling that «is» or «was set» has no stage; one that is paid or received has."""
    for draft in drafts:
        stage = draft.decided.get("stage")
        own = stage is not None and draft.first - NEAR_AVERAGE <= stage.first < draft.first
        if draft.kind == "loan" and _is_average(doc, draft) and not own:
            draft.decide("stage", None, "explicit", "average")
        elif draft.kind == "loan" and draft.get("basis") == "per_unit" and stage is not None:
            headed = CAPS[0] in doc.keys(stage.first - 2, stage.first)
            if stage.value not in ("paid", "referred") or headed or _is_level(doc, draft):
                del draft.decided["stage"]


def _is_average(doc: Document, draft: Draft) -> bool:
    """«میانگین هر وام ۸۵ میلیون تومان است»."""
    return doc.key(draft.last) in COPULAS and doc.holds(AVERAGES, draft.first - NEAR_AVERAGE, draft.first)


def _is_level(doc: Document, draft: Draft) -> bool:
    """«سقف این وام ۴ میلیارد تومان است», «مبالغ وام … به ۱۰۰ میلیون افزایش یافت»: how much it may be."""
    rule = draft.decided["basis"].rule
    return rule == "raised" or (rule == "ceiling_at_most" and doc.key(draft.last) in COPULAS)


def settle_bounds(doc: Document, drafts: list[Draft]) -> None:
    """Hedges right before a number («حدود», «بیش از») or after it («… هم نرسید»)."""
    for draft in drafts:
        if draft.get("basis") == "per_unit" and draft.upper is None and doc.key(draft.first - 1) == "تا":
            draft.decide("bound", "at_most", "explicit", "up_to")
        cue = _hedge_before(doc, draft) or _hedge_after(doc, draft)
        if cue is not None:
            draft.decide("bound", cue.value, "explicit", "hedge", cue)


def _hedge_before(doc: Document, draft: Draft) -> Mention | None:
    for cue in reversed(doc.between("bound", max(draft.left, draft.first - 5), draft.first)):
        gap = doc.keys(cue.last, draft.first)
        if cue.entry.role == "before" and all(key in SOFTENERS for key in gap):
            return cue
        if (
            cue.entry.role in ("far", "unit")
            and not gap
            and (cue.entry.role == "far" or draft.get("basis") == "per_unit")
        ):
            return cue
    return None


def _hedge_after(doc: Document, draft: Draft) -> Mention | None:
    for cue in doc.between("bound", draft.last, min(draft.right, draft.last + 4)):
        if cue.entry.role == "after":
            return cue
    return None
