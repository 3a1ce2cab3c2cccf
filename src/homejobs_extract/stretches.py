"""Long texts in stretches: no report is that long, and reading each stretch by itself keeps the time linear.

A stretch ends at a line end where there is one, else after a full stop, else at a space.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

LONGEST = 16_000
ENDS = ("\n", ". ", " ")

Fields = dict[str, Any]


def stretches(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """The text in stretches of at most ``longest`` characters, each with its offset.

    >>> list(stretches("سطر یک\\nسطر دو", longest=9))
    [(0, 'سطر یک\\n'), (7, 'سطر دو')]
    """
    first = 0
    while len(text) - first > longest:
        last = _end(text, first, first + longest)
        yield first, text[first:last]
        first = last
    if first < len(text) or not text:
        yield first, text[first:]


@contextmanager
def collector_at_rest(text: str, longest: int = LONGEST) -> Iterator[None]:
    """The garbage collector stands still while a text of several stretches is read.

    What is read stays, so that each full collection would walk through all of it again: half of the time at 10 MB.
    """
    rests = len(text) > longest and gc.isenabled()
    if rests:
        gc.disable()
    try:
        yield
    finally:
        if rests:
            gc.enable()


def _end(text: str, first: int, last: int) -> int:
    for mark in ENDS:
        at = text.rfind(mark, first, last)
        if at > first:
            return at + len(mark)
    return last


def join(stretch_fields: list[Fields]) -> Fields:
    """The fields of all stretches as those of one report: an agency or a speaker named again is one."""
    joined = stretch_fields[0]
    for name in ("figures", "checks", "skipped"):
        joined[name] = list(chain.from_iterable(fields[name] for fields in stretch_fields))
    for fields in stretch_fields[1:]:
        joined["outlet"] = joined["outlet"] or fields["outlet"]
        _merge(joined["agencies"], fields["agencies"], "id")
        _merge(joined["speakers"], fields["speakers"], "name")
    return joined


def _merge(known: list[Fields], found: list[Fields], key: str) -> None:
    by_key = {row[key]: row for row in known}
    for row in found:
        if row[key] in by_key:
            by_key[row[key]]["spans"].extend(row["spans"])
        else:
            by_key[row[key]] = row
            known.append(row)
