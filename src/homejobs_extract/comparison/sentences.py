"""The verdict on statements, with a sentence in Persian and one in English that name outlets, dates and both values."""

from __future__ import annotations

from homejobs_extract.checks.repeat import slip
from homejobs_extract.checks.wording import UNKNOWN_EN, UNKNOWN_FA, digits_fa, en, fa, stated_unit
from homejobs_extract.comparison.records import Contradiction, Statement, Verdict
from homejobs_extract.comparison.statements import meet
from homejobs_extract.jalali import parse_published, to_text
from homejobs_extract.records import Severity, Status

TOLD_FA: dict[Contradiction, str] = {
    "same_statement": "درباره یک چیز و یک دوره دو مقدار می‌گویند",
    "cumulative_falls": "شماری انباشته را با گذشت زمان کمتر نشان می‌دهند",
    "parts_above_whole": "جزء را از کل بیشتر نشان می‌دهند",
    "plan_actual": "برنامه و عملکردی می‌گویند که از هم دور است",
    "yearly_cumulative": "آمار یک سال و آمار چند سال را یکی یا وارونه می‌گویند",
    "reprint_altered": "بازنشر یک خبرند، اما یک عدد در آنها فرق دارد",
}
TOLD_EN: dict[Contradiction, str] = {
    "same_statement": "give two values for one thing and one period",
    "cumulative_falls": "show a cumulative count that falls with time",
    "parts_above_whole": "show a part larger than its whole",
    "plan_actual": "give a plan and a result far from each other",
    "yearly_cumulative": "give one count for a year and for many years, or a year above its years",
    "reprint_altered": "carry one release, but one number differs",
}
SEVERITIES: dict[Contradiction, Severity] = {
    "same_statement": "error",
    "cumulative_falls": "error",
    "parts_above_whole": "error",
    "plan_actual": "warning",
    "yearly_cumulative": "warning",
    "reprint_altered": "error",
}


def verdict(kind: Contradiction, first: Statement, *others: Statement, is_wrong: bool | None = None) -> Verdict:
    """The verdict on statements; without ``is_wrong``, two values disagree if their intervals cannot meet."""
    status = _status(first, others[0], is_wrong)
    severity = {"disagrees": SEVERITIES[kind], "agrees_approximately": "note"}.get(status)
    difference = abs(sum(o.value for o in others) - first.value)
    return Verdict(
        type=kind,
        status=status,
        severity=severity,
        statements=(first, *others),
        difference=difference,
        message_fa=_fa(kind, (first, *others), status, difference),
        message_en=_en(kind, (first, *others), status, difference),
    )


def _status(first: Statement, other: Statement, is_wrong: bool | None) -> Status:
    if is_wrong is not None:
        return "disagrees" if is_wrong else "agrees"
    if first.value == other.value:
        return "agrees"
    return "agrees_approximately" if meet(first, other) else "disagrees"


def _said_fa(statement: Statement) -> str:
    where = statement.place.name if statement.place and statement.place.name else "کشور"
    day = _day_fa(statement.published)
    return f"{statement.outlet or statement.source or 'گزارش'} ({day}، {where}): «{statement.text}»"


def _day_fa(published: str | None) -> str:
    """The Jalali day of publication: «۱۴۰۳/۰۱/۲۰», with slashes, which keep its order in Persian text."""
    day = parse_published(published)
    return digits_fa(to_text(day).replace("-", "/")) if day else "بی‌تاریخ"


def _said_en(statement: Statement) -> str:
    where = statement.place.name if statement.place and statement.place.name else "the nation"
    value = en(statement.value, stated_unit(statement.kind, statement.text))
    return (
        f"{statement.outlet or statement.source or 'a report'} ({statement.published or 'undated'}, {where}): {value}"
    )


def _slip_fa(statements: tuple[Statement, ...]) -> str:
    return " دو رقم جابه‌جا است." if slip(statements[0].value, statements[1].value) == "transposed" else ""


def _slip_en(statements: tuple[Statement, ...]) -> str:
    return " Two digits are transposed." if slip(statements[0].value, statements[1].value) == "transposed" else ""


def _fa(kind: Contradiction, statements: tuple[Statement, ...], status: Status, difference: int) -> str:
    told = "؛ ".join(map(_said_fa, statements))
    if status != "disagrees":
        return f"{told}؛ سازگارند."
    gap = fa(difference, stated_unit(statements[0].kind, *(s.text for s in statements)))
    return f"این گزارش‌ها {TOLD_FA[kind]}: {told}؛ اختلاف {gap}.{_slip_fa(statements)} {UNKNOWN_FA}"


def _en(kind: Contradiction, statements: tuple[Statement, ...], status: Status, difference: int) -> str:
    told = "; ".join(map(_said_en, statements))
    if status != "disagrees":
        return f"{told}: they fit."
    gap = en(difference, stated_unit(statements[0].kind, *(s.text for s in statements)))
    return f"These reports {TOLD_EN[kind]}: {told}; the difference is {gap}.{_slip_en(statements)} {UNKNOWN_EN}"
