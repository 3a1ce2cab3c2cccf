"""What agencies and places share: which drafts a name can belong to, which names stand together, which are asides."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft

OFFICES = ("اداره", "کل", "ادارهکل", "سازمان", "وزارت", "ادارات")
CONNECTORS = frozenset(
    (*OFFICES, "و", "،", ",", "های", "ها", "بانک", "بانکهای", "شهرستان", "شهرستانهای", "استان", "استانهای")
)
COOPERATION = frozenset(
    (
        "استناد",
        "داده",
        "دادههای",
        "ادعای",
        "امار",
        "آمار",
        "تایید",
        "همکاری",
        "مشارکت",
        "هماهنگی",
        "حضور",
        "مساعدت",
        "حمایت",
    )
)
VENUES = frozenset(
    (
        "طریق",
        "بیمه",
        "جلسه",
        "نشست",
        "دیدار",
        "مراسم",
        "شعب",
        "شعبه",
        "سامانه",
        "دارای",
        "گواهینامه",
        "گواهی",
        "مدرک",
        "کارگروه",
        "مدیران",
        "قانون",
        "لایحه",
    )
)


def blocks(doc: Document, drafts: list[Draft]) -> list[list[Draft]]:
    """Drafts sentence by sentence, without the echoes, which are whose they were."""
    found: list[list[Draft]] = []
    for draft in drafts:
        if draft.echo is not None:
            continue
        if found and found[-1][0].sentence == draft.sentence:
            found[-1].append(draft)
        else:
            found.append([draft])
    return found


def is_joined(doc: Document, first: int, last: int) -> bool:
    """Whether only «و», commas and words like «بانک» stand between two names."""
    return all(key in CONNECTORS for key in doc.keys(first, last))
