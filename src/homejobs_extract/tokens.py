"""Tokens: words, runs of digits with their marks, punctuation, line ends and addresses, with their offsets.

«226مجوز» is two tokens, «۴۰۱٬۶۹۵» one; a word is split at a ZWNJ, so that «کسب‌وکار», «کسب و کار» and «کسبوکار»
can be looked up as one phrase.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from homejobs_extract.normalize import MARKS, RIAL_SIGN, NormalizedText, word_key

WORD, NUMBER, MARK, LINE, ADDRESS = "word", "number", "mark", "line", "address"
TOKEN = re.compile(
    rf"""(?P<address>https?://\S++|www\.\S++|[A-Za-z0-9._-]++@[A-Za-z0-9.-]++|[@][\w.]++
           |[A-Za-z][A-Za-z0-9-]*+(?:\.[A-Za-z0-9-]++)++(?:/[^\s،؛)»]*+)?)
      |(?P<word>(?:[^\W\d_]++[{MARKS}]*+)++|{RIAL_SIGN})
      |(?P<number>\d++(?:[.,،٬٫/’']\d++)*+)
      |(?P<line>\n)
      |(?P<mark>[^\w\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|_)
    """,
    re.VERBOSE,
)
UNCLEAN = re.compile(rf"[{MARKS}ﻻﻼﻷﻸﻹﻺﻵﻶ]")


class Token(NamedTuple):
    """A token of the folded text: ``key`` is what lexicons are asked for, offsets are those of the original."""

    key: str
    start: int
    end: int
    kind: str


def tokenize(text: NormalizedText) -> list[Token]:
    """The tokens of a text in order.

    >>> from homejobs_extract.normalize import normalize
    >>> [t.key for t in tokenize(normalize("گردشگری،226مجوز"))]
    ['گردشگری', '،', '۲۲۶', 'مجوز']
    """
    tokens = [Token(m[0], m.start(), m.end(), m.lastgroup or "") for m in TOKEN.finditer(text.folded)]
    if UNCLEAN.search(text.folded):
        tokens = [t._replace(key=word_key(t.key)) if t.kind == WORD else t for t in tokens]
    return tokens
