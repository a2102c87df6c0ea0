"""The title of an item: the headline that tells the story best, word for word."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from vigie.knowledge.cues import cues
from vigie.knowledge.matching import tokens_of
from vigie.knowledge.tongue import in_language
from vigie.model import EventType, Sentence, Span, UnderstoodArticle
from vigie.write.material import Material, citation, opening_span
from vigie.write.phrasing import set_spaces
from vigie.write.quoting.alone import balanced, points
from vigie.write.quoting.labels import bare_title
from vigie.write.quoting.native import is_native
from vigie.write.ranking import is_notice

HEADLINES = 8
LONGEST_TITLE = 180
SHORTEST_TITLE = 25
_DATED = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
Compose = Callable[[Material, str], Sentence | None]


def title_of(material: Material, language: str, compose: Compose | None = None) -> Sentence:
    """The title of the article that tells the story best: in the reader's language if there is one, of the day, a native
    one before a translation, plain news before comment and live pages, sharing most words with the others, short. Kept
    word for word. Where none is in the reader's language, `compose` is asked for one before a foreign title is shown."""
    items = material.originals() or material.articles
    words = {item.article.id: tokens_of(item.article.words(title_span(material, item))) for item in items}
    best = min(items, key=lambda item: _rank(item, material, language, words))
    spoken = best.understanding.language
    span = title_span(material, best)
    cited = citation(best.article, span, material.publisher(best.article))
    # A headline in another language over an article in the reader's (« Shut Up ») is no title either.
    readable = spoken == language and in_language(cited.quote, language)
    poor = _is_poor(" ".join(cited.quote.split()), spoken)
    composed = compose(material, language) if compose is not None and (poor or not readable) else None
    if composed is not None:
        return composed
    translated = readable and not is_native(best.article, language, material.names)
    shown = set_spaces(_closed(cited.quote), spoken)
    return Sentence(
        shown, spoken if readable or spoken != language else "und", "title", (cited,), translated=translated
    )


def _rank(
    item: UnderstoodArticle, material: Material, language: str, words: Mapping[str, frozenset[str]]
) -> tuple[object, ...]:
    title = " ".join(item.article.words(title_span(material, item)).split())
    whole = " ".join(item.article.words(opening_span(item)).split())
    spoken = item.understanding.language
    own = words[item.article.id]
    shared = sum(len(own & other) for name, other in words.items() if name != item.article.id)
    readable = in_language(title, spoken)
    return (
        # A title that its publisher reserves is shown where there is no other.
        item.article.opted_out,
        # A reader who knows the story wants its news; one who does not, what it is about.
        material.news.knows(title_span(material, item)),
        material.news.told_on is not None and item.article.id not in material.today,
        spoken != language or not readable,
        spoken not in {language, "en"},
        spoken == language and not is_native(item.article, language, material.names),
        bool(material.news.fresh) and not material.news.tells(title_span(material, item)),
        is_notice(material, item) or item.understanding.page_class not in {"article", "teaser"},
        _is_poor(title, spoken)
        or _comments(whole, spoken)
        or not SHORTEST_TITLE <= len(title) * (3 if len(own) > len(title) / 2 else 1) <= LONGEST_TITLE,
        not _claims(item),
        -round(shared / (len(own) ** 0.5 or 1.0), 4),
        item.article.published_at,
        item.article.id,
    )


def _claims(item: UnderstoodArticle) -> bool:
    """True when the title itself tells of an act: « Présentation de … » does not."""
    heading = opening_span(item)
    return any(heading in claim.evidence and claim.agent for claim in item.understanding.claims)


def _is_poor(title: str, language: str) -> bool:
    """A question, a quotation alone, a cut line, a broadcast's programme (« … - 22/04 »), a commentator's or quiz title."""
    asks = re.search(r"[?？!！](?=[\s»”\"]|$)", title) is not None
    only_quoted = title[0] in '«“"「' and title[-1] in '»”"」'
    cut = title.endswith(("…", "...")) or _DATED.search(title) is not None or not balanced(title)
    return asks or only_quoted or cut or points(title, language) or _comments(title, language)


def _comments(title: str, language: str) -> bool:
    return any(pattern.search(title) for pattern in _commentary(language))


def title_span(material: Material, item: UnderstoodArticle) -> Span:
    """The title without the rubric that opens it, the tags and the site's name that close it. A text without a title of its
    own, whose first line is a caption, lends the sentence near its top that names most of whom it is about."""
    span = opening_span(item)
    sentences = item.understanding.sentences
    if item.article.title_in_text and sentences and sentences[0].start > 0:
        span = _headline_of(item) or span
    return bare_title(item, span, material.publisher(item.article))


def _headline_of(item: UnderstoodArticle) -> Span | None:
    """The sentence near the top of a text without title that tells a deed of known parties, the more of them the better,
    and the shortest of those that name as many."""
    claims = [claim for claim in item.understanding.claims if claim.event_type is not EventType.OTHER]
    stated = {span for claim in claims for span in claim.evidence}
    top = [span for span in item.understanding.sentences[:HEADLINES] if span.part == "text"]

    def rank(span: Span) -> tuple[int, bool, int, int]:
        named = {m.entity for m in item.understanding.mentions if m.entity and span.covers(m.span)}
        return (-min(2, len(named)), span not in stated, span.end - span.start, span.start)

    telling = [span for span in top if span in stated or rank(span)[0] == -2]
    return min(telling, key=rank, default=None)


def _closed(title: str) -> str:
    """Without the full stop that some feeds close a title with, and with a capital where a rubric took it."""
    title = title[0].upper() + title[1:] if title[:2].islower() else title
    return title[:-1] if title.endswith(".") and not title.endswith("..") and title.count(".") == 1 else title


@cache
def _commentary(language: str) -> tuple[re.Pattern[str], ...]:
    found = cues(language)
    return tuple(re.compile(one, re.IGNORECASE) for one in found.quoting.commentary) if found else ()
