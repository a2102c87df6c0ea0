"""Fakes of what lies outside: they keep the promises of outside_kits.py without network, model or clock."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from vigie.model import FeedState, FetchError, ModelError
from vigie.ports.answers import fits
from vigie.ports.outside import Answer, Question, Tally
from vigie.ports.testing.builders import at

T = TypeVar("T")
R = TypeVar("R")


class FixedClock:
    """Says the same moment until it is moved."""

    def __init__(self, moment: datetime | None = None) -> None:
        self._moment = moment or at()

    def now(self) -> datetime:
        return self._moment

    def move(self, by: timedelta) -> None:
        self._moment += by


class OneByOne:
    """The part of a Fetcher that answers many questions, one after the other, by its `get`."""

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        raise NotImplementedError

    def get_all(self, questions: Iterable[Question]) -> Iterator[Answer | FetchError]:
        for question in questions:
            try:
                answer: Answer | FetchError = self.get(question.url, question.state)
            except FetchError as error:
                answer = error
            yield answer


class RecordedFetcher(OneByOne):
    """Gives recorded answers and raises recorded errors; `asked` keeps what was asked for, in order."""

    def __init__(self, recorded: Mapping[str, Answer | Exception]) -> None:
        self._recorded = dict(recorded)
        self.asked: list[str] = []

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        self.asked.append(url)
        recorded = self._recorded.get(url)
        if recorded is None:
            known = "not recorded" if urlsplit(url).scheme in {"http", "https"} else "not an address"
            raise FetchError("fetch.failed", f"{url}: {known}")
        if isinstance(recorded, Exception):
            raise recorded
        if recorded.status >= 400:
            raise FetchError("fetch.status", f"{url} answered {recorded.status}")
        if state and state.etag and state.etag == recorded.etag:
            return Answer(url, recorded.final_url, 304, etag=recorded.etag, last_modified=recorded.last_modified)
        return recorded


class LetterEmbedder:
    """Counts letters: texts that share words lie near. Knows nothing of meaning, and is the same everywhere."""

    name = "letters-1"

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in filter(str.isalnum, text.casefold()):
                row[ord(character) % 64] += 1
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
        return rows


class PairTranslator:
    """Serves one pair, and marks the words rather than translating them."""

    name = "pair-1"

    def __init__(self, source: str = "en", target: str = "fr") -> None:
        self._pair = (source, target)

    def translate(self, text: str, source: str, target: str) -> str:
        if (source, target) != self._pair:
            raise ModelError("translate.pair", f"no translation from “{source}” into “{target}”")
        return f"[{target}] {text}"


class RecordedModel:
    """Gives recorded answers one after the other; `asked` keeps (instruction, material)."""

    name = "recorded-1"

    def __init__(self, answers: Iterable[Mapping[str, object]]) -> None:
        self._answers = iter(answers)
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def complete(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Mapping[str, object]:
        self.asked.append((instruction, tuple(material)))
        answer = next(self._answers, None)
        if answer is None or not fits(answer, schema):
            raise ModelError("model.answer", f"{self.name} gave no answer that fits its schema")
        return answer

    def tally(self) -> Tally:
        return Tally(calls=len(self.asked))


class FolderInMemory:
    """A delivery that keeps its files."""

    def __init__(self, target: str = "memory") -> None:
        self.target = target
        self.files: dict[str, bytes] = {}

    def deliver(self, files: Mapping[str, bytes]) -> None:
        self.files |= files


class PlainEngine:
    """One input after the other, here."""

    def map(self, function: Callable[[T], R], inputs: Iterable[T]) -> Iterator[R]:
        return map(function, inputs)
