"""Ray in local mode gives the rows of the local engine, and resumes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.archive import made

pytest.importorskip("ray")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs, and their results by both engines."""
    folder = tmp_path_factory.mktemp("ray")
    (folder / "a.jsonl").write_bytes(made.jsonl(600) + b"broken\n")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(made.jsonl(50)))
    assert made.run(folder, folder / "local", inputs(folder)).returncode == 1
    ended = made.run(folder, folder / "ray", inputs(folder), engine="ray")
    assert ended.returncode == 1, ended.stderr
    return folder


def inputs(folder: Path) -> list[Path]:
    """The inputs of the job."""
    return [folder / "a.jsonl", folder / "b.jsonl.gz"]


def test_ray_gives_the_rows_of_the_local_engine(done: Path) -> None:
    assert made.tables(done / "ray") == made.tables(done / "local")
    for name in ("rejects.jsonl", "manifest.json"):
        assert (done / "ray" / name).read_bytes() == (done / "local" / name).read_bytes()


@pytest.mark.slow
def test_ray_makes_only_what_is_missing(done: Path) -> None:
    plans = sorted((done / "ray" / "ray").rglob("pieces.parquet"))
    notes = sorted((done / "ray" / "units").glob("*-*.json"))
    kept = {note: note.stat().st_mtime_ns for note in notes}
    checkpoints = list((done / "ray" / "ray").rglob("checkpoint/*.parquet"))
    assert checkpoints
    for path in (checkpoints[0], notes[0]):
        path.unlink()
    again = made.run(done, done / "ray", inputs(done), engine="ray")
    assert again.returncode == 1, again.stderr
    assert made.tables(done / "ray") == made.tables(done / "local")
    assert [note for note in notes if note.stat().st_mtime_ns != kept[note]] == [notes[0]]
    assert sorted((done / "ray" / "ray").rglob("pieces.parquet")) == plans
