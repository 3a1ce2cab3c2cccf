"""One unit's results on disk: four Parquet files, there whole or not at all, then the note that they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from homejobs_extract.archive.arrow import extract_arrow
from homejobs_extract.archive.items import Article, Batch, Reject
from homejobs_extract.archive.ledger import TABLES, TEMPORARY, Ledger, Unit
from homejobs_extract.archive.schema import INPUT, flat_tables, schema_of
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.status import Reporter
from homejobs_extract.archive.tasks import Skips

HELD_BYTES = 4 * 1024 * 1024
HELD_TABLES = 32
MOST_REJECTS = 100_000
WAITING_ARTICLES = 64
WAITING_LETTERS = 1_000_000


class UnitWriter:
    """Reads the articles of one unit and writes what they state."""

    def __init__(self, ledger: Ledger, source: Source, block: int, settings: Settings, reporter: Reporter) -> None:
        self._ledger = ledger
        self._source = source
        self._unit = Unit(source.id, block)
        self._settings = settings
        self._reporter = reporter
        self._files = {name: TableFile(ledger.folder / name, self._unit.name, name) for name in TABLES}
        self._counts = {"rows": 0, "articles": 0, "figures": 0, "checks": 0, "findings": 0, "skipped": 0, "read": 0}
        self._rejects: list[dict[str, Any]] = []
        self._unnamed = 0
        self._waiting: list[Article] = []

    @property
    def block(self) -> int:
        """The number of the unit's block."""
        return self._unit.block

    def add(self, batch: Batch, skips: Skips) -> None:
        """Take the articles of a batch, those to be skipped left out with the reason; read them when some are held."""
        articles, rejects = self._parted(batch, skips)
        self._counts["rows"] += batch.rows
        self._counts["read"] += batch.read
        self._keep(rejects)
        self._waiting += articles
        self._reporter.count(rows=batch.rows, read=batch.read, rejects=len(rejects))
        if len(self._waiting) >= WAITING_ARTICLES or sum(len(a.text) for a in self._waiting) >= WAITING_LETTERS:
            self._extract_waiting()

    def _extract_waiting(self) -> None:
        """Read the articles that are held: a table of many costs hardly more than a table of one."""
        if not self._waiting:
            return
        articles, self._waiting = self._waiting, []
        before = dict(self._counts)
        failed = self._extract(articles)
        self._keep(failed)
        more = {name: self._counts[name] - before[name] for name in ("figures", "findings")}
        self._reporter.count(**more, relevant=self._counts["articles"] - before["articles"], rejects=len(failed))

    def _keep(self, rejects: list[Reject]) -> None:
        """Keep rejects by name, up to so many; a file of rubbish must not fill the memory."""
        room = max(0, MOST_REJECTS - len(self._rejects))
        self._rejects += [reject._asdict() for reject in rejects[:room]]
        self._unnamed += len(rejects) - len(rejects[:room])

    def _parted(self, batch: Batch, skips: Skips) -> tuple[list[Article], list[Reject]]:
        articles = [item for item in batch.items if isinstance(item, Article)]
        rejects = [item for item in batch.items if isinstance(item, Reject)]
        for article in list(articles):
            found = skips.get((self._source.id, self._unit.block, article.position))
            if found is not None:
                articles.remove(article)
                rejects.append(Reject(article.position, *found, row=article.row, id=article.id))
        return articles, rejects

    def _extract(self, articles: list[Article]) -> list[Reject]:
        rows = [self._input_row(article) for article in articles]
        table = pa.Table.from_pylist(rows, schema=INPUT)
        seconds = self._settings.seconds
        results = extract_arrow(table, gate=False, seconds=seconds, watch=self._reporter.article)
        for name, flat in flat_tables(results).items():
            self._files[name].add(flat)
            self._counts[name] += flat.num_rows
            if name == "articles":
                self._counts["findings"] += sum(flat["finding_count"].to_pylist())
        failed = results.filter(pc.is_valid(results["error"])).select(["position", "error", "detail", "id"])
        rows_of = {article.position: article.row for article in articles}
        return [
            Reject(f["position"], f["error"], f["detail"], rows_of[f["position"]], id=f["id"])
            for f in failed.to_pylist()
        ]

    def _input_row(self, article: Article) -> dict[str, Any]:
        key = f"{self._source.key}:{article.position}"
        return {**article._asdict(), "article": key, "input": self._source.key}

    def commit(self) -> None:
        """Put the files in place, then note the unit."""
        self._extract_waiting()
        for file in self._files.values():
            file.commit()
        if self._unnamed:
            more = Reject(-1, "more_rejects", f"{self._unnamed:,} more in this block", self._counts["rows"] - 1)
            self._rejects.append(more._asdict())
        self._rejects.sort(key=lambda reject: int(reject["row"]))
        source = {"key": self._source.key, "identity": self._source.identity, "size": self._source.size}
        note = {**source, "block": self._unit.block, **self._counts, "rejects": self._rejects}
        self._ledger.note_unit(self._unit, note)


class TableFile:
    """A Parquet file that is written beside its place and renamed into it; none is made for no rows."""

    def __init__(self, folder: Path, unit: str, table: str) -> None:
        self._place = folder / f"{unit}.parquet"
        self._temporary = folder / f".{unit}.{os.getpid()}{TEMPORARY}"
        self._schema = schema_of(table)
        self._held: list[pa.Table] = []
        self._held_bytes = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, table: pa.Table) -> None:
        """Hold some rows, and write when enough are held."""
        if table.num_rows:
            self._held.append(table)
            self._held_bytes += table.nbytes
        if self._held_bytes > HELD_BYTES or len(self._held) > HELD_TABLES:
            self._flush()

    def commit(self) -> None:
        """Write what is held and put the file in place."""
        self._flush()
        if self._writer is None:
            self._place.unlink(missing_ok=True)
            return
        self._writer.close()
        with self._temporary.open("rb") as file:
            os.fsync(file.fileno())
        self._temporary.replace(self._place)

    def _flush(self) -> None:
        if not self._held:
            return
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._temporary, self._schema, compression="zstd")
        self._writer.write_table(pa.concat_tables(self._held))
        self._held, self._held_bytes = [], 0
