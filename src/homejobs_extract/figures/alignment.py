"""Which name goes with which number: the cheapest way to pair the names and the groups of numbers of a sentence.

Each name may go with the group before it or the group after it, each group with one name, so «صمت ۴۰۲ طرح، جهاد
۲۶۸ طرح» and «۶۳ طرح در گنبدکاووس، ۴۷ طرح در آق‌قلا» are paired alike, and so is a list that changes its order
half-way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from homejobs_extract.clauses import is_finite
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.tokens import LINE, MARK

UNPAIRED_NAME = 2.4
ONLY_NAME = 6.0
TOO_FAR = 7.0
A_WORD, A_MARK, A_JOINT, AFTER, A_VERB = 0.12, 1.2, 0.7, 0.35, 3.0
BOUND_AFTER = -0.5
AFTER_FRAMES = frozenset(("در", "به", "برای", "سهم", "توسط", "معرفی", "حوزه", "از", "بخش", "متعلق", "را"))
SPEECH = 50.0
LONGEST_LINK = 4
AGENCY, GIVEN_TO = "عاملیت", frozenset(("به", "برای"))


class Name(NamedTuple):
    """A name of tokens ``first`` to ``last`` exclusive that a group of numbers may belong to."""

    first: int
    last: int
    value: Any


@dataclass(slots=True)
class Group:
    """Numbers that share a name: «477 طرح تسهیلاتی به مبلغ 256401 میلیون ریال»."""

    drafts: list[Draft] = field(default_factory=list)
    name: Name | None = None
    side: str = ""

    @property
    def first(self) -> int:
        """Its first token."""
        return self.drafts[0].first

    @property
    def last(self) -> int:
        """The token after its last."""
        return self.drafts[-1].last


def group_numbers(doc: Document, drafts: list[Draft], names: list[Name]) -> list[Group]:
    """The drafts of a sentence in groups: a name between two parts them, and so does a kind that comes again."""
    groups: list[Group] = []
    for draft in drafts:
        if groups and not _parted(doc, groups[-1], draft, names):
            groups[-1].drafts.append(draft)
        else:
            groups.append(Group([draft]))
    return groups


def _parted(doc: Document, group: Group, draft: Draft, names: list[Name]) -> bool:
    if group.drafts[-1].clause != draft.clause:
        return True
    if any(group.last <= n.first < draft.first for n in names):
        return not (_is_amount_of(doc, group, draft, names) or _is_paid_through(doc, group, draft, names))
    pair = len(group.drafts) > 1
    again = [d for d in group.drafts if d.kind == draft.kind and (pair or d.get("stage") == draft.get("stage"))]
    gap = doc.tokens[group.last : draft.first] if again else ()
    return any(t.kind in (MARK, LINE) or t.key == "و" for t in gap)


def _is_amount_of(doc: Document, group: Group, draft: Draft, names: list[Name]) -> bool:
    """«۴۷۷ طرح اداره صمت با پرداختی ۲۶ میلیارد تومان»: the amount of a count whose name stands between."""
    between = [n for n in names if group.last <= n.first < draft.first]
    counted = group.drafts[-1].kind in ("plan", "permit", "person") and draft.kind == "loan" and len(group.drafts) == 1
    linked = doc.key(between[0].last) == "با"
    close = between[0].first == group.last and draft.first - between[0].last <= LONGEST_LINK
    plain = not any(t.kind in (MARK, LINE) for t in doc.tokens[between[0].last : draft.first])
    return counted and len(between) == 1 and close and plain and linked


def _is_paid_through(doc: Document, group: Group, draft: Draft, names: list[Name]) -> bool:
    """«۱۲ میلیارد ریال با عاملیت بانک ملی به ۳۰۰ نفر»: one bank, the amount and those who get it."""
    between = [n for n in names if group.last <= n.first < draft.first]
    amount = group.drafts[-1].kind == "loan" and draft.kind in ("plan", "person") and len(between) == 1
    return amount and doc.key(between[0].first - 1) == AGENCY and doc.key(draft.first - 1) in GIVEN_TO


class Aligner:
    """Pairs names and groups of one sentence."""

    def __init__(self, doc: Document, groups: list[Group], names: list[Name]) -> None:
        self.doc = doc
        self.groups = groups
        self.names = names

    def cost(self, name: Name, group: Group) -> float:
        """How far a name stands from a group, in marks, joints and words between."""
        if group.first <= name.first < group.last:
            return 0.0
        before = name.last <= group.first
        first, last = (name.last, group.first) if before else (group.last, name.first)
        if self.doc.between("speech", first, last):
            return SPEECH
        tokens, keys = self.doc.tokens, self.doc.keys(first, last)
        total = A_WORD * len(keys) + (0 if before else AFTER)
        total += A_MARK * sum(t.kind == MARK and t.key not in "()«»:" for t in tokens[first : min(first + 6, last)])
        total += A_JOINT * ("و" in keys)
        total += TOO_FAR * ("\n" in keys)
        total += A_VERB * sum(is_finite(tokens, v) for v in self.doc.between("verb", first, last))
        if not before and keys and keys[0] in AFTER_FRAMES:
            total += BOUND_AFTER
        return total

    def neighbours(self, name: Name) -> tuple[int | None, int | None]:
        """The indices of the groups right before and right after a name."""
        inside = next((i for i, g in enumerate(self.groups) if g.first <= name.first < g.last), None)
        if inside is not None:
            return inside, inside
        before = [i for i, g in enumerate(self.groups) if g.last <= name.first]
        after = [i for i, g in enumerate(self.groups) if g.first >= name.last]
        return (before[-1] if before else None, after[0] if after else None)

    def pair(self) -> None:
        """Give each group its name by the cheapest pairing."""
        best: dict[int | None, tuple[float, list[tuple[Name, int]]]] = {None: (0.0, [])}
        for name in self.names:
            best = self._extend(best, name)
        _, pairs = min(best.values(), key=lambda found: found[0])
        for name, at in pairs:
            self.groups[at].name = name
            self.groups[at].side = "before" if name.last <= self.groups[at].first else "after"

    def _extend(
        self, best: dict[int | None, tuple[float, list[tuple[Name, int]]]], name: Name
    ) -> dict[int | None, tuple[float, list[tuple[Name, int]]]]:
        costs = {at: self.cost(name, self.groups[at]) for at in self.neighbours(name) if at is not None}
        found: dict[int | None, tuple[float, list[tuple[Name, int]]]] = {}
        for taken, (total, pairs) in best.items():
            options: list[tuple[int | None, float]] = [(None, UNPAIRED_NAME if len(self.names) > 1 else ONLY_NAME)]
            options += [(at, cost) for at, cost in costs.items() if at != taken]
            for at, cost in options:
                if cost > TOO_FAR:
                    continue
                last = at if at is not None else taken
                new = (total + cost, [*pairs, (name, at)] if at is not None else pairs)
                if last not in found or new[0] < found[last][0]:
                    found[last] = new
        return found


def align(doc: Document, drafts: list[Draft], names: list[Name]) -> list[Group]:
    """The groups of a sentence's drafts, each with the name it belongs to if there is one."""
    groups = group_numbers(doc, drafts, names)
    if groups and names:
        Aligner(doc, groups, names).pair()
    return groups
