"""The decision of `trace`: from each article of a story to the one who said it first, as far as the texts show it.

What one text shows is decided in chains.py. Here the articles of a story are put together: a copy has its original's root,
and a credited outlet whose own text was read is followed further.
"""

from collections.abc import Mapping
from dataclasses import replace

from vigie.knowledge.cues import fold
from vigie.knowledge.names import Entity, Names
from vigie.model import Chain, Origin, OriginKind, Span, Story, StoryTrace, UnderstoodArticle, independent_voices
from vigie.trace.chains import chain_of, chains_of
from vigie.trace.publishers import publisher_of
from vigie.trace.speakers import origin_of
from vigie.trace.translations import translated

# What names another outlet or an agency as the one whose words these are.
CREDITS = {"byline", "source_line", "attribution"}


def decide(story: Story, items: Mapping[str, UnderstoodArticle], copies: Mapping[str, str], names: Names) -> StoryTrace:
    """The chains of a story's articles, by article. `copies` names the article whose text each copy repeats."""
    chains: dict[str, tuple[Chain, ...]] = {}
    copies = {**copies, **translated({article: items[article] for article in story.articles}, copies)}
    for article in story.articles:
        if article not in copies or copies[article] not in items:
            chains[article] = chains_of(items[article], names)
    for article in story.articles:
        if article not in chains:
            original = chains.get(copies[article])
            chains[article] = _copied(items[article], original, items[copies[article]], names)
    readable = _readable(story, items, names)
    main = {article: found[0] for article, found in chains.items()}
    ordered = _one_voice(
        [
            _by_one_name(_followed(chain, readable, main), items[article], names)
            for article in story.articles
            for chain in chains[article]
        ],
        names,
    )
    return StoryTrace(story.id, story.members, ordered, _voices(ordered, names))


def _voices(chains: tuple[Chain, ...], names: Names) -> tuple[Origin, ...]:
    """The independent voices, each under the name of the body rather than of whoever speaks in its name."""
    counted = [_in_person(chain, names) for chain in chains]
    given = {_in_person(chain, names).origin: chain.origin for chain in chains}
    return tuple(given[voice] for voice in independent_voices(counted))


def _in_person(chain: Chain, names: Names) -> Chain:
    known = names.entity_named(chain.origin.name)
    if known is None or known.kind != "person":
        return chain
    return replace(chain, origin=replace(chain.origin, kind=OriginKind.PERSON))


def _one_voice(chains: list[Chain], names: Names) -> tuple[Chain, ...]:
    """An unknown name that holds all the words of another (« Dutch court on Wednesday », "Mozilla CTO") is one voice with
    it: to count one too few is the lesser fault."""
    written = {chain.origin.family: frozenset(fold(chain.origin.name).split()) for chain in chains}
    heads = {
        family: min((other for other in written if written[other] <= words), key=lambda one: (len(written[one]), one))
        for family, words in written.items()
        if family not in names.entities and family not in names.outlets
    }
    return tuple(
        replace(chain, origin=replace(chain.origin, family=heads.get(chain.origin.family, chain.origin.family)))
        for chain in chains
    )


def _by_one_name(chain: Chain, item: UnderstoodArticle, names: Names) -> Chain:
    """A root that a text names in its own language (欧洲算力办公室) is the one that others name in theirs: one voice."""
    if chain.origin.kind in {OriginKind.OWN, OriginKind.NEWS_OUTLET, OriginKind.AGENCY}:
        return chain
    known = names.entity_named(chain.origin.name) or _ending(chain, item, names)
    family = _head_of(origin_of(known).family if known is not None else chain.origin.family, names)
    return chain if chain.origin.family == family else replace(chain, origin=replace(chain.origin, family=family))


def _ending(chain: Chain, item: UnderstoodArticle, names: Names) -> Entity | None:
    """« le français Mistral AI »: the known name that an unknown one ends on, where the text shows it."""
    shown = chain.evidence
    inside = [m for m in item.understanding.mentions if shown is not None and m.entity and shown.overlaps(m.span)]
    ended = (m for m in inside if chain.origin.name.endswith(f" {item.article.words(m.span)}"))
    return next((names.entities[m.entity] for m in ended if m.entity in names.entities), None)


def _head_of(family: str, names: Names) -> str:
    """The one in whose name all the others speak: Google DeepMind, Google and its boss are one voice."""
    seen = {family}
    while (known := names.entities.get(family)) is not None and known.parent and known.parent not in seen:
        family = known.parent
        seen.add(family)
    return family


def _readable(story: Story, items: Mapping[str, UnderstoodArticle], names: Names) -> dict[str, str]:
    """By outlet, its first article in the story: an outlet that others credit and whose own text was read."""
    found: dict[str, str] = {}
    for article in story.articles:
        publisher = publisher_of(items[article], names)
        if publisher is not None:
            found.setdefault(publisher.name, article)
    return found


def _followed(chain: Chain, readable: Mapping[str, str], chains: Mapping[str, Chain]) -> Chain:
    """The chain, led on through an outlet whose own article says where it has the news from."""
    if chain.how == "own":
        return chain
    seen = {chain.article}
    while (step := readable.get(chain.origin.name)) and step not in seen:
        seen.add(step)
        beyond = chains[step]
        if beyond.how == "own" or beyond.origin == chain.origin:
            break
        via = (*chain.via, chain.origin.name, *(name for name in beyond.via if name not in chain.via))
        anonymous = chain.anonymous or beyond.anonymous
        chain = Chain(chain.article, beyond.origin, chain.how, via, anonymous, chain.evidence)
    return chain


def _copied(
    item: UnderstoodArticle, original: tuple[Chain, ...] | None, source: UnderstoodArticle, names: Names
) -> tuple[Chain, ...]:
    """The same words as an earlier article: the same origin, and that article's publisher on the way."""
    if original is None:
        return chains_of(item, names)
    first = original[0]
    if first.how == "own":
        # Of two outlets that carry one wire, one names the agency and one does not (AP, 2026-04): what the copy shows of
        # the words they share is surer than that the original shows nothing.
        shown = chain_of(item, names)
        if shown.how in CREDITS:
            return (shown,)
    publisher = publisher_of(source, names)
    name = publisher.name if publisher else source.article.source
    via = first.via if name == first.origin.name else tuple(dict.fromkeys((*first.via, name)))
    evidence = _same_words(item, source, first.evidence)
    return (Chain(item.article.id, first.origin, "copy", via, first.anonymous, evidence),)


def _same_words(item: UnderstoodArticle, source: UnderstoodArticle, shown: Span | None) -> Span | None:
    """Where a copy has the words that show the root; else its first sentence that the original has too, else its first."""
    if shown is not None and shown.part == "text":
        at = item.article.text.find(source.article.words(shown))
        if at >= 0:
            return Span(item.article.id, at, at + shown.end - shown.start)
    sentences = item.understanding.sentences
    body = [span for span in sentences if span.part == "text"]
    return next((s for s in body if item.article.words(s) in source.article.text), next(iter(body or sentences), None))
