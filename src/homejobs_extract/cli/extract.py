"""``homejobs-extract extract``: files or standard input to reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from homejobs_extract.cli._formats import Format, writer
from homejobs_extract.cli._inputs import PublishedOption, read_articles
from homejobs_extract.pipeline import extract as read
from homejobs_extract.records import Report

EXAMPLES = """Examples:

homejobs-extract extract report.txt --published 1400-12-05

homejobs-extract extract news/*.txt --format csv > figures.csv

cat report.txt | homejobs-extract extract - --format json

Exit status: 0 done; 1 some inputs could not be read (each named on standard error, the rest still written); 2 wrong
usage.
"""
FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help="UTF-8 text files, one article each; - is standard input.")
]
FormatOption = Annotated[
    Format,
    typer.Option("--format", help="json: an object for one input, an array for several; jsonl: a report a line."),
]


def extract(files: FilesArgument, *, published: PublishedOption = None, form: FormatOption = Format.TABLE) -> None:
    """Read articles and write every figure they state.

    Raises ``typer.Exit`` with status 1 when an input could not be read.
    """
    failed: list[str] = []
    writer(form, inputs=len(files))(reports(files, published, failed))
    if failed:
        raise typer.Exit(1)


def reports(files: list[str], published: str | None, failed: list[str]) -> Iterator[Report]:
    """One report for every file that can be read."""
    for article in read_articles(files, failed):
        yield read(article.text, published=published, source=article.source)


def register(app: typer.Typer) -> None:
    """Add ``extract``."""
    app.command(help="Read articles and write every figure they state.", epilog=EXAMPLES)(extract)
