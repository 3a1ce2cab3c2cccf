"""``homejobs-extract chart``: articles, reports or an archive's store to one chart."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from homejobs_extract.cli._inputs import PublishedOption, fail, read_articles
from homejobs_extract.pipeline import extract as read
from homejobs_extract.records import Report

EXAMPLES = """Examples:

homejobs-extract chart news/*.txt --what provinces --kind permit --stage issued --out permits.svg

homejobs-extract chart --store results --what map --kind job --out map.png

Reads articles (text), reports (.json, .jsonl as written by `extract`), or a store. Exit status: 0 done; 1 some inputs
could not be read or the chart not written; 2 wrong usage.
"""


class What(StrEnum):
    """The charts."""

    PROVINCES = "provinces"
    AGENCIES = "agencies"
    PLANNED = "planned"
    FUNNEL = "funnel"
    TIMELINE = "timeline"
    MAP = "map"


class Kind(StrEnum):
    """The kinds of figures."""

    PERMIT = "permit"
    PLAN = "plan"
    LOAN = "loan"
    JOB = "job"
    PERSON = "person"


FilesArgument = Annotated[list[str] | None, typer.Argument(metavar="FILE...", help="Articles or reports; - is stdin.")]
StoreOption = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="A store that `batch` wrote.")]
WhatOption = Annotated[What, typer.Option("--what", help="Which chart.")]
KindOption = Annotated[Kind, typer.Option("--kind", help="Which kind of figure.")]
StageOption = Annotated[str | None, typer.Option("--stage", help="Which stage: issued, paid, created, …")]
OutOption = Annotated[Path, typer.Option("--out", metavar="PICTURE", help="The picture to write: .svg or .png.")]
LangOption = Annotated[Literal["fa", "en"], typer.Option("--lang", help="Language of the chart.")]


def chart(  # noqa: PLR0913
    files: FilesArgument = None,
    *,
    what: WhatOption = What.PROVINCES,
    kind: KindOption = Kind.PERMIT,
    stage: StageOption = None,
    out: OutOption = Path("chart.svg"),
    store: StoreOption = None,
    published: PublishedOption = None,
    lang: LangOption = "fa",
) -> None:
    """Draw one quantity.

    Raises ``typer.Exit`` with status 1 when an input could not be read or the picture not written, and
    ``typer.BadParameter`` without inputs or for another kind of picture.
    """
    if not files and store is None:
        raise typer.BadParameter("give files or --store DIR")
    failed: list[str] = []
    rows = _stored(store, kind, failed) if store else list(_rows(files or [], published, failed))
    _write(rows, what, {"kind": str(kind), "stage": stage, "lang": lang}, out, failed)
    if failed:
        raise typer.Exit(1)


def _rows(files: list[str], published: str | None, failed: list[str]) -> Iterator[dict[str, Any]]:
    for article in read_articles(files, failed):
        for report in _reports(article.text, article.source, published):
            yield from report.to_records()


def _reports(text: str, source: str | None, published: str | None) -> list[Report]:
    if (source or "").endswith((".jsonl", ".json")):
        lines = text.splitlines() if str(source).endswith(".jsonl") else [text]
        return [Report.model_validate_json(line) for line in lines if line.strip()]
    return [read(text, published=published, source=source)]


def _stored(store: Path, kind: Kind, failed: list[str]) -> list[dict[str, Any]]:
    from homejobs_extract.web.store import Store

    try:
        return Store(store).rows({"kind": str(kind)}, limit=None)
    except (OSError, ValueError, ImportError) as error:
        failed.append(str(store))
        fail(str(store), str(error))
        return []


def _write(rows: list[dict[str, Any]], what: What, options: dict[str, Any], out: Path, failed: list[str]) -> None:
    from homejobs_extract.charts import CHARTS, to_png, to_svg

    try:
        drawn = CHARTS[what](rows, **options)
        out.write_bytes(to_png(drawn) if out.suffix == ".png" else to_svg(drawn).encode())
    except (OSError, ImportError) as error:
        failed.append(str(out))
        fail(str(out), str(error))


def register(app: typer.Typer) -> None:
    """Add ``chart``."""
    app.command(help="Draw figures as a chart: provinces, agencies, planned, funnel, timeline, map.", epilog=EXAMPLES)(
        chart
    )
