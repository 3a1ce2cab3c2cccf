"""People and permits of crafts and trades at large, beside those of the scheme."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.counting import is_counted
from homejobs_extract.figures.draft import Draft

POINTED = frozenset((("این", "حوزه"), ("این", "طرح")))
NOUN_PHRASE = 4
DIVIDING = frozenset((("مجموع", "این"), ("میان", "این"), ("بین", "این")))
CRAFTS = ("صنایعدستی", "فرشدستباف")
WORKING = frozenset(("رشته", "فعالیت", "فعال", "مشغول"))
HELPED = frozenset(("وام", "تسهیلات", "اعتبار", "پشتیبان", "معرفی", "مشاغل", "خانه", "طرح", "سامانه"))
APART_MARKS, NEAR_START = frozenset("؛/"), 6
INSURED, INSURER = frozenset(("بیمه", "بیمههای", "بیمهشده")), frozenset(("تامین", "تامیناجتماعی"))


def is_insured(doc: Document, drafts: list[Draft], draft: Draft) -> bool:
    """«۷۲ نفر برای بیمه قالیبافی معرفی شدند»: insured craftspeople, unless a sentence calls them home workers or says
    of whom they are.
    """
    sentence, clause = doc.sentences[draft.sentence], doc.clauses[draft.clause]
    if draft.kind not in ("person", "job"):
        return False
    insurer = doc.holds(INSURER, clause.first, clause.last) and doc.holds(INSURED, sentence.first, draft.first)
    if not insurer and not doc.holds(INSURED, clause.first, clause.last):
        return False
    if _heads_item(doc, draft):
        return True
    told = any(d.sentence == draft.sentence and d.first < draft.first and not d.dropped for d in drafts)
    near = doc.tells("part", "of", draft.first, draft.right) and (told or draft.first - sentence.first < NEAR_START)
    before = (sentence.first, draft.first)
    pointed = near or doc.tells("part", "of", *before) or "این" in doc.keys(*before)
    return not pointed and not doc.tells("topic", "home", *_segment(doc, draft))


def _segment(doc: Document, draft: Draft) -> tuple[int, int]:
    """The part of a sentence around a number up to a verb of saying, a «؛» or the «/» of a headline."""
    sentence = doc.sentences[draft.sentence]
    said = [s.first for s in doc.between("speech", sentence.first, sentence.last)]
    marks = [i for i in range(sentence.first, sentence.last) if doc.key(i) in APART_MARKS]
    stops = sorted((*said, *marks))
    first = max((i for i in stops if i < draft.first), default=sentence.first)
    return first, next((i for i in stops if i >= draft.last), sentence.last)


def _heads_item(doc: Document, draft: Draft) -> bool:
    """«سهمیه بیمه قالیبافان برای ۳۴۱ نفر، ۷۳۷ مجوز مشاغل خانگی»: an item of a list that only speaks of insurance."""
    keys = doc.keys(draft.left, draft.first)
    commas = [i for i, key in enumerate(keys) if key in ("،", "؛")]
    first = draft.left + (commas[-1] + 1 if commas else 0)
    ends = doc.key(draft.last) == "،"
    return ends and doc.holds(INSURED, first, draft.first) and not doc.tells("topic", "home", first, draft.first)


def is_craft_permit(doc: Document, draft: Draft) -> bool:
    """«۳۶۹ پروانه تولید، ۸۹ کارت شناسایی و ۸۸ مجوز شغل خانگی»: only the last is a permit of the scheme, where no «در
    این طرح» goes before.
    """
    first = doc.sentences[draft.sentence].first
    ours = not POINTED.isdisjoint(pairwise(doc.keys(first, draft.first)))
    if draft.kind not in ("permit", "item") or ours or doc.tells("topic", "home", draft.first, draft.right):
        return False
    return doc.tells("topic", "craft", draft.first, min(draft.right, draft.last + NOUN_PHRASE))


def mark_craftspeople(doc: Document, drafts: list[Draft]) -> None:
    """«۸۸۰۰ هنرمند در استان فعال هستند که ۴۷۰۰ نفر آنان زن‌اند»: craftspeople at large, no loan or scheme."""
    people = [d for d in drafts if d.kind in ("person", "job")]
    if not people or _are_told_before(doc, people[0]):
        return
    called = any(doc.tells("topic", "craftsman", d.first, min(d.right, d.last + NOUN_PHRASE)) for d in people)
    if not (called or _tells_of_crafts(doc, people[0]) or _counts_craftspeople(doc, people[0])):
        return
    sentence = doc.sentences[people[0].sentence]
    clause = doc.clauses[people[0].clause]
    told = next((s.first for s in doc.between("speech", people[0].last, sentence.last)), sentence.last)
    stock = clause.opener != "که" and doc.tells("stage", "active", people[0].last, clause.last)
    first = clause.first if stock else sentence.first
    last = clause.last if stock or _counts_craftspeople(doc, people[0]) else sentence.last
    home = doc.tells("topic", "home", first, last if stock else told)
    if home or doc.holds(HELPED, first, last):
        return
    for draft in people:
        draft.dropped = "off_topic"


def _are_told_before(doc: Document, draft: Draft) -> bool:
    """«از مجموع این مهارت‌آموزان ۴۱۰ نفر در صنایع دستی آموزش دیدند»: some of those told of before."""
    pairs = pairwise(doc.keys(doc.sentences[draft.sentence].first, draft.first))
    return any(pair in DIVIDING for pair in pairs)


def _counts_craftspeople(doc: Document, draft: Draft) -> bool:
    """«شمار هنرمندان صنایع دستی استان را ۸۸۱۸ نفر دانست»."""
    clause = doc.clauses[draft.clause]
    heads = doc.between("topic", clause.first, draft.first)
    return any(m.value == "craftsman" and is_counted(doc, m) for m in heads)


def _tells_of_crafts(doc: Document, draft: Draft) -> bool:
    """«۱۲۰ هزار نفر در ۶۲ رشته صنایع دستی کار می‌کنند», but not the jobs that were created there."""
    clause = doc.clauses[draft.clause]
    if doc.tells("stage", "created", draft.last, clause.last):
        return False
    phrase = "".join(doc.keys(doc.sentences[draft.sentence].first, clause.last))
    return any(craft in phrase for craft in CRAFTS) and doc.holds(WORKING, draft.last, clause.last)
