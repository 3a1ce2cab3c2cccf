"""``homejobs-extract compare``: do reports agree with each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from homejobs_extract.cli._inputs import PublishedOption, explain_failure, fail, printable

if TYPE_CHECKING:
    from homejobs_extract.comparison import Comparison
    from homejobs_extract.records import Report

EXAMPLES = """Examples:

homejobs-extract compare news/ --format csv > findings.csv

homejobs-extract compare a.txt b.txt --published 1403-01-20

homejobs-extract compare archive.jsonl --format html > comparison.html

Inputs: results of `batch`, folders, .txt files (an article each), .json and .jsonl files of articles ({"text",
"published", "outlet", "url"}) or of reports as `extract --format json` writes them.

Exit status: 0 done; 1 some inputs could not be read; 2 wrong usage; 3 reports contradict each other (with --strict).
"""
SUFFIXES = (".txt", ".json", ".jsonl")
CONTRADICT = 3
STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


class Form(StrEnum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    GROUPS = "groups-csv"
    HTML = "html"


class Told(NamedTuple):
    """A report and what is known of its article's text."""

    report: Report
    text: str


PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH", help="Folders or files of articles or reports.")]
FormOption = Annotated[
    Form,
    typer.Option(
        "--format", help="table and csv: the contradictions; groups-csv: every statement; json and html: all."
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Leave with status 3 when reports contradict each other.")]
PersianOption = Annotated[bool, typer.Option("--persian", help="Say what was found in Persian.")]


def compare(
    paths: PathsArgument,
    *,
    published: PublishedOption = None,
    form: FormOption = Form.TABLE,
    strict: StrictOption = False,
    persian: PersianOption = False,
) -> None:
    """Read reports and write where they contradict each other.

    Raises ``typer.Exit`` with 1 when an input could not be read, with 3 when asked to on a contradiction.
    """
    from homejobs_extract.comparison import compare as run

    failed: list[str] = []
    told = [item for name in paths for item in _inputs(name, published, failed)]
    comparison = run([t.report for t in told], texts=[t.text for t in told])
    _write(comparison, form, persian=persian)
    if failed or (strict and comparison.alarms):
        raise typer.Exit(1 if failed else CONTRADICT)


def _inputs(name: str, published: str | None, failed: list[str]) -> Iterator[Told]:
    """The reports of a batch's results, of a folder's files, or of one file."""
    path = Path(name)
    if (path / "figures").is_dir() and (path / "articles").is_dir():
        yield from _of_store(path, failed)
        return
    for file in _files(path, failed):
        yield from _read(file, published, failed)


def _files(path: Path, failed: list[str]) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file())
    elif path.exists():
        yield path
    else:
        failed.append(str(path))
        fail(printable(str(path)), "no such file or directory")


def _of_store(path: Path, failed: list[str]) -> Iterator[Told]:
    """The reports of a folder that ``batch`` wrote."""
    from homejobs_extract.archive.items import MissingExtraError
    from homejobs_extract.comparison.reprints import text_of
    from homejobs_extract.comparison.stores import reports
    from homejobs_extract.store.database import Store, StoreError

    try:
        with Store(path) as store:
            articles, figures = ([r for rows in store.batches(t) for r in rows] for t in ("articles", "figures"))
            for report, text in reports(articles, figures):
                yield Told(report, text or text_of(report))
    except (StoreError, MissingExtraError) as error:
        failed.append(str(path))
        fail(printable(str(path)), str(error))


def _read(path: Path, published: str | None, failed: list[str]) -> Iterator[Told]:
    """The reports of one file; a file or line that cannot be read is named on standard error, the rest still read."""
    name = printable(str(path))
    try:
        content = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        failed.append(name)
        fail(name, explain_failure(error))
        return
    for where, item in _items(path, content):
        try:
            yield _told(item, where, published)
        except (ValueError, TypeError, KeyError) as error:
            failed.append(name)
            fail(where, f"no article and no report ({str(error).splitlines()[0]})")


def _items(path: Path, content: str) -> Iterator[tuple[str, Any]]:
    """The articles or reports of a file, each with the name to speak of it; JSON is read when it is asked for."""
    name = printable(str(path))
    if path.suffix == ".jsonl":
        for number, line in enumerate(content.splitlines(), 1):
            if line.strip():
                yield f"{name}:{number}", line
    elif path.suffix == ".json":
        yield from _of_json(name, content)
    else:
        yield name, {"text": content}


def _of_json(name: str, content: str) -> Iterator[tuple[str, Any]]:
    """A JSON file holds one article or report, or an array of them."""
    try:
        found = json.loads(content)
    except ValueError:
        yield name, content
        return
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        yield (f"{name}[{number}]" if isinstance(found, list) else name), item


def _told(item: Any, where: str, published: str | None) -> Told:
    """A report as given, or the one extracted from an article.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` for what is neither.
    """
    from homejobs_extract.comparison.reprints import text_of
    from homejobs_extract.pipeline import extract
    from homejobs_extract.records import Report

    found = json.loads(item) if isinstance(item, str) else item
    if not isinstance(found, dict):
        message = "a JSON object is wanted"
        raise TypeError(message)
    if "figures" in found and "text" not in found:
        report = Report.model_validate(found)
        return Told(report, text_of(report))
    day = found.get("published") or published
    report = extract(found["text"], published=day, source=found.get("url") or found.get("id") or where)
    if found.get("outlet"):
        report = report.model_copy(update={"outlet": str(found["outlet"])})
    return Told(report, found["text"])


def _write(comparison: Comparison, form: Form, *, persian: bool) -> None:
    from homejobs_extract.comparison.output import findings_csv, groups_csv, to_json

    written = {Form.JSON: to_json, Form.CSV: findings_csv, Form.GROUPS: groups_csv}
    if form is Form.HTML:
        sys.stdout.write(comparison.to_html(lang="fa" if persian else "en"))
    elif form in written:
        sys.stdout.write(written[form](comparison) + ("\n" if form is Form.JSON else ""))
    else:
        _table(comparison, persian=persian)


def _table(comparison: Comparison, *, persian: bool) -> None:
    from rich.text import Text

    from homejobs_extract.cli._rtl import isolate
    from homejobs_extract.cli._table import console

    screen = console(sys.stdout)
    again = sum(len(r.others) for r in comparison.reprints)
    head = f"{comparison.reports} reports, {again} of them reprints, {len(comparison.groups)} groups of statements"
    screen.print(Text(f"{head}; {len(comparison.alarms)} contradictions", style="bold"))
    for found in comparison.findings:
        told = isolate(found.message_fa) if persian else found.message_en
        line = Text.assemble(
            (f"  {found.severity or '':<8}", STYLES.get(found.severity or "", "")), f"{found.type}: {told}"
        )
        screen.print(line, soft_wrap=True)


def register(app: typer.Typer) -> None:
    """Add ``compare``."""
    app.command(help="Set reports against each other: one thing, several values.", epilog=EXAMPLES)(compare)
