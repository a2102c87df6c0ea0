"""What came before."""

from vigie.knowledge.cues import fold
from vigie.model import EventType, Sentence, StatusChange
from vigie.write.material import Material
from vigie.write.phrasing import Phrasing, phrasing

# Acts that a noun tells: « une action en justice contre X ».
ACTS = {EventType.LAWSUIT: "sue", EventType.ACQUISITION: "acquire"}


def past_sentences(material: Material, language: str, most: int = 3) -> tuple[Sentence, ...]:
    """The storyline's earlier steps, one sentence each, the latest ones, in order of time."""
    if material.chapter is None:
        return ()
    steps = [s for s in material.chapter.earlier if s.evidence.article in material.past and _is_whole(material, s)]
    return tuple(_step(material, step, phrasing(language)) for step in steps[-most:])


def _is_whole(material: Material, step: StatusChange) -> bool:
    """Two different parties with names: of one alone, or of « le gouvernement », a line tells nothing, and one party read
    twice is a mistake of ours."""
    if not step.agent or not step.patient or _one(material, step.agent) == _one(material, step.patient):
        return False
    return not any(key.startswith("~") for key in step.keys)


def _one(material: Material, name: str) -> str:
    known = material.names.entity_named(name)
    return (known.parent or known.id) if known is not None else fold(name)


def _step(material: Material, step: StatusChange, words: Phrasing) -> Sentence:
    status = words.stands[step.status.value]
    event = words.events[step.event_type.value].lower()
    day = words.day(step.day)
    if step.event_type.value in {"lawsuit", "investigation", "attack"}:
        text = words.past["against"].format(day=day, event=event, agent=step.agent, patient=step.patient, status=status)
    else:
        names = words.join([name for name in (step.agent, step.patient) if name])
        text = words.past["between"].format(day=day, event=event, names=names, status=status)
    return Sentence(text, words.language, "composed", (material.cite(step.evidence),))


def reversal_sentence(material: Material, language: str) -> Sentence | None:
    """Who acted against whom then, and now."""
    found = material.chapter.reversal if material.chapter else None
    if found is None or found.earlier.evidence.article not in material.past:
        return None
    words = phrasing(language)
    if not (_is_whole(material, found.earlier) and _is_whole(material, found.later)):
        return None
    cited = (material.cite(found.earlier.evidence), material.cite(found.later.evidence))
    act = ACTS.get(found.event_type)
    then, now = found.earlier.status.value, found.later.status.value
    if act is not None and then in words.then and now in words.now:
        deed = words.acts[act]["deed"]
        text = words.past["saga"].format(
            month=words.month(found.earlier.day),
            before=words.then[then].format(agent=found.earlier.agent, deed=_deed(deed, found.earlier.patient, words)),
            now=words.now[now].format(agent=found.later.agent, deed=_deed(deed, found.later.patient, words)),
        )
        return Sentence(text, language, "composed", cited)
    text = words.past["reversal"].format(
        earlier=words.day(found.earlier.day),
        before_agent=found.earlier.agent,
        before_patient=found.earlier.patient,
        before_status=words.stands[found.earlier.status.value],
        event=words.events[found.event_type.value].lower(),
        agent=found.later.agent,
        patient=found.later.patient,
        status=words.stands[found.later.status.value],
    )
    return Sentence(text, language, "composed", cited)


def _deed(deed: str, name: str, words: Phrasing) -> str:
    return deed.format(object=name, de_object=words.of(name))
