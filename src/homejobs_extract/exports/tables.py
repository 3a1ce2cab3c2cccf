"""Spreadsheets with Persian headers: CSV for any program, XLSX with a sheet of figures and a sheet of checks.

No cell is a formula, whatever an article begins with.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from homejobs_extract.exports.words import CHECK_HEADERS, HEADERS, persian
from homejobs_extract.records import RECORD_COLUMNS, Report

MISSING = "this needs openpyxl: pip install 'homejobs-extract[xlsx]'"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST = 32_767
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BOM = "\ufeff"
WIDTHS = {"جمله": 60, "توضیح": 80, "عبارت متن": 24}


def figure_rows(reports: Iterable[Report]) -> Iterator[list[object]]:
    """One row a figure under :data:`HEADERS`; money in rials."""
    for report in reports:
        for record in report.to_records():
            yield [persian(column, record[column]) for column in RECORD_COLUMNS]


def check_rows(reports: Iterable[Report]) -> Iterator[list[object]]:
    """One row a check under :data:`CHECK_HEADERS`, the reported value beside the recomputed one."""
    for report in reports:
        values = {figure.id: figure.value for figure in report.figures}
        for check in report.checks:
            row = check.model_dump() | {
                "source": report.source,
                "parts": " ".join(check.parts),
                "reported": values.get(check.total or ""),
            }
            yield [persian(column, row[column]) for column in CHECK_HEADERS]


def figures_csv(reports: Iterable[Report]) -> str:
    """The figures as CSV with Persian headers; begins with a byte order mark, so that spreadsheets read Persian."""
    return BOM + csv_text([HEADERS[column] for column in RECORD_COLUMNS], figure_rows(reports))


def checks_csv(reports: Iterable[Report]) -> str:
    """The checks as CSV with Persian headers, with a byte order mark."""
    return BOM + csv_text(list(CHECK_HEADERS.values()), check_rows(reports))


def csv_text(headers: Sequence[str], rows: Iterable[list[object]]) -> str:
    """Rows below their headers as CSV, no cell a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> harmless("=1+1"), harmless("＝1+1"), harmless("۱۲ مجوز"), harmless(-5)
    ("'=1+1", "'＝1+1", '۱۲ مجوز', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_xlsx(reports: Iterable[Report], path: str | Path) -> None:
    """Write figures and checks to a workbook, right to left.

    Raises ``ModuleNotFoundError`` with the command to install what is missing.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise ModuleNotFoundError(MISSING) from None
    kept = list(reports)
    book = Workbook()
    figures = book.active
    figures.title = "ارقام"
    _fill(figures, [HEADERS[column] for column in RECORD_COLUMNS], figure_rows(kept))
    _fill(book.create_sheet("بررسی‌ها"), list(CHECK_HEADERS.values()), check_rows(kept))
    book.save(path)


def _fill(sheet: Any, headers: list[str], rows: Iterable[list[object]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "A2"
    table: list[Sequence[object]] = [headers, *rows]
    for line, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(line, column), value)
    for column, header in enumerate(headers, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS.get(header, 16)


def _put(cell: Any, value: object) -> None:
    if isinstance(value, str):
        cell.value = UNSEEN.sub("\ufffd", value)[:LONGEST]
        cell.data_type = "s"
    else:
        cell.value = value
