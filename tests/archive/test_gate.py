"""The gate lets every article on home businesses through, however it is written, and stops the others cheaply."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from homejobs_extract import extract, lexicons
from homejobs_extract.archive.suspects import Suspects
from homejobs_extract.document import analyse
from homejobs_extract.figures.topical import is_relevant
from homejobs_extract.gate import BARE, RawGate, home_keys, is_relevant_text
from homejobs_extract.vocabulary import gazetteer
from tests.archive import made

KINDS = ("seen", "unseen", "fresh", "negative")
FIXTURES = [p for kind in KINDS for p in sorted((Path(__file__).parents[1] / "fixtures" / kind).glob("*.json"))]
WRITINGS: dict[str, Callable[[str], str]] = {
    "as given": lambda t: t,
    "Arabic letters": lambda t: t.translate(str.maketrans("یکه", "يكة")),
    "no ZWNJ": lambda t: t.replace("\u200c", ""),
    "ZWNJ to space": lambda t: t.replace("\u200c", " "),
    "ZWNJ inside": lambda t: t.replace("خان", "خان\u200c"),
    "space to ZWNJ": lambda t: t.replace(" ", "\u200c"),
    "NBSP": lambda t: t.replace(" ", "\xa0"),
    "two spaces": lambda t: t.replace(" ", "  "),
    "tatweel": lambda t: t.replace("خ", "خـ").replace("گ", "ـگ"),
    "vowels": lambda t: t.replace("خان", "خانِ"),
    "presentation forms": lambda t: (
        t.replace("خ", "ﺧ").replace("ا", "ﺎ").replace("ن", "ﻧ").replace("م", "ﻣ").replace("گ", "ﮔ")
    ),
}
REPORTED = (
    "مشاغل خانگی", "شغل‌های خانگی", "کسب و کار خانگی", "کسب و کارهای خانگی", "کسب‌وکارهای خانگی", "اشتغال خانگی",
    "اشتغال‌زایی خانگی", "کسب‌وکارهای خرد و خانگی", "کسب و کارهای کوچک خانگی", "مشاغل روستایی و خانگی",
    "کسب‌وکارهای خانه‌محور", "کسب و کار خانه محور", "طرح‌های خانه‌محور", "اشتغال خانه محور", "فعالیت‌های منزل‌محور",
)  # fmt: skip
PHRASES = [r["surface"] for r in lexicons.rows("cues") if r["category"] == "topic" and r["value"] == "home"]


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_phrase_of_the_topic_passes_in_every_writing(writing: str) -> None:
    gate, write = RawGate(), WRITINGS[writing]
    for phrase in (*PHRASES, *REPORTED):
        text = write(f"۲۲۶ مجوز برای {phrase} در استان صادر شد")
        assert is_relevant_text(text) == (phrase != BARE), phrase
        assert gate.passes(orjson.dumps({"text": text})), phrase
        assert gate.passes(json.dumps({"text": text}).encode()), phrase


@pytest.mark.parametrize("writing", WRITINGS)
def test_no_article_with_figures_is_stopped(writing: str) -> None:
    gate = RawGate()
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in FIXTURES]
    assert len(golds) >= 20
    for gold in golds:
        text = WRITINGS[writing](gold["text"])
        if gold["figures"]:
            assert is_relevant_text(text), gold["id"]
            assert gate.passes(json.dumps({"text": text}).encode()), gold["id"]
            assert gate.passes(orjson.dumps({"text": text})), gold["id"]


def test_what_the_gate_stops_has_no_figures_and_no_topic() -> None:
    for path in FIXTURES:
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        for sentence in text.split("."):
            if not is_relevant_text(sentence):
                assert not is_relevant(analyse(sentence, gazetteer())), sentence
                assert not extract(sentence).figures, sentence


@pytest.mark.parametrize(
    "text",
    [
        "وزارتخانه صنعت",
        "کارخانه لوازم خانگی",
        "تیم در بازی خانگی برد",
        "به منزل رفت",
        "خانه کارگر",
        "داروخانه ۲۲ مجوز گرفت",
        "",
    ],
)
def test_other_houses_are_stopped(text: str) -> None:
    assert not is_relevant_text(text)


def test_hits_are_found_in_a_chunk_of_many_lines() -> None:
    lines = [made.line(cells) for cells in made.rows(200)]
    chunk = b"".join(lines)
    starts = {chunk.rfind(b"\n", 0, hit) + 1 for hit in RawGate().hits(chunk)}
    offset = 0
    for number, line in enumerate(lines):
        if number % 5 == 0:
            assert offset in starts
        offset += len(line)
    assert len(starts) < 100


def test_a_phrase_without_a_stem_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"category": "topic", "value": "home", "surface": "کار دورادور"}
    monkeypatch.setattr(lexicons, "rows", lambda _: (row,))
    home_keys.cache_clear()
    with pytest.raises(ValueError, match="none of the gate's stems"):
        home_keys()
    monkeypatch.undo()
    home_keys.cache_clear()


def test_of_other_news_hardly_a_line_is_parsed() -> None:
    """What makes the gate cheap: of 1,500 articles full of «وزارتخانه» and «کارخانه» none is a suspect."""
    letters = random.Random(7)
    words = ["".join(letters.choices("ابپتجدرزسشکگلمنوهی", k=5)) for _ in range(1200)]
    lines = [
        made.line({"id": n, "text": " ".join(letters.choices([*words, "وزارتخانه", "کارخانه"], k=350))})
        for n in range(1500)
    ]
    lines[700] = made.line({"id": 700, "text": "۲۲۶ مجوز مشاغل خانگی"})
    count, suspects = Suspects("text").find(b"".join(lines))
    assert count == 1500
    assert [line.number for line in suspects] == [700]
