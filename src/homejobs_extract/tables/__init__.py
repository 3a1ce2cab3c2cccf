"""Reports as tables of pandas, polars or Arrow, and back: one row a figure to analyse, one row a report to keep.

>>> from homejobs_extract import extract
>>> report = extract("امسال 226 مجوز مشاغل خانگی در استان سمنان صادر شد.", published="1400-12-05")
>>> to_pandas(report)[["kind", "value", "place_code"]].values.tolist()
[['permit', 226, 'IR-20']]
>>> from_polars(to_polars(report, rows="reports")) == [report]
True
"""

from homejobs_extract.tables.back import from_arrow, from_pandas, from_polars, read_reports
from homejobs_extract.tables.columns import TITLES, Rows
from homejobs_extract.tables.convert import to_arrow, to_pandas, to_polars

__all__ = [
    "TITLES",
    "Rows",
    "from_arrow",
    "from_pandas",
    "from_polars",
    "read_reports",
    "to_arrow",
    "to_pandas",
    "to_polars",
]
