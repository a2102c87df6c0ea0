"""The articles that a day is compared with, read once: in this run, or in the run of a day before.

Reading an article for grouping costs ten times as much as looking its view up, and each is in the window for four days.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
import numpy as np

from vigie.group.reuse import Wording, wording_of
from vigie.group.views import View, view_of
from vigie.model import UnderstoodArticle
from vigie.ports import StoryStore

# What is kept is of this form; a release that reads articles otherwise takes another name.
KIND = "views-2"


class Read(msgspec.Struct, frozen=True, array_like=True):
    """All that grouping takes from an article."""

    view: View
    wording: Wording


class Shelf:
    """The views and wordings at hand."""

    def __init__(self, store: StoryStore) -> None:
        self._store = store
        self.views: dict[str, View] = {}
        self.wordings: dict[str, Wording] = {}

    def hold(self, items: Sequence[UnderstoodArticle], past: Collection[str]) -> None:
        """Takes in a day's items and the articles before that it is compared with; lets go of all others."""
        kept = {item.article.id for item in items} | set(past)
        self.views = {article: view for article, view in self.views.items() if article in kept}
        self.wordings = {article: wording for article, wording in self.wordings.items() if article in kept}
        for body in self._store.views(KIND, [article for article in past if article not in self.views]).values():
            self._put(_DECODER.decode(body))
        missing = self._store.understood(article for article in past if article not in self.views)
        new = [Read(view_of(item), wording_of(item)) for item in (*items, *missing.values())]
        for read in new:
            self._put(read)
        self._store.save_views(KIND, {read.view.id: _stored(read) for read in new})

    def views_of(self, items: Iterable[UnderstoodArticle]) -> list[View]:
        return [self.views[item.article.id] for item in items]

    def _put(self, read: Read) -> None:
        self.views[read.view.id] = read.view
        self.wordings[read.view.id] = read.wording


def _stored(read: Read) -> tuple[datetime, bytes]:
    return read.view.published_at, _ENCODER.encode(read)


def _as_bytes(terms: Any) -> bytes:
    return np.asarray(terms, dtype="<u4").tobytes()


def _as_terms(_: type, body: Any) -> Any:
    return np.frombuffer(body, dtype="<u4").astype(np.uint32, copy=False)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_as_bytes)
_DECODER = msgspec.msgpack.Decoder(Read, dec_hook=_as_terms)
