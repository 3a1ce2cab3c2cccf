"""Repeats: headline, lead and body that state one thing are one figure with several spans."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.wholes import is_whole

COMPARED = ("modality", "basis")
FEW, SAME = 9, "همان"
LAST_HEADLINE = 3
DISTINCT, MOST_TWINS = 100, 40
ORDER = ("explicit", "sentence", "inherited", "subject", "default")
NAMED = ("stage", "agency", "place", "period")


def _is_headline(doc: Document, sentence: int) -> bool:
    """A line by itself near the top without a full stop: «۲۶ میلیارد تسهیلات به قالیبافان پرداخت می‌شود»."""
    if sentence > LAST_HEADLINE:
        return False
    here = doc.sentences[sentence]
    alone = sum(s.paragraph == here.paragraph for s in doc.sentences[: sentence + 2]) == 1
    return alone and doc.tokens[here.last - 1].key not in (".", ":")


def _agree(doc: Document, one: Draft, other: Draft) -> bool:
    """Whether nothing the text says of one contradicts the other."""
    if one.upper != other.upper or not _alike(one.kind, other.kind):
        return False
    heading = doc.is_heading(one.sentence) or _is_headline(doc, one.sentence)
    if one.kind != other.kind and not heading:
        return False
    if not heading and any((one.get(a) or "") != (other.get(a) or "") for a in COMPARED):
        return False
    skipped = {"stage"} if heading else set()
    if (one.sentence == 0 and _starts_alike(one, other)) or (heading and one.value >= DISTINCT):
        skipped.add("period")
    return all(_compatible(one, other, name) for name in NAMED if name not in skipped)


def _starts_alike(one: Draft, other: Draft) -> bool:
    """A headline's «امسال» beside the body's «از ابتدای امسال تا پایان آبان»."""
    mine, theirs = one.get("period"), other.get("period")
    return bool(mine and theirs and mine[0] == theirs[0])


def _compatible(one: Draft, other: Draft, name: str) -> bool:
    mine, theirs = one.decided.get(name), other.decided.get(name)
    if mine is None or theirs is None or mine.value is None or theirs.value is None:
        return True
    if name in ("place", "agency") and "subject" in (mine.how, theirs.how) and one.value >= DISTINCT:
        return True
    if name == "period":
        return _periods_agree(mine.value, theirs.value)
    if name == "place":
        return (mine.value.level, mine.value.name) == (theirs.value.level, theirs.value.name)
    return bool(mine.value == theirs.value) or "default" in (mine.how, theirs.how)


def _periods_agree(one: tuple, other: tuple) -> bool:  # type: ignore[type-arg]
    return all(a is None or b is None or a == b for a, b in zip(one[:2], other[:2], strict=True))


def find_echoes(doc: Document, drafts: list[Draft]) -> None:
    """«از این ۵۲۱ فقره وام …»: a number that points back is the one told before, wherever it stands."""
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        before = doc.keys(draft.first - 2, draft.first)
        pointed = before[-1:] in (["این"], ["همین"]) or SAME in before or before == ["از", "آن"]
        again = draft.value > FEW and is_whole(doc, draft) and "این" not in doc.keys(draft.first - 3, draft.first)
        if pointed or again or _is_described(doc, draft):
            same = [o for o in reversed(told.get(draft.value, [])[-MOST_TWINS:]) if _alike(o.kind, draft.kind)]
            draft.echo = (same[0].echo or same[0]) if same else None
        told.setdefault(draft.value, []).append(draft)


def _is_described(doc: Document, draft: Draft) -> bool:
    """«پراکندگی ۱۸۸ پرونده پرداخت‌شده»: told again with what happened to them as an adjective."""
    after = doc.between("stage", draft.last, draft.last + 1)
    return draft.value > FEW and any(c.entry.role == "adj" and doc.key(c.last) in ("گفت", "افزود") for c in after)


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} == {"person", "job"} or "item" in (one, other)


def resolve_echoes(drafts: list[Draft]) -> list[Draft]:
    """Echoes folded into what they repeat; their parts are its parts."""
    for draft in drafts:
        if draft.parent is not None and draft.parent.echo is not None:
            draft.parent = draft.parent.echo
        if draft.echo is not None:
            draft.echo.repeats.append(draft)
    return [d for d in drafts if d.echo is None]


def merge_repeats(doc: Document, drafts: list[Draft]) -> list[Draft]:
    """Drafts with later repeats folded into the first; a part in the body lends the headline its total."""
    kept: list[Draft] = []
    by_value: dict[int, list[Draft]] = {}
    children: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None:
            children.setdefault(id(draft.parent), []).append(draft)
    for draft in drafts:
        same = by_value.setdefault(draft.value, [])
        twin = next(
            (
                k
                for k in same[:MOST_TWINS]
                if k.sentence != draft.sentence and _agree(doc, k, draft) and not _both_parts(k, draft)
            ),
            None,
        )
        if twin is None:
            kept.append(draft)
            same.append(draft)
        else:
            _fold(doc, twin, draft, children.pop(id(draft), []))
    return kept


def _contradicts(one: Draft, other: Draft) -> bool:
    stages = {one.get("stage"), other.get("stage")} - {None}
    return len(stages) > 1


def _both_parts(one: Draft, other: Draft) -> bool:
    """Two parts of different totals, or with different owners, are two figures."""
    if one.parent is not None and other.parent is not None:
        return one.parent is not other.parent and one.parent.value != other.parent.value
    return False


def _fold(doc: Document, twin: Draft, draft: Draft, parts: list[Draft]) -> None:
    """Fold a repeat into the first statement: its words are another span, its better decisions replace poorer ones."""
    twin.repeats.extend((draft, *draft.repeats))
    if twin.kind != draft.kind or _contradicts(twin, draft):
        twin.kind = "job" if {twin.kind, draft.kind} == {"job", "person"} else draft.kind
        twin.decided.pop("stage", None)
    if "stage" in draft.decided and (doc.is_heading(twin.sentence) or _is_headline(doc, twin.sentence)):
        twin.decided.pop("stage", None)
        twin.decided.pop("modality", None)
    _keep_better(twin, draft, doc.sentences[0].last)
    if twin.parent is None and draft.parent is not None and draft.parent not in (twin, *twin.repeats):
        twin.parent, twin.breakdown = draft.parent, draft.breakdown
    for part in parts:
        part.parent = twin if part is not twin else None


def _keep_better(twin: Draft, draft: Draft, headline: int) -> None:
    for name, decided in draft.decided.items():
        mine = twin.decided.get(name)
        better = mine is not None and ORDER.index(decided.how) < ORDER.index(mine.how)
        told_in_headline = mine is not None and name == "period" and twin.sentence == 0 and mine.first < headline
        if mine is None or mine.value is None or better or told_in_headline:
            twin.decided[name] = decided
