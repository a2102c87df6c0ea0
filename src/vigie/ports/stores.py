"""What the archive must be able to do, as six small protocols. SQL lives behind them, in vigie.adapters.store.

Every method that saves is one transaction: after a kill, either all of it is there or nothing. Every method that asks
"without …" is how a stage finds its work, so that a stopped run goes on where it stopped and a second run does nothing.
All times are aware. `until` is exclusive: the end of the day that is being told. Methods raise StoreError.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vigie.model import (
    Article,
    Brief,
    Chapter,
    Correction,
    Feed,
    FeedState,
    HostState,
    Making,
    ModelCall,
    Notice,
    Outcome,
    Page,
    PageState,
    Placement,
    Rejection,
    Report,
    Shown,
    Spending,
    Standing,
    Story,
    StoryTrace,
    Telling,
    Understanding,
    UnderstoodArticle,
)
from vigie.ports.health import HealthLog

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving articles came to: ids added, how many were there already, ids used before by another text."""

    added: tuple[str, ...] = ()
    known: int = 0
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Naming:
    """A story whose chapter holds a name or word that was asked for, and its storyline."""

    storyline: str
    story: str
    day: date


@dataclass(frozen=True, slots=True)
class PageResult:
    """What `extract` made of one page: an article, or the reason why there is none. `fetched_at` tells which reading of the
    page it was; without it, every one of this address counts as handled."""

    page_url: str
    article: Article | None
    rejection: Rejection | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """All that reading one feed gave. `asked` are the pages that were asked for again in vain."""

    state: FeedState
    outcome: Outcome
    pages: tuple[Page, ...] = ()
    asked: tuple[str, ...] = ()


class ArticleStore(Protocol):
    """Feeds, pages and articles."""

    def save_feeds(self, feeds: Iterable[Feed]) -> int:
        """Adds or replaces feeds by address; gives how many are new."""
        ...

    def remove_feed(self, url: str) -> bool: ...

    def feeds(self) -> tuple[Feed, ...]:
        """All feeds, by address."""
        ...

    def feed_states(self) -> dict[str, FeedState]: ...

    def known_urls(self, urls: Iterable[str]) -> set[str]:
        """Those of `urls` for which a page or an article is stored."""
        ...

    def page_states(self, urls: Iterable[str]) -> dict[str, PageState]:
        """What earlier requests left behind, for those of `urls` whose page is stored."""
        ...

    def save_reading(
        self, state: FeedState, outcome: Outcome, pages: Sequence[Page], asked: Collection[str] = ()
    ) -> None:
        """Saves all that reading one feed gave. A page that is stored is left as it was; one read later stands beside it
        unless it is the same again. `asked`: pages asked for again in vain."""
        ...

    def save_readings(self, readings: Sequence[FeedReading]) -> None:
        """Saves several readings as `save_reading` does each, in their order, all at once."""
        ...

    def pages_without_article(self, limit: int) -> tuple[Page, ...]:
        """Up to `limit` pages that `extract` has not handled, by address, then time."""
        ...

    def save_extracted(self, results: Sequence[PageResult]) -> Saved:
        """Saves articles and rejections, and marks their pages as handled."""
        ...

    def save_articles(self, articles: Sequence[Article], rejections: Sequence[Rejection] = ()) -> Saved:
        """Saves imported articles. The same article again changes nothing; an id used by another text is a clash."""
        ...

    def article(self, article_id: str) -> Article | None: ...

    def articles(self, since: datetime | None, until: datetime | None) -> Iterator[Article]:
        """Articles published in the interval, by time then id, streamed; not those that another of before its end replaces."""
        ...

    def articles_at(self, addresses: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        """By address, the articles that have it as their own or as their canonical one and that none replaces, by time, id."""
        ...

    def articles_without_understanding(self, until: datetime, limit: int) -> tuple[Article, ...]:
        """Up to `limit` articles published before `until` that are not understood yet, by time then id."""
        ...

    def save_understandings(self, understandings: Sequence[Understanding]) -> None: ...

    def understandings(self, article_ids: Iterable[str]) -> dict[str, Understanding]: ...

    def counts(self, since: datetime | None, until: datetime | None) -> tuple[int, int]:
        """(articles, distinct sources) published in the interval, without those that another of before its end replaces."""
        ...

    def sources(self) -> tuple[str, ...]:
        """Who published the articles, each once, in order."""
        ...

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
        """Articles that hold all the words of `query`, in any script, the latest first. A blank query asks for no words.

        `language`: the one found, or the one declared of an article not understood yet. `sources`: published by one of
        these. `entities`: mentions one of these ids. `among`: one of these articles. What is left empty asks for nothing.
        Articles that another replaces are not found.
        """
        ...


class StoryStore(Protocol):
    """Stories and what `group`, `trace` and `follow` say of them."""

    def articles_without_story(self, until: datetime) -> tuple[UnderstoodArticle, ...]:
        """Understood articles published before `until` and not placed yet, nor replaced by another of before it, by time
        then id."""
        ...

    def placements(self, since: datetime, until: datetime) -> tuple[Placement, ...]:
        """Placements of articles published in the interval, by time then id of the article; as `stories`."""
        ...

    def placements_of(self, article_ids: Iterable[str]) -> tuple[Placement, ...]:
        """Placements of these articles, by article."""
        ...

    def save_placements(self, placements: Sequence[Placement]) -> None: ...

    def understood(self, article_ids: Iterable[str]) -> dict[str, UnderstoodArticle]: ...

    def vectors(self, model: str, keys: Iterable[str]) -> dict[str, Vector]:
        """Stored vectors by key for one embedder, float32; keys that have none are missing."""
        ...

    def save_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        """Stores vectors as float16; a key that is there is left as it was."""
        ...

    def views(self, kind: str, article_ids: Iterable[str]) -> dict[str, bytes]:
        """What `group` has kept of these articles, in a form of its own that `kind` names; those it has not are missing."""
        ...

    def save_views(self, kind: str, views: Mapping[str, tuple[datetime, bytes]]) -> None:
        """Keeps (when the article was published, its view) by article; one kept before is replaced."""
        ...

    def forget_views(self, before: datetime) -> None:
        """Drops the views of articles published before this moment, of whatever kind."""
        ...

    def stories(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        """Stories with an article published in the interval; their articles are all those before `until`, without those that
        another of them replaces. By first_at, id."""
        ...

    def story(self, story_id: str) -> Story | None:
        """One story with all its articles; None when no article is placed in it."""
        ...

    def save_corrections(self, corrections: Sequence[Correction], placements: Sequence[Placement] = ()) -> None:
        """Remembers corrections and moves articles, all at once. Of two corrections of one pair the later stands; of two of
        one moment the one saved last. What was found of a story that has lost its last article is kept for the editions that
        told it; no later day is compared with it."""
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """All of them, by time then articles."""
        ...

    def stories_without_trace(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        """As `stories`, but only those without a trace for their membership as of `until`, and also older ones that
        have no trace at all."""
        ...

    def save_traces(self, traces: Sequence[StoryTrace]) -> None: ...

    def traces(self, stories: Iterable[Story]) -> dict[str, StoryTrace]:
        """By story id, the traces made for exactly these memberships."""
        ...

    def stories_without_chapter(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        """As `stories_without_trace`, for chapters."""
        ...

    def save_chapters(self, chapters: Sequence[Chapter]) -> None: ...

    def chapters(self, stories: Iterable[Story]) -> dict[str, Chapter]:
        """By story id, the chapters made for exactly these memberships."""
        ...

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:
        """For each of these names, words or acts (`Chapter.keys`) that chapters of the interval hold, the `most` latest, by
        day then story. A story counts with its chapter saved last."""
        ...

    def count_chapters(self, since: date, before: date, most: int) -> int:
        """How many stories have a chapter in the interval; no more than `most` are counted."""
        ...

    def storylines_of(self, stories: Iterable[str]) -> dict[str, str]:
        """By story id, the storyline of those that have a chapter, for whatever membership."""
        ...

    def past_chapters(self, storylines: Iterable[str], before: date, ends: int | None = None) -> tuple[Chapter, ...]:
        """The latest stored chapter of each story of these storylines whose chapter day is before `before`, by day then
        story; with `ends`, only the first and the last so many of each storyline."""
        ...


class EditionStore(Protocol):
    """Briefs as issued. An edition never changes; another brief for the same day is a further revision."""

    def save_edition(self, brief: Brief) -> int:
        """Stores the brief unless the latest revision of its day and language has the same digest; gives the revision."""
        ...

    def edition(self, day: date, language: str) -> Brief | None:
        """The latest revision."""
        ...

    def latest_edition(self, language: str | None = None) -> Brief | None:
        """The brief of the latest day."""
        ...

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        """(day, language, revision, digest), by day, language, revision."""
        ...

    def undelivered(self, target: str) -> tuple[Brief, ...]:
        """Latest revisions that were not delivered to `target` yet, or not with all their notices, by day and language."""
        ...

    def save_delivery(self, brief: Brief, target: str, at: datetime) -> None: ...

    def save_shown(self, reading: Shown, brief: Brief) -> None:
        """Remembers that a reader was shown this brief, and what it told; one that is no edition is kept with it. The same
        again changes nothing."""
        ...

    def readings(self, reader: str) -> tuple[Shown, ...]:
        """What this reader was shown, by day of the brief, then when."""
        ...

    def shown(self, digest: str) -> Brief | None:
        """The edition, or the brief made for one reader, by its digest."""
        ...

    def tellings(self, digests: Iterable[str]) -> tuple[Telling, ...]:
        """What these briefs told, by day, digest and rank."""
        ...

    def save_notices(self, given: Sequence[Notice]) -> None:
        """Keeps what was learned of old editions. A second notice of one kind for one sentence changes nothing."""
        ...

    def notices(self, day: date, language: str) -> tuple[Notice, ...]:
        """All notices of the editions of a day, by the day that brought them, then story and sentence."""
        ...


class MakingLog(Protocol):
    """What editions were made of. A note is written once and never changes."""

    def save_making(self, day: date, language: str, revision: int, making: Making) -> None:
        """Keeps the note of this revision; one that is there stays as it was."""
        ...

    def making(self, day: date, language: str, revision: int) -> Making | None: ...

    def revision(self, day: date, language: str, revision: int) -> Brief | None:
        """An edition by its number, the latest or an earlier one."""
        ...

    def editions_before(self, day: date, language: str, revision: int) -> tuple[tuple[date, str, int, str], ...]:
        """As `editions`, those alone that were there when this one was written, by the order of the notes."""
        ...


class RunLog(Protocol):
    """What happened in each run."""

    def save_stage(self, day: date, stage: str, report: Report, started: datetime, ended: datetime) -> None: ...

    def stages(self, day: date) -> tuple[tuple[str, Report, datetime], ...]:
        """(stage, report, ended), in the order of saving."""
        ...

    def outcomes(self, day: date) -> tuple[Outcome, ...]:
        """The last outcome of each feed in the runs for `day`, by feed."""
        ...

    def standings(self, day: date, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """What is known of each source on `day`, by source (see model.standings_of): how the last readings of its feeds
        ended, and what it published in the interval. Feeds that were taken out are left out."""
        ...

    def save_rejections(self, rejections: Sequence[Rejection]) -> None: ...

    def rejections(self, limit: int = 100) -> tuple[Rejection, ...]:
        """The latest first."""
        ...

    def count_rejections(self, since: datetime | None = None, until: datetime | None = None) -> int:
        """How many inputs were rejected, or how many in the interval."""
        ...


class CallLog(Protocol):
    """What language models were asked and answered, each call once."""

    def model_call(self, key: str) -> ModelCall | None: ...

    def save_model_call(self, call: ModelCall) -> None:
        """Keeps the call; one that is there under this key stays as it was."""
        ...

    def model_spending(self) -> tuple[Spending, ...]:
        """What all calls kept came to, by model and currency."""
        ...


class HostStore(Protocol):
    """What is known of web servers."""

    def hosts(self) -> dict[str, HostState]:
        """All of them, by root."""
        ...

    def save_hosts(self, states: Sequence[HostState]) -> None:
        """Keeps these, in the place of what was known before."""
        ...


class Store(ArticleStore, StoryStore, EditionStore, MakingLog, RunLog, CallLog, HealthLog, HostStore, Protocol):
    """The whole archive, for the places that put things together (pipeline, app). Stages ask for less."""

    def close(self) -> None: ...
