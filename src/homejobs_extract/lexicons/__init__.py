"""The lexicons: TSV files, each word typed once; columns are checked when a file is first read."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

DATA_VERSION = "2026.11.30"
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of ``lexicons/<name>.tsv`` as dictionaries; ``ValueError`` for a wrong number of cells.

    >>> rows("agencies")[0]["id"]
    'cooperatives_labour'
    """
    path = resources.files(__package__).joinpath(f"{name}.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    found = tuple(reader)
    for number, row in enumerate(found, 2):
        if None in row or None in row.values():
            message = f"lexicons/{name}.tsv, line {number}: expected {len(reader.fieldnames or ())} cells"
            raise ValueError(message)
    return found
