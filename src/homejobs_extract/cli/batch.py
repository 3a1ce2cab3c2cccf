"""``homejobs-extract batch``: archives to a folder of Parquet tables; the same command finishes what was cut off."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from homejobs_extract.archive.results import Summary

EXAMPLES = """Examples:

homejobs-extract batch news.jsonl.gz --out results

homejobs-extract batch archive/ more.csv --out results --text body --date published_at

homejobs-extract batch CC-NEWS-*.warc.gz --out results --workers 8

Reads .jsonl, .csv, .tsv (also .gz, .zst, .xz, .bz2), .parquet, .warc(.gz), and folders of these, of .txt and of .html.
The same command again finishes a job that was cut off. Exit status: 0 done; 1 something could not be read (all of it
in rejects.jsonl, the rest is extracted); 2 wrong usage.
"""


class EngineName(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    RAY = "ray"


InputsArgument = Annotated[list[Path], typer.Argument(metavar="INPUT", help="Files and folders.")]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="Folder of results; made if missing.")]
NameOption = Annotated[str | None, typer.Option(help="Field that holds it; by default guessed from usual names.")]
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=0, help="Processes; 0 is one a processor.")]
SecondsOption = Annotated[float, typer.Option(min=0, help="Time limit for one article; 0 is none.")]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Begin anew, whatever the folder holds.")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on with what the folder holds: the default.")]
VerifyOption = Annotated[bool, typer.Option("--verify", help="Parse every JSON line, also those the gate stops.")]
CrawlOption = Annotated[bool, typer.Option("--crawl-date", help="A page without a date has the day of its crawl.")]
EngineOption = Annotated[EngineName, typer.Option(help="ray: Ray Data, on one machine or a cluster.")]
AddressOption = Annotated[str | None, typer.Option(help="Address of a Ray cluster.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


def batch(  # noqa: PLR0913
    inputs: InputsArgument,
    *,
    out: OutOption,
    text: NameOption = None,
    title: NameOption = None,
    date: NameOption = None,
    url: NameOption = None,
    outlet: NameOption = None,
    id_: Annotated[str | None, typer.Option("--id", help="Field that holds the id.")] = None,
    workers: WorkersOption = 0,
    seconds: SecondsOption = 60.0,
    fresh: FreshOption = False,
    _resume: ResumeOption = True,
    verify: VerifyOption = False,
    crawl_date: CrawlOption = False,
    engine: EngineOption = EngineName.LOCAL,
    address: AddressOption = None,
    quiet: QuietOption = False,
) -> None:
    """Extract every figure from archives of any size into Parquet tables.

    Raises ``typer.Exit`` with status 1 when something could not be read, 2 when the job cannot be done as asked.
    """
    fields = {"text": text, "title": title, "published": date, "url": url, "outlet": outlet, "id": id_}
    how = {"workers": workers, "fresh": fresh, "engine": engine.value, "address": address}
    summary = run(inputs, out, fields, how, quiet=quiet, seconds=seconds, verify=verify, crawl_date=crawl_date)
    typer.echo(describe(summary))
    if summary.rejects:
        typer.echo(f"{summary.rejects:,} could not be read: see {summary.folder / 'rejects.jsonl'}", err=True)
        raise typer.Exit(1)


def run(
    inputs: list[Path], out: Path, fields: dict[str, str | None], how: dict[str, Any], *, quiet: bool, **options: Any
) -> Summary:
    """Run the job; ``typer.Exit`` with a clear line for what the user can mend."""
    from homejobs_extract.archive.batch import How, OtherJobError, run_batch
    from homejobs_extract.archive.fields import Fields
    from homejobs_extract.archive.ledger import FolderInUseError
    from homejobs_extract.archive.pool import JobFailedError
    from homejobs_extract.cli._progress import progress

    try:
        with progress(quiet=quiet) as tick:
            return run_batch(inputs, out, how=How(**how), tick=tick, fields=Fields(**fields), **options)
    except (OtherJobError, FolderInUseError, ImportError) as error:
        typer.echo(f"homejobs-extract: {error}", err=True)
        raise typer.Exit(2) from None
    except (JobFailedError, OSError) as error:
        typer.echo(f"homejobs-extract: {error}; the same command goes on from here", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("homejobs-extract: stopped; the same command goes on from here", err=True)
        raise typer.Exit(130) from None


def describe(summary: Summary) -> str:
    """One line of counts."""
    figures = f"{summary.figures:,} figures in {summary.articles:,} relevant articles of {summary.rows:,}"
    return f"{figures}; {summary.checks:,} checks, {summary.findings:,} findings: {summary.folder}"


def register(app: typer.Typer) -> None:
    """Add ``batch``."""
    app.command(help="Extract every figure from archives of any size into Parquet tables.", epilog=EXAMPLES)(batch)
