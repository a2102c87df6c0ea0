"""Sentences that Vigie's templates make of our own sentences: right ones, and what they make of a wrong one."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from vigie.app.evaluation.checker.cases import READ_ON, Case, own
from vigie.app.evaluation.checker.recorded import Source
from vigie.app.evaluation.checker.tables import SAME, table, variants
from vigie.knowledge import names as known
from vigie.model import Article, Story, UnderstoodArticle
from vigie.trace.origins import decide as traced
from vigie.understand.reading import understood
from vigie.write.composing.claims import claim_sentence
from vigie.write.material import Material

READERS = ("fr", "en", "es", "de", "pt")
COMPOSED = "composed"


def composed_cases(language: str) -> Iterator[Case]:
    """For a reader of another language, drawn for each sentence: the lead composed from it; and from each wrong form of it,
    where that lead is another. All are checked against the right sentence."""
    for key, marked in table(language).sentences.items():
        reader = _reader(language, key)
        source = own(language, key)
        right = lead(source.item, reader)
        if right:
            yield Case(COMPOSED, COMPOSED, False, reader, right, source)
        for one in variants(marked):
            wrong = lead(_read(one.text, source), reader) if one.kind != SAME else ""
            if wrong and wrong != right:
                yield Case(COMPOSED, one.kind, True, reader, wrong, source)


def lead(item: UnderstoodArticle, language: str) -> str:
    """The sentence that Vigie composes from one article, or nothing."""
    article = item.article
    story = Story(article.id, (article.id,), article.published_at, article.published_at)
    names = known.load(())
    trace = traced(story, {article.id: item}, {}, names)
    material = Material(story, (item,), trace, None, names, frozenset({article.id}))
    made = claim_sentence(material, language)
    return made.text if made is not None else ""


def _read(text: str, source: Source) -> UnderstoodArticle:
    article: Article = replace(source.item.article, text=text, published_at=READ_ON)
    return UnderstoodArticle(article, understood(article, article.language, known.load(())))


def _reader(language: str, key: str) -> str:
    others = [one for one in READERS if one != language]
    return others[hashlib.sha256(f"{language}:{key}".encode()).digest()[0] % len(others)]
