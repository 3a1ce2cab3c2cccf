"""Items of one sentence that name whose they are: by sector, by source, by the loan's name, by whom each is given."""

from __future__ import annotations

from itertools import pairwise, takewhile

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.purposes import GIVEN, tells_whose
from homejobs_extract.figures.wholes import is_whole
from homejobs_extract.tokens import NUMBER

COMMA, FAR_NAME = "،", 7
ALSO, FUNDS = frozenset(("نیز", "هم")), frozenset(("تبصره", "بند", "صندوق", "اعتبارات", "منابع"))
SOURCE_WORDS = frozenset(("محل", "مسیر"))
SOURCES, CURRENCIES = frozenset((("از", "محل"), ("از", "مسیر"))), frozenset(("ریال", "تومان"))
SECTORS, LONGEST_SECTOR = frozenset(("بخش", "حوزه", "زمینه", "قالب", "رشته", "رشتههای")), 10
LENT = frozenset(("وام", "وامها", "تسهیلات", "اعتبار", "اعتبارات"))
LOAN_WORDS = frozenset(("وام", "تسهیلات", "اعتبار", "سهمیه", "پرداخت", "سقف", "جذب"))
OTHER_LOANS = frozenset((
    "اشتغال", "اشتغالزایی", "خوداشتغالی", "ازدواج", "کارگشایی", "ضروری", "مسکن", "روستایی", "کارفرمایی", "خویشفرمایی",
    "بند", "تبصره",
))  # fmt: skip
SHARE, WITH, NEXT_ITEM = "سهم", "با", frozenset(("،", "و"))
LIST_OF_PURPOSES, GIVEN_TO = 3, frozenset(("به", "برای", "در"))


def _is_of_another_sector(doc: Document, drafts: list[Draft], draft: Draft) -> bool:
    """«۲۵ طرح در بخش شیلات و ۸۰۰ پرونده در بخش مشاغل خانگی»: each item names its sector, and only one is ours."""
    if _sector(doc, draft) != "other":
        return False
    ours = [d for d in drafts if d.sentence == draft.sentence and _sector(doc, d) == "home"]
    return bool(ours) and (ours[0].first > draft.first or (draft.kind == "person" and ours[0].kind == "person"))


def _is_of_another_source(doc: Document, drafts: list[Draft], draft: Draft) -> bool:
    """«از محل تبصره ۱۸، ۶۴ میلیارد تومان و از محل مشاغل خانگی ۱۵ میلیارد»: each item names where it comes from; «… از
    محل تبصره ۱۶ نیز ۸۶ میلیارد» comes besides ours.
    """
    if not doc.holds(SOURCE_WORDS, doc.clauses[draft.clause].first, draft.right):
        return False
    beside = [d for d in drafts if d.sentence == draft.sentence and d is not draft]
    if any(_comes_besides(doc, d) for d in (draft, *beside) if d.clause == draft.clause and d.first <= draft.first):
        return any(d.clause < draft.clause and not d.dropped for d in beside)
    return _source(doc, draft) == "other" and any(_source(doc, d) == "home" for d in beside)


def _comes_besides(doc: Document, draft: Draft) -> bool:
    """«از محل تبصره ۱۶ نیز به ۲۰۴ صنعتگر»: from other funds, and also."""
    told = doc.holds(ALSO, draft.left, draft.last + 1) and doc.holds(FUNDS, draft.left, draft.right)
    last = doc.sentences[draft.sentence].last
    return told and _source(doc, draft) == "other" and not doc.tells("topic", "home", draft.left, last)


def _source(doc: Document, draft: Draft) -> str:
    """Where a draft's own words say that it comes from: our scheme, another source, or nothing; what follows an amount
    at once is that amount's («۷۱۸ میلیارد ریال از محل تبصره ۱۶ و ۱۷۰ میلیارد ریال از محل مشاغل خانگی»).
    """
    pairs = enumerate(pairwise(doc.keys(draft.left, draft.right)), draft.left)
    found = (i for i, pair in pairs if pair in SOURCES and not (i < draft.first and doc.key(i - 1) in CURRENCIES))
    at = next(found, None)
    if at is None:
        return ""
    at += 2
    last = min(at + FAR_NAME, draft.right)
    last = next((i for i in range(at, last) if doc.tokens[i].kind == NUMBER or doc.key(i) in GIVEN_TO), last)
    return "home" if doc.tells("topic", "home", at, last) else "other"


def _is_another_loan(doc: Document, drafts: list[Draft], draft: Draft) -> bool:
    """«۶۵ فقره وام اشتغال و ۲۰ فقره وام مشاغل خانگی»: the first is called otherwise, and so is its amount."""
    if not doc.holds(OTHER_LOANS, doc.sentences[draft.sentence].first, draft.last + 2):
        return False
    named = [d for d in drafts if d.clause == draft.clause and d.first <= draft.first and _loan_name(doc, d)]
    if not named or _loan_name(doc, named[-1]) != "other":
        return False
    return any(d.sentence == draft.sentence and d.first > draft.first and _loan_name(doc, d) == "home" for d in drafts)


def _loan_name(doc: Document, draft: Draft) -> str:
    """What follows «وام» in a draft's own words: ours, another kind, or nothing."""
    at = draft.last + (doc.key(draft.last) in LENT)
    if doc.key(at - 1) not in LENT:
        at = next((i + 1 for i in range(draft.first - 1, draft.left - 1, -1) if doc.key(i) in LENT), 0)
    if not at:
        return ""
    if doc.tells("topic", "home", at, at + 1):
        return "home"
    return "other" if doc.key(at) in OTHER_LOANS else ""


def _is_another_share(doc: Document, drafts: list[Draft], draft: Draft) -> bool:
    """«سهم ازدواج ۱۲ هزار میلیارد، سهم مشاغل خانگی ۱۵۰۰ میلیارد», «مشاغل خانگی با ۷۴ و دانش‌بنیان با ۴۰ میلیارد»."""
    if _holder(doc, draft) != "other":
        return False
    return any(d.sentence == draft.sentence and d.kind == draft.kind and is_our_share(doc, d) for d in drafts)


def is_our_share(doc: Document, draft: Draft) -> bool:
    """«سهم مشاغل خانگی ۱۵۰۰ میلیارد ریال»: the number of what is named right before it."""
    return _holder(doc, draft) == "home"


def _holder(doc: Document, draft: Draft) -> str:
    """Who has a number by «سهم … N» or «… با N»: our scheme, another one, or nobody that is named."""
    first = max(doc.sentences[draft.sentence].first, draft.first - LONGEST_SECTOR - 2)
    first = next((i + 1 for i in range(draft.first - 1, first - 1, -1) if doc.tokens[i].kind == NUMBER), first)
    keys = doc.keys(first, draft.first)
    if SHARE in keys:
        first = draft.first - keys[::-1].index(SHARE)
    elif keys[-1:] == [WITH]:
        first = draft.first - next((i for i, key in enumerate(keys[::-1]) if key in NEXT_ITEM), len(keys))
    else:
        return ""
    if doc.tells("topic", "home", first, draft.first):
        return "home"
    named = any(doc.between(name, first, draft.first) for name in ("agency", "place", "verb"))
    return "" if named or draft.first - first > LONGEST_SECTOR else tells_whose(doc, first, draft.first, GIVEN)


def _sector(doc: Document, draft: Draft) -> str:
    keys = list(takewhile(COMMA.__ne__, doc.keys(draft.last, min(draft.right, draft.last + LONGEST_SECTOR))))
    at = next((i for i, pair in enumerate(pairwise(keys)) if pair[0] == "در" and pair[1] in SECTORS), None)
    if at is None:
        return ""
    home = doc.tells("topic", "home", draft.last + at, draft.last + at + 3)
    return "home" if home else "other"


BESIDE_OURS = (_is_of_another_sector, _is_of_another_source, _is_another_loan, _is_another_share)


def mark_other_items(doc: Document, drafts: list[Draft]) -> None:
    """«از ۱۰۹ میلیارد، ۷۵ میلیارد برای اشتغال مددجویان، ۷ میلیارد به طرح‌های مشاغل خانگی»: only one item is ours,
    where it is not the total of the others.
    """
    for clause in {d.clause for d in drafts}:
        items = [d for d in drafts if d.clause == clause and not d.dropped]
        ours = [d for d in items if _is_given_home(doc, d)]
        kinds = {d.kind for d in items}
        headed = bool(items) and doc.tells("topic", "home", doc.clauses[clause].first, items[0].first)
        if len(items) < LIST_OF_PURPOSES or len(ours) != 1 or ours[0] is items[-1] or len(kinds) > 1 or headed:
            continue
        others = sum(d.value for d in items[1:])
        if ours[0] is items[0] and (others == ours[0].value or is_whole(doc, ours[0])):
            continue
        for draft in items:
            if draft is not ours[0]:
                draft.dropped = "off_topic"


def _is_given_home(doc: Document, draft: Draft) -> bool:
    """«… میلیون تومان به طرح‌های مشاغل خانگی», «… میلیون تومان تسهیلات مشاغل خانگی»: the item's own words tell."""
    for topic in doc.between("topic", draft.last, min(draft.right, draft.last + 5)):
        if topic.value == "home":
            called = topic.first == draft.last + 1 and doc.key(draft.last) in LOAN_WORDS
            between = doc.keys(draft.last, topic.first)
            return called or (not GIVEN_TO.isdisjoint(between) and ")" not in between)
    return False
