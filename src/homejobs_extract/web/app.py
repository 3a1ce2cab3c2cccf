"""The workbench as an ASGI application: routes, guard, static files, messages."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from homejobs_extract import __version__
from homejobs_extract.charts.svg import warm_up
from homejobs_extract.page.render import asset
from homejobs_extract.web import api, archive, articles
from homejobs_extract.web.guard import Guard
from homejobs_extract.web.reader import Reader
from homejobs_extract.web.settings import Settings
from homejobs_extract.web.store import Store
from homejobs_extract.web.views import LANGUAGES, Refusal, language, message, page
from homejobs_extract.web.workspace import Workspace

STATIC = Path(__file__).parent / "static"
ASSETS = {"page.css": "text/css", "vazirmatn-subset.woff2": "font/woff2"}
LONG = {"cache-control": "no-cache"}


def create_app(settings: Settings) -> FastAPI:
    """The workbench; raises ``ValueError`` when the store's folder holds no store."""
    app = FastAPI(
        title="homejobs_extract",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    _keep(app, settings)
    for router in (articles.router, archive.router, api.router):
        app.include_router(router)
    _small_routes(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _messages(app)
    app.add_middleware(Guard, settings=settings, refuse=message)
    return app


def _keep(app: FastAPI, settings: Settings) -> None:
    store = Store(settings.store) if settings.store else None
    app.state.settings = settings
    app.state.workspace = Workspace(settings.work)
    app.state.reader = Reader(settings.seconds)
    app.state.store = store
    app.state.facets = cache(store.facets) if store else dict


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    threading.Thread(target=_warm_up, args=[app], daemon=True).start()
    yield
    app.state.reader.close()


def _warm_up(app: FastAPI) -> None:
    app.state.reader.warm_up()
    if app.state.store:
        app.state.facets()
        with suppress(ImportError):
            warm_up()


def _small_routes(app: FastAPI) -> None:
    @app.get("/assets/{name}", include_in_schema=False)
    def assets(name: str) -> Response:
        """The report page's style and font."""
        if name not in ASSETS:
            raise Refusal(404, "not_found")
        return Response(asset(name), media_type=ASSETS[name], headers=LONG)

    @app.get("/language/{lang}", include_in_schema=False)
    def change_language(lang: str, to: str = "/") -> RedirectResponse:
        """Keep the language of the interface and go back."""
        local = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
        answer = RedirectResponse(local, status_code=303)
        if lang in LANGUAGES:
            answer.set_cookie("lang", lang, samesite="strict", httponly=True)
        return answer

    @app.get("/api", include_in_schema=False)
    def api_page(request: Request) -> HTMLResponse:
        """How to ask for JSON."""
        bodies = {"extract": api.EXAMPLE, "check": api.EXAMPLE, "compare": api.TWO["two"]["value"]}
        shown = {path: json.dumps(body, ensure_ascii=False, indent=1) for path, body in bodies.items()}
        return page(request, "api.html", bodies=shown, base=str(request.base_url).rstrip("/"))


def _messages(app: FastAPI) -> None:
    @app.exception_handler(Refusal)
    def refused(request: Request, error: Refusal) -> Response:
        return _message(request, error.status, error.reason)

    @app.exception_handler(HTTPException)
    def failed(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": error.detail}, error.status_code, headers=error.headers)
        return _message(request, error.status_code, "not_found" if error.status_code == 404 else "title")

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": _plain(error.errors())}, 422)
        return _message(request, 400, "bad_figure")

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        del error
        return _message(request, 500, "broken")


def _plain(errors: Any) -> list[dict[str, Any]]:
    return [{"loc": list(e["loc"]), "msg": e["msg"], "type": e["type"]} for e in errors]


def _message(request: Request, status: int, reason: str) -> Response:
    said = message(request.url.path, status, reason, language(request))
    return Response(said.body, status, media_type=said.media_type)
