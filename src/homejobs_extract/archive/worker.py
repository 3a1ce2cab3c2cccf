"""A worker process: reads portions of an archive, a unit at a time, and says in its status file where it is."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from homejobs_extract.archive.items import Batch, End, Reason, Reject, Wanted
from homejobs_extract.archive.ledger import Ledger, worker_lock, write_atomically
from homejobs_extract.archive.readers import read
from homejobs_extract.archive.results import write_empty_tables
from homejobs_extract.archive.status import Reporter, StatusFile
from homejobs_extract.archive.tasks import Assignment, Job, Portion, Skips
from homejobs_extract.archive.writer import UnitWriter
from homejobs_extract.pipeline import extract

FAILED = 3
WARM_UP = "۲۲۶ مجوز مشاغل خانگی در استان کردستان صادر شد."


def main(job: Job, status: Path, link: Connection) -> None:
    """Do assignments as they come, in a process of its own, until ``None`` comes or the parent process dies.

    The lexicons are compiled first, so that no article's time is spent on it. A failure that no article can be blamed
    for (a full disk) is left in ``<status>.error``; exit status 3.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with worker_lock(job.folder):
        if status.exists():  # else the engine that made it was killed, and the next one has cleaned up
            _serve(job, status, link)


def _serve(job: Job, status: Path, link: Connection) -> None:
    reporter = Reporter(StatusFile(status))
    try:
        extract(WARM_UP, published="1402-01-01")
        write_empty_tables(job.folder)
        while (assignment := link.recv()) is not None:
            work(job, assignment, reporter)
            link.send(True)
    except EOFError:
        os._exit(FAILED)
    except Exception:
        write_atomically(status.with_suffix(".error"), traceback.format_exc().encode())
        os._exit(FAILED)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(FAILED)


def work(job: Job, assignment: Assignment, reporter: Reporter) -> None:
    """Make the units of an assignment that are not done."""
    for portion in assignment.portions:
        UnitMaker(job, portion, assignment.skips, reporter).make()


class UnitMaker:
    """Makes the units of one portion, one after another."""

    def __init__(self, job: Job, portion: Portion, skips: Skips, reporter: Reporter) -> None:
        self._job = job
        self._portion = portion
        self._skips = skips
        self._reporter = reporter
        self._ledger = Ledger(job.folder)
        self._done = self._ledger.done(portion.source, portion.blocks)
        self._writer: UnitWriter | None = None

    def make(self) -> None:
        """Read the source as far as the portion goes."""
        for batch in self._readable():
            if isinstance(batch, End):
                self._finish(batch.blocks)
            else:
                self._writer_of(batch.block).add(batch, self._skips)

    def _wanted(self, block: int) -> bool:
        return self._portion.wants(block) and block not in self._done

    def _enter(self, block: int, position: int) -> Reason | None:
        if self._writer is None or self._writer.block != block:
            self._reporter.at(self._portion.number, block)
        self._reporter.article(position)
        return self._skips.get((self._portion.source.id, block, position))

    def _writer_of(self, block: int) -> UnitWriter:
        if self._writer is None or self._writer.block != block:
            self._commit()
            self._reporter.at(self._portion.number, block)
            self._writer = UnitWriter(self._ledger, self._portion.source, block, self._job.settings, self._reporter)
        return self._writer

    def _commit(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._done.add(self._writer.block)
            self._writer = None
            self._reporter.count()

    def _finish(self, blocks: int) -> None:
        """Note the last unit, the wanted blocks in which no row begins, and how many blocks there are."""
        self._commit()
        for block in filter(self._wanted, range(blocks)):
            self._writer_of(block)
            self._commit()
        if self._portion.source.blocks is None:
            self._ledger.note_end(self._portion.source, blocks)

    def _readable(self) -> Iterator[Batch | End]:
        """The batches of the source; an input that cannot be read on ends there, with the reason."""
        last, source = 0, self._portion.source
        try:
            for batch in read(source, self._job.settings, Wanted(self._wanted, self._enter)):
                last = batch.block if isinstance(batch, Batch) else last
                yield batch
        except OSError as error:
            if self._wanted(last):
                yield Batch(last, 0, [Reject(0, "unreadable", str(error))], 0)
            yield End(source.blocks or last + 1)
