"""One runner for all case tables: ``tests/cases/<module>.tsv`` stands for the module of that name.

Columns: ``rule`` that must read it (``-`` for a text that must give nothing), ``text`` with the answer in [ ] and ⏎
for a line end, ``value`` in the form of ``case_readers`` and ``figure_readers`` (``@1400-12-05`` at its end sets the
day of publication), ``note``, and ``xfail``, the reason why the code cannot do it yet; a row that passes nevertheless
fails the test.
``python -m tests.test_cases --update`` takes the reason out of the rows that pass by now, and names the rule that reads
a row by now; look at the difference before it is committed.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.case_readers import Answer
from tests.figure_readers import READERS

CASES = Path(__file__).parent / "cases"
COLUMNS = ["rule", "text", "value", "note", "xfail"]
PUBLISHED = "1402-10-20"
NOTHING = "-"
RULED = {
    "digits": "mentions.digits", "periods": "mentions.periods", "outlets": "mentions.outlets",
    "counting": "figures.counting", "elision": "figures.elision", "stage": "figures.stage", "parts": "figures.parts",
}  # fmt: skip
NUMBER_RULES = {"plain", "grouped", "decimal", "words", "scaled", "fraction", "range", "ordinal", "share"}


class Case(NamedTuple):
    """A row of a table; the text without its brackets, ``span`` where they stood."""

    table: str
    line: int
    rule: str
    text: str
    span: tuple[int, int] | None
    value: str
    published: str
    xfail: str


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table; the header must be as it should be."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        assert reader.fieldnames == COLUMNS, f"{path.name}: columns must be {COLUMNS}"
        return list(reader)


def _case(table: str, line: int, row: dict[str, str]) -> Case:
    value, _, published = row["value"].partition("@")
    before, bracket, rest = row["text"].replace("⏎", "\n").partition("[")
    inside, _, after = rest.partition("]")
    span = (len(before), len(before) + len(inside)) if bracket else None
    text = before + inside + after
    return Case(table, line, row["rule"], text, span, value.strip(), published or PUBLISHED, row["xfail"])


def read_cases() -> Iterator[Case]:
    """All cases of all tables."""
    for path in sorted(CASES.glob("*.tsv")):
        for line, row in enumerate(read_rows(path), 2):
            yield _case(path.stem, line, row)


ALL = list(read_cases())


def _in_question(case: Case, answer: Answer) -> bool:
    """Whether an answer bears on a row that must give nothing: it overlaps the brackets and is of the attribute."""
    start, end = case.span or (0, len(case.text))
    return answer.start < end and start < answer.end and answer.value.startswith(case.value)


def fault(case: Case) -> str:
    """What is wrong with the answers to a case, or nothing."""
    answers = list(READERS[case.table](case.text, case.published))
    shown = "; ".join(f"«{case.text[a.start : a.end]}» {a.rule} {a.value}" for a in answers)
    if case.rule == NOTHING:
        return f"must give nothing, gives: {shown}" if any(_in_question(case, a) for a in answers) else ""
    if any(a[2:] == (case.rule, case.value) and a[:2] == case.span for a in answers):
        return ""
    return f"want {case.rule} {case.value}, got: {shown or 'nothing'}"


def _param(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=f"{case.table}:{case.line}", marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in ALL])
def test_case(case: Case) -> None:
    """The module reads exactly the bracketed words, by the rule and with the value of the row."""
    wrong = fault(case)
    assert not wrong, f"{case.text}\n{wrong}"


def test_rows_are_well_formed() -> None:
    """A row that must give something has its answer in one pair of brackets, and no row has two."""
    odd = [c for c in ALL if c.rule != NOTHING and (c.span is None or c.span[0] >= c.span[1])]
    odd += [c for c in ALL if set("[]") & set(c.text)]
    assert not odd


def test_every_table_has_a_reader() -> None:
    """No table is left unread, and none is missing."""
    assert {path.stem for path in CASES.glob("*.tsv")} == set(READERS)


@pytest.mark.parametrize("table", READERS)
def test_every_table_has_negatives(table: str) -> None:
    """Each table says what must not be read."""
    assert any(case.table == table and case.rule == NOTHING for case in ALL)


@pytest.mark.parametrize("table", READERS)
def test_rows_are_not_repeated(table: str) -> None:
    """No row stands twice."""
    rows = [(c.rule, c.text, c.span, c.value, c.published) for c in ALL if c.table == table]
    assert len(rows) == len(set(rows))


def rule_names(table: str) -> set[str]:
    """The names of the rules of a table's module, in its ``RULES``."""
    module = importlib.import_module(f"homejobs_extract.{RULED[table]}")
    return {rule if isinstance(rule, str) else rule.__name__ for rule in module.RULES}


@pytest.mark.parametrize("table", RULED)
def test_every_rule_has_a_case(table: str) -> None:
    """A rule without a row is a rule that nobody has seen at work."""
    missing = rule_names(table) - {case.rule for case in ALL if case.table == table}
    assert not missing


def test_every_unit_rule_has_a_case() -> None:
    """The same for the calendar units, whose tuple is called ``UNITS``."""
    from homejobs_extract.mentions.calendar_units import UNITS

    assert {rule.__name__ for rule in UNITS} <= {case.rule for case in ALL if case.table == "calendar_units"}


def test_every_number_rule_has_a_case() -> None:
    """Numbers name their form rather than a function."""
    assert {case.rule for case in ALL if case.table == "numbers"} >= NUMBER_RULES


def renamed(case: Case) -> str:
    """The rule that now reads what a failing row wants, in its very words and with its value; else the row's own."""
    answers = READERS[case.table](case.text, case.published)
    right = [a.rule for a in answers if (a.start, a.end) == case.span and a.value == case.value]
    return right[0] if right and case.rule not in (NOTHING, *right) else case.rule


def update() -> None:
    """Take ``xfail`` out of the rows that pass, and name the rule by which a row is read now."""
    passing = {(c.table, c.line) for c in ALL if c.xfail and not fault(c)}
    moved = {(c.table, c.line): renamed(c) for c in ALL if not c.xfail and fault(c)}
    for path in sorted(CASES.glob("*.tsv")):
        rows = read_rows(path)
        for line, row in enumerate(rows, 2):
            row["rule"] = moved.get((path.stem, line), row["rule"])
            row["xfail"] = "" if (path.stem, line) in passing else row["xfail"]
        lines = ["\t".join(COLUMNS), *("\t".join(row[name] for name in COLUMNS) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(passing)} rows pass by now, {len(moved)} fail or are read by another rule\n")


if __name__ == "__main__" and "--update" in sys.argv:
    update()
