"""Folders of .txt and .html files: a file is an article; its path is its id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from homejobs_extract.archive.batches import Row, in_batches, passing
from homejobs_extract.archive.html import read_page
from homejobs_extract.archive.items import Article, Batch, End, Item, Reject, Wanted
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source

BOM = "\ufeff"


def read_pages(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    """The batches of a bundle of pages, which is one block."""
    rows = (_row(path, number, settings.longest_line, wanted) for number, path in enumerate(source.paths))
    yield from in_batches(rows, wanted)


def _row(path: Path, number: int, longest: int, wanted: Wanted) -> Row:
    if skipped := wanted.enter(0, number):
        return Row(0, [Reject(number, *skipped, id=str(path))])
    try:
        size = path.stat().st_size
        if size > longest:
            detail = f"{size:,} bytes; at most {longest:,} are read"
            return Row(0, [Reject(number, "too_long", detail, id=str(path))], size)
        return Row(0, passing(_items(path, path.read_bytes(), number)), size)
    except OSError as error:
        return Row(0, [Reject(number, "unreadable", error.strerror or str(error), id=str(path))])


def _items(path: Path, data: bytes, number: int) -> list[Item]:
    if path.suffix.lower() == ".txt":
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8").removeprefix(BOM)
        except UnicodeDecodeError as error:
            return [Reject(number, "invalid_utf8", str(error), id=str(path))]
        return [Article(number, text, id=str(path))]
    page = read_page(data)
    return [Article(number, page.text, str(path), page.title, page.published, page.url, page.outlet)]
