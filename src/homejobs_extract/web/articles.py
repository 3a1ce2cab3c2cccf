"""The pages of single articles: paste or upload, look, accept, correct, reject, add, take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from homejobs_extract.exports.web_annotations import web_annotations
from homejobs_extract.jalali import parse_published
from homejobs_extract.normalize import clean
from homejobs_extract.page.render import article_view, render
from homejobs_extract.page.views import rows
from homejobs_extract.page.words import words
from homejobs_extract.records import RECORD_COLUMNS, Report
from homejobs_extract.web.annotations import label_studio
from homejobs_extract.web.forms import WrongField, blank, choices, fields_of, value_of
from homejobs_extract.web.reader import ReadingFailed
from homejobs_extract.web.review import figure_from, gold, reviewed, settled
from homejobs_extract.web.upload import UnreadableUpload, Uploaded, uploaded
from homejobs_extract.web.views import Refusal, csv_response, language, page
from homejobs_extract.web.workspace import Article, Workspace

router = APIRouter(include_in_schema=False)
AROUND = 300
PLACED = frozenset(["from", "to", "anchor", "level", "place", "start", "end"])
FORM = PLACED | {"kind", "value", "upper", "stage", "bound", "modality", "basis", "agency", "part_of"}


def checked(request: Request, token: Annotated[str, Form()] = "") -> None:
    """Refuse a form that was not made by this server."""
    if token != request.app.state.settings.token:
        raise Refusal(403, "bad_token")


def workspace(request: Request) -> Workspace:
    """The workspace of this server."""
    return request.app.state.workspace  # type: ignore[no-any-return]


def opened(request: Request, article_id: str) -> Article:
    """An article that was opened before; a 404 page for any other."""
    try:
        return workspace(request).load(article_id)
    except KeyError:
        raise Refusal(404, "not_found") from None


Opened = Annotated[Article, Depends(opened)]
Checked = Depends(checked)


def report_of(request: Request, article: Article) -> Report:
    """The report of an opened article, read again; lexicons may have changed since."""
    try:
        return request.app.state.reader.read(article.text, published=article.published, source=article.source)  # type: ignore[no-any-return]
    except ReadingFailed as error:
        raise Refusal(503, error.args[0]) from None


def after_review(request: Request, article: Article) -> tuple[Report, dict[str, dict[str, Any]]]:
    """The report with its readers' decisions carried out but rejection, and the decisions."""
    decisions = workspace(request).decisions(article.id)
    report = report_of(request, article)
    try:
        return request.app.state.reader.call(reviewed, report, article.text, decisions), decisions
    except ReadingFailed as error:
        raise Refusal(503, error.args[0]) from None


def outcome(request: Request, article: Article) -> Report:
    """The report as its readers leave it, rejected figures gone: what every file holds."""
    report, decisions = after_review(request, article)
    return settled(report, decisions)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """The form for a new article and the articles opened before."""
    return page(request, "home.html", recent=workspace(request).recent(), given={})


@router.post("/articles", dependencies=[Checked])
def open_article(
    request: Request,
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
) -> RedirectResponse:
    """Keep a pasted or uploaded article and go to its page."""
    if file is not None and file.filename:
        found = _uploaded(request, file)
        text, published = found.text, published.strip() or found.published or ""
        source = source.strip() or found.source or clean(file.filename)
    if not text.strip():
        raise Refusal(400, "empty")
    day = published.strip() or None
    try:
        parse_published(day)
    except ValueError:
        raise Refusal(400, "bad_published") from None
    kept = workspace(request).save(text.replace("\r\n", "\n"), published=day, source=clean(source.strip()) or None)
    return RedirectResponse(f"/articles/{kept.id}", status_code=303)


def _uploaded(request: Request, file: UploadFile) -> Uploaded:
    try:
        return request.app.state.reader.call(uploaded, file.filename or "", file.file.read())  # type: ignore[no-any-return]
    except UnreadableUpload:
        raise Refusal(400, "not_text") from None
    except ReadingFailed as error:
        raise Refusal(503, error.args[0]) from None


@router.get("/articles/{article_id}")
def show(request: Request, article: Opened) -> HTMLResponse:
    """An article with its figures, its checks and what its readers decided."""
    report, decisions = after_review(request, article)
    own = words(language(request))
    report = report.model_copy(update={"checks": settled(report, decisions).checks})
    view = article_view(report, article.text, own) | {"review": {k: d["action"] for k, d in decisions.items()}}
    return page(request, "article.html", article=article, a=view)


@router.get("/articles/{article_id}/add")
def add_form(request: Request, article: Opened, start: int = 0, end: int = 0) -> HTMLResponse:
    """The form for a figure that was missed."""
    report, _ = after_review(request, article)
    form = blank(article.text, max(start, 0), min(end, len(article.text)))
    return _form(request, article, report, "", form)


@router.get("/articles/{article_id}/figures/{figure_id}")
def edit_form(request: Request, article: Opened, figure_id: str) -> HTMLResponse:
    """The form that corrects a figure."""
    report, _ = after_review(request, article)
    figure = next((f for f in report.figures if f.id == figure_id), None)
    if figure is None:
        raise Refusal(404, "not_found")
    return _form(request, article, report, figure_id, fields_of(figure))


def _form(
    request: Request, article: Article, report: Report, figure_id: str, form: Mapping[str, Any], wrong: str = ""
) -> HTMLResponse:
    own = words(language(request))
    others = {"": "—", **{r.id: f"{r.label}: {r.printed}" for r in rows(report, own) if r.id != figure_id}}
    lists = choices(own) | {"part_of": others}
    around = surroundings(article.text, form["from"], form["to"])
    status = 400 if wrong else 200
    values = {"article": article, "figure_id": figure_id, "form": form, "lists": lists, "around": around}
    return page(request, "figure.html", status=status, wrong=wrong, **values)


def surroundings(text: str, start: Any, end: Any) -> tuple[str, str, str]:
    """The words before a figure, the figure's, and those after it, within its paragraph."""
    if not (str(start).isdigit() and str(end).isdigit() and 0 <= int(start) < int(end) <= len(text)):
        return "", "", ""
    first = max(text.rfind("\n", 0, int(start)) + 1, int(start) - AROUND)
    last = text.find("\n", int(end))
    last = min(len(text) if last < 0 else last, int(end) + AROUND)
    before, after = text[first : int(start)], text[int(end) : last]
    if first and text[first - 1] != "\n":
        before = "… " + before.partition(" ")[2]
    if text[last : last + 1].strip():
        after = after.rpartition(" ")[0] + " …"
    return before, text[int(start) : int(end)], after


async def form_fields(request: Request) -> dict[str, str]:
    """Every field of a form as text."""
    return {name: str(value) for name, value in (await request.form()).items()}


@router.post("/articles/{article_id}/decisions", dependencies=[Checked])
def decide(request: Request, article: Opened, form: Annotated[dict[str, str], Depends(form_fields)]) -> Response:
    """Keep a decision, write the article's gold again, and go back to the figure; or show the form that is wrong."""
    report, work = report_of(request, article), workspace(request)
    last = form.get("figure", "")
    try:
        made = list(_decisions(work, article, report, form))
    except WrongField as error:
        if FORM - form.keys():
            raise Refusal(400, "bad_figure") from None
        return _form(request, article, after_review(request, article)[0], last, form, error.args[0])
    for figure_id, action, value in made:
        work.decide(article.id, figure_id, action, value)
        last = figure_id
    work.keep_gold(gold(article.id, report, article.text, work.decisions(article.id)))
    return RedirectResponse(f"/articles/{article.id}#r-{last}", status_code=303)


def _decisions(
    work: Workspace, article: Article, report: Report, form: dict[str, str]
) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    action, figure_id = form.get("action", ""), form.get("figure", "")
    known = [f.id for f in report.figures]
    taken = work.decisions(article.id)
    if action == "accept_rest":
        yield from ((f, "accept", None) for f in known if f not in taken)
    elif action == "add":
        yield work.next_added(article.id), "add", _value(form, article)
    elif figure_id not in (*known, *taken):
        raise Refusal(404, "not_found")
    elif action == "correct":
        yield figure_id, "add" if figure_id.startswith("n") else "correct", _value(form, article)
    elif action in ("accept", "reject", "clear"):
        yield figure_id, action, None
    else:
        raise Refusal(400, "bad_figure")


def _value(form: dict[str, str], article: Article) -> dict[str, Any]:
    try:
        value = value_of(form, article.text)
        figure_from("f0", value, article.text)
    except WrongField:
        raise
    except (ValueError, KeyError):
        raise Refusal(400, "bad_figure") from None
    return value


@router.get("/articles/{article_id}/report.html")
def standalone(request: Request, article: Opened) -> HTMLResponse:
    """The report page as a file."""
    report = outcome(request, article)
    head = {"content-disposition": f'attachment; filename="report-{article.id}.html"'}
    return HTMLResponse(render(report, article.text, lang=language(request)), headers=head)


@router.get("/articles/{article_id}/report.json")
def as_json(request: Request, article: Opened) -> Response:
    """The report after review."""
    report = outcome(request, article)
    return Response(report.model_dump_json(indent=1), media_type="application/json")


@router.get("/articles/{article_id}/figures.csv")
def as_csv(request: Request, article: Opened) -> Response:
    """The figures, one a row."""
    report = outcome(request, article)
    return csv_response(RECORD_COLUMNS, report.to_records(), f"figures-{article.id}")


@router.get("/articles/{article_id}/gold.json")
def as_gold(request: Request, article: Opened) -> JSONResponse:
    """The article's gold in the guide's format."""
    decisions = workspace(request).decisions(article.id)
    return JSONResponse(gold(article.id, report_of(request, article), article.text, decisions))


@router.get("/articles/{article_id}/label-studio.json")
def as_label_studio(request: Request, article: Opened) -> JSONResponse:
    """The article as a Label Studio task."""
    report = outcome(request, article)
    return JSONResponse(label_studio(report, article.text))


@router.get("/articles/{article_id}/annotations.jsonld")
def as_annotations(request: Request, article: Opened) -> JSONResponse:
    """The figures as W3C annotations."""
    report = outcome(request, article)
    source = article.source or f"urn:homejobs:{article.id}"
    return JSONResponse(web_annotations(report, article.text, source=source), media_type="application/ld+json")


@router.get("/articles/{article_id}/charts")
def charts(request: Request, article: Opened) -> HTMLResponse:
    """The article's figures as charts."""
    try:
        from homejobs_extract.charts import drawings_of

        report = outcome(request, article)
        drawings = drawings_of(report.to_records(), lang=language(request))
    except ImportError:
        raise Refusal(501, "no_charts") from None
    return page(
        request,
        "charts.html",
        drawings=drawings,
        title=article.text.strip().split("\n")[0],
        back=f"/articles/{article.id}",
    )
