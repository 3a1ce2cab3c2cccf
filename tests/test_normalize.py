"""Normalization is hazm's own, never changes a text's length, and every span slices back out of the original."""

from __future__ import annotations

import sys
import unicodedata
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homejobs_extract import Report, extract
from homejobs_extract.normalize import key, normalize
from homejobs_extract.tokens import tokenize

SURROGATES = range(0xD800, 0xE000)
ZWNJ, NBSP, TATWEEL, RLM, FSI, PDI = "\u200c", "\u00a0", "\u0640", "\u200f", "\u2068", "\u2069"
SENTENCE = (
    "به گزارش مهر، از ابتدای سال 1402 تاکنون ۱٬۲۰۳ مجوز مشاغل خانگی در استان یزد صادر و ۶ میلیارد و ۲۰۰ میلیون "
    "تومان تسهیلات در حوزه صنعت، معدن و تجارت به ۲۲۶ نفر پرداخت شده‌است."
)
ARABIC_LETTERS = str.maketrans("یکه", "يكة")
ARABIC_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
LATIN_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


def presentation_forms(text: str) -> str:
    """Each letter as a scanned page has it: the isolated form of Arabic Presentation Forms-B, where there is one."""
    forms = {}
    for code in range(0xFE80, 0xFEF5):
        decomposed = unicodedata.decomposition(chr(code))
        if decomposed.startswith("<isolated> ") and len(decomposed.split()) == 2:
            forms[int(decomposed.split()[1], 16)] = chr(code)
    return text.translate(forms)


# What a page may do to a text. Those that keep every word readable must also keep every value.
READABLE: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "no ZWNJ": lambda text: text.replace(ZWNJ, ""),
    "space for ZWNJ": lambda text: text.replace(ZWNJ, " "),
    "Arabic yeh and kaf": lambda text: text.translate(str.maketrans("یک", "يك")),
    "Arabic digits": lambda text: text.translate(ARABIC_DIGITS),
    "Latin digits": lambda text: text.translate(LATIN_DIGITS),
    "NBSP": lambda text: text.replace(" ", NBSP),
    "two spaces": lambda text: text.replace(" ", "  "),
    "tatweel": lambda text: text.replace("خانگی", f"خان{TATWEEL * 3}گی").replace("مجوز", f"مج{TATWEEL}وز"),
    "diacritics": lambda text: text.replace("مجوز", "مُجَوِّز").replace("صادر", "صادِر"),
    "bidi marks": lambda text: text.replace("۱٬۲۰۳", f"{FSI}۱٬۲۰۳{PDI}").replace("۲۲۶", f"{RLM}۲۲۶{RLM}"),
    "emoji": lambda text: f"🏠📈 {text} 👩‍🏭🇮🇷",
    "CRLF": lambda text: text.replace("، ", "،\r\n", 1) + "\r\n\r\nپایان.\r\n",
    "presentation forms": presentation_forms,
    "byte order mark": lambda text: f"\ufeff{text}",
}
NOISY: dict[str, Callable[[str], str]] = {
    **READABLE,
    "Arabic letters": lambda text: text.translate(ARABIC_LETTERS),
    "lone surrogates": lambda text: text.replace("و", "\ud83d", 2) + "\udc00",
    "no spaces": lambda text: text.replace(" ", ""),
    "NUL": lambda text: text.replace(" ", "\0", 5),
    "combining marks": lambda text: "".join(char + "\u0301" for char in text),
}


def all_spans(node: Any) -> list[tuple[int, int, str]]:
    """Every span of a dumped report, wherever it stands."""
    if isinstance(node, dict):
        here = [(node["start"], node["end"], node["text"])] if set(node) == {"start", "end", "text"} else []
        return here + [span for value in node.values() for span in all_spans(value)]
    if isinstance(node, list | tuple):
        return [span for value in node for span in all_spans(value)]
    return []


def wrong_spans(report: Report, text: str) -> list[tuple[int, int, str]]:
    """The spans of a report that do not slice back out of the text."""
    clean = "".join("\ufffd" if ord(char) in SURROGATES else char for char in text)
    return [
        span for span in all_spans(report.model_dump()) if clean[span[0] : span[1]] != span[2] or span[0] >= span[1]
    ]


@pytest.fixture(scope="module")
def hazm() -> Any:
    """hazm with every switch off but ``persian_numbers``: these settings never change a length."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from hazm import Normalizer
    return Normalizer(False, False, False, False, False, True, False, False)


def test_hazm_writes_every_character_as_we_do(hazm: Any) -> None:
    characters = [chr(code) for code in range(0x10000) if code not in SURROGATES]
    different = [char for char in characters if hazm.normalize(char) != normalize(char).text]
    assert [f"U+{ord(char):04X}" for char in different] == []


def test_hazm_writes_a_text_as_we_do(hazm: Any, example: str) -> None:
    assert hazm.normalize(example) == normalize(example).text


def test_no_character_changes_its_length() -> None:
    for char in map(chr, range(sys.maxunicode + 1)):
        _, text, folded = normalize(char)
        assert len(text) == len(folded) == 1, f"U+{ord(char):04X}"


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec=None), max_size=200))
def test_normalization_never_changes_a_length(text: str) -> None:
    original, written, folded = normalize(text)
    assert len(original) == len(written) == len(folded) == len(text)
    assert normalize(written).text == written


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(f"۱۲۳456٤٥ یيکكهةأإؤئلا{ZWNJ}{NBSP}{TATWEEL}{RLM}ًّ،.٬٫/():\n\rﻻﻲ🏠aA")))
def test_tokens_are_in_order_inside_the_text(text: str) -> None:
    tokens = tokenize(normalize(text))
    edges = [edge for token in tokens for edge in (token.start, token.end)]
    assert edges == sorted(edges)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)


@pytest.mark.parametrize("noise", sorted(NOISY))
def test_spans_slice_back(noise: str) -> None:
    text = NOISY[noise](SENTENCE)
    assert wrong_spans(extract(text, published="1402-08-20"), text) == []


@pytest.mark.parametrize("noise", sorted(NOISY))
def test_spans_of_the_example_slice_back(noise: str, example: str) -> None:
    text = NOISY[noise](example)
    assert wrong_spans(extract(text), text) == []


@pytest.mark.parametrize("noise", sorted(READABLE))
def test_noise_moves_no_value(noise: str) -> None:
    report = extract(READABLE[noise](SENTENCE), published="1402-08-20")
    found = [(figure.kind, figure.value, figure.stage) for figure in report.figures]
    assert found == [("permit", 1203, "issued"), ("loan", 62_000_000_000, "paid"), ("person", 226, "paid")]
    assert report.outlet == "مهر"
    assert [agency.id for agency in report.agencies] == ["industry_mine_trade"]


@pytest.mark.parametrize(
    ("spelling", "same"),
    [
        ("كسب و كار خانگي", "کسب‌وکار خانگی"),
        ("خانـــگی", "خانگی"),
        ("مُجَوِّز", "مجوز"),
        ("مسوول", "مسؤول"),
        ("ﻻزم", "لازم"),
        ("آذربايجان غربي", "آذربایجان‌غربی"),
    ],
)
def test_spellings_have_one_key(spelling: str, same: str) -> None:
    assert key(spelling) == key(same)


@pytest.mark.parametrize(("one", "other"), [("فسا", "فساد"), ("اراک", "ارک"), ("صادر", "صدور")])
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)
