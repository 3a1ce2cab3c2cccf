"""A store answers totals in which a repeated statement counts once, and is written out for other tools."""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homejobs_extract import Figure, extract
from homejobs_extract.archive.batch import How, run_batch
from homejobs_extract.archive.ledger import TABLES
from homejobs_extract.archive.schema import schema_of
from homejobs_extract.store import DIMENSIONS, Filters, Store, StoreError, totals
from homejobs_extract.store.exports import to_csv, to_sqlite, to_xlsx
from tests.archive import made

STATEMENTS = (
    "در سال ۱۴۰۲، {} مجوز مشاغل خانگی در استان کردستان صادر شد.",
    "در سال ۱۴۰۲، {} مجوز مشاغل خانگی در استان ایلام صادر شد.",
    "در سال ۱۴۰۱، {} مجوز مشاغل خانگی در استان کردستان صادر شد.",
    "تا پایان سال برای {} طرح مشاغل خانگی در استان ایلام تسهیلات پرداخت خواهد شد.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of four statements, each in two outlets, and one with a formula for an id."""
    place = tmp_path_factory.mktemp("store")
    rows = [
        {"id": f"{outlet}{n}", "outlet": outlet, "date": "1402-12-20", "text": text.format(100 + n)}
        for outlet in ("الف", "ب")
        for n, text in enumerate(STATEMENTS)
    ]
    rows.append({"id": "=1+1", "url": "＝1+1", "outlet": "پ", "date": "1402-12-20", "text": STATEMENTS[0].format(500)})
    (place / "a.jsonl").write_bytes(b"".join(map(made.line, rows)))
    run_batch([place / "a.jsonl"], place / "out", how=How(workers=1))
    return place / "out"


def test_a_statement_counts_once(folder: Path) -> None:
    with Store(folder) as store:
        found = totals(store, ["province", "year", "kind"], Filters(stage="issued"))
    assert found == [
        {
            "province": "ایلام",
            "year": 1402,
            "kind": "permit",
            "total": 101,
            "statements": 1,
            "figures": 2,
            "articles": 2,
        },
        {
            "province": "کردستان",
            "year": 1401,
            "kind": "permit",
            "total": 102,
            "statements": 1,
            "figures": 2,
            "articles": 2,
        },
        {
            "province": "کردستان",
            "year": 1402,
            "kind": "permit",
            "total": 600,
            "statements": 2,
            "figures": 3,
            "articles": 3,
        },
    ]


def test_totals_by_province_year_kind_and_agency(tmp_path: Path, root: Path) -> None:
    """Counted once more from the reports themselves, without the store."""
    golds = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((root / "tests/fixtures/former").glob("v*"))
    ]
    rows = [{"id": gold["id"], "text": gold["text"], "date": gold["published"]} for gold in golds]
    (tmp_path / "a.jsonl").write_bytes(b"".join(map(made.line, rows + rows)))
    run_batch([tmp_path / "a.jsonl"], tmp_path / "out", how=How(workers=1))
    expected: dict[tuple[object, ...], dict[str, int]] = {}
    for row in rows:
        for figure in extract(row["text"], published=row["date"]).figures:
            if figure.part_of is None and figure.modality == "actual" and figure.basis == "total":
                statement = figure.model_dump_json(
                    include={"kind", "value", "upper", "stage", "agency", "place"}
                ) + str(figure.period and (figure.period.start, figure.period.end))
                expected.setdefault(group(figure), {})[statement] = figure.value
    with Store(tmp_path / "out") as store:
        found = {(r["province"], r["year"], r["kind"], r["agency"]): r for r in totals(store)}
    assert len(expected) > 10
    assert {key: r["total"] for key, r in found.items()} == {k: sum(v.values()) for k, v in expected.items()}
    assert {key: r["statements"] for key, r in found.items()} == {k: len(v) for k, v in expected.items()}


def group(figure: Figure) -> tuple[object, ...]:
    """Where a figure belongs in the totals."""
    place, period = figure.place, figure.period
    province = place and (place.name if place.level == "province" and place.name else place.province)
    day = period and (period.end_jalali or period.start_jalali)
    return province, int(day[:4]) if day else None, figure.kind, figure.agency and figure.agency.name_fa


def test_plans_are_left_out_unless_asked_for(folder: Path) -> None:
    with Store(folder) as store:
        assert totals(store, ["kind"], Filters(kind="plan")) == []
        assert totals(store, ["kind"], Filters(kind="plan", planned=True))[0]["total"] == 103
        by_outlet = totals(store, ["outlet"], Filters(province="ایلام", kind="permit"))
        assert [(r["outlet"], r["total"]) for r in by_outlet] == [("الف", 101), ("ب", 101)]


@pytest.mark.parametrize("name", DIMENSIONS)
def test_every_dimension(folder: Path, name: str) -> None:
    with Store(folder) as store:
        assert sum(row["figures"] for row in totals(store, [name])) == 7


def test_sums_beyond_64_bits(tmp_path: Path) -> None:
    for name in TABLES:
        (tmp_path / name).mkdir()
        pq.write_table(schema_of(name).empty_table(), tmp_path / name / "a.parquet")
    row = {"kind": "loan", "modality": "actual", "basis": "total"}
    rows = [{**row, "article": str(n), "value": 9 * 10**18 + n} for n in range(4)]
    articles = [{"article": str(n)} for n in range(4)]
    pq.write_table(pa.Table.from_pylist(rows, schema=schema_of("figures")), tmp_path / "figures" / "b.parquet")
    pq.write_table(pa.Table.from_pylist(articles, schema=schema_of("articles")), tmp_path / "articles" / "b.parquet")
    with Store(tmp_path) as store:
        assert totals(store, ["kind"])[0]["total"] == 36 * 10**18 + 6


def test_wrong_questions_say_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no results of"):
        Store(tmp_path)
    with Store(folder) as store:
        with pytest.raises(StoreError, match="no dimension colour"):
            totals(store, ["colour"])
        with pytest.raises(StoreError, match="nope"):
            store.query("SELECT nope FROM figures")


def test_sqlite(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        assert to_sqlite(store, tmp_path / "a.db") == sum(count(store, name) for name in TABLES)
        with pytest.raises(StoreError, match="exists"):
            to_sqlite(store, tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        rows = database.execute(
            "SELECT a.outlet, f.value FROM figures f JOIN articles a USING (article) WHERE kind='permit' ORDER BY 2, 1"
        ).fetchall()
        assert rows[-1] == ("پ", 500)
        assert database.execute("SELECT json_array_length(agencies) FROM articles").fetchone() == (0,)
        assert "figures_kind" in {r[0] for r in database.execute("SELECT name FROM sqlite_master")}


def test_csv_and_formulas(folder: Path, tmp_path: Path) -> None:
    with Store(folder) as store:
        to_csv(store, tmp_path / "csv")
        expected = count(store, "articles")
    with (tmp_path / "csv" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == expected
    assert "'=1+1" in {row["id"] for row in rows}
    assert "'＝1+1" in {row["url"] for row in rows}


def test_xlsx(folder: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    with Store(folder) as store:
        to_xlsx(store, tmp_path / "a.xlsx")
        expected = count(store, "figures")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == list(TABLES)
    assert book["figures"].sheet_view.rightToLeft
    assert book["figures"].max_row == expected + 1
    ids = [cell for cell in book["articles"]["E"] if cell.value == "=1+1"]
    assert [cell.data_type for cell in ids] == ["s"]


def count(store: Store, name: str) -> int:
    """The rows of a table."""
    return int(store.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"])


def cli(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line."""
    command = [sys.executable, "-m", "homejobs_extract.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_command_line(folder: Path, tmp_path: Path) -> None:
    asked = ["query", str(folder), "--by", "province", "--stage", "issued", "--year", "1402"]
    rows = json.loads(cli(*asked, "--format", "json").stdout)
    assert [(row["province"], row["total"]) for row in rows] == [("ایلام", 101), ("کردستان", 600)]
    assert "province,total,statements" in cli(*asked, "--format", "csv").stdout
    assert "کردستان" in cli(*asked).stdout
    wrong = cli("query", str(folder), "--sql", "SELECT nope")
    assert (wrong.returncode, "nope" in wrong.stderr) == (2, True)
    assert cli("export", str(folder)).returncode == 2
    written = cli("export", str(folder), "--sqlite", str(tmp_path / "b.db"), "--csv", str(tmp_path / "c"))
    assert written.returncode == 0
    assert "b.db" in written.stdout
