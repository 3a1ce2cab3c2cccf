"""What each number counts: money by its unit, permits, plans, jobs and people by the counted noun, or no figure.

«401695 میلیون ریال» is a loan, «86 فقره مجوز» permits, «62 درصد» no figure; «تبریز ۱۱۵» waits for its neighbours.
"""

from __future__ import annotations

from dataclasses import replace

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.uncounted import UNCOUNTED, Counter, Result
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.numbers import LIMIT, NumberMention
from homejobs_extract.mentions.periods import PeriodMention
from homejobs_extract.tokens import ADDRESS, LINE, MARK, NUMBER, WORD

PERSON_SUFFIXES = ("باف", "دوز", "گر", "پرور", "ورز", "آموز", "کار", "پز", "ساز")
NOT_PERSONS = frozenset(
    ("دیگر", "اگر", "مگر", "کار", "ساز", "همکار", "ابتکار", "آشکار", "انکار", "شکار", "افکار", "دستورکار")
)
BARE_BEFORE = frozenset(
    [
        "و",
        "به",
        "از",
        "در",
        "با",
        "برای",
        "هم",
        "نیز",
        "را",
        "که",
        "تا",
        "یا",
        "بود",
        "بوده",
        "است",
        "شد",
        "رسید",
        "مربوط",
        "متعلق",
        "رسیده",
        "می",
        "شده",
        "هزینه",
        "دیگر",
        "افزایش",
        "کاهش",
        "تومان",
    ]
)
FOLLOWING = ("verb", "speech", "place")
COLLOQUIAL = frozenset(("دارد", "دارند", "مال", "،", ".", "و", "را", "از", "آن", "هم", "در", "است", "شد", "صادر"))
PIECES = "عدد"
COUNTS = frozenset(("تعداد", "شمار", "آمار"))
BIG_SCALE, OF_MONEY = 10**6, frozenset(("میلیونی", "میلیاردی"))
HEMMAT = 10**13
WEIGHED = frozenset(
    ("تولید", "تولیدی", "محصول", "محصولات", "برداشت", "صادرات", "سالانه", "سالیانه", "ظرفیت", "وزن", "عرضه")
)
WEIGHED_REACH, POPULATION = 9, 10**8
PERSONAL = frozenset(
    ["از", "در", "که", "به", "با", "و", "را", "هم", "نیز", "برای", "زن", "مرد", "آن", "آنها", "آنان", "جوان", "بانوی"]
)


def _whole(number: NumberMention, factor: int) -> tuple[int, int | None, int] | None:
    """Value, upper end and resolution as whole numbers of the unit, or nothing when they are not whole."""
    value = number.value * factor
    upper = None if number.upper is None else number.upper * factor
    if value.denominator != 1 or (upper is not None and upper.denominator != 1):
        return None
    rounded = number.scale > 1 or number.rule in ("decimal", "fraction")
    resolution = int(number.resolution * factor) if rounded else 1
    return int(value), None if upper is None else int(upper), max(1, resolution)


def make(number: NumberMention, kind: str, last: int, rule: str, factor: int = 1) -> Draft | Skip:
    """A draft of a number that ends with token ``last`` exclusive, its value multiplied by ``factor``."""
    whole = _whole(number, factor)
    if whole is None:
        return Skip(number.first, number.last, "not_whole")
    if whole[0] > LIMIT or (whole[1] or 0) > LIMIT:
        return Skip(number.first, number.last, "out_of_range")
    return Draft(number, kind, whole[0], whole[1], number.first, last, rule, resolution=whole[2])


def is_counted(doc: Document, noun: Mention) -> bool:
    """«تعداد مجوزها», «شمار هنرمندان»: a word of counting stands before it."""
    return doc.holds(COUNTS, noun.first - 2, noun.first)


def money(c: Counter, n: NumberMention) -> Result:
    """«۶ میلیارد و ۲۰۰ میلیون تومان» is 62,000,000,000 rials."""
    unit = c.units.get(n.last)
    if unit is None:
        return None
    draft = make(n, "loan", unit.last, "money", int(unit.value))
    if isinstance(draft, Draft):
        draft.unit = (unit.first, unit.last)
    return draft


def colloquial(c: Counter, n: NumberMention) -> Result:
    """«دهلران ۱۴۹ تا دارد»: spoken counter."""
    after = c.key(n.last + 1)
    if c.key(n.last) != "تا" or not (after in COLLOQUIAL or c.doc.tokens[n.last + 1 : n.last + 2] == []):
        return None
    return make(n, "item", n.last + 1, "counted")


def counted(c: Counter, n: NumberMention) -> Result:
    """«1203 مجوز», «37 مورد», «214 نفر»: the noun after the number says what it counts, or that it counts nothing;
    after «وام ۱۰۰ میلیونی» it says whose loan it is.
    """
    noun = c.nouns.get(n.last)
    if noun is None or _is_tonne(c, noun) or (c.key(n.last - 1) in OF_MONEY and noun.value != "job"):
        return None
    if noun.value == "none" or _are_goods(c, noun):
        return Skip(n.first, n.last, noun.entry.role if noun.value == "none" else "goods")
    weak = noun.value == "plan" and noun.entry.role == "weak"
    if n.scale >= BIG_SCALE and (weak or n.value > POPULATION):
        return None
    draft = make(n, noun.value, noun.last, "counted")
    if isinstance(draft, Draft):
        draft.noun = noun
        draft.unit = (noun.first, noun.last)
    return draft


def _are_goods(c: Counter, noun: Mention) -> bool:
    """«۴۲ عدد دار», «۲۰۰ عدد تخم»: pieces of something that no lexicon counts."""
    after = c.doc.tokens[noun.last] if noun.last < len(c.doc.tokens) else None
    named = after is not None and after.kind == WORD and after.key not in PERSONAL | COLLOQUIAL
    return noun.entry.surface == PIECES and named and not c.doc.begins(noun.last)


def _is_tonne(c: Counter, noun: Mention) -> bool:
    """«۹۰۰ تن قارچ», «سالانه ۹۰۰ تن»: «تن» counts people before a verb or a mark, and is a weight before a product."""
    after = c.doc.tokens[noun.last] if noun.last < len(c.doc.tokens) else None
    if noun.entry.surface == "تن" and c.doc.holds(WEIGHED, noun.first - WEIGHED_REACH, noun.first):
        return after is None or after.key != "از"
    if noun.entry.surface != "تن" or after is None or after.kind != WORD:
        return False
    known = after.key in PERSONAL or any(
        True
        for name in ("verb", "stage", "noun", "part", "agency")
        for _ in c.doc.between(name, noun.last, noun.last + 1)
    )
    return not known or after.key == "تولید"


def craft(c: Counter, n: NumberMention) -> Result:
    """People named by their craft: «640 کلاش‌باف», «127 صنعتگر»."""
    tokens = c.doc.tokens
    for last in (n.last + 1, n.last + 2):
        if last > len(tokens) or tokens[last - 1].kind != WORD:
            return None
        glued = last == n.last + 1 or tokens[last - 1].start - tokens[last - 2].end <= 1
        word = tokens[last - 1].key
        whole = word if last == n.last + 1 else tokens[n.last].key + word
        if glued and word.endswith(PERSON_SUFFIXES) and whole not in NOT_PERSONS:
            draft = make(n, "person", last, "craft")
            if isinstance(draft, Draft):
                draft.unit = (n.last, last)
            return draft
    return None


def bare(c: Counter, n: NumberMention) -> Result:
    """A number with nothing counted beside it, left to its neighbours: «تبریز ۱۱۵، مراغه ۴۸ و میانه ۲۹ میلیارد»."""
    after = c.doc.tokens[n.last] if n.last < len(c.doc.tokens) else None
    if after is None or after.kind in (MARK, LINE, NUMBER, ADDRESS) or after.key in BARE_BEFORE or n.scale >= BIG_SCALE:
        return make(n, "", n.last, "bare")
    if any(c.doc.between(name, n.last, n.last + 1) for name in FOLLOWING):
        return make(n, "", n.last, "bare")
    return Skip(n.first, n.last, "other_noun")


RULES = (*UNCOUNTED, money, colloquial, counted, craft, bare)


def join_hemmats(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """«۴ همت و ۱۲۰ میلیارد تومان» is one amount."""
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if before is not None and _continues(doc, before, draft):
            joined[-1] = replace(
                draft, first=before.first, value=before.value + draft.value,
                number=draft.number._replace(first=before.first), unit=draft.unit,
            )  # fmt: skip
        else:
            joined.append(draft)
    return joined


def _continues(doc: Document, before: Draft, draft: Draft) -> bool:
    loans = before.kind == draft.kind == "loan" and before.upper is draft.upper is None
    hemmat = before.unit is not None and doc.tokens[before.unit[0]].key.startswith("همت")
    return loans and hemmat and doc.keys(before.last, draft.first) == ["و"] and draft.value < HEMMAT


def count_all(
    doc: Document, numbers: list[NumberMention], periods: list[PeriodMention]
) -> tuple[list[Draft], list[Skip]]:
    """Every number as a draft or a skip, by the first rule that reads it."""
    counter = Counter(doc, periods)
    drafts: list[Draft] = []
    skips: list[Skip] = []
    for number in numbers:
        result = next(r for rule in RULES if (r := rule(counter, number)))
        if isinstance(result, Skip):
            skips.append(result)
        else:
            drafts.append(result)
    return join_hemmats(doc, drafts), skips
