"""A comparison as one self-contained page: contradictions with their sentences, reprints, and every statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from homejobs_extract.comparison.records import Comparison, Group, Statement, Verdict
from homejobs_extract.lexicons import rows as lexicon
from homejobs_extract.page import views
from homejobs_extract.page.numerals import jalali, number, tomans
from homejobs_extract.page.render import environment, policy, stylesheet
from homejobs_extract.page.words import Lang, Words, words


class Said(NamedTuple):
    """One statement as the page shows it; ``link`` is empty for a source that is no address."""

    kind: str
    place: str
    value: str
    said: str
    outlet: str
    published: str
    source: str
    link: str
    quote: str
    planned: bool
    reprints: str


class Told(NamedTuple):
    """A contradiction: its kind, verdict, sentence and statements."""

    kind: str
    status: str
    severity: str
    message: str
    statements: tuple[Said, ...]


class Thing(NamedTuple):
    """What several statements are about, and how they stand to each other."""

    place: str
    period: str
    kind: str
    what: str
    agency: str
    status: str
    statements: tuple[Said, ...]


def render_comparison(comparison: Comparison, *, lang: Lang = "fa", font: bool = True, alone: bool = True) -> str:
    """The page of a comparison; ``alone`` says whether what only one report states is listed too.

    >>> "<table" in render_comparison(Comparison(reports=0))
    False
    """
    own = words(lang)
    style = Markup(stylesheet(font=font))
    things = [_thing(group, own) for group in comparison.groups]
    several = [t for t in things if len(t.statements) > 1]
    values = {
        "w": own,
        "style": style,
        "policy": policy(style),
        "reports": number(comparison.reports, lang),
        "again": number(sum(len(r.others) for r in comparison.reprints), lang),
        "verdicts": [_told(v, own) for v in comparison.findings],
        "several": several,
        "once": [t for t in things if len(t.statements) == 1] if alone else [],
    }
    return environment().get_template("comparison.html").render(values)


def _told(found: Verdict, own: Words) -> Told:
    return Told(
        own("contradiction", found.type),
        found.status,
        own("severity", found.severity) if found.severity else "",
        found.message_fa if own.lang == "fa" else found.message_en,
        tuple(_said(found.statements, own)),
    )


def _thing(group: Group, own: Words) -> Thing:
    period = group.statements[0].period
    return Thing(
        views.place(group.place, own),
        views.period(period, own),
        group.kind,
        own("stage", group.stage),
        _agencies(own.lang).get(group.agency or "", group.agency or ""),
        group.status,
        tuple(_said(group.statements, own)),
    )


def _said(statements: Iterable[Statement], own: Words) -> list[Said]:
    return [
        Said(
            s.kind,
            views.place(s.place, own),
            number(s.value, own.lang),
            tomans(s.value, own.lang) if s.kind == "loan" else "",
            s.outlet or "",
            jalali(s.published, own.lang),
            s.source or "",
            s.source if s.source and s.source.startswith(("http://", "https://")) else "",
            s.quote,
            s.modality == "planned",
            number(s.reprints, own.lang) if s.reprints else "",
        )
        for s in statements
    ]


@cache
def _agencies(lang: Lang) -> Mapping[str, str]:
    """The agencies of the lexicon by id, in the page's language."""
    return {row["id"]: row[f"name_{lang}"] for row in lexicon("agencies")}
