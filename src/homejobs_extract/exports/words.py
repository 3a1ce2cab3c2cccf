"""The Persian words of exported tables: a header for every column, a word for every value that is a code."""

from __future__ import annotations

HEADERS = {
    "source": "منبع",
    "published": "تاریخ انتشار",
    "outlet": "رسانه",
    "id": "شناسه",
    "kind": "نوع",
    "value": "مقدار",
    "upper": "تا",
    "bound": "دقت",
    "stage": "مرحله",
    "modality": "وقوع",
    "basis": "مبنا",
    "agency_id": "کد دستگاه",
    "agency_fa": "دستگاه",
    "place_level": "سطح مکان",
    "place_name": "مکان",
    "place_province": "استان",
    "place_code": "کد مکان",
    "period_start": "آغاز دوره (میلادی)",
    "period_end": "پایان دوره (میلادی)",
    "period_start_jalali": "آغاز دوره",
    "period_end_jalali": "پایان دوره",
    "speaker": "گوینده",
    "part_of": "جزئی از",
    "text": "عبارت متن",
    "start": "از نویسه",
    "end": "تا نویسه",
    "evidence": "جمله",
    "rule": "قاعده",
    "confidence": "اطمینان",
}
CHECK_HEADERS = {
    "source": "منبع",
    "type": "بررسی",
    "status": "نتیجه",
    "severity": "شدت",
    "kind": "نوع",
    "total": "رقم",
    "parts": "ارقام دیگر",
    "reported": "مقدار متن",
    "parts_sum": "مقدار محاسبه‌شده",
    "difference": "اختلاف",
    "message_fa": "توضیح",
}
VALUES = {
    "kind": {"permit": "مجوز", "plan": "طرح", "loan": "مبلغ (ریال)", "job": "شغل", "person": "نفر"},
    "bound": {"exact": "دقیق", "about": "حدود", "at_least": "دست‌کم", "at_most": "حداکثر"},
    "stage": {
        "requested": "درخواست",
        "approved": "تأیید",
        "allocated": "تخصیص",
        "referred": "معرفی به بانک",
        "issued": "صدور",
        "renewed": "تمدید",
        "revoked": "ابطال",
        "paid": "پرداخت",
        "created": "ایجاد",
        "sustained": "تثبیت",
        "launched": "راه‌اندازی",
        "active": "فعال",
        "trained": "آموزش",
    },
    "modality": {"actual": "انجام‌شده", "planned": "برنامه"},
    "basis": {"total": "کل", "per_unit": "به ازای هر واحد"},
    "place_level": {
        "nation": "کشور",
        "province": "استان",
        "county": "شهرستان",
        "city": "شهر",
        "village": "روستا",
    },
    "type": {
        "sum": "جمع اجزا",
        "subset": "جزء و کل",
        "repeat": "تکرار",
        "unit": "واحد",
        "percent": "درصد",
        "per_unit": "سرانه",
        "ratio": "نسبت",
        "period": "دوره",
    },
    "status": {
        "agrees": "برابر",
        "agrees_approximately": "تقریباً برابر",
        "disagrees": "ناسازگار",
        "unknown": "نامعلوم",
    },
    "severity": {"error": "خطا", "warning": "هشدار", "note": "یادداشت"},
}


def persian(column: str, value: object) -> object:
    """The Persian word for a code; any other value as it is.

    >>> persian("stage", "issued"), persian("value", 2340)
    ('صدور', 2340)
    """
    return VALUES.get(column, {}).get(value, value) if isinstance(value, str) else value
