"""Rows that come one by one, gathered into batches of one block each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from homejobs_extract.archive.items import Article, Batch, End, Item, Wanted
from homejobs_extract.gate import RawGate, is_relevant_text

ROWS_IN_BATCH = 256


class Row(NamedTuple):
    """One row of an input: its block, what it holds, and the bytes of input read for it."""

    block: int
    items: list[Item]
    read: int = 0


def in_batches(rows: Iterable[Row], wanted: Wanted) -> Iterator[Batch | End]:
    """The rows of the wanted blocks in batches, then the end; rejects are numbered within their block."""
    block, first, count, read = 0, 0, 0, 0
    items: list[Item] = []
    for row in rows:
        if row.block != block or count - first == ROWS_IN_BATCH:
            if wanted.block(block):
                yield Batch(block, count - first, items, read)
            first, items, read = count, [], 0
            if row.block != block:
                block, first, count = row.block, 0, 0
        items += [item._replace(row=count) for item in row.items]
        count, read = count + 1, read + row.read
    if wanted.block(block):
        yield Batch(block, count - first, items, read)
    yield End(block + 1)


@cache
def raw_gate() -> RawGate:
    """The gate of this process."""
    return RawGate()


def passing(items: list[Item], stops: Callable[[str], bool] | None = None) -> list[Item]:
    """The items of a row, but none when the gate stops its article: whoever does not read it needs no date either."""
    stopped = any(isinstance(item, Article) and (stops or text_is_stopped)(item.text) for item in items)
    return [] if stopped else items


def text_is_stopped(text: str) -> bool:
    """Whether a text does not name home-based businesses; bytes first, since they are searched fastest."""
    return not (raw_gate().hits(text.encode("utf-8", "replace")) and is_relevant_text(text))
