"""Numbers of other subjects inside sentences about home businesses: duties, prices, craftspeople, other schemes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.craftspeople import is_craft_permit, is_insured, mark_craftspeople
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.item_subjects import ALSO, BESIDE_OURS, GIVEN_TO, LENT, LOAN_WORDS, SECTORS, is_our_share
from homejobs_extract.figures.purposes import is_for_another_purpose
from homejobs_extract.figures.topic import names_home
from homejobs_extract.figures.topical import ASIDE, is_subject
from homejobs_extract.figures.windows import relative_clause
from homejobs_extract.gazetteer import Mention

SMALLEST_LOAN, LARGEST_LOAN = 5 * 10**6, 10**15
DEFINED, MOST_TRADES = frozenset(("تعریف", "تبدیل", "زمره", "فهرست")), 1000
DUTIES, WORK = frozenset(("تعهد", "متعهد", "سهمیه")), frozenset(("شغل", "اشتغال", "اشتغالزایی"))
TOLD_OF = frozenset((("این", "میزان"), ("این", "تعداد"), ("این", "رقم"), ("این", "مبلغ")))
POINTED = frozenset((("این", "حوزه"), ("این", "طرح"), ("این", "مشاغل"), ("این", "تسهیلات"), ("این", "وام")))
DUTY, MILLIONS = "تعهد", 10**6
EARNED = frozenset(("هزینه", "ماهی", "ماهانه", "ماهیانه", "روزی", "روزانه"))
SPENT_ON = frozenset(("برای", "جهت", "صرف", "بابت"))
INSTALMENTS = frozenset(("قسط", "اقساط"))
NEXT_SOURCE = ("و", "از")
WITHIN = frozenset(("آن", "در", "قالب", "با", "برای"))
POINTING = frozenset(("این", "آن", "همین"))
COMMA, SEMICOLON, NEAR_LOAN = "،", "؛", 5
NOUN_PHRASE = 4
APART = frozenset((
    ("گذشته", "از"), ("جدا", "از"), ("غیر", "از"), ("علاوه", "بر"), ("افزون", "بر"), ("به", "جز"), ("جز", "این"),
    ("جز", "آن"),
))  # fmt: skip
NEAR_PURPOSE = 6
YEARS = frozenset(("سال", "ماه", "هفته", "روز", "سالهای", "ماههای"))


def mark_other_subjects(doc: Document, drafts: list[Draft]) -> None:
    """Mark the drafts that a sentence about home businesses counts besides them."""
    for draft in drafts:
        if draft.dropped:
            continue
        beside = any(rule(doc, drafts, draft) for rule in (*BESIDE_OURS, is_insured))
        if beside or (any(rule(doc, draft) for rule in OTHER_SUBJECTS) and not is_our_share(doc, draft)):
            draft.dropped = "off_topic"
        elif _is_price(doc, draft):
            draft.dropped = "price"
    for _, group in groupby(drafts, key=lambda d: d.sentence):
        sentence = list(group)
        mark_craftspeople(doc, sentence)
        _mark_what_follows(doc, sentence)
    _mark_what_points_to_them(doc, drafts)


def _mark_what_points_to_them(doc: Document, drafts: list[Draft]) -> None:
    """«۱۳۲ هزار شغل … سهم بودجه برای این میزان شغل ۲۷۳ میلیارد است»: what points to others' numbers is theirs."""
    by_sentence = {number: list(group) for number, group in groupby(drafts, key=lambda d: d.sentence)}
    for number, here in by_sentence.items():
        before = by_sentence.get(number - 1, [])
        sentence = doc.sentences[number]
        pointed = not TOLD_OF.isdisjoint(pairwise(doc.keys(sentence.first, here[0].first)))
        theirs = bool(before) and all(d.dropped == "off_topic" for d in before)
        if pointed and theirs and not doc.tells("topic", "home", sentence.first, sentence.last):
            for draft in here:
                draft.dropped = draft.dropped or "off_topic"


def _is_other_item(doc: Document, draft: Draft) -> bool:
    """«۱۳۷ طرح اشتغال پایدار روستایی», «وام خانگی ۴۸۰ میلیون و تسهیلات کرونا ۱۸۰۰ میلیون»: the item's own words name
    another scheme, and no head names ours.
    """
    clause = doc.clauses[draft.clause]
    ends = doc.key(draft.last) == COMMA
    own = doc.between("topic", draft.first, draft.last if ends else draft.right)
    named = next((m.value for m in own if is_subject(m)), None)
    ours = any(doc.key(m.first - 1) == "قالب" for m in own if m.value == "home")
    if named == "other" and (ours or _is_joined(doc, own) or _takes_what_was_told(doc, draft)):
        return False
    if draft.left > clause.first and named is None:
        heads = [m.value for m in doc.between("topic", draft.left, draft.first) if is_subject(m)]
        return heads[-1:] == ["other"] and not _ends_the_item_before(doc, draft, heads)
    return named == "other" and not doc.tells("topic", "home", clause.first, draft.first)


def _takes_what_was_told(doc: Document, draft: Draft) -> bool:
    """«۲۲۴ طرح اشتغالزایی از این تسهیلات بهره‌مند شده‌اند»: the loans that were told of."""
    keys = doc.keys(draft.last, doc.clauses[draft.clause].last)
    return any(pair[0] == "این" and pair[1] in LENT for pair in pairwise(keys))


def _is_joined(doc: Document, topics: Sequence[Mention]) -> bool:
    """«در واحدهای صنعتی و خانگی»: both at once."""
    return any(b.value == "home" and doc.keys(a.last, b.first) == ["و"] for a, b in pairwise(topics))


def _ends_the_item_before(doc: Document, draft: Draft, heads: list[str]) -> bool:
    """«۵۳۰ مجوز مشاغل خانگی در بخش کشاورزی و ۲۱۰ مجوز در صنعت»: farming is told of the permits before."""
    joint = doc.key(draft.first - 1)
    return joint == "و" or (joint == COMMA and "home" in heads)


def _is_other_clause(doc: Document, draft: Draft) -> bool:
    """«… تسهیلات خوداشتغالی گرفته‌اند؛ همچنین ۷۰ میلیارد برای مشاغل خانگی»: a clause of another scheme before ours."""
    sentence, clause = doc.sentences[draft.sentence], doc.clauses[draft.clause]
    named = [m for m in doc.between("topic", sentence.first, sentence.last) if m.value in ("home", "other")]
    so_far = [m for m in named if m.first < clause.last]
    here = [m for m in so_far if m.first >= clause.first and m.entry.role != ASIDE]
    return bool(here) and all(m.value == "other" for m in so_far) and len(so_far) < len(named)


def _is_whole_economy(doc: Document, draft: Draft) -> bool:
    """«ایجاد ۲.۵ میلیون شغل», «۷۷۰ هزار میلیارد تومان تسهیلات»: the country's at large, unless called home jobs'."""
    named = doc.tells("topic", "home", draft.left, min(draft.right, draft.last + NOUN_PHRASE))
    large = (draft.kind == "job" and draft.value >= MILLIONS) or (draft.kind == "loan" and draft.value >= LARGEST_LOAN)
    return large and not named


def _is_besides(doc: Document, draft: Draft) -> bool:
    """«علاوه بر ۲۱ میلیارد، ۶۵۰ میلیون تومان نیز به مشاغل خانگی»; «جدا از این وام، هشت کارگاه …»."""
    if doc.keys(draft.first - 2, draft.first) == ["علاوه", "بر"]:
        return not names_home(doc, draft)
    clause = doc.clauses[draft.clause]
    keys = doc.keys(clause.first, draft.first)
    pairs = enumerate(pairwise(keys))
    at = next((i for i, pair in pairs if pair in APART and not _is_dated(doc, clause.first + i)), None)
    if at is None or COMMA not in keys[at:]:
        return False
    first, comma = clause.first + at, clause.first + at + keys[at:].index(COMMA)
    pointed = doc.key(first + 1 + (doc.key(first) != "جز")) in POINTING and doc.holds(LOAN_WORDS, first + 2, first + 4)
    ours = pointed or doc.tells("topic", "home", first, comma)
    return ours and not doc.tells("topic", "home", comma, draft.right)


def _is_dated(doc: Document, at: int) -> bool:
    """«طی ۴ سال گذشته از ۵۰۰ متقاضی»: last year is not besides."""
    return any(m.last > at for m in doc.between("period", at - NOUN_PHRASE, at)) or doc.key(at - 1) in YEARS


def _is_for_others(doc: Document, draft: Draft) -> bool:
    """«۵ هزار میلیارد تومان هم برای بخش تعاون», «۲ هزار میلیارد … که تعاونی‌ها می‌گیرند»: the money's own purpose."""
    if draft.kind != "loan" or doc.tells("topic", "home", draft.first, draft.right):
        return False
    for other in doc.between("topic", draft.last, min(draft.right, draft.last + NEAR_PURPOSE)):
        if other.value == "other" and doc.holds(GIVEN_TO, draft.last, other.first):
            return True
    clause = relative_clause(doc, draft)
    return clause is not None and doc.tells("topic", "other", clause.first + 1, clause.first + 2)


def _is_list_of_trades(doc: Document, draft: Draft) -> bool:
    """«در مجموع ۶۰۹ شغل خانگی تعریف شده است»: trades that a permit may be had for, not jobs."""
    clause = doc.clauses[draft.clause]
    defined = doc.holds(DEFINED, draft.last, clause.last)
    return draft.kind == "job" and draft.value < MOST_TRADES and defined


def _mark_what_follows(doc: Document, drafts: list[Draft]) -> None:
    """«۴۷ نفر در بخش روستایی، ۶ نفر در تولید و پنج نفر در مشاغل خانگی»: what follows another subject is its."""
    led = False
    for before, draft, after in zip(drafts, drafts[1:], [*drafts[2:], None], strict=False):
        led = led or before.dropped == "off_topic"  # a price alone leads to nothing
        last = max(draft.last, min(_end_of_item(doc, draft, after), doc.clauses[draft.clause].last))
        pairs = enumerate(pairwise(doc.keys(draft.last, last)), draft.last)
        last = next((i for i, pair in pairs if pair == NEXT_SOURCE), last)
        home = doc.tells("topic", "home", before.last, last)
        if before.dropped in ("off_topic", "price") and led and not home and not draft.dropped:
            draft.dropped = "off_topic"


def _end_of_item(doc: Document, draft: Draft, after: Draft | None) -> int:
    """«۱۴ میلیارد ریال آن در قالب ۲۸۰ طرح به مشاغل خانگی …»: an amount and its count are one item."""
    if after is None or after.kind == draft.kind or not set(doc.keys(draft.last, after.first)) <= WITHIN:
        return draft.right
    return after.right


def _is_general_duty(doc: Document, draft: Draft) -> bool:
    """«سهمیه دستگاه‌های اجرایی ایجاد ۲۰ هزار شغل است»: a duty to create jobs that nothing ties to homes."""
    if draft.kind != "job" and not (draft.kind == "person" and doc.holds(WORK, draft.left, draft.last + 1)):
        return False
    sentence, clause = doc.sentences[draft.sentence], doc.clauses[draft.clause]
    speeches = [s.last for s in doc.between("speech", sentence.first, draft.first)]
    first = speeches[-1] if speeches else sentence.first
    duty = doc.holds(DUTIES, first, draft.first) or DUTY in doc.keys(draft.last, clause.last)
    last = max(clause.last, draft.right)
    ours = doc.tells("topic", "home", first, last) or not POINTED.isdisjoint(pairwise(doc.keys(first, draft.first)))
    return duty and not ours


def _is_contrasted(doc: Document, draft: Draft) -> bool:
    """«سهمیه امداد ۳۲۰ هزار میلیارد ریال است که ارتباطی به مشاغل خانگی ندارد»; «… بود، اما پرداختی مشاغل خانگی …»."""
    sentence = doc.sentences[draft.sentence]
    if doc.tells("topic", "unrelated", draft.first + 1, sentence.last):
        return True
    if names_home(doc, draft):
        return False
    for clause in doc.clauses[draft.clause + 1 :]:
        if clause.sentence != draft.sentence:
            return False
        if clause.opener == "که" and "بخشی" in doc.keys(clause.first, clause.first + 3):
            return doc.tells("topic", "home", clause.first, clause.last)
        if clause.opener in ("اما", "ولی"):
            theirs = not doc.tells("topic", "home", sentence.first, draft.first)
            return theirs and doc.tells("topic", "home", clause.first, clause.last)
    return False


def _is_after_semicolon(doc: Document, draft: Draft) -> bool:
    """«۲۸۰ طرح خانگی راه افتاده است؛ ۳۴۰ وام ودیعه مسکن نیز داده شده»: a statement of another subject."""
    sentence = doc.sentences[draft.sentence]
    keys = doc.keys(sentence.first, draft.first)
    if SEMICOLON not in keys:
        return False
    first = draft.first - keys[::-1].index(SEMICOLON)
    last = next((i for i in range(draft.last, sentence.last) if doc.key(i) == SEMICOLON), sentence.last)
    ours = doc.tells("topic", "home", first, last) or doc.holds(POINTING, first, draft.first)
    sector = doc.key(first) == "در" and doc.key(first + 1) in SECTORS and doc.holds(ALSO, first, draft.first)
    return not ours and (sector or doc.tells("topic", "other", first, last))


OTHER_SUBJECTS = (
    _is_after_semicolon, _is_contrasted, _is_general_duty, is_craft_permit, _is_other_item, _is_other_clause,
    _is_besides, _is_for_others, _is_list_of_trades, _is_whole_economy, is_for_another_purpose,
)  # fmt: skip


def _is_price(doc: Document, draft: Draft) -> bool:
    """«هر گلیم را ۱۲ میلیون می‌فروشم», «قسط ماهانه ۳۱ میلیون», and what is too little for any loan."""
    if draft.kind != "loan":
        return False
    if (draft.upper or draft.value) < SMALLEST_LOAN or doc.key(draft.first - 1) in EARNED:
        return True
    clause = doc.clauses[draft.clause]
    price = [m for m in doc.between("topic", clause.first, clause.last) if m.value == "price"]
    near = [m for m in price if draft.left <= m.first < draft.right or m.first < draft.first]
    near = [m for m in near if not (m.first > draft.first and (_is_condition(doc, m) or _is_purpose(doc, m)))]
    first, last = max(draft.left, draft.first - NEAR_LOAN), min(draft.right, draft.last + NEAR_LOAN)
    return bool(near) and not doc.holds(LOAN_WORDS, first, last)


def _is_condition(doc: Document, price: Mention) -> bool:
    """«تا پنج میلیارد تومان با کارمزد چهار درصد و اقساط ۶۰ ماهه»."""
    joined = doc.key(price.first - 1) in ("و", "با")
    return joined and price.entry.surface in INSTALMENTS


def _is_purpose(doc: Document, price: Mention) -> bool:
    """«۴۵ میلیارد تومان برای خرید نخ و دار قالی»."""
    return doc.key(price.first - 1) in SPENT_ON
