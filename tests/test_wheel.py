"""The distributions hold what the sources hold; the wheel, installed in a clean environment, passes tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("build")
pytest.importorskip("hatchling")

# Quick tests that read a text with every lexicon, and the data files of the package.
PORTABLE = ("example", "normalize", "schema")


class Built(NamedTuple):
    """The distributions of these sources: the wheel as built from the sdist, and both unpacked."""

    wheel: Path
    unpacked: Path
    sources: Path


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    subprocess.run(command, check=True, capture_output=True)
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "wheel")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as packed:
        packed.extractall(folder / "sdist", filter="data")
    return Built(wheel, folder / "wheel", next((folder / "sdist").iterdir()))


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a new environment with the wheel; the libraries are those of this environment, by their path.

    A path named in a ``.pth`` file brings no ``.pth`` files of its own, so the editable installation stays behind.
    """
    home = tmp_path_factory.mktemp("clean")
    programs = home / "bin"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    command = [programs / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", built.wheel]
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    packages = next(home.glob("lib/python*/site-packages"))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def run(*command: Path | str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A program without this environment's variables for Python."""
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def files_of(folder: Path) -> set[Path]:
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts}


def test_every_source_and_data_file_is_in_the_wheel(built: Built, root: Path) -> None:
    packed = files_of(built.unpacked)
    assert sorted(map(str, files_of(root / "src") - packed)) == []
    assert {Path("homejobs_extract/py.typed"), Path("homejobs_extract/lexicons/agencies.tsv")} <= packed


def test_only_the_package_is_in_the_wheel(built: Built) -> None:
    assert {path.name.split("-")[0] for path in built.unpacked.iterdir()} == {"homejobs_extract"}


@pytest.mark.parametrize("part", ["src", "tests", "examples", "docs", ".ci"])
def test_the_sdist_holds_what_the_repository_does(built: Built, root: Path, part: str) -> None:
    assert sorted(map(str, files_of(root / part) - files_of(built.sources / part))) == []


def test_the_sdist_has_what_make_test_takes(built: Built) -> None:
    assert {"Makefile", "pyproject.toml", "constraints.txt", "mkdocs.yml", "README.md"} <= {
        path.name for path in built.sources.iterdir()
    }


def test_tests_pass_against_the_installed_wheel(built: Built, installed: Path) -> None:
    """In the unpacked sdist, from which the sources have been taken away."""
    shutil.move(built.sources / "src", built.sources.parent.parent / "taken_away")
    where = run(
        installed / "python", "-c", "import homejobs_extract as h; print(h.__file__, end='')", cwd=built.sources
    )
    assert Path(where.stdout).is_relative_to(installed.parent)
    tests = [f"tests/test_{name}.py" for name in PORTABLE]
    done = run(installed / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, cwd=built.sources)
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_installed_program_reads_the_example(installed: Path, root: Path) -> None:
    done = run(installed / "homejobs-extract", "extract", root / "examples" / "report.txt", "--format", "csv", cwd=root)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 21)


def test_the_installed_wheel_is_found_by_spacy(installed: Path, tmp_path: Path) -> None:
    code = "import spacy; nlp = spacy.blank('fa'); nlp.add_pipe('homejobs'); print(*nlp.pipe_names)"
    assert run(installed / "python", "-c", code, cwd=tmp_path).stdout.split() == ["homejobs"]


def test_metadata(built: Built) -> None:
    metadata = next(built.unpacked.glob("*.dist-info/METADATA")).read_text(encoding="utf-8")
    for line in ("Name: homejobs-extract", "Requires-Python: <3.14,>=3.12", "License-Expression: MIT"):
        assert line in metadata.splitlines()
    extras = {
        line.removeprefix("Provides-Extra: ") for line in metadata.splitlines() if line.startswith("Provides-Extra")
    }
    assert extras >= {"html", "warc", "batch", "ray", "web", "charts", "dedup", "tables", "xlsx", "all", "dev"}
