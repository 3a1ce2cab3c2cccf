"""Totals of a store by province, year, kind and agency.

Many articles state the same figure: each distinct statement (what, how much, where, when, whose, at what stage) counts
once. Parts of a stated total, plans not yet carried out and amounts for one person are left out unless asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from homejobs_extract.store.database import Store, StoreError

DIMENSIONS = {
    "province": "CASE WHEN place_level = 'province' THEN coalesce(place_name, place_province) ELSE place_province END",
    "place": "coalesce(place_name, CASE WHEN place_level = 'nation' THEN 'کل کشور' END)",
    "level": "place_level",
    "year": "year",
    "kind": "kind",
    "stage": "stage",
    "agency": "agency_fa",
    "modality": "modality",
    "outlet": "outlet",
}
DEFAULT = ("province", "year", "kind", "agency")
STATEMENT = (
    "kind", "value", "upper", "stage", "modality", "basis", "agency_id", "place_level", "place_name", "place_province",
    "period_start", "period_end",
)  # fmt: skip


class Filters(BaseModel):
    """Which figures to count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str | None = None
    stage: str | None = None
    agency: str | None = None
    province: str | None = None
    year: int | None = None
    parts: bool = False
    planned: bool = False
    per_unit: bool = False

    def where(self) -> tuple[str, list[Any]]:
        """An SQL condition and its values."""
        asked = {
            "kind = ?": self.kind,
            "stage = ?": self.stage,
            "agency_id = ?": self.agency,
            f"{DIMENSIONS['province']} = ?": self.province,
            "year = ?": self.year,
        }
        conditions = [condition for condition, value in asked.items() if value is not None]
        left_out = {
            "part_of IS NULL": self.parts,
            "modality = 'actual'": self.planned,
            "basis = 'total'": self.per_unit,
        }
        conditions += [condition for condition, wanted in left_out.items() if not wanted]
        return " AND ".join(conditions) or "true", [value for value in asked.values() if value is not None]


def totals(store: Store, by: Sequence[str] = DEFAULT, filters: Filters | None = None) -> list[dict[str, Any]]:
    """One row a group: ``total`` (a count, or rials), ``statements`` behind it, ``figures`` and ``articles`` with them.

    ``StoreError`` for a dimension that is not in :data:`DIMENSIONS`.
    """
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not by:
        raise StoreError(f"no dimension {', '.join(unknown) or 'given'}; there are {', '.join(DIMENSIONS)}")
    condition, values = (filters or Filters()).where()
    names = ", ".join(by)
    return [{**row, "total": int(row["total"])} for row in store.rows(_sql(by, names, condition), values)]


def _sql(by: Sequence[str], names: str, condition: str) -> str:
    dimensions = ", ".join(f"{DIMENSIONS[name]} AS {name}" for name in by)
    statement = ", ".join(f"told.{name}" for name in STATEMENT)
    return f"""
        WITH told AS (
            SELECT f.*, a.outlet FROM figures f JOIN articles a USING (article)
        ), chosen AS (
            SELECT {dimensions}, value AS amount, row({statement}) AS statement, article
            FROM told WHERE {condition}
        ), distinct_ones AS (
            SELECT {names}, statement, any_value(amount) AS amount, count(*) AS figures FROM chosen GROUP BY ALL
        ), readers AS (
            SELECT {names}, count(DISTINCT article) AS articles FROM chosen GROUP BY ALL
        )
        SELECT {", ".join(f"d.{name}" for name in by)},
               sum(amount)::HUGEINT::VARCHAR AS total, count(*) AS statements, sum(d.figures)::BIGINT AS figures,
               any_value(r.articles) AS articles
        FROM distinct_ones d JOIN readers r ON {" AND ".join(f"d.{n} IS NOT DISTINCT FROM r.{n}" for n in by)}
        GROUP BY {", ".join(f"d.{name}" for name in by)}
        ORDER BY {", ".join(f"d.{name} NULLS LAST" for name in by)}
    """
