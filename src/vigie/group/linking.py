"""The decision of `group`: linking a day's articles, on top of the stories that are open.

Two groups are joined while the mean log-odds over the surer half of their pairs is above the cut, the surest groups first;
of two large groups more than half is asked.
One chance likeness cannot glue two events together, as it does by single link; and an angle that only some of the articles
share is no reason to keep them apart, as it is by average link (pairwise F1 .74 against .65 on the April window, one setting).
Stories of earlier days keep their ids and are never merged with one another; within a day the order of arrival makes no
difference. What a person said of two articles holds whatever their likeness.
"""

import hashlib
import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vigie.group.constraints import Constraints
from vigie.group.doubt import Doubt
from vigie.group.views import View
from vigie.group.weighing import Link, in_order
from vigie.model import Correction, Placement


@dataclass(frozen=True, slots=True)
class Settings:
    """`open_days`: how long after its last article a story takes in another. `cut`: the mean log-odds that joins, even odds.
    `unlike`: the log-odds of a pair too far apart to be weighed. `share`: how much of the pairs, the surest, is asked,
    and of many pairs all but `angles` times the root of their number: half of a hundred are surer than most by chance.
    `subject`: the reader's, by its name; where set, only what touches it is worth the teacher's time. `doubt`: when it is."""

    open_days: float = 3.0
    cut: float = 0.0
    unlike: float = -8.0
    share: float = 0.5
    angles: float = 2.0
    subject: str = ""
    doubt: Doubt = field(default_factory=Doubt)


def story_id(article: str) -> str:
    """The id of the story that this article opens: 12 hexadecimal digits."""
    return hashlib.sha256(f"story\n{article}".encode()).hexdigest()[:12]


def decide(
    new: Sequence[View],
    placed: Mapping[str, str],
    links: Sequence[Link],
    settings: Settings,
    corrections: Sequence[Correction] = (),
    closed: Mapping[str, str] | None = None,
) -> tuple[Placement, ...]:
    """Placements of a day's `new` articles, given the links between them and to those `placed` in the days before (story by
    article). No order makes a difference. `closed`: by article, the stories too old to be compared that `corrections` may
    speak of."""
    held = Constraints(corrections, {**(closed or {}), **placed})
    fresh = in_order(new)
    linked = {link.one for link in links} | {link.other for link in links}
    ids = [view.id for view in fresh if view.id in linked]
    fresh_count = len(ids)
    ids += sorted(linked & placed.keys())
    rows = {article: row for row, article in enumerate(ids)}
    roots = [held.root(article) for article in ids]
    names: dict[str, str] = {}
    found: dict[str, Placement] = {}
    groups = _Groups(fresh_count, roots, held, settings)
    for link in links:
        groups.link(rows[link.one], rows[link.other], link.log_odds)
    groups.join()
    for members, story, sureness in groups.formed():
        name = story or story_id(ids[min(members)])
        for row in members:
            names[roots[row]] = name
            found[ids[row]] = Placement(ids[row], name, sureness)
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
        count = len(self._rows[one]) * len(self._rows[two])
        asked = max(
            1, math.ceil(count * self._settings.share), math.ceil(count - self._settings.angles * math.sqrt(count))
        )
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
