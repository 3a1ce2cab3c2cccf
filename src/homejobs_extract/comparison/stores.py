"""Reports rebuilt from the tables of a batch: what a comparison needs of them, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.normalize import normalize
from homejobs_extract.records import FIGURE_TYPES, Agency, BaseFigure, Period, Place, Report, Reported, Span
from homejobs_extract.tokens import tokenize

Row = dict[str, Any]


def reports(articles: Iterable[Row], figures: Iterable[Row]) -> Iterator[tuple[Report, str]]:
    """Each article's report and text; ``figures`` come ordered by article, money in rials."""
    by_article = {key: [_figure(row) for row in rows] for key, rows in groupby(figures, key=lambda row: row["article"])}
    for row in articles:
        found = by_article.get(row["article"], [])
        if found:
            yield _report(row, found), row.get("text") or ""


def _report(row: Row, figures: list[BaseFigure]) -> Report:
    return Report(
        data_version=row.get("data_version") or "",
        source=row.get("url") or row.get("id") or row["article"],
        published=row.get("published"),
        outlet=row.get("outlet"),
        figures=tuple(figures),
    )


def _figure(row: Row) -> BaseFigure:
    span = Span(start=row["start"], end=row["end"], text=row["text"])
    fields: Row = {name: row[name] for name in ("id", "value", "upper", "bound", "stage", "modality", "basis", "rule")}
    return FIGURE_TYPES[row["kind"]](
        **fields,
        part_of=row["part_of"],
        speaker=row["speaker"],
        agency=_agency(row),
        place=_place(row),
        period=_period(row),
        spans=(span,),
        evidence=Span(start=span.start, end=span.start + len(row["evidence"]), text=row["evidence"]),
        reported=Reported(text=row["text"], number=row["number"], unit=row["unit"]),
        resolution=resolution(row["value"], row["number"], row["unit"]),
    )


def _agency(row: Row) -> Agency | None:
    return Agency(id=row["agency_id"], name_fa=row["agency_fa"] or "", name_en="") if row["agency_id"] else None


def _place(row: Row) -> Place | None:
    if not row["place_level"]:
        return None
    place = {name: row[f"place_{name}"] for name in ("level", "name", "province", "code")}
    return Place(**place)


def _period(row: Row) -> Period | None:
    days = {name: row[f"period_{name}"] for name in ("start", "end", "start_jalali", "end_jalali")}
    return Period(text="", **days) if any(days.values()) else None


def resolution(value: int, number: str, unit: str | None) -> int:
    """The unit of the last printed digit, in the figure's own unit, from the words that gave it.

    >>> resolution(135_000_000_000, "۱۳٫۵", "میلیارد تومان"), resolution(1203, "1203", "مجوز")
    (1000000000, 1)
    """
    read = find_numbers(tokenize(normalize(f"{number} {unit or ''}")))
    if not read or not read[0].value:
        return 1
    return max(1, int(value * read[0].resolution / read[0].value))
