"""The fields of a figure as a form sends them, and the options it offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from homejobs_extract.evaluation.gold import JALALI_YEARS
from homejobs_extract.jalali import Day, parse_published, to_text
from homejobs_extract.lexicons import rows as lexicon
from homejobs_extract.normalize import normalize
from homejobs_extract.page.views import kind_of
from homejobs_extract.page.words import Words
from homejobs_extract.records import BaseFigure

LARGEST = 10**18
CHOICES = ("kind", "stage", "bound", "modality", "basis", "level")
SEPARATORS = str.maketrans("", "", ",٬، _")


class WrongField(ValueError):
    """A form that makes no figure; ``args[0]`` is the field that is wrong."""


def whole(text: str) -> int | None:
    """A number as people type it, in any digits; raises ``ValueError`` for what is none.

    >>> whole("۴۰۱٬۶۹۵"), whole("")
    (401695, None)
    """
    bare = text.strip().translate(SEPARATORS)
    return int(bare) if bare else None


def choices(words: Words) -> dict[str, dict[str, str]]:
    """The options of the form's lists."""
    lists = {name: words.options(name) for name in CHOICES}
    lists["stage"] = {"" if key == "none" else key: word for key, word in lists["stage"].items()}
    name = "name_fa" if words.lang == "fa" else "name_en"
    lists["agency"] = {"": "—", **{row["id"]: row[name] for row in lexicon("agencies")}}
    lists["level"] = {"": "—", **lists["level"]}
    return lists


def fields_of(figure: BaseFigure) -> dict[str, Any]:
    """What the form shows of a figure."""
    place, period, span = figure.place, figure.period, figure.spans[0]
    return {
        "kind": kind_of(figure),
        **{
            name: getattr(figure, name) for name in ("value", "upper", "stage", "bound", "modality", "basis", "part_of")
        },
        "agency": figure.agency.id if figure.agency else "",
        "level": place.level if place else "",
        "place": place.name if place else "",
        "start": period.start_jalali if period else "",
        "end": period.end_jalali if period else "",
        "anchor": span.text,
        "from": span.start,
        "to": span.end,
    }


def blank(text: str, start: int, end: int) -> dict[str, Any]:
    """The form for a figure that is still to be written, its value guessed from the words."""
    anchor = text[start:end]
    number = re.search(r"\d[\d٬,]*", normalize(anchor).text)
    value = whole(number.group()) if number else ""
    plain = {"kind": "permit", "bound": "exact", "modality": "actual", "basis": "total", "anchor": anchor}
    empty = dict.fromkeys(("upper", "stage", "part_of", "agency", "level", "place", "start", "end"), "")
    return {**plain, **empty, "value": value, "from": start, "to": end}


def value_of(form: Mapping[str, str], text: str) -> dict[str, Any]:
    """A decision's value from a form; raises :class:`WrongField`, and ``KeyError`` for a form that is not ours."""
    start, end = _stretch(form, text)
    value = _number(form, "value")
    if value is None:
        raise WrongField("value")
    return {
        "kind": form["kind"],
        "value": value,
        "upper": _upper(form, value),
        **{name: form.get(name) or None for name in ("stage", "agency", "part_of")},
        **{name: form[name] for name in ("bound", "modality", "basis")},
        "place": _place(form.get("level", ""), form.get("place", "").strip()),
        "period": _period(form),
        "start": start,
        "end": end,
    }


def _number(form: Mapping[str, str], name: str) -> int | None:
    try:
        value = whole(form.get(name, ""))
    except ValueError:
        raise WrongField(name) from None
    if value is not None and not 0 <= value <= LARGEST:
        raise WrongField(name)
    return value


def _upper(form: Mapping[str, str], value: int) -> int | None:
    upper = _number(form, "upper")
    if upper is not None and upper <= value:
        raise WrongField("upper")
    return upper


def _place(level: str, name: str) -> dict[str, str | None] | None:
    if not level:
        return None
    if level == "nation":
        return {"level": level, "name": None}
    known = {row["name"] for row in lexicon("places") if row["level"] == level}
    if not name or (level in ("province", "county") and name not in known):
        raise WrongField("place")
    return {"level": level, "name": name}


def _period(form: Mapping[str, str]) -> dict[str, str | None]:
    days = {side: _day(form, side) for side in ("start", "end")}
    if days["start"] and days["end"] and days["start"] > days["end"]:
        raise WrongField("end")
    return {side: to_text(day) if day else None for side, day in days.items()}


def _day(form: Mapping[str, str], side: str) -> Day | None:
    try:
        day = parse_published(form.get(side, "").strip() or None)
    except ValueError:
        raise WrongField(side) from None
    if day and day[0] not in JALALI_YEARS:
        raise WrongField(side)
    return day


def _stretch(form: Mapping[str, str], text: str) -> tuple[int, int]:
    anchor = form.get("anchor", "")
    if form.get("from", "").isdigit() and form.get("to", "").isdigit():
        start, end = int(form["from"]), int(form["to"])
        if text[start:end] == anchor or not anchor:
            return start, end
    start = text.find(anchor) if anchor.strip() else -1
    if start < 0:
        raise WrongField("anchor")
    return start, start + len(anchor)
