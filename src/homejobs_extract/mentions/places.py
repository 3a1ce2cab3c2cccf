"""Places named in the text: provinces, counties, cities, villages, and words that point to one.

«استان کردستان», «شهرستان‌های سقز و بانه», «روستای یساقی», «این شهرستان», «سراسر کشور».
"""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.gazetteer import Gazetteer, Mention
from homejobs_extract.lexicons import Row
from homejobs_extract.mentions.demonyms import find_demonyms
from homejobs_extract.mentions.names import SURNAME_ENDS
from homejobs_extract.mentions.number_stack import words as number_words
from homejobs_extract.mentions.place_names import PlaceName
from homejobs_extract.mentions.villages import VILLAGE_HEADS, find_villages, villages_again
from homejobs_extract.mentions.years import as_year
from homejobs_extract.normalize import ZWNJ
from homejobs_extract.tokens import NUMBER, WORD, Token

PROVINCE_HEADS = frozenset(("استان", "استانهای"))
COUNTY_HEADS = frozenset(("شهرستان", "فرماندار", "فرمانداری"))
CITY_HEADS = frozenset(("شهر", "شهرداری", "شهردار", "بندر"))
PREPOSITIONS = frozenset(("در", "به", "زیر"))
FIRMS, LONGEST_FIRM = frozenset(("شرکت", "تعاونی", "کارگاه", "تولیدی", "فروشگاه", "برند", "موسسه", "پشتیبان")), 6
GOVERNED = frozenset(("استاندار", "استانداری"))
PLACED = frozenset(("در", "از", "به", "برای", "را", "سهم", "و", "،", "؛", "/", "شهرستانهای", "های", "–", "-"))
AFTER_ITEM = frozenset(("،", "و", "."))
LOCATIVE = frozenset(("در", "به", "از", "برای"))
OUTLETS = frozenset(("خبرگزاری", "خبرنگار", "بانک", "خلیج", "گزارش", "ماه", "روزنامه", "منبع"))


class Resolver:
    """Decides between the places of one name by the words before it and the provinces of the article."""

    def __init__(self, doc: Document, gazetteer: Gazetteer) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.provinces: list[str] = []
        self.accepted: set[str] = set()
        self.homes: set[str] = set()

    def rows(self, mention: Mention) -> list[Row]:
        """All places that the words of a mention may name."""
        phrase = "".join(t.key for t in self.doc.tokens[mention.first : mention.last] if t.kind == WORD)
        entries = [e for e in self.gazetteer.phrases.get(phrase, ()) if e.category == "place"]
        found = [(self.gazetteer.places.rows[int(e.value)], e.role) for e in entries]
        return [row if row["ambiguous"] == marks else {**row, "ambiguous": marks} for row, marks in found]

    def resolve(self, mention: Mention) -> PlaceName | None:
        """The place, or null when the words are an everyday word, a person's name or an outlet here."""
        rows = self.rows(mention)
        head = self._head(mention)
        if self.doc.key(mention.first - 1) in OUTLETS or self._in_surname(mention):
            return None
        if not head and self._is_no_name(mention):
            return None
        rows = self._of_level(rows, head)
        known = bool(rows) and rows[0]["name"] in self.accepted and mention.entry.surface == rows[0]["name"]
        if not rows or (not head and not known and self._is_word(rows, mention)):
            return None
        self.accepted.update(r["name"] for r in rows if r["level"] == "county")
        self.homes.update(r["province"] for r in rows[:1])
        row = self._nearest(rows, head)
        level = self._level(row, head)
        if level == "province":
            self.provinces.append(row["name"])
        place = self.named(mention.first, mention.last, level, row)
        return place._replace(namesake=False) if head == "province" else place

    def named(self, first: int, last: int, level: str, row: Row) -> PlaceName:
        """A row's place, named by some tokens."""
        table, province = self.gazetteer.places, row["province"]
        return PlaceName(
            first,
            last,
            level,
            row["name"],
            province,
            code=row["code"] or None if level == "province" else None,
            province_code=table.codes.get(province) or None,
            namesake=province in table.namesakes,
        )

    def _in_surname(self, mention: Mention) -> bool:
        """«کوهپایه‌زاده» is a person."""
        return self.doc.key(mention.last) in SURNAME_ENDS and self.doc.gap(mention.last) in (ZWNJ, "")

    def _is_no_name(self, mention: Mention) -> bool:
        """«در بهار ۱۳۹۸», «در میان آنان», «مربوط به شهر» and «زیر آب» are no counties, nor is «شرکت گل‌دوخت قیدار»."""
        if mention.last - mention.first > 1 and self.doc.key(mention.first) in PREPOSITIONS:
            return self.doc.gap(mention.first + 1) == " "
        if self.doc.key(mention.last) == "»" and self._is_firm(mention):
            return True
        season = any(m.value == "season" for m in self.doc.between("period", mention.first, mention.last))
        return season and mention.last < len(self.doc.tokens) and _is_year(self.doc.tokens[mention.last])

    def _is_firm(self, mention: Mention) -> bool:
        """«شرکت «گل‌دوخت قیدار»»: the end of a quoted name of a firm."""
        keys = self.doc.keys(mention.first - LONGEST_FIRM, mention.first)
        opened = len(keys) - 1 - keys[::-1].index("«") if "«" in keys else 0
        return opened > 0 and keys[opened - 1] in FIRMS and opened < len(keys) - 1

    def _after_office(self, mention: Mention) -> bool:
        """«رئیس اداره تعاون، کار و رفاه اجتماعی خلخال»."""
        return any(m.last == mention.first for m in self.doc.between("agency", mention.first - 12, mention.first))

    def _head(self, mention: Mention) -> str:
        keys = self.doc.keys(mention.first - 3, mention.first)
        for heads, level in ((PROVINCE_HEADS, "province"), (COUNTY_HEADS, "county"), (CITY_HEADS, "city")):
            if keys and keys[-1] in heads:
                return level
            if len(keys) > 1 and keys[-2] in heads and keys[-1] in ("های", "ویژه"):
                return level
        return "village" if keys and keys[-1] in VILLAGE_HEADS else ""

    @staticmethod
    def _of_level(rows: list[Row], head: str) -> list[Row]:
        if head == "county":
            counties = [r for r in rows if r["level"] == "county"]
            return counties or [r for r in rows if r["level"] == "city"]
        if head == "province":
            return [r for r in rows if r["level"] == "province"]
        return rows

    def _nearest(self, rows: list[Row], head: str) -> Row:
        """The row of the province named last, else the widest."""
        order = {"province": 0, "county": 1, "city": 2}
        if head == "city":
            order = {"city": 0, "county": 1, "province": 2}
        near = [r for r in rows if r["province"] in self.provinces and r["level"] != "province"]
        pool = near if near and not any(r["level"] == "province" for r in rows) else rows
        at_home = [r for r in near if r["province"] == self.provinces[0] != r["name"]]
        if at_home and head != "province":  # «البرز» in a text on Qazvin is its county
            pool = at_home
        return min(pool, key=lambda r: order[r["level"]])

    @staticmethod
    def _level(row: Row, head: str) -> str:
        if head in ("city", "village"):
            return head
        return row["level"]

    def _is_word(self, rows: list[Row], mention: Mention) -> bool:
        """Whether the form is an everyday word or a name that nothing here makes a place."""
        marks = set().union(*(r["ambiguous"].split("|") for r in rows))
        if not marks & {"word", "person"}:
            return False
        before = self.doc.key(mention.first - 1)
        if any(r["level"] == "province" for r in rows) and (before in GOVERNED or not marks & {"person", "strict"}):
            return self._is_outlet(mention)
        placed = not before or before in PLACED or before in "•*▪🔹🔸✅\n"
        listed = placed and (self._in_list(mention) or self._at_home(rows, mention))
        strict = "strict" in marks and not (self.doc.key(mention.last) in AFTER_ITEM and self._in_list(mention))
        return strict or not (self._after_office(mention) or listed)

    def _at_home(self, rows: list[Row], mention: Mention) -> bool:
        """«۹۶ میلیارد ریال به ایرانشهر» in a text that names the county's province."""
        return self.doc.key(mention.first - 1) in LOCATIVE and any(r["province"] in self.homes for r in rows)

    def _in_list(self, mention: Mention) -> bool:
        """Whether a number follows at once, or the sentence names two other places that are no word."""
        after = self.doc.keys(mention.last, mention.last + 2)
        tokens = self.doc.tokens[mention.last : mention.last + 2]
        before = self.doc.key(mention.first - 1)
        if tokens and after[0] == ":" and (tokens[-1].kind == NUMBER or (before and before in "-–•*▪🔹🔸✅")):
            return True
        if after[:1] == ["با"] and (tokens[-1].kind == NUMBER or after[-1] in number_words()):
            return True
        if tokens and (
            tokens[0].kind == NUMBER or after[0] in number_words() or (after[0] == "را" and tokens[-1].kind == NUMBER)
        ):
            return True
        sentence = next((s for s in self.doc.sentences if s.first <= mention.first < s.last), None)
        if sentence is None:
            return False
        others = [m for m in self.doc.between("place", sentence.first, sentence.last) if "word" not in m.entry.role]
        return len(others) > 1 and any(t.kind == NUMBER for t in self.doc.tokens[sentence.first : sentence.last])

    def _is_outlet(self, mention: Mention) -> bool:
        named = self.doc.holds(OUTLETS, mention.first - 2, mention.first)
        return named or self.doc.key(mention.first - 1) == "بخش"


def _is_year(token: Token) -> bool:
    return token.kind == NUMBER and token.key.isdecimal() and as_year(int(token.key)) is not None


def find_places(doc: Document, gazetteer: Gazetteer, names: list[tuple[int, int]]) -> list[PlaceName]:
    """Every place the text names or points to, in order; ``names`` are token ranges that are people or agencies.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> d = analyse("۱۵ طرح در روستای یساقی شهرستان کردکوی", gazetteer())
    >>> [(p.level, p.name) for p in find_places(d, gazetteer(), [])]
    [('village', 'یساقی'), ('county', 'کردکوی')]
    """
    resolver = Resolver(doc, gazetteer)
    taken = {i for first, last in names for i in range(first, last)}
    found: list[PlaceName] = []
    for mention in doc.mentions.get("place", []):
        if mention.first not in taken and (place := resolver.resolve(mention)):
            found.append(place)
    known = taken | {p.first for p in found}
    called = [(at, row) for at, row in find_demonyms(doc, gazetteer) if at not in known]
    found.extend(resolver.named(at, at + 1, row["level"], row) for at, row in called)
    villages = find_villages(doc, {p.first for p in found if p.level in ("city", "county")})
    found = [p for p in found if p.first not in {v.first for v in villages}] + villages
    found.extend(villages_again(doc, villages, {p.first for p in found}))
    found.extend(_deictics(doc))
    return sorted(found, key=lambda p: (p.first, p.last, p.level, p.name or ""))


def _deictics(doc: Document) -> list[PlaceName]:
    found = []
    for mention in doc.mentions.get("deictic", []):
        plural = doc.key(mention.last) in ("های", "ها")
        if not plural and not doc.between("place", mention.last, mention.last + 1):
            found.append(PlaceName(mention.first, mention.last, mention.value, None, None, None, deictic=True))
    return found
