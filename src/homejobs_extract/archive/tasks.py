"""What the engine tells its workers: which blocks of which sources to read, and which articles to leave alone."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from homejobs_extract.archive.items import Reason
from homejobs_extract.archive.settings import Settings
from homejobs_extract.archive.sources import Source

Skips = dict[tuple[str, int, int], Reason]


class Portion(NamedTuple):
    """Some blocks of a source: those given, or every ``of``-th from ``first`` on when their number is unknown."""

    number: int
    source: Source
    blocks: frozenset[int] | None = None
    first: int = 0
    of: int = 1

    def wants(self, block: int) -> bool:
        """Whether a block belongs to the portion."""
        return block % self.of == self.first if self.blocks is None else block in self.blocks


class Job(NamedTuple):
    """What all workers of a job share: the folder of results, and what was asked."""

    folder: Path
    settings: Settings


class Assignment(NamedTuple):
    """What a worker is to do next, and the articles that it must not touch."""

    portions: tuple[Portion, ...]
    skips: Skips
