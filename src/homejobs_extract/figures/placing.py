"""Where a figure holds: places of each draft, from its own sentence first, then its total, its speaker, the article."""

from __future__ import annotations

from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.alignment import Group, Name, align
from homejobs_extract.figures.context import NATION, Context, is_ministry, is_venue
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.naming import VENUES, blocks, give, is_joined, tells_each
from homejobs_extract.mentions.people import Person
from homejobs_extract.mentions.place_names import PlaceName, as_county, province_of
from homejobs_extract.tokens import LINE, NUMBER

SHARES, IN, PROVINCE = frozenset(("سهم", "سهمیه")), "در", "استان"
NEAR_SHARE = 2
HOSTING, JOURNEY = VENUES | {"میزبان", "نمایشگاه"}, "سفر"
SETTLED = ({"city", "county"}, {"county"}, {"city"})
POINTERS = frozenset(("این", "همین", "آن", "همان"))
WIDTH = {"rest": 3, "village": 0, "city": 1, "county": 2, "province": 3, "nation": 4}


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
                copies[id(draft)] = give(draft, "place", group, _places_of(group))
        if len(names) == 1 and len(paired) == 1:
            _spread_place(doc, groups, paired[0])
    return [d for draft in drafts for d in (draft, *copies.get(id(draft), ()))]


def _places_of(group: Group) -> tuple[PlaceName, ...]:
    """The place of a group's name, or each of several."""
    value = group.name.value if group.name else None
    if value is None:
        return ()
    return value if isinstance(value, tuple) and not isinstance(value, PlaceName) else (value,)


def _spread_place(doc: Document, groups: list[Group], source: Group) -> None:
    """The only place of a sentence holds for the numbers after it."""
    for group in groups[groups.index(source) :]:
        for draft in group.drafts:
            if "place" not in draft.decided and not _speech_between(doc, source, group):
                draft.take("place", source.drafts[0], "sentence")


def _speech_between(doc: Document, one: Group, other: Group) -> bool:
    first, last = sorted((one.first, other.first))
    return bool(doc.between("speech", first, last))


def _place_names(context: Context, first: int, last: int) -> list[Name]:
    inside = [p for p in context.places if first <= p.first < last and not _place_aside(context, p, first)]
    merged: list[list[PlaceName]] = []
    for place in inside:
        if (
            merged
            and place.first - merged[-1][-1].last <= 2
            and is_joined(context.doc, merged[-1][-1].last, place.first)
        ):
            merged[-1].append(place)
        else:
            merged.append([place])
    if sum(p.level == "county" for p in inside) > 1:
        merged = [[as_county(p) for p in m] for m in merged]
    return [Name(m[0].first, m[-1].last, _each(context, m) or _smallest(context, m)) for m in merged]


def _in_order(context: Context, block: list[Draft]) -> list[Draft]:
    """«سنندج، سقز و مریوان به ترتیب ۵۸۰، ۳۱۲ و ۲۶۰ مجوز»: names and numbers in one order; «… ۵۸۰، ۳۱۲ و ۲۶۰ مجوز» right
    after as many names needs no «به ترتیب».
    """
    doc = context.doc
    sentence = doc.sentences[block[0].sentence]
    marks = [
        c
        for c in doc.between("part", sentence.first, sentence.last)
        if c.value == "list" and c.entry.surface.endswith("ترتیب")
    ]
    places = [p for p in context.places if sentence.first <= p.first < sentence.last and not p.deictic]
    start = marks[0].first if marks and marks[0].first <= block[-1].first else block[0].first
    drafts = [d for d in block if d.first >= start]
    run = _last_run(doc, [p for p in places if p.last <= start])
    if len(run) < 2 or len(drafts) < len(run):
        return []
    bare = len(run) == len(drafts) and drafts[0].first - run[-1].last <= 1
    bare = bare and all(is_joined(doc, one.last, other.first) for one, other in pairwise(drafts))
    if not (marks or bare):
        return []
    for draft, place in zip(drafts, [as_county(p) for p in run], strict=False):
        draft.decide("place", place, "explicit", "in_order")
    return drafts[: len(run)]


def _last_run(doc: Document, places: list[PlaceName]) -> list[PlaceName]:
    run: list[PlaceName] = []
    for place in places:
        run = [*run, place] if run and is_joined(doc, run[-1].last, place.first) else [place]
    return run


def _each(context: Context, places: list[PlaceName]) -> tuple[PlaceName, ...] | None:
    """«هر یک از شهرستان‌های چرام، باشت و لنده»."""
    if len(places) < 2 or not tells_each(context.doc, places[0].first, places[-1].last):
        return None
    return tuple(p for place in places if (p := _resolve(context, place)))


def _smallest(context: Context, places: list[PlaceName]) -> PlaceName | None:
    """«روستای موگرمون لنده» is the village; two counties side by side are held by their province."""
    resolved = [_resolve(context, p) for p in places]
    levels = {p.level for p in resolved if p}
    if len({(p.level, p.name) for p in resolved if p}) > 1 and (len(levels) == 1 or levels in SETTLED):
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
        return _namesake(context, place) if place.level != "nation" else NATION
    here, pointed = context.place, context.doc.key(place.first) in POINTERS
    before = [p for p in context.places if not p.deictic and p.level == place.level and p.first < place.first]
    titled = [t.place for t in context.titles if t.place and t.place.level == place.level and t.first < place.first]
    if place.level == "province" and not pointed and here is not None and here.level == "province":
        before = [here]  # «در استان» after «در تهران می‌فروشد» in a report on Kerman
    if pool := before or titled:
        return pool[-1]
    if place.level == "province" and (inside := next((p for p in context.places if p.province), None)):
        return province_of(inside)
    if here and here.level == "city" and place.level == "county":  # «در شهرستان» in what a city's council reports
        return here._replace(level="county")
    return here if here and here.level == place.level else None


def _namesake(context: Context, place: PlaceName) -> PlaceName:
    """«مشاغل خانگی همدان» in the words of the county's office is the county."""
    here = context.place
    bare = place.level == "province" and context.doc.key(place.first - 1) != "استان"
    same = here is not None and here.level == "county" and here.name == place.name
    return as_county(place) if bare and same else place


def _province(context: Context, place: PlaceName) -> PlaceName | None:
    """«۱۲ شهرستان دیگر» are in the province of the counties named before them."""
    named = [p for p in context.places if p.province and p.level != "province" and p.first < place.first]
    provinces = [p for p in context.places if p.level == "province" and (not named or p.name == named[-1].province)]
    if provinces:
        return provinces[0]
    return province_of(named[-1]) if named else context.place


def _place_aside(context: Context, place: PlaceName, first: int) -> bool:
    """A place in a title or in a dateline, «تبریز - ایرنا -», or where something was held, «در کرج برگزار شد»."""
    doc = context.doc
    if context.in_title(place.first) or is_venue(doc, place):
        return True
    dashed = doc.key(place.last) in ("-", "–", "_", "/")
    dateline = place.first == first and dashed and doc.sentences[0].first <= first
    venue = doc.holds(HOSTING, place.first - 2, place.first) or JOURNEY in doc.keys(place.first - 5, place.first)
    starts = first == 0 or doc.tokens[first - 1].kind == LINE
    return (dateline and starts) or venue


def _antecedent(drafts: list[Draft], draft: Draft) -> Draft | None:
    """The number before it in the sentence, when all placed numbers there stand for one place."""
    placed = [
        d for d in drafts
        if d.sentence == draft.sentence and d.first < draft.first
        and (p := d.decided.get("place")) and p.how == "explicit"
    ]  # fmt: skip
    return placed[-1] if len({(d.get("place").level, d.get("place").name) for d in placed}) == 1 else None


def _lies_in(context: Context, person: Person | None) -> bool:
    """Whether the one county of the text lies in the province that the speaker heads."""
    place = person.place if person is not None else None
    place = place or context.place
    return (
        place is not None
        and context.county is not None
        and place.level == "province"
        and place.name == context.county.province
    )


def inherit_places(context: Context, drafts: list[Draft]) -> None:
    """Places that come from the total, the speaker or the article."""
    for draft in drafts:
        _place_whole_of_share(context, draft)
    for draft in drafts:
        if "place" in draft.decided:
            continue
        if draft.parent is not None and draft.parent.get("place"):
            draft.take("place", draft.parent, "total")
        elif (near := _antecedent(drafts, draft)) is not None:
            draft.take("place", near, "antecedent")
        else:
            place, rule = _subject_place(context, draft)
            if place is not None:
                draft.decide("place", place, "subject", rule)


def _place_whole_of_share(context: Context, draft: Draft) -> None:
    """«سهمیه استان گلستان از این تعداد ۲۳۰۰ نفر است»: the whole is the country's."""
    place, whole = draft.decided.get("place"), draft.parent
    if whole is None or "place" in whole.decided or place is None or place.how != "explicit":
        return
    if context.doc.holds(SHARES, max(draft.left, whole.last + NEAR_SHARE), draft.first):
        wider = NATION if place.value.level == "province" else province_of(place.value)
        if wider is not None:
            whole.decide("place", wider, "inherited", "share_of")


def _is_countrywide(doc: Document, draft: Draft) -> bool:
    """«این طرح در ۳۱ استان اجرا شده است که ۵۴ هزار نفر را پوشش می‌دهد», «اشتغال ۶۲۰۰ زن در ۲۴ استان»."""
    tokens = doc.tokens[doc.sentences[draft.sentence].first : draft.right]
    return any(
        a.key == IN and b.kind == NUMBER and c.key == PROVINCE
        for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _subject_place(context: Context, draft: Draft) -> tuple[PlaceName | None, str]:
    """The place of the lead's only county, of the speaker's office, or of the article."""
    person = context.speaker(draft)
    if any(_is_countrywide(context.doc, d) for d in (draft, *draft.repeats)):
        return NATION, "provinces"
    if context.county is not None and draft.get("basis") != "per_unit" and _lies_in(context, person):
        return context.county, "county_of_lead"
    if person is not None and (place := person.place or person.home) is not None:
        return place, "speaker"
    if person is not None and draft.get("basis") == "per_unit" and is_ministry(context.doc, person):
        return NATION, "speaker"
    return context.place, "article"
