"""Names of people: a given name and what follows it, as far as it can be a surname.

«علی دهقانی», «سیدکمال رنجبران», «عین‌اله میرکریمی», «امین فاضل‌زاده».
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from homejobs_extract import lexicons
from homejobs_extract.document import Document
from homejobs_extract.normalize import ZWNJ, key
from homejobs_extract.tokens import WORD

CLOSING = (
    "verb", "speech", "head", "agency", "noun", "stage", "basis", "bound", "period", "part", "modality", "anaphor",
)  # fmt: skip
BARRING = ("verb", "speech", "head", "agency", "anaphor", "part", "basis", "bound")
SEYYED, MIR, BROADCASTER = "سید", "میر", "صداوسیما"
LONGEST_GIVEN = 3
LONGEST_SURNAME = 2
STOPS = frozenset(
    [
    "ارزش", "میزان", "تعداد", "شمار", "مبلغ", "سهم", "شما",
    "روز", "ظهر", "عصر", "صبح", "شامگاه", "امروز", "دیروز", "شب", "بامداد", "در", "با", "به",
    "از", "هم", "نیز", "که", "را", "و", "تا", "بر", "برای", "طی", "ضمن", "پس", "بعد", "این", "آن", "وی", "او",
    "اظهار", "گفت", "افزود", "تصریح", "تاکید", "بیان", "خاطرنشان", "ادامه", "عنوان", "اعلام", "یادآور", "یاداور",
    "درباره", "همچنین", "دیگر", "است", "بود", "شد", "شنبه", "یکشنبه", "دوشنبه", "سه", "چهارشنبه", "پنجشنبه", "جمعه",
    "هدف", "سال", "کرد", "داشت", "نخست", "اول", "رسانه", "خبرنگار", "گزارش", "کارآفرین", "کارافرین", "توضیح", "می",
    "میگوید", "گوید", "هفته", "درصد", "ساعت", "شهرستان", "استان", "شهر", "کشور", "بخش", "نزدیک",
    "بیش", "اینکه", "بیشتر", "امسال", "پارسال", "اکنون", "هماکنون", "تاکنون", "خود", "اما", "ولی", "یا", "هر",
    "خلاصه", "حاشیه", "پیش", "سپس", "نشست", "جلسه", "آیین", "ایین", "اضافه", "مطرح", "تشریح", "ابراز",
    ]
)  # fmt: skip
NO_SURNAMES = STOPS | {"تسهیلات", "وام", "اعتبار", "مجوز", "مشاغل"}
SURNAME_ENDS = (
    "پور", "زاده", "نژاد", "نیا", "فر", "مقدم", "راد", "مهر", "وند", "لو", "یان", "دوست", "پرست", "منش", "خواه",
    "بخش", "دل", "مند", "الدین", "اللهی", "الهی", "تبار", "آبادی", "ابادی", "السادات",
)  # fmt: skip


class PersonName(NamedTuple):
    """A name of tokens ``first`` to ``last`` exclusive; ``surname`` is the key of what follows the given name."""

    first: int
    last: int
    name: str
    surname: str
    common: bool = False


@cache
def given_names() -> dict[str, bool]:
    """Given names by key; true for those that are everyday words too."""
    return {key(row["name"]): row["common"] == "yes" for row in lexicons.rows("given_names")}


@cache
def given_prefixes() -> frozenset[str]:
    """What a given name may begin with: most words of a text are none of it."""
    return frozenset(name[:i] for name in given_names() for i in range(2, len(name) + 1))


class NameReader:
    """Reads the name that begins at a token."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.given = given_names()
        mentions = doc.mentions
        self.closed = {m.first for name in CLOSING for m in mentions.get(name, [])}
        self.barred = {m.first for name in BARRING for m in mentions.get(name, [])}
        named = (*mentions.get("agency", []), *mentions.get("topic", []))
        self.taken = {i for m in named if m.last - m.first > 1 for i in range(m.first, m.last)}

    def read(self, i: int) -> PersonName | None:
        """The name at token ``i``: at most three tokens given, then one or two words of surname."""
        if i in self.taken or i in self.barred or self.doc.tokens[i].key in STOPS or self._is_broadcaster(i):
            return None
        last, common = self._given(i)
        if last == i:
            return None
        end = self._surname(last)
        if end == last and last - i > 1 and not common:
            last, end = i + 1, last
        if end == last:
            return None
        return self._name(i, last, end, common)

    def _is_broadcaster(self, i: int) -> bool:
        """«صدا و سیما»."""
        return "".join(self.doc.keys(i - 2, i + 1)).startswith(BROADCASTER)

    def _name(self, first: int, last: int, end: int, common: bool) -> PersonName:
        tokens = self.doc.tokens
        name = " ".join(self.doc.text.text[tokens[first].start : tokens[end - 1].end].split())
        return PersonName(first, end, name, "".join(t.key for t in tokens[last:end]), common)

    def _given(self, i: int) -> tuple[int, bool]:
        last, common = i, False
        while last < len(self.doc.tokens) and last - i < LONGEST_GIVEN:
            size = self._given_size(last)
            if size == 0 or (last > i and (self._at_end(last + size) or self._clings(last + size))):
                break
            joined = "".join(t.key for t in self.doc.tokens[last : last + size])
            if last == i:
                common = self.given.get(joined, False)
            last += size
        return last, common

    def _given_size(self, i: int) -> int:
        tokens = self.doc.tokens
        if i >= len(tokens):
            return 0
        if tokens[i].key.startswith(SEYYED) and len(tokens[i].key) > len(SEYYED) + 1 and tokens[i].kind == WORD:
            return 1
        if tokens[i].key.startswith(MIR) and tokens[i].key.removeprefix(MIR) in self.given:
            return 1
        if tokens[i].key not in given_prefixes():
            return 0
        for size in (2, 1):
            part = tokens[i : i + size]
            if len(part) == size and all(t.kind == WORD for t in part) and "".join(t.key for t in part) in self.given:
                return size
        return 0

    def _clings(self, i: int) -> bool:
        """«کاوه‌ای» is a surname, though «کاوه» is a given name."""
        return self.doc.gap(i) == ZWNJ

    def _at_end(self, i: int) -> bool:
        return i >= len(self.doc.tokens) or not self._may_be_surname(i)

    def _may_be_surname(self, i: int) -> bool:
        token = self.doc.tokens[i]
        return (
            token.kind == WORD
            and token.key not in NO_SURNAMES
            and (i not in self.closed or self._begins_compound(i))
            and i not in self.taken
            and len(token.key) > 1
        )

    def _begins_compound(self, i: int) -> bool:
        """«سپه‌وندزاده»: what a surname's ending is glued to is no bank."""
        after = i + 1
        return after < len(self.doc.tokens) and self.doc.tokens[after].key.endswith(SURNAME_ENDS) and self._glued(after)

    def _surname(self, i: int) -> int:
        words, last = 0, i
        tokens = self.doc.tokens
        while last < len(tokens) and (last == i or self._glued(last) or words < LONGEST_SURNAME):
            glued = last > i and self._glued(last)
            if not self._may_be_surname(last) and not glued:
                break
            words += not glued
            last += 1
        return last

    def _glued(self, i: int) -> bool:
        token = self.doc.tokens[i]
        return token.kind == WORD and (self._clings(i) or token.key in SURNAME_ENDS)


def find_names(doc: Document) -> list[PersonName]:
    """Every stretch that can be a person's name, in order; whether it is one, its sentence tells.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> [n.name for n in find_names(analyse("علی دهقانی مدیرکل تعاون گفت", gazetteer()))]
    ['علی دهقانی']
    """
    prefixes = given_prefixes()
    starts = [i for i, t in enumerate(doc.tokens) if t.key in prefixes or t.key.startswith(SEYYED)]
    reader, found, last = NameReader(doc), [], 0
    for i in starts:
        if i >= last and doc.tokens[i].kind == WORD and (name := reader.read(i)):
            found.append(name)
            last = name.last
    return found
