"""Parts and totals: which stated total a draft is a stated part of.

By words («از این تعداد», «که … آن», «از 1203 طرح … 853 طرح»), by a list that follows its total, and by arithmetic: a list
whose sum is exactly an earlier or a following total is its breakdown.
"""

from __future__ import annotations

from collections.abc import Callable

from homejobs_extract.document import Document
from homejobs_extract.figures.dating import is_bullet
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_whole
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.tokens import LINE

REACH_BACK, REACH_TOTAL = 14, 40
NEAR_ECHO = 6
NEAR_GROUP = 14
LONGEST_LIST = 40
MONEY_WORDS = ("مبلغ", "رقم", "اعتبار", "تسهیلات", "منابع", "سهمیه", "سهم")
COUNT_WORDS = ("تعداد", "شمار", "عده", "افراد", "متقاضیان", "مجوزها", "طرح‌ها", "پرونده‌ها")
SUPERLATIVES = frozenset(("بیشترین", "کمترین", "صدر", "انتهای", "برتر"))
SUMMED_UP = frozenset(("مجموع", "جمعا", "مجموعا", "جمعاً", "مجموعاً"))
INCLUDING = frozenset(("شامل", "متشکل"))
OUT_OF = (["از"], ["از", "مجموع"], ["از", "کل"])
CONCERNING = "مربوط"
SHORT_LIST, NEAR_WHOLE = 2, 2
LEAST_EXACT = 20
NAMED_SLACK, LEAST_COVERED = 1.1, 0.5


class Parts:
    """The drafts of an article while their totals are sought."""

    def __init__(self, doc: Document, drafts: list[Draft]) -> None:
        self.doc = doc
        self.drafts = drafts
        self.near: list[Draft] = []

    def earlier(self, at: int) -> list[Draft]:
        """The drafts shortly before one, the nearest first."""
        self.near = list(reversed(self.drafts[max(0, at - REACH_BACK) : at]))
        return self.near


def _may_hold(whole: Draft, part: Draft) -> bool:
    per_unit = "per_unit" in (whole.get("basis"), part.get("basis"))
    if _dated_apart(whole, part) or part.echo is whole or whole.echo is not None and whole.echo.value == part.value:
        return False
    return whole.kind == part.kind and whole.value >= part.value and not per_unit and whole is not part


def _dated_apart(one: Draft, other: Draft) -> bool:
    """Last year's count is no part of this year's."""
    mine, theirs = one.decided.get("period"), other.decided.get("period")
    if mine is None or theirs is None or {mine.how, theirs.how} != {"explicit"}:
        return False
    a, b = mine.value, theirs.value
    return bool(a[0] and b[1] and b[1] < a[0]) or bool(b[0] and a[1] and a[1] < b[0])


def from_this(p: Parts, at: int) -> Draft | None:
    """«از این تعداد 1203 مجوز …»: the words point back to the total."""
    draft = p.drafts[at]
    sentence = p.doc.sentences[draft.sentence]
    cues = [c for c in p.doc.between("part", sentence.first, draft.first) if c.value == "of" and c.entry.role == "before"]
    if not cues:
        return None
    mates = [o for o in p.earlier(at) if o.first > cues[-1].first and o.kind == draft.kind and o.parent is not None]
    if mates and mates[0].parent is not None and mates[0].parent.first < cues[-1].first and _may_hold(mates[0].parent, draft):
        return mates[0].parent
    found = [o for o in p.earlier(at) if o.first < cues[-1].first and _may_hold(o, draft)]
    if cues[-1].entry.surface.endswith(MONEY_WORDS) != (draft.kind == "loan") and cues[-1].entry.surface.endswith(MONEY_WORDS + COUNT_WORDS):
        return None
    return _best(draft, found)


def _best(draft: Draft, wholes: list[Draft]) -> Draft | None:
    """Of the totals that may be meant, nearest first, the one at the part's own stage."""
    wholes = [w for w in wholes if w.get("modality") == draft.get("modality")] or wholes
    same = [w for w in wholes if draft.get("stage") and w.get("stage") == draft.get("stage")]
    return (same or wholes or [None])[0]


def of_echo(p: Parts, at: int) -> Draft | None:
    """«۶۰ میلیارد تومان از این ۱۷۲ میلیارد تومان», «از این ۴۲۶ نفر ۱۸۷ نفر در بویراحمد»."""
    draft = p.drafts[at]
    around = p.drafts[max(0, at - REACH_BACK) : at + REACH_BACK]
    near = [o for o in around if o.echo is not None and o.sentence == draft.sentence and o is not draft]
    after = [o for o in near if 0 <= o.first - draft.last <= NEAR_ECHO]
    before = [o for o in near if o.last <= draft.first]
    found = after[0] if after else (before[-1] if before else None)
    whole = found.echo if found else None
    return whole if whole is not None and _may_hold(whole, draft) else None


def of_group(p: Parts, at: int) -> Draft | None:
    """«۴۹۰۰ نفر از ثبت‌نام‌کنندگان», «از مجموع آموزش‌دیدگان ۴۱۰ نفر»: those named by what happened to them."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    for cue in p.doc.between("group", max(clause.first, draft.first - NEAR_GROUP), min(draft.right, draft.last + NEAR_ECHO)):
        if "از" in p.doc.keys(cue.first - 3, cue.first):
            found = [o for o in p.earlier(at) if o.get("stage") == cue.value and _may_hold(o, draft) and o.sentence != draft.sentence]
            return found[0] if found else None
    return None


def of_neighbour(p: Parts, at: int) -> Draft | None:
    """«بانک ملی از ۸۴ پرونده به ۱۹ پرونده وام داده»: the number right before announces the part."""
    before, draft = p.drafts[at - 1] if at else None, p.drafts[at]
    if before is None or before.sentence != draft.sentence or not is_whole(p.doc, before):
        return None
    return before if _may_hold(before, draft) and before.parent is None else None


def _place_key(draft: Draft) -> tuple[str, str] | None:
    place = draft.get("place")
    return (place.level, place.name) if place else None


def of_place(p: Parts, at: int) -> Draft | None:
    """«از مجوزهای گنبدکاووس ۱۴۱ مجوز مربوط به سوزن‌دوزی است»: part of the place's own count."""
    draft = p.drafts[at]
    place = draft.get("place")
    if place is None or "از" not in p.doc.keys(max(draft.left, draft.first - NEAR_ECHO), draft.first):
        return None
    same = [o for o in p.earlier(at) if _place_key(o) == _place_key(draft) and o.decided["place"].how == "explicit"]
    return next((o for o in same if o.sentence != draft.sentence and _may_hold(o, draft)), None)


def of_it(p: Parts, at: int) -> Draft | None:
    """«750 میلیارد ریال آن», «۴۱۵ نفر از آنان»: a pronoun right after the number."""
    draft = p.drafts[at]
    cues = [c for c in p.doc.between("part", draft.last, min(draft.right, draft.last + 4)) if c.value == "of"]
    if not cues:
        return None
    near = [o for o in p.earlier(at) if _may_hold(o, draft) and o.sentence >= draft.sentence - 1]
    if near and _in_named_list(p.earlier(at), near[0]):
        return None
    if not near:
        return None
    chained = near[0].parent is not None and near[0].sentence == draft.sentence and _has_pronoun(p, near[0])
    return near[0].parent if chained else near[0]


def _has_pronoun(p: Parts, draft: Draft) -> bool:
    return any(c.value == "of" for c in p.doc.between("part", draft.last, draft.last + 4))


def _in_named_list(near: list[Draft], draft: Draft) -> bool:
    """Whether a draft is one item of a list of places: «از آنها» after it means them all."""
    mates = [d for d in near if d.clause == draft.clause and d.kind == draft.kind and _is_named(d)]
    return draft in mates and len(mates) > 1


def _is_dated(draft: Draft) -> bool:
    period = draft.decided.get("period")
    return period is not None and period.how == "explicit" and None not in period.value[:2]


def _is_named(draft: Draft) -> bool:
    return any((d := draft.decided.get(name)) is not None and d.how == "explicit" for name in ("place", "agency"))


def out_of(p: Parts, at: int) -> Draft | None:
    """«از ۱۲۳ میلیارد تومان اعتبار …، ۱۰۰ میلیارد تومان جذب شده»."""
    draft = p.drafts[at]
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if _may_hold(other, draft) and is_whole(p.doc, other) and other.parent is None:
            between = [o for o in p.earlier(at) if o.first > other.first and _may_hold(o, draft)]
            named = _is_named(draft) and any(o.get("stage") == draft.get("stage") != other.get("stage") for o in between)
            return _best(draft, between) if named else other
    return None


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
    near = [o for o in p.earlier(at) if o.clause < draft.clause and o.sentence == draft.sentence]
    return next((o for o in near if _may_hold(o, draft) and o.parent is None), None)


def including(p: Parts, at: int) -> Draft | None:
    """«۴۶ مجوز شامل ۴۲ فقره مستقل و چهار فقره پشتیبان»."""
    draft = p.drafts[at]
    for other in p.earlier(at):
        if other.sentence != draft.sentence:
            return None
        if _may_hold(other, draft):
            return other if INCLUDING & set(p.doc.keys(other.last, draft.first)) and draft.clause == other.clause else None
    return None


def out_of_next(p: Parts, at: int) -> Draft | None:
    """«برای ۱۶۶۴ طرح از مجموع ۵۳۷۸ طرح»: the total stands right after its part."""
    draft = p.drafts[at]
    following = p.drafts[at + 1] if at + 1 < len(p.drafts) else None
    if following is None or following.sentence != draft.sentence or not _may_hold(following, draft):
        return None
    return following if p.doc.keys(draft.last, following.first) in OUT_OF else None


def concerning(p: Parts, at: int) -> Draft | None:
    """«۱۲۲۰۰ مجوز صادر شده و بیش از ۳۰۰۰ مجوز مربوط به پوشاک بوده است»."""
    draft = p.drafts[at]
    if p.doc.keys(draft.last, draft.last + 1) != [CONCERNING]:
        return None
    near = next((o for o in p.earlier(at) if o.kind == draft.kind), None)
    return near if near is not None and near.sentence == draft.sentence and near.clause < draft.clause and _may_hold(near, draft) else None


def list_mate(p: Parts, at: int) -> Draft | None:
    """The next item of a list has the total of the item before it."""
    draft = p.drafts[at]
    for other in p.earlier(at):
        if other.sentence != draft.sentence or any(t.kind == LINE for t in p.doc.tokens[other.last : draft.first]):
            return None
        if other.kind == draft.kind:
            joined = is_list_gap(p.doc, other.last, draft.first) or _bridged(p, other, draft)
            same = draft.get("stage") in (other.get("stage"), None) or "weak" in draft.rule
            same = same and other.get("modality") == draft.get("modality")
            return other.parent if joined and same and other.parent and _may_hold(other.parent, draft) else None
    return None


def _bridged(p: Parts, one: Draft, other: Draft) -> bool:
    """Whether only items of the same list stand between two drafts."""
    between = [d for d in reversed(p.near) if one.first < d.first < other.first]
    stops = [one, *between, other]
    return all(is_list_gap(p.doc, a.last, b.first) for a, b in zip(stops, stops[1:], strict=False))


RULES: tuple[Callable[[Parts, int], Draft | None], ...] = (
    bracketed, of_echo, of_group, of_neighbour, list_mate, of_it, of_place, from_this, including, out_of, out_of_next, relative,
    concerning, list_of_total,
)  # fmt: skip


def find_parts(doc: Document, drafts: list[Draft]) -> None:
    """Tie parts to their totals, by words first and then by sums."""
    parts = Parts(doc, drafts)
    tie_sums(doc, drafts)
    for at, draft in enumerate(drafts):
        for rule in RULES if draft.parent is None and draft.echo is None else ():
            whole = rule(parts, at)
            if whole is not None and not _circular(draft, whole):
                draft.parent = whole
                draft.breakdown = _breakdown(parts.earlier(at), draft)
                break
    tie_summed_up(doc, drafts)
    tie_named_lists(doc, drafts)


def tie_summed_up(doc: Document, drafts: list[Draft]) -> None:
    """«… ۶۴ طرح، … ۹۷ طرح و … ۲۸ طرح؛ یعنی در مجموع ۱۷۹ طرح»: what is summed up in words, right or wrong."""
    for at, whole in enumerate(drafts):
        if whole.parent is not None or not SUMMED_UP & set(doc.keys(whole.first - 3, whole.first)):
            continue
        mates = [d for d in drafts[max(0, at - REACH_BACK) : at] if d.sentence == whole.sentence and d.kind == whole.kind]
        total = sum(d.value for d in mates)
        free = all(d.parent is None and d.get("basis") != "per_unit" and d.value < whole.value for d in mates)
        if len(mates) < SHORT_LIST or not free or not whole.value / NAMED_SLACK <= total <= whole.value * NAMED_SLACK:
            continue
        for member in mates:
            member.parent, member.breakdown = whole, mates[0].first


def _circular(draft: Draft, whole: Draft) -> bool:
    seen: Draft | None = whole
    for _ in range(8):
        if seen is draft:
            return True
        seen = seen.parent if seen else None
    return False


def _breakdown(earlier: list[Draft], draft: Draft) -> int:
    """The list a part stands in: that of the part before it, or a new one in a new sentence or clause."""
    for other in earlier:
        if other.parent is draft.parent and other.sentence == draft.sentence:
            return other.breakdown or 0
    return draft.first


def tie_named_lists(doc: Document, drafts: list[Draft]) -> None:
    """A list by county, bank or agency below an earlier total of the same kind and stage breaks that total down."""
    at = {id(d): i for i, d in enumerate(drafts)}
    for mates in _named_lists(doc, drafts):
        if _is_selection(doc, mates):
            continue
        whole = _total_above(drafts[max(0, at[id(mates[0])] - REACH_TOTAL) : at[id(mates[0])]], mates)
        for member in mates if whole else ():
            member.parent, member.breakdown = whole, mates[0].first


def _is_selection(doc: Document, mates: list[Draft]) -> bool:
    """«خراسان رضوی با …، فارس با … بیشترین آمار را دارند»: the first ones only."""
    sentence = doc.sentences[mates[-1].sentence]
    rest = any(c.value == "rest" for c in doc.between("part", sentence.first, sentence.last))
    return bool(SUPERLATIVES & set(doc.keys(sentence.first, sentence.last))) and not rest


def _list_start(doc: Document, sentence: int) -> int:
    """The first of the lines that follow each other without a verb."""
    while sentence > 0 and doc.is_heading(sentence) and doc.is_heading(sentence - 1):
        sentence -= 1
    return sentence


def _named_lists(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    lists: dict[tuple[int, str, str], list[Draft]] = {}
    for draft in drafts:
        if draft.parent is None and (_is_named(draft) or _is_dated(draft)) and draft.get("basis") != "per_unit":
            lists.setdefault((_list_start(doc, draft.sentence), draft.kind, str(draft.get("stage"))), []).append(draft)
    return [mates for mates in lists.values() if len(mates) > 1]


def _total_above(above: list[Draft], mates: list[Draft]) -> Draft | None:
    first, total = mates[0], sum(d.value for d in mates)
    owners = {(str(d.get("place")), str(d.get("agency"))) for d in mates}
    dated = len(owners) < len(mates)
    if dated and len({d.get("period") and d.get("period")[:2] for d in mates}) < len(mates):
        return None
    for other in reversed(above):
        stages = {other.get("stage"), first.get("stage")} - {None}
        same = other.kind == first.kind and len(stages) < 2
        fits = other.get("modality") == first.get("modality") and other.get("basis") != "per_unit"
        if dated and not _covers(other, mates):
            continue
        if same and fits and other not in mates and other.sentence >= first.sentence - 3:
            fits = other.value * NAMED_SLACK >= total and other.value > max(d.value for d in mates)
            return other if fits and total >= LEAST_COVERED * other.value else None
    return None


def _covers(whole: Draft, mates: list[Draft]) -> bool:
    """Whether a total's period holds those of all parts: «از ابتدای ۱۴۰۰ تا پایان مهر» and its years."""
    period = whole.get("period")
    if period is None or None in period[:2]:
        return False
    return all(d.get("period") and period[0] <= d.get("period")[0] and d.get("period")[1] <= period[1] for d in mates)


def runs(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    """Lists of drafts of one kind and stage, in one sentence or in lines that follow each other."""
    found: list[list[Draft]] = []
    for draft in drafts:
        if draft.get("basis") == "per_unit" or draft.echo is not None:
            continue
        run = next((r for r in reversed(found[-6:]) if _goes_on(doc, r[-1], draft)), None)
        if run is None:
            found.append([draft])
        else:
            run.append(draft)
    return found


def _goes_on(doc: Document, last: Draft, draft: Draft) -> bool:
    near = draft.sentence - last.sentence <= 1 or _is_line(doc, draft)
    stages = {last.get("stage"), draft.get("stage")} - {None}
    flows = len(stages) <= 1 or stages == {"issued", "renewed"}
    return last.kind == draft.kind and flows and near and last.get("modality") == draft.get("modality")


def _is_line(doc: Document, draft: Draft) -> bool:
    return is_bullet(doc.tokens[doc.sentences[draft.sentence].first].key)


def tie_sums(doc: Document, drafts: list[Draft]) -> None:
    """A list whose sum is exactly a total before or after it is that total's breakdown."""
    totals: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if draft.get("basis") != "per_unit" and draft.value >= LEAST_EXACT:
            totals.setdefault((draft.kind, draft.value), []).append(draft)
    for run in runs(doc, drafts):
        for whole, members in _exact(run, totals):
            for member in members:
                if member.parent is None and not _circular(member, whole):
                    member.parent, member.breakdown = whole, members[0].first


def _exact(run: list[Draft], totals: dict[tuple[str, int], list[Draft]]) -> list[tuple[Draft, list[Draft]]]:
    """Stretches of a run that sum to a draft of the kind, the longest first, none overlapping another."""
    found: list[tuple[Draft, list[Draft]]] = []
    used: set[int] = set()
    for first, last, total in _stretches(run):
        members = run[first:last]
        wholes = [t for t in totals.get((run[0].kind, total), ()) if t not in members and t.parent not in members]
        wholes = [t for t in wholes if t.get("modality") == members[0].get("modality")]
        if len(members) == SHORT_LIST:
            wholes = [t for t in wholes if -NEAR_WHOLE <= t.sentence - members[0].sentence <= NEAR_WHOLE]
        if wholes and not used & set(range(first, last)):
            found.append((min(wholes, key=lambda t: abs(t.first - members[0].first)), members))
            used |= set(range(first, last))
    return found


def _stretches(run: list[Draft]) -> list[tuple[int, int, int]]:
    stretches = []
    for first in range(len(run)):
        total = run[first].value
        for last in range(first + 1, min(len(run), first + LONGEST_LIST)):
            total += run[last].value
            stretches.append((first, last + 1, total))
    return sorted(stretches, key=lambda s: s[0] - s[1])
