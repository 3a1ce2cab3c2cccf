"""Whole composed reports: every error on them stands in ``docs/checks.md`` with a reader's judgement, and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

from homejobs_extract import compare, extract

ROOT = Path(__file__).parent.parent.parent
SEEN = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/fixtures/seen").glob("*.json"))]
REPORTS = {gold["id"].removeprefix("seen-"): extract(gold["text"], published=gold["published"]) for gold in SEEN}


def judged() -> set[str]:
    """The reports of the page's last table."""
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    table = page.split("### Every error on the composed reports")[1]
    return set(re.findall(r"^\| ([ab]\d\d) \|", table, re.MULTILINE))


def test_every_error_is_judged() -> None:
    assert judged() == {name for name, report in REPORTS.items() if any(c.severity == "error" for c in report.findings)}


def test_sums_agree_with_the_gold() -> None:
    """Every sum that the gold has as unequal disagrees, and no other sum does."""
    wrong = {
        (gold["id"].removeprefix("seen-"), c["total"], c["parts_sum"])
        for gold in SEEN
        for c in gold.get("checks") or []
        if not c["consistent"]
    }
    found = set()
    for name, report in REPORTS.items():
        values = {f.id: f.value for f in report.figures}
        found |= {(name, values[c.total or ""], c.parts_sum) for c in report.findings if c.type == "sum"}
    assert found == wrong


def test_reports_on_other_things_do_not_contradict_each_other() -> None:
    assert compare(REPORTS.values()).alarms == []
