"""Reports built by hand, so that a check is tested on its own figures whatever the extraction reads."""

from __future__ import annotations

from typing import Any

from homejobs_extract.jalali import parse_published, to_text
from homejobs_extract.records import FIGURE_TYPES, BaseFigure, Period, Place, Report, Reported, Skipped, Span


def span(text: str, words: str, nth: int = 0) -> Span:
    """The nth place where the words stand in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def figure(text: str, words: str, kind: str, value: int, **fields: Any) -> BaseFigure:
    """A figure whose words stand in the text; a place is a province, a period two ISO dates."""
    where = span(text, words, fields.pop("nth", 0))
    place, period = fields.pop("place", None), fields.pop("period", None)
    made: dict[str, Any] = {
        "id": fields.pop("id", f"f{where.start}"),
        "value": value,
        "spans": (where,),
        "evidence": Span(start=0, end=len(text), text=text),
        "reported": Reported(text=words, number=words.split(maxsplit=1)[0]),
        "rule": "by_hand",
        "place": Place(level="province", name=place) if place else None,
        "period": days(words, *period) if period else None,
    }
    return FIGURE_TYPES[kind](**{**made, **fields})


def days(words: str, start: str | None, end: str | None) -> Period:
    """A period of two ISO dates, in both calendars."""
    jalali = [parsed and to_text(parsed) for parsed in (parse_published(start), parse_published(end))]
    return Period(text=words, start=start, end=end, start_jalali=jalali[0], end_jalali=jalali[1])


def report(
    text: str, figures: list[BaseFigure], skipped: dict[str, str] | None = None, published: str | None = None
) -> Report:
    """A report of these figures in text order; ``skipped`` maps words to their reason."""
    ordered = sorted(figures, key=lambda f: f.spans[0].start)
    skips = tuple(Skipped(span=span(text, words), reason=reason) for words, reason in (skipped or {}).items())
    return Report(data_version="test", figures=tuple(ordered), skipped=skips, published=published)
