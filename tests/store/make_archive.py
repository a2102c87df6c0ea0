"""Makes archives/REVISION.db with the release at hand: run it once, when a migration is added.

PYTHONPATH=src python tests/store/make_archive.py
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from vigie.adapters.store import open_store
from vigie.adapters.store.schema import HEAD
from vigie.ports.testing import (
    article,
    brief,
    chapter,
    correction,
    feed,
    feed_state,
    outcome,
    page,
    placement,
    rejection,
    story,
    trace,
    understanding,
)

path = Path(__file__).parent / "archives" / f"{HEAD}.db"
kept = article(id="kept", text="Le barrage 水坝 🌊 a été fermé.")
with closing(open_store(path)) as store:
    store.save_feeds([feed()])
    store.save_reading(feed_state(), outcome(), [page()])
    store.save_articles([kept], [rejection()])
    store.save_understandings([understanding(kept, "fr")])
    store.save_placements([placement(kept, "s")])
    store.save_traces([trace(story(kept, id="s"))])
    store.save_chapters([chapter(story(kept, id="s"))])
    store.save_corrections([correction("split", kept, article(text="Autre chose."), by="Zoë")])
    store.save_edition(brief())
with closing(sqlite3.connect(path, isolation_level=None)) as made:
    made.execute("PRAGMA journal_mode = DELETE")
    made.execute("VACUUM")
