"""Tables of pandas, polars and Arrow: the same columns and types, and every report back as it was."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from pyarrow import feather, parquet

from homejobs_extract import Report, extract
from homejobs_extract.records import RECORD_COLUMNS, Check
from homejobs_extract.tables import (
    TITLES,
    Rows,
    from_arrow,
    from_pandas,
    from_polars,
    read_reports,
    to_arrow,
    to_pandas,
    to_polars,
)
from tests.reports import slots

TEXTS = (
    "امسال ۳۴۰ مجوز مشاغل خانگی در استان سمنان صادر شد که از این تعداد ۲۱۰ مجوز سهم جهاد کشاورزی است.",
    "سقف وام مشاغل خانگی ۵۰ تا ۱۰۰ میلیون تومان است؛ شماره تماس ۰۲۳۳۳۳۳۰۰۰۰",
    "هوا ابری است.",
    "",
)
DAY = "1402-10-20"


@pytest.fixture(scope="module")
def reports(example: str) -> list[Report]:
    """Reports with figures, with a range, with checks, with nothing."""
    texts = [example, *TEXTS]
    return [extract(text, published=DAY, source=f"n{number}") for number, text in enumerate(texts)]


def test_columns_are_those_of_the_records(reports: list[Report]) -> None:
    table = to_arrow(reports)
    assert tuple(table.column_names) == RECORD_COLUMNS
    assert table.num_rows == sum(len(report.figures) for report in reports) > 20


def test_types(reports: list[Report]) -> None:
    types = {field.name: str(field.type) for field in to_arrow(reports).schema}
    assert {name for name, kind in types.items() if kind == "int64"} == {"value", "upper"}
    assert {name for name, kind in types.items() if kind == "date32[day]"} == {
        "published",
        "period_start",
        "period_end",
    }
    assert {types["start"], types["confidence"], types["period_start_jalali"]} == {"int32", "double", "string"}


def test_an_empty_table_has_the_same_types(reports: list[Report]) -> None:
    assert to_arrow([]).schema == to_arrow(reports).schema
    assert list(to_pandas([]).dtypes) == list(to_pandas(reports).dtypes)
    assert to_polars([]).schema == to_polars(reports).schema


@pytest.mark.parametrize("rows", ["figures", "reports"])
def test_three_libraries_hold_the_same(reports: list[Report], rows: Rows) -> None:
    table = to_arrow(reports, rows=rows)
    assert pa.Table.from_pandas(to_pandas(reports, rows=rows), preserve_index=False).to_pylist() == table.to_pylist()
    assert to_polars(reports, rows=rows).to_dicts() == table.to_pylist()


def test_values_are_those_of_the_records(reports: list[Report]) -> None:
    records = [record for report in reports for record in report.to_records()]
    for row, record in zip(to_polars(reports).to_dicts(), records, strict=True):
        shown = {name: cell.isoformat() if isinstance(cell, datetime.date) else cell for name, cell in row.items()}
        assert shown == record


def test_missing_upper_ends_leave_whole_numbers_whole(reports: list[Report]) -> None:
    frame = to_pandas(reports)
    assert frame["upper"].isna().any()
    assert frame["upper"].dropna().tolist() == [1_000_000_000]
    assert str(frame["upper"].dtype) == "int64[pyarrow]"


def test_one_report_needs_no_list(reports: list[Report]) -> None:
    assert to_arrow(reports[0]).equals(to_arrow(reports[:1]))


@pytest.mark.parametrize("rows", ["figures", "reports"])
def test_persian_titles_name_every_column(reports: list[Report], rows: Rows) -> None:
    plain, persian = to_polars(reports, rows=rows), to_polars(reports, rows=rows, persian=True)
    assert persian.columns == [TITLES[name] for name in plain.columns]
    assert len(set(persian.columns)) == len(plain.columns)
    assert persian.rows() == plain.rows()


@pytest.mark.parametrize("persian", [False, True])
def test_reports_come_back_equal(reports: list[Report], persian: bool) -> None:
    assert from_arrow(to_arrow(reports, rows="reports", persian=persian)) == reports
    assert from_pandas(to_pandas(reports, rows="reports", persian=persian)) == reports
    assert from_polars(to_polars(reports, rows="reports", persian=persian)) == reports


@given(slot=slots())
@settings(max_examples=25, deadline=None)
def test_any_report_comes_back_equal(slot: Any) -> None:
    report = extract(slot.text(), published=DAY)
    assert report.figures
    assert from_polars(to_polars(report, rows="reports")) == [report]


def _feather(path: Path, reports: list[Report]) -> None:
    feather.write_feather(to_arrow(reports, rows="reports"), path)


def _parquet(path: Path, reports: list[Report]) -> None:
    parquet.write_table(to_arrow(reports, rows="reports"), path)


def _parquet_of_polars(path: Path, reports: list[Report]) -> None:
    to_polars(reports, rows="reports").write_parquet(path)


def _parquet_of_pandas(path: Path, reports: list[Report]) -> None:
    to_pandas(reports, rows="reports").to_parquet(path)


def _arrow(path: Path, reports: list[Report]) -> None:
    to_polars(reports, rows="reports").write_ipc(path)


def _csv_of_polars(path: Path, reports: list[Report]) -> None:
    to_polars(reports, rows="reports").write_csv(path)


def _csv_of_pandas(path: Path, reports: list[Report]) -> None:
    to_pandas(reports, rows="reports", persian=True).to_csv(path, index=False)


def _json(path: Path, reports: list[Report]) -> None:
    path.write_text("[" + ",".join(report.model_dump_json(indent=1) for report in reports) + "]", encoding="utf-8")


def _json_lines(path: Path, reports: list[Report]) -> None:
    path.write_text("".join(report.model_dump_json() + "\n" for report in reports), encoding="utf-8")


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        (".feather", _feather),
        (".parquet", _parquet),
        (".parquet", _parquet_of_polars),
        (".parquet", _parquet_of_pandas),
        (".arrow", _arrow),
        (".csv", _csv_of_polars),
        (".csv", _csv_of_pandas),
        (".json", _json),
        (".jsonl", _json_lines),
    ],
)
def test_files_give_reports_back(
    reports: list[Report], tmp_path: Path, suffix: str, write: Callable[[Path, list[Report]], None]
) -> None:
    path = tmp_path / f"reports{suffix}"
    write(path, reports)
    assert read_reports(path) == reports


def test_a_csv_of_long_reports(tmp_path: Path, example: str) -> None:
    """Each longer than a megabyte of JSON, the block that pyarrow reads at once."""
    long = extract("\n\n".join([example] * 170))
    assert len(long.model_dump_json()) > 2**20
    reports = [long, long.model_copy(update={"source": "again"})]
    _csv_of_polars(tmp_path / "long.csv", reports)
    assert read_reports(tmp_path / "long.csv") == reports


def test_a_report_gives_its_own_tables(reports: list[Report]) -> None:
    for report in reports:
        assert report.to_arrow().equals(to_arrow(report))
        assert report.to_pandas().equals(to_pandas(report))
        assert report.to_polars(persian=True).equals(to_polars(report, persian=True))
        assert report.to_arrow().num_rows == len(report.figures)


def test_one_report_alone_is_a_file_of_one(reports: list[Report], tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(reports[0].model_dump_json(), encoding="utf-8")
    assert read_reports(path) == reports[:1]


def test_what_the_command_line_writes_is_read(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "homejobs_extract.cli", "extract", "examples/report.txt", "--format", "jsonl"]
    path = tmp_path / "made.jsonl"
    path.write_bytes(subprocess.run(command, cwd=root, capture_output=True, check=True).stdout)
    assert [len(report.figures) for report in read_reports(path)] == [20]


def test_sums_wider_than_64_bits_come_back(tmp_path: Path) -> None:
    """Ten parts of 10^18 each."""
    check = Check(kind="loan", type="sum", status="unknown", parts_sum=10**20, difference=-(10**20))
    report = Report(data_version="", checks=(check,))
    _json(tmp_path / "wide.json", [report])
    assert read_reports(tmp_path / "wide.json") == [report] == from_arrow(to_arrow(report, rows="reports"))


def test_figures_alone_do_not_make_reports(reports: list[Report]) -> None:
    with pytest.raises(ValueError, match="rows='reports'"):
        from_pandas(to_pandas(reports))
    with pytest.raises(ValueError, match="rows='reports'"):
        from_arrow(to_arrow(reports))
    with pytest.raises(ValueError, match="rows='reports'"):
        from_polars(to_polars(reports))


def test_wrong_use_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="give one of: figures, reports"):
        to_arrow([], rows="sentences")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cannot tell the format"):
        read_reports(tmp_path / "reports.xlsx")
    with pytest.raises(FileNotFoundError):
        read_reports(tmp_path / "nowhere.parquet")


@pytest.mark.parametrize(
    ("call", "library"),
    [("to_arrow", "pyarrow"), ("to_pandas", "pandas"), ("to_polars", "polars")],
)
def test_a_missing_library_is_named_with_its_extra(call: str, library: str, python: Callable[..., str]) -> None:
    code = (
        f"import sys; sys.modules['{library}'] = None\n"
        f"from homejobs_extract.tables import {call}\n"
        f"try: {call}([])\nexcept ModuleNotFoundError as error: print(error)\n"
    )
    assert python(code) == f"this needs {library}: pip install 'homejobs-extract[tables]'\n"


def test_importing_loads_no_table_library(python: Callable[..., str]) -> None:
    loaded = python("import sys, homejobs_extract.tables; print(*sys.modules)").split()
    assert not {"pandas", "polars", "pyarrow", "numpy"} & set(loaded)


def test_frames_are_of_their_libraries(reports: list[Report]) -> None:
    kinds = to_polars(reports).group_by("kind").agg(pl.col("value").sum()).sort("kind")
    assert isinstance(to_pandas(reports), pd.DataFrame)
    assert kinds["kind"].to_list() == to_pandas(reports).groupby("kind")["value"].sum().index.tolist()
