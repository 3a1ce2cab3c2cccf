"""Which numbers are about home businesses: sentence by sentence, and shares inside wider totals."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft, Skip

SHARE_WORDS = frozenset(("قالب", "سهم", "مربوط", "بخش", "حوزه", "زمینه", "به", "در", "باید"))
NEAR_LOAN = 5
LIST_OF_PURPOSES = 3
AT_HOME = frozenset(("در خانه کار", "کار در خانه", "کار در منزل"))
LOAN_WORDS = frozenset(("وام", "تسهیلات", "اعتبار", "سهمیه", "پرداخت", "سقف", "جذب"))
BARE = "خانگی"


def is_relevant(doc: Document) -> bool:
    """Whether the article speaks of home businesses at all; a bare «خانگی» alone does not."""
    return any(m.value == "home" and m.entry.surface != BARE for m in doc.mentions.get("topic", []))


def topical_sentences(doc: Document) -> list[bool]:
    """For each sentence whether it is about home businesses: by its own words, else as the sentence before it."""
    focus = _has_focus(doc)
    state, found = focus, []
    paragraph = -1
    for sentence in doc.sentences:
        values = {m.value for m in doc.between("topic", sentence.first, sentence.last)}
        if "home" in values:
            state = True
        elif "other" in values and not (focus and _points_back(doc, sentence.first, sentence.last)):
            state = False
        elif sentence.paragraph != paragraph and focus:
            state = True
        paragraph = sentence.paragraph
        found.append(state)
    return found


def _points_back(doc: Document, first: int, last: int) -> bool:
    return any(m.value == "of" and m.entry.role == "before" for m in doc.between("part", first, last))


def _has_focus(doc: Document) -> bool:
    """Whether the headline or lead names home businesses and no wider subject before them."""
    for sentence in doc.sentences[:3]:
        values = [m.value for m in doc.between("topic", sentence.first, sentence.last) if m.value in ("home", "other")]
        if values:
            return values[0] == "home"
    return False


def mark_off_topic(doc: Document, drafts: list[Draft]) -> None:
    """Mark the drafts that are not about home businesses with the reason; a share of them may be."""
    topical = topical_sentences(doc) if is_relevant(doc) else [False] * len(doc.sentences)
    for draft in drafts:
        if not topical[draft.sentence] or _is_contrasted(doc, draft):
            draft.dropped = "off_topic"
        elif _is_general_duty(doc, draft):
            draft.dropped = "off_topic"
        elif _is_price(doc, draft):
            draft.dropped = "price"


def _is_general_duty(doc: Document, draft: Draft) -> bool:
    """«سهمیه دستگاه‌های اجرایی ایجاد ۲۰ هزار شغل است»: a duty to create jobs that nothing ties to homes."""
    if draft.kind != "job":
        return False
    sentence = doc.sentences[draft.sentence]
    speeches = [s.last for s in doc.between("speech", sentence.first, draft.first)]
    first = speeches[-1] if speeches else sentence.first
    duty = {"تعهد", "سهمیه"} & set(doc.keys(max(first, doc.clauses[draft.clause].first), draft.first))
    return bool(duty) and not any(m.value == "home" for m in doc.between("topic", first, sentence.last))


def _is_contrasted(doc: Document, draft: Draft) -> bool:
    """«سهمیه امداد ۳۲۰ هزار میلیارد ریال است که ارتباطی به مشاغل خانگی ندارد»; «… بود، اما پرداختی مشاغل خانگی …»."""
    sentence = doc.sentences[draft.sentence]
    if any(m.value == "unrelated" and m.first > draft.first for m in doc.between("topic", draft.first, sentence.last)):
        return True
    if _names_home(doc, draft):
        return False
    for clause in doc.clauses[draft.clause + 1 :]:
        if clause.sentence != draft.sentence:
            return False
        if clause.opener == "که" and "بخشی" in doc.keys(clause.first, clause.first + 3):
            return True
        if clause.opener in ("اما", "ولی"):
            return any(m.value == "home" for m in doc.between("topic", clause.first, clause.last))
    return False


def _is_price(doc: Document, draft: Draft) -> bool:
    """«هر گلیم را ۱۲ میلیون می‌فروشم», «قسط ماهانه ۳۱ میلیون»."""
    if draft.kind != "loan":
        return False
    clause = doc.clauses[draft.clause]
    price = [m for m in doc.between("topic", clause.first, clause.last) if m.value == "price"]
    near = [m for m in price if draft.left <= m.first < draft.right or m.first < draft.first]
    around = doc.keys(max(draft.left, draft.first - NEAR_LOAN), min(draft.right, draft.last + NEAR_LOAN))
    return bool(near) and not set(around) & LOAN_WORDS


def mark_other_items(doc: Document, drafts: list[Draft]) -> None:
    """«از مجموع ۱۰۹ میلیارد، ۷۵ میلیارد برای اشتغال مددجویان، ۷ میلیارد به طرح‌های مشاغل خانگی …»: only one item is ours."""
    for clause in {d.clause for d in drafts}:
        items = [d for d in drafts if d.clause == clause and not d.dropped]
        ours = [d for d in items if _is_given_home(doc, d)]
        kinds = {d.kind for d in items}
        before = doc.between("topic", doc.clauses[clause].first, items[0].first) if items else ()
        if len(items) < LIST_OF_PURPOSES or len(ours) != 1 or ours[0] is items[-1] or len(kinds) > 1 or any(m.value == "home" for m in before):
            continue
        for draft in items:
            if draft is not ours[0]:
                draft.dropped = "off_topic"


def _is_given_home(doc: Document, draft: Draft) -> bool:
    """«… میلیون تومان به طرح‌های مشاغل خانگی»: the purpose in the item's own words."""
    for topic in doc.between("topic", draft.last, min(draft.right, draft.last + 5)):
        if topic.value == "home":
            return bool({"به", "برای", "در"} & set(doc.keys(draft.last, topic.first)))
    return False


def drop_wider_totals(doc: Document, drafts: list[Draft], skips: list[Skip]) -> list[Draft]:
    """«از ۱۲۴ هزار طرح اشتغالی … ۳۱ هزار طرح در قالب مشاغل خانگی»: the wider total is not about home businesses."""
    for draft in drafts:
        whole = draft.parent
        if whole is not None and not draft.dropped and _is_share(doc, draft) and not _names_home(doc, whole):
            whole.dropped = whole.dropped or "wider_total"
    for draft in drafts:
        if draft.parent is not None and draft.parent.dropped:
            _leave(draft, draft.parent)
    skips.extend(Skip(d.first, d.last, d.dropped) for d in drafts if d.dropped)
    return [d for d in drafts if not d.dropped]


def _leave(draft: Draft, whole: Draft) -> None:
    """A share keeps the period and stage of the wider total it is taken from."""
    for name in ("period", "stage"):
        mine = draft.decided.get(name)
        if mine is None or (name == "stage" and mine.rule.startswith("weak_") and whole.get("stage")):
            draft.take(name, whole, "wider_total")
    draft.parent = draft.breakdown = None


def _is_share(doc: Document, draft: Draft) -> bool:
    clause = doc.clauses[draft.clause]
    for topic in doc.between("topic", draft.left, max(draft.right, clause.last)):
        if topic.value == "home":
            before = doc.keys(topic.first - 1, topic.first)
            after = doc.keys(topic.last, topic.last + 1)
            if topic.entry.surface in AT_HOME or (before and before[0] in SHARE_WORDS) or after[:1] in (["باشد"], ["بوده"], ["است"]):
                return True
    return False


def _names_home(doc: Document, draft: Draft) -> bool:
    return any(m.value == "home" for m in doc.between("topic", draft.left, draft.right))
