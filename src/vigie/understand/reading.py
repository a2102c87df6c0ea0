"""Reading one article: the pure decision of the stage `understand`."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import partial

from vigie.knowledge import names as known
from vigie.knowledge.cues import Cues, cues
from vigie.knowledge.matching import Found
from vigie.knowledge.pages import kind_of_title
from vigie.knowledge.tongue import language_of
from vigie.model import Article, Aside, Part, Span, Understanding, UnderstoodArticle
from vigie.ports import Reader
from vigie.understand.amounts import amounts_of
from vigie.understand.asides import asides_of
from vigie.understand.attributions import attributions_of
from vigie.understand.claims import Material, claims_of
from vigie.understand.dates import dates_of
from vigie.understand.mentions import mentions_of, names_in
from vigie.understand.sentences import sentence_bounds

# A page longer than this is read to here for names, attributions and claims: news stands at the top, and one 66,000
# character transcript must not hold up a day of 2,500 items. Its text and sentences are kept whole.
READ_TO = 12_000


def decide(article: Article, extra_names: tuple[str, ...] = ()) -> Understanding:
    """All that is understood of one article. Same article, same names, same answer."""
    language = language_of(article.title, article.text[:300], article.language)
    return understood(article, language, known.load(extra_names))


def understood(article: Article, language: str, names: known.Names) -> Understanding:
    """All that is understood of an article whose language is known."""
    found = cues(language)
    bounds = sentence_bounds(article.text, found)
    asides = asides_of(article, language, bounds)
    own = [pair for pair in bounds if not _is_aside(article.id, pair, asides)]
    sentences: list[Span] = []
    parts: list[tuple[Part, str, Sequence[tuple[int, int]]]] = [("text", article.text[:READ_TO], _up_to(own, READ_TO))]
    # As in a text, what holds no letter or digit (« … », a no-break space) is no sentence, and can be cited by none.
    if any(c.isalnum() for c in article.title) and not article.title_in_text:
        parts.insert(0, ("title", article.title, [(0, len(article.title))]))
        sentences.append(Span(article.id, 0, len(article.title), "title"))
    sentences += [Span(article.id, *pair) for pair in own]
    # What the page showed goes before what the title alone shows.
    page_class = article.kind if article.kind != "article" else kind_of_title(article.title, language)
    # Title and text are read for names together: « Meta » in a title is the firm when the text says Facebook.
    hits = names_in("\n".join(text for _, text, _ in parts), names, found)
    layers = []
    for part, text, pairs in parts:
        before = 0 if part == parts[0][0] else len(parts[0][1]) + 1
        inside = [
            Found(h.start - before, h.end - before, h.meaning) for h in hits if before <= h.start < before + len(text)
        ]
        layers.append(_layers(article, part, text, pairs, inside, language, found))
    lists_others = page_class in {"roundup", "live"}
    materials = [
        Material(
            part, text, pairs, layer.mentions, layer.amounts, layer.dates, layer.attributions, article.title_in_text
        )
        for (part, text, pairs), layer in zip(parts, layers, strict=True)
    ]
    return Understanding(
        article=article.id,
        language=language,
        page_class=page_class,
        sentences=tuple(sentences),
        asides=asides,
        mentions=tuple(m for layer in layers for m in layer.mentions),
        amounts=tuple(a for layer in layers for a in layer.amounts),
        dates=tuple(d for layer in layers for d in layer.dates),
        attributions=tuple(a for layer in layers for a in layer.attributions),
        claims=() if lists_others else claims_of(article.id, materials, language),
    )


def _layers(
    article: Article,
    part: Part,
    text: str,
    pairs: Sequence[tuple[int, int]],
    hits: Sequence[Found[known.Entity | known.Outlet]],
    language: str,
    found: Cues | None,
) -> Understanding:
    """What is understood of one part of an article (its title or its text)."""
    name = article.id
    starts = [start for start, _ in pairs]

    def of_sentences(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= pairs[at][1]

    mentions = mentions_of(name, part, text, pairs, hits, found)
    amounts = tuple(a for a in amounts_of(name, part, text, language) if of_sentences(a.span))
    published = article.written_at.date()
    named = [mention.span for mention in mentions if mention.entity]  # 今日头条 is a firm, and no 今日
    dates = tuple(
        d
        for d in dates_of(name, part, text, language, published)
        if of_sentences(d.span) and not any(span.overlaps(d.span) for span in named)
    )
    attributions = attributions_of(name, part, text, pairs, mentions, language)
    return Understanding(name, language, mentions=mentions, amounts=amounts, dates=dates, attributions=attributions)


def _is_aside(article: str, pair: tuple[int, int], asides: Sequence[Aside]) -> bool:
    span = Span(article, *pair)
    return any(aside.span.overlaps(span) for aside in asides)


def _up_to(pairs: Sequence[tuple[int, int]], limit: int) -> list[tuple[int, int]]:
    return [pair for pair in pairs if pair[1] <= limit]


def words_reader(extra_names: tuple[str, ...] = ()) -> Reader:
    """The reader of a few words, their language known: a port of `write`."""
    names = known.load(extra_names)

    def read(text: str, language: str, day: date) -> UnderstoodArticle:
        noon = datetime.combine(day, time(12), UTC)
        words = Article("words", "", "", "", text, noon, noon, language=language)
        return UnderstoodArticle(words, understood(words, language, names))

    return read


def reader(extra_names: tuple[str, ...]) -> "partial[Understanding]":
    """`decide` with its names fixed, as an engine can carry it to another process."""
    return partial(decide, extra_names=extra_names)
