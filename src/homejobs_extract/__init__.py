"""Every figure that a Persian news report on home-based businesses states, as typed records."""

import typing

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

if typing.TYPE_CHECKING:
    from homejobs_extract.comparison import Comparison, compare

__version__ = "0.1.0"
__all__ = [
    "Agency",
    "AgencyMention",
    "Check",
    "Comparison",
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
    "compare",
    "extract",
]


if not typing.TYPE_CHECKING:  # or a type checker would believe in any name

    def __getattr__(name: str) -> object:
        """What is loaded when it is first asked for: ``compare`` and the record it returns."""
        if name in ("Comparison", "compare"):
            from homejobs_extract import comparison

            return getattr(comparison, name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
