"""From a text to its report: normalized text, mentions, figures, checks, each step once and in this order."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from homejobs_extract.checks.sums import sum_check
from homejobs_extract.document import Document, analyse
from homejobs_extract.figures.basis import drop_ceiling_stages, settle_basis, settle_bounds
from homejobs_extract.figures.breakdowns import complete_breakdowns
from homejobs_extract.figures.build import Builder
from homejobs_extract.figures.context import Context, focus_county, main_agency, main_place
from homejobs_extract.figures.contrast import mark_other_subjects
from homejobs_extract.figures.counting import count_all
from homejobs_extract.figures.dating import date_drafts, inherit_periods
from homejobs_extract.figures.dating_in_order import date_in_order
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.elision import fill, name_bracketed, name_items
from homejobs_extract.figures.item_subjects import mark_other_items
from homejobs_extract.figures.modality import mark_denied, settle_modality, unplan_parts
from homejobs_extract.figures.owners import inherit_agencies, leave_banks_told, link_agencies
from homejobs_extract.figures.parts import find_parts
from homejobs_extract.figures.placing import inherit_places, link_places
from homejobs_extract.figures.repeats import find_echoes, merge_repeats, resolve_echoes
from homejobs_extract.figures.settle import default_stages, drop_populations, link_amounts, settle_stages
from homejobs_extract.figures.stage_inheritance import inherit_stages
from homejobs_extract.figures.topic import mark_off_topic
from homejobs_extract.figures.topical import is_relevant
from homejobs_extract.figures.wider_totals import drop_wider_totals
from homejobs_extract.figures.windows import open_windows, place_in_clauses
from homejobs_extract.gazetteer import Gazetteer
from homejobs_extract.jalali import Day, parse_published, to_iso
from homejobs_extract.lexicons import DATA_VERSION
from homejobs_extract.mentions.agencies import find_agencies
from homejobs_extract.mentions.numbers import find_numbers
from homejobs_extract.mentions.outlets import find_outlet
from homejobs_extract.mentions.people import find_people
from homejobs_extract.mentions.periods import find_periods
from homejobs_extract.mentions.places import find_places
from homejobs_extract.normalize import clean, key
from homejobs_extract.records import Report
from homejobs_extract.stretches import Fields, collector_at_rest, join, stretches
from homejobs_extract.vocabulary import gazetteer

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

NAMED = frozenset(("topic", "stage", "noun"))
CUES = frozenset(("stage", "modality", "basis"))


def extract(
    article_text: str,
    published: datetime.date | str | None = None,
    source: str | None = None,
    *,
    lexicon: Lexicon | Path | str | None = None,
) -> Report:
    """Every figure on home-based businesses that a Persian news report states; money in rials.

    ``lexicon`` is a folder of one's own lexicon files, or what ``load_lexicon`` made of it. Raises ``TypeError`` for
    what is no ``str``, ``ValueError`` for a ``published`` or a lexicon it cannot read.

    >>> report = extract("امسال 2340 مجوز مشاغل خانگی در استان کردستان صادر شد.", published="1400-12-05")
    >>> [(f.kind, f.value, f.stage, f.place.name) for f in report.figures]
    [('permit', 2340, 'issued', 'کردستان')]
    """
    if not isinstance(article_text, str):
        message = f"article_text must be a str, not {type(article_text).__name__}"
        raise TypeError(message)
    today = parse_published(published)
    own = None if lexicon is None else _load(lexicon)
    text = clean(article_text)
    with collector_at_rest(text):
        return _read(text, today, source, own)


def _read(text: str, today: Day | None, source: str | None, own: Lexicon | None) -> Report:
    """The report of a text, stretch by stretch."""
    read: list[Fields] = []
    known = gazetteer(own)
    for offset, stretch in stretches(text):
        first = 1 + sum(len(r["figures"]) for r in read)
        read.append(read_stretch(stretch, today, known, offset=offset, first=first))
    fields = join(read)
    about = {
        "data_version": own.data_version if own else DATA_VERSION,
        "source": source,
        "published": to_iso(today) if today else None,
    }
    if own and fields["outlet"]:
        fields["outlet"] = own.outlets.get(key(fields["outlet"]), fields["outlet"])
    return _checked(Report.model_validate({**about, **fields}), text)


def _checked(report: Report, text: str) -> Report:
    """The report with the checks that compare its figures; they are loaded for the first report that has any."""
    if not report.figures:
        return report
    from homejobs_extract.checks.run import with_checks

    return with_checks(report, text)


def _load(lexicon: Lexicon | Path | str) -> Lexicon:
    from homejobs_extract.userlexicon import load_lexicon

    return load_lexicon(lexicon)


def read_stretch(text: str, today: Day | None, known: Gazetteer, *, offset: int = 0, first: int = 1) -> Fields:
    """The fields of a report of one stretch of text; ids begin with ``first``."""
    doc = analyse(text, known, offset=offset)
    context, drafts, skips = read_mentions(doc, today, known)
    drafts = read_figures(context, drafts, skips)
    builder = Builder(context, known.agencies)
    figures = builder.figures(drafts, first=first)
    by_draft = dict(zip(map(id, drafts), figures, strict=True))
    checks = [
        sum_check(by_draft[id(whole)], [by_draft[id(p)] for p in parts])
        for whole, parts in complete_breakdowns(doc, drafts)
    ]
    return {
        "outlet": find_outlet(doc),
        "figures": figures,
        "agencies": builder.agencies(),
        "speakers": builder.speakers(),
        "checks": checks,
        "skipped": builder.skipped(skips),
    }


def read_mentions(doc: Document, today: Day | None, known: Gazetteer) -> tuple[Context, list[Draft], list[Skip]]:
    """Everything the text names, and each number as a draft or a skip."""
    numbers = find_numbers(doc.tokens)
    counted = [m.first for m in doc.mentions.get("noun", []) if m.value != "none"]
    periods = find_periods(doc.tokens, doc.mentions.get("period", []), numbers, today, counted=counted)
    agencies = find_agencies(doc, known)
    for name in agencies:
        doc.forget(name.first, name.last, NAMED, keep="home")
    places = find_places(doc, known, [(a.first, a.last) for a in agencies])
    people, speakers, titles = find_people(doc, agencies, places)
    for title in titles:
        doc.forget(title.first, title.last, CUES)
    context = Context(doc, agencies, places, periods, people, speakers, titles, known.roles)
    context.place = main_place(doc, places, people)
    context.county = focus_county(doc, [p for p in places if not context.in_title(p.first)])
    context.agency = main_agency(context)
    drafts, skips = count_all(doc, numbers, periods)
    return context, drafts, skips


def read_figures(context: Context, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """The drafts with all their attributes: own clause first, then what they inherit."""
    doc = context.doc
    if not is_relevant(doc):
        skips.extend(Skip(d.first, d.last, "off_topic") for d in drafts)
        return []
    place_in_clauses(doc, drafts)
    drafts = fill(doc, drafts, skips)
    open_windows(doc, drafts)
    mark_off_topic(doc, drafts)
    mark_other_subjects(doc, drafts)
    name_bracketed(doc, drafts)
    name_items(doc, drafts, skips)
    find_echoes(doc, drafts)
    settle_stages(doc, drafts)
    link_amounts(doc, drafts)
    settle_basis(doc, drafts)
    drop_ceiling_stages(doc, drafts)
    settle_modality(doc, drafts)
    settle_bounds(doc, drafts)
    drafts = link_agencies(context, drafts)
    leave_banks_told(context, drafts)
    drafts = link_places(context, drafts)
    date_drafts(context, drafts)
    date_in_order(context, drafts)
    find_parts(doc, drafts)
    mark_denied(doc, drafts)
    drafts = resolve_echoes(drafts)
    mark_other_items(doc, drafts)
    drafts = drop_wider_totals(doc, drafts, skips)
    unplan_parts(drafts)
    drafts = merge_repeats(doc, drafts)
    drafts = drop_populations(doc, drafts, skips)
    inherit_stages(doc, drafts)
    inherit_periods(drafts)
    inherit_agencies(context, drafts)
    inherit_places(context, drafts)
    default_stages(doc, drafts)
    return merge_repeats(doc, drafts)
