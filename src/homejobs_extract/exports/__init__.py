"""Reports for other programs: spreadsheets with Persian headers, ClaimReview drafts, W3C Web Annotations."""

from homejobs_extract.exports.claimreview import Rating, claim_review, missing, publishable
from homejobs_extract.exports.tables import checks_csv, figures_csv, write_xlsx
from homejobs_extract.exports.web_annotations import web_annotations

__all__ = [
    "Rating",
    "checks_csv",
    "claim_review",
    "figures_csv",
    "missing",
    "publishable",
    "web_annotations",
    "write_xlsx",
]
