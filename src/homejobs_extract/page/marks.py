"""The article with its figures marked: «1203 مجوز» becomes ``<mark>1203 مجوز<sup>۲</sup></mark>``, bidi-isolated.

Marks may nest and repeat; one that crosses another is cut at the crossing. Characters that steer the bidi algorithm or
are invisible controls are shown by name, so that no text of an article can rearrange the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from homejobs_extract.normalize import clean

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f]"
)
NOT_XML = re.compile("[\ufffe\uffff]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
CYRILLIC_GREEK = "\u0370-\u052f"
OTHER_LETTERS = "A-Za-z\u0620-\u06ff"
MIXED = re.compile(rf"\b\w*(?:[{CYRILLIC_GREEK}][{OTHER_LETTERS}]|[{OTHER_LETTERS}][{CYRILLIC_GREEK}])\w*")


class Mark(NamedTuple):
    """A stretch of the text with what is written on it; ``label`` is empty for a number that was left aside."""

    start: int
    end: int
    css: str
    title: str
    anchor: str = ""
    label: str = ""
    target: str = ""


class Piece(NamedTuple):
    """A mark or the part of it within one paragraph and one outer mark; ``last`` carries the label."""

    start: int
    end: int
    mark: Mark
    first: bool
    last: bool


def spelled(text: str) -> str:
    """A text for places that hold no markup: control characters, and what XML forbids, by their code.

    >>> spelled("12" + chr(0x202E) + "34" + chr(0))
    '12[U+202E]34[U+0000]'
    """
    return NOT_XML.sub(_code, CONTROLS.sub(_code, clean(text)))


def _code(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"


def direction(text: str) -> str:
    """``ltr`` only for a text without any right-to-left letter.

    >>> direction("ILO اعلام کرد"), direction("Home businesses")
    ('rtl', 'ltr')
    """
    return "ltr" if re.search("[A-Za-z]", text) and not RIGHT_TO_LEFT.search(text) else "rtl"


def inert(text: str, words: tuple[str, str] = ("control character", "mixed scripts")) -> Markup:
    """Any text as HTML that shows what is there: tags as text, controls by name, mixed scripts underlined.

    >>> print(inert("<b>\u202e1203"))
    &lt;b&gt;<span class="ctl" title="RIGHT-TO-LEFT OVERRIDE: control character" data-c>U+202E</span>1203
    """
    if not CONTROLS.search(text):
        return _letters(text, words[1])
    parts: list[Markup] = []
    at = 0
    for match in CONTROLS.finditer(text):
        parts += [_letters(text[at : match.start()], words[1]), _control(match.group(), words[0])]
        at = match.end()
    return Markup("").join([*parts, _letters(text[at:], words[1])])


def quoted(sentence: str, words: str) -> Markup:
    """A sentence with a figure's words in bold, where they stand in it once.

    >>> print(quoted("در یزد ۱۲ مجوز صادر شد", "۱۲ مجوز"))
    در یزد <b dir="rtl">۱۲ مجوز</b> صادر شد
    """
    before, found, after = sentence.partition(words) if words else ("", "", "")
    if not found or words in after:
        return inert(sentence)
    return Markup('{}<b dir="{}">{}</b>{}').format(inert(before), direction(sentence), inert(found), inert(after))


def _letters(text: str, title: str) -> Markup:
    if not re.search(f"[{CYRILLIC_GREEK}]", text):
        return escape(text)
    wrap = Markup('<span class="odd" title="{}">{}</span>')
    return Markup("").join(_wrapped(text, wrap, title))


def _wrapped(text: str, wrap: Markup, title: str) -> Iterator[Markup]:
    at = 0
    for match in MIXED.finditer(text):
        yield escape(text[at : match.start()])
        yield wrap.format(title, match.group())
        at = match.end()
    yield escape(text[at:])


def _control(char: str, title: str) -> Markup:
    if char == "\r":
        return Markup("<i data-c></i>")
    name = unicodedata.name(char, "CONTROL")
    return Markup('<span class="ctl" title="{}: {}" data-c>U+{:04X}</span>').format(name, title, ord(char))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line that holds more than space."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def pieces(marks: Iterable[Mark], start: int, end: int) -> list[Piece]:
    """The marks within one paragraph, outer before inner, none crossing another.

    >>> a, b = Mark(0, 6, "a", ""), Mark(4, 9, "b", "")
    >>> [(p.start, p.end, p.mark.css, p.first, p.last) for p in pieces([a, b], 0, 9)]
    [(0, 6, 'a', True, True), (4, 6, 'b', True, False), (6, 9, 'b', False, True)]
    """
    placed: list[Piece] = []
    around: list[Piece] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        around = [p for p in around if p.end > mark.start]
        cut = _cut(mark, max(mark.start, start), min(mark.end, end), around)
        placed += cut
        around += cut
    return sorted(placed, key=lambda p: (p.start, -p.end))


def _cut(mark: Mark, start: int, end: int, around: list[Piece]) -> list[Piece]:
    cuts = {p.end for p in around if p.start < start < p.end < end}
    edges = [start, *sorted(cuts), end]
    return [Piece(a, b, mark, a == mark.start, b == mark.end) for a, b in pairwise(edges) if a < b]


def paragraph(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """One paragraph of the article with its marks, as the inside of a ``<p>``."""
    way = direction(text[start:end])
    out: list[str] = []
    open_pieces: list[Piece] = []
    at = start
    for piece in pieces(marks, start, end):
        at = _close(text, at, open_pieces, piece.start, out)
        out += [inert(text[at : piece.start]), _opening(piece, way)]
        at = piece.start
        open_pieces.append(piece)
    at = _close(text, at, open_pieces, end, out)
    return Markup("".join([*out, inert(text[at:end])]))


def _close(text: str, at: int, open_pieces: list[Piece], until: int, out: list[str]) -> int:
    while open_pieces and open_pieces[-1].end <= until:
        piece = open_pieces.pop()
        out += [inert(text[at : piece.end]), _closing(piece)]
        at = piece.end
    return at


def _opening(piece: Piece, way: str) -> Markup:
    mark = piece.mark
    tag = "mark" if mark.label else "span"
    anchor = Markup(' id="{}"').format(mark.anchor) if mark.anchor and piece.first else ""
    return Markup('<{}{} class="{}" dir="{}" title="{}">').format(tag, anchor, mark.css, way, mark.title)


def _closing(piece: Piece) -> Markup:
    mark = piece.mark
    if not mark.label:
        return Markup("</span>")
    if not piece.last:
        return Markup("</mark>")
    chip = Markup('<sup class="n" data-x><a href="#{}" aria-label="{}">{}</a></sup></mark>')
    return chip.format(mark.target, mark.title, mark.label)


def article(text: str, marks: Iterable[Mark]) -> Markup:
    """The whole article as paragraphs, each with its offset and its own direction."""
    return Markup("\n").join(_line(text, start, end, own) for start, end, own in by_paragraph(text, marks))


def by_paragraph(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Each paragraph with the marks that reach into it."""
    queue = deque(sorted(marks, key=lambda m: m.start))
    open_marks: list[Mark] = []
    for start, end in paragraphs(text):
        while queue and queue[0].start < end:
            open_marks.append(queue.popleft())
        yield start, end, [m for m in open_marks if m.end > start]
        open_marks = [m for m in open_marks if m.end > end]


def _line(text: str, start: int, end: int, marks: list[Mark]) -> Markup:
    body = paragraph(text, start, end, marks)
    return Markup('<p dir="{}" data-o="{}">{}</p>').format(direction(text[start:end]), start, body)
