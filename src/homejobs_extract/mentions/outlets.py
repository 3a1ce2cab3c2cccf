"""The outlet a text names as its source: «به گزارش خبرگزاری موج», «ساری - ایرنا -», «خبرنگار مهر»."""

from __future__ import annotations

from functools import cache

from homejobs_extract import lexicons
from homejobs_extract.document import Document
from homejobs_extract.normalize import key
from homejobs_extract.tokens import LINE, MARK, WORD

HEADS = (
    "خبرگزاری", "پایگاه خبری تحلیلی", "پایگاه خبری", "پایگاه اطلاع‌رسانی", "پایگاه اطلاع رسانی", "شبکه خبری", "روزنامه",
    "سایت خبری", "وبگاه", "سایت", "خبرنگار", "هفته‌نامه", "ماهنامه",
)  # fmt: skip
REPORT = "گزارش"
NOBODY = frozenset(("ما", "روابط", "این", "اداره", "خبرنگار", "خبرنگاران", "ستاد", "دریافتی", "رسیده", "وب", "اقتصادی", "گروه", "سرویس"))
STOPS = frozenset(("از", "به", "در", "و", "که", "نقل", "گفت", "مرکز", "استان", "توضیح", "افزود", "اظهار", "با", "نوشت", "درباره", "،", ":", "-", "–"))
LONGEST = 4
DATELINE = frozenset("-–/:؛")


@cache
def known() -> dict[str, str]:
    """Outlets by key of their names and aliases."""
    found = {}
    for row in lexicons.rows("outlets"):
        for surface in (row["outlet"], *filter(None, row["aliases"].split("|"))):
            found[key(surface)] = row["outlet"]
    return found


@cache
def heads() -> tuple[tuple[str, int], ...]:
    """The words that begin an outlet's full name, by key, longest first."""
    return tuple(sorted(((key(h), len(h.replace("\u200c", " ").split())) for h in HEADS), key=lambda h: -len(h[0])))


class OutletReader:
    """Looks for an outlet in the first lines and after «به گزارش»."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.tokens = doc.tokens

    def _keys(self, first: int, last: int) -> str:
        return "".join(t.key for t in self.tokens[first:last] if t.kind == WORD)

    def after_head(self, i: int) -> str | None:
        """«پایگاه خبری قارتال نیوز»: the name after a head noun."""
        for head, _ in heads():
            for size in (1, 2, 3, 4):
                if self._keys(i, i + size) == head:
                    return self.name_at(i + size)
        return None

    def name_at(self, i: int) -> str | None:
        """The outlet's name that begins at token ``i``: one the lexicon knows, else the words up to a mark."""
        while i < len(self.tokens) and self.tokens[i].key in ("«", '"'):
            i += 1
        for size in range(LONGEST, 0, -1):
            if found := known().get(self._keys(i, i + size)):
                return found
        last = i
        while last < len(self.tokens) and last - i < LONGEST and self._goes_on(last):
            last += 1
        if last == i or self.tokens[i].key in NOBODY:
            return None
        return self.doc.text.text[self.tokens[i].start : self.tokens[last - 1].end]

    def _goes_on(self, i: int) -> bool:
        token = self.tokens[i]
        stops = token.kind in (MARK, LINE) or token.key in STOPS
        return not stops and not any(True for _ in self.doc.between("speech", i, i + 1))

    def by_report(self) -> str | None:
        """«به گزارش …»."""
        for i, token in enumerate(self.tokens[:-1]):
            if token.key == REPORT and self._keys(i - 1, i) == "به":
                found = self.after_head(i + 1) or (None if self.tokens[i + 1].key in NOBODY else self.name_at(i + 1))
                if found:
                    return found
        return None

    def by_dateline(self) -> str | None:
        """«ساری - ایرنا -», «تبریز- بازارنامه:», «سبلان‌نامه:»."""
        for sentence in self.doc.sentences[:6]:
            marks = [i for i in range(sentence.first, min(sentence.last, sentence.first + 9)) if self.tokens[i].key in DATELINE]
            first = sentence.first
            for at in marks:
                name = known().get(self._keys(first, at))
                if name:
                    return name
                if first > sentence.first and 0 < at - first <= 2 and self._is_city(sentence.first, first - 1):
                    return self.doc.text.text[self.tokens[first].start : self.tokens[at - 1].end]
                first = at + 1
        return None

    def _is_city(self, first: int, last: int) -> bool:
        return any(True for _ in self.doc.between("place", first, last))

    def by_reporter(self) -> str | None:
        """«خبرنگار مهر», «به «کرماشان پرس» گفت», «گفت‌وگو با ایسکانیوز»."""
        for i, token in enumerate(self.tokens[:-1]):
            if token.key in ("خبرنگار", "خبرگزاری", "روزنامه") and (found := self.after_head(i)):
                return found
        for i, token in enumerate(self.tokens[:-2]):
            if token.key == "«" and self._keys(i - 1, i) in ("به", "با", "گزارش"):
                last = next((j for j in range(i + 1, min(i + 5, len(self.tokens))) if self.tokens[j].key == "»"), None)
                if last and any(True for _ in self.doc.between("speech", last, last + 4)):
                    return self.doc.text.text[self.tokens[i + 1].start : self.tokens[last - 1].end]
            if token.key in ("گو", "گوی", "گفتوگو", "گفتگو") and self.tokens[i + 1].key == "با":
                for size in (3, 2, 1):
                    if found := known().get(self._keys(i + 2, i + 2 + size)):
                        return found
        return None


RULES = ("by_report", "by_dateline", "by_reporter")


def find_outlet(doc: Document) -> str | None:
    """The outlet's bare name, or null.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> find_outlet(analyse("به گزارش پایگاه خبری قارتال نیوز، علی دهقانی گفت", gazetteer()))
    'قارتال نیوز'
    """
    reader = OutletReader(doc)
    return next((found for rule in RULES if (found := getattr(reader, rule)())), None)
