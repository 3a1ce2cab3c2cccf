"""How statements contradict each other: one small rule a kind of contradiction, run in the order of :data:`RULES`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from homejobs_extract.comparison.records import Statement, Verdict
from homejobs_extract.comparison.sentences import verdict
from homejobs_extract.comparison.statements import Key, days, days_apart, key_of

Series = list[Statement]
Rule = Callable[[dict[Key, Series]], Iterator[Verdict]]
FLOWS = frozenset(
    ("requested", "approved", "referred", "issued", "renewed", "revoked", "paid", "created", "launched", "trained")
)
LEVELS = {"county": "province", "city": "province", "village": "province", "province": "nation"}
NEAR_DAYS = 3
YEAR = 360
SHORTFALL = 2


def by_key(statements: Iterable[Statement]) -> dict[Key, Series]:
    """The statements about one thing, by date of publication; those without a stage are no claim of one thing."""
    found: dict[Key, Series] = {}
    for statement in statements:
        found.setdefault(key_of(statement), []).append(statement)
    return {key: sorted(series, key=_when) for key, series in found.items() if key.stage is not None}


def _when(statement: Statement) -> tuple[str, int]:
    return (statement.published or "9999", statement.report)


def same_statement(series_by_key: dict[Key, Series]) -> Iterator[Verdict]:
    """One thing of one period: all reports against the value that most of them give."""
    for series in series_by_key.values():
        for same in _of_one_period(series):
            first = _reference(same)
            for other in same:
                if other is not first and other.report != first.report:
                    yield verdict("same_statement", first, other)


def _of_one_period(series: Series) -> Iterator[Series]:
    """Statements of one modality whose periods are the same, but for the days between two publications."""
    exact: dict[tuple[object, ...], Series] = {}
    running: dict[tuple[object, ...], Series] = {}
    for statement in series:
        start, end = days(statement.period)
        if statement.period is None or (end == statement.published and _stays(statement)):
            running.setdefault((statement.modality, statement.period is None, start), []).append(statement)
        else:
            exact.setdefault((statement.modality, start, end), []).append(statement)
    yield from (same for same in exact.values() if len(same) > 1)
    for found in running.values():
        yield from _of_near_days(found)


def _of_near_days(series: Series) -> Iterator[Series]:
    """Statements published within a few days of the first of them."""
    same = series[:1]
    for statement in series[1:]:
        if days_apart(same[0].published, statement.published) > NEAR_DAYS:
            yield from [same] if len(same) > 1 else []
            same = []
        same.append(statement)
    yield from [same] if len(same) > 1 else []


def _stays(statement: Statement) -> bool:
    """Whether a count stays as it is from day to day: a quota does, a running count of loans does not."""
    return statement.stage in ("allocated", "approved", "active")


def _reference(same: Series) -> Statement:
    """The value that most reports give, the earliest of them."""
    counts = Counter(s.value for s in same)
    return max(same, key=lambda s: counts[s.value])


def cumulative_falls(series_by_key: dict[Key, Series]) -> Iterator[Verdict]:
    """A count from one day on that is lower at a later end: 640 jobs in five months, 590 in nine."""
    for key, series in series_by_key.items():
        if key.stage in FLOWS:
            for run in _of_one_start(series):
                yield from _falls(run)


def _of_one_start(series: Series) -> Iterator[Series]:
    starts: dict[tuple[str | None, str | None], Series] = {}
    for statement in series:
        start, end = days(statement.period)
        if statement.modality == "actual" and end is not None:
            starts.setdefault((start, None if start else end[:4]), []).append(statement)
    for run in starts.values():
        yield sorted(run, key=lambda s: (days(s.period)[1] or "", _when(s)))


def _falls(run: Series) -> Iterator[Verdict]:
    highest = run[0]
    for later in run[1:]:
        if days(later.period)[1] == days(highest.period)[1]:
            continue
        fell = later.high is not None and later.high < highest.low
        if later.report != highest.report:
            yield verdict("cumulative_falls", highest, later, is_wrong=fell)
        highest = highest if fell else later


def yearly_cumulative(series_by_key: dict[Key, Series]) -> Iterator[Verdict]:
    """A year against the years that hold it: one count given for both, or a year above all its years."""
    for series in series_by_key.values():
        done = _distinct(s for s in series if s.modality == "actual" and s.stage in FLOWS)
        for outer in done:
            for inner in done:
                if outer.report != inner.report and _is_within(inner, outer) and _begins_later(inner, outer):
                    above = outer.high is not None and inner.low > outer.high
                    same = inner.value == outer.value > 0 and _years_longer(outer, inner)
                    yield verdict("yearly_cumulative", outer, inner, is_wrong=above or same)


def _distinct(series: Iterable[Statement]) -> Series:
    """The first statement of each value of each period."""
    return list({(days(s.period), s.value): s for s in reversed(list(series))}.values())


def _is_within(inner: Statement, outer: Statement) -> bool:
    (a, b), (c, d) = days(inner.period), days(outer.period)
    return None not in (a, b, c, d) and str(c) <= str(a) and str(b) <= str(d)


def _begins_later(inner: Statement, outer: Statement) -> bool:
    return str(days(inner.period)[0]) > str(days(outer.period)[0])


def _years_longer(outer: Statement, inner: Statement) -> bool:
    return days_apart(days(outer.period)[0], days(inner.period)[0]) >= YEAR


def plan_actual(series_by_key: dict[Key, Series]) -> Iterator[Verdict]:
    """A plan against what was done by its end: 400 jobs planned, 90 created."""
    for series in series_by_key.values():
        for plan in (s for s in series if s.modality == "planned"):
            later = [s for s in series if s.modality == "actual" and _fulfils(s, plan)]
            if later:
                done = later[-1]
                wrong = done.high is not None and done.high * SHORTFALL < plan.low
                over = plan.high is not None and done.low > plan.high * SHORTFALL
                yield verdict("plan_actual", plan, done, is_wrong=wrong or over)


def _fulfils(actual: Statement, plan: Statement) -> bool:
    """The plan's own period, reported once it was over."""
    (start, end), (from_day, to_day) = days(plan.period), days(actual.period)
    same = end is not None and end == to_day and (start is None or start == from_day)
    return same and actual.report != plan.report and (actual.published or "") >= str(end)


def parts_above_whole(series_by_key: dict[Key, Series]) -> Iterator[Verdict]:
    """A county above its province, a province above the nation, or several of them together."""
    inside: dict[tuple[object, ...], Series] = {}
    for key, series in series_by_key.items():
        if key.level in LEVELS:
            whole = (LEVELS[key.level], key.province if LEVELS[key.level] == "province" else None)
            inside.setdefault((key.kind, key.stage, *whole), []).extend(s for s in series if s.modality == "actual")
    for key, series in series_by_key.items():
        below = inside.get((key.kind, key.stage, key.level, key.place), [])
        below = [s for s in below if key.agency in (None, s.agency)]
        for statement in _distinct(s for s in series if s.modality == "actual") if below else ():
            yield from _above(statement, below)


def _above(whole: Statement, below: Series) -> Iterator[Verdict]:
    parts = [p for p in below if p.report != whole.report and p.modality == "actual" and _is_within(p, whole)]
    for part in _largest_each(parts):
        yield verdict("parts_above_whole", whole, part, is_wrong=whole.high is not None and part.low > whole.high)
    of_one = [p for p in parts if days(p.period) == days(whole.period) and p.agency == whole.agency]
    together = [p for p in _largest_each(of_one) if whole.high is None or p.low <= whole.high]
    if whole.high is not None and len(together) > 1 and sum(p.low for p in together) > whole.high:
        yield verdict("parts_above_whole", whole, *together, is_wrong=True)


def _largest_each(parts: Series) -> Series:
    """The largest statement of each place."""
    best: dict[str | None, Statement] = {}
    for part in parts:
        name = part.place.name if part.place else None
        if name not in best or part.low > best[name].low:
            best[name] = part
    return list(best.values())


RULES: tuple[Rule, ...] = (same_statement, cumulative_falls, yearly_cumulative, plan_actual, parts_above_whole)
