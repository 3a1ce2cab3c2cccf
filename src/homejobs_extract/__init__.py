"""Every figure that a Persian news report on home-based businesses states, as typed records."""

from homejobs_extract.pipeline import extract
from homejobs_extract.records import (
    Agency,
    AgencyMention,
    Check,
    Decision,
    Figure,
    JobFigure,
    LoanAmount,
    Period,
    PermitCount,
    PersonCount,
    Place,
    PlanCount,
    Report,
    Reported,
    Skipped,
    Span,
    Speaker,
)

__version__ = "0.1.0"
__all__ = [
    "Agency",
    "AgencyMention",
    "Check",
    "Decision",
    "Figure",
    "JobFigure",
    "LoanAmount",
    "Period",
    "PermitCount",
    "PersonCount",
    "Place",
    "PlanCount",
    "Report",
    "Reported",
    "Skipped",
    "Span",
    "Speaker",
    "__version__",
    "extract",
]
