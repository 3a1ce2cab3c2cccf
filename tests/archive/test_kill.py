"""``kill -9`` of the engine or of any worker at any moment: the same command ends with the same rows."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.archive import made

MOMENTS = 0.1, 2.5  # seconds after the start: while the engine starts, while it works, while it ends
ROWS = 900


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three inputs, one of them broken in places, and the results of a run that nobody disturbed."""
    folder = tmp_path_factory.mktemp("calm")
    lines = made.jsonl(ROWS).split(b"\n")[:-1]
    lines[7:7] = [b"broken", b'{"id": "no text", "body": 3}']
    (folder / "plain.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(made.jsonl(ROWS // 3), mtime=0)[:-5])
    (folder / "pages").mkdir()
    for number in range(0, 60, 5):
        (folder / "pages" / f"{number}.txt").write_text(made.relevant(number), encoding="utf-8")
    ended = made.run(folder, folder / "out", inputs(folder))
    assert ended.returncode == 1, ended.stderr
    assert len(made.tables(folder / "out")["articles"]) > ROWS // 5
    return folder


def inputs(folder: Path) -> list[Path]:
    """The inputs of the job."""
    return [folder / "plain.jsonl", folder / "packed.jsonl.gz", folder / "pages"]


def assert_same(folder: Path, out: Path) -> None:
    """The results equal the undisturbed ones row for row, and nothing is left over."""
    assert made.tables(out) == made.tables(folder / "out")
    for name in ("rejects.jsonl", "manifest.json"):
        assert (out / name).read_bytes() == (folder / "out" / name).read_bytes()
    assert sorted(p.name for p in out.rglob("*")) == sorted(p.name for p in (folder / "out").rglob("*"))


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except (OSError, ValueError):
        return []


def kill_at_random(folder: Path, out: Path, moment: random.Random) -> bool:
    """Start the job, kill the engine or one of its children after a while; whether the engine still ran."""
    command = made.command(folder, out, inputs(folder))
    engine = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment.uniform(*MOMENTS))
    victims = (moment.random() < 0.5 and children(engine.pid)) or [engine.pid]
    struck = engine.poll() is None
    if struck:
        with suppress(ProcessLookupError):
            os.kill(moment.choice(victims), signal.SIGKILL)
    engine.wait(timeout=200)
    return struck


def disturb(folder: Path, out: Path, seed: int, kills: int) -> None:
    """Kill so many times; a job that lives is compared, and another is begun."""
    moment, struck = random.Random(seed), 0
    while struck < kills:
        struck += kill_at_random(folder, out, moment)
        if (out / "manifest.json").exists():
            assert_same(folder, out)
            shutil.rmtree(out)
    ended = made.run(folder, out, inputs(folder))
    assert ended.returncode == 1, ended.stderr
    assert_same(folder, out)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments(calm: Path, tmp_path: Path, seed: int) -> None:
    disturb(calm, tmp_path / "out", seed, 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 103))
def test_killed_at_thirty_random_moments(calm: Path, tmp_path: Path, seed: int) -> None:
    disturb(calm, tmp_path / "out", seed, 10)


def test_workers_killed_again_and_again_within_one_run(calm: Path, tmp_path: Path) -> None:
    """The engine itself replaces dead workers and blames no article for a death from outside."""
    engine = subprocess.Popen(made.command(calm, tmp_path / "out", inputs(calm)), stderr=subprocess.PIPE)
    moment, kills = random.Random(5), 0
    while engine.poll() is None and kills < 6:
        time.sleep(moment.uniform(0.5, 1.2))
        workers = [c for c in children(engine.pid) if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        if workers and engine.poll() is None:
            os.kill(moment.choice(workers), signal.SIGKILL)
            kills += 1
    engine.communicate(timeout=200)
    assert engine.returncode == 1
    assert kills >= 1
    assert_same(calm, tmp_path / "out")


def test_workers_leave_with_their_engine(calm: Path, tmp_path: Path) -> None:
    engine = subprocess.Popen(made.command(calm, tmp_path / "out", inputs(calm)), stderr=subprocess.DEVNULL)
    workers: list[int] = []
    while len(workers) < 2:
        time.sleep(0.05)
        workers = children(engine.pid)
        assert engine.poll() is None
    engine.kill()
    engine.wait()
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{w}").exists() for w in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [w for w in workers if Path(f"/proc/{w}").exists()]


def test_files_without_a_note_are_made_again(calm: Path, tmp_path: Path) -> None:
    """The moment between renaming a unit's files and noting it, played by hand."""
    out = tmp_path / "out"
    assert made.run(calm, out, inputs(calm)).returncode == 1
    notes = sorted((out / "units").glob("*-*.json"))
    for note in notes[::2]:
        note.unlink()
    table = next((out / "figures").glob(f"{notes[0].stem}.parquet"))
    table.write_bytes(table.read_bytes()[:100])
    (out / "articles" / f".{notes[1].stem}.123.tmp").write_bytes(b"half")
    (out / "units" / f".{notes[1].stem}.json.123.tmp").write_bytes(b"{")
    assert made.run(calm, out, inputs(calm)).returncode == 1
    assert_same(calm, out)


def test_rejects_have_rows_and_positions(calm: Path) -> None:
    found = [json.loads(text) for text in (calm / "out" / "rejects.jsonl").read_text(encoding="utf-8").splitlines()]
    plain = [(r["row"], r["reason"]) for r in found if r["input"].endswith("plain.jsonl")]
    assert plain == [(8, "invalid_json"), (9, "no_text")]
    data = (calm / "plain.jsonl").read_bytes()
    assert all(data[r["position"] :].startswith((b"broken", b'{"id": "no')) for r in found if "plain" in r["input"])


def test_what_a_dead_worker_left_half_written_goes(calm: Path, tmp_path: Path) -> None:
    """A worker killed while it writes: its file is swept up by the run that goes on without it."""
    engine = subprocess.Popen(made.command(calm, tmp_path / "out", inputs(calm)), stderr=subprocess.DEVNULL)
    while not (tmp_path / "out" / "articles").exists() or not children(engine.pid):
        time.sleep(0.02)
    left = tmp_path / "out" / "articles" / ".empty.parquet.1.tmp"
    left.write_bytes(b"PAR1")
    engine.wait(timeout=200)
    assert not left.exists()
    assert_same(calm, tmp_path / "out")
