"""A real server in a process of its own and a real Chromium, both on 127.0.0.1; every request a page makes is noted."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Server:
    """A running workbench."""

    base: str
    work: Path
    pid: int

    def url(self, path: str = "/") -> str:
        return self.base + path


@dataclass
class Watched:
    """A page and what went on in it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    websockets: list[str] = field(default_factory=list)

    def dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def outside(self, *allowed: str) -> list[str]:
        return [url for url in (*self.requests, *self.websockets) if not url.startswith((*allowed, "data:", "about:"))]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(2000):
        try:
            urllib.request.urlopen(url, timeout=30).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.02)
        else:
            return
    pytest.fail("the server did not start")


def launched(work: Path, *options: str) -> tuple[subprocess.Popen[bytes], Server]:
    """A workbench that answers, in a process of its own."""
    port = free_port()
    command = [sys.executable, "-m", "homejobs_extract.cli", "serve", "--work", str(work), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    wait_for(f"http://127.0.0.1:{port}/static/workbench.css", process)
    return process, Server(f"http://127.0.0.1:{port}", work, process.pid)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts workbenches; ``serve("--store", folder)``."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> Server:
        process, server = launched(tmp_path_factory.mktemp("work"), *options)
        running.append(process)
        return server

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=120)


@pytest.fixture(scope="session")
def server(serve: Callable[..., Server]) -> Server:
    return serve()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Watched]]:
    """Opens pages that are watched: ``open_page(width=390, color_scheme="dark")``."""
    contexts: list[Any] = []

    def start(*, width: int = 1280, height: int = 900, **options: Any) -> Watched:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(120_000)
        watched = Watched(context.new_page())
        page = watched.page
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("websocket", lambda socket: watched.websockets.append(socket.url))
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("dialog", watched.dismiss)
        return watched

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def example() -> str:
    return (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")
