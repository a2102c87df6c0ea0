"""What a reader was told, found by story, by storyline, and by who did what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from vigie.knowledge.matching import tokens_of
from vigie.knowledge.parties import certain
from vigie.model import EventType, Telling, ToldClaim
from vigie.ports import Embedder, Vector

# Two sentences tell the same when their vectors are so near, or share this part of the shorter one's words.
NEAR = 0.72
SHARED = 0.6
# Without an embedder, words alone must do.
ADDS = 3


class Alike:
    """Tells whether two sentences mean nearly the same, across languages where there is an embedder."""

    def __init__(self, embedder: Embedder | None) -> None:
        self._embedder = embedder
        self._vectors: dict[tuple[str, str], Vector] = {}
        self._tokens: dict[str, frozenset[str]] = {}

    def __call__(self, one: tuple[str, str], other: tuple[str, str]) -> bool:
        """For (language, words) twice."""
        return self.any(one, [other])

    def any(self, one: tuple[str, str], others: Sequence[tuple[str, str]], near: float = NEAR) -> bool:
        """True when one of the others says nearly what `one` says."""
        own = self._tokens_of(one[1])
        shared = max(SHARED, near)
        if any(len(own) >= ADDS and _share(own, self._tokens_of(other[1])) >= shared for other in others):
            return True
        if self._embedder is None or not others:
            return False
        vectors = self._vectors_of([one, *others])
        return bool((vectors[1:] @ vectors[0]).max() >= near)

    def _tokens_of(self, words: str) -> frozenset[str]:
        if words not in self._tokens:
            self._tokens[words] = tokens_of(words)
        return self._tokens[words]

    def _vectors_of(self, texts: Sequence[tuple[str, str]]) -> Vector:
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing and self._embedder is not None:
            made = self._embedder.embed([words for _, words in missing], [language for language, _ in missing])
            self._vectors |= dict(zip(missing, made, strict=True))
        return np.stack([self._vectors[text] for text in texts])


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    """How much of `own` stands in the other; of a short title within a long sentence, of the title."""
    return len(own & other) / len(own)


@dataclass(frozen=True)
class Known:
    """All that one reader was told. `day` is that of the last brief, empty for who never read one."""

    day: date | None
    by_story: Mapping[str, tuple[Telling, ...]]
    by_storyline: Mapping[str, tuple[Telling, ...]]
    by_act: Mapping[tuple[EventType, str], tuple[tuple[ToldClaim, Telling], ...]]
    by_party: Mapping[str, tuple[Telling, ...]]
    by_address: Mapping[str, tuple[Telling, ...]]
    alike: Alike = field(default_factory=lambda: Alike(None))

    def like(self, claim: ToldClaim) -> tuple[tuple[ToldClaim, Telling], ...]:
        """The claims told of one of its parties that are of its kind, the latest first."""
        found: dict[int, tuple[ToldClaim, Telling]] = {}
        for key in filter(None, map(certain, claim.keys)):
            found |= {id(pair[0]): pair for pair in self.by_act.get((claim.event_type, key), ())}
        return tuple(sorted(found.values(), key=lambda pair: pair[1].day, reverse=True))


def known_to(tellings: Iterable[Telling], embedder: Embedder | None = None) -> Known:
    """What these tellings leave their reader knowing."""
    told = sorted(tellings, key=lambda one: (one.day, one.digest))
    stories: dict[str, list[Telling]] = {}
    lines: dict[str, list[Telling]] = {}
    acts: dict[tuple[EventType, str], list[tuple[ToldClaim, Telling]]] = {}
    parties: dict[str, list[Telling]] = {}
    addresses: dict[str, list[Telling]] = {}
    for one in told:
        stories.setdefault(one.story, []).append(one)
        if one.storyline:
            lines.setdefault(one.storyline, []).append(one)
        for claim in one.claims:
            for key in filter(None, map(certain, claim.keys)):
                acts.setdefault((claim.event_type, key), []).append((claim, one))
                if one not in parties.setdefault(key, [])[-1:]:
                    parties[key].append(one)
        for source in one.sources:
            for name in addresses_of(source.url, source.outlet, source.title):
                addresses.setdefault(name, []).append(one)
    return Known(
        day=told[-1].day if told else None,
        by_story={key: tuple(found) for key, found in stories.items()},
        by_storyline={key: tuple(found) for key, found in lines.items()},
        by_act={key: tuple(found) for key, found in acts.items()},
        by_party={key: tuple(found) for key, found in parties.items()},
        by_address={key: tuple(found) for key, found in addresses.items()},
        alike=Alike(embedder),
    )


def addresses_of(url: str, outlet: str, title: str) -> tuple[str, ...]:
    """What a later version of an article is known by: its address, or its outlet and title."""
    named = f"{outlet.casefold()}\n{' '.join(title.casefold().split())}"
    return tuple(
        name for name in (url.split("#", maxsplit=1)[0].rstrip("/"), named if outlet and title else "") if name
    )
