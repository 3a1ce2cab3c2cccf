"""A document: one text with its tokens, mentions, numbers, sentences and clauses, each read once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from homejobs_extract.clauses import Clause, Sentence, find_clauses, find_sentences, is_finite
from homejobs_extract.gazetteer import Gazetteer, Mention
from homejobs_extract.normalize import NormalizedText, normalize
from homejobs_extract.tokens import Token, tokenize

MASKING = ("agency", "place")
MASKED = frozenset(("stage", "noun", "bound", "basis", "part", "modality", "topic"))


@dataclass(slots=True)
class Document:
    """One text, read as far as its mentions and clauses."""

    text: NormalizedText
    tokens: list[Token]
    mentions: dict[str, list[Mention]]
    sentences: list[Sentence]
    clauses: list[Clause]
    offset: int = 0
    _keys: list[str] = field(init=False)
    _starts: dict[str | tuple[str, str], list[int]] = field(default_factory=dict)
    _headings: list[bool] = field(default_factory=list)
    _begun: frozenset[int] | None = None

    def __post_init__(self) -> None:
        self._keys = [t.key for t in self.tokens]

    def between(self, category: str, first: int, last: int) -> Sequence[Mention]:
        """The mentions of a category that begin at tokens ``first`` to ``last`` exclusive, in order."""
        starts = self._starts.get(category)
        if starts is None:
            starts = self._starts[category] = [m.first for m in self.mentions.get(category, ())]
        at = bisect_left(starts, first)
        return self.mentions[category][at : bisect_left(starts, last, at)] if at < len(starts) else ()

    def tells(self, category: str, value: str, first: int, last: int) -> bool:
        """Whether a mention of a category has a value and begins at tokens ``first`` to ``last`` exclusive."""
        starts = self._starts.get((category, value))
        if starts is None:
            found = self.mentions.get(category, ())
            starts = self._starts[category, value] = [m.first for m in found if m.value == value]
        at = bisect_left(starts, first)
        return at < len(starts) and starts[at] < last

    def begins(self, token: int) -> bool:
        """Whether a mention of any category begins at a token."""
        if self._begun is None:
            self._begun = frozenset(m.first for found in self.mentions.values() for m in found)
        return token in self._begun

    def is_heading(self, sentence: int) -> bool:
        """Whether a sentence has no finite verb: a headline, a label, a line of a bulletin."""
        if not self._headings:
            closing = {v.first for v in self.mentions.get("verb", []) if is_finite(self.tokens, v)}
            firsts = sorted(closing)
            for s in self.sentences:
                at = bisect_right(firsts, s.first - 1)
                self._headings.append(at >= len(firsts) or firsts[at] >= s.last)
        return self._headings[sentence]

    def clause_at(self, token: int) -> int:
        """The index of the clause that holds a token."""
        return max(0, bisect_right(self._clause_starts(), token) - 1)

    def sentence_at(self, token: int) -> int:
        """The index of the sentence that holds a token."""
        if "sentence" not in self._starts:
            self._starts["sentence"] = [s.first for s in self.sentences]
        return max(0, bisect_right(self._starts["sentence"], token) - 1)

    def _clause_starts(self) -> list[int]:
        if "clause" not in self._starts:
            self._starts["clause"] = [c.first for c in self.clauses]
        return self._starts["clause"]

    def forget(self, first: int, last: int, categories: frozenset[str], *, keep: str = "") -> None:
        """Drop the mentions of some categories in a stretch of tokens, but those of the value ``keep``: cues inside
        somebody's title are none, while «دبیرخانه مشاغل خانگی» still speaks of home businesses.
        """
        self._begun = None
        self._starts.clear()
        for category in categories:
            found = self.mentions.get(category)
            if found:
                self.mentions[category] = [m for m in found if not first <= m.first < last or m.value == keep]

    def keys(self, first: int, last: int) -> list[str]:
        """The keys of tokens ``first`` to ``last`` exclusive."""
        return self._keys[first if first > 0 else 0 : last]

    def key(self, token: int) -> str:
        """The key of a token, empty outside the text."""
        return self._keys[token] if 0 <= token < len(self._keys) else ""

    def gap(self, token: int) -> str:
        """What stands between a token and the one before it: a ZWNJ inside «کسب‌وکار»."""
        return self.text.text[self.tokens[token - 1].end : self.tokens[token].start]

    def surface(self, first: int, last: int) -> str:
        """The normalized text of tokens ``first`` to ``last`` exclusive."""
        return self.text.text[self.tokens[first].start : self.tokens[last - 1].end]

    def holds(self, words: frozenset[str], first: int, last: int) -> bool:
        """Whether tokens ``first`` to ``last`` exclusive are one of some words."""
        return not words.isdisjoint(self._keys[max(0, first) : last])

    def slice(self, first: int, last: int) -> tuple[int, int, str]:
        """Start, end and text, in the original, of tokens ``first`` to ``last`` exclusive."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return start + self.offset, end + self.offset, self.text.original[start:end]


def group(mentions: list[Mention]) -> dict[str, list[Mention]]:
    """Mentions by category; what stands inside an agency's or a place's name is no cue («آموزش و پرورش»)."""
    by_category: dict[str, list[Mention]] = {}
    masked: dict[int, Mention] = {}
    for mention in mentions:
        if mention.category in MASKING and mention.last - mention.first > 1 and "ambiguous" not in mention.entry.role:
            masked.update(dict.fromkeys(range(mention.first, mention.last), mention))
    for mention in mentions:
        name = masked.get(mention.first)
        if name is None or mention.category not in MASKED or not _is_masked(mention, name):
            by_category.setdefault(mention.category, []).append(mention)
    return by_category


def _is_masked(mention: Mention, name: Mention) -> bool:
    """Whether a cue is only part of a name; «دبیرخانه … مشاغل خانگی» is about home businesses all the same."""
    if mention.category == "topic" and mention.value == "home":
        return False
    return mention.first > name.first or mention.last < name.last


def add_announcements(tokens: list[Token], mentions: dict[str, list[Mention]]) -> None:
    """A verb before a colon announces words as a verb of saying does: «آمار را به این شرح ارائه کرد:»."""
    said = mentions.get("speech", [])
    known = {i for m in said for i in range(m.first, m.last)}
    for verb in mentions.get("verb", []):
        if (
            verb.last < len(tokens)
            and tokens[verb.last].key == ":"
            and verb.value != "participle"
            and verb.first not in known
        ):
            said = [*said, Mention(verb.entry._replace(category="speech"), verb.first, verb.last)]
    if said:
        mentions["speech"] = sorted(said, key=lambda m: m.first)


def analyse(article: str, gazetteer: Gazetteer, *, offset: int = 0) -> Document:
    """Read a text as far as its clauses; ``offset`` is where it begins in a longer one."""
    text = normalize(article)
    tokens = gazetteer.unglue(tokenize(text))
    mentions = group(gazetteer.find(tokens))
    add_announcements(tokens, mentions)
    sentences = find_sentences(tokens)
    clauses = find_clauses(tokens, sentences, mentions.get("verb", []))
    return Document(text, tokens, mentions, sentences, clauses, offset)
