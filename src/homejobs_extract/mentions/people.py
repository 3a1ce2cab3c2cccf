"""Speakers: whose words each sentence reports, with the title, agency and place the text gives them.

«علی دهقانی مدیرکل تعاون … گفت», then «وی افزود», «دهقانی ادامه داد», «به گفته این مسئول».
"""

from __future__ import annotations

from dataclasses import dataclass, field

from homejobs_extract.document import Document
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.agencies import AgencyName
from homejobs_extract.mentions.names import STOPS, SURNAME_ENDS, PersonName, find_names
from homejobs_extract.mentions.outlet_words import SUFFIXES
from homejobs_extract.mentions.place_names import PlaceName
from homejobs_extract.mentions.private_people import heads_firm, home_of, is_private
from homejobs_extract.mentions.titles import Title, find_titles
from homejobs_extract.mentions.unknown_names import UnknownNames
from homejobs_extract.tokens import LINE, MARK, NUMBER

ACCORDING = (
    "به گفته", "به‌گفته", "بنا بر گفته", "بنا به گفته", "بنابر گفته", "به نقل",
    "گفت‌وگو", "گفتگو", "به اعتقاد", "به باور",
)  # fmt: skip
DEPUTIES = frozenset(("نماینده", "مجلس", "کمیسیون"))
NOT_SUBJECT = frozenset(("با", "به", "از", "حضور", "خبرنگار", "خبرنگاری", "پاسخ"))
DASHES = frozenset("-–/")
NEAR, NEAR_COLON, OPENING = 3, 8, 3
ACCORDING_REACH = 18
TALKS = ("گفتوگو", "گفتگو", "مصاحبه")
PRONOUNS = frozenset(("وی", "او", "ایشان"))
LONGEST_LABEL, FIRST_WORDS = 4, 6


@dataclass(slots=True, eq=False)
class Person:
    """A speaker as the text tells of him so far; ``title``: tokens, ``home``: where one without office lives."""

    name: PersonName | None = None
    title: tuple[int, int] | None = None
    agency: str | None = None
    place: PlaceName | None = None
    home: PlaceName | None = None
    private: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)


class PeopleReader:
    """Walks the sentences and keeps the one who speaks."""

    def __init__(self, doc: Document, agencies: list[AgencyName], places: list[PlaceName]) -> None:
        self.doc = doc
        self.agencies = agencies
        self.places = [p for p in places if not p.deictic]
        self.unknown = UnknownNames(doc)
        self.names = [n for n in find_names(doc) if not self.unknown.is_quoted(n.first, n.last)]
        self.people: list[Person] = []
        self.current: Person | None = None
        self.told_of: PersonName | None = None
        self.headed: Title | None = None
        self.titles = find_titles(doc, agencies, self.places, self.names)

    def speaker_of(self, first: int, last: int) -> Person | None:
        """The person whose words a sentence of tokens ``first`` to ``last`` reports."""
        speeches = self.doc.between("speech", first, last)
        for speech in speeches:
            self._hear(speech, first, last)
        if not speeches:
            self._introduce(first, last)
        self.told_of = next((n for n in self.names if n.first == first and not n.common), self.told_of)
        self.headed = None if speeches else self._heading_title(first, last)
        return self.current

    def _heading_title(self, first: int, last: int) -> Title | None:
        """«رئیس اداره میراث فرهنگی پاوه آمار بیشتری دارد. جمال رستمی می‌گوید: …»: who heads the sentence."""
        title = next((t for t in self.titles if t.first == first), None)
        if title is None or last == len(self.doc.tokens) or self.doc.tokens[last - 1].kind == LINE:
            return None
        return None if any(first <= n.first < last for n in self.names) else title

    def _hear(self, speech: Mention, first: int, last: int) -> None:
        if speech.value.startswith(ACCORDING):
            region = (speech.last, min(last, speech.last + ACCORDING_REACH))
        else:
            region = (first, speech.first)
        name = self._subject_name(*region)
        title = self._subject_title(*region)
        surname = self._known_surname(*region)
        if name is None and surname is None and title is not None:
            name = self.unknown.before_title(title, region[0])
        if name is None and title is None and surname is None:
            self._resolve_pronoun(*region)
            return
        if surname is not None and title is None:
            fuller = name is not None and surname.name is not None and _are_one(surname.name, name)
            self.current = self._person(name, None) if fuller else surname
            return
        if name is None and surname is not None:
            self.current = surname
        else:
            new = title is None and self.headed is not None and self._known(name, None) in (None, self.current)
            self.current = self._person(name, self.headed if new else title)

    def _resolve_pronoun(self, first: int, last: int) -> None:
        """«حمیده سلاجقه شال می‌بافد. او می‌گوید: …»: the pronoun is whom the text told of last."""
        told = self.told_of
        if told is None or not self.doc.holds(PRONOUNS, first, last):
            return
        if self.current is None or self.current.spans[-1:] < [(told.first, 0)]:
            self.current = self._person(told, None)

    def _introduce(self, first: int, last: int) -> None:
        """«لیلا کهریزی، مدیر یک شرکت …», «رئیس صمت بانه: …», «گفت‌وگو با آیدین صمدی»: presented before speaking."""
        headed = [t for t in self.titles if t.first == first and ":" in self.doc.keys(t.last, t.last + NEAR_COLON)]
        if headed:
            self.current = self._person(None, headed[0])
        label = next((n for n in self.names if n.first == first and self.doc.key(n.last) == ":"), None)
        if label is not None and not self.unknown.is_source(label.first, label.last):
            self.current = self._person(label, None)
        elif label is None and (guest := self._guest(first, last)) is not None:
            self.current = self._person(guest, next(iter(self._beside(guest)), None))
        for name in (n for n in self.names if first <= n.first < last):
            titles = self._beside(name)
            if not titles and is_private(self.doc, name) and name.first - first <= FIRST_WORDS:
                self.current = self._person(name, None)
            if titles and (name.first - first <= 1 or self._is_talk(first, last)):
                self.current = self._person(name, titles[0])

    def _beside(self, name: PersonName) -> list[Title]:
        """The titles right beside a name, the nearest first; «… استان و طاهره شمس‌آبادی» is the next guest."""
        before = [(name.first - t.last, t) for t in self.titles if self.doc.key(t.last - 1) != "و"]
        after = [(t.first - name.last, t) for t in self.titles]
        return [t for gap, t in sorted(after + before, key=lambda pair: pair[0]) if 0 <= gap <= 1]

    def _guest(self, first: int, last: int) -> PersonName | None:
        """«رفیعی‌نیا: …» after «میزگردی با امین رفیعی‌نیا رئیس جهاد دانشگاهی …»: one presented before, by his surname."""
        opening = self.doc.keys(first, min(last, first + LONGEST_LABEL))
        surname = "".join(opening[: opening.index(":")]) if ":" in opening else ""
        return next((n for n in self.names if n.last <= first and surname == n.surname), None) if surname else None

    def _is_talk(self, first: int, last: int) -> bool:
        """«گفت‌وگو با …», «مصاحبه»."""
        keys = self.doc.keys(first, last)
        return "گو" in "".join(self.doc.keys(first, first + 4)) or any(key.startswith(TALKS) for key in keys)

    def _subject_name(self, first: int, last: int) -> PersonName | None:
        for name in self.names:
            if first <= name.first < last and self._is_person(name, first):
                return name
        quoted = self.unknown.quoted(first)
        nobody = self.current is None or self.current.name is None or last - first <= 1
        return quoted or (self.unknown.before_speech(first, last) if nobody else None)

    def _is_person(self, name: PersonName, first: int) -> bool:
        """A name needs a title or an honorific beside it, or the head of the sentence; «واحد همدان» is a branch."""
        if self._is_dateline(name) or self.doc.key(name.first - 1) == "در":
            return False
        branch = name.common and self.doc.between("place", name.last - 1, name.last)
        if branch or self.doc.tokens[name.last - 1].key.endswith(SUFFIXES):
            return False
        beside = any(0 <= name.first - t.last <= NEAR or 0 <= t.first - name.last <= NEAR - 1 for t in self.titles)
        honorific = bool(self.doc.between("honorific", name.first - 2, name.first))
        return beside or honorific or (self._is_framed(name, first) and not self._is_outlet(name))

    def _is_dateline(self, name: PersonName) -> bool:
        """«یزد- نگین کویر:», «اردبیل/ سبلان‌تاب -»: an outlet after the city."""
        between = self.doc.key(name.first - 1) in DASHES and self.doc.key(name.last) in DASHES | {":"}
        return between and any(p.last == name.first - 1 for p in self.places)

    def _is_framed(self, name: PersonName, first: int) -> bool:
        """Between the sentence's start or a mark and what begins a report: «، شاهو رستمی گفت», «… روز دوشنبه»."""
        tokens = self.doc.tokens
        before = name.first == first or tokens[name.first - 1].kind in (MARK, LINE, NUMBER)
        before = before or (not name.common and any(p.last == name.first for p in self.places))
        if name.first == first and name.last < len(tokens) and tokens[name.last].key in ("-", "–", "/"):
            return False
        after = name.last >= len(tokens) or tokens[name.last].kind in (MARK, LINE) or tokens[name.last].key in STOPS
        speaks = bool(self.doc.between("speech", name.last, name.last + 1))
        surely = not name.common or tokens[name.last - 1].key.endswith(SURNAME_ENDS)
        opens = name.first == first and surely and name.last - name.first > 1
        return before and (after or speaks or opens)

    def _is_outlet(self, name: PersonName) -> bool:
        before = self.doc.keys(name.first - 4, name.first)
        if before[-1:] == ["«"] and before[-2:-1] != ["گزارش"]:
            return False
        return "،" not in before[-2:] and bool({"گزارش", "خبرگزاری", "خبرنگار"} & set(before))

    def _subject_title(self, first: int, last: int) -> Title | None:
        for title in self.titles:
            object_of = self.doc.key(title.first - 1) in NOT_SUBJECT and title.first != first
            if first <= title.first < last and not object_of:
                return title
        return None

    def _known_surname(self, first: int, last: int) -> Person | None:
        """Somebody known by what stands before the speech; «دانش گفت» calls «فاطمه دانش یزدی» by half a surname."""
        keys = self.doc.keys(first, last)
        for person in reversed(self.people):
            if person.name is None:
                continue
            size, surname = person.name.last - person.name.first, person.name.surname
            if len(keys) == 1 and keys[0] in self.doc.keys(person.name.first + 1, person.name.last):
                person.spans.append((first, last))
                return person
            for at in (at for at, key in enumerate(keys) if surname.startswith(key)):
                for length in range(1, size + 1):
                    if "".join(keys[at : at + length]) == surname:
                        person.spans.append((first + at, first + at + length))
                        return person
        return None

    def _person(self, name: PersonName | None, title: Title | None) -> Person:
        person = self._known(name, title)
        if person is None:
            title = title or (None if self.people else self._opening_title())
            person = Person()
            self.people.append(person)
        if name is not None and (person.name is None or len(person.name.name) < len(name.name)):
            person.name = name
        if name is not None:
            person.spans.append((name.first, name.last))
            person.private = person.private or (title is None and is_private(self.doc, name))
        if title is not None:
            person.private = person.private or (title.agency is None and heads_firm(self.doc, title.first))
            if person.title is None or person.agency is None:
                person.title = (title.first, title.last)
            person.agency = person.agency or title.agency
            if not self.doc.holds(DEPUTIES, title.first, title.last):
                person.place = person.place or title.place
        return person

    def _opening_title(self) -> Title | None:
        """«رئیس اداره میراث فرهنگی سنندج از بانک خواست …» and then «آرش محمدی گفت»: whom the lead tells of speaks."""
        starts = {s.first for s in self.doc.sentences[:OPENING]}
        return next((t for t in self.titles if t.first in starts and t.agency is not None), None)

    def _known(self, name: PersonName | None, title: Title | None) -> Person | None:
        for person in reversed(self.people):
            if name is not None and person.name is not None:
                if _are_one(person.name, name):
                    return person
                continue
            if title is not None and person.title is not None and self._same_title(person, title):
                return person
        also = title is not None and self.doc.key(title.last) in ("هم", "نیز")
        if (
            name is None
            and not also
            and self.current is not None
            and self.current.title is None
            and self.current.name is not None
        ):
            return self.current
        unnamed = self.current is not None and self.current.name is None
        if name is not None and title is None and unnamed and not is_private(self.doc, name):
            return self.current
        return None

    def _same_title(self, person: Person, title: Title) -> bool:
        if title.agency != person.agency or person.title is None:
            return False
        one, other = person.place, title.place
        if one is not None and other is not None and one.name != other.name:
            return False
        return self.doc.tokens[person.title[0]].key == self.doc.tokens[title.first].key


def _are_one(one: PersonName, other: PersonName) -> bool:
    """«فاضلی» and «حفیظ‌الله فاضلی»: the same surname, or a bare one that ends the other's name."""
    bare = next((n for n in (one, other) if n.name == n.surname), None)
    full = other if bare is one else one
    return one.surname == other.surname or (bare is not None and full.surname.endswith(bare.surname))


def find_people(
    doc: Document, agencies: list[AgencyName], places: list[PlaceName]
) -> tuple[list[Person], list[Person | None], list[Title]]:
    """The people who speak, the one whose words each sentence reports, and every title of the text."""
    reader = PeopleReader(doc, agencies, places)
    by_sentence = [reader.speaker_of(s.first, s.last) for s in doc.sentences]
    for person in reader.people:
        at = _presented_at(person)
        if person.agency is None and person.place is None and at is not None:
            person.home = home_of(doc, at, person.title, reader.places)
    return reader.people, by_sentence, reader.titles


def _presented_at(person: Person) -> int | None:
    """The token where a speaker is first named, or where the title of an unnamed head of a firm stands."""
    if person.spans:
        return person.spans[0][0]
    return person.title[0] if person.private and person.title else None
