"""``homejobs-extract export``: a folder of results for Datasette, spreadsheets and everything that reads CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = """Examples:

homejobs-extract export results --sqlite figures.db   # then: datasette figures.db

homejobs-extract export results --csv folder --xlsx figures.xlsx

Exit status: 0 done; 2 no such folder, nothing asked for, or a file that is in the way.
"""
StoreArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that `batch` wrote.")]
SqliteOption = Annotated[Path | None, typer.Option("--sqlite", help="An SQLite file of four tables.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", help="A folder for four CSV files.")]
XlsxOption = Annotated[Path | None, typer.Option("--xlsx", help="A workbook of four sheets.")]


def export(
    store: StoreArgument, *, sqlite: SqliteOption = None, csv: CsvOption = None, xlsx: XlsxOption = None
) -> None:
    """Write the tables of a folder of results in other formats.

    Raises ``typer.Exit`` with status 2 when it cannot be done.
    """
    targets = {"sqlite": sqlite, "csv": csv, "xlsx": xlsx}
    try:
        if not any(targets.values()):
            raise RuntimeError("say where to: --sqlite FILE, --csv DIR or --xlsx FILE")
        write(store, targets)
    except (ImportError, RuntimeError, OSError) as error:
        typer.echo(f"homejobs-extract: {error}", err=True)
        raise typer.Exit(2) from None


def write(folder: Path, targets: dict[str, Path | None]) -> None:
    """Write what was asked for, saying what was written."""
    from homejobs_extract.store import Store
    from homejobs_extract.store.exports import to_csv, to_sqlite, to_xlsx

    writers = {"sqlite": to_sqlite, "csv": to_csv, "xlsx": to_xlsx}
    with Store(folder) as store:
        for name, path in targets.items():
            if path is not None:
                typer.echo(f"{path}: {writers[name](store, path):,} rows")


def register(app: typer.Typer) -> None:
    """Add ``export``."""
    app.command(help="Write results as SQLite, CSV or a workbook.", epilog=EXAMPLES)(export)
