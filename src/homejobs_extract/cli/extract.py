"""``homejobs-extract extract``: files or standard input to reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from homejobs_extract.cli._formats import Format, writer
from homejobs_extract.cli._inputs import PublishedOption, read_articles
from homejobs_extract.cli._lexicon import LexiconOption, load_if_given
from homejobs_extract.pipeline import extract as read
from homejobs_extract.records import Report

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

EXAMPLES = """Examples:

homejobs-extract extract report.txt --published 1400-12-05

homejobs-extract extract news/*.txt --format csv > figures.csv

homejobs-extract extract news/*.txt --lexicon my-lexicon/

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


def extract(
    files: FilesArgument,
    *,
    published: PublishedOption = None,
    form: FormatOption = Format.TABLE,
    lexicon: LexiconOption = None,
) -> None:
    """Read articles and write every figure they state.

    Raises ``typer.Exit`` with status 1 when an input could not be read.
    """
    failed: list[str] = []
    writer(form, inputs=len(files))(reports(files, published, failed, load_if_given(lexicon)))
    if failed:
        raise typer.Exit(1)


def reports(
    files: list[str], published: str | None, failed: list[str], lexicon: Lexicon | None = None
) -> Iterator[Report]:
    """One report for every file that can be read."""
    for article in read_articles(files, failed):
        yield read(article.text, published=published, source=article.source, lexicon=lexicon)


def register(app: typer.Typer) -> None:
    """Add ``extract``."""
    app.command(help="Read articles and write every figure they state.", epilog=EXAMPLES)(extract)
