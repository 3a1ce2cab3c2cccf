"""Why a number of a text is no figure, said in a few words."""

from __future__ import annotations

REASONS = {
    "address": "part of an address",
    "age": "an age",
    "agencies": "counts agencies",
    "attendees": "people at an event",
    "banks": "counts banks",
    "bare": "nothing says what it counts",
    "base_of_percent": "the base of a percentage",
    "code": "a code",
    "companies": "counts companies",
    "cooperatives": "counts cooperatives",
    "courses": "counts courses",
    "date": "a date",
    "denied": "the text says it did not happen",
    "duration": "a length of time",
    "events": "counts events",
    "exhibitions": "counts exhibitions",
    "family": "members of a family",
    "fields": "counts fields of work",
    "foreign_currency": "foreign money",
    "funds": "counts funds",
    "furniture": "part of the page, not of the article",
    "goods": "counts goods",
    "growth": "a growth, not a count",
    "guarantors": "counts guarantors",
    "hours": "counts hours",
    "households": "counts households",
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
    "rank": "a rank",
    "ratio": "a ratio",
    "share": "a share of something",
    "time": "a time of day",
    "unreadable": "digits that form no number",
    "wider_total": "a total wider than home-based businesses",
    "year": "a year",
}


def reason_text(reason: str) -> str:
    """A reason in words, with its name; one not listed here speaks for itself.

    >>> reason_text("year"), reason_text("shoe_size")
    ('a year (year)', 'shoe size (shoe_size)')
    """
    return f"{REASONS.get(reason, reason.replace('_', ' '))} ({reason})"
