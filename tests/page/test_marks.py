"""The marked article: whatever the marks and the text, the text comes back and the tags nest."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homejobs_extract.normalize import clean
from homejobs_extract.page.marks import Mark, article, direction, inert, paragraph
from tests.timing import NEARLY_LINEAR, growth

VOID_CHARS = {"\x00", "\r", "\u2028"}


class Reader(HTMLParser):
    """Checks nesting and gathers what a reader sees, labels apart; a shown control character stands for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [attrs for _, attrs in self.open]
        if any("data-x" in attrs for attrs in inside):
            return
        shown = any("data-c" in attrs for attrs in inside)
        self.text.append(chr(int(data[2:], 16)) if shown else data)


def read(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return "".join(reader.text)


texts = st.text(alphabet=st.sampled_from("ابپ‌۱۲3 <>&\"'aZй\u202e\u2067\x00\ufeff🏠\t"), max_size=40)
edges = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)


@given(texts, st.lists(edges, max_size=8))
def test_the_text_comes_back_whole_under_any_marks(text: str, spans: list[list[int]]) -> None:
    marks = [Mark(a, b, "k-permit", "t", f"m{n}", str(n), f"r{n}") for n, (a, b) in enumerate(spans) if a < b]
    assert read(paragraph(text, 0, len(text), marks)) == text


@given(texts, st.lists(edges, max_size=8))
def test_every_mark_within_the_text_is_labelled_once_and_anchored_once(text: str, spans: list[list[int]]) -> None:
    inside = [(a, b) for a, b in spans if a < b <= len(text)]
    marks = [Mark(a, b, "k-plan", "t", f"m{n}", str(n), f"r{n}") for n, (a, b) in enumerate(inside)]
    html = paragraph(text, 0, len(text), marks)
    for n in range(len(marks)):
        assert html.count(f'id="m{n}"') == 1
        assert html.count(f'href="#r{n}"') == 1


def test_a_nested_mark_stays_within_its_outer_one() -> None:
    text = "1203 مجوز از 2340 مجوز"
    outer, inner = Mark(0, 22, "k-permit", "", "a", "۱", "ra"), Mark(13, 22, "k-permit", "", "b", "۲", "rb")
    html = paragraph(text, 0, len(text), [inner, outer])
    assert html.index('id="a"') < html.index('id="b"') < html.index('href="#rb"') < html.index('href="#ra"')


def test_a_mark_over_two_paragraphs_has_one_anchor_and_one_label() -> None:
    html = article("12\nطرح", [Mark(0, 6, "k-plan", "", "a", "۱", "ra")])
    assert html.count("<mark") == 2
    assert html.count('id="a"') == 1
    assert html.count("<sup") == 1


def test_paragraphs_keep_their_offsets() -> None:
    html = article("یک\n\n  \nدو", [])
    assert 'data-o="0"' in html
    assert 'data-o="7"' in html


@pytest.mark.parametrize(
    "char", ["\u202e", "\u202d", "\u2066", "\u2069", "\x1b", "\x00", "\x85", "\u2028", "\U000e0041"]
)
def test_a_control_character_is_shown_by_its_code(char: str) -> None:
    html = inert(f"12{char}34")
    assert char not in html
    assert f"U+{ord(char):04X}" in html


@pytest.mark.parametrize("char", ["\u200c", "\u200f", "\u200e"])
def test_characters_that_persian_needs_stay(char: str) -> None:
    assert inert(f"می{char}شود") == f"می{char}شود"


@pytest.mark.parametrize("word", ["pаypal", "Αpple", "مجوزа"])
def test_a_word_of_two_scripts_is_underlined(word: str) -> None:
    assert f">{word}</span>" in inert(f"و {word} گفت")


@pytest.mark.parametrize("text", ["226مجوز", "ILO اعلام کرد", "Москва", "Αθήνα و ILO"])
def test_scripts_side_by_side_are_no_trick(text: str) -> None:
    assert "odd" not in inert(text)


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert clean("الف\ud800ب") == "الف\ufffdب"


def test_direction_is_right_to_left_but_for_wholly_latin_text() -> None:
    assert [direction(t) for t in ("1234", "ILO گفت", "Tehran 1400", "")] == ["rtl", "rtl", "ltr", "rtl"]


def test_a_long_text_with_many_marks_takes_time_in_proportion() -> None:
    def draw(count: int) -> None:
        marks = [Mark(n * 10, n * 10 + 7, "k-permit", "", f"m{n}", "۱", "r") for n in range(count)]
        article("۱۲ مجوز و\n" * count, marks)

    assert growth(draw, 1000, 16_000) <= NEARLY_LINEAR
