"""WARC files (Common Crawl news): HTML pages that were answered with 200; fastwarc reads the HTTP messages.

A record's position is its offset in the uncompressed file; blocks are cut by it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from homejobs_extract.archive.batches import Row, in_batches, passing, raw_gate
from homejobs_extract.archive.html import read_page
from homejobs_extract.archive.items import Article, Batch, End, Item, MissingExtraError, Reject, Wanted
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.utf8 import is_utf8
from homejobs_extract.archive.warc_records import END, Record, parts, records

RESPONSE = re.compile(rb"\r\nWARC-Type:[ \t]*response[ \t]*\r\n", re.IGNORECASE)
URL = re.compile(rb"\r\nWARC-Target-URI:[ \t]*<?([^\s>]+)", re.IGNORECASE)
RECORD_ID = re.compile(rb"\r\nWARC-Record-ID:[ \t]*<([^>\r\n]*)>", re.IGNORECASE)
DATE = re.compile(rb"\r\nWARC-Date:[ \t]*(\d{4}-\d\d-\d\d)", re.IGNORECASE)
PAGE = re.compile(
    rb"HTTP/\S+ 200\b.*?\r\nContent-Type:[ \t]*(?:text/html|application/xhtml)", re.IGNORECASE | re.DOTALL
)
ENCODED = re.compile(rb"\r\n(?:Content|Transfer)-Encoding:[ \t]*(?!identity)\S", re.IGNORECASE)
NUMERIC_LETTER = re.compile(rb"&#(?:x0?6|1[56]\d\d)", re.IGNORECASE)


def read_warc(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Batch | End]:
    """The batches of the wanted blocks of a WARC file."""
    yield from in_batches(_rows(source, settings, wanted), wanted)


def _rows(source: Source, settings: Settings, wanted: Wanted) -> Iterator[Row]:
    for record in records(parts(source.paths[0]), settings.longest_line):
        block = record.offset // settings.block_bytes
        if record.broken:
            yield Row(block, [Reject(record.offset, record.broken, record.detail)], record.read)
        else:
            yield Row(block, _items(record, block, settings, wanted) if wanted.block(block) else [], record.read)


def _items(record: Record, block: int, settings: Settings, wanted: Wanted) -> list[Item]:
    head = record.data.index(END)
    body = head + len(END)
    http_end = record.data.find(END, body)
    if http_end < 0 or not RESPONSE.search(record.data, 0, body) or not PAGE.match(record.data, body, http_end + 2):
        return []
    if _is_stopped_unread(record.data, body, http_end):
        return []
    if skipped := wanted.enter(block, record.offset):
        return [Reject(record.offset, *skipped, id=_group(RECORD_ID, record.data, body))]
    return passing([_article(record, body, crawl_date=settings.crawl_date)])


def _is_stopped_unread(data: bytes, body: int, http_end: int) -> bool:
    """Whether the bytes as they are say that the page is off the topic: only if they are plain UTF-8."""
    if ENCODED.search(data, body, http_end + 2) or NUMERIC_LETTER.search(data, http_end):
        return False
    payload = data[http_end:]
    return is_utf8(payload) and not raw_gate().hits(payload)


def _article(record: Record, body: int, *, crawl_date: bool) -> Item:
    """The article of a page; with ``crawl_date`` a page without a date has the day on which it was fetched."""
    try:
        page = read_page(_payload(record.data))
    except (OSError, ValueError) as error:
        return Reject(record.offset, "broken_record", str(error), id=_group(RECORD_ID, record.data, body))
    return Article(
        position=record.offset,
        text=page.text,
        id=_group(RECORD_ID, record.data, body),
        title=page.title,
        published=page.published or (_group(DATE, record.data, body) if crawl_date else None),
        url=_group(URL, record.data, body),
        outlet=page.outlet,
    )


def _group(pattern: re.Pattern[bytes], data: bytes, end: int) -> str | None:
    found = pattern.search(data, 0, end)
    return found[1].decode("utf-8", "replace") if found else None


def _payload(data: bytes) -> bytes:
    """The page itself, without HTTP's chunks and compression."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        raise MissingExtraError("fastwarc", "warc") from None
    for record in ArchiveIterator(io.BytesIO(data + END), parse_http=True, auto_decode="all"):
        return bytes(record.reader.read())
    raise ValueError("fastwarc reads no record here")
