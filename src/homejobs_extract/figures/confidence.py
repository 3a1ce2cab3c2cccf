"""How sure a figure is, from how its attributes were decided.

The weights are log-odds fitted on annotated articles (``docs/errors.md`` tells which, and how well they hold): among
figures given 0.9 or more, 95 of 100 were right in all of stage, modality, basis, agency and place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from homejobs_extract.figures.draft import Draft

BASE = 1.58
WEIGHTS = {
    "stage_explicit": 0.81, "stage_weak": 0.21, "stage_sentence": 0.14, "stage_inherited": 0.26,
    "stage_default": 0.22, "stage_none": -1.41,
    "place_explicit": 0.37, "place_inherited": 0.13, "place_subject": -0.28,
    "agency_explicit": 0.34, "agency_sentence": -0.77, "agency_inherited": 0.33, "agency_subject": 0.11,
    "agency_none": 0.22,
    "period_explicit": 0.44, "period_sentence": 0.8, "period_inherited": -0.39, "period_none": -0.62,
    "loan": -0.25, "per_unit": 2.03, "planned": -0.37, "elided": -1.61, "part": 0.73, "repeated": -0.23,
}  # fmt: skip


def confidence(draft: Draft) -> float:
    """A probability in 0..1 that the figure and its attributes are right, two decimals."""
    odds = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in _signs(draft))
    return round(1 / (1 + math.exp(-odds)), 2)


def _signs(draft: Draft) -> Iterator[str]:
    """What speaks for or against a draft: how each attribute was decided, and what kind of figure it is."""
    for name in ("stage", "place", "agency", "period"):
        decided = draft.decided.get(name)
        if name == "stage" and decided is not None and decided.rule.startswith("weak"):
            yield "stage_weak"
        else:
            yield f"{name}_{decided.how if decided else 'none'}"
    yield f"topic_{draft.topic or 'before'}"
    yield from (sign for sign, holds in _kinds(draft).items() if holds)


def _kinds(draft: Draft) -> dict[str, bool]:
    return {
        "loan": draft.kind == "loan",
        "per_unit": draft.get("basis") == "per_unit",
        "planned": draft.get("modality") == "planned",
        "elided": draft.rule.startswith("elided"),
        "part": draft.parent is not None,
        "repeated": bool(draft.repeats),
    }
