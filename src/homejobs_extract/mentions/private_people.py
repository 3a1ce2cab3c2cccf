"""People who speak for themselves and no office: households, craftspeople, supporters and their firms."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.mentions.names import PersonName
from homejobs_extract.mentions.place_names import PlaceName
from homejobs_extract.mentions.villages import MAYOR

ROLES = frozenset((
    "پشتیبان", "بافنده", "خیاط", "قالیباف", "گلیمباف", "صنعتگر", "هنرمند", "کارآفرین", "بانوی", "مددجو", "مددجوی",
    "تولیدکننده", "مجری", "متقاضی", "زن", "مادر", "صاحب", "خانهدار", "دارنده",
))  # fmt: skip
CRAFTS = frozenset(("باف", "دوز", "ساز", "پز", "کار", "بافنده"))
FIRMS = frozenset(("شرکت", "تولیدی", "کارگاه", "یک"))
LOCAL, VILLAGE = frozenset(("village", "city", "county")), "village"
HEADS = frozenset(("مدیر", "مدیرعامل", "صاحب"))


def is_private(doc: Document, name: PersonName) -> bool:
    """«زهره کشکولی، گبه‌باف ۳۸ ساله», «مهناز بیات، مدیرعامل یک شرکت»: whom the words after a name make no official."""
    at = name.last + (doc.key(name.last) in ("،", "("))
    role, after = doc.key(at), doc.key(at + 1)
    if role in HEADS:
        return heads_firm(doc, at)
    return at > name.last and (role in ROLES or after in CRAFTS)


def heads_firm(doc: Document, at: int) -> bool:
    """«مدیر یک تولیدی پوشاک در مشهد»: a title that is of no office."""
    return doc.key(at) in HEADS and doc.key(at + 1) in FIRMS


def home_of(doc: Document, at: int, title: tuple[int, int] | None, places: list[PlaceName]) -> PlaceName | None:
    """«گلناز صدقی، مدیر یک کارگاه در روستای قره‌قشلاق سلماس، می‌گوید»: the place of a sentence that presents somebody, by
    his first token; a «دهیار» is of the village named last.
    """
    if title is not None and doc.key(title[0]) == MAYOR:
        return next((p for p in reversed(places) if p.level == VILLAGE and p.first < title[1]), None)
    sentence = doc.sentences[doc.sentence_at(at)]
    speech = next((s.first for s in doc.between("speech", at, sentence.last)), sentence.last)
    named = [p for p in places if at < p.first < speech and p.name and p.level in LOCAL]
    found = [p for p in named if p.level == VILLAGE] or named
    return found[0] if len({(p.level, p.name) for p in found}) == 1 else None
