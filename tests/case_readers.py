"""What the case tables ask: for each table, the answers that its module gives on a text, in a compact written form.

This module asks the readers of mentions, each alone; ``figure_readers`` asks about figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from homejobs_extract.document import Document, analyse
from homejobs_extract.jalali import Day, parse_published, to_text
from homejobs_extract.mentions import outlets as outlet_rules
from homejobs_extract.mentions.agencies import find_agencies
from homejobs_extract.mentions.calendar_units import UNITS, read_unit
from homejobs_extract.mentions.digits import read_digits
from homejobs_extract.mentions.names import find_names
from homejobs_extract.mentions.numbers import NumberMention, find_numbers
from homejobs_extract.mentions.outlets import find_outlet
from homejobs_extract.mentions.people import Person, find_people
from homejobs_extract.mentions.periods import PeriodMention, find_periods
from homejobs_extract.mentions.places import find_places
from homejobs_extract.mentions.years import Calendar
from homejobs_extract.normalize import normalize
from homejobs_extract.tokens import NUMBER
from homejobs_extract.vocabulary import gazetteer

SCALES = frozenset(("هزار", "میلیون", "میلیارد", "همت"))
NO_VALUE = frozenset(("ordinal", "share", "unreadable"))
UNIT_RULES = frozenset(rule.__name__ for rule in UNITS)


class Answer(NamedTuple):
    """What a module reads at characters ``start`` to ``end``: the rule that read it and the value as a table has it."""

    start: int
    end: int
    rule: str
    value: str


Reader = Callable[[str, str], Iterable[Answer]]


def read(text: str) -> Document:
    """A text as far as its clauses."""
    return analyse(text, gazetteer())


def at(doc: Document, first: int, last: int) -> tuple[int, int]:
    """Where tokens ``first`` to ``last`` stand in the text."""
    return doc.slice(first, last)[:2]


def _days(start: Day | None, end: Day | None) -> str:
    return f"{to_text(start) if start else ''}..{to_text(end) if end else ''}"


def _number(number: NumberMention) -> str:
    if number.rule in NO_VALUE:
        return ""
    return str(number.value) if number.upper is None else f"{number.value}..{number.upper}"


def normalized(text: str, _: str) -> Iterator[Answer]:
    """The whole text as the normalizer writes it."""
    found = normalize(text).text
    if found != text:
        yield Answer(0, len(text), "normalize", found)


def tokens(text: str, _: str) -> Iterator[Answer]:
    """Every token: its kind, and its key after a slash where folding changed it."""
    for token in read(text).tokens:
        same = token.key == text[token.start : token.end]
        yield Answer(token.start, token.end, "tokenize", token.kind if same else f"{token.kind}/{token.key}")


def phrases(text: str, _: str) -> Iterator[Answer]:
    """Every phrase of the lexicons: category and value."""
    doc = read(text)
    for mentions in doc.mentions.values():
        for m in mentions:
            yield Answer(*at(doc, m.first, m.last), "find", f"{m.category} {m.value}")


def verbs(text: str, _: str) -> Iterator[Answer]:
    """Every verb form: its tense, and «not» when it denies."""
    doc = read(text)
    for m in doc.mentions.get("verb", []):
        yield Answer(*at(doc, m.first, m.last), "verb_entries", f"{m.value} {m.entry.role}".strip())


def clauses(text: str, _: str) -> Iterator[Answer]:
    """Every sentence, and every clause with its tense and opener."""
    doc = read(text)
    for sentence in doc.sentences:
        yield Answer(*at(doc, sentence.first, sentence.last), "find_sentences", f"paragraph {sentence.paragraph}")
    for clause in doc.clauses:
        value = f"{clause.tense or '-'} {clause.opener}".strip()
        yield Answer(*at(doc, clause.first, clause.last), "find_clauses", value)


def digits(text: str, _: str) -> Iterator[Answer]:
    """Every run of digits by itself, knowing only whether a scale word follows."""
    found = read(text).tokens
    for token, after in zip(found, [*found[1:], None], strict=True):
        value = read_digits(token.key, before_scale=bool(after and after.key in SCALES))
        if token.kind == NUMBER and value is not None:
            yield Answer(token.start, token.end, value[1], str(value[0]))


def numbers(text: str, _: str) -> Iterator[Answer]:
    """Every number."""
    doc = read(text)
    for number in find_numbers(doc.tokens):
        yield Answer(*at(doc, number.first, number.last), number.rule, _number(number))


def _counted(doc: Document) -> list[int]:
    return [m.first for m in doc.mentions.get("noun", []) if m.value != "none"]


def find_all_periods(doc: Document, published: str) -> list[PeriodMention]:
    """The periods of a text, as the pipeline finds them."""
    found = find_numbers(doc.tokens)
    counted = _counted(doc)
    return find_periods(doc.tokens, doc.mentions.get("period", []), found, parse_published(published), counted=counted)


def calendar_units(text: str, published: str) -> Iterator[Answer]:
    """Every period, by the rule of the unit that it is; and every unit inside one, whole, as the rules see it."""
    doc = read(text)
    words, today = doc.mentions.get("period", []), parse_published(published)
    c = Calendar(doc.tokens, words, find_numbers(doc.tokens), today, _counted(doc))
    for i in range(len(doc.tokens)):
        if unit := read_unit(c, i):
            yield Answer(*at(doc, i, unit.last), unit.rule, _days(unit.start, unit.end))
    for p in find_all_periods(doc, published):
        yield Answer(*at(doc, p.first, p.last), p.rule, _days(p.start, p.end))


def periods(text: str, published: str) -> Iterator[Answer]:
    """Every period, a calendar unit by itself as «plain»; the planned end after a slash where it differs."""
    doc = read(text)
    for p in find_all_periods(doc, published):
        planned = f"/{to_text(p.planned_end)}" if p.planned_end and p.planned_end != p.end else ""
        rule = "plain" if p.rule in UNIT_RULES else p.rule
        yield Answer(*at(doc, p.first, p.last), rule, _days(p.start, p.end) + planned)


def agencies(text: str, _: str) -> Iterator[Answer]:
    """Every agency by its id."""
    doc = read(text)
    for a in find_agencies(doc, gazetteer()):
        yield Answer(*at(doc, a.first, a.last), "find_agencies", a.id)


def places(text: str, _: str) -> Iterator[Answer]:
    """Every place: level and name, the province of a county or city in brackets; «this» when words only point to it."""
    doc = read(text)
    taken = [(a.first, a.last) for a in find_agencies(doc, gazetteer())]
    for p in find_places(doc, gazetteer(), taken):
        inside = f" ({p.province})" if p.province and p.level != "province" else ""
        name = "this" if p.deictic else p.name
        yield Answer(*at(doc, p.first, p.last), "find_places", f"{p.level}:{name}{inside}")


def names(text: str, _: str) -> Iterator[Answer]:
    """Every stretch that can be a person's name, and its surname."""
    doc = read(text)
    for n in find_names(doc):
        yield Answer(*at(doc, n.first, n.last), "find_names", n.surname)


def _person(doc: Document, person: Person) -> str:
    title = " ".join(doc.slice(*person.title)[2].split()) if person.title else "-"
    return f"{title} / {person.agency or '-'} / {person.place.name if person.place else '-'}"


def people(text: str, _: str) -> Iterator[Answer]:
    """Every speaker with a name, at each span of it: title / agency / place."""
    doc = read(text)
    found = find_agencies(doc, gazetteer())
    where = find_places(doc, gazetteer(), [(a.first, a.last) for a in found])
    for person in find_people(doc, found, where)[0]:
        for span in dict.fromkeys(person.spans) if person.name else ():
            yield Answer(*at(doc, *span), "find_people", _person(doc, person))


def outlets(text: str, _: str) -> Iterator[Answer]:
    """The outlet that the text names, at the first place where its name stands."""
    doc = read(text)
    found = find_outlet(doc)
    if found is not None:
        reader = outlet_rules.OutletReader(doc)
        named = (r for r in outlet_rules.RULES if getattr(reader, r)())
        rule = next(named, None) or next(r.__name__ for r in outlet_rules.LINE_RULES if r(doc))
        at = normalize(text).text.find(found)
        yield Answer(at, at + len(found), rule, found)


MENTION_READERS: dict[str, Reader] = {
    "normalize": normalized,
    "tokens": tokens,
    "gazetteer": phrases,
    "verbs": verbs,
    "clauses": clauses,
    "digits": digits,
    "numbers": numbers,
    "calendar_units": calendar_units,
    "periods": periods,
    "agencies": agencies,
    "places": places,
    "names": names,
    "people": people,
    "outlets": outlets,
}
