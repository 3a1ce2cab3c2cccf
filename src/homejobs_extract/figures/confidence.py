"""How sure a figure is, from how its attributes were decided.

The weights are log-odds fitted on annotated articles (``docs/errors.md`` tells which, and how well they hold): among
their figures given 0.9 or more, 95.1 of 100 were right in all of stage, modality, basis, agency and place; on text
that is not annotated here fewer may be.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import compress

from homejobs_extract.figures.draft import Draft

BASE = 0.89
WEIGHTS = {
    "stage_explicit": 0.8, "stage_weak": 0.29, "stage_sentence": -0.6, "stage_inherited": -0.19, "stage_default": 0.96,
    "stage_none": -1.25,
    "place_explicit": 0.6, "place_inherited": 0.2, "place_subject": 0.5, "place_none": -1.29,
    "agency_explicit": -0.22, "agency_sentence": 0.51, "agency_inherited": -0.28, "agency_subject": -0.3,
    "agency_none": 0.29,
    "period_explicit": 0.2, "period_sentence": 0.17, "period_inherited": 0.47, "period_none": -0.83,
    "topic_sentence": 0.62, "topic_article": 0.12, "topic_before": -0.72,
    "loan": 0.07, "per_unit": 1.59, "planned": -0.67, "elided": -1.42, "part": 1.41, "repeated": 0.15,
}  # fmt: skip
NAMES = ("stage", "place", "agency", "period")
KINDS = ("loan", "per_unit", "planned", "elided", "part", "repeated")


def confidence(draft: Draft) -> float:
    """A probability in 0..1 that the figure and its attributes are right, two decimals."""
    return _probability(_how(draft), draft.topic or "before", _kinds(draft))


@cache
def _probability(how: tuple[str, ...], topic: str, kinds: tuple[bool, ...]) -> float:
    """What speaks for or against a figure: how each attribute and its topic were decided, and what it is."""
    decided = (f"{name}_{h}" for name, h in zip(NAMES, how, strict=True))
    signs = (*decided, f"topic_{topic}", *compress(KINDS, kinds))
    odds = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-odds)), 2)


def _how(draft: Draft) -> tuple[str, ...]:
    """How each attribute of :data:`NAMES` was decided."""
    decided = [draft.decided.get(name) for name in NAMES]
    how = ("none" if d is None else d.how for d in decided[1:])
    stage = decided[0]
    return ("none" if stage is None else "weak" if stage.rule.startswith("weak") else stage.how, *how)


def _kinds(draft: Draft) -> tuple[bool, ...]:
    """Which of :data:`KINDS` a figure is."""
    return (
        draft.kind == "loan",
        draft.get("basis") == "per_unit",
        draft.get("modality") == "planned",
        draft.rule.startswith("elided"),
        draft.parent is not None,
        bool(draft.repeats),
    )
