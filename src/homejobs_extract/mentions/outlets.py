"""The outlet a text names as its source: «به گزارش خبرگزاری موج», «ساری - ایرنا -», «خبرنگار مهر»."""

from __future__ import annotations

from collections import Counter

from homejobs_extract.document import Document
from homejobs_extract.mentions.names import given_names
from homejobs_extract.mentions.outlet_lines import by_lead, by_source
from homejobs_extract.mentions.outlet_words import (
    DATELINE,
    DESK_REPORT,
    DESKS,
    EZAFE,
    FARTHEST,
    FIELD,
    HEAD_LINES,
    LONGEST,
    NEWS,
    NOBODY,
    PAPERS,
    PREFIXES,
    QUESTION,
    REPORT,
    REPORTER,
    SPOKEN,
    STOPS,
    SUFFIXES,
    heads,
    known,
)  # fmt: skip
from homejobs_extract.normalize import ZWNJ, key
from homejobs_extract.tokens import LINE, MARK, WORD


class OutletReader:
    """Looks for an outlet in the first lines and after «به گزارش»."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.tokens = doc.tokens

    def _keys(self, first: int, last: int) -> str:
        return "".join(t.key for t in self.tokens[first:last] if t.kind == WORD)

    def after_head(self, i: int) -> str | None:
        """«پایگاه خبری قارتال نیوز»: the name after a head noun."""
        begun = [self._keys(i, i + size) for size in range(1, LONGEST + 1)]
        head = max((words for words in begun if words in heads()), key=len, default=None)
        if head is None:
            return None
        after = i + begun.index(head) + 1
        return self.after_head(after) or self.name_at(after)

    def name_at(self, i: int) -> str | None:
        """The outlet's name that begins at token ``i``: one the lexicon knows, else the words up to a mark."""
        while i < len(self.tokens) and self.tokens[i].key in ("«", '"'):
            i += 1
        if found := self._known_at(i) or (self._known_at(i + 1) if self._is_misspelt_head(i) else None):
            return found
        last = i
        while last < len(self.tokens) and last - i < LONGEST and self._goes_on(last):
            last += 1
        if last == i or self.tokens[i].key in NOBODY or self.tokens[i].kind != WORD:
            return None
        return self.doc.surface(i, last)

    def _is_misspelt_head(self, i: int) -> bool:
        """«خبرگزرای صدا و سیما»."""
        return i < len(self.tokens) and self.tokens[i].key.startswith(NEWS)

    def _known_at(self, i: int) -> str | None:
        for size in range(LONGEST, 0, -1):
            words = self._keys(i, i + size)
            found = known().get(words) or known().get(words.removesuffix(EZAFE))
            if found and self.tokens[i].kind == WORD and not self._is_longer(i + size):
                return found
        return None

    def _is_longer(self, i: int) -> bool:
        """«دنا آنلاین», «ایران‌گستر», «موج خزر،»: the known name is only the beginning of another."""
        if i >= len(self.tokens) or self.tokens[i].kind != WORD:
            return False
        marked = i + 1 < len(self.tokens) and self.tokens[i + 1].key == "،"
        named = self.tokens[i].key in STOPS or any(
            self.doc.between(name, i, i + 1) for name in ("place", "agency", "head")
        )
        return self.tokens[i].key in SUFFIXES or self._clings(i) or (marked and not named)

    def _clings(self, i: int) -> bool:
        """Whether a token is joined to the one before it by a ZWNJ, or was written as one with it: «مینودر»."""
        if i >= len(self.tokens) or self.tokens[i - 1].kind != WORD or self.tokens[i].kind != WORD:
            return False
        return self.doc.gap(i) in (ZWNJ, "")

    def _goes_on(self, i: int) -> bool:
        token = self.tokens[i]
        if token.key == "و" and [t.key for t in self.tokens[i + 2 : i + 3]] == ["،"]:
            return True
        stops = token.kind in (MARK, LINE) or (token.key in STOPS and not self._clings(i))
        return not (stops or self.doc.between("speech", i, i + 1) or self.doc.between("head", i, i + 1))

    def quoted(self, i: int) -> str | None:
        """«ایران‌بانو»: a name in guillemets that opens at token ``i``."""
        if i >= len(self.tokens) or self.tokens[i].key not in ("«", '"'):
            return None
        last = next((j for j in range(i + 1, min(i + 6, len(self.tokens))) if self.tokens[j].key in ("»", '"')), None)
        return self.doc.surface(i + 1, last) if last and last > i + 1 else None

    def looks_like(self, first: int, last: int) -> bool:
        """Whether a few words have the look of an outlet: «خزرنما», «ژیار آنلاین», «آوای ارومیه»."""
        words = [t for t in self.tokens[first:last] if t.kind == WORD]
        if not words or len(words) != last - first or len(words) > LONGEST:
            return False
        if self._keys(first, last) in known():
            return True
        if words[0].key in NOBODY or any(t.key in STOPS or t.key == REPORTER for t in words):
            return False
        return words[-1].key.endswith(SUFFIXES) or (len(words) > 1 and words[0].key in PREFIXES)

    def by_report(self) -> str | None:
        """«به گزارش پایگاه خبری قارتال نیوز»."""
        for i, token in enumerate(self.tokens[:-1]):
            reported = token.key == REPORT and self._keys(i - 1, i) == "به"
            if not reported and not token.key.startswith(DESK_REPORT):
                continue
            at = self._after_desk(i + 1)
            if found := self.quoted(at) or self.after_head(at) or self._bare_name(at):
                return found
        return None

    def _after_desk(self, i: int) -> int:
        """«به گزارش گروه استان‌های …», «به گزارش خبرنگار گروه اقتصادی …»: the desk comes before the outlet."""
        at = i
        while at < len(self.tokens) and self.tokens[at].key in DESKS:
            at += 1
        if at == i:
            return i
        if self.tokens[at - 1].key == FIELD:
            at += 1
        ends = (j for j in range(at, at + FARTHEST) if j >= len(self.tokens) or self.tokens[j].kind in (MARK, LINE))
        named = (j for j in range(at, next(ends, at + FARTHEST)) if self._known_at(j) or self.after_head(j))
        return next(named, at if at - i > 1 else i)

    def _bare_name(self, i: int) -> str | None:
        return None if self.tokens[i].key in NOBODY else self.name_at(i)

    def by_dateline(self) -> str | None:
        """«ساری - ایرنا -», «تبریز- بازارنامه:», «سبلان‌نامه:», «ایلناپرس؛ گروه کارگری-»."""
        for sentence in self.doc.sentences[:HEAD_LINES]:
            first = sentence.first
            for at in range(first, min(sentence.last, first + 10)):
                if self.tokens[at].key not in DATELINE:
                    continue
                if found := self.after_head(first) or self._segment(first, at, sentence.first):
                    return found
                first = at + 1
        return None

    def _segment(self, first: int, last: int, start: int) -> str | None:
        if name := known().get("".join(t.key for t in self.tokens[first:last])):
            return name if not self._is_city(first, last) or first > start or self.tokens[last].key == ":" else None
        if any(t.kind != WORD for t in self.tokens[first:last]):
            return None
        desk = first
        while first < last and self.tokens[first].key in DESKS:
            first += 1
        if found := self.after_head(first) if first < last else None:
            return found
        if first == start == desk and self._opens_report(first, last):
            return self.doc.surface(first, last)
        after_city = desk == first > start and last - first <= 2 and self._is_city(start, first - 1)
        return self.doc.surface(first, last) if self.looks_like(first, last) or (after_city and first < last) else None

    def _opens_report(self, first: int, last: int) -> bool:
        """«نقش‌روز- بررسی آمار …»: unknown words with a dash that clings to them open a report."""
        tokens = self.tokens
        clings = (
            tokens[last].key in "-–"
            and tokens[last].start == tokens[last - 1].end
            and last + 1 < len(tokens)
            and tokens[last + 1].kind == WORD
        )
        if not clings or last - first > LONGEST - 1 or any(t.kind != WORD for t in tokens[first:last]):
            return False
        known_words = any(m.first < last and m.last > first for group in self.doc.mentions.values() for m in group)
        return not known_words and tokens[first].key not in given_names()

    def _is_city(self, first: int, last: int) -> bool:
        return bool(self.doc.between("place", first, last))

    def by_guillemets(self) -> str | None:
        """«گفت‌وگوی «کارآوا» با رئیس …», «گزارش «نخل‌آنلاین» از …», «تهران- گروه جامعه «روزآوا»: …»."""
        for sentence in self.doc.sentences[:HEAD_LINES]:
            for i in range(sentence.first + 1, sentence.last):
                name = self.quoted(i) if self.tokens[i].key == "«" else None
                if name and (self.tokens[i - 1].key in PAPERS or self._labels(i, sentence.last)):
                    return name
        return None

    def _labels(self, i: int, last: int) -> bool:
        """Whether a «:» follows a name in guillemets at once, as after a dateline."""
        end = next((j for j in range(i + 1, last) if self.tokens[j].key == "»"), last)
        return end + 1 < last and self.tokens[end + 1].key == ":" and any(t.key in DATELINE for t in self.tokens[:i])

    def by_writing(self) -> str | None:
        """«اقتصادنامه نوشت:»."""
        for i, token in enumerate(self.tokens):
            if token.key == "نوشت" and i > 0:
                for size in (3, 2, 1):
                    if self.looks_like(i - size, i):
                        return self.doc.surface(i - size, i)
        return None

    def by_reporter(self) -> str | None:
        """«خبرنگار مهر», «به «کرماشان پرس» گفت», «گفت‌وگو با ایسکانیوز»."""
        for i, token in enumerate(self.tokens[:-2]):
            if token.key in ("خبرنگار", "خبرگزاری", "روزنامه", "پایگاه") and (found := self.after_head(i)):
                return found
            if token.key in SPOKEN and (found := self._spoken_to(i)):
                return found
        return None

    def by_questions(self) -> str | None:
        """«مانشت: سقف وام چقدر است؟»: who asks, twice or more, in an interview."""
        asked: Counter[str] = Counter()
        for sentence in self.doc.sentences:
            colon = sentence.first + 1
            asks = self.tokens[sentence.last - 1].key in QUESTION
            if (
                asks
                and colon < sentence.last
                and self.tokens[colon].key == ":"
                and self.tokens[sentence.first].kind == WORD
            ):
                asked[self.doc.surface(sentence.first, colon)] += 1
        name, times = max(asked.items(), key=lambda item: item[1], default=("", 0))
        return name if times > 1 and key(name) not in NOBODY else None

    def _spoken_to(self, i: int) -> str | None:
        key = self.tokens[i].key
        if key == "به" and (name := self.quoted(i + 1)):
            after = range(i + 2, min(i + 10, len(self.tokens)))
            return name if self.doc.between("speech", after.start, after.stop) else None
        if key == "به":
            return None
        at = i + 2 if self.tokens[i + 1].key == "با" else i + 1
        if name := self.quoted(at):
            return name
        for size in (3, 2, 1):
            if at + size <= len(self.tokens) and self.looks_like(at, at + size):
                return known().get(self._keys(at, at + size)) or self.doc.surface(at, at + size)
        return self._asking(i, at)

    def _asking(self, i: int, at: int) -> str | None:
        """«در گفت و گو با زاگرس امروز اظهار داشت», «در گفت‌وگوی خزر با …»: an outlet that nothing else tells."""
        if at == i + 2:
            return next((self.doc.surface(at, at + size) for size in (2, 1) if self._is_asked(at, at + size)), None)
        called = self.tokens[i].key.endswith("ی") and self.tokens[at].kind == WORD and self.tokens[at].key not in NOBODY
        return self.doc.surface(at, at + 1) if called and self._keys(at + 1, at + 2) == "با" else None

    def _is_asked(self, first: int, last: int) -> bool:
        """Unknown words that a verb of saying follows at once."""
        tokens = self.tokens[first:last]
        words = all(t.kind == WORD and t.key not in STOPS for t in tokens)
        unknown = words and not any(map(self.doc.begins, range(first, last))) and tokens[0].key not in NOBODY
        return unknown and bool(self.doc.between("speech", last, last + 1))

    def by_opening(self) -> str | None:
        """«خورنا قائم‌مقام اداره کل … گفت»: a known outlet opens a paragraph, right before somebody's title."""
        for sentence in self.doc.sentences[:8]:
            for size in (3, 2, 1):
                name = known().get(self._keys(sentence.first, sentence.first + size))
                after = sentence.first + size
                if name and self.doc.between("head", after, after + 1):
                    return name
        return None


RULES = ("by_report", "by_dateline", "by_opening", "by_guillemets", "by_writing", "by_reporter", "by_questions")
LINE_RULES = (by_lead, by_source)


def find_outlet(doc: Document) -> str | None:
    """The outlet's bare name, or null.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> find_outlet(analyse("به گزارش پایگاه خبری قارتال نیوز، علی دهقانی گفت", gazetteer()))
    'قارتال نیوز'
    """
    reader = OutletReader(doc)
    read = next((found for rule in RULES if (found := getattr(reader, rule)())), None)
    return read or next((found for rule in LINE_RULES if (found := rule(doc))), None)
