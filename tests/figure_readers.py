"""What the case tables about figures ask: the whole pipeline, in a compact written form.

The line «مشاغل خانگی» is put first, so that a case can be one short sentence; counting and topic take the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any
from unittest import mock

from homejobs_extract import extract
from homejobs_extract.figures import counting, parts
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.pointing import Parts
from homejobs_extract.figures.uncounted import Counter
from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.records import BaseFigure, JobFigure, Place, Report
from tests.case_readers import MENTION_READERS, Answer, Reader, at, find_all_periods, read

HEADLINE = "مشاغل خانگی\n"


def counted(text: str, published: str) -> Iterator[Answer]:
    """Every number as a draft (kind and value) or as a skip (its reason), by the first counting rule that reads it."""
    doc = read(text)
    counter = Counter(doc, find_all_periods(doc, published))
    for number in find_numbers(doc.tokens):
        rule, result = next((rule.__name__, r) for rule in counting.RULES if (r := rule(counter, number)))
        value = f"skip {result.reason}" if isinstance(result, Skip) else _draft(result)
        yield Answer(*at(doc, result.first, result.last), rule, value)


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
        if skip.reason == "growth":
            yield Answer(skip.span.start - len(HEADLINE), skip.span.end - len(HEADLINE), "growth", "skip growth")


def _attribute(figure: BaseFigure, name: str) -> str:
    value: Any = getattr(figure, name)
    if isinstance(value, Place):
        return f"{value.level}:{value.name}" if value.name else value.level
    if name == "period":
        return f"{value.start_jalali or ''}..{value.end_jalali or ''}" if value else "null"
    return str(getattr(value, "id", value) or "null")


def _decided(*attributes: str, named: bool = True) -> Reader:
    def decided(text: str, published: str) -> Iterator[Answer]:
        for start, end, figure in _figures(text, published)[1]:
            for d in figure.decisions:
                value = _attribute(figure, d.attribute) if d.attribute in attributes else "null"
                if value != "null":
                    yield Answer(start, end, d.rule.removeprefix("weak_"), f"{d.attribute}={value}" if named else value)
            if "kind" in attributes and isinstance(figure, JobFigure):
                yield Answer(start, end, "job" if "+job" in figure.rule else figure.rule, "kind=job")

    return decided


def _recorded(rules: Iterable[Callable[..., Any]], into: dict[int, str]) -> tuple[Callable[..., Any], ...]:
    """The rules of ``parts``, noting for each draft the last one that found it a total."""

    def record(rule: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(rule)
        def run(p: Parts, at: int) -> Any:
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
    doc = read(HEADLINE + text)
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
    **MENTION_READERS,
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
