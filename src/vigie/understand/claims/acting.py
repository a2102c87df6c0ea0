"""Who acts in a sentence, by whatever way it shows: its clause, the order of its names, a pronoun, one who speaks."""

import re

from vigie.knowledge.cues import fold
from vigie.model import Attribution, EventType, Span
from vigie.understand.claims.asserting import Context, Saying
from vigie.understand.claims.clauses import Clause, only_is
from vigie.understand.claims.dense import dense_roles
from vigie.understand.claims.parties import STANDS_FOR, Party, party_of
from vigie.understand.claims.roles import Roles, Scene, by_clause, by_order
from vigie.understand.claims.words import Grammar

NEAR_TOP = 2500


def roles_of(said: Saying, context: Context) -> Roles:
    """Agent and patient, names looked up where words stand for them."""
    agent, patient = _stood_for(said, context, *_shown(said, context))
    if not context.books.spaced and context.rules is None:
        agent, patient = _dense(said, context, agent, patient)
    if agent is None and said.clause is not None and said.clause.passive:
        agent = _left_out(said, context)
    if agent is not None and patient is not None and agent.name == patient.name:
        patient = None
    return agent, patient


def source_of(context: Context, heard: Attribution | None) -> Party | None:
    """Whom « il » stands for in what somebody says: the one who says it."""
    if heard is None or heard.source is None or not heard.source_name:
        return None
    if context.rules is not None:
        place = (heard.source.start, heard.source.end)
        found = party_of(place, context.text, context.mentions, heard.source, context.rules)
        if found is not None:
            return found
    return context.last


def _shown(said: Saying, context: Context) -> Roles:
    clause, rules, heard = said.clause, context.rules, said.heard
    scene = Scene(
        context.text, context.low, said.sentence, said.region, said.mentions, said.figures, context.books.language,
        said.event, _is_body(said, context),
    )  # fmt: skip
    unnamed = heard.source if heard and heard.anonymous else None
    if clause is None or rules is None:
        return by_order(scene, next((m for m in said.mentions if unnamed and unnamed.overlaps(m.span)), None))
    last = context.last
    if heard is not None and not heard.anonymous:
        last = source_of(context, heard) or last
    if said.speaker is not None:
        last = party_of(said.speaker.subject, scene.text, scene.mentions, scene.sentence, rules) or last
    beside = (
        said.event is not None and clause.subject is not None and clause.subject[1] <= said.event.start < clause.verb[0]
    )
    # "X, acquired by Y last year, is growing": the act stands beside the clause.
    agent, patient = (None, None) if beside else by_clause(scene, clause, rules, last)
    teller = _teller(said, context)
    if teller is not None and (agent is None or not agent.named) and _states(context, clause, rules):
        # « X a souligné que les plages restent fermées »: of what only is, the one who says it is the one who acts.
        agent, patient = teller, (agent if not clause.passive else None) or patient
    return by_order(scene, None) if agent is None and patient is None else (agent, patient)


def _teller(said: Saying, context: Context) -> Party | None:
    """Who is named as the one who says it, newspapers left out."""
    if said.heard is not None and (said.heard.anonymous or _is_outlet(said, context)):
        return None
    found = None
    if said.speaker is not None and context.rules is not None:
        found = party_of(said.speaker.subject, context.text, said.mentions, said.sentence, context.rules)
    found = found or source_of(context, said.heard)
    return found if found is not None and found.named else None


def _states(context: Context, clause: Clause, rules: Grammar) -> bool:
    """True for a clause in which nobody does anything: « est », "had been compromised"."""
    verb = context.low[slice(*clause.verb)].split()[0]
    return clause.by is None and (clause.passive or verb in rules.states or only_is(clause, context.low, rules))


def _is_body(said: Saying, context: Context) -> bool:
    """True where the words of the event name those who act: « parquet », "investigators"."""
    event = said.event
    return event is not None and bool(context.books.authorities.find(context.text[event.start : event.end]))


def _stood_for(said: Saying, context: Context, agent: Party | None, patient: Party | None) -> Roles:
    """« Le géant du logiciel », « la start-up »: names of the sentence, else the one spoken of before."""
    rules = context.rules
    if rules is None:
        return agent, patient
    named = [Party(m.name, True, m.span) for m in said.mentions if m.kind in STANDS_FOR]
    named += [context.last] if context.last is not None and context.last.named else []
    taken = {party.name for party in (agent, patient) if party is not None and party.named}
    made: list[Party | None] = []
    for party in (agent, patient):
        one = party
        if one is not None and not one.named and _stands_in(context, one, rules):
            one = next((name for name in named if name.name not in taken), one)
            taken.add(one.name)
        made.append(one)
    return made[0], made[1]


def _stands_in(context: Context, party: Party, rules: Grammar) -> bool:
    words = fold(party.name).split()
    before = re.findall(r"\w+'?", context.low[max(0, party.span.start - 6) : party.span.start])
    definite = bool(before) and before[-1] in rules.definite
    return definite and bool(words) and words[0] in rules.anaphors and len(words) <= 4


def _dense(said: Saying, context: Context, agent: Party | None, patient: Party | None) -> Roles:
    start, end = said.sentence.start, said.sentence.end
    verbs = [
        (hit.start + start, hit.end + start) for hit in context.books.verbs.find(said.words, context.low[start:end])
    ]
    before, behind = dense_roles(
        context.text, said.sentence, said.region, verbs, said.event, said.mentions, said.figures,
        body=_is_body(said, context),
    )  # fmt: skip
    known = {m.name for m in said.mentions if m.entity}
    if agent is not None and patient is not None and {agent.name, patient.name} <= known:
        return agent, patient  # two known names: their order and the mark of the passive tell
    agent = before or agent
    patient = behind if behind is not None and (agent is not None or behind.named) else patient
    return agent, patient


def _left_out(said: Saying, context: Context) -> Party | None:
    """Whom a passive leaves out: the police or the court that is named near, else who tells it of himself."""
    seized = bool(context.books.seized.find(context.text[slice(*said.main)], context.low[slice(*said.main)]))
    if seized or said.meaning is EventType.LAWSUIT:
        return _authority(context, said.sentence, seized=seized)
    happens = said.meaning in {EventType.INCIDENT, EventType.ATTACK}
    if said.heard is None or said.heard.anonymous or happens or _is_outlet(said, context):
        return None
    return source_of(context, said.heard)


def _is_outlet(said: Saying, context: Context) -> bool:
    source = said.heard.source if said.heard else None
    return source is not None and any(m.kind == "outlet" and source.overlaps(m.span) for m in context.mentions)


def _authority(context: Context, sentence: Span, *, seized: bool) -> Party | None:
    """The police or the court that the sentence names, else the text near its top."""
    book = context.books.witnesses if seized else context.books.courts
    for start, end in ((sentence.start, sentence.end), (0, min(len(context.text), NEAR_TOP))):
        for hit in book.find(context.text[start:end], context.low[start:end]):
            span = Span(context.article, start + hit.start, start + hit.end, context.part)
            return Party(context.text[span.start : span.end], False, span)
    return None
