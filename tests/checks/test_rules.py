"""Every rule on figures made by hand: cases that must agree, that must disagree, that must stay silent."""

from __future__ import annotations

from typing import Any

import pytest

from homejobs_extract.checks import per_unit, percent, period, ratio, repeat, subset, unit
from homejobs_extract.checks.facts import Facts
from homejobs_extract.checks.sums import sum_check, unfinished
from homejobs_extract.records import BaseFigure, Check

from .build import figure, report

YEAR_1402 = {"period": ("2023-03-21", "2024-03-19"), "published": "2024-03-10"}
BILLION_TOMANS = 10**10


def run(rule: Any, text: str, figures: list[BaseFigure], **fields: Any) -> list[Check]:
    """What a rule finds on a report of these figures."""
    found: list[Check] = rule(Facts(report(text, figures, **fields), text))
    return found


def only(checks: list[Check]) -> Check:
    """The one check of a list."""
    assert len(checks) == 1, checks
    return checks[0]


@pytest.mark.parametrize(("paid", "status"), [(215, "agrees"), (415, "disagrees")])
def test_part_and_whole(paid: int, status: str) -> None:
    text = f"از ۳۴۰ پرونده معرفی‌شده، {paid} پرونده پرداخت شد."
    parts = [figure(text, "۳۴۰ پرونده", "plan", 340), figure(text, f"{paid} پرونده", "plan", paid)]
    check = only(run(subset.parts, text, parts))
    assert (check.status, check.difference) == (status, abs(paid - 340))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("سهمیه از ۱۸۰ میلیارد به ۴۱۰ میلیارد رسید.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("بیش از ۱۸۰ میلیارد تصویب و ۴۱۰ میلیارد درخواست شد.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("اعتبار از ۱۸۰ میلیارد بیشتر نشد، امسال ۴۱۰ میلیارد داریم.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("۱۸۰ میلیارد از این ۴۱۰ میلیارد جذب شد.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("۱۸۰ میلیارد پرداخت شد و از این تعداد متقاضی، ۴۱۰ میلیارد خواسته شد.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("سهم ۱۸۰ میلیارد بود، ولی ۴۱۰ میلیارد از این شهرستان خواسته شد.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
        ("سهم ۱۸۰ میلیارد است، اما از این سهم فراتر رفتند و ۴۱۰ میلیارد خواستند.", ("۱۸۰ میلیارد", "۴۱۰ میلیارد")),
    ],
)
def test_no_part_where_the_words_make_none(text: str, words: tuple[str, str]) -> None:
    figures = [figure(text, words[0], "loan", 180 * 10**9), figure(text, words[1], "loan", 410 * 10**9)]
    assert run(subset.parts, text, figures) == []


def test_the_last_of_a_list_is_no_whole() -> None:
    """«از این مجوزها» after a list may mean all of it."""
    text = "۱۱۴۶ مجوز مستقل، ۳۳ مجوز حقیقی و ۵ مجوز حقوقی صادر شد؛ پارسال ۸۷۰ مجوز از این مجوزها صادر شده بود."
    figures = [figure(text, f"{n} مجوز", "permit", int(n)) for n in ("۱۱۴۶", "۳۳", "۵", "۸۷۰")]
    assert run(subset.parts, text, figures) == []
    assert [c.status for c in run(subset.parts, text, [figures[2], figures[3]])] == ["disagrees"]


def stages(first: int, second: int, **fields: Any) -> list[Check]:
    """Files referred, then files paid."""
    text = f"امسال {first} طرح به بانک معرفی شد. همچنین {second} طرح وام گرفت."
    one = figure(text, f"{first} طرح", "plan", first, stage="referred")
    return run(subset.ladder, text, [one, figure(text, f"{second} طرح", "plan", second, stage="paid", **fields)])


def test_paid_above_referred_is_a_warning() -> None:
    check = only(stages(580, 740))
    assert (check.status, check.severity, check.difference) == ("disagrees", "warning", 160)


def test_paid_below_referred_agrees_and_a_plan_is_no_stage() -> None:
    assert [(c.status, c.severity) for c in stages(980, 740)] == [("agrees", None)]
    assert [c.status for c in stages(700, 740, bound="at_least")] == ["disagrees"]
    assert [c.status for c in stages(740, 745, bound="about")] == ["agrees_approximately"]
    assert stages(580, 740, modality="planned") == []


def headline(first: str, value: int, second: str, other: int, kind: str = "permit", **fields: Any) -> list[Check]:
    """A headline and a body of one statement."""
    text = f"صدور {first} مجوز در قزوین\nمدیرکل گفت: در این دوره صدور {second} مجوز در قزوین انجام شد."
    figures = [figure(text, f"{first} مجوز", kind, value, **fields), figure(text, f"{second} مجوز", kind, other)]
    return run(repeat.statements, text, figures)


def test_transposed_digits_are_named() -> None:
    check = only(headline("۱۸۲۶", 1826, "۱۲۸۶", 1286))
    assert (check.status, check.severity, check.difference) == ("disagrees", "error", 540)
    assert "transposed" in check.message_en
    assert "جابه‌جا" in check.message_fa


def test_rounded_headline_agrees_approximately() -> None:
    assert only(headline("۴۲۰۰", 4200, "۴۲۰۸", 4208)).status == "agrees_approximately"
    assert (
        only(headline("۲ هزار", 2000, "۲۳۴۰", 2340, bound="at_least", resolution=1000)).status == "agrees_approximately"
    )


def test_headline_of_another_thing_is_left_alone() -> None:
    assert headline("۱۸۲۶", 1826, "۷۳", 73) == []
    assert headline("۱۸۲۶", 1826, "۱۲۸۶", 1286, stage="renewed", place="یزد")[0].status == "disagrees"
    text = "صدور ۱۸۲۶ مجوز در قزوین\nدر یزد صدور ۱۲۸۶ مجوز انجام شد."
    figures = [
        figure(text, "۱۸۲۶ مجوز", "permit", 1826, place="قزوین"),
        figure(text, "۱۲۸۶ مجوز", "permit", 1286, place="یزد"),
    ]
    assert run(repeat.statements, text, figures) == []


@pytest.mark.parametrize(
    ("rials", "status", "severity"),
    [
        (240 * BILLION_TOMANS // 10, "agrees", None),
        (24 * 10**9, "disagrees", "warning"),
        (24 * 10**6, "disagrees", "error"),
    ],
)
def test_loan_for_each_plan(rials: int, status: str, severity: str | None) -> None:
    text = "به ۲۴۰ طرح ۲۴ میلیارد تسهیلات پرداخت شد."
    loan = figure(text, "۲۴ میلیارد", "loan", rials, stage="paid", period=YEAR_1402["period"])
    found = run(
        unit.quotients, text, [figure(text, "۲۴۰ طرح", "plan", 240, stage="paid"), loan], published="2024-03-10"
    )
    check = only(found)
    assert (check.status, check.severity) == (status, severity)


def test_no_quotient_without_a_year_or_with_another_stage() -> None:
    text = "۲۴۰ طرح معرفی و ۲۴ میلیارد ریال پرداخت شد."
    plan, loan = (
        figure(text, "۲۴۰ طرح", "plan", 240, stage="paid"),
        figure(text, "۲۴ میلیارد ریال", "loan", 24 * 10**9, stage="paid"),
    )
    undated = only(run(unit.quotients, text, [plan, loan]))
    assert (undated.status, undated.severity) == ("unknown", None)
    assert "100 million rials a plan; the year" in undated.message_en
    referred = plan.model_copy(update={"stage": "referred"})
    assert run(unit.quotients, text, [referred, loan], published="2024-03-10") == []


def test_sentences_speak_in_the_unit_of_the_text() -> None:
    text = "از ۱۲ میلیارد تومان، بانک ملی ۷ میلیارد تومان و بانک سپه ۶ میلیارد تومان داد."
    whole, *parts = (figure(text, f"{n} میلیارد تومان", "loan", v) for n, v in (
        ("۱۲", 12 * BILLION_TOMANS), ("۷", 7 * BILLION_TOMANS), ("۶", 6 * BILLION_TOMANS)))  # fmt: skip
    check = sum_check(whole, parts)
    assert (check.parts_sum, check.difference) == (13 * BILLION_TOMANS, BILLION_TOMANS)
    assert "(7+6) add up to 13 billion tomans" in check.message_en
    assert "(۷+۶) ۱۳ میلیارد تومان است" in check.message_fa
    rials = [
        p.model_copy(update={"reported": p.reported.model_copy(update={"text": "۷۰ میلیارد ریال"})}) for p in parts
    ]
    assert "130 billion rials" in sum_check(whole, rials).message_en


@pytest.mark.parametrize(("tomans", "status"), [(18, []), (180, ["disagrees"])])
def test_one_amount_in_two_units(tomans: int, status: list[str]) -> None:
    text = f"۱۸۰ میلیارد ریال (معادل {tomans} میلیارد تومان) اختصاص یافت."
    words = f"{tomans} میلیارد تومان"
    figures = [
        figure(text, "۱۸۰ میلیارد ریال", "loan", 180 * 10**9),
        figure(text, words, "loan", tomans * BILLION_TOMANS),
    ]
    assert [c.status for c in run(unit.amounts_twice, text, figures) if c.status != "agrees"] == status


def test_ceiling_of_no_year() -> None:
    text = "سقف وام هر نفر ۲۰۰ میلیارد تومان است."
    each = figure(text, "۲۰۰ میلیارد تومان", "loan", 200 * BILLION_TOMANS, basis="per_unit")
    assert only(run(unit.ceilings, text, [each], published="2025-09-01")).severity == "error"
    usual = each.model_copy(update={"value": 200 * 10**7})
    assert only(run(unit.ceilings, text, [usual], published="2025-09-01")).status == "agrees"
    assert run(unit.ceilings, text, [usual]) == []


@pytest.mark.parametrize(
    ("percentage", "status"), [("۸۱.۳", "agrees"), ("۸۲", "agrees_approximately"), ("۸۵", "disagrees")]
)
def test_share_of_a_quota(percentage: str, status: str) -> None:
    text = f"از ۱۲۳ میلیارد تومان اعتبار، ۱۰۰ میلیارد تومان جذب شده که معادل {percentage} درصد است."
    whole = figure(text, "۱۲۳ میلیارد تومان", "loan", 123 * BILLION_TOMANS, id="f1")
    part = figure(text, "۱۰۰ میلیارد تومان", "loan", 100 * BILLION_TOMANS, id="f2", part_of="f1")
    assert only(run(percent.percents, text, [whole, part], skipped={percentage: "percent"})).status == status


@pytest.mark.parametrize("words", ["با کارمزد ۴ درصد", "نرخ بیکاری ۴ درصد", "۴ درصد تخفیف"])
def test_rates_relate_no_figures(words: str) -> None:
    text = f"از ۱۲۳ میلیارد تومان اعتبار، ۱۰۰ میلیارد تومان جذب شده و {words} است."
    whole = figure(text, "۱۲۳ میلیارد تومان", "loan", 123 * BILLION_TOMANS, id="f1")
    part = figure(text, "۱۰۰ میلیارد تومان", "loan", 100 * BILLION_TOMANS, id="f2", part_of="f1")
    assert run(percent.percents, text, [whole, part], skipped={"۴": "percent"}) == []


@pytest.mark.parametrize(("grown", "status"), [(850, "agrees"), (650, "disagrees")])
def test_growth_on_last_year(grown: int, status: str) -> None:
    text = f"با رشد ۷۰ درصدی {grown} مجوز صادر شد؛ مدت مشابه سال گذشته ۵۰۰ مجوز بود."
    figures = [figure(text, f"{grown} مجوز", "permit", grown), figure(text, "۵۰۰ مجوز", "permit", 500)]
    assert only(run(percent.percents, text, figures, skipped={"۷۰": "percent"})).status == status


YEARS = {1401: ("2022-03-21", "2023-03-20"), 1402: ("2023-03-21", "2024-03-19")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("در سال ۱۴۰۱ شمار ۵۰۰ مجوز صادر شد. در سال ۱۴۰۲ با رشد ۷۰ درصدی ۹۰۰ مجوز صادر شد.", ["disagrees"]),
        ("در سال ۱۴۰۲ شمار ۹۰۰ مجوز صادر شد. این رقم نسبت به ۵۰۰ مجوز سال ۱۴۰۱ رشد ۷۰ درصدی دارد.", ["disagrees"]),
        ("در سال ۱۴۰۱ شمار ۵۰۰ مجوز با رشد ۷۰ درصدی صادر شد. در سال ۱۴۰۲ شمار ۹۰۰ مجوز صادر شد.", ["unknown"]),
        (
            "در سال ۱۴۰۱ شمار ۵۰۰ مجوز صادر شد. با رشد ۷۰ درصدی نسبت به سال ۱۳۹۹، ۹۰۰ مجوز صادر شد.",
            ["unknown"],
        ),
    ],
)
def test_growth_accuses_only_what_its_sentence_names(text: str, status: list[str]) -> None:
    figures = [
        figure(text, "۵۰۰ مجوز", "permit", 500, period=YEARS[1401]),
        figure(text, "۹۰۰ مجوز", "permit", 900, period=YEARS[1402]),
    ]
    assert [c.status for c in run(percent.percents, text, figures, skipped={"۷۰": "percent"})] == status


@pytest.mark.parametrize(("new", "status"), [(160, "agrees"), (290, "disagrees"), (100, "disagrees")])
def test_twice_as_much(new: int, status: str) -> None:
    text = f"سال گذشته ۸۰ میلیارد تومان بود و امسال {new} میلیارد تومان ابلاغ شد، یعنی دو برابر."
    figures = [
        figure(text, "۸۰ میلیارد تومان", "loan", 80 * BILLION_TOMANS),
        figure(text, f"{new} میلیارد تومان", "loan", new * BILLION_TOMANS),
    ]
    assert only(run(percent.percents, text, figures, skipped={"دو": "ratio"})).status == status


def each(total: int, amount: int, people: int, words: str = "به هر نفر") -> list[Check]:
    """People, a total and an amount for each."""
    text = f"{people} نفر {total} میلیون تومان گرفتند؛ {words} {amount} میلیون رسید."
    return run(
        per_unit.products,
        text,
        [
            figure(text, f"{people} نفر", "person", people, stage="paid"),
            figure(text, f"{total} میلیون تومان", "loan", total * 10**7, stage="paid"),
            figure(text, f"{amount} میلیون", "loan", amount * 10**7, basis="per_unit", nth=int(amount == total)),
        ],
    )


def test_each_times_count() -> None:
    assert only(each(3260, 20, 163)).status == "agrees"
    assert only(each(3260, 30, 163)).status == "disagrees"
    assert only(each(1947, 29, 67, "به طور متوسط به هر نفر")).status == "agrees"
    assert each(3260, 30, 163, "سقف هر نفر") == []


def test_an_average_is_no_total() -> None:
    text = "۱۲ هزار نفر ثبت‌نام کردند که به هر نفر ۱۷ میلیون تومان رسید و میانگین وام ۵۰۰ نفر ۷۶ میلیون تومان بود."
    figures = [
        figure(text, "۱۷ میلیون تومان", "loan", 17 * 10**7, basis="per_unit"),
        figure(text, "۱۲ هزار نفر", "person", 12_000),
        figure(text, "۷۶ میلیون تومان", "loan", 76 * 10**7),
    ]
    assert run(per_unit.products, text, figures) == []
    total = text.replace("میانگین وام ۵۰۰ نفر", "مجموع وام آنان")
    moved = [figure(total, f.spans[0].text, str(f.kind), f.value, basis=f.basis) for f in figures]  # type: ignore[attr-defined]
    assert only(run(per_unit.products, total, moved)).status == "disagrees"


@pytest.mark.parametrize(("summed", "status"), [("۴۵۰۰", "agrees"), ("۳۲۰۰", "disagrees")])
def test_what_is_summed_up_is_no_amount_for_each(summed: str, status: str) -> None:
    text = f"به ۴۵ زن هر کدام ۱۰۰ میلیون تومان و در مجموع {summed} میلیون تومان وام داد."
    figures = [
        figure(text, "۴۵ زن", "person", 45, stage="paid"),
        figure(text, "۱۰۰ میلیون تومان", "loan", 100 * 10**7, basis="per_unit", stage="paid"),
        figure(text, f"{summed} میلیون تومان", "loan", int(summed) * 10**7, basis="per_unit", stage="paid"),
    ]
    assert only(run(per_unit.products, text, figures)).status == status


def test_an_average_is_rounded() -> None:
    text = "۲۴۸ هزار و ۹۱۱ نفر ۹۶۸ میلیارد تومان گرفتند؛ متوسط نفری سه میلیون و ۹۰۰ هزار تومان."
    found = run(
        per_unit.products,
        text,
        [
            figure(text, "۲۴۸ هزار و ۹۱۱ نفر", "person", 248911),
            figure(text, "۹۶۸ میلیارد تومان", "loan", 968 * BILLION_TOMANS, resolution=BILLION_TOMANS),
            figure(text, "سه میلیون و ۹۰۰ هزار تومان", "loan", 39_000_000, basis="per_unit"),
        ],
    )
    assert only(found).status == "agrees"


@pytest.mark.parametrize(("jobs", "status"), [(390, "agrees"), (9400, "disagrees"), (60, "disagrees")])
def test_jobs_for_each_plan(jobs: int, status: str) -> None:
    text = f"به ۲۱۲ طرح وام پرداخت و {jobs} شغل ایجاد شد."
    figures = [
        figure(text, "۲۱۲ طرح", "plan", 212, stage="paid"),
        figure(text, f"{jobs} شغل", "job", jobs, stage="created"),
    ]
    assert only(run(ratio.jobs_for_plans, text, figures)).status == status


def test_support_firms_have_many_jobs() -> None:
    text = "به ۲۱۲ طرح پشتیبان وام پرداخت و 9400 شغل ایجاد شد."
    figures = [
        figure(text, "۲۱۲ طرح", "plan", 212, stage="paid"),
        figure(text, "9400 شغل", "job", 9400, stage="created"),
    ]
    assert run(ratio.jobs_for_plans, text, figures) == []


@pytest.mark.parametrize(("permits", "status"), [(2800, "agrees"), (18, "disagrees")])
def test_permits_for_each_plan(permits: int, status: str) -> None:
    text = f"{permits} مجوز صادر شد. به ۲۳۰۰ طرح وام پرداخت شد."
    figures = [
        figure(text, f"{permits} مجوز", "permit", permits, stage="issued"),
        figure(text, "۲۳۰۰ طرح", "plan", 2300, stage="paid"),
    ]
    assert only(run(ratio.permits_for_plans, text, figures)).status == status


@pytest.mark.parametrize(
    ("start", "end", "severity"),
    [
        ("2024-03-20", "2023-03-20", ["error"]),
        ("2026-03-21", "2027-03-20", ["error"]),
        ("1982-03-21", "2023-03-20", ["warning"]),
        ("2023-03-21", "2024-03-19", [None]),
        ("2009-03-21", None, []),
    ],
)
def test_periods(start: str, end: str | None, severity: list[str]) -> None:
    text = "در آن سال ۳۲۰ مجوز صادر شد."
    permit = figure(text, "۳۲۰ مجوز", "permit", 320, period=(start, end))
    found = run(period.periods, text, [permit], published="2024-03-01")
    assert [c.severity for c in found] == severity
    assert all((c.status == "agrees") == (c.severity is None) for c in found)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("تا ۳۱ مهر", True),
        ("تا ۳۰ مهر", False),
        ("تا ۳۱ شهریور", False),
        ("تا ۳۰ اسفند ۱۴۰۲", True),
        ("تا ۳۰ اسفند ۱۴۰۳", False),
        ("در ۱۱ ماهه امسال", True),
        ("در یازده ماهه نخست امسال", True),
        ("در چهارماهه نخست امسال", False),
        ("در ۱۳ ماهه سال", True),
        ("از سال ۱۴۰۴ تا پایان سال ۱۴۰۳", True),
        ("از سال ۱۴۰۱ تا ۱۴۰۳", False),
        ("در ماده ۳۱ مهرماه", True),
    ],
)
def test_dates_of_no_calendar(words: str, *, wrong: bool) -> None:
    text = f"{words} شمار ۳۲۰ مجوز صادر شد."
    permit = figure(text, "۳۲۰ مجوز", "permit", 320)
    assert bool(run(period.dates, text, [permit], published="2024-08-04")) is wrong


def test_unfinished_breakdown_is_unknown_and_says_why() -> None:
    text = "از ۷۰۲ نفر، خرم‌آباد ۲۶۱ نفر و بروجرد ۱۸۸ نفر است."
    figures = [
        figure(text, "۷۰۲ نفر", "person", 702, id="f1"),
        figure(text, "۲۶۱ نفر", "person", 261, part_of="f1"),
        figure(text, "۱۸۸ نفر", "person", 188, part_of="f1"),
    ]
    check = only(run(unfinished, text, figures))
    assert (check.status, check.severity, check.parts_sum) == ("unknown", None, 449)
    assert "253" in check.message_en


def test_total_told_after_its_years() -> None:
    text = "۶۴ طرح، ۹۷ طرح و ۲۸ طرح؛ یعنی ۱۷۹ طرح."
    parts = [figure(text, f"{words} طرح", "plan", value) for words, value in (("۶۴", 64), ("۹۷", 97), ("۲۸", 28))]
    check = sum_check(figure(text, "۱۷۹ طرح", "plan", 179), parts)
    assert (check.status, check.severity, check.parts_sum, check.difference) == ("disagrees", "error", 189, 10)
    assert "۱۸۹" in check.message_fa


def test_no_figures_no_checks() -> None:
    assert run(repeat.statements, "", []) == []
