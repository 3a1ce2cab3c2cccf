"""Words around outlets' names: what begins them, what ends them, what is none, and the outlets that a lexicon knows."""

from __future__ import annotations

from functools import cache

from homejobs_extract import lexicons
from homejobs_extract.normalize import key

HEADS = (
    "خبرگزاری", "پایگاه خبری تحلیلی", "پایگاه خبری", "پایگاه اطلاع‌رسانی", "پایگاه اطلاع رسانی", "شبکه خبری", "روزنامه",
    "سایت خبری", "وبگاه", "سایت", "خبرنگار", "هفته‌نامه", "ماهنامه",
)  # fmt: skip
REPORT, REPORTER = "گزارش", "خبرنگار"
DESK_REPORT = "گزارشگروه"
NOBODY = frozenset(
    (
        "روابطعمومی",
        "کد",
        "شناسه",
        "تاریخ",
        "ارسال",
        "متن",
        "منبع",
        "سایر",
        "آخرین",
        "ما",
        "روابط",
        "این",
        "اداره",
        "خبرنگار",
        "خبرنگاران",
        "ستاد",
        "دریافتی",
        "رسیده",
        "وب",
        "اقتصادی",
        "گروه",
        "سرویس",
        "دبیرخانه",
        "دفتر",
        "اختصاصی",
        "معاونت",
        "استانداری",
        "فرمانداری",
        "شنبه",
        "یکشنبه",
        "دوشنبه",
        "سه",
        "چهارشنبه",
        "پنجشنبه",
        "جمعه",
        "امروز",
        "روز",
        "زنده",
        "ویژه",
    )
)
STOPS = frozenset(
    (
        "گزارش",
        "از",
        "به",
        "در",
        "و",
        "که",
        "نقل",
        "گفت",
        "مرکز",
        "استان",
        "توضیح",
        "افزود",
        "اظهار",
        "با",
        "نوشت",
        "درباره",
        "،",
        ":",
        "-",
        "–",
    )
)
LONGEST, HEAD_LINES, FARTHEST = 4, 14, 6
SUFFIXES = (
    "نیوز",
    "پرس",
    "خبر",
    "نامه",
    "آنلاین",
    "رویداد",
    "نما",
    "نگار",
    "تایمز",
    "پلاس",
    "مدیا",
    "گزارش",
    "نیوزآنلاین",
)
PREFIXES = frozenset(("آوای", "صدای", "ندای", "پیام", "افق", "عصر", "راه", "نسیم", "سلام", "خبر"))
EZAFE, NEWS = "ی", "خبر"
SPOKEN = frozenset(("به", "گو", "گوی", "وگو", "وگوی", "گفتوگو", "گفتگو", "گفتوگوی", "گفتگوی"))
DESKS = frozenset(
    (
        "سرویس",
        "گروه",
        "حوزه",
        "اقتصادی",
        "اجتماعی",
        "استانها",
        "استان",
        "ها",
        "های",
        "استانهای",
        "خبرنگار",
        "خبر",
        "سیاسی",
    )
)
FIELD = "حوزه"
QUESTION = frozenset("؟?")
DATELINE = frozenset("-–/:؛")
PAPERS = frozenset(("گوی", "گفتگوی", "گزارش", "ماهنامه", "هفتهنامه", "روزنامه", "خبرنامه", "سایت"))


@cache
def known() -> dict[str, str]:
    """Outlets by key of their names and aliases."""
    found = {}
    for row in lexicons.rows("outlets"):
        for surface in (row["outlet"], *filter(None, row["aliases"].split("|"))):
            found[key(surface)] = row["outlet"]
    return found


@cache
def heads() -> frozenset[str]:
    """The words that begin an outlet's full name, by key."""
    return frozenset(map(key, HEADS))
