"""What the charts draw, from flat rows (:data:`homejobs_extract.records.RECORD_COLUMNS`): totals, never sums of parts.

An archive states one quantity many times, so a place's value in a year is the largest total stated for it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from homejobs_extract.jalali import Day, parse_published, shift_months, to_iso
from homejobs_extract.lexicons import rows as lexicon
from homejobs_extract.page.numerals import decimal, digits
from homejobs_extract.page.words import Lang, words

Row = Mapping[str, Any]
Points = list[dict[str, Any]]
BILLION_TOMAN = 10**10
FUNNEL = ("requested", "approved", "allocated", "referred", "paid")
OUTLETS, YEARS, DOTS = 7, 3, 600


def pick(rows: Iterable[Row], *, kind: str, stage: str | None = None, basis: str = "total") -> list[Row]:
    """The rows of one quantity: one kind, one stage (any if none is given), totals and not so much for each."""
    return [r for r in rows if r["kind"] == kind and r["basis"] == basis and stage in (None, r["stage"])]


def amount(row: Row) -> float:
    """A count, or billions of tomans."""
    return float(row["value"]) / (BILLION_TOMAN if row["kind"] == "loan" else 1)


def year_of(row: Row) -> str | None:
    """The Jalali year that a row's period ends in, else the year it starts in."""
    day = row["period_end_jalali"] or row["period_start_jalali"]
    return str(day)[:4] if day else None


def largest(rows: Iterable[Row], keys: tuple[str, ...], lang: Lang) -> Points:
    """The row with the largest value for each combination of columns, with ``amount`` and its ``text``."""
    best: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = tuple(row[k] for k in keys)
        if key not in best or row["value"] > best[key]["value"]:
            best[key] = row
    return [point(row, lang) for row in best.values()]


def point(row: Row, lang: Lang) -> dict[str, Any]:
    """A row with what a chart writes on it."""
    value = amount(row)
    year = year_of(row)
    return {**row, "amount": value, "text": decimal(value, lang, places=1), "year": digits(year, lang) if year else "—"}


def by_province(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """The largest total of every province in each of the last years that are stated."""
    own = [{**r, "year": year_of(r)} for r in rows if r["place_level"] == "province"]
    years = sorted({r["year"] for r in own if r["year"]})[-YEARS:]
    found = largest((r for r in own if r["year"] in years or not years), ("place_code", "year"), lang)
    return [{**p, "place": tiles().get(p["place_code"], {}).get(lang) or place(p, lang)} for p in found]


def by_agency(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """The largest total of every agency."""
    found = largest((r for r in rows if r["agency_id"]), ("agency_id",), lang)
    return [{**p, "agency": agency(p, lang)} for p in found]


def agency(row: Row, lang: Lang) -> str:
    """The name of a row's agency; one that the lexicon does not know keeps its Persian name."""
    own = str(row["agency_fa"] or row["agency_id"])
    return own if lang == "fa" else english_agencies().get(row["agency_id"], own)


@cache
def english_agencies() -> dict[str, str]:
    """The English names of the lexicon's agencies by id."""
    return {row["id"]: row["name_en"] for row in lexicon("agencies")}


def by_modality(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """The largest planned and the largest actual total of every place that has both."""
    own = [{**r, "place": place(r, lang)} for r in rows]
    found = largest(own, ("place", "modality"), lang)
    both = {p["place"] for p in found if p["modality"] == "planned"} & {
        p["place"] for p in found if p["modality"] == "actual"
    }
    return [{**p, "done": words(lang)("modality", p["modality"])} for p in found if p["place"] in both]


def place(row: Row, lang: Lang) -> str:
    """The name of a row's place."""
    return str(row["place_name"] or words(lang)("ui", "nationwide"))


def by_stage(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """The largest actual total of every stage of a loan's way, in the order of that way."""
    own = [r for r in rows if r["stage"] in FUNNEL and r["modality"] == "actual"]
    found = largest(own, ("stage",), lang)
    named = [{**p, "step": words(lang)("stage", p["stage"]), "order": FUNNEL.index(p["stage"])} for p in found]
    return sorted(named, key=lambda p: int(p["order"]))


def over_time(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """Every dated row by day of publication and outlet; ``contradicted`` where another states something else."""
    known = cache(day_of_iso)
    dated = [(quantity(r), r) for r in rows if known(r["published"]) is not None]
    shown = {name for name, _ in Counter(r["outlet"] for _, r in dated if r["outlet"]).most_common(OUTLETS)}
    stated: dict[tuple[Any, ...], set[tuple[Any, int]]] = {}
    for what, row in dated:
        stated.setdefault(what, set()).add((row["source"], row["value"]))
    differing = {what: told for what, told in stated.items() if len({value for _, value in told}) > 1}
    marked = [(what in differing and _contradicted(row, differing[what]), row) for what, row in dated]
    others = words(lang)("ui", "others")
    return [
        {
            **point(row, lang),
            "day": known(row["published"]),
            "quantity": repr(quantity(row)),
            "outlet": row["outlet"] if row["outlet"] in shown else others,
            "contradicted": contradicted,
        }
        for contradicted, row in _thinned(marked)
    ]


def day_of_iso(published: str | None) -> int | None:
    """A day of publication as a count of days; none if it is no ISO date that the calendar holds."""
    try:
        day = parse_published(date.fromisoformat(published or ""))
    except ValueError:
        return None
    return parse_day(day) if day else None


def _thinned(marked: list[tuple[bool, Row]]) -> list[tuple[bool, Row]]:
    """One row for each day, outlet and value, the contradicted ones before the others, as many as a chart can hold."""
    single = {(r["published"], r["outlet"], r["value"], quantity(r)): (wrong, r) for wrong, r in marked}
    return sorted(single.values(), key=lambda pair: not pair[0])[:DOTS]


def _contradicted(row: Row, stated: set[tuple[Any, int]]) -> bool:
    return row["bound"] == "exact" and any(
        source != row["source"] and value != row["value"] for source, value in stated
    )


def quantity(row: Row) -> tuple[Any, ...]:
    """What must be the same for two values to contradict each other."""
    keys = (
        "kind",
        "stage",
        "modality",
        "basis",
        "place_level",
        "place_name",
        "agency_id",
        "period_start",
        "period_end",
    )
    return tuple(row[k] for k in keys)


def ticks(points: Points, lang: Lang = "fa", *, most: int = 8) -> dict[int, str]:
    """Days to write under a time axis: the first days of Jalali months, or of years where months are too many.

    >>> ticks([{"day": date(2022, 2, 24).toordinal()}, {"day": date(2022, 5, 1).toordinal()}], "en")
    {738235: '1401/01', 738266: '1401/02'}
    """
    days = [int(p["day"]) for p in points]
    if not days:
        return {}
    starts = list(month_starts(min(days), max(days)))
    years = [s for s in starts if s[1] == 1]
    chosen = starts if len(starts) <= most else years[:: len(years) // most + 1]
    return {parse_day(s): digits(f"{s[0]}/{s[1]:02d}", lang) for s in chosen}


def month_starts(first: int, last: int) -> Iterator[Day]:
    """The first days of the Jalali months between two days."""
    day = parse_published(date.fromordinal(first))
    while day and parse_day(day) <= last:
        if parse_day((day[0], day[1], 1)) >= first:
            yield (day[0], day[1], 1)
        day = shift_months((day[0], day[1], 1), 1)


def parse_day(day: Day) -> int:
    """A Jalali day as a count of days."""
    return date.fromisoformat(to_iso(day)).toordinal()


@cache
def tiles() -> dict[str, dict[str, Any]]:
    """Every province's place on the tile map, with its names in both languages."""
    names = {r["code"]: r["name"] for r in lexicon("places") if r["level"] == "province"}
    text = files(__package__).joinpath("tiles.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {
        r["code"]: {"row": int(r["row"]), "column": int(r["column"]), "fa": names[r["code"]], "en": r["name_en"]}
        for r in rows
    }


def on_map(rows: Iterable[Row], lang: Lang = "fa") -> Points:
    """All 31 provinces with the largest total of each, ``stated`` false where there is none."""
    own = [r for r in rows if r["place_level"] == "province"]
    found = {p["place_code"]: p for p in largest(own, ("place_code",), lang)}
    return [
        {"code": code, "row": tile["row"], "column": tile["column"], "name": tile[lang], **_stated(found.get(code))}
        for code, tile in tiles().items()
    ]


def _stated(found: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"stated": bool(found), "amount": found["amount"] if found else 0, "text": found["text"] if found else "–"}
