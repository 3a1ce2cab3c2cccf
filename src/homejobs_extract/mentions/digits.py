"""Runs of digits with their marks: «2340», «۴۰۱٬۶۹۵», «۲/۵», each mark a decimal point or a thousands mark."""

from __future__ import annotations

import re
from fractions import Fraction

MAX_DIGITS = 40
GROUPED = re.compile(r"\d{1,3}(?:[.,،٬’'/]\d{3})+")
DECIMAL = re.compile(r"\d+[.٫/]\d+")
GROUPED_DECIMAL = re.compile(r"(\d{1,3}(?:[,،٬]\d{3})+)[.٫/](\d+)")
NOT_DIGIT = re.compile(r"\D")
SINGLE_POINT = re.compile(r"\d+[.٫/]\d*[1-9۱-۹]")


def plain(digits: str) -> int | Fraction | None:
    """A bare run of digits.

    >>> plain("۲۳۴۰")
    2340
    """
    return int(digits) if digits.isdecimal() else None


def grouped(digits: str) -> int | Fraction | None:
    """Groups of three.

    >>> grouped("۴۰۱٬۶۹۵")
    401695
    """
    return int(NOT_DIGIT.sub("", digits)) if GROUPED.fullmatch(digits) else None


def decimal(digits: str) -> int | Fraction | None:
    """A decimal point or slash, perhaps after groups of three.

    >>> decimal("۲/۵")
    Fraction(5, 2)
    """
    if match := GROUPED_DECIMAL.fullmatch(digits):
        whole, tail = NOT_DIGIT.sub("", match[1]), match[2]
    elif DECIMAL.fullmatch(digits):
        whole, tail = NOT_DIGIT.split(digits)
    else:
        return None
    return Fraction(int(whole + tail), 10 ** len(tail))


RULES = (plain, grouped, decimal)
RULES_BEFORE_SCALE = (plain, decimal, grouped)


def read_digits(digits: str, *, before_scale: bool) -> tuple[int | Fraction, str] | None:
    """The value of a digit token and the rule that read it; before a scale word a lone mark is a decimal point,
    unless a zero ends the number.

    >>> read_digits("۲.۳۴۰", before_scale=False), read_digits("۱.۲۵", before_scale=True)
    ((2340, 'grouped'), (Fraction(5, 4), 'decimal'))
    """
    if len(digits) > MAX_DIGITS:
        return None
    for rule in RULES_BEFORE_SCALE if before_scale and SINGLE_POINT.fullmatch(digits) else RULES:
        if (value := rule(digits)) is not None:
            return value, rule.__name__
    return None


def decimals(digits: str, rule: str) -> int:
    """How many digits stand after the decimal point: one in «۷.۴»."""
    return len(NOT_DIGIT.split(digits)[-1]) if rule == "decimal" else 0
