"""Publishers: whose page an article stands on, and who belongs to one family."""

from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names, Outlet
from vigie.model import Chain, Mention, Origin, OriginKind, Span, UnderstoodArticle
from vigie.trace.speakers import origin_of

SENDERS = {"company", "lab", "organisation", "university", "government", "regulator", "unknown"}
# A press release names its sender near its top.
SENT_WITHIN = 6
# A dateline stands in the first lines.
DATELINE = 500


def publisher_of(item: UnderstoodArticle, names: Names) -> Outlet | None:
    """The outlet behind an article, when it is known."""
    return names.outlet_of(item.article.source, item.article.url)


def own_origin(item: UnderstoodArticle, publisher: Outlet | None) -> Origin:
    """The publisher itself, as an origin."""
    if publisher is None:
        return Origin(item.article.source, OriginKind.OWN, bare(item.article.source) or item.article.source)
    kind = OriginKind.AGENCY if publisher.kind == "agency" else OriginKind.OWN
    return Origin(publisher.name, kind, publisher.owner or publisher.id)


def same_family(origin: Origin, publisher: Outlet | None) -> bool:
    """True when an outlet is the publisher, or has its owner."""
    if publisher is None:
        return False
    return origin.name == publisher.name or origin.family in {publisher.owner, publisher.id}


def own_site(item: UnderstoodArticle, names: Names) -> Chain | None:
    """A page on a company's or an authority's own site is its own statement; so is a press release by a wire for them."""
    owner = names.owner_of_site(item.article.url) if item.article.url else None
    # news.ycombinator.com is a forum, not the statement of the firm whose domain it is under.
    if owner is not None and names.outlet_at(item.article.url) is None:
        return Chain(item.article.id, origin_of(owner), "own_site", evidence=_opening(item))
    publisher = publisher_of(item, names)
    wired = _wired(item, names, publisher)
    if wired or item.understanding.page_class == "press_release":
        speaker = next((m for m in item.understanding.mentions if _sender(item, m)), None)
        if speaker is not None:
            known = names.entities.get(speaker.entity)
            origin = origin_of(known) if known else Origin(speaker.name, OriginKind.COMPANY, bare(speaker.name))
            via = (publisher.name,) if publisher else ()
            return Chain(item.article.id, origin, "statement", via, False, speaker.span)
    return None


def _wired(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> bool:
    """True when a wire for press releases publishes it, or stands in its dateline: « VANCOUVER (GLOBE NEWSWIRE) — »."""
    if publisher is not None and publisher.kind == "press_release_wire":
        return True
    for mention in item.understanding.mentions:
        outlet = names.outlets.get(mention.entity)
        if outlet is not None and outlet.kind == "press_release_wire" and mention.span.part == "text":
            around = item.article.text[max(0, mention.span.start - 1) : mention.span.end + 3]
            return mention.span.start < DATELINE and around[:1] in "(/（" and around.rstrip(" -–—")[-1:] in ")/）"
    return False


def _sender(item: UnderstoodArticle, mention: Mention) -> bool:
    """Who sends a press release: a name of its title, or a known one near its top; the town of its dateline is neither."""
    sentences = item.understanding.sentences
    titled = bool(sentences) and sentences[0].covers(mention.span)
    top = any(sentence.overlaps(mention.span) for sentence in sentences[:SENT_WITHIN])
    return (titled or (bool(mention.entity) and top)) and mention.kind in SENDERS


def _opening(item: UnderstoodArticle) -> Span | None:
    return next(iter(item.understanding.sentences), None)
