"""Text reuse: which articles repeat another's words, among all those of a window (Broder 1997).

Candidates come from sketches; what is said of a pair is exact: Jaccard, and containment in the shorter of the two. Stock
phrases and quotations are no evidence. An article of which only a headline is known repeats another by its headline. Pure:
same wordings in any order, same answer. Read next: sketches.py, stock.py, headlines.py.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from vigie.group.headlines import generic_headlines, same_headline
from vigie.group.shingles import NONE, Shingles, figures_of, own_shingles, shared, title_shingles
from vigie.group.sketches import candidates
from vigie.group.stock import without_stock
from vigie.model import UnderstoodArticle

# A copy holds more than half of the shorter text's shingles. Agencies' own rewrites stay under .3 on our samples.
CONTAINED_FROM = 0.5
# Under this many shingles, a chance formula (« a annoncé mardi que ») is too large a part of the text.
ENOUGH = 12
# Within one outlet a text must be the same, and its title alike: an outlet's notices are written on one pattern (IT之家,
# 2026-04: « iOS 26.5 Beta 3 », « macOS 26.5 Beta 3 », Jaccard .6) and a column has one lead whatever its title.
SAME_OUTLET_FROM = 0.75
TITLES_ALIKE_FROM = 0.6
# An article is a copy when so much of it is repeated. A long one that holds an earlier brief is not a copy of the brief.
COPIED_FROM = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """An article's text and headline as sets of hashed shingles, and the numbers in the headline."""

    article: str
    source: str
    language: str
    published_at: datetime
    shingles: Shingles
    headline: Shingles
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reuse:
    """`article` repeats words of `original`, which is of the same language and earlier, or of that moment and fuller.

    `jaccard`: what they share of all they have; `containment`: of what the shorter has; `copied`: of what `article` has.
    `headline`: known by the headline alone, because one of them has no text to compare."""

    article: str
    original: str
    jaccard: float
    containment: float
    copied: float
    headline: bool = False


def wording_of(item: UnderstoodArticle) -> Wording:
    """The wording of one article; what is not its own words, as captions are, is left out."""
    own = [item.article.words(span) for span in item.understanding.sentences if span.part == "text"]
    return Wording(
        article=item.article.id,
        source=item.article.source,
        language=item.understanding.language,
        published_at=item.article.written_at,
        shingles=own_shingles("\n".join(own)),
        headline=title_shingles(item.article.title),
        figures=figures_of(item.article.title),
    )


def reused(wordings: Iterable[Wording], among: Collection[str] | None = None) -> tuple[Reuse, ...]:
    """The pairs of which one repeats the other, by time of the article, then of the original. `among`: only pairs with one
    of these articles. Of many copies of one text each is paired with the first ones and with the one before it."""
    # Of one moment, as of feeds that tell the day alone, the fuller text is taken for the original.
    ordered = sorted(wordings, key=lambda one: (one.published_at, -len(one.shingles), one.article))
    languages = {code: place for place, code in enumerate(sorted({one.language for one in ordered}))}
    kinds = [languages[one.language] for one in ordered]
    texts = without_stock([one.shingles for one in ordered], [one.source for one in ordered])
    telling = [text if len(text) >= ENOUGH else NONE for text in texts]
    generic = generic_headlines([one.source for one in ordered], [one.headline for one in ordered], texts)
    titles = [NONE if place in generic else one.headline for place, one in enumerate(ordered)]
    found: dict[tuple[int, int], Reuse] = {}
    for sets, judge in ((telling, _by_text), (titles, _by_headline)):
        for earlier, later in candidates(sets, kinds).tolist():
            one, other = ordered[earlier], ordered[later]
            if among is None or one.article in among or other.article in among:
                reuse = judge(one, other, texts[earlier], texts[later])
                if reuse is not None:
                    found.setdefault((later, earlier), reuse)
    return tuple(found[pair] for pair in sorted(found))


def copies(
    found: Iterable[Reuse], story_of: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, tuple[str, float]]:
    """By article, the earliest original of its chain within its story, and the share of the article that is repeated.
    `found`: as `reused` gives it. `known`: the originals of articles that were placed before."""
    roots = dict(known)
    told: dict[str, tuple[str, float]] = {}
    for reuse in found:
        story = story_of.get(reuse.article)
        if story is None or story != story_of.get(reuse.original) or reuse.copied < COPIED_FROM:
            continue
        root, most = told.get(reuse.article, (roots.get(reuse.original, reuse.original), 0.0))
        roots[reuse.article] = root
        told[reuse.article] = (root, max(most, reuse.copied))
    return told


def _by_text(one: Wording, other: Wording, earlier: Shingles, later: Shingles) -> Reuse | None:
    common = shared(earlier, later)
    jaccard = common / (len(earlier) + len(later) - common)
    containment = common / min(len(earlier), len(later))
    if containment < CONTAINED_FROM:
        return None
    if one.source == other.source and (
        jaccard < SAME_OUTLET_FROM
        or one.figures != other.figures
        or _jaccard(one.headline, other.headline) < TITLES_ALIKE_FROM
    ):
        return None
    return Reuse(other.article, one.article, *_rounded(jaccard, containment, common / len(later)))


def _by_headline(one: Wording, other: Wording, earlier: Shingles, later: Shingles) -> Reuse | None:
    if min(len(earlier), len(later)) >= ENOUGH or not same_headline(one.headline, other.headline, earlier, later):
        return None
    # « List of key events, day 1,459 » is not that of day 1,465 (Al Jazeera, 2026-02).
    if one.figures != other.figures:
        return None
    jaccard, common = _jaccard(one.headline, other.headline), shared(one.headline, other.headline)
    containment = common / min(len(one.headline), len(other.headline))
    # A text that stands under the same headline as an item without text was not seen to be repeated.
    copied = common / len(other.headline) if len(later) < ENOUGH else 0.0
    return Reuse(other.article, one.article, *_rounded(jaccard, containment, copied), headline=True)


def _jaccard(one: Shingles, other: Shingles) -> float:
    common = shared(one, other)
    return common / ((len(one) + len(other) - common) or 1)


def _rounded(jaccard: float, containment: float, copied: float) -> tuple[float, float, float]:
    """Shares as they are stored and shown."""
    return round(jaccard, 4), round(containment, 4), round(copied, 4)
