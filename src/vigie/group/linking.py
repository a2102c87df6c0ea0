"""The decision of `group`: linking a day's articles, on top of the stories that are open.

Two groups are joined while the mean log-odds over the surer half of their pairs is above the cut, the surest groups first.
One chance likeness cannot glue two events together, as it does by single link; and an angle that only some of the articles
share is no reason to keep them apart, as it is by average link (pairwise F1 .74 against .65 on the April window, one setting).
Stories of earlier days keep their ids and are never merged with one another; within a day the order of arrival makes no
difference. What a person said of two articles holds whatever their likeness.
"""

import hashlib
import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vigie.group.constraints import Constraints
from vigie.group.pairs import Weights, Window
from vigie.group.views import View
from vigie.model import Correction, Placement
from vigie.ports import Vector


@dataclass(frozen=True, slots=True)
class Settings:
    """`open_days`: how long after its last article a story takes in another. `cut`: the mean log-odds that joins.
    `unlike`: the log-odds of a pair too far apart to be weighed. `share`: how much of the pairs, the surest, is asked."""

    open_days: float = 3.0
    cut: float = -0.5
    unlike: float = -8.0
    share: float = 0.5


def story_id(article: str) -> str:
    """The id of the story that this article opens: 12 hexadecimal digits."""
    return hashlib.sha256(f"story\n{article}".encode()).hexdigest()[:12]


def decide(
    new: Sequence[View],
    placed: Sequence[tuple[View, str]],
    vectors: Mapping[str, Vector],
    settings: Settings,
    weights: Weights | None = None,
    corrections: Sequence[Correction] = (),
    closed: Mapping[str, str] | None = None,
) -> tuple[Placement, ...]:
    """Placements of a day's `new` articles, given those already `placed` in the days before. `vectors` by the views' keys.
    The order of neither matters: both are put in time order first. `closed`: by article, the stories too old to be compared
    that `corrections` may speak of."""
    held = Constraints(corrections, {**(closed or {}), **{view.id: story for view, story in placed}})
    fresh = sorted(new, key=lambda view: (view.published_at, view.id))
    linked = [view for view in fresh if not view.alone and vectors[view.key].any()]
    old = sorted(
        ((v, story) for v, story in placed if not v.alone and vectors[v.key].any()),
        key=lambda pair: (pair[0].published_at, pair[0].id),
    )
    views = [*linked, *(view for view, _ in old)]
    roots = [held.root(view.id) for view in views]
    names: dict[str, str] = {}
    found: dict[str, Placement] = {}
    if views:
        window = Window(views, np.stack([vectors[view.key] for view in views]))
        groups = _Groups(len(linked), roots, held, settings)
        for row, other, cosine in window.near(range(len(linked))):
            groups.link(row, other, round(window.features(row, other, cosine).log_odds(weights or Weights()), 3))
        groups.join()
        for rows, story, sureness in groups.formed():
            name = story or story_id(linked[min(rows)].id)
            for row in rows:
                names[roots[row]] = name
                found[linked[row].id] = Placement(linked[row].id, name, sureness)
    for view in fresh:
        if view.id not in found:
            # Not compared with others: it goes where a person put it, or stays alone.
            root = held.root(view.id)
            found[view.id] = Placement(view.id, names.setdefault(root, held.story(root) or story_id(view.id)))
    return tuple(found[view.id] for view in fresh)


class _Groups:
    """Growing groups of rows, with the log-odds between them. Rows from `fresh` on belong to given stories. Rows of one root
    are one group from the start."""

    def __init__(self, fresh: int, roots: Sequence[str], held: Constraints, settings: Settings) -> None:
        self._settings = settings
        self._fresh = fresh
        self._group_of: list[int] = []
        self._rows: dict[int, list[int]] = {}
        self._story: dict[int, str] = {}
        self._links: dict[int, dict[int, list[float]]] = {}
        self._sureness: dict[int, float] = {}
        first_of: dict[str, int] = {}
        for row, root in enumerate(roots):
            group = first_of.setdefault(root, row)
            self._group_of.append(group)
            self._rows.setdefault(group, []).append(row)
            self._links.setdefault(group, {})
            if story := held.story(root):
                self._story[group] = story
        self._apart = {
            group: {first_of[other] for other in held.apart(root) if other in first_of}
            for root, group in first_of.items()
        }

    def link(self, row: int, other: int, log_odds: float) -> None:
        one, two = self._group_of[row], self._group_of[other]
        if one != two:
            self._add(one, two, [max(log_odds, self._settings.unlike)])

    def join(self) -> None:
        """Joins the surest two groups again and again, until none is sure enough."""
        heap = [
            (-self._mean(one, two), one, two) for one in sorted(self._links) for two in self._links[one] if one < two
        ]
        heapq.heapify(heap)
        while heap:
            told, one, two = heapq.heappop(heap)
            if one not in self._rows or two not in self._links.get(one, {}):
                continue
            mean = self._mean(one, two)
            if -told != mean:
                continue  # the groups have grown since: a newer entry stands for them
            if mean < self._settings.cut:
                return
            if (self._story.get(one) and self._story.get(two)) or two in self._apart[one]:
                continue
            kept = self._merge(one, two, mean)
            for other in sorted(self._links[kept]):
                heapq.heappush(heap, (-self._mean(kept, other), min(kept, other), max(kept, other)))

    def formed(self) -> list[tuple[list[int], str, float]]:
        """(fresh rows, story they join or an empty string, least mean log-odds that joined them) of each group."""
        found = []
        for group, rows in sorted(self._rows.items()):
            fresh = [row for row in rows if row < self._fresh]
            if fresh:
                found.append((fresh, self._story.get(group, ""), self._sureness.get(group, 0.0)))
        return found

    def _mean(self, one: int, two: int) -> float:
        """Over the surer part of all pairs; those never weighed count as unlike."""
        asked = max(1, math.ceil(len(self._rows[one]) * len(self._rows[two]) * self._settings.share))
        surest = self._links[one][two][:asked]
        return round((math.fsum(surest) + (asked - len(surest)) * self._settings.unlike) / asked, 6)

    def _merge(self, one: int, two: int, mean: float) -> int:
        kept, gone = (two, one) if two in self._story else (one, two)
        for row in self._rows[gone]:
            self._group_of[row] = kept
        for other, pairs in self._links.pop(gone).items():
            del self._links[other][gone]
            if other != kept:
                self._add(kept, other, pairs)
        for other in self._apart.pop(gone):
            self._apart[other].remove(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)
        self._rows[kept] += self._rows.pop(gone)
        self._sureness[kept] = min(mean, self._sureness.get(kept, mean), self._sureness.pop(gone, mean))
        return kept

    def _add(self, one: int, two: int, log_odds: Sequence[float]) -> None:
        pairs = sorted((*self._links[one].get(two, ()), *log_odds), reverse=True)
        self._links[one][two] = self._links[two][one] = pairs
