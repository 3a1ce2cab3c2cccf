"""What the stage rules look at: one draft, the cues of its window, and which of them are predicates or adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from homejobs_extract.clauses import AFTER_PARTICIPLE
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import LINE, MARK

TAKEN_FROM = ("requested", "active", "trained")
FAR_HEAD, ADJECTIVE_REACH, NEAR_NEXT = 6, 3, 1
PARTICIPLE, OBJECT = ("شده", "یافته", "گرفته", "گردیده"), "را"
STRONG, WEAK, FAINT = "strong", "weak", "faint"
AUXILIARIES = AFTER_PARTICIPLE | {"است", "اند", "بود", "بودند", "باشد", "باشند"}
JOINTS = frozenset(("و", "که", "یا"))
LINKS = frozenset(("مبلغ", "ارزش", "با", "اعتبار", "میزان", "معادل", "بالغ"))
PURPOSES = frozenset(
    (
        "آغاز",
        "ابتدای",
        "شروع",
        "زمان",
        "بدو",
        "مراحل",
        "مرحله",
        "محل",
        "نوبت",
        "صف",
        "برای",
        "جهت",
        "منظور",
        "خواستار",
        "انتظار",
        "منتظر",
        "صورت",
    )
)
NEAR_PURPOSE = 5
APPLIED_FOR = ("دریافت", "اخذ", "ایجاد", "راه‌اندازی")
GAVE, APPLICATION = "داد", frozenset(("درخواست", "تقاضا", "تقاضای"))
APPLYING = frozenset(("متقاضی", "متقاضیان", "تقاضای", "درخواست", "خواهان"))
OPERATION = "بهرهبرداری"
GIVEN, HAS = "اختصاص", frozenset(("دارد", "داشت", "داشته"))
IN_LINE, WAITING = "در نوبت", ("در نوبت", "در انتظار", "در صف")
STUCK, BRANCHES = "معطل", ("شعب", "بانک")
FROM_IT, FROM, NEAR_FROM = "ازآن", "از", 3
EMPLOYMENT, USING, BORROWED = "اشتغال", "استفاده", frozenset(("تسهیلات", "وام", "وامهای", "اعتبارات"))
BY_WHOM = frozenset(("ما", "این", "آن", "اداره", "ادارهکل", "سازمان", "بنیاد", "کمیته", "بسیج", "بهزیستی"))
SOURCE, ALLOTTED = "محل", frozenset(("سهمیه", "اعتبار"))
PLACES, CREDIT, RECEIVED = (["استان"], ["شهرستان"]), "اعتبار", "دریافت"
WAYS = frozenset(("راه", "طریق"))
TRAP = "trap"
MOST = frozenset(("بیشترین", "بالاترین", "کمترین"))
NEAR_OFFICE, SHARE, NEAR_SHARE = 6, "سهم", 7
HANDED, BECOMING = "در اختیار", frozenset(("شد", "کرد"))


def describes_loan(doc: Document, mention: Mention) -> bool:
    """«وام اشتغال‌زایی», «تسهیلات اشتغال»: what the money is called, not what happened."""
    called = mention.entry.surface.startswith(EMPLOYMENT)
    return called and doc.key(mention.first - 1) in BORROWED


class StageReader:
    """What the stage rules look at: one draft, the cues that fit its kind, and the drafts beside it."""

    def __init__(self, doc: Document, drafts: list[Draft], at: int) -> None:
        self.doc = doc
        self.at = at
        self.draft = drafts[at]
        self.next = drafts[at + 1] if at + 1 < len(drafts) else None
        self.drafts = drafts
        self.clause = doc.clauses[self.draft.clause]
        kind = self.draft.kind
        self.kinds = {"person", "job"} if kind == "person" else {kind}
        named = doc.between("agency", self.clause.first, self.clause.last)
        self.agencies = {m.first for m in named if m.entry.role != TRAP}

    def cues(self, first: int, last: int, strength: str) -> Iterator[Mention]:
        """The stage cues for this kind and of this strength in a stretch of tokens."""
        for cue in self.doc.between("stage", first, last):
            role = cue.entry.role
            own = role if role in (WEAK, FAINT) else STRONG
            if own != strength or role == "cap" or cue.entry.kinds.isdisjoint(self.kinds):
                continue
            if strength != STRONG and self._is_pointed(cue):
                continue
            if strength == WEAK and (self._is_partitive(cue) or self._is_object(cue) or self._is_share_of_told(cue)):
                continue
            if not (self._tells_else(cue) or self._inside(cue)):
                yield self._in_use(cue)

    def _tells_else(self, cue: Mention) -> bool:
        """Words that mean no stage here: of the loan's name, of who acts, of whom, of what it is for, of a level."""
        if self._is_of_loan(cue) or self._is_by_whom(cue) or self._names_whom(cue) or self._belongs(cue):
            return True
        if cue.entry.role == FAINT and cue.entry.surface.startswith("رسید"):
            return self._is_level()
        return cue.entry.surface.startswith(STUCK) and not self._is_at_bank()

    def _is_of_loan(self, cue: Mention) -> bool:
        """«وام اشتغال‌زایی گرفتند» creates nothing yet, and «استفاده» pays only where a loan is used."""
        if cue.entry.surface == USING:
            pointed = "".join(self.doc.keys(cue.first - 2, cue.first)).startswith(FROM_IT)
            return not pointed and not self.doc.holds(BORROWED, self.clause.first, cue.first)
        return cue.value == "created" and describes_loan(self.doc, cue)

    def _is_at_bank(self) -> bool:
        """«۱۱۹ پرونده در شعب بانک‌ها در نوبت است»: files that a bank has."""
        keys = self.doc.keys(self.clause.first, self.clause.last)
        return any(one == "در" and other.startswith(BRANCHES) for one, other in pairwise(keys))

    def _waits_at_bank(self, cue: Mention) -> bool:
        """«در شعب بانک‌ها در نوبت است», «۱۴۲۰ پرونده معرفی‌شده به بانک‌ها در انتظار پرداخت است»."""
        if cue.entry.surface not in WAITING:
            return False
        sent = self.doc.between("stage", self.draft.last, self.draft.last + 1)
        referred = any(c.value == "referred" and c.entry.role == "adj" for c in sent)
        return referred or (cue.entry.surface == IN_LINE and self._is_at_bank())

    def _belongs(self, cue: Mention) -> bool:
        """«پرداخت شد که ۱۴ میلیارد ریال آن به مشاغل خانگی اختصاص داشت»: what it was for."""
        has = cue.entry.surface.startswith(GIVEN) and self.doc.key(cue.last) in HAS
        return has and self.doc.tells("topic", "home", cue.first - NEAR_FROM, cue.first)

    def _names_whom(self, cue: Mention) -> bool:
        """«۲۱ هزار نفر از این آموزش‌دیدگان مجوز گرفتند»: out of whom, not what happened to these."""
        if not self.doc.between("group", cue.first, cue.first + 1):
            return False
        after = cue.first >= self.draft.last
        told = after or any(c.entry.role != "cap" for c in self.doc.between("stage", self.draft.last, self.clause.last))
        first = self.draft.last if after else self.clause.first
        return told and FROM in self.doc.keys(max(first, cue.first - NEAR_FROM), cue.first)

    def _in_use(self, cue: Mention) -> Mention:
        """«در اختیار ۴۰ نفر» is paid, «مشغول به کار می‌شوند» created, «درخواست وام داده‌اند» requested: what the words
        beside the cue make it.
        """
        stage = ""
        if cue.entry.surface == HANDED and self._are_people(cue.last):
            stage = "paid"
        elif (
            self.draft.kind == "loan"
            and cue.value == "paid"
            and (self._is_given_place(cue) or self._is_given_office(cue))
        ):
            stage = "allocated"
        elif cue.entry.surface.startswith(GAVE) and self.doc.holds(APPLICATION, self.draft.last, cue.first):
            stage = "requested"
        elif self._waits_at_bank(cue):
            stage = "referred"
        elif cue.value == "active" and "job" in cue.entry.kinds:
            stage = "created" if self._becomes(cue.last) else ""
        return Mention(cue.entry._replace(value=stage), cue.first, cue.last) if stage else cue

    def _is_given_place(self, cue: Mention) -> bool:
        """«استان زنجان ۱۰۰ میلیارد تومان اعتبار دریافت کرد», «۱۸ میلیارد تومان سهمیه دریافت کردیم»: nobody is paid."""
        keys = self.doc.keys(self.clause.first, cue.first)
        if cue.first == self.draft.last + 1 and self.doc.key(self.draft.last) in ALLOTTED:
            return cue.entry.surface.startswith(RECEIVED)
        return keys[:1] in PLACES and CREDIT in keys and cue.entry.surface.startswith(RECEIVED)

    def _is_given_office(self, cue: Mention) -> bool:
        """«به هر یک از نهادهای بهزیستی و بنیاد شهید ۳۳۳ میلیون تومان رسید»: a share of the credit."""
        named = (m for m in self.doc.between("agency", self.draft.left, self.draft.first) if m.first in self.agencies)
        first = next((m.first for m in named), 0)
        return cue.entry.surface.startswith("رسید") and "به" in self.doc.keys(first - NEAR_OFFICE, first)

    def _are_people(self, at: int) -> bool:
        counted = any(d.first == at and d.kind == "person" for d in self.drafts)
        return counted or self.doc.tells("noun", "person", at, at + 1)

    def _becomes(self, at: int) -> bool:
        return any(verb.entry.kinds & BECOMING for verb in self.doc.between("verb", at, at + 1))

    def _is_partitive(self, cue: Mention) -> bool:
        """«۶۴۰ نفر از متقاضیان ارزیابی شده‌اند»: whom they were taken from, not what happened to them."""
        verb, next_clause = self.clause.verb, self.draft.clause + 1
        taken = cue.value in TAKEN_FROM and "از" in self.doc.keys(cue.first - 2, cue.first)
        if verb is None:
            described = next_clause < len(self.doc.clauses) and self.doc.clauses[next_clause].opener == "که"
            return taken and described and cue.first > self.draft.last
        return taken and verb.value != "copula" and verb.first > cue.last

    def _is_share_of_told(self, cue: Mention) -> bool:
        """«سهم مشاغل خانگی از این تعداد ۶۱۲ شغل بود», «… با ۱۲۴ فقره بیشترین سهم را دارد»: nobody was allotted it."""
        if cue.entry.surface == SHARE and self.doc.key(cue.first - 1) in MOST:
            return True
        if cue.entry.surface != SHARE or not self.doc.tells("topic", "home", cue.last, cue.last + NEAR_SHARE):
            return False
        return self.doc.tells("part", "of", cue.last, cue.last + NEAR_SHARE)

    def _is_object(self, cue: Mention) -> bool:
        """«۱۴۴۳ میلیارد باقی‌مانده را هم داده‌اند»: what was left over has its own predicate."""
        return cue.value == "none" and self.doc.key(cue.last) == OBJECT

    def _is_level(self) -> bool:
        """«تسهیلات به ۴۰ میلیارد تومان رسید», «طرح با ۷ میلیارد به بهره‌برداری رسید»: no payment."""
        keys = self.doc.keys(self.draft.first - 3, self.draft.first)
        if self.draft.kind == "loan" and OPERATION in "".join(self.doc.keys(self.draft.last, self.draft.right)):
            return True
        hedged = [k for k in keys if k not in ("حدود", "بیش", "از", "تقریبا", "مرز", "رقم")]
        return self.draft.kind == "loan" and hedged[-1:] == ["به"] and hedged[-2:-1] not in (["نزدیک"], ["قریب"])

    def is_predicate(self, cue: Mention) -> bool:
        """Whether a cue ends in a verb, «و» or a mark, and is no part of a longer noun («پرونده دریافت تسهیلات»)."""
        if cue.entry.role != "noun":
            return True
        after = self.doc.tokens[cue.last] if cue.last < len(self.doc.tokens) else None
        if after is None or after.kind in (MARK, LINE) or after.key in JOINTS:
            return True
        return bool(self.doc.between("verb", cue.last, cue.last + 1))

    def _is_pointed(self, cue: Mention) -> bool:
        """«از این سهمیه … را داده‌ایم»: the words only point to what was told before."""
        return self.doc.key(cue.first - 1) in ("این", "همین", "آن")

    def is_purpose(self, cue: Mention) -> bool:
        """«برای دریافت این تسهیلات به بانک معرفی شده‌اند», «از محل تسهیلات مصوب»: not what has happened to them."""
        before = self.doc.key(cue.first - 1)
        if before in WAYS and self.doc.key(cue.first - 2) not in ("این", "همین"):
            return True
        if cue.entry.role == "adj" and self.doc.key(cue.first - 2) == SOURCE:
            return True
        applying = before in APPLYING and cue.entry.surface.startswith(APPLIED_FOR)
        if before == "و":
            earlier = self.doc.between("stage", cue.first - NEAR_PURPOSE, cue.first - 1)
            return any(self.is_purpose(c) for c in earlier[-1:])
        pointed = before == SOURCE and self.doc.key(cue.first - 2) in ("این", "همین")  # «از این محل دریافت کرده‌اند»
        return applying or (before in PURPOSES and not pointed)

    def is_means(self, cue: Mention) -> bool:
        """«با گرفتن مجوز … سر کار رفته‌اند»: by what they got work; the predicate tells what happened."""
        means = self.draft.kind == "person" and self.doc.key(cue.first - 1) == "با"
        later = self.doc.between("stage", cue.last, self.clause.last) if means else ()
        return any(c.value == "created" and c.entry.role == "phrase" for c in later)

    def _is_by_whom(self, cue: Mention) -> bool:
        """«با معرفی ما ۲۱۵ میلیارد ریال پرداخت کرد»: how it came about; another word tells what happened."""
        if self.doc.key(cue.first - 1) != "با" or self.doc.key(cue.last) not in BY_WHOM:
            return False
        return any(c.value != cue.value for c in self.doc.between("stage", cue.last + 1, self.clause.last))

    def is_in_relative(self, cue: Mention) -> bool:
        """«اقداماتی که در پرداخت وام انجام شده است، میزان تسهیلات به ۴۰ میلیارد رسید»: told of something else."""
        before = self.doc.clauses[self.draft.clause - 1] if self.draft.clause else self.clause
        return before.opener == "که" and before.first <= cue.first < before.last and before.verb is not None

    def _inside(self, cue: Mention) -> bool:
        """Inside the number's own words, or an ezafe head of an agency: «۱۳۱ فقره معرفی اداره میراث فرهنگی»."""
        agent = cue.last in self.agencies and cue.entry.role != WEAK
        return self.draft.first <= cue.first < self.draft.last or agent

    def is_head(self, cue: Mention, number: Draft, reach: int) -> bool:
        """Whether a cue heads a number by ezafe: only a few plain words lie between."""
        if cue.entry.role == "phrase" or not 0 <= number.first - cue.last <= reach:
            return False
        gap = self.doc.tokens[cue.last : number.first]
        label = len(gap) == 1 and gap[0].key == ":"
        if not label and any(t.kind in (MARK, LINE) or t.key in JOINTS or t.key == OBJECT for t in gap):
            return False
        if not label and cue.entry.surface.endswith(PARTICIPLE):
            return False
        return not self.doc.between("verb", cue.last, number.first)

    def is_adjective(self, cue: Mention) -> bool:
        """«طرح معرفی‌شده به بانک» describes the noun; «… معرفی شده است» is a predicate, however it is spelled."""
        if cue.entry.role != "adj":
            return False
        after = self.doc.tokens[cue.last].key if cue.last < len(self.doc.tokens) else "."
        if after == OBJECT and not cue.entry.surface.endswith(PARTICIPLE) and cue.first != self.draft.last:
            return False
        return not (cue.entry.surface.endswith(PARTICIPLE) and after in AUXILIARIES)

    def is_far(self, cue: Mention, first: int) -> bool:
        """Whether an adjective stands too far from token ``first`` to describe what ends there."""
        return self.is_adjective(cue) and cue.first - first > ADJECTIVE_REACH

    def describes_next(self, cue: Mention) -> bool:
        """«تعهد ۸۱۰۰ نفر و اعتبار ابلاغ‌شده ۲۰۳ میلیارد است»: the adjective is of what the next number measures."""
        if self.next is None or cue.entry.role != "adj" or not 0 <= self.next.first - cue.last <= NEAR_NEXT:
            return False
        return "و" in self.doc.keys(self.draft.last, cue.first)

    def heads_only_next(self, cue: Mention) -> bool:
        """Whether a cue belongs to the next number alone: «…، پرداخت ۱۹ میلیارد», not «دریافت تسهیلات به مبلغ …»."""
        if self.next is None or self.next.first < cue.last or not self.is_head(cue, self.next, FAR_HEAD):
            return False
        linked = self.doc.holds(LINKS, cue.last, self.next.first) or self.doc.key(cue.first - 1) == "به"
        return not linked and cue.first > self.draft.last
