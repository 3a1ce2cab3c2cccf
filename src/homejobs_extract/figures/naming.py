"""What agencies and places share: which drafts a name can belong to, which names stand together, which are asides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from homejobs_extract.document import Document
from homejobs_extract.figures.alignment import Group
from homejobs_extract.figures.draft import Draft

OFFICES = ("اداره", "کل", "ادارهکل", "سازمان", "وزارت", "ادارات")
CONNECTORS = frozenset(
    (*OFFICES, "و", "،", ",", "های", "ها", "بانک", "بانکهای", "شهرستان", "شهرستانهای", "استان", "استانهای")
)
EACH_REACH = 6
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
        "همراهی",
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


def give(draft: Draft, attribute: str, group: Group, values: Sequence[Any]) -> list[Draft]:
    """Decide an attribute by the name of a draft's group; the copies for the further values of «هر یک از …»."""
    if group.name is None or not values:
        return []
    copies = [replace(draft, decided=dict(draft.decided)) for _ in values[1:]]
    for one, value in zip((draft, *copies), values, strict=True):
        one.decide(attribute, value, "explicit", f"aligned_{group.side}")
        one.decided[attribute].first, one.decided[attribute].last = group.name.first, group.name.last
    return copies


def tells_each(doc: Document, first: int, last: int) -> bool:
    """Whether «هر یک از» stands before names at tokens ``first`` to ``last``, or «هر یک» after them."""
    around = (*doc.between("basis", first - EACH_REACH, first), *doc.between("basis", last, last + 2))
    return any(cue.value == "each" for cue in around)


def is_joined(doc: Document, first: int, last: int) -> bool:
    """Whether only «و», commas and words like «بانک» stand between two names."""
    return all(key in CONNECTORS for key in doc.keys(first, last))
