"""W3C Web Annotations of an article: each figure where it stands, each finding over all the figures it sets apart.

Positions count Unicode code points of the original text, as the Web Annotation model has it; a quote goes with each,
since readers of the format have counted otherwise.
"""

from __future__ import annotations

from typing import Any

from homejobs_extract.checks.wording import both
from homejobs_extract.records import BaseFigure, Check, Report, Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
Annotation = dict[str, Any]


def web_annotations(report: Report, text: str, *, source: str | None = None) -> Annotation:
    """An annotation page of all figures and findings; ``source`` is the article's address, by default the report's."""
    where = source or report.source or "urn:x-homejobs:article"
    by_id = {f.id: f for f in report.figures}
    figures = [_of_figure(f, text, where) for f in report.figures]
    findings = [_of_check(n, c, by_id, text, where) for n, c in enumerate(report.findings, 1)]
    return {"@context": CONTEXT, "id": f"{where}#annotations", "type": "AnnotationPage", "items": figures + findings}


def _of_figure(figure: BaseFigure, text: str, source: str) -> Annotation:
    tags = [figure.kind, figure.stage, figure.modality, figure.bound]  # type: ignore[attr-defined]
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags if tag]
    described = {"type": "TextualBody", "purpose": "describing", "language": "fa", "value": both(figure)[0]}
    return {
        "id": f"{source}#{figure.id}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": [*bodies, described],
        "target": [target(span, text, source) for span in figure.spans],
    }


def _of_check(number: int, check: Check, by_id: dict[str, Any], text: str, source: str) -> Annotation:
    ids = dict.fromkeys(i for i in (check.total, *check.parts) if i in by_id)
    bodies = [("fa", check.message_fa), ("en", check.message_en)]
    return {
        "id": f"{source}#finding-{number}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [{"type": "TextualBody", "language": tongue, "value": told} for tongue, told in bodies],
        "target": [target(span, text, source) for i in ids for span in by_id[i].spans],
    }


def target(span: Span, text: str, source: str) -> Annotation:
    """A place in an article, by position and by quote."""
    quote = {
        "type": "TextQuoteSelector",
        "exact": span.text,
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {"source": source, "selector": [position, quote]}
