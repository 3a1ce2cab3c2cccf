"""What the templates show of a report, as plain rows: the figures, the marks in the text, what was not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from homejobs_extract.page.marks import Mark
from homejobs_extract.page.numerals import jalali, number, tomans
from homejobs_extract.page.words import Words
from homejobs_extract.records import BaseFigure, Period, Place, Report


class Row(NamedTuple):
    """One figure of the table; ``places`` are the anchors of its marks in the text."""

    id: str
    label: str
    kind: str
    kind_word: str
    value: str
    unit: str
    said: str
    printed: str
    notes: tuple[str, ...]
    part_of: str
    agency: str
    place: str
    period: str
    speaker: str
    rule: str
    evidence: str
    anchor: str
    places: tuple[str, ...]


class Aside(NamedTuple):
    """The numbers left aside for one reason: «سال»: 1400، 1401."""

    reason: str
    times: str
    numbers: tuple[str, ...]


class Coverage(NamedTuple):
    """How many numbers the text holds, how many were read, and why the others were left aside."""

    total: str
    read: str
    left: str
    places: str
    asides: tuple[Aside, ...]


def kind_of(figure: BaseFigure) -> str:
    """The kind of a figure, which every record type but their base names."""
    return str(getattr(figure, "kind", ""))


def label(figure_id: str, words: Words) -> str:
    """What stands on a mark: ``f3`` is «۳», ``n1``, which a reader added, «+۱»."""
    letter, bare = figure_id[:1], figure_id[1:]
    if letter not in ("f", "n") or not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        return figure_id
    return ("+" if letter == "n" else "") + number(int(bare), words.lang)


def rows(report: Report, words: Words, *, prefix: str = "") -> list[Row]:
    """The figures as rows, in text order."""
    return [_row(figure, words, prefix) for figure in report.figures]


def _row(figure: BaseFigure, words: Words, prefix: str) -> Row:
    kind = kind_of(figure)
    agency = figure.agency
    anchors = tuple(anchor(figure.id, at, prefix) for at in range(len(figure.spans)))
    return Row(
        id=figure.id,
        label=label(figure.id, words),
        kind=kind,
        kind_word=words("kind", kind),
        value=value(figure, words),
        unit=words("unit", "loan") if kind == "loan" else "",
        said=tomans(figure.value, words.lang) if kind == "loan" else "",
        printed=figure.reported.text,
        notes=notes(figure, words),
        part_of=figure.part_of or "",
        agency=(agency.name_fa if words.lang == "fa" else agency.name_en) if agency else "",
        place=place(figure.place, words),
        period=period(figure.period, words),
        speaker=figure.speaker or "",
        rule=figure.rule,
        evidence=figure.evidence.text,
        anchor=f"{prefix}r-{figure.id}",
        places=anchors,
    )


def anchor(figure_id: str, at: int, prefix: str = "") -> str:
    """The id of a figure's mark: ``m-f3`` for its first place in the text, ``m-f3-2`` for the second."""
    return f"{prefix}m-{figure_id}" + (f"-{at + 1}" if at else "")


def value(figure: BaseFigure, words: Words) -> str:
    """The value, or both ends of a range."""
    low = number(figure.value, words.lang)
    return low if figure.upper is None else f"{low}–{number(figure.upper, words.lang)}"


def notes(figure: BaseFigure, words: Words) -> tuple[str, ...]:
    """Stage, and whatever is not exact, actual and total."""
    usual = {"bound": "exact", "modality": "actual", "basis": "total"}
    stage = (words("stage", figure.stage),) if figure.stage else ()
    rest = (words(name, str(getattr(figure, name))) for name, plain in usual.items() if getattr(figure, name) != plain)
    return (*stage, *rest)


def place(where: Place | None, words: Words) -> str:
    """A place by its level and name: «استان کردستان», in English "Kordestan province" or "county سقز"."""
    return place_words(where.level, where.name, where.code, words) if where else ""


def place_words(level: str | None, name: str | None, code: str | None, words: Words) -> str:
    """A place by the columns of a row; without a name it is the nation, without a level nothing."""
    if not name:
        return words("ui", "nationwide") if level else ""
    known = "" if words.lang == "fa" else english_province(code)
    return f"{known} {words('level', level)}" if known else f"{words('level', level)} {name}"


def english_province(code: str | None) -> str:
    """The English name of a province by its code, else nothing."""
    from homejobs_extract.charts.data import tiles

    return str(tiles().get(code or "", {}).get("en", ""))


def period(when: Period | None, words: Words) -> str:
    """Both ends of a period: «۱۴۰۰/۰۱/۰۱ تا ۱۴۰۰/۱۲/۰۵»."""
    if when is None:
        return ""
    ends = [("from", when.start), ("to", when.end)]
    if when.start and when.end:
        return f"{jalali(when.start, words.lang)} {words('ui', 'to')} {jalali(when.end, words.lang)}"
    return " ".join(f"{words('ui', name)} {jalali(day, words.lang)}" for name, day in ends if day)


def marks(report: Report, words: Words, *, prefix: str = "") -> list[Mark]:
    """Every figure and every number left aside, as marks on the text."""
    found = [_mark(figure, at, words, prefix) for figure in report.figures for at in range(len(figure.spans))]
    asides = [
        Mark(s.span.start, s.span.end, "skip", f"{words('ui', 'left_aside')}: {words('reason', s.reason)}")
        for s in report.skipped
    ]
    return found + asides


def _mark(figure: BaseFigure, at: int, words: Words, prefix: str) -> Mark:
    kind = kind_of(figure)
    name = label(figure.id, words)
    title = " · ".join([f"{words('ui', 'number')} {name}: {words('kind', kind)}", *notes(figure, words)])
    span = figure.spans[at]
    target = f"{prefix}r-{figure.id}"
    return Mark(span.start, span.end, f"k-{kind}", title, anchor(figure.id, at, prefix), name, target)


def coverage(report: Report, words: Words) -> Coverage:
    """The coverage line: numbers in the text, read, left aside and why."""
    read = sum(len(figure.spans) for figure in report.figures)
    counts = Counter(s.reason for s in report.skipped)
    asides = (
        Aside(words("reason", reason), number(count, words.lang), tuple(_texts(report, reason)))
        for reason, count in counts.most_common()
    )
    return Coverage(
        total=number(read + len(report.skipped), words.lang),
        read=number(len(report.figures), words.lang),
        places=number(read, words.lang),
        left=number(len(report.skipped), words.lang),
        asides=tuple(asides),
    )


def _texts(report: Report, reason: str) -> Iterable[str]:
    return (s.span.text for s in report.skipped if s.reason == reason)
