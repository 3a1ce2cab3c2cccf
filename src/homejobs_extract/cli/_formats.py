"""Reports written to standard output: one JSON document, JSON lines, CSV or a table."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum

from homejobs_extract.records import RECORD_COLUMNS, Report


class Format(StrEnum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def write_json(reports: Iterator[Report]) -> None:
    """An array of reports, written as they come."""
    between = "["
    for report in reports:
        sys.stdout.write(f"{between}\n{report.model_dump_json(indent=2)}")
        between = ","
    sys.stdout.write("[]\n" if between == "[" else "\n]\n")


def write_json_object(reports: Iterator[Report]) -> None:
    """The one report of one input."""
    for report in reports:
        sys.stdout.write(report.model_dump_json(indent=2) + "\n")


def write_jsonl(reports: Iterator[Report]) -> None:
    """One report a line."""
    for report in reports:
        sys.stdout.write(report.model_dump_json() + "\n")


def write_csv(reports: Iterator[Report]) -> None:
    """One row a figure under one header, with the keys of ``Report.to_records``; empty for null."""
    rows = csv.DictWriter(sys.stdout, RECORD_COLUMNS, lineterminator="\n")
    rows.writeheader()
    for report in reports:
        rows.writerows(report.to_records())


def write_table(reports: Iterator[Report]) -> None:
    """A table a report."""
    from homejobs_extract.cli._table import write_tables

    write_tables(reports)


def writer(form: Format, *, inputs: int) -> Callable[[Iterator[Report]], None]:
    """How a format is written for so many inputs: as JSON, one input gives an object and several an array."""
    as_json = write_json_object if inputs == 1 else write_json
    return {Format.TABLE: write_table, Format.JSON: as_json, Format.JSONL: write_jsonl, Format.CSV: write_csv}[form]
