"""The JSON Schema of a report, shipped as ``report.schema.json``: for those who read reports without this library."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from homejobs_extract.records import SCHEMA_VERSION, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "report.schema.json"


def report_schema() -> dict[str, Any]:
    """The schema as shipped; every JSON that ``Report.model_dump_json`` writes is valid by it.

    >>> report_schema()["title"], "figures" in report_schema()["properties"]
    ('Report', True)
    """
    found: dict[str, Any] = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return found


def generate() -> str:
    """The text of the file as the records say it; the tests hold both equal."""
    schema = Report.model_json_schema(mode="serialization")
    head = {"$schema": DIALECT, "$comment": f"schema_version {SCHEMA_VERSION}"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
