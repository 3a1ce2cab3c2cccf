"""Numbers in the making: digits and number words as pieces, stacked by falling scale."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from homejobs_extract import lexicons
from homejobs_extract.normalize import key

AND = "و"
HUNDREDS = (100, 1000)


class Piece(NamedTuple):
    """An element of a number: a value («۶», «دویست»), a scale («میلیارد»), or both («دوهزار»)."""

    value: int | Fraction | None
    scale: int = 1
    rule: str = "words"
    resolution: int | Fraction = 1
    ends_in_and: bool = False


@cache
def words() -> dict[str, Piece]:
    """Number words by their key: «سیصد» is 300, «میلیارد» is a scale, «دوهزار» is two of a scale."""
    return {key(row["form"]): _word(int(row["value"]), row["kind"]) for row in lexicons.rows("number_words")}


def _word(value: int, kind: str) -> Piece:
    ends_in_and = kind == "joined_and"
    scale = next((s for s in (10**12, 10**9, 10**6, 10**3) if value >= s), 1)
    number = None if kind == "scale" or (ends_in_and and scale > 1) else value // scale
    return Piece(number, max(scale, value) if kind == "scale" else scale, ends_in_and=ends_in_and)


class Stack:
    """A number in the making: parts of falling scale, «۶ میلیارد» over «۲۰۰ میلیون»."""

    def __init__(self) -> None:
        self.parts: list[tuple[int | Fraction, int, bool]] = []
        self.resolution: int | Fraction = 1
        self.rules: list[str] = []

    def accepts(self, piece: Piece, after_and: bool) -> bool:
        """Whether the piece goes on with this number: a part not below the one before begins another number."""
        if not self.parts:
            return True
        value, scale, is_word = self.parts[-1]
        if piece.value is None:
            return piece.scale < scale if after_and else piece.scale > scale
        if not after_and:
            return scale > 1 and piece.rule == "plain" and HUNDREDS[0] <= piece.value < min(scale, HUNDREDS[1])
        if scale > 1:
            return piece.value < scale
        room = next((room for room in (100, 10) if value % room == 0), 0)
        fits = piece.rule == "words" or (room == HUNDREDS[0] and piece.rule == "plain")
        return is_word and fits and 0 < piece.value < room

    def add(self, piece: Piece) -> None:
        """Put a piece on the stack; a scale takes in all parts below it."""
        if piece.value is not None:
            self._push(piece)
        if piece.scale > 1:
            below: int | Fraction = 0
            while self.parts and self.parts[-1][1] < piece.scale:
                below += self.parts.pop()[0]
            self.resolution *= piece.scale
            self.parts.append(((below or 1) * piece.scale, piece.scale, False))
            self.rules.append("scaled")

    def _push(self, piece: Piece) -> None:
        value, is_word = piece.value or 0, piece.rule == "words"
        if self.parts and self.parts[-1][1] == 1:
            value += self.parts.pop()[0]
        self.parts.append((value, 1, is_word))
        self.resolution = piece.resolution
        self.rules.append(piece.rule)

    def add_fraction(self, fraction: Fraction) -> None:
        """«و نیم» and «و ۵ دهم»: a fraction of the last scale."""
        value, scale, is_word = self.parts.pop()
        self.parts.append((value + fraction * scale, scale, is_word))
        self.resolution = fraction * scale
        self.rules.append("fraction")

    @property
    def value(self) -> int | Fraction:
        """The sum of the parts."""
        total = sum(part[0] for part in self.parts)
        return int(total) if total.denominator == 1 else total

    @property
    def rule(self) -> str:
        """The rule that shows most of the number's form."""
        return next((r for r in ("fraction", "scaled", "decimal", "grouped", "words") if r in self.rules), "plain")
