"""A report's figures as a tuple and as lists that a notebook shows as a table with their sentences."""

from __future__ import annotations


class Shown:
    """A sequence of figures with a view of its own in notebooks."""

    def _repr_html_(self) -> str:
        from homejobs_extract.page import figures_frame

        return figures_frame(list(self))  # type: ignore[call-overload]


class Figures[F](Shown, tuple[F, ...]):
    """All figures of a report, in text order."""


class FigureList[F](Shown, list[F]):
    """The figures of one kind, in text order."""
