"""The stage of a draft: what happened to what is counted, read where Persian puts it.

In this order: the noun that heads it by ezafe («صدور 1126 مجوز»), the first predicate after it in its own window, the
predicate that closes the clause, the relative clause about it, and what stands before it. Strong cues come before weak
ones («سهم», «اعتبار»), and those before faint ones («رسیده», «گرفته»).
"""

from __future__ import annotations

from collections.abc import Callable

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.stage_loans import level, loan_verb, means
from homejobs_extract.figures.stage_reader import ADJECTIVE_REACH, FAINT, FAR_HEAD, STRONG, WEAK, StageReader
from homejobs_extract.figures.wholes import OUT_OF, is_whole
from homejobs_extract.figures.windows import is_declared, relative_clause
from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import MARK

NEAR_HEAD = 2
ADJECTIVAL = ("تومانی", "ریالی", "همتی")
PROGRESS = ("requested", "referred", "approved", "issued", "paid")
SHARES, PERCENT = frozenset(("سهم", "سهمیه")), "درصد"
FEW_BESIDE = 4
STEPS = frozenset(("تکمیل", "بررسی"))
GIVEN, GIVEN_REACH = frozenset(("به", "برای")), 3
PERCENT_OF = ["درصد", "از"]
PERCENT_REACH, MORE = 12, frozenset(("بیش", "کمتر", "بیشتر"))
QUESTION = frozenset("؟?")
Found = tuple[Mention, str] | None


def near_head(r: StageReader, strength: str) -> Mention | None:
    """«صدور 1126 مجوز», «پرداخت بیش از 12 میلیارد»."""
    cue = _head(r, NEAR_HEAD, strength)
    if cue is not None and strength == STRONG and (told := _told_of_act(r, cue)) is not None:
        return told
    if cue is not None and r.doc.key(r.draft.first - 1) == "برای":
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
    found = [c for c in found if not r.is_means(c) and not r.describes_next(c)]
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
    if not (cue.value in PROGRESS or cue.entry.surface in STEPS) or r.is_adjective(cue):
        return None
    last = r.draft.right
    following = r.draft.clause + 1
    if last >= r.clause.last and following < len(r.doc.clauses):
        clause = r.doc.clauses[following]
        counted = any(clause.first <= d.first < clause.last for d in r.drafts)
        counted = counted or PERCENT in r.doc.keys(clause.first, clause.last)
        if clause.sentence == r.clause.sentence and not counted and r.doc.key(clause.first) == "و":
            last = clause.last
    later = [c for c in r.cues(cue.last, last, STRONG) if not r.is_adjective(c) and not r.heads_only_next(c)]
    beyond = {*PROGRESS[1:]} - {cue.value}
    later = [c for c in later if c.value in beyond and "و" in r.doc.keys(cue.last, c.first)]
    return next((c for c in reversed(later) if not r.is_purpose(c)), None)


def quota(r: StageReader, strength: str) -> Mention | None:
    """«سهم استان در این طرح اشتغال برای ۲۳۰۰ نفر است»: so many are allotted, whatever is to become of them."""
    linked = r.clause.verb is not None and r.clause.verb.value == "copula" and strength == STRONG
    if not linked or r.draft.kind not in ("job", "person"):
        return None
    shares = [c for c in r.cues(r.draft.left, r.draft.first, WEAK) if c.entry.surface in SHARES]
    return shares[-1] if shares else None


def far_head(r: StageReader, strength: str) -> Mention | None:
    """«سهم بانک رفاه کارگران ۴۲۰ میلیارد», «پرداخت وام به ۶۳ هزار نفر»."""
    cue = _head(r, FAR_HEAD, strength)
    return None if cue is not None and r.is_purpose(cue) else cue


def _ends_last(r: StageReader, cue: Mention) -> bool:
    """«بانک ملی از ۶ میلیارد تومان سهم خود یک میلیارد داده»: the share is the number's before."""
    last = r.drafts[r.at - 1] if r.at else None
    return last is not None and last.clause == r.draft.clause and cue.first == last.last and is_whole(r.doc, last)


def _head(r: StageReader, reach: int, strength: str) -> Mention | None:
    found = [c for c in r.cues(r.draft.left, r.draft.first, strength) if r.is_head(c, r.draft, reach)]
    found = [c for c in found if not (c.entry.role == "adj" and _describes_last(r, c)) and not _ends_last(r, c)]
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
    return _in_relative(r, strength) if r.clause.verb is None else None


def described(r: StageReader, strength: str) -> Mention | None:
    """«۳۸۶ طرح از نوع مشاغل خانگی بود که در خانه‌ها راه‌اندازی شد», where nothing else tells."""
    linked = r.clause.verb is not None and r.clause.verb.value == "copula" and strength == FAINT
    return _in_relative(r, STRONG) if linked else None


def _in_relative(r: StageReader, strength: str) -> Mention | None:
    clause = relative_clause(r.doc, r.draft)
    last = r.next is None or r.next.clause != r.draft.clause
    if clause is None or not last or any(d.clause == r.draft.clause + 1 for d in r.drafts):
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
    beside = (d for d in r.drafts[r.at : r.at + FEW_BESIDE] if d.clause == r.draft.clause)
    given = any(r.doc.holds(GIVEN, d.first - GIVEN_REACH, d.first) for d in beside)
    after = r.doc.clauses[r.draft.clause + 1 : r.draft.clause + 2]
    told_of = bool(after) and after[0].opener == "که" and not is_whole(r.doc, r.draft)
    if r.clause.verb is not None or not (given or told_of):
        return None
    following = [c for c in r.doc.clauses[r.draft.clause + 1 :][:6] if c.sentence == r.clause.sentence]
    for clause in following:
        inside = any(clause.first <= d.first < clause.last and d.kind != "loan" for d in r.drafts)
        if clause.opener != "که" and not inside and r.doc.key(clause.first) != "و":
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
    found = [c for c in found if not r.is_purpose(c) and not r.is_in_relative(c)]
    found = [c for c in found if not _is_of_number(r, c)]
    return found[-1] if found else None


def _is_of_number(r: StageReader, cue: Mention) -> bool:
    """«به ۲۱۱ پرونده از ۷۳۰ پرونده معرفی‌شده، ۶ میلیارد تومان داده‌اند»: what describes the total before."""
    earlier = (d for d in r.drafts if d.clause == r.draft.clause and d.first < r.draft.first and is_whole(r.doc, d))
    lent = r.draft.kind == "loan" and r.is_adjective(cue)
    return lent and any(d.kind != "loan" and 0 <= cue.first - d.last <= 1 for d in earlier)


def shared_head(r: StageReader, strength: str) -> Mention | None:
    """«کل پرداختی ۱۹۲ میلیارد تومان به هزار و ۷۴۰ نفر بوده»: a cue before an earlier number of a verbless predicate."""
    found = [
        c for c in r.cues(r.draft.head, r.draft.first, strength) if not r.is_purpose(c) and not _is_of_number(r, c)
    ]
    return found[-1] if found else None


Rule = Callable[[StageReader, str], Mention | None]
RULES: tuple[Rule, ...] = (
    quota, near_head, resumed, own_window, far_head, clause_end, main_clause, relative, before_in_clause, shared_head,
    loan_verb, means, level, described,
)  # fmt: skip
OWN = (near_head, own_window, far_head)
BEFORE = (far_head, before_in_clause, shared_head)


def read_stage(doc: Document, drafts: list[Draft], at: int) -> Found:
    """The cue that gives a draft its stage and the rule that found it; a total that a part follows asks its own words
    first («از سه هزار میلیارد تومان سهمیه پارسال، ۲۶۹۰ میلیارد پرداخت شد»)."""
    reader = StageReader(doc, drafts, at)
    if is_declared(doc, reader.draft):
        return _first_found(reader, BEFORE, (STRONG, WEAK))
    if _is_total_after(reader, drafts[at - 1] if at else None):
        return _own_words(reader) or _own_noun(reader)
    whole = reader.next is not None and reader.next.clause == reader.draft.clause and is_whole(doc, reader.draft)
    if whole and (noun := _own_noun(reader)) and own_window(reader, STRONG) is None:
        return noun
    if doc.tokens[reader.draft.last - 1].key in ADJECTIVAL and (cue := near_head(reader, WEAK)):
        return cue, "weak_near_head"
    return (_first_found(reader, OWN, (STRONG, WEAK)) if whole else None) or _first_found(
        reader, RULES, (STRONG, WEAK, FAINT)
    )


def _own_noun(reader: StageReader) -> Found:
    """«۱۸۶۰ نفر از ۶۵۰۰ متقاضی وام گرفتند»: the total is told of by its counted noun."""
    noun = noun_stage(reader.doc, reader.draft)
    return (noun, "counted_noun") if noun is not None else None


def _is_total_after(reader: StageReader, before: Draft | None) -> bool:
    """«۱۰۰ میلیارد از ۲۵۶ میلیارد تومان اعتبار», «۱۶۶۴ طرح از مجموع ۵۳۷۸ طرح»: the total right after its part."""
    draft = reader.draft
    if reader.doc.keys(draft.first - 2, draft.first) == PERCENT_OF or _has_percent_after(reader):
        return True
    if before is None or before.clause != draft.clause or before.kind != draft.kind or before.value >= draft.value:
        return False
    return reader.doc.keys(before.last, draft.first) in OUT_OF


def _has_percent_after(reader: StageReader) -> bool:
    """«از ۴۵ میلیارد تومان سهمیه ۹۲ درصد جذب شده است»: the predicate tells of the percentage; «از ۱۰ تا ۵۰ میلیون تومان
    با کارمزد ۴ درصد» is no total.
    """
    first, last = reader.draft.first, reader.draft.last
    before = reader.doc.keys(first - 2, first)
    led = before in OUT_OF or (before[-1:] == ["از"] and before[0] not in MORE)
    after = reader.doc.keys(last, min(reader.draft.right, last + PERCENT_REACH))
    return led and reader.draft.upper is None and PERCENT_OF[0] in after


def _own_words(reader: StageReader) -> Found:
    """The cue in the total's own noun phrase («از سهمیه ۴ هزار نفری»); the predicate tells of the part."""
    draft = reader.draft
    for cue in reader.cues(draft.first - 1, draft.first, WEAK):
        if cue.entry.surface in SHARES:
            return cue, quota.__name__
    for strength in (STRONG, WEAK):
        for cue in reader.cues(draft.last, min(draft.right, draft.last + ADJECTIVE_REACH), strength):
            if reader.is_adjective(cue) or strength == WEAK or cue.value == "requested":
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
