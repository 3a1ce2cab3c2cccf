"""A place as the text names it, and the county or province it stands for."""

from __future__ import annotations

from typing import NamedTuple


class PlaceName(NamedTuple):
    """A place named by tokens ``first`` to ``last`` exclusive; ``deictic`` if words only point to it («این استان»).

    ``province_code`` is the code of its province; ``namesake``: a county there has the province's name, and no «استان»
    stands before it.
    """

    first: int
    last: int
    level: str
    name: str | None
    province: str | None
    code: str | None
    deictic: bool = False
    province_code: str | None = None
    namesake: bool = False


def as_county(place: PlaceName) -> PlaceName:
    """The county of a province's name, where the two share it: «۲۹۴ نفر در شاهرود، ۱۸۸ نفر در سمنان»."""
    return place._replace(level="county", code=None) if place.level == "province" and place.namesake else place


def province_of(place: PlaceName) -> PlaceName:
    """The province that a county or city lies in."""
    return place._replace(level="province", name=place.province, code=place.province_code, deictic=False)
