"""How figures, places and periods are written for a reader of the command line's output."""

from __future__ import annotations

from homejobs_extract.records import Figure, Period, Place, Speaker

HEDGES = {"exact": "", "about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}
UNITS = {"loan": " rials"}


def value(figure: Figure) -> str:
    """The value with its hedge, range and unit: «≈ 401,695,000,000 rials», «60–80 each»."""
    upper = "" if figure.upper is None else f"–{figure.upper:,}"
    each = " each" if figure.basis == "per_unit" else ""
    return f"{HEDGES[figure.bound]}{figure.value:,}{upper}{UNITS.get(figure.kind, '')}{each}"


def stage(figure: Figure) -> str:
    """The stage, marked when it is only planned: «paid», «paid (planned)»."""
    words = [figure.stage or "", "(planned)" if figure.modality == "planned" else ""]
    return " ".join(filter(None, words))


def place(found: Place | None) -> str:
    """The place by name; the nation by its level.

    >>> place(Place(level="province", name="سمنان")), place(Place(level="nation")), place(None)
    ('سمنان', 'nation', '')
    """
    return "" if found is None else found.name or found.level


def period(found: Period | None) -> str:
    """The Jalali days, open ends left open.

    >>> period(Period(text="از ابتدای سال", start_jalali="1400-01-01"))
    '1400-01-01 …'
    """
    return "" if found is None else f"{found.start_jalali or ''} … {found.end_jalali or ''}".strip()


def speaker(person: Speaker) -> str:
    """Name and title.

    >>> speaker(Speaker(name="کاوه سلطانیان", title="مدیرکل", spans=()))
    'کاوه سلطانیان، مدیرکل'
    """
    return "، ".join(filter(None, (person.name, person.title)))
