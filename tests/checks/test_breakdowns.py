"""Breakdowns that only their words close: outcomes, remainders, and lists that may lack a county."""

from __future__ import annotations

from typing import Any

import pytest

from homejobs_extract import extract
from homejobs_extract.checks.breakdowns import breakdowns
from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.run import with_checks
from homejobs_extract.checks.sums import sum_check
from homejobs_extract.records import BaseFigure, Check

from .build import figure, report

Row = tuple[str, int, dict[str, Any]]
PAID: dict[str, Any] = {"stage": "paid", "part_of": "f1"}
NONE: dict[str, Any] = {"part_of": "f1"}


def tied(text: str, whole: Row, parts: list[Row], kind: str = "plan") -> list[Check]:
    """The sums that the words of a text add to those of its figures."""
    figures: list[BaseFigure] = [figure(text, whole[0], kind, whole[1], id="f1", **whole[2])]
    figures += [figure(text, words, kind, value, **fields) for words, value, fields in parts]
    return breakdowns(Facts(report(text, figures), text))


def outcomes(whole: int, paid: int, waiting: int, refused: int, last: str = "مردود است") -> list[Check]:
    """Files paid, waiting and refused, out of all."""
    text = f"از {whole} فقره معرفی‌شده {paid} مورد پرداخت شد، {waiting} مورد در نوبت و {refused} مورد {last}."
    rows: list[Row] = [
        (f"{paid} مورد", paid, PAID), (f"{waiting} مورد", waiting, NONE), (f"{refused} مورد", refused, NONE)
    ]  # fmt: skip
    return tied(text, (f"{whole} فقره", whole, {"stage": "referred"}), rows)


@pytest.mark.parametrize(
    ("whole", "status", "severity"), [(460, "agrees", None), (450, "disagrees", "error"), (470, "disagrees", "warning")]
)
def test_outcomes_of_one_count(whole: int, status: str, severity: str | None) -> None:
    (check,) = outcomes(whole, 280, 120, 60)
    assert (check.type, check.status, check.severity, check.parts_sum) == ("sum", status, severity, 460)


def test_files_still_at_the_bank_are_an_outcome() -> None:
    text = "از ۳۶۰ پرونده معرفی‌شده ۲۱۵ مورد پرداخت شد، ۸۵ مورد در نوبت بررسی بانک است و ۹۰ مورد رد شده است."
    rows: list[Row] = [
        ("۲۱۵ مورد", 215, PAID), ("۸۵ مورد", 85, {"stage": "referred", "part_of": "f1"}), ("۹۰ مورد", 90, NONE)
    ]  # fmt: skip
    (check,) = tied(text, ("۳۶۰ پرونده", 360, {"stage": "referred"}), rows)
    assert (check.status, check.severity, check.parts_sum) == ("disagrees", "error", 390)


def test_open_ended_outcome_closes_no_list() -> None:
    text = "از ۵۰۰ پرونده معرفی‌شده ۳۰۰ مورد پرداخت شد و بیش از ۵۰ مورد در نوبت است."
    rows: list[Row] = [("۳۰۰ مورد", 300, PAID), ("۵۰ مورد", 50, {"bound": "at_least", "part_of": "f1"})]
    assert tied(text, ("۵۰۰ پرونده", 500, {"stage": "referred"}), rows) == []


def test_outcomes_that_leave_much_or_may_overlap_are_silent() -> None:
    assert outcomes(700, 280, 120, 60) == []
    assert outcomes(470, 280, 120, 60, last="از روستا آمده است") == []
    assert outcomes(470, 280, 120, 60, last="مردود و بقیه بی‌پاسخ است") == []


BANKS = "بانک الف با ۹۰۰ میلیارد و بانک ب با ۶۰۰ میلیارد بیشترین پرداخت را داشته‌اند و {}."
HERE: dict[str, Any] = {"stage": "paid"}


@pytest.mark.parametrize(
    ("rest", "words", "value", "status"),
    [
        ("سایر بانک‌ها روی هم ۵۰۰ میلیارد داده‌اند", "۵۰۰ میلیارد", 500, ["agrees"]),
        ("سایر بانک‌ها روی هم ۳۰۰ میلیارد داده‌اند", "۳۰۰ میلیارد", 300, ["disagrees"]),
        ("۵۰۰ میلیارد را سایر بانک‌ها داده‌اند", "۵۰۰ میلیارد", 500, ["agrees"]),
        ("بقیه در راه است. در کل ۵۰۰ میلیارد مانده بود", "۵۰۰ میلیارد", 500, []),
        ("به سایر بخش‌ها ۷۰۰۰ میلیارد رسید", "۷۰۰۰ میلیارد", 7000, []),
        ("بانک پ ۵۰۰ میلیارد داده است", "۵۰۰ میلیارد", 500, []),
    ],
)
def test_remainder_of_a_list(rest: str, words: str, value: int, status: list[str]) -> None:
    text = "۲۰۰۰ میلیارد پرداخت شد. " + BANKS.format(rest)
    rows: list[Row] = [("۹۰۰ میلیارد", 900, PAID), ("۶۰۰ میلیارد", 600, PAID), (words, value, HERE)]
    found = tied(text, ("۲۰۰۰ میلیارد", 2000, HERE), rows, "loan")
    assert [(c.status, len(c.parts)) for c in found] == [(s, 3) for s in status]


@pytest.mark.parametrize(("left", "told"), [(880, [("agrees", None)]), (780, [("disagrees", "warning")]), (90, [])])
def test_part_and_what_is_left(left: int, told: list[tuple[str, str | None]]) -> None:
    text = f"از سهم ۱۸۵۰ میلیونی ۹۷۰ میلیون جذب شده و باقی‌مانده {left} میلیونی باید پرداخت شود."
    rows: list[Row] = [("۹۷۰ میلیون", 970, PAID), (f"{left} میلیونی", left, {**HERE, "modality": "planned"})]
    found = tied(text, ("۱۸۵۰ میلیونی", 1850, {"stage": "allocated"}), rows, "loan")
    assert [(c.status, c.severity) for c in found] == told


def counties(*values: int) -> Check:
    """What is made of a sum of permits by county against 1000."""
    names = ("سقز", "بانه", "مریوان", "قروه")[: len(values)]
    text = "از ۱۰۰۰ مجوز، " + "، ".join(f"{n} {v} مجوز" for n, v in zip(names, values, strict=True))
    whole = figure(text, "۱۰۰۰ مجوز", "permit", 1000, id="f1", place="کردستان")
    pairs = list(zip(names, values, strict=True))
    parts = [figure(text, f"{v} مجوز", "permit", v, id=n, place=n, part_of="f1") for n, v in pairs]
    made = report(text, [whole, *parts]).model_copy(update={"checks": (sum_check(whole, parts),)})
    (check,) = (c for c in with_checks(made, text).checks if c.type == "sum")
    return check


def test_list_that_may_lack_a_county_is_not_summed() -> None:
    assert (counties(400, 300, 130).status, counties(400, 300, 130).severity) == ("unknown", None)
    assert "170" in counties(400, 300, 130).message_en


def test_list_that_lacks_no_county_or_has_too_much_is_summed() -> None:
    assert counties(400, 300, 240).status == "disagrees"
    assert counties(400, 300, 440).severity == "error"
    assert counties(400, 300, 300).status == "agrees"


def test_remainder_of_a_whole_article_is_told_once() -> None:
    text = (
        "در سال ۱۴۰۲ در استان کردستان ۹۰۰ مجوز مشاغل خانگی صادر شد. از این تعداد ۴۰۰ مجوز در سنندج، ۲۵۰ مجوز در سقز و "
        "۲۰۰ مجوز در سایر شهرستان‌ها صادر شده و ۶۳۰ مجوز از آن بانوان است."
    )
    found = extract(text, published="1403-01-20")
    assert [(c.type, c.status, c.difference) for c in found.findings] == [("sum", "disagrees", 50)]
    assert with_checks(found, text) == found


@pytest.mark.parametrize(("inner", "status"), [(52, "agrees"), (54, "disagrees")])
def test_what_stands_inside_a_list_and_fills_its_gap_belongs_to_it(inner: int, status: str) -> None:
    text = f"از ۴۶۰ نفر ۶۶ نفر قالیباف‌اند، {inner} نفر از این افراد خیاط، ۲۴۲ نفر آشپز و ۱۰۰ نفر سفالگر."
    whole = figure(text, "۴۶۰ نفر", "person", 460, id="f1")
    parts = [figure(text, f"{n} نفر", "person", v, part_of="f1") for n, v in (("۶۶", 66), ("۲۴۲", 242), ("۱۰۰", 100))]
    nested = figure(text, f"{inner} نفر", "person", inner, part_of=parts[0].id)
    made = report(text, [whole, *parts, nested]).model_copy(update={"checks": (sum_check(whole, parts),)})
    (check,) = (c for c in with_checks(made, text).checks if c.type == "sum")
    assert (check.status, len(check.parts)) == (status, 4 if status == "agrees" else 3)
    assert with_checks(with_checks(made, text), text) == with_checks(made, text)
