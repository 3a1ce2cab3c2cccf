"""Numbers and dates as the interface writes them: 401695 is «۴۰۱٬۶۹۵», 60,000,000,000 rials «۶ میلیارد تومان»."""

from __future__ import annotations

from collections.abc import Iterable

from homejobs_extract.jalali import parse_published
from homejobs_extract.page.words import Lang, Words, words

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
SEPARATORS = {"fa": ("٬", "٫"), "en": (",", ".")}
MILLION = 10**6
TOMANS = ((10**10, "billion_toman"), (10**7, "million_toman"), (10, "toman"))


def digits(text: str, lang: Lang) -> str:
    """The text with the interface's digits: «1400» is «۱۴۰۰» in Persian."""
    return text.translate(PERSIAN) if lang == "fa" else text


def number(value: int, lang: Lang = "fa") -> str:
    """A whole number with its thousands marked.

    >>> number(401695), number(401695, "en")
    ('۴۰۱٬۶۹۵', '401,695')
    """
    return digits(f"{value:,}".replace(",", SEPARATORS[lang][0]), lang)


def counted(value: int, words: Words, key: str) -> str:
    """A number with what it counts, in English one or many.

    >>> counted(20, words("fa"), "figures_counted"), counted(1, words("en"), "figures_counted")
    ('۲۰ رقم', '1 figure')
    """
    one, _, many = words("ui", key).partition("|")
    return f"{number(value, words.lang)} {one if value == 1 or not many else many}"


def decimal(value: float, lang: Lang = "fa", *, places: int = 4) -> str:
    """A number with at most so many decimal places.

    >>> decimal(40.1695), decimal(6.0)
    ('۴۰٫۱۶۹۵', '۶')
    """
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    thousands, point = SEPARATORS[lang]
    rest = rest.rstrip("0")
    return digits(whole.replace(",", thousands) + (point + rest if rest else ""), lang)


def tomans(rials: int, lang: Lang = "fa") -> str:
    """Rials as people say them, in tomans.

    >>> tomans(401_695_000_000), tomans(62_000_000)
    ('۴۰٫۱۶۹۵ میلیارد تومان', '۶٫۲ میلیون تومان')
    """
    size, unit = next((t for t in TOMANS if rials >= t[0]), TOMANS[-1])
    exact = rials * 10**4 % size == 0
    return ("" if exact else "≈ ") + f"{decimal(rials / size, lang)} {words(lang)('unit', unit)}"


def common_unit(kind: str, values: Iterable[int]) -> tuple[int, str]:
    """The size and name of the unit in which amounts are best written together.

    >>> common_unit("loan", [256_401_000_000, 800_000_000]), common_unit("plan", [853])
    ((1000000, 'million_rial'), (1, 'plan'))
    """
    if kind == "loan" and not any(v % MILLION for v in values):
        return MILLION, "million_rial"
    return 1, kind


def jalali(iso: str | None, lang: Lang = "fa") -> str:
    """An ISO day as a Jalali one; what is no day stays as it is.

    >>> jalali("2022-02-24"), jalali("someday")
    ('۱۴۰۰/۱۲/۰۵', 'someday')
    """
    try:
        day = parse_published(iso or None)
    except ValueError:
        day = None
    return digits("/".join(f"{part:02d}" for part in day), lang) if day else iso or ""
