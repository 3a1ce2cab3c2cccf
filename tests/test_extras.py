"""A command whose extra is not installed says in one line which one to install, and leaves without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HIDING = """
import sys
sys.modules.update(dict.fromkeys({hidden!r}.split()))
sys.argv = ["homejobs-extract", *{arguments!r}]
from homejobs_extract.cli import main
main()
"""
COMMANDS = [
    ("batch", "pyarrow", "batch a.jsonl --out out"),
    ("batch", "duckdb", "query ."),
    ("batch", "duckdb", "export . --sqlite out.sqlite"),
    ("html", "resiliparse", "batch a.html --out out"),
    ("warc", "fastwarc", "batch a.warc --out out"),
    ("ray", "ray", "batch a.jsonl --out out --engine ray"),
    ("web", "uvicorn fastapi", "serve"),
    ("charts", "altair vl_convert", "chart a.txt --out out.svg"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with one small input of each kind."""
    text = "در سال ۱۴۰۰ تعداد ۱۲ مجوز مشاغل خانگی در استان سمنان صادر شد."
    inputs = {
        "a.txt": text,
        "a.jsonl": f'{{"text": "{text}"}}\n',
        "a.html": f"<html><body><p>{text}</p></body></html>",
        "a.warc": "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    }
    for name, content in inputs.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("extra", "hidden", "arguments"), COMMANDS)
def test_a_missing_extra_is_named(desk: Path, extra: str, hidden: str, arguments: str) -> None:
    code = HIDING.format(hidden=hidden, arguments=arguments.split())
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode in (1, 2)
    assert f"pip install 'homejobs-extract[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_reprints_are_found_without_the_extra_for_them(desk: Path) -> None:
    """``dedup`` only makes it quicker."""
    code = HIDING.format(hidden="rensa", arguments=["compare", "a.txt", "a.jsonl"])
    done = subprocess.run([sys.executable, "-c", code], cwd=desk, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
