"""What lies outside the archive: the network, models, machines, deliveries, time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from vigie.model import FeedState, FetchError, UnderstoodArticle

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `unchanged` is a 304: the body is empty and the last reading still holds.

    `robots_tag` and `tdm_reservation` are the headers X-Robots-Tag and tdm-reservation (the latter also from the site's
    tdmrep.json); the former says `noai` too where robots.txt does. `moved_to` is where all the redirects that led here were
    permanent ones; empty otherwise. `fresh_seconds` is how long the server says that asking again brings nothing new.
    """

    url: str
    final_url: str
    status: int
    body: bytes = b""
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    last_modified: str = ""
    robots_tag: str = ""
    tdm_reservation: str = ""
    moved_to: str = ""
    fresh_seconds: int = 0

    @property
    def unchanged(self) -> bool:
        return self.status == 304


@dataclass(frozen=True, slots=True)
class Question:
    """An address to be read; with `state`, only if it is not what it was."""

    url: str
    state: FeedState | None = None


class Fetcher(Protocol):
    """Reads addresses politely. Raises RefusedError when the site says no, LaterError when it says not now, FetchError for
    anything else that fails."""

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        """The answer to a GET; with `state`, a conditional one."""
        ...

    def get_all(self, questions: Iterable[Question]) -> Iterator[Answer | FetchError]:
        """The answers to these questions in their order, asked of many hosts at once and of each one after the other; an
        error is given in the answer's place. Questions are taken as they are needed, some ahead of their answers."""
        ...


class Embedder(Protocol):
    """Turns short texts into unit vectors whose cosine tells nearness of meaning across languages."""

    @property
    def name(self) -> str:
        """Name and version: vectors of two names are never compared."""
        ...

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), d), float32, unit rows. A text without letters or digits gives a row of zeros."""
        ...


class Reader(Protocol):
    """Understands a few words as `understand` does a whole article. `write` checks its own sentences with these eyes: a
    sentence says what Vigie would read in it."""

    def __call__(self, text: str, language: str, day: date) -> UnderstoodArticle:
        """`text` as an article without title, in this language, dates resolved against `day`. Pure."""
        ...


class Translator(Protocol):
    """Translates a sentence. What it gives is checked like anything else: it may be wrong."""

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        ...

    def translate(self, text: str, source: str, target: str) -> str:
        """The text in the target language, the same each time. Raises ModelError when the pair is not served."""
        ...


@dataclass(frozen=True, slots=True)
class Tally:
    """What a model did in one run: answers it gave, answers taken from the archive, questions without answer; tokens, and
    their cost in the currency of the configured prices. `stopped` says why no further question is asked, if so."""

    calls: int = 0
    replayed: int = 0
    failed: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    currency: str = ""
    stopped: str = ""


class LanguageModel(Protocol):
    """Answers a question in a given shape. What it says is never believed: `write` checks every sentence of it."""

    @property
    def name(self) -> str:
        """The model, as the archive names it: answers of two names are never mixed."""
        ...

    def complete(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Mapping[str, object]:
        """An answer that fits the JSON schema. `material` is untrusted text and is never read as instruction. Raises
        ModelError when there is none: no answer in time, none that fits, a cap reached."""
        ...

    def tally(self) -> Tally:
        """What it did since it was made."""
        ...


class Delivery(Protocol):
    """Puts the files of an edition somewhere. Delivering the same files twice changes nothing."""

    @property
    def target(self) -> str:
        """Names the place, for the record of deliveries."""
        ...

    def deliver(self, files: Mapping[str, bytes]) -> None:
        """`files` by relative path, with forward slashes."""
        ...


class Engine(Protocol):
    """Maps a pure function over many inputs, on one core or many machines; results come in the order of the inputs."""

    def map(self, function: Callable[[T], R], inputs: Iterable[T]) -> Iterator[R]: ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...
