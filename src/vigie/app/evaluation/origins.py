"""The evaluation `origins`: does every article of the sample newsroom go back to the roots that its file names?

The newsroom was written with its chains: each article's file says who said it first, through whom, and whether anybody is
named. It is served and read day by day as `vigie demo` does. VIGIE_EVAL_SAMPLE prints each article that differs, on stderr.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from vigie.adapters.store import open_store
from vigie.app import demo
from vigie.app.configuration import ARCHIVE
from vigie.app.evaluation.scores import Progress, Score
from vigie.app.newsroom import load_newsroom
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names, load
from vigie.model import OriginKind

SAMPLE = "VIGIE_EVAL_SAMPLE"
EVER = datetime(9999, 1, 1, tzinfo=UTC)
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Root:
    """A root of an article: as its file names it, or as it was found."""

    name: str
    kind: str
    via: tuple[str, ...] = ()
    anonymous: bool = False


def run(_: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `origins`; the newsroom is part of Vigie, no recorded data is needed."""
    newsroom = load_newsroom()
    names = load((str(files("vigie.app.newsroom") / "knowledge.toml"),))
    wanted = {
        article.url: [Root(one_name(o.name, names), o.kind, tuple(o.via), o.anonymous) for o in article.origins]
        for article in newsroom.articles
    }
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        demo.prepare(Path(place), newsroom)
        for day in newsroom.days:
            progress.started(f"origins: {day}")
            demo.read_day(Path(place), newsroom, day)
        found = _found(Path(place) / ARCHIVE, names)
    if os.environ.get(SAMPLE):
        for url in sorted(url for url in wanted if not same(wanted[url], found.get(url, ()))):
            sys.stderr.write(f"{url}\n  written {wanted[url]}\n  found   {list(found.get(url, ()))}\n")
    return judged(wanted, found)


def _found(archive: Path, names: Names) -> Mapping[str, Sequence[Root]]:
    """The roots of each article by its address."""
    found: dict[str, list[Root]] = {}
    with closing(open_store(archive)) as store:
        urls = {article.id: article.url for article in store.articles(None, None)}
        for trace in store.traces(store.stories(BEGINNING, EVER)).values():
            for chain in trace.chains:
                root = Root(one_name(chain.origin.name, names), chain.origin.kind.value, chain.via, chain.anonymous)
                found.setdefault(urls[chain.article], []).append(root)
    return found


def one_name(name: str, names: Names) -> str:
    """A root's name as the knowledge has it: a chain keeps the name that the text writes, in its language."""
    known = names.outlet_named(name) or names.entity_named(name)
    return known.name if known else name


def judged(wanted: Mapping[str, Sequence[Root]], found: Mapping[str, Sequence[Root]]) -> tuple[Score, ...]:
    """Articles with exactly the roots written; roots found that are not; and what is right of the way to those that are."""
    exact = [url for url in wanted if same(wanted[url], found.get(url, ()))]
    read = [url for url in wanted if found.get(url)]
    main = [_name(found[url][0]) in set(map(_name, wanted[url])) for url in read]
    spurious = sum(_name(root) not in set(map(_name, wanted[url])) for url in wanted for root in found.get(url, ()))
    pairs = [
        (root, other)
        for url in wanted
        for root in wanted[url]
        for other in found.get(url, ())
        if _name(root) == _name(other)
    ]
    # A drafted article that no feed announces is not read; a reader of the demo never sees it.
    unread = sum(url not in found for url in wanted)
    return (
        Score(
            "root_exact", len(exact) / len(wanted), 1.0, f"{len(exact)} of {len(wanted)} articles, {unread} not read"
        ),
        Score("main_root_right", _share(main), 1.0, f"{sum(main)} of {len(read)} articles that were read"),
        Score("spurious_roots", float(spurious), None, "", ceiling=0.0),
        Score(
            "kind_right", _share([one.kind == other.kind for one, other in pairs]), None, f"{len(pairs)} right roots"
        ),
        Score("via_right", _share([_names(one) == _names(other) for one, other in pairs])),
        Score("anonymous_right", _share([one.anonymous == other.anonymous for one, other in pairs])),
    )


def same(wanted: Sequence[Root], found: Sequence[Root]) -> bool:
    """The same roots by name, in whatever order."""
    return set(map(_name, wanted)) == set(map(_name, found))


def _name(root: Root) -> str:
    # Whoever is not named is one and the same: a file calls him so, a trace by the outlet that quotes him.
    return "" if root.kind == OriginKind.UNNAMED.value else bare(root.name)


def _names(root: Root) -> set[str]:
    return set(map(bare, root.via))


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None
