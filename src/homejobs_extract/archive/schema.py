"""The columns of results: one nested table of articles, or four flat ones; described in ``docs/scale.md``.

Whole numbers are 64 bits wide; a sum that does not fit is null. Money is rials, dates are ISO, ``year`` is Jalali.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from homejobs_extract.archive.ledger import TABLES

PARTS = TABLES[1:]

_text = pa.string()
_count = pa.int32()
_big = pa.int64()


def _fields(**types: pa.DataType) -> list[pa.Field]:
    return [pa.field(name, kind) for name, kind in types.items()]


INPUT = pa.schema(
    _fields(
        article=_text, input=_text, position=_big, text=_text, id=_text, title=_text, published=_text, url=_text,
        outlet=_text,
    )
)  # fmt: skip
FIGURE = pa.struct(
    _fields(
        id=_text, kind=_text, value=_big, upper=_big, bound=_text, stage=_text, modality=_text, basis=_text,
        agency_id=_text, agency_fa=_text, place_level=_text, place_name=_text, place_province=_text, place_code=_text,
        year=pa.int16(), period_start=_text, period_end=_text, period_start_jalali=_text, period_end_jalali=_text,
        speaker=_text, part_of=_text, text=_text, start=_count, end=_count, evidence=_text, number=_text, unit=_text,
        rule=_text, confidence=pa.float64(),
    )
)  # fmt: skip
CHECK = pa.struct(
    _fields(
        kind=_text, type=_text, status=_text, severity=_text, total=_text, parts=pa.list_(_text), parts_sum=_big,
        difference=_big, relative_difference=pa.float64(), message_fa=_text, message_en=_text,
    )
)  # fmt: skip
SKIPPED = pa.struct(_fields(text=_text, start=_count, end=_count, reason=_text))
ARTICLE = pa.schema(
    [
        *INPUT,
        *_fields(
            agencies=pa.list_(_text), speakers=pa.list_(_text), characters=_count, figure_count=_count,
            finding_count=_count, data_version=_text,
        ),
    ]
)  # fmt: skip
RESULT = pa.schema(
    [
        *ARTICLE,
        pa.field("figures", pa.list_(FIGURE)),
        pa.field("checks", pa.list_(CHECK)),
        pa.field("skipped", pa.list_(SKIPPED)),
        *_fields(error=_text, detail=_text),
    ]
)
PART_TYPES: dict[str, pa.StructType] = {"figures": FIGURE, "checks": CHECK, "skipped": SKIPPED}


def part_schema(name: str) -> pa.Schema:
    """The columns of ``figures``, ``checks`` or ``skipped``: the article's key, then the record's own."""
    return pa.schema([pa.field("article", pa.string()), *PART_TYPES[name]])


def schema_of(name: str) -> pa.Schema:
    """The columns of one of the four tables."""
    return ARTICLE if name == "articles" else part_schema(name)


def flat_tables(results: pa.Table) -> dict[str, pa.Table]:
    """The four tables of a nested one, articles that failed left out."""
    import pyarrow.compute as pc

    good = results.filter(pc.is_null(results["error"]))
    return {"articles": good.select(ARTICLE.names), **{name: _flat(good, name) for name in PARTS}}


def _flat(results: pa.Table, name: str) -> pa.Table:
    import pyarrow.compute as pc

    lists = results[name].combine_chunks()
    records = pa.array([], PART_TYPES[name]) if not len(lists) else pc.list_flatten(lists)
    owners = pc.list_parent_indices(lists) if len(lists) else pa.array([], pa.int64())
    columns = [pc.take(results["article"], owners), *(records.field(field.name) for field in PART_TYPES[name])]
    return pa.table(columns, schema=part_schema(name))


def fitting(number: int | None) -> int | None:
    """A number that 64 bits hold, else ``None``."""
    return number if number is not None and -(2**63) <= number < 2**63 else None


def empty(name: str) -> pa.Table:
    """A table of no rows."""
    return schema_of(name).empty_table()


Row = dict[str, Any]
