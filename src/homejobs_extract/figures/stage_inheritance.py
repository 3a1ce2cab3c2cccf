"""Stages that a draft's own clause does not tell: of its total, its list, what it averages, the heading above it."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Decided, Draft
from homejobs_extract.figures.stage_reader import STRONG, WEAK, StageReader
from homejobs_extract.figures.wholes import has_rest
from homejobs_extract.figures.windows import is_list_gap

ORDER = ("requested", "referred", "approved", "allocated", "paid")
LEVELS = frozenset(("میزان", "رقم", "مبلغ", "عدد", "تعداد", "آمار", "سهمیه", "اعتبار", "تسهیلات", "وامها"))
NUMBER_OF_THEM = frozenset(("تعدادشان", "شمارشان", ("شمار", "آنها"), ("شمار", "آنان"), ("تعداد", "آنها")))
NUMBERS = frozenset(("شمار", "تعداد"))
AMOUNTS = frozenset(("مجموع", "مبلغ", "ارزش", "رقم", "جمع"))
RISING = frozenset(("افزایش", "رسید", "رسیده", "کاهش", "ارتقا"))
TABLE_REACH, LONGEST_BRACKET = 20, 6
GIVEN, DUE = "اختصاص", "تعلق"
CAPS = frozenset(("سقف", "حداکثر", "میتوانند", "میتواند"))


def inherit_stages(doc: Document, drafts: list[Draft]) -> None:
    """Stages from totals first, then from lists, from what an average is taken of, and from headings."""
    for at, draft in enumerate(drafts):
        if doc.key(draft.last) == "(":
            _of_bracket(doc, draft, drafts[at + 1 : at + 1 + LONGEST_BRACKET])
    for draft in drafts:
        _of_distributed(doc, drafts, draft)
        _between_part_and_total(doc, draft)
    for at, draft in enumerate(drafts):
        if "stage" not in draft.decided:
            _of_relative(doc, drafts, at)
            _of_list(doc, drafts, at)
            _of_average(doc, drafts, at)
            _of_level(doc, drafts, at)
            _of_heading(doc, drafts, at)


def _of_bracket(doc: Document, whole: Draft, after: list[Draft]) -> None:
    """«۱۴۳۰ متقاضی (۱۱۲۰ زن و ۳۱۰ مرد) ثبت‌نام و ۹۸۰ مورد تأیید شد»: what is told behind a bracket is told of all."""
    inside = [d for d in after if d.parent is whole and ")" not in doc.keys(whole.last, d.first)]
    told = inside[-1].decided.get("stage") if inside else None
    if told is None or told.how != "explicit" or ")" not in doc.keys(inside[-1].last, told.first):
        return
    for draft in (whole, *inside[:-1]):
        draft.take("stage", inside[-1], "bracket")


def _between_part_and_total(doc: Document, draft: Draft) -> None:
    """A part without a predicate of its own has its total's stage («سهم شیروان» of what was paid is paid), as has one
    that only went through an earlier stage («از این ۱۸۸ پرونده پرداخت‌شده ۸۲ فقره را صمت معرفی کرده بود»)."""
    own, whole = draft.decided.get("stage"), draft.parent
    if whole is not None and whole.get("stage") and (own is None or _is_share(own) or _is_before(own, whole)):
        draft.take("stage", whole, "total")
        if whole.get("modality") and "modality" not in draft.decided and not _has_been(doc, draft):
            draft.take("modality", whole, "total")
    elif (
        whole is not None
        and "stage" not in whole.decided
        and own is not None
        and not (draft.kind == "loan" and has_rest(doc, draft))
    ):
        whole.take("stage", draft, "parts")


def _of_distributed(doc: Document, drafts: list[Draft], draft: Draft) -> None:
    """«از این ۳۱۰ فقره ۱۴۲ فقره به قزوین اختصاص یافته»: counts that are only shared out are what their total is, as are
    all that «۷۱۲ طرح» paid are made of, wherever they are carried out; shares of a quota are allocated, not paid.
    """
    own, whole = draft.decided.get("stage"), draft.parent
    if own is None or whole is None or whole.kind != draft.kind or own.first < 0:
        return
    told = whole.decided.get("stage")
    if told is None or told.value is None or told.value == own.value:
        return
    if draft.kind == "loan":
        if told.value == "allocated" and DUE in doc.keys(own.first - 1, own.first + 1):
            draft.take("stage", whole, "total")
        return
    shared = doc.key(own.first).startswith(GIVEN)
    carried = own.value == "launched" and told.value == ORDER[-1]
    if shared or (carried and sum(d.value for d in drafts if d.parent is whole) == whole.value):
        draft.take("stage", whole, "total")


def _has_been(doc: Document, draft: Draft) -> bool:
    """«۱۰۳ هزار نفر آن در سال قبل بوده است», «۶۷۰۰ مورد محقق شده»: a part of what was planned that has come about."""
    if doc.tells("modality", "actual", draft.last, draft.right):
        return True
    verb = doc.clauses[draft.clause].verb
    return verb is not None and verb.value == "copula" and doc.tokens[verb.first].key.startswith("بود")


def _is_share(own: Decided) -> bool:
    return own.rule.startswith("weak_") and own.value in ("allocated", "requested")


def _is_before(own: Decided, whole: Draft) -> bool:
    told = whole.decided["stage"]
    explicit = told.how == "explicit" and not told.rule.startswith("weak_") and whole.kind != "loan"
    return explicit and own.value in ORDER[:2] and told.value == ORDER[-1]


def _of_relative(doc: Document, drafts: list[Draft], at: int) -> None:
    """«۱۳ میلیارد ریال وام داده که ۲۲۶ فقره بوده», «۴۹ وام پرداخت شده که مجموع آن ۶ میلیارد است»: a «که» clause that
    only counts again.
    """
    draft, before = drafts[at], drafts[at - 1] if at else None
    clause = doc.clauses[draft.clause]
    if before is None or clause.opener != "که" or clause.verb is None or clause.verb.value != "copula":
        return
    beside = before.sentence == draft.sentence and before.clause == draft.clause - 1
    summed = doc.holds(AMOUNTS, clause.first, draft.first)
    if beside and before.kind != draft.kind and (before.kind == "loan" or (draft.kind == "loan" and summed)):
        draft.take("stage", before, "relative_of")


def _of_list(doc: Document, drafts: list[Draft], at: int) -> None:
    """«۲۵ میلیارد به ۲۹ نفر، ۲۳ میلیارد به ۱۰۹ نفر … پرداخت شد»: the predicate of the list's last item."""
    draft = drafts[at]
    for other in drafts[at + 1 : at + 3]:
        told = other.decided.get("stage")
        if (
            other.sentence == draft.sentence
            and other.kind == draft.kind
            and told is not None
            and told.how == "explicit"
        ):
            if draft.get("basis") == other.get("basis") and is_list_gap(doc, draft.last, other.first):
                draft.take("stage", other, "list")
            return


def _of_average(doc: Document, drafts: list[Draft], at: int) -> None:
    """«پرداخت شد؛ میانگین هر وام ۱۵ میلیون تومان بود»: an amount for each of what was paid is paid."""
    draft = drafts[at]
    if draft.kind != "loan" or draft.get("basis") != "per_unit":
        return
    sentence = doc.sentences[draft.sentence]
    if doc.holds(CAPS, max(sentence.first, draft.head), draft.last + 8):
        return
    before = [d for d in drafts[max(0, at - 4) : at] if d.sentence == draft.sentence and d.get("basis") != "per_unit"]
    if before and before[-1].get("stage") == "paid" and before[-1].get("modality") is None:
        draft.take("stage", before[-1], "average_of")


def _of_level(doc: Document, drafts: list[Draft], at: int) -> None:
    """«اعتبار سال قبل ۱۱۰ میلیارد بود؛ این میزان امسال به ۱۴۳ میلیارد رسید»: a new level of what was told before."""
    draft = drafts[at]
    before = next((d for d in reversed(drafts[:at]) if d.kind == draft.kind or d.get("stage") == "paid"), None)
    keys = doc.keys(doc.clauses[draft.clause].first, draft.first)
    pairs = list(pairwise(keys))
    pointed = any(one == "این" and other in LEVELS for one, other in pairs) or _has_risen(doc, before, draft)
    pointed = pointed or not NUMBER_OF_THEM.isdisjoint((*keys, *pairs)) or _is_to_reach(doc, before, draft, keys)
    if (
        pointed
        and before is not None
        and draft.sentence - before.sentence <= 1
        and draft.get("basis") == before.get("basis")
    ):
        draft.take("stage", before, "level_of")


def _is_to_reach(doc: Document, before: Draft | None, draft: Draft, keys: list[str]) -> bool:
    """«پیش‌بینی می‌شود شمار طرح‌های خانگی به ۱۸۰۰ طرح برسد»: of the kind that was counted before."""
    verb = doc.clauses[draft.clause].verb
    same = before is not None and before.kind == draft.kind and before.get("stage") != "revoked"
    return same and not NUMBERS.isdisjoint(keys) and verb is not None and "رسید" in verb.entry.kinds


def _has_risen(doc: Document, before: Draft | None, draft: Draft) -> bool:
    """«سال گذشته ۴۵ میلیارد بود که امسال به ۹۰ میلیارد افزایش یافته»."""
    same = before is not None and before.kind == draft.kind and before.sentence == draft.sentence
    rising = doc.key(draft.first - 1) == "به" and doc.holds(RISING, draft.last, draft.last + 3)
    return same and bool(rising)


def _of_heading(doc: Document, drafts: list[Draft], at: int) -> None:
    """The lines of a table have the stage that its heading names: «جدول پرداخت وام»."""
    draft = drafts[at]
    if not doc.is_heading(draft.sentence) or draft.get("basis") == "per_unit":
        return
    counted = {d.sentence for d in drafts}
    for sentence in range(draft.sentence - 1, max(-1, draft.sentence - TABLE_REACH), -1):
        if not doc.is_heading(sentence):
            return
        if sentence in counted:
            continue
        here = doc.sentences[sentence]
        reader = StageReader(doc, drafts, at)
        cues = [c for s in (STRONG, WEAK) for c in reader.cues(here.first, here.last, s) if c.value != "none"]
        if cues:
            draft.decide("stage", cues[0].value, "sentence", "heading", cues[0])
            return
