"""Whose number it is: the agency of each draft, by its own sentence, else its total, its speaker, the article."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from homejobs_extract.document import Document
from homejobs_extract.figures.alignment import Group, Name, align
from homejobs_extract.figures.context import Context
from homejobs_extract.figures.draft import Draft
from homejobs_extract.figures.naming import COOPERATION, VENUES, blocks, give, is_joined, tells_each
from homejobs_extract.figures.wholes import is_whole
from homejobs_extract.figures.windows import has_verb
from homejobs_extract.gazetteer import Mention
from homejobs_extract.mentions.agencies import BANK_ROLE, AgencyName
from homejobs_extract.tokens import MARK

ASIDE = COOPERATION | VENUES
ENTRUSTED = frozenset(("واگذار", "سپرده", "کارفرما", "کارفرمای"))
SEMICOLON, ALSO, NEAR_ALSO = "؛", frozenset(("هم", "نیز")), 4
THROUGH, NEAR_REFERRAL = "طریق", 3
AGENTS = frozenset(("توسط", "سوی"))
LENDERS = frozenset(("بانک", "صندوق"))
WE, BANK = ("نهاد", "دستگاه", "ما", "اداره", "ادارهکل"), "بانک"


def link_agencies(context: Context, drafts: list[Draft]) -> list[Draft]:
    """Give drafts the agencies that their own sentences name; «به هر یک از ادارات …» makes a draft of each."""
    doc = context.doc
    copies: dict[int, list[Draft]] = {}
    for block in blocks(doc, drafts):
        sentence = doc.sentences[block[0].sentence]
        names = list(_agency_names(context, sentence.first, sentence.last))
        if doc.holds(ENTRUSTED, sentence.first, sentence.last):
            names = [n for n in names if not context.coordinates(n.value)]
        groups = align(doc, block, names)
        paired = [g for g in groups if g.name]
        for group in paired:
            for draft in group.drafts:
                if group.name and group.name.value and (len(paired) > 1 or _owns(context, group.name, draft)):
                    copies[id(draft)] = give(draft, "agency", group, _ids(group.name))
        if len(names) == 1 and paired:
            _spread(context, groups, paired[0])
    return [d for draft in drafts for d in (draft, *copies.get(id(draft), ()))]


def _ids(name: Name) -> tuple[str, ...]:
    """The agency of a name, or each of several."""
    return name.value if isinstance(name.value, tuple) else (name.value,)


def _spread(context: Context, groups: list[Group], source: Group) -> None:
    """The only agency of a sentence holds for what follows in it: also for the part of a whole that is not its own."""
    name, first = source.name, source.drafts[0]
    if name is None or not ("agency" in first.decided or is_whole(context.doc, first)):
        return
    for group in groups[groups.index(source) + 1 :]:
        if _goes_over(context.doc, source.last, group.first):
            return
        for draft in group.drafts:
            if name.value and _owns(context, name, draft):
                draft.decide("agency", name.value, "inherited", "sentence")
                draft.decided["agency"].first, draft.decided["agency"].last = name.first, name.last


def _goes_over(doc: Document, first: int, last: int) -> bool:
    """«… از صندوق پرداخت شد؛ ۲۲۰ نفر هم …»: another statement beside, that the agency is not told of."""
    return SEMICOLON in doc.keys(first, last) and doc.holds(ALSO, last, last + NEAR_ALSO)


def _agency_names(context: Context, first: int, last: int) -> Iterable[Name]:
    """The agencies of a sentence that can own a figure: no titles, sources, venues; joint names are nobody's."""
    inside = [a for a in context.agencies if first <= a.first < last] + _pointed(context, first, last)
    merged: list[list[AgencyName]] = []
    for agency in sorted(inside):
        if merged and is_joined(context.doc, merged[-1][-1].last, agency.first):
            merged[-1].append(agency)
        else:
            merged.append([agency])
    merged = [together for together in merged if not _is_aside(context, together[0])]
    for together in merged:
        if len(merged) > 1 and _is_referred_to(context, together, merged):
            continue
        first, last, ids = together[0].first, together[-1].last, tuple(dict.fromkeys(a.id for a in together))
        each = ids if tells_each(context.doc, first, last) else None
        yield Name(first, last, ids[0] if len(ids) == 1 else each)


def _is_referred_to(context: Context, names: list[AgencyName], all_names: list[list[AgencyName]]) -> bool:
    """«… از سوی جهاد کشاورزی صادر شد و ۱۸۸ نفر به بانک کشاورزی معرفی شدند»: only where they were sent, and no list."""
    doc, last = context.doc, names[-1].last
    sent = doc.key(names[0].first - 1) == "به" and doc.tells("stage", "referred", last, last + NEAR_REFERRAL)
    return sent and sum(doc.key(other[0].first - 1) == "به" for other in all_names) == 1


def _pointed(context: Context, first: int, last: int) -> list[AgencyName]:
    """«این نهاد», «این بانک», «معاونت ما»: the agency named in the sentence, the speaker's own, or that named last."""
    found = []
    for mention in context.doc.between("agency_deictic", first, last):
        before = [a for a in context.agencies if a.first < mention.first]
        if not before or any(a.first == mention.first for a in context.agencies):
            continue
        own = _speakers_own(context, mention) if before[-1].first < first else None
        found.append((own or _called(context, mention, before))._replace(first=mention.first, last=mention.last))
    return found + _lenders(context, first, last)


def _lenders(context: Context, first: int, last: int) -> list[AgencyName]:
    """«۹۳ نفر به صندوق امید معرفی شدند و صندوق به ۴۱ نفر وام داد»: the bank or fund named last, by its bare noun."""
    doc, found = context.doc, []
    for at in (i for i in range(first, last) if doc.key(i) in LENDERS and doc.key(i + 1) == "به"):
        if at > first and doc.key(at - 1) not in ("و", "که") and doc.tokens[at - 1].kind != MARK:
            continue
        reach = doc.sentences[max(0, doc.sentence_at(at) - 1)].first
        before = [a for a in context.agencies if reach <= a.first < at and doc.key(at) in doc.keys(a.first, a.last)]
        found += [a._replace(first=at, last=at + 1) for a in before[-1:]]
    return found


def _called(context: Context, pointer: Mention, before: list[AgencyName]) -> AgencyName:
    """The last agency named that is called what the pointer says, «این بانک», or the last of any name."""
    word = context.doc.key(pointer.first + 1)
    alike = [a for a in before if word in context.doc.keys(a.first, a.last) or (word == BANK and a.is_bank)]
    return (alike or before)[-1]


def _speakers_own(context: Context, pointer: Mention) -> AgencyName | None:
    """The agency whose head says «این سازمان», when his title calls it one."""
    person = context.speakers[context.doc.sentence_at(pointer.first)]
    if person is None or person.title is None or person.agency is None:
        return None
    called = context.doc.key(pointer.first + 1) in (*WE, *context.doc.keys(*person.title))
    return AgencyName(0, 0, person.agency, context.roles.get(person.agency, "")) if called else None


def _is_aside(context: Context, agency: AgencyName) -> bool:
    if context.in_title(agency.first) or agency.role == "bystander":
        return True
    rest = any(
        0 <= agency.first - r.last <= 1
        for r in context.doc.between("part", agency.first - 3, agency.first)
        if r.value == "rest"
    )
    if _is_way_of_list(context, agency):
        return rest
    return rest or context.doc.holds(ASIDE, agency.first - 2, agency.first)


def _is_way_of_list(context: Context, agency: AgencyName) -> bool:
    """«۱۶۸ نفر از طریق صمت و ۹۷ نفر از طریق جهاد کشاورزی»: each has its own."""
    sentence = context.doc.sentences[context.doc.sentence_at(agency.first)]
    inside = (a for a in context.agencies if sentence.first <= a.first < sentence.last)
    through = [a for a in inside if THROUGH in context.doc.keys(a.first - 2, a.first)]
    return len(through) > 1 and agency in through


def _owns(context: Context, name: Name, draft: Draft) -> bool:
    """Whether a single agency beside a number is its owner: a bank to which plans are referred is not."""
    before = context.doc.key(name.first - 1)
    value = str(name.value)
    bank = context.roles.get(value) == BANK_ROLE
    if context.coordinates(value) or (before == "به" and draft.get("stage") == "referred"):
        return False
    if bank and (draft.get("stage") in ("referred", "requested", "approved") or before == "به"):
        return False
    if bank and before == "در" and draft.get("stage") != "paid":
        return False
    if bank and _verb_between(context.doc, name, draft):
        return draft.get("stage") == "paid" and draft.get("modality") is None
    agent = before in AGENTS and draft.get("stage") == "paid"
    return draft.get("basis") != "per_unit" or not bank or agent or name.first < draft.first


def _verb_between(doc: Document, name: Name, draft: Draft) -> bool:
    first, last = sorted((name.last, draft.first))
    return has_verb(doc, first, last)


def _spoken_of(context: Context, draft: Draft) -> str | None:
    """«وی از اجرای طرح توسط جهاد دانشگاهی خبر داد و گفت: …»: the agency that the words are about."""
    first = context.doc.sentences[draft.sentence].first
    speeches = context.doc.between("speech", first, draft.first)
    if not speeches:
        return None
    agents = [a for a in context.agencies if first <= a.first < speeches[-1].first]
    agents = [a for a in agents if context.doc.key(a.first - 1) in AGENTS and not a.is_bank]
    if any(is_joined(context.doc, a.last, b.first) for a in agents for b in context.agencies if b.first >= a.last):
        return None
    return agents[-1].id if agents else None


def _scheme_owner(context: Context, draft: Draft) -> str | None:
    """«طرح ملی توسعه مشاغل خانگی» is run by جهاد دانشگاهی where the text names it; «این طرح» after it is the same."""
    sentence = context.doc.sentences[draft.sentence]
    before = context.doc.between("scheme", 0, draft.first)
    if draft.kind not in ("person", "job"):
        return None
    if not before or before[-1].value not in {a.id for a in context.agencies}:
        return None
    keys = context.doc.keys(sentence.first, sentence.last)
    named = before[-1].first >= sentence.first
    at = context.doc.sentence_at(before[-1].first)
    told = context.doc.sentences[at]
    named_there = [a for a in context.agencies if told.first <= a.first < told.last and not context.in_title(a.first)]
    if len({a.id for a in named_there if not context.coordinates(a.id)}) > 1:
        return None
    pointed = ("این", "طرح") in pairwise(keys) and draft.sentence - at <= 2
    return before[-1].value if named or pointed else None


def _scheme_owner_of_any(context: Context, draft: Draft) -> str | None:
    """The scheme's owner where the draft is stated, or where it is told again."""
    return next((o for d in (draft, *draft.repeats) if (o := _scheme_owner(context, d)) is not None), None)


def leave_banks_told(context: Context, drafts: list[Draft]) -> None:
    """«۳۸ طرح به بانک رفاه معرفی شده», «بانک رفاه از ۸۴ پرونده معرفی‌شده ۱۹ پرونده را پرداخت»: what is merely referred
    to a bank is not the bank's; a list by bank is.
    """
    for draft in drafts:
        agency = draft.decided.get("agency")
        if agency is None or draft.get("stage") != "referred" or context.roles.get(agency.value) != BANK_ROLE:
            continue
        listed = {d.get("agency") for d in drafts if d.sentence == draft.sentence} - {None, agency.value}
        told = context.doc.key(agency.first - 1) == "به" and not listed
        if told or is_whole(context.doc, draft):
            del draft.decided["agency"]


def _is_no_banks(draft: Draft) -> bool:
    """What a bank tells of and does not own: files that others refer to it, people at work."""
    return draft.get("stage") in ("referred", "active")


def inherit_agencies(context: Context, drafts: list[Draft]) -> None:
    """Agencies that come from the total, the speaker or the article."""
    for draft in drafts:
        if "agency" in draft.decided:
            continue
        person = context.speaker(draft)
        own = context.sectoral(person.agency) if person and (person.agency or person.private) else context.agency
        if draft.parent is not None and draft.parent.get("agency"):
            draft.take("agency", draft.parent, "total")
        elif (owner := _scheme_owner_of_any(context, draft)) is not None:
            draft.decide("agency", owner, "sentence", "scheme")
        elif (agent := _spoken_of(context, draft)) is not None:
            draft.decide("agency", agent, "sentence", "spoken_of")
        elif own and not (context.roles.get(own) == BANK_ROLE and _is_no_banks(draft)):
            draft.decide("agency", own, "subject", "speaker")
