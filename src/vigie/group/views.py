"""What grouping looks at in an article: its meaning, its names, its numbers, its time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from vigie.knowledge.matching import bare, tokens_of, unspaced
from vigie.model import UnderstoodArticle

# Meaning is taken from the title and the start of the lead: later paragraphs tell of background that other events share.
LEAD_CHARACTERS = 200
LEAD_CHARACTERS_UNSPACED = 110
# Kinds of names that tell events apart; a place or a chip is common to many.
TELLING = {
    "company",
    "lab",
    "government",
    "regulator",
    "court",
    "organisation",
    "university",
    "person",
    "model",
    "product",
    "unknown",
}


@dataclass(frozen=True, slots=True)
class View:
    """One article as `group` sees it. `names` and `numbers` are those of the title and the lead."""

    id: str
    published_at: datetime
    language: str
    source: str
    lead: str
    key: str
    names: frozenset[str]
    numbers: frozenset[str]
    tokens: frozenset[str]
    alone: bool


def view_of(item: UnderstoodArticle) -> View:
    """The view of one article. `alone` marks pages that tell of many events: they join no story and draw nobody in."""
    article, understanding = item.article, item.understanding
    lead = lead_of(item)
    read = understanding.sentences[:4]
    names = {
        mention.entity or bare(mention.name)
        for mention in understanding.mentions
        if mention.kind in TELLING and any(span.covers(mention.span) for span in read)
    }
    numbers = {
        f"{amount.value:f}{amount.currency or amount.unit}"
        for amount in understanding.amounts
        if any(span.covers(amount.span) for span in read)
    }
    return View(
        id=article.id,
        published_at=article.published_at,
        language=understanding.language,
        source=article.source,
        lead=lead,
        key=hashlib.sha256(f"{understanding.language}\n{lead}".encode("utf-8", "surrogatepass")).hexdigest()[:24],
        names=frozenset(names),
        numbers=frozenset(numbers),
        tokens=tokens_of(lead),
        alone=understanding.page_class == "roundup",
    )


def lead_of(item: UnderstoodArticle) -> str:
    """Title and first sentences, asides left out, up to the length that carries the event."""
    words: list[str] = []
    size = 0
    for span in item.understanding.sentences:
        piece = item.article.words(span)
        words.append(piece)
        size += len(piece)
        if size >= LEAD_CHARACTERS:
            break
    lead = "\n".join(words) or item.article.title
    return lead[: LEAD_CHARACTERS_UNSPACED if _unspaced(lead) else LEAD_CHARACTERS]


def _unspaced(text: str) -> bool:
    return sum(map(unspaced, text)) * 3 > len(text)
