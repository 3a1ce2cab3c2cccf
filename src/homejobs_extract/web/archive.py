"""The pages of an archive's store: figures under filters, one article's, disagreements between articles, charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from homejobs_extract.charts.data import agency, tiles
from homejobs_extract.page.numerals import digits, number, tomans
from homejobs_extract.page.sums import SIGNS as MARKS
from homejobs_extract.page.views import place_words
from homejobs_extract.page.words import Lang, words
from homejobs_extract.records import RECORD_COLUMNS
from homejobs_extract.web.articles import Checked, workspace
from homejobs_extract.web.store import GROUP, RANKS, Store
from homejobs_extract.web.views import Refusal, csv_response, json_response, language, page, plain

router = APIRouter(prefix="/archive", include_in_schema=False)
FILTERS = ("province", "year", "agency", "kind", "stage", "verdict")
SIZE, GROUPS = 50, 20
STATEMENT = ("source", "outlet", "published", "value", "text", "evidence", "reprints")
SIGNS = {rank: status for status, rank in RANKS.items()}


def opened(request: Request) -> Store:
    """The store of this server; a page that says so when there is none or it cannot be read."""
    store: Store | None = request.app.state.store
    if store is None:
        raise Refusal(404, "no_store")
    return store


def chosen(request: Request) -> dict[str, str]:
    """The filters in the address."""
    known = {name: request.query_params.get(name, "") for name in (*FILTERS, "article")}
    return {name: value for name, value in known.items() if value}


Opened = Annotated[Store, Depends(opened)]
Chosen = Annotated[dict[str, str], Depends(chosen)]
Page = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]


def shared(request: Request, filters: Mapping[str, str], at: int, *, count: int, size: int) -> dict[str, Any]:
    """What the list and the comparison both need."""
    lang = language(request)

    def link(path: str, **more: Any) -> str:
        return f"{path}?{urlencode({**filters, **more})}"

    return {
        "filters": filters,
        "facets": request.app.state.facets(),
        "link": link,
        "at": at,
        "count": number(count, lang),
        "pages": -(-count // size),
        "signs": SIGNS,
        "marks": MARKS,
        "n": lambda value: number(int(value), lang),
        "d": lambda text: digits(str(text), lang),
        "said": lambda rials: tomans(int(rials), lang),
        "whose": lambda row: agency(row, lang) if row["agency_id"] else "",
        "where": lambda row: place_words(row["place_level"], row["place_name"], row.get("place_code"), words(lang)),
        "named": lambda name, option: named(name, option, lang),
    }


def named(name: str, option: Mapping[str, Any], lang: Lang) -> str:
    """What a filter's option is called."""
    key = str(option["key"])
    if name in ("kind", "stage"):
        return words(lang)(name, key)
    if name == "agency":
        return agency({"agency_id": key, "agency_fa": option["label"]}, lang)
    if name == "province" and lang == "en":
        return next((str(tile["en"]) for tile in tiles().values() if tile["fa"] == key), key)
    return digits(key, lang)


@router.get("")
def figures(request: Request, store: Opened, filters: Chosen, at: Page = 1) -> HTMLResponse:
    """The figures that fit, a page at a time."""
    rows = store.rows(filters, limit=SIZE, offset=(at - 1) * SIZE)
    view = shared(request, filters, at, count=store.count(filters), size=SIZE)
    return page(request, "archive.html", rows=rows, **view)


@router.post("/articles", dependencies=[Checked])
def open_stored(request: Request, store: Opened, article: Annotated[str, Form()] = "") -> RedirectResponse:
    """Open one of the store's articles on the desk."""
    found = store.article(article)
    if found is None:
        raise Refusal(404, "not_found")
    kept = workspace(request).save(found["text"], published=found["published"], source=found["source"])
    return RedirectResponse(f"/articles/{kept.id}", status_code=303)


@router.get("/figures.csv")
def figures_csv(store: Opened, filters: Chosen) -> Response:
    """The same view as CSV."""
    return csv_response(RECORD_COLUMNS, store.each(filters), "figures")


@router.get("/figures.json")
def figures_json(store: Opened, filters: Chosen) -> Response:
    """The same view as JSON."""
    return json_response(RECORD_COLUMNS, store.each(filters))


@router.get("/compare")
def compare(request: Request, store: Opened, filters: Chosen, at: Page = 1) -> HTMLResponse:
    """Where articles state different values of one quantity, each with its sentence."""
    groups = store.groups(filters, limit=GROUPS, offset=(at - 1) * GROUPS)
    view = shared(request, filters, at, count=int(groups[0]["n"]) if groups else 0, size=GROUPS)
    return page(request, "compare.html", groups=groups, **view)


@router.get("/compare.json")
def compare_json(store: Opened, filters: Chosen) -> JSONResponse:
    """Every group under the same filters as JSON."""
    found = [
        {key: group[key] for key in (*GROUP, "low", "high", "articles")}
        | {"statements": [{name: plain(row.get(name)) for name in STATEMENT} for row in group["statements"]]}
        for group in store.groups(filters, limit=None, most=None)
    ]
    return JSONResponse(found)


@router.get("/compare.csv")
def compare_csv(store: Opened, filters: Chosen) -> Response:
    """Every group under the same filters as CSV, a row for each statement."""
    rows = (row for group in store.groups(filters, limit=None, most=None) for row in group["statements"])
    return csv_response((*GROUP, *STATEMENT), rows, "compare")


@router.get("/charts")
def charts(request: Request, store: Opened, filters: Chosen) -> HTMLResponse:
    """The map, the provinces and the time line of one kind of figure."""
    kind, stage = filters.get("kind", "permit"), filters.get("stage")
    try:
        from homejobs_extract.charts import CHARTS, to_svg

        rows = store.charted({**filters, "kind": kind})
        lang = language(request)
        drawn = [
            CHARTS[what](rows, kind=kind, stage=stage, lang=lang)
            for what in ("map", "provinces", "planned", "timeline")
        ]
        drawings = [to_svg(drawing) for drawing in drawn]
    except ImportError:
        raise Refusal(501, "no_charts") from None
    view = shared(request, {**filters, "kind": kind}, 1, count=len(rows), size=SIZE)
    return page(request, "archive_charts.html", drawings=drawings, **view)
