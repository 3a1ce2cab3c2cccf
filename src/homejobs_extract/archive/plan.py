"""What is to be done, cut into pieces: portions of blocks for each worker to take one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from homejobs_extract.archive.ledger import Ledger
from homejobs_extract.archive.sources import Source
from homejobs_extract.archive.tasks import Portion

PIECES_A_WORKER = 16
SMALLEST_STRIPE = 4 * 1024 * 1024
Piece = tuple[Portion, ...]


def plan(ledger: Ledger, sources: Sequence[Source], workers: int) -> Iterator[Piece]:
    """Everything that is not done, in pieces of about the same size, many for each worker."""
    done = ledger.all_done()
    found: list[Portion] = []
    for number, source in enumerate(sources):
        total = ledger.blocks(source)
        missing = None if total is None else set(range(total)) - done.get(source.id, set())
        found += _portions(number, source, missing, stripes(source, sources, workers))
    target = max(1, sum(map(portion_size, found)) // (workers * PIECES_A_WORKER))
    held: list[Portion] = []
    for portion in found:
        held.append(portion)
        if sum(map(portion_size, held)) >= target:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def stripes(source: Source, sources: Sequence[Source], workers: int) -> int:
    """Into how many portions to cut a source that each must read from its beginning.

    A big file is shared out, unless there are inputs enough for all workers: uncompressing it twice costs less than
    the worker that would stand idle.
    """
    shared = source.kind == "parquet" or (source.size >= SMALLEST_STRIPE and len(sources) < 2 * workers)
    return workers if shared else 1


def _portions(index: int, source: Source, missing: set[int] | None, count: int) -> Iterator[Portion]:
    """The blocks still to be made of a source; all that are not done, when their number is not known."""
    if missing is None:
        yield from (Portion(index, source, None, first, count) for first in range(count))
    elif source.blocks is not None:
        yield from (Portion(index, source, frozenset([block])) for block in sorted(missing))
    else:
        shares = [sorted(missing)[first::count] for first in range(count)]
        yield from (Portion(index, source, frozenset(share), 0, count) for share in shares if share)


def portion_size(portion: Portion) -> int:
    """About how many bytes of input a portion is."""
    source = portion.source
    if source.blocks is None or portion.blocks is None:
        return source.size // portion.of
    return source.size * len(portion.blocks) // source.blocks
