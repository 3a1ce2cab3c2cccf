"""Every regular expression of the package takes time in step with its text, or is used on texts that are short."""

from __future__ import annotations

import importlib
import math
import pkgutil
import re
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import homejobs_extract
from homejobs_extract import extract
from homejobs_extract.archive.html import furniture, strip_furniture
from homejobs_extract.gate import TEXT, UTF8
from homejobs_extract.gate import patterns as gate_patterns
from homejobs_extract.page.marks import inert
from tests.robustness.pumps import PROBES, Pump, pumps
from tests.timing import NEARLY_LINEAR, growth

SIZES = (1_000, 4_000, 16_000, 64_000, 250_000, 1_000_000)
SECONDS = 0.03
NOTICEABLE = 0.05
STEEPEST = 1.6
# Patterns that grow faster and see short texts only: where, and what keeps the texts short.
BOUNDED = {
    "archive.dates.CLOCK": "page_date looks at the first SEARCHED characters of a page",
    "archive.dates.LABEL": "_rank looks at NEAR characters before a date",
    "checks.pointers.NOT_A_WHOLE": "Facts.after gives 40 characters",
    "checks.pointers.OF_IT": "Facts.after gives 14 characters",
    "tokens.PIECE": "stretches.py cuts texts into stretches of 16,000 characters",
}
ARTICLE = "۱۲ مجوز مشاغل خانگی در ۵ ماهه نخست سال صادر شد و ۷ نفر وام گرفتند. "
REPEATED = (
    *PROBES,
    "و ",
    "1 ",
    "12 مجوز ",
    "۳ هزار و ",
    "از این تعداد ",
    "۵ ماهه ",
    "• ",
    "« ",
    "بانک ملی ",
    "علی دهقانی ",
    "مشاغل خانگی ",
)
SOURCES = "\n".join(p.read_text(encoding="utf-8") for p in Path(homejobs_extract.__file__).parent.rglob("*.py"))


class Known(NamedTuple):
    """A compiled pattern and the ways in which the package uses it."""

    pattern: re.Pattern[Any]
    uses: frozenset[str]


def patterns() -> Iterator[tuple[str, Known]]:
    """Every compiled pattern of every module, by name."""
    for module in pkgutil.walk_packages(homejobs_extract.__path__, "homejobs_extract."):
        if not module.name.endswith("__main__"):
            loaded = importlib.import_module(module.name)
            for name, value in vars(loaded).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name.removeprefix('homejobs_extract.')}.{name}", Known(value, uses(name))


def uses(name: str) -> frozenset[str]:
    """The methods that the package calls on a pattern of a name."""
    found = re.findall(rf"\b{name}\.(search|match|fullmatch|finditer|findall|sub|split)\b", SOURCES)
    return frozenset(
        {"fullmatch", "match"} & set(found) | ({"finditer"} if set(found) - {"fullmatch", "match"} else set())
    )


def made() -> Iterator[tuple[str, Known]]:
    """Patterns that are made from tables when they are first needed."""
    lines = ("fullmatch", "match", "fullmatch")
    for name, pattern, use in zip(("line", "start", "end"), furniture(), lines, strict=True):
        yield f"html.{name}", Known(pattern, frozenset([use]))
    for name, writing in (("text", TEXT), ("utf8", UTF8)):
        for part, one in gate_patterns(writing)._asdict().items():
            if isinstance(one, re.Pattern):
                yield f"gate.{name}.{part}", Known(one, frozenset(["match"]))


ALL = dict((*patterns(), *made()))


def seconds(known: Known, text: str) -> float:
    """The time to use a pattern on a text as the package does, the better of two."""
    given: Any = text if isinstance(known.pattern.pattern, str) else text.encode("utf-8", "replace")
    spent = []
    for _ in range(2):
        start = time.process_time()
        for use in known.uses:
            found = getattr(known.pattern, use)(given)
            deque(found if use == "finditer" else (), maxlen=0)
        spent.append(time.process_time() - start)
    return min(spent)


def steepness(known: Known, pump: Pump) -> float:
    """The exponent of growth between the two largest texts that could be tried; 0 where time is too short to tell.

    A text that takes long is the last one: the next, four times as large, would take sixteen times as long or more.
    """
    before, taken = (0, 0.0), (0, 0.0)
    for size in SIZES:
        before, taken = taken, (size, seconds(known, pump.text(size)))
        if taken[1] > SECONDS:
            break
    if taken[1] < NOTICEABLE or not before[1]:
        return 0.0
    return math.log(taken[1] / before[1]) / math.log(taken[0] / before[0])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALL))
def test_time_grows_with_the_text(name: str) -> None:
    steep = [(pump, steepness(ALL[name], pump)) for pump in pumps(ALL[name].pattern)]
    worst = max(steep, key=lambda pair: pair[1])
    if name in BOUNDED:
        assert worst[1] > STEEPEST, f"{name} is linear now; take it off the list"
    else:
        assert worst[1] <= STEEPEST, f"{worst[0]} grows with exponent {worst[1]:.2f}"


@pytest.mark.parametrize("body", REPEATED)
def test_extract_takes_time_in_step_with_its_text(body: str) -> None:
    """One word, one mark or one phrase over and over."""
    assert growth(lambda size: extract(Pump(ARTICLE, body, "ژ").text(size)), 6_000, 48_000) <= NEARLY_LINEAR


@pytest.mark.slow
@pytest.mark.parametrize("body", REPEATED)
def test_extract_of_a_million_characters(body: str) -> None:
    """A hundred times the text, less than two and a half hundred times the time."""
    assert growth(lambda size: extract(Pump(ARTICLE, body, "ژ").text(size)), 10_000, 1_000_000) <= 1.2


@pytest.mark.parametrize("blank", [" ", "\n ", "\t"])
def test_blanks_between_two_amounts(blank: str) -> None:
    """«۱۲ میلیارد تومان … ۱۳۰ میلیارد ریال»: 400 blanks took 7 s, and each doubling sixteen times as long."""

    def read(count: int) -> None:
        between = blank * count
        extract(f"تسهیلات مشاغل خانگی به مبلغ ۱۲ میلیارد تومان{between}ژ ۱۳۰ میلیارد ریال پرداخت شد.")

    assert growth(read, 200, 4_000) <= NEARLY_LINEAR


def test_a_page_that_ends_in_marks() -> None:
    """64,000 stars after «انتهای پیام» took 25 s."""

    def strip(stars: int) -> str:
        return strip_furniture("خبر\n/انتهای پیام" + "*" * stars + "x-")

    assert growth(strip, 8_000, 128_000) <= NEARLY_LINEAR


def test_a_long_word_beside_another_alphabet() -> None:
    """A word of 32,000 letters and one Cyrillic letter elsewhere took 11 s to draw."""
    assert "odd" in str(inert(f"{'a' * 32_000} аb"))
    assert growth(lambda letters: inert(f"{'a' * letters} аb"), 8_000, 128_000) <= NEARLY_LINEAR
