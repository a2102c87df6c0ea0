"""The cases of the evaluation: a sentence, the words that it is checked against, and whether it says the same."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from vigie.app.evaluation.checker.planting import planted
from vigie.app.evaluation.checker.recorded import Source
from vigie.app.evaluation.checker.tables import KINDS, SAME, Variant, languages, plain, table, variants
from vigie.app.evaluation.checker.unchanged import rewritten
from vigie.knowledge import names as known
from vigie.model import Article, Span, UnderstoodArticle
from vigie.understand.reading import understood

READ_ON = datetime(2026, 3, 12, 12, tzinfo=UTC)  # a Thursday; sentences of our own were published on it
EACH = 30  # recorded sentences of one kind and language
VERBATIM = 60
OTHERS = 2  # languages that one sentence of ours is checked against beside its own
ACROSS = "across"
COMMON = "s"  # keys of the sentences that every language has


@dataclass(frozen=True, slots=True)
class Case:
    """`kind` is an error's, or how a right sentence was made. `sort`: recorded, own (of our tables) or across (our
    sentence in one language against the words of another)."""

    sort: str
    kind: str
    wrong: bool
    language: str
    text: str
    cited: Source


def recorded_cases(language: str, found: Sequence[Source], each: int) -> Iterator[Case]:
    """Errors planted in recorded sentences, and the same kinds of sentences rewritten without one: up to so many of each
    kind, at most two errors a sentence so that many sentences are seen."""
    taken: Counter[str] = Counter()
    for source in found:
        wrong = [one for one in planted(source, table(language), language) if taken[one.kind] < each]
        # The rarest kinds first: every sentence has a name, few have a currency.
        for variant in sorted(wrong, key=lambda one: (taken[one.kind], one.kind))[:2]:
            taken[variant.kind] += 1
            yield Case("recorded", variant.kind, True, language, variant.text, source)
        for variant in rewritten(source, table(language), language):
            if taken[variant.kind] < (VERBATIM if variant.kind == "verbatim" else each):
                taken[variant.kind] += 1
                yield Case("recorded", variant.kind, False, language, variant.text, source)


def own_cases(language: str) -> Iterator[Case]:
    """Every place of our own sentences changed in turn, and what is said of them in other words."""
    for key, marked in table(language).sentences.items():
        source = own(language, key)
        yield Case("own", "verbatim", False, language, source.text, source)
        for variant in variants(marked):
            yield _case("own", variant, language, source)
        for text in table(language).retold.get(key, ()):
            yield Case("own", "retold", False, language, text, source)


def across_cases(language: str) -> Iterator[Case]:
    """Our sentences in one language against the same ones in others: right ones, and each error against a few."""
    for key, marked in table(language).sentences.items():
        if not key.startswith(COMMON):
            continue
        others = [other for other in languages() if other != language]
        for other in _drawn(others, f"{language}:{key}", OTHERS + 1):
            yield Case(ACROSS, ACROSS, False, language, plain(marked), own(other, key))
        for number, variant in enumerate(variants(marked)):
            for other in _drawn(others, f"{language}:{key}:{number}", OTHERS):
                yield _case(ACROSS, variant, language, own(other, key))


def _case(sort: str, variant: Variant, language: str, source: Source) -> Case:
    shape = ACROSS if sort == ACROSS else "formats"
    return Case(
        sort, shape if variant.kind == SAME else variant.kind, variant.kind != SAME, language, variant.text, source
    )


@cache
def own(language: str, key: str) -> Source:
    """A sentence of our own as an article by itself."""
    text = plain(table(language).sentences[key])
    article = Article(f"own-{language}-{key}", "", "Example Daily", "", text, READ_ON, READ_ON, language=language)
    item = UnderstoodArticle(article, understood(article, language, known.load(())))
    return Source(item, Span(article.id, 0, len(text)))


def _drawn(several: Sequence[str], salt: str, count: int) -> list[str]:
    return sorted(several, key=lambda one: hashlib.sha256(f"{salt}:{one}".encode()).digest())[:count]


def planted_kinds(cases: Sequence[Case]) -> Mapping[str, int]:
    """How many errors of each kind were planted."""
    counted = Counter(case.kind for case in cases if case.wrong)
    return {kind: counted[kind] for kind in KINDS}
