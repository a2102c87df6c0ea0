"""How surely a story is about the reader's subject: by its main event, told in title and lead, not by a passing mention.

A sign is a keyword of the subject or a name that tells it by itself. One in the title is nearly enough; one in the lead alone
must be borne out by the sentences that follow, since « the firm, which also makes models, … » is no news of models.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from vigie.knowledge.genres import genre_of
from vigie.knowledge.names import Entity
from vigie.knowledge.subjects import Subject
from vigie.model import Span, UnderstoodArticle
from vigie.ports import Embedder
from vigie.write.material import Material
from vigie.write.ranking.sameness import meanings

FITS_FROM = 0.8
FIT_READS_TO = 15
# A subject of several facets (« copyright and AI in Europe ») must be told as a whole in title and first sentences.
WHOLE_WITHIN = 6
# Signs beyond the second in one place say nothing more.
SIGNS = 2.0
# A chip has its name in news of games, phones and share prices as well.
CHIP, TELLING = 0.5, 1.0
# What follows the lead when nothing follows it: as if one sentence in five bore it out.
UNKNOWN = 0.2
# A story holds articles that tell its event with other words (« AMD supplies Meta »): so much of it must be about the subject.
SHARE, MEAN = 0.4, 0.6
# A story just near enough to the subject's meaning counts half, one nearer by this much in full: a word of the subject in a
# text about something else (a hospital in a gossip column) is then not enough.
AS_NEAR = 0.25
# Goods and share prices name the subject to sell: such a page must be about it altogether.
SELLS = {"product": 0.55, "deal": 0.55, "market": 0.55, "podcast": 0.7}


def fit(item: UnderstoodArticle, subject: Subject, entities: dict[str, Entity]) -> float:
    """How surely one article is about the subject: from FITS_FROM on it is, more for more, at most 3."""
    spans = item.understanding.sentences[:FIT_READS_TO]
    telling = subject.telling(entities)
    title, lead = (_signs(item, part, subject, telling) for part in (spans[:1], spans[1:3]))
    rest = [_signs(item, (span,), subject, telling) > 0 for span in spans[3:]]
    borne_out = (sum(rest) + UNKNOWN) / (len(rest) + 1)
    found = 1.0 * title + 0.5 * lead + 1.5 * borne_out * bool(title or lead)
    if spans and title < SIGNS:
        found *= SELLS.get(genre_of(item.article.words(spans[0]), item.understanding.language), 1.0)
    return round(min(3.0, found), 4)


def story_fit(
    material: Material, subject: Subject, entities: dict[str, Entity], nearness: Mapping[str, float] | None = None
) -> float:
    """The mean fit of the story's articles, or 0 when the story as a whole, or too much of it, is not about the subject, or
    its meaning is farther from the subject's than its file allows (`nearness` by story, see `nearness`)."""
    sure = 1.0
    if nearness is not None:
        beyond = nearness.get(material.story.id, 1.0) - subject.near
        if beyond < 0:
            return 0.0
        sure = 0.5 + 0.5 * min(1.0, beyond / AS_NEAR)
    if not _whole(material, subject, entities):
        return 0.0
    fits = [sure * fit(item, subject, entities) for item in material.articles]
    about = sum(one >= FITS_FROM for one in fits)
    mean = sum(fits) / len(fits)
    return mean if mean >= MEAN and about >= SHARE * len(fits) else 0.0


def nearness(materials: Sequence[Material], subject: Subject, embedder: Embedder | None) -> dict[str, float] | None:
    """How near each story is to the subject's sentence of meaning, from -1 to 1; None where the subject asks for nothing."""
    if embedder is None or not subject.meaning or subject.near <= -1.0:
        return None
    wanted = embedder.embed([subject.meaning], [subject.language])[0]
    return {story: float(np.dot(vector, wanted)) for story, vector in meanings(materials, embedder).items()}


def _whole(material: Material, subject: Subject, entities: dict[str, Entity]) -> bool:
    """Whether the tops of a story's texts, a quarter of them at least, have a sign of each facet of the subject, and no more
    than half of the titles a word that forbids it."""
    items = material.articles
    forbidden = sum(
        subject.forbids(item.article.words(span)) for item in items for span in item.understanding.sentences[:1]
    )
    if forbidden * 2 > len(items):
        return False
    if len(subject.facets) == 1:
        return True
    return sum(_top_whole(item, subject, entities) for item in items) * 4 >= len(items)


def _top_whole(item: UnderstoodArticle, subject: Subject, entities: dict[str, Entity]) -> bool:
    top = item.understanding.sentences[:WHOLE_WITHIN]
    named = {m.entity for m in item.understanding.mentions if m.entity and any(span.covers(m.span) for span in top)}
    text = " ".join(item.article.words(span) for span in top)
    return subject.whole(text, item.understanding.language, named, entities)


def _signs(item: UnderstoodArticle, spans: Sequence[Span], subject: Subject, telling: dict[str, float]) -> float:
    """Keywords and telling names in some sentences. A keyword that is part of a name (« Mistral AI ») is one sign with it."""
    words = subject.fit(" ".join(item.article.words(span) for span in spans), item.understanding.language)
    named = {
        m.entity
        for m in item.understanding.mentions
        if m.entity in telling and any(span.covers(m.span) for span in spans)
    }
    return min(SIGNS, max(words, 0.0) + sum(telling[entity] for entity in named))
