"""Which stories a brief tells, in which order, and why: every point of a score has a reason that can be read."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.names import Entity
from vigie.knowledge.subjects import Subject
from vigie.model import UnderstoodArticle
from vigie.write.material import SPOKEN, Material
from vigie.write.phrasing import phrasing

# A story of which every third article names the subject in its title, or every second in its lead, is about it.
FITS_FROM = 0.5
FIT_READS_TO = 15
# Pages that tell no news of their own, or only what a sender paid to have told.
NOT_NEWS = {"roundup", "opinion", "press_release"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its points and the reasons for them, the weightiest first."""

    material: Material
    score: float
    reasons: tuple[str, ...]


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


def lists_news(material: Material) -> bool:
    """True for a story of round-ups and live pages alone: what they list is told by its own stories."""
    return all(item.understanding.page_class in {"roundup", "live"} for item in material.articles)


def story_fit(material: Material, subject: Subject, entities: dict[str, Entity]) -> float:
    """The mean fit of the story's articles, or 0 when the story as a whole is not about the subject."""
    fits = [min(3.0, fit(item, subject, entities)) for item in material.articles]
    mean = sum(fits) / len(fits)
    return mean if mean >= FITS_FROM else 0.0


def rank(
    candidates: Sequence[tuple[Material, float]], language: str, entities: dict[str, Entity]
) -> tuple[Ranked, ...]:
    """The candidates (story, fit to the subject) by score, then by story id."""
    scored = [_scored(material, fits, language, entities) for material, fits in candidates]
    return tuple(sorted(scored, key=lambda ranked: (-ranked.score, ranked.material.story.id)))


def choose(ranked: Sequence[Ranked], most: int, share: int, corroborated: int) -> tuple[Ranked, ...]:
    """The first `most` stories, no more than `share` about one main actor or from one family alone, with at least
    `corroborated` places for stories of several independent voices when there are that many."""
    firm = [one for one in ranked if len(one.material.trace.voices) > 1]
    reserved = {one.material.story.id for one in _fair(firm, corroborated, share)}
    ordered = _fair(ranked, len(ranked), share)
    places = most - sum(1 for one in ordered if one.material.story.id in reserved)
    kept: list[Ranked] = []
    for one in ordered:
        if one.material.story.id in reserved:
            kept.append(one)
        elif places > 0:
            kept.append(one)
            places -= 1
    return tuple(kept[:most])


def _fair(ranked: Sequence[Ranked], most: int, share: int) -> list[Ranked]:
    counted: dict[str, int] = {}
    kept: list[Ranked] = []
    seen: set[tuple[str, str]] = set()
    for one in ranked:
        if len(kept) >= most:  # before the first: `corroborated = 0` keeps no place
            break
        keys, news = _keys(one.material), _news(one.material)
        # Two groups of articles on one launch that grouping kept apart: the reader hears of it once.
        if any(counted.get(key, 0) >= share for key in keys) or not seen.isdisjoint(news):
            continue
        seen |= news
        for key in keys:
            counted[key] = counted.get(key, 0) + 1
        kept.append(one)
    return kept


def is_notice(material: Material, item: UnderstoodArticle) -> bool:
    """True for round-ups, opinion, and press releases, those on a release wire included."""
    outlet = material.names.outlet_of(item.article.source, item.article.url)
    return item.understanding.page_class in NOT_NEWS or (outlet is not None and outlet.kind == "press_release_wire")


def _keys(material: Material) -> set[str]:
    """The company (or its parent) that most titles of a story name, and the family it comes from when there is but one."""
    keys = {f"family:{voice.family}" for voice in material.trace.voices} if len(material.trace.voices) == 1 else set()
    entities = material.names.entities
    named = _in_titles(material, {"company", "lab", "model", "product"})
    keys |= {f"actor:{entities[entity].parent or entity}" for entity in named if entity in entities}
    return keys


def _news(material: Material) -> set[tuple[str, str]]:
    """(kind of event, product or model) that most titles of the story name."""
    kind = material.event_type()
    return {(kind.value, entity) for entity in _in_titles(material, {"model", "product"})} if kind else set()


def _in_titles(material: Material, kinds: set[str]) -> set[str]:
    """The known names of these kinds that at least half of the story's titles hold."""
    counts: Counter[str] = Counter()
    for item in material.articles:
        for title in item.understanding.sentences[:1]:
            inside = (m for m in item.understanding.mentions if m.kind in kinds and title.covers(m.span))
            counts.update({mention.entity for mention in inside})
    return {entity for entity, count in counts.items() if count * 2 >= len(material.articles)}


def _scored(material: Material, fits: float, language: str, entities: dict[str, Entity]) -> Ranked:
    words = phrasing(language)
    voices, articles = len(material.trace.voices), len(material.originals())
    languages = {item.understanding.language for item in material.articles}
    actors = {m.name for m in material.mentions_on_top() if m.entity in entities and entities[m.entity].ai}
    points: list[tuple[float, str]] = [
        (1.6 * math.log2(1 + voices), words.count("voices", voices)),
        (0.9 * math.log2(articles), words.count("articles", articles)),
        (0.8 * (len(languages) - 1), words.count("languages", len(languages))),
        (0.5 * min(3.0, fits), words.count("fit", 1)),
        (0.4 * min(2, len(actors)), str(words.reasons["actors"]).format(names=words.join(sorted(actors)[:3] or [""]))),
    ]
    if any(claim.status in SPOKEN for _, claim in material.claims()):
        points.append((0.7, words.count("official", 1)))
    if material.chapter is not None and material.chapter.earlier:
        points.append((0.6, words.count("followed", 1)))
    if language in languages:
        points.append((1.3, words.count("reader_language", 1)))
    score = sum(point for point, _ in points)
    notices = sum(is_notice(material, item) for item in material.originals())
    if notices * 2 >= articles:
        score *= 0.3
    if material.told is not None:
        score *= 0.6
    ordered = sorted((p for p in points if p[0] > 0.25), key=lambda point: -point[0])
    return Ranked(material, round(score, 4), tuple(reason for _, reason in ordered))
