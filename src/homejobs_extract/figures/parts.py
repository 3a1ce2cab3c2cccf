"""Parts and totals: which stated total a draft is a stated part of.

By words («از این تعداد», «که … آن», «از 1203 طرح … 853 طرح»), by a list that follows its total, and by arithmetic: a list
whose sum is exactly an earlier or a following total is its breakdown.
"""

from __future__ import annotations

from collections.abc import Callable

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.tokens import LINE

REACH_BACK = 14
FROM = "از"
NEAR_FROM = 5
SLACK = 1.25
CLOSING = frozenset(("یعنی", "مجموع", "مجموعا", "جمعا", "جمع", "رویهم", "حالا"))


class Parts:
    """The drafts of an article while their totals are sought."""

    def __init__(self, doc: Document, drafts: list[Draft]) -> None:
        self.doc = doc
        self.drafts = drafts
        self.groups = 0

    def earlier(self, at: int) -> list[Draft]:
        """The drafts shortly before one, the nearest first."""
        return list(reversed(self.drafts[max(0, at - REACH_BACK) : at]))

    def same_kind_before(self, at: int) -> Draft | None:
        """The nearest earlier draft of the kind that is no part of a list at hand and no smaller."""
        draft = self.drafts[at]
        for other in self.earlier(at):
            if other.kind == draft.kind and other.get("basis") == "total_" + draft.kind:
                return other
            if _may_hold(other, draft) and (other.parent is None or other.sentence != draft.sentence):
                return other
        return None


def _may_hold(whole: Draft, part: Draft) -> bool:
    per_unit = "per_unit" in (whole.get("basis"), part.get("basis"))
    return whole.kind == part.kind and whole.value >= part.value and not per_unit and whole is not part


def from_this(p: Parts, at: int) -> Draft | None:
    """«از این تعداد 1203 مجوز …»: the words point back to the total."""
    draft = p.drafts[at]
    sentence = p.doc.sentences[draft.sentence]
    cues = [c for c in p.doc.between("part", sentence.first, draft.first) if c.value == "of" and c.entry.role == "before"]
    if not cues:
        return None
    cue = cues[-1]
    for other in p.earlier(at):
        if other.first < cue.first and _may_hold(other, draft) and other.parent is not p.drafts[at - 1].parent:
            return other
        if other.first < cue.first and _may_hold(other, draft) and other.parent is None:
            return other
    return None


def of_it(p: Parts, at: int) -> Draft | None:
    """«750 میلیارد ریال آن», «۴۱۵ نفر از آنان»: a pronoun right after the number."""
    draft = p.drafts[at]
    cues = [c for c in p.doc.between("part", draft.last, min(draft.right, draft.last + 4)) if c.value == "of"]
    if not cues:
        return None
    return next((o for o in p.earlier(at) if _may_hold(o, draft) and o.sentence >= draft.sentence - 1), None)


def out_of(p: Parts, at: int) -> Draft | None:
    """«از ۱۲۳ میلیارد تومان اعتبار …، ۱۰۰ میلیارد تومان جذب شده»."""
    draft = p.drafts[at]
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if _may_hold(other, draft) and _is_whole(p.doc, other) and other.parent is None:
            return other
    return None


def _is_whole(doc: Document, draft: Draft) -> bool:
    """Whether «از», «از مجموع», «از حدود» stand right before a number that is no bound («بیش از»)."""
    keys = doc.keys(max(draft.left, draft.first - NEAR_FROM), draft.first)
    if FROM not in keys:
        return False
    at = len(keys) - 1 - keys[::-1].index(FROM)
    previous = doc.keys(draft.first - len(keys) + at - 1, draft.first - len(keys) + at)
    rest = set(keys[at + 1 :])
    hedged = bool(previous) and previous[0] in ("بیش", "بیشتر", "کمتر", "بالاتر", "فراتر", "پس", "بعد", "خبر", "استفاده")
    return not hedged and rest <= {"مجموع", "حدود", "کل", "تعداد", "این", "جمع", "سهمیه", "بیش", "میان", "بین", "نزدیک", "به", "پیشنهاد"}


def relative(p: Parts, at: int) -> Draft | None:
    """«۸۷۶ مجوز صادر شده که ۸۰۶ مجوز به بانوان و ۷۰ مجوز به آقایان»: a «که» clause that breaks the total down."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    if clause.opener != "که":
        return None
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if other.clause < draft.clause and _may_hold(other, draft) and other.parent is None:
            return other
    return None


def bracketed(p: Parts, at: int) -> Draft | None:
    """«۱۵۹ متقاضی (۱۴۸ مستقل و ۱۱ پشتیبان)»."""
    draft = p.drafts[at]
    keys = p.doc.keys(max(0, draft.first - 24), draft.first)
    if "(" not in keys or ")" in keys[len(keys) - keys[::-1].index("(") :]:
        return None
    opened = draft.first - 1 - keys[::-1].index("(")
    whole = next((o for o in p.earlier(at) if o.last <= opened), None)
    return whole if whole and whole.sentence == draft.sentence and _may_hold(whole, draft) else None


def list_of_total(p: Parts, at: int) -> Draft | None:
    """A list without a verb that follows its total: «۷۰۲ نفر پرداخت شد؛ خرم‌آباد ۲۶۱ نفر، بروجرد ۱۸۸ نفر»."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    if clause.opener not in ("؛", ":") or clause.verb is not None:
        return None
    return next((o for o in p.earlier(at) if o.clause < draft.clause and _may_hold(o, draft) and o.parent is None), None)


def list_mate(p: Parts, at: int) -> Draft | None:
    """The next item of a list has the total of the item before it."""
    draft = p.drafts[at]
    for other in p.earlier(at):
        if other.sentence != draft.sentence or any(t.kind == LINE for t in p.doc.tokens[other.last : draft.first]):
            return None
        if other.kind == draft.kind:
            joined = is_list_gap(p.doc, other.last, draft.first) or _bridged(p, other, draft)
            same = other.get("stage") == draft.get("stage") or draft.get("stage") is None
            return other.parent if joined and same and other.parent and _may_hold(other.parent, draft) else None
    return None


def _bridged(p: Parts, one: Draft, other: Draft) -> bool:
    """Whether only items of the same list stand between two drafts."""
    between = [d for d in p.drafts if one.first < d.first < other.first]
    stops = [one, *between, other]
    return all(is_list_gap(p.doc, a.last, b.first) for a, b in zip(stops, stops[1:], strict=False))


RULES: tuple[Callable[[Parts, int], Draft | None], ...] = (
    bracketed, of_it, list_mate, from_this, out_of, relative, list_of_total,
)  # fmt: skip


def find_parts(doc: Document, drafts: list[Draft]) -> None:
    """Tie parts to their totals, by words first and then by sums."""
    parts = Parts(doc, drafts)
    for at, draft in enumerate(drafts):
        for rule in RULES:
            whole = rule(parts, at)
            if whole is not None and not _circular(draft, whole):
                draft.parent = whole
                draft.breakdown = _breakdown(drafts[:at], draft)
                break
    tie_sums(doc, drafts)


def _circular(draft: Draft, whole: Draft) -> bool:
    seen: Draft | None = whole
    for _ in range(8):
        if seen is draft:
            return True
        seen = seen.parent if seen else None
    return False


def _breakdown(earlier: list[Draft], draft: Draft) -> int:
    """The list a part stands in: that of the part before it, or a new one in a new sentence or clause."""
    for other in reversed(earlier):
        if other.parent is draft.parent and other.sentence == draft.sentence:
            return other.breakdown or 0
    return draft.first


def runs(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    """Lists of drafts of one kind and stage, in one sentence or in lines that follow each other."""
    found: list[list[Draft]] = []
    for draft in drafts:
        if draft.get("basis") == "per_unit":
            continue
        for run in reversed(found[-6:]):
            last = run[-1]
            near = draft.sentence - last.sentence <= 1 or _is_line(doc, draft)
            if last.kind == draft.kind and last.get("stage") == draft.get("stage") and near and last.parent is draft.parent:
                run.append(draft)
                break
        else:
            found.append([draft])
    return found


def _is_line(doc: Document, draft: Draft) -> bool:
    return doc.tokens[doc.sentences[draft.sentence].first].key in "-–•*▪"


def tie_sums(doc: Document, drafts: list[Draft]) -> None:
    """A list whose sum is exactly a total before or after it is that total's breakdown."""
    for run in runs(doc, [d for d in drafts if d.parent is None]):
        for whole, members in _exact(run, drafts):
            for member in members:
                if member.parent is None and not _circular(member, whole):
                    member.parent = whole
                    member.breakdown = members[0].first


def _exact(run: list[Draft], drafts: list[Draft]) -> list[tuple[Draft, list[Draft]]]:
    """Stretches of a run that sum to a draft of the kind: to one after them or to one before them."""
    found: list[tuple[Draft, list[Draft]]] = []
    totals = [d for d in drafts if d.kind == run[0].kind and d.get("basis") != "per_unit"]
    for first in range(len(run)):
        total = run[first].value
        for last in range(first + 1, min(len(run), first + 40)):
            total += run[last].value
            members = run[first : last + 1]
            whole = next((t for t in totals if t.value == total and t not in members and t.parent not in members), None)
            if whole is not None and last > first:
                found.append((whole, members))
    return found[-1:] if found else []
