"""A draft: a figure in the making, with every decision about it and the words that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.numbers import NumberMention


@dataclass(slots=True)
class Decided:
    """A value with how and by which rule it was decided, and the tokens of the cue."""

    value: Any
    how: str
    rule: str
    first: int = -1
    last: int = -1


@dataclass(slots=True, eq=False)
class Draft:
    """A number that counts something, with its tokens, the window of its clause that is its own, and its attributes;
    what stands before token ``since`` tells of an earlier level."""

    number: NumberMention
    kind: str
    value: int
    upper: int | None
    first: int
    last: int
    rule: str
    clause: int = 0
    sentence: int = 0
    head: int = 0
    left: int = 0
    right: int = 0
    noun: Mention | None = None
    unit: tuple[int, int] | None = None
    resolution: int = 1
    decided: dict[str, Decided] = field(default_factory=dict)
    parent: Draft | None = None
    echo: Draft | None = None
    since: int = 0
    breakdown: int | None = None
    repeats: list[Draft] = field(default_factory=list)
    dropped: str = ""
    topic: str = ""

    def get(self, attribute: str) -> Any:
        """The decided value of an attribute, or null."""
        found = self.decided.get(attribute)
        return found.value if found else None

    def decide(self, attribute: str, value: Any, how: str, rule: str, cue: Mention | None = None) -> None:
        """Set an attribute, naming the rule and the cue."""
        first, last = (cue.first, cue.last) if cue else (-1, -1)
        self.decided[attribute] = Decided(value, how, rule, first, last)

    def take(self, attribute: str, other: Draft, rule: str) -> None:
        """Inherit an attribute from another draft that has it."""
        found = other.decided.get(attribute)
        if found is not None:
            self.decided[attribute] = Decided(found.value, "inherited", rule, found.first, found.last)


@dataclass(slots=True)
class Skip:
    """A number that is no figure: its tokens and the reason."""

    first: int
    last: int
    reason: str
