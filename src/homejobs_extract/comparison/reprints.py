"""One release in many outlets: reports nearly the same, of one place and a few days, counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from homejobs_extract.checks.wording import kind_of
from homejobs_extract.comparison.minhash import candidates, jaccard, shingles
from homejobs_extract.comparison.records import Reprint
from homejobs_extract.comparison.statements import days_apart
from homejobs_extract.records import BaseFigure, Report

DAYS = 14
ALIKE = 0.6
SURE = 0.75
ALTERED_SHARE = 0.5


def text_of(report: Report) -> str:
    """What a report keeps of its article: the sentences of its figures."""
    return "\n".join(dict.fromkeys(f.evidence.text for f in report.figures))


def reprints(reports: Sequence[Report], texts: Sequence[str]) -> list[Reprint]:
    """Groups of two reports or more that carry one release, the earliest first."""
    triples = [shingles(text) for text in texts]
    order = sorted(range(len(reports)), key=lambda at: reports[at].published or "9999")
    parent = list(range(len(reports)))
    for first, second in candidates([triples[at] for at in order]):
        one, other = order[first], order[second]
        alike = jaccard(triples[one], triples[other])
        if alike >= ALIKE and _is_one_release(reports[one], reports[other], alike):
            _join(parent, one, other)
    groups: dict[int, list[int]] = {}
    for at in range(len(reports)):
        groups.setdefault(_root(parent, at), []).append(at)
    return [_reprint(reports, members) for members in groups.values() if len(members) > 1]


def _reprint(reports: Sequence[Report], members: list[int]) -> Reprint:
    first, *others = sorted(members, key=lambda at: (reports[at].published or "9999", at))
    return Reprint(first=first, others=tuple(others))


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        at = parent[at]
    return at


def _join(parent: list[int], one: int, other: int) -> None:
    a, b = _root(parent, one), _root(parent, other)
    parent[max(a, b)] = min(a, b)


def _is_one_release(one: Report, other: Report, alike: float) -> bool:
    """Near in time, of the same figures in the same places and periods; at most half of the values altered."""
    if not _is_near(one.published, other.published):
        return False
    mine, theirs = _matched(one, other)
    if not mine:
        return alike >= SURE and not one.figures and not other.figures
    differ = sum(a.value != b.value for a, b in zip(mine, theirs, strict=True))
    few = differ <= len(mine) * ALTERED_SHARE or (differ == 1 and alike >= SURE)
    return few and len(mine) * 2 > max(len(one.figures), len(other.figures))


def _is_near(one: str | None, other: str | None) -> bool:
    return one is None or other is None or days_apart(one, other) <= DAYS


def _matched(one: Report, other: Report) -> tuple[list[BaseFigure], list[BaseFigure]]:
    """The figures of two reports that say the same of the same, the nth of one with the nth of the other."""
    theirs: dict[tuple[object, ...], list[BaseFigure]] = {}
    for figure in other.figures:
        theirs.setdefault(_about(figure, other), []).append(figure)
    pairs = []
    for figure in one.figures:
        same = theirs.get(_about(figure, one), [])
        if same:
            pairs.append((figure, same.pop(0)))
    return [a for a, _ in pairs], [b for _, b in pairs]


def _about(figure: BaseFigure, report: Report) -> tuple[object, ...]:
    """What a figure is about; an end that is the day of publication moves with the reprint."""
    period = figure.period
    end = period and ("published" if period.end == report.published else period.end)
    return (kind_of(figure), figure.stage, figure.agency, figure.place, figure.modality, period and period.start, end)


def altered(one: Report, other: Report) -> list[tuple[BaseFigure, BaseFigure]]:
    """The figures whose value a reprint changed: not those it only tells in another order."""
    mine, theirs = _matched(one, other)
    same = Counter((kind_of(f), f.value) for f in one.figures) & Counter((kind_of(f), f.value) for f in other.figures)
    pairs = zip(mine, theirs, strict=True)
    return [
        (a, b) for a, b in pairs if a.value != b.value and not (same[kind_of(a), a.value] and same[kind_of(b), b.value])
    ]
