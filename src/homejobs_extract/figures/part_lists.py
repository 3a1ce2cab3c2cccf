"""Lists and their totals: by arithmetic, by «در مجموع», and by the counties, banks or years the items name."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_circular, is_dated, is_named, pointers
from homejobs_extract.tokens import is_bullet

REACH_BACK, REACH_TOTAL = 14, 40
SUPERLATIVES = frozenset(("بیشترین", "کمترین", "صدر", "انتهای", "برتر"))
SUMMED_UP = frozenset(("مجموع", "جمعا", "مجموعا"))
SHORT_LIST, NEAR_WHOLE = 2, 2
LEAST_EXACT = 20
NAMED_SLACK, LEAST_COVERED, LEAST_SELECTED = 1.1, 0.5, 0.3
LONGEST_LIST = 40


def tie_summed_up(doc: Document, drafts: list[Draft]) -> None:
    """«… ۶۴ طرح، … ۹۷ طرح و … ۲۸ طرح؛ یعنی در مجموع ۱۷۹ طرح»: what is summed up in words, right or wrong."""
    for at, whole in enumerate(drafts):
        if whole.parent is not None or not doc.holds(SUMMED_UP, whole.first - 3, whole.first):
            continue
        mates = [
            d for d in drafts[max(0, at - REACH_BACK) : at] if d.sentence == whole.sentence and d.kind == whole.kind
        ]
        total = sum(d.value for d in mates)
        free = all(d.parent is None and d.get("basis") != "per_unit" and d.value < whole.value for d in mates)
        if len(mates) < SHORT_LIST or not free or not whole.value / NAMED_SLACK <= total <= whole.value * NAMED_SLACK:
            continue
        for member in mates:
            member.parent, member.breakdown = whole, mates[0].first


def tie_named_lists(doc: Document, drafts: list[Draft]) -> None:
    """A list by county, bank or agency below an earlier total of the same kind and stage breaks that total down."""
    at = {id(d): i for i, d in enumerate(drafts)}
    for mates in _named_lists(doc, drafts):
        above = drafts[max(0, at[id(mates[0])] - REACH_TOTAL) : at[id(mates[0])]]
        selected = _is_selection(doc, mates)
        if selected and len({o.value for o in above if o.kind == mates[0].kind and o.value > mates[0].value}) > 1:
            continue
        whole = _total_above(above, mates, LEAST_SELECTED if selected else LEAST_COVERED)
        for member in mates if whole else ():
            member.parent, member.breakdown = whole, mates[0].first


def _is_selection(doc: Document, mates: list[Draft]) -> bool:
    """«خراسان رضوی با …، فارس با … بیشترین آمار را دارند»: the first ones only, of the one total told before."""
    sentence = doc.sentences[mates[-1].sentence]
    rest = doc.tells("part", "rest", sentence.first, sentence.last)
    return doc.holds(SUPERLATIVES, sentence.first, sentence.last) and not rest


def _list_start(doc: Document, sentence: int) -> int:
    """The first of the lines that follow each other without a verb."""
    while sentence > 0 and doc.is_heading(sentence) and doc.is_heading(sentence - 1):
        sentence -= 1
    return sentence


def _named_lists(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    lists: dict[tuple[int, str, str], list[Draft]] = {}
    for draft in drafts:
        if draft.parent is None and (is_named(draft) or is_dated(draft)) and draft.get("basis") != "per_unit":
            lists.setdefault((_list_start(doc, draft.sentence), draft.kind, str(draft.get("stage"))), []).append(draft)
    return [mates for mates in lists.values() if len(mates) > 1]


def _total_above(above: list[Draft], mates: list[Draft], least: float) -> Draft | None:
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
            return other if fits and total >= least * other.value else None
    return None


def _covers(whole: Draft, mates: list[Draft]) -> bool:
    """Whether a total's period holds those of all parts: «از ابتدای ۱۴۰۰ تا پایان مهر» and its years."""
    period = whole.get("period")
    if period is None or None in period[:2]:
        return False
    inside = [d.get("period") for d in mates]
    return all(p and p[0] and p[1] and period[0] <= p[0] and p[1] <= period[1] for p in inside)


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
            if _points_nearer(doc, drafts, whole, members[0]):
                continue
            for member in members:
                if member.parent is None and not is_circular(member, whole):
                    member.parent, member.breakdown = whole, members[0].first


def _points_nearer(doc: Document, drafts: list[Draft], whole: Draft, first: Draft) -> bool:
    """«پارسال ۳ میلیارد بود و امسال ۵.۶ میلیارد است. از این مبلغ ۱.۹ میلیارد …، ۱.۱ میلیارد …»: it is passed over."""
    if not pointers(doc, max(first.left, doc.sentences[first.sentence].first), first.first):
        return False
    nearer = (d for d in drafts if whole.first < d.first < first.first and d.kind == first.kind)
    return any(d.value > whole.value for d in nearer)


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
        wholes = [t for t in wholes if not _is_elsewhere(t, members)]
        wholes = [t for t in wholes if not (_cuts_a_list(run, first, last, t) or _is_item(run, first, last, t))]
        if wholes and not used & set(range(first, last)):
            found.append((min(wholes, key=lambda t: abs(t.first - members[0].first)), members))
            used |= set(range(first, last))
    return found


def _cuts_a_list(run: list[Draft], first: int, last: int, whole: Draft) -> bool:
    """Whether a stretch over several sentences begins or ends in the middle of one, or a stretch of one clause in the
    middle of its list: its sum is chance.
    """
    before = run[first - 1] if first else None
    after = run[last] if last < len(run) else None
    if run[first].sentence == run[last - 1].sentence:
        beside = [d for d in (before, after) if d is not None and d is not whole and d.clause == run[first].clause]
        return len(beside) > 1 and whole.clause != run[first].clause and run[first].clause == run[last - 1].clause
    begins = before is not None and before.sentence == run[first].sentence and before is not whole
    return begins or (after is not None and after.sentence == run[last - 1].sentence and after is not whole)


def _is_elsewhere(whole: Draft, members: list[Draft]) -> bool:
    """«۱۱۲ طرح در گنبدکاووس، ۶۷ طرح در کلاله و ۴۵ طرح در مراوه‌تپه»: one county is not made up of others."""
    places = [d.decided["place"] for d in (whole, *members) if "place" in d.decided]
    named = [p.value for p in places if p.how == "explicit" and p.value is not None]
    return len(named) > len(members) and len({p.level for p in named}) == 1 and named[0] not in named[1:]


def _is_item(run: list[Draft], first: int, last: int, whole: Draft) -> bool:
    """«۴۴ طرح، ۲۵ طرح، ۱۹ طرح، ۱۱ طرح، ۸ طرح و ۶ طرح»: a sum that another item of the clause parts from its list."""
    if whole not in run or whole.clause != run[first].clause:
        return False
    at = next(i for i, d in enumerate(run) if d is whole)
    return at not in (first - 1, last)


def _stretches(run: list[Draft]) -> list[tuple[int, int, int]]:
    stretches = []
    for first in range(len(run)):
        total = run[first].value
        for last in range(first + 1, min(len(run), first + LONGEST_LIST)):
            total += run[last].value
            stretches.append((first, last + 1, total))
    return sorted(stretches, key=lambda s: s[0] - s[1])
