"""Agencies named in the text, with what the naming does: ambiguous short forms only in a list that makes them clear.

«صنعت، معدن و تجارت» is the ministry, «بانک صنعت و معدن» the bank; «بانک‌های ملی، صادرات و ملت» names three banks.
"""

from __future__ import annotations

from typing import NamedTuple

from homejobs_extract.document import Document
from homejobs_extract.gazetteer import Entry, Gazetteer, Mention
from homejobs_extract.tokens import LINE, NUMBER

BANK = "بانک"
OFFICE_WORD = "اداره"
BANK_ROLE, HOUSES = "bank", frozenset(("شهرداری", "استانداری", "فرمانداری"))
BANKS = frozenset(("بانک", "بانکهای", "بانکها"))
OFFICE = frozenset(("حوزه", "دستگاه", "اداره", "ادارات", "سازمان", "بنیاد", "وزارت", "ادارهکل", "کل"))
FUNDS = frozenset(("صندوق", "بنیاد", "وزیر", "وزارت", "بسیج", "کارافرینی", "کارآفرینی"))
SHARES = frozenset(("سهم", "توسط", "سوی", "حوزه"))
OFFICES = frozenset((("carpet_center", "industry_mine_trade"),))
NEVER_BARE = frozenset(("شهر", "مسکن"))
CONNECTORS = frozenset(("و", "،", ",", "های", "ها"))
BULLETS = frozenset("-–•*▪")
LIST_REACH, NEAR_BANK = 25, 6
FIELD, OBJECT = "حوزه", "را"
INTRODUCING = frozenset(("شامل", "جمله", "مانند", "نظیر"))


class AgencyName(NamedTuple):
    """An agency named by tokens ``first`` to ``last`` exclusive; its role is that of its row in ``agencies.tsv``."""

    first: int
    last: int
    id: str
    role: str = ""

    @property
    def is_bank(self) -> bool:
        """Whether it is a bank, which pays rather than issues."""
        return self.role == BANK_ROLE


class Resolver:
    """Decides the ambiguous forms by what stands around them."""

    def __init__(self, doc: Document, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.found: list[AgencyName] = []

    def entries(self, mention: Mention) -> list[Entry]:
        """All agencies that the words of a mention may name."""
        phrase = "".join(t.key for t in self.doc.tokens[mention.first : mention.last] if t.kind == "word")
        return [e for e in self.gazetteer.phrases.get(phrase, ()) if e.category == "agency"]

    def resolve(self, mention: Mention) -> str | None:
        """The agency's id, or null when the words name none here."""
        entries = self.entries(mention)
        if any(e.role == "trap" for e in entries):
            return None
        clear = [e for e in entries if not e.role]
        if clear:
            return clear[0].value
        banks = [e for e in entries if self._is_bank(e)]
        others = [e for e in entries if not self._is_bank(e)]
        if banks and self._in_bank_list(mention):
            return banks[0].value
        if others and (self._in_agency_list(mention) or self._is_named_again(mention, others)):
            return others[0].value
        return None

    def _is_bank(self, entry: Entry) -> bool:
        return self.gazetteer.roles.get(entry.value) == BANK_ROLE

    def _is_named_again(self, mention: Mention, entries: list[Entry]) -> bool:
        """«جهاد کشاورزی …» and later «سهم جهاد»."""
        named = {a.id for a in self.found}
        return entries[0].value in named and self.doc.key(mention.first - 1) in SHARES

    def _in_bank_list(self, mention: Mention) -> bool:
        if self._is_headed_bank(mention):
            return True
        if self.doc.key(mention.first - 1) in BULLETS:
            return self._follows_bank(mention) or self._banks_in_bullets()
        if not self._follows_bank(mention):
            return False
        gap = self.doc.tokens[self.found[-1].last : mention.first]
        if any(t.kind == LINE or t.key == "." for t in gap):
            return False
        joined = all(t.key in CONNECTORS for t in gap)
        counts = any(t.kind == NUMBER for t in gap) or any(t.key in ("میلیارد", "میلیون") for t in gap)
        return joined or (counts and gap[-1].key in ("،", "و", ","))

    def _is_headed_bank(self, mention: Mention) -> bool:
        """«بانک ملت», «بانک‌های صادرات …», «بانک عامل شامل توسعه تعاون، …»."""
        keys = self.doc.keys(mention.first - NEAR_BANK, mention.first)
        if not keys or not BANKS & set(keys):
            return False
        return keys[-1] in BANKS | INTRODUCING or (BANK in keys[-2:] and keys[-1] in ("های", "ها"))

    def _follows_bank(self, mention: Mention) -> bool:
        last = self.found[-1] if self.found else None
        return last is not None and last.is_bank and mention.first - last.last <= LIST_REACH

    def _banks_in_bullets(self) -> bool:
        """Whether another line of the list begins with a bank's full name."""
        clear = [m for m in self.doc.mentions.get("agency", []) if not m.entry.role and self._is_bank(m.entry)]
        return any(self.doc.key(m.first - 1) in BULLETS for m in clear)

    def _in_agency_list(self, mention: Mention) -> bool:
        before = self.doc.key(mention.first - 1)
        if mention.entry.surface in NEVER_BARE:
            return False
        if before == OBJECT and self.found and not self.found[-1].is_bank and self._has_number_before(mention):
            begins, ends = self._sentence(mention)
            return begins <= self.found[-1].first < ends and self.doc.key(self.found[-1].first - 1) == OBJECT
        if before in OFFICE or before in FUNDS:
            return before != FIELD or self._counts(mention)
        last = self.found[-1] if self.found else None
        if last and not last.is_bank and all(t.key in CONNECTORS for t in self.doc.tokens[last.last : mention.first]):
            return self.doc.tokens[last.last : mention.first] != []
        sentence = self._sentence(mention)
        named = [a for a in self.found if sentence[0] <= a.first < sentence[1] and self._numbers_around(a)]
        return bool(named) and self._numbers_near(mention)

    def _counts(self, mention: Mention) -> bool:
        """«۸۰ مجوز در حوزه کشاورزی», not «اشتغال در حوزه گردشگری و شیلات»."""
        first, last = self._sentence(mention)
        return any(t.kind == NUMBER or t.key == "هزار" for t in self.doc.tokens[first:last])

    def _numbers_around(self, name: AgencyName) -> bool:
        tokens = self.doc.tokens[max(0, name.first - 6) : name.last + 3]
        return any(t.kind == NUMBER or t.key in ("میلیارد", "هزار") for t in tokens)

    def _numbers_near(self, mention: Mention) -> bool:
        """A count right before (through «مجوز», «در حوزه») or after the name."""
        after = [t for t in self.doc.tokens[mention.last : mention.last + 2] if t.key not in ("هم", "نیز", "با")]
        return bool(after) and after[0].kind == NUMBER

    def _has_number_before(self, mention: Mention) -> bool:
        """«۵۱۵ مجوز را جهاد کشاورزی و ۲۴۰ مجوز را شیلات صادر کرده‌اند»."""
        return any(t.kind == NUMBER for t in self.doc.tokens[max(0, mention.first - 4) : mention.first])

    def _sentence(self, mention: Mention) -> tuple[int, int]:
        for sentence in self.doc.sentences:
            if sentence.first <= mention.first < sentence.last:
                return sentence.first, sentence.last
        return 0, 0


def _is_office_of(doc: Document, office: AgencyName, house: Mention, agency: str) -> bool:
    """«امور زنان و خانواده شهرداری», «اداره فرش دستباف سازمان صنعت، معدن و تجارت»: the house alone is named."""
    beside = doc.keys(office.last, house.first) in ([], ["دستباف"])
    return beside and (house.entry.surface in HOUSES or (office.id, agency) in OFFICES)


def _named_by_house(doc: Document, found: list[AgencyName], houses: dict[str, str]) -> list[AgencyName]:
    """«رئیس اداره فرش استان مرکزی» in the headline is of the house that the text tells it is an office of."""
    return [
        a._replace(id=houses[a.id]) if a.id in houses and OFFICE_WORD in doc.keys(a.first, a.last) else a for a in found
    ]


def find_agencies(doc: Document, gazetteer: Gazetteer) -> list[AgencyName]:
    """Every agency the text names, in order; «امور زنان و خانواده شهرداری» is an office of the municipality.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> d = analyse("بانک‌های ملی، صادرات و ملت و بانک صنعت و معدن", gazetteer())
    >>> [a.id for a in find_agencies(d, gazetteer())]
    ['bank_melli', 'bank_saderat', 'bank_mellat', 'bank_sanat_madan']
    """
    resolver, houses = Resolver(doc, gazetteer), {}
    for mention in doc.mentions.get("agency", []):
        agency = resolver.resolve(mention)
        if agency:
            role = gazetteer.roles.get(agency, "")
            if resolver.found and _is_office_of(doc, resolver.found[-1], mention, agency):
                houses[resolver.found.pop().id] = agency
            resolver.found.append(AgencyName(mention.first, mention.last, agency, role))
    return _named_by_house(doc, resolver.found, houses)
