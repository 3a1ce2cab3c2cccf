"""Totals that announce a part: «از 1203 طرح …، 853 طرح»."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft

FROM = "از"
NEAR_FROM = 5
HEDGES = frozenset(("بیش", "بیشتر", "کمتر", "بالاتر", "فراتر", "پس", "بعد", "خبر", "استفاده", "پایین‌تر"))
BETWEEN = frozenset(("مجموع", "حدود", "کل", "تعداد", "این", "جمع", "سهمیه", "بیش", "میان", "بین", "نزدیک", "به", "اعتبار"))


def is_whole(doc: Document, draft: Draft) -> bool:
    """Whether «از», «از مجموع», «از حدود» stand right before a number that is no bound («بیش از»)."""
    start = max(draft.left, draft.first - NEAR_FROM)
    keys = doc.keys(start, draft.first)
    if FROM not in keys:
        return False
    at = len(keys) - 1 - keys[::-1].index(FROM)
    if at > 0 and keys[at - 1] == "بیش" and FROM in keys[: at - 1]:
        at = keys.index(FROM)
    previous = doc.keys(start + at - 1, start + at)
    if "این" in keys[at + 1 :] and {"اعتبار", "سهمیه", "جمع"} & set(keys[at + 1 :]):
        return False
    hedged = bool(previous) and previous[0] in HEDGES
    return not hedged and set(keys[at + 1 :]) <= BETWEEN | {FROM}
