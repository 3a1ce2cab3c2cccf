"""A folder of results as a DuckDB database of four views; nothing is copied, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homejobs_extract.archive.items import MissingExtraError
from homejobs_extract.archive.ledger import TABLES

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


class StoreError(RuntimeError):
    """The folder holds no results, or a query cannot be answered; the message says why."""


class Store:
    """The tables ``articles``, ``figures``, ``checks`` and ``skipped`` of a folder that ``batch`` wrote.

    ``StoreError`` for a folder without them; ``MissingExtraError`` without DuckDB. A store is a context manager.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._connection = _connect()
        for name in TABLES:
            self._view(name)

    def _view(self, name: str) -> None:
        files = self.folder / name
        if not any(files.glob("*.parquet")):
            raise StoreError(f"{self.folder} holds no results of `homejobs-extract batch`: no Parquet file in {files}")
        pattern = str(files / "*.parquet").replace("'", "''")
        self._connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{pattern}')")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()

    def query(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """The answer to a query as an Arrow table; ``StoreError`` when the query is wrong."""
        import duckdb

        try:
            answer = self._connection.sql(sql, params=list(values))
            return answer.to_arrow_table()
        except duckdb.Error as error:
            raise StoreError(str(error)) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The answer to a query as dictionaries."""
        found: list[dict[str, Any]] = self.query(sql, values).to_pylist()
        return found

    def batches(self, table: str, rows: int = 10_000) -> Iterator[list[dict[str, Any]]]:
        """All rows of one of the four tables, so many at a time, in an order that does not change."""
        if table not in TABLES:
            raise StoreError(f"no table {table!r}; there are {', '.join(TABLES)}")
        order = "article" if table in ("articles", "checks") else 'article, "start"'
        cursor = self._connection.cursor().execute(f"SELECT * FROM {table} ORDER BY {order}")
        columns = [column[0] for column in cursor.description]
        while found := cursor.fetchmany(rows):
            yield [dict(zip(columns, row, strict=True)) for row in found]


def _connect() -> duckdb.DuckDBPyConnection:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", "batch") from None
    return duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
