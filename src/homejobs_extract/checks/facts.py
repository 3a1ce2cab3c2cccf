"""What the rules look at: a report with its article, its sentences and paragraphs, and which figures may be compared.

Offsets are those of the original article; a *zone* is ``title``, ``lead`` or ``body``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

from homejobs_extract.checks.wording import kind_of
from homejobs_extract.jalali import Day, parse_published
from homejobs_extract.normalize import normalize
from homejobs_extract.records import BaseFigure, Check, Period, Report, Span

SENTENCE_END = re.compile(r"[.!؟?\n](?:(?<=\n)|(?<!\d.)|(?!\d))\s*")
WORD = re.compile(r"[^\W\d_]{2,}")
TITLE_LENGTH = 140
TITLE_LINES = 3
EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "در از به که را با این آن شد شده است گفت برای بود وی افزود تا بر هم نیز های ها یک تعداد نفر هزار میلیون "
        "میلیارد تومان ریال استان شهرستان مشاغل خانگی کسب کار",
    )
)
WINDOW = 40
PLACES = 6


class Facts:
    """One report beside its article, as given and folded (one letter for ي and ی); everything is computed once."""

    def __init__(self, report: Report, text: str) -> None:
        self.report = report
        self.original = text
        self.text = normalize(text).folded
        self.figures: tuple[BaseFigure, ...] = report.figures
        self.by_id = {f.id: f for f in self.figures}
        self._near: dict[tuple[str, int], list[BaseFigure]] = {}
        self.sums: list[Check] = []
        self.summed: set[str] = set()
        self.hold(c for c in report.checks if c.type == "sum")

    def hold(self, sums: Iterable[Check]) -> None:
        """Take sums that are made: their parts are checked with them."""
        for check in sums:
            self.sums.append(check)
            self.summed.update(check.parts)

    @cached_property
    def starts(self) -> list[int]:
        """Where the sentences begin."""
        return [0, *(m.end() for m in SENTENCE_END.finditer(self.text))]

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """Start and end of every line that is not empty."""
        return [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", self.text)]

    @cached_property
    def body_starts(self) -> tuple[int, int]:
        """Where the lead begins, and where the body does."""
        titles = 0
        for start, end in self.lines[: min(TITLE_LINES, len(self.lines) - 1)]:
            line = self.text[start:end].rstrip()
            if len(line) > TITLE_LENGTH or line.endswith("."):
                break
            titles += 1
        after = [start for start, _ in self.lines[titles:]]
        return (after[0] if after else 0), (after[1] if len(after) > 1 else len(self.text))

    def zone(self, at: int) -> str:
        """Title, lead or body."""
        lead, body = self.body_starts
        return "title" if at < lead else "lead" if at < body else "body"

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self.starts, at) - 1

    def sentence_text(self, number: int) -> tuple[int, str]:
        """Start and text of a sentence."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number], self.text[self.starts[number] : end]

    def apart(self, one: BaseFigure, other: BaseFigure) -> int:
        """How many sentences lie between the nearest places of two figures."""
        mine, theirs = self._sentences[one.id], self._sentences[other.id]
        return min([abs(a - b) for a in mine for b in theirs])

    @cached_property
    def _sentences(self) -> dict[str, list[int]]:
        """The sentences of every figure's first places."""
        return {f.id: [self.sentence(s.start) for s in f.spans[:PLACES]] for f in self.figures}

    @cached_property
    def _placed(self) -> list[tuple[BaseFigure, Span]]:
        placed = sorted((s.start, n, f, s) for n, f in enumerate(self.figures) for s in f.spans)
        return [(f, s) for _, _, f, s in placed]

    @cached_property
    def _places(self) -> list[int]:
        return [s.start for _, s in self._placed]

    def around(self, at: int, reach: int = 0) -> list[tuple[BaseFigure, Span]]:
        """The figures at most so many sentences from an offset, each with its place, in text order.

        No more than 40 on either side, so that an endless sentence takes no endless time.
        """
        here, number = bisect_left(self._places, at), self.sentence(at)
        begin = self.starts[max(0, number - reach)]
        end = self.starts[number + reach + 1] if number + reach + 1 < len(self.starts) else len(self.text) + 1
        first = bisect_left(self._places, begin, max(0, here - WINDOW), here)
        last = bisect_left(self._places, end, here, min(here + WINDOW, len(self._places)))
        return self._placed[first:last]

    @cached_property
    def _begun(self) -> tuple[list[int], list[BaseFigure]]:
        """The figures in the order of their first places, and where those are."""
        figures = sorted(self.figures, key=lambda f: f.spans[0].start)
        return [f.spans[0].start for f in figures], figures

    def begun_between(self, after: int, before: int) -> list[BaseFigure]:
        """The figures whose first place begins after an offset and before another."""
        starts, figures = self._begun
        return figures[bisect_right(starts, after) : bisect_left(starts, before)]

    def lead(self, figure: BaseFigure, kind: str | None = None) -> str:
        """The words of a figure's sentence since the last figure before it, or the last one of a kind."""
        at = figure.spans[0].start
        earlier = [s.end for f, s in self.around(at) if s.end <= at and kind in (None, kind_of(f))]
        return self.text[max([self.starts[self.sentence(at)], *earlier]) : at]

    def near(self, figure: BaseFigure, reach: int = 0) -> list[BaseFigure]:
        """The other totals at most so many sentences from a figure."""
        if (figure.id, reach) not in self._near:
            found = [f for span in figure.spans[:PLACES] for f, _ in self.around(span.start, reach) if f is not figure]
            self._near[figure.id, reach] = totals(tuple({f.id: f for f in found}.values()))
        return self._near[figure.id, reach]

    def before(self, span: Span, reach: int = 40) -> str:
        """The characters before a span, within its sentence."""
        return self.text[max(self.starts[self.sentence(span.start)], span.start - reach) : span.start]

    def after(self, span: Span, reach: int = 40) -> str:
        """The characters after a span, within its sentence."""
        number = self.sentence(span.start)
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[span.end : min(end, span.end + reach)]

    def folded(self, span: Span) -> str:
        """The folded text of a span."""
        return self.text[span.start : span.end]

    def year(self, figure: BaseFigure) -> int | None:
        """The Jalali year a figure is about, else that of publication."""
        period = figure.period
        day = period and (period.end_jalali or period.start_jalali)
        return int(day[:4]) if day else self.published_year

    @cached_property
    def published_year(self) -> int | None:
        """The Jalali year of publication."""
        if not self.report.published:
            return None
        return self._published[0]

    @cached_property
    def published_month(self) -> int | None:
        """The Jalali month of publication."""
        return self._published[1] if self.report.published else None

    @cached_property
    def _published(self) -> Day:
        return parse_published(self.report.published) or (0, 0, 0)


def totals(figures: Iterable[BaseFigure]) -> list[BaseFigure]:
    """The figures that are no amount for each person or plan and no range."""
    return [f for f in figures if f.basis == "total" and f.upper is None]


def same_place(one: BaseFigure, other: BaseFigure) -> bool:
    """Whether two figures may cover one place: an unknown place contradicts nothing."""
    a, b = one.place, other.place
    return a is None or b is None or (a.level, a.name) == (b.level, b.name)


def same_agency(one: BaseFigure, other: BaseFigure) -> bool:
    """Whether two figures belong to one agency, or both to none."""
    return (one.agency and one.agency.id) == (other.agency and other.agency.id)


def periods_meet(one: Period | None, other: Period | None) -> bool:
    """Whether two periods may be one: an unknown side contradicts nothing."""
    if one is None or other is None:
        return True
    pairs = ((one.start, other.start), (one.end, other.end))
    return all(a is None or b is None or a == b for a, b in pairs)


def same_frame(one: BaseFigure, other: BaseFigure) -> bool:
    """Whether place, agency, period and modality allow two figures to be set against each other."""
    return (
        same_place(one, other)
        and same_agency(one, other)
        and periods_meet(one.period, other.period)
        and one.modality == other.modality
    )


def words(text: str) -> frozenset[str]:
    """The words of a stretch that say what is counted."""
    return frozenset(WORD.findall(text.replace("\u200c", ""))) - EMPTY_WORDS


def likeness(one: str, other: str) -> float:
    """The share of the shorter stretch's words that the other has too, 0 to 1."""
    a, b = words(one), words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
