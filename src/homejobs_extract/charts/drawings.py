"""The charts themselves, as Altair charts: right to left in Persian, one restrained palette, no data from elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from homejobs_extract.charts import data
from homejobs_extract.page.marks import spelled
from homejobs_extract.page.words import Lang, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    import altair

BLUE, ORANGE, RED, GREY = "#0b5394", "#d98200", "#b3261e", "#5a6067"
LINE, LONG_NAME = "|", 16
INK, EMPTY = "#1d2125", "#eeece7"
FAINT = "#dcd8d0"
SERIES = [BLUE, ORANGE, "#00664f", "#75308a", "#8a2140", "#4f7cac", "#7a7a3a", GREY]
DIGITS = "replace(" * 10 + "datum.label" + "".join(f", regexp('{n}', 'g'), '{d}')" for n, d in enumerate("۰۱۲۳۴۵۶۷۸۹"))
VALUES = "values"  # the name by which the page's style finds what stands on no tile
MISSING = "charts need Altair and vl-convert: pip install 'homejobs-extract[charts]'"


def library() -> Any:
    """Altair, imported at first use; raises ``ImportError`` that names the extra."""
    try:
        import altair
    except ImportError as error:
        raise ImportError(MISSING) from error
    return altair


def axis(lang: Lang, *, side: str | None = None, lines: bool = False) -> altair.Axis:
    """An axis with the language's digits and, on request, faint lines across."""
    own: dict[str, Any] = {"title": None, "domain": False, "tickSize": 0, "labelPadding": 8, "labelLimit": 260}
    own |= {"orient": side} if side else {}
    own |= {"labelExpr": DIGITS} if lang == "fa" else {}
    own |= {"grid": True, "gridColor": FAINT, "tickCount": 5} if lines else {}
    return library().Axis(**own)  # type: ignore[no-any-return]


def styled(chart: Any, title: str, lang: Lang) -> altair.Chart:
    """The chart with the page's font and its title where reading begins."""
    side = "end" if lang == "fa" else "start"
    own = chart.properties(title=library().TitleParams(title, anchor=side, fontSize=14, fontWeight="bold", offset=12))
    font = {"font": "Vazirmatn", "background": "#ffffff", "padding": 16}
    ready = own.configure(**font).configure_view(stroke=None).configure_axis(grid=False, labelFontSize=12)
    return ready.configure_legend(orient="bottom", title=None, labelFontSize=12, labelLimit=320)  # type: ignore[no-any-return]


def values(points: data.Points) -> altair.Data:
    """Points as a chart's data, every text with its control characters spelled: a NUL ends the drawing process."""
    clean = [{k: spelled(v) if isinstance(v, str) else v for k, v in p.items()} for p in points]
    return library().Data(values=clean)  # type: ignore[no-any-return]


def bars(points: data.Points, *, name: str, title: str, lang: Lang, colour: str | None = None) -> altair.Chart:
    """Bars from the side where reading begins, the value written at each bar's end."""
    alt, side = library(), "right" if lang == "fa" else "left"
    reverse = lang == "fa"
    most = max((float(p["amount"]) for p in points), default=1) or 1
    order = list(
        dict.fromkeys(spelled(str(p[name])) for p in sorted(points, key=lambda p: p.get("order", -p["amount"])))
    )
    base = alt.Chart(values(points)).encode(
        y=alt.Y(f"{name}:N", sort=order, axis=axis(lang, side=side)),
        x=alt.X("amount:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.2], reverse=reverse)),
    )
    if colour:
        groups = sorted({spelled(str(p[colour])) for p in points})
        shade = alt.Color(f"{colour}:N", scale=alt.Scale(domain=groups, range=SERIES))
        base = base.encode(yOffset=alt.YOffset(f"{colour}:N", scale=alt.Scale(padding=0.15)), color=shade)
    label = base.mark_text(align="right" if reverse else "left", dx=-6 if reverse else 6, color=INK, fontSize=12)
    # A height of its own would move the bars of a group away from their labels.
    bar = base.mark_bar() if colour else base.mark_bar(height={"band": 0.7}, color=BLUE)
    label = label.encode(text="text:N", color=alt.value(INK)).properties(name=VALUES)
    return styled((bar + label).properties(width=520), title, lang)


def heading(kind: str, stage: str | None, lang: Lang, what: str) -> str:
    """What a chart shows: «تسهیلات، پرداخت‌شده (میلیارد تومان)، به تفکیک استان»."""
    own = words(lang)
    unit = f" ({own('unit', 'billion_toman')})" if kind == "loan" else ""
    parts = [own("kind", kind), own("stage", stage) if stage else "", own("chart", what)]
    comma = "، " if lang == "fa" else ", "
    return comma.join(p for p in parts if p) + unit


def provinces(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """One quantity by province and year."""
    points = data.by_province(data.pick(rows, kind=kind, stage=stage), lang)
    many = len({p["year"] for p in points}) > 1
    title = heading(kind, stage, lang, "provinces")
    return bars(points, name="place", title=title, lang=lang, colour="year" if many else None)


def agencies(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """One quantity by agency."""
    points = data.by_agency(data.pick(rows, kind=kind, stage=stage), lang)
    return bars(points, name="agency", title=heading(kind, stage, lang, "agencies"), lang=lang)


def planned(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """Planned against actual, for the places that have both."""
    points = data.by_modality(data.pick(rows, kind=kind, stage=stage), lang)
    return bars(points, name="place", title=heading(kind, stage, lang, "planned"), lang=lang, colour="done")


def funnel(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """Allocated, referred, paid: how far a quantity came; ``stage`` is not used."""
    points = data.by_stage(data.pick(rows, kind=kind), lang)
    return bars(points, name="step", title=heading(kind, None, lang, "funnel"), lang=lang)


def timeline(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """One quantity over outlets and time; values that contradict each other are ringed and joined by a red line."""
    alt = library()
    points = data.over_time(data.pick(rows, kind=kind, stage=stage), lang)
    side = "right" if lang == "fa" else "left"
    base = alt.Chart(values(points)).encode(
        x=alt.X(
            "day:Q", axis=days(points, lang), scale=alt.Scale(zero=False, nice=False, padding=20, reverse=lang == "fa")
        ),
        y=alt.Y("amount:Q", axis=axis(lang, side=side, lines=True), scale=height(points)),
    )
    series = outlets(points, lang)
    wrong = base.transform_filter("datum.contradicted")
    rings = wrong.mark_point(size=320, color=RED, strokeWidth=2)
    lines = wrong.mark_line(color=RED, strokeWidth=1, strokeDash=[4, 3]).encode(detail=alt.Detail("quantity:N"))
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(**series)
    layers = (lines + rings + dots).properties(width=520, height=280)
    return styled(layers, heading(kind, stage, lang, "timeline"), lang)


def height(points: data.Points) -> altair.Scale:
    """The scale of a time line's values: of equal ratios where the largest is more than fifty times the smallest."""
    amounts = [float(p["amount"]) for p in points if float(p["amount"]) > 0]
    if len(amounts) == len(points) and amounts and max(amounts) > 50 * min(amounts):
        return library().Scale(type="log", nice=True)  # type: ignore[no-any-return]
    return library().Scale(zero=False)  # type: ignore[no-any-return]


def outlets(points: data.Points, lang: Lang) -> dict[str, Any]:
    """A colour and a shape for every outlet, the many small ones together last, in grey."""
    others = words(lang)("ui", "others")
    counts = Counter(spelled(str(p["outlet"])) for p in points)
    named = [name for name, _ in counts.most_common() if name != others]
    last = [others] if others in counts else []
    colours = [c for c in SERIES if c != GREY][: len(named)] + [GREY] * len(last)
    domain = [*named, *last]
    alt = library()
    return {
        "color": alt.Color("outlet:N", scale=alt.Scale(domain=domain, range=colours)),
        "shape": alt.Shape("outlet:N", scale=alt.Scale(domain=domain)),
    }


def days(points: data.Points, lang: Lang) -> altair.Axis:
    """A time axis in Jalali months or years."""
    marks = data.ticks(points, lang)
    label = f"{json.dumps({str(day): text for day, text in marks.items()})}[toString(datum.value)]"
    plain = {"domain": True, "domainColor": FAINT, "tickColor": FAINT}
    return library().Axis(title=None, values=list(marks), labelExpr=label, labelPadding=8, **plain)  # type: ignore[no-any-return]


def broken(name: str) -> str:
    """A long name in two lines.

    >>> broken("Sistan and Baluchestan").split(LINE), broken("North Khorasan")
    (['Sistan and', 'Baluchestan'], 'North Khorasan')
    """
    first, middle, last = name.partition(" and ")
    return f"{first} and{LINE}{last}" if middle and len(name) > LONG_NAME else name


def province_map(rows: Iterable[data.Row], *, kind: str, stage: str | None = None, lang: Lang = "fa") -> altair.Chart:
    """A tile for each of the 31 provinces, darker where more is stated, grey where nothing is."""
    alt = library()
    found = data.on_map(data.pick(rows, kind=kind, stage=stage), lang)
    most = max((p["amount"] or 0 for p in found), default=0) or 1
    points = [{**p, "name": broken(p["name"])} for p in found]
    base = alt.Chart(values(points)).encode(x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None))
    shade = alt.Color("amount:Q", scale=alt.Scale(scheme="blues", domain=[0, most]), legend=None)
    fill = alt.condition("datum.stated", shade, alt.value(EMPTY))
    shades = [{"test": "!datum.stated", "value": GREY}, {"test": f"datum.amount > {most * 0.6}", "value": "#ffffff"}]
    written = alt.ColorValue(INK, condition=shades)
    tiles = base.mark_rect(stroke="#ffffff", strokeWidth=3, cornerRadius=4).encode(color=fill)
    names = base.mark_text(dy=-8, fontSize=10, baseline="bottom", lineBreak=LINE).encode(text="name:N", color=written)
    amounts = base.mark_text(dy=18, fontSize=13, fontWeight="bold").encode(text="text:N", color=written)
    return styled((tiles + names + amounts).properties(width=640, height=400), heading(kind, stage, lang, "map"), lang)


CHARTS = {
    "provinces": provinces,
    "agencies": agencies,
    "planned": planned,
    "funnel": funnel,
    "timeline": timeline,
    "map": province_map,
}
