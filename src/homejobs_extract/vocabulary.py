"""All lexicons as one gazetteer, compiled at first use."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from homejobs_extract import lexicons
from homejobs_extract.gazetteer import Entry, Gazetteer
from homejobs_extract.mentions.verbs import verb_entries
from homejobs_extract.normalize import key


MONTHS_IN_YEAR = 12


def _kinds(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) if cell else frozenset()


def _agencies() -> Iterator[Entry]:
    for row in lexicons.rows("agency_aliases"):
        yield Entry("agency", row["id"], row["alias"], role="ambiguous" if row["ambiguous"] == "yes" else "")
    for row in lexicons.rows("agency_traps"):
        yield Entry("agency", "", row["phrase"], role="trap")


def _places() -> Iterator[Entry]:
    for number, row in enumerate(lexicons.rows("places")):
        for surface in (row["name"], *filter(None, row["aliases"].split("|"))):
            yield Entry("place", str(number), surface, role=row["ambiguous"])


def _counted() -> Iterator[Entry]:
    for row in lexicons.rows("nouns"):
        yield Entry("noun", row["kind"], row["surface"], role=row["role"])
    for row in lexicons.rows("units"):
        yield Entry("unit", row["rials"], row["surface"])
    for row in lexicons.rows("numbered"):
        yield Entry("numbered", row["reason"], row["surface"])
    for row in lexicons.rows("stages"):
        yield Entry("stage", row["stage"], row["surface"], role=row["role"], kinds=_kinds(row["kinds"]))


def _cues() -> Iterator[Entry]:
    for row in lexicons.rows("cues"):
        yield Entry(row["category"], row["value"], row["surface"], role=row["direction"])


def _deictics() -> Iterator[Entry]:
    for row in lexicons.rows("deictics"):
        yield Entry("deictic", row["level"], row["surface"])
    for row in lexicons.rows("schemes"):
        yield Entry("scheme", row["agency"], row["surface"])
    for row in lexicons.rows("agency_deictics"):
        yield Entry("agency_deictic", "this", row["surface"])


def _people() -> Iterator[Entry]:
    for row in lexicons.rows("titles"):
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


@cache
def gazetteer() -> Gazetteer:
    """Every phrase the library knows, by category."""
    found = Gazetteer([*_agencies(), *_places(), *_counted(), *_cues(), *_people(), *_deictics(), *_periods(), *verb_entries()])
    found.words.update(key(row["name"]) for row in lexicons.rows("given_names"))
    return found
