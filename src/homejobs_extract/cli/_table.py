"""A report as a table for a person at a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from homejobs_extract.cli import _words
from homejobs_extract.cli._rtl import isolate, shorten
from homejobs_extract.records import Check, Figure, Report

WIDE = 220
MARKS = {"agrees": "✓", "agrees_approximately": "≈", "disagrees": "✗", "unknown": "?"}
STYLES = {"agrees": "green", "agrees_approximately": "yellow", "disagrees": "bold red", "unknown": "dim"}


class Column(NamedTuple):
    """A column: its title, what it shows of a figure, whether that is Persian, and how soon it may go (0 never)."""

    title: str
    show: Callable[[Figure], str]
    persian: bool = False
    width: int = 30
    spare: int = 0


def name(figure: Figure) -> str:
    """The figure's id, with that of its total: «f2 of f1»."""
    return f"{figure.id} of {figure.part_of}" if figure.part_of else figure.id


COLUMNS = (
    Column("figure", name),
    Column("kind", lambda f: f.kind),
    Column("value", _words.value),
    Column("agency", lambda f: f.agency.name_fa if f.agency else "", persian=True, width=24, spare=1),
    Column("stage", _words.stage, spare=2),
    Column("place", lambda f: _words.place(f.place), persian=True, width=20, spare=3),
    Column("period", lambda f: _words.period(f.period), spare=5),
    Column("as printed", lambda f: f.spans[0].text, persian=True, width=28, spare=4),
)


def console(stream: TextIO) -> Console:
    """A console as wide as the terminal, or wide enough for every column where there is none."""
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(file=stream, width=None if known else WIDE, highlight=False, soft_wrap=False)


def cell(column: Column, figure: Figure) -> Text:
    """One cell; Persian is shortened first and isolated then, so that no isolate stays open."""
    shown = column.show(figure)
    return Text(isolate(shorten(shown, width=column.width)) if column.persian else shown, no_wrap=True)


def make_table(report: Report, columns: tuple[Column, ...]) -> Table:
    """The figures under the given columns; numbers alone are aligned right."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column.title, justify="right" if column.title == "value" else "left", no_wrap=True)
    for figure in report.figures:
        table.add_row(*(cell(column, figure) for column in columns))
    return table


def fitting(report: Report, screen: Console) -> tuple[Column, ...]:
    """The columns that fit the screen's width: the most easily spared go first."""
    columns: tuple[Column, ...] = COLUMNS
    while screen.measure(make_table(report, columns), options=screen.options.update(width=WIDE)).maximum > screen.width:
        spare = max(column.spare for column in columns)
        if spare == 0:
            break
        columns = tuple(column for column in columns if column.spare != spare)
    return columns


def header(report: Report, *, width: int) -> Iterator[str]:
    """What the report says of itself, line by line."""
    yield report.source or "standard input"
    about = {
        "outlet": [isolate(report.outlet or "")],
        "published": [report.published or ""],
        "speakers": [isolate(_words.speaker(s)) for s in report.speakers],
        "agencies": [isolate(a.name_fa) for a in report.agencies],
    }
    for title, items in about.items():
        yield from pack([item for item in items if item], first=f"  {title}: ", width=width)


def pack(items: list[str], *, first: str, width: int) -> Iterator[str]:
    """Items in lines that break only between two of them, so that no isolate stays open at a line's end.

    >>> list(pack(["one", "two", "three"], first="  n: ", width=14))
    ['  n: one · two', '     three']
    """
    line = ""
    for item in items:
        if line and cell_len(f"{line} · {item}") > width:
            yield line
            line = " " * len(first) + item
        else:
            line = f"{line} · {item}" if line else first + item
    if line:
        yield line


def check_line(check: Check) -> Text:
    """One check: a mark, what was compared with what, and the sentence that says how it came out."""
    compared = f"{check.total} = {' + '.join(check.parts)}" if check.parts else (check.total or "")
    line = f"  {MARKS[check.status]} {check.type} {compared}: {check.message_en}"
    return Text(line, style=STYLES[check.status])


def footer(report: Report) -> str:
    """How many of the text's numbers were read."""
    taken = sum(len(figure.spans) for figure in report.figures)
    return (
        f"{taken + len(report.skipped)} numbers in the text: {taken} state the {len(report.figures)} figures, "
        f"{len(report.skipped)} are no figures (`homejobs-extract explain` says why)."
    )


def show(report: Report, screen: Console) -> None:
    """Print one report."""
    for number, line in enumerate(header(report, width=screen.width)):
        screen.print(Text(line, style="bold" if number == 0 else ""), soft_wrap=True)
    columns = fitting(report, screen)
    if report.figures:
        screen.print(make_table(report, columns))
    hidden = ", ".join(c.title for c in COLUMNS if c not in columns)
    if hidden:
        screen.print(Text(f"  Too narrow for: {hidden}.", style="dim"))
    for check in report.checks:
        screen.print(check_line(check))
    screen.print(Text(f"  {footer(report)}\n", style="dim"))


def write_tables(reports: Iterator[Report]) -> None:
    """Print every report as it comes."""
    screen = console(sys.stdout)
    for report in reports:
        show(report, screen)
