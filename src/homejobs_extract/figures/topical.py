"""Which sentences are about home businesses: by their own words, by the headline, or as what stood before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from homejobs_extract.clauses import Sentence
from homejobs_extract.document import Document
from homejobs_extract.figures.counting import is_counted
from homejobs_extract.figures.wholes import pointers
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.number_stack import words as number_words
from homejobs_extract.tokens import NUMBER, WORD

SCHEME = ("مجوز", "پروانه", "وام", "تسهیلات", "سهمیه", "پشتیبان", "متقاض", "پرونده", "بانک", "طرح", "بافند")
BARE = "خانگی"
BUSINESS = ("مشاغل", "شغل", "اشتغال", "کسب", "کارگاه")
WORKERS = ("باف", "بافان", "دوز", "دوزان", "خیاط", "خیاطان", "پز", "پزان")
CRAFTS = ("بافی", "دوزی", "پزی", "سازی")
FIELDS, PERMITS = frozenset(("حوزه", "بخش")), frozenset(("مجوز", "مجوزهای", "پروانه"))
BESIDE_HOME = frozenset(
    ("و", "،", "(", "های", "ها", "کار", "کارهای", "وکار", "وکارهای", "زایی", "خرد", "کوچک", "متوسط", "روستایی", "سنتی")
)
FURNITURE, TITLE_WORDS = 12, 4
BAR, SLASH, WORDS_OF_HEADLINE = "|", "/", 3
LENDING = frozenset(("تسهیلات", "وام", "پشتیبان", "پشتیبانها", "متقاضی", "متقاضیان"))
OTHERS = frozenset(("other", "craft", "craftsman"))
POINTERS = frozenset(("این", "همین"))
MENTIONED = frozenset(("یادشده", "مذکور"))
WHOLES, NEAR_WHOLE = frozenset(("مجموع", "کل", "تسهیلات", "مجوزها", "مجوزهای", "طرحهای", "پروندههای")), 5
ASIDE = "aside"
QUESTION, ASKED, NEAR_START = frozenset("؟?"), frozenset(("other", "price")), 8
ANNOUNCED = "خبر داد"
THAT = frozenset(("اینکه", "آنکه"))
SCALES = frozenset(("هزار", "میلیون", "میلیارد"))
TOLD = frozenset((
    "تسهیلات", "وام", "وامها", "طرحها", "میزان", "مبلغ", "اعتبار", "اعتبارات", "رقم", "طرح", "مشاغل", "تعداد",
    "متقاضیان", "افراد", "نوع",
))  # fmt: skip


def is_relevant(doc: Document) -> bool:
    """Whether the article speaks of home businesses at all; a bare «خانگی» alone does not."""
    return any(m.value == "home" and not _is_bare(doc, m) for m in doc.mentions.get("topic", []))


def _is_bare(doc: Document, topic: Mention) -> bool:
    """A «خانگی» with no business before it: «مشاغل روستایی و خانگی» and «فرش‌بافی خانگی» have one."""
    if topic.entry.surface != BARE:
        return False
    at = topic.first - 1
    while at > 0 and doc.tokens[at].key in BESIDE_HOME:
        at -= 1
    before = doc.tokens[max(at, 0)].key
    return not before.startswith(BUSINESS) and not before.endswith(CRAFTS)


def _is_of_business(doc: Document, topic: Mention) -> bool:
    """«۱۰۰ زن خیاط خانگی», «در حوزه خانگی ۴۱۲ مجوز»: a trade's «خانگی», or the permits', in an article on home
    businesses.
    """
    at = topic.first - 1
    if doc.key(at) in FIELDS:
        return doc.holds(PERMITS, topic.last, doc.sentences[doc.sentence_at(at)].last)
    return doc.key(at).endswith(WORKERS) or doc.tells("topic", "craftsman", at, at + 1)


def topical_sentences(doc: Document, *, focus: bool) -> list[bool]:
    """For each sentence whether it is about home businesses: by its own words, else as the sentence before it; an
    article with a ``focus`` on them is from its first word, as is one on loans that names no other subject.
    """
    state, found = focus or _is_only_subject(doc), []
    paragraph, passing, asked = -1, False, False
    for sentence, before in zip(doc.sentences, (None, *doc.sentences), strict=False):
        topics = doc.between("topic", sentence.first, sentence.last)
        values = {m.value for m in topics if focus or state or not _is_bare(doc, m) or _is_of_business(doc, m)}
        if "near" in values and not any(is_subject(m) for m in topics):
            values.add("home")
        led = passing and before is not None and _points_to(doc, sentence, before)
        if sentence.paragraph != paragraph and doc.key(sentence.last - 1) in QUESTION:
            asked = _asks_of_other(doc, sentence, values)
        passing = False
        if "home" in values:
            state, asked = True, False
        elif led:
            passing = True
        elif "other" in values and not ((focus or state) and _points(doc, sentence, topics)):
            passing = state and all(m.entry.role == ASIDE for m in topics if m.value == "other")
            state = passing
        elif sentence.paragraph != paragraph and not _goes_on(doc, sentence.first, sentence.last):
            passing = state and not focus and not _speaks_of_scheme(doc, sentence.first, sentence.last)
            state = state or focus
        state = state and not asked
        paragraph = sentence.paragraph
        found.append(state and not passing and not ("home" not in values and _is_ticker(doc, sentence)))
    return found


def _asks_of_other(doc: Document, sentence: Sentence, values: set[str]) -> bool:
    """«و قیمت؟» asks of another subject, «سقف وام با تورم جواب می‌دهد؟» still of the loans."""
    return not values.isdisjoint(ASKED) and not _speaks_of_scheme(doc, sentence.first, sentence.last)


def _points_to(doc: Document, sentence: Sentence, before: Sentence) -> bool:
    """«این صندوق‌ها از آغاز کار ۲۶۵۰ وام داده‌اند»: what the sentence before told of in passing."""
    pairs = pairwise(doc.keys(sentence.first, min(sentence.first + NEAR_START, sentence.last)))
    nouns = [noun.removesuffix("ها").removesuffix("های") for one, noun in pairs if one in POINTERS]
    return any(key.startswith(noun) for key in doc.keys(before.first, before.last) for noun in nouns if noun)


def _is_ticker(doc: Document, sentence: Sentence) -> bool:
    """«قیمت سکه به ۱۱۵ میلیون تومان رسید | حقوق کارگران اعلام شد | …»: headlines of other news, no row of a table."""
    tokens = doc.tokens[sentence.first : sentence.last]
    bars = sum(t.key == BAR for t in tokens)
    return bars > 1 and sum(t.kind == WORD for t in tokens) > WORDS_OF_HEADLINE * bars


def _is_only_subject(doc: Document) -> bool:
    """Whether an article names no other scheme and no craftspeople, and speaks of loans before it says whose."""
    topics = doc.mentions.get("topic", ())
    first = next((m.first for m in topics if m.value == "home"), 0)
    return doc.holds(LENDING, 0, first) and not any(m.value in OTHERS for m in topics)


def _goes_on(doc: Document, first: int, last: int, named: Collection[str] = ()) -> bool:
    """«این تسهیلات به ۵۷ نفر پرداخت شد», «از ۶۲۰ نفر یادشده», «از این ۳۴۱۵ نفر»: still what the paragraph before was
    about, but «از طرح کارورزی خبر داد و گفت: در این طرح …» is of what was named.
    """
    keys = doc.keys(first, last)
    if "این" not in keys:
        return not MENTIONED.isdisjoint(keys)
    pairs = enumerate(pairwise(keys))
    pointed = {other for at, (one, other) in pairs if one == "این" and other not in keys[:at]}
    pointed.difference_update(named)
    return not MENTIONED.isdisjoint(keys) or not TOLD.isdisjoint(pointed) or _divides(doc, first, last)


def _divides(doc: Document, first: int, last: int) -> bool:
    """«از این سه هزار و ۴۱۵ نفر …»: a number told before is divided."""
    for at, pair in enumerate(pairwise(doc.keys(first, last)), first + 2):
        if pair == ("از", "این") and at < last:
            words = doc.key(at) in number_words() and doc.key(at + 1) in SCALES
            if words or (doc.tokens[at].kind == NUMBER and len(doc.key(at)) > 1):
                return True
    return False


def _points(doc: Document, sentence: Sentence, topics: Sequence[Mention]) -> bool:
    """«از این تعداد …», «در قالب این طرح …» before the other subject is named, or in the words that are reported; «با
    بیان اینکه …» is a remark that leaves those words their subject.
    """
    others = [m for m in topics if m.value == "other"]
    first = others[0].first
    speeches = doc.between("speech", first, sentence.last)
    if not speeches and ("این", "حوزه") in pairwise(doc.keys(sentence.first, sentence.last)):
        return True
    if not speeches or any(is_counted(doc, m) for m in others):
        return _leads_back(doc, sentence.first, first)
    said = speeches[-1].last
    aside = all(m.entry.role == ASIDE and m.first < said for m in others)
    if aside and (doc.holds(THAT, sentence.first, said) or _breaks_down(doc, said)):
        return True
    named = {key for m in others if m.first < said for key in doc.keys(m.first - 1, m.last)}
    if any(s.last <= said and s.entry.surface.endswith(ANNOUNCED) for s in speeches):
        named.add("طرح")
    return _leads_back(doc, sentence.first, first) or _leads_back(doc, said, sentence.last, named)


def _leads_back(doc: Document, first: int, last: int, named: Collection[str] = ()) -> bool:
    """Whether words point to what was told of before, and not to what is ``named`` beside them."""
    return bool(pointers(doc, first, last)) or _goes_on(doc, first, last, named)


def _breaks_down(doc: Document, first: int) -> bool:
    """«با بیان اینکه نرخ بیکاری ۷ درصد است، افزود: از مجموع تسهیلات پرداختی، بانک ملی …»: what was told is divided."""
    keys = doc.keys(first, first + NEAR_WHOLE)
    return "از" in keys[:2] and not WHOLES.isdisjoint(keys)


def _speaks_of_scheme(doc: Document, first: int, last: int) -> bool:
    """Whether a sentence speaks of permits, loans or their applicants, and not of work at large."""
    return any(t.key.startswith(SCHEME) for t in doc.tokens[first:last])


def is_subject(topic: Mention) -> bool:
    """Whether a mention names home businesses or another scheme, and not in passing."""
    return topic.value in ("home", "other") and topic.entry.role != ASIDE


def has_focus(doc: Document) -> bool:
    """Whether the headline or lead names home businesses and no wider subject before them; «۳۴ طرح افتتاح می‌شود /
    مشتری وام خانگی زیاد» has two.
    """
    for sentence in [s for s in doc.sentences[:FURNITURE] if _tells(doc, s)][:2]:
        last = second_headline(doc, sentence) or sentence.last
        topics = [m for m in doc.between("topic", sentence.first, last) if not _is_bare(doc, m)]
        values = [m.value for m in topics if is_subject(m)]
        if values:
            return values[0] == "home"
        if any(m.value == "near" for m in topics):
            return True
    return False


def second_headline(doc: Document, sentence: Sentence) -> int:
    """Where a second headline begins after «/» in the first lines, or 0."""
    if SLASH not in doc.keys(sentence.first + TITLE_WORDS, sentence.last):
        return 0
    if sentence.first >= doc.sentences[min(FURNITURE, len(doc.sentences)) - 1].last:
        return 0
    found = (i for i in range(sentence.first + TITLE_WORDS, sentence.last) if doc.key(i) == SLASH)
    return next((i for i in found if doc.tokens[i - 1].kind == WORD), 0)


def _tells(doc: Document, sentence: Sentence) -> bool:
    """Whether a sentence is no furniture («کد خبر: ۱۲») or mere title («مدیرکل کار:»), or names home businesses."""
    words = sum(t.kind == WORD for t in doc.tokens[sentence.first : sentence.last])
    announces = doc.tokens[sentence.last - 1].key == ":"
    return (words >= TITLE_WORDS and not announces) or doc.tells("topic", "home", sentence.first, sentence.last)
