"""Who acts upon whom: by the skeleton of the clause, by a nominal form (« la plainte de X contre Y »), else by the order of
the names."""

from dataclasses import dataclass

from vigie.knowledge.matching import Found
from vigie.model import EventType, Mention, Span
from vigie.understand.claims.clauses import Clause, only_is
from vigie.understand.claims.parties import NO_ACTS, THINGS, Party, acts, party_of
from vigie.understand.claims.words import Grammar, Pair, Reading, Seen
from vigie.understand.passive import undergoes

# « le rachat de X », "the arrest of X": what the noun is followed by undergoes the act.
OF_UNDERGOES = {
    EventType.ACQUISITION, EventType.APPOINTMENT, EventType.LAUNCH, EventType.LAYOFF, EventType.REGULATION,
}  # fmt: skip
# Acts between parties: a name further on is the other party before a common noun is.
BETWEEN = {
    EventType.LAWSUIT, EventType.ACQUISITION, EventType.PARTNERSHIP, EventType.INVESTIGATION, EventType.FUNDING,
    EventType.APPOINTMENT,
}  # fmt: skip
# Behind a figure or a day stands no party.
FARTHEST_PARTY = 60

NEAR_HEAD = 15

Roles = tuple[Party | None, Party | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """What roles are told from in one sentence; offsets are those of the part."""

    text: str
    low: str
    sentence: Span
    region: Pair
    mentions: tuple[Mention, ...]
    figures: tuple[Pair, ...]  # amounts and dates, which are no parties
    language: str
    event: Found[EventType] | None
    body: bool = False  # the words of the event name those who act: « parquet », "investigators"


def by_clause(scene: Scene, clause: Clause, rules: Grammar, last: Party | None) -> Roles:
    """The roles in a clause that was understood; `last` is whom a pronoun stands for."""
    subject = _owner(scene, clause, rules, last, _subject(scene, clause, rules, last))
    direct = _party(scene, clause.object, rules, things=True)
    other = _party(scene, clause.other, rules, things=True)
    against = _party(scene, clause.against, rules)
    copula = only_is(clause, scene.low, rules)
    if copula and direct is not None and not direct.named and not _determined(scene, direct, rules):
        direct = None  # « est prête », "is ready"
    agent, patient = subject, against or (other if copula else None) or direct or other
    if clause.passive:
        agent, patient = _party(scene, clause.by, rules), subject
    agent, patient = _by_nominal(scene, clause, rules, (agent, patient), against or direct)
    if not clause.passive:
        patient = _named_behind(scene, clause, agent, patient)
    if patient is not None and agent is not None and patient.name == agent.name:
        patient = next((one for one in (direct, other) if one and one.name != agent.name), None)
    return agent, patient


def _determined(scene: Scene, party: Party, rules: Grammar) -> bool:
    before = scene.low[scene.sentence.start : party.span.start].replace("'", "' ").split()
    return bool(before) and before[-1] in rules.determiners


def _by_nominal(scene: Scene, clause: Clause, rules: Grammar, roles: Roles, acted_on: Party | None) -> Roles:
    """The roles where a noun tells the act: « X annonce le rachat de Y par Z », « une plainte de X vise Y »."""
    event = scene.event
    agent, patient = roles
    # « ministre », « résultats » and « parquet » are no acts that somebody does to somebody.
    if event is None or event.meaning in NO_ACTS or scene.body or clause.verb[0] <= event.start < clause.verb[1]:
        return roles
    told = _nominal(scene, event, rules)
    if clause.subject is not None and event.start < clause.subject[1]:
        if event.start - clause.subject[0] > NEAR_HEAD:  # « le chef de l'enquête … »: the act does not head the subject
            return roles
        bare = event.start - clause.subject[0] <= 2 and clause.subject[1] - event.end <= 2
        if told == (None, None) and not bare:
            return roles
        passive = clause.passive
        return told[0] or (agent if passive else None), told[1] or (None if passive else acted_on)
    before = clause.object is not None and clause.object[1] <= event.start
    if event.meaning is EventType.FUNDING and before and patient is not None and not patient.named:
        patient = None  # « a surpris le monde avec l'annonce d'une levée de fonds »
    if told == (None, None):
        return agent, patient
    return (told[0] if told[0] and told[1] else agent), told[1] or patient


def _named_behind(scene: Scene, clause: Clause, agent: Party | None, patient: Party | None) -> Party | None:
    """A name behind the verb, before the words of a noun phrase."""
    event = scene.event
    if event is None or (patient is not None and patient.named):
        return patient
    if event.meaning in BETWEEN:
        return _named_after(scene, clause, agent) or patient
    return (_thing_after(scene, clause) if event.meaning is EventType.LAUNCH else None) or patient


def _subject(scene: Scene, clause: Clause, rules: Grammar, last: Party | None) -> Party | None:
    if clause.subject is None:
        return last
    words = scene.low[clause.subject[0] : clause.subject[1]]
    if words in rules.pronouns or words in rules.determiners or words.split()[0] in rules.pronouns:
        return last
    found = _party(scene, clause.subject, rules, things=True)
    if clause.apposed is not None and (found is None or not found.named):
        return _party(scene, clause.apposed, rules) or found
    return found


def _owner(scene: Scene, clause: Clause, rules: Grammar, last: Party | None, found: Party | None) -> Party | None:
    """« son conseil d'administration », "its board": those who act for whom was spoken of before."""
    if found is None or found.named or clause.subject is None or last is None:
        return found
    before = scene.low[max(scene.sentence.start, clause.subject[0] - 8) : clause.subject[0]].split()
    words = scene.low[slice(*clause.subject)].split()
    return last if before and before[-1] in rules.possessives and rules.heads.intersection(words) else found


def _party(scene: Scene, place: Pair | None, rules: Grammar, *, things: bool = False) -> Party | None:
    if place is None:
        return None
    start, end = place
    if any(a <= start < b and (b - a) * 2 >= end - start for a, b in scene.figures):
        return None
    return party_of(place, scene.text, scene.mentions, scene.sentence, rules, things=things)


def _nominal(scene: Scene, event: Found[EventType], rules: Grammar) -> Roles:
    """« le rachat de Y par X », « la plainte de X contre Y », "X's lawsuit against Y"."""
    seen = Seen(names=tuple((m.span.start, m.span.end) for m in scene.mentions))
    after = Reading(scene.text, scene.low, (event.end, scene.region[1]), rules, seen)
    limit = next(
        (
            k
            for k, word in enumerate(after.words)
            if word in ",;:.!?" or word in rules.breaks or (k and after.is_verb(k))
        ),
        len(after.words),
    )
    owner = _possessor(scene, event)
    between = after.next_of(0, frozenset(rules.between), limit)
    if between >= 0 and (pair := _two(scene, after.phrase(between + 1, limit)[0])):
        return pair
    of = after.next_of(0, rules.of, min(limit, 3))
    by = after.next_of(max(of + 1, 0), rules.by, limit)
    against = after.next_of(0, rules.against, limit)
    closing = scene.low[event.start : event.end].split()[-1]
    held = (
        closing in rules.of or closing in rules.against or closing == "on"
    )  # "raid on": the cue holds the preposition
    start = 0 if held else of + 1
    behind = after.phrase(start, _before(limit, by, against, start - 1))[0]
    first = _party(scene, behind, rules, things=True) if held or of >= 0 else None
    if by >= 0:
        return _party(scene, after.phrase(by + 1, limit)[0], rules), first or owner
    if against >= 0:
        return first or owner, _party(scene, after.phrase(against + 1, limit)[0], rules)
    undergoes_it = event.meaning in OF_UNDERGOES or (held and closing not in rules.of)
    if owner is not None or (first is not None and undergoes_it):
        return owner, first
    return first, None


def _two(scene: Scene, place: Pair | None) -> Roles | None:
    """« entre X et Y »: the first named acts, for want of better."""
    if place is None:
        return None
    named = [m for m in scene.mentions if place[0] <= m.span.start and m.span.end <= place[1] and acts(m)]
    return (_of(named[0]), _of(named[1])) if len(named) == 2 else None


def _possessor(scene: Scene, event: Found[EventType]) -> Party | None:
    before = scene.low[scene.region[0] : event.start].rstrip()
    if not before.endswith("'s"):
        return None
    held = [m for m in scene.mentions if m.span.end == scene.region[0] + len(before) - 2 and acts(m)]
    return Party(held[-1].name, True, held[-1].span) if held else None


def _before(limit: int, *others: int) -> int:
    *marks, of = others
    return min([limit, *(mark for mark in marks if mark > of)])


def _named_after(scene: Scene, clause: Clause, agent: Party | None) -> Party | None:
    """The next known or capitalised name behind the verb, within the main clause."""
    for mention in scene.mentions:
        at = mention.span
        if at.start < clause.verb[1] or at.end > clause.main_end or not acts(mention) or mention.kind == "place":
            continue
        if agent is not None and mention.name == agent.name:
            continue
        if ", " in scene.text[max(clause.reach, clause.verb[1]) : at.start] or any(
            a < at.end and at.start < b for a, b in scene.figures
        ):
            continue
        return Party(mention.name, True, at)
    return None


def _thing_after(scene: Scene, clause: Clause) -> Party | None:
    """What is launched by its name: "its latest upscaling tech called X"."""
    for mention in scene.mentions:
        at = mention.span
        near = clause.verb[1] <= at.start <= clause.verb[1] + FARTHEST_PARTY and at.end <= clause.main_end
        if near and mention.kind in THINGS:
            return Party(mention.name, True, at)
    return None


def by_order(scene: Scene, speaks: Mention | None) -> Roles:
    """The first actor before the event's words acts, the first other one undergoes, turned round in the passive. Where a
    court stands among the names, it is no party and who sued whom is not told by order: a judgment names the condemned
    first, a complaint the complainant."""
    start, end = scene.region
    actors = [
        m
        for m in scene.mentions
        if start <= m.span.start and m.span.end <= end and acts(m) and m is not speaks
        and not any(a < m.span.end and m.span.start < b for a, b in scene.figures)
    ]  # fmt: skip
    event = scene.event
    parties = [m for m in actors if m.kind != "court"]
    if event is not None and event.meaning is EventType.LAWSUIT and len(parties) < len(actors):
        return (_of(parties[0]) if parties else None, None)
    ordered = [m for m in actors if m.kind != "place"] or actors
    before = [m for m in ordered if event is not None and m.span.start < event.start]
    if not before:
        names = list({m.name: m for m in reversed(ordered)}.values())[::-1]
        return (_of(names[0]) if names else None, _of(names[1]) if len(names) > 1 else None)
    first = before[0]
    second = next((m for m in ordered if m.name != first.name and m.span.start > first.span.start), None)
    if second is not None and event is not None and _turned(scene, first, second, event):
        return _of(second), _of(first)
    return _of(first), _of(second) if second else None


def _of(mention: Mention) -> Party:
    return Party(mention.name, True, mention.span)


def _turned(scene: Scene, first: Mention, second: Mention, event: Found[EventType]) -> bool:
    if second.span.start < first.span.end:
        return False
    start, end = scene.sentence.start, scene.sentence.end
    place = (second.span.start - start, second.span.end - start)
    act = (event.start - start, event.end - start)
    return undergoes(scene.low[start:end], first.span.end - start, place, act, scene.language)
