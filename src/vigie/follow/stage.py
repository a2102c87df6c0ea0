"""Follow: stories in, chapters of storylines out, with status histories, conflicts, reversals and what is new.

Takes the stories whose membership has no chapter yet, and of the past only the storylines that share a name, a word or an
act with them. One transaction. May fail with StoreError. Read next: chapters.py, past.py, steps.py.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from vigie.follow import chapters
from vigie.follow.chapters import Draft, Settings, draft_of
from vigie.follow.likeness import MANY, met_before
from vigie.follow.past import Past, shared
from vigie.knowledge import names as known
from vigie.knowledge.leads import lead_key
from vigie.model import Report
from vigie.ports import StoryStore

# An archive that holds more is as large as any: what is common in it is common.
MOST_COUNTED = 20_000


def run(store: StoryStore, model: str, since: datetime, until: datetime, settings: Settings) -> Report:
    """`model` is the name of the embedder whose vectors `group` has stored."""
    stories = store.stories_without_chapter(since, until)
    if not stories:
        return Report()
    items = store.understood(article for story in stories for article in story.articles)
    vectors = store.vectors(model, {lead_key(item) for item in items.values()})
    drafts = [draft_of(story, [items[article] for article in story.articles], vectors, model) for story in stories]
    before = (until - timedelta(microseconds=1)).date() + timedelta(days=1)
    # A newsroom's own names are not those of the whole world.
    met = met_before(known.load())
    past = _past(store, drafts, before, met, settings)
    made = chapters.decide(drafts, items, store.traces(stories), past, met, settings)
    store.save_chapters(made)
    return Report(taken=len(stories), given=len(made))


def _past(store: StoryStore, drafts: Sequence[Draft], before: date, met: Mapping[str, int], settings: Settings) -> Past:
    """What these stories can be a chapter of."""
    since = min(draft.day for draft in drafts) - timedelta(days=settings.reach_days)
    count = store.count_chapters(since, before, MOST_COUNTED)
    keys = sorted({key for draft in drafts for key in draft.keys})
    namings = store.namings(keys, since, before, MANY)
    own = store.storylines_of(draft.story.id for draft in drafts)
    wanted = shared([draft.keys for draft in drafts], namings, count, met) | set(own.values())
    return Past(namings, store.past_chapters(wanted, before, settings.ends), count)
