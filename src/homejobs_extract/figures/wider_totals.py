"""Shares of home businesses inside wider totals, which are not about them."""

from __future__ import annotations

from collections import Counter

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.item_subjects import GIVEN_TO
from homejobs_extract.figures.topic import OFF, names_home
from homejobs_extract.figures.wholes import is_whole
from homejobs_extract.figures.windows import relative_clause
from homejobs_extract.tokens import NUMBER

LENT_WORDS = frozenset(("وام", "تسهیلات", "آن", "کارآموز", "کارآموزان", "مجری", "مجریان"))
SHARE_WORDS = frozenset(("قالب", "سهم", "مربوط", "بخش", "حوزه", "زمینه", "به", "در", "برای", "باید"))
OF_SCHEME = frozenset((
    "طرح", "طرحهای", "ملی", "ساماندهی", "توسعه", "حمایت", "رشته", "رشتههای", "رسته", "ویژه", "مخصوص", "دورههای",
    "دوره", "های", "ها", "کارگاه", "کارگاههای", "کوچک",
))  # fmt: skip
COURSES = frozenset(("دوره", "دورههای"))
SUPPORTERS = frozenset(("پشتیبان", "پشتیبانان", "متقاضی", "متقاضیان"))
AT_HOME = frozenset(("در خانه کار", "کار در خانه", "کار در منزل"))
NEAR_POINTER, IT = 4, "آن"
COPULAS = frozenset(("باشد", "بوده", "است", "بود", "هستند", "محسوب"))
COUNTED_AS = (["به", "شمار"], ["به", "حساب"])


def drop_wider_totals(doc: Document, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """«از ۱۲۴ هزار طرح اشتغالی … ۳۱ هزار طرح در قالب مشاغل خانگی»: the wider total is not about home businesses."""
    for draft in drafts:
        for other in _wider_before(doc, drafts, draft):
            other.dropped = other.dropped or "wider_total"
        whole = draft.parent
        wider = whole is not None and whole.first < draft.first and not draft.dropped
        if whole is not None and wider and _is_share(doc, draft, whole) and not _is_called_home(doc, whole):
            for other in drafts:
                beside = other.clause == whole.clause and other.parent is not whole and not names_home(doc, other)
                begun = other is whole and is_whole(doc, whole)  # «سهم ما از کل … و از یک میلیون شغل»
                if begun or beside or _is_next_share(doc, draft, other):
                    other.dropped = other.dropped or "wider_total"
    _keep_sums_of_ours(doc, drafts)
    _leave_mixed_totals(drafts)
    skips.extend(Skip(o.first, o.last, d.dropped) for d in drafts if d.dropped for o in (d, *d.repeats))
    return [d for d in drafts if not d.dropped]


def _leave_mixed_totals(drafts: list[Draft]) -> None:
    """No part of a wider total, and none of one that others' numbers make up with a single one of ours."""
    kept = Counter(id(d.parent) for d in drafts if d.parent is not None and not d.dropped)
    mixed = {id(d.parent) for d in drafts if d.parent is not None and d.dropped == OFF and kept[id(d.parent)] == 1}
    for draft in drafts:
        if draft.parent is not None and draft.parent.dropped:
            _leave(draft, draft.parent)
        elif id(draft.parent) in mixed:
            draft.parent = draft.breakdown = None


def _wider_before(doc: Document, drafts: list[Draft], draft: Draft) -> list[Draft]:
    """«۹۱۲ مددجو ۱۷۴ میلیارد تومان گرفتند که ۲۸۵ فقره از این وام‌ها در قالب مشاغل خانگی بود»: all that the share is of,
    though none of them counts what it counts.
    """
    told_again = draft.parent is not None and draft.parent.value == draft.value
    if draft.dropped or not (draft.parent is None or told_again):
        return []
    before = [d for d in drafts if d.sentence == draft.sentence and d.clause < draft.clause]
    if not before or not _is_share(doc, draft, before[-1]):
        return []
    if doc.holds(SUPPORTERS, before[-1].first, before[-1].last + 1):
        return []
    first = doc.sentences[draft.sentence].first
    pointed = doc.tells("part", "of", before[-1].last, min(draft.right, draft.last + NEAR_POINTER))
    return [] if not pointed or doc.tells("topic", "home", first, before[-1].right) else before


def _is_next_share(doc: Document, ours: Draft, draft: Draft) -> bool:
    """«۶۵۰ طرح آن در حوزه مشاغل خانگی و ۴۲۰ طرح به دامداری سبک», «۱۲ واحد آن صنعتی و ۶۵ واحد آن از مشاغل خانگی»: the
    share of another field.
    """
    if draft is ours or draft.parent is not ours.parent or draft.sentence != ours.sentence or names_home(doc, draft):
        return False
    return doc.key(draft.last) in GIVEN_TO if draft.first > ours.first else doc.key(draft.last) == IT


def _is_called_home(doc: Document, whole: Draft) -> bool:
    """Whether a total's own words name home businesses; «از یک میلیون شغل، …» begins anew."""
    left = whole.first if is_whole(doc, whole) else whole.left
    return doc.tells("topic", "home", left, whole.right)


def _keep_sums_of_ours(doc: Document, drafts: list[Draft]) -> None:
    """«تصویب ۲۲۳ طرح» over «۲۱۲ طرح مشاغل خانگی و ۱۱ طرح پشتیبان»: what only our own numbers make up is ours."""
    for whole in {id(d.parent): d.parent for d in drafts if d.parent is not None and d.parent.dropped == OFF}.values():
        parts = [d for d in drafts if d.parent is whole]
        ours = all(not d.dropped for d in parts) and any(names_home(doc, d) for d in parts)
        if len(parts) > 1 and ours and sum(d.value for d in parts) == whole.value:
            whole.dropped = ""


def _leave(draft: Draft, whole: Draft) -> None:
    """A share keeps the period and stage of the wider total it is taken from."""
    for name in ("period", "stage"):
        mine = draft.decided.get(name)
        if mine is None or (name == "stage" and mine.rule.startswith("weak_") and whole.get("stage")):
            draft.take(name, whole, "wider_total")
    draft.parent = draft.breakdown = None


def _next_without_number(doc: Document, draft: Draft) -> int:
    """«۳۱۲ طرح در خانه‌ها برپا شده و شغل خانگی به شمار می‌آید»: where the clause ends that goes on without a number."""
    after = doc.clauses[draft.clause + 1 : draft.clause + 2]
    if not after or after[0].sentence != draft.sentence:
        return 0
    numbered = any(t.kind == NUMBER for t in doc.tokens[after[0].first : after[0].last])
    return 0 if numbered or after[0].opener == "که" else after[0].last


def _is_share(doc: Document, draft: Draft, whole: Draft) -> bool:
    clause = doc.clauses[draft.clause]
    at_large = not doc.tells("topic", "home", doc.sentences[whole.sentence].first, draft.left)
    words = SHARE_WORDS | LENT_WORDS if at_large else SHARE_WORDS
    described = relative_clause(doc, draft)
    last = max(draft.right, clause.last, described.last if described else 0, _next_without_number(doc, draft))
    last = next((i for i in range(draft.last, last) if doc.key(i) == "؛"), last)
    for topic in doc.between("topic", draft.left, last):
        if topic.value == "home":
            at = topic.first - 1
            while doc.key(at) in OF_SCHEME and doc.key(at) not in COURSES:
                at -= 1
            counted_as = doc.key(topic.last) in COPULAS or doc.keys(topic.last, topic.last + 2) in COUNTED_AS
            if topic.entry.surface in AT_HOME or doc.key(at) in words | COURSES or counted_as:
                return True
    return False
