"""Makes the README's pictures from the example article: ``make pictures``; needs Chromium, as Debian has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from homejobs_extract import extract
from homejobs_extract.charts import agencies, to_png
from homejobs_extract.page import render

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXT = (ROOT / "examples" / "report.txt").read_text(encoding="utf-8")
PUBLISHED = "1400-12-05"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]


def report_pictures(browser: Browser, folder: Path) -> None:
    """The report page by day, by night with one figure chosen, and on a phone."""
    page_file = folder / "report.html"
    page_file.write_text(render(extract(TEXT, published=PUBLISHED), TEXT), encoding="utf-8")
    shots: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("report.png", "", {"viewport": {"width": 1280, "height": 860}}),
        ("report-dark.png", "#m-f11", {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"}),
        ("report-phone.png", "", {"viewport": {"width": 390, "height": 860}}),
        ("report-english.png", "", {"viewport": {"width": 1280, "height": 860}}),
    )
    (folder / "english.html").write_text(render(extract(TEXT, published=PUBLISHED), TEXT, lang="en"), encoding="utf-8")
    for name, place, options in shots:
        page = browser.new_page(**options)
        file = folder / "english.html" if "english" in name else page_file
        page.goto(file.as_uri() + place)
        page.screenshot(path=HERE / name)
        page.close()


@contextmanager
def workbench(folder: Path) -> Iterator[str]:
    """A workbench with an empty folder of work."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "homejobs_extract.cli",
        "serve",
        "--work",
        str(folder / "work"),
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, env=dict(os.environ))
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> None:
    """Wait until a server answers; ``RuntimeError`` after ten seconds."""
    for _ in range(200):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = f"nothing answers at {address}"
    raise RuntimeError(message)


def workbench_pictures(browser: Browser, address: str) -> None:
    """The desk with a figure accepted and chosen, and the checks beneath."""
    page = browser.new_page(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    open_example(page, address)
    row = page.locator("tr[data-figure=f11]")
    row.get_by_role("button", name="درست").click()
    row.get_by_text("تأیید شد").wait_for()
    row.locator("td.c-value").click(position={"x": 4, "y": 4})
    page.wait_for_timeout(200)
    page.screenshot(path=HERE / "workbench.png")
    page.locator(".checks").screenshot(path=HERE / "checks.png")
    page.close()


def open_example(page: Page, address: str) -> None:
    """Paste the example and have it read."""
    page.goto(address)
    page.fill("#text", TEXT)
    page.fill("#published", PUBLISHED)
    page.click("button.main")
    page.wait_for_url("**/articles/*")


def chart_picture() -> None:
    """The example's permits by agency."""
    rows = extract(TEXT, published=PUBLISHED).to_records()
    (HERE / "chart.png").write_bytes(to_png(agencies(rows, kind="permit", stage="issued"), scale=1.5))


def chromium() -> str:
    """The path of Chromium; ``RuntimeError`` says what to install."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise RuntimeError("no Chromium on this machine: apt-get install chromium")
    return found


def main() -> None:
    """Make them all."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        report_pictures(browser, Path(name))
        with workbench(Path(name)) as address:
            workbench_pictures(browser, address)
        browser.close()
    chart_picture()


if __name__ == "__main__":
    main()
