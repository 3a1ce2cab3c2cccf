"""Normalization that keeps offsets: one character in, one character out.

The character tables are hazm's own (``lexicons/characters.tsv``, held equal to hazm's output by a test), so every
offset of the normalized text is an offset of the original one and nothing has to be mapped back.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import NamedTuple

from homejobs_extract import lexicons

SURROGATES = re.compile("[\ud800-\udfff]")
MARKS = "\u0640\u064b-\u065f\u0670"
RIAL_SIGN, ZWNJ = "﷼", "\u200c"
NOT_IN_KEYS = re.compile(rf"[^\w{RIAL_SIGN}]|[{MARKS}_]")


class CharTable(dict[str, str]):
    """Characters, and what each becomes."""

    @cached_property
    def any(self) -> re.Pattern[str]:
        """What finds the characters of the table."""
        return re.compile(f"[{re.escape(''.join(self))}]")


def replace_chars(text: str, table: CharTable) -> str:
    """``text`` with each character of ``table`` replaced; some 70 times faster than ``str.translate``.

    >>> replace_chars("مشاغل خانگي", CharTable({"ي": "ی"}))
    'مشاغل خانگی'
    """
    for char in set(table.any.findall(text)):
        text = text.replace(char, table[char])
    return text


LAM_ALEF = CharTable(dict.fromkeys("ﻻﻼﻷﻸﻹﻺﻵﻶ", "لا"))


class NormalizedText(NamedTuple):
    """An article three times, all of one length: as given, as hazm writes it, and folded for matching."""

    original: str
    text: str
    folded: str


@cache
def tables() -> tuple[CharTable, CharTable]:
    """hazm's character table, and the further folding that only matching needs (ئ to ی, ؤ to و, ة to ه)."""
    rows = lexicons.rows("characters")
    hazm, fold = (CharTable((r["char"], r["to"]) for r in rows if r["table"] == name) for name in ("hazm", "fold"))
    return hazm, fold


def clean(article: str) -> str:
    """The article with every lone surrogate replaced by U+FFFD, of the same length."""
    return SURROGATES.sub("\ufffd", article)


def normalize(article: str) -> NormalizedText:
    """The article in normal form, of the same length; a lone surrogate becomes U+FFFD.

    >>> normalize("226 مجوز مشاغل خانگي").text
    '۲۲۶ مجوز مشاغل خانگی'
    """
    original = clean(article)
    hazm, fold = tables()
    text = replace_chars(original, hazm)
    return NormalizedText(original, text, replace_chars(text, fold))


def key(surface: str) -> str:
    """The form in which words are compared: folded letters, no spaces, ZWNJ, marks or punctuation.

    >>> key("کسب‌وکار خانگي")
    'کسبوکارخانگی'
    """
    hazm, fold = tables()
    return word_key(replace_chars(replace_chars(surface, hazm), fold))


def word_key(folded: str) -> str:
    """A stretch of folded text without what never tells two words apart: «خانـگی» and «خانگی» are one."""
    return replace_chars(NOT_IN_KEYS.sub("", folded), LAM_ALEF)
