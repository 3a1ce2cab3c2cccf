"""What the whole article gives its figures: who speaks in each sentence, of which place, for which agency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.mentions.agencies import AgencyName
from homejobs_extract.mentions.number_stack import words as number_words
from homejobs_extract.mentions.people import DEPUTIES, Person
from homejobs_extract.mentions.periods import PeriodMention
from homejobs_extract.mentions.place_names import PlaceName, province_of
from homejobs_extract.mentions.titles import Title
from homejobs_extract.tokens import NUMBER

FEW_PLACES = 3
MEETINGS, NEAR_MEETING = (
    frozenset(("خبرنگار", "خبرنگاران", "کارگروه", "نشست", "جلسه", "شورای", "ستاد", "بازدید", "سفر")),
    4,
)
HELD = frozenset(("برگزار", "برپا"))
CEREMONIES, NEAR_CEREMONY = frozenset(("مراسم", "آیین")), 9
COORDINATING = frozenset(("coordinator", "bystander"))
NATION = PlaceName(-1, -1, "nation", None, None, None)
HEADED, CAPITAL = "مدیرعامل", "تهران"
MINISTRIES = frozenset(("وزیر", "وزارت", "وزارتخانه", "کشور", "سخنگوی", "سخنگو", "مجلس", "جمهور", "جمهوری"))
NATIONAL, BANK = "ملی", "بانک"


@dataclass(slots=True)
class Context:
    """Everything read from the text that is not a number; ``roles`` are those of the agencies by id."""

    doc: Document
    agencies: list[AgencyName]
    places: list[PlaceName]
    periods: list[PeriodMention]
    people: list[Person]
    speakers: list[Person | None]
    titles: list[Title]
    roles: Mapping[str, str]
    place: PlaceName | None = None
    county: PlaceName | None = None
    agency: str | None = None

    def in_title(self, token: int) -> bool:
        """Whether a token belongs to somebody's title."""
        return any(t.first <= token < t.last for t in self.titles)

    def coordinates(self, agency: str | None) -> bool:
        """Whether an agency speaks for the whole and has no figures of its own."""
        return self.roles.get(agency or "") in COORDINATING

    def sectoral(self, agency: str | None) -> str | None:
        """The agency, unless it only coordinates."""
        return None if self.coordinates(agency) else agency

    def speaker(self, draft: Draft) -> Person | None:
        """The person whose words state a draft."""
        return self.speakers[draft.sentence] if draft.sentence < len(self.speakers) else None


def main_place(doc: Document, places: list[PlaceName], people: list[Person]) -> PlaceName | None:
    """The place an article is about: that of its first speaker, else the one its head names most, else the nation."""
    people = [p for p in people if not p.private] or people
    spoken = [p.place for p in people if p.place is not None and not _is_deputy(doc, p)]
    named = [p for p in places if not p.deictic and p.level in ("province", "county", "city")]
    named = [p for p in named if not _is_dateline(doc, p)]
    named = [p for p in named if not is_venue(doc, p)] or named
    if spoken and people[0].place is not None:
        return spoken[0]
    ministry = any(is_ministry(doc, person) for person in people[:1])
    head = _named_in_head(doc, named)
    if head is not None and not (ministry and (head.name == CAPITAL or head.level != "province")):
        return head
    if ministry:
        return NATION
    if spoken:
        return spoken[0]
    local = _is_local(doc, places)
    if people and people[0].agency is not None and HEADED in doc.keys(*people[0].title or (0, 0)) and not local:
        return NATION
    return _most_named(named, local=local)


def _named_in_head(doc: Document, named: list[PlaceName]) -> PlaceName | None:
    """The place of the first sentences, when all they name lies in one province."""
    head = [p for p in named if p.first < doc.sentences[min(2, len(doc.sentences) - 1)].last]
    if len({p.province for p in head}) != 1:
        return None
    provinces = sum(p.level == "province" for p in head)
    if head[0].level == "county" and sum(p.name == head[0].name for p in head) > provinces:
        return head[0]
    return next((p for p in head if p.level == "province" and not _holds_county(p, head)), head[0])


def _most_named(named: list[PlaceName], *, local: bool) -> PlaceName | None:
    """The province (else county) named most; the nation when many are, or several once; none when the text only says
    «استان».
    """
    if not named:
        return None if local else NATION
    provinces = [p for p in named if p.level == "province"] or named
    if local and len({p.province for p in named if p.province}) == 1 and provinces[0].level != "province":
        return province_of(named[0])
    counts = Counter((p.level, p.name) for p in provinces)
    best, times = max(counts.items(), key=lambda item: item[1])
    in_passing = times == 1 < len({p.province for p in named}) and not local
    return NATION if in_passing or len(counts) > FEW_PLACES else next(p for p in provinces if (p.level, p.name) == best)


def _holds_county(province: PlaceName, head: list[PlaceName]) -> bool:
    """«در دورود لرستان»: the county is the place, its province only tells where it lies."""
    return any(p.level == "county" and p.last == province.first and p.province == province.name for p in head)


def _is_local(doc: Document, places: list[PlaceName]) -> bool:
    """«در استان», «بانک‌های استان» without a name: some province, but which is not told."""
    named = {p.first for p in places}
    pointed = any(p.deictic and p.level in ("province", "county") for p in places)
    bare = (i for i, t in enumerate(doc.tokens) if t.key == "استان" and i + 1 not in named)
    return pointed or not all(_is_many(doc, i) for i in bare)


def _is_many(doc: Document, at: int) -> bool:
    """«استان‌ها», «هر استان», «۳۱ استان», «هشت استان»."""
    plural, counted = doc.key(at + 1) in ("ها", "های"), doc.key(at - 1) in ("هر", "چند")
    return plural or counted or doc.tokens[at - 1].kind == NUMBER or doc.key(at - 1) in number_words()


def focus_county(doc: Document, places: list[PlaceName]) -> PlaceName | None:
    """The county that the headline or lead names, when the text names no other."""
    counties = [p for p in places if not p.deictic and p.level == "county" and p.name]
    if counties and doc.holds(CEREMONIES, counties[0].first - NEAR_CEREMONY, counties[0].first):
        return None
    counties = [p for p in counties if not _opens(doc, p)]
    if len({p.name for p in counties}) != 1 or not doc.sentences:
        return None
    early = counties[0].first < doc.sentences[min(1, len(doc.sentences) - 1)].last
    return counties[0] if early and not _is_beside_places(doc, counties[0], places) else None


def _is_beside_places(doc: Document, county: PlaceName, places: list[PlaceName]) -> bool:
    """«در ییلاق‌های شهمیرزاد و شاهرود»: one of several places, none of which the text is about."""
    return any(
        p is not county and not p.deictic and p.level != "province" and doc.keys(p.last, county.first) == ["و"]
        for p in places
    )


def _opens(doc: Document, place: PlaceName) -> bool:
    """A dateline or a meeting's place: «مهاباد- …», «در مهاباد:», «به گزارش … از مهاباد», «کارگروه اشتغال مهاباد»."""
    dashed = doc.key(place.last) in ("-", "–", "/", ")", "؛")
    dashed = dashed or (doc.key(place.last), doc.key(place.first - 1)) == (":", "در")
    return (
        dashed
        or "گزارش" in doc.keys(place.first - 3, place.first)
        or doc.holds(MEETINGS, place.first - NEAR_MEETING, place.first)
        or doc.key(place.first - 1) in ("از", "مرکز")
    )


def is_venue(doc: Document, place: PlaceName) -> bool:
    """«در آیینی که در شهمیرزاد برگزار شد»: where something was held, not what is told of."""
    return doc.key(place.first - 1) == "در" and doc.key(place.last) in HELD


def _is_dateline(doc: Document, place: PlaceName) -> bool:
    """«تهران- ایبنا-», «ارومیه؛», «به گزارش … از ارومیه؛» tell where the report was written."""
    if doc.key(place.last) == "؛" and place.level != "province":
        sentence = doc.sentences[doc.sentence_at(place.first)]
        alone = (place.first, place.last + 1) == (sentence.first, sentence.last)
        return alone or (doc.key(place.first - 1) == "از" and "گزارش" in doc.keys(sentence.first, place.first))
    return doc.key(place.last) in ("-", "–", "/") and place.name == CAPITAL


def is_ministry(doc: Document, person: Person) -> bool:
    """Whether a title names a national office outright: a minister, the head of «مرکز ملی فرش»; no banker."""
    if person.title is None:
        return False
    return doc.holds(MINISTRIES, *person.title) or (NATIONAL in (keys := doc.keys(*person.title)) and BANK not in keys)


def _is_deputy(doc: Document, person: Person) -> bool:
    """A member of parliament speaks of the nation, not of his constituency."""
    return person.title is not None and doc.holds(DEPUTIES, *person.title)


def _headline_scheme(doc: Document, agencies: list[AgencyName]) -> str | None:
    """The agency that runs the scheme which the headline names."""
    named = {a.id for a in agencies}
    return (
        next((s.value for s in doc.between("scheme", 0, doc.sentences[0].last) if s.value in named), None)
        if doc.sentences
        else None
    )


def main_agency(context: Context) -> str | None:
    """The sectoral agency whose head speaks first, or whose public relations office reports."""
    first = context.people[0].agency if context.people else None
    if first and not context.coordinates(first):
        return first
    if (owner := _headline_scheme(context.doc, context.agencies)) is not None:
        return owner
    sources = [a for a in context.agencies if context.doc.keys(a.first - 2, a.first) == ["روابط", "عمومی"]]
    return context.sectoral(sources[0].id) if sources else None
