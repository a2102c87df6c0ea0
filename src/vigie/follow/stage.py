"""Follow: stories in, chapters of storylines out, with status histories, conflicts and reversals.

Takes the stories whose membership has no chapter yet. One transaction. May fail with StoreError. Read next: chapters.py,
steps.py.
"""

from datetime import datetime

from vigie.follow import chapters
from vigie.follow.chapters import Settings
from vigie.model import Report
from vigie.ports import StoryStore


def run(store: StoryStore, since: datetime, until: datetime, settings: Settings) -> Report:
    stories = store.stories_without_chapter(since, until)
    if not stories:
        return Report()
    past = store.past_chapters(until.date())
    items = store.understood(article for story in stories for article in story.articles)
    made = chapters.decide(stories, items, store.traces(stories), past, settings)
    store.save_chapters(made)
    return Report(taken=len(stories), given=len(made))
