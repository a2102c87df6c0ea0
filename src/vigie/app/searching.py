"""Finding articles: by their words in any script, by who published them and when, by whom they mention, by storyline."""

import difflib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.stories import chapters_of
from vigie.knowledge import names as known
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names
from vigie.model import Article, UsageError
from vigie.ports import Store
from vigie.publish.untrusted import clean


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for; what is empty does not matter. `since` and `until` are days, both included."""

    words: str = ""
    language: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    entity: str = ""
    storyline: str = ""


def found(folder: Folder, wanted: Wanted, limit: int) -> list[str]:
    """One line for each article, the latest first: day, story, language, source, title, address. Raises UsageError."""
    if wanted == Wanted():
        raise UsageError("search.nothing", "nothing to look for", "give words, or see: vigie search --help")
    if wanted.since and wanted.until and wanted.until < wanted.since:
        raise UsageError("search.days", f"{wanted.until} is before {wanted.since}", "give --since the earlier day")
    now = SystemClock().now()
    with closing(open_store(folder.archive)) as store:
        names = known.load(folder.settings().trace.extra_names) if wanted.source or wanted.entity else Names((), ())
        articles = store.search(
            wanted.words,
            limit,
            language=wanted.language.replace("_", "-").partition("-")[0],
            sources=_sources(store, names, wanted.source) if wanted.source else (),
            entities=_entities(names, wanted.entity) if wanted.entity else (),
            since=folder.day(wanted.since, now).since if wanted.since else None,
            until=folder.day(wanted.until, now).until if wanted.until else None,
            among=_articles_of(store, wanted.storyline) if wanted.storyline else None,
        )
        return _lines(store, articles)


def _lines(store: Store, articles: Iterable[Article]) -> list[str]:
    ids = [article.id for article in articles]
    stories = {placement.article: placement.story for placement in store.placements_of(ids)}
    languages = {key: understanding.language for key, understanding in store.understandings(ids).items()}
    return [
        f"{a.published_at:%Y-%m-%d}  {stories.get(a.id, '-'):<12}  {languages.get(a.id) or a.language or '?':<2}  "
        f"{clean(a.source):<24.24}  {clean(a.title) or clean(a.text[:80])}  {clean(a.url)}"
        for a in articles
    ]


def _sources(store: Store, names: Names, written: str) -> list[str]:
    """The sources of this name, accents and case apart, or of the outlet that goes by it."""
    outlet = names.outlet_of(written, "")
    stored = store.sources()
    same = [
        source
        for source in stored
        if bare(source) == bare(written) or (outlet is not None and names.outlet_of(source, "") is outlet)
    ]
    if not same:
        raise _unknown("source", f"no article here comes from {written!r}", written, stored)
    return same


def _entities(names: Names, written: str) -> set[str]:
    """The ids of the people, companies, outlets … that go by this name or id."""
    forms = [(form, one.id) for one in names.everyone() for form in (one.name, one.fr, *one.aliases, *one.ambiguous)]
    same = {key for form, key in forms if key == written or (bare(form) and bare(form) == bare(written))}
    if not same:
        raise _unknown("entity", f"no known name is {written!r}", written, (form for form, _ in forms))
    return same


def _articles_of(store: Store, storyline: str) -> list[str]:
    stories = [store.story(chapter.story) for chapter in chapters_of(store, storyline)]
    if not stories:
        raise UsageError("search.storyline", f"there is no storyline {storyline!r}", "see: vigie stories show STORY")
    return [article for story in stories if story for article in story.articles]


def _unknown(what: str, sentence: str, written: str, candidates: Iterable[str]) -> UsageError:
    by_bare = {bare(name): name for name in candidates if name}
    near = [by_bare[one] for one in difflib.get_close_matches(bare(written), by_bare, n=3)]
    return UsageError(f"search.{what}", sentence, f"nearest: {', '.join(near)}" if near else "look for it as a word")
