"""What sort of pages a story is told by: news, or what looks like it."""

from collections import Counter

from vigie.knowledge.genres import genre_of
from vigie.model import UnderstoodArticle
from vigie.write.material import Material, opening_span

# Pages that tell no news of their own, or only what a sender paid to have told.
NOT_NEWS = {"roundup", "opinion", "press_release", "evergreen", "none"}
LISTING = {"roundup", "live", "evergreen", "none"}


def lists_news(material: Material) -> bool:
    """True for a story of round-ups and live pages alone, whose news its own stories tell, or of pages that tell none."""
    return all(item.understanding.page_class in LISTING for item in material.articles)


def is_notice(material: Material, item: UnderstoodArticle) -> bool:
    """True for round-ups, opinion, guides, and press releases, those on a release wire included."""
    outlet = material.names.outlet_of(item.article.source, item.article.url)
    return item.understanding.page_class in NOT_NEWS or (outlet is not None and outlet.kind == "press_release_wire")


def house_of(material: Material, item: UnderstoodArticle) -> str:
    """Who publishes an article: its outlet's family, the owner of the site, or the source."""
    article = item.article
    outlet = material.names.outlet_of(article.source, article.url)
    if outlet is not None:
        return outlet.owner
    owner = material.names.owner_of_site(article.url) if article.url else None
    return owner.id if owner is not None else article.source


def lowered_by(material: Material) -> str:
    """The key of KEPT that at least half of the story's own texts ask for, or nothing."""
    items = material.originals() or material.articles
    signs: Counter[str] = Counter()
    for item in items:
        genre = genre_of(item.article.words(opening_span(item)), item.understanding.language)
        if is_notice(material, item):
            signs["notice"] += 1
        elif genre:
            signs["market" if genre == "market" else "genre"] += 1
    for sign in ("genre", "notice", "market"):
        if signs[sign] * 2 >= len(items):
            return sign
    if sum(signs.values()) * 2 > len(items):
        return "genre"
    own = all(material.names.owner_of_site(item.article.url) is not None for item in items)
    return "one_house" if own and len({house_of(material, item) for item in items}) == 1 else ""
