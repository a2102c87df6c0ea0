"""How a change is told: both states and both sentences, the old figure and the new one, who takes what back."""

from decimal import Decimal

from vigie.knowledge.parties import AGAINST
from vigie.model import Citation, EventType, Sentence, Status, ToldClaim
from vigie.write.material import Material
from vigie.write.news import Change
from vigie.write.phrasing import Phrasing, phrasing


def change_sentences(material: Material, language: str) -> tuple[Sentence, ...]:
    """What became of the claims that the reader was told, what was taken back first; for a story that he was told nothing of,
    what is new in its storyline."""
    news = material.news
    if news.changes:
        return tuple(change_sentence(material, change, language) for change in news.changes)
    return () if news.told_on else new_in_chapter(material, language)


def change_sentence(material: Material, change: Change, language: str) -> Sentence:
    """One change, with the words of then and of now."""
    words = phrasing(language)
    before, after = change.before, change.after
    if change.kind in {"corrected", "retracted"}:
        source = material.spoken_name(before.evidence.source, language)
        figure = change.kind == "corrected" and before.value and after.value
        key = "corrected_figure" if figure else str(change.kind)
        filled = {
            "source": source,
            "day": words.day(before.day),
            "before": _figure(before, words),
            "after": _figure(after, words),
        }
    else:
        key = "figure" if change.kind == "figure" else _key("moved", after.event_type, after.patient)
        named = after if after.patient or not before.patient else before
        filled = _named(material, named, language) | {
            "day": words.day(before.day),
            "before": _figure(before, words) if change.kind == "figure" else words.status[before.status.value],
            "after": _figure(after, words) if change.kind == "figure" else words.status[after.status.value],
        }
    return Sentence(words.past[key].format(**filled), language, "composed", _cited(before.evidence, after.evidence))


def new_in_chapter(material: Material, language: str) -> tuple[Sentence, ...]:
    """For a reader of the storyline's earlier chapters: the first step that none of them told, with its words, or a claim of
    an earlier chapter that is surer now. Steps of articles that the item does not hold any more, or told of one party alone,
    are left out."""
    chapter = material.chapter
    if chapter is None or not (chapter.earlier or chapter.transitions):
        return ()
    words = phrasing(language)
    held = {item.article.id for item in material.articles}
    across = [
        one
        for one in chapter.transitions
        if one.after.evidence.article in held and one.before.evidence.article in material.past
    ]
    if across:
        now, then = across[0].after, across[0].before
        text = words.past[_key("moved", now.event_type, now.patient)].format(
            **_parties(now.event_type, now.agent, now.patient, words),
            before=words.status[then.status.value],
            day=words.day(then.day),
            after=words.status[now.status.value],
        )
        return (Sentence(text, language, "composed", (material.cite(then.evidence), material.cite(now.evidence))),)
    fresh = [n for n in chapter.news if n.kind == "step" and n.evidence.article in held and n.what[2]][:1]
    found = []
    for novelty in fresh:
        event, agent, patient, status = novelty.what
        text = words.past[_key("new", EventType(event), patient)].format(
            **_parties(EventType(event), agent, patient, words), status=words.stands[status]
        )
        found.append(Sentence(text, language, "composed", (material.cite(novelty.evidence),)))
    return tuple(found)


def _key(kind: str, event: EventType, patient: str) -> str:
    return f"{kind}_against" if patient and event in AGAINST else f"{kind}_between"


def _named(material: Material, claim: ToldClaim, language: str) -> dict[str, str]:
    agent, patient = (material.shown_name(name, language) if name else "" for name in (claim.agent, claim.patient))
    return _parties(claim.event_type, agent, patient, phrasing(language))


def _parties(event: EventType, agent: str, patient: str, words: Phrasing) -> dict[str, str]:
    names = [name for name in (agent, patient) if name]
    listed = words.join(names) if names else ""
    return {"event": words.events[event.value].lower(), "agent": agent, "patient": patient, "names": listed}


def _figure(claim: ToldClaim, words: Phrasing) -> str:
    return words.amount(Decimal(claim.value), claim.currency, claim.unit) if claim.value else ""


def _cited(before: Citation, after: Citation) -> tuple[Citation, ...]:
    return (before, after) if before != after else (after,)


def is_denial(change: Change) -> bool:
    return change.kind == "status" and change.after.status is Status.DENIED
