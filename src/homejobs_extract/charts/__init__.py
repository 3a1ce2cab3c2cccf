"""Charts of figures: provinces and years, planned and actual, a loan's way, outlets over time, a map of tiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from homejobs_extract.charts.data import FUNNEL, Row, pick
from homejobs_extract.charts.drawings import CHARTS, agencies, funnel, planned, province_map, provinces, timeline
from homejobs_extract.charts.svg import to_png, to_svg
from homejobs_extract.page.words import Lang

__all__ = [
    "CHARTS",
    "agencies",
    "drawings_of",
    "funnel",
    "planned",
    "province_map",
    "provinces",
    "timeline",
    "to_png",
    "to_svg",
]


def drawings_of(rows: Sequence[Row], *, lang: Lang = "fa") -> list[str]:
    """The charts that an article's or a few articles' figures can fill, as SVG."""
    drawn = []
    for (kind, stage), agency_count in quantities(rows).most_common(4):
        if agency_count > 1:
            drawn.append(to_svg(agencies(rows, kind=kind, stage=stage, lang=lang)))
    for kind in ("plan", "loan"):
        if len({r["stage"] for r in pick(rows, kind=kind)} & set(FUNNEL)) > 1:
            drawn.append(to_svg(funnel(rows, kind=kind, lang=lang)))
    return drawn


def quantities(rows: Sequence[Row]) -> Counter[tuple[str, str | None]]:
    """How many agencies have a total of each kind and stage."""
    totals = {(r["kind"], r["stage"], r["agency_id"]) for r in rows if r["agency_id"] and r["basis"] == "total"}
    return Counter((kind, stage) for kind, stage, _ in totals)
