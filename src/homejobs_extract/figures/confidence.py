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

BASE = 0.52
WEIGHTS = {
    "stage_explicit": 0.81, "stage_weak": 0.18, "stage_sentence": -0.49, "stage_inherited": -0.11,
    "stage_default": 1.05, "stage_none": -1.43,
    "place_explicit": 0.72, "place_inherited": 0.15, "place_subject": 0.39, "place_none": -1.25,
    "agency_explicit": -0.28, "agency_sentence": 0.63, "agency_inherited": -0.43, "agency_subject": -0.24,
    "agency_none": 0.32,
    "period_explicit": 0.1, "period_sentence": 0.11, "period_inherited": 0.51, "period_none": -0.72,
    "topic_sentence": 0.8, "topic_article": 0.55, "topic_before": -0.16,
    "topic_sentence_among_others": 0.7, "topic_article_among_others": -1.1, "topic_before_among_others": -0.79,
    "loan": 0.11, "per_unit": 1.85, "planned": -0.61, "elided": -1.61, "part": 1.47, "repeated": 0.01,
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
