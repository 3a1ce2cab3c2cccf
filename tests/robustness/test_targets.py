"""Every target over the kept cases and over drawn inputs; many more inputs with ``pytest -m slow tests/robustness``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homejobs_extract import extract
from tests.robustness.fuzz import is_open
from tests.robustness.targets import DAYS, TARGETS, check, check_news, check_text, news
from tests.robustness.vocabulary import PARTS

CASES = Path(__file__).parent / "cases"
MANY = int(os.environ.get("HOMEJOBS_EXAMPLES", "25000"))
OPEN: dict[str, str] = {}
AT_EASE = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
AT_LENGTH = settings(max_examples=MANY, deadline=20_000, suppress_health_check=list(HealthCheck))

words = st.sampled_from(PARTS)
numbers = st.one_of(
    st.integers(0, 10**19).map(str),
    st.integers(0, 10**7).map(
        lambda n: f"{n:,}".replace(",", "٬").translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    ),
    st.decimals(0, 1000, places=2).map(str),
    st.tuples(st.integers(1, 999), st.sampled_from(["هزار", "میلیون", "میلیارد"])).map(lambda t: f"{t[0]} {t[1]}"),
)
counted = st.tuples(numbers, st.sampled_from(["مجوز", "طرح", "نفر", "شغل", "میلیارد تومان", "میلیون ریال", "درصد"]))
phrases = st.one_of(words, numbers, counted.map(" ".join))
articles = st.lists(phrases, max_size=40).map(lambda parts: " ".join(["مشاغل خانگی", *parts]))
days = st.sampled_from(DAYS)


def kept(folder: str) -> list[Path]:
    """The kept cases of a fault."""
    return sorted((CASES / folder).iterdir())


def reread(case: Path) -> None:
    """One kept case, by the target its name begins with."""
    TARGETS[case.name.split("-")[0]](case.read_bytes())


@pytest.mark.parametrize(
    "fault", [pytest.param(n, marks=pytest.mark.xfail(strict=True, reason=r)) for n, r in OPEN.items()]
)
def test_kept_cases_of_open_faults(fault: str) -> None:
    """Each case of a known fault still fails; mended, it must leave the list above."""
    for case in kept(fault):
        reread(case)
        data = case.read_bytes()
        text = news(data[1:]) if case.name.startswith("news") else data[1:].decode("utf-8", "surrogateescape")
        assert [f.id for f in extract(text, published=DAYS[data[0] % len(DAYS)]).figures if f.part_of == f.id] == []


@pytest.mark.parametrize("fault", sorted({p.name for p in CASES.iterdir()} - set(OPEN)))
def test_kept_cases_of_mended_faults(fault: str) -> None:
    for case in kept(fault):
        reread(case)


@pytest.mark.parametrize("name", sorted(TARGETS))
@given(data=st.binary(max_size=200))
@settings(AT_EASE, max_examples=40)
def test_every_target_on_any_bytes(name: str, data: bytes) -> None:
    if name not in ("news", "text"):
        TARGETS[name](data or b"\0")


@given(text=st.text(max_size=200), day=days)
@AT_EASE
def test_any_text(text: str, day: str | None) -> None:
    check_or_known(text, day)


@given(text=articles, day=days)
@AT_EASE
def test_composed_news(text: str, day: str | None) -> None:
    check_or_known(text, day)


@pytest.mark.slow
@given(text=st.text(max_size=300), day=days)
@AT_LENGTH
def test_any_text_at_length(text: str, day: str | None) -> None:
    check_or_known(text, day)


@pytest.mark.slow
@given(text=articles, day=days)
@AT_LENGTH
def test_composed_news_at_length(text: str, day: str | None) -> None:
    check_or_known(text, day)


def check_or_known(text: str, day: str | None) -> None:
    """What holds of every report, the open faults left aside."""
    try:
        check(text, day)
    except Exception as error:
        if not is_open(error):
            raise


def test_the_fuzzed_news_is_news() -> None:
    """What the fuzzer makes of bytes has figures in it, so that the rules behind them are reached."""
    data = bytes(PARTS.index(part) for part in ("۳۴۰", "مجوز", "مشاغل خانگی", "صادر شد"))
    assert [(f.kind, f.value) for f in extract(news(data)).figures] == [("permit", 340)]
    check_news(b"\x01" + data)
    check_text("\x01۳۴۰ مجوز مشاغل خانگی".encode())
