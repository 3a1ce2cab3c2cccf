"""How a check writes numbers for a reader: «۱٬۲۰۳ مجوز» and “1,203 permits”, money in the unit that suits its size."""

from __future__ import annotations

from fractions import Fraction

from homejobs_extract.records import BaseFigure

UNITS_FA = {"permit": "مجوز", "plan": "طرح", "loan": "ریال", "job": "شغل", "person": "نفر"}
UNITS_EN = {"permit": "permits", "plan": "plans", "loan": "rials", "job": "jobs", "person": "people"}
SINGULAR_EN = {"permit": "permit", "plan": "plan", "loan": "rial", "job": "job", "person": "person"}
SCALES = ((10**9, "میلیارد ", "billion "), (10**6, "میلیون ", "million "))
UNKNOWN_FA = "معلوم نیست کدام عدد نادرست است."
UNKNOWN_EN = "Which number is wrong is not known."
PERSIAN = str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫")
DECIMALS = 1


def kind_of(figure: BaseFigure) -> str:
    """The kind of a figure: every record type has one."""
    return str(figure.kind)  # type: ignore[attr-defined]


def digits_fa(written: str) -> str:
    """Persian digits and marks.

    >>> digits_fa("1,203.5")
    '۱٬۲۰۳٫۵'
    """
    return written.translate(PERSIAN)


def _scaled(value: int, kind: str) -> tuple[str, str, str]:
    for scale, fa, en in SCALES if kind == "loan" else ():
        if value and value % scale == 0:
            return f"{value // scale:,}", fa, en
    return f"{value:,}", "", ""


def fa(value: int, kind: str) -> str:
    """A value in Persian words; rials for a loan.

    >>> fa(401_695_000_000, "loan"), fa(1203, "permit")
    ('۴۰۱٬۶۹۵ میلیون ریال', '۱٬۲۰۳ مجوز')
    """
    number, scale, _ = _scaled(value, kind)
    return f"{digits_fa(number)} {scale}{UNITS_FA[kind]}"


def en(value: int, kind: str) -> str:
    """A value in English words; rials for a loan.

    >>> en(401_695_000_000, "loan"), en(1, "permit")
    ('401,695 million rials', '1 permit')
    """
    number, _, scale = _scaled(value, kind)
    return f"{number} {scale}{SINGULAR_EN[kind] if value == 1 else UNITS_EN[kind]}"


def decimal(value: Fraction) -> str:
    """A ratio with at most one decimal.

    >>> decimal(Fraction(1640, 21)), decimal(Fraction(2))
    ('78.1', '2')
    """
    return f"{float(value):,.{DECIMALS}f}".removesuffix(".0")


def quoted(figure: BaseFigure) -> str:
    """The figure as printed, in guillemets: «401695 میلیون ریال»."""
    return f"«{' '.join(figure.reported.text.split())}»"


def both(figure: BaseFigure) -> tuple[str, str]:
    """A figure's value in Persian and in English."""
    return fa(figure.value, kind_of(figure)), en(figure.value, kind_of(figure))
