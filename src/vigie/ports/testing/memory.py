"""MemoryStore: the whole archive in dictionaries, for tests and trials. It passes the same kit as SQLite."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

import numpy as np

from vigie.model import (
    Article,
    Chapter,
    Correction,
    Feed,
    FeedState,
    Outcome,
    Page,
    PageState,
    Placement,
    Rejection,
    Report,
    Standing,
    StoreError,
    Story,
    StoryTrace,
    Understanding,
    UnderstoodArticle,
    standings_of,
)
from vigie.ports.stores import FeedReading, Naming, PageResult, Saved, Vector
from vigie.ports.testing.memory_calls import MemoryCalls
from vigie.ports.testing.memory_editions import MemoryEditions, sound
from vigie.ports.testing.memory_health import MemoryObservations
from vigie.ports.testing.memory_hosts import MemoryHosts
from vigie.ports.testing.memory_makings import MemoryMakings

T = TypeVar("T")

_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class MemoryStore(MemoryObservations, MemoryEditions, MemoryMakings, MemoryHosts, MemoryCalls):
    """A Store that forgets. Each save looks at all it was given before it changes anything."""

    def __init__(self) -> None:
        super().__init__()
        self._feeds: dict[str, Feed] = {}
        self._states: dict[str, FeedState] = {}
        self._pages: dict[str, list[Page]] = {}
        self._asked: dict[str, list[datetime]] = {}
        self._handled: set[tuple[str, datetime]] = set()
        self._articles: dict[str, Article] = {}
        self._understandings: dict[str, Understanding] = {}
        self._placements: dict[str, Placement] = {}
        self._corrections: dict[tuple[str, str], Correction] = {}
        self._vectors: dict[tuple[str, str], bytes] = {}
        self._views: dict[tuple[str, str], tuple[datetime, bytes]] = {}
        self._traces: dict[tuple[str, str], StoryTrace] = {}
        self._chapters: dict[tuple[str, str], Chapter] = {}
        self._retired: set[tuple[str, str]] = set()
        self._saved_last: dict[str, Chapter] = {}
        self._outcomes: list[Outcome] = []
        self._stages: list[tuple[date, str, Report, datetime]] = []
        self._rejections: dict[tuple[str, str], Rejection] = {}

    def close(self) -> None:
        """Nothing to let go of."""

    # --- feeds, pages

    def save_feeds(self, feeds: Iterable[Feed]) -> int:
        given = {feed.url: sound(feed) for feed in feeds}
        new = len(given.keys() - self._feeds.keys())
        self._feeds |= given
        return new

    def remove_feed(self, url: str) -> bool:
        self._states.pop(url, None)
        return self._feeds.pop(url, None) is not None

    def feeds(self) -> tuple[Feed, ...]:
        return tuple(self._feeds[url] for url in sorted(self._feeds))

    def feed_states(self) -> dict[str, FeedState]:
        return dict(self._states)

    def known_urls(self, urls: Iterable[str]) -> set[str]:
        known = self._pages.keys() | {article.url for article in self._articles.values()}
        return {url for url in urls if url in known}

    def page_states(self, urls: Iterable[str]) -> dict[str, PageState]:
        found = {}
        for url in set(urls) & self._pages.keys():
            first, last = self._pages[url][0], self._pages[url][-1]
            asked = self._asked.get(url, [])
            at = asked[-1] if asked else last.fetched_at
            found[url] = PageState(
                url, first.fetched_at, last.fetched_at, at, len(asked), last.etag, last.last_modified, last.failure
            )
        return found

    def save_reading(
        self, state: FeedState, outcome: Outcome, pages: Sequence[Page], asked: Collection[str] = ()
    ) -> None:
        state, outcome, found = sound(state), sound(outcome), [sound(page) for page in pages]
        self._states[state.url] = state
        self._outcomes.append(outcome)
        for page in found:
            before = self._pages.setdefault(page.url, [page])[-1]
            if page.fetched_at > before.fetched_at:
                self._asked.setdefault(page.url, []).append(page.fetched_at)
                if (page.body, page.body or page.entry) != (before.body, before.body or before.entry):
                    self._pages[page.url].append(page)
        for url in asked:
            self._asked.setdefault(url, []).append(outcome.at)

    def save_readings(self, readings: Sequence[FeedReading]) -> None:
        for one in readings:
            sound(one.state), sound(one.outcome), [sound(page) for page in one.pages]
        for one in readings:
            self.save_reading(one.state, one.outcome, one.pages, one.asked)

    def pages_without_article(self, limit: int) -> tuple[Page, ...]:
        pages = [page for url in sorted(self._pages) for page in self._pages[url]]
        return tuple([page for page in pages if (page.url, page.fetched_at) not in self._handled][:limit])

    def save_extracted(self, results: Sequence[PageResult]) -> Saved:
        saved = self.save_articles(
            [one.article for one in results if one.article], [one.rejection for one in results if one.rejection]
        )
        for one in results:
            pages = self._pages.get(one.page_url, ())
            self._handled |= {
                (page.url, page.fetched_at) for page in pages if one.fetched_at in {None, page.fetched_at}
            }
        return saved

    # --- articles

    def save_articles(self, articles: Sequence[Article], rejections: Sequence[Rejection] = ()) -> Saved:
        given = [sound(article) for article in articles]
        self.save_rejections(rejections)
        added, clashes, known = [], [], 0
        for article in given:
            stored = self._articles.get(article.id)
            if stored is None:
                self._articles[article.id] = article
                added.append(article.id)
            elif (stored.title, stored.text) == (article.title, article.text):
                known += 1
            else:
                clashes.append(article.id)
        return Saved(tuple(added), known, tuple(clashes))

    def article(self, article_id: str) -> Article | None:
        return self._articles.get(article_id)

    def articles(self, since: datetime | None, until: datetime | None) -> Iterator[Article]:
        yield from self._in_time(lambda one: _within(one.published_at, since, until), self._replaced(until))

    def articles_at(self, addresses: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        latest = self._in_time(lambda _: True, self._replaced(None))
        found = {url: tuple(one for one in latest if url in {one.url, one.canonical_url}) for url in addresses}
        return {url: articles for url, articles in found.items() if articles}

    def articles_without_understanding(self, until: datetime, limit: int) -> tuple[Article, ...]:
        return self._in_time(lambda one: one.published_at < until and one.id not in self._understandings)[:limit]

    def save_understandings(self, understandings: Sequence[Understanding]) -> None:
        given = {self._known(one.article): sound(one) for one in understandings}
        self._understandings |= given

    def understandings(self, article_ids: Iterable[str]) -> dict[str, Understanding]:
        return {key: self._understandings[key] for key in article_ids if key in self._understandings}

    def understood(self, article_ids: Iterable[str]) -> dict[str, UnderstoodArticle]:
        found = self.understandings(article_ids)
        return {key: UnderstoodArticle(self._articles[key], one) for key, one in found.items()}

    def counts(self, since: datetime | None, until: datetime | None) -> tuple[int, int]:
        found = list(self.articles(since, until))
        return len(found), len({article.source for article in found})

    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({article.source for article in self._articles.values()}))

    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        language: str = "",
        sources: Collection[str] = (),
        entities: Collection[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        among: Collection[str] | None = None,
    ) -> tuple[Article, ...]:
        words = re.findall(r"\w+", _plain(query).replace("_", " "))

        def holds(article: Article) -> bool:
            text = _plain(f"{article.title}\n{article.text}")
            return bool(words or not query.strip()) and all(word in text for word in words)

        def wanted(article: Article) -> bool:
            return (
                _within(article.published_at, since, until)
                and (among is None or article.id in among)
                and (not sources or article.source in sources)
                and (not language or self._language(article) == language.lower())
                and (not entities or not self._names(article).isdisjoint(entities))
                and holds(article)
            )

        found = sorted(self._in_time(wanted, self._replaced(until)), key=lambda one: one.published_at, reverse=True)
        return tuple(found[:limit])

    def _language(self, article: Article) -> str:
        understood = self._understandings.get(article.id)
        return (understood.language if understood else "") or article.language.lower().partition("-")[0]

    def _names(self, article: Article) -> set[str]:
        understood = self._understandings.get(article.id)
        return {mention.entity for mention in understood.mentions} - {""} if understood else set()

    # --- stories

    def articles_without_story(self, until: datetime) -> tuple[UnderstoodArticle, ...]:
        replaced = self._replaced(until)
        waiting = self._in_time(lambda one: one.published_at < until and one.id not in self._placements, replaced)
        return tuple(self.understood(article.id for article in waiting).values())

    def placements(self, since: datetime, until: datetime) -> tuple[Placement, ...]:
        replaced = self._replaced(until)
        placed = self._in_time(
            lambda one: _within(one.published_at, since, until) and one.id in self._placements, replaced
        )
        return tuple(self._placements[article.id] for article in placed)

    def placements_of(self, article_ids: Iterable[str]) -> tuple[Placement, ...]:
        return tuple(self._placements[key] for key in sorted(set(article_ids)) if key in self._placements)

    def save_placements(self, placements: Sequence[Placement]) -> None:
        given = {self._known(one.article): sound(one) for one in placements}
        self._placements |= given

    def vectors(self, model: str, keys: Iterable[str]) -> dict[str, Vector]:
        found = ((key, self._vectors.get((model, key))) for key in keys)
        return {key: np.frombuffer(one, np.float16).astype(np.float32) for key, one in found if one is not None}

    def save_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        for key, vector in vectors.items():
            self._vectors.setdefault((model, key), np.asarray(vector, np.float16).tobytes())

    def views(self, kind: str, article_ids: Iterable[str]) -> dict[str, bytes]:
        found = ((article, self._views.get((kind, article))) for article in article_ids)
        return {article: one[1] for article, one in found if one is not None}

    def save_views(self, kind: str, views: Mapping[str, tuple[datetime, bytes]]) -> None:
        self._views |= {(kind, article): one for article, one in views.items()}

    def forget_views(self, before: datetime) -> None:
        self._views = {key: one for key, one in self._views.items() if one[0] >= before}

    def stories(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        return tuple(story for story in self._stories(until) if self._is_active(story, since))

    def story(self, story_id: str) -> Story | None:
        return next((story for story in self._stories(_EVER) if story.id == story_id), None)

    def save_corrections(self, corrections: Sequence[Correction], placements: Sequence[Placement] = ()) -> None:
        given = [sound(one) for one in corrections]
        left = {placement.story for placement in self.placements_of(one.article for one in placements)}
        self.save_placements(placements)
        for one in given:
            before = self._corrections.get((one.one, one.other))
            if before is None or before.at <= one.at:
                self._corrections[one.one, one.other] = one
        empty = left - {placement.story for placement in self._placements.values()}
        self._retired |= {key for key in self._chapters if key[0] in empty}
        self._saved_last = {story: one for story, one in self._saved_last.items() if story not in empty}

    def corrections(self) -> tuple[Correction, ...]:
        return tuple(sorted(self._corrections.values(), key=lambda one: (one.at, one.one, one.other)))

    def stories_without_trace(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        return self._stories_without(self._traces.keys(), since, until)

    def save_traces(self, traces: Sequence[StoryTrace]) -> None:
        self._traces |= {(one.story, one.members): sound(one) for one in traces}

    def traces(self, stories: Iterable[Story]) -> dict[str, StoryTrace]:
        found = ((story.id, self._traces.get((story.id, story.members))) for story in stories)
        return {key: one for key, one in found if one is not None}

    def stories_without_chapter(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        return self._stories_without(self._chapters.keys() - self._retired, since, until)

    def save_chapters(self, chapters: Sequence[Chapter]) -> None:
        self._chapters |= {(one.story, one.members): sound(one) for one in chapters}
        self._retired -= {(one.story, one.members) for one in chapters}
        self._saved_last |= {one.story: sound(one) for one in chapters}

    def chapters(self, stories: Iterable[Story]) -> dict[str, Chapter]:
        found = ((story.id, self._chapters.get((story.id, story.members))) for story in stories)
        return {key: one for key, one in found if one is not None}

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:
        wanted = set(keys)
        found: dict[str, list[Naming]] = {}
        for one in sorted(self._saved_last.values(), key=lambda one: (one.day, one.story)):
            for key in wanted.intersection(one.keys) if since <= one.day < before else ():
                found.setdefault(key, []).append(Naming(one.storyline, one.story, one.day))
        return {key: tuple(namings[-most:]) for key, namings in found.items()}

    def count_chapters(self, since: date, before: date, most: int) -> int:
        return min(most, len({one.story for one in self._standing() if since <= one.day < before}))

    def storylines_of(self, stories: Iterable[str]) -> dict[str, str]:
        return {story: self._saved_last[story].storyline for story in stories if story in self._saved_last}

    def _standing(self) -> list[Chapter]:
        return [chapter for key, chapter in self._chapters.items() if key not in self._retired]

    def past_chapters(self, storylines: Iterable[str], before: date, ends: int | None = None) -> tuple[Chapter, ...]:
        wanted = set(storylines)
        latest: dict[str, Chapter] = {}
        for chapter in self._standing():
            rival = latest.get(chapter.story)
            newer = rival is None or rival.day <= chapter.day
            if chapter.storyline in wanted and chapter.day < before and newer:
                latest[chapter.story] = chapter
        lines: dict[str, list[Chapter]] = {}
        for chapter in sorted(latest.values(), key=lambda one: (one.day, one.story)):
            lines.setdefault(chapter.storyline, []).append(chapter)
        kept = (
            told if ends is None or len(told) <= 2 * ends else told[:ends] + told[len(told) - ends :]
            for told in lines.values()
        )
        return tuple(sorted((one for told in kept for one in told), key=lambda one: (one.day, one.story)))

    # --- runs

    def save_stage(self, day: date, stage: str, report: Report, started: datetime, ended: datetime) -> None:  # noqa: ARG002
        self._stages.append((day, stage, report, ended.astimezone(UTC)))

    def stages(self, day: date) -> tuple[tuple[str, Report, datetime], ...]:
        return tuple((stage, report, ended) for of, stage, report, ended in self._stages if of == day)

    def outcomes(self, day: date) -> tuple[Outcome, ...]:
        last = {outcome.feed: outcome for outcome in self._outcomes if outcome.day == day}
        return tuple(last[feed] for feed in sorted(last))

    def standings(self, day: date, since: datetime, until: datetime) -> tuple[Standing, ...]:
        gone = {state.url for state in self._states.values() if state.gone}
        gave: dict[str, tuple[int, int]] = {}
        for article in self.articles(since, until):
            n, walled = gave.get(article.source, (0, 0))
            gave[article.source] = (n + 1, walled + (article.paywalled or article.kind == "teaser"))
        return standings_of(self.feeds(), self._outcomes, gave, day, gone)

    def save_rejections(self, rejections: Sequence[Rejection]) -> None:
        for one in [sound(one) for one in rejections]:
            self._rejections.setdefault((one.where, one.reason), one)

    def rejections(self, limit: int = 100) -> tuple[Rejection, ...]:
        # Of two of one moment the one saved last leads: sorting keeps that order.
        last_first = list(reversed(self._rejections.values()))
        latest = sorted(last_first, key=lambda one: one.at, reverse=True)
        return tuple(latest[:limit])

    def count_rejections(self, since: datetime | None = None, until: datetime | None = None) -> int:
        times = [one.at for one in self._rejections.values()]
        return sum((since is None or at >= since) and (until is None or at < until) for at in times)

    # --- what the methods above share

    def _replaced(self, until: datetime | None) -> set[str]:
        return {one.supersedes for one in self._articles.values() if until is None or one.published_at < until} - {""}

    def _in_time(self, wanted: Callable[[Article], bool], but: Collection[str] = ()) -> tuple[Article, ...]:
        found = (article for article in self._articles.values() if wanted(article) and article.id not in but)
        return tuple(sorted(found, key=lambda one: (one.published_at, one.id)))

    def _known(self, article_id: str) -> str:
        if article_id not in self._articles:
            raise StoreError("store.no_article", f"no article {article_id} is stored", "save articles first")
        return article_id

    def _stories(self, until: datetime) -> tuple[Story, ...]:
        members: dict[str, list[Article]] = {}
        replaced = self._replaced(until)
        for article in self._in_time(lambda one: one.published_at < until and one.id in self._placements, replaced):
            members.setdefault(self._placements[article.id].story, []).append(article)
        stories = (
            Story(key, tuple(one.id for one in of), of[0].published_at, of[-1].published_at)
            for key, of in members.items()
        )
        return tuple(sorted(stories, key=lambda story: (story.first_at, story.id)))

    def _stories_without(self, done: Iterable[tuple[str, str]], since: datetime, until: datetime) -> tuple[Story, ...]:
        exact = set(done)
        ever = {story for story, _ in exact}
        return tuple(
            story
            for story in self._stories(until)
            if ((story.id, story.members) not in exact if self._is_active(story, since) else story.id not in ever)
        )

    def _is_active(self, story: Story, since: datetime) -> bool:
        return story.last_at >= since


def _within(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or since <= moment) and (until is None or moment < until)


def _plain(text: str) -> str:
    """Lower case, without diacritics: near enough to how SQLite compares words."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
