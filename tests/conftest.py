"""What every test may ask for: the repository's root, the example report, and a Python of its own to run things in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def example() -> str:
    """The text of the example report."""
    return (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def python() -> Callable[..., str]:
    """Run a snippet in a fresh interpreter, whose lines no coverage counts, and give what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}

    def run(code: str, *arguments: str) -> str:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", env=environment)
        return done.stdout

    return run
