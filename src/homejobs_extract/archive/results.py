"""The end of a job: ``manifest.json`` and ``rejects.jsonl``, made from the notes of all units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from homejobs_extract import __version__
from homejobs_extract.archive.ledger import TABLES, Ledger, write_atomically, written_atomically
from homejobs_extract.archive.settings import Settings
from homejobs_extract.lexicons import DATA_VERSION

EMPTY = "empty.parquet"
COUNTS = ("rows", "articles", "figures", "checks", "findings", "skipped")


class Summary(NamedTuple):
    """What a folder of results holds after a run: counts of all its inputs, and where they are."""

    folder: Path
    rows: int
    articles: int
    figures: int
    checks: int
    findings: int
    skipped: int
    rejects: int


def finish(ledger: Ledger, settings: Settings, refused: Sequence[tuple[str, str]]) -> Summary:
    """Write ``rejects.jsonl`` and ``manifest.json`` from the notes of all units; nothing half-written stays."""
    ledger.clean()
    write_empty_tables(ledger.folder)
    inputs: list[dict[str, Any]] = []
    place = ledger.folder / "rejects.jsonl"
    with written_atomically(place) as file:
        file.writelines(orjson.dumps(_refusal(path, why)) + b"\n" for path, why in refused)
        for key, notes in sorted(_notes_by_source(ledger).items()):
            inputs.append(_sum_up(key, notes, file))
    _write_manifest(ledger.folder, settings, inputs)
    totals = {name: sum(note[name] for note in inputs) for name in (*COUNTS, "rejects")}
    return Summary(ledger.folder, **{**totals, "rejects": totals["rejects"] + len(refused)})


def write_empty_tables(folder: Path) -> None:
    """A file of no rows in each table, so that a pattern over its files always finds one; workers do it early."""
    missing = [name for name in TABLES if not (folder / name / EMPTY).exists()]
    if missing:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from homejobs_extract.archive.schema import empty

        for name in missing:
            sink = pa.BufferOutputStream()
            pq.write_table(empty(name), sink)
            write_atomically(folder / name / EMPTY, sink.getvalue().to_pybytes())


def _refusal(path: str, why: str) -> dict[str, Any]:
    whole = {"input": path, "position": None, "row": None, "id": None}
    return {**whole, "reason": "unreadable", "detail": why, "lost": True}


def _notes_by_source(ledger: Ledger) -> dict[str, list[Path]]:
    notes: dict[str, list[Path]] = {}
    for path in sorted(ledger.units.glob("*-*.json")):
        notes.setdefault(orjson.loads(path.read_bytes())["key"], []).append(path)
    return notes


def _sum_up(key: str, notes: list[Path], file: BinaryIO) -> dict[str, Any]:
    """An input's counts; its rejects are written, with the row of the input (from 1) at which each stands."""
    totals = dict.fromkeys((*COUNTS, "rejects"), 0)
    for path in notes:
        note = orjson.loads(path.read_bytes())
        for reject in note["rejects"]:
            row = totals["rows"] + reject["row"] + 1
            file.write(orjson.dumps({"input": key, **reject, "row": row}) + b"\n")
        totals["rejects"] += len(note["rejects"])
        for count in COUNTS:
            totals[count] += note[count]
    return {"input": key, "size": note["size"], "identity": note["identity"], "units": len(notes), **totals}


def _write_manifest(folder: Path, settings: Settings, inputs: list[dict[str, Any]]) -> None:
    manifest = {
        "library": __version__, "data_version": DATA_VERSION, "settings": settings.model_dump(), "inputs": inputs,
    }  # fmt: skip
    write_atomically(folder / "manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
