"""The reader's own axes: an item that meets one rises, and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vigie.knowledge.matching import PhraseBook, bare
from vigie.model import UnderstoodArticle
from vigie.write.material import Material

TOP = 3


@dataclass(frozen=True, slots=True)
class Axis:
    """What one reader follows within the subject. `words` as they stand in any language (a trailing * lets a word go on),
    `names` of people, companies, places; `weight` 1 for an axis like another."""

    name: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    weight: float = 1.0


def met(material: Material, axes: Sequence[Axis]) -> tuple[Axis, ...]:
    """The axes that the title or first sentences of at least a third of the story's articles meet."""
    if not axes:
        return ()
    found = []
    for axis in axes:
        book, wanted = _book(axis.words), frozenset(map(bare, axis.names))
        meeting = sum(_meets(item, book, wanted) for item in material.articles)
        if meeting and meeting * 3 >= len(material.articles):
            found.append(axis)
    return tuple(found)


def _meets(item: UnderstoodArticle, book: PhraseBook[str], wanted: frozenset[str]) -> bool:
    top = item.understanding.sentences[:TOP]
    words = " ".join(item.article.words(span) for span in top)
    if book.find(words):
        return True
    named = {bare(m.name) for m in item.understanding.mentions if any(span.covers(m.span) for span in top)}
    return bool(named & wanted) or any(f" {name} " in f" {bare(words)} " for name in wanted)


@lru_cache(maxsize=64)
def _book(words: tuple[str, ...]) -> PhraseBook[str]:
    return PhraseBook([(word.lower(), word) for word in words])
