"""Sentences and clauses: where each begins and ends, and the verb that closes it.

Persian is verb-final, so a finite verb ends a clause; «که», «:» and «؛» begin one. «… صادر شده است | که از این تعداد …»
"""

from __future__ import annotations

from typing import NamedTuple

from homejobs_extract.gazetteer import Mention
from homejobs_extract.tokens import LINE, MARK, NUMBER, Token

SENTENCE_MARKS = frozenset(".!؟?")
CLAUSE_MARKS = frozenset("؛;:|")
AFTER_PARTICIPLE = frozenset(("و", "که", "،", ".", "؛", "»", ")", "اما", "ولی", "\n", "!", "؟"))
RESUMING = frozenset(("فقط", "تنها", "تاکنون"))
MODAL, ABLE = frozenset(("توانست", "خواست")), "موفق"
LABEL, LONGEST_LABEL = ":", 7
GIVEN_TO = "به"
RELATIVE, PARTICIPLE_END = "که", "ه"
OPENERS = frozenset(("که", "اما", "ولی"))
LINKED = frozenset(("اینکه", "آنکه", "زیرا", "چراکه", "بطوریکه", "درحالیکه"))
PLURALS = frozenset(("ها", "های", "هایی"))
FINITE = frozenset(("past", "present", "future", "subjunctive", "copula"))


class Sentence(NamedTuple):
    """Tokens ``first`` to ``last`` exclusive, and the paragraph they stand in."""

    first: int
    last: int
    paragraph: int


class Clause(NamedTuple):
    """Tokens ``first`` to ``last`` exclusive of one sentence; ``verb`` closes it, ``opener`` («که») began it."""

    first: int
    last: int
    sentence: int
    verb: Mention | None
    opener: str

    @property
    def tense(self) -> str:
        """The tense of its verb, or an empty string."""
        return self.verb.value if self.verb else ""


def find_sentences(tokens: list[Token]) -> list[Sentence]:
    """Sentences end at «.», «!», «؟» and at every line end."""
    found: list[Sentence] = []
    first = paragraph = 0
    for i, token in enumerate(tokens):
        if token.kind == LINE:
            _append(found, first, i, paragraph)
            first, paragraph = i + 1, paragraph + 1
        elif token.key in SENTENCE_MARKS and not _is_slip(tokens, i):
            _append(found, first, i + 1, paragraph)
            first = i + 1
    _append(found, first, len(tokens), paragraph)
    return found


def _append(found: list[Sentence], first: int, last: int, paragraph: int) -> None:
    if last > first:
        found.append(Sentence(first, last, paragraph))


def _is_slip(tokens: list[Token], i: int) -> bool:
    """«ریال.،127 طرح»: a full stop before a comma ends nothing; nor does one in «ف. رضایی»."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.key in ("،", ",") and after.start == tokens[i].end:
        return True
    return i > 0 and len(tokens[i - 1].key) == 1 and tokens[i - 1].end == tokens[i].start


def _ends_relative(tokens: list[Token], verb: Mention) -> bool:
    """«پرونده‌ای که به بانک معرفی شده فقط ۱۲۰۵ پرونده …», «… معرفی شده به ۳۷ پرونده …»: the main clause goes on."""
    at = verb.last + (verb.last + 1 < len(tokens) and tokens[verb.last].key == GIVEN_TO)
    after = tokens[at] if at < len(tokens) else None
    participle = verb.value == "participle" and tokens[verb.last - 1].key.endswith(PARTICIPLE_END)
    return participle and after is not None and (after.kind == NUMBER or after.key in RESUMING)


def is_finite(tokens: list[Token], verb: Mention) -> bool:
    """Whether a verb form closes its clause: bare «شده» does only before a mark, «و» or «که»."""
    after = tokens[verb.last].key if verb.last < len(tokens) else "."
    able = verb.first > 0 and tokens[verb.first - 1].key == ABLE
    if verb.entry.kinds & MODAL or able:
        return after in AFTER_PARTICIPLE
    if verb.value in FINITE:
        return after not in PLURALS
    return after in AFTER_PARTICIPLE


def _label_start(tokens: list[Token], first: int, colon: int) -> int:
    """«مجوز: ۱۲۳۴ فقره، طرح معرفی‌شده: ۵۶۷ طرح»: where the second label begins, or ``first``."""
    comma = next((i for i in range(colon - 1, max(first, colon - LONGEST_LABEL) - 1, -1) if tokens[i].key == "،"), None)
    if comma is None or any(t.kind == NUMBER for t in tokens[comma:colon]):
        return first
    return comma + 1 if any(t.kind == NUMBER for t in tokens[first:comma]) else first


class ClauseReader:
    """Cuts a sentence into clauses: after finite verbs and marks, before «که» and the labels of a list."""

    def __init__(self, tokens: list[Token], verbs: list[Mention]) -> None:
        self.tokens = tokens
        self.closing = {verb.last: verb for verb in verbs if is_finite(tokens, verb)}
        self.resumed = {verb.last: verb for verb in verbs if _ends_relative(tokens, verb)}
        self.found: list[Clause] = []
        self.first, self.number, self.opener = 0, 0, ""

    def read(self, sentence: Sentence, number: int) -> None:
        """Add the clauses of one sentence."""
        self.first, self.number, self.opener = sentence.first, number, ""
        for i in range(sentence.first, sentence.last):
            self._at(i)
        if self.first < sentence.last:
            self._cut(sentence.last, None, "")

    def _at(self, i: int) -> None:
        token = self.tokens[i]
        verb = self.closing.get(i + 1) or (self.resumed.get(i + 1) if self.opener == RELATIVE else None)
        if token.key in OPENERS:
            self._cut(i, None, token.key)
        elif verb is not None and verb.first >= self.first:
            self._cut(i + 1, verb, "")
        elif token.key in LINKED or (token.kind == MARK and token.key in CLAUSE_MARKS):
            if token.key == LABEL:
                self._cut(_label_start(self.tokens, self.first, i), None, "")
            self._cut(i + 1, None, token.key)

    def _cut(self, at: int, verb: Mention | None, opener: str) -> None:
        """End the clause before token ``at``; the next one begins there, opened by ``opener``."""
        if at > self.first:
            self.found.append(Clause(self.first, at, self.number, verb, self.opener))
        if at > self.first or opener:
            self.first, self.opener = at, opener


def find_clauses(tokens: list[Token], sentences: list[Sentence], verbs: list[Mention]) -> list[Clause]:
    """The clauses of all sentences in order."""
    reader = ClauseReader(tokens, verbs)
    for number, sentence in enumerate(sentences):
        reader.read(sentence, number)
    return reader.found
