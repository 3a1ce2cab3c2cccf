"""Worker processes that may die: each has a pipe of its own, so that a death disturbs no other and loses no work.

A process that dies takes down at most the unit it was at, which is made again. An article at which processes die three
times, or which takes far longer than its limit, is left out and named. (Pools that share one queue among the workers
lose a task when a worker is killed between taking it and saying so.)
"""

from __future__ import annotations

import multiprocessing
import signal
import time
import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from homejobs_extract.archive.status import IDLE, Status, StatusFile
from homejobs_extract.archive.tasks import Assignment, Job, Portion, Skips

STRIKES = 3
IDLE_STRIKES = 20
TICK = 0.2
GRACE = 2.0
START = ("", IDLE, IDLE)


class JobFailedError(RuntimeError):
    """The job cannot go on, and no article is to blame: a full disk, a missing library."""


class Slot(NamedTuple):
    """One worker process and what it is doing."""

    process: BaseProcess
    link: Connection
    status: StatusFile
    path: Path
    portions: tuple[Portion, ...]


def _work(job: Job, path: Path, link: Connection) -> None:
    """The worker, imported where it runs, so that the engine's own process stays small."""
    from homejobs_extract.archive.worker import main

    main(job, path, link)


def start_deaf(process: BaseProcess) -> None:
    """Start a process that no Ctrl-C reaches, not even while it imports: SIGINT is held back, which it inherits.

    The tracker of resources lets SIGINT through when it starts, so it is started before.
    """
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool:
    """So many worker processes, kept at work until all portions are done."""

    def __init__(self, job: Job, work: Iterable[tuple[Portion, ...]], *, workers: int) -> None:
        self._job = job
        self._queue = deque(work)
        self._workers = max(1, min(workers, len(self._queue)))
        self._slots: list[Slot] = []
        self._skips: Skips = {}
        self._strikes: Counter[tuple[str, int, int]] = Counter()
        self._finished: list[Status] = []
        self._started = 0
        self._name = uuid.uuid4().hex

    def run(self, tick: Callable[[Status], None] = lambda _: None) -> None:
        """Do all the work; ``tick`` is told the counts several times a second."""
        try:
            while self._queue or self._slots:
                self._fill()
                self._listen()
                self._end_the_stuck()
                tick(self.counts())
        finally:
            for slot in self._slots:
                slot.process.kill()
                self._leave(slot)

    def counts(self) -> Status:
        """What has been counted so far."""
        seen = [*self._finished, *(slot.status.read() for slot in self._slots)]
        names = Status._fields[4:]
        return Status(**{name: sum(getattr(status, name) for status in seen) for name in names})

    def _fill(self) -> None:
        while self._queue and len(self._slots) < self._workers:
            self._slots.append(self._start(self._queue.popleft()))

    def _start(self, portions: tuple[Portion, ...]) -> Slot:
        context = multiprocessing.get_context("spawn")
        self._started += 1
        path = self._job.folder / "work" / f"{self._name}-{self._started:06d}.status"
        status = StatusFile(path)
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(self._job, path, theirs), daemon=True)
        start_deaf(process)
        theirs.close()
        slot = Slot(process, ours, status, path, portions)
        self._send(slot)
        return slot

    def _send(self, slot: Slot) -> None:
        sources = {portion.source.id for portion in slot.portions}
        skips = {key: reason for key, reason in self._skips.items() if key[0] in sources}
        try:
            slot.link.send(Assignment(slot.portions, skips))
        except OSError:
            slot.process.kill()

    def _listen(self) -> None:
        """Wait for a worker to be done or to die."""
        ready = wait([slot.link for slot in self._slots], timeout=TICK)
        for slot in [s for s in self._slots if s.link in ready]:
            self._slots.remove(slot)
            try:
                slot.link.recv()
            except (EOFError, OSError):
                self._bury(slot)
            else:
                self._go_on(slot)

    def _go_on(self, slot: Slot) -> None:
        """More work for a worker that is done, or none."""
        del self._strikes[START]
        if self._queue:
            busy = slot._replace(portions=self._queue.popleft())
            self._slots.append(busy)
            self._send(busy)
            return
        try:
            slot.link.send(None)
        except OSError:
            slot.process.kill()
        self._leave(slot)

    def _bury(self, slot: Slot) -> None:
        """A worker died: find what it died of, and put its work back at the head of the queue."""
        status = slot.status.read()
        self._leave(slot)
        self._check_failure(slot)
        source = next((p.source for p in slot.portions if p.number == status.source), None)
        place = START if source is None else (source.id, status.block, status.position)
        self._strike(place, slot.process.exitcode)
        self._queue.appendleft(slot.portions)

    def _strike(self, place: tuple[str, int, int], code: int | None) -> None:
        self._strikes[place] += 1
        if place[2] == IDLE:
            if self._strikes[place] >= IDLE_STRIKES:
                where = "as they start" if place == START else f"at block {place[1]} of {place[0]}"
                raise JobFailedError(f"workers keep dying (exit status {code}) {where}")
        elif self._strikes[place] >= STRIKES:
            self._skips.setdefault(place, ("crashed", f"ended its process {STRIKES} times, last with status {code}"))

    def _check_failure(self, slot: Slot) -> None:
        error = slot.path.with_suffix(".error")
        if error.exists():
            text = error.read_text(encoding="utf-8")
            error.unlink()
            raise JobFailedError(text.strip().rpartition("\n")[2])

    def _leave(self, slot: Slot) -> None:
        slot.process.join()
        slot.link.close()
        self._finished.append(slot.status.read())
        slot.status.close()
        slot.path.unlink(missing_ok=True)

    def _end_the_stuck(self) -> None:
        """Kill workers whose article does not even heed the time limit inside the process."""
        limit = self._job.settings.seconds
        if not limit:
            return
        for slot in self._slots:
            status = slot.status.read()
            if status.position != IDLE and time.monotonic() - status.since > 1.5 * limit + GRACE:
                source = next(p.source for p in slot.portions if p.number == status.source)
                detail = f"took more than {limit:g} seconds and did not heed its limit"
                self._skips[(source.id, status.block, status.position)] = ("timeout", detail)
                slot.process.kill()
