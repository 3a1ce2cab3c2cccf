"""Verb forms, conjugated from the stems of ``verbs.tsv``: what closes a clause, and its tense.

«خواهد شد» is future, «شده است» past, «می‌شود» present, «برسد» subjunctive, bare «شده» a participle that may close a
clause or only describe a noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from homejobs_extract import lexicons
from homejobs_extract.gazetteer import Entry

PERSONS = ("", "م", "یم", "ند")
PRESENT = ("د", "م", "یم", "ند")
PERFECT = ("است", "اند", "ام", "ایم", "بود", "بودند", "بودیم", "باشد", "باشند")
BARE = frozenset(("شو", "گرد", "کن", "نمای", "ده", "گیر", "رس", "یاب"))
COPULAS = [
    "است",
    "هست",
    "هستند",
    "هستیم",
    "نیست",
    "نیستند",
    "بود",
    "بودند",
    "بودیم",
    "نبود",
    "نبودند",
    "می\u200cباشد",
    "می\u200cباشند",
    "اند",
]


def _form(tense: str, surface: str, lemma: str, *, negative: bool = False) -> Entry:
    return Entry("verb", tense, surface, role="not" if negative else "", kinds=frozenset((lemma,)))


def _past(past: str, bare: str) -> Iterator[Entry]:
    for negative, prefix in ((False, ""), (True, "ن")):
        for person in PERSONS:
            tense = "participle" if bare == "no" and not person else "past"
            yield _form(tense, prefix + past + person, past, negative=negative)
            yield _form("past", f"{'ن' if negative else ''}می‌{past}{person}", past, negative=negative)
        for ending in PERFECT:
            yield _form("past", f"{prefix}{past}ه {ending}", past, negative=negative)
        yield _form("participle", f"{prefix}{past}ه", past, negative=negative)


def _present(past: str, stem: str) -> Iterator[Entry]:
    for person in PRESENT:
        yield _form("present", f"می‌{stem}{person}", past)
        yield _form("present", f"نمی‌{stem}{person}", past, negative=True)
        yield _form("subjunctive", f"ب{stem}{person}", past)
        yield _form("subjunctive", f"ن{stem}{person}", past, negative=True)
        if stem in BARE:
            yield _form("subjunctive", stem + person, past)
        if stem == "دار":
            yield _form("copula", stem + person, past)
            yield _form("copula", f"ن{stem}{person}", past, negative=True)


def _future(past: str) -> Iterator[Entry]:
    for person in PRESENT:
        yield _form("future", f"خواه{person} {past}", past)
        yield _form("future", f"نخواه{person} {past}", past, negative=True)


def _copulas() -> Iterator[Entry]:
    for surface in COPULAS:
        yield _form("copula", surface, "بود", negative=surface.startswith("ن"))
    yield from (_form("copula", s, "بود") for s in ("بوده", "بوده است", "بوده‌اند"))
    yield from (_form("subjunctive", s, "بود") for s in ("باشد", "باشند"))
    yield from _future("بود")


def verb_entries() -> Iterator[Entry]:
    """Every form of every verb, as entries of the gazetteer: category ``verb``, value the tense."""
    for row in lexicons.rows("verbs"):
        yield from _past(row["past"], row["bare"])
        yield from _present(row["past"], row["present"])
        yield from _future(row["past"])
    yield from _copulas()
