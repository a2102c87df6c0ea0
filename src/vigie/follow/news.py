"""What is new in a chapter: steps, figures and names that no earlier chapter of its storyline told, with their words."""

from collections.abc import Iterator, Sequence

from vigie.follow.steps import FIGURES_WITHIN, parties_of
from vigie.follow.summaries import LEAD, figure_of
from vigie.knowledge.matching import bare
from vigie.model import Chapter, Novelty, UnderstoodArticle

# Of each kind; a long read names forty people.
MOST = 4


def news_of(chapter: Chapter, articles: Sequence[UnderstoodArticle], before: Sequence[Chapter]) -> tuple[Novelty, ...]:
    """Nothing for a storyline's first chapter, where all is new."""
    if not before:
        return ()
    return tuple(
        novelty
        for kind in (_steps(chapter, before), _figures(articles, before), _names(chapter, articles, before))
        for novelty, _ in zip(kind, range(MOST), strict=False)
    )


def _steps(chapter: Chapter, before: Sequence[Chapter]) -> Iterator[Novelty]:
    told = {(s.event_type, parties_of(s), s.status) for c in before for s in c.steps}
    for s in chapter.steps:
        if (s.event_type, parties_of(s), s.status) not in told:
            yield Novelty("step", (s.event_type.value, s.agent, s.patient, s.status.value), s.evidence)


def _figures(articles: Sequence[UnderstoodArticle], before: Sequence[Chapter]) -> Iterator[Novelty]:
    told = {figure for chapter in before for figure in chapter.figures}
    for item in articles:
        top = item.understanding.sentences[:FIGURES_WITHIN]
        for amount in item.understanding.amounts:
            figure = figure_of(amount.value, amount.currency)
            if amount.currency and figure not in told and any(span.covers(amount.span) for span in top):
                told.add(figure)
                yield Novelty("figure", (f"{amount.value:f}", amount.currency), amount.span)


def _names(chapter: Chapter, articles: Sequence[UnderstoodArticle], before: Sequence[Chapter]) -> Iterator[Novelty]:
    told = {name for c in before for name in (*c.names, *c.entities)}
    new = set(chapter.names) - told
    for item in articles:
        top = item.understanding.sentences[:LEAD]
        for mention in item.understanding.mentions:
            name = mention.name if mention.entity else bare(mention.name)
            if name in new and any(span.covers(mention.span) for span in top):
                new.discard(name)
                yield Novelty("name", (mention.name,), mention.span)
