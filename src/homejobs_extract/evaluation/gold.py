"""Gold: an article with what a reader found in it, one JSON file in the form of the annotation guide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field, ValidationError

from homejobs_extract import lexicons
from homejobs_extract.jalali import parse_published, to_text
from homejobs_extract.normalize import key
from homejobs_extract.records import Basis, Bound, Kind, Level, Modality, Record, Stage

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

JALALI_YEARS = range(1380, 1411)


class GoldPlace(Record):
    """A place by level and name, the nation without a name."""

    level: Level
    name: str | None = None


class GoldPeriod(Record):
    """Inclusive Jalali days, one of them perhaps unknown."""

    start: str | None = None
    end: str | None = None


class GoldFigure(Record):
    """A figure that the text states; ``anchor`` holds its number, ``part_of`` is the index of its total."""

    kind: Kind
    value: int = Field(ge=0, strict=True)
    upper: int | None = None
    anchor: str = Field(min_length=1)
    stage: Stage | None = None
    modality: Modality = "actual"
    basis: Basis = "total"
    bound: Bound = "exact"
    agency: str | None = None
    place: GoldPlace | None = None
    period: GoldPeriod | None = None
    part_of: int | None = None
    optional: bool = False


class GoldSpeaker(Record):
    """One whose words the article reports."""

    name: str
    title: str | None = None


class GoldCheck(Record):
    """A stated total, the sum of its stated parts, and whether they are equal."""

    kind: Kind
    total: int
    parts_sum: int
    consistent: bool


class GoldArticle(Record):
    """One article and its gold; ``published`` is a Jalali day."""

    id: str = ""
    published: str | None = None
    text: str
    outlet: str | None = None
    speakers: tuple[GoldSpeaker, ...] = ()
    agencies: tuple[str, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    checks: tuple[GoldCheck, ...] = ()


class Names(NamedTuple):
    """What a gold may name: ids of agencies, and levels and names of provinces and counties."""

    agencies: frozenset[str]
    places: frozenset[tuple[str, str | None]]


@lru_cache(maxsize=8)
def names(lexicon: Lexicon | None = None) -> Names:
    """The names that the library knows, and with a lexicon those of the lexicon."""
    rows = lexicons.rows if lexicon is None else lexicon.rows
    places = ((row["level"], row["name"]) for row in rows("places"))
    return Names(frozenset(row["id"] for row in rows("agencies")), frozenset(places))


def read_gold(path: Path, lexicon: Lexicon | None = None) -> GoldArticle:
    """The gold of one file; ``ValueError`` says in one line what is wrong with it."""
    try:
        article = GoldArticle.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        message = f"{path.name}: {where}: {first['msg']}"
        raise ValueError(message) from None
    if wrong := next(faults(article, lexicon), None):
        message = f"{path.name}: {wrong}"
        raise ValueError(message)
    return article


def faults(article: GoldArticle, lexicon: Lexicon | None = None) -> Iterator[str]:
    """What the text or the lexicons contradict in a gold, one sentence each.

    >>> figure = GoldFigure(kind="permit", value=12, anchor="۱۲ مجوز", agency="ministry_of_magic")
    >>> list(faults(GoldArticle(text="۱۲ مجوز صادر شد", figures=[figure])))
    ["figures.0: no agency has the id 'ministry_of_magic'"]
    """
    known = names(lexicon)
    yield from chain(_about(article, known), _figures(article, known), _checks(article))


def _about(article: GoldArticle, known: Names) -> Iterator[str]:
    if not _is_day(article.published):
        yield f"published: {article.published!r} is no Jalali day"
    for agency in article.agencies:
        if agency not in known.agencies:
            yield f"agencies: no agency has the id {agency!r}"
    if len(set(article.agencies)) < len(article.agencies):
        yield "agencies: one stands twice"
    text = key(article.text)
    quoted = [s.name for s in article.speakers] + [s.title for s in article.speakers if s.title]
    for words in (*quoted, *filter(None, [article.outlet])):
        if key(words) not in text:
            yield f"«{words}» does not stand in the text"


def _figures(article: GoldArticle, known: Names) -> Iterator[str]:
    for at, figure in enumerate(article.figures):
        for wrong in (*_figure(article, figure, known), *_part(article, at, figure)):
            yield f"figures.{at}: {wrong}"


def _figure(article: GoldArticle, figure: GoldFigure, known: Names) -> Iterator[str]:
    if figure.anchor not in article.text:
        yield f"the anchor «{figure.anchor}» does not stand in the text"
    if figure.upper is not None and figure.upper <= figure.value:
        yield f"upper {figure.upper} is not above {figure.value}"
    if figure.agency is not None and figure.agency not in known.agencies:
        yield f"no agency has the id {figure.agency!r}"
    if figure.place is not None and not _is_place(figure.place, known):
        yield f"no {figure.place.level} is called {figure.place.name!r}"
    if figure.period is not None and not _is_period(figure.period):
        yield f"{figure.period.start}..{figure.period.end} is no period"


def _part(article: GoldArticle, at: int, figure: GoldFigure) -> Iterator[str]:
    whole = figure.part_of
    if whole is not None and (not 0 <= whole < len(article.figures) or whole == at):
        yield f"part_of {whole} is no other figure"


def _checks(article: GoldArticle) -> Iterator[str]:
    stated = {(f.kind, f.value) for f in article.figures}
    for at, check in enumerate(article.checks):
        if (check.kind, check.total) not in stated:
            yield f"checks.{at}: no {check.kind} of {check.total} is among the figures"
        if check.consistent != (check.total == check.parts_sum):
            yield f"checks.{at}: consistent says what the sums do not"


def _is_day(day: str | None) -> bool:
    if day is None:
        return True
    try:
        found = parse_published(day)
    except ValueError:
        return False
    return found is not None and found[0] in JALALI_YEARS and to_text(found) == day


def _is_period(period: GoldPeriod) -> bool:
    known = period.start is not None or period.end is not None
    ordered = period.start is None or period.end is None or period.start <= period.end
    return known and ordered and _is_day(period.start) and _is_day(period.end)


def _is_place(place: GoldPlace, known: Names) -> bool:
    if place.level in ("province", "county"):
        return (place.level, place.name) in known.places
    return (place.name is None) == (place.level == "nation")
