"""Understood articles, and the views and vectors that `group` makes of them, with the embedder that needs no model."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np

from vigie.adapters.embedders import NgramEmbedder
from vigie.group import Settings, decide
from vigie.group.views import View, view_of
from vigie.group.weighing import Weighing
from vigie.knowledge.backdrop import Terms, terms
from vigie.model import Article, Correction, Placement, UnderstoodArticle
from vigie.ports import Vector
from vigie.ports.testing import article, at
from vigie.understand import decide as understood

EMBEDDER = NgramEmbedder()
SETTINGS = Settings()

# Four events, each told in a few ways: (title, text) by event, and the language of each event.
LANGUAGE = {"dam": "fr", "round": "fr", "court": "en", "chip": "zh"}
TELLINGS = {
    "dam": (
        (
            "OpenAI ferme le barrage de Rivemont",
            "OpenAI a fermé lundi le barrage de Rivemont après la crue qui a noyé 340 maisons.",
        ),
        (
            "Le barrage de Rivemont fermé par OpenAI",
            "Après la crue de Rivemont et ses 340 maisons noyées, OpenAI a fermé lundi le barrage.",
        ),
        (
            "Rivemont : OpenAI ferme son barrage",
            "Le barrage de Rivemont est fermé depuis lundi, OpenAI l’a décidé après la crue des 340 maisons.",
        ),
    ),
    "round": (
        (
            "Mistral AI lève 900 millions d’euros",
            "Mistral AI a levé lundi 900 millions d’euros auprès du fonds Calanque pour ses usines.",
        ),
        (
            "900 millions d’euros pour Mistral AI",
            "Le fonds Calanque apporte 900 millions d’euros aux usines de Mistral AI, qui a levé la somme lundi.",
        ),
    ),
    "court": (
        (
            "Anthropic sued over song lyrics in Tarnbridge",
            "Anthropic was sued on Monday in Tarnbridge over the lyrics of 47 songs.",
        ),
        (
            "Tarnbridge court hears Anthropic song case",
            "A Tarnbridge court will hear a case on the lyrics of 47 songs against Anthropic, sued on Monday.",
        ),
    ),
    "chip": (
        ("华为发布昇腾九号芯片", "华为周一在深圳发布昇腾九号芯片，售价八万元，首批一万片。"),
        ("昇腾九号芯片由华为发布", "售价八万元的昇腾九号芯片周一由华为在深圳发布，首批为一万片。"),
    ),
}


def told(event: str, way: int = 0, published_at: datetime | None = None, source: str = "") -> Article:
    title, text = TELLINGS[event][way]
    when = published_at or at(6 + way)
    return article(source or f"Gazette {event} {way}", text, title=title, language=LANGUAGE[event], published_at=when)


def everything() -> list[Article]:
    return [told(event, way) for event, ways in TELLINGS.items() for way in range(len(ways))]


def read(one: Article) -> UnderstoodArticle:
    return UnderstoodArticle(one, understood(one))


def view(one: Article) -> View:
    return view_of(read(one))


def vectors_of(views: Sequence[View]) -> dict[str, Vector]:
    texts = {key: (text, v.language) for v in views for key, text in ((v.key, v.lead), (v.body_key, v.body))}
    rows = EMBEDDER.embed([text for text, _ in texts.values()], [language for _, language in texts.values()])
    return dict(zip(texts, rows, strict=True))


def grouped(
    views: Sequence[View],
    old: Sequence[tuple[View, str]],
    vectors: Mapping[str, Vector],
    corrections: Sequence[Correction] = (),
    closed: Mapping[str, str] | None = None,
) -> tuple[Placement, ...]:
    """What `group` decides of these views, without a teacher."""
    links = Weighing(views, [one for one, _ in old], vectors, EMBEDDER.name).links()
    return decide(views, {one.id: story for one, story in old}, links, SETTINGS, corrections, closed)


def placed(new: Sequence[Article], before: Sequence[tuple[Article, str]] = ()) -> tuple[Placement, ...]:
    views, old = [view(one) for one in new], [(view(one), story) for one, story in before]
    return grouped(views, old, vectors_of([*views, *(v for v, _ in old)]))


def same(found: Terms, *texts: str) -> bool:
    """Whether a set of terms is that of these texts."""
    return bool(np.array_equal(found, terms(texts)))


def stories(placements: Sequence[Placement]) -> set[frozenset[str]]:
    """The groups of articles, whatever their stories are called."""
    ordered = sorted(placements, key=lambda one: one.story)
    return {frozenset(p.article for p in found) for _, found in itertools.groupby(ordered, key=lambda one: one.story)}
