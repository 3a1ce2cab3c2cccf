"""What the case tables ask: for each table, the answers that its module gives on a text, in a compact written form.

A table about one reader asks that reader alone; a table about figures asks the whole pipeline, on a text to which the
line «مشاغل خانگی» is put first, so that a case can be one short sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NamedTuple
from unittest import mock

from homejobs_extract import extract
from homejobs_extract.document import Document, analyse
from homejobs_extract.figures import counting, parts
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.jalali import Day, parse_published, to_text
from homejobs_extract.mentions import outlets as outlet_rules
from homejobs_extract.mentions.agencies import find_agencies
from homejobs_extract.mentions.calendar_units import UNITS
from homejobs_extract.mentions.digits import read_digits
from homejobs_extract.mentions.names import find_names
from homejobs_extract.mentions.numbers import NumberMention, find_numbers
from homejobs_extract.mentions.outlets import find_outlet
from homejobs_extract.mentions.people import Person, find_people
from homejobs_extract.mentions.periods import PeriodMention, find_periods
from homejobs_extract.mentions.places import find_places
from homejobs_extract.normalize import normalize
from homejobs_extract.records import BaseFigure, Place, Report
from homejobs_extract.tokens import NUMBER
from homejobs_extract.vocabulary import gazetteer

HEADLINE = "مشاغل خانگی\n"
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


def _read(text: str) -> Document:
    return analyse(text, gazetteer())


def _at(doc: Document, first: int, last: int) -> tuple[int, int]:
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
    for token in _read(text).tokens:
        same = token.key == text[token.start : token.end]
        yield Answer(token.start, token.end, "tokenize", token.kind if same else f"{token.kind}/{token.key}")


def phrases(text: str, _: str) -> Iterator[Answer]:
    """Every phrase of the lexicons: category and value."""
    doc = _read(text)
    for mentions in doc.mentions.values():
        for m in mentions:
            yield Answer(*_at(doc, m.first, m.last), "find", f"{m.category} {m.value}")


def verbs(text: str, _: str) -> Iterator[Answer]:
    """Every verb form: its tense, and «not» when it denies."""
    doc = _read(text)
    for m in doc.mentions.get("verb", []):
        yield Answer(*_at(doc, m.first, m.last), "verb_entries", f"{m.value} {m.entry.role}".strip())


def clauses(text: str, _: str) -> Iterator[Answer]:
    """Every sentence, and every clause with its tense and opener."""
    doc = _read(text)
    for sentence in doc.sentences:
        yield Answer(*_at(doc, sentence.first, sentence.last), "find_sentences", f"paragraph {sentence.paragraph}")
    for clause in doc.clauses:
        value = f"{clause.tense or '-'} {clause.opener}".strip()
        yield Answer(*_at(doc, clause.first, clause.last), "find_clauses", value)


def digits(text: str, _: str) -> Iterator[Answer]:
    """Every run of digits by itself, knowing only whether a scale word follows."""
    found = _read(text).tokens
    for token, after in zip(found, [*found[1:], None], strict=True):
        read = read_digits(token.key, before_scale=bool(after and after.key in SCALES)) if token.kind == NUMBER else None
        if read is not None:
            yield Answer(token.start, token.end, read[1], str(read[0]))


def numbers(text: str, _: str) -> Iterator[Answer]:
    """Every number."""
    doc = _read(text)
    for number in find_numbers(doc.tokens):
        yield Answer(*_at(doc, number.first, number.last), number.rule, _number(number))


def _periods(doc: Document, published: str) -> list[PeriodMention]:
    found = find_numbers(doc.tokens)
    counted = [m.first for m in doc.mentions.get("noun", []) if m.value != "none"]
    return find_periods(doc.tokens, doc.mentions.get("period", []), found, parse_published(published), counted=counted)


def calendar_units(text: str, published: str) -> Iterator[Answer]:
    """Every period, by the rule of the unit that it is or ends with."""
    doc = _read(text)
    for p in _periods(doc, published):
        yield Answer(*_at(doc, p.first, p.last), p.rule, _days(p.start, p.end))


def periods(text: str, published: str) -> Iterator[Answer]:
    """Every period, a calendar unit by itself as «plain»; the planned end after a slash where it differs."""
    doc = _read(text)
    for p in _periods(doc, published):
        planned = f"/{to_text(p.planned_end)}" if p.planned_end and p.planned_end != p.end else ""
        rule = "plain" if p.rule in UNIT_RULES else p.rule
        yield Answer(*_at(doc, p.first, p.last), rule, _days(p.start, p.end) + planned)


def agencies(text: str, _: str) -> Iterator[Answer]:
    """Every agency by its id."""
    doc = _read(text)
    for a in find_agencies(doc, gazetteer()):
        yield Answer(*_at(doc, a.first, a.last), "find_agencies", a.id)


def places(text: str, _: str) -> Iterator[Answer]:
    """Every place: level and name, the province of a county or city in brackets; «this» when words only point to it."""
    doc = _read(text)
    taken = [(a.first, a.last) for a in find_agencies(doc, gazetteer())]
    for p in find_places(doc, gazetteer(), taken):
        inside = f" ({p.province})" if p.province and p.level != "province" else ""
        name = "this" if p.deictic else p.name
        yield Answer(*_at(doc, p.first, p.last), "find_places", f"{p.level}:{name}{inside}")


def names(text: str, _: str) -> Iterator[Answer]:
    """Every stretch that can be a person's name, and its surname."""
    doc = _read(text)
    for n in find_names(doc):
        yield Answer(*_at(doc, n.first, n.last), "find_names", n.surname)


def _person(doc: Document, person: Person) -> str:
    title = " ".join(doc.slice(*person.title)[2].split()) if person.title else "-"
    return f"{title} / {person.agency or '-'} / {person.place.name if person.place else '-'}"


def people(text: str, _: str) -> Iterator[Answer]:
    """Every speaker with a name, at each span of it: title / agency / place."""
    doc = _read(text)
    found = find_agencies(doc, gazetteer())
    where = find_places(doc, gazetteer(), [(a.first, a.last) for a in found])
    for person in find_people(doc, found, where)[0]:
        for span in dict.fromkeys(person.spans) if person.name else ():
            yield Answer(*_at(doc, *span), "find_people", _person(doc, person))


def outlets(text: str, _: str) -> Iterator[Answer]:
    """The outlet that the text names, at the first place where its name stands."""
    doc = _read(text)
    found = find_outlet(doc)
    if found is not None:
        reader = outlet_rules.OutletReader(doc)
        rule = next(r for r in outlet_rules.RULES if getattr(reader, r)())
        at = normalize(text).text.find(found)
        yield Answer(at, at + len(found), rule, found)


def counted(text: str, published: str) -> Iterator[Answer]:
    """Every number as a draft (kind and value) or as a skip (its reason), by the first counting rule that reads it."""
    doc = _read(text)
    counter = counting.Counter(doc, _periods(doc, published))
    for number in find_numbers(doc.tokens):
        rule, result = next((rule.__name__, r) for rule in counting.RULES if (r := rule(counter, number)))
        value = f"skip {result.reason}" if isinstance(result, Skip) else _draft(result)
        yield Answer(*_at(doc, result.first, result.last), rule, value)


def _draft(draft: Draft) -> str:
    return f"{draft.kind or '?'} {draft.value}" + (f"..{draft.upper}" if draft.upper is not None else "")


def _figures(text: str, published: str, headline: str = HEADLINE) -> tuple[Report, list[tuple[int, int, BaseFigure]]]:
    report = extract(headline + text, published=published)
    shift = len(headline)
    return report, [(s.start - shift, s.end - shift, f) for f in report.figures for s in f.spans]


def _kind(figure: BaseFigure) -> str:
    upper = f"..{figure.upper}" if figure.upper is not None else ""
    return f"{figure.kind} {figure.value}{upper}"  # type: ignore[attr-defined]


RENAMED = {"elided_currency": "scaled_money"}


def elided(text: str, published: str) -> Iterator[Answer]:
    """Every figure with kind and value, by the rule that filled it in; numbers that only grew, with their reason."""
    report, found = _figures(text, published)
    for start, end, figure in found:
        rule = figure.rule.partition("+")[0]
        yield Answer(start, end, RENAMED.get(rule, rule), _kind(figure))
    for skip in report.skipped:
        start, end = skip.span.start - len(HEADLINE), skip.span.end - len(HEADLINE)
        yield Answer(start, end, skip.reason, f"skip {skip.reason}")


def _attribute(figure: BaseFigure, name: str) -> str:
    value: Any = getattr(figure, name)
    if isinstance(value, Place):
        return f"{value.level}:{value.name}" if value.name else value.level
    if name == "period":
        return f"{value.start_jalali or ''}..{value.end_jalali or ''}" if value else "null"
    return str(getattr(value, "id", value) or "null")


def _decided(*attributes: str, named: bool = True) -> Reader:
    def read(text: str, published: str) -> Iterator[Answer]:
        for start, end, figure in _figures(text, published)[1]:
            for d in figure.decisions:
                if d.attribute in attributes:
                    value = _attribute(figure, d.attribute)
                    yield Answer(start, end, d.rule, f"{d.attribute}={value}" if named else value)
            if "kind" in attributes and "+job" in figure.rule:
                yield Answer(start, end, "job", "kind=job")

    return read


def _recorded(rules: Iterable[Callable[..., Any]], into: dict[int, str]) -> tuple[Callable[..., Any], ...]:
    """The rules of ``parts``, noting for each draft the last one that found it a total."""

    def record(rule: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(rule)
        def run(p: parts.Parts, at: int) -> Any:
            found = rule(p, at)
            if found is not None:
                into[p.drafts[at].first] = rule.__name__
            return found

        return run

    return tuple(record(rule) for rule in rules)


def part_of(text: str, published: str) -> Iterator[Answer]:
    """Every part with the value of its total, by the rule that tied it; «sums» when arithmetic alone did."""
    by_token: dict[int, str] = {}
    with mock.patch.object(parts, "RULES", _recorded(parts.RULES, by_token)):
        report, found = _figures(text, published)
    doc = _read(HEADLINE + text)
    rules = {doc.tokens[first].start - len(HEADLINE): rule for first, rule in by_token.items()}
    values = {f.id: f.value for f in report.figures}
    for start, end, figure in found:
        if figure.part_of is not None:
            yield Answer(start, end, rules.get(start, "sums"), str(values[figure.part_of]))


def repeated(text: str, published: str) -> Iterator[Answer]:
    """Every figure that the text states more than once, at each place: how often."""
    for start, end, figure in _figures(text, published)[1]:
        if len(figure.spans) > 1:
            yield Answer(start, end, "merge_repeats", f"{len(figure.spans)} spans")


def topical(text: str, published: str) -> Iterator[Answer]:
    """Every figure that is kept, without a headline to help."""
    for start, end, figure in _figures(text, published, headline="")[1]:
        yield Answer(start, end, "drop_off_topic", _kind(figure))


def breakdowns(text: str, published: str) -> Iterator[Answer]:
    """Every sum that is checked, at its total: the parts' sum and the verdict."""
    report, found = _figures(text, published)
    for start, end, figure in found:
        for check in report.checks:
            if check.total == figure.id and check.type == "sum" and check.status != "unknown":
                yield Answer(start, end, "complete_breakdowns", f"{check.parts_sum} {check.status}")


READERS: dict[str, Reader] = {
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
    "counting": counted,
    "elision": elided,
    "stage": _decided("stage", named=False),
    "settle": _decided("modality", "basis", "bound", "kind"),
    "linking": _decided("agency", "place"),
    "dating": _decided("period", named=False),
    "parts": part_of,
    "repeats": repeated,
    "topic": topical,
    "breakdowns": breakdowns,
}
