"""The checking of one item's sentences as they are made: what fails is left out and counted."""

from collections import Counter
from collections.abc import Iterable

from vigie.model import Checks, Sentence, Span
from vigie.ports import Reader
from vigie.write.checking import Cited, Fault, Guarded, counted, faults, guard
from vigie.write.gates import Worded
from vigie.write.material import Material


class Checking:
    """Asks the checker about each sentence of one item, and keeps the count."""

    def __init__(self, material: Material, reader: Reader) -> None:
        self._material = material
        self._reader = reader
        items = (*material.articles, *material.past.values())
        self._reserved = frozenset(item.article.id for item in items if item.article.opted_out)
        self._found: list[Guarded] = []
        self._worded: list[Worded] = []

    def all(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Those without a fault, in their order. What cites words that their publisher reserves is not shown, nor counted."""
        return tuple(one for one in sentences if self.free(one) and self._holds(one))

    def first(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """The first without a fault, or none."""
        return next(((one,) for one in sentences if self.free(one) and self._holds(one)), ())

    def free(self, sentence: Sentence) -> bool:
        """True where no publisher reserves the words that a sentence cites."""
        return not any(cited.article in self._reserved for cited in sentence.citations)

    def worded(self, made: Worded) -> tuple[Sentence, ...]:
        """What a model or a translator made, its failures counted: it has been checked on the way."""
        self._worded.append(made)
        return made.sentences

    def faults(self, sentence: Sentence) -> tuple[Fault, ...]:
        """What the checker finds against a sentence, not counted here."""
        return faults(sentence, self.cited(sentence), self._reader)

    def checks(self) -> Checks:
        """All that was asked so far."""
        own = counted(self._found)
        failed = Counter(dict(own.failed))
        for made in self._worded:
            failed.update(made.failed)
        return Checks(own.checked + sum(made.checked for made in self._worded), tuple(sorted(failed.items())))

    def _holds(self, sentence: Sentence) -> bool:
        found = guard(sentence, self.cited(sentence), self._reader)
        self._found.append(found)
        return found.sentence is not None

    def cited(self, sentence: Sentence) -> tuple[Cited, ...]:
        """The articles that a sentence cites, with the words cited of each."""
        spans: dict[str, list[Span]] = {}
        for one in sentence.citations:
            spans.setdefault(one.article, []).append(Span(one.article, one.start, one.end, one.part))
        return tuple(
            Cited(item, tuple(spans[article]), self._material.publisher(item.article))
            for article in spans
            if (item := self._material.item(article)) is not None
        )
