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
from vigie.write.material import TOP, Material
from vigie.write.phrasing import phrasing


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
    text = words.past["conflict"].format(event=words.events[conflict.event_type.value], values=words.join(values))
    return Sentence(text, language, "composed", cited)


def _giver(material: Material, value: ConflictingValue, citation: Citation) -> str:
    """Who gives a value: whom the article quotes for it, else the outlet."""
    own = next((i for i in material.articles if i.article.id == value.evidence.article), None)
    return citation.source if own is None or value.source == own.article.source else value.source


def figure_lines(material: Material, most: int = 3) -> tuple[FigureLine, ...]:
    """Amounts of money in the titles and first sentences, by how many independent voices give them."""
    given: dict[tuple[Decimal, str], list[Chain]] = {}
    first: dict[tuple[Decimal, str], tuple[UnderstoodArticle, Amount]] = {}
    for item in material.originals():
        for amount in item.understanding.amounts:
            if amount.currency and any(s.covers(amount.span) for s in item.understanding.sentences[:TOP]):
                key = (amount.value, amount.currency)
                given.setdefault(key, []).append(material.chain(item.article.id))
                first.setdefault(key, (item, amount))
    voices = {key: len(independent_voices(chains)) for key, chains in given.items()}
    ordered = sorted(voices, key=lambda key: (-voices[key], -len(given[key]), -key[0], key[1]))[:most]
    return tuple(
        FigureLine(f"{value:f}", currency, "", voices[value, currency], material.cite(first[value, currency][1].span))
        for value, currency in ordered
    )
