"""``homejobs-extract query``: totals of a folder of results, or any SQL over it."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

EXAMPLES = """Examples:

homejobs-extract query results --by province,year --kind permit --stage issued

homejobs-extract query results --kind loan --agency imam_khomeini_relief --format csv

homejobs-extract query results --sql "SELECT kind, count(*) FROM figures GROUP BY kind"

A distinct statement counts once, however many articles repeat it. Amounts are rials. Tables: articles, figures,
checks, skipped. Exit status: 0 done; 2 no such folder or a wrong query.
"""


class Form(StrEnum):
    """How to write rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


StoreArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `batch` wrote.")]
ByOption = Annotated[str, typer.Option(help="Of province, place, level, year, kind, stage, agency, modality, outlet.")]
KindOption = Annotated[str | None, typer.Option(help="permit, plan, loan, job or person.")]
StageOption = Annotated[str | None, typer.Option(help="issued, paid, created …")]
AgencyOption = Annotated[str | None, typer.Option(help="Id of an agency.")]
ProvinceOption = Annotated[str | None, typer.Option(help="Persian name of a province.")]
YearOption = Annotated[int | None, typer.Option(help="Jalali year.")]
SqlOption = Annotated[str | None, typer.Option(help="A query of your own; all other choices are then left aside.")]
PartsOption = Annotated[bool, typer.Option("--parts", help="Count also parts of a stated total.")]
PlannedOption = Annotated[bool, typer.Option("--planned", help="Count also what is planned.")]
FormOption = Annotated[Form, typer.Option("--format", help="How to write the rows.")]


def query(  # noqa: PLR0913
    store: StoreArgument,
    *,
    by: ByOption = "province,year,kind,agency",
    kind: KindOption = None,
    stage: StageOption = None,
    agency: AgencyOption = None,
    province: ProvinceOption = None,
    year: YearOption = None,
    parts: PartsOption = False,
    planned: PlannedOption = False,
    sql: SqlOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Totals by province, year, kind and agency, or the answer to a query.

    Raises ``typer.Exit`` with status 2 when the folder or the query is wrong.
    """
    chosen = {"kind": kind, "stage": stage, "agency": agency, "province": province, "year": year}
    try:
        rows = answer(store, sql, by, {**chosen, "parts": parts, "planned": planned})
    except (ImportError, RuntimeError) as error:
        typer.echo(f"homejobs-extract: {error}", err=True)
        raise typer.Exit(2) from None
    write(rows, form)


def answer(folder: Path, sql: str | None, by: str, filters: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows asked for."""
    from homejobs_extract.store import Filters, Store, totals

    with Store(folder) as store:
        return store.rows(sql) if sql else totals(store, [name.strip() for name in by.split(",")], Filters(**filters))


def write(rows: list[dict[str, Any]], form: Form) -> None:
    """Write rows to standard output."""
    if form is Form.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif form is Form.CSV and rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    elif form is Form.TABLE:
        show(rows)


def show(rows: list[dict[str, Any]]) -> None:
    """Rows as a table; Persian is isolated and left as it is, numbers stand under one another."""
    from rich.console import Console
    from rich.table import Table

    table = Table(show_edge=False)
    for name, value in (rows[0] if rows else {"no rows": ""}).items():
        table.add_column(name, justify="right" if isinstance(value, int | float) else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(cell, row.values()))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def cell(value: Any) -> str:
    """A value as a cell.

    >>> cell(401695000000), cell(1402.5), cell(None)
    ('401,695,000,000', '1402.5', '–')
    """
    if value is None:
        return "–"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}" if abs(value) > 9999 else str(value)
    text = str(value)
    return text if text.isascii() else f"\u2068{text}\u2069"


def register(app: typer.Typer) -> None:
    """Add ``query``."""
    app.command(help="Totals by province, year, kind and agency of a folder of results.", epilog=EXAMPLES)(query)
