"""``homejobs-extract evaluate``: how well the library reads articles whose gold is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homejobs_extract.cli._lexicon import LexiconOption, load_if_given
from homejobs_extract.cli._rtl import isolate, shorten

if TYPE_CHECKING:
    from homejobs_extract.evaluation import Scores
    from homejobs_extract.evaluation.scores import Mistake, Rate

EXAMPLES = """Examples:

homejobs-extract evaluate gold/

homejobs-extract evaluate gold/ --mistakes

homejobs-extract evaluate gold/ --json > scores.json

A folder holds one JSON file an article: its text, and what it states in the form of the annotation guide. Exit status:
0 done; 1 the folder holds no gold or a file that is none (named on standard error); 2 wrong usage.
"""
WIDTH = 40
FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", exists=True, file_okay=False, help="A folder of gold files, *.json.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write all scores and mistakes as one JSON object.")]
MistakesOption = Annotated[bool, typer.Option("--mistakes", help="List every mistake, article by article.")]
ResamplesOption = Annotated[int, typer.Option(min=1, help="How often articles are drawn anew for the intervals.")]


def evaluate(
    folder: FolderArgument,
    *,
    as_json: JsonOption = False,
    mistakes: MistakesOption = False,
    resamples: ResamplesOption = 1000,
    lexicon: LexiconOption = None,
) -> None:
    """Score the library on a folder of gold.

    Raises ``typer.Exit`` with status 1 when the folder holds no gold or a broken one.
    """
    from homejobs_extract.evaluation import evaluate as measure

    try:
        scores = measure(folder, resamples=resamples, lexicon=load_if_given(lexicon))
    except (FileNotFoundError, ValueError) as error:
        typer.echo(f"homejobs-extract: {error}", err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(scores.model_dump_json(indent=2))
        return
    for line in [*lines(scores), *(map(mistake_line, scores.mistakes) if mistakes else ())]:
        typer.echo(line)


def lines(scores: Scores) -> list[str]:
    """The scores as a person reads them."""
    head = f"{scores.articles} articles, {scores.perfect} without a mistake, {scores.crashed} crashed"
    rates = {"found": scores.found, "right": scores.right, **{f"  {kind}": r for kind, r in scores.kinds.items()}}
    rates |= {"agencies": scores.agencies, "speakers": scores.speakers, "sums": scores.checks}
    attributes = [attribute_line(scores, name, value) for name, value in scores.attributes.items()]
    rest = f"outlet {scores.outlet:.3f}   grounded {scores.grounded:.3f}   spans {scores.spans}, bad {scores.bad_spans}"
    confused = confusions(scores)
    return [
        head,
        f"{'':12}{'P':>7}{'R':>7}{'F1':>7}   95 %",
        *(rate_line(scores, name, r) for name, r in rates.items()),
        "",
        *attributes,
        rest,
        *(["", "stages confused: " + ", ".join(confused)] if confused else []),
        *(["", *confidence_lines(scores)] if scores.spans else []),
    ]


def rate_line(scores: Scores, name: str, rate: Rate) -> str:
    """One row of precision, recall and F1."""
    counts = f"({rate.true} true, {rate.spurious} spurious, {rate.missed} missed)"
    key = "checks" if name == "sums" else name
    return f"{name:12}{rate.precision:7.3f}{rate.recall:7.3f}{rate.f1:7.3f}   {interval(scores, key):15}{counts}"


def attribute_line(scores: Scores, name: str, value: float | None) -> str:
    """The share of the figures found that have an attribute right."""
    shown = "-" if value is None else f"{value:.3f}"
    return f"{name:12}{'':14}{shown:>7}   {interval(scores, name)}".rstrip()


def interval(scores: Scores, name: str) -> str:
    """The interval of a score, if it has one."""
    found = scores.intervals.get(name)
    return f"{found.low:.3f}-{found.high:.3f}" if found else ""


def confusions(scores: Scores) -> list[str]:
    """Stages that came out as another, the most frequent first: «referred as paid 3»."""
    pairs = [(n, want, got) for want, row in scores.stages.items() for got, n in row.items() if want != got]
    return [f"{want} as {got} {n}" for n, want, got in sorted(pairs, reverse=True)]


def confidence_lines(scores: Scores) -> list[str]:
    """How many figures are given at least so much confidence, and how many of these are right."""
    known = [c for c in scores.confidence if c.right is not None]
    return [
        f"confidence at least {c.at_least:.2f}: {c.share:6.1%} of the figures, {c.right:6.1%} of them right"
        for c in known
    ]


def mistake_line(mistake: Mistake) -> str:
    """One mistake: what was wanted, what was given, and by which rule."""
    parts = [mistake.article, mistake.what.ljust(9)]
    if mistake.text is not None:
        parts += [f"{mistake.kind} {mistake.value}", isolate(shorten(" ".join(mistake.text.split()), width=WIDTH))]
    if mistake.attribute:
        parts.append(f"{mistake.attribute}: want {isolate(mistake.want or '-')}, got {isolate(mistake.got or '-')}")
    return " ".join(parts) + (f" by {mistake.rule}" if mistake.rule else "")


def register(app: typer.Typer) -> None:
    """Add ``evaluate``."""
    app.command(help="Score the library on a folder of gold.", epilog=EXAMPLES)(evaluate)
