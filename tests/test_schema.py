"""The shipped JSON Schema is that of the records, and real reports are valid by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import homejobs_extract
from homejobs_extract import extract
from homejobs_extract.schema import FILE, generate, report_schema
from tests.reports import Slots, slots

jsonschema = pytest.importorskip("jsonschema")
SHIPPED = Path(homejobs_extract.__file__).parent / "schema" / FILE
REMAKE = "the records have changed: see docs/reference/schema.md for how to write the file anew and what to raise"


@pytest.fixture(scope="module")
def validator() -> Any:
    """A validator of the shipped schema, the schema itself checked first."""
    jsonschema.Draft202012Validator.check_schema(report_schema())
    return jsonschema.Draft202012Validator(report_schema())


def test_the_file_is_what_the_records_say() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == generate(), REMAKE


@pytest.mark.parametrize("text", ["", "هوا ابری است.", "سقف وام مشاغل خانگی ۵۰ تا ۱۰۰ میلیون تومان است."])
def test_reports_are_valid(validator: Any, text: str) -> None:
    assert list(validator.iter_errors(json.loads(extract(text).model_dump_json()))) == []


def test_the_example_is_valid(validator: Any, example: str) -> None:
    report = json.loads(extract(example, published="1400-12-05").model_dump_json())
    assert list(validator.iter_errors(report)) == []
    assert len(report["figures"]) == 20


@given(report=slots())
@settings(max_examples=25, deadline=None)
def test_any_report_is_valid(validator: Any, report: Slots) -> None:
    assert list(validator.iter_errors(json.loads(extract(report.text()).model_dump_json()))) == []


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("figures", 0, "kind"), "permits"),
        (("figures", 0, "value"), 12.5),
        (("figures", 0, "spans"), None),
        (("checks", 0, "status"), "fine"),
        (("figures", 0, "colour"), "red"),
    ],
)
def test_what_is_no_report_is_refused(validator: Any, example: str, path: tuple[Any, ...], wrong: object) -> None:
    report = json.loads(extract(example).model_dump_json())
    *way, last = path
    place = report
    for step in way:
        place = place[step]
    place[last] = wrong
    assert not validator.is_valid(report)
