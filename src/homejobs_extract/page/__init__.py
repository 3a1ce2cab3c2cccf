"""The report page: an article with its figures marked, the figures' table, the checks, and what was not read."""

from homejobs_extract.page.comparison import render_comparison
from homejobs_extract.page.notebook import comparison_frame, figures_frame, report_frame
from homejobs_extract.page.render import render, render_many

__all__ = ["comparison_frame", "figures_frame", "render", "render_comparison", "render_many", "report_frame"]
