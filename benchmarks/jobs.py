"""Whole jobs in processes of their own: time with one worker and two, and memory (PSS of all processes)."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import Row, at_most

MEGABYTE = 1024
LARGE = 100_000
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class Job(NamedTuple):
    """Seconds of a job, and its memory in megabytes at so many seconds."""

    seconds: float
    memory: list[tuple[float, float]]


def batch(path: Path, out: Path, workers: int) -> Job:
    """Run ``homejobs-extract batch`` and watch it."""
    command = [sys.executable, "-m", "homejobs_extract.cli", "batch", str(path), "--out", str(out), "--quiet"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL)
    memory: list[tuple[float, float]] = []
    while process.poll() is None:
        memory.append((time.perf_counter() - start, sum(map(pss, family(process.pid))) / MEGABYTE))
        time.sleep(0.2)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Job(time.perf_counter() - start, memory)


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
    alone = batch(path, folder / "one", 1)
    both = batch(path, folder / "two", 2)
    gain = alone.seconds / both.seconds
    words = f"{gain:.2f} ({alone.seconds:.1f} s, {both.seconds:.1f} s; {rows:,} rows)"
    yield Row("one worker / two workers", words, "≥ 1.7", gain >= 1.7)
    yield Row("rows a second, two workers", f"{rows / both.seconds:,.0f}")
    peak = max(size for _, size in both.memory)
    yield at_most("peak memory of two workers, MB", peak, 600, f"{peak:.0f}")
    if rows < LARGE:
        return
    early = [size for at, size in both.memory if at <= both.seconds / 10]
    growth = peak - max(early, default=peak)
    yield at_most("peak beyond that of the first tenth, MB", growth, 60, f"{growth:.0f}")


def imports() -> Iterator[Row]:
    """Start and first call, each in a fresh interpreter."""
    bare = _seconds("pass")
    found = _seconds("import homejobs_extract") - bare
    yield at_most("import homejobs_extract, s", found, 0.3, f"{found:.2f}")
    first = _seconds("from homejobs_extract import extract; extract('۲۲۶ مجوز مشاغل خانگی صادر شد.')") - bare
    yield Row("import and first call, s", f"{first:.2f}")
    shown = _best([sys.executable, "-m", "homejobs_extract.cli", "--help"])
    yield at_most("homejobs-extract --help, s", shown, 0.5, f"{shown:.2f}")


def _seconds(code: str) -> float:
    return _best([sys.executable, "-c", code])


def _best(command: list[str]) -> float:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)
