"""Which field of a row is the text, the title, the date …: as told, else by the names that archives use."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from homejobs_extract.archive.dates import read_date
from homejobs_extract.archive.items import Article, Reject

ROLES = ("id", "text", "title", "published", "url", "outlet")
GUESSES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "news_id", "article_id", "doc_id", "uid", "guid", "code", "شناسه", "کد خبر"),
    "text": (
        "text", "body", "content", "article", "maintext", "main_text", "full_text", "fulltext", "article_text",
        "news_text", "articlebody", "raw_text", "plain_text", "متن", "متن خبر",
    ),
    "title": ("title", "headline", "heading", "news_title", "تیتر", "عنوان"),
    "published": (
        "published", "published_at", "publish_date", "date_publish", "publishdate", "pubdate", "date_published",
        "date", "datetime", "timestamp", "created_at", "time", "تاریخ", "تاریخ انتشار",
    ),
    "url": ("url", "link", "canonical_url", "source_url", "warc_url", "نشانی", "لینک"),
    "outlet": ("outlet", "agency", "source_name", "publisher", "site", "site_name", "website", "خبرگزاری", "رسانه"),
}  # fmt: skip


class Fields(BaseModel):
    """Names of the fields, as a user gives them; ``None`` is found by :data:`GUESSES`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | None = None
    text: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None

    def find(self, names: Iterable[str]) -> dict[str, str]:
        """The role of each field that a row has: ``{"text": "body"}``.

        >>> Fields(text="lead").find(["ID", "lead", "Body", "Date"])
        {'id': 'ID', 'text': 'lead', 'published': 'Date'}
        """
        return _find(self, tuple(names))


@lru_cache(maxsize=256)
def _find(fields: Fields, present: tuple[str, ...]) -> dict[str, str]:
    lower = {name.strip().lower(): name for name in reversed(present)}
    found = ((role, _find_one(getattr(fields, role), GUESSES[role], present, lower)) for role in ROLES)
    return {role: name for role, name in found if name is not None}


def _find_one(
    told: str | None, guesses: tuple[str, ...], present: tuple[str, ...], lower: dict[str, str]
) -> str | None:
    if told is not None:
        return told if told in present else None
    return next((lower[guess] for guess in guesses if guess in lower), None)


def article_of(row: Mapping[str, Any], roles: Mapping[str, str], position: int) -> list[Article | Reject]:
    """The article of a row, after a reject if its date cannot be read; only a reject if it has no text.

    >>> article_of({"body": "متن", "n": 7}, {"text": "body", "id": "n"}, 120)[0][:3]
    (120, 'متن', '7')
    """
    cells = {role: row.get(name) for role, name in roles.items()}
    text, title = cells.get("text"), cells.get("title")
    if not isinstance(text, str):
        return [Reject(position, "no_text", _no_text(row, roles), id=_string(cells.get("id")))]
    published, problem = _date(cells.get("published"))
    article = Article(
        position=position,
        text=with_title(text, title if isinstance(title, str) else None),
        id=_string(cells.get("id")),
        title=_string(title),
        published=published,
        url=_string(cells.get("url")),
        outlet=_string(cells.get("outlet")),
    )
    bad_date = Reject(position, "bad_date", problem, lost=False, id=article.id)
    return [bad_date, article] if problem else [article]


def with_title(text: str, title: str | None) -> str:
    """The text as extract() receives it: under its title, unless it already begins with it."""
    head = (title or "").strip()
    return f"{head}\n{text}" if head and not text.lstrip().startswith(head) else text


def _no_text(row: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    name = roles.get("text")
    if name is None:
        return (
            f"none of the fields {', '.join(map(str, list(row)[:12]))} is known to hold the text; name it with --text"
        )
    return f"the field {name} holds {type(row.get(name)).__name__}, not text"


def _date(value: Any) -> tuple[str | None, str]:
    try:
        return read_date(value), ""
    except ValueError as error:
        return None, str(error)


def _string(value: Any) -> str | None:
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
