"""Two stories of one event that grouping kept apart: the reader hears of it once.

Nearness of meaning is asked first; then what both name, count and call by a version, and how few of the day's stories do so:
OpenAI is in thirty of them, « V4 » in the fragments of one launch.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from vigie.knowledge.backdrop import STEM, backdrop, terms
from vigie.knowledge.leads import lead_of
from vigie.knowledge.matching import bare, tokens_of, unspaced
from vigie.ports import Embedder, Vector
from vigie.write.material import Material, opening_span

# From VERSIONED on two stories that share a version or a model's number tell one event, from ALIKE on those that share two
# signs that few others have, from NEAR on one such sign is enough, from SAME on any name.
VERSIONED, ALIKE, NEAR, SAME = 0.50, 0.58, 0.68, 0.76
ONE, ENOUGH = 1.0, 1.5
# A sign that more of the day's stories have is none, and never one that this share of them has.
FEW, SHARE = 3, 0.03
# Companies and people are in the news for several reasons on one day; a product or a place more often for one.
WIDE = frozenset({"company", "lab", "person", "government", "outlet", "place", "product"})
# A word that fewer than one text in a hundred holds, of so many letters.
RARE, LETTERS = 5.0, 4
_VERSION = re.compile(r"[^\W\d_]+-?\d+(?:\.\d+)*|\d+\.\d+")


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


@dataclass(frozen=True)
class Signs:
    """What tells one event from another in a story: names with their kinds, rare words of its titles, figures, versions."""

    names: Mapping[str, str]
    words: frozenset[str]
    figures: frozenset[str]
    versions: frozenset[str]
    launches: frozenset[tuple[str, str]]

    def all(self) -> frozenset[str]:
        return frozenset(self.names) | self.words | self.figures


@dataclass(frozen=True)
class Events:
    """The day's stories, ready to be asked whether two tell one event."""

    materials: Sequence[Material]
    meaning: Mapping[str, Vector] = field(default_factory=dict)

    def one(self, one: Material, other: Material) -> bool:
        """True when two stories tell one event."""
        a, b = self._signs[one.story.id], self._signs[other.story.id]
        v, w = self.meaning.get(one.story.id), self.meaning.get(other.story.id)
        if v is None or w is None:
            # Without meaning only what cannot be chance: one kind of event about one numbered product.
            return bool(a.launches & b.launches)
        cosine = float(np.dot(v, w))
        if cosine < VERSIONED:
            return False
        if a.versions & b.versions or (cosine >= SAME and a.names.keys() & b.names.keys()):
            return True
        shared = [sign for sign in a.all() & b.all() if self._weight(sign, a)]
        told = sum(self._weight(sign, a) for sign in shared)
        if cosine >= NEAR:
            return told >= ONE
        # Two texts of one manner share a word or two (« workspace »): a name or a figure must be among the signs.
        return cosine >= ALIKE and told >= ENOUGH and any(sign not in a.words for sign in shared)

    def _weight(self, sign: str, signs: Signs) -> float:
        if self._counts[sign] > max(FEW, SHARE * len(self.materials)):
            return 0.0
        return 0.5 if sign in signs.words or signs.names.get(sign) in WIDE else 1.0

    @cached_property
    def _signs(self) -> dict[str, Signs]:
        return {material.story.id: signs_of(material) for material in self.materials}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(sign for signs in self._signs.values() for sign in signs.all())


def signs_of(material: Material) -> Signs:
    names = {
        m.entity or bare(m.name): m.kind
        for item in material.articles
        for m in item.understanding.mentions
        if any(span.covers(m.span) for span in item.understanding.sentences[:2])
    }
    titles = [item.article.words(opening_span(item)) for item in material.articles]
    parts = {part for name in names for part in bare(name.replace("-", " ")).split()}
    words = {word for title in titles for word in tokens_of(title) if _telling(word)} - parts
    return Signs(
        names={name: kind for name, kind in names.items() if len(name) > 2},
        words=frozenset(words),
        figures=frozenset(_figures(material)),
        versions=frozenset(v for title in titles for v in _VERSION.findall(title.casefold()) if _numbered(v)),
        launches=frozenset(_launches(material)),
    )


def in_titles(material: Material, kinds: set[str]) -> set[str]:
    """The known names of these kinds that at least half of the story's titles hold."""
    counts: Counter[str] = Counter()
    for item in material.articles:
        for title in item.understanding.sentences[:1]:
            inside = (m for m in item.understanding.mentions if m.kind in kinds and title.covers(m.span))
            counts.update({mention.entity for mention in inside})
    return {entity for entity, count in counts.items() if count * 2 >= len(material.articles)}


def _telling(word: str) -> bool:
    """A word that says what a title is about: of four letters, no number, and not one of those that every text has."""
    if word.isdigit() or unspaced(word[0]) or len(word) < LETTERS:
        return False
    return float(backdrop().rarity("words", terms([word[:STEM]]))[0]) >= RARE


def _numbered(version: str) -> bool:
    """« v4 », « gpt-5.5 »; not « 2.5 », which may be a share in percent, nor « q1 », « h2 »."""
    return version[0].isalpha() and not re.fullmatch(r"[qhts]\d|[a-z]{1,3}\d{4,}", version)


def _launches(material: Material) -> Iterable[tuple[str, str]]:
    """(kind of event, product or model) that most titles of the story name."""
    kind = material.event_type()
    return ((kind.value, entity) for entity in in_titles(material, {"model", "product"})) if kind else ()


def _figures(material: Material) -> Iterable[str]:
    return (
        f"{a.value:f} {a.currency}"
        for item in material.articles
        for a in item.understanding.amounts
        if a.currency and any(span.covers(a.span) for span in item.understanding.sentences[:4])
    )
