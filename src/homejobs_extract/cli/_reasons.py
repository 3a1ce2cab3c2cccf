"""Why a number of a text is no figure, said in a few words."""

from __future__ import annotations

REASONS = {
    "address": "part of an address",
    "age": "an age",
    "agencies": "counts agencies",
    "bare": "nothing says what it counts",
    "base_of_percent": "the base of a percentage",
    "banks": "counts banks",
    "code": "a code",
    "cooperatives": "counts cooperatives",
    "date": "a date",
    "duration": "a length of time",
    "exhibitions": "counts exhibitions",
    "fields": "counts fields of work",
    "foreign_currency": "foreign money",
    "furniture": "part of the page, not of the article",
    "funds": "counts funds",
    "growth": "a growth, not a count",
    "hours": "counts hours",
    "indefinite": "a manner of speaking, not a count",
    "instalments": "counts instalments",
    "law": "the number of a law or clause",
    "measure": "a measure of length, area or weight",
    "members": "counts members",
    "name": "part of a name",
    "not_whole": "no whole number of what it counts",
    "off_topic": "not about home-based businesses",
    "ordinal": "an ordinal",
    "other": "counts something else",
    "other_noun": "counts something else",
    "out_of_range": "above 10^18",
    "pages": "counts pages",
    "percent": "a percentage",
    "phone": "a phone number",
    "places": "counts places",
    "population": "a population",
    "price": "a price",
    "ratio": "a ratio",
    "share": "a share of something",
    "time": "a time of day",
    "unreadable": "digits that form no number",
    "wider_total": "a total wider than home-based businesses",
    "year": "a year",
}


def reason_text(reason: str) -> str:
    """A reason in words, with its name; a reason not listed here is shown as it is.

    >>> reason_text("year"), reason_text("new_reason")
    ('a year (year)', 'new_reason')
    """
    return f"{REASONS[reason]} ({reason})" if reason in REASONS else reason
