"""As many numbers as years, in one order: «در سال‌های ۱۴۰۰ و ۱۴۰۱ به ترتیب ۲۱۰ و ۳۴۰ مجوز»."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from homejobs_extract.document import Document
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Draft
from homejobs_extract.jalali import Day, year_end
from homejobs_extract.mentions.periods import PeriodMention

IN_ORDER, NEAR = "ترتیب", 3
JOINTS = frozenset(("و", "،", "در", "طی", "سال", "های"))
SPAN, ROLLING = "years", "last_years"
Year = tuple[Day, Day]


def date_in_order(context: Context, drafts: list[Draft]) -> None:
    """Give each of the numbers beside «به ترتیب» its own year, the earliest first where one span tells them."""
    for run in _runs(context):
        years = _each_year(run)
        for span, draft in zip(years, _listed(context.doc, drafts, run, len(years)), strict=False):
            draft.decide("period", (*span, (run[0].first, run[-1].last)), "explicit", "in_order")


def _runs(context: Context) -> Iterator[list[PeriodMention]]:
    """Years side by side, «سال ۱۴۰۰ و ۱۴۰۱», and spans of years, «دو سال گذشته»."""
    run: list[PeriodMention] = []
    for period in context.periods:
        joined = bool(run) and JOINTS.issuperset(context.doc.keys(run[-1].last, period.first))
        if period.rule == "year" and joined:
            run.append(period)
            continue
        yield run
        run = [period] if period.rule == "year" else []
        if period.rule in (SPAN, ROLLING):
            yield [period]
    yield run


def _each_year(run: list[PeriodMention]) -> list[Year]:
    """«سال‌های ۹۸ تا ۱۴۰۰» are three; «دو سال گذشته» are the two before this one."""
    ends = [(p.start, p.end) for p in run if p.start is not None and p.end is not None]
    if len(ends) != len(run) or len(run) > 1 or not run:
        return ends
    (start, end), *_ = ends
    whole = [((year, 1, 1), year_end(year)) for year in range(start[0], end[0])]
    return whole if run[0].rule == ROLLING else [*whole, ((end[0], 1, 1), end)]


def _listed(doc: Document, drafts: list[Draft], run: list[PeriodMention], count: int) -> list[Draft]:
    """The numbers that «به ترتیب» sets against so many years: those after them, or those before."""
    if count < 2:
        return []
    sentence, first, last = doc.sentence_at(run[0].first), run[0].first, run[-1].last
    if IN_ORDER in doc.keys(last, last + NEAR):
        found = [d for d in drafts if d.sentence == sentence and d.first >= last]
    elif IN_ORDER in doc.keys(max(first - NEAR, 0), first):
        found = [d for d in reversed(drafts) if d.sentence == sentence and d.last <= first]
    else:
        return []
    alike = list(takewhile(lambda d: d.kind == found[0].kind, found))
    return sorted(alike, key=lambda d: d.first) if len(alike) == count else []
