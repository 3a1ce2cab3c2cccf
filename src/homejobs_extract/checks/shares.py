"""Percentages and multiples as the text states them, with what they may have been: «۸۱.۳ درصد», «سه برابر»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from homejobs_extract.checks.facts import Facts
from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.normalize import normalize
from homejobs_extract.records import Span
from homejobs_extract.tokens import tokenize

PERCENT = re.compile(r"^\s*(?:درصد|٪|%|در صد)")
TIMES = re.compile(r"^\s*\u200c?برابر")
ABOUT = re.compile(r"(?:حدود|نزدیک به|قریب به|تقریبا|تقریباً|حدوداً)\s*$")
AT_LEAST = re.compile(r"(?:بیش از|بیشتر از|افزون بر|بالغ بر|بالای)\s*$")
AT_MOST = re.compile(r"(?:کمتر از|کم‌تر از|حداکثر)\s*$")


class Share(NamedTuple):
    """A stated share or multiple: its place, value, last printed unit, and the least and most it may have been."""

    span: Span
    is_percent: bool
    value: Fraction
    unit: Fraction
    low: Fraction
    high: Fraction

    def verdict(self, computed: Fraction) -> str:
        """``agrees`` to the last printed digit, ``agrees_approximately`` within one or a hedge, else ``disagrees``."""
        if abs(computed - self.value) * 2 <= self.unit:
            return "agrees"
        return "agrees_approximately" if self.low <= computed <= self.high else "disagrees"

    @property
    def written_fa(self) -> str:
        """«۸۱.۳ درصد» or «سه برابر»."""
        return f"«{self.span.text} {'درصد' if self.is_percent else 'برابر'}»"

    @property
    def written_en(self) -> str:
        """``81.3%`` or ``3 times``."""
        number = f"{float(self.value):g}"
        return f"{number}%" if self.is_percent else f"{number} times"


def shares(facts: Facts) -> Iterator[Share]:
    """The percentages and multiples among the numbers that are no figures, in text order."""
    for skipped in facts.report.skipped:
        after = facts.after(skipped.span, 12)
        is_percent = bool(PERCENT.match(after))
        if is_percent or TIMES.match(after):
            share = _read(facts, skipped.span, is_percent=is_percent)
            if share is not None:
                yield share


def _read(facts: Facts, span: Span, *, is_percent: bool) -> Share | None:
    numbers = find_numbers(tokenize(normalize(span.text)))
    if len(numbers) != 1 or numbers[0].upper is not None:
        return None
    value, unit = Fraction(numbers[0].value), min(Fraction(1), numbers[0].resolution)
    low, high = _reach(facts.before(span, 14), value, unit if is_percent else unit / 2)
    return Share(span, is_percent, value, unit, low, high)


def _reach(before: str, value: Fraction, slack: Fraction) -> tuple[Fraction, Fraction]:
    """A share may be cut as well as rounded, so a percentage has a last digit of slack; hedges open it further."""
    if AT_LEAST.search(before):
        return value - slack / 2, Fraction(10**9)
    if AT_MOST.search(before):
        return Fraction(0), value + slack / 2
    wide = max(slack, value / 20) if ABOUT.search(before) else slack
    return value - wide, value + wide
