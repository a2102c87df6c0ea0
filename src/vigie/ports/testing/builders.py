"""Small makers of values for tests: each hides what a case does not care about, and gives the same value every time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from vigie.model import (
    Article,
    Brief,
    Chain,
    Chapter,
    Citation,
    Correction,
    CorrectionKind,
    Coverage,
    Entry,
    Feed,
    FeedState,
    Item,
    Origin,
    OriginKind,
    Outcome,
    OutcomeKind,
    Page,
    Placement,
    Rejection,
    Sentence,
    Span,
    Story,
    StoryTrace,
    Understanding,
    article_id,
)

DAY = date(2026, 3, 12)
DAM = "The dam was closed on Monday."


def at(hour: int = 8, minute: int = 0, *, day: int = 12, month: int = 3) -> datetime:
    """A moment in March 2026, in UTC; day 12 unless said."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def feed(url: str = "https://daily.example/rss", name: str = "Example Daily", language: str = "en") -> Feed:
    return Feed(url=url, name=name, language=language)


def feed_state(url: str = "https://daily.example/rss", etag: str = '"1"', read_at: datetime | None = None) -> FeedState:
    return FeedState(url=url, etag=etag, read_at=read_at or at())


def entry(
    url: str = "https://daily.example/dam", title: str = "Dam closed", published_at: datetime | None = None
) -> Entry:
    return Entry(feed="https://daily.example/rss", url=url, title=title, published_at=published_at or at())


def page(
    url: str = "https://daily.example/dam",
    body: bytes = b"<p>The dam was closed.</p>",
    title: str = "Dam closed",
    published_at: datetime | None = None,
    fetched_at: datetime | None = None,
) -> Page:
    return Page(
        url=url,
        final_url=url,
        fetched_at=fetched_at or at(9),
        body=body,
        media_type="text/html",
        charset="utf-8",
        source="Example Daily",
        entry=entry(url, title, published_at),
    )


def outcome(
    day: date = DAY, feed: str = "https://daily.example/rss", kind: OutcomeKind = "new", moment: datetime | None = None
) -> Outcome:
    return Outcome(day=day, feed=feed, kind=kind, at=moment or at(9))


def rejection(where: str = "items.jsonl:3", reason: str = "no text", moment: datetime | None = None) -> Rejection:
    return Rejection(where=where, reason=reason, at=moment or at(9))


def article(
    source: str = "Example Daily",
    text: str = DAM,
    *,
    id: str = "",  # noqa: A002 - the field's own name
    title: str = "",
    url: str = "",
    published_at: datetime | None = None,
    language: str = "",
    authors: Sequence[str] = (),
) -> Article:
    """An article; its id follows from its content unless given."""
    title = title or text.split(".", maxsplit=1)[0][:80] or "Untitled"
    slug = article_id(source, "", title, text)[:8]
    url = url or f"https://{slug}.example/news"
    return Article(
        id=id or article_id(source, url, title, text),
        url=url,
        source=source,
        title=title,
        text=text,
        published_at=published_at or at(),
        seen_at=at(23),
        language=language,
        authors=tuple(authors),
    )


def span(of: Article, words: str = "") -> Span:
    """Where `words` stand in the article's text; the whole text when none are given."""
    start = of.text.index(words)
    return Span(of.id, start, start + len(words or of.text))


def understanding(of: Article, language: str = "en") -> Understanding:
    """The whole text as one sentence."""
    return Understanding(article=of.id, language=language, sentences=(span(of),) if of.text else ())


def placement(
    of: Article, story: str, similarity: float = 0.9, copy_of: str = "", copied: float | None = None
) -> Placement:
    share = float(bool(copy_of)) if copied is None else copied
    return Placement(article=of.id, story=story, similarity=similarity, copy_of=copy_of, copied=share)


def correction(
    kind: CorrectionKind, of: Article, another: Article, moment: datetime | None = None, by: str = ""
) -> Correction:
    return Correction.of(kind, of.id, another.id, moment or at(9), by)


def story(*articles: Article, id: str = "") -> Story:  # noqa: A002 - the field's own name
    """A story of these articles; named after the first one unless said."""
    ordered = sorted(articles, key=lambda one: (one.published_at, one.id))
    return Story(
        id=id or f"s-{ordered[0].id}",
        articles=tuple(one.id for one in ordered),
        first_at=ordered[0].published_at,
        last_at=ordered[-1].published_at,
    )


def origin(name: str = "Example Daily", kind: OriginKind = OriginKind.NEWS_OUTLET, family: str = "") -> Origin:
    return Origin(name=name, kind=kind, family=family or name)


def trace(of: Story, *voices: Origin) -> StoryTrace:
    """Every article goes back to the first of `voices`."""
    told = voices or (origin(),)
    chains = tuple(Chain(article=one, origin=told[0], how="own") for one in of.articles)
    return StoryTrace(story=of.id, members=of.members, chains=chains, voices=told)


def chapter(
    of: Story,
    storyline: str = "",
    day: date | None = None,
    entities: Sequence[str] = ("dam",),
    keys: Sequence[str] = (),
) -> Chapter:
    return Chapter(
        story=of.id,
        members=of.members,
        storyline=storyline or f"l-{of.id}",
        day=day or of.last_at.date(),
        entities=tuple(entities),
        keys=tuple(keys),
    )


def citation(of: Article | None = None, words: str = "") -> Citation:
    cited = of or article()
    where = span(cited, words)
    return Citation(cited.id, cited.url, cited.source, where.start, where.end, cited.words(where))


def sentence(text: str = DAM, language: str = "en", *citations: Citation) -> Sentence:
    return Sentence(text=text, language=language, kind="quoted", citations=citations or (citation(),))


def item(*sentences: Sentence, story: str = "s-dam", title: str = "Dam closed") -> Item:
    told = sentences or (sentence(),)
    return Item(
        story=story,
        storyline=f"l-{story}",
        title=Sentence(title, told[0].language, "title", told[0].citations),
        status="reported",
        n_articles=1,
        n_origins=1,
        origins=("Example Daily",),
        languages=(told[0].language,),
        sentences=told,
        sources=(),
    )


def brief(day: date = DAY, language: str = "fr", *items: Item, digest: str = "d1") -> Brief:
    told = items or (item(),)
    read = Coverage(sources=1, read=1, silent=0, failed=0, refused=0, articles=1, stories=len(told))
    return Brief(date=day, language=language, subject="ai", coverage=read, items=told, digest=digest)
