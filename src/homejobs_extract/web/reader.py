"""Extraction under a time limit: in a process of its own, which is ended when an article takes too long."""

from __future__ import annotations

from concurrent.futures import TimeoutError as OutOfTime
from typing import TYPE_CHECKING, Any

from homejobs_extract.pipeline import extract
from homejobs_extract.records import Report

if TYPE_CHECKING:
    from pebble import ProcessPool


class ReadingFailed(Exception):
    """An article that could not be read; ``args[0]`` is the message key: ``too_slow`` or ``crashed``."""


class Reader:
    """One worker process, started at first use and replaced when it had to be ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._pool: ProcessPool | None = None

    def warm_up(self) -> None:
        """Start the worker and let it load its lexicons."""
        self.pool().schedule(extract, args=["در استان تهران ۱۲ مجوز مشاغل خانگی صادر شد."])

    def pool(self) -> ProcessPool:
        """The worker's pool."""
        if self._pool is None:
            import multiprocessing

            from pebble import ProcessPool

            self._pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"))
        return self._pool

    def read(self, text: str, *, published: str | None = None, source: str | None = None) -> Report:
        """The report of one article; raises ``ReadingFailed`` when it takes too long or ends its process.

        ``ValueError`` for a ``published`` that cannot be read comes through as it is.
        """
        return self.call(extract, text, published=published, source=source)  # type: ignore[no-any-return]

    def call(self, function: Any, *args: Any, **kwargs: Any) -> Any:
        """Any function of a text under the same limit."""
        from pebble import ProcessExpired

        future = self.pool().schedule(function, args=args, kwargs=kwargs, timeout=self.seconds)
        try:
            return future.result()
        except OutOfTime:
            raise ReadingFailed("too_slow") from None
        except (ProcessExpired, MemoryError):
            raise ReadingFailed("crashed") from None

    def close(self) -> None:
        """End the worker."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None
