"""What a reader waits for: the report page, the start of the workbench, a view over a large store in Chromium."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.web.conftest import CHROMIUM, FLAGS, Server, launched
from tests.web.stores import batch_store, multiplied

from benchmarks.articles import ROOT
from benchmarks.jobs import processor_time
from benchmarks.timing import Row, alone, at_most
from homejobs_extract import extract
from homejobs_extract.page import render

PAINTED = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"
PROVINCES = ("یزد", "قم", "ایلام", "فارس", "گلستان")
COPIES = 380
VIEWS = ("/archive", "/archive?province=یزد", "/archive?page=2000", "/archive/compare")


def page() -> Iterator[Row]:
    """The page of an article of 25 figures."""
    more = (f"در سال ۱۴۰۱ در استان {name} ۳۱۲{n} مجوز مشاغل خانگی صادر شد." for n, name in enumerate(PROVINCES))
    text = "\n".join([(ROOT / "examples" / "report.txt").read_text(encoding="utf-8"), " ".join(more)])
    report = extract(text, published="1400-12-05")
    taken, size = alone(lambda: render(report, text), 9) * 1e3, len(render(report, text).encode()) / 1e3
    yield at_most(f"report page of {len(report.figures)} figures, ms", taken, 50, f"{taken:.1f} ({size:.0f} kB)")


def workbench(folder: Path) -> Iterator[Row]:
    """The start of the workbench, and the first paint of its views over more than 100,000 figures."""
    store = multiplied(batch_store(folder / "few"), folder / "many", copies=COPIES)
    process, server = launched(folder / "work", "--store", str(store))
    try:
        started = processor_time(process.pid)
        yield at_most("start of the workbench, s", started, 1.5, f"{started:.2f}")
        if CHROMIUM:
            painted = max(first_paints(server))
            yield at_most("first paint over 100,000 figures, s", painted, 1.0, f"{painted:.2f} (slowest of four views)")
    finally:
        process.terminate()
        process.wait()


def first_paints(server: Server) -> list[float]:
    """Seconds from the start of a navigation to the first contentful paint, the median of a few, for each view."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        tab = browser.new_page()
        found = [statistics.median(first_paint(tab, server.url(view)) for _ in range(5)) for view in VIEWS]
        browser.close()
    return found


def first_paint(tab: Any, url: str) -> float:
    """Seconds to the first contentful paint of one visit."""
    tab.goto(url)
    while not (painted := tab.evaluate(PAINTED)):
        tab.wait_for_timeout(20)
    return float(painted[0]) / 1e3
