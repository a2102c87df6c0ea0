"""`vigie trace … --graph`: where the articles of a story come from, as text or as a drawing."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.reading import stored
from vigie.knowledge import names as known
from vigie.model import Story, UsageError
from vigie.ports import Store
from vigie.publish.graph import OriginGraph, graph_of, ways_of_trace
from vigie.publish.graph_svg import graph_svg
from vigie.publish.graph_text import graph_text
from vigie.publish.wording import wording

FORMS: Mapping[str, Callable[[OriginGraph], str]] = {
    "text": graph_text,
    "svg": lambda graph: graph_svg(graph).rstrip("\n"),
}


def origin_graph(folder: Folder, what: str, form: str, day: date | None, language: str | None) -> str:
    """The graph of a story: named by its id, by that of one of its articles, or by the number of a sentence of a brief.
    Raises UsageError when there is no such thing, or it is not traced yet."""
    if form not in FORMS:
        raise UsageError("trace.graph", f"there is no graph as {form!r}", f"choose: {', '.join(FORMS)}")
    words = wording(language or folder.configuration.language)
    with closing(open_store(folder.archive)) as store:
        story = _story(store, folder, what, day, language)
        trace = store.traces([story]).get(story.id)
        if trace is None:
            raise UsageError("trace.not_yet", f"story {story.id} is not traced yet", "run: vigie run --until trace")
        items = store.understood(story.articles)
        told = [items[article] for article in story.articles]
    own = [item for item in told if words.own(item.understanding.language)]
    title = (own or told)[0].article.title
    articles = {name: item.article for name, item in items.items()}
    ways = ways_of_trace(trace, articles, known.load(folder.settings().trace.extra_names).publisher)
    return FORMS[form](graph_of(title, ways, len(trace.voices), words))


def _story(store: Store, folder: Folder, what: str, day: date | None, language: str | None) -> Story:
    named = store.story(what) or next((store.story(p.story) for p in store.placements_of([what])), None)
    if named is not None:
        return named
    if not what.isdecimal():
        raise UsageError(
            "trace.what", f"{what!r} is no number of a sentence, no story and no article", "see: vigie stories list"
        )
    brief = stored(store, folder, day, language)
    numbered = brief.numbered()
    if not 1 <= int(what) <= len(numbered):
        raise UsageError(
            "trace.number", f"the brief of {brief.date} has no sentence {what}", f"it has 1 to {len(numbered)}"
        )
    _, item, _ = numbered[int(what) - 1]
    # As of that day's end: a story that has grown since is shown as the brief knew it.
    window = folder.day(brief.date, SystemClock().now())
    then = next((s for s in store.stories(window.since, window.until) if s.id == item.story), None)
    if then is None:
        raise UsageError("trace.story_gone", f"story {item.story} was merged or split since", "see: vigie stories list")
    return then
