"""From views to links: how likely each near pair of a window tells of one event. The teacher is asked in between.

`Weighing` measures a window with the student's vectors and says which articles it is in doubt about; given the teacher's
vectors of those, it gives the links that linking.decide joins. Pure: what embeds is the stage.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vigie.group.doubt import Doubt, doubtful
from vigie.group.pairs import Window, deep_features
from vigie.group.reuse import Reuse
from vigie.group.views import View
from vigie.group.weights import weights_for
from vigie.ports import Vector

# What it adds to a pair that one text repeats most of the other (Jaccard, so a brief within a round-up is none).
REUSED_ADDS = 4.0
# Links surer of two events than this are left out: linking counts them as unlike.
WORTH_TELLING = -6.0


@dataclass(frozen=True, slots=True)
class Link:
    """How likely two articles tell of one event, as log-odds. `one` is an article of the day."""

    one: str
    other: str
    log_odds: float


class Weighing:
    """A window being weighed."""

    def __init__(
        self,
        fresh: Sequence[View],
        placed: Sequence[View],
        vectors: Mapping[str, Vector],
        embedder: str,
        reused: Collection[Reuse] = (),
    ) -> None:
        """`vectors` of the embedder of this name, by the views' keys and body keys. The order of the views makes no
        difference: they are put in time order first."""
        new = [view for view in in_order(fresh) if not view.alone and vectors[view.key].any()]
        old = [view for view in in_order(placed) if not view.alone and vectors[view.key].any()]
        self._views = [*new, *old]
        self._embedder = embedder
        if not new:
            self._pairs = np.empty((0, 2), dtype=np.int64)
            return
        leads, bodies = (
            np.stack([vectors[key] for key in keys])
            for keys in ([view.key for view in self._views], [view.body_key for view in self._views])
        )
        window = Window(self._views, leads, bodies, embedder)
        rows = {view.id: row for row, view in enumerate(self._views)}
        known = {
            (rows[one.original], rows[one.article]): one.jaccard
            for one in reused
            if one.article in rows and one.original in rows and min(rows[one.article], rows[one.original]) < len(new)
        }
        self._pairs = window.candidates(len(new), known)
        self._table = window.features(self._pairs)
        repeated = {(min(pair), max(pair)): share for pair, share in known.items()}
        self._reused = np.array([repeated.get((one, other), 0.0) for one, other in self._pairs.tolist()])
        self._log_odds = weights_for(embedder).log_odds(self._table) + self._reused * REUSED_ADDS

    def in_doubt(self, of_interest: Collection[str], settings: Doubt) -> list[View]:
        """The articles that the teacher is to read. `of_interest`: ids of those that touch the reader's subject."""
        if not len(self._pairs):
            return []
        touching = [view.id in of_interest for view in self._views]
        return [self._views[row] for row in doubtful(self._pairs, self._log_odds, touching, settings)]

    def links(self, deep: Mapping[str, Vector] | None = None, teacher: str = "") -> list[Link]:
        """The links of the window. `deep`: the teacher's vectors by the views' keys, of those that it has read; a pair of
        which it has read both is weighed with them."""
        if not len(self._pairs):
            return []
        log_odds = self._log_odds
        if deep and (read := [row for row, view in enumerate(self._views) if view.key in deep]):
            vectors = np.zeros((len(self._views), len(deep[self._views[read[0]].key])), dtype=np.float32)
            vectors[read] = np.stack([deep[self._views[row].key] for row in read])
            told = np.zeros(len(self._views), dtype=bool)
            told[read] = True
            both = np.flatnonzero(told[self._pairs[:, 0]] & told[self._pairs[:, 1]])
            table = np.hstack([self._table[both], deep_features(self._pairs[both], vectors, teacher, told)])
            log_odds = log_odds.copy()
            log_odds[both] = weights_for(self._embedder, teacher).log_odds(table) + self._reused[both] * REUSED_ADDS
        worth = np.flatnonzero(log_odds > WORTH_TELLING)
        ids = [view.id for view in self._views]
        return [
            Link(ids[one], ids[other], round(float(sure), 3))
            for (one, other), sure in zip(self._pairs[worth].tolist(), log_odds[worth], strict=True)
        ]


def in_order(views: Sequence[View]) -> list[View]:
    return sorted(views, key=lambda view: (view.published_at, view.id))
