"""What a comparison of reports holds: statements, groups of them, verdicts on pairs, and reprints of one release."""

from __future__ import annotations

from typing import Literal

from homejobs_extract.records import Kind, Modality, Period, Place, Record, Severity, Stage, Status

Contradiction = Literal[
    "same_statement", "cumulative_falls", "parts_above_whole", "plan_actual", "yearly_cumulative", "reprint_altered"
]


class Statement(Record):
    """One figure as one report states it; money in rials, ``low`` and ``high`` its interval, ``quote`` its sentence.

    ``report`` is the report's place among those compared, ``reprints`` how many others carried it word for word.
    """

    report: int
    source: str | None = None
    outlet: str | None = None
    published: str | None = None
    figure: str
    kind: Kind
    stage: Stage | None = None
    agency: str | None = None
    modality: Modality = "actual"
    place: Place | None = None
    period: Period | None = None
    value: int
    low: int
    high: int | None = None
    text: str
    quote: str
    start: int
    end: int
    reprints: int = 0


class Verdict(Record):
    """How two or more statements of different reports stand to each other; the first is what the others are held to."""

    type: Contradiction
    status: Status
    severity: Severity | None = None
    statements: tuple[Statement, ...]
    difference: int | None = None
    message_fa: str = ""
    message_en: str = ""


class Group(Record):
    """All statements of one kind, stage, agency, place and period, by date of publication."""

    kind: Kind
    stage: Stage | None = None
    agency: str | None = None
    place: Place | None = None
    start: str | None = None
    end: str | None = None
    statements: tuple[Statement, ...]
    status: Status = "unknown"


class Reprint(Record):
    """Reports of one release: the first to carry it and the places of those that carried it after."""

    first: int
    others: tuple[int, ...]


class Comparison(Record):
    """The whole comparison: groups by place, period and kind, verdicts, and reprints counted once."""

    reports: int
    groups: tuple[Group, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reprints: tuple[Reprint, ...] = ()

    @property
    def findings(self) -> list[Verdict]:
        """The verdicts a fact-checker should look at: all that neither agree nor are unknown."""
        return [v for v in self.verdicts if v.status not in ("agrees", "unknown")]

    @property
    def alarms(self) -> list[Verdict]:
        """The findings that are more than a note."""
        return [v for v in self.findings if v.severity in ("error", "warning")]

    def to_html(self, *, lang: Literal["fa", "en"] = "fa") -> str:
        """The comparison as a self-contained page: contradictions, and every statement with its sentence."""
        from homejobs_extract.page import render_comparison

        return render_comparison(self, lang=lang)

    def _repr_html_(self) -> str:
        """The findings in a notebook, in a frame of their own."""
        from homejobs_extract.page import comparison_frame

        return comparison_frame(self)
