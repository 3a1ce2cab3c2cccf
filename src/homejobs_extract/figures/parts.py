"""Parts and totals: which stated total a draft is a stated part of.

By words («از این تعداد», «که … آن», «از 1203 طرح … 853 طرح»), by a list that follows its total, and by arithmetic: a
list whose sum is exactly an earlier or a following total is its breakdown.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.leaders import of_leaders
from homejobs_extract.figures.part_lists import tie_named_lists, tie_summed_up, tie_sums
from homejobs_extract.figures.pointing import (
    Parts,
    best,
    from_this,
    of_described,
    of_echo,
    of_group,
    of_it,
    of_listed,
    of_named,
    of_place,
)
from homejobs_extract.figures.stage import quota
from homejobs_extract.figures.wholes import (
    OUT_OF,
    are_placed_apart,
    has_rest,
    is_circular,
    is_named,
    is_new_level,
    is_whole,
    may_hold,
)
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.tokens import LINE

INCLUDING = frozenset(("شامل", "متشکل"))
PEOPLE_TOLD = frozenset(("افراد", "تعداد", "متقاضیان", "مجوزها", "طرحها", "عده"))
ALSO = frozenset(("هم", "نیز"))
CONCERNING, EQUAL, PERCENT, NEAR_PERCENT = "مربوط", "معادل", "درصد", 8
THAT_IS = ["درصد", "آن", "یعنی"]
SAME = frozenset((("این", "رقم"), ("این", "میزان"), ("این", "عدد"), ("این", "تعداد")))
NEAR_COUNT = 8
COMPARED_WITH = ["نسبت", "به"]
CREDIT = frozenset(("سهمیه", "اعتبار", "اعتبارات", "سهم", "تسهیلات"))


def of_neighbour(p: Parts, at: int) -> Draft | None:
    """«بانک ملی از ۸۴ پرونده به ۱۹ پرونده وام داده»: the number right before announces the part."""
    before, draft = p.drafts[at - 1] if at else None, p.drafts[at]
    if before is None or before.sentence != draft.sentence or not is_whole(p.doc, before):
        return None
    return before if may_hold(before, draft) and before.parent is None else None


def out_of(p: Parts, at: int) -> Draft | None:
    """«از ۱۲۳ میلیارد تومان اعتبار …، ۱۰۰ میلیارد تومان جذب شده»."""
    draft = p.drafts[at]
    if is_whole(p.doc, draft) or _begins_anew(p.doc, draft):
        return None
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if may_hold(other, draft) and is_whole(p.doc, other) and other.parent is None:
            between = [o for o in p.earlier(at) if o.first > other.first and may_hold(o, draft)]
            named = is_named(draft) and any(o.get("stage") == draft.get("stage") != other.get("stage") for o in between)
            return best(draft, between) if named else other
    return None


def relative(p: Parts, at: int) -> Draft | None:
    """«۸۷۶ مجوز صادر شده که ۸۰۶ مجوز به بانوان و ۷۰ مجوز به آقایان»: a «که» clause that breaks the total down."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    if clause.opener != "که" or _is_own_quota(draft) or is_new_level(p.doc, draft) or _is_of_other_time(p.doc, draft):
        return None
    if p.doc.keys(draft.first - 2, draft.first) == COMPARED_WITH:
        return None
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        quota = draft.get("stage") == "allocated" and other.get("stage") == "requested"
        told_of = other.parent is None or (other.clause == draft.clause - 1 and is_named(draft))
        if other.clause < draft.clause and may_hold(other, draft) and told_of and not quota:
            return other
    return None


def _begins_anew(doc: Document, draft: Draft) -> bool:
    """«از ۵۰۰ متقاضی فقط ۸۰ نفر وام گرفته‌اند و امسال هم ۱۰۰ متقاضی ثبت نام کرده‌اند»: another year beside it."""
    first = doc.clauses[draft.clause].first
    return any(doc.key(m.last) in ALSO for m in doc.between("period", first, draft.first))


def conjunct(p: Parts, at: int) -> Draft | None:
    """«۱۳۳۹ نفر متقاضی بودند که به ۱۰۹۳ نفر مجوز داده شد و ۳۱۶ نفر وام گرفتند»: the next clause goes on."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    if p.doc.key(clause.first) != "و" or draft.clause == 0 or p.doc.clauses[draft.clause - 1].opener != "که":
        return None
    if draft.get("stage") is None or _is_own_quota(draft) or _begins_anew(p.doc, draft):
        return None
    mates = [o for o in p.earlier(at) if o.clause == draft.clause - 1 and o.kind == draft.kind]
    whole = mates[0].parent if mates and mates[0].sentence == draft.sentence else None
    return whole if whole is not None and may_hold(whole, draft) else None


def _is_of_other_time(doc: Document, draft: Draft) -> bool:
    """«۹ میلیارد است که این رقم پارسال ۴ میلیارد بود»: the same quantity at another time."""
    first = doc.clauses[draft.clause].first
    opening = itertools.pairwise(doc.keys(first, min(first + len(SAME), draft.first)))
    return any(pair in SAME for pair in opening) and "از" not in doc.keys(first, first + 2)


def _is_own_quota(draft: Draft) -> bool:
    """«۵ هزار نفر حضور یافته‌اند که سهم استان ۲۵۰۰ نفر است»: allotted, not taken from those who came."""
    stage = draft.decided.get("stage")
    return stage is not None and stage.rule == quota.__name__


def bracketed(p: Parts, at: int) -> Draft | None:
    """«۱۵۹ متقاضی (۱۴۸ مستقل و ۱۱ پشتیبان)»."""
    draft = p.drafts[at]
    keys = p.doc.keys(max(0, draft.first - 24), draft.first)
    if "(" not in keys or ")" in keys[len(keys) - keys[::-1].index("(") :]:
        return None
    opened = draft.first - 1 - keys[::-1].index("(")
    whole = next((o for o in p.earlier(at) if o.last <= opened), None)
    return whole if whole and whole.sentence == draft.sentence and may_hold(whole, draft) else None


def list_of_total(p: Parts, at: int) -> Draft | None:
    """A list without a verb that follows its total: «۷۰۲ نفر پرداخت شد؛ خرم‌آباد ۲۶۱ نفر، بروجرد ۱۸۸ نفر»."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    if clause.opener not in ("؛", ":") or clause.verb is not None:
        return None
    near = [o for o in p.earlier(at) if o.clause < draft.clause and o.sentence == draft.sentence]
    return next((o for o in near if may_hold(o, draft) and o.parent is None and not are_placed_apart(o, draft)), None)


def including(p: Parts, at: int) -> Draft | None:
    """«۴۶ مجوز شامل ۴۲ فقره مستقل و چهار فقره پشتیبان»; «… ۷۰۰ صنعتگر. این افراد شامل ۶۴۰ فرد مستقل است»."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    pointed = p.doc.keys(clause.first, clause.first + 3)
    if pointed[:1] == ["این"] and pointed[-1] in INCLUDING and pointed[1] in PEOPLE_TOLD:
        before = [o for o in p.earlier(at) if o.clause < draft.clause][:1]
        return next((o for o in before if draft.sentence - o.sentence <= 1 and may_hold(o, draft)), None)
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if may_hold(other, draft):
            return other if p.doc.holds(INCLUDING, other.last, draft.first) and draft.clause == other.clause else None
    return None


def out_of_next(p: Parts, at: int) -> Draft | None:
    """«برای ۱۶۶۴ طرح از مجموع ۵۳۷۸ طرح»: the total stands right after its part."""
    draft = p.drafts[at]
    following = p.drafts[at + 1] if at + 1 < len(p.drafts) else None
    if following is None or following.sentence != draft.sentence or not may_hold(following, draft):
        return None
    return following if p.doc.keys(draft.last, following.first) in OUT_OF else None


def percent_of(p: Parts, at: int) -> Draft | None:
    """«۶۱۰ میلیارد ریال، معادل ۴۱ درصد کل اعتبارات ابلاغی», «۶۰ درصد آن یعنی ۱۹۲۰ میلیارد ریال»: so much of the credit
    told of before.
    """
    draft = p.drafts[at]
    keys = p.doc.keys(draft.last, min(draft.right, draft.last + NEAR_PERCENT))
    that_is = p.doc.keys(draft.first - len(THAT_IS), draft.first) == THAT_IS
    if draft.kind != "loan" or not (that_is or ({EQUAL, PERCENT} <= set(keys) and CREDIT & set(keys))):
        return None
    told = [o for o in p.earlier(at) if o.get("stage") in ("allocated", "approved") and may_hold(o, draft)]
    return best(draft, told)


def concerning(p: Parts, at: int) -> Draft | None:
    """«۱۲۲۰۰ مجوز صادر شده و بیش از ۳۰۰۰ مجوز مربوط به پوشاک بوده است»."""
    draft = p.drafts[at]
    if p.doc.key(draft.last) != CONCERNING:
        return None
    near = next((o for o in p.earlier(at) if o.kind == draft.kind), None)
    return (
        near
        if near is not None and near.sentence == draft.sentence and near.clause < draft.clause and may_hold(near, draft)
        else None
    )


def along_count(p: Parts, at: int) -> Draft | None:
    """«۲۶ میلیارد در قالب ۱۱۷۵ طرح معرفی شد. از این تعداد ۶۴۳ طرح و ۱۳ میلیارد …»: amounts go as their counts."""
    draft, count = p.drafts[at], p.drafts[at - 1] if at else None
    if draft.kind != "loan" or count is None or count.kind == "loan" or count.sentence != draft.sentence:
        return None
    whole = count.parent if draft.first - count.last <= NEAR_COUNT else None
    beside = [o for o in p.drafts if whole and o.sentence == whole.sentence and may_hold(o, draft)]
    return beside[0] if whole and len(beside) == 1 and beside[0].first < draft.first else None


def before_rest(p: Parts, at: int) -> Draft | None:
    """«۳۲ میلیارد آن پرداخت شده، ۸ میلیارد در نوبت و بقیه در حال بررسی»: up to the rest all are parts."""
    draft = p.drafts[at]
    if not has_rest(p.doc, draft):
        return None
    mates = (o for o in p.earlier(at) if o.sentence == draft.sentence and o.kind == draft.kind and o.parent)
    whole = next((o.parent for o in mates), None)
    return whole if whole is not None and may_hold(whole, draft) else None


def list_mate(p: Parts, at: int) -> Draft | None:
    """The next item of a list has the total of the item before it; «از ۸۴ پرونده» begins another total."""
    draft = p.drafts[at]
    if is_whole(p.doc, draft):
        return None
    for other in p.earlier(at):
        if other.sentence != draft.sentence or any(t.kind == LINE for t in p.doc.tokens[other.last : draft.first]):
            return None
        if other.kind == draft.kind:
            joined = is_list_gap(p.doc, other.last, draft.first) or _bridged(p, other, draft)
            same = draft.get("stage") in (other.get("stage"), None) or "weak" in draft.rule
            same = same and other.get("modality") == draft.get("modality")
            return other.parent if joined and same and other.parent and may_hold(other.parent, draft) else None
    return None


def _bridged(p: Parts, one: Draft, other: Draft) -> bool:
    """Whether only items of the same list stand between two drafts."""
    between = [d for d in reversed(p.near) if one.first < d.first < other.first]
    stops = [one, *between, other]
    return all(is_list_gap(p.doc, a.last, b.first) for a, b in itertools.pairwise(stops))


RULES: tuple[Callable[[Parts, int], Draft | None], ...] = (
    bracketed, of_echo, of_group, of_described, of_neighbour, of_named, of_listed, list_mate, of_it, from_this,
    of_place, of_leaders, along_count, including, out_of, out_of_next, relative, conjunct, percent_of, concerning,
    list_of_total, before_rest,
)  # fmt: skip


def find_parts(doc: Document, drafts: list[Draft]) -> None:
    """Tie parts to their totals, by words first and then by sums."""
    parts = Parts(doc, drafts)
    tie_sums(doc, drafts)
    for at, draft in enumerate(drafts):
        for rule in RULES if draft.parent is None and draft.echo is None else ():
            whole = rule(parts, at)
            if whole is not None and not is_circular(draft, whole):
                draft.parent = whole
                draft.breakdown = _breakdown(parts.earlier(at), draft)
                break
    tie_summed_up(doc, drafts)
    tie_named_lists(doc, drafts)


def _breakdown(earlier: list[Draft], draft: Draft) -> int:
    """The list a part stands in: that of the part before it, or a new one in a new sentence or clause."""
    for other in earlier:
        if other.parent is draft.parent and other.sentence == draft.sentence:
            return other.breakdown or 0
    return draft.first
