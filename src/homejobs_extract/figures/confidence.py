"""How sure a figure is, from how its attributes were decided.

The weights are log-odds fitted on annotated articles (``docs/errors.md`` tells which, and how well they hold): among
their figures given 0.9 or more, 94.6 of 100 were right in all of stage, modality, basis, agency and place; on text
that is not annotated here fewer may be.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import compress

from homejobs_extract.figures.draft import Draft

BASE = 0.51
WEIGHTS = {
    "stage_explicit": 0.79, "stage_weak": 0.12, "stage_sentence": -0.2, "stage_inherited": -0.02,
    "stage_default": 0.66, "stage_none": -1.35,
    "place_explicit": 0.86, "place_inherited": 0.29, "place_subject": 0.34, "place_none": -1.49,
    "agency_explicit": -0.04, "agency_sentence": -0.17, "agency_inherited": -0.29, "agency_subject": 0.05,
    "agency_none": 0.45,
    "period_explicit": 0.33, "period_sentence": 0.16, "period_inherited": 0.2, "period_none": -0.69,
    "topic_sentence": 0.57, "topic_article": 0.31, "topic_before": -0.87,
    "loan": 0.14, "per_unit": 1.43, "planned": -0.35, "elided": -1.23, "part": 1.39, "repeated": 0.22,
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
