"""Numbers: digits, words and both mixed, ranges and decimals, as exact values with the tokens they cover.

«۶ میلیارد و ۲۰۰ میلیون» is 6,200,000,000; «هزار و ۳۲۴» is 1324; «۱۰ تا ۱۵ هزار» is 10,000 to 15,000.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from homejobs_extract import lexicons
from homejobs_extract.mentions.digits import MAX_DIGITS, decimals, read_digits
from homejobs_extract.mentions.number_stack import AND, Piece, Stack, words
from homejobs_extract.normalize import key
from homejobs_extract.tokens import MARK, NUMBER, WORD, Token

LIMIT = 10**18
ONE = Fraction(1)
TENTHS = {"دهم": 10, "صدم": 100}
POINT = "ممیز"
RANGE = frozenset(("تا", "الی", "-", "–", "—"))
BETWEEN = frozenset(("تومان", "ریال", "نفر", "طرح"))
CONTINUING = frozenset((AND, "نیم", "ونیم", POINT))
ARTICLE = 1
THOUSAND = 1000
FIRST_YEAR, LAST_YEAR = 1300, 1420
NINE, ADJECTIVE = "نه", "ی"
COUNTERS, LONGEST_ITEM = frozenset(("مورد", "فقره", "نفر", "طرح", "مجوز", "پرونده")), 12
POINTING = frozenset(("این", "همین", "همان", "آن"))


class NumberMention(NamedTuple):
    """A number of the text: tokens ``first`` to ``last`` exclusive, its value, and the unit of its last digit."""

    first: int
    last: int
    value: int | Fraction
    upper: int | Fraction | None = None
    scale: int = 1
    resolution: Fraction = ONE
    rule: str = "plain"

    @property
    def is_whole(self) -> bool:
        """Whether it can count anything: «۱۲/۳» cannot."""
        return self.value.denominator == 1 and (self.upper is None or self.upper.denominator == 1)


@cache
def ordinals() -> frozenset[str]:
    """Ordinals, which are never figures: «سیزدهم»."""
    return frozenset(key(row["form"]) for row in lexicons.rows("ordinals"))


class NumberReader:
    """Reads the number that begins at a token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.words = words()

    def piece(self, i: int) -> Piece | None:
        """The element of a number at token ``i``: a digit token or a number word, a glued «و» before it or not."""
        if i >= len(self.tokens):
            return None
        token = self.tokens[i]
        if token.kind == WORD:
            return self.words.get(token.key) or self.words.get(self._after_glued_and(i))
        return self._digits(i, token) if token.kind == NUMBER else None

    def _after_glued_and(self, i: int) -> str:
        """«بیست‌وپنج» is «بیست» and «وپنج»: the word without its «و», empty when a number cannot go on here."""
        word = self.tokens[i].key
        follows = i > 0 and (self.tokens[i - 1].kind == NUMBER or self.tokens[i - 1].key in self.words)
        return word[1:] if follows and word.startswith(AND) else ""

    def _digits(self, i: int, token: Token) -> Piece | None:
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        follows = self.words.get(after.key) if after and after.kind == WORD else None
        before_scale = bool(after and (after.key in ("همت", "همتی") or (follows and follows.value is None)))
        read = read_digits(token.key, before_scale=before_scale)
        if read is None:
            return None
        value, rule = read
        places = decimals(token.key, rule)
        return Piece(value, 1, rule, Fraction(1, 10**places) if places else 1)

    def read(self, first: int) -> NumberMention | None:
        """The longest number that begins at token ``first``, with its range: «۵ تا ۱۵ میلیون»."""
        number = self.single(first)
        if number is None:
            return None
        return self.spread(number) or number

    def single(self, first: int) -> NumberMention | None:
        """A number that is no range: «دو میلیارد و نیم»."""
        if self._stands_alone(first):
            return NumberMention(first, first + 1, int(self.tokens[first].key))
        stack, last = Stack(), first
        if self.tokens[first].key == "نیم":
            stack.add(Piece(Fraction(1, 2), 1, "fraction"))
            last = first + 1
            scale = self.piece(last)
            if (
                (scale is None or scale.value is not None)
                and self.tokens[last : last + 1]
                and self.tokens[last].key != "همت"
            ):
                return None
        if self._is_year(first):
            return NumberMention(first, first + 1, self.piece(first).value or 0)  # type: ignore[union-attr]
        after_and = False
        at = last
        while (piece := self.piece(at)) and stack.accepts(piece, after_and or self._is_glued(at)):
            if after_and and self._begins_another(stack, piece, at):
                break
            stack.add(piece)
            last, after_and = at + 1, piece.ends_in_and
            last += self._fraction(stack, last)
            at, after_and = self._joint(last, after_and)
        if not stack.parts or self._is_manner(first, last):
            return None
        return self._mention(first, last, stack)

    def _is_manner(self, first: int, last: int) -> bool:
        """«وام میلیاردی»: a scale alone that only describes."""
        piece = self.words.get(self.tokens[first].key)
        described = self.tokens[first].key.endswith(ADJECTIVE)
        return last - first == 1 and described and piece is not None and piece.value is None

    def _is_glued(self, i: int) -> bool:
        return self.tokens[i].kind == WORD and self.tokens[i].key not in self.words

    def _begins_another(self, stack: Stack, piece: Piece, at: int) -> bool:
        """«۸۰ میلیون و ۱۲۰ میلیون»: a scale that is not below the one before begins an amount of its own."""
        scale = stack.parts[-1][1]
        following = self.piece(at + 1) if scale > 1 and piece.scale == 1 else None
        return (
            following is not None
            and following.value is None
            and (following.scale == scale or following.scale > scale > THOUSAND)
        )

    def _stands_alone(self, i: int) -> bool:
        """A bare run of digits that nothing continues, the common case: «2340 مجوز»."""
        if self.tokens[i].kind != NUMBER or not self.tokens[i].key.isdecimal() or len(self.tokens[i].key) > MAX_DIGITS:
            return False
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        return after is None or (
            not after.key.startswith(AND) and after.key not in CONTINUING and after.key not in self.words
        )

    def _is_year(self, i: int) -> bool:
        """«در سال ۹۶ هزار و ۱۲۵ مجوز», «شهریور ۱۴۰۱ هزار و ۲۴۰ مجوز»: the year ends before the number begins."""
        digits = self.tokens[i].key
        if i == 0 or self.tokens[i].kind != NUMBER:
            return False
        if self.tokens[i - 1].key != "سال":
            thousand = i + 1 < len(self.tokens) and self.tokens[i + 1].key == "هزار"
            return thousand and digits.isdecimal() and FIRST_YEAR <= int(digits) <= LAST_YEAR
        if i > 1 and self.tokens[i - 2].key in POINTING:
            return False
        return digits.isdecimal() and is_year_number(int(digits))

    def _joint(self, at: int, after_and: bool) -> tuple[int, bool]:
        if not after_and and at < len(self.tokens) and self.tokens[at].key == AND:
            return at + 1, True
        return at, after_and

    def _fraction(self, stack: Stack, at: int) -> int:
        keys = [t.key for t in self.tokens[at : at + 3]]
        if keys[:1] == ["ونیم"] or (keys[:1] == [AND] and keys[1:2] == ["نیم"]):
            stack.add_fraction(Fraction(1, 2))
            return 1 if keys[0] == "ونیم" else 2
        if len(keys) == 3 and keys[0] == AND and keys[2] in TENTHS and (piece := self.piece(at + 1)):
            stack.add_fraction(Fraction(piece.value or 0) / TENTHS[keys[2]])
            return 3
        if keys[:1] == [POINT] and (piece := self.piece(at + 1)) and piece.value is not None:
            stack.add_fraction(Fraction(piece.value) / 10 ** len(str(piece.value)))
            return 2
        return 0

    def _mention(self, first: int, last: int, stack: Stack) -> NumberMention:
        resolution = ONE if stack.resolution == 1 else Fraction(stack.resolution)
        return NumberMention(first, last, stack.value, None, stack.parts[-1][1], resolution, stack.rule)

    def spread(self, lower: NumberMention) -> NumberMention | None:
        """A range whose ends may share a scale: «۱۰ تا ۱۵ هزار»."""
        at = lower.last
        if at < len(self.tokens) and self.tokens[at].key in BETWEEN:
            at += 1
        if at + 1 >= len(self.tokens) or self.tokens[at].key not in RANGE:
            return None
        upper = self.single(at + 1)
        if upper is None or (self._is_year(lower.first) and not is_year_number(upper.value)):
            return None
        value = lower.value
        if lower.scale < upper.scale and lower.last == at and value < upper.value / upper.scale:
            value *= upper.scale
        if not value < upper.value or (self.tokens[at].kind == MARK and lower.value > 10**6):
            return None
        return upper._replace(first=lower.first, value=value, upper=upper.value, rule="range")


def is_year_number(value: Fraction | int) -> bool:
    """Whether a number may be a Jalali year, in two digits or four."""
    return 70 <= value <= 99 or FIRST_YEAR <= value <= LAST_YEAR


def find_numbers(tokens: list[Token]) -> list[NumberMention]:
    """Every number of the text in order; a lone «یک» is an article and «نه» mostly "no", so neither is one.

    >>> from homejobs_extract.normalize import normalize
    >>> from homejobs_extract.tokens import tokenize
    >>> [int(n.value) for n in find_numbers(tokenize(normalize("هزار و ۳۲۴ مجوز و ۶ میلیارد و ۲۰۰ میلیون تومان")))]
    [1324, 6200000000]
    """
    reader, found, at = NumberReader(tokens), [], 0
    known = reader.words
    while at < len(tokens):
        token = tokens[at]
        is_start = token.kind == NUMBER or (token.kind == WORD and (token.key in known or token.key == "نیم"))
        number = reader.read(at) if is_start else None
        if number is None:
            if token.kind == NUMBER:
                found.append(NumberMention(at, at + 1, 0, rule="unreadable"))
            at += 1
            continue
        at = number.last
        counted = _as_ordinal(number, tokens)
        if not _is_plural(number, tokens) and (counted.rule == "share" or not _is_article(number, tokens)):
            found.append(counted)
            at = counted.last
    return found


def _is_plural(number: NumberMention, tokens: list[Token]) -> bool:
    """«ده‌ها طرح», «میلیون‌ها تومان»."""
    return tokens[number.last - 1].kind == WORD and number.last < len(tokens) and tokens[number.last].key == "ها"


def _is_article(number: NumberMention, tokens: list[Token]) -> bool:
    alone = number.last - number.first == 1 and tokens[number.first].kind == WORD
    named = number.value == ARTICLE or tokens[number.first].key == NINE
    return alone and named and not is_list_item(tokens, number.first, number.last)


def is_list_item(tokens: list[Token], first: int, last: int) -> bool:
    """«۱۴ مورد به هنرمندان و یک مورد به پشتیبان‌ها»: a counter that comes again after «و»."""
    counter = tokens[last].key if last < len(tokens) else ""
    before = [t.key for t in tokens[max(0, first - LONGEST_ITEM) : first]]
    return counter in COUNTERS and before[-1:] == [AND] and counter in before


def _as_ordinal(number: NumberMention, tokens: list[Token]) -> NumberMention:
    """«بیست و پنجم» and «دو سوم» count nothing."""
    at = number.last
    if at + 1 < len(tokens) and tokens[at].key == AND and tokens[at + 1].key in ordinals():
        return number._replace(last=at + 2, rule="ordinal")
    if at < len(tokens) and tokens[at].kind == WORD and tokens[at].key in ordinals():
        return number._replace(last=at + 1, rule="ordinal" if tokens[number.first].kind == NUMBER else "share")
    return number
