"""A schema.org ClaimReview as a draft: what is known of a claim, the rating left to the person who publishes it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from homejobs_extract.records import Check, Report, Span

LONGEST = 75
REQUIRED = ("claimReviewed", "url", "reviewRating.alternateName")
RECOMMENDED = ("author.name", "datePublished", "itemReviewed.author.name", "itemReviewed.datePublished")
Draft = dict[str, Any]


class Rating(NamedTuple):
    """The publisher's verdict: its words («نادرست») and, if wanted, its place on a scale."""

    words: str
    value: int | None = None
    worst: int | None = None
    best: int | None = None


def claim_review(
    report: Report,
    check: Check,
    *,
    url: str | None = None,
    author: str | None = None,
    rating: Rating | None = None,
    reviewed: str | None = None,
) -> Draft:
    """A draft on the figure of one check; ``url`` is the page that will carry it, ``reviewed`` its ISO date.

    No rating is written unless one is given: the library does not know which number is wrong.
    Raises ``ValueError`` if the check is of another report.
    """
    figure = next((f for f in report.figures if f.id == check.total), None)
    if figure is None:
        message = f"the report has no figure {check.total}"
        raise ValueError(message)
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": _short(figure.evidence),
        "url": url or "",
        "datePublished": reviewed or "",
        "author": {"@type": "Organization", "name": author or ""},
        "reviewBody": check.message_fa,
        "itemReviewed": _claim(report, figure.speaker),
        "reviewRating": _rating(rating),
    }


def _short(evidence: Span) -> str:
    """The claim in at most 75 characters, cut at a word."""
    words = " ".join(evidence.text.split())
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _claim(report: Report, speaker: str | None) -> Draft:
    who = {"@type": "Person", "name": speaker} if speaker else {"@type": "Organization", "name": report.outlet or ""}
    claim: Draft = {"@type": "Claim", "author": who, "datePublished": report.published or ""}
    if report.source and report.source.startswith(("http://", "https://")):
        claim["appearance"] = {"@type": "NewsArticle", "url": report.source}
    return claim


def _rating(rating: Rating | None) -> Draft:
    if rating is None:
        return {"@type": "Rating", "alternateName": ""}
    scale = {"ratingValue": rating.value, "worstRating": rating.worst, "bestRating": rating.best}
    return {"@type": "Rating", "alternateName": rating.words} | {k: v for k, v in scale.items() if v is not None}


def missing(draft: Draft, *, recommended: bool = False) -> tuple[str, ...]:
    """The required fields that a draft still lacks, and the recommended ones if asked: «reviewRating.alternateName»."""
    wanted = REQUIRED + (RECOMMENDED if recommended else ())
    return tuple(name for name in wanted if not _field(draft, name))


def _field(draft: Draft, name: str) -> Any:
    value: Any = draft
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def publishable(draft: Draft) -> str:
    """A finished draft as JSON-LD.

    Raises ``ValueError`` naming what is missing or too long.
    """
    wrong = [f"{name} is empty" for name in missing(draft)]
    if len(str(draft.get("claimReviewed", ""))) > LONGEST:
        wrong.append(f"claimReviewed is longer than {LONGEST} characters")
    if draft.get("url") and not str(draft["url"]).startswith(("http://", "https://")):
        wrong.append("url is no address")
    if wrong:
        message = f"not ready: {'; '.join(wrong)}"
        raise ValueError(message)
    return json.dumps(draft, ensure_ascii=False, indent=1)
