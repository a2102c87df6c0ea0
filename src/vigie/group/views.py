"""What grouping looks at in an article: its meaning, its words, its names, its figures, its time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vigie.knowledge.backdrop import STEM, Terms, terms
from vigie.knowledge.leads import lead_of, start_of, vector_key
from vigie.knowledge.matching import bare, tokens_of
from vigie.model import EventType, Span, UnderstoodArticle

# Words, names and figures are compared further down too: that is where a second report of one event agrees.
BODY_CHARACTERS = 1500
# Names and figures near the top are those of the event.
TOP_SENTENCES = 4
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
# What amounts are amounts of, beside money, when they tell events apart; an age or a delay is common to many.
MEASURED = {
    "percent",
    "percentage point",
    "basis point",
    "person",
    "dead",
    "injured",
    "job",
    "share",
    "vehicle",
    "parameter",
    "token",
    "gpu",
    "chip",
    "gigawatt",
    "megawatt",
    "kilometre",
    "mile",
    "tonne",
    "barrel",
    "hectare",
    "household",
    "unit",
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
    body_amounts = [one for one in understanding.amounts if one.currency or one.unit in MEASURED]
    amounts = [one for one in body_amounts if _on(one.span, top)]
    return View(
        id=article.id,
        published_at=article.published_at,
        language=understanding.language,
        source=article.source,
        lead=lead,
        key=vector_key(understanding.language, lead),
        body=body,
        body_key=vector_key(understanding.language, body),
        alone=understanding.page_class in {"roundup", "evergreen", "none"},
        words=terms(word[:STEM] for word in words),
        body_words=terms(word[:STEM] for word in body_words),
        names=names,
        body_names=body_names,
        places=places,
        body_places=body_places,
        amounts=terms(f"{one.value:f}{one.currency or one.unit}" for one in amounts),
        body_amounts=terms(f"{one.value:f}{one.currency or one.unit}" for one in body_amounts),
        units=terms(one.currency or one.unit for one in amounts),
        digits=terms(word for word in words if word[0].isdigit()),
        body_digits=terms(word for word in body_words if word[0].isdigit()),
        acts=terms(
            claim.event_type
            for claim in understanding.claims
            if claim.event_type is not EventType.OTHER and any(span in top for span in claim.evidence)
        ),
    )


def body_of(item: UnderstoodArticle) -> str:
    """The article's own words, the title first, asides left out, up to 1,500 characters."""
    return start_of(item, BODY_CHARACTERS)[:BODY_CHARACTERS]


def _names(item: UnderstoodArticle, spans: tuple[Span, ...]) -> tuple[Terms, Terms]:
    """The telling names and the places mentioned in these sentences. A known name is its entity, in whatever language."""
    mentions = [mention for mention in item.understanding.mentions if _on(mention.span, spans)]
    return (
        terms(mention.entity or bare(mention.name) for mention in mentions if mention.kind in TELLING),
        terms(mention.entity or bare(mention.name) for mention in mentions if mention.kind == "place"),
    )


def _on(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.covers(span) for one in spans)
