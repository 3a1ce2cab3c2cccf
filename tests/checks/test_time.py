"""Time grows with the text, however long its sentences are."""

from __future__ import annotations

import pytest

from homejobs_extract import extract
from homejobs_extract.checks.run import run_checks
from homejobs_extract.records import Report
from tests.timing import NEARLY_LINEAR, growth

CLAUSE = (
    "از {} پرونده مشاغل خانگی معرفی‌شده {} پرونده پرداخت شد و {} درصد رشد داشت و {} میلیارد تومان وام به {} طرح داده شد"
)


def made(clauses: int, mark: str) -> tuple[Report, str]:
    """A text of so many clauses and its report."""
    text = mark.join(CLAUSE.format(i + 300, i + 200, i + 7, i + 20, i + 100) for i in range(clauses))
    return extract(text, published="1403-01-01"), text


@pytest.mark.parametrize("mark", [".\n", "، "], ids=["sentences", "one sentence"])
def test_time_is_linear(mark: str) -> None:
    reports = {clauses: made(clauses, mark) for clauses in (60, 600)}
    assert growth(lambda clauses: run_checks(*reports[clauses]), 60, 600) <= NEARLY_LINEAR
