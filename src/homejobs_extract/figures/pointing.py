"""Words that point from a part to its total: «از این تعداد», «که … آن», «از این ۴۲۶ نفر», «از آموزش‌دیدگان»."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_grown, is_named, is_new_level, is_whole, may_hold, pointers
from homejobs_extract.gazetteer import Mention

PLURALS, SHORTEST_STEM = ("یان", "ان", "ها"), 3
REACH_BACK, OF_THEM = 14, "نفرشان"
COUNTS = frozenset(("permit", "plan", "person"))
APART = frozenset(("جدا", "جدای", "فارغ", "غیر", "سوای"))
NEAR_ECHO = 6
NEAR_GROUP = 14
NEAR_DESCRIBED = 6
MONEY_WORDS = ("مبلغ", "رقم", "اعتبار", "تسهیلات", "منابع", "سهمیه", "سهم")
COUNT_WORDS = ("تعداد", "شمار", "عده", "افراد", "متقاضیان", "مجوزها", "طرح‌ها", "پرونده‌ها")


class Parts:
    """The drafts of an article while their totals are sought."""

    def __init__(self, doc: Document, drafts: list[Draft]) -> None:
        self.doc = doc
        self.drafts = drafts
        self.near: list[Draft] = []
        self.at = -1

    def earlier(self, at: int) -> list[Draft]:
        """The drafts shortly before one, the nearest first."""
        if at != self.at:
            self.at, self.near = at, self.drafts[max(0, at - REACH_BACK) : at][::-1]
        return self.near


def from_this(p: Parts, at: int) -> Draft | None:
    """«از این تعداد 1203 مجوز …»: the words point back to the total."""
    draft = p.drafts[at]
    sentence = p.doc.sentences[draft.sentence]
    cues = [c for c in pointers(p.doc, sentence.first, draft.first) if p.doc.key(c.first - 1) not in APART]
    if not cues or is_new_level(p.doc, draft):
        return None
    mates = [o for o in p.earlier(at) if o.first > cues[-1].first and o.kind == draft.kind and o.parent is not None]
    if mates and _narrows(p.doc, draft, mates[0]):
        return mates[0]
    if (
        mates
        and mates[0].parent is not None
        and mates[0].parent.first < cues[-1].first
        and (may_hold(mates[0].parent, draft) or _counts_what_mate_does(mates[0], draft))
    ):
        return mates[0].parent
    found = [o for o in p.earlier(at) if o.first < cues[-1].first and may_hold(o, draft) and not is_grown(p.doc, o)]
    here = [o for o in found if o.sentence == draft.sentence]
    surface = cues[-1].entry.surface
    of_money, of_count = surface.endswith(MONEY_WORDS), surface.endswith(COUNT_WORDS)
    if (of_money and draft.kind != "loan") or (of_count and draft.kind == "loan"):
        return None
    if not here and (other := _of_other_kind(p, at, cues[-1])):
        return other
    return best(draft, _whole_of_list(p, here or found))


def _narrows(doc: Document, draft: Draft, before: Draft) -> bool:
    """«از این مبلغ ۱۸ میلیارد پرداخت شده که بانک ملی با ۵ میلیارد …»: a relative clause is of what stands before it."""
    return doc.clauses[draft.clause].opener == "که" and before.clause < draft.clause and may_hold(before, draft)


def _counts_what_mate_does(mate: Draft, draft: Draft) -> bool:
    """«۲۳۴۰ مجوز صادر شد که از این تعداد ۱۲۰۳ طرح معرفی و ۸۵۳ طرح پرداخت شد»: the second after one of another kind."""
    whole = mate.parent
    return whole is not None and whole.kind != mate.kind and whole.value >= draft.value


def _of_other_kind(p: Parts, at: int, cue: Mention) -> Draft | None:
    """«۱۲۸ هزار نفر ثبت نام کرده‌اند که از این تعداد ۴۰ هزار مجوز صادر شده است»: the count right before."""
    draft = p.drafts[at]
    before = next((o for o in p.earlier(at) if o.first < cue.first), None)
    if before is None or before.sentence != draft.sentence or before.kind == draft.kind:
        return None
    counts = {before.kind, draft.kind} <= COUNTS and before.value >= draft.value
    return before if counts and cue.entry.surface.endswith(COUNT_WORDS) and draft.first - cue.last <= 1 else None


def _whole_of_list(p: Parts, found: list[Draft]) -> list[Draft]:
    """The total of a list instead of its items: «صمت ۱۷۶، جهاد ۱۲۰ … از این اعتبار» means them all."""
    return [o for o in found if not (o.parent in found and _has_siblings(p, o))] or found


def _has_siblings(p: Parts, draft: Draft) -> bool:
    return any(o.parent is draft.parent and o is not draft for o in p.drafts)


def best(draft: Draft, wholes: list[Draft]) -> Draft | None:
    """Of the totals that may be meant, nearest first, the one at the part's own stage."""
    wholes = [w for w in wholes if w.get("modality") == draft.get("modality")] or wholes
    same = [w for w in wholes if draft.get("stage") and w.get("stage") == draft.get("stage")]
    return next(iter(same or wholes), None)


def of_echo(p: Parts, at: int) -> Draft | None:
    """«۶۰ میلیارد تومان از این ۱۷۲ میلیارد تومان», «از این ۴۲۶ نفر ۱۸۷ نفر در بویراحمد»."""
    draft = p.drafts[at]
    around = p.drafts[max(0, at - REACH_BACK) : at + REACH_BACK]
    near = [o for o in around if o.echo is not None and o.sentence == draft.sentence and o is not draft]
    after = [o for o in near if 0 <= o.first - draft.last <= NEAR_ECHO]
    before = [o for o in near if o.last <= draft.first]
    found = after[0] if after else (before[-1] if before else None)
    whole = found.echo if found else None
    return whole if whole is not None and may_hold(whole, draft) else None


def of_group(p: Parts, at: int) -> Draft | None:
    """«۴۹۰۰ نفر از ثبت‌نام‌کنندگان», «از مجموع آموزش‌دیدگان ۴۱۰ نفر»: those named by what happened to them."""
    draft = p.drafts[at]
    clause = p.doc.clauses[draft.clause]
    for cue in p.doc.between(
        "group", max(clause.first, draft.first - NEAR_GROUP), min(draft.right, draft.last + NEAR_ECHO)
    ):
        if "از" in p.doc.keys(cue.first - 3, cue.first):
            found = [
                o
                for o in p.earlier(at)
                if o.get("stage") == cue.value and may_hold(o, draft) and _is_told_before(p.doc, o, draft)
            ]
            return found[0] if found else None
    return None


def _is_told_before(doc: Document, one: Draft, draft: Draft) -> bool:
    """In a sentence before, or in a clause before of the same speech."""
    spoken = doc.between("speech", one.last, draft.first)
    return one.sentence != draft.sentence or (one.clause < draft.clause and not spoken)


def of_described(p: Parts, at: int) -> Draft | None:
    """«از مجموع طرح‌های معرفی‌شده به بانک، ۵۲۰۴ طرح تسهیلات گرفتند»: those an adjective tells of, counted before."""
    draft = p.drafts[at]
    sentence = p.doc.sentences[draft.sentence]
    for cue in p.doc.between("stage", max(sentence.first, draft.first - NEAR_GROUP), draft.first):
        first = max(sentence.first, cue.first - NEAR_DESCRIBED)
        counted = any(o.last > first for o in p.earlier(at))
        goes_on = not p.doc.between("verb", cue.last, draft.first)
        if cue.entry.role == "adj" and "از" in p.doc.keys(first, cue.first) and goes_on and not counted:
            told = [o for o in p.earlier(at) if o.get("stage") == cue.value and may_hold(o, draft)]
            return best(draft, [o for o in told if o.clause < draft.clause])
    return None


def _place_key(draft: Draft) -> tuple[str, str] | None:
    place = draft.get("place")
    return (place.level, place.name) if place else None


def of_place(p: Parts, at: int) -> Draft | None:
    """«از مجوزهای گنبدکاووس ۱۴۱ مجوز مربوط به سوزن‌دوزی است»: part of the place's own count."""
    draft = p.drafts[at]
    place = draft.get("place")
    if place is None or "از" not in p.doc.keys(max(draft.left, draft.first - NEAR_ECHO), draft.first):
        return None
    if is_whole(p.doc, draft):
        return None
    same = [o for o in p.earlier(at) if _place_key(o) == _place_key(draft) and o.decided["place"].how == "explicit"]
    return next((o for o in same if o.sentence != draft.sentence and may_hold(o, draft)), None)


def of_it(p: Parts, at: int) -> Draft | None:
    """«750 میلیارد ریال آن», «۴۱۵ نفر از آنان», «۱۴ نفرشان»: a pronoun right after the number; two such in one sentence
    are of one total, but «که … نفر از آنان» narrows what stands before.
    """
    draft = p.drafts[at]
    cues = [c for c in p.doc.between("part", draft.last, min(draft.right, draft.last + 4)) if c.value == "of"]
    if not cues and p.doc.key(draft.last - 1) != OF_THEM:
        return None
    reach = 1 + any(c.entry.surface.endswith(COUNT_WORDS[:3]) for c in cues)  # «۳۷۴ طرح از این تعداد»
    near = [o for o in p.earlier(at) if may_hold(o, draft) and o.sentence >= draft.sentence - reach]
    if near and _named_mates(p.earlier(at), near[0]):
        return None
    if not near:
        return None
    beside = near[0].parent is not None and near[0].sentence == draft.sentence and not _narrows(p.doc, draft, near[0])
    chained = beside and _has_pronoun(p, near[0])
    return near[0].parent if chained else near[0]


def of_named(p: Parts, at: int) -> Draft | None:
    """«۷۲ نفر از این مددجویان در سنندج»: the nearest that were counted by the noun that is pointed to."""
    draft = p.drafts[at]
    cues = [c for c in p.doc.between("part", draft.last, min(draft.right, draft.last + 1)) if c.value == "of"]
    noun = _stem(p.doc.key(cues[0].last - 1)) if cues and p.doc.key(cues[0].last - 2) == "این" else ""
    if len(noun) < SHORTEST_STEM:
        return None
    called = (o for o in p.earlier(at) if any(k.startswith(noun) for k in p.doc.keys(o.first, o.last)))
    return next((o for o in called if may_hold(o, draft)), None)


def _stem(plural: str) -> str:
    """The noun of a plural: «مددجویان», «مجوزها»."""
    return next((plural.removesuffix(e) for e in PLURALS if plural.endswith(e)), "")


def of_listed(p: Parts, at: int) -> Draft | None:
    """«بانک ملی ۱۸ میلیارد و صندوق امید ۱۲ میلیارد تومان از این مبلغ را داده‌اند»: a list, and behind it the pointer."""
    draft = p.drafts[at]
    mates = _named_mates(p.drafts[max(0, at - REACH_BACK) : at + REACH_BACK], draft)
    if not mates:
        return None
    if not pointers(p.doc, mates[-1].last, mates[-1].last + 1):
        return None
    above = [o for o in p.earlier(at) if o.clause < draft.clause and o.sentence >= draft.sentence - 1]
    return next((o for o in above if may_hold(o, draft)), None)


def _has_pronoun(p: Parts, draft: Draft) -> bool:
    return p.doc.tells("part", "of", draft.last, draft.last + 4)


def _named_mates(near: list[Draft], draft: Draft) -> list[Draft]:
    """The list of places or agencies that a draft is one item of, if it is: «از آنها» after it means them all."""
    mates = [d for d in near if d.clause == draft.clause and d.kind == draft.kind and is_named(d)]
    return mates if draft in mates and len(mates) > 1 else []
