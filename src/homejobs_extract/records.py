"""The records of a report: frozen pydantic models, their fields named as in the annotation guide.

Every span is half-open and counts characters of the original text; money is whole rials; absent is ``None``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from homejobs_extract.lists import FigureList, Figures

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

SCHEMA_VERSION = "1.0"

Kind = Literal["permit", "plan", "loan", "job", "person"]
Bound = Literal["exact", "about", "at_least", "at_most"]
Stage = Literal[
    "requested", "approved", "allocated", "referred", "issued", "renewed", "revoked", "paid",
    "created", "sustained", "launched", "active", "trained",
]  # fmt: skip
Modality = Literal["actual", "planned"]
Basis = Literal["total", "per_unit"]
Level = Literal["nation", "province", "county", "city", "village"]
How = Literal["explicit", "sentence", "inherited", "subject", "default"]
Status = Literal["agrees", "agrees_approximately", "disagrees", "unknown"]
Severity = Literal["error", "warning", "note"]


class Record(BaseModel):
    """A frozen record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of the original text: ``article_text[start:end] == text``."""

    start: int
    end: int
    text: str


class Agency(Record):
    """An executive agency, named once in the lexicon: ``industry_mine_trade``."""

    id: str
    name_fa: str
    name_en: str


class AgencyMention(Agency):
    """An agency that the text names, with every place where it does."""

    spans: tuple[Span, ...]


class Place(Record):
    """The smallest place a figure covers; ``name`` is null for the nation, ``code`` is ISO 3166-2:IR for provinces."""

    level: Level
    name: str | None = None
    province: str | None = None
    code: str | None = None


class Period(Record):
    """Inclusive days; ``start`` and ``end`` are ISO dates, the Jalali twins are ``YYYY-MM-DD``; ``text`` gave them."""

    text: str
    start: str | None = None
    end: str | None = None
    start_jalali: str | None = None
    end_jalali: str | None = None


class Reported(Record):
    """The figure as printed: «401695 میلیون ریال», «401695», «میلیون ریال»."""

    text: str
    number: str
    unit: str | None = None


class Decision(Record):
    """Why an attribute has its value: where it came from, the rule, and the words that decided it (null by default)."""

    attribute: str
    how: How
    rule: str
    cue: Span | None = None


class BaseFigure(Record):
    """What every figure carries; ``value`` is a count, or rials for a loan."""

    id: str
    value: int
    upper: int | None = None
    bound: Bound = "exact"
    stage: Stage | None = None
    modality: Modality = "actual"
    basis: Basis = "total"
    agency: Agency | None = None
    place: Place | None = None
    period: Period | None = None
    speaker: str | None = None
    part_of: str | None = None
    spans: tuple[Span, ...]
    evidence: Span
    reported: Reported
    rule: str
    confidence: float = 1.0
    resolution: int = 1
    decisions: tuple[Decision, ...] = ()


class PermitCount(BaseFigure):
    """A count of permits: «1203 مجوز»."""

    kind: Literal["permit"] = "permit"


class PlanCount(BaseFigure):
    """A count of plans, files, units or workshops: «853 طرح»."""

    kind: Literal["plan"] = "plan"


class LoanAmount(BaseFigure):
    """An amount of money in rials: «6 میلیارد تومان» is 60,000,000,000."""

    kind: Literal["loan"] = "loan"


class JobFigure(BaseFigure):
    """A count of jobs or of people put to work: «اشتغال 2240 نفر»."""

    kind: Literal["job"] = "job"


class PersonCount(BaseFigure):
    """A count of people in another role: «214 متقاضی»."""

    kind: Literal["person"] = "person"


Figure = Annotated[PermitCount | PlanCount | LoanAmount | JobFigure | PersonCount, Field(discriminator="kind")]
FIGURE_TYPES: dict[str, type[BaseFigure]] = {
    "permit": PermitCount,
    "plan": PlanCount,
    "loan": LoanAmount,
    "job": JobFigure,
    "person": PersonCount,
}


class Speaker(Record):
    """A person whose words are reported, with the title the text gives."""

    name: str
    title: str | None = None
    agency: str | None = None
    spans: tuple[Span, ...]


class Skipped(Record):
    """A number of the text that is no figure, and why: ``year``, ``percent``, ``phone``, ``off_topic``, …"""

    span: Span
    reason: str


class Check(Record):
    """One arithmetic check: ``total`` and ``parts`` are figure ids, the sums are in the figures' unit."""

    kind: Kind
    type: str
    status: Status
    severity: Severity | None = None
    total: str | None = None
    parts: tuple[str, ...] = ()
    parts_sum: int | None = None
    difference: int | None = None
    relative_difference: float | None = None
    tolerance: int | None = None
    message_fa: str = ""
    message_en: str = ""


class Report(Record):
    """What one article states: figures in text order, and everything around them."""

    schema_version: str = SCHEMA_VERSION
    data_version: str
    source: str | None = None
    published: str | None = None
    outlet: str | None = None
    figures: Annotated[tuple[Figure, ...], AfterValidator(Figures), Field(validate_default=True)] = ()
    agencies: tuple[AgencyMention, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    checks: tuple[Check, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def permits(self) -> FigureList[PermitCount]:
        """The permit counts, in text order."""
        return FigureList(f for f in self.figures if isinstance(f, PermitCount))

    @property
    def plans(self) -> FigureList[PlanCount]:
        """The plan counts, in text order."""
        return FigureList(f for f in self.figures if isinstance(f, PlanCount))

    @property
    def loans(self) -> FigureList[LoanAmount]:
        """The amounts of money in rials, in text order."""
        return FigureList(f for f in self.figures if isinstance(f, LoanAmount))

    @property
    def jobs(self) -> FigureList[JobFigure]:
        """The job counts, in text order."""
        return FigureList(f for f in self.figures if isinstance(f, JobFigure))

    @property
    def persons(self) -> FigureList[PersonCount]:
        """The counts of people, in text order."""
        return FigureList(f for f in self.figures if isinstance(f, PersonCount))

    @property
    def findings(self) -> list[Check]:
        """The checks a fact-checker should look at: all that neither agree nor are unknown."""
        return [c for c in self.checks if c.status not in ("agrees", "unknown")]

    def to_html(self, article_text: str | None = None, *, lang: Literal["fa", "en"] = "fa") -> str:
        """The report as a self-contained page; without the article, a page of evidence sentences."""
        from homejobs_extract.page import render

        return render(self, article_text, lang=lang)

    def _repr_html_(self) -> str:
        """The report in a notebook."""
        from homejobs_extract.page import report_frame

        return report_frame(self)

    def to_records(self) -> list[dict[str, Any]]:
        """One flat row a figure (keys: :data:`RECORD_COLUMNS`), ready for pandas, Arrow or SQL; money in rials."""
        return [_row(self, f) for f in self.figures]

    def to_arrow(self, *, persian: bool = False) -> pa.Table:
        """The figures as an Arrow table, on request with Persian titles; it needs the extra ``tables``."""
        from homejobs_extract.tables import to_arrow

        return to_arrow(self, persian=persian)

    def to_pandas(self, *, persian: bool = False) -> pd.DataFrame:
        """The figures as a pandas frame."""
        from homejobs_extract.tables import to_pandas

        return to_pandas(self, persian=persian)

    def to_polars(self, *, persian: bool = False) -> pl.DataFrame:
        """The figures as a polars frame."""
        from homejobs_extract.tables import to_polars

        return to_polars(self, persian=persian)


RECORD_COLUMNS = (
    "source", "published", "outlet", "id", "kind", "value", "upper", "bound", "stage", "modality", "basis",
    "agency_id", "agency_fa", "place_level", "place_name", "place_province", "place_code", "period_start",
    "period_end", "period_start_jalali", "period_end_jalali", "speaker", "part_of", "text", "start", "end",
    "evidence", "rule", "confidence",
)  # fmt: skip


def _row(report: Report, figure: BaseFigure) -> dict[str, Any]:
    agency, place, period = figure.agency, figure.place, figure.period
    row = {
        "source": report.source, "published": report.published, "outlet": report.outlet,
        "agency_id": agency and agency.id, "agency_fa": agency and agency.name_fa,
        "place_level": place and place.level, "place_name": place and place.name,
        "place_province": place and place.province, "place_code": place and place.code,
        "period_start": period and period.start, "period_end": period and period.end,
        "period_start_jalali": period and period.start_jalali, "period_end_jalali": period and period.end_jalali,
        "text": figure.spans[0].text, "start": figure.spans[0].start, "end": figure.spans[0].end,
        "evidence": figure.evidence.text,
    }  # fmt: skip
    return {name: row[name] if name in row else getattr(figure, name) for name in RECORD_COLUMNS}
