"""The spaCy component: by entry point, over any tokens, through processes, ``DocBin`` and disk, nothing lost."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from homejobs_extract import Report, extract

PUBLISHED = "1400-12-05"
GLUED = "امسال 226مجوز مشاغل خانگی از سوی جهاد کشاورزی در استان سمنان صادر شد."
FROM_DISK = """
import sys, spacy
nlp = spacy.load(sys.argv[1])
doc = nlp(sys.argv[2])
print(doc._.homejobs.model_dump_json(), end="")
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A blank Persian pipeline with the component, its tests' day of publication set."""
    made = spacy.blank("fa")
    made.add_pipe("homejobs", config={"published": PUBLISHED})
    return made


def spans(doc: Doc, group: str = "homejobs") -> list[tuple[str, str, str]]:
    """Text, label and id of each span of a group."""
    return [(span.text, span.label_, span.id_) for span in doc.spans[group]]


def same(one: Doc, other: Doc) -> bool:
    """Whether two documents carry the same report and the same spans."""
    groups = {key: spans(one, key) for key in one.spans}
    return one._.homejobs == other._.homejobs and groups == {key: spans(other, key) for key in other.spans}


def test_the_factory_is_found_by_its_entry_point(python: Callable[..., str]) -> None:
    """In an interpreter that never imported the package by itself."""
    code = "import spacy; nlp = spacy.blank('fa'); nlp.add_pipe('homejobs'); print(*nlp.pipe_names)"
    assert python(code).split() == ["homejobs"]


def test_the_report_is_what_extract_gives(nlp: Language, example: str) -> None:
    report = nlp(example)._.homejobs
    assert isinstance(report, Report)
    assert report == extract(example, published=PUBLISHED)
    assert len(report.figures) == 20


def test_spans_carry_labels_and_ids(nlp: Language) -> None:
    doc = nlp(GLUED)
    assert spans(doc) == [("226مجوز", "permit", "f1")]
    assert spans(doc, "homejobs_agencies") == [("جهاد کشاورزی", "agency", "agriculture_jihad")]
    assert spans(doc, "homejobs_places") == [("سمنان", "province", "سمنان")]
    assert [span.kb_id_ for span in doc.spans["homejobs_places"]] == ["IR-20"]
    assert [span.kb_id_ for span in doc.spans["homejobs"]] == ["agriculture_jihad"]


def test_speakers_are_spans(nlp: Language, example: str) -> None:
    doc = nlp(example)
    assert {(label, name) for _, label, name in spans(doc, "homejobs_speakers")} == {("speaker", "کاوه سلطانیان")}


def test_every_statement_of_a_figure_is_a_span(nlp: Language, example: str) -> None:
    doc = nlp(example)
    stated = [(span.start, span.end) for figure in doc._.homejobs.figures for span in figure.spans]
    assert [tuple(pair) for pair in doc.spans["homejobs"].attrs["characters"]] == sorted(stated)
    assert len(doc.spans["homejobs"]) == len(stated) > 20


def test_a_day_of_publication_comes_with_the_document(nlp: Language) -> None:
    doc = nlp.make_doc(GLUED)
    doc.user_data |= {"published": "1402-01-20", "source": "https://sepidar.example/7"}
    report = nlp(doc)._.homejobs
    assert (report.published, report.source) == ("2023-04-09", "https://sepidar.example/7")


@pytest.mark.parametrize("published", ["2023-04-09", datetime.date(2023, 4, 9)])
def test_a_day_of_publication_may_be_gregorian(nlp: Language, published: Any) -> None:
    doc = nlp.make_doc(GLUED)
    doc.user_data["published"] = published
    assert nlp(doc)._.homejobs.figures[0].period.start_jalali == "1402-01-01"


def test_a_wrong_day_is_an_error(nlp: Language) -> None:
    doc = nlp.make_doc(GLUED)
    doc.user_data["published"] = "yesterday"
    with pytest.raises(ValueError, match="yesterday"):
        nlp(doc)


def test_keys_can_be_renamed() -> None:
    nlp = spacy.blank("fa")
    nlp.add_pipe("homejobs", config={"published_key": "day", "source_key": "url", "spans_key": "sc"})
    doc = nlp.make_doc(GLUED)
    doc.user_data |= {"day": PUBLISHED, "url": "a"}
    doc = nlp(doc)
    assert sorted(doc.spans) == ["sc", "sc_agencies", "sc_places", "sc_speakers"]
    assert (doc._.homejobs.source, doc._.homejobs.published) == ("a", "2022-02-24")


def test_a_lexicon_of_ones_own_goes_with_the_pipeline(tmp_path: Path) -> None:
    """New agencies have spans, and the saved pipeline still knows where their lexicon is."""
    lexicon = tmp_path / "mine"
    lexicon.mkdir()
    (lexicon / "agencies.tsv").write_text("id\tname_fa\tname_en\ngreen\tمهرکاران سبز\tGreen\n", encoding="utf-8")
    nlp = spacy.blank("fa")
    nlp.add_pipe("homejobs", config={"lexicon": str(lexicon)})
    nlp.to_disk(tmp_path / "pipeline")
    for each in (nlp, spacy.load(tmp_path / "pipeline")):
        doc = each("مهرکاران سبز ۲۲۶ مجوز مشاغل خانگی صادر کرد.")
        assert spans(doc, "homejobs_agencies") == [("مهرکاران سبز", "agency", "green")]
        assert [span.kb_id_ for span in doc.spans["homejobs"]] == ["green"]


def test_a_document_that_was_not_read_has_no_report() -> None:
    assert spacy.blank("fa")("۱۲ مجوز")._.homejobs is None


@pytest.mark.parametrize("text", ["", " ", "\n", "هوا ابری است."])
def test_texts_without_figures(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.homejobs.figures == ()
    assert spans(doc) == []


def test_two_processes_give_what_one_gives(nlp: Language, example: str) -> None:
    texts = [example, GLUED, "", "هوا ابری است."] * 3
    one = list(nlp.pipe(texts))
    two = list(nlp.pipe(texts, n_process=2, batch_size=2))
    assert len(one) == len(two) == 12
    assert all(same(*pair) for pair in zip(one, two, strict=True))
    assert len(two[0]._.homejobs.figures) == 20


def test_user_data_reaches_other_processes(nlp: Language) -> None:
    docs = [nlp.make_doc(GLUED) for _ in range(4)]
    for year, doc in enumerate(docs, 1398):
        doc.user_data["published"] = f"{year}-12-05"
    read = nlp.pipe(docs, n_process=2, batch_size=1)
    assert [doc._.homejobs.figures[0].period.start_jalali[:4] for doc in read] == ["1398", "1399", "1400", "1401"]


def test_docbin_keeps_all(nlp: Language, example: str, tmp_path: Path) -> None:
    docs = [nlp(example), nlp(GLUED), nlp("")]
    DocBin(docs=docs, store_user_data=True).to_disk(tmp_path / "docs.spacy")
    back = list(DocBin().from_disk(tmp_path / "docs.spacy").get_docs(nlp.vocab))
    assert all(same(*pair) for pair in zip(docs, back, strict=True))


def test_a_document_on_disk_keeps_all(nlp: Language, example: str, tmp_path: Path) -> None:
    doc = nlp(example)
    doc.to_disk(tmp_path / "doc")
    back = Doc(nlp.vocab).from_disk(tmp_path / "doc")
    assert same(doc, back)
    assert back.spans["homejobs"].attrs == doc.spans["homejobs"].attrs


def test_a_pipeline_on_disk_reads_the_same_elsewhere(
    nlp: Language, example: str, tmp_path: Path, python: Callable[..., str]
) -> None:
    """Saved with its config, loaded by another interpreter."""
    nlp.to_disk(tmp_path / "pipeline")
    assert Report.model_validate_json(python(FROM_DISK, str(tmp_path / "pipeline"), example)) == nlp(example)._.homejobs


def test_a_pipeline_from_its_own_config(nlp: Language) -> None:
    again = spacy.util.load_model_from_config(nlp.config)
    assert again.get_pipe("homejobs").published == PUBLISHED  # type: ignore[attr-defined]


@given(text=st.text(st.sampled_from("۲۲۶ 12مجوز خانگی\u200c\n،.-"), max_size=60), data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_tokenization(nlp: Language, text: str, data: st.DataObject) -> None:
    """The text cut anywhere: the same report, and each span holds its words."""
    article = f"{text} {GLUED}"
    cuts = data.draw(st.sets(st.integers(1, len(article) - 1), max_size=40))
    bounds = [0, *sorted(cuts), len(article)]
    words = [article[a:b] for a, b in pairwise(bounds)]
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
    assert doc.text == article
    assert doc._.homejobs == extract(article, published=PUBLISHED)
    for span, (start, end) in zip(doc.spans["homejobs"], doc.spans["homejobs"].attrs["characters"], strict=True):
        assert span.start_char <= start < end <= span.end_char
        assert article[start:end] in span.text
