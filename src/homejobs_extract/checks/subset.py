"""A part is no larger than its whole, a stage no larger than the one before it: 853 paid of 1203 referred."""

from __future__ import annotations

from homejobs_extract.checks.facts import Facts, same_frame, totals
from homejobs_extract.checks.intervals import interval
from homejobs_extract.checks.making import Found, make
from homejobs_extract.checks.pointers import is_listed, whole_of
from homejobs_extract.checks.wording import both, en, fa, kind_of, unit_of
from homejobs_extract.records import BaseFigure, Check, Severity, Status

LADDERS = {
    "plan": ("requested", "approved", "referred", "paid"),
    "person": ("requested", "approved", "referred", "paid"),
    "loan": ("allocated", "paid"),
}
STAGES_FA = {
    "requested": "درخواست‌شده", "approved": "تأییدشده", "referred": "معرفی‌شده به بانک", "paid": "پرداخت‌شده",
    "allocated": "اختصاص‌یافته",
}  # fmt: skip
NEAR = 4


def parts(facts: Facts) -> list[Check]:
    """«از ۳۴۰ پرونده … ۲۱۵ پرونده»: every part that the text ties to a whole, but those that a sum holds already."""
    found = []
    for part in totals(facts.figures):
        if part.id in facts.summed:
            continue
        whole = whole_of(facts, part)
        if whole is None or kind_of(whole) != kind_of(part) or whole.upper is not None:
            continue
        if part.part_of == whole.id or _status(whole, part) != "disagrees" or not is_listed(facts, whole, part):
            found.append(_of_whole(whole, part))
    return found


def _status(whole: BaseFigure, part: BaseFigure) -> Status:
    if part.value <= whole.value:
        return "agrees"
    high = interval(whole).high
    return "agrees_approximately" if high is None or interval(part).low <= high else "disagrees"


def _of_whole(whole: BaseFigure, part: BaseFigure) -> Check:
    status = _status(whole, part)
    unit = unit_of(whole, part)
    (whole_fa, whole_en), (part_fa, part_en) = both(whole, unit), both(part, unit)
    if status == "disagrees":
        gap = part.value - whole.value
        gap_fa, gap_en = fa(gap, unit), en(gap, unit)
        persian = f"متن {part_fa} را جزئی از {whole_fa} می‌داند، اما جزء {gap_fa} از کل بیشتر است."
        english = f"The text makes {part_en} a part of {whole_en}, but the part is {gap_en} larger than the whole."
    else:
        persian = f"{part_fa} جزئی از {whole_fa} است و از آن بیشتر نیست."
        english = f"The {part_en} are stated as part of {whole_en} and do not exceed it."
    severity = {"disagrees": "error", "agrees_approximately": "note"}.get(status)
    return make(Found("subset", status, severity, persian, english), whole, (part,), part.value)  # type: ignore[arg-type]


def ladder(facts: Facts) -> list[Check]:
    """«۵۸۰ طرح معرفی … ۷۴۰ طرح پرداخت»: a later stage and the earlier one of the same files, people or money."""
    found = []
    for later in totals(facts.figures):
        earlier = _stage_before(facts, later)
        if earlier is not None and later.part_of != earlier.id and not _is_tied(facts, earlier, later):
            found.append(_of_stage(earlier, later))
    return found


def _is_tied(facts: Facts, earlier: BaseFigure, later: BaseFigure) -> bool:
    return whole_of(facts, later) is earlier


def _stage_before(facts: Facts, later: BaseFigure) -> BaseFigure | None:
    """The nearest figure of an earlier stage that covers the same place, agency and period."""
    order = LADDERS.get(kind_of(later), ())
    if later.stage not in order or later.modality != "actual":
        return None
    stages = order[: order.index(later.stage)]
    near = [
        f for f in facts.near(later, NEAR)
        if f.stage in stages and kind_of(f) == kind_of(later) and same_frame(f, later) and _in_one_count(f, later)
        and _is_told_before(f, later)
    ]  # fmt: skip
    return min(near, key=lambda f: facts.apart(f, later), default=None)


def _is_told_before(earlier: BaseFigure, later: BaseFigure) -> bool:
    """Stages are told in order: «۶۱ طرح پرداخت شد … ۹ طرح معرفی‌شده معطل است» sets none against the other."""
    return earlier.spans[0].start < later.spans[-1].start


def _in_one_count(one: BaseFigure, other: BaseFigure) -> bool:
    """Two lines of two breakdowns are not stages of one count; nor is a part beside another whole."""
    return (one.part_of is None and other.part_of is None) or other.part_of == one.id


def _of_stage(earlier: BaseFigure, later: BaseFigure) -> Check:
    status, gap = _status(earlier, later), later.value - earlier.value
    before, after = STAGES_FA[str(earlier.stage)], STAGES_FA[str(later.stage)]
    kind = unit_of(earlier, later)
    (earlier_fa, earlier_en), (later_fa, later_en) = both(earlier, kind), both(later, kind)
    if status != "disagrees":
        persian = f"{later_fa} {after} از {earlier_fa} {before} بیشتر نیست."
        english = f"{later_en} {later.stage} do not exceed the {earlier_en} {earlier.stage}."
        severity: Severity | None = "note" if status == "agrees_approximately" else None
        return make(Found("subset", status, severity, persian, english), earlier, (later,), later.value)
    persian = (
        f"{later_fa} {after} از {earlier_fa} {before} {fa(gap, kind)} بیشتر است؛ "
        "این تنها وقتی ممکن است که بخشی از دوره‌ای دیگر آمده باشد."
    )
    english = (
        f"{later_en} {later.stage} are {en(gap, kind)} more than the {earlier_en} {earlier.stage}: "
        "possible only if some come from another period."
    )
    return make(Found("subset", status, "warning", persian, english), earlier, (later,), later.value)


RULES = (parts, ladder)
