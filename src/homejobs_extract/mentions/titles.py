"""Titles of people: what somebody is head of, with the agency and the place that the title names.

«مدیرکل تعاون، کار و رفاه اجتماعی استان آذربایجان غربی», «مسئول مشاغل خانگی جهاد کشاورزی».
"""

from __future__ import annotations

from dataclasses import dataclass

from homejobs_extract.document import Document
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.agencies import AgencyName
from homejobs_extract.mentions.names import STOPS, PersonName
from homejobs_extract.mentions.place_names import PlaceName
from homejobs_extract.tokens import LINE, MARK, NUMBER

RESPONSIBLE = ("مسئول", "مسؤول", "مسوول", "متصدی")
COUNTED = frozenset(("سهم", "سهمیه", "میزان", "تعداد", "شمار", "مبلغ"))
TITLE_STOPS = (STOPS | COUNTED) - {"و", "استان", "شهرستان", "شهر", "کشور", "بخش"}
COMMON_HEADS = frozenset(
    (
        "پشتیبان",
        "فعال",
        "بازرس",
        "مددجو",
        "صنعتگر",
        "کارآفرین",
        "هنرمند",
        "صاحب",
        "مالک",
        "راهبر شغلی",
        "رابط",
        "مسئول",
        "مسؤول",
        "مسوول",
        "متقاضی",
        "متصدی",
    )
)
LONGEST_TITLE = 24
GOES_ON = frozenset(("و", "استان", "شهرستان", "در", "های", "جنوبی", "شمالی", "غربی", "شرقی", "مرکزی", "ویژه"))
MEMBER, HOUSEHOLD = "عضو", frozenset(("خانوار", "خانواده", "خانوارها"))


@dataclass(slots=True)
class Title:
    """A title of tokens ``first`` to ``last`` exclusive, with the agency and place it names."""

    first: int
    last: int
    head: str
    agency: str | None
    place: PlaceName | None


class TitleReader:
    """Reads the titles of a text: from their head («مدیرکل») to the verb, mark or name that ends them."""

    def __init__(
        self, doc: Document, agencies: list[AgencyName], places: list[PlaceName], names: list[PersonName]
    ) -> None:
        self.doc, self.agencies, self.places = doc, agencies, places
        self.ending = {m.first for name in ("speech", "verb") for m in doc.mentions.get(name, [])}
        self.ending |= {n.first for n in names}
        self.placed = {p.last for p in places if p.level in ("province", "county", "city")}
        self.inside = {i for a in agencies for i in range(a.first, a.last)}

    def read(self, head: Mention) -> Title:
        """The title that a head begins."""
        last = head.last
        while last < len(self.doc.tokens) and last - head.first < LONGEST_TITLE:
            token = self.doc.tokens[last]
            ends = token.kind in (MARK, LINE, NUMBER) or token.key in TITLE_STOPS or last in self.ending
            ends = ends or (last in self.placed and token.key not in GOES_ON and last > head.last)
            if ends and last not in self.inside:
                break
            last += 1
        return self._complete(head, last)

    def _complete(self, head: Mention, last: int) -> Title:
        agencies = [a for a in self.agencies if head.first <= a.first < last or a.first <= head.first < a.last]
        places = [p for p in self.places if head.first <= p.first < last]
        end = max([last, *(a.last for a in agencies[:1])])
        if end < len(self.doc.tokens) and end > last:
            places += [p for p in self.places if p.first in (end, end + 1)]
        return Title(head.first, end, head.value, agencies[0].id if agencies else None, places[-1] if places else None)


def find_titles(
    doc: Document, agencies: list[AgencyName], places: list[PlaceName], names: list[PersonName]
) -> list[Title]:
    """Every title of the text in order; a common noun («پشتیبان») is one only with an agency."""
    reader, found = TitleReader(doc, agencies, places, names), list[Title]()
    anaphors = {i for m in doc.mentions.get("anaphor", []) for i in range(m.first, m.last)}
    for head in doc.mentions.get("head", []):
        if head.first in anaphors or (found and head.first < found[-1].last) or _is_no_office(doc, head):
            continue
        title = reader.read(head)
        if head.value not in COMMON_HEADS or (head.value in RESPONSIBLE and title.agency):
            found.append(title)
    return found


def _is_no_office(doc: Document, head: Mention) -> bool:
    """«زن سرپرست خانوار» heads a household, and «عضو فعالیت دارند», «عضو ۸۳ صندوق» name no office."""
    if doc.key(head.last) in HOUSEHOLD:
        return True
    member = MEMBER in (head.value, head.entry.surface)
    counted = head.last < len(doc.tokens) and doc.tokens[head.last].kind == NUMBER
    return member and (counted or bool(doc.between("stage", head.last, head.last + 1)))
