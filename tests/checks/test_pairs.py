"""Sixty composed articles: each planted fault is found by the right check, and no sound twin raises an alarm."""

from __future__ import annotations

import pytest

from homejobs_extract import extract
from homejobs_extract.checks.run import run_checks
from homejobs_extract.records import Check

from .pairs import Pair, load

PAIRS = load()
FRESH = load("fresh_*.txt")
KINDS = {"sum", "subset", "repeat", "unit", "percent", "per_unit", "ratio", "period"}
MISREAD = {
    "f_per3": "«۲۰ پشتیبان … استان گلستان» gets the county of the next sentence",
}
FLOOR, FRESH_FLOOR = 60, 23


def checks_of(text: str, published: str) -> list[Check]:
    """The sums of the pipeline and all further checks."""
    report = extract(text, published=published)
    sums = tuple(c for c in report.checks if c.type == "sum" and c.status != "unknown")
    return [*sums, *run_checks(report.model_copy(update={"checks": sums}), text)]


def is_found(pair: Pair) -> bool:
    """Whether the check of the pair's type disagrees with the faulty version."""
    return any(c.type == pair.type and c.status == "disagrees" for c in checks_of(pair.fault, pair.published))


def test_sixty_pairs_of_every_kind() -> None:
    assert len(PAIRS) == 60
    assert {p.type for p in PAIRS} == KINDS
    assert len(FRESH) == 24
    assert {p.type for p in FRESH} == KINDS
    assert all(p.sound != p.fault and "⟦" not in p.sound + p.fault for p in PAIRS)


@pytest.mark.parametrize("pair", [*PAIRS, *FRESH], ids=lambda p: p.name)
def test_fault_is_found(pair: Pair, request: pytest.FixtureRequest) -> None:
    if pair.name in MISREAD:
        request.applymarker(pytest.mark.xfail(reason=MISREAD[pair.name], strict=True))
    assert is_found(pair)


@pytest.mark.parametrize("pair", [*PAIRS, *FRESH], ids=lambda p: p.name)
def test_sound_twin_is_quiet(pair: Pair) -> None:
    assert [c.message_en for c in checks_of(pair.sound, pair.published) if c.status == "disagrees"] == []


def test_share_of_faults_found() -> None:
    assert sum(map(is_found, PAIRS)) >= FLOOR
    assert sum(map(is_found, FRESH)) >= FRESH_FLOOR


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.name)
def test_checks_name_figures_and_speak_two_languages(pair: Pair) -> None:
    report = extract(pair.fault, published=pair.published)
    ids = {f.id for f in report.figures}
    for check in run_checks(report, pair.fault):
        assert {check.total, *check.parts} <= ids
        assert check.message_fa
        assert check.message_en.isprintable()
        assert (check.severity is None) == (check.status in ("agrees", "unknown"))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.name)
@pytest.mark.parametrize(
    "rewrite",
    [("یک", "يك"), ("۰۱۲۳۴۵۶۷۸۹", "0123456789"), ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")],
    ids=["letters", "latin", "arabic"],
)
def test_checks_do_not_hang_on_spelling(pair: Pair, rewrite: tuple[str, str]) -> None:
    told = [(c.type, c.status, c.difference) for c in checks_of(pair.fault, pair.published)]
    again = checks_of(pair.fault.translate(str.maketrans(*rewrite)), pair.published)
    assert [(c.type, c.status, c.difference) for c in again] == told
