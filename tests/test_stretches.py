"""Long texts are read in stretches: nothing is lost between them, and the garbage collector is as it was before."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from homejobs_extract import extract
from homejobs_extract.stretches import LONGEST, collector_at_rest, stretches

SENTENCE = "در استان یزد ۱۲ مجوز مشاغل خانگی صادر شد.\n"


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector at work before and after each test."""
    gc.enable()
    yield
    gc.enable()


@pytest.mark.parametrize("text", [SENTENCE * 1000, "آ" * 3 * LONGEST, SENTENCE[:-1] * 1000, ""])
def test_stretches_are_the_text(text: str) -> None:
    parts = list(stretches(text))
    assert "".join(part for _, part in parts) == text
    assert all(text.startswith(part, at) and len(part) <= LONGEST for at, part in parts)


def test_figures_of_all_stretches_have_their_ids_and_offsets() -> None:
    text = "".join(SENTENCE.replace("۱۲", str(n)) for n in range(100, 900))
    report = extract(text)
    assert len(text) > 2 * LONGEST
    assert [figure.id for figure in report.figures] == [f"f{n}" for n in range(1, 801)]
    assert [text[f.spans[0].start : f.spans[0].end] for f in report.figures] == [f"{n} مجوز" for n in range(100, 900)]
    assert len(report.agencies) == 0
    assert len({figure.place for figure in report.figures}) == 1


@pytest.mark.parametrize("was", [True, False])
def test_the_collector_is_as_it_was(was: bool) -> None:
    if not was:
        gc.disable()
    with collector_at_rest("آ" * (LONGEST + 1)):
        assert not gc.isenabled()
    assert gc.isenabled() is was


def test_the_collector_works_again_after_an_exception() -> None:
    with pytest.raises(KeyError), collector_at_rest("آ" * (LONGEST + 1)):
        raise KeyError
    assert gc.isenabled()


def test_the_collector_works_through_short_texts() -> None:
    with collector_at_rest("آ" * LONGEST):
        assert gc.isenabled()
