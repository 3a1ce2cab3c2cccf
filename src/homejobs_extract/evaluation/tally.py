"""One article read and counted: what was found, what was right, and what was not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from homejobs_extract.evaluation.gold import GoldArticle
from homejobs_extract.evaluation.matching import ATTRIBUTES, Pair, is_grounded, match
from homejobs_extract.mentions.outlet_words import HEADS
from homejobs_extract.normalize import key
from homejobs_extract.pipeline import extract
from homejobs_extract.records import Report

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

NO_STAGE = "none"


@dataclass(slots=True)
class Tally:
    """Counts by name, pairs of stages (wanted, given), (confidence, is right) of each figure, and the mistakes."""

    counts: Counter[str] = field(default_factory=Counter)
    stages: list[tuple[str, str]] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)
    mistakes: list[dict[str, Any]] = field(default_factory=list)


def tally(article: GoldArticle, *, name: str, lexicon: Lexicon | None = None) -> Tally:
    """Read an article and count; an exception loses all that the gold has."""
    try:
        report = extract(article.text, published=article.published, lexicon=lexicon)
    except Exception:
        found = Tally(Counter(crashed=1))
        _about(found, article, Report(data_version=""), name)
        found.counts["outlet"] = 0
        found.counts["found.missed"] = sum(not f.optional for f in article.figures)
        return found
    found = Tally()
    for pair in match(article, report):
        _count(found, article, pair, name)
    _about(found, article, report, name)
    _spans(found.counts, article, report)
    n = found.counts
    n["perfect"] = int(not n["found.missed"] and not n["found.spurious"] and n["right"] == n["found.true"])
    return found


def _count(found: Tally, article: GoldArticle, pair: Pair, name: str) -> None:
    if pair.gold is not None and pair.gold.optional:
        return
    if pair.gold is None:
        _spurious(found, pair, name)
    elif pair.figure is None:
        _one(found, "missed", pair.gold.kind)
        found.mistakes.append(_mistake(name, "missed", pair.gold.kind, pair.gold.value, pair.gold.anchor))
    else:
        _found(found, article, pair, name)


def _one(found: Tally, side: str, kind: str) -> None:
    found.counts[f"found.{side}"] += 1
    found.counts[f"kind.{kind}.{side}"] += 1


def _spurious(found: Tally, pair: Pair, name: str) -> None:
    figure: Any = pair.figure
    _one(found, "spurious", figure.kind)
    found.confidences.append((figure.confidence, False))
    mistake = _mistake(name, "spurious", figure.kind, figure.value, figure.spans[0].text)
    found.mistakes.append({**mistake, "rule": figure.rule})


def _found(found: Tally, article: GoldArticle, pair: Pair, name: str) -> None:
    gold, figure = pair.gold, pair.figure
    if gold is None or figure is None:
        return
    _one(found, "true", gold.kind)
    found.counts["right"] += pair.is_right
    found.counts["grounded"] += is_grounded(article.text, gold, figure)
    found.counts.update(f"ok.{attribute}" for attribute in ATTRIBUTES if attribute not in pair.wrong)
    found.confidences.append((figure.confidence, pair.is_right))
    found.stages.append((pair.want["stage"] or NO_STAGE, pair.got["stage"] or NO_STAGE))
    rules = {d.attribute: d.rule for d in figure.decisions}
    for attribute in pair.wrong:
        mistake = _mistake(name, "attribute", gold.kind, gold.value, gold.anchor)
        words = {"attribute": attribute, "want": _words(pair.want[attribute]), "got": _words(pair.got[attribute])}
        found.mistakes.append({**mistake, **words, "rule": rules.get(attribute)})


def _mistake(article: str, what: str, kind: str, value: int, text: str) -> dict[str, Any]:
    return {"article": article, "what": what, "kind": kind, "value": value, "text": text}


def _words(value: Any) -> str | None:
    return " ".join(str(part) for part in value) if isinstance(value, tuple) else None if value is None else str(value)


def _about(found: Tally, article: GoldArticle, report: Report, name: str) -> None:
    """Agencies, speakers, sums and the outlet."""
    wanted = [(c.kind, c.total, c.parts_sum, c.consistent) for c in article.checks]
    values = {f.id: f.value for f in report.figures}
    sums = [c for c in report.checks if c.type == "sum" and c.status != "unknown"]
    given = [(c.kind, values.get(c.total or ""), c.parts_sum, c.status == "agrees") for c in sums]
    sides: dict[str, tuple[Iterable[Hashable], Iterable[Hashable]]] = {
        "agencies": (article.agencies, [a.id for a in report.agencies]),
        "speakers": ({key(s.name) for s in article.speakers}, {key(s.name) for s in report.speakers}),
        "checks": (wanted, given),
    }
    for attribute, (want, got) in sides.items():
        _compare(found, name, attribute, Counter(want), Counter(got))
    outlets = _bare(article.outlet), _bare(report.outlet)
    found.counts["outlet"] = int(outlets[0] == outlets[1])
    if outlets[0] != outlets[1]:
        found.mistakes.append(_of_article(name, "outlet", article.outlet, report.outlet))


def _compare(found: Tally, name: str, attribute: str, want: Counter[Hashable], got: Counter[Hashable]) -> None:
    found.counts[f"{attribute}.true"] += (want & got).total()
    found.counts[f"{attribute}.spurious"] += (got - want).total()
    found.counts[f"{attribute}.missed"] += (want - got).total()
    found.mistakes += [_of_article(name, attribute, missed, None) for missed in want - got]
    found.mistakes += [_of_article(name, attribute, None, spurious) for spurious in got - want]


def _of_article(article: str, attribute: str, want: Hashable, got: Hashable) -> dict[str, Any]:
    words = {"want": _words(want), "got": _words(got)}
    return {"article": article, "what": "article", "attribute": attribute, **words}


def _bare(outlet: str | None) -> str:
    """An outlet's letters without the noun before its name: «خبرگزاری فارس» and «فارس» are one."""
    bare = key(outlet or "")
    for head in sorted(map(key, HEADS), key=len, reverse=True):
        bare = bare.removeprefix(head)
    return bare


def _spans(n: Counter[str], article: GoldArticle, report: Report) -> None:
    for figure in report.figures:
        for span in figure.spans:
            n["spans"] += 1
            n["bad_spans"] += article.text[span.start : span.end] != span.text
