"""How far a batch is: a bar on a terminal, a line now and then elsewhere; both on standard error."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from homejobs_extract.archive.status import Status

    Tick = Callable[[Status, int], None]

SECONDS_A_LINE = 30.0


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Tick]:
    """A function to call with counts and the bytes of the whole job."""
    if quiet:
        yield lambda _status, _total: None
    elif sys.stderr.isatty():
        with _bar() as tick:
            yield tick
    else:
        yield Lines().tick


@contextmanager
def _bar() -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    counts = TextColumn("{task.fields[counts]}")
    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), counts)
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task("", total=None, counts="")
        start = time.monotonic()

        def tick(status: Status, total: int) -> None:
            words = describe(status, time.monotonic() - start)
            shown.update(task, total=max(1, total), completed=min(status.read, total), counts=words)

        yield tick


class Lines:
    """A line every half minute, with the time left at the pace so far."""

    def __init__(self) -> None:
        self._start = self._last = time.monotonic()

    def tick(self, status: Status, total: int) -> None:
        """Write a line if it is time for one."""
        now = time.monotonic()
        if now - self._last >= SECONDS_A_LINE:
            self._last = now
            typer.echo(self.line(status, total, now - self._start), err=True)

    @staticmethod
    def line(status: Status, total: int, seconds: float) -> str:
        """How much is done after so many seconds, what was counted, and the time left."""
        return f"{share(status.read, total)}, {describe(status, seconds)}, {left(status.read, total, seconds)} left"


def share(read: int, total: int) -> str:
    """How much is done, in words.

    >>> share(512, 1024)
    '50%'
    """
    return f"{min(1.0, read / max(1, total)):.0%}"


def left(read: int, total: int, seconds: float) -> str:
    """The time left at the pace so far, unknown before anything was read.

    >>> left(256, 1024, 600), left(0, 1024, 5)
    ('0:30:00', '?:??:??')
    """
    return str(datetime.timedelta(seconds=round(seconds * max(0, total - read) / read))) if read else "?:??:??"


def describe(status: Status, seconds: float) -> str:
    """The counts in words."""
    rate = status.rows / max(seconds, 0.001)
    words = f"{status.rows:,} rows ({rate:,.0f}/s), {status.relevant:,} relevant, {status.figures:,} figures"
    return f"{words}, {status.findings:,} findings, {status.rejects:,} rejects"
