"""Ray in local mode gives the rows of the local engine, and resumes."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.archive import made

pytest.importorskip("ray")
# Ray's own workers give way to all else: on a busy machine they would hardly get on.
os.environ.setdefault("RAY_worker_niceness", "0")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two inputs, and their results by both engines."""
    folder = tmp_path_factory.mktemp("ray")
    (folder / "a.jsonl").write_bytes(made.jsonl(900) + b"broken\n")
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
def test_a_killed_run_is_finished_from_its_plan(done: Path) -> None:
    out = done / "killed"
    engine = subprocess.Popen(made.command(done, out, inputs(done), engine="ray"), stderr=subprocess.DEVNULL)
    while not list((out / "ray").rglob("checkpoint/*.parquet")):
        assert engine.poll() is None
        time.sleep(0.05)
    engine.kill()
    engine.wait()
    assert len(list((out / "units").glob("*-*.json"))) < len(list((done / "local" / "units").glob("*-*.json")))
    plan = next((out / "ray").rglob("pieces.parquet"))
    before = plan.stat().st_mtime_ns
    next((out / "units").glob("*-*.json")).unlink()
    again = subprocess.Popen(made.command(done, out, inputs(done), engine="ray"), stderr=subprocess.DEVNULL)
    try:
        left = len(list((out / "units").glob("*-*.json")))
        while len(list((out / "units").glob("*-*.json"))) == left:
            time.sleep(0.05)
            assert again.poll() is None
        assert plan.stat().st_mtime_ns == before
    finally:
        ended = again.wait(timeout=400)
    assert ended == 1
    assert made.tables(out) == made.tables(done / "local")
    assert (out / "manifest.json").read_bytes() == (done / "local" / "manifest.json").read_bytes()
    assert not list((out / "ray").iterdir())


ALONE = """
import json
import ray
from homejobs_extract.archive.arrow import extract_arrow
from tests.archive import made

ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False)
rows = ray.data.from_items([{name: row[name] for name in ("id", "title", "text")} for row in made.rows(20)])
found = rows.map_batches(extract_arrow, batch_format="pyarrow", batch_size=8).take_all()
print("found", json.dumps(sorted((int(row["id"][1:]), len(row["figures"])) for row in found)))
"""


@pytest.mark.slow
def test_extract_arrow_in_a_pipeline_of_ones_own(root: Path) -> None:
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "RAY_USAGE_STATS_ENABLED": "0"}
    ended = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=300, check=False, env=environment
    )
    assert "found [[0, 3], [5, 3], [10, 3], [15, 3]]" in ended.stdout, ended.stderr
