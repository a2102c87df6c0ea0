"""The decision of `trace`: from each article of a story to the one who said it first, as far as the texts show it.

The rules are tried from the most to the least explicit; the first that finds something wins. Precision before recall: what
no text shows is the outlet's own reporting, never a guess.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from vigie.knowledge.matching import bare
from vigie.knowledge.names import Entity, Names, Outlet
from vigie.model import (
    Attribution,
    Chain,
    Claim,
    Mention,
    Origin,
    OriginKind,
    Span,
    Status,
    Story,
    StoryTrace,
    UnderstoodArticle,
    independent_voices,
)

KINDS = {
    "company": OriginKind.COMPANY,
    "lab": OriginKind.COMPANY,
    "government": OriginKind.GOVERNMENT,
    "place": OriginKind.GOVERNMENT,
    "regulator": OriginKind.GOVERNMENT,
    "court": OriginKind.COURT,
    "organisation": OriginKind.ORGANISATION,
    "university": OriginKind.RESEARCH,
    "person": OriginKind.PERSON,
    "agency": OriginKind.AGENCY,
}
SPOKEN = {Status.ANNOUNCED, Status.OFFICIAL, Status.CONFIRMED, Status.DENIED}
# What names another outlet or an agency as the one whose words these are.
CREDITS = {"byline", "source_line", "attribution"}
# News says where it comes from near its top; further down, other outlets are cited for background.
NEAR_TOP = 6
# An outlet or agency that is credited for what the text tells is a surer sign, so it is looked for further down.
CREDITED_WITHIN = 14
OPENING = 30
_URL = re.compile(r"https?://[^\s)»”\"]+|(?<![\w@])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_DATELINE = re.compile(r"^.{0,60}?[(（]([^)）]{2,30})[)）]\s?[-–—:]|^([^\W\d_][\w .]{1,30}?) ?[-–—] ", re.UNICODE)


def decide(story: Story, items: Mapping[str, UnderstoodArticle], copies: Mapping[str, str], names: Names) -> StoryTrace:
    """The chains of a story's articles, by article. `copies` names the article whose text each copy repeats."""
    chains: dict[str, Chain] = {}
    for article in story.articles:
        if article not in copies or copies[article] not in items:
            chains[article] = chain_of(items[article], names)
    for article in story.articles:
        if article not in chains:
            chains[article] = _copied(items[article], chains.get(copies[article]), items[copies[article]], names)
    ordered = tuple(_followed(chains[article], _readable(story, items, names), chains) for article in story.articles)
    return StoryTrace(story.id, story.members, ordered, independent_voices(ordered))


def _readable(story: Story, items: Mapping[str, UnderstoodArticle], names: Names) -> dict[str, str]:
    """By outlet, its first article in the story: an outlet that others credit and whose own text was read."""
    found: dict[str, str] = {}
    for article in story.articles:
        publisher = names.outlet_of(items[article].article.source, items[article].article.url)
        if publisher is not None:
            found.setdefault(publisher.name, article)
    return found


def _followed(chain: Chain, readable: Mapping[str, str], chains: Mapping[str, Chain]) -> Chain:
    """The chain, led on through an outlet whose own article says where it has the news from."""
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


def chain_of(item: UnderstoodArticle, names: Names) -> Chain:
    """From one article to its origin, by what its own text and address show."""
    publisher = names.outlet_of(item.article.source, item.article.url)
    via, line = _source_line(item, names, publisher)
    return (
        _own_site(item, names)
        or _attributed(item, names, publisher, via)
        or _from_source_line(item, names, via, line)
        or _agency(item, names, publisher)
        or _stated(item, names)
        or _unnamed(item, publisher)
        or Chain(item.article.id, own_origin(item, publisher), "own")
    )


def own_origin(item: UnderstoodArticle, publisher: Outlet | None) -> Origin:
    """The publisher itself, as an origin."""
    if publisher is None:
        return Origin(item.article.source, OriginKind.OWN, bare(item.article.source) or item.article.source)
    kind = OriginKind.AGENCY if publisher.kind == "agency" else OriginKind.OWN
    return Origin(publisher.name, kind, publisher.owner or publisher.id)


def origin_of(known: Entity | Outlet) -> Origin:
    """A known name, as an origin."""
    if isinstance(known, Outlet):
        kind = OriginKind.AGENCY if known.kind == "agency" else OriginKind.NEWS_OUTLET
        return Origin(known.name, kind, known.owner or known.id)
    return Origin(known.name, KINDS.get(known.kind, OriginKind.ORGANISATION), known.parent or known.id)


def _copied(item: UnderstoodArticle, original: Chain | None, source: UnderstoodArticle, names: Names) -> Chain:
    """The same words as an earlier article: the same origin, and that article's publisher on the way."""
    if original is None:
        return chain_of(item, names)
    if original.how == "own":
        # Of two outlets that carry one wire, one names the agency and one does not (AP, 2026-04): what the copy shows of
        # the words they share is surer than that the original shows nothing.
        shown = chain_of(item, names)
        if shown.how in CREDITS:
            return shown
    publisher = names.outlet_of(source.article.source, source.article.url)
    name = publisher.name if publisher else source.article.source
    via = original.via if name == original.origin.name else (*original.via, name)
    return Chain(item.article.id, original.origin, "copy", via, original.anonymous, None)


def _own_site(item: UnderstoodArticle, names: Names) -> Chain | None:
    """A page on a company's or an authority's own site is its own statement; so is a press release by a wire for them."""
    owner = names.owner_of_site(item.article.url) if item.article.url else None
    # news.ycombinator.com is a forum, not the statement of the firm whose domain it is under.
    if owner is not None and names.outlet_at(item.article.url) is None:
        return Chain(item.article.id, origin_of(owner), "own_site")
    publisher = names.outlet_of(item.article.source, item.article.url)
    wired = publisher is not None and publisher.kind == "press_release_wire"
    if wired or item.understanding.page_class == "press_release":
        speaker = next((m for m in item.understanding.mentions if _sender(item, m)), None)
        if speaker is not None:
            origin = _named(speaker.entity, speaker.name, names)
            return Chain(
                item.article.id, origin, "statement", (publisher.name,) if publisher else (), False, speaker.span
            )
    return None


def _attributed(item: UnderstoodArticle, names: Names, publisher: Outlet | None, via: tuple[str, ...]) -> Chain | None:
    """« Selon le Wall Street Journal … »: an outlet or agency that the top of the text credits."""
    for attribution in item.understanding.attributions:
        outlet = names.outlets.get(attribution.entity)
        if outlet is None or _same(outlet, publisher) or not _top(item, attribution.content, CREDITED_WITHIN):
            continue
        return Chain(
            item.article.id,
            origin_of(outlet),
            "attribution",
            tuple(name for name in via if name != outlet.name),
            _anonymous_inside(item.understanding.attributions),
            _evidence(attribution),
        )
    return None


def _from_source_line(item: UnderstoodArticle, names: Names, via: tuple[str, ...], line: Span | None) -> Chain | None:
    if not via or line is None:
        return None
    outlet = names.outlet_named(via[0])
    origin = origin_of(outlet) if outlet else Origin(via[0], OriginKind.NEWS_OUTLET, bare(via[0]))
    return Chain(item.article.id, origin, "source_line", (), False, line)


def _agency(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> Chain | None:
    """A byline, a dateline or a closing mark that names an agency."""
    for author in item.article.authors:
        for part in re.split(r"[,/&]| avec | with | et | and ", author):
            outlet = names.outlet_named(part.strip())
            if outlet is not None and outlet.kind == "agency" and not _same(outlet, publisher):
                return Chain(item.article.id, origin_of(outlet), "byline")
    for span in item.understanding.sentences[:2]:
        if span.part != "text":
            continue
        words = item.article.words(span)
        match = _DATELINE.match(words)
        group = 1 if match and match[1] else 2
        outlet = names.outlet_named((match[group] or "").strip()) if match else None
        if match and outlet is not None and outlet.kind == "agency" and not _same(outlet, publisher):
            start = span.start + match.start(group)
            evidence = Span(item.article.id, start, span.start + match.end(group))
            return Chain(item.article.id, origin_of(outlet), "byline", evidence=evidence)
    return None


def _stated(item: UnderstoodArticle, names: Names) -> Chain | None:
    """An announcement, a decision or a denial comes from the party that makes it, whoever relays it."""
    for attribution in item.understanding.attributions:
        entity = names.entities.get(attribution.entity)
        if entity is not None and entity.kind in KINDS and entity.kind != "place" and _top(item, attribution.content):
            return Chain(item.article.id, origin_of(entity), "statement", evidence=_evidence(attribution))
    for claim in item.understanding.claims:
        court = _court_in(claim, item, names) if claim.status is Status.OFFICIAL else None
        if court is not None and claim.evidence[0] in item.understanding.sentences[:2]:
            return Chain(item.article.id, origin_of(names.entities[court.entity]), "statement", evidence=court.span)
        entity = _entity_named(claim.agent, item, names)
        if entity is not None and claim.status in SPOKEN and _opens(item, claim):
            return Chain(item.article.id, origin_of(entity), "statement", evidence=_agent_span(claim, item))
    return None


def _unnamed(item: UnderstoodArticle, publisher: Outlet | None) -> Chain | None:
    for attribution in item.understanding.attributions:
        if attribution.anonymous and _top(item, attribution.content):
            own = own_origin(item, publisher)
            origin = Origin(own.name, OriginKind.UNNAMED, own.family)
            return Chain(item.article.id, origin, "attribution", (), True, _evidence(attribution))
    return None


def _source_line(
    item: UnderstoodArticle, names: Names, publisher: Outlet | None
) -> tuple[tuple[str, ...], Span | None]:
    """The outlets that a `Source :` line names, other than the publisher, and the line."""
    for aside in item.understanding.asides:
        if aside.kind != "source_line":
            continue
        words = item.article.words(aside.span)
        outlets: list[str] = []
        for match in _URL.finditer(words):
            host = match[0].split("//")[-1].split("/")[0].lower().removeprefix("www.")
            found = names.outlet_at(host)
            outlets.append(found.name if found else host)
        outlets = outlets or [hit.meaning.name for hit in names.find(words) if isinstance(hit.meaning, Outlet)]
        others = [name for name in outlets if publisher is None or name != publisher.name]
        if others:
            return tuple(dict.fromkeys(others)), aside.span
    return (), None


def _top(item: UnderstoodArticle, span: Span, within: int = NEAR_TOP) -> bool:
    """True when a span lies in the title or one of the first sentences."""
    return any(sentence.overlaps(span) for sentence in item.understanding.sentences[:within])


def _same(outlet: Outlet, publisher: Outlet | None) -> bool:
    return publisher is not None and (outlet.id == publisher.id or outlet.owner == publisher.owner)


def _anonymous_inside(attributions: Sequence[Attribution]) -> bool:
    return any(attribution.anonymous for attribution in attributions)


def _evidence(attribution: Attribution) -> Span:
    """From the cue to the end of the source, or whichever of them there is."""
    spans = [span for span in (attribution.cue, attribution.source) if span is not None] or [attribution.content]
    first = spans[0]
    return Span(first.article, min(s.start for s in spans), max(s.end for s in spans), first.part)


def _sender(item: UnderstoodArticle, mention: Mention) -> bool:
    """Who sends a press release: a name of its title, or a known one near its top; the town of its dateline is neither."""
    titled = bool(item.understanding.sentences) and item.understanding.sentences[0].covers(mention.span)
    sends = titled or (bool(mention.entity) and _top(item, mention.span))
    return sends and mention.kind in {
        "company",
        "lab",
        "organisation",
        "university",
        "government",
        "regulator",
        "unknown",
    }


def _named(entity: str, name: str, names: Names) -> Origin:
    known = names.entities.get(entity)
    return origin_of(known) if known else Origin(name, OriginKind.COMPANY, bare(name))


def _entity_named(name: str, item: UnderstoodArticle, names: Names) -> Entity | None:
    for mention in item.understanding.mentions:
        if mention.name == name and mention.entity in names.entities:
            entity = names.entities[mention.entity]
            return entity if entity.kind in KINDS and entity.kind not in {"place", "person"} else None
    return None


def _court_in(claim: Claim, item: UnderstoodArticle, names: Names) -> Mention | None:
    """The court whose judgment a claim tells."""
    inside = (m for m in item.understanding.mentions if claim.evidence[0].covers(m.span))
    return next((m for m in inside if m.kind == "court" and m.entity in names.entities), None)


def _opens(item: UnderstoodArticle, claim: Claim) -> bool:
    """True when a title or first sentence opens on the agent: « OpenAI dévoile … ». A name further in is too often somebody
    else's object (« vise à surpasser Nvidia »)."""
    sentence = claim.evidence[0]
    if sentence not in item.understanding.sentences[:2]:
        return False
    return _agent_span(claim, item).start - sentence.start <= OPENING


def _agent_span(claim: Claim, item: UnderstoodArticle) -> Span:
    inside: Iterable[Mention] = (m for m in item.understanding.mentions if claim.evidence[0].covers(m.span))
    return next((m.span for m in inside if m.name == claim.agent), claim.evidence[0])
