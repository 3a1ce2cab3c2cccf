"""What every page of the workbench shares: templates, language, tables as CSV, messages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader

from homejobs_extract.exports.tables import harmless
from homejobs_extract.page.numerals import jalali
from homejobs_extract.page.render import environment
from homejobs_extract.page.words import Lang, words

LANGUAGES: dict[str, Lang] = {"fa": "fa", "en": "en"}


class Refusal(Exception):
    """An answer that is a message: its status and the message's key in ``words.tsv``."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


@cache
def templates() -> Environment:
    """The workbench's templates over the report page's."""
    loader = ChoiceLoader([PackageLoader("homejobs_extract.web"), PackageLoader("homejobs_extract.page")])
    return environment().overlay(loader=loader)


def language(request: Request) -> Lang:
    """``?lang=`` of the address, else the language chosen before, else Persian."""
    return LANGUAGES.get(request.query_params.get("lang") or request.cookies.get("lang", ""), "fa")


def page(request: Request, name: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in the reader's language."""
    settings = request.app.state.settings
    own = words(language(request))
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shared = {"w": own, "token": settings.token, "here": here, "store_open": settings.store is not None}
    shared |= {"path": request.url.path, "day": lambda iso: jalali(iso, own.lang)}
    return HTMLResponse(templates().get_template(name).render(shared | values), status_code=status)


class Said(NamedTuple):
    """The body and media type of an answer that says why not."""

    body: bytes
    media_type: str


def message(path: str, status: int, reason: str, lang: Lang = "fa") -> Said:
    """Why not, for answers made before or beside any route: JSON in English under ``/api/``, elsewhere a whole page."""
    if path.startswith("/api/"):
        return Said(json.dumps({"detail": words("en")("error", reason)}).encode(), "application/json")
    shared = {"w": words(lang), "token": "", "here": "/", "store_open": False, "path": ""}
    made = templates().get_template("message.html").render(shared, status=status, reason=reason)
    return Said(made.encode(), "text/html; charset=utf-8")


def csv_response(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Rows as a CSV file that spreadsheets open right: UTF-8 with its mark, no formula; sent as they come."""
    head = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(csv_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=head)


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of such a file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    yield "\ufeff" + out.getvalue()
    for row in rows:
        out.seek(0)
        out.truncate()
        writer.writerow([harmless(row.get(column)) for column in columns])
        yield out.getvalue()


def json_response(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Response:
    """Rows as a JSON array of objects, sent as they come."""
    return StreamingResponse(json_lines(columns, rows), media_type="application/json")


def json_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The array, a row a line."""
    before = "["
    for row in rows:
        yield before + json.dumps({name: plain(row.get(name)) for name in columns}, ensure_ascii=False)
        before = ",\n"
    yield "[]" if before == "[" else "]"


def plain(value: Any) -> Any:
    """A value that JSON can hold: days as text."""
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
