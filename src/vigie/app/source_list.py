"""The list of sources, for a person to read: grouped by the sort of house, a line a source, filtered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from unicodedata import combining, east_asian_width

from vigie.app.configuration import Folder
from vigie.app.sources import feeds_of
from vigie.knowledge import names
from vigie.knowledge.names import Names
from vigie.model import Feed, UsageError

# The order of the groups, and the word over each; what says nothing of its house comes last.
_GROUPS = {
    "agency": "agencies",
    "newspaper": "newspapers",
    "trade": "trade press",
    "laboratory": "laboratories",
    "company": "companies",
    "regulator": "regulators",
    "court": "courts",
    "research": "research",
    "blog": "blogs",
    "forum": "forums",
    "": "others",
}
_NAME = 28


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sources: those of a language, of a country, of a sort of house, with a word in name or address. Empty: all."""

    language: str = ""
    country: str = ""
    kind: str = ""
    words: str = ""


def chosen(feeds: Sequence[Feed], wanted: Wanted) -> tuple[Feed, ...]:
    """The feeds that fit. Raises UsageError for a sort of house that there is not."""
    if wanted.kind and wanted.kind not in _GROUPS:
        raise UsageError(
            "sources.kind", f"there is no kind {wanted.kind!r}", f"kinds: {', '.join(filter(None, _GROUPS))}"
        )
    language, country, words = (part.casefold() for part in (wanted.language, wanted.country, wanted.words))
    return tuple(
        feed
        for feed in feeds
        if (
            not language
            or re.split("[-_]", feed.language.casefold())[0] == language
            or feed.language.casefold() == language
        )
        and (not country or feed.country.casefold() == country)
        and (not wanted.kind or feed.publisher == wanted.kind)
        and (not words or words in f"{feed.name} {feed.outlet} {feed.url} {feed.owner}".casefold())
    )


def listed(folder: Folder, wanted: Wanted) -> list[str]:
    """The lines of `vigie sources list`: a head that counts, then group by group."""
    everything = feeds_of(folder.configuration)
    feeds = chosen(everything, wanted)
    own = {table.url for table in folder.configuration.feed}
    known = names.load(folder.settings().write.extra_names)
    lines = [_head(feeds, len(everything), own, folder.configuration.packs)]
    for kind, word in _GROUPS.items():
        group = sorted(
            ((one.language, shown_name(one, known), one.url, one) for one in feeds if one.publisher == kind),
            key=itemgetter(0, 1, 2),
        )
        if group:
            lines += ["", f"{word} ({len(group)})", *(_line(one, name, own) for _, name, _, one in group)]
    return lines


def shown_name(feed: Feed, known: Names) -> str:
    """What a line of a table calls a source: its own name, or its outlet's."""
    return feed.name or known.publisher(feed.source, "")


def padded(text: str, width: int) -> str:
    """`text` as wide as `width` columns of a terminal: a Chinese character takes two of them, an accent none."""
    columns = sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * (width - columns)


def _head(feeds: Sequence[Feed], whole: int, own: set[str], packs: Sequence[str]) -> str:
    languages = len({one.language.partition("-")[0] for one in feeds if one.language})
    countries = len({one.country for one in feeds if one.country})
    counted = f"{len(feeds)} of {whole} sources" if len(feeds) < whole else f"{whole} sources"
    parts = [f"{languages} languages" if languages > 1 else "", f"{countries} countries" if countries > 1 else ""]
    mine = sum(one.url in own for one in feeds)
    parts.append(f"packs: {', '.join(packs)}" if packs else "")
    parts.append(f"{mine} of your own (marked *)" if mine and packs else "")
    return "; ".join(filter(None, [counted, *parts]))


def _line(feed: Feed, name: str, own: set[str]) -> str:
    mark = "*" if feed.url in own else " "
    # A long name pushes the address on; cut, it could not be looked for.
    return f"{mark} {feed.language or '??':<3} {feed.country or '--':<2}  {padded(name, _NAME)} {feed.url}"
