"""What came before, and what changed since."""

from vigie.model import (
    Sentence,
    Status,
    StatusChange,
    Transition,
    UnderstoodArticle,
    advances,
)
from vigie.write.material import Material, opening_span
from vigie.write.phrasing import Phrasing, phrasing


def past_sentences(material: Material, language: str, most: int = 3) -> tuple[Sentence, ...]:
    """The storyline's earlier steps, one sentence each, the latest ones, in order of time."""
    if material.chapter is None:
        return ()
    steps = [step for step in material.chapter.earlier if step.evidence.article in material.past]
    return tuple(_step(material, step, phrasing(language)) for step in steps[-most:])


def _step(material: Material, step: StatusChange, words: Phrasing) -> Sentence:
    status = words.status[step.status.value]
    event = words.events[step.event_type.value].lower()
    day = words.day(step.day)
    if step.patient and step.event_type.value in {"lawsuit", "investigation", "attack"}:
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
    text = words.past["reversal"].format(
        earlier=words.day(found.earlier.day),
        before_agent=found.earlier.agent,
        before_patient=found.earlier.patient,
        before_status=words.status[found.earlier.status.value],
        event=words.events[found.event_type.value].lower(),
        agent=found.later.agent,
        patient=found.later.patient,
        status=words.status[found.later.status.value],
    )
    return Sentence(
        text, language, "composed", (material.cite(found.earlier.evidence), material.cite(found.later.evidence))
    )


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
            status=words.status[status],
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
