"""Composed reports for the metamorphic tests: sentences with slots, and what a report says in comparable form."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from homejobs_extract import extract
from homejobs_extract.records import BaseFigure, Report

PUBLISHED = "1402-10-20"
PROVINCES = ("کردستان", "گلستان", "لرستان", "مازندران", "آذربایجان غربی", "سیستان و بلوچستان", "خراسان جنوبی")
ALIASES = {
    "industry_mine_trade": ("صمت", "صنعت، معدن و تجارت", "سازمان صنعت، معدن و تجارت"),
    "agriculture_jihad": ("جهاد کشاورزی", "جهادکشاورزی", "سازمان جهاد کشاورزی"),
    "cultural_heritage": ("میراث فرهنگی", "میراث‌فرهنگی", "میراث فرهنگی، گردشگری و صنایع دستی"),
    "relief_committee": ("کمیته امداد", "کمیته امداد امام خمینی (ره)", "کمیته امداد امام خمینی(ره)"),
    "welfare_organization": ("بهزیستی", "سازمان بهزیستی"),
}
SENTENCES = (
    "در سال {year} تعداد {permits} مجوز مشاغل خانگی در استان {place} صادر شد.",
    "{one} {first} مجوز مشاغل خانگی و {two} {second} مجوز مشاغل خانگی در استان {place} صادر کردند.",
    "تاکنون {plans} طرح مشاغل خانگی به بانک‌های عامل معرفی شده است.",
    "به متقاضیان مشاغل خانگی استان {place} حدود {money} پرداخت شد.",
    "با اجرای طرح‌های مشاغل خانگی برای {jobs} نفر شغل ایجاد شد.",
    "سقف وام مشاغل خانگی {ceiling} است.",
)
UNITS = {
    0: "", 1: "یک", 2: "دو", 3: "سه", 4: "چهار", 5: "پنج", 6: "شش", 7: "هفت", 8: "هشت", 9: "نه", 10: "ده", 11: "یازده",
    12: "دوازده", 13: "سیزده", 14: "چهارده", 15: "پانزده", 16: "شانزده", 17: "هفده", 18: "هجده", 19: "نوزده",
}  # fmt: skip
TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
HUNDREDS = ("", "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")

Signature = list[dict[str, Any]]


class Slots(NamedTuple):
    """What a report's sentences are filled with; numbers as text, so that a test may write them as it likes."""

    year: str
    place: str
    one: str
    two: str
    permits: str
    first: str
    second: str
    plans: str
    jobs: str
    money: str
    ceiling: str

    def text(self, separator: str = " ") -> str:
        """The whole report."""
        return separator.join(self.sentences())

    def sentences(self) -> list[str]:
        """Its sentences, filled in."""
        return [sentence.format(**self._asdict()) for sentence in SENTENCES]


@st.composite
def slots(draw: st.DrawFn) -> Slots:
    """A report with numbers of its own: no two alike and no sum near a third, so that none is a repeat or a part."""
    one, two = draw(st.permutations(sorted(ALIASES)))[:2]
    permits, plans, jobs = draw(st.lists(st.integers(4000, 9999), min_size=3, max_size=3, unique=True))
    first, second = draw(st.lists(st.integers(21, 999), min_size=2, max_size=2, unique=True))
    return Slots(
        year=str(draw(st.integers(1392, 1401))),
        place=draw(st.sampled_from(PROVINCES)),
        one=ALIASES[one][0],
        two=ALIASES[two][0],
        permits=str(permits),
        first=str(first),
        second=str(second),
        plans=str(plans),
        jobs=str(jobs),
        money=f"{draw(st.integers(21, 400))} میلیارد تومان",
        ceiling=f"{draw(st.integers(21, 400))} میلیون تومان",
    )


def read(text: str) -> Report:
    """The report of a text."""
    return extract(text, published=PUBLISHED)


def told(text: str) -> Signature:
    """What a text states, figure by figure, without where and in which words it does."""
    report = read(text)
    values = {f.id: f.value for f in report.figures}
    return [_told(figure, values) for figure in report.figures]


def _told(figure: BaseFigure, values: dict[str, int]) -> dict[str, Any]:
    place, period = figure.place, figure.period
    return {
        "kind": figure.kind,  # type: ignore[attr-defined]
        "value": figure.value,
        "upper": figure.upper,
        "stage": figure.stage,
        "modality": figure.modality,
        "basis": figure.basis,
        "bound": figure.bound,
        "agency": figure.agency and figure.agency.id,
        "place": place and (place.level, place.name),
        "period": period and (period.start_jalali, period.end_jalali),
        "part_of": values.get(figure.part_of or ""),
    }


def in_words(number: int) -> str:
    """A number below a million in Persian words.

    >>> in_words(1324)
    'هزار و سیصد و بیست و چهار'
    """
    thousands, rest = divmod(number, 1000)
    parts = [f"{_below_thousand(thousands)} هزار" if thousands > 1 else "هزار"] if thousands else []
    return " و ".join([*parts, *([_below_thousand(rest)] if rest else [])])


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10) if rest >= 20 else (0, rest)
    return " و ".join(filter(None, (HUNDREDS[hundreds], TENS[tens], UNITS[unit])))
