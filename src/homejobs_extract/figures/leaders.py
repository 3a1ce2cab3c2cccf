"""Those that lead: «رودسر با ۱۶۵ مجوز و فومن با ۱۲۱ مجوز در صدرند», «… بیشترین ثبت‌نام‌کننده را داشته‌اند»."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.pointing import Parts
from homejobs_extract.figures.wholes import are_placed_apart, may_hold

LEADING, NEAR_LEADERS = frozenset((
    "صدر", "پیشتاز", "پیشتازند", "رتبه", "رتبههای", "پیشرو", "پیشروند", "رده", "ردههای", "بیشترین", "بالاتر",
)), 4  # fmt: skip
WITH, PER_UNIT = "با", "per_unit"
MOST, SHARE, NEAR_MOST = "بیشترین", "سهم", 5
MOST_OF_THESE = ("بیشترین", "این")


def of_leaders(p: Parts, at: int) -> Draft | None:
    """«۷۳۲ مجوز صادر شد … تالش با ۲۰۸ مجوز، رودسر با ۱۶۵ مجوز در صدرند»: the counties that have most of a total."""
    draft = p.drafts[at]
    if p.doc.key(draft.first - 1) != WITH:
        return None
    sentence, most = p.doc.sentences[draft.sentence], _most_at(p.doc, draft)
    of_these = MOST_OF_THESE in pairwise(p.doc.keys(sentence.first, draft.first))
    if not (of_these or most or p.doc.holds(LEADING, sentence.first, sentence.last)):
        return None
    mates = [
        d for d in p.drafts if d.sentence == draft.sentence and d.kind == draft.kind and p.doc.key(d.first - 1) == WITH
    ]
    names = {d.get("place").name if _is_placed(d) else d.first for d in mates}
    if len(names) < 2:
        return None
    together = sum(d.value for d in mates)
    before = (o for o in p.earlier(at) if o not in mates and draft.sentence - o.sentence <= NEAR_LEADERS)
    before = (o for o in before if may_hold(o, draft))
    before = (o for o in before if not most or o.get("stage") == most)
    whole = next((o for o in before if o.value >= together and not are_placed_apart(o, draft)), None)
    while whole is not None and whole.parent is not None and whole.get("stage") in (None, whole.parent.get("stage")):
        whole = whole.parent
    if whole is None or draft.get("stage") not in (None, whole.get("stage")):
        return None
    same = [o for o in p.earlier(at) if o.sentence == whole.sentence and o.kind == whole.kind and o.parent is None]
    same = [o for o in same if o not in mates and o.get("basis") != PER_UNIT]
    return whole if len(same) <= 1 else None


def _most_at(doc: Document, draft: Draft) -> str:
    """The stage that «… بیشترین ثبت‌نام‌کننده را داشته‌اند» names, or nothing; «بیشترین سهم» names none."""
    sentence = doc.sentences[draft.sentence]
    most = next((i for i in range(draft.last, sentence.last) if doc.key(i) == MOST), sentence.last)
    cues = [c for name in ("group", "stage") for c in doc.between(name, most, min(most + NEAR_MOST, sentence.last))]
    return cues[0].value if cues and cues[0].entry.surface != SHARE else ""


def _is_placed(draft: Draft) -> bool:
    """Whether a draft's own words name a county or a province."""
    place = draft.decided.get("place")
    return place is not None and place.how == "explicit" and place.value is not None and bool(place.value.name)
