"""Slips of the unit: rial for toman, million for billion, seen in the loan for each plan and in an amount given twice.

«۲۴ میلیارد ریال به ۲۴۰ طرح» in 1402 is 100 million rials each, where 700 to 1600 million were usual.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from homejobs_extract.checks.facts import Facts, totals
from homejobs_extract.checks.intervals import compare, interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.pairing import partner
from homejobs_extract.checks.sizes import (
    FACTOR_ERROR,
    JOBS_PER_PLAN,
    SLACK_ABOVE,
    SLACK_BELOW,
    off_by,
    size_of,
    span_of,
)
from homejobs_extract.checks.wording import both, decimal, digits_fa, en, fa, kind_of, quoted, unit_of
from homejobs_extract.records import BaseFigure, Check, Span

EQUAL = re.compile(r"^\s*+[،,]?+\s*+\(?+\s*+(?:معادل|یعنی|برابر با|برابر|یا|که معادل)?+\s*$")
SAME = re.compile(r"معادل|یعنی|برابر|\(")
SUPPORT = re.compile("پشتیب")
LOANED = re.compile("سقف|وام|تسهیلات|میانگین|متوسط|سرانه")
EACH_FA = {"plan": "هر طرح", "person": "هر نفر", "job": "هر شغل"}
EACH_EN = {"plan": "plan", "person": "person", "job": "job"}


def quotients(facts: Facts) -> list[Check]:
    """The loan for each plan, person or job against the year's usual range."""
    found = []
    for loan in totals(facts.figures):
        count = partner(facts, loan) if kind_of(loan) == "loan" and loan.value else None
        if count is not None and count.value:
            usual = _usual(facts, loan, count)
            if usual is not None:
                found.append(_quotient(facts, loan, count, usual))
            elif loan.part_of is None:
                found.append(_no_year(loan, count))
    return found


def _no_year(loan: BaseFigure, count: BaseFigure) -> Check:
    """Money and those it went to, in a year that no range covers or that the report does not tell."""
    each, kind, unit = _round(loan.value // count.value), kind_of(count), unit_of(loan)
    persian = (
        f"{quoted(loan)} برای {quoted(count)} به {EACH_FA[kind]} {fa(each, unit)} می‌رسد؛ "
        "سال آن روشن نیست یا محدوده معمولش در دست نیست، پس سنجیده نشد."
    )
    english = (
        f"{both(loan)[1]} for {both(count)[1]} is {en(each, unit)} a {EACH_EN[kind]}; "
        "the year, or what was usual in it, is not known: not checked."
    )
    return make(Found("unit", "unknown", None, persian, english), loan, (count,), None)


def _usual(facts: Facts, loan: BaseFigure, count: BaseFigure) -> tuple[int, int] | None:
    dated = loan if loan.period else count
    first = dated.period.start_jalali if dated.period else None
    last = facts.year(dated)
    usual = span_of(int(first[:4]) if first else last, last)
    if usual is None or kind_of(count) != "job":
        return usual
    return int(usual[0] / JOBS_PER_PLAN), usual[1]


def _quotient(facts: Facts, loan: BaseFigure, count: BaseFigure, usual: tuple[int, int]) -> Check:
    each = loan.value // count.value
    low, high = usual[0] // SLACK_BELOW, usual[1] * SLACK_ABOVE
    off = off_by(each, low, high)
    if SUPPORT.search(facts.folded(loan.evidence) + facts.folded(count.evidence)) and each > low:
        off = 1.0
    kind, written = kind_of(count), unit_of(loan)
    persian = f"{quoted(loan)} برای {quoted(count)} به {EACH_FA[kind]} {fa(_round(each), written)} می‌رسد"
    english = f"{both(loan)[1]} for {both(count)[1]} is {en(_round(each), written)} a {EACH_EN[kind]}"
    if off <= 1:
        agrees = Found("unit", "agrees", None, persian + "، در محدوده معمول آن سال.", english + ", usual for the year.")
        return make(agrees, loan, (count,), None)
    severity = "error" if off >= FACTOR_ERROR / SLACK_ABOVE else "warning"
    fa_tail, en_tail = _explained(each, usual, written)
    found = Found("unit", "disagrees", severity, persian + fa_tail, english + en_tail)  # type: ignore[arg-type]
    return make(found, loan, (count,), None)


def _round(value: int) -> int:
    """Three significant digits: enough for a quotient."""
    unit = 10 ** max(0, len(str(value)) - 3)
    return int(value // unit * unit)


def _explained(each: int, usual: tuple[int, int], unit: str) -> tuple[str, str]:
    times = off_by(each, *usual)
    way_fa, way_en = ("کمتر", "below") if each < usual[0] else ("بیشتر", "above")
    low_fa, high_fa = fa(_round(usual[0]), unit), fa(usual[1], unit)
    low_en, high_en = en(_round(usual[0]), unit), en(usual[1], unit)
    written, (guess_fa, guess_en) = decimal(Fraction(times)), _guess(times)
    persian = f"، حدود {digits_fa(written)} برابر {way_fa} از محدوده معمول ({low_fa} تا {high_fa}). {guess_fa}"
    return persian, f", some {written} times {way_en} the usual {low_en} to {high_en}. {guess_en}"


def _guess(times: float) -> tuple[str, str]:
    """What may have happened, as a question."""
    if times >= FACTOR_ERROR:
        return "میلیون به جای میلیارد، یا عکس آن؟", "Million for billion, or the reverse?"
    return "ریال و تومان جابه‌جا شده، یا یک رقم افتاده است؟", "Rial for toman, or a digit lost?"


def amounts_twice(facts: Facts) -> list[Check]:
    """«۱۸۰ میلیارد ریال (معادل ۱۸ میلیارد تومان)»: one amount in two units."""
    found = [_in_both_units(f) for f in facts.figures if _is_in_both_units(facts, f)]
    loans = [(s, f) for f in facts.figures if kind_of(f) == "loan" for s in f.spans]
    for (span, first), (after, second) in pairwise(sorted(loans, key=lambda pair: pair[0].start)):
        between = facts.text[span.end : after.start]
        if (
            first is not second
            and EQUAL.match(between)
            and SAME.search(between)
            and _in_rials(facts, span) != _in_rials(facts, after)
        ):
            found.append(_equated(first, second))
    return found


def _in_rials(facts: Facts, span: Span) -> bool:
    return "ریال" in facts.folded(span)


def _is_in_both_units(facts: Facts, figure: BaseFigure) -> bool:
    texts = [facts.folded(span) for span in figure.spans]
    return kind_of(figure) == "loan" and any("ریال" in t for t in texts) and any("تومان" in t for t in texts)


def _in_both_units(figure: BaseFigure) -> Check:
    texts = [f"«{' '.join(s.text.split())}»" for s in figure.spans]
    written = " و ".join(dict.fromkeys(texts))
    english = f"The text gives {both(figure)[1]} in rials and in tomans, and the two are equal."
    return make(Found("unit", "agrees", None, f"{written} یک مبلغ است.", english), figure, (figure,), figure.value)


def _equated(first: BaseFigure, second: BaseFigure) -> Check:
    status = compare(first.value, interval(first), second.value, interval(second))
    gap = abs(first.value - second.value)
    if status != "disagrees":
        persian = f"{quoted(first)} و {quoted(second)} با گردکردن یک مبلغ است."
        english = f"{both(first)[1]} and {both(second)[1]} are one amount but for rounding."
        return make(Found("unit", status, "note", persian, english), first, (second,), second.value)
    gap_fa, gap_en = fa(gap, "loan"), f"{en(gap, 'loan')} (a toman is 10 rials)"
    persian = f"متن {quoted(first)} را با {quoted(second)} یکی می‌داند، اما {gap_fa} فرق دارند (هر تومان ۱۰ ریال است)."
    english = f"The text equates {both(first)[1]} with {both(second)[1]}; they differ by {gap_en}."
    return make(Found("unit", "disagrees", "error", persian, english), first, (second,), second.value)


def ceilings(facts: Facts) -> list[Check]:
    """«سقف ۲۰۰ میلیارد تومان» for one applicant: an amount for each beyond what any year allowed."""
    found = []
    for each in facts.figures:
        size = size_of(facts.year(each)) if kind_of(each) == "loan" and each.basis == "per_unit" else None
        if size is not None and LOANED.search(facts.before(each.spans[0], 200) + facts.after(each.spans[0], 60)):
            off = off_by(each.upper or each.value, size.ceiling / 100, size.support * 2)
            found.append(_ceiling(each, off, size.ceiling, size.support))
    return found


def _ceiling(each: BaseFigure, off: float, ceiling: int, support: int) -> Check:
    if off <= 1:
        persian = f"{quoted(each)} برای یک وام در محدوده سقف‌های آن سال است."
        english = f"{both(each)[1]} for one loan is within the ceilings of the year."
        return make(Found("unit", "agrees", None, persian, english), each, (), None)
    severity = "error" if off >= 2 else "warning"
    guess_fa, guess_en = _guess(off * 10)
    unit = unit_of(each)
    known_fa = f"{fa(ceiling, unit)} برای مستقل و {fa(support, unit)} برای پشتیبان"
    known_en = f"{en(ceiling, unit)} (independent) and {en(support, unit)} (support firm)"
    persian = f"{quoted(each)} برای یک وام است، اما سقف معمول آن سال {known_fa} بود. {guess_fa}"
    english = f"{both(each)[1]} is given for one loan, where the year's ceilings were about {known_en}. {guess_en}"
    return make(Found("unit", "disagrees", severity, persian, english), each, (), None)  # type: ignore[arg-type]


RULES = (quotients, amounts_twice, ceilings)
