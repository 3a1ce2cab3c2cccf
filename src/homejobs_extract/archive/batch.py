"""``run_batch``: archives in, a folder of Parquet tables out; the same call finishes what a dead one began."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from homejobs_extract import __version__
from homejobs_extract.archive.items import MissingExtraError
from homejobs_extract.archive.ledger import TABLES, Ledger, engine_lock, no_workers, write_atomically
from homejobs_extract.archive.plan import plan, portion_size
from homejobs_extract.archive.pool import Pool
from homejobs_extract.archive.results import Summary, finish
from homejobs_extract.archive.settings import Settings, block_size
from homejobs_extract.archive.sources import Source, find_sources
from homejobs_extract.archive.status import Status
from homejobs_extract.archive.tasks import Job
from homejobs_extract.lexicons import DATA_VERSION

Tick = Callable[[Status, int], None]


class How(NamedTuple):
    """How to run: what the results do not depend on."""

    workers: int = 0
    fresh: bool = False
    engine: str = "local"
    address: str | None = None


class OtherJobError(RuntimeError):
    """The folder holds the results of a job with other settings or of another version."""


def run_batch(
    inputs: Sequence[Path], out: Path, *, how: How | None = None, tick: Tick | None = None, **options: Any
) -> Summary:
    """Extract every figure from archives into ``out``: ``articles``, ``figures``, ``checks``, ``skipped`` as Parquet.

    ``options`` are fields of :class:`Settings` (``seconds``: the limit for an article). What is done is not done again.
    Raises ``OtherJobError`` when ``out`` holds results made otherwise, ``FolderInUseError`` when another run is at work
    in it, ``MissingExtraError`` for a library that is not installed, ``JobFailedError`` when it cannot go on.
    """
    how = how or How()
    out.mkdir(parents=True, exist_ok=True)
    with engine_lock(out):
        if how.fresh:
            with no_workers(out):
                _clear(out)
        settings = _settle(out, inputs, options)
        sources, refused = find_sources(inputs, settings)
        _check_extras(sources, how.engine)
        ledger = Ledger(out)
        with no_workers(out):
            _prepare(ledger, sources)
        _run(ledger, settings, sources, how, tick)
        return finish(ledger, settings, refused)


def _clear(out: Path) -> None:
    """Remove all results; notes first, since a note without its files would be believed."""
    for name in ("units", *TABLES, "work", "ray"):
        shutil.rmtree(out / name, ignore_errors=True)
    for name in ("job.json", "manifest.json", "rejects.jsonl"):
        (out / name).unlink(missing_ok=True)


def _settle(out: Path, inputs: Sequence[Path], options: dict[str, Any]) -> Settings:
    """The job's settings, held against those with which the folder was begun."""
    place = out / "job.json"
    versions = {"library": __version__, "data_version": DATA_VERSION}
    if not place.exists():
        settings = Settings(**{"block_bytes": block_size(_total_size(inputs)), **options})
        write_atomically(
            place, orjson.dumps({**versions, "settings": settings.model_dump()}, option=orjson.OPT_INDENT_2)
        )
        return settings
    before = orjson.loads(place.read_bytes())
    settings = Settings(**{"block_bytes": before["settings"]["block_bytes"], **options})
    now = {**versions, "settings": settings.model_dump()}
    if now != before:
        raise OtherJobError(
            f"{out} holds results of another job ({_difference(before, now)}); use --fresh or another folder"
        )
    return settings


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    old, new = ({**job, **job["settings"]} for job in (before, now))
    return ", ".join(f"{k}: {old.get(k)!r}, now {new[k]!r}" for k in new if k != "settings" and old.get(k) != new[k])


def _total_size(inputs: Sequence[Path]) -> int:
    files = (p for path in inputs for p in ([path] if path.is_file() else path.rglob("*")))
    return sum(p.stat().st_size for p in files if p.is_file())


LIBRARIES = {
    "pages": ("resiliparse", "html"), "warc": ("fastwarc", "warc"), "parquet": ("pyarrow", "batch"),
    "ray": ("ray", "ray"),
}  # fmt: skip


def _check_extras(sources: Sequence[Source], engine: str) -> None:
    """Say at once which library is missing, rather than in a worker."""
    from importlib.util import find_spec

    needed = [("pyarrow", "batch"), ("ahocorasick_rs", "batch")]
    needed += [LIBRARIES[s.kind] for s in sources if s.kind in LIBRARIES and _needs_html(s)]
    needed += [("resiliparse", "html") for s in sources if s.kind == "warc"] + (
        [LIBRARIES["ray"]] if engine == "ray" else []
    )
    for library, extra in dict.fromkeys(needed):
        if find_spec(library) is None:
            raise MissingExtraError(library, extra)


def _needs_html(source: Source) -> bool:
    return source.kind != "pages" or any(path.suffix.lower() != ".txt" for path in source.paths)


def _prepare(ledger: Ledger, sources: Sequence[Source]) -> None:
    ledger.make_folders()
    ledger.clean()
    ledger.forget_changed(sources)
    for path in list(ledger.unnoted()):
        path.unlink(missing_ok=True)


def _run(ledger: Ledger, settings: Settings, sources: list[Source], how: How, tick: Tick | None) -> None:
    workers = how.workers or os.cpu_count() or 1
    job = Job(ledger.folder.absolute(), settings)
    work = list(plan(ledger, sources, workers))
    total = sum(portion_size(portion) for portions in work for portion in portions)
    if work and how.engine == "ray":
        from homejobs_extract.archive.ray_engine import run_on_ray

        run_on_ray(job, lambda count: list(plan(ledger, sources, count)), sources, how.address, how.workers)
    elif work:
        Pool(job, work, workers=workers).run(lambda status: tick(status, total) if tick else None)
