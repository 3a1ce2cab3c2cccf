"""Properties of sums: random parts agree with their sum, and never after one part is changed beyond its tolerance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from homejobs_extract.checks.intervals import Interval, add, interval
from homejobs_extract.checks.sums import sum_check
from homejobs_extract.records import BaseFigure

from .build import figure

TEXT = "این متن است."
KINDS = st.sampled_from(["permit", "plan", "loan", "job", "person"])
RESOLUTIONS = st.sampled_from([1, 10, 1000, 10**6, 10**9])
VALUES = st.integers(min_value=0, max_value=10**12)


def made(kind: str, value: int, resolution: int = 1, bound: str = "exact") -> BaseFigure:
    """A figure of a value printed to a resolution."""
    return figure(TEXT, "متن", kind, value, resolution=resolution, bound=bound)


@given(kind=KINDS, values=st.lists(VALUES, min_size=2, max_size=12))
def test_parts_agree_with_their_sum(kind: str, values: list[int]) -> None:
    check = sum_check(made(kind, sum(values)), [made(kind, v) for v in values])
    assert (check.status, check.severity, check.difference) == ("agrees", None, 0)


@given(
    kind=KINDS,
    values=st.lists(VALUES, min_size=2, max_size=12),
    by=st.integers(min_value=1, max_value=10**12),
    data=st.data(),
)
def test_one_changed_part_never_agrees(kind: str, values: list[int], by: int, data: st.DataObject) -> None:
    total = sum(values)
    at = data.draw(st.integers(min_value=0, max_value=len(values) - 1))
    changed = [v + by if i == at else v for i, v in enumerate(values)]
    check = sum_check(made(kind, total), [made(kind, v) for v in changed])
    assert (check.status, check.severity, check.difference) == ("disagrees", "error", by)


@given(values=st.lists(VALUES, min_size=2, max_size=8), resolution=RESOLUTIONS, data=st.data())
def test_rounded_parts_meet_the_exact_total(values: list[int], resolution: int, data: st.DataObject) -> None:
    rounded = [(v + resolution // 2) // resolution * resolution for v in values]
    parts = [made("loan", v, resolution) for v in rounded]
    assert sum_check(made("loan", sum(values)), parts).status in ("agrees", "agrees_approximately")
    beyond = resolution // 2 * len(values) + data.draw(st.integers(min_value=1, max_value=10**9))
    assert sum_check(made("loan", sum(rounded) + beyond), parts).status == "disagrees"


@given(value=st.integers(min_value=1000, max_value=10**12), percent=st.integers(min_value=-300, max_value=300))
def test_about_allows_one_percent(value: int, percent: int) -> None:
    """«حدود» allows 1 %: so much more or less agrees approximately, more does not."""
    other = value + value * percent // 10_000
    parts = [made("job", other // 2), made("job", other - other // 2)]
    status = sum_check(made("job", value, bound="about"), parts).status
    within = abs(other - value) <= value // 100
    assert status == ("agrees" if other == value else "agrees_approximately" if within else "disagrees")


@given(values=st.lists(VALUES, min_size=2, max_size=6), lack=st.integers(min_value=1, max_value=10**9))
def test_at_least_has_no_upper_end(values: list[int], lack: int) -> None:
    parts = [made("permit", v) for v in values]
    assert sum_check(made("permit", max(0, sum(values) - lack), bound="at_least"), parts).status != "disagrees"
    assert sum_check(made("permit", sum(values) + lack, bound="at_least"), parts).status == "disagrees"


@given(ends=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=6))
def test_interval_of_a_sum_holds_every_sum(ends: list[tuple[int, int]]) -> None:
    intervals = [Interval(min(pair), max(pair)) for pair in ends]
    whole = add(intervals)
    assert whole.low == sum(i.low for i in intervals)
    assert whole.high == sum(i.high or 0 for i in intervals)


@given(value=VALUES, resolution=RESOLUTIONS, bound=st.sampled_from(["exact", "about", "at_least", "at_most"]))
def test_an_interval_holds_its_own_value(value: int, resolution: int, bound: str) -> None:
    own = interval(made("loan", value, resolution, bound))
    assert own.low <= value
    assert own.high is None or value <= own.high
