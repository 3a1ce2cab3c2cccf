"""Totals: which announce a part («از 1203 طرح …، 853 طرح»), and whether one may hold another."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import NUMBER

FROM, COMPARED = "از", "compared"
OUT_OF = (
    ["از"], ["از", "مجموع"], ["از", "کل"], ["از", "سهمیه"], ["از", "سهم"], ["از", "تعهد"], ["از", "تسهیلات"],
    ["از", "اعتبار"],
)  # fmt: skip
NEAR_FROM, NEAR_GROWTH, TO = 5, 7, "به"
MORE, THAN = frozenset(("بیشتر", "کمتر")), frozenset(("از", "نسبت", "است", "بود", "بوده", "شد", "شده"))
RISE, NEAR_TO, COMPARING = frozenset(("افزایش", "کاهش", "رشد")), 4, "نسبت"
PAYMENTS = frozenset(("وام", "پول", "تسهیلات", "اعتبار"))
CHANGED = frozenset(("یافت", "رسید", "رساند", "داد"))
HEDGES = frozenset(("بیش", "بیشتر", "کمتر", "بالاتر", "فراتر", "پس", "بعد", "خبر", "استفاده"))
BETWEEN = frozenset(
    (
        "مجموع",
        "حدود",
        "کل",
        "تعداد",
        "این",
        "جمع",
        "سهمیه",
        "سهم",
        "بیش",
        "میان",
        "بین",
        "نزدیک",
        "به",
        "اعتبار",
        "مبلغ",
        "مصوب",
        "رقم",
        "میزان",
        "ابلاغی",
        "تخصیصی",
        "اختصاصی",
    )
)


def is_whole(doc: Document, draft: Draft) -> bool:
    """Whether «از», «از مجموع», «از حدود» stand right before a number that is no bound («بیش از»); «از این میزان ۱۲۰
    نفر» points to another.
    """
    start = max(draft.left, draft.first - NEAR_FROM)
    keys = doc.keys(start, draft.first)
    if FROM not in keys:
        return False
    at = len(keys) - 1 - keys[::-1].index(FROM)
    if at > 0 and keys[at - 1] == "بیش" and FROM in keys[: at - 1]:
        at = keys.index(FROM)
    if "این" in keys[at + 1 :] and {"اعتبار", "سهمیه", "جمع"} & set(keys[at + 1 :]):
        return False
    if doc.tells("part", "of", start + at, draft.first):
        return False
    hedged = doc.key(start + at - 1) in HEDGES
    return not hedged and set(keys[at + 1 :]) <= BETWEEN | {FROM}


def pointers(doc: Document, first: int, last: int) -> list[Mention]:
    """«از این تعداد», «از این مبلغ»: the words that point back to a total, in a stretch of tokens."""
    return [m for m in doc.between("part", first, last) if m.value == "of" and m.entry.role == "before"]


def is_new_level(doc: Document, draft: Draft) -> bool:
    """«۴۸ میلیارد تومان بود که به ۸ میلیارد تومان کاهش یافت», but not «به ۱۱ میلیارد تومان هم نمی‌رسد» nor «به ۲۲ پرونده
    وام رسید».
    """
    verb = doc.clauses[draft.clause].verb
    if verb is None or doc.key(draft.first - 1) != TO or PAYMENTS & set(doc.keys(draft.last, verb.first)):
        return False
    return bool(verb.entry.kinds & CHANGED) and verb.entry.role != "not"


def is_difference(doc: Document, draft: Draft) -> bool:
    """«۴۰ مجوز بیشتر از پارسال», «۴۵ میلیارد تومان افزایش داشت»: how much more, but not «به ۴۵ میلیارد افزایش یافت»."""
    after = doc.keys(draft.last, draft.last + 2)
    if after[:1] and after[0] in MORE and after[1:] and after[1] in THAN:
        return True
    before = doc.keys(draft.first - NEAR_TO, draft.first)
    raised = TO in before and COMPARING not in before
    return after[:1] != [] and after[0] in RISE and not raised


def is_grown(doc: Document, draft: Draft) -> bool:
    """«از ۱۶۰ میلیارد به ۵۲۰ میلیارد تومان»: what something has come to."""
    before = doc.tokens[max(0, draft.first - NEAR_GROWTH) : draft.first]
    keys = [t.key for t in before]
    return keys[-1:] == [TO] and FROM in keys and any(t.kind == NUMBER for t in before[keys.index(FROM) :])


def has_rest(doc: Document, draft: Draft) -> bool:
    """«۳۲ میلیارد آن پرداخت شده … و بقیه در حال بررسی است»: the sentence goes on to what is left of a total."""
    return doc.tells("part", "rest", draft.last, doc.sentences[draft.sentence].last)


def may_hold(whole: Draft, part: Draft) -> bool:
    """Whether a draft may be a total of another: same kind, not smaller, not of another time."""
    per_unit = "per_unit" in (whole.get("basis"), part.get("basis"))
    if _dated_apart(whole, part) or part.echo is whole or (whole.echo is not None and whole.echo.value == part.value):
        return False
    return whole.kind == part.kind and whole.value >= part.value and not per_unit and whole is not part


def are_placed_apart(one: Draft, other: Draft) -> bool:
    """«سنندج ۴۱۲ مجوز؛ سقز ۲۰۷ مجوز»: two counties, neither a part of the other."""
    first, second = one.decided.get("place"), other.decided.get("place")
    if first is None or second is None or not first.how == second.how == "explicit":
        return False
    named = first.value is not None and second.value is not None
    return named and bool(first.value.level == second.value.level and first.value.name != second.value.name)


def _dated_apart(one: Draft, other: Draft) -> bool:
    """Last year's count is no part of this year's."""
    mine, theirs = one.decided.get("period"), other.decided.get("period")
    compared = [p for p in (mine, theirs) if p is not None and p.rule == COMPARED]
    if compared:
        return mine is None or theirs is None or mine.value[:2] != theirs.value[:2]
    if mine is None or theirs is None or not {mine.how, theirs.how} <= {"explicit", "sentence"}:
        return False
    a, b = mine.value, theirs.value
    return bool(a[0] and b[1] and b[1] < a[0]) or bool(b[0] and a[1] and a[1] < b[0])


def is_circular(draft: Draft, whole: Draft) -> bool:
    """Whether a draft is a total of its own total."""
    seen: Draft | None = whole
    for _ in range(8):
        if seen is draft:
            return True
        seen = seen.parent if seen else None
    return False


def is_dated(draft: Draft) -> bool:
    """Whether a draft's own words give it a period with both ends."""
    period = draft.decided.get("period")
    return period is not None and period.how == "explicit" and None not in period.value[:2]


def is_named(draft: Draft) -> bool:
    """Whether the text names its place or agency beside it."""
    return any((d := draft.decided.get(name)) is not None and d.how == "explicit" for name in ("place", "agency"))
