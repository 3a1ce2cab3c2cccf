"""The columns of both tables: their names, Arrow types and Persian titles.

Money is in rials, 64 bits wide: a figure's value is never above 10^18. ISO dates are dates, Jalali ones are text.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from homejobs_extract.exports.words import HEADERS
from homejobs_extract.records import RECORD_COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

Rows = Literal["figures", "reports"]
REPORT = "report"
REPORT_COLUMNS = (
    *("source", "published", "outlet", "data_version", "schema_version"),
    *("figure_count", "finding_count", "skipped_count", REPORT),
)
TITLES = {
    **HEADERS,
    "data_version": "نسخه واژگان",
    "schema_version": "نسخه ساختار",
    "figure_count": "شمار ارقام",
    "finding_count": "شمار یافته‌ها",
    "skipped_count": "شمار کنارگذاشته‌ها",
    REPORT: "گزارش",
}
COLUMNS: dict[Rows, tuple[str, ...]] = {"figures": RECORD_COLUMNS, "reports": REPORT_COLUMNS}
WHOLE = frozenset(("value", "upper"))
DATES = frozenset(("published", "period_start", "period_end"))
COUNTS = frozenset(("start", "end", "figure_count", "finding_count", "skipped_count"))


def need(library: str) -> ModuleType:
    """A library of the extra ``tables``; ``ModuleNotFoundError`` says how to get it.

    >>> need("pandos")
    Traceback (most recent call last):
    ModuleNotFoundError: this needs pandos: pip install 'homejobs-extract[tables]'
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        if error.name != library:
            raise
        message = f"this needs {library}: pip install 'homejobs-extract[tables]'"
        raise ModuleNotFoundError(message, name=library) from None


def schema(rows: Rows) -> pa.Schema:
    """The Arrow schema of a table; raises ``ValueError`` for rows that there are not."""
    if rows not in COLUMNS:
        message = f"rows is {rows!r}; give one of: {', '.join(COLUMNS)}"
        raise ValueError(message)
    arrow: Any = need("pyarrow")
    return arrow.schema([arrow.field(name, _type(arrow, name)) for name in COLUMNS[rows]])


def _type(arrow: Any, name: str) -> pa.DataType:
    if name in WHOLE:
        return arrow.int64()
    if name in DATES:
        return arrow.date32()
    if name in COUNTS:
        return arrow.int32()
    return arrow.float64() if name == "confidence" else arrow.string()
