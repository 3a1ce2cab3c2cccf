"""The example report comes out exactly: every figure, everything around the figures, and the three sums."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract import Figure, Report, extract

Gold = dict[str, Any]


@pytest.fixture(scope="module")
def gold(root: Path) -> Gold:
    found: Gold = json.loads((root / "examples" / "report.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def report(gold: Gold) -> Report:
    return extract(gold["text"], published=gold["published"])


def as_gold(figure: Figure, ids: list[str]) -> Gold:
    """A figure in the form of the annotation guide, without its anchor."""
    place, period = figure.place, figure.period
    return {
        **figure.model_dump(include={"kind", "value", "stage", "modality", "basis", "bound"}),
        "agency": figure.agency and figure.agency.id,
        "place": place and {"level": place.level, "name": place.name},
        "period": period and {"start": period.start_jalali, "end": period.end_jalali},
        "part_of": None if figure.part_of is None else ids.index(figure.part_of),
        "optional": False,
    }


def test_gold_is_of_the_text(gold: Gold, example: str) -> None:
    assert gold["text"] == example


def test_every_figure_with_every_attribute(gold: Gold, report: Report) -> None:
    ids = [figure.id for figure in report.figures]
    expected = [{key: value for key, value in figure.items() if key != "anchor"} for figure in gold["figures"]]
    assert [as_gold(figure, ids) for figure in report.figures] == expected


def test_every_figure_stands_where_gold_says(gold: Gold, report: Report) -> None:
    for figure, expected in zip(report.figures, gold["figures"], strict=True):
        assert any(expected["anchor"] in span.text for span in figure.spans), expected["anchor"]


def test_what_is_around_the_figures(gold: Gold, report: Report) -> None:
    assert report.outlet == gold["outlet"]
    assert [agency.id for agency in report.agencies] == gold["agencies"]
    assert [speaker.model_dump(include={"name", "title"}) for speaker in report.speakers] == gold["speakers"]


def test_the_three_sums(report: Report) -> None:
    sums = [check for check in report.checks if check.type == "sum"]
    assert [(check.kind, check.status, check.difference) for check in sums] == [
        ("permit", "agrees", 0),
        ("plan", "agrees", 0),
        ("loan", "agrees_approximately", 800_000_000),
    ]
    assert [(check.kind, check.severity) for check in report.findings] == [("loan", "note")]


def test_the_first_figure_stands_in_headline_lead_and_body(report: Report) -> None:
    assert [span.text for span in report.figures[0].spans] == ["2340 مجوز"] * 3
