"""What an engine may not touch: names and figures, hidden behind invented names, and put back where they come out whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vigie.knowledge import names as known
from vigie.knowledge.cues import cues, fold
from vigie.knowledge.names import Entity
from vigie.model import Mention, Span, UnderstoodArticle
from vigie.ports import Reader

# Dates are compared, not shown: any day will do, the same for both languages.
DAY = date(2026, 1, 15)
# Names that no language has, short, and told apart by their number.
_INVENTED = "Zor{}"
_PLACEHOLDER = re.compile(r"(?<!\w)Zor(\d+)(?!\w)")
# What has a name of its own in each language, so that the engine must know it.
_TRANSLATED_KINDS = {"place", "government"}


@dataclass(frozen=True, slots=True)
class Shield:
    """A text with some words hidden, and the words, by number."""

    text: str
    hidden: tuple[str, ...] = ()

    def restored(self, translation: str) -> str:
        """The translation with the hidden words back in it; empty when one of them is lost, doubled or disfigured."""
        found = Counter(int(number) for number in _PLACEHOLDER.findall(translation))
        if found != Counter(range(1, len(self.hidden) + 1)) or "zor" in _PLACEHOLDER.sub("", translation).lower():
            return "" if self.hidden else translation
        return _PLACEHOLDER.sub(lambda match: self.hidden[int(match[1]) - 1], translation)


def shielded(text: str, language: str, reader: Reader) -> Iterator[Shield]:
    """The text as it is, then with its names hidden, then with its bare figures too."""
    read = reader(text, language, DAY)
    yield Shield(text)
    if "zor" in text.lower():
        return
    names = [(_without_article(text, one, language), one.span.end) for one in names_in(read) if _stays(one)]
    if names:
        yield _hiding(text, names)
    figures = [(one.span.start, one.span.end) for one in read.understanding.amounts]
    bare = [(start, end) for start, end in figures if text[start:end].isdigit()]
    if bare:
        yield _hiding(text, [*names, *bare])


def _hiding(text: str, spans: Iterable[tuple[int, int]]) -> Shield:
    hidden: list[str] = []
    made: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        hidden.append(text[start:end])
        made += [text[at:start], _INVENTED.format(len(hidden))]
        at = end
    return Shield("".join([*made, text[at:]]), tuple(hidden))


def _without_article(text: str, mention: Mention, language: str) -> int:
    """Where a name begins behind « the »: the article is the engine's to translate."""
    found = cues(language)
    first, blank, _ = text[mention.span.start : mention.span.end].partition(" ")
    article = blank and found is not None and fold(first) in map(fold, found.function_words)
    return mention.span.start + (len(first) + 1 if article else 0)


def _stays(mention: Mention) -> bool:
    """True for a known name that is the same in every language. A country is not, and of « Chinese AI » or « Energy
    Secretary » nobody knows: they are left to the engine, and compared."""
    return bool(mention.entity) and mention.kind not in _TRANSLATED_KINDS


def is_a_name(mention: Mention, text: str) -> bool:
    """« US » in « US$ » is a part of a currency."""
    return not text[mention.span.end :].lstrip().startswith("$")


def names_in(read: UnderstoodArticle) -> list[Mention]:
    """The names that are read in a text, and those that would be in a longer one: « Meta » at the head of a sentence."""
    text = read.article.text
    seen = list(read.understanding.mentions)
    for hit in known.load().find_any(text):
        if not any(one.span.start < hit.end and hit.start < one.span.end for one in seen):
            kind = hit.meaning.kind if isinstance(hit.meaning, Entity) else "outlet"
            seen.append(Mention(Span(read.article.id, hit.start, hit.end), hit.meaning.name, kind, hit.meaning.id))
    return [mention for mention in seen if is_a_name(mention, text)]
