"""Names that no lexicon knows, read from where they stand: before a verb of saying, before a title, in guillemets.

«لطفی افزود», «؛ یوسفی مدیرکل تعاون … گفت», ««مصدق کشاورزی» روز شنبه … گفت».
"""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.mentions.names import STOPS, PersonName
from homejobs_extract.mentions.outlet_words import SUFFIXES, known
from homejobs_extract.mentions.titles import Title
from homejobs_extract.tokens import LINE, MARK, WORD

LONGEST_UNKNOWN = 2


class UnknownNames:
    """Reads as names the words that nothing else explains."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.quotes = [i for i, token in enumerate(doc.tokens) if token.key == "«"]

    def quoted(self, first: int) -> PersonName | None:
        """««مصدق کشاورزی» روز شنبه … گفت»: two or three words in guillemets that open the sentence."""
        tokens = self.doc.tokens
        last = next((i for i in range(first + 1, min(first + 5, len(tokens))) if tokens[i].key == "»"), 0)
        if self.doc.key(first) != "«" or last - first < 3 or any(t.kind != WORD for t in tokens[first + 1 : last]):
            return None
        spaced = " " in self.doc.text.text[tokens[first].end : tokens[last].start]
        follows = last + 1 < len(tokens) and tokens[last + 1].key in STOPS
        if not spaced or not follows or self.is_source(first + 1, last):
            return None
        name = self.doc.surface(first + 1, last)
        return PersonName(first + 1, last, name, "".join(t.key for t in tokens[first + 2 : last]))

    def before_speech(self, first: int, last: int) -> PersonName | None:
        """«لطفی افزود», «مهندس سلیمی گفت»: one unknown word right before the verb of saying, or after an honorific."""
        honours = self.doc.between("honorific", first, last)
        at = honours[0].last if honours else max(self._start(first), self._after_mark(first, last))
        end = at + 1 if honours else last
        if (
            not at < end <= len(self.doc.tokens)
            or end - at > LONGEST_UNKNOWN
            or not all(self._may_be_surname(i) for i in range(at, end))
        ):
            return None
        name = self.doc.surface(at, end)
        return None if self.is_source(at, end) else PersonName(at, end, name, self.doc.tokens[end - 1].key)

    def before_title(self, title: Title, first: int) -> PersonName | None:
        """«؛ یوسفی مدیرکل تعاون … گفت»: one or two unknown words between a mark and a title."""
        tokens = self.doc.tokens
        end = title.first - (tokens[title.first - 1].key == "،") if title.first else 0
        at = end
        while at > first and end - at < LONGEST_UNKNOWN and self._may_be_surname(at - 1):
            at -= 1
        opens = at < end and (at == first or tokens[at - 1].kind in (MARK, LINE))
        if not opens or self.is_source(at, end):
            return None
        name = self.doc.surface(at, end)
        return PersonName(at, end, name, tokens[end - 1].key)

    def is_source(self, first: int, last: int) -> bool:
        """«اقتصادنامه نوشت», «واحد خبر افزود»: an outlet speaks."""
        joined = "".join(t.key for t in self.doc.tokens[first:last])
        outlet = joined in known() or self.doc.tokens[last - 1].key.endswith(SUFFIXES)
        return outlet or bool(self.doc.between("place", first, last))

    def is_quoted(self, first: int, last: int) -> bool:
        """«گفت‌وگوی «زاگرس‌پژوه» با …»: whether one word stands in guillemets before, as an outlet's name does."""
        if any(self.doc.gap(i) == " " for i in range(first + 1, last)):
            return False
        framed = ["«", *self.doc.keys(first, last), "»"]
        return any(self.doc.keys(i, i + len(framed)) == framed for i in self.quotes if i < first)

    def _after_mark(self, first: int, last: int) -> int:
        """Where the words after the last mark begin: «به گزارش کردنامه، فریاد حدادیان گفت»."""
        marks = [i for i in range(first, last) if self.doc.tokens[i].kind == MARK]
        return marks[-1] + 1 if marks and self.doc.tokens[marks[-1]].key == "،" else first

    def _start(self, first: int) -> int:
        """The first word after the marks and the outlet that may open a sentence."""
        at = first
        while at < len(self.doc.tokens) and self.doc.tokens[at].kind != WORD:
            at += 1
        return at

    def _may_be_surname(self, i: int) -> bool:
        token = self.doc.tokens[i]
        return token.kind == WORD and token.key not in STOPS and len(token.key) > 2 and not self.doc.begins(i)
