"""Ray in local mode gives the rows of the local engine, and resumes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.archive import made

pytest.importorskip("ray")


def test_ray_gives_the_same_rows_and_resumes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(made.jsonl(600) + b"broken\n")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(made.jsonl(50)))
    inputs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl.gz"]
    assert made.run(tmp_path, tmp_path / "local", inputs).returncode == 1
    ended = made.run(tmp_path, tmp_path / "ray", inputs, engine="ray")
    assert ended.returncode == 1, ended.stderr
    assert made.tables(tmp_path / "ray") == made.tables(tmp_path / "local")
    for name in ("rejects.jsonl", "manifest.json"):
        assert (tmp_path / "ray" / name).read_bytes() == (tmp_path / "local" / name).read_bytes()
    note = next((tmp_path / "ray" / "units").glob("*-000001.json"))
    note.unlink()
    again = made.run(tmp_path, tmp_path / "ray", inputs, engine="ray")
    assert again.returncode == 1, again.stderr
    assert made.tables(tmp_path / "ray") == made.tables(tmp_path / "local")
