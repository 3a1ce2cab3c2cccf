"""The JSON interface: extract, check, compare; nothing is kept."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from homejobs_extract.comparison import Comparison
from homejobs_extract.comparison import compare as compare_reports
from homejobs_extract.jalali import parse_published
from homejobs_extract.records import Check, Report
from homejobs_extract.web.reader import ReadingFailed

TEXT = "در سال 1399 تعداد 2340 مجوز مشاغل خانگی در استان کردستان صادر شد."
OTHER = "مدیرکل تعاون کردستان از صدور 2430 مجوز مشاغل خانگی در استان کردستان در سال 1399 خبر داد."
EXAMPLE = {"text": TEXT, "published": "1400-12-05", "source": "example"}


class Refused(BaseModel):
    """Why a request is not answered."""

    detail: str


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "The body is not JSON in UTF-8."},
    403: {"model": Refused, "description": "The request comes from another site's page."},
    413: {"model": Refused, "description": "The body is larger than allowed."},
    415: {"model": Refused, "description": "The body is not application/json."},
    421: {"model": Refused, "description": "The Host is not this machine."},
    503: {"model": Refused, "description": "Reading the article took too long."},
}
router = APIRouter(prefix="/api", tags=["homejobs"], responses=REFUSALS)


def a_day(published: str | None) -> str | None:
    """A day as given; raises ``ValueError`` when it cannot be read."""
    parse_published(published)
    return published


class Given(BaseModel):
    """One article."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [dict(EXAMPLE)]})

    text: str = Field(description="The article, as it is.")
    published: Annotated[str | None, AfterValidator(a_day)] = Field(
        None, description="Day of publication, ISO or Jalali."
    )
    source: str | None = Field(None, description="An id or address to keep with it.")


class Many(BaseModel):
    """Articles to compare."""

    model_config = ConfigDict(extra="forbid")

    articles: list[Given] = Field(min_length=2, max_length=200)


class Checked(BaseModel):
    """Every check of an article, and those that a fact-checker should look at."""

    checks: tuple[Check, ...]
    findings: list[Check]


ONE = {"one": {"summary": "A sentence", "value": EXAMPLE}}
TWO = {
    "two": {
        "summary": "Two articles",
        "value": {"articles": [EXAMPLE, {"text": OTHER, "published": "1400-12-06", "source": "other"}]},
    }
}
Article = Annotated[Given, Body(openapi_examples=ONE)]
Articles = Annotated[Many, Body(openapi_examples=TWO)]


def read(request: Request, given: Given) -> Report:
    """The report of one article; 503 when it takes too long."""
    try:
        return request.app.state.reader.read(given.text, published=given.published, source=given.source)  # type: ignore[no-any-return]
    except ReadingFailed as error:
        raise HTTPException(503, error.args[0]) from None


@router.post("/extract")
def extract(request: Request, article: Article) -> Report:
    """Every figure that an article states."""
    return read(request, article)


@router.post("/check")
def check(request: Request, article: Article) -> Checked:
    """Whether an article's figures add up."""
    report = read(request, article)
    return Checked(checks=report.checks, findings=report.findings)


@router.post("/compare")
def compare(request: Request, articles: Articles) -> Comparison:
    """What articles state of one thing, side by side, and where they contradict each other."""
    reports = [read(request, given) for given in articles.articles]
    return compare_reports(reports, texts=[given.text for given in articles.articles])
