"""What grouping looks at in an article: its meaning, its words, its names, its figures, its time."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vigie.group.terms import terms
from vigie.knowledge.backdrop import Terms
from vigie.knowledge.matching import bare, tokens_of, unspaced
from vigie.model import Span, UnderstoodArticle

# Meaning is taken from the title and the start of the lead: later paragraphs tell of background that other events share.
LEAD_CHARACTERS = 200
LEAD_CHARACTERS_UNSPACED = 110
# Words, names and figures are compared further down too: that is where a second report of one event agrees.
BODY_CHARACTERS = 1500
# Names and figures near the top are those of the event.
TOP_SENTENCES = 4
# Words are cut here, so that most endings fall away in any language that has them (naive stemming: « barrages », barrage).
STEM = 6
# Kinds of names that tell events apart; a chip or a currency is common to many.
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


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One article as `group` sees it. Sets of terms are sorted hashes: of words, names, places, amounts, digits and acts,
    those of the title and the lead and, as `all_…`, those of the whole article. `units`: what the lead's amounts count."""

    id: str
    published_at: datetime
    language: str
    source: str
    lead: str
    key: str
    body: str
    body_key: str
    alone: bool
    words: Terms
    body_words: Terms
    names: Terms
    body_names: Terms
    places: Terms
    body_places: Terms
    amounts: Terms
    body_amounts: Terms
    units: Terms
    digits: Terms
    body_digits: Terms
    acts: Terms


def view_of(item: UnderstoodArticle) -> View:
    """The view of one article. `alone` marks pages that tell of many events: they join no story and draw nobody in."""
    article, understanding = item.article, item.understanding
    top = understanding.sentences[:TOP_SENTENCES]
    lead, body = lead_of(item), body_of(item)
    words, body_words = tokens_of(lead), tokens_of(body)
    names, places = _names(item, top)
    body_names, body_places = _names(item, understanding.sentences)
    amounts = [one for one in understanding.amounts if _on(one.span, top)]
    return View(
        id=article.id,
        published_at=article.published_at,
        language=understanding.language,
        source=article.source,
        lead=lead,
        key=_key(understanding.language, lead),
        body=body,
        body_key=_key(understanding.language, body),
        alone=understanding.page_class == "roundup",
        words=terms(word[:STEM] for word in words),
        body_words=terms(word[:STEM] for word in body_words),
        names=names,
        body_names=body_names,
        places=places,
        body_places=body_places,
        amounts=terms(f"{one.value:f}{one.currency or one.unit}" for one in amounts),
        body_amounts=terms(f"{one.value:f}{one.currency or one.unit}" for one in understanding.amounts),
        units=terms(one.currency or one.unit for one in amounts),
        digits=terms(word for word in words if word[0].isdigit()),
        body_digits=terms(word for word in body_words if word[0].isdigit()),
        acts=terms(claim.event_type for claim in understanding.claims if claim.evidence[0] in top),
    )


def lead_of(item: UnderstoodArticle) -> str:
    """Title and first sentences, asides left out, up to the length that carries the event."""
    lead = _start(item, LEAD_CHARACTERS)
    return lead[: LEAD_CHARACTERS_UNSPACED if _unspaced(lead) else LEAD_CHARACTERS]


def body_of(item: UnderstoodArticle) -> str:
    """The article's own words, the title first, asides left out, up to 1,500 characters."""
    return _start(item, BODY_CHARACTERS)[:BODY_CHARACTERS]


def _start(item: UnderstoodArticle, characters: int) -> str:
    words: list[str] = []
    size = 0
    for span in item.understanding.sentences:
        piece = item.article.words(span)
        words.append(piece)
        size += len(piece)
        if size >= characters:
            break
    return "\n".join(words) or item.article.title


def _names(item: UnderstoodArticle, spans: tuple[Span, ...]) -> tuple[Terms, Terms]:
    """The telling names and the places mentioned in these sentences. A known name is its entity, in whatever language."""
    mentions = [mention for mention in item.understanding.mentions if _on(mention.span, spans)]
    return (
        terms(mention.entity or bare(mention.name) for mention in mentions if mention.kind in TELLING),
        terms(mention.entity or bare(mention.name) for mention in mentions if mention.kind == "place"),
    )


def _on(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.covers(span) for one in spans)


def _key(language: str, text: str) -> str:
    return hashlib.sha256(f"{language}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _unspaced(text: str) -> bool:
    return sum(map(unspaced, text)) * 3 > len(text)
