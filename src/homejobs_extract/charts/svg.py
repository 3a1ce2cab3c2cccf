"""Charts as SVG text or PNG bytes, drawn by vl-convert on this machine: no script, no style attribute, no request."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from homejobs_extract.charts.drawings import MISSING, agencies

if TYPE_CHECKING:
    import altair


@cache
def converter() -> Any:
    """vl-convert with the vendored font; raises ``ImportError`` that names the extra."""
    try:
        import vl_convert
    except ImportError as error:
        raise ImportError(MISSING) from error
    with as_file(files("homejobs_extract.charts").joinpath("assets")) as folder:
        vl_convert.register_font_directory(str(folder))
    return vl_convert


def warm_up() -> None:
    """Draw nothing once, so that the first chart need not wait for the engine; ``ImportError`` names the extra."""
    to_svg(agencies([], kind="permit"))


def to_svg(chart: altair.Chart) -> str:
    """The chart as SVG; its text stays text, and a right-to-left page does not move it."""
    drawing: str = converter().vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    return drawing.replace("<svg ", '<svg direction="ltr" ', 1)


def to_png(chart: altair.Chart, *, scale: float = 2.0) -> bytes:
    """The chart as a PNG, ``scale`` pixels for each of its units."""
    picture: bytes = converter().vegalite_to_png(chart.to_dict(), scale=scale, allowed_base_urls=[])
    return picture
