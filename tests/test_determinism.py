"""One text, one report: the same bytes, in any process, thread or worker, any hash seed, Python 3.12 or 3.13."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import homejobs_extract
from homejobs_extract import extract

TESTS = Path(__file__).parent
SOURCES = Path(homejobs_extract.__file__).parent.parent
OTHER_PYTHONS = [f"python3.{minor}" for minor in (12, 13) if minor != sys.version_info.minor]
SEEDS = ("0", "77", "4294967295")
THREADS = 8
ROUNDS = 3
DIGEST = """
import hashlib, json, sys
from homejobs_extract import extract
for article in json.load(open(sys.argv[1], encoding="utf-8")):
    print(hashlib.sha256(extract(**article).model_dump_json().encode()).hexdigest())
"""


def articles() -> list[dict[str, str | None]]:
    """A third of the tests' composed articles, and the example, each with its day of publication."""
    paths = [*sorted((TESTS / "fixtures").rglob("*.json"))[::3], TESTS.parent / "examples" / "report.json"]
    found = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [
        {"article_text": gold["text"], "published": gold["published"]}
        for gold in found
        if "figures" in gold and gold["text"]
    ]


def digest(article: dict[str, str | None]) -> str:
    """The digest of a report's JSON."""
    report = extract(article["article_text"] or "", published=article["published"])
    return hashlib.sha256(report.model_dump_json().encode()).hexdigest()


@pytest.fixture(scope="module")
def expected() -> list[str]:
    """The digests in this process."""
    return [digest(article) for article in articles()]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles as a file for other processes."""
    path = tmp_path_factory.mktemp("determinism") / "articles.json"
    path.write_text(json.dumps(articles(), ensure_ascii=False), encoding="utf-8")
    return path


def elsewhere(python: str, written: Path, **environment: str) -> list[str]:
    """The digests that another interpreter gives."""
    done = subprocess.run(
        [python, "-c", DIGEST, str(written)],
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split()


def test_there_is_something_to_compare(expected: list[str]) -> None:
    assert len(set(expected)) == len(expected) > 20


def test_again_and_in_another_order(expected: list[str]) -> None:
    """No article leaves anything behind that the next one would see."""
    assert [digest(article) for article in reversed(articles())] == expected[::-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_hash_seeds(expected: list[str], written: Path, seed: str) -> None:
    assert elsewhere(sys.executable, written, PYTHONHASHSEED=seed) == expected


def test_locales_and_time_zones(expected: list[str], written: Path) -> None:
    assert elsewhere(sys.executable, written, LC_ALL="C", TZ="Pacific/Kiritimati") == expected


def test_optimized_bytecode(expected: list[str], written: Path) -> None:
    """No result hangs on an ``assert``."""
    assert elsewhere(sys.executable, written, PYTHONOPTIMIZE="2") == expected


def test_eight_threads_of_one_interpreter(written: Path) -> None:
    """From the first call on, when the lexicons are compiled: in an interpreter where nothing has been read yet."""
    code = (
        "import hashlib, json, sys\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "sys.setswitchinterval(1e-5)\n"
        "from homejobs_extract import extract\n"
        "articles = json.load(open(sys.argv[1], encoding='utf-8'))\n"
        "def digest(a): return hashlib.sha256(extract(**a).model_dump_json().encode()).hexdigest()\n"
        f"with ThreadPoolExecutor({THREADS}) as pool: made = list(pool.map(digest, articles * {ROUNDS}))\n"
        "print(*made, sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(written)], capture_output=True, encoding="utf-8", check=True)
    alone = elsewhere(sys.executable, written)
    assert done.stdout.split() == alone * ROUNDS


def test_eight_threads_at_one_article(example: str) -> None:
    """All threads at the same text at once."""
    article: dict[str, str | None] = {"article_text": example, "published": "1400-12-05"}
    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(digest, [article] * THREADS * 4))) == 1


@pytest.mark.parametrize("workers", [1, 3])
def test_worker_counts(expected: list[str], workers: int) -> None:
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(digest, articles(), chunksize=5)) == expected


def can_read(python: str) -> bool:
    """Whether an interpreter can import the package from these sources."""
    command = [python, "-c", "import homejobs_extract"]
    environment = os.environ | {"PYTHONPATH": str(SOURCES)}
    return not subprocess.run(command, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize("name", OTHER_PYTHONS)
def test_python_versions(expected: list[str], written: Path, name: str) -> None:
    """Python 3.12 and 3.13, where one with the dependencies is on the PATH or named in HOMEJOBS_PYTHONS."""
    named = os.environ.get("HOMEJOBS_PYTHONS", "").split(os.pathsep)
    found = [path for path in (*named, shutil.which(name)) if path and Path(path).name == name and can_read(path)]
    if not found:
        pytest.skip(f"no {name} with the dependencies")
    assert elsewhere(found[0], written, PYTHONPATH=str(SOURCES)) == expected
