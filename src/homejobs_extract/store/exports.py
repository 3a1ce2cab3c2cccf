"""A store written out: SQLite (for Datasette), CSV, and a spreadsheet that opens from right to left."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from homejobs_extract.archive.items import MissingExtraError
from homejobs_extract.archive.ledger import TABLES
from homejobs_extract.exports.tables import harmless
from homejobs_extract.store.database import Store, StoreError

ROWS_IN_SHEET = 1_048_575
LONGEST_CELL = 32_767
INDEXED = ("kind", "year", "place_province", "agency_id", "stage")


def to_sqlite(store: Store, path: Path) -> int:
    """Write all tables to an SQLite file, which must not exist; figures point to their article. Returns the rows."""
    if path.exists():
        raise StoreError(f"{path} exists; remove it or name another file")
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.unlink(missing_ok=True)
    with closing(sqlite3.connect(temporary)) as database:
        count = sum(_to_sqlite(store, database, name) for name in TABLES)
        for column in INDEXED:
            database.execute(f"CREATE INDEX figures_{column} ON figures ({column})")
        database.commit()
    temporary.replace(path)
    return count


def _to_sqlite(store: Store, database: sqlite3.Connection, name: str) -> int:
    columns = store.query(f"SELECT * FROM {name} LIMIT 0").schema
    database.execute(f"CREATE TABLE {name} ({', '.join(_column(name, field) for field in columns)})")
    if name != "articles":
        database.execute(f"CREATE INDEX {name}_article ON {name} (article)")
    places = ", ".join("?" * len(columns.names))
    count = 0
    for rows in store.batches(name):
        database.executemany(f"INSERT INTO {name} VALUES ({places})", [[_plain(v) for v in r.values()] for r in rows])
        count += len(rows)
    return count


def _column(table: str, field: Any) -> str:
    kind = str(field.type)
    declared = "INTEGER" if kind.startswith("int") else "REAL" if kind == "double" else "TEXT"
    if field.name == "article":
        declared += " PRIMARY KEY" if table == "articles" else " REFERENCES articles (article)"
    return f'"{field.name}" {declared}'


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def to_csv(store: Store, folder: Path) -> int:
    """Write one CSV file a table into a folder; returns the rows.

    UTF-8 with a mark, since spreadsheets ask for one; a cell that a spreadsheet would take for a formula begins with
    an apostrophe.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return sum(_to_csv(store, name, folder / f"{name}.csv") for name in TABLES)


def _to_csv(store: Store, name: str, path: Path) -> int:
    temporary, count = path.with_name(f".{path.name}.tmp"), 0
    with temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(store.query(f"SELECT * FROM {name} LIMIT 0").column_names)
        for rows in store.batches(name):
            writer.writerows([harmless(_plain(value)) for value in row.values()] for row in rows)
            count += len(rows)
    temporary.replace(path)
    return count


def to_xlsx(store: Store, path: Path) -> int:
    """Write a workbook with one sheet a table, from right to left; returns the rows.

    ``StoreError`` for a table with more rows than a sheet holds; texts longer than a cell holds are cut.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("openpyxl", "xlsx") from None
    book = Workbook(write_only=True)
    count = sum(_to_sheet(store, book, name) for name in TABLES)
    temporary = path.with_name(f".{path.name}.tmp")
    book.save(temporary)
    temporary.replace(path)
    return count


def _to_sheet(store: Store, book: Any, name: str) -> int:
    size = store.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]
    if size > ROWS_IN_SHEET:
        raise StoreError(f"{name} has {size:,} rows, a sheet holds {ROWS_IN_SHEET:,}; use --csv or --sqlite")
    sheet = book.create_sheet(name)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    sheet.append(store.query(f"SELECT * FROM {name} LIMIT 0").column_names)
    for rows in store.batches(name):
        for row in rows:
            sheet.append(list(_cells(sheet, row.values())))
    return int(size)


def _cells(sheet: Any, values: Iterable[Any]) -> Iterable[Any]:
    """Cells whose text stays text: no formula, no character that XML forbids, none too long."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for value in map(_plain, values):
        if isinstance(value, str):
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
            cell.data_type = "s"
            yield cell
        else:
            yield value
