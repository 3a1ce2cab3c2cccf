"""Drafts made into the records of a report."""

from __future__ import annotations

from functools import cache
from typing import Any

from homejobs_extract import lexicons
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Decided, Draft, Skip
from homejobs_extract.jalali import to_iso, to_text
from homejobs_extract.mentions.people import Person
from homejobs_extract.records import (
    FIGURE_TYPES,
    Agency,
    AgencyMention,
    BaseFigure,
    Decision,
    Period,
    Place,
    Reported,
    Skipped,
    Span,
    Speaker,
)

SHARE = {"explicit": 0.98, "sentence": 0.95, "inherited": 0.93, "subject": 0.92, "default": 0.85}


@cache
def agency(agency_id: str) -> Agency:
    """The agency of an id."""
    row = next(r for r in lexicons.rows("agencies") if r["id"] == agency_id)
    return Agency(id=row["id"], name_fa=row["name_fa"], name_en=row["name_en"])


class Builder:
    """Makes records of one article's drafts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.doc = context.doc

    def span(self, first: int, last: int) -> Span:
        """Tokens as a span of the original text."""
        start, end, text = self.doc.slice(first, last)
        return Span(start=start, end=end, text=text)

    def figures(self, drafts: list[Draft]) -> list[BaseFigure]:
        """The figures, with ids in text order."""
        ids = {id(d): f"f{n}" for n, d in enumerate(drafts, 1)}
        return [self._figure(d, ids) for d in drafts]

    def _figure(self, draft: Draft, ids: dict[int, str]) -> BaseFigure:
        person = self.context.speaker(draft)
        fields: dict[str, Any] = {
            "id": ids[id(draft)], "value": draft.value, "upper": draft.upper,
            "bound": draft.get("bound") or "exact", "stage": draft.get("stage"),
            "modality": draft.get("modality") or "actual", "basis": draft.get("basis") or "total",
            "agency": agency(draft.get("agency")) if draft.get("agency") else None,
            "place": self._place(draft), "period": self._period(draft),
            "speaker": person.name.name if person and person.name else None,
            "part_of": ids.get(id(draft.parent)) if draft.parent else None,
            "spans": tuple(self.span(d.first, d.last) for d in (draft, *draft.repeats)),
            "evidence": self._evidence(draft), "reported": self._reported(draft), "rule": draft.rule,
            "resolution": draft.resolution, "confidence": self._confidence(draft),
            "decisions": tuple(self._decision(name, d) for name, d in draft.decided.items()),
        }  # fmt: skip
        return FIGURE_TYPES[draft.kind](**fields)

    def _decision(self, name: str, decided: Decided) -> Decision:
        cue = self.span(decided.first, decided.last) if decided.first >= 0 else None
        return Decision(attribute=name, how=decided.how, rule=decided.rule, cue=cue)  # type: ignore[arg-type]

    def _confidence(self, draft: Draft) -> float:
        confidence = 1.0
        for name in ("stage", "agency", "place"):
            decided = draft.decided.get(name)
            confidence *= SHARE[decided.how] if decided else 0.9
        return round(confidence, 2)

    def _place(self, draft: Draft) -> Place | None:
        place = draft.get("place")
        if place is None:
            return None
        return Place(level=place.level, name=place.name, province=place.province, code=place.code)

    def _period(self, draft: Draft) -> Period | None:
        found = draft.get("period")
        if found is None or (found[0] is None and found[1] is None):
            return None
        start, end, (first, last) = found
        return Period(
            text=self.doc.slice(first, last)[2],
            start=to_iso(start) if start else None,
            end=to_iso(end) if end else None,
            start_jalali=to_text(start) if start else None,
            end_jalali=to_text(end) if end else None,
        )

    def _evidence(self, draft: Draft) -> Span:
        clause = self.doc.clauses[draft.clause]
        first, last = min(clause.first, draft.first), max(clause.last, draft.last)
        return self.span(first, last)

    def _reported(self, draft: Draft) -> Reported:
        number = self.doc.slice(draft.number.first, draft.number.last)[2]
        unit = self.doc.slice(*draft.unit)[2] if draft.unit else None
        return Reported(text=self.doc.slice(draft.first, draft.last)[2], number=number, unit=unit)

    def agencies(self) -> tuple[AgencyMention, ...]:
        """Every agency named, in order of first mention."""
        spans: dict[str, list[Span]] = {}
        for name in self.context.agencies:
            spans.setdefault(name.id, []).append(self.span(name.first, name.last))
        return tuple(AgencyMention(**agency(a).model_dump(), spans=tuple(s)) for a, s in spans.items())

    def speakers(self) -> tuple[Speaker, ...]:
        """Those with a name whose words are reported."""
        return tuple(self._speaker(p) for p in self.context.people if p.name is not None)

    def _speaker(self, person: Person) -> Speaker:
        spans = tuple(self.span(first, last) for first, last in dict.fromkeys(person.spans))
        title = " ".join(self.span(*person.title).text.split()) if person.title else None
        return Speaker(name=person.name.name if person.name else "", title=title, agency=person.agency, spans=spans)

    def skipped(self, skips: list[Skip]) -> tuple[Skipped, ...]:
        """The numbers that are no figures, in text order."""
        ordered = sorted(skips, key=lambda s: s.first)
        return tuple(Skipped(span=self.span(s.first, s.last), reason=s.reason) for s in ordered)
