"""``homejobs-extract check``: does each report agree with itself, for a person or for a newsroom's pipeline."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from homejobs_extract.cli._inputs import PublishedOption, fail, read_articles

if TYPE_CHECKING:
    from homejobs_extract.records import Check, Report

EXAMPLES = """Examples:

homejobs-extract check report.txt --published 1400-12-05

homejobs-extract check news/*.txt --format json > checks.json

homejobs-extract check news/*.txt --format csv --xlsx checks.xlsx > checks.csv

homejobs-extract check report.txt --format claimreview > drafts.json   # rating and address are left to you

Exit status: 0 everything checked agrees; 1 some inputs could not be read; 2 wrong usage; 3 something disagrees.
"""
DISAGREES = 3
LIGHTS = {
    "agrees": ("●", "green"),
    "agrees_approximately": ("●", "yellow"),
    "disagrees": ("●", "red"),
    "unknown": ("○", "dim"),
}
ORDER = ("disagrees", "agrees_approximately", "unknown", "agrees")


class Form(StrEnum):
    """What ``--format`` takes."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"
    ANNOTATIONS = "annotations"


class Checked(NamedTuple):
    """One article's report with all its checks."""

    source: str | None
    report: Report
    text: str


FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help="UTF-8 text files, one article each; - is standard input.")
]
FormOption = Annotated[
    Form,
    typer.Option(
        "--format",
        help="table; json (an array of articles) or jsonl (one a line); csv with Persian headers; claimreview: "
        "schema.org drafts of the findings; annotations: W3C Web Annotations.",
    ),
]
XlsxOption = Annotated[
    Path | None, typer.Option("--xlsx", help="Also write figures and checks to a workbook with Persian headers.")
]
PersianOption = Annotated[bool, typer.Option("--persian", help="Say what was found in Persian.")]
AllOption = Annotated[bool, typer.Option("--all", help="Show the checks that agree, too.")]


def check(
    files: FilesArgument,
    *,
    published: PublishedOption = None,
    form: FormOption = Form.TABLE,
    persian: PersianOption = False,
    everything: AllOption = False,
    xlsx: XlsxOption = None,
) -> None:
    """Read articles and write what was checked in each.

    Raises ``typer.Exit`` with 1 when an input could not be read, with 2 when the workbook cannot be written, with 3
    when a check disagrees.
    """
    failed: list[str] = []
    disagreed = False
    reports: list[Report] = []
    writer = Writer(form, persian=persian, everything=everything)
    for found in _checked(files, published, failed):
        disagreed = disagreed or light(found.report) == "disagrees"
        writer.write(found)
        reports.extend([found.report] if xlsx or form is Form.CSV else [])
    writer.close(reports)
    if xlsx:
        _write_workbook(reports, xlsx)
    if failed or disagreed:
        raise typer.Exit(1 if failed else DISAGREES)


def _write_workbook(reports: list[Report], path: Path) -> None:
    from homejobs_extract.exports import write_xlsx

    try:
        write_xlsx(reports, path)
    except (OSError, ModuleNotFoundError) as error:
        fail(str(path), str(error))
        raise typer.Exit(2) from None


def _checked(files: list[str], published: str | None, failed: list[str]) -> Iterator[Checked]:
    from homejobs_extract.checks.run import with_checks
    from homejobs_extract.pipeline import extract

    for article in read_articles(files, failed):
        report = extract(article.text, published=published, source=article.source)
        yield Checked(article.source, with_checks(report, article.text), article.text)


def light(report: Report) -> str:
    """The worst status of a report's checks; ``unknown`` if nothing could be checked."""
    found = {c.status for c in report.checks}
    return next((status for status in ORDER if status in found), "unknown")


class Writer:
    """Writes each article's checks as they come."""

    def __init__(self, form: Form, *, persian: bool, everything: bool) -> None:
        self.form = form
        self.persian = persian
        self.everything = everything
        self.between = "["

    def write(self, found: Checked) -> None:
        """One article."""
        if self.form is Form.TABLE:
            self._table(found)
        elif self.form is Form.JSONL:
            sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False) + "\n")
        elif self.form is not Form.CSV:
            for item in exported(found, self.form):
                sys.stdout.write(f"{self.between}\n{json.dumps(item, ensure_ascii=False, indent=1)}")
                self.between = ","

    def close(self, reports: list[Report]) -> None:
        """The end of a JSON array, or all of a spreadsheet."""
        if self.form is Form.CSV:
            from homejobs_extract.exports import checks_csv

            sys.stdout.write(checks_csv(reports))
        elif self.form not in (Form.TABLE, Form.JSONL):
            sys.stdout.write("[]\n" if self.between == "[" else "\n]\n")

    def _table(self, found: Checked) -> None:
        from rich.text import Text

        from homejobs_extract.cli._table import console

        screen = console(sys.stdout)
        mark, style = LIGHTS[light(found.report)]
        screen.print(Text(f"{mark} {found.source or 'standard input'}: {tally(found.report)}", style=f"bold {style}"))
        hidden = () if self.everything else ("agrees",)
        for made in sorted(found.report.checks, key=lambda c: ORDER.index(c.status)):
            if made.status not in hidden:
                screen.print(self._line(made), soft_wrap=True)

    def _line(self, made: Check) -> Any:
        from rich.text import Text

        from homejobs_extract.cli._rtl import isolate

        mark, style = LIGHTS[made.status]
        told = isolate(made.message_fa) if self.persian else made.message_en
        return Text.assemble((f"  {mark} ", style), f"{made.type:<9}{made.severity or '':<8} {told}")


def tally(report: Report) -> str:
    """How the checks came out, in numbers.

    >>> from homejobs_extract.records import Report
    >>> tally(Report(data_version="", checks=()))
    'nothing to check'
    """
    counts = [(sum(c.status == status for c in report.checks), status.replace("_", " ")) for status in ORDER]
    return ", ".join(f"{count} {status}" for count, status in counts if count) or "nothing to check"


def exported(found: Checked, form: Form) -> Iterator[dict[str, Any]]:
    """What one article gives to a JSON array of a form."""
    if form is Form.CLAIMREVIEW:
        from homejobs_extract.exports import claim_review

        yield from (claim_review(found.report, check) for check in found.report.findings if check.severity != "note")
    elif form is Form.ANNOTATIONS:
        from homejobs_extract.exports import web_annotations

        yield web_annotations(found.report, found.text)
    else:
        yield as_json(found)


def as_json(found: Checked) -> dict[str, Any]:
    """An article's checks, with the places in the text of all figures that they speak of."""
    report = found.report
    named = {i for c in report.checks for i in (c.total, *c.parts)}
    places = {f.id: [span.model_dump() for span in f.spans] for f in report.figures if f.id in named}
    return {
        "source": found.source,
        "published": report.published,
        "status": light(report),
        "checks": [c.model_dump() for c in report.checks],
        "places": places,
    }


def register(app: typer.Typer) -> None:
    """Add ``check``."""
    app.command(help="Check whether the figures of each article agree with each other.", epilog=EXAMPLES)(check)
