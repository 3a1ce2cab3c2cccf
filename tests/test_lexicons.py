"""The lexicon files: columns, rows typed once, order, letters in normal form, and references that hold."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import groupby
from pathlib import Path

import pytest

import homejobs_extract
import homejobs_extract.figures
import homejobs_extract.mentions
from homejobs_extract import lexicons
from homejobs_extract.normalize import key, normalize
from homejobs_extract.records import Bound, Kind, Level, Stage
from homejobs_extract.tokens import WORD, tokenize
from homejobs_extract.vocabulary import gazetteer

FOLDER = Path(homejobs_extract.__file__).parent / "lexicons"
COLUMNS = {
    "agencies": "id name_fa name_en role",
    "agency_aliases": "id alias ambiguous",
    "agency_deictics": "surface example",
    "agency_traps": "phrase note",
    "characters": "table char to",
    "cues": "surface category value direction example",
    "deictics": "surface level example",
    "given_names": "name common",
    "nouns": "surface kind role example",
    "number_words": "form value kind",
    "numbered": "surface reason example",
    "ordinals": "form",
    "outlets": "outlet aliases common",
    "period_words": "surface kind value example",
    "places": "level name province code aliases ambiguous",
    "schemes": "surface agency example",
    "stages": "surface stage kinds role example",
    "titles": "title kind example",
    "units": "surface rials example",
    "verbs": "past present bare example",
}
# What a row is looked up by, where that is more than its first column: one word may be two cues.
IDENTITY = {
    "agency_aliases": ("id", "alias"),
    "characters": ("table", "char"),
    "cues": ("surface", "category", "direction"),
    "places": ("level", "name", "province"),
}
MAY_BE_EMPTY = {"example", "note", "code", "aliases", "ambiguous", "value", "kinds", "role"}
SORTED = {"given_names": "name", "outlets": "outlet"}
GROUPED = {"agency_aliases": "id", "characters": "table", "deictics": "level", "number_words": "kind", "units": "rials"}
NAMES = sorted(COLUMNS)
# One id for two offices, whose joint name no text writes.
TWO_OFFICES = {"governorate"}


def test_every_file_is_described_here() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.tsv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_file_is_plain(name: str) -> None:
    text = (FOLDER / f"{name}.tsv").read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("name", NAMES)
def test_columns(name: str) -> None:
    rows = lexicons.rows(name)
    assert " ".join(rows[0]) == COLUMNS[name]
    empty = [(number, column) for number, row in enumerate(rows, 2) for column, cell in row.items() if not cell]
    assert [place for place in empty if place[1] not in MAY_BE_EMPTY] == []


@pytest.mark.parametrize("name", [n for n in NAMES if n != "characters"])
def test_cells_are_trimmed_and_in_normal_form(name: str) -> None:
    cells = [cell for row in lexicons.rows(name) for column, cell in row.items() if column not in ("example", "note")]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []
    letters = [re.sub(r"[\d%]", "", cell) for cell in cells]
    assert [cell for cell in letters if normalize(cell).text != cell] == []


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_typed_once(name: str) -> None:
    rows = lexicons.rows(name)
    identity = IDENTITY.get(name, (next(iter(rows[0])),))
    keys = [tuple(row[column] for column in identity) for row in rows]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


@pytest.mark.parametrize("name", sorted(SORTED))
def test_long_lists_are_sorted(name: str) -> None:
    cells = [row[SORTED[name]] for row in lexicons.rows(name)]
    assert cells == sorted(cells)


@pytest.mark.parametrize("name", sorted(GROUPED))
def test_groups_stand_together(name: str) -> None:
    groups = [value for value, _ in groupby(lexicons.rows(name), key=lambda row: row[GROUPED[name]])]
    assert sorted({value for value in groups if groups.count(value) > 1}) == []


def values(literal: object) -> set[str]:
    return set(literal.__args__)  # type: ignore[attr-defined]


def test_references_hold() -> None:
    agencies = {row["id"] for row in lexicons.rows("agencies")}
    assert {row["id"] for row in lexicons.rows("agency_aliases")} == agencies
    assert {row["agency"] for row in lexicons.rows("schemes")} <= agencies
    assert {row["kind"] for row in lexicons.rows("nouns")} <= values(Kind) | {"item", "none"}
    assert {row["level"] for row in lexicons.rows("places")} <= values(Level)
    stages = {row["stage"] for row in lexicons.rows("stages")}
    assert values(Stage) <= stages
    bounds = {row["value"] for row in lexicons.rows("cues") if row["category"] == "bound"}
    assert values(Bound) - {"exact"} <= bounds


def test_provinces_have_their_codes() -> None:
    provinces = [row for row in lexicons.rows("places") if row["level"] == "province"]
    assert len(provinces) == 31
    assert sorted(row["code"] for row in provinces) == [f"IR-{n:02d}" for n in range(31)]
    assert {row["province"] for row in lexicons.rows("places")} == {row["name"] for row in provinces}


def test_units_are_powers_of_ten_rials() -> None:
    assert {row["rials"] for row in lexicons.rows("units") if set(row["rials"][1:]) - {"0"}} == set()


def test_an_agency_answers_to_its_own_name() -> None:
    named = {row["id"]: row["name_fa"] for row in lexicons.rows("agencies") if row["id"] not in TWO_OFFICES}
    aliases = {(row["id"], row["alias"]) for row in lexicons.rows("agency_aliases")}
    assert [pair for pair in named.items() if pair not in aliases] == []


# Sets whose words are compared with what a lexicon row says, not with the tokens of a text.
OF_ROWS = {"dating.ROLLING", "elision.THINGS", "titles.COMMON_HEADS", "wider_totals.AT_HOME"}


def word_sets() -> dict[str, frozenset[str]]:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in (homejobs_extract.mentions, homejobs_extract.figures)
        for found in pkgutil.iter_modules(package.__path__)
    ]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, frozenset) and all(isinstance(word, str) for word in value)
    }


def test_every_phrase_is_found_in_itself() -> None:
    """A phrase ends at a number or a full stop, so a row that holds one would never be read."""
    known = gazetteer()
    dead = []
    for entry in {entry for entries in known.phrases.values() for entry in entries}:
        tokens = known.unglue(tokenize(normalize(entry.surface)))
        words = [i for i, token in enumerate(tokens) if token.kind == WORD]
        mine = [m for m in known.find(tokens) if m.category == entry.category]
        if not any((m.first, m.last) == (words[0], words[-1] + 1) for m in mine):
            dead.append((entry.category, entry.surface))
    assert dead == []


def test_word_sets_hold_what_a_token_can_be() -> None:
    """A word with a ZWNJ, a hamza or a space is never met: tokens are split there, and their keys are folded."""
    sets = word_sets()
    assert len(sets) > 100
    assert set(sets) > OF_ROWS
    dead = {
        name: sorted(w for w in words if any(map(str.isalpha, w)) and key(w) != w)
        for name, words in sets.items()
        if name not in OF_ROWS
    }
    assert not {name: words for name, words in dead.items() if words}
