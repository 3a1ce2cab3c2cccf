"""From a report to one self-contained page: no script, no request, its own content security policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from homejobs_extract.normalize import clean
from homejobs_extract.page.marks import article, direction, inert, quoted, spelled
from homejobs_extract.page.numerals import counted, digits, jalali, number
from homejobs_extract.page.sums import sums
from homejobs_extract.page.views import Row, coverage, marks, rows
from homejobs_extract.page.words import Lang, Words, words
from homejobs_extract.records import Report

TITLE_LENGTH = 140
POLICY = "default-src 'none'; style-src '{style}'; font-src data:; img-src data:; base-uri {base}; form-action 'none'"


def render(report: Report, text: str | None = None, *, lang: Lang = "fa", charts: Sequence[str] = ()) -> str:
    """One report as a page; without the article's text, its evidence sentences stand in for it.

    ``charts`` are SVG drawings from ``homejobs_extract.charts``. Raises ``ValueError`` for an unknown ``lang``.

    >>> from homejobs_extract import extract
    >>> text = "امسال 2340 مجوز مشاغل خانگی در استان کردستان صادر شد."
    >>> '<mark id="m-f1" class="k-permit"' in render(extract(text), text)
    True
    """
    return render_many([(report, text)], lang=lang, charts=charts)


def render_many(
    reports: Iterable[tuple[Report, str | None]], *, lang: Lang = "fa", charts: Sequence[str] = (), framed: bool = False
) -> str:
    """Several reports on one page, each under its own heading; ``framed`` for a frame's ``srcdoc``, without font."""
    own, pairs = words(lang), list(reports)
    single = len(pairs) == 1
    articles = [article_view(r, t, own, prefix="" if single else f"a{n}-") for n, (r, t) in enumerate(pairs, 1)]
    style = Markup(stylesheet(font=not framed))
    template = environment().get_template("page.html")
    values = {"w": own, "articles": articles, "style": style, "framed": framed}
    return template.render(values, policy=policy(style, framed=framed), charts=[Markup(svg) for svg in charts])


def article_view(report: Report, text: str | None, own: Words, *, prefix: str = "") -> dict[str, Any]:
    """All that the templates need of one report."""
    body = None if text is None else clean(text)
    table = rows(report, own, prefix=prefix)
    return {
        "report": report,
        "prefix": prefix,
        "title": title(report, body, own),
        "body": None if body is None else article(body, marks(report, own, prefix=prefix)),
        "sentences": [] if body is not None else sentences(table),
        "rows": table,
        "sums": sums(report, own, prefix=prefix),
        "coverage": coverage(report, own),
        "published": published(report, own),
        "review": None,
        "kinds": [k for k in own.options("kind") if any(r.kind == k for r in table)],
    }


def title(report: Report, text: str | None, own: Words) -> str:
    """The article's first line, else its source, else the page's name."""
    lines = (line.strip() for line in (text or "").split("\n"))
    first = next((line for line in lines if line), "") or report.source or own("ui", "report")
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def published(report: Report, own: Words) -> str:
    """The day of publication in both calendars."""
    if not report.published:
        return ""
    return f"{jalali(report.published, own.lang)} ({digits(report.published, own.lang)})"


def sentences(table: Iterable[Row]) -> dict[str, list[Row]]:
    """The evidence sentences, each with the figures read from it."""
    found: dict[str, list[Row]] = {}
    for row in table:
        found.setdefault(row.evidence, []).append(row)
    return found


@cache
def environment() -> Environment:
    """The templates; every value is escaped, a missing one is an error."""
    env = Environment(
        loader=PackageLoader("homejobs_extract.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(inert=inert, quoted=quoted, spelled=spelled, way=direction)
    env.tests["digit"] = str.isdigit
    env.globals.update(number=number, counted=counted)
    return env


def asset(name: str) -> bytes:
    """A file of ``page/assets``."""
    return files("homejobs_extract.page").joinpath("assets", name).read_bytes()


@cache
def stylesheet(*, font: bool = True) -> str:
    """The page's style, with the font inside it unless it is left to the reader's system."""
    css = asset("page.css").decode()
    if not font:
        return css
    data = base64.b64encode(asset("vazirmatn-subset.woff2")).decode()
    face = (
        "@font-face{font-family:Vazirmatn;font-weight:400 700;font-display:block;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n"
    )
    return face + css


def policy(style: str, *, framed: bool = False) -> str:
    """A content security policy that allows this style and nothing else, in a frame also ``about:srcdoc`` as base."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return POLICY.format(style=f"sha256-{digest}", base="about:" if framed else "'none'")
