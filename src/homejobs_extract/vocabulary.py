"""All lexicons as one gazetteer, compiled at first use; with a lexicon of the user's own, one more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from homejobs_extract import lexicons
from homejobs_extract.gazetteer import Entry, Gazetteer
from homejobs_extract.lexicons import Row
from homejobs_extract.mentions.verbs import verb_entries
from homejobs_extract.normalize import key

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

MONTHS_IN_YEAR = 12
GAZETTEERS_KEPT = 8
Rows = Callable[[str], tuple[Row, ...]]


def _kinds(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) if cell else frozenset()


def _agencies(rows: Rows) -> Iterator[Entry]:
    for row in rows("agency_aliases"):
        yield Entry("agency", row["id"], row["alias"], role="ambiguous" if row["ambiguous"] == "yes" else "")
    for row in rows("agency_traps"):
        yield Entry("agency", "", row["phrase"], role="trap")


def _places(numbered: Iterable[tuple[int, Row]]) -> Iterator[Entry]:
    """Each name of each place once: a row that only adds aliases says nothing of the name itself."""
    seen: set[tuple[int, str]] = set()
    for number, row in numbered:
        for surface in (row["name"], *filter(None, row["aliases"].split("|"))):
            if (number, surface) not in seen:
                seen.add((number, surface))
                yield Entry("place", str(number), surface, role=row["ambiguous"])


def _counted(rows: Rows) -> Iterator[Entry]:
    for row in rows("nouns"):
        yield Entry("noun", row["kind"], row["surface"], role=row["role"])
    for row in rows("units"):
        yield Entry("unit", row["rials"], row["surface"])
    for row in rows("numbered"):
        yield Entry("numbered", row["reason"], row["surface"])
    for row in rows("stages"):
        yield Entry("stage", row["stage"], row["surface"], role=row["role"], kinds=_kinds(row["kinds"]))


def _cues(rows: Rows) -> Iterator[Entry]:
    for row in rows("cues"):
        yield Entry(row["category"], row["value"], row["surface"], role=row["direction"])


def _deictics(rows: Rows) -> Iterator[Entry]:
    for row in rows("deictics"):
        yield Entry("deictic", row["level"], row["surface"])
    for row in rows("schemes"):
        yield Entry("scheme", row["agency"], row["surface"])
    for row in rows("agency_deictics"):
        yield Entry("agency_deictic", "this", row["surface"])


def _people(rows: Rows) -> Iterator[Entry]:
    for row in rows("titles"):
        yield Entry(row["kind"], row["title"], row["title"])


def _periods() -> Iterator[Entry]:
    for row in lexicons.rows("period_words"):
        yield Entry("period", row["kind"], row["surface"], role=row["value"])
        if row["kind"] == "month":
            yield Entry("period", "month", row["surface"] + " ماه", role=row["value"])
    for row in lexicons.rows("number_words"):
        if row["kind"] in ("unit", "teen") and 0 < int(row["value"]) <= MONTHS_IN_YEAR:
            for noun in ("ماهه", "ماه"):
                yield Entry("period", "months", f"{row['form']} {noun}", role=row["value"])


@lru_cache(maxsize=GAZETTEERS_KEPT)
def gazetteer(lexicon: Lexicon | None = None) -> Gazetteer:
    """Every phrase the library knows, by category, and with a lexicon what it adds and takes away."""
    rows = lexicons.rows if lexicon is None else lexicon.rows
    places = enumerate(rows("places")) if lexicon is None else lexicon.numbered("places")
    named = (*_agencies(rows), *_places(places), *_people(rows), *_deictics(rows))
    entries = (*named, *_counted(rows), *_cues(rows), *_periods(), *verb_entries())
    table = lexicons.rows if lexicon is None else lexicon.table
    found = Gazetteer(entries, agencies=rows("agencies"), places=table("places"))
    names = {key(row["name"]) for row in lexicons.rows("given_names")}
    found.words.update(names)
    found.names.update(names)
    found.words.update(key(row["form"]) for row in lexicons.rows("number_words") if row["kind"] != "joined_and")
    return found
