"""How surely a story is about the reader's subject: by its main event, told in title and lead, not by a passing mention."""

from vigie.knowledge.names import Entity
from vigie.knowledge.subjects import Subject
from vigie.model import UnderstoodArticle
from vigie.write.material import Material

# A story of which every third article names the subject in its title, or every second in its lead, is about it.
FITS_FROM = 0.5
FIT_READS_TO = 15


def fit(item: UnderstoodArticle, subject: Subject, entities: dict[str, Entity]) -> float:
    """How surely one article is about the subject: 0 not at all, 1 surely, more for more. A keyword or a telling name
    in the title or the first sentences is enough; further down it takes several."""
    spans = item.understanding.sentences
    title, lead, rest = (
        " ".join(item.article.words(span) for span in part) for part in (spans[:1], spans[1:3], spans[3:FIT_READS_TO])
    )
    named = [m for m in item.understanding.mentions if m.entity in entities and entities[m.entity].ai]
    on_top = {m.entity for m in named if any(span.covers(m.span) for span in spans[:3])}
    language = item.understanding.language
    below = min(4.0, subject.fit(rest, language) + len({m.entity for m in named} - on_top))
    return 1.5 * subject.fit(title, language) + subject.fit(lead, language) + len(on_top) + 0.34 * below


def story_fit(material: Material, subject: Subject, entities: dict[str, Entity]) -> float:
    """The mean fit of the story's articles, or 0 when the story as a whole is not about the subject."""
    fits = [min(3.0, fit(item, subject, entities)) for item in material.articles]
    mean = sum(fits) / len(fits)
    return mean if mean >= FITS_FROM else 0.0
