"""The documentation is true: every block of code on every page runs, in order, and prints what the page says."""

from __future__ import annotations

import contextlib
import doctest
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import homejobs_extract
from homejobs_extract.lexicons import DATA_VERSION

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>[^>]*) -->\n)?^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE
)
LANGUAGES = {"python", "sh", "text", "json", ""}
INSTALLS = re.compile(r"^(?:pip install|python3\.12 -m venv|git clone|make)\b")
OPTIONS = doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """A fenced block: its mark (``slow``, ``needs: datasets``), language, code and line."""

    mark: str
    language: str
    code: str
    line: int


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(m["mark"] or "", m["language"], m["code"], text.count("\n", 0, m.start("code")) + 1)
        for m in BLOCK.finditer(text)
    ]


class Page:
    """A page as a reader works through it: one folder, one interpreter."""

    def __init__(self, path: Path) -> None:
        self.name = str(path.relative_to(ROOT))
        self.names: dict[str, Any] = {"__name__": "__main__"}

    def run(self, block: Block) -> str:
        """What a block prints."""
        if block.language == "sh":
            return self._shell(block)
        if ">>> " in block.code:
            return self._session(block)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.code, f"{self.name}:{block.line}", "exec"), self.names)
        return printed.getvalue()

    def _session(self, block: Block) -> str:
        test = doctest.DocTestParser().get_doctest(block.code, self.names, self.name, self.name, block.line)
        failed = io.StringIO()
        doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=failed.write, clear_globs=False)
        self.names.update(test.globs)
        assert not failed.getvalue(), failed.getvalue()
        return ""

    def _shell(self, block: Block) -> str:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = os.environ | {"PATH": path, "RAY_USAGE_STATS_ENABLED": "0"}
        done = subprocess.run(
            ["bash", "-eu", "-c", block.code], env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{self.name}:{block.line}: {done.stderr}{done.stdout}"
        return done.stdout


def is_wanted(block: Block, *, slow: bool) -> bool:
    """Whether a block can and shall be run: installing is the wheel test's, and some libraries are optional."""
    needed = block.mark.removeprefix("needs: ") if block.mark.startswith("needs: ") else ""
    if needed and importlib.util.find_spec(needed) is None:
        return False
    return not INSTALLS.match(block.code) and (slow or block.mark != "slow")


def work_through(page: Path, *, slow: bool = False) -> int:
    """Run the blocks of a page that are wanted; a ``text`` block is what the block before it prints."""
    reader, printed, ran = Page(page), "", 0
    for block in blocks(page):
        if block.language == "text":
            assert printed.strip() == block.code.strip(), f"{page.name}:{block.line}"
        elif block.language in ("python", "sh") and is_wanted(block, slow=slow):
            printed = reader.run(block)
            ran += 1
    return ran


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with the examples of a fresh clone."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def runnable(page: Path, *, slow: bool) -> bool:
    """Whether a page has anything to run."""
    wanted = [block for block in blocks(page) if block.language in ("python", "sh") and not INSTALLS.match(block.code)]
    return any((block.mark == "slow") == slow for block in wanted)


@pytest.mark.parametrize("page", [p for p in PAGES if runnable(p, slow=False)], ids=lambda p: str(p.relative_to(DOCS)))
def test_every_block_runs(page: Path, desk: Path) -> None:
    assert work_through(page) > 0


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")
@pytest.mark.parametrize("page", [p for p in PAGES if runnable(p, slow=True)], ids=lambda p: str(p.relative_to(DOCS)))
def test_every_slow_block_runs(page: Path, desk: Path) -> None:
    assert work_through(page, slow=True) > 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(DOCS)))
def test_every_block_says_its_language(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= LANGUAGES
    assert page.read_text(encoding="utf-8").count("\n```") == 2 * len(blocks(page))


def test_json_blocks_are_json() -> None:
    found = [block for page in PAGES for block in blocks(page) if block.language == "json"]
    assert all(json.loads(block.code) for block in found)


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    for library in ("mkdocs", "material", "mkdocstrings"):
        pytest.importorskip(library)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    reference = (tmp_path / "reference" / "api" / "index.html").read_text(encoding="utf-8")
    assert "Every figure on home-based businesses" in reference


def test_every_page_is_in_the_navigation_once() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [
        str(page.relative_to(DOCS)) for page in PAGES if navigation.count(f": {page.relative_to(DOCS)}\n") != 1
    ] == []


def test_the_accuracy_card_says_what_the_tests_hold() -> None:
    floors = json.loads((ROOT / "tests" / "floors.json").read_text(encoding="utf-8"))
    card = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    header = re.search(r"^\| score \| (.+) \|$", card, re.MULTILINE)
    folders = header[1].split(" | ") if header else []
    rows = re.findall(r"^\| (\w+) \| ([\d. |]+) \|$", card, re.MULTILINE)
    values = [(name, [float(cell) for cell in cells.split(" | ")]) for name, cells in rows]
    shown = {(folder, name): cell for name, row in values for folder, cell in zip(folders, row, strict=True)}
    assert shown == {(folder, name): floor for folder, pins in floors.items() for name, floor in pins.items()}


def test_the_data_card_names_every_lexicon() -> None:
    card = (DOCS / "data.md").read_text(encoding="utf-8")
    files = sorted(path.stem for path in (Path(homejobs_extract.__file__).parent / "lexicons").glob("*.tsv"))
    assert [name for name in files if f"`{name}`" not in card] == []


def test_the_lexicon_page_names_every_file() -> None:
    from homejobs_extract.userlexicon.columns import FILES

    page = (DOCS / "lexicon.md").read_text(encoding="utf-8")
    assert [name for name in FILES if f"| `{name}` |" not in page] == []


def test_citation_is_valid_and_of_this_version() -> None:
    yaml = pytest.importorskip("yaml")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["version"] == homejobs_extract.__version__
    assert (citation["type"], citation["license"]) == ("software", "MIT")
    assert all("name" in author for author in citation["authors"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", citation["date-released"])


def test_data_version_is_a_day() -> None:
    assert re.fullmatch(r"20\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])", DATA_VERSION)
