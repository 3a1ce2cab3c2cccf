"""``homejobs-extract report``: articles to one self-contained page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from homejobs_extract.cli._inputs import PublishedOption, fail, read_articles
from homejobs_extract.pipeline import extract as read
from homejobs_extract.records import Report

EXAMPLES = """Examples:

homejobs-extract report article.txt --published 1400-12-05 --out page.html

homejobs-extract report news/*.txt --lang en --charts --out pages.html

Exit status: 0 done; 1 some inputs could not be read, or the page could not be written; 2 wrong usage.
"""
FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="UTF-8 text files, one article each; - is standard input.")
]
OutOption = Annotated[Path, typer.Option("--out", metavar="PAGE", help="The page to write: one file, no script.")]
LangOption = Annotated[Literal["fa", "en"], typer.Option("--lang", help="Language of the page around the article.")]
ChartsOption = Annotated[bool, typer.Option("--charts", help="Add charts of the figures (needs the charts extra).")]


def report(
    files: FilesArgument,
    *,
    out: OutOption = Path("report.html"),
    published: PublishedOption = None,
    lang: LangOption = "fa",
    charts: ChartsOption = False,
) -> None:
    """Write one page that shows what was read, where, and whether it adds up.

    Raises ``typer.Exit`` with status 1 when an input could not be read or the page not written.
    """
    failed: list[str] = []
    pairs = list(_read(files, published, failed))
    try:
        out.write_text(_page(pairs, lang, charts=charts), encoding="utf-8")
    except OSError as error:
        failed.append(str(out))
        fail(str(out), (error.strerror or str(error)).lower())
    if failed:
        raise typer.Exit(1)


def _read(files: list[str], published: str | None, failed: list[str]) -> Iterator[tuple[Report, str]]:
    for article in read_articles(files, failed):
        yield read(article.text, published=published, source=article.source), article.text


def _page(pairs: list[tuple[Report, str]], lang: Literal["fa", "en"], *, charts: bool) -> str:
    from homejobs_extract.page import render_many

    drawings: list[str] = []
    if charts:
        from homejobs_extract.charts import drawings_of

        drawings = drawings_of([row for found, _ in pairs for row in found.to_records()], lang=lang)
    return render_many(pairs, lang=lang, charts=drawings)


def register(app: typer.Typer) -> None:
    """Add ``report``."""
    app.command(help="Write a page that shows the figures in the text and whether they add up.", epilog=EXAMPLES)(
        report
    )
