"""The gold of the fixtures is well-formed, and what is wrong in a gold is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from homejobs_extract.evaluation import GoldArticle, read_gold
from homejobs_extract.evaluation.gold import faults

FIXTURES = Path(__file__).parent / "fixtures"
FOLDERS = ("seen", "unseen", "negative")
FILES = [path for folder in FOLDERS for path in sorted((FIXTURES / folder).glob("*.json"))]
SOUND: dict[str, Any] = {
    "id": "x1",
    "published": "1402-10-20",
    "text": "مریم صالحی گفت: در بانه ۳۰ مجوز صادر شد که ۱۲ مجوز آن را صمت و ۱۸ مجوز را ارشاد داد.",
    "outlet": None,
    "speakers": [{"name": "مریم صالحی", "title": None}],
    "agencies": ["industry_mine_trade", "culture_guidance"],
    "figures": [
        {"kind": "permit", "value": 30, "anchor": "۳۰ مجوز", "place": {"level": "county", "name": "بانه"}},
        {"kind": "permit", "value": 12, "anchor": "۱۲ مجوز", "part_of": 0, "agency": "industry_mine_trade"},
        {"kind": "permit", "value": 18, "anchor": "۱۸ مجوز", "part_of": 0, "period": {"end": "1402-10-20"}},
    ],
    "checks": [{"kind": "permit", "total": 30, "parts_sum": 30, "consistent": True}],
}
BROKEN = {
    "published": ("1402-13-01", "no Jalali day"),
    "text": ("چیز دیگر", "does not stand in the text"),
    "outlet": ("خبرگزاری ناکجا", "does not stand in the text"),
    "agencies": (["no_such_agency"], "no agency has the id"),
    "figures.0.kind": ("permits", "kind"),
    "figures.0.value": ("30", "integer"),
    "figures.0.upper": (20, "not above"),
    "figures.0.anchor": ("۳۱ مجوز", "does not stand in the text"),
    "figures.0.stage": ("granted", "stage"),
    "figures.0.place": ({"level": "county", "name": "ناکجاآباد"}, "no county is called"),
    "figures.0.colour": ("red", "colour"),
    "figures.1.part_of": (7, "no other figure"),
    "figures.1.agency": ("no_such_agency", "no agency has the id"),
    "figures.2.period": ({"start": "1402-12-30", "end": None}, "no period"),
    "checks.0.total": (31, "among the figures"),
    "checks.0.consistent": (False, "consistent"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_fixture_is_well_formed(path: Path) -> None:
    assert read_gold(path).text.strip()


def test_negatives_state_nothing() -> None:
    stated = [p.stem for p in FILES if p.parent.name == "negative" and read_gold(p).figures]
    assert stated == []


def test_there_is_enough() -> None:
    """At least 25 whole articles, a third as many set aside, and 12 hard negatives."""
    counts = {folder: sum(p.parent.name == folder for p in FILES) for folder in FOLDERS}
    assert counts["seen"] + counts["unseen"] >= 60
    assert counts["unseen"] * 4 >= counts["seen"]
    assert counts["negative"] >= 12


def test_no_article_stands_twice() -> None:
    texts = [read_gold(path).text for path in FILES]
    assert len(texts) == len(set(texts))


def test_sound_gold_has_no_fault() -> None:
    assert list(faults(GoldArticle.model_validate_json(json.dumps(SOUND)))) == []


@pytest.mark.parametrize("where", BROKEN)
def test_fault_is_named(where: str, tmp_path: Path) -> None:
    """One thing changed in a sound gold is said, with the file and the place."""
    value, message = BROKEN[where]
    broken = json.loads(json.dumps(SOUND))
    *path, last = [int(part) if part.isdigit() else part for part in where.split(".")]
    at = broken
    for part in path:
        at = at[part]
    at[last] = value
    file = tmp_path / "x1.json"
    file.write_text(json.dumps(broken), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"x1\.json: .*{message}"):
        read_gold(file)


def test_no_json_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x1.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x1\.json: the file: Invalid JSON"):
        read_gold(file)
