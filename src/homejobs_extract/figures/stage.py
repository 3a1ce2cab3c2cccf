"""The stage of a draft: what happened to what is counted, read where Persian puts it.

In this order: the noun that heads it by ezafe («صدور 1126 مجوز»), the first predicate after it in its own window, the
predicate that closes the clause, the relative clause about it, and what stands before it. Strong cues come before weak
ones («سهم», «اعتبار»), and those before faint ones («رسیده», «گرفته»).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from homejobs_extract.clauses import AFTER_PARTICIPLE
from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_whole
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import LINE, MARK

NEAR_HEAD, FAR_HEAD, ADJECTIVE_REACH = 2, 6, 3
PARTICIPLE, OBJECT = ("شده", "یافته", "گرفته", "گردیده"), "را"
AUXILIARIES = AFTER_PARTICIPLE | {"است", "اند", "بود", "بودند", "باشد", "باشند"}
ADJECTIVAL = ("تومانی", "ریالی", "همتی")
STRONG, WEAK, FAINT = "strong", "weak", "faint"
PROGRESS = ("requested", "referred", "approved", "issued", "paid")
JOINTS = frozenset(("و", "که", "یا"))
LINKS = frozenset(("مبلغ", "ارزش", "با", "اعتبار", "میزان", "معادل", "بالغ"))
PURPOSES = frozenset(("مراحل", "مرحله", "محل", "نوبت", "صف", "برای", "جهت", "منظور", "خواستار", "انتظار"))
NEAR_PURPOSE = 5
GIVEN, GIVEN_REACH = frozenset(("به", "برای")), 3
APPLYING = frozenset(("متقاضی", "متقاضیان", "تقاضای", "درخواست", "خواهان"))
OUT_OF = (["از"], ["از", "مجموع"], ["از", "کل"])
OPERATION = "بهرهبرداری"
QUESTION = frozenset("؟?")
Found = tuple[Mention, str] | None


class StageReader:
    """What the stage rules look at: one draft, the cues that fit its kind, and the drafts beside it."""

    def __init__(self, doc: Document, drafts: list[Draft], at: int) -> None:
        self.doc = doc
        self.draft = drafts[at]
        self.next = drafts[at + 1] if at + 1 < len(drafts) else None
        self.drafts = drafts
        self.clause = doc.clauses[self.draft.clause]
        kind = self.draft.kind
        self.kinds = {"person", "job"} if kind == "person" else {kind}
        self.agencies = {m.first for m in doc.between("agency", self.clause.first, self.clause.last)}

    def cues(self, first: int, last: int, strength: str) -> Iterator[Mention]:
        """The stage cues for this kind and of this strength in a stretch of tokens."""
        for cue in self.doc.between("stage", first, last):
            role = cue.entry.role
            own = role if role in (WEAK, FAINT) else STRONG
            if strength != STRONG and self._is_pointed(cue):
                continue
            if strength == WEAK and (self._is_partitive(cue) or self._is_object(cue)):
                continue
            if role == FAINT and cue.entry.surface.startswith("رسید") and self._is_level():
                continue
            if own == strength and role != "cap" and cue.entry.kinds & self.kinds and not self._inside(cue):
                yield cue

    def _is_partitive(self, cue: Mention) -> bool:
        """«۶۴۰ نفر از متقاضیان ارزیابی شده‌اند»: whom they were taken from, not what happened to them."""
        verb, next_clause = self.clause.verb, self.draft.clause + 1
        taken = cue.value in ("requested", "active") and "از" in self.doc.keys(cue.first - 2, cue.first)
        if verb is None:
            described = next_clause < len(self.doc.clauses) and self.doc.clauses[next_clause].opener == "که"
            return taken and described and cue.first > self.draft.last
        return taken and verb.value != "copula" and verb.first > cue.last

    def _is_object(self, cue: Mention) -> bool:
        """«۱۴۴۳ میلیارد باقی‌مانده را هم داده‌اند»: what was left over has its own predicate."""
        return cue.value == "none" and OBJECT in self.doc.keys(cue.last, cue.last + 1)

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
        return self.doc.keys(cue.first - 1, cue.first) in (["این"], ["همین"], ["آن"])

    def is_purpose(self, cue: Mention) -> bool:
        """«برای دریافت این تسهیلات به بانک معرفی شده‌اند»: what they are after has not happened."""
        before = self.doc.keys(cue.first - 1, cue.first)
        applying = bool(set(before) & APPLYING) and cue.entry.surface.startswith(("دریافت", "اخذ"))
        if before == ["و"]:
            earlier = self.doc.between("stage", cue.first - NEAR_PURPOSE, cue.first - 1)
            return any(self.is_purpose(c) for c in earlier[-1:])
        return applying or bool(set(before) & PURPOSES)

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
        if after == OBJECT and not cue.entry.surface.endswith(PARTICIPLE):
            return False
        return not (cue.entry.surface.endswith(PARTICIPLE) and after in AUXILIARIES)

    def is_far(self, cue: Mention, first: int) -> bool:
        """Whether an adjective stands too far from token ``first`` to describe what ends there."""
        return self.is_adjective(cue) and cue.first - first > ADJECTIVE_REACH

    def heads_only_next(self, cue: Mention) -> bool:
        """Whether a cue belongs to the next number alone: «…، پرداخت ۱۹ میلیارد», not «دریافت تسهیلات به مبلغ …»."""
        if self.next is None or self.next.first < cue.last or not self.is_head(cue, self.next, FAR_HEAD):
            return False
        linked = set(self.doc.keys(cue.last, self.next.first)) & LINKS or self.doc.keys(cue.first - 1, cue.first) == [
            "به"
        ]
        return not linked and cue.first > self.draft.last


def near_head(r: StageReader, strength: str) -> Mention | None:
    """«صدور 1126 مجوز», «پرداخت بیش از 12 میلیارد»."""
    cue = _head(r, NEAR_HEAD, strength)
    if cue is not None and strength == STRONG and (told := _told_of_act(r, cue)) is not None:
        return told
    if cue is not None and r.doc.keys(r.draft.first - 1, r.draft.first) == ["برای"]:
        own = own_window(r, strength)
        return own if own is not None and own.value in ("created", "sustained") else cue
    return cue


def _told_of_act(r: StageReader, cue: Mention) -> Mention | None:
    """«برای دریافت ۸۲ میلیارد … معرفی شده‌اند», «پرداخت ۷۲ میلیارد به تصویب رسیده است»: the act is yet to come."""
    own = own_window(r, STRONG)
    if own is None or not r.is_predicate(own):
        return None
    return own if r.is_purpose(cue) or own.value == "approved" else None


def own_window(r: StageReader, strength: str) -> Mention | None:
    """«۹۵ مجوز تمدید و 18 مجوز ابطال شد»: the first cue after it that does not head the next number; where no number
    follows, the predicate beats an adjective: «۱۱۷ هزار مجوز صادره باطل شده است»."""
    found = [c for c in r.cues(r.draft.last, r.draft.right, strength) if not r.heads_only_next(c)]
    found = [c for c in found if not r.is_far(c, r.draft.last) and not r.is_purpose(c)]
    told = [c for c in found if r.is_predicate(c)]
    shared = r.draft.right < r.clause.last and not is_whole(r.doc, r.draft)
    if found and not told and shared and clause_end(r, strength) is not None:
        return None
    found = told or found
    if found and (later := _further(r, found[0])) is not None:
        return later
    if len(found) > 1 and r.is_adjective(found[0]) and not is_whole(r.doc, r.draft) and r.draft.right >= r.clause.last:
        return found[1]
    return found[0] if found else None


def _further(r: StageReader, cue: Mention) -> Mention | None:
    """«ثبت‌نام کرده و موفق به دریافت مجوز شده‌اند», «به بانک معرفی و تسهیلات گرفتند»: the last thing that happened."""
    if cue.value not in PROGRESS or r.is_adjective(cue):
        return None
    last = r.draft.right
    following = r.draft.clause + 1
    if last >= r.clause.last and following < len(r.doc.clauses):
        clause = r.doc.clauses[following]
        counted = any(clause.first <= d.first < clause.last for d in r.drafts)
        if clause.sentence == r.clause.sentence and not counted and r.doc.keys(clause.first, clause.first + 1) == ["و"]:
            last = clause.last
    later = [c for c in r.cues(cue.last, last, STRONG) if not r.is_adjective(c) and not r.heads_only_next(c)]
    beyond = PROGRESS[PROGRESS.index(cue.value) + 1 :]
    later = [c for c in later if c.value in beyond and "و" in r.doc.keys(cue.last, c.first)]
    return next((c for c in reversed(later) if not r.is_purpose(c)), None)


def far_head(r: StageReader, strength: str) -> Mention | None:
    """«سهم بانک رفاه کارگران ۴۲۰ میلیارد», «پرداخت وام به ۶۳ هزار نفر»."""
    cue = _head(r, FAR_HEAD, strength)
    return None if cue is not None and r.is_purpose(cue) else cue


def _head(r: StageReader, reach: int, strength: str) -> Mention | None:
    found = [c for c in r.cues(r.draft.left, r.draft.first, strength) if r.is_head(c, r.draft, reach)]
    found = [c for c in found if not (c.entry.role == "adj" and _describes_last(r, c))]
    if found and found[-1].value == "requested" and own_window(r, strength):
        return None
    return found[-1] if found else None


def _describes_last(r: StageReader, cue: Mention) -> bool:
    """«از ۱۴۲ متقاضی معرفی‌شده فقط به ۸ نفر …»: the adjective belongs to the number before."""
    before = [d for d in r.drafts if d.last == r.draft.left and d.clause == r.draft.clause]
    return bool(before) and cue.first - r.draft.left <= ADJECTIVE_REACH


def clause_end(r: StageReader, strength: str) -> Mention | None:
    """«… 101 طرح به مبلغ 28750 میلیون ریال دریافت کرده اند»: the predicate that all items of the clause share."""
    last = max(d.last for d in r.drafts if d.clause == r.draft.clause)
    found = [c for c in r.cues(last, r.clause.last, strength) if not r.is_adjective(c) or r.is_far(c, last)]
    found = [c for c in found if not r.is_purpose(c)]
    return found[-1] if found else None


def relative(r: StageReader, strength: str) -> Mention | None:
    """«58 میلیارد تومان پرونده که به بانک‌ها ارسال شده»: a head without its own verb."""
    following = r.draft.clause + 1
    if r.clause.verb is not None or following >= len(r.doc.clauses):
        return None
    clause = r.doc.clauses[following]
    if clause.opener != "که" or clause.sentence != r.clause.sentence:
        return None
    last = r.next is None or r.next.clause != r.draft.clause
    if not last or any(d.clause == following for d in r.drafts):
        return None
    return next(r.cues(clause.first, clause.last, strength), None)


def resumed(r: StageReader, strength: str) -> Mention | None:
    """«به ۲۱۹ طرح ارائه شده، اعطا شد»: after a participle and a comma the main predicate goes on."""
    following = r.draft.clause + 1
    if r.clause.verb is None or r.clause.verb.value != "participle" or following >= len(r.doc.clauses):
        return None
    clause = r.doc.clauses[following]
    if clause.sentence != r.clause.sentence or any(d.clause == following for d in r.drafts):
        return None
    first = next((i for i in range(clause.first, clause.last) if r.doc.tokens[i].kind != MARK), clause.last)
    return next((c for c in r.cues(first, first + 1, strength)), None)


def main_clause(r: StageReader, strength: str) -> Mention | None:
    """«این تسهیلات به 6 هنرجو که … قرار گرفته‌اند، پرداخت شد»: the predicate after the relative clause."""
    given = GIVEN & set(r.doc.keys(r.draft.first - GIVEN_REACH, r.draft.first))
    if r.clause.verb is not None or not given:
        return None
    following = [c for c in r.doc.clauses[r.draft.clause + 1 :][:6] if c.sentence == r.clause.sentence]
    for clause in following:
        inside = any(clause.first <= d.first < clause.last and d.kind != "loan" for d in r.drafts)
        if clause.opener != "که" and not inside and r.doc.keys(clause.first, clause.first + 1) != ["و"]:
            found = list(r.cues(clause.first, clause.last, strength))
            if found:
                return found[-1]
    return None


def before_in_clause(r: StageReader, strength: str) -> Mention | None:
    """«میزان تسهیلات پرداختی به این طرح‌ها را ۳ هزار میلیارد ریال عنوان کرد»."""
    others = [d for d in r.drafts if d.clause == r.draft.clause and d.first < r.draft.first]
    found = [
        c for c in r.cues(r.draft.head, r.draft.first, strength) if not any(r.is_head(c, d, FAR_HEAD) for d in others)
    ]
    found = [c for c in found if not r.is_purpose(c)]
    return found[-1] if found else None


def shared_head(r: StageReader, strength: str) -> Mention | None:
    """«کل پرداختی ۱۹۲ میلیارد تومان به هزار و ۷۴۰ نفر بوده»: a cue before an earlier number of a verbless predicate."""
    found = [c for c in r.cues(r.draft.head, r.draft.first, strength) if not r.is_purpose(c)]
    return found[-1] if found else None


Rule = Callable[[StageReader, str], Mention | None]
RULES: tuple[Rule, ...] = (
    near_head, resumed, own_window, far_head, clause_end, main_clause, relative, before_in_clause, shared_head,
)  # fmt: skip
OWN = (near_head, own_window, far_head)


def read_stage(doc: Document, drafts: list[Draft], at: int) -> Found:
    """The cue that gives a draft its stage and the rule that found it; a total that a part follows asks its own words
    first («از سه هزار میلیارد تومان سهمیه پارسال، ۲۶۹۰ میلیارد پرداخت شد»)."""
    reader = StageReader(doc, drafts, at)
    if _is_total_after(reader, drafts[at - 1] if at else None):
        return _own_words(reader)
    whole = reader.next is not None and reader.next.clause == reader.draft.clause and is_whole(doc, reader.draft)
    if whole and (noun := noun_stage(doc, reader.draft)) and own_window(reader, STRONG) is None:
        return noun, "counted_noun"
    if doc.tokens[reader.draft.last - 1].key in ADJECTIVAL and (cue := near_head(reader, WEAK)):
        return cue, "weak_near_head"
    return (_first_found(reader, OWN, (STRONG, WEAK)) if whole else None) or _first_found(
        reader, RULES, (STRONG, WEAK, FAINT)
    )


def _is_total_after(reader: StageReader, before: Draft | None) -> bool:
    """«۱۰۰ میلیارد از ۲۵۶ میلیارد تومان اعتبار», «۱۶۶۴ طرح از مجموع ۵۳۷۸ طرح»: the total right after its part."""
    draft = reader.draft
    if before is None or before.clause != draft.clause or before.kind != draft.kind or before.value >= draft.value:
        return False
    return reader.doc.keys(before.last, draft.first) in OUT_OF


def _own_words(reader: StageReader) -> Found:
    """The cue in the total's own noun phrase; the predicate tells of the part."""
    draft = reader.draft
    for strength in (STRONG, WEAK):
        for cue in reader.cues(draft.last, min(draft.right, draft.last + ADJECTIVE_REACH), strength):
            if reader.is_adjective(cue) or strength == WEAK:
                return cue, "own_words"
    return None


def _first_found(reader: StageReader, rules: tuple[Rule, ...], strengths: tuple[str, ...]) -> Found:
    for strength in strengths:
        for rule in rules:
            cue = rule(reader, strength)
            if cue is not None:
                return cue, rule.__name__ if strength == STRONG else f"weak_{rule.__name__}"
    return None


def asked_stage(doc: Document, drafts: list[Draft], at: int) -> Mention | None:
    """«چند نفر وام گرفته‌اند؟ – ۱۶۳ نفر»: the question tells what its answer leaves out."""
    sentence = drafts[at].sentence
    if sentence == 0 or doc.tokens[doc.sentences[sentence - 1].last - 1].key not in QUESTION:
        return None
    asked = doc.sentences[sentence - 1]
    reader = StageReader(doc, drafts, at)
    for strength in (STRONG, WEAK):
        if found := list(reader.cues(asked.first, asked.last, strength)):
            return found[-1]
    return None


def noun_stage(doc: Document, draft: Draft) -> Mention | None:
    """The stage that the counted noun itself tells: a «متقاضی» has applied, a «شاغل» is at work."""
    return next((c for c in doc.between("stage", draft.first, draft.last) if draft.kind in c.entry.kinds), None)
