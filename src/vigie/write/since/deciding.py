"""The decision: of what a story says today, what its reader knows, what is new, what changed, what was taken back.

Pure. A claim that was told is known whatever story tells it again; a sentence without a claim that can be compared is known
when it means what was told of the same parties. Read next: correcting.py, changes.py.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.knowledge.matching import bare
from vigie.knowledge.parties import Parties, certain
from vigie.model import (
    EventType,
    Span,
    Status,
    StatusChange,
    Telling,
    ToldClaim,
    Transition,
    UnderstoodArticle,
    advances,
)
from vigie.write.material import Material
from vigie.write.news import NEW, Change, News
from vigie.write.since.claims import WITHIN, comparable, lead_of, said
from vigie.write.since.correcting import taken_back
from vigie.write.since.knowing import NEAR, Alike, Known
from vigie.write.since.matching import ONE_TIME, relation

# How near a sentence that tells an act must be to one told of another act, to be only another reading of it.
VERY_NEAR = 0.88
# And one that shares SEVERAL names with it, where both tell acts that one could take for another.
NAMED_NEAR, SEVERAL = 0.65, 2
SOFT = frozenset(
    {EventType.LAUNCH, EventType.PARTNERSHIP, EventType.RESEARCH, EventType.RESULTS, EventType.APPOINTMENT,
     EventType.DEPARTURE, EventType.FUNDING, EventType.OTHER}
)  # fmt: skip
# A story told before is not told again for a sentence this near to what was said of it.
FAR = 0.5
FINAL = frozenset({Status.DENIED, Status.ENDED})
# A party of many stories is told of in many: what is compared with are its latest tellings.
LATEST = 20


@dataclass(slots=True)
class _Reading:
    """What is found in one story. `words` are those told of what it is about, `hard` those of them that tell an act which no
    other could be taken for."""

    own: tuple[Telling, ...]
    related: tuple[Telling, ...]
    words: tuple[tuple[str, str], ...]
    hard: frozenset[tuple[str, str]] = frozenset()
    known: set[Span] = field(default_factory=set)
    fresh: set[Span] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)


def decide(material: Material, known: Known, passed: Collection[Span] = ()) -> News:
    """What the story brings to a reader who was told what is `known`. `passed`: sentences of states that are no more: who was
    away is told the last one alone."""
    if known.day is None:
        return NEW
    parties = Parties(material.articles)
    claims = {item.article.id: said(material, item, parties) for item in material.originals()}
    found = _related(material, known, [claim for one in claims.values() for _, claim in one])
    today = [item for item in material.originals() if item.article.id in material.today]
    for item in material.originals():
        _read(item, claims[item.article.id], known, found, now=item in today)
    found.changes += _moved(material, known)
    if not found.changes:
        found.changes += _story_moved(material, claims, found.own)
    for item in today:
        found.changes += taken_back(material, item, claims[item.article.id], known, found.related)
    changes = tuple(_each_once(found.changes))
    found.fresh |= {change.after_at for change in changes}
    found.fresh -= set(passed)
    found.known = (found.known - found.fresh) | {
        span for item in material.articles for span in item.understanding.sentences[: WITHIN + 2] if span in passed
    }
    told_on = max((one.day for one in found.related), default=None)
    near = bool(found.own) or bool(found.known)
    return News(
        told_on=told_on if near or changes else None,
        known=frozenset(found.known),
        fresh=frozenset(found.fresh),
        changes=changes,
        before=bool(found.own),
        repeats=not changes and _repeats(today, found),
    )


def _related(material: Material, known: Known, claims: Sequence[ToldClaim]) -> _Reading:
    own = known.by_story.get(material.story.id, ())
    line = known.by_storyline.get(material.chapter.storyline, ()) if material.chapter else ()
    keys = {key for claim in claims for key in map(certain, claim.keys) if key}
    parties = (one for key in sorted(keys) for one in known.by_party.get(key, ())[-LATEST:])
    last = material.story.last_at.date()
    near = {id(one): one for one in (*own, *line, *parties) if abs(last - one.day) <= ONE_TIME}
    related = tuple(sorted(near.values(), key=lambda one: (one.day, one.digest)))
    words = dict.fromkeys(words for one in related for words in one.words)
    firm = (claim for one in related for claim in one.claims if claim.event_type not in SOFT)
    return _Reading(own, related, tuple(words), frozenset((claim.language, claim.evidence.quote) for claim in firm))


def _read(
    item: UnderstoodArticle, claims: Sequence[tuple[Span, ToldClaim]], known: Known, found: _Reading, *, now: bool
) -> None:
    """Sorts the sentences of one article into known, fresh, and those of which nothing can be said."""
    for span in item.understanding.sentences[: WITHIN + 2]:
        text = (item.understanding.language, item.article.words(span))
        if text in found.words:  # word for word
            found.known.add(span)
            continue
        here = [claim for at, claim in claims if at == span and comparable(claim)]
        relations = [_relation(claim, text, known) for claim in here]
        if relations and all(kind == "known" for kind, _ in relations):
            found.known.add(span)
            continue
        # What tells an act that nobody told must say the very same to be a repetition read otherwise.
        alike = known.alike.any(text, found.words, VERY_NEAR if relations else NEAR)
        alike = alike or _retold(item, span, text, here, found, known.alike)
        moved = [
            (claim, told) for claim, (kind, told) in zip(here, relations, strict=True) if kind == "status" and told
        ]
        if now:
            found.changes += [Change("status", told, claim, span) for claim, told in moved if _sure(claim, told)]
        if alike and not moved and not any(kind == "figure" for kind, _ in relations):
            found.known.add(span)
        elif (relations and now) or (now and found.own and not _near(text, found, known.alike)):
            found.fresh.add(span)


def _retold(
    item: UnderstoodArticle,
    span: Span,
    text: tuple[str, str],
    here: Sequence[ToldClaim],
    found: _Reading,
    alike: Alike,
) -> bool:
    """« X recrute le créateur de Y » after « Le créateur de Y rejoint X »: two names of a sentence told, and nearly its
    meaning. Of acts that no other words stand for, such as a lawsuit, this says nothing."""
    if any(claim.event_type not in SOFT or claim.status in FINAL for claim in here):
        return False
    names = {bare(m.name) for m in item.understanding.mentions if m.kind != "place" and span.covers(m.span)} - {""}
    if len(names) < SEVERAL:
        return False
    told = [words for words in found.words if words not in found.hard]
    near = [words for words in told if sum(name in bare(words[1]) for name in names) >= SEVERAL]
    return alike.any(text, near, NAMED_NEAR)


def _relation(claim: ToldClaim, text: tuple[str, str], known: Known) -> tuple[str, ToldClaim | None]:
    """What the claim is to all that was told: known when any telling says it, else the latest that it changes."""
    changed: tuple[str, ToldClaim | None] = ("other", None)
    for told, _ in known.like(claim):
        words = (told.language, told.evidence.quote)
        kind = relation(claim, told, alike=False)
        if kind == "other":
            kind = relation(claim, told, alike=True)
            if kind == "other" or not known.alike(text, words):
                continue
        if kind == "known":
            return "known", told
        if changed[0] == "other" or (changed[0] == "figure" and kind == "status"):
            changed = (kind, told)
    return changed


def _sure(claim: ToldClaim, told: ToldClaim) -> bool:
    """A change is only told of claims that name both parties: of one alone, another deed may be meant."""
    return (
        all(map(certain, claim.keys))
        and all(map(certain, told.keys))
        and claim.evidence.article != told.evidence.article
    )


def _near(text: tuple[str, str], found: _Reading, alike: Alike) -> bool:
    return alike.any(text, found.words, FAR)


def _moved(material: Material, known: Known) -> Iterator[Change]:
    """What `follow` saw change in this storyline, where the reader was told the first state and not the second."""
    held = {item.article.id: item for item in material.articles}
    for transition in material.chapter.transitions if material.chapter else ():
        item = held.get(transition.after.evidence.article)
        if item is None or item.article.id not in material.today:
            continue
        told = _told_state(transition, known)
        if told is not None:
            yield Change("status", told, _step(material, item, transition.after), transition.after.evidence)


def _story_moved(
    material: Material, claims: Mapping[str, Sequence[tuple[Span, ToldClaim]]], own: Sequence[Telling]
) -> Iterator[Change]:
    """A story told with one status that has another now, its main claim told in other names: « un projet de Bruxelles »,
    then a decision of its office."""
    now = material.status()
    before = Status(own[-1].status) if own else now
    if not advances(before, now):
        return
    told = [claim for claim in own[-1].claims if claim.status is before]
    for item in material.originals():
        for span, claim in claims[item.article.id] if item.article.id in material.today else ():
            same = [one for one in told if comparable(one) and _one_matter(one, claim)]
            if span in lead_of(item) and claim.status is now and same:
                yield Change("status", min(same, key=lambda one: one.n), claim, span)
                return


def _one_matter(told: ToldClaim, now: ToldClaim) -> bool:
    keys = [{certain(key) for key in claim.keys} - {""} for claim in (told, now)]
    return told.event_type is now.event_type and bool(keys[0] & keys[1])


def _told_state(transition: Transition, known: Known) -> ToldClaim | None:
    """The latest telling of the first state, unless the reader was told the second one too."""
    event, keys, state = transition.after.event_type, set(transition.after.keys), transition.after.status
    named = {key for key in keys if certain(key)}
    like = [
        claim
        for key in sorted(named)
        for claim, _ in known.by_act.get((event, key), ())
        if {k for k in claim.keys if certain(k)} == named
    ]
    if any(not advances(claim.status, state) for claim in like):
        return None
    return max(like, key=lambda claim: (claim.day, claim.evidence.article), default=None)


def _step(material: Material, item: UnderstoodArticle, step: StatusChange) -> ToldClaim:
    return ToldClaim(
        step.event_type, step.agent, step.patient, step.keys, step.status, step.day, material.cite(step.evidence),
        item.understanding.language,
    )  # fmt: skip


def _each_once(changes: Sequence[Change]) -> Iterator[Change]:
    """One change of each kind to each claim, the last of several, what a source takes back before all else."""
    seen: set[tuple[object, ...]] = set()
    # The surest last state of the last day.
    latest = sorted(changes, key=lambda one: (one.after.day, one.after.status in FINAL), reverse=True)
    for one in sorted(latest, key=lambda one: one.kind == "status"):
        key = (one.kind, one.before.event_type, frozenset(map(certain, one.before.keys)))
        if key not in seen:
            seen.add(key)
            yield one


def _repeats(today: Sequence[UnderstoodArticle], found: _Reading) -> bool:
    """True when the titles and leads of the day's articles hold nothing fresh, and the reader knows the story, or what half
    of the articles open on."""
    leads = [set(lead_of(item)) for item in today]
    if any(lead & found.fresh for lead in leads):
        return False
    knowing = sum(bool(lead & found.known) for lead in leads)
    return bool(found.own) or (knowing > 0 and knowing * 2 >= len(leads))
