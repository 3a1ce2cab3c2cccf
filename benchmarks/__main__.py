"""Measure everything and print a table; exit status 1 when a limit is not kept."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import annotated, archive
from benchmarks.extraction import KILOBYTE, LARGE, against_hazm, linearity
from benchmarks.jobs import imports, measured
from benchmarks.reading import gate_alone, gate_and_reading, repeated
from benchmarks.seeing import page, workbench
from benchmarks.timing import Row

MARKS = {True: "yes", False: "NO", None: ""}


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=Path, help="folder of annotated articles; by default tests/fixtures")
    parser.add_argument("--general", type=Path, help="JSONL of general news, repeated; by default composed")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the archives (200,000)")
    parser.add_argument("--quick", action="store_true", help="small archives, texts of 1 MB: a look, not a measure")
    parser.add_argument("--only", choices=("extract", "linear", "gate", "jobs", "start", "see"), help="one group")
    return parser.parse_args()


def rows(chosen: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """All that was asked for, as it is measured."""
    count = 4_000 if chosen.quick else chosen.rows
    if chosen.only in (None, "start"):
        yield from imports()
    if chosen.only in (None, "extract"):
        yield from against_hazm(annotated(chosen.articles))
    if chosen.only in (None, "linear"):
        yield from linearity(KILOBYTE * KILOBYTE if chosen.quick else LARGE)
    if chosen.only in (None, "gate"):
        path = repeated(chosen.general, folder / "general.jsonl", count)
        yield from gate_alone(path)
        yield from gate_and_reading(path)
    if chosen.only in (None, "jobs"):
        yield from measured(archive(folder / "mixed.jsonl", count), folder, count)
    if chosen.only in (None, "see"):
        yield from page()
        yield from workbench(folder)


def main() -> int:
    """Print the table in Markdown, a row as soon as it is measured."""
    chosen = options()
    kept = True
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} processors, {machine()}\n")
    print("| measure | value | limit | kept |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(chosen, Path(folder)):
            print(f"| {row.name} | {row.value} | {row.limit} | {MARKS[row.kept]} |", flush=True)
            kept = kept and row.kept is not False
    return 0 if kept else 1


def machine() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main())
