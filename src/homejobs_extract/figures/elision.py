"""What is left out of a list and stated once: the unit, the scale, the counted noun.

«تبریز ۱۱۵، مراغه ۴۸ و میانه ۲۹ میلیارد تومان»; «سهم دستگاه‌ها از مجوز: صمت 92,417، ارشاد 12,060».
"""

from __future__ import annotations

import itertools
from collections import Counter as Tally
from collections.abc import Callable

from homejobs_extract.document import Document
from homejobs_extract.figures.basis import LARGEST_UNIT_LOAN
from homejobs_extract.figures.counting import BARE_BEFORE, BIG_SCALE, is_counted, make
from homejobs_extract.figures.draft import Draft, Skip
from homejobs_extract.figures.topic import MONEY
from homejobs_extract.figures.wholes import is_difference
from homejobs_extract.figures.windows import is_list_gap
from homejobs_extract.tokens import NUMBER, WORD

COUNTABLE = frozenset(("permit", "plan", "job"))
TOMAN, LARGEST_RATIO = 10, 60
PRONOUNS = frozenset(("آن", "آنها", "آنان"))
THINGS = frozenset(("other_noun", "goods", "law", "funds", "places", "companies", "households"))
HOW = frozenset(("مستقل", "پشتیبان"))
GROWN, GROWTH_REACH = frozenset((
    "افزایش", "کاهش", "رسید", "رسیده", "رساند", "رساندیم", "برساند", "برسانیم", "برسد", "ارتقا", "رشد",
)), 4  # fmt: skip
NUMBER_OF, OBJECT, FILE, BEFORE_GROWTH, IN_GROWTH = "تعداد", "را", "فقره", "از", "به"
HEADING = frozenset(("permit", "plan", "job", "person"))
SPENT = MONEY | {"قرض", "قرضالحسنه", "سرمایه", "پول", "هزینه", "درآمد", "سقف"}

Filled = Draft | Skip | None


class Neighbours:
    """A draft without kind among the drafts around it."""

    def __init__(self, doc: Document, drafts: list[Draft], at: int) -> None:
        self.doc, self.drafts, self.at = doc, drafts, at
        self.draft = drafts[at]

    @property
    def after(self) -> Draft | None:
        """The next draft with a kind of the same list."""
        return self._reach(range(self.at + 1, min(len(self.drafts), self.at + 12)))

    @property
    def before(self) -> Draft | None:
        """The draft with a kind before it of the same list."""
        return self._reach(range(self.at - 1, max(-1, self.at - 12), -1))

    def _reach(self, steps: range) -> Draft | None:
        last = self.draft
        for step in steps:
            other = self.drafts[step]
            first, final = (last, other) if step > self.at else (other, last)
            if not is_list_gap(self.doc, first.last, final.first):
                return None
            if other.kind:
                return other
            last = other
        return None

    def currency(self) -> int:
        """Rials for one unit of the nearest money of the text, tomans when there is none."""
        loans = [d for d in self.drafts if d.kind == "loan" and d.unit]
        if not loans:
            return TOMAN
        near = min(loans, key=lambda d: (abs(d.first - self.draft.first), d.first < self.draft.first))
        return factor(near)


def factor(loan: Draft) -> int:
    """Rials for one unit of a loan's currency."""
    return int(loan.value / loan.number.value) if loan.number.value else TOMAN


def growth(n: Neighbours) -> Filled:
    """«از ۲۰۰ به ۳۰۰ میلیون تومان»: only the second is a level of now."""
    draft, keys = n.draft, n.doc.keys(n.draft.first - 1, n.draft.last + 1)
    led = keys[:1] == [BEFORE_GROWTH] and keys[-1:] == [IN_GROWTH]
    if led and (n.after is not None or n.doc.tokens[draft.last + 1 : draft.last + 2][0].kind == NUMBER):
        return Skip(draft.first, draft.last, "growth")
    return None


def scaled_money(n: Neighbours) -> Filled:
    """«میراث‌فرهنگی ۲۴۴ میلیارد»: a scale of millions without a noun is money."""
    if n.draft.number.scale < BIG_SCALE:
        return None
    after = n.doc.tokens[n.draft.last].key if n.draft.last < len(n.doc.tokens) else ""
    twin = next((d for d in n.drafts if d.kind == "loan" and d.unit and d.number.value == n.draft.number.value), None)
    if twin is not None:
        return make(n.draft.number, "loan", n.draft.last, "elided_currency", factor(twin))
    nearest = n.after if n.after and n.after.kind == "loan" else n.before
    if nearest is None and after == "نفر":
        return None
    if nearest is None and _counts_goods(n):
        return Skip(n.draft.first, n.draft.last, "other_noun")
    currency = factor(nearest) if nearest and nearest.kind == "loan" else n.currency()
    return make(n.draft.number, "loan", n.draft.last, "elided_currency", currency)


def _counts_goods(n: Neighbours) -> bool:
    """«۳ میلیون نهال», «۲ میلیون شاخه»: a word follows that no lexicon knows, where nothing speaks of money."""
    doc, draft = n.doc, n.draft
    after = doc.tokens[draft.last] if draft.last < len(doc.tokens) else None
    if draft.number.scale > BIG_SCALE or after is None or after.kind != WORD:
        return False
    if after.key in BARE_BEFORE or doc.begins(draft.last):
        return False
    clause = doc.clauses[draft.clause]
    return not doc.holds(SPENT, clause.first, clause.last)


def headed(n: Neighbours) -> Filled:
    """«تعداد مجوزها به ۹ هزار و ۲۰۰ رسید», «تعهد اشتغال را هفت هزار و ۹۰۰ … ابلاغ کرد»: its noun heads the clause."""
    doc, draft = n.doc, n.draft
    clause = doc.clauses[draft.clause]
    first = max([clause.first, *(d.last for d in n.drafts[: n.at][-1:])])
    nouns = [m for m in doc.between("noun", first, draft.first) if m.value in HEADING]
    counts = [m for m in nouns if is_counted(doc, m)]
    declared = doc.key(draft.first - 1) == OBJECT
    noun = counts[0] if counts else (nouns[-1] if nouns and declared else None)
    return make(draft.number, noun.value, draft.last, "headed") if noun is not None else None


def shared_with_next(n: Neighbours) -> Filled:
    """«تبریز ۱۱۵ … و میانه ۲۹ میلیارد تومان»: noun, scale and unit stand at the end of the list."""
    after = n.after
    if after is None or after.rule == "bare":
        return None
    if after.kind != "loan":
        return make(n.draft.number, after.kind, n.draft.last, "shared_with_next")
    scale = after.number.scale if after.number.scale >= BIG_SCALE else 1
    if scale == 1 or n.draft.value > LARGEST_RATIO * after.number.value / scale:
        return None
    return make(n.draft.number._replace(scale=scale), "loan", n.draft.last, "shared_with_next", factor(after) * scale)


def shared_with_last(n: Neighbours) -> Filled:
    """«سقز ۱۵ مورد، بانه هفت»: noun and unit stand at the head of the list."""
    before = n.before
    if before is None:
        return None
    if before.kind != "loan":
        return make(n.draft.number, before.kind, n.draft.last, "shared_with_last")
    if before.number.scale < BIG_SCALE or before.number.value / before.number.scale * LARGEST_RATIO < n.draft.value:
        return None
    scale = before.number.scale
    return make(n.draft.number._replace(scale=scale), "loan", n.draft.last, "shared_with_last", factor(before) * scale)


def labelled(n: Neighbours) -> Filled:
    """«مجوز ابطال‌شده: 3,017»: the label before the colon names what is counted."""
    sentence = n.doc.sentences[n.draft.sentence]
    colons = [i for i in range(sentence.first, n.draft.first) if n.doc.tokens[i].key == ":"]
    if not colons or n.doc.between("speech", sentence.first, colons[-1]):
        return None
    nouns = [m for m in n.doc.between("noun", sentence.first, colons[-1]) if m.value not in ("none", "item")]
    stages = n.doc.between("stage", sentence.first, colons[-1])
    if not nouns and not stages:
        return None
    kind = nouns[-1].value if nouns else "person"
    return make(n.draft.number, kind, n.draft.last, "labelled")


RULES: tuple[Callable[[Neighbours], Filled], ...] = (
    growth, scaled_money, headed, shared_with_next, shared_with_last, labelled,
)  # fmt: skip


def fill(doc: Document, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """Drafts with the kinds, scales and units that their lists share; what stays bare is skipped."""
    filled: list[Draft] = list(drafts)
    for at, draft in enumerate(drafts):
        if _is_growth_range(doc, draft) or (draft.kind and is_difference(doc, draft)):
            skips.append(Skip(draft.first, draft.last, "growth"))
            draft.kind = ""
            continue
        if draft.kind:
            if _has_grown(doc, draft, drafts[at + 1 : at + 2]):
                skips.append(Skip(draft.first, draft.last, "growth"))
                drafts[at + 1].since = drafts[at + 1].first - 1
                draft.kind = ""
            continue
        found = next((f for rule in RULES if (f := rule(Neighbours(doc, filled, at)))), None)
        if isinstance(found, Draft):
            found.clause, found.sentence = draft.clause, draft.sentence
            filled[at] = found
        else:
            skips.append(found or Skip(draft.first, draft.last, "bare"))
    return [d for d in filled if d.kind]


def _is_growth_range(doc: Document, draft: Draft) -> bool:
    """«جهش اعتبار؛ از ۱۵۷ میلیارد تا ۵۰۰ میلیارد تومان»: two levels, not what each gets."""
    money = draft.kind == "loan" or (not draft.kind and draft.number.scale >= BIG_SCALE)
    large = draft.value * (1 if draft.kind else TOMAN) > LARGEST_UNIT_LOAN
    led = doc.key(draft.first - 1) == BEFORE_GROWTH
    return money and led and large and draft.upper is not None


def _has_grown(doc: Document, draft: Draft, following: list[Draft]) -> bool:
    """«از ۱۸۰ مجوز در سال گذشته به ۴۱۰ مجوز افزایش یافت»: the level before the growth."""
    if not following or following[0].kind != draft.kind or doc.key(draft.first - 1) != BEFORE_GROWTH:
        return False
    now = following[0]
    gap = _undated(doc, draft.last, now.first)
    after = _undated(doc, now.last, now.last + 2 * GROWTH_REACH)[:GROWTH_REACH]
    named = draft.kind == "loan" or (draft.noun and now.noun and draft.noun.entry.surface == now.noun.entry.surface)
    return bool(named) and gap == [IN_GROWTH] and bool(GROWN & set(after))


def _undated(doc: Document, first: int, last: int) -> list[str]:
    """The words of a stretch without its dates: «در سال گذشته به» is «به»."""
    dated = {i for m in doc.between("period", first, last) for i in range(m.first, m.last)}
    rest = (t for i, t in enumerate(doc.tokens[first:last], first) if i not in dated and t.kind != NUMBER)
    return [t.key for t in rest if t.key != "در"]


def name_bracketed(doc: Document, drafts: list[Draft]) -> None:
    """«۱۵۹ متقاضی (۱۴۸ مستقل و ۱۱ پشتیبان)»: what stands in brackets counts what stands before them."""
    for before, draft in itertools.pairwise(drafts):
        keys = doc.keys(before.last, draft.first)
        weak = draft.noun is not None and draft.noun.entry.surface in HOW
        if (
            weak
            and before.kind in ("person", "job", "plan", "permit")
            and ("(" in keys or before.rule.endswith("bracketed"))
        ) or (weak and before.rule == "bracketed"):
            draft.kind, draft.rule = before.kind, "bracketed"


def name_items(doc: Document, drafts: list[Draft], skips: list[Skip]) -> None:
    """«۳۷ مورد», «۲۱۰ فقره»: a mere counter counts what its noun, its total or its list counts."""
    for at, draft in enumerate(drafts):
        if draft.kind == "item":
            before = drafts[:at]
            kind = _told_kind(doc, before, draft) or _item_kind(doc, before, draft)
            draft.kind = "plan" if kind == "job" and doc.key(draft.last - 1) == FILE else kind
            if not draft.dropped and _counts_things(doc, before, draft, skips):
                draft.dropped = "other_noun"


def _counts_things(doc: Document, before: list[Draft], draft: Draft, skips: list[Skip]) -> bool:
    """«۱۲ هزار صندوق … که ۱۰ هزار عدد آن»: some of the things that were counted right before."""
    first = max([doc.sentences[draft.sentence].first, *(d.last for d in before[-1:])])
    things = any(s.reason in THINGS for s in skips if first <= s.first < draft.first)
    return things and doc.holds(PRONOUNS, draft.last, draft.last + 2)


def _told_kind(doc: Document, before: list[Draft], draft: Draft) -> str:
    """«۳۳۸ پرونده … از این ۳۳۸ فقره»: what is told again counts what it counted."""
    if doc.key(draft.first - 1) != "این":
        return ""
    told = (d.kind for d in reversed(before) if d.value == draft.value and d.kind not in ("loan", "item"))
    return next(told, "")


def _item_kind(doc: Document, before: list[Draft], draft: Draft) -> str:
    counts = [d for d in before if d.kind not in ("loan", "item") and d.sentence == draft.sentence]
    if counts and doc.holds(PRONOUNS, draft.last, draft.last + 2):
        return counts[-1].kind
    after = _first_noun(doc, draft.last, min(draft.right, draft.last + 4))
    if after:
        return after
    if any(
        c.value == "paid" and c.entry.role in ("noun", "adj") for c in doc.between("stage", draft.last, draft.right)
    ):
        return "plan"
    mates = [d for d in before if d.kind not in ("loan", "item") and draft.sentence - d.sentence <= 1]
    near = _last_noun(doc, doc.sentences[draft.sentence].first, draft.first)
    same = [d for d in mates if d.sentence == draft.sentence]
    if near and not (same and is_list_gap(doc, same[-1].last, draft.first)):
        return near
    if mates:
        return mates[-1].kind
    earlier = [d.kind for d in before if d.kind not in ("loan", "item")]
    return Tally(earlier).most_common(1)[0][0] if earlier else "plan"


def _first_noun(doc: Document, first: int, last: int) -> str | None:
    found = (
        m.value
        for m in doc.between("noun", first, last)
        if m.value in COUNTABLE and m.entry.role == "head" and m.entry.surface not in HOW
    )
    return next(found, None)


def _last_noun(doc: Document, first: int, last: int) -> str | None:
    found = [m for m in doc.between("noun", first, last) if m.value in COUNTABLE and m.entry.role != "weak"]
    numbered = [m for m in found if doc.key(m.first - 1) == NUMBER_OF]
    if found:
        return (numbered or found)[-1].value
    loans = any(key in ("وام", "تسهیلات") for key in doc.keys(first, last))
    return "plan" if loans else None
