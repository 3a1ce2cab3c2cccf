"""The period of each draft: the words of its own clause, or of the clause its sentence began with."""

from __future__ import annotations

import itertools

from homejobs_extract.clauses import Sentence
from homejobs_extract.document import Document
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.windows import relative_clause
from homejobs_extract.jalali import Day, year_end
from homejobs_extract.mentions.periods import PeriodMention
from homejobs_extract.tokens import MARK, NUMBER, is_bullet

REACHING, TOWARDS = frozenset(("رسید", "رساند", "گذشت")), frozenset(("به", "از"))
ENDS = frozenset(("پایان", "آخر", "انتهای"))
BASES = frozenset(("اساس", "پایه", "طبق", "مبنای", "آمار", "جدول"))
NOWADAYS = frozenset(("الان", "حالا", "اکنون", "هماکنون"))
AVERAGES = frozenset(("میانگین", "متوسط"))
NEXT_NUMBER, IT = 2, "آن"
COMPARING = frozenset((("نسبت", "به"), ("مقایسه", "با"), ("قیاس", "با")))
TOLD_OF_BASE, NEAR_BASE = frozenset(("که", "با")), 4
HAD_BEEN = frozenset(("بود", "بودند", "بودیم"))
NEAR_AFTER, LONGEST_BULLETIN = 7, 40
ROLLING = frozenset(("rolling", "last_years"))
WAITING_STAGES = frozenset((None, "requested", "referred", "approved"))
WAITING = frozenset(("صف", "نوبت", "انتظار", "معطل", "بلاتکلیف", "ناقص", "متوقف", "مرحله", "نکرده"))
IGNORED, YEAR = frozenset(("day",)), "year"


def date_drafts(context: Context, drafts: list[Draft]) -> None:
    """Give drafts the periods that their own sentences state."""
    usable = [p for p in context.periods if p.rule not in IGNORED and not (p.start is None and p.end is None)]
    bases = {p.first for p in usable if _is_base(context.doc, p)}
    for draft in drafts:
        if draft.get("stage") == "active" or draft.echo is not None:
            continue
        told = [p for p in usable if p.first not in bases or _tells_of_base(context.doc, p, draft)]
        found = _attributive(context.doc, draft, told) or _before(context.doc, draft, told)
        found = found or _in_relative(context.doc, draft, told) or _in_question(context.doc, draft, told)
        found = found or _in_heading(context.doc, draft, told) or _on_this_basis(context.doc, draft, told)
        averaged = context.doc.holds(AVERAGES, draft.left, draft.first)
        capped = draft.get("basis") == "per_unit" and not averaged and not _was_given(context.doc, draft)
        if found is not None and found.first < context.doc.clauses[draft.clause].first and _waits(context.doc, draft):
            continue
        if found is None or (capped and not _fits_unit(context.doc, draft, found)):
            continue
        _set(
            context.doc,
            draft,
            found,
            "explicit" if found.first >= context.doc.clauses[draft.clause].first else "sentence",
            told,
        )


def _was_given(doc: Document, draft: Draft) -> bool:
    """«به هر نفر ۵۰ میلیون ریال رسید»: what each was paid, and no ceiling."""
    verb = doc.clauses[draft.clause].verb
    told = draft.get("stage") == "paid" and draft.get("bound") in (None, "exact", "about")
    return told and verb is not None and verb.value == "past"


def _waits(doc: Document, draft: Draft) -> bool:
    """«تا پایان دی ۹۲۰ میلیارد پرداخت شد و ۲۳ هزار پرونده در صف مانده است»: what is so now."""
    if draft.kind == "loan" or draft.get("stage") not in WAITING_STAGES or draft.parent is not None:
        return False
    return doc.holds(WAITING, draft.last, doc.clauses[draft.clause].last)


def _is_base(doc: Document, period: PeriodMention) -> bool:
    """«نسبت به سال ۱۴۰۰», «در مقایسه با مدت مشابه پارسال»: what the numbers are compared with."""
    before = doc.keys(max(period.first - NEAR_BASE, 0), period.first)
    return any(pair in COMPARING for pair in itertools.pairwise(before))


def _tells_of_base(doc: Document, period: PeriodMention, draft: Draft) -> bool:
    """«نسبت به سال قبل که ۱۲۰ مجوز بود», «در مقایسه با پارسال با ۱۲۰ مجوز»: the number of the base itself."""
    return doc.key(period.last) in TOLD_OF_BASE and 0 < draft.first - period.last <= NEAR_BASE


def _set(doc: Document, draft: Draft, period: PeriodMention, how: str, periods: list[PeriodMention]) -> None:
    planned = draft.get("modality") == "planned"
    start, end = period.start, period.planned_end if planned else period.end
    if (
        start is None
        and end is not None
        and period.rule == "until"
        and not _is_now(doc, period)
        and _year_told(doc, draft, periods, end[0])
    ):
        start = (end[0], 1, 1)
    if planned and start is None and end is not None and end == year_end(end[0]) and _is_reached(doc, draft):
        start = (end[0], 1, 1)
    draft.decide("period", (start, end, (period.first, period.last)), how, period.rule)
    draft.decided["period"].first, draft.decided["period"].last = period.first, period.last


def _is_now(doc: Document, period: PeriodMention) -> bool:
    """«تاکنون» and «تا امروز» name no end of their own."""
    return not doc.holds(ENDS, period.first, period.last)


def _year_told(doc: Document, draft: Draft, periods: list[PeriodMention], year: int) -> bool:
    """«قرار بود امسال ۹۰۰ طرح اجرا شود اما تا پایان دی فقط ۳۶۱ طرح اجرا شده»: the year is told before."""
    first = doc.sentences[draft.sentence].first
    return any(p.rule == YEAR and p.start == (year, 1, 1) and first <= p.first < draft.first for p in periods)


def _is_reached(doc: Document, draft: Draft) -> bool:
    """«تا پایان سال این رقم به ۲ هزار و ۹۰۰ خواهد رسید»: a count of the whole year."""
    verb = doc.clauses[draft.clause].verb
    towards = doc.holds(TOWARDS, draft.first - 3, draft.first)
    return verb is not None and bool(verb.entry.kinds & REACHING) and towards


def _in_heading(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """A line of a bulletin («پرداخت: 34,870 پرونده») has the period of the heading above it."""
    sentence = doc.sentences[draft.sentence]
    keys = doc.keys(sentence.first, sentence.last)
    if not (":" in keys or is_bullet(keys[0])) or not doc.is_heading(draft.sentence):
        return None
    for at in range(draft.sentence - 1, max(-1, draft.sentence - LONGEST_BULLETIN), -1):
        above = doc.sentences[at]
        found = _begun_in(above, periods)
        if found and doc.is_heading(at):
            return found[0]
        if not doc.is_heading(at) and not is_bullet(doc.tokens[above.first].key):
            announced = doc.tokens[above.last - 1].key == ":"
            return found[-1] if found and announced else None
    return None


def _on_this_basis(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """«… آمار ۱۱ ماهه را منتشر کرد. بر این اساس …»."""
    sentence = doc.sentences[draft.sentence]
    opening = doc.keys(sentence.first, sentence.first + 4)
    if draft.sentence == 0 or not ("این" in opening and BASES & set(opening)):
        return None
    found = _begun_in(doc.sentences[draft.sentence - 1], periods)
    return found[-1] if found else None


def _begun_in(sentence: Sentence, periods: list[PeriodMention]) -> list[PeriodMention]:
    """The periods with a beginning that a sentence names."""
    return [p for p in periods if sentence.first <= p.first < sentence.last and p.start is not None]


def _in_relative(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """«از هزار و صد مجوزی که پارسال صادر کردیم»; «۱۲۲ پرونده که در سال ۹۸ معرفی شده بود، امسال پرداخت شد»."""
    clause = relative_clause(doc, draft)
    if clause is None or doc.clauses[draft.clause].verb is not None:
        return None
    main = doc.clauses[draft.clause + 2 : draft.clause + 3]
    goes_on = main[0].sentence == draft.sentence and main[0].verb is not None if main else False
    if goes_on and clause.verb is not None and doc.holds(HAD_BEEN, clause.verb.first, clause.last):
        clause = main[0]
    return next((p for p in periods if clause.first <= p.first < clause.last), None)


def _in_question(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """«امسال چقدر پول آمده است؟ – هفده و نیم میلیارد تومان»."""
    if draft.sentence == 0 or doc.tokens[doc.sentences[draft.sentence - 1].last - 1].key not in "؟?":
        return None
    return next(iter(_begun_in(doc.sentences[draft.sentence - 1], periods)), None)


def _fits_unit(doc: Document, draft: Draft, period: PeriodMention) -> bool:
    """A ceiling is dated only by a year right beside it."""
    return doc.clauses[draft.clause].first <= period.first and draft.left <= period.first < draft.right


def _attributive(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """«۹ همت سهمیه سال ۱۴۰۴»: a year that describes the counted noun."""
    for period in periods:
        if draft.last <= period.first < min(draft.right, draft.last + NEAR_AFTER):
            gap = doc.tokens[draft.last : period.first]
            if not any(t.kind == MARK or t.key in ("که", "و") for t in gap) and period.rule not in ("until",):
                return period
    return None


def _before(doc: Document, draft: Draft, periods: list[PeriodMention]) -> PeriodMention | None:
    """The nearest period before the draft in its sentence, on this side of the verb of saying."""
    sentence = doc.sentences[draft.sentence]
    found = [p for p in periods if max(sentence.first, draft.since) <= p.first and p.last <= draft.first]
    found = [p for p in found if not _told_after(doc, p, draft) and not _compared_aside(doc, p, draft)]
    found = [p for p in found if not doc.holds(NOWADAYS, p.last, draft.first)]
    clause = doc.clauses[draft.clause]
    if found and found[-1].first >= clause.first:
        return found[-1]
    after = [p for p in periods if draft.last <= p.first < clause.last and not _is_of_next(doc, draft, p)]
    own = [p for p in periods if clause.first <= p.first < clause.last]
    if draft.right >= clause.last or (len(own) == 1 and after and not _number_after(doc, after[0], clause.last)):
        after = [p for p in periods if draft.last <= p.first < clause.last]
        return after[0] if after else (found[-1] if found else None)
    if after and after[0].first < draft.right:
        return after[0]
    return found[-1] if found else None


def _is_of_next(doc: Document, draft: Draft, period: PeriodMention) -> bool:
    """Whether a period stands right before the next number; «۱۱ میلیارد آن تا پایان آبان به ۳۷۳ نفر» is of both."""
    shared = doc.key(draft.last) == IT and period.first == draft.last + 1 and doc.key(period.last) == "به"
    return 0 <= draft.right - period.last <= NEXT_NUMBER and not shared


def _sum_up(whole: Draft, parts: list[Draft]) -> None:
    """A total of dated parts spans them all: 98, 99 and 1400 together are «the last three years»; other days stay."""
    if (own := whole.decided.get("period")) and own.how == "explicit" and own.rule not in ROLLING:
        return
    periods = [p.get("period") for p in parts]
    if any(p is None or p[0] is None or p[1] is None for p in periods) or len({p[:2] for p in periods}) < 2:
        return
    first, last = min(periods, key=lambda p: p[0]), max(periods, key=lambda p: p[1])
    whole.decide("period", (first[0], last[1], first[2]), "inherited", "parts")


def _share_start(before: Draft, draft: Draft) -> None:
    """Numbers of one sentence that share an end share the start that the first has from its total."""
    if before.sentence != draft.sentence or draft.get("stage") == "active" or draft.get("basis") == "per_unit":
        return
    theirs, own = before.decided.get("period"), draft.decided.get("period")
    if before.parent is not None and (whole := before.parent.get("period")) and theirs is not None:
        start = theirs.value[0] or whole[0]
        if own is not None and own.value[0] is None and own.value[1] == theirs.value[1] and draft.parent is None:
            own.value = (start, own.value[1], own.value[2])
    if own is None and theirs is not None and theirs.how == "inherited":
        draft.take("period", before, "antecedent")


def _told_after(doc: Document, period: PeriodMention, draft: Draft) -> bool:
    """Whether a verb of saying lies between; «از … خبر داد» takes its period along."""
    return any(not s.entry.surface.endswith("خبر داد") for s in doc.between("speech", period.last, draft.first))


def _compared_aside(doc: Document, period: PeriodMention, draft: Draft) -> bool:
    """«نسبت به مدت مشابه سال قبل که ۱۲۰ مجوز بود، ۲۱۰ مجوز»: 210 is not of the year before."""
    aside = period.rule == "compared" and doc.key(period.last) == "که"
    return aside and draft.clause > doc.clause_at(period.last)


def _number_after(doc: Document, period: PeriodMention, last: int) -> bool:
    """Whether a number follows a period in its clause."""
    return any(t.kind == NUMBER for t in doc.tokens[period.last : last])


def inherit_periods(drafts: list[Draft]) -> None:
    """A part takes its total's period, or its start when it states only an end."""
    for whole in {id(d.parent): d.parent for d in drafts if d.parent is not None}.values():
        _sum_up(whole, [d for d in drafts if d.parent is whole])
    for before, draft in itertools.pairwise(drafts):
        if before.parent is not None:
            _share_start(before, draft)
    _inherit_from_totals(drafts)
    for before, draft in itertools.pairwise(drafts):
        _share_start(before, draft)
    _inherit_from_totals(drafts)


def _inherit_from_totals(drafts: list[Draft]) -> None:
    for draft in drafts:
        if draft.parent is not None and draft.get("stage") != "active":
            _as_total(draft, draft.parent)


def _is_wider(own: tuple[Day | None, ...], whole: tuple[Day | None, ...]) -> bool:
    """«از طرح‌های امسال …»: the year of the total, which was dated more narrowly; no part is of more days."""
    (start, end), (first, last) = own[:2], whole[:2]
    if start is None or end is None or first is None or last is None or start[0] != end[0]:
        return False
    return start <= first and last <= end and (start, end) != (first, last)


def _as_total(draft: Draft, total: Draft) -> None:
    own, whole = draft.get("period"), total.get("period")
    if whole is None:
        return
    named = draft.get("modality") != "planned" and own is not None and draft.decided["period"].rule == YEAR
    if own is None or (named and _is_wider(own, whole)):
        draft.take("period", total, "total")
    elif own[0] is None and own[1] is not None and whole[0] is not None and whole[0] <= own[1]:
        decided = draft.decided["period"]
        decided.value = (whole[0], own[1], own[2])
