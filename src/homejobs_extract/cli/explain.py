"""``homejobs-extract explain``: which words made each figure and each of its attributes, and what was left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from homejobs_extract.cli import _words
from homejobs_extract.cli._inputs import PublishedOption, read_articles
from homejobs_extract.cli._lexicon import LexiconOption, load_if_given
from homejobs_extract.cli._reasons import reason_text
from homejobs_extract.cli._rtl import isolate, pad, phrase
from homejobs_extract.pipeline import extract
from homejobs_extract.records import Decision, Figure, Report, Skipped, Span

EXAMPLES = """Examples:

homejobs-extract explain report.txt --published 1400-12-05

homejobs-extract explain report.txt --figure f12

How an attribute was decided: explicit (words of its own clause), sentence (elsewhere in its sentence), inherited
(from its total, list or antecedent), subject (of the paragraph or the article), default (the text says nothing else).
"""
ATTRIBUTES = ("bound", "stage", "modality", "basis", "agency", "place", "period", "speaker", "part_of")
NULL = "-"
FigureOption = Annotated[
    str | None, typer.Option("--figure", metavar="ID", help="Explain this figure only, such as f12.")
]


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A UTF-8 text file; - is standard input.")],
    *,
    published: PublishedOption = None,
    figure: FigureOption = None,
    lexicon: LexiconOption = None,
) -> None:
    """Say for every figure which rule and which words decided it, and why each other number is none.

    Raises ``typer.Exit`` with status 1 when the file could not be read, ``typer.BadParameter`` for an unknown figure.
    """
    failed: list[str] = []
    own = load_if_given(lexicon)
    for article in read_articles([file], failed):
        report = extract(article.text, published=published, source=article.source, lexicon=own)
        for line in explanation(report, figure):
            sys.stdout.write(line + "\n")
    if failed:
        raise typer.Exit(1)


def explanation(report: Report, figure: str | None = None) -> Iterator[str]:
    """The lines for a whole report, or for one figure of it."""
    chosen = [f for f in report.figures if figure in (None, f.id)]
    if figure is not None and not chosen:
        message = f"no figure {figure}; the text has {len(report.figures)}"
        raise typer.BadParameter(message)
    for each in chosen:
        yield from figure_lines(each)
    if figure is None:
        yield from skipped_lines(report.skipped)


def figure_lines(figure: Figure) -> Iterator[str]:
    """The lines of one figure."""
    made = f"by rule {figure.rule}, confidence {figure.confidence:.2f}"
    yield f"{figure.id}  {figure.kind}  {_words.value(figure)}  {made}"
    yield from (f"    phrase     {at(span)}" for span in figure.spans)
    yield f"    evidence   {phrase(figure.evidence.text, width=100)}"
    decisions = {d.attribute: d for d in figure.decisions}
    for attribute in ATTRIBUTES:
        yield attribute_line(figure, attribute, decisions.get(attribute))
    yield ""


def attribute_line(figure: Figure, attribute: str, decision: Decision | None) -> str:
    """One attribute: its value, how and by which rule it was decided, and the words that decided it."""
    shown = attribute_value(figure, attribute)
    return f"    {attribute:<10} {pad(shown, width=26)} {how(attribute, shown, decision)}".rstrip()


def how(attribute: str, shown: str, decision: Decision | None) -> str:
    """How an attribute got its value: «explicit by own_window: «دریافت» 2060-2066»."""
    if decision is not None:
        cue = f": {at(decision.cue)}" if decision.cue else ""
        return f"{decision.how} by {decision.rule}{cue}"
    if shown == NULL:
        return "nothing in the text says"
    return {"speaker": "whose words these are", "part_of": "its stated total"}.get(attribute, "default")


def attribute_value(figure: Figure, attribute: str) -> str:
    """An attribute as text, ``-`` for null."""
    if attribute == "agency":
        return figure.agency.id if figure.agency else NULL
    if attribute == "place":
        return f"{figure.place.level} {isolate(figure.place.name or '')}".rstrip() if figure.place else NULL
    if attribute == "period":
        return _words.period(figure.period) or NULL
    found = getattr(figure, attribute)
    return isolate(found) if attribute == "speaker" and found else found or NULL


def at(span: Span) -> str:
    """A span with its offsets: ««1203 مجوز» 151-160»."""
    return f"{phrase(span.text)} {span.start}-{span.end}"


def skipped_lines(skipped: tuple[Skipped, ...]) -> Iterator[str]:
    """Every number that was not taken, and why."""
    yield f"{len(skipped)} numbers are no figures" + (":" if skipped else ".")
    yield from (f"    {at(skip.span)}  {reason_text(skip.reason)}" for skip in skipped)


def register(app: typer.Typer) -> None:
    """Add ``explain``."""
    app.command(help="Say which words decided each figure, and why every other number is none.", epilog=EXAMPLES)(
        explain
    )
