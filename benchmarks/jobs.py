"""Whole jobs in processes of their own: time with one worker and two, and memory (PSS of all processes)."""

from __future__ import annotations

import itertools
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import Row, at_most

MEGABYTE = 1024
FEW = 20_000
TURNS = 3
IDLE = 1.9
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class Job(NamedTuple):
    """Seconds of a job, its memory in megabytes from time to time, the processor time of its engine and each worker."""

    seconds: float
    memory: list[float]
    engine: float
    workers: list[float]

    @property
    def peak(self) -> float:
        """The most memory at any time."""
        return max(self.memory)

    @property
    def chain(self) -> float:
        """What no further processor would shorten: the engine's own time and that of its busiest worker."""
        return self.engine + max(self.workers)


def batch(path: Path, out: Path, workers: int, *, watched: bool = False) -> Job:
    """Run ``homejobs-extract batch``; if watched, which itself takes time, also for its memory."""
    command = [sys.executable, "-m", "homejobs_extract.cli", "batch", str(path), "--out", str(out), "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL)
    memory: list[float] = []
    spent: dict[int, float] = {}
    while process.poll() is None:
        members = family(process.pid)
        spent |= {pid: max(spent.get(pid, 0.0), processor_time(pid)) for pid in members}
        if watched:
            memory.append(sum(map(pss, members)) / MEGABYTE)
        time.sleep(0.1)
    if process.wait():
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Job(time.perf_counter() - start, memory, spent.pop(process.pid), list(spent.values()))


def processor_time(pid: int) -> float:
    """Seconds that a process has computed; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(child))]


def pss(pid: int) -> int:
    """Proportional memory of a process in kilobytes; 0 for one that is gone."""
    try:
        found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def measured(path: Path, folder: Path, rows: int) -> Iterator[Row]:
    """One worker against two, and the memory of two: its peak, and whether it grows after the first tenth."""
    yield from gain(path, folder, rows)
    peak = batch(path, folder / "watched", 2, watched=True).peak
    yield at_most("peak memory of two workers, MB", peak, 600, f"{peak:.0f}")
    if rows > FEW:
        before = batch(head(path, FEW), folder / "few", 2, watched=True).peak
        growth = f"{peak - before:+.0f} ({before:.0f} at {FEW:,} rows)"
        yield at_most(f"peak beyond that of {FEW:,} rows, MB", peak - before, 60, growth)


def gain(path: Path, folder: Path, rows: int) -> Iterator[Row]:
    """One worker against two, in turns: by the clock, or on a busy machine by the time of the longest chain of work."""
    clock, chain, machine, seconds = [], [], [], []
    for turn in range(TURNS):
        alone, both = (batch(path, folder / f"{turn}-{workers}", workers) for workers in (1, 2))
        clock.append(alone.seconds / both.seconds)
        chain.append(alone.chain / both.chain)
        machine.append(of_the_machine())
        seconds.append(both.seconds)
    idle = statistics.median(machine) >= IDLE
    found = statistics.median(clock if idle else chain)
    words = f"by the clock {statistics.median(clock):.2f}, by the busiest process {statistics.median(chain):.2f}"
    words = f"{words}; two loops gain {statistics.median(machine):.2f} here; {rows:,} rows"
    yield Row("one worker / two workers", words, "≥ 1.7", found >= 1.7)
    yield Row("rows a second, two workers", f"{rows / statistics.median(seconds):,.0f}")


def head(path: Path, rows: int) -> Path:
    """The first rows of an archive, as an archive beside it."""
    target = path.with_name(f"head-{path.name}")
    with path.open("rb") as source, target.open("wb") as file:
        file.writelines(itertools.islice(source, rows))
    return target


def of_the_machine() -> float:
    """What two processes gain over one at the moment, with nothing but a loop to run."""
    command = [sys.executable, "-c", "for _ in range(40_000_000): pass"]
    seconds = []
    for count in (1, 2):
        start = time.perf_counter()
        running = [subprocess.Popen(command) for _ in range(count)]
        for process in running:
            process.wait()
        seconds.append((time.perf_counter() - start) / count)
    return seconds[0] / seconds[1]


def imports() -> Iterator[Row]:
    """Start and first call, each in a fresh interpreter, in processor time: the clock of a busy machine shows more."""
    bare = _of_code("pass")
    found = _of_code("import homejobs_extract") - bare
    yield at_most("import homejobs_extract, s", found, 0.3, f"{found:.2f}")
    first = _of_code("from homejobs_extract import extract; extract('۲۲۶ مجوز مشاغل خانگی صادر شد.')") - bare
    yield Row("import and first call, s", f"{first:.2f}")
    shown = _of_command([sys.executable, "-m", "homejobs_extract.cli", "--help"])
    yield at_most("homejobs-extract --help, s", shown, 0.5, f"{shown:.2f}")


def _of_code(code: str) -> float:
    return _of_command([sys.executable, "-c", code])


def _of_command(command: list[str]) -> float:
    """The median processor time of a command, run once beforehand."""
    times = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(times[1:])
