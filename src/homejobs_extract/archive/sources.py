"""The inputs of a job: files and folders, found in a fixed order, each with what tells it from a changed one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.streams import is_compressed, uncompressed_suffix

KINDS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jl": "jsonl",
    ".csv": "csv", ".tsv": "csv",
    ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc",
    ".txt": "pages", ".html": "pages", ".htm": "pages", ".xhtml": "pages",
}  # fmt: skip
SAMPLE = 64 * 1024
BUNDLE_FILES = 500


class Source(NamedTuple):
    """One input: a file, or a bundle of pages of a folder.

    ``blocks`` is how many blocks it has, ``None`` when that is known only once it is read.
    """

    kind: str
    key: str
    paths: tuple[Path, ...]
    identity: str
    size: int
    blocks: int | None

    @property
    def id(self) -> str:
        """A short name for file names: changes when the input does."""
        return hashlib.blake2b(f"{self.key}\0{self.identity}".encode(), digest_size=8).hexdigest()


def find_sources(inputs: Sequence[Path], settings: Settings) -> tuple[list[Source], list[tuple[str, str]]]:
    """The sources of files and folders, and what of them could not be used, with the reason."""
    sources: list[Source] = []
    refused: list[tuple[str, str]] = []
    for path in dict.fromkeys(inputs):
        try:
            sources.extend(_sources_of(path, settings))
        except (OSError, ValueError) as error:
            refused.append((str(path), str(error)))
    return list({source.key: source for source in sources}.values()), refused


def _sources_of(path: Path, settings: Settings) -> Iterator[Source]:
    if not path.is_dir():
        yield _file_source(path, settings)
        return
    files = sorted(p for p in path.rglob("*") if p.is_file() and not _is_hidden(p, path) and _kind(p))
    if not files:
        raise ValueError(f"no file that can be read ({', '.join(KINDS)}, also .gz .zst .xz .bz2)")
    yield from (_file_source(p, settings) for p in files if _kind(p) != "pages")
    yield from _bundles(path, [p for p in files if _kind(p) == "pages"], settings)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _kind(path: Path) -> str:
    kind = KINDS.get(uncompressed_suffix(path), "")
    return "" if kind in ("parquet", "pages") and is_compressed(path) else kind


def _file_source(path: Path, settings: Settings) -> Source:
    kind = _kind(path)
    if not kind:
        raise ValueError(f"its name does not say what it is; known are {', '.join(KINDS)}, also .gz .zst .xz .bz2")
    size = path.stat().st_size
    if kind == "pages":
        blocks: int | None = 1
    else:
        seekable = kind == "jsonl" and not is_compressed(path)
        blocks = max(1, -(-size // settings.block_bytes)) if seekable else None
    return Source(kind, str(path), (path,), _identity(path), size, blocks)


def _bundles(folder: Path, files: list[Path], settings: Settings) -> Iterator[Source]:
    """Pages by the five hundred or the block, since each alone would be a source of a few kilobytes."""
    bundle: list[Path] = []
    size = number = 0
    for path in files:
        bundle.append(path)
        size += path.stat().st_size
        if len(bundle) == BUNDLE_FILES or size >= settings.block_bytes:
            yield _bundle(folder, number, bundle, size)
            bundle, size, number = [], 0, number + 1
    if bundle:
        yield _bundle(folder, number, bundle, size)


def _bundle(folder: Path, number: int, files: list[Path], size: int) -> Source:
    stamps = "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    identity = hashlib.blake2b(stamps.encode(), digest_size=16).hexdigest()
    return Source("pages", f"{folder}#{number:06d}", tuple(files), identity, size, 1)


def _identity(path: Path) -> str:
    """Size, time of change, and a hash of the first and last 64 KB."""
    stat = path.stat()
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        file.seek(max(0, stat.st_size - SAMPLE))
        sample += file.read(SAMPLE)
    digest = hashlib.blake2b(sample, digest_size=16).hexdigest()
    return f"{stat.st_size}-{stat.st_mtime_ns}-{digest}"
