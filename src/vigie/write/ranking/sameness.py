"""Two stories of one event that grouping kept apart: the reader hears of it once."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from vigie.knowledge.leads import lead_of
from vigie.knowledge.matching import tokens_of
from vigie.model import EventType
from vigie.ports import Embedder, Vector
from vigie.write.material import Material, opening_span

# Two leads as near as this tell one event; nearer ones need less beside.
NEAR, NEARER = 0.62, 0.80


def meanings(materials: Sequence[Material], embedder: Embedder | None) -> dict[str, Vector]:
    """By story, the unit mean of its articles' leads; nothing without an embedder."""
    if embedder is None or not materials:
        return {}
    items = [(m.story.id, item) for m in materials for item in m.originals() or m.articles]
    rows = embedder.embed([lead_of(item) for _, item in items], [item.understanding.language for _, item in items])
    sums: dict[str, Vector] = {}
    for (story, _), row in zip(items, rows, strict=True):
        sums[story] = sums[story] + row if story in sums else row
    return {story: vector / length for story, vector in sums.items() if (length := float(np.linalg.norm(vector)))}


def one_event(one: Material, other: Material, meaning: Mapping[str, Vector]) -> bool:
    """True when two stories tell one event: one launch of one product; or near in meaning, and alike in names and figures
    or words."""
    if _launches(one) & _launches(other):
        return True
    cosine = _cosine(one, other, meaning)
    if cosine < NEAR:
        return False
    names = _names(one) & _names(other)
    figures = _figures(one) & _figures(other)
    words = _words(one) & _words(other)
    signs = min(2, len(names)) + bool(figures) + (len(words) >= 3)
    return signs >= (1 if cosine >= NEARER else 2)


def in_titles(material: Material, kinds: set[str]) -> set[str]:
    """The known names of these kinds that at least half of the story's titles hold."""
    counts: Counter[str] = Counter()
    for item in material.articles:
        for title in item.understanding.sentences[:1]:
            inside = (m for m in item.understanding.mentions if m.kind in kinds and title.covers(m.span))
            counts.update({mention.entity for mention in inside})
    return {entity for entity, count in counts.items() if count * 2 >= len(material.articles)}


def _launches(material: Material) -> set[tuple[str, str]]:
    """(kind of event, product or model) that most titles of the story name."""
    kind = material.event_type()
    if kind is None or kind is EventType.OTHER:
        return set()
    return {(kind.value, entity) for entity in in_titles(material, {"model", "product"})}


def _cosine(one: Material, other: Material, meaning: Mapping[str, Vector]) -> float:
    a, b = meaning.get(one.story.id), meaning.get(other.story.id)
    return float(np.dot(a, b)) if a is not None and b is not None else 0.0


def _names(material: Material) -> set[str]:
    return {
        m.entity or m.name.casefold()
        for item in material.articles
        for m in item.understanding.mentions
        if any(span.covers(m.span) for span in item.understanding.sentences[:2])
    }


def _figures(material: Material) -> set[str]:
    return {
        f"{a.value:f} {a.currency}{a.unit}"
        for item in material.articles
        for a in item.understanding.amounts
        if (a.currency or a.value > 12) and any(span.covers(a.span) for span in item.understanding.sentences[:4])
    }


def _words(material: Material) -> set[str]:
    return set().union(*(tokens_of(item.article.words(opening_span(item))) for item in material.articles))
