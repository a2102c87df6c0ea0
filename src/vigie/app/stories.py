"""Stories as a person sees them and puts them right: listed, shown, merged, split.

What a person decides is kept as corrections, which speak of articles, and the articles are moved at once; traces and chapters
follow with the next run, since they are kept by membership. Editions already issued stay as they are. Read next:
group/constraints.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from zoneinfo import ZoneInfo

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.exporting import BEGINNING, EVER
from vigie.group.linking import story_id
from vigie.group.reuse import reused, wording_of
from vigie.group.stage import mark_copies
from vigie.model import Chain, Chapter, Correction, Placement, Story, StoryTrace, UnderstoodArticle, UsageError
from vigie.ports import Store
from vigie.publish.untrusted import clean
from vigie.publish.wording import wording

# Stories are listed so many at a time: their articles are read for it.
BATCH = 200
# A split names pairs; a hundred articles out of a story of a thousand would be as many as an archive has articles.
MOST_PAIRS = 5000
FEW = 50


def listed(folder: Folder, day: date | None) -> Iterator[str]:
    """A line for each story, by its first article; with `day`, the stories with an article of that day, as of its end."""
    with closing(open_store(folder.archive)) as store:
        window = folder.day(day, SystemClock().now()) if day else None
        stories = store.stories(*((window.since, window.until) if window else (BEGINNING, EVER)))
        for start in range(0, len(stories), BATCH):
            batch = stories[start : start + BATCH]
            traces, items = store.traces(batch), store.understood(a for story in batch for a in story.articles)
            for story in batch:
                trace = traces.get(story.id)
                told = [items[article] for article in story.articles]
                languages = " ".join(sorted({item.understanding.language for item in told}))
                yield (
                    f"{story.id}  {_count(len(told), 'article'):>12}  "
                    f"{_count(len(trace.voices), 'origin') if trace else 'not traced':>10}  "
                    f"{languages:<12}  {_title(told, folder)}"
                )


def shown(folder: Folder, name: str) -> list[str]:
    """A story with its articles, where each comes from, and the storyline it belongs to. Raises UsageError."""
    with closing(open_store(folder.archive)) as store:
        story = _story(store, name)
        items = store.understood(story.articles)
        placements = {placement.article: placement for placement in store.placements_of(story.articles)}
        trace = store.traces([story]).get(story.id)
        voices = _count(len(trace.voices), "independent origin") if trace else "not traced yet: vigie run"
        lines = [
            f"{story.id}  {_title([items[article] for article in story.articles], folder)}",
            f"  {_count(len(story.articles), 'article')}; {voices}",
        ]
        for article in story.articles:
            lines += ["", *_article(items[article], placements[article], trace)]
        return [*lines, "", *_storyline(store, story, folder), *_corrected(store, story)]


def merge(folder: Folder, one: str, other: str, by: str) -> list[str]:
    """Makes two stories one: the articles of the younger go into the older, which keeps its id. Raises UsageError."""
    if one == other:
        raise UsageError("stories.same", f"{one} is one story already", "name two: vigie stories list")
    with closing(open_store(folder.archive)) as store:
        found = (_story(store, one), _story(store, other))
        older, younger = sorted(found, key=lambda story: (story.first_at, story.id))
        # Each story's first article with all of the other's: should grouping ever be done anew, they hold all together.
        pairs = [
            *((older.articles[0], article) for article in younger.articles),
            *((younger.articles[0], article) for article in older.articles[1:]),
        ]
        at = SystemClock().now()
        corrections = [Correction.of("merge", *pair, at, by) for pair in pairs]
        store.save_corrections(corrections, _moved(store, {older.id: (*older.articles, *younger.articles)}))
    count = _count(len(older.articles) + len(younger.articles), "article")
    return [f"Merged: story {older.id} has {count}; {younger.id} is no more.", _next(folder, older, younger)]


def split(folder: Folder, name: str, articles: Sequence[str], by: str) -> list[str]:
    """Takes the named articles out of a story, into one of their own. Raises UsageError."""
    with closing(open_store(folder.archive)) as store:
        story = _story(store, name)
        for stranger in (article for article in articles if article not in story.articles):
            raise UsageError(
                "stories.stranger", f"article {stranger!r} is not in story {name}", f"see: vigie stories show {name}"
            )
        leaving = [article for article in story.articles if article in articles]
        staying = [article for article in story.articles if article not in articles]
        if not leaving or not staying:
            raise UsageError("stories.all", f"nothing would stay in story {name}", "name some of its articles")
        own = story_id(leaving[0])
        # The article that opened the story takes its id along: an id always comes from an article of the story.
        left = story.id if own != story.id else story_id(staying[0])
        told_of = staying[: max(FEW, MOST_PAIRS // len(leaving))]
        at = SystemClock().now()
        corrections = [Correction.of("split", article, rest, at, by) for article in leaving for rest in told_of]
        store.save_corrections(corrections, _moved(store, {own: leaving, left: staying}))
    counts = f"story {left} has {_count(len(staying), 'article')}, story {own} has {len(leaving)}"
    return [f"Split: {counts}.", _next(folder, story)]


def _story(store: Store, name: str) -> Story:
    story = store.story(name)
    if story is None:
        raise UsageError("stories.none", f"there is no story {name!r}", "see: vigie stories list")
    return story


def _moved(store: Store, stories: Mapping[str, Sequence[str]]) -> tuple[Placement, ...]:
    """The placements that put these articles into these stories; whether one copies another is asked anew."""
    where = {article: story for story, articles in stories.items() for article in articles}
    placements = [
        placement
        if placement.story == where[placement.article]
        else Placement(placement.article, where[placement.article])
        for placement in store.placements_of(where)
    ]
    return mark_copies(placements, (), reused(map(wording_of, store.understood(where).values())))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _next(folder: Folder, *stories: Story) -> str:
    last = max(story.last_at for story in stories).astimezone(ZoneInfo(folder.configuration.timezone)).date()
    return f"Next: vigie run --date {last}"


def _title(items: Sequence[UnderstoodArticle], folder: Folder) -> str:
    """The title of the first article in the reader's language, or of the first one."""
    own = [item for item in items if item.understanding.language == folder.configuration.language]
    return clean((own or items)[0].article.title) or "(no title)"


def _article(item: UnderstoodArticle, placement: Placement, trace: StoryTrace | None) -> list[str]:
    article = item.article
    copy = f"; copy of {placement.copy_of}, {placement.copied:.0%} of its words" if placement.copy_of else ""
    lines = [
        f"  {article.id}  {article.published_at:%Y-%m-%d %H:%M} UTC  {item.understanding.language}  {clean(article.source)}",
        f"    title       {clean(article.title) or '(no title)'}",
        f"    address     {clean(article.url) or '(no address)'}",
        f"    similarity  {placement.similarity:.2f}{copy}",
    ]
    return lines + [_chain(chain) for chain in (trace.chains if trace else ()) if chain.article == article.id]


def _chain(chain: Chain) -> str:
    way = "".join(f" ← {clean(name)}" for name in (*chain.via, chain.origin.name))
    unnamed = ", unnamed sources" if chain.anonymous else ""
    return f"    origin      this article{way} ({chain.origin.kind.value}{unnamed}; found by: {chain.how})"


def _storyline(store: Store, story: Story, folder: Folder) -> list[str]:
    chapter = store.chapters([story]).get(story.id)
    if chapter is None:
        return ["  storyline not followed yet: vigie run"]
    others = [one for one in chapters_of(store, chapter.storyline) if one.story != story.id]
    named = wording(folder.configuration.language).storyline(chapter.name)
    fork = f", forked from {chapter.forked_from}" if chapter.forked_from else ""
    called = f" ({named})" if named else ""
    lines = [f"  storyline {chapter.storyline}{called}{fork}" + ("" if others else ": no other story")]
    for one in others:
        other = store.story(one.story)
        if other is not None:
            items = store.understood(other.articles)
            title = _title([items[article] for article in other.articles], folder)
            lines.append(f"    {other.id}  {one.day}  {_count(len(other.articles), 'article'):>12}  {title}")
    return lines


def chapters_of(store: Store, storyline: str) -> tuple[Chapter, ...]:
    """The latest chapter of each story of a storyline, by day then story."""
    return store.past_chapters([storyline], date.max)


def _corrected(store: Store, story: Story) -> list[str]:
    members = set(story.articles)
    said = [one for one in store.corrections() if not members.isdisjoint((one.one, one.other))]
    if not said:
        return []
    last = said[-1]
    by = f" by {clean(last.by)}" if last.by else ""
    return [f"  corrected: {_count(len(said), 'pair')}, last a {last.kind} on {last.at:%Y-%m-%d}{by}"]
