"""The points of each story and the reasons for them, as plain newspaper reasons, the weightiest first."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain

from vigie.knowledge.cues import cues
from vigie.knowledge.names import Entity
from vigie.model import Claim, EventType, OriginKind, Status, UnderstoodArticle
from vigie.write.material import SPOKEN, Material
from vigie.write.phrasing import Phrasing, phrasing
from vigie.write.ranking.axes import Axis, met
from vigie.write.ranking.pages import house_of, lowered_by
from vigie.write.ranking.weights import A_DOLLAR, KEPT, WEIGHTS

# Points below this move a story by no place: they are no reason to print.
WORTH_SAYING = 0.25
# Acts: somebody does something that has consequences. Research, results and the like are told, not done.
ACTS = frozenset(EventType) - {EventType.OTHER, EventType.RESEARCH, EventType.RESULTS, EventType.INCIDENT}
AUTHORITIES = frozenset({"court", "regulator", "government"})
OFFICIAL_ORIGINS = frozenset({OriginKind.COURT, OriginKind.GOVERNMENT})
FIRMS = frozenset({"company", "lab"})
PLANNED = frozenset({Status.RUMOUR, Status.CONSIDERING, Status.THREAT, Status.DENIED})
# In dollars; and how many sentences from the title on.
LARGE, TOP = 100_000_000, 3
PLACELESS = frozenset({"place", "outlet"})
# Named in the title and again in the lead.
WELL_INSIDE = 1.8
# A name that fewer stories of the last month had at their top is not much spoken of.
SPOKEN_OF = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its points and the reasons for them, the weightiest first."""

    material: Material
    score: float
    reasons: tuple[str, ...]


def rank(
    candidates: Sequence[tuple[Material, float]],
    language: str,
    entities: dict[str, Entity],
    axes: Sequence[Axis] = (),
) -> tuple[Ranked, ...]:
    """The candidates (story, fit to the subject) by score, then by story id."""
    latest = max((_latest(material) for material, _ in candidates), default=None)
    day = _Day(phrasing(language), language, entities, tuple(axes), latest)
    scored = [_scored(material, fits, day) for material, fits in candidates]
    return tuple(sorted(scored, key=lambda ranked: (-ranked.score, ranked.material.story.id)))


def moved(material: Material) -> bool:
    """True for a story that changed something in a storyline: a status, a step, a figure, the roles."""
    chapter = material.chapter
    if chapter is None:
        return False
    stepped = any(novelty.kind == "step" for novelty in chapter.news)
    return bool(chapter.reversal or chapter.transitions or (chapter.earlier and (stepped or chapter.updates)))


@dataclass(frozen=True, slots=True)
class _Day:
    """What all stories of a day are weighed by."""

    words: Phrasing
    language: str
    entities: dict[str, Entity]
    axes: tuple[Axis, ...]
    latest: datetime | None


def _scored(material: Material, fits: float, day: _Day) -> Ranked:
    signs = (_reach(material, day), _acts(material, day), _stakes(material, day), _story(material, day))
    points = [*chain.from_iterable(signs), *_subject(material, fits, day)]
    score = sum(point for point, _ in points)
    said = [reason for point, reason in sorted(points, key=lambda p: -p[0]) if point > WORTH_SAYING and reason]
    for sign in filter(None, (lowered_by(material), "told" if material.told is not None else "")):
        score *= KEPT[sign].points
        said.append(day.words.count(f"low_{sign}", 1))
    return Ranked(material, round(score, 4), tuple(said))


def _points(sign: str, steps: float) -> float:
    weight = WEIGHTS[sign]
    return weight.points * min(max(steps, 0.0), weight.most)


def _reach(material: Material, day: _Day) -> Iterable[tuple[float, str]]:
    """Origins, houses, languages, countries."""
    words, voices = day.words, material.trace.voices
    names = [material.shown_name(voice.name, day.language) for voice in voices]
    if len(voices) > 1:
        yield _points("voices", math.log2(len(voices))), _named(words, words.count("voices", len(voices)), names)
    items = material.originals() or material.articles
    houses = {house_of(material, item) for item in items}
    languages = {item.understanding.language for item in material.articles}
    countries = {country for item in material.articles if (country := _country(material, item))}
    if len(houses) > 1:
        yield _points("outlets", math.log2(len(houses))), words.count("outlets", len(houses))
    abroad = _points("languages", len(languages) - 1) + _points("countries", len(countries) - 1)
    reached = (("languages", len(languages)), ("countries", len(countries)))
    if told := [words.count(sign, number) for sign, number in reached if number > 1]:
        yield abroad, str(words.reasons["told_in"]).format(reach=words.join(told))
    if day.language in languages:
        yield _points("reader_language", 1), words.count("reader_language", 1)


def _acts(material: Material, day: _Day) -> Iterable[tuple[float, str]]:
    """Who acts, where at least a third of the story's texts tell of it: an authority, else the company itself."""
    claims = material.claims()
    acting = Counter(actor for item, claim in claims if (actor := _actor(material, item, claim, day)) is not None)
    found = [(actor, count) for actor, count in acting.items() if count * 3 >= len(claims)]
    if not found:
        return
    (authority, name), _ = max(found, key=lambda pair: (pair[0][0], bool(pair[0][1]), pair[1], pair[0][1]))
    sign = "authority" if authority else "own_act"
    if name:
        yield _points(sign, 1), str(day.words.reasons[sign]).format(name=material.spoken_name(name, day.language))
    else:
        yield _points(sign, 1), day.words.count("authority_unnamed", 1)


def _actor(material: Material, item: UnderstoodArticle, claim: Claim, day: _Day) -> tuple[bool, str] | None:
    """(whether it is an authority, its name) of the one who does what the claim tells; None for mere talk. The name is
    empty where only its office is told (« un tribunal ») in words that are not the reader's."""
    if claim.event_type not in ACTS or claim.status in PLANNED or claim.polarity == "negative":
        return None
    agent = material.names.entity_named(claim.agent) if claim.agent and claim.agent_named else None
    if agent is not None and agent.kind in AUTHORITIES:
        return True, agent.name
    if agent is not None and agent.kind in FIRMS and claim.status in SPOKEN:
        return False, agent.name
    language = item.understanding.language
    if agent is None and claim.agent and _office(claim.agent, language):
        return True, claim.agent if language == day.language and not claim.agent_named else ""
    origin = material.chain(item.article.id).origin
    known = material.names.entity_named(origin.name)
    if origin.kind in OFFICIAL_ORIGINS and claim.status in SPOKEN and known is not None and known.kind in AUTHORITIES:
        return True, known.name
    return None


def _office(phrase: str, language: str) -> bool:
    """True for a phrase whose noun is a court's or a government's: « un tribunal allemand », "the ministry"."""
    found = cues(language)
    if found is None:
        return False
    nouns = {noun.strip("*") for kind in OFFICIAL_ORIGINS for noun in found.origins.heads.get(kind.value, ())}
    words = phrase.casefold().split() if found.spaced else [phrase]
    return any(noun and (noun in words or (not found.spaced and noun in phrase)) for noun in nouns)


def _stakes(material: Material, day: _Day) -> Iterable[tuple[float, str]]:
    """The greatest sum that at least a third of the story's texts give in title or first sentences."""
    sums: Counter[tuple[Decimal, str]] = Counter()
    items = material.originals() or material.articles
    for item in items:
        top = item.understanding.sentences[:TOP]
        sums.update(
            {
                (a.value, a.currency)
                for a in item.understanding.amounts
                if a.currency and any(s.covers(a.span) for s in top)
            }
        )
    given = [one for one, count in sums.items() if count * 3 >= len(items)]
    worth = {(value, currency): value / A_DOLLAR.get(currency, 1) for value, currency in given}
    value, currency = max(given, key=lambda one: (worth[one], one), default=(Decimal(0), ""))
    if currency and worth[value, currency] >= LARGE:
        steps = math.log10(worth[value, currency] / LARGE) + 1
        yield (
            _points("stakes", steps),
            str(day.words.reasons["stakes"]).format(amount=day.words.amount(value, currency)),
        )


def _story(material: Material, day: _Day) -> Iterable[tuple[float, str]]:
    """What it changes in a storyline, and who is in it."""
    chapter, words = material.chapter, day.words
    if chapter is not None and (chapter.earlier or chapter.transitions or chapter.reversal):
        parties = [material.shown_name(name, day.language) for name in chapter.name.parties[:2]]
        stepped = bool(chapter.transitions) or any(novelty.kind == "step" for novelty in chapter.news)
        signs = (("reversal", bool(chapter.reversal)), ("moved", stepped), ("figure", bool(chapter.updates)))
        sign = next((sign for sign, shown in signs if shown), "followed")
        yield _points(sign, 1), _named(words, words.count(sign, 1), parties)
    spoken_of = _spoken_of(material)
    if spoken_of:
        most = max(material.renown.values())
        steps = math.log1p(spoken_of[0][0]) / math.log1p(most)
        names = words.join([material.shown_name(name, day.language) for _, name in spoken_of[:2]])
        yield _points("weight", steps), str(words.reasons["actors"]).format(names=names)


def _spoken_of(material: Material) -> list[tuple[int, str]]:
    """The names in at least half of the titles that the archive's last month often had at the top of a story."""
    counts: Counter[str] = Counter()
    for item in material.articles:
        title = item.understanding.sentences[:1]
        counts.update(
            {
                m.name
                for m in item.understanding.mentions
                if m.entity and m.kind not in PLACELESS and any(span.covers(m.span) for span in title)
            }
        )
    named = (name for name, count in counts.items() if count * 2 >= len(material.articles))
    found = ((material.renown.get(name, 0), name) for name in named)
    return sorted((pair for pair in found if pair[0] >= SPOKEN_OF), key=lambda pair: (-pair[0], pair[1]))


def _subject(material: Material, fits: float, day: _Day) -> Iterable[tuple[float, str]]:
    """Fit to the subject, the reader's axes, freshness."""
    words = day.words
    yield _points("fit", fits), words.count("fit", 1) if fits >= WELL_INSIDE else ""
    for axis in met(material, day.axes):
        yield _points("axis", 1) * axis.weight, str(words.reasons["axis"]).format(name=axis.name)
    if day.latest is not None:
        hours = (day.latest - _latest(material)).total_seconds() / 3600
        yield _points("fresh", 1 - hours / 24), words.count("fresh", 1) if hours < 3 else ""


def _named(words: Phrasing, reason: str, names: Sequence[str]) -> str:
    """The reason with at most three names behind it: « 4 origines indépendantes : Reuters, Le Monde et 2 autres »."""
    if not names:
        return reason
    shown = list(names[:3]) if len(names) <= 3 else [*names[:2], words.count("more", len(names) - 2)]
    return str(words.reasons["named"]).format(reason=reason, names=words.join(shown))


def _latest(material: Material) -> datetime:
    return max(item.article.published_at for item in material.articles)


def _country(material: Material, item: UnderstoodArticle) -> str:
    outlet = material.names.outlet_of(item.article.source, item.article.url)
    return outlet.country if outlet is not None else ""
