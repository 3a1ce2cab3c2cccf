"""What a notebook shows: each view in a frame of its own, so that no style leaks in or out."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from homejobs_extract.comparison.records import Comparison
from homejobs_extract.page.comparison import render_comparison
from homejobs_extract.page.render import render_many
from homejobs_extract.page.words import Lang
from homejobs_extract.records import BaseFigure, Report

FRAME = Markup('<iframe sandbox srcdoc="{}" title="{}" width="100%" height="{}" frameborder="0"></iframe>')
TALLEST = 760


def frame(page: str, *, title: str, height: int) -> str:
    """A whole page inside a sandboxed frame: no script runs, no style crosses its edge."""
    return str(FRAME.format(page, title, min(height, TALLEST)))


def report_frame(report: Report, text: str | None = None, *, lang: Lang = "fa") -> str:
    """A report as a notebook shows it, without the font, which would add 46 KB to every cell.

    >>> from homejobs_extract import extract
    >>> report_frame(extract("")).startswith("<iframe sandbox srcdoc=")
    True
    """
    page = render_many([(report, text)], lang=lang, framed=True)
    return frame(page, title="homejobs_extract.Report", height=TALLEST if report.figures else 420)


def figures_frame(figures: Sequence[BaseFigure], *, lang: Lang = "fa") -> str:
    """A list of figures, each with the sentence it was read from."""
    report = Report(data_version="", figures=tuple(figures))
    page = render_many([(report, None)], lang=lang, framed=True)
    return frame(page, title="homejobs_extract figures", height=320 + 90 * len(figures))


def comparison_frame(comparison: Comparison, *, lang: Lang = "fa") -> str:
    """The findings of a comparison and what several reports state, each with its sentences quoted."""
    page = render_comparison(comparison, lang=lang, font=False, alone=False)
    several = sum(len(g.statements) > 1 for g in comparison.groups)
    height = 260 + 220 * len(comparison.findings) + 160 * several
    return frame(page, title="homejobs_extract.Comparison", height=height)
