"""How a check writes numbers for a reader: «۱٬۲۰۳ مجوز» and “1,203 permits”, money in the unit that suits its size."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from homejobs_extract.records import BaseFigure

UNITS_FA = {"permit": "مجوز", "plan": "طرح", "loan": "ریال", "toman": "تومان", "job": "شغل", "person": "نفر"}
UNITS_EN = {"permit": "permits", "plan": "plans", "loan": "rials", "toman": "tomans", "job": "jobs", "person": "people"}
SINGULAR_EN = {"permit": "permit", "plan": "plan", "loan": "rial", "toman": "toman", "job": "job", "person": "person"}
SCALES = ((10**9, "میلیارد ", "billion "), (10**6, "میلیون ", "million "))
UNKNOWN_FA = "معلوم نیست کدام عدد نادرست است."
UNKNOWN_EN = "Which number is wrong is not known."
PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
DECIMALS = 1
VALUES_KEPT = 4096
kept = lru_cache(maxsize=VALUES_KEPT)
RIALS_A_TOMAN = 10
IN_TOMANS, IN_RIALS = re.compile("توما?ن|همت"), re.compile("ر[یي]ال|﷼")


def kind_of(figure: BaseFigure) -> str:
    """The kind of a figure: every record type has one."""
    return str(figure.kind)  # type: ignore[attr-defined]


def unit_of(*figures: BaseFigure) -> str:
    """The unit to write some figures in: that of the kind, or ``toman`` where the text gives them in tomans only."""
    kind = kind_of(figures[0])
    return stated_unit(kind, *(f.reported.text for f in figures if kind_of(f) == kind))


def stated_unit(kind: str, *texts: str) -> str:
    """The unit in which some texts state amounts of a kind.

    >>> stated_unit("loan", "۹۸۰ میلیارد تومان", "۶۴۰"), stated_unit("loan", "۵۸ میلیارد ریال", "۵ میلیارد تومان")
    ('toman', 'loan')
    """
    written = " ".join(texts)
    return "toman" if kind == "loan" and IN_TOMANS.search(written) and not IN_RIALS.search(written) else kind


def digits_fa(written: str) -> str:
    """Persian digits and marks.

    >>> digits_fa("1,203.5")
    '۱٬۲۰۳٫۵'
    """
    return written.translate(PERSIAN)


def _scaled(value: int, unit: str) -> tuple[str, str, str]:
    for scale, fa, en in SCALES if unit in ("loan", "toman") else ():
        if value and value % scale == 0:
            return f"{value // scale:,}", fa, en
    return f"{value:,}", "", ""


def _in_unit(value: int, unit: str) -> tuple[int, str]:
    """Rials as tomans where that is the unit and leaves no remainder."""
    if unit != "toman":
        return value, unit
    return (value, "loan") if value % RIALS_A_TOMAN else (value // RIALS_A_TOMAN, unit)


@kept
def fa(value: int, unit: str) -> str:
    """A value in Persian words; money is given in rials and written in the unit: ``loan`` for rials, or ``toman``.

    >>> fa(401_695_000_000, "loan"), fa(62_000_000_000, "toman"), fa(1203, "permit")
    ('۴۰۱٬۶۹۵ میلیون ریال', '۶٬۲۰۰ میلیون تومان', '۱٬۲۰۳ مجوز')
    """
    value, unit = _in_unit(value, unit)
    number, scale, _ = _scaled(value, unit)
    return f"{digits_fa(number)} {scale}{UNITS_FA[unit]}"


@kept
def en(value: int, unit: str) -> str:
    """A value in English words; money as for :func:`fa`.

    >>> en(401_695_000_000, "loan"), en(9_800_000_000_000, "toman"), en(1, "permit")
    ('401,695 million rials', '980 billion tomans', '1 permit')
    """
    value, unit = _in_unit(value, unit)
    number, _, scale = _scaled(value, unit)
    return f"{number} {scale}{SINGULAR_EN[unit] if value == 1 else UNITS_EN[unit]}"


def decimal(value: Fraction) -> str:
    """A ratio with at most one decimal.

    >>> decimal(Fraction(1640, 21)), decimal(Fraction(2))
    ('78.1', '2')
    """
    return f"{float(value):,.{DECIMALS}f}".removesuffix(".0")


def quoted(figure: BaseFigure) -> str:
    """The figure as printed, in guillemets: «401695 میلیون ریال»."""
    return f"«{' '.join(figure.reported.text.split())}»"


def both(figure: BaseFigure, unit: str | None = None) -> tuple[str, str]:
    """A figure's value in Persian and in English, in its own unit or a given one."""
    written = unit or unit_of(figure)
    return fa(figure.value, written), en(figure.value, written)
