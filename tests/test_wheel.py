"""The wheel holds what the sources hold, and works without them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("build")
pytest.importorskip("hatchling")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of these sources, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        packed.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_source_and_data_file_is_in_the_wheel(wheel: Path, root: Path) -> None:
    sources = {path.relative_to(root / "src") for path in (root / "src").rglob("*") if path.is_file()}
    packed = {path.relative_to(wheel) for path in wheel.rglob("*") if path.is_file()}
    assert sorted(str(path) for path in sources - packed if "__pycache__" not in path.parts) == []
    assert Path("homejobs_extract/py.typed") in packed
    assert Path("homejobs_extract/lexicons/agencies.tsv") in packed


def test_only_the_package_is_in_the_wheel(wheel: Path) -> None:
    assert sorted(path.name.split("-")[0] for path in wheel.iterdir()) == ["homejobs_extract", "homejobs_extract"]


def test_the_unpacked_wheel_reads_the_example(wheel: Path, root: Path, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib, homejobs_extract as h\n"
        "print(pathlib.Path(h.__file__).parent.parent)\n"
        "print(len(h.extract(pathlib.Path(sys.argv[1]).read_text(encoding='utf-8')).figures))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(root / "examples" / "report.txt")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(wheel)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str(wheel), "20"]


def test_metadata(wheel: Path) -> None:
    metadata = next(wheel.glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
    for line in ("Name: homejobs-extract", "Requires-Python: <3.14,>=3.12", "License-Expression: MIT"):
        assert line in metadata.splitlines()
    extras = {
        line.removeprefix("Provides-Extra: ") for line in metadata.splitlines() if line.startswith("Provides-Extra")
    }
    assert extras >= {"html", "warc", "batch", "ray", "web", "charts", "dedup", "tables", "xlsx", "all", "dev"}
