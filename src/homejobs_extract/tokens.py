"""Tokens: words, runs of digits with their marks, punctuation, line ends and addresses, with their offsets.

«226مجوز» is two tokens, «۴۰۱٬۶۹۵» one; a word is split at a ZWNJ, so that «کسب‌وکار», «کسب و کار» and «کسبوکار»
can be looked up as one phrase.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from homejobs_extract.memo import Memo
from homejobs_extract.normalize import MARKS, RIAL_SIGN, NormalizedText, word_key

WORD, NUMBER, MARK, LINE, ADDRESS = "word", "number", "mark", "line", "address"
FORMATS = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
PATTERNS = {
    ADDRESS: r"https?://\S++|www\.\S++|[A-Za-z0-9._-]++@[A-Za-z0-9.-]++|[@][\w.]++"
    r"|[A-Za-z][A-Za-z0-9-]*+(?:\.[A-Za-z0-9-]++)++(?:/[^\s،؛)»]*+)?",
    WORD: rf"(?:[^\W\d_]++[{MARKS}]*+)++|{RIAL_SIGN}",
    NUMBER: r"\d++(?:[.,،٬٫/’']\d++)*+",
    LINE: r"\n",
    MARK: rf"[^\w\s{FORMATS}]|_",
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in PATTERNS.items()))
# A Persian word is tried first: most tokens are one.
PERSIAN = r"[ء-يپچژکگی](?:[ء-\u065fپچژکگی]++|[^\W\d_]++|\u0670)*+"
BLANK = rf"(?:[^\S\n]|[{FORMATS}])"
PIECE = re.compile(f"(?:{PERSIAN}|{'|'.join(PATTERNS.values())}){BLANK}*+|{BLANK}++")
UNCLEAN = re.compile(rf"[{MARKS}ﻻﻼﻷﻸﻹﻺﻵﻶ]")


@dataclass(slots=True)
class Token:
    """A token of the folded text: ``key`` is what lexicons are asked for, offsets are those of the original."""

    key: str
    start: int
    end: int
    kind: str


class Form(NamedTuple):
    """A token wherever it stands: its key, its length and its kind."""

    key: str
    length: int
    kind: str


def read_form(piece: str) -> Form | None:
    """The token that a piece of text begins with; the piece ends with its blanks and may be nothing else."""
    found = TOKEN.match(piece)
    if found is None:
        return None
    word, kind = found[0], found.lastgroup or ""
    return Form(word_key(word) if kind == WORD and UNCLEAN.search(word) else word, len(word), kind)


FORM_OF = Memo(read_form)


def tokenize(text: NormalizedText) -> list[Token]:
    """The tokens of a text in order.

    >>> from homejobs_extract.normalize import normalize
    >>> [t.key for t in tokenize(normalize("گردشگری،226مجوز"))]
    ['گردشگری', '،', '۲۲۶', 'مجوز']
    """
    found, at = [], 0
    for piece in PIECE.findall(text.folded):
        form = FORM_OF[piece]
        if form is not None:
            key, length, kind = form
            found.append(Token(key, at, at + length, kind))
        at += len(piece)
    return found


def is_bullet(key: str) -> bool:
    """Whether a token begins a line of a list: «-», «•», «✅»."""
    return key in ("-", "–", "—", "*", "•", "▪") or (len(key) == 1 and unicodedata.category(key) == "So")
