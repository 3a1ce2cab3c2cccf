"""Reports against each other: :func:`compare` and the records it returns."""

from homejobs_extract.comparison.engine import compare
from homejobs_extract.comparison.records import Comparison, Group, Reprint, Statement, Verdict

__all__ = ["Comparison", "Group", "Reprint", "Statement", "Verdict", "compare"]
