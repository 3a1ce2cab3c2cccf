"""Whose number it is and where: agency and place of each draft.

Own clause and list first, then the total it is part of, then the one who speaks, then the article's subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from homejobs_extract.clauses import is_finite
from homejobs_extract.document import Document
from homejobs_extract.figures.alignment import Group, Name, align
from homejobs_extract.figures.context import COORDINATORS, NATION, NEVER_OWNERS, Context, is_ministry, sectoral
from homejobs_extract.figures.draft import Draft
from homejobs_extract.mentions.agencies import AgencyName
from homejobs_extract.mentions.people import Person
from homejobs_extract.mentions.places import PlaceName, as_county, province_of
from homejobs_extract.tokens import LINE

CONNECTORS = frozenset(("و", "،", ",", "های", "ها", "بانک", "بانکهای", "شهرستان", "شهرستانهای", "استان", "استانهای"))
COOPERATION = frozenset(("استناد", "داده", "دادههای", "ادعای", "امار", "آمار", "تایید", "همکاری", "مشارکت", "هماهنگی", "حضور", "مساعدت", "حمایت"))
VENUES = frozenset(("طریق", "بیمه", "جلسه", "نشست", "دیدار", "مراسم", "شعب", "شعبه", "سامانه", "دارای", "گواهینامه", "مدرک", "کارگروه", "مدیران", "قانون", "لایحه"))
BULLETS = frozenset("-–•*▪")
WIDTH = {"rest": 3, "village": 0, "city": 1, "county": 2, "province": 3, "nation": 4}


def blocks(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    """Drafts sentence by sentence, without the echoes, which are whose they were."""
    found: list[list[Draft]] = []
    for draft in drafts:
        if draft.echo is not None:
            continue
        if found and found[-1][0].sentence == draft.sentence:
            found[-1].append(draft)
        else:
            found.append([draft])
    return found


def link_agencies(context: Context, drafts: list[Draft]) -> None:
    """Give drafts the agencies that their own sentences name."""
    doc = context.doc
    for block in blocks(doc, drafts):
        sentence = doc.sentences[block[0].sentence]
        names = list(_agency_names(context, sentence.first, sentence.last))
        groups = align(doc, block, names)
        paired = [g for g in groups if g.name]
        for group in paired:
            for draft in group.drafts:
                if group.name and group.name.value and (len(paired) > 1 or _owns(context, group.name, draft)):
                    draft.decide("agency", group.name.value, "explicit", f"aligned_{group.side}")
                    draft.decided["agency"].first, draft.decided["agency"].last = group.name.first, group.name.last
        if len(names) == 1 and paired:
            _spread(context, groups, paired[0])


def _spread(context: Context, groups: list[Group], source: Group) -> None:
    """The only agency of a sentence holds for what follows in it."""
    after = False
    for group in groups:
        if group is source:
            after = True
        elif after and source.name is not None:
            for draft in group.drafts:
                if "agency" in source.drafts[0].decided and _owns(context, source.name, draft):
                    draft.take("agency", source.drafts[0], "sentence")


def _agency_names(context: Context, first: int, last: int) -> Iterable[Name]:
    """The agencies of a sentence that can own a figure: no titles, sources, venues; joint names are nobody's."""
    inside = [a for a in context.agencies if first <= a.first < last] + _pointed(context, first, last)
    merged: list[list[AgencyName]] = []
    for agency in sorted(inside):
        if merged and _joined(context.doc, merged[-1][-1].last, agency.first):
            merged[-1].append(agency)
        else:
            merged.append([agency])
    for together in merged:
        if _is_aside(context, together[0]):
            continue
        yield Name(together[0].first, together[-1].last, together[0].id if len({a.id for a in together}) == 1 else None)


def _pointed(context: Context, first: int, last: int) -> list[AgencyName]:
    """«این نهاد», «این بانک», «معاونت ما»: the agency named last."""
    found = []
    for mention in context.doc.between("agency_deictic", first, last):
        before = [a for a in context.agencies if a.first < mention.first]
        if before and not any(a.first == mention.first for a in context.agencies):
            found.append(AgencyName(mention.first, mention.last, before[-1].id))
    return found


def _joined(doc: Document, first: int, last: int) -> bool:
    return all(key in CONNECTORS for key in doc.keys(first, last))


def _is_aside(context: Context, agency: AgencyName) -> bool:
    if context.in_title(agency.first) or agency.id in NEVER_OWNERS:
        return True
    before = context.doc.keys(agency.first - 2, agency.first)
    rest = any(0 <= agency.first - r.last <= 1 for r in context.doc.between("part", agency.first - 3, agency.first) if r.value == "rest")
    return rest or bool(set(before) & (COOPERATION | VENUES))


def _owns(context: Context, name: Name, draft: Draft) -> bool:
    """Whether a single agency beside a number is its owner: a bank to which plans are referred is not."""
    before = context.doc.keys(name.first - 1, name.first)
    value = str(name.value)
    bank = value.startswith("bank_") or value in ("post_bank",)
    if value in COORDINATORS and context.doc.keys(name.first, name.first + 1) not in (["وزارت"], ["وزارتخانه"]):
        return False
    if bank and (draft.get("stage") in ("referred", "requested", "approved") or before == ["به"]):
        return False
    if bank and before == ["در"] and draft.get("stage") != "paid":
        return False
    if bank and _verb_between(context.doc, name, draft):
        return draft.get("stage") == "paid" and draft.get("modality") is None
    return draft.get("basis") != "per_unit" or not bank or name.first < draft.first


def _verb_between(doc: Document, name: Name, draft: Draft) -> bool:
    first, last = sorted((name.last, draft.first))
    return any(is_finite(doc.tokens, v) for v in doc.between("verb", first, last))


def _spoken_of(context: Context, draft: Draft) -> str | None:
    """«وی از اجرای طرح توسط جهاد دانشگاهی خبر داد و گفت: …»: the agency that the words are about."""
    first = context.doc.sentences[draft.sentence].first
    speeches = [s for s in context.doc.between("speech", first, draft.first)]
    if not speeches:
        return None
    agents = [a for a in context.agencies if first <= a.first < speeches[-1].first]
    agents = [a for a in agents if context.doc.keys(a.first - 1, a.first) in (["توسط"], ["سوی"]) and not a.is_bank]
    if any(_joined(context.doc, a.last, b.first) for a in agents for b in context.agencies if b.first >= a.last):
        return None
    return agents[-1].id if agents else None


def _scheme_owner(context: Context, draft: Draft) -> str | None:
    """«طرح ملی توسعه مشاغل خانگی» is run by جهاد دانشگاهی where the text names it; «این طرح» after it is the same."""
    sentence = context.doc.sentences[draft.sentence]
    before = list(context.doc.between("scheme", 0, draft.first))
    if draft.kind not in ("person", "job"):
        return None
    if not before or before[-1].value not in {a.id for a in context.agencies}:
        return None
    keys = context.doc.keys(sentence.first, sentence.last)
    named = before[-1].first >= sentence.first
    told = context.doc.sentences[context.doc.sentence_at(before[-1].first)]
    if len({a.id for a in context.agencies if told.first <= a.first < told.last and not context.in_title(a.first)}) > 1:
        return None
    pointed = any(pair == ("این", "طرح") for pair in pairwise(keys)) and draft.sentence - context.doc.sentence_at(before[-1].first) <= 2
    return before[-1].value if named or pointed else None


def inherit_agencies(context: Context, drafts: list[Draft]) -> None:
    """Agencies that come from the total, the speaker or the article."""
    for draft in drafts:
        if "agency" in draft.decided:
            continue
        person = context.speaker(draft)
        own = sectoral(person.agency) if person and person.agency else None
        own = own if person and person.agency else context.agency
        if draft.parent is not None and draft.parent.get("agency"):
            draft.take("agency", draft.parent, "total")
        elif (owner := _scheme_owner(context, draft)) is not None:
            draft.decide("agency", owner, "sentence", "scheme")
        elif (agent := _spoken_of(context, draft)) is not None:
            draft.decide("agency", agent, "sentence", "spoken_of")
        elif own:
            draft.decide("agency", own, "subject", "speaker")


def link_places(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Give drafts the places that their own sentences name; «هر یک از شهرستان‌های …» makes a draft of each."""
    doc = context.doc
    copies: dict[int, list[Draft]] = {}
    for block in blocks(doc, drafts):
        sentence = doc.sentences[block[0].sentence]
        names = _place_names(context, sentence.first, sentence.last)
        ordered = _in_order(context, block)
        groups = align(doc, [d for d in block if d not in ordered], names)
        paired = [g for g in groups if g.name]
        for group in paired:
            for draft in group.drafts:
                copies[id(draft)] = _set_place(draft, group)
        if len(names) == 1 and len(paired) == 1:
            _spread_place(doc, groups, paired[0])
    return [d for draft in drafts for d in (draft, *copies.get(id(draft), ()))]


def _set_place(draft: Draft, group: Group) -> list[Draft]:
    """Place a draft; the copies for the further places of «هر یک از …»."""
    if group.name is None or group.name.value is None:
        return []
    places = group.name.value if isinstance(group.name.value, tuple) and not isinstance(group.name.value, PlaceName) else (group.name.value,)
    copies = [replace(draft, decided=dict(draft.decided)) for _ in places[1:]]
    for one, place in zip((draft, *copies), places, strict=True):
        one.decide("place", place, "explicit", f"aligned_{group.side}")
        one.decided["place"].first, one.decided["place"].last = group.name.first, group.name.last
    return copies


def _spread_place(doc: Document, groups: list[Group], source: Group) -> None:
    """The only place of a sentence holds for the numbers after it."""
    for group in groups[groups.index(source) :]:
        for draft in group.drafts:
            if "place" not in draft.decided and not _speech_between(doc, source, group):
                draft.take("place", source.drafts[0], "sentence")


def _speech_between(doc: Document, one: Group, other: Group) -> bool:
    first, last = sorted((one.first, other.first))
    return any(True for _ in doc.between("speech", first, last))


def _place_names(context: Context, first: int, last: int) -> list[Name]:
    inside = [p for p in context.places if first <= p.first < last and not _place_aside(context, p, first)]
    merged: list[list[PlaceName]] = []
    for place in inside:
        if merged and place.first - merged[-1][-1].last <= 2 and _joined(context.doc, merged[-1][-1].last, place.first):
            merged[-1].append(place)
        else:
            merged.append([place])
    if sum(p.level == "county" for p in inside) > 1:
        merged = [[as_county(p) for p in m] for m in merged]
    return [Name(m[0].first, m[-1].last, _each(context, m) or _smallest(context, m)) for m in merged]


def _in_order(context: Context, block: list[Draft]) -> list[Draft]:
    """«سنندج، سقز و مریوان به ترتیب ۵۸۰، ۳۱۲ و ۲۶۰ مجوز»: names and numbers in one order."""
    doc = context.doc
    sentence = doc.sentences[block[0].sentence]
    marks = [c for c in doc.between("part", sentence.first, sentence.last) if c.value == "list" and c.entry.surface.endswith("ترتیب")]
    if not marks:
        return []
    places = [p for p in context.places if sentence.first <= p.first < sentence.last and not p.deictic]
    before = [p for p in places if p.last <= marks[0].first]
    drafts = [d for d in block if d.first >= marks[0].first]
    run = _last_run(doc, before)
    if len(run) < 2 or len(drafts) < len(run):
        return []
    for draft, place in zip(drafts, [as_county(p) for p in run], strict=False):
        draft.decide("place", place, "explicit", "in_order")
    return drafts[: len(run)]


def _last_run(doc: Document, places: list[PlaceName]) -> list[PlaceName]:
    run: list[PlaceName] = []
    for place in places:
        run = [*run, place] if run and _joined(doc, run[-1].last, place.first) else [place]
    return run


def _each(context: Context, places: list[PlaceName]) -> tuple[PlaceName, ...] | None:
    """«هر یک از شهرستان‌های چرام، باشت و لنده»."""
    around = [*context.doc.between("basis", places[0].first - 6, places[0].first)]
    around += context.doc.between("basis", places[-1].last, places[-1].last + 2)
    if len(places) < 2 or not any(c.value == "each" for c in around):
        return None
    return tuple(p for place in places if (p := _resolve(context, place)))


def _smallest(context: Context, places: list[PlaceName]) -> PlaceName | None:
    """«روستای موگرمون لنده» is the village; two counties side by side are held by their province."""
    resolved = [_resolve(context, p) for p in places]
    levels = {p.level for p in resolved if p}
    if len({(p.level, p.name) for p in resolved if p}) > 1 and len(levels) == 1:
        return _holder(context, [p for p in resolved if p])
    return min((p for p in resolved if p), key=lambda p: WIDTH[p.level], default=None)


def _holder(context: Context, places: list[PlaceName]) -> PlaceName | None:
    if places[0].level == "province":
        return NATION
    return next((p for p in context.places if p.level == "province" and p.name == places[0].province), context.place)


def _resolve(context: Context, place: PlaceName) -> PlaceName | None:
    """«این شهرستان» is the county named last, «استان» the province of the article."""
    if place.level == "rest":
        return _province(context, place)
    if not place.deictic or place.level == "nation":
        return place if place.level != "nation" else NATION
    before = [p for p in context.places if not p.deictic and p.level == place.level and p.first < place.first]
    titled = [t.place for t in context.titles if t.place and t.place.level == place.level and t.first < place.first]
    pool = before or titled
    if pool:
        return pool[-1]
    if place.level == "province" and (inside := next((p for p in context.places if p.province), None)):
        return province_of(inside)
    return context.place if context.place and context.place.level == place.level else None


def _province(context: Context, place: PlaceName) -> PlaceName | None:
    """«۱۲ شهرستان دیگر» are in the province of the counties named before them."""
    named = [p for p in context.places if p.province and p.level != "province" and p.first < place.first]
    provinces = [p for p in context.places if p.level == "province" and (not named or p.name == named[-1].province)]
    return provinces[0] if provinces else context.place


def _place_aside(context: Context, place: PlaceName, first: int) -> bool:
    """A place in a title or in a dateline: «تبریز - ایرنا -»."""
    doc = context.doc
    if context.in_title(place.first):
        return True
    after = doc.keys(place.last, place.last + 1)
    dateline = place.first == first and after and after[0] in ("-", "–", "_", "/") and doc.sentences[0].first <= first
    venue = bool(set(doc.keys(place.first - 2, place.first)) & (VENUES | {"میزبان", "نمایشگاه"}))
    venue = venue or "سفر" in doc.keys(place.first - 5, place.first)
    starts = first == 0 or doc.tokens[first - 1].kind == LINE
    return bool(dateline and starts) or venue


def _antecedent(drafts: list[Draft], draft: Draft) -> Draft | None:
    """The number before it in the sentence, when all placed numbers there stand for one place."""
    placed = [
        d for d in drafts
        if d.sentence == draft.sentence and d.first < draft.first and (p := d.decided.get("place")) and p.how == "explicit"
    ]  # fmt: skip
    return placed[-1] if len({(d.get("place").level, d.get("place").name) for d in placed}) == 1 else None


def _lies_in(context: Context, person: Person | None) -> bool:
    """Whether the one county of the text lies in the province that the speaker heads."""
    place = person.place if person is not None else None
    place = place or context.place
    return place is not None and context.county is not None and place.level == "province" and place.name == context.county.province


def inherit_places(context: Context, drafts: list[Draft]) -> None:
    """Places that come from the total, the speaker or the article."""
    for draft in drafts:
        if "place" in draft.decided:
            continue
        person = context.speaker(draft)
        if draft.parent is not None and draft.parent.get("place"):
            draft.take("place", draft.parent, "total")
        elif (near := _antecedent(drafts, draft)) is not None:
            draft.take("place", near, "antecedent")
        elif context.county is not None and _lies_in(context, person):
            draft.decide("place", context.county, "subject", "county_of_lead")
        elif person is not None and person.place is not None:
            draft.decide("place", person.place, "subject", "speaker")
        elif person is not None and draft.get("basis") == "per_unit" and is_ministry(context.doc, person):
            draft.decide("place", NATION, "subject", "speaker")
        elif context.place is not None:
            draft.decide("place", context.place, "subject", "article")
