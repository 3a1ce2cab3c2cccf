"""The stage of money that no noun or verb of its own tells: what is lent between other words, and how much there is."""

from __future__ import annotations

from homejobs_extract.figures.stage_reader import FAINT, StageReader
from homejobs_extract.gazetteer import Entry, Mention

GIVING, LENT = frozenset(("داد", "گرفت", "پرداخت")), frozenset(("person", "plan", "loan"))
LOANS = frozenset(("وام", "تسهیلات", "وامی", "تسهیلاتی"))
BESIDE_GIVING = LOANS | {
    "درصد",
    "قرضالحسنه",
    "الحسنه",
    "تومانی",
    "ریالی",
    "خانگی",
    "کمبهره",
    "ارزانقیمت",
    "پشتیبان",
    "ساله",
    "ماهه",
    "ضامن",
    "کارمزد",
}
WITH, NEAR_SPENT = "با", 20
SPENT = frozenset(("خریدم", "خریدیم", "خریدند", "خریده", "ساختم", "ساختیم", "ساختند", "شروع", "آغاز"))
REACHED, CREDIT = frozenset(("رسید",)), frozenset(("اعتبار", "اعتبارات", "سهمیه", "تسهیلات", "منابع"))


def loan_verb(r: StageReader, strength: str) -> Mention | None:
    """«به ۳۰۰ نفر وام ۲۰ میلیون تومانی با کارمزد ۴ درصد بدهد»: what stands between a loan and its giving or taking."""
    verb = r.clause.verb
    if strength != FAINT or verb is None or not verb.entry.kinds & GIVING or r.draft.kind not in LENT:
        return None
    named = r.doc.holds(LOANS, r.clause.first, verb.first)
    beside = r.doc.key(verb.first - 1) in BESIDE_GIVING or r.draft.last == verb.first
    by_bank = r.draft.kind == "loan" and any(
        m.last == verb.first for m in r.doc.between("agency", r.draft.last, verb.first)
    )
    if not ((named or r.draft.kind == "loan") and (beside or by_bank)):
        return None
    return Mention(Entry("stage", "paid", r.doc.tokens[verb.first].key, "phrase", LENT), verb.first, verb.last)


def means(r: StageReader, strength: str) -> Mention | None:
    """«با ۳۰ میلیون تومان وام مشاغل خانگی شروع کردم», «با وام ۲۰ میلیون تومانی دار خریدند»: it was had and spent."""
    draft, sentence = r.draft, r.doc.sentences[r.draft.sentence]
    if strength != FAINT or draft.kind != "loan" or WITH not in r.doc.keys(draft.first - 2, draft.first):
        return None
    if not r.doc.holds(LOANS, draft.first - 1, draft.last + 2):
        return None
    spent = range(draft.last, min(sentence.last, draft.last + NEAR_SPENT))
    at = next((i for i in spent if r.doc.key(i) in SPENT), None)
    return None if at is None else Mention(Entry("stage", "paid", r.doc.key(at), "phrase", LENT), at, at + 1)


def level(r: StageReader, strength: str) -> Mention | None:
    """«اعتبار شهرستان به ۵۴ میلیارد ریال رسید», «میزان تسهیلات به ۴۰ میلیارد رسید»: so much there is to give."""
    verb = r.clause.verb
    if strength != FAINT or r.draft.kind != "loan" or verb is None or not verb.entry.kinds & REACHED:
        return None
    if r.doc.key(r.draft.first - 1) not in ("به", "حدود", "از") or not r.doc.holds(CREDIT, r.draft.head, r.draft.first):
        return None
    return Mention(Entry("stage", "allocated", r.doc.tokens[verb.first].key, "phrase", LENT), verb.first, verb.last)
