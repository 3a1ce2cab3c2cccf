"""Reports in, comparison out: reprints counted once, statements grouped, every rule run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from homejobs_extract.comparison.records import Comparison, Group, Reprint, Statement, Verdict
from homejobs_extract.comparison.reprints import altered, reprints, text_of
from homejobs_extract.comparison.rules import RULES, by_key
from homejobs_extract.comparison.sentences import verdict
from homejobs_extract.comparison.statements import Key, days, key_of, meet, statements
from homejobs_extract.records import Report, Status

ORDER = ("error", "warning", "note", None)


def compare(reports: Iterable[Report], *, texts: Sequence[str] | None = None) -> Comparison:
    """What reports state of one thing, side by side, and where they contradict each other; money in rials.

    ``texts`` are the articles in the reports' order; without them reprints are known by the sentences of their figures.
    Raises ``ValueError`` if there are more or fewer texts than reports.

    >>> from homejobs_extract import extract
    >>> one = extract("در سال ۱۴۰۲ تعداد ۴۱۲ مجوز مشاغل خانگی در شهرستان سقز صادر شد.", published="1403-01-20")
    >>> other = extract("صدور ۴۲۱ مجوز مشاغل خانگی در شهرستان سقز در سال ۱۴۰۲ اعلام شد.", published="1403-01-22")
    >>> [(v.type, v.difference) for v in compare([one, other]).findings]
    [('same_statement', 9)]
    """
    kept = list(reports)
    articles = [text_of(report) for report in kept] if texts is None else list(texts)
    if len(articles) != len(kept):
        message = f"{len(kept)} reports need {len(kept)} texts, not {len(articles)}"
        raise ValueError(message)
    releases = reprints(kept, articles)
    told = _once(statements(kept), releases)
    series = by_key(told)
    verdicts = [*_altered(kept, releases), *(v for rule in RULES for v in rule(series))]
    return Comparison(
        reports=len(kept),
        groups=tuple(_groups(told)),
        verdicts=tuple(sorted(_without_echo(verdicts), key=_rank)),
        reprints=tuple(releases),
    )


def _rank(found: Verdict) -> tuple[int, str]:
    return (ORDER.index(found.severity), found.type)


def _once(told: list[Statement], releases: list[Reprint]) -> list[Statement]:
    """The statements without those of reprints; the first to carry a release says how many followed."""
    followers = {release.first: len(release.others) for release in releases}
    repeated = {other for release in releases for other in release.others}
    return [s.model_copy(update={"reprints": followers.get(s.report, 0)}) for s in told if s.report not in repeated]


def _altered(reports: list[Report], releases: list[Reprint]) -> Iterator[Verdict]:
    told = {(s.report, s.figure): s for s in statements(reports)}
    for release in releases:
        for other in release.others:
            for one, changed in altered(reports[release.first], reports[other]):
                pair = (told.get((release.first, one.id)), told.get((other, changed.id)))
                if pair[0] is not None and pair[1] is not None:
                    yield verdict("reprint_altered", pair[0], pair[1], is_wrong=True)


def _without_echo(verdicts: list[Verdict]) -> Iterator[Verdict]:
    """One contradiction is told once: two statements that disagree by one rule are not set against each other again."""
    seen: set[tuple[tuple[int, str], ...]] = set()
    for found in verdicts:
        pair = tuple(sorted((s.report, s.figure) for s in found.statements))
        if found.status != "disagrees":
            yield found
        elif pair not in seen:
            seen.add(pair)
            yield found


def _groups(told: list[Statement]) -> Iterator[Group]:
    """Statements of one thing and one period, in order of place, period and kind."""
    found: dict[tuple[Key, tuple[str | None, str | None]], list[Statement]] = {}
    for statement in told:
        found.setdefault((key_of(statement), days(statement.period)), []).append(statement)
    for (key, (start, end)), same in sorted(found.items(), key=lambda item: _by_place(*item[0])):
        ordered = tuple(sorted(same, key=lambda s: (s.published or "9999", s.report)))
        yield Group(
            kind=key.kind,
            stage=key.stage,
            agency=key.agency,
            place=ordered[0].place,
            start=start,
            end=end,
            statements=ordered,
            status=_together(ordered),
        )


def _by_place(key: Key, period: tuple[str | None, str | None]) -> tuple[str, ...]:
    cells = (key.province, key.level, key.place, period[1], period[0], key.kind, key.stage, key.agency)
    return tuple(cell or "" for cell in cells)


def _together(same: tuple[Statement, ...]) -> Status:
    """The verdict on a whole group; one report alone leaves it unknown."""
    first, *others = same
    if not others or len({s.modality for s in same}) > 1:
        return "unknown"
    if all(other.value == first.value for other in others):
        return "agrees"
    return "agrees_approximately" if all(meet(first, other) for other in others) else "disagrees"
