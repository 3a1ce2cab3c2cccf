"""The project keeps its own rules: public names, one direction of imports, a quick start, a README that is true."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import homejobs_extract
from homejobs_extract.cli import families

SOURCE = Path(homejobs_extract.__file__).parent
README = (SOURCE.parent.parent / "README.md").read_text(encoding="utf-8")
HEAVY = (
    "altair", "datasets", "duckdb", "fastapi", "fastwarc", "hazm", "jinja2", "numpy", "openpyxl", "pandas", "pebble",
    "polars", "pyarrow", "ray", "rensa", "resiliparse", "spacy", "uvicorn", "vl_convert",
)  # fmt: skip
# Earlier layers know nothing of later ones; modules of one layer may use each other.
LAYERS = (
    {"records", "lexicons", "lists", "stretches"},
    {"normalize", "jalali", "memo"},
    {"tokens", "gate", "userlexicon"},
    {"gazetteer"},
    {"clauses"},
    {"document"},
    {"mentions"},
    {"vocabulary", "userlexicon"},
    {"figures"},
    {"checks"},
    {"pipeline"},
    {"homejobs_extract"},
    {"archive", "charts", "comparison", "evaluation", "exports", "nlp", "page", "schema", "store", "tables"},
    {"web"},
    {"cli"},
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
# Methods of a record that are there for convenience, and import what they need when called.
CONVENIENT = {("lists", "page"), ("records", "page"), ("records", "tables"), ("homejobs_extract", "comparison")}
LAZY = {"Comparison", "compare"}

LONGEST = 300
# What is loaded at the start: the two libraries of every record, and of the command line Typer with what it needs.
LIGHT = {"annotated_types", "homejobs_extract", "persiantools", "pydantic", "pydantic_core", "typing_extensions",
         "typing_inspection"}  # fmt: skip
TYPER = {"annotated_doc", "attr", "markdown_it", "mdurl", "pygments", "rich", "shellingham", "typer"}
HELP = """import sys
sys.argv = ['homejobs-extract', '--help']
from homejobs_extract.cli import main
try: main()
except SystemExit: pass
"""


def part(module: str) -> str:
    """The part of the package a module belongs to: ``figures`` for ``homejobs_extract.figures.build``."""
    names = module.split(".")
    return names[1] if len(names) > 1 else names[0]


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    paths = (path.relative_to(SOURCE.parent).with_suffix("") for path in SOURCE.rglob("*.py"))
    return {".".join(path.parts).removesuffix(".__init__"): SOURCE.parent / f"{path}.py" for path in paths}


def imports(path: Path) -> Iterator[str]:
    """Every module of the package that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("homejobs_extract"))
        elif isinstance(node, ast.ImportFrom) and node.module == "homejobs_extract":
            yield from (f"homejobs_extract.{a.name}" if a.name in LAYER else node.module for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def own_imports(path: Path) -> set[str]:
    """The parts of the package a file imports from."""
    return {part(name) for name in imports(path) if name.split(".")[0] == "homejobs_extract"}


def test_public_names_are_complete_and_sorted() -> None:
    names = homejobs_extract.__all__
    assert names == sorted(names)
    public = {
        name
        for name, value in vars(homejobs_extract).items()
        if not name.startswith("_") and type(value).__name__ != "module"
    }
    assert (public - {"annotations"}) | LAZY == set(names) - {"__version__"}


def test_lazy_names_are_there_whatever_was_imported_before(python: Callable[..., str]) -> None:
    """No module of the package may bear the name of a function, or importing one would hide the other."""
    asked = (
        "import homejobs_extract as h; print(callable(h.compare), h.Comparison.__name__, set(dir(h)) >= set(h.__all__))"
    )
    assert python(asked).split() == ["True", "Comparison", "True"]
    assert python(f"import homejobs_extract.comparison.engine\n{asked}").split() == ["True", "Comparison", "True"]
    assert not {f"homejobs_extract.{name}" for name in homejobs_extract.__all__} & set(modules())
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = homejobs_extract.nothing  # type: ignore[attr-defined]


def test_every_part_has_a_layer() -> None:
    assert {part(name) for name in modules()} <= set(LAYER)


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_go_one_way(name: str) -> None:
    own = part(name)
    wrong = {other for other in own_imports(modules()[name]) if LAYER.get(other, 0) > LAYER.get(own, 0)}
    assert {(own, other) for other in wrong} <= CONVENIENT


@pytest.mark.parametrize("name", sorted(modules()))
def test_imports_are_absolute(name: str) -> None:
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]


@pytest.mark.parametrize("name", sorted(modules()))
def test_modules_stay_small(name: str) -> None:
    lines = len(modules()[name].read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST


@pytest.mark.parametrize("module", ["homejobs_extract", "homejobs_extract.cli", *(f.__name__ for f in families())])
def test_import_loads_nothing_heavy(module: str, python: Callable[..., str]) -> None:
    loaded = python(f"import sys, {module}; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def loaded(python: Callable[..., str], code: str) -> set[str]:
    """The packages outside the standard library that a snippet loads in a fresh interpreter."""
    shown = python(f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*(set(sys.modules) - before))")
    names = {module.split(".")[0] for module in shown.splitlines()[-1].split()}
    return {name for name in names - sys.stdlib_module_names if not name.startswith("_")}


def test_import_loads_two_light_libraries(python: Callable[..., str]) -> None:
    assert loaded(python, "import homejobs_extract") <= LIGHT


def test_help_loads_the_command_line_and_no_more(python: Callable[..., str]) -> None:
    assert "typer" in loaded(python, HELP) <= LIGHT | TYPER


def test_readme_has_an_example_that_runs() -> None:
    assert README.count(">>> ") >= 5


def readme_commands() -> list[str]:
    """The commands of the README's ``sh`` blocks that a reader can run in a fresh clone after ``make demo``."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("homejobs-extract")]


@pytest.mark.parametrize("command", readme_commands() or ["homejobs-extract extract"])
def test_readme_commands_run(command: str, root: Path) -> None:
    words = shlex.split(command.split(" > ", maxsplit=1)[0], comments=True)
    done = subprocess.run(
        [Path(sys.executable).parent / words[0], *words[1:]], cwd=root, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_version_is_in_the_changelog(root: Path) -> None:
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(homejobs_extract.__version__)}\b", changelog, re.MULTILINE)


def test_document_links_lead_somewhere(root: Path) -> None:
    pages = [root / "README.md", *(root / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))]
    missing = [link for page, link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_architecture_page_names_files_that_exist(root: Path) -> None:
    named = re.findall(r"`([\w/]+\.(?:py|tsv))`", (root / "docs" / "architecture.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    assert [name for name in named if not (SOURCE / name).is_file() and not (root / name).is_file()] == []


def test_the_architecture_page_names_every_part(root: Path) -> None:
    page = (root / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert sorted(name for name in {part(m) for m in modules()} - {"homejobs_extract"} if f"`{name}`" not in page) == []


def test_no_path_of_a_machine_is_in_the_tree(root: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    foreign = re.compile("/" + "(?:root|work|home)/|file://" + "/")
    texts = {
        name: (root / name).read_bytes().decode("utf-8", "replace")
        for name in listed.stdout.splitlines()
        if (root / name).is_file()
    }
    assert [name for name, text in texts.items() if foreign.search(text)] == []


def test_the_example_program_runs(root: Path) -> None:
    command = [sys.executable, "examples/one_report.py", "examples/report.txt", "1400-12-05"]
    lines = subprocess.run(command, cwd=root, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    assert lines[0].split() == ["permit", "2,340", "issued", "all", "agencies"]
    assert len(lines) == 21
