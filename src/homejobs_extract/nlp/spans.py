"""What a report names, as spans of a spaCy document, whatever tokens its tokenizer made.

A span covers every token that the words touch, so «226 مجوز» of «226مجوز» is the one token; the exact characters are in
the report, under the span's id, and in the group's ``attrs["characters"]``, one ``[start, end]`` a span.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as TokenSpan

from homejobs_extract.records import BaseFigure, Report, Span


class Named(NamedTuple):
    """A stretch of text with the label, id and knowledge-base id of its span."""

    span: Span
    label: str
    id: str = ""
    kb_id: str = ""


def figures(report: Report) -> Iterator[Named]:
    """Every place where a figure is stated: its kind, its id, and the id of its agency."""
    for figure in report.figures:
        for span in figure.spans:
            yield Named(span, figure.kind, figure.id, figure.agency.id if figure.agency else "")


def agencies(report: Report) -> Iterator[Named]:
    """Every place where an agency is named."""
    for agency in report.agencies:
        yield from (Named(span, "agency", agency.id, agency.id) for span in agency.spans)


def places(report: Report) -> Iterator[Named]:
    """The words that gave figures their places, by level: «آذربایجان غربی» is a province, IR-04."""
    yield from dict.fromkeys(named for figure in report.figures for named in _place(figure))


def _place(figure: BaseFigure) -> Iterator[Named]:
    place = figure.place
    cues = (decision.cue for decision in figure.decisions if decision.attribute == "place")
    for cue in cues:
        if place is not None and cue is not None:
            name = place.name or place.level
            yield Named(cue, place.level, name, place.code or name)


def speakers(report: Report) -> Iterator[Named]:
    """Every place where a speaker is named."""
    for speaker in report.speakers:
        yield from (Named(span, "speaker", speaker.name, speaker.agency or "") for span in speaker.spans)


def group(doc: Doc, name: str, found: Iterator[Named]) -> SpanGroup:
    """A group of spans over the tokens that the words touch, in text order; ``attrs`` has the exact characters."""
    ordered = sorted(found, key=_place_in_text)
    characters = [list(_place_in_text(named)) for named in ordered]
    return SpanGroup(doc, name=name, spans=[_over_tokens(doc, n) for n in ordered], attrs={"characters": characters})


def _place_in_text(named: Named) -> tuple[int, int]:
    return named.span.start, named.span.end


def _over_tokens(doc: Doc, named: Named) -> TokenSpan:
    start, end = named.span.start, named.span.end
    span = doc.char_span(start, end, label=named.label, kb_id=named.kb_id, span_id=named.id, alignment_mode="expand")
    if span is None:
        message = f"no token of the document holds characters {start} to {end}: its text has changed"
        raise ValueError(message)
    return span
