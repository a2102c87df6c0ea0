"""`vigie doctor`: is all well here, and what could not be read."""

import platform
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from vigie import __version__
from vigie.adapters.embedders import default_embedder, teacher_of
from vigie.adapters.store import open_store, sqlite_version
from vigie.app import health
from vigie.app.configuration import Folder, open_folder
from vigie.app.pack_faults import lines_on
from vigie.app.sources import feeds_of
from vigie.knowledge import cues, names
from vigie.knowledge.names import Names
from vigie.model import VigieError
from vigie.ports import Store

# The checker's counts are those of so many editions.
EDITIONS = 7


def examine(path: Path) -> tuple[list[str], bool]:
    """Lines for the person, and whether all that is needed works."""
    lines = [f"ok    vigie {__version__}, Python {platform.python_version()}, SQLite {sqlite_version()}"]
    try:
        folder = open_folder(path)
        lines.append(
            f"ok    {path / 'vigie.toml'}: subject {folder.configuration.subject}, language {folder.configuration.language}"
        )
        known = names.load(folder.settings().trace.extra_names)
        lines.append(
            f"ok    {len(known.entities)} names, {len(known.outlets)} outlets, cues in {len(cues.languages())} languages"
        )
        lines += _embedder(folder)
        lines.append(f"ok    {len(feeds_of(folder.configuration))} sources configured")
        lines += lines_on(folder.configuration.packs, known.outlets)
        with closing(open_store(folder.archive)) as store:
            lines += _sources(folder, store, known)
            lines += _archive(store)
    except VigieError as error:
        return [*lines, f"wrong {error}"], False
    return lines, True


def _embedder(folder: Folder) -> list[str]:
    name = folder.configuration.group.embedder
    embedder, teacher = default_embedder(name), teacher_of(name)
    remark = "" if teacher else "; no teacher to ask in doubt: articles are linked across languages less surely"
    if name == "ngrams":
        remark = "; articles are not linked across languages"
    asked = f", and {teacher.name} in doubt" if teacher else ""
    for one in (embedder, teacher):
        if one and not one.embed(["Vigie lit la presse du monde."], ["fr"]).any():
            return [f"wrong embedder {one.name} gives no vector"]
    return [f"{'note ' if remark else 'ok   '} embedder {embedder.name}{asked}{remark}"]


def _sources(folder: Folder, store: Store, known: Names) -> list[str]:
    """How the sources that were ever read are doing."""
    feeds, states = feeds_of(folder.configuration), store.feed_states()
    read = [feed for feed in feeds if feed.url in states]
    editions = store.editions()
    last = store.outcomes(editions[-1][0]) if editions else ()
    found = health.examine(store, read, states, last, folder.configuration.fetch.silent_after_days)
    return health.told(found, len({feed.source for feed in read}), lambda source: known.publisher(source, ""))


def _archive(store: Store) -> list[str]:
    articles, sources = store.counts(None, None)
    editions = store.editions()
    lines = [f"ok    archive: {articles} articles of {sources} sources, {len(editions)} editions"]
    if editions:
        lines += _checks(store, sorted({(day, language) for day, language, _, _ in editions})[-EDITIONS:])
    rejected = store.count_rejections()
    if rejected:
        lines.append(f"note  {rejected} inputs could not be read; the latest:")
        lines += [f"        {rejection.where}: {rejection.reason}" for rejection in store.rejections(10)]
    return lines


def _checks(store: Store, last: Sequence[tuple[date, str]]) -> list[str]:
    """What the checker of sentences found in the last editions: how many it read, and how many it kept out, by fault."""
    checked, failed = 0, Counter[str]()
    for day, language in last:
        brief = store.edition(day, language)
        if brief is not None:
            checked += brief.checks.checked
            failed.update(dict(brief.checks.failed))
    if not checked:
        return []
    kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(failed.items(), key=lambda one: (-one[1], one[0])))
    kept_out = f"{failed.total()} kept out ({kinds})" if failed else "none kept out"
    return [f"ok    checker: {checked} sentences of the last {len(last)} editions checked, {kept_out}"]
