"""People called after their place: «بانوان یزدی», «متقاضیان هرمزگانی», «بوشهری‌ها»."""

from __future__ import annotations

from collections.abc import Iterator

from homejobs_extract.document import Document
from homejobs_extract.gazetteer import Gazetteer
from homejobs_extract.lexicons import Row

PEOPLE = frozenset(
    (
        "بانو", "بانوی", "بانوان", "زن", "زنان", "مرد", "مردان", "جوان", "جوانان", "نفر", "خانوار", "خانواده",
        "متقاضی", "متقاضیان", "هنرمند", "هنرمندان", "صنعتگر", "صنعتگران", "بافنده", "بافندگان", "قالیباف", "قالیبافان",
        "کارآفرین", "کارآفرینان", "مددجو", "مددجوی", "مددجویان", "معلول", "معلولان", "معلولین", "توانخواه",
        "توانخواهان", "روستایی", "روستاییان", "عشایر", "دختر", "دختران", "مهارتآموز", "مهارتآموزان", "هنرجو", "هنرجوی",
        "هنرجویان", "کارآموز", "کارآموزان", "کشاورز", "کشاورزان", "فعال", "فعالان", "شاغل", "شاغلان", "شهروند",
        "شهروندان", "داوطلب", "داوطلبان", "مادر", "مادران", "ایثارگر", "ایثارگران", "زندانی", "زندانیان", "سوزندوز",
        "سوزندوزان", "باف", "بافان", "دوز", "دوزان", "آموز", "آموزان", "آفرین", "آفرینان", "جویان",
    )
)  # fmt: skip
PLURALS = frozenset(("ها", "های"))
YE = "ی"
WORDS = frozenset(("word", "person", "strict"))
LANGUAGES = frozenset(("فارس", "مرکز"))


def find_demonyms(doc: Document, gazetteer: Gazetteer) -> Iterator[tuple[int, Row]]:
    """Each token that calls people after a province or county, with the place's row; an everyday word is none.

    >>> from homejobs_extract.document import analyse
    >>> from homejobs_extract.vocabulary import gazetteer
    >>> d = analyse("۴۱۲ نفر از بانوان یزدی", gazetteer())
    >>> [(d.key(at), row["name"]) for at, row in find_demonyms(d, gazetteer())]
    [('یزدی', 'یزد')]
    """
    for at, token in enumerate(doc.tokens):
        if token.key in PEOPLE:
            called = at + 1
        elif token.key in PLURALS:
            called = at - 1
        else:
            continue
        row = _place(doc.key(called), gazetteer)
        if row is not None:
            yield called, row


def _place(word: str, gazetteer: Gazetteer) -> Row | None:
    """The widest place that a word with «ی» is made from, if nothing else has that name."""
    if not word.endswith(YE) or word[:-1] in LANGUAGES:
        return None
    entries = [e for e in gazetteer.phrases.get(word[:-1], ()) if e.category == "place"]
    rows = [gazetteer.places.rows[int(e.value)] for e in entries]
    rows = [row for row in rows if row["level"] == "province" or (row["level"] == "county" and not _is_word(row))]
    return min(rows, key=lambda row: row["level"] != "province", default=None)


def _is_word(row: Row) -> bool:
    """«نور» and «بهار» are words: «نوری» and «بهاری» call nobody after a county."""
    return not WORDS.isdisjoint(row["ambiguous"].split("|"))
