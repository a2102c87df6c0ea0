"""What came before, and what changed since."""

from vigie.knowledge.cues import fold
from vigie.model import (
    EventType,
    Sentence,
    Status,
    StatusChange,
    Transition,
    UnderstoodArticle,
    advances,
)
from vigie.write.material import Material, opening_span
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


def change_sentences(material: Material, language: str) -> tuple[Sentence, ...]:
    """What is new since the brief that told this story before: a changed status, articles added; for a story told for the
    first time, what is new in its storyline."""
    told = material.told
    if told is None:
        return _new_in_chapter(material, phrasing(language))
    words = phrasing(language)
    day = words.day(told.day)
    found = []
    status = material.status()
    claim = next((pair for pair in material.claims() if pair[1].status is status), None)
    if claim is not None and advances(Status(told.item.status), status):
        text = words.past["status_change"].format(
            day=day, before=words.status[told.item.status], after=words.status[status.value]
        )
        found.append(Sentence(text, language, "composed", (material.cite(claim[1].evidence[0]),)))
    known = {source.article for source in told.item.sources}
    new = [item for item in material.originals() if item.article.id not in known][:3]
    if new:
        listed = words.join([_one_article(material, item, words) for item in new])
        text = words.past["changes"].format(day=day, articles=listed)
        found.append(Sentence(text, language, "composed", tuple(material.cite(opening_span(item)) for item in new)))
    return tuple(found)


def _new_in_chapter(material: Material, words: Phrasing) -> tuple[Sentence, ...]:
    """For a reader of the storyline's earlier chapters: the first steps that none of them told, with their words. Steps of
    articles that the item does not hold any more, or told of one party alone, are left out."""
    chapter = material.chapter
    if chapter is None or not (chapter.earlier or chapter.transitions):
        return ()
    held = {item.article.id for item in material.articles}
    moved = [one for one in chapter.transitions if one.after.evidence.article in held]
    across = [one for one in moved if one.before.evidence.article in material.past]
    if across:
        return (_moved(material, across[0], words),)
    fresh = [n for n in chapter.news if n.kind == "step" and n.evidence.article in held and n.what[2]][:1]
    found = []
    for novelty in fresh:
        event, agent, patient, status = novelty.what
        key = "new_against" if event in {"lawsuit", "investigation", "attack"} else "new_between"
        text = words.past[key].format(
            event=words.events[event].lower(),
            agent=agent,
            patient=patient,
            names=words.join([agent, patient]),
            status=words.stands[status],
        )
        found.append(Sentence(text, words.language, "composed", (material.cite(novelty.evidence),)))
    return tuple(found)


def _moved(material: Material, found: Transition, words: Phrasing) -> Sentence:
    """A claim of an earlier chapter that is surer now, or denied, or over, with both sentences."""
    now = found.after
    against = now.patient and now.event_type.value in {"lawsuit", "investigation", "attack"}
    text = words.past["moved_against" if against else "moved_between"].format(
        event=words.events[now.event_type.value].lower(),
        agent=now.agent,
        patient=now.patient,
        names=words.join([name for name in (now.agent, now.patient) if name]),
        before=words.status[found.before.status.value],
        day=words.day(found.before.day),
        after=words.status[now.status.value],
    )
    cited = (material.cite(found.before.evidence), material.cite(now.evidence))
    return Sentence(text, words.language, "composed", cited)


def _one_article(material: Material, item: UnderstoodArticle, words: Phrasing) -> str:
    source = material.spoken_name(material.publisher(item.article), words.language)
    return words.past["article"].format(source=source, de_source=words.of(source))
