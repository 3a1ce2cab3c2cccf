"""Drafts made into the records of a report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from homejobs_extract.figures.confidence import confidence
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Decided, Draft, Skip
from homejobs_extract.jalali import to_iso, to_text
from homejobs_extract.lexicons import Row
from homejobs_extract.mentions.people import Person
from homejobs_extract.records import BaseFigure, Figure

Fields = dict[str, Any]


@cache
def figure_list() -> TypeAdapter[tuple[Figure, ...]]:
    """What validates all figures of a report at once, some ten times faster than one by one."""
    return TypeAdapter(tuple[Figure, ...])


class Builder:
    """Makes the fields of records from one article's drafts; ``agencies`` are the rows of agencies by id."""

    def __init__(self, context: Context, agencies: Mapping[str, Row]) -> None:
        self.context = context
        self.known = agencies
        self.doc = context.doc

    def span(self, first: int, last: int) -> Fields:
        """Tokens as a span of the original text."""
        start, end, text = self.doc.slice(first, last)
        return {"start": start, "end": end, "text": text}

    def figures(self, drafts: list[Draft], *, first: int = 1) -> tuple[BaseFigure, ...]:
        """The figures, with ids in text order that begin with ``first``."""
        ids = {id(d): f"f{n}" for n, d in enumerate(drafts, first)}
        return cast(tuple[BaseFigure, ...], figure_list().validate_python([self._figure(d, ids) for d in drafts]))

    def _figure(self, draft: Draft, ids: dict[int, str]) -> Fields:
        person = self.context.speaker(draft)
        return {
            "kind": draft.kind, "id": ids[id(draft)], "value": draft.value, "upper": draft.upper,
            "bound": draft.get("bound") or "exact", "stage": draft.get("stage"),
            "modality": draft.get("modality") or "actual", "basis": draft.get("basis") or "total",
            "agency": self.known.get(draft.get("agency") or ""),
            "place": self._place(draft), "period": self._period(draft),
            "speaker": person.name.name if person and person.name else None,
            "part_of": ids.get(id(draft.parent)) if draft.parent else None,
            "spans": [self.span(d.first, d.last) for d in (draft, *draft.repeats)],
            "evidence": self._evidence(draft), "reported": self._reported(draft), "rule": draft.rule,
            "resolution": draft.resolution, "confidence": confidence(draft),
            "decisions": [self._decision(name, d) for name, d in draft.decided.items()],
        }  # fmt: skip

    def _decision(self, name: str, decided: Decided) -> Fields:
        cue = self.span(decided.first, decided.last) if decided.first >= 0 else None
        return {"attribute": name, "how": decided.how, "rule": decided.rule, "cue": cue}

    def _place(self, draft: Draft) -> Fields | None:
        place = draft.get("place")
        if place is None:
            return None
        return {"level": place.level, "name": place.name, "province": place.province, "code": place.code}

    def _period(self, draft: Draft) -> Fields | None:
        found = draft.get("period")
        if found is None or (found[0] is None and found[1] is None):
            return None
        start, end, (first, last) = found
        return {
            "text": self.doc.slice(first, last)[2],
            "start": to_iso(start) if start else None,
            "end": to_iso(end) if end else None,
            "start_jalali": to_text(start) if start else None,
            "end_jalali": to_text(end) if end else None,
        }

    def _evidence(self, draft: Draft) -> Fields:
        clause = self.doc.clauses[draft.clause]
        first, last = min(clause.first, draft.first), max(clause.last, draft.last)
        return self.span(first, last)

    def _reported(self, draft: Draft) -> Fields:
        number = self.doc.slice(draft.number.first, draft.number.last)[2]
        unit = self.doc.slice(*draft.unit)[2] if draft.unit else None
        return {"text": self.doc.slice(draft.first, draft.last)[2], "number": number, "unit": unit}

    def agencies(self) -> list[Fields]:
        """Every agency named, in order of first mention."""
        spans: dict[str, list[Fields]] = {}
        for name in self.context.agencies:
            spans.setdefault(name.id, []).append(self.span(name.first, name.last))
        return [{**self.known[agency], "spans": found} for agency, found in spans.items()]

    def speakers(self) -> list[Fields]:
        """Those with a name whose words are reported."""
        return [self._speaker(p) for p in self.context.people if p.name is not None]

    def _speaker(self, person: Person) -> Fields:
        spans = [self.span(first, last) for first, last in dict.fromkeys(person.spans)]
        title = " ".join(self.span(*person.title)["text"].split()) if person.title else None
        return {
            "name": person.name.name if person.name else "",
            "title": title,
            "agency": person.agency,
            "spans": spans,
        }

    def skipped(self, skips: list[Skip]) -> list[Fields]:
        """The numbers that are no figures, in text order."""
        ordered = sorted(skips, key=lambda s: s.first)
        return [{"span": self.span(s.first, s.last), "reason": s.reason} for s in ordered]
