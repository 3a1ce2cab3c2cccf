"""A report as a task for Label Studio, so that it can be corrected there too."""

from __future__ import annotations

from typing import Any

from homejobs_extract.page.views import kind_of
from homejobs_extract.records import BaseFigure, Report


def utf16(text: str, at: int) -> int:
    """An offset as browsers count it.

    >>> utf16("🏠 ۱۲ مجوز", 2)
    3
    """
    return at + sum(1 for char in text[:at] if ord(char) > 0xFFFF)


def label_studio(report: Report, text: str) -> list[dict[str, Any]]:
    """One Label Studio task: spans labelled by kind, parts related to their totals; offsets in UTF-16 units."""
    regions = [_region(f, at, text) for f in report.figures for at in range(len(f.spans))]
    relations = [
        {
            "type": "relation",
            "from_id": f"{f.id}-0",
            "to_id": f"{f.part_of}-0",
            "direction": "right",
            "labels": ["part_of"],
        }
        for f in report.figures
        if f.part_of
    ]
    prediction = {"model_version": f"homejobs-extract {report.data_version}", "result": [*regions, *relations]}
    return [
        {"data": {"text": text, "source": report.source, "published": report.published}, "predictions": [prediction]}
    ]


def _region(figure: BaseFigure, at: int, text: str) -> dict[str, Any]:
    span = figure.spans[at]
    return {
        "id": f"{figure.id}-{at}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": utf16(text, span.start),
            "end": utf16(text, span.end),
            "text": span.text,
            "labels": [kind_of(figure)],
        },
        "meta": {"value": figure.value, "stage": figure.stage, "agency": figure.agency and figure.agency.id},
    }
