"""The order of the day, as a table that anybody can read: what each stage takes from the archive, and what it gives.

Stages never call one another. Each asks the archive for what has no result yet and saves in transactions, so the day may be
stopped anywhere and started again; a second run changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from vigie import extract, fetch, follow, group, publish, trace, understand, write
from vigie.extract import Settings as ExtractSettings
from vigie.fetch import Settings as FetchSettings
from vigie.follow import Settings as FollowSettings
from vigie.group import Settings as GroupSettings
from vigie.model import (
    Article,
    Brief,
    Chapter,
    Correction,
    Edition,
    Entry,
    Feed,
    Outcome,
    Page,
    Placement,
    Rejection,
    Report,
    Story,
    StoryTrace,
    Understanding,
)
from vigie.ports import Clock, Delivery, Embedder, Engine, Fetcher, LanguageModel, Store, Translator
from vigie.publish import Settings as PublishSettings
from vigie.trace import Settings as TraceSettings
from vigie.understand import Settings as UnderstandSettings
from vigie.write import Settings as WriteSettings

# Stories older than this are closed: they are traced and followed once, and not compared again.
LOOK_BACK = timedelta(days=14)

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of every stage."""

    fetch: FetchSettings = field(default_factory=FetchSettings)
    extract: ExtractSettings = field(default_factory=ExtractSettings)
    understand: UnderstandSettings = field(default_factory=UnderstandSettings)
    group: GroupSettings = field(default_factory=GroupSettings)
    trace: TraceSettings = field(default_factory=TraceSettings)
    follow: FollowSettings = field(default_factory=FollowSettings)
    write: WriteSettings = field(default_factory=WriteSettings)
    publish: PublishSettings = field(default_factory=PublishSettings)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the reader's time zone: its date, its beginning, its end (exclusive). `live` when it is not over yet, so
    that what feeds announce now can still belong to it."""

    date: date
    since: datetime
    until: datetime
    live: bool = True


@dataclass(frozen=True)
class Work:
    """All that the stages may need; each is handed only what it uses."""

    day: Day
    store: Store
    fetcher: Fetcher
    embedder: Embedder
    teacher: Embedder | None
    engine: Engine
    delivery: Delivery
    clock: Clock
    settings: Settings
    progress: Progress = lambda *_: None
    model: LanguageModel | None = None
    translator: Translator | None = None

    def aids(self) -> write.Aids:
        """What `write` may use beside the archive."""
        reader = understand.words_reader(self.settings.write.extra_names)
        return write.Aids(reader, self.embedder, self.model, self.translator)

    def tell(self, stage: str) -> Callable[[int], None]:
        return lambda count: self.progress(stage, count)


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the table: a verb, the nouns it reads, those it writes."""

    name: str
    reads: tuple[type, ...]
    writes: tuple[type, ...]
    run: Callable[[Work], Report]


def _fetch(w: Work) -> Report:
    """A day that is over gains nothing from what feeds announce today: its recorded items are all there is."""
    if not w.day.live:
        return Report()
    told = w.tell("fetch")
    return fetch.run(w.store, w.fetcher, w.clock, w.settings.fetch, w.day.date, progress=lambda *_: told(1))


STAGES: tuple[Stage, ...] = (
    Stage("fetch", (Feed,), (Entry, Page, Outcome), _fetch),
    Stage(
        "extract", (Page,), (Article, Rejection),
        lambda w: extract.run(w.store, w.engine, w.clock, w.settings.extract, w.tell("extract")),
    ),
    Stage(
        "understand", (Article,), (Understanding,),
        lambda w: understand.run(w.store, w.engine, w.day.until, w.settings.understand, w.tell("understand")),
    ),
    Stage(
        "group", (Article, Understanding, Correction), (Placement, Story),
        lambda w: group.run(w.store, w.embedder, w.teacher, w.day.until, w.settings.group, w.tell("group")),
    ),
    Stage(
        "trace", (Story, Placement, Article, Understanding), (StoryTrace,),
        lambda w: trace.run(w.store, w.day.until - LOOK_BACK, w.day.until, w.settings.trace, w.tell("trace")),
    ),
    Stage(
        "follow", (Story, StoryTrace, Article, Understanding), (Chapter,),
        lambda w: follow.run(w.store, w.embedder.name, w.day.until - LOOK_BACK, w.day.until, w.settings.follow),
    ),
    Stage(
        "write", (Story, StoryTrace, Chapter, Article, Understanding, Outcome), (Brief,),
        lambda w: write.run(w.store, w.day.date, w.day.since, w.day.until, w.settings.write, w.aids()),
    ),
    Stage(
        "publish", (Brief,), (Edition,),
        lambda w: publish.run(w.store, w.delivery, w.clock, w.settings.publish),
    ),
)  # fmt: skip


def run(work: Work, last: str = "publish", started: Callable[[str], None] = lambda _: None) -> dict[str, Report]:
    """Runs the stages in order up to and including `last`; gives the report of each. `started` hears each stage begin."""
    reports: dict[str, Report] = {}
    for stage in STAGES:
        started(stage.name)
        began = work.clock.now()
        reports[stage.name] = stage.run(work)
        work.store.save_stage(work.day.date, stage.name, reports[stage.name], began, work.clock.now())
        if stage.name == last:
            break
    return reports


def names() -> tuple[str, ...]:
    return tuple(stage.name for stage in STAGES)
