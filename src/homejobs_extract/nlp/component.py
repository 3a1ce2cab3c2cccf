"""The component: reads a document's text, and leaves the report and its spans with the document.

The report travels as JSON in ``doc.user_data["homejobs"]``, so that ``DocBin``, ``Doc.to_disk`` and
``n_process`` carry it; ``doc._.homejobs`` is the record made of it.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from homejobs_extract.nlp import spans
from homejobs_extract.pipeline import extract
from homejobs_extract.records import Report

KEY = "homejobs"
GROUPS = {"": spans.figures, "_agencies": spans.agencies, "_places": spans.places, "_speakers": spans.speakers}
REMEMBERED = 16


class HomeJobs:
    """The component itself, callable on a document; ``published`` is the day for documents that bring none."""

    def __init__(
        self, *, published: str | None, published_key: str, source_key: str, spans_key: str, lexicon: str | None
    ) -> None:
        self.published = published
        self.published_key = published_key
        self.source_key = source_key
        self.spans_key = spans_key
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Read the document; raises ``ValueError`` for a day of publication that is none."""
        source = doc.user_data.get(self.source_key)
        report = extract(doc.text, published=self._published(doc), source=source, lexicon=self.lexicon)
        doc._.homejobs = report
        for suffix, find in GROUPS.items():
            name = self.spans_key + suffix
            doc.spans[name] = spans.group(doc, name, find(report))
        return doc

    def _published(self, doc: Doc) -> datetime.date | str | None:
        found: datetime.date | str | None = doc.user_data.get(self.published_key)
        return self.published if found is None else found


@lru_cache(maxsize=REMEMBERED)
def _report(json: str) -> Report:
    return Report.model_validate_json(json)


def get_report(doc: Doc) -> Report | None:
    """The report of a document, ``None`` if none was made."""
    json = doc.user_data.get(KEY)
    return None if json is None else _report(json)


def set_report(doc: Doc, report: Report) -> None:
    """Leave a report with a document."""
    doc.user_data[KEY] = report.model_dump_json()


if not Doc.has_extension(KEY):
    Doc.set_extension(KEY, getter=get_report, setter=set_report)


@Language.factory(
    KEY,
    assigns=["doc._.homejobs", "doc.spans"],
    default_config={
        "published": None,
        "published_key": "published",
        "source_key": "source",
        "spans_key": KEY,
        "lexicon": None,
    },
)
def make_homejobs(  # noqa: PLR0913, the names are the config's
    nlp: Language,
    name: str,
    *,
    published: str | None,
    published_key: str,
    source_key: str,
    spans_key: str,
    lexicon: str | None,
) -> HomeJobs:
    """The component for a pipeline.

    ``published`` is the day for documents without one in ``doc.user_data[published_key]``; ``source_key`` names the
    id or URL there; groups of spans are ``spans_key``, ``spans_key + "_agencies"``, ``"_places"`` and ``"_speakers"``;
    ``lexicon`` is a folder of one's own lexicon files.

    >>> import spacy
    >>> nlp = spacy.blank("fa")
    >>> made = nlp.add_pipe("homejobs", config={"published": "1400-12-05"})
    >>> doc = nlp("امسال 226مجوز مشاغل خانگی در سمنان صادر شد.")
    >>> [(span.text, span.label_, span.id_) for span in doc.spans["homejobs"]]
    [('226مجوز', 'permit', 'f1')]
    """
    return HomeJobs(
        published=published,
        published_key=published_key,
        source_key=source_key,
        spans_key=spans_key,
        lexicon=lexicon,
    )
