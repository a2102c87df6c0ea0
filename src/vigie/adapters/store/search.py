"""Finding articles by their words, in any script. How texts are indexed is told in words.py."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select

from vigie.adapters.store.articles import ARTICLE_COLUMNS, standing, within
from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import in_chunks
from vigie.adapters.store.schema import articles, names, understandings
from vigie.adapters.store.words import ARTICLE_RUNS, ARTICLE_WORDS, folded, pieces_of, words_of
from vigie.model import Article


class Searching(ArchivePart):
    """The part of the store that answers `search`."""

    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        language: str = "",
        sources: Collection[str] = (),
        entities: Collection[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        among: Collection[str] | None = None,
    ) -> tuple[Article, ...]:
        conditions = _conditions(query)
        if not conditions and query.strip():
            return ()
        conditions += within(articles.c.published_at, since, until)
        conditions.append(standing(articles.c.id, until))
        conditions += _filters(language, sources, entities)
        asked = (
            select(*ARTICLE_COLUMNS)
            .where(*conditions)
            .order_by(articles.c.published_at.desc(), articles.c.id)
            .limit(limit)
        )
        if among is None:
            return self._articles(asked)
        found = [
            one for ids in in_chunks(sorted(set(among))) for one in self._articles(asked.where(articles.c.id.in_(ids)))
        ]
        found.sort(key=lambda one: one.id)
        found.sort(key=lambda one: one.published_at, reverse=True)
        return tuple(found[:limit])

    def _articles(self, asked: Select[*tuple[Any, ...]]) -> tuple[Article, ...]:
        with self._archive.reading() as connection:
            return tuple(Article(*row) for row in connection.execute(asked))


def _filters(language: str, sources: Collection[str], entities: Collection[str]) -> Iterator[ColumnElement[bool]]:
    if language:
        found = exists().where(understandings.c.article == articles.c.id)
        declared = func.lower(articles.c.language)
        yield or_(
            found.where(understandings.c.language == language.lower()),
            # A text that nothing is understood of yet is taken at its source's word; « pt-BR » is « pt ».
            and_(
                or_(declared == language.lower(), declared.startswith(language.lower() + "-", autoescape=True)),
                ~found.where(understandings.c.language != ""),
            ),
        )
    if sources:
        yield articles.c.source.in_(sorted(sources))
    if entities:
        yield articles.c.id.in_(select(names.c.article).where(names.c.entity.in_(sorted(entities))))


def _conditions(query: str) -> list[ColumnElement[bool]]:
    """One condition for the words, one for the long runs, one for each short run."""
    pieces = [pieces_of(word) for word in query.split()]
    words = [words_of(piece) for found, _ in pieces for piece in found]
    runs = [piece for _, found in pieces for piece in found]
    long = [folded(run) for run in runs if len(folded(run)) >= 3]
    short = [run for run in runs if len(folded(run)) < 3]

    conditions: list[ColumnElement[bool]] = []
    if words:
        holds = select(ARTICLE_WORDS.c.rowid).where(literal_column("article_words").op("MATCH")(_phrases(words)))
        conditions.append(articles.c.n.in_(holds))
    if long:
        holds = select(ARTICLE_RUNS.c.rowid).where(literal_column("article_runs").op("MATCH")(_phrases(long)))
        conditions.append(articles.c.n.in_(holds))
    elif short:
        conditions.append(articles.c.n.in_(select(ARTICLE_RUNS.c.rowid)))
    # « 芯片 » has no trigram: the texts themselves are read, the latest first and only those that have runs at all.
    conditions += [or_(func.instr(articles.c.title, run) > 0, func.instr(articles.c.text, run) > 0) for run in short]
    return conditions


def _phrases(pieces: list[str]) -> str:
    """Each piece quoted, so that nothing a reader types is taken for FTS5's own syntax; all of them are needed."""
    return " AND ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
