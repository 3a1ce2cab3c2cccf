"""Which breakdowns of which totals can be checked: complete ones, of two parts or more."""

from __future__ import annotations

from homejobs_extract.document import Document
from homejobs_extract.figures.draft import Draft

TOP = frozenset(("بیشترین", "عمده", "جمله"))
SPREAD = 0.2
FLOWS = frozenset(("issued", "renewed", None))


def complete_breakdowns(doc: Document, drafts: list[Draft]) -> list[tuple[Draft, list[Draft]]]:
    """Totals with all their parts, each breakdown on its own, in text order of the totals."""
    by_list: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        if draft.parent is not None and draft.parent in drafts:
            by_list.setdefault((id(draft.parent), draft.breakdown or 0), []).append(draft)
    found = [(parts[0].parent, parts) for parts in by_list.values() if parts[0].parent and _is_complete(doc, parts)]
    return sorted(found, key=lambda pair: pair[0].first)


def _is_complete(doc: Document, parts: list[Draft]) -> bool:
    whole = parts[0].parent
    if whole is None or len(parts) < 2:
        return False
    total = sum(p.value for p in parts)
    if abs(total - whole.value) > SPREAD * whole.value:
        return False
    if total == whole.value:
        return True
    stages = {p.get("stage") for p in parts}
    return (len(stages) == 1 or stages <= FLOWS) and not _has_rest(doc, parts)


def _has_rest(doc: Document, parts: list[Draft]) -> bool:
    """«و بقیه در صف است»: an unnumbered remainder leaves the sum unmade."""
    sentence = doc.sentences[parts[-1].sentence]
    for rest in doc.between("part", sentence.first, sentence.last):
        if rest.value == "rest" and not any(0 <= p.first - rest.last <= 8 for p in parts):
            return True
    return doc.holds(TOP, parts[0].left, sentence.last)
