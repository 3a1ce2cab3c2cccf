"""Times of calls, taken in turns so that a busy machine disturbs all of them alike; processor time, medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

Call = Callable[[], object]


class Row(NamedTuple):
    """One line of the table: what, its measure in words, and whether it keeps its limit (``None``: there is none)."""

    name: str
    value: str
    limit: str = ""
    kept: bool | None = None


def in_turns(calls: Sequence[Call], rounds: int = 5) -> list[list[float]]:
    """Seconds of processor time of each call, round by round."""
    for call in calls:
        call()
    times: list[list[float]] = [[] for _ in calls]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for call, taken in zip(calls, times, strict=True):
                start = time.process_time()
                call()
                taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return times


def alone(call: Call, rounds: int = 5) -> float:
    """The median time of one call, with the garbage collector at work, as a user has it."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def ratio(first: Call, second: Call, rounds: int = 5) -> tuple[float, float, float]:
    """The median of the ratios of two calls, round by round, and their median times."""
    one, two = in_turns([first, second], rounds)
    each = [a / b for a, b in zip(one, two, strict=True)]
    return statistics.median(each), statistics.median(one), statistics.median(two)


def at_most(name: str, value: float, limit: float, words: str) -> Row:
    """A row that must not exceed a limit."""
    return Row(name, words, f"≤ {limit:g}", value <= limit)
