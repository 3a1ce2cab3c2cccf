"""Whole articles: nothing breaks, every span slices back, every number is accounted for, and the scores hold.

``tests/floors.json`` pins the scores on each folder; ``python -m tests.test_fixtures --update`` raises what has risen,
and lowers nothing. ``former/`` holds the sets that were once composed after the rules and are tuned on since,
``mixed/`` those of them in which home businesses are one subject of several;
``unseen/`` is scored as a whole only and never read while rules are tuned.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from homejobs_extract import Report, extract
from homejobs_extract.document import analyse
from homejobs_extract.evaluation import Scores, evaluate, read_gold
from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.tokens import ADDRESS
from homejobs_extract.vocabulary import gazetteer

TESTS = Path(__file__).parent
FLOORS = TESTS / "floors.json"
FOLDERS = ("seen", "former", "mixed", "unseen")
FILES = [path for name in (*FOLDERS, "negative") for path in sorted((TESTS / "fixtures" / name).glob("*.json"))]
NEGATIVE = [path for path in FILES if path.parent.name == "negative"]
STEP = 1000
KNOWN = {
    "n08": "other trades' workshops in an article that touches home businesses",
}
ECHO = "the number of an echo («از این ۷۴۰ نفر») is in neither"
LOST: dict[str, str] = {}

Stretch = tuple[int, int]


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _fixture(path: Path, failing: dict[str, str]) -> object:
    marks = [pytest.mark.xfail(reason=failing[path.stem], strict=True)] if path.stem in failing else []
    return pytest.param(path, id=_name(path), marks=marks)


@cache
def read(path: Path) -> tuple[str, Report]:
    """The text of a fixture and its report."""
    gold = read_gold(path)
    return gold.text, extract(gold.text, published=gold.published)


def covers(report: Report, start: int, end: int) -> tuple[bool, bool]:
    """Whether a figure states the number of a stretch, and whether it was skipped."""
    figures = any(s.start < end and start < s.end for figure in report.figures for s in figure.spans)
    return figures, any(skip.span.start < end and start < skip.span.end for skip in report.skipped)


def numbers(text: str) -> Iterator[Stretch]:
    """Every number of a text: runs of digits outside addresses, and what is written in words."""
    doc = analyse(text, gazetteer())
    addresses = [(t.start, t.end) for t in doc.tokens if t.kind == ADDRESS]
    for match in re.finditer(r"\d+", text):
        if not any(start <= match.start() < end for start, end in addresses):
            yield match.span()
    for number in find_numbers(doc.tokens):
        yield doc.slice(number.first, number.last)[:2]


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_spans_slice_back(path: Path) -> None:
    text, report = read(path)
    cues = [d.cue for f in report.figures for d in f.decisions if d.cue]
    spans = [s for f in report.figures for s in (*f.spans, f.evidence)] + [skip.span for skip in report.skipped] + cues
    spans += [s for agency in report.agencies for s in agency.spans]
    spans += [s for speaker in report.speakers for s in speaker.spans]
    assert [s for s in spans if text[s.start : s.end] != s.text or not s.text] == []


@pytest.mark.parametrize("path", [_fixture(path, LOST) for path in FILES])
def test_every_number_is_figure_or_skipped(path: Path) -> None:
    """In exactly one of the two; several figures may share a number («هر یک ۲۰۰ متقاضی»)."""
    text, report = read(path)
    assert [text[a:b] for a, b in numbers(text) if sum(covers(report, a, b)) != 1] == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_report_survives_json(path: Path) -> None:
    _, report = read(path)
    assert Report.model_validate_json(report.model_dump_json()) == report


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_report_is_whole(path: Path) -> None:
    """Ids run in text order and every reference leads somewhere."""
    _, report = read(path)
    ids = [f.id for f in report.figures]
    assert ids == [f"f{n}" for n in range(1, len(ids) + 1)]
    assert [f.spans[0].start for f in report.figures] == sorted(f.spans[0].start for f in report.figures)
    assert {f.part_of for f in report.figures} - {None} <= set(ids)
    assert {i for c in report.checks for i in (c.total, *c.parts)} - {None} <= set(ids)
    assert all(0 <= f.confidence <= 1 and f.rule for f in report.figures)


@pytest.mark.parametrize("path", [_fixture(path, KNOWN) for path in NEGATIVE])
def test_negative_states_nothing(path: Path) -> None:
    _, report = read(path)
    assert [(f.kind, f.spans[0].text, f.rule) for f in report.figures] == []


def measured(scores: Scores) -> dict[str, float]:
    """What is pinned, in thousandths rounded down."""
    rates = {name: getattr(scores, name).f1 for name in ("found", "right", "agencies", "speakers", "checks")}
    values = {**rates, **scores.attributes, "outlet": scores.outlet, "grounded": scores.grounded}
    return {name: int(value * STEP) / STEP for name, value in values.items() if value is not None}


def floors() -> dict[str, dict[str, float]]:
    """The pinned scores."""
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_scores_hold(folder: str) -> None:
    scores = evaluate(TESTS / "fixtures" / folder, resamples=1)
    now = measured(scores)
    fallen = {name: (floor, now[name]) for name, floor in floors()[folder].items() if now[name] < floor}
    assert fallen == {}, "fallen below their floors (floor, now)"
    assert (scores.crashed, scores.bad_spans) == (0, 0)


def raised(old: dict[str, float], new: dict[str, float]) -> dict[str, float]:
    """The higher of two pins for every score."""
    return {name: max(old.get(name, 0.0), value) for name, value in new.items()}


def test_floors_only_rise() -> None:
    assert raised({"found": 0.9, "right": 0.8}, {"found": 0.8, "right": 0.9}) == {"found": 0.9, "right": 0.9}


def update() -> None:
    """Raise the floors to what is measured now."""
    old = floors() if FLOORS.exists() else {}
    new = {
        folder: raised(old.get(folder, {}), measured(evaluate(TESTS / "fixtures" / folder, resamples=1)))
        for folder in FOLDERS
    }
    FLOORS.write_text(json.dumps(new, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(FLOORS.read_text(encoding="utf-8"))


if __name__ == "__main__" and "--update" in sys.argv:
    update()
