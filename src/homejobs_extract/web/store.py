"""An archive's store, read only: DuckDB over the Parquet files that ``batch`` wrote, never a path from a request.

A store is a folder with the tables ``articles``, ``figures`` and ``checks`` (``archive/schema.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MISSING = "stores need DuckDB: pip install 'homejobs-extract[batch]'"
PLAIN = {"province": "place_province", "agency": "agency_id", "kind": "kind", "stage": "stage", "article": "article"}
TABLES = ("articles", "figures", "checks")
FACETS = ("province", "year", "agency", "kind", "stage")
GROUP = (
    "kind",
    "stage",
    "modality",
    "place_level",
    "place_name",
    "place_province",
    "agency_id",
    "period_start",
    "period_end",
)
RANKS = {"disagrees": 3, "agrees_approximately": 2, "agrees": 1, "unknown": 0}
MOST, BLOCK = 12, 2000
ORDER = "published desc nulls last, article, start"
STATED = (
    "upper is null and bound = 'exact' and part_of is null and basis = 'total' and stage is not null "
    "and place_level is not null and period_end is not null"
)
CASES = " ".join(f"when '{name}' then {rank}" for name, rank in RANKS.items())
CHARTED = (
    "kind",
    "value",
    "bound",
    "stage",
    "modality",
    "basis",
    "agency_id",
    "agency_fa",
    "place_level",
    "place_name",
    "place_code",
    "period_start",
    "period_end",
    "period_start_jalali",
    "period_end_jalali",
    "outlet",
    "published",
    "source",
)
VIEWS = f"""
create view verdicts as select article, id, max(case status {CASES} end) as rank
from (select article, status, unnest(list_append(parts, total)) as id from checks) where id is not null group by all;
create view rows as select figures.*, rank, coalesce(a.id, article) as source, a.outlet, a.published, a.title
from figures left join verdicts using (article, id) left join articles a using (article)
"""


class Store:
    """One store; raises ``ValueError`` for a folder that holds none, ``ImportError`` that names the extra."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._connection: duckdb.DuckDBPyConnection | None = None
        for table in TABLES:
            if not self.files(table):
                message = f"no Parquet files of the table {table!r} in {folder}"
                raise ValueError(message)

    def files(self, table: str) -> list[str]:
        """The Parquet files of one table, within the folder."""
        return sorted(str(path) for path in (self.folder / table).glob("*.parquet"))

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the store, opened at first use; it can read these files and nothing else."""
        if self._connection is None:
            try:
                import duckdb
            except ImportError as error:
                raise ImportError(MISSING) from error
            self._connection = self._open(duckdb.connect(":memory:"))
        return self._connection.cursor()

    def _open(self, base: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        base.execute("set autoinstall_known_extensions = false; set autoload_known_extensions = false")
        for table in TABLES:
            base.read_parquet(self.files(table), union_by_name=True).create_view(table)
        base.execute(VIEWS)
        base.execute("set allowed_directories = ?", [[str(self.folder)]])
        base.execute("set enable_external_access = false; set lock_configuration = true")
        return base

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of one query, values bound and never written into it."""
        cursor = self.connection().execute(sql, list(values))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def each(self, chosen: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Every figure that fits, in the order of :meth:`rows`, a block at a time."""
        where, values = condition(chosen)
        cursor = self.connection().execute(f"select * from rows where {where} order by {ORDER}", values)
        names = [column[0] for column in cursor.description or ()]
        while block := cursor.fetchmany(BLOCK):
            yield from (dict(zip(names, row, strict=True)) for row in block)

    def rows(self, chosen: Mapping[str, str], *, limit: int | None = 50, offset: int = 0) -> list[dict[str, Any]]:
        """Figures that fit every filter, in the order of publication."""
        where, values = condition(chosen)
        sql = f"select * from rows where {where} order by {ORDER}"
        return self.query(sql + (" limit ? offset ?" if limit else ""), [*values, *([limit, offset] if limit else [])])

    def charted(self, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
        """Every figure that fits, in the columns that charts are drawn from."""
        where, values = condition(chosen)
        return self.query(f"select {', '.join(CHARTED)} from rows where {where}", values)

    def article(self, key: str) -> dict[str, Any] | None:
        """One article with its text."""
        found = self.query(
            "select article, text, published, coalesce(id, article) as source from articles where article = ?", [key]
        )
        return found[0] if found else None

    def count(self, chosen: Mapping[str, str]) -> int:
        """How many figures fit."""
        where, values = condition(chosen)
        return int(self.query(f"select count(*) as n from rows where {where}", values)[0]["n"])

    def facets(self) -> dict[str, list[dict[str, Any]]]:
        """What can be chosen for each filter, with how many figures have it."""
        return {name: self._facet(PLAIN.get(name, name)) for name in FACETS}

    def _facet(self, column: str) -> list[dict[str, Any]]:
        label = "any_value(agency_fa)" if column == "agency_id" else column
        sql = f"select {column} as key, {label} as label, count(*) as n from figures where {column} is not null"
        order = "key desc" if column == "year" else "n desc, key"
        return self.query(f"{sql} group by {column} order by {order}")

    def groups(
        self, chosen: Mapping[str, str], *, limit: int | None = 20, offset: int = 0, most: int | None = MOST
    ) -> list[dict[str, Any]]:
        """One thing of one period with different values, the widest apart first, each with its ``statements``.

        At most ``most`` statements of each; ``more`` says how many there are besides.
        """
        where, values = condition(chosen)
        found = self.query(f"{groups_sql(where)} limit ? offset ?", [*values, limit, offset])
        told = self.query(statements_sql(where), [*values, limit, offset, *values])
        by_group: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for row in told:
            by_group.setdefault(tuple(row[key] for key in GROUP), []).append(row)
        told_of = [by_group.get(tuple(group[key] for key in GROUP), []) for group in found]
        return [
            {**group, "statements": said[:most], "more": len(said) - len(said[:most])}
            for group, said in zip(found, told_of, strict=True)
        ]


def groups_sql(where: str) -> str:
    """The quantities with more than one value, as a query."""
    keys = ", ".join(GROUP)
    return f"""select {keys}, min(value) as low, max(value) as high, count(distinct article) as articles,
    any_value(agency_fa) as agency_fa, any_value(place_code) as place_code, count(*) over () as n
    from rows where {where} and {STATED} group by {keys} having count(distinct article) > 1 and min(value) <> max(value)
    order by (max(value) - min(value)) / max(value) desc, {keys}"""


def statements_sql(where: str) -> str:
    """Who states what of those quantities: a row for each value and sentence, the first to print it."""
    same = " and ".join(f"r.{key} is not distinct from g.{key}" for key in GROUP)
    one = f"partition by {', '.join(f'r.{key}' for key in (*GROUP, 'value', 'evidence'))}"
    return f"""with g as ({groups_sql(where)} limit ? offset ?),
    r as (select * from rows where {where} and {STATED}),
    told as (select r.*, row_number() over ({one} order by published, article) as nth,
    count(*) over ({one}) - 1 as reprints from r join g on {same})
    select * exclude (nth) from told where nth = 1 order by published nulls last, value"""


def condition(chosen: Mapping[str, str]) -> tuple[str, list[Any]]:
    """The filters as SQL with its values; unknown filters and verdicts do not count.

    >>> condition({"province": "یزد", "verdict": "disagrees", "drop": "table"})
    ('place_province = ? and rank = ?', ['یزد', 3])
    """
    parts: list[str] = []
    values: list[Any] = []
    for name, column in {**PLAIN, "year": "cast(year as varchar)"}.items():
        if chosen.get(name):
            parts.append(f"{column} = ?")
            values.append(chosen[name])
    verdict = chosen.get("verdict", "")
    if verdict in RANKS:
        parts.append("rank = ?")
        values.append(RANKS[verdict])
    if verdict == "none":
        parts.append("rank is null")
    return " and ".join(parts) or "true", values
