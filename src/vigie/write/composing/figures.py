"""The figures of an item: who gives which, and where they disagree."""

from decimal import Decimal

from vigie.model import (
    Amount,
    Chain,
    Citation,
    Conflict,
    ConflictingValue,
    FigureLine,
    Sentence,
    UnderstoodArticle,
    independent_voices,
)
from vigie.write.material import Material
from vigie.write.phrasing import phrasing

# A figure of the title or the first sentence is the event's; one further down may be any other.
HEAD = 2


def conflict_sentences(material: Material, language: str) -> tuple[Sentence, ...]:
    """The figures on which the item's sources differ, each conflict in one sentence."""
    found = material.chapter.conflicts if material.chapter else ()
    return tuple(conflict_sentence(material, one, language) for one in found if _of_one(material, one))


def _of_one(material: Material, conflict: Conflict) -> bool:
    """True where each sentence names the one whose figure it is and no other company: « OpenAI vaut …, Anthropic … »."""
    known = material.names.entity_named(conflict.agent)
    if known is None:
        return True
    items = {item.article.id: item for item in material.articles}
    for value in conflict.values:
        item = items.get(value.evidence.article)
        here = [m for m in item.understanding.mentions if value.evidence.covers(m.span)] if item else []
        others = {m.entity for m in here if m.kind in {"company", "lab"} and m.entity} - {known.id}
        if others or not any(m.entity == known.id for m in here):
            return False
    return True


def conflict_sentence(material: Material, conflict: Conflict, language: str) -> Sentence:
    """The values given for one quantity, and by whom."""
    words = phrasing(language)
    cited = tuple(material.cite(value.evidence) for value in conflict.values)
    values = [
        words.past["value"].format(
            amount=words.amount(Decimal(value.value), value.currency, value.unit),
            source=material.spoken_name(_giver(material, value, citation), language),
        )
        for value, citation in zip(conflict.values, cited, strict=True)
    ]
    event = words.events[conflict.event_type.value]
    event = event if words.language == "de" else event.lower()
    text = words.past["conflict"].format(event=event, values=words.join(values))
    return Sentence(text, language, "composed", cited)


def _giver(material: Material, value: ConflictingValue, citation: Citation) -> str:
    """Who gives a value: whom the article quotes for it, else the outlet."""
    own = next((i for i in material.articles if i.article.id == value.evidence.article), None)
    return citation.source if own is None or value.source == own.article.source else value.source


def figure_lines(material: Material, most: int = 3) -> tuple[FigureLine, ...]:
    """Amounts of money in the titles and leads, by how many independent voices give them."""
    given: dict[tuple[Decimal, str], list[Chain]] = {}
    first: dict[tuple[Decimal, str], tuple[UnderstoodArticle, Amount]] = {}
    # Of an article whose publisher reserves its words, not even a figure is cut out.
    for item in (one for one in material.originals() if not one.article.opted_out):
        for amount in item.understanding.amounts:
            if amount.currency and any(s.covers(amount.span) for s in item.understanding.sentences[:HEAD]):
                key = (amount.value, amount.currency)
                given.setdefault(key, []).append(material.chain(item.article.id))
                first.setdefault(key, (item, amount))
    voices = {key: len(independent_voices(chains)) for key, chains in given.items()}
    ordered = sorted(voices, key=lambda key: (-voices[key], -len(given[key]), -key[0], key[1]))[:most]
    return tuple(
        FigureLine(f"{value:f}", currency, "", voices[value, currency], material.cite(first[value, currency][1].span))
        for value, currency in ordered
    )
