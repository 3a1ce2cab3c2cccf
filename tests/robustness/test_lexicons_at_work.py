"""Any lexicon that is taken can be read with: rows drawn for every file, then texts that hold their phrases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homejobs_extract import extract
from homejobs_extract.lexicons import Row, rows
from homejobs_extract.userlexicon import Lexicon, LexiconError, load_lexicon
from homejobs_extract.userlexicon.columns import DROP, FILES, Column, known, values_of
from tests.robustness.targets import check

WORDS = (
    "مهر",
    "سمنان",
    "بانک",
    "ملی",
    "استان",
    "شهرستان",
    "مجوز",
    "مشاغل خانگی",
    "وام",
    "و",
    "از",
    "صادر شد",
    "۱۲",
    "شهر",
)
IDS = ("new_one", "bank_new", "agriculture_jihad", "bank_melli")
NEWS = "در استان سمنان ۲۲۶ مجوز مشاغل خانگی از سوی جهاد کشاورزی صادر و ۳ میلیارد تومان وام بانک ملی پرداخت شد."
MANY = int(os.environ.get("HOMEJOBS_EXAMPLES", "2000"))
AT_EASE = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
texts = st.lists(phrases, max_size=6).map(" ".join)


def cells(name: str, column: Column) -> st.SearchStrategy[str]:
    """What a cell may hold."""
    if column.check == "id":
        return st.sampled_from(sorted(FILES) if name == DROP else IDS)
    if column.check in ("known", "marks", "kinds"):
        return st.sampled_from(sorted(known(name, column.name)))
    return st.sampled_from(("1", "1000", "10000000")) if column.check == "number" else phrases


@st.composite
def lexicons(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Some rows for some files; a cue's value is one of its category's, a dropped row is one of the library's."""
    found: dict[str, list[Row]] = {}
    for name in draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=4, unique=True)):
        for _ in range(draw(st.integers(1, 3))):
            row = {column.name: draw(cells(name, column)) for column in FILES[name]}
            if name == "cues":
                row["value"] = draw(st.sampled_from(sorted(values_of(row["category"]))))
            if name == "places" and (row["level"] == "province" or draw(st.booleans())):
                row["province"] = row["name"] if row["level"] == "province" else "سمنان"
            if name == DROP and row["file"] != DROP:
                column = FILES[row["file"]][0].name
                row |= {"column": column, "value": draw(st.sampled_from(rows(row["file"])))[column]}
            found.setdefault(name, []).append(row)
    return found


def written(folder: Path, drawn: dict[str, list[Row]]) -> Path:
    for old in folder.glob("*.tsv"):
        old.unlink()
    for name, found in drawn.items():
        lines = ["\t".join(found[0]), *("\t".join(row.values()) for row in found)]
        (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def taken(folder: Path) -> Lexicon | None:
    try:
        return load_lexicon(folder)
    except LexiconError:
        return None


def read_with(tmp_path: Path, drawn: dict[str, list[Row]], text: str) -> None:
    lexicon = taken(written(tmp_path, drawn))
    if lexicon is None:
        return
    own = " ".join(cell for found in drawn.values() for row in found for cell in row.values())
    for article in (NEWS, f"{NEWS} {own} {text}", f"{text} ۳۴۰ {own} ۱۲۰ مجوز. {NEWS}"):
        check(article, "1402-05-01", lexicon)
    known_ids = {row["id"] for row in lexicon.rows("agencies")}
    assert {agency.id for agency in extract(NEWS, lexicon=lexicon).agencies} <= known_ids


@given(drawn=lexicons(), text=texts)
@AT_EASE
def test_reading_with_any_lexicon(tmp_path: Path, drawn: dict[str, list[Row]], text: str) -> None:
    read_with(tmp_path, drawn, text)


@pytest.mark.slow
@given(drawn=lexicons(), text=texts)
@settings(AT_EASE, max_examples=MANY)
def test_reading_with_many_lexicons(tmp_path: Path, drawn: dict[str, list[Row]], text: str) -> None:
    read_with(tmp_path, drawn, text)


def test_drawn_lexicons_are_often_taken(tmp_path: Path) -> None:
    """A draw that is always refused would test nothing."""
    found: list[bool] = []

    @given(drawn=lexicons())
    @settings(AT_EASE, database=None)
    def draw(drawn: dict[str, list[Row]]) -> None:
        found.append(taken(written(tmp_path, drawn)) is not None)

    draw()
    assert sum(found) > len(found) / 5 > 0
