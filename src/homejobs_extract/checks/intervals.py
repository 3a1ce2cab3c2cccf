"""The interval a printed value stands for, and how two values compare: agree, agree approximately, disagree."""

from __future__ import annotations

from typing import NamedTuple

from homejobs_extract.records import BaseFigure, Status

ABOUT = 100


class Interval(NamedTuple):
    """Whole values ``low`` to ``high`` inclusive; no ``high`` means without end."""

    low: int
    high: int | None

    def meets(self, other: Interval) -> bool:
        """Whether two intervals share a value.

        >>> Interval(90, 110).meets(Interval(110, None))
        True
        """
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)


def interval(figure: BaseFigure) -> Interval:
    """What a figure may have been before it was rounded or hedged, in its own unit (rials or a count)."""
    half = figure.resolution // 2 if figure.resolution > 1 else 0
    if figure.upper is not None:
        return Interval(figure.value, figure.upper)
    if figure.bound == "at_least":
        return Interval(figure.value - half, None)
    if figure.bound == "at_most":
        return Interval(0, figure.value + half)
    if figure.bound == "about":
        half = max(half, figure.value // ABOUT)
    return Interval(figure.value - half, figure.value + half)


def add(intervals: list[Interval]) -> Interval:
    """The interval of a sum."""
    highs = [i.high for i in intervals]
    return Interval(sum(i.low for i in intervals), None if None in highs else sum(h for h in highs if h is not None))


def compare(value: int, own: Interval, other_value: int, other: Interval) -> Status:
    """How two printed values stand to each other."""
    if value == other_value:
        return "agrees"
    return "agrees_approximately" if own.meets(other) else "disagrees"
