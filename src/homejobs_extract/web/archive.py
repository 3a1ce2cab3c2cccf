"""The pages of an archive's store: figures under filters, one article's, disagreements between articles, charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from homejobs_extract.page.numerals import digits, jalali, number, tomans
from homejobs_extract.page.words import words
from homejobs_extract.records import RECORD_COLUMNS
from homejobs_extract.web.articles import Checked, workspace
from homejobs_extract.web.store import GROUP, RANKS, Store
from homejobs_extract.web.views import Refusal, csv_response, language, page

router = APIRouter(prefix="/archive", include_in_schema=False)
FILTERS = ("province", "year", "agency", "kind", "stage", "verdict")
SIZE, GROUPS, MOST = 50, 20, 100_000
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
        "path": request.url.path,
        "at": at,
        "count": number(count, lang),
        "pages": -(-count // size),
        "signs": SIGNS,
        "n": lambda value: number(int(value), lang),
        "d": lambda text: digits(str(text), lang),
        "day": lambda iso: jalali(iso, lang),
        "said": lambda rials: tomans(int(rials), lang),
    }


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
    return csv_response(RECORD_COLUMNS, store.rows(filters, limit=MOST), "figures")


@router.get("/figures.json")
def figures_json(store: Opened, filters: Chosen) -> JSONResponse:
    """The same view as JSON."""
    rows = store.rows(filters, limit=MOST)
    return JSONResponse([{name: plain(row.get(name)) for name in RECORD_COLUMNS} for row in rows])


def plain(value: Any) -> Any:
    """A value that JSON can hold: days as text."""
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


@router.get("/compare")
def compare(request: Request, store: Opened, filters: Chosen, at: Page = 1) -> HTMLResponse:
    """Where articles state different values of one quantity, each with its sentence."""
    groups = store.groups(filters, limit=GROUPS, offset=(at - 1) * GROUPS)
    view = shared(request, filters, at, count=int(groups[0]["n"]) if groups else 0, size=GROUPS)
    return page(request, "compare.html", groups=groups, **view)


@router.get("/compare.json")
def compare_json(store: Opened, filters: Chosen, at: Page = 1) -> JSONResponse:
    """The same view as JSON."""
    names = ("source", "outlet", "published", "value", "text", "evidence", "reprints")
    found = [
        {key: group[key] for key in (*GROUP, "low", "high", "articles")}
        | {"statements": [{name: plain(row.get(name)) for name in names} for row in group["statements"]]}
        for group in store.groups(filters, limit=GROUPS, offset=(at - 1) * GROUPS)
    ]
    return JSONResponse(found)


@router.get("/compare.csv")
def compare_csv(store: Opened, filters: Chosen, at: Page = 1) -> Response:
    """The same view as CSV, a row for each statement."""
    columns = (*GROUP, "source", "outlet", "published", "value", "text", "evidence", "reprints")
    rows = [
        row for group in store.groups(filters, limit=GROUPS, offset=(at - 1) * GROUPS) for row in group["statements"]
    ]
    return csv_response(columns, rows, "compare")


@router.get("/charts")
def charts(request: Request, store: Opened, filters: Chosen) -> HTMLResponse:
    """The map, the provinces and the time line of one kind of figure."""
    kind, stage = filters.get("kind", "permit"), filters.get("stage")
    try:
        from homejobs_extract.charts import CHARTS, to_svg

        rows = store.rows({**filters, "kind": kind}, limit=MOST)
        lang = language(request)
        drawn = [
            CHARTS[what](rows, kind=kind, stage=stage, lang=lang)
            for what in ("map", "provinces", "planned", "timeline")
        ]
        drawings = [to_svg(drawing) for drawing in drawn]
    except ImportError:
        raise Refusal(501, "no_charts") from None
    return page(request, "charts.html", drawings=drawings, title=words(lang)("kind", kind), back="/archive")
