"""The decision of `group`: each article joins the nearest story of the last days, or opens one.

One pass in time order over centroids of meaning (as in Miranda et al. 2018, without training), where shared names and
numbers lower the threshold and names that contradict raise it. Ids come from the article that opened the story, so they
do not change from run to run.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from vigie.group.views import View, rarity
from vigie.model import Placement
from vigie.ports import Vector


@dataclass(frozen=True, slots=True)
class Settings:
    """`open_days`: how long after its last article a story takes in another. The rest are cosines added to or taken
    from the embedder's threshold."""

    open_days: float = 3.0
    agreeing: float = 0.08
    contradicting: float = 0.12


class _Open:
    """A story that may still grow."""

    def __init__(self, story: str, view: View, vector: Vector) -> None:
        self.id = story
        self.sum = vector.copy()
        self.names: dict[str, int] = {}
        self.numbers: set[str] = set()
        self.size = 0
        self.last_at = view.published_at
        self.take(view, vector, first=True)

    def take(self, view: View, vector: Vector, *, first: bool = False) -> None:
        if not first:
            self.sum += vector
        for name in view.names:
            self.names[name] = self.names.get(name, 0) + 1
        self.numbers |= view.numbers
        self.size += 1
        self.last_at = max(self.last_at, view.published_at)


def story_id(article: str) -> str:
    """The id of the story that this article opens: 12 hexadecimal digits."""
    return hashlib.sha256(f"story\n{article}".encode()).hexdigest()[:12]


def decide(
    new: Sequence[View],
    placed: Sequence[tuple[View, str]],
    vectors: Mapping[str, Vector],
    threshold: float,
    settings: Settings,
) -> tuple[Placement, ...]:
    """Placements of `new`, given those already `placed` within the window. `vectors` by the views' keys, unit length.

    The order of `new` does not matter: it is put in time order first.
    """
    rare = rarity([*new, *(view for view, _ in placed)])
    stories: dict[str, _Open] = {}
    for view, story in sorted(placed, key=lambda pair: (pair[0].published_at, pair[0].id)):
        if view.alone:
            continue
        vector = vectors[view.key]
        if story in stories:
            stories[story].take(view, vector)
        else:
            stories[story] = _Open(story, view, vector)
    return tuple(_place(view, stories, vectors[view.key], rare, threshold, settings) for view in _in_time(new))


def _in_time(views: Sequence[View]) -> list[View]:
    return sorted(views, key=lambda view: (view.published_at, view.id))


def _place(
    view: View,
    stories: dict[str, _Open],
    vector: Vector,
    rare: Mapping[str, float],
    threshold: float,
    settings: Settings,
) -> Placement:
    own = story_id(view.id)
    if view.alone or not vector.any():
        return Placement(view.id, own)
    for story in _closed(stories, view.published_at - timedelta(days=settings.open_days)):
        del stories[story]
    best, nearness = _nearest(view, stories, vector, rare, threshold, settings)
    if best is None:
        stories[own] = _Open(own, view, vector)
        return Placement(view.id, own)
    stories[best].take(view, vector)
    return Placement(view.id, best, round(float(nearness), 4))


def _closed(stories: Mapping[str, _Open], before: datetime) -> list[str]:
    return [story for story, held in stories.items() if held.last_at < before]


def _nearest(
    view: View,
    stories: Mapping[str, _Open],
    vector: Vector,
    rare: Mapping[str, float],
    threshold: float,
    settings: Settings,
) -> tuple[str | None, float]:
    if not stories:
        return None, 0.0
    held = list(stories.values())
    sums = np.stack([story.sum for story in held])
    cosines = (sums @ vector) / np.linalg.norm(sums, axis=1)
    best: tuple[float, str] | None = None
    for place in np.argsort(-cosines, kind="stable")[:8]:
        cosine = float(cosines[place])
        need = threshold - _agreement(view, held[place], rare, settings)
        if cosine >= need and (best is None or cosine - need > best[0]):
            best = (cosine - need, held[place].id)
    return (best[1], float(max(cosines))) if best else (None, 0.0)


def _agreement(view: View, story: _Open, rare: Mapping[str, float], settings: Settings) -> float:
    """How much nearer (or, below zero, farther) names and numbers bring the two than meaning alone."""
    shared = [rare.get(name, 1.0) for name in view.names if story.names.get(name, 0) * 2 >= story.size]
    if view.numbers & story.numbers or sum(shared) >= 1.2:
        return settings.agreeing
    if view.names and story.names and not shared:
        return -settings.contradicting
    return 0.0
