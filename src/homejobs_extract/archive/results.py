"""The end of a job: ``manifest.json`` and ``rejects.jsonl``, made from the notes of all units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from homejobs_extract import __version__
from homejobs_extract.archive.ledger import TABLES, Ledger, write_atomically
from homejobs_extract.archive.settings import Settings
from homejobs_extract.lexicons import DATA_VERSION

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
    """Write ``rejects.jsonl`` and ``manifest.json`` from the notes of all units."""
    import pyarrow.parquet as pq

    from homejobs_extract.archive.schema import empty

    for name in TABLES:
        place = ledger.folder / name / "empty.parquet"
        if not place.exists():
            pq.write_table(empty(name), place)
    names = _names_by_source(ledger)
    inputs, rejects = [], [_refusal(path, why) for path, why in refused]
    for key, files in sorted(names.items()):
        note, found = _sum_up(ledger, key, files)
        inputs.append(note)
        rejects += found
    _write_results(ledger.folder, settings, inputs, rejects)
    totals = {name: sum(note[name] for note in inputs) for name in COUNTS}
    return Summary(ledger.folder, **totals, rejects=len(rejects))


def _refusal(path: str, why: str) -> dict[str, Any]:
    return {"input": path, "position": None, "row": None, "reason": "unreadable", "detail": why, "lost": True}


def _names_by_source(ledger: Ledger) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for path in sorted(ledger.units.glob("*-*.json")):
        key = orjson.loads(path.read_bytes())["key"]
        names.setdefault(key, []).append(path.name)
    return names


def _sum_up(ledger: Ledger, key: str, files: list[str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An input's counts and its rejects, the rows numbered from 1 through the input."""
    totals = dict.fromkeys(COUNTS, 0)
    rejects: list[dict[str, Any]] = []
    for name in files:
        note = orjson.loads((ledger.units / name).read_bytes())
        for r in note["rejects"]:
            rejects.append({"input": key, **r, "row": totals["rows"] + r["row"] + 1})
        for count in COUNTS:
            totals[count] += note[count]
    return {"input": key, "units": len(files), **totals, "rejects": len(rejects)}, rejects


def _write_results(
    folder: Path, settings: Settings, inputs: list[dict[str, Any]], rejects: list[dict[str, Any]]
) -> None:
    manifest = {
        "library": __version__, "data_version": DATA_VERSION, "settings": settings.model_dump(), "inputs": inputs,
    }  # fmt: skip
    write_atomically(folder / "rejects.jsonl", b"".join(orjson.dumps(r) + b"\n" for r in rejects))
    write_atomically(folder / "manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
