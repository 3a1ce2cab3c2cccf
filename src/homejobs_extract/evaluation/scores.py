"""Scores over a folder of gold: precision, recall and F1, accuracy of each attribute, and every mistake by name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

from homejobs_extract.evaluation.bootstrap import Interval, intervals
from homejobs_extract.evaluation.gold import read_gold
from homejobs_extract.evaluation.matching import ATTRIBUTES
from homejobs_extract.evaluation.tally import Tally, tally
from homejobs_extract.records import Record
from homejobs_extract.userlexicon import Lexicon, load_lexicon

RESAMPLES = 1000
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


class Rate(Record):
    """Precision, recall and F1 with the counts behind them."""

    precision: float
    recall: float
    f1: float
    true: int
    spurious: int
    missed: int


class Mistake(Record):
    """One thing that a report has wrong: what was wanted, what was given, and the rule that gave it.

    ``what`` is ``missed``, ``spurious`` or ``attribute`` of a figure, ``article`` of what stands beside the figures.
    """

    article: str
    what: Literal["missed", "spurious", "attribute", "article"]
    kind: str | None = None
    value: int | None = None
    text: str | None = None
    attribute: str | None = None
    want: str | None = None
    got: str | None = None
    rule: str | None = None


class Confidence(Record):
    """Of the figures given at least this confidence: how many of all they are, and how many of them are right."""

    at_least: float
    share: float
    right: float | None


class Scores(Record):
    """What came out of a folder; ``intervals`` hold the middle 95 % of resampled folders, by the name of the score."""

    articles: int
    crashed: int
    perfect: int
    found: Rate
    right: Rate
    kinds: dict[str, Rate]
    agencies: Rate
    speakers: Rate
    checks: Rate
    attributes: dict[str, float | None]
    outlet: float
    grounded: float
    spans: int
    bad_spans: int
    stages: dict[str, dict[str, int]]
    confidence: tuple[Confidence, ...]
    intervals: dict[str, Interval]
    mistakes: tuple[Mistake, ...]


def rate(true: int, spurious: int, missed: int) -> Rate:
    """Precision, recall and F1; all one when there was nothing to find and nothing was given.

    >>> rate(8, 2, 2).f1
    0.8
    """
    precision = true / (true + spurious) if true + spurious else 1.0
    recall = true / (true + missed) if true + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Rate(
        precision=round(precision, 4),
        recall=round(recall, 4),
        f1=round(f1, 4),
        true=true,
        spurious=spurious,
        missed=missed,
    )


def _rate(n: Counter[str], name: str) -> Rate:
    return rate(n[f"{name}.true"], n[f"{name}.spurious"], n[f"{name}.missed"])


def _right(n: Counter[str]) -> Rate:
    true, right = n["found.true"], n["right"]
    return rate(right, true + n["found.spurious"] - right, true + n["found.missed"] - right)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def measures(n: Counter[str]) -> dict[str, float]:
    """The scores that get an interval, by name."""
    found = {name: _rate(n, name).f1 for name in ("found", "agencies", "speakers", "checks")}
    ok = {name: _share(n[f"ok.{name}"], n["found.true"]) for name in ATTRIBUTES}
    return {**found, "right": _right(n).f1, **{name: value for name, value in ok.items() if value is not None}}


def evaluate(folder: Path | str, *, resamples: int = RESAMPLES, lexicon: Lexicon | Path | str | None = None) -> Scores:
    """Score the library on every ``*.json`` of a folder, gold in the guide's format; ``lexicon`` as of ``extract``.

    Raises ``FileNotFoundError`` for a folder without gold, ``ValueError`` for a file that is no gold.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        message = f"no gold files (*.json) in {folder}"
        raise FileNotFoundError(message)
    own = None if lexicon is None else load_lexicon(lexicon)
    return score([tally(read_gold(path, own), name=path.stem, lexicon=own) for path in paths], resamples=resamples)


def score(tallies: list[Tally], *, resamples: int = RESAMPLES) -> Scores:
    """The scores of articles that have been tallied."""
    n: Counter[str] = sum((t.counts for t in tallies), Counter())
    kinds = sorted({name.split(".")[1] for name in n if name.startswith("kind.")})
    return Scores(
        articles=len(tallies),
        crashed=n["crashed"],
        perfect=n["perfect"],
        found=_rate(n, "found"),
        right=_right(n),
        kinds={kind: _rate(n, f"kind.{kind}") for kind in kinds},
        agencies=_rate(n, "agencies"),
        speakers=_rate(n, "speakers"),
        checks=_rate(n, "checks"),
        attributes={name: _share(n[f"ok.{name}"], n["found.true"]) for name in ATTRIBUTES},
        outlet=n["outlet"] / len(tallies),
        grounded=_share(n["grounded"], n["found.true"]) or 0.0,
        spans=n["spans"],
        bad_spans=n["bad_spans"],
        stages=_confusion(tallies),
        confidence=_calibration(tallies),
        intervals=intervals([t.counts for t in tallies], measures, resamples=resamples),
        mistakes=tuple(Mistake.model_validate(m) for t in tallies for m in t.mistakes),
    )


def _confusion(tallies: list[Tally]) -> dict[str, dict[str, int]]:
    """How often each stage of the gold came out as which."""
    n = Counter(pair for t in tallies for pair in t.stages)
    wanted = sorted({want for want, _ in n})
    return {want: dict(sorted((got, c) for (w, got), c in n.items() if w == want)) for want in wanted}


def _calibration(tallies: list[Tally]) -> tuple[Confidence, ...]:
    given = [figure for t in tallies for figure in t.confidences]
    found = []
    for least in THRESHOLDS:
        kept = [right for confidence, right in given if confidence >= least]
        share = _share(len(kept), len(given)) or 0.0
        found.append(Confidence(at_least=least, share=share, right=_share(sum(kept), len(kept))))
    return tuple(found)
