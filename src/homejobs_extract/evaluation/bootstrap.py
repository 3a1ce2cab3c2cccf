"""How far scores would wander if other articles of the same sort had been annotated."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from homejobs_extract.records import Record

SEED = 1400
TAIL = 0.025


class Interval(Record):
    """The middle 95 % of a score over resampled folders."""

    low: float
    high: float


def intervals(
    counts: Sequence[Counter[str]], measure: Callable[[Counter[str]], dict[str, float]], *, resamples: int
) -> dict[str, Interval]:
    """For each score that ``measure`` makes of summed counts: its interval over as many articles drawn anew.

    The draws are the same in every run.
    """
    draw = random.Random(SEED)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(resamples):
        for name, value in measure(_sum(draw.choices(counts, k=len(counts)))).items():
            found[name].append(value)
    return {name: _middle(sorted(values)) for name, values in found.items()}


def _sum(counts: list[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        for name, n in one.items():
            total[name] += n
    return total


def _middle(values: list[float]) -> Interval:
    cut = int(len(values) * TAIL)
    return Interval(low=round(values[cut], 4), high=round(values[-1 - cut], 4))
