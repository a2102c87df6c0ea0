"""A story in a few words: what a later story can be compared with when the articles are no longer read.

Names and words are those of most articles near their top, so that one article's aside on the past ties nothing. Read next:
likeness.py.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TypeVar

import numpy as np

from vigie.follow.steps import FIGURES_WITHIN
from vigie.knowledge.backdrop import backdrop
from vigie.knowledge.leads import lead_key
from vigie.knowledge.matching import bare, tokens_of, unspaced
from vigie.model import Act, Chapter, EventType, Matter, Mention, Span, UnderstoodArticle
from vigie.ports import Vector

# What an act is about. Acts of one matter continue one another: talks, then a deal; a threat, then a lawsuit.
MATTERS: dict[EventType, Matter] = {
    EventType.FUNDING: "money",
    EventType.ACQUISITION: "money",
    EventType.LAWSUIT: "dispute",
    EventType.INVESTIGATION: "dispute",
    EventType.REGULATION: "rule",
    EventType.POLICY: "rule",
    EventType.INCIDENT: "incident",
    EventType.ATTACK: "incident",
    EventType.APPOINTMENT: "people",
    EventType.DEPARTURE: "people",
    EventType.LAYOFF: "staff",
    EventType.LAUNCH: "launch",
    EventType.RESULTS: "results",
    EventType.PARTNERSHIP: "deal",
    EventType.RESEARCH: "research",
    EventType.OTHER: "other",
}
# Places and outlets are in stories of every kind.
NO_PARTIES = {"place", "outlet"}
LEAD, TOP = 2, 5
# Words of a title kept: a long title in Chinese has forty pairs of characters, and a story has titles of several.
WORDS = 60
# In an index of names, words and acts together, so that none is taken for another.
WORD, ACT = "#", "@"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Summary:
    """What a story is compared by. `names`: known ones by their one name in all languages, others folded."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    figures: tuple[str, ...] = ()
    meaning: bytes = b""
    model: str = ""
    articles: int = 1


def summary_of(
    articles: Sequence[UnderstoodArticle], vectors: Mapping[str, Vector] | None = None, model: str = ""
) -> Summary:
    """The summary of a story's articles. `vectors` by the key of each article's lead; without them there is no meaning."""
    return Summary(
        names=tuple(sorted(_in_most(articles, _names, 2))),
        words=tuple(sorted(_in_most(articles, _words, 3)))[:WORDS],
        acts=tuple(sorted(_in_most(articles, _acts, 3), key=lambda act: (act.matter, act.agent, act.patient))),
        figures=tuple(sorted(set().union(*(_figures(item) for item in articles)))),
        meaning=_meaning(articles, vectors or {}),
        model=model,
        articles=len(articles),
    )


def keys_of(told: Summary | Chapter) -> tuple[str, ...]:
    """What a chapter can be found by: its names, its words of scripts that have words, and its acts."""
    words = (WORD + word for word in told.words if not is_pair(word))
    return (*told.names, *words, *sorted({key for act in told.acts for key in act_keys(act)}))


def act_keys(act: Act) -> tuple[str, ...]:
    """An act by each of its parties, and by both whoever of them acts."""
    if act.matter == "other":
        return ()
    parties = sorted({act.agent, act.patient} - {""})
    pair = (f"{ACT}{act.matter}|{'|'.join(parties)}",) if len(parties) > 1 else ()
    return (*(f"{ACT}{act.matter}|{party}" for party in parties), *pair)


def is_pair(word: str) -> bool:
    """True for two characters of a script without spaces, which stand for words there but are none."""
    return unspaced(word[0])


def vector_of(meaning: bytes) -> Vector:
    return np.frombuffer(meaning, dtype="<f2").astype(np.float32)


def _in_most(articles: Sequence[UnderstoodArticle], told: Callable[[UnderstoodArticle], set[T]], share: int) -> set[T]:
    """What one article in `share` tells."""
    counts = Counter(one for item in articles for one in told(item))
    return {one for one, count in counts.items() if count * share >= len(articles)}


def _names(item: UnderstoodArticle) -> set[str]:
    """Known names of the title and first sentences; unknown ones of the title, since further down each capital of a text
    set on a web page looks like a name (« Article URL », « Comments »)."""
    title = _headline(item)
    known = {m.name for m in item.understanding.mentions if m.entity and m.kind not in NO_PARTIES and _on(m, title)}
    found = {m.name for m in item.understanding.mentions if not m.entity and _on(m, title)}
    return known | {bare(name) for name in found if not _term(name)}


def _term(name: str) -> bool:
    """A few capitals (IPO, CEO, GPU), a short word (Pro), one made with them (AI-powered) or an ordinary word that a title
    begins with (« Récap », « Voici ») is a term, not somebody."""
    if len(name.split()) == 1 and backdrop().ordinary(bare(name)):
        return True
    return len(name) < 5 or any(part.isupper() and len(part) < 3 for part in name.replace("-", " ").split())


def _acts(item: UnderstoodArticle) -> set[Act]:
    lead = _headline(item, LEAD)
    return {
        Act(MATTERS[claim.event_type], agent, patient if patient != agent else "")
        for claim in item.understanding.claims
        for agent, patient in (claim.named_parties(),)
        if agent and any(span in lead for span in claim.evidence)
    }


def _words(item: UnderstoodArticle) -> set[str]:
    return {word for word in tokens_of(item.article.title) if not word.isdigit()}


def _figures(item: UnderstoodArticle) -> set[str]:
    spans = item.understanding.sentences[:FIGURES_WITHIN]
    return {
        figure_of(a.value, a.currency) for a in item.understanding.amounts if a.currency and _covered(a.span, spans)
    }


def _meaning(articles: Sequence[UnderstoodArticle], vectors: Mapping[str, Vector]) -> bytes:
    found = [vectors[key] for item in articles if (key := lead_key(item)) in vectors]
    if not found:
        return b""
    # In float64, in the order of the story's articles: the same bytes on every machine.
    mean = np.sum(np.stack(found), axis=0, dtype=np.float64)
    length = float(np.sqrt(np.sum(mean * mean)))
    return np.asarray(mean / length if length else mean, dtype="<f2").tobytes()


def figure_of(value: Decimal, currency: str) -> str:
    return f"{value:f} {currency}"


def _on(mention: Mention, spans: Sequence[Span]) -> bool:
    return _covered(mention.span, spans)


def _headline(item: UnderstoodArticle, count: int = 1) -> tuple[Span, ...]:
    """The title, or the first sentence of what has none; of what is no words (« … ») nothing is taken."""
    told = (span for span in item.understanding.sentences if any(map(str.isalpha, item.article.words(span))))
    return tuple(islice(told, count))


def _covered(inner: Span, spans: Sequence[Span]) -> bool:
    return any(span.covers(inner) for span in spans)
