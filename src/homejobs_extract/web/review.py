"""A report after its readers: figures rejected, corrected and added, sums made again, and the gold of all that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from homejobs_extract.checks.run import with_checks
from homejobs_extract.checks.sums import sum_check
from homejobs_extract.jalali import parse_published, to_iso, to_text
from homejobs_extract.lexicons import rows as lexicon
from homejobs_extract.lists import Figures
from homejobs_extract.page.views import kind_of
from homejobs_extract.records import (
    FIGURE_TYPES,
    Agency,
    BaseFigure,
    Check,
    Period,
    Place,
    Report,
    Reported,
    Span,
)

READER = "reader"
Decisions = Mapping[str, Mapping[str, Any]]


def reviewed(report: Report, text: str, decisions: Decisions) -> Report:
    """The report with every decision carried out but rejection, which :func:`settled` does; its checks made again."""
    changed = [_changed(figure, text, decisions.get(figure.id)) for figure in report.figures]
    added = [
        figure_from(figure_id, line["value"], text) for figure_id, line in decisions.items() if line["action"] == "add"
    ]
    figures = Figures(sorted([*changed, *added], key=lambda f: f.spans[0].start))
    if figures == report.figures:
        return report
    checks = tuple(_again(check, figures) for check in report.checks)
    return with_checks(report.model_copy(update={"figures": figures, "checks": checks}), text)


def settled(report: Report, decisions: Decisions) -> Report:
    """A reviewed report as its readers leave it: without rejected figures and the checks that need them."""
    rejected = {figure_id for figure_id, line in decisions.items() if line["action"] == "reject"}
    if not rejected:
        return report
    kept = Figures(_freed(f, rejected) for f in report.figures if f.id not in rejected)
    checks = tuple(c for c in report.checks if not rejected & {c.total, *c.parts})
    return report.model_copy(update={"figures": kept, "checks": checks})


def _freed(figure: BaseFigure, rejected: set[str]) -> BaseFigure:
    return figure.model_copy(update={"part_of": None}) if figure.part_of in rejected else figure


def _changed(figure: BaseFigure, text: str, line: Mapping[str, Any] | None) -> BaseFigure:
    if line is None or line["action"] != "correct":
        return figure
    spans = {"start": figure.spans[0].start, "end": figure.spans[0].end}
    mended = figure_from(figure.id, {**spans, **line["value"]}, text)
    return mended.model_copy(update={"spans": figure.spans, "evidence": figure.evidence, "speaker": figure.speaker})


def _again(check: Check, figures: Iterable[BaseFigure]) -> Check:
    by_id = {figure.id: figure for figure in figures}
    total = by_id.get(check.total or "")
    named = [f for f in by_id.values() if f.rule == READER and f.part_of == check.total and f.id not in check.parts]
    parts = [by_id[p] for p in check.parts if p in by_id and by_id[p].part_of in (check.total, None)] + named
    return sum_check(total, parts) if check.type == "sum" and total and parts else check


def figure_from(figure_id: str, value: Mapping[str, Any], text: str) -> BaseFigure:
    """A figure from a form's fields; raises ``ValueError`` (pydantic's too) for what cannot be one."""
    start, end = int(value["start"]), int(value["end"])
    if not 0 <= start < end <= len(text):
        message = f"{start}-{end} is no stretch of the text"
        raise ValueError(message)
    span = Span(start=start, end=end, text=text[start:end])
    fields = {name: value[name] for name in ("value", "upper", "bound", "stage", "modality", "basis", "part_of")}
    return FIGURE_TYPES[value["kind"]](
        id=figure_id,
        **fields,
        agency=agency(value.get("agency")),
        place=_place(value.get("place")),
        period=_period(value.get("period")),
        spans=(span,),
        evidence=_line(text, start, end),
        reported=Reported(text=span.text, number=span.text),
        rule=READER,
    )


def agency(agency_id: str | None) -> Agency | None:
    """An agency of the lexicon by its id; raises ``ValueError`` for one that is not there."""
    if not agency_id:
        return None
    for row in lexicon("agencies"):
        if row["id"] == agency_id:
            return Agency(id=agency_id, name_fa=row["name_fa"], name_en=row["name_en"])
    message = f"no agency {agency_id!r}"
    raise ValueError(message)


def _place(value: Mapping[str, Any] | None) -> Place | None:
    if not value or not value.get("level"):
        return None
    known = [r for r in lexicon("places") if (r["level"], r["name"]) == (value["level"], value.get("name"))]
    province = known[0] if len(known) == 1 else {"province": None, "code": None}
    code = province["code"] if value["level"] == "province" else None
    return Place(level=value["level"], name=value.get("name"), province=province["province"], code=code)


def _period(value: Mapping[str, Any] | None) -> Period | None:
    if not value or not (value.get("start") or value.get("end")):
        return None
    start, end = (parse_published(value.get(side) or None) for side in ("start", "end"))
    return Period(
        text="",
        start=to_iso(start) if start else None,
        end=to_iso(end) if end else None,
        start_jalali=to_text(start) if start else None,
        end_jalali=to_text(end) if end else None,
    )


def _line(text: str, start: int, end: int) -> Span:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    return Span(start=first, end=last, text=text[first:last])


def gold(article_id: str, report: Report, text: str, decisions: Decisions) -> dict[str, Any]:
    """An article's gold in the annotation guide's format; what nobody decided on is optional."""
    last = settled(reviewed(report, text, decisions), decisions)
    places = {figure.id: at for at, figure in enumerate(last.figures)}
    sums = [c for c in last.checks if c.type == "sum" and c.status != "unknown" and c.total]
    day = parse_published(report.published)
    return {
        "id": article_id,
        "published": to_text(day) if day else None,
        "text": text,
        "outlet": report.outlet,
        "speakers": [{"name": s.name, "title": s.title} for s in report.speakers],
        "agencies": [a.id for a in report.agencies],
        "figures": [gold_figure(f, places, decided=f.id in decisions) for f in last.figures],
        "checks": [_gold_check(c, last.figures[places[c.total or ""]]) for c in sums],
    }


def _gold_check(check: Check, total: BaseFigure) -> dict[str, Any]:
    same = check.parts_sum == total.value
    return {"kind": check.kind, "total": total.value, "parts_sum": check.parts_sum, "consistent": same}


def gold_figure(figure: BaseFigure, places: Mapping[str, int], *, decided: bool) -> dict[str, Any]:
    """One figure as the guide writes it."""
    place, period = figure.place, figure.period
    upper = {} if figure.upper is None else {"upper": figure.upper}
    return {
        "kind": kind_of(figure),
        "value": figure.value,
        **upper,
        "anchor": figure.spans[0].text,
        "stage": figure.stage,
        "modality": figure.modality,
        "basis": figure.basis,
        "bound": figure.bound,
        "agency": figure.agency.id if figure.agency else None,
        "place": {"level": place.level, "name": place.name} if place else None,
        "period": {"start": period.start_jalali, "end": period.end_jalali} if period else None,
        "part_of": places.get(figure.part_of or ""),
        "optional": not decided,
    }
