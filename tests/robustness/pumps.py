"""Texts made to keep a regular expression busy: what it repeats, repeated, and then something that does not fit.

Every unbounded repeat of a pattern gives texts: a sample of what stands before it, a sample of what it repeats, over
and over, and an end at which the match must fail, so that a pattern that can go back goes back as far as it can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

ENDS = ("", "\x00ژ9")
UNBOUNDED = 20
CLASSES = {
    "CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "ب", "CATEGORY_NOT_DIGIT": "ب",
    "CATEGORY_NOT_SPACE": "ب", "CATEGORY_NOT_WORD": "-",
}  # fmt: skip
PROBES = "ب7 -.\n،a\u200c"


class Pump(NamedTuple):
    """What stands before, what is repeated, and the end."""

    before: str
    body: str
    after: str

    def text(self, size: int) -> str:
        """A text of about so many characters."""
        return self.before + self.body * max(1, size // len(self.body)) + self.after


def pumps(pattern: re.Pattern[Any]) -> list[Pump]:
    """The pumps of a pattern: of its repeats, and of its own sample and some plain characters."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    found = {(before, body) for before, body in repeats(tree, "") if body}
    found |= {("", body) for body in (*PROBES, sample(tree), sample(tree) + " ") if body}
    return [Pump(before, body, after) for before, body in sorted(found) for after in ENDS]


def repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """The repeats of a pattern: a sample of what stands before each, and one of what it repeats."""
    for operator, argument in tree:
        name = str(operator)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inside = argument
            yield from repeats(inside, before)
            if most > UNBOUNDED:
                yield from ((before, body) for body in samples(inside))
        else:
            for inside in _inner(name, argument):
                yield from repeats(inside, before)
        before += sample([(operator, argument)])


def _inner(name: str, argument: Any) -> list[Any]:
    if name == "SUBPATTERN":
        return [argument[-1]]
    if name == "BRANCH":
        return list(argument[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    return [argument] if name == "ATOMIC_GROUP" else []


def samples(tree: Any) -> list[str]:
    """A few texts that a pattern matches: one for each member of its sets."""
    items = list(tree)
    if len(items) == 1 and str(items[0][0]) == "IN":
        return sorted({_member(member) for member in items[0][1]} | {sample(tree)})
    return [sample(tree)]


def sample(tree: Any) -> str:
    """A text that a pattern matches, or nearly."""
    return "".join(_one(str(operator), argument) for operator, argument in tree)


def _one(name: str, argument: Any) -> str:
    if name == "LITERAL":
        return _member((name, argument))
    if name == "IN":
        return next(filter(None, [_member(member) for member in argument]), "")
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least: int = argument[0]
        return sample(argument[2]) * max(1, least)
    if name in ("ANY", "NOT_LITERAL"):
        return "ب"
    inner = _inner(name, argument) if name not in ("ASSERT", "ASSERT_NOT") else []
    return sample(inner[0]) if inner else ""


def _member(member: Any) -> str:
    name, argument = str(member[0]), member[1]
    if name in ("LITERAL", "RANGE"):
        code: int = argument if name == "LITERAL" else argument[0]
        return chr(code)
    return CLASSES.get(str(argument), "") if name == "CATEGORY" else "ب" if name == "NEGATE" else ""
