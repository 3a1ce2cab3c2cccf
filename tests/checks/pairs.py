"""The composed articles: each once sound, once with one planted fault, marked ⟦sound¦fault⟧ in its text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "fixtures" / "checks"
HEAD = re.compile(r"^### (\S+) type=(\S+) published=(\S+)$", re.MULTILINE)
CHOICE = re.compile(r"⟦([^¦⟧]*)¦([^⟧]*)⟧")


class Pair(NamedTuple):
    """One article in two versions, and the check that must find the fault."""

    name: str
    type: str
    published: str
    sound: str
    fault: str


def load(pattern: str = "pairs_*.txt") -> list[Pair]:
    """Every composed article, in file order."""
    found = []
    for path in sorted(FOLDER.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        heads = list(HEAD.finditer(text))
        ends = [*(h.start() for h in heads[1:]), len(text)]
        for head, end in zip(heads, ends, strict=True):
            body = text[head.end() : end].strip()
            sound, fault = CHOICE.sub(r"\1", body), CHOICE.sub(r"\2", body)
            found.append(Pair(head[1], head[2], head[3], sound, fault))
    return found
