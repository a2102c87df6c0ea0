"""What `vigie sources check` and `discover` put together: the folder, its archive, the network, and where dates are written."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app import checking, discovering
from vigie.app.checking import UNREADABLE, Checked
from vigie.app.configuration import FILE, Folder, parse
from vigie.app.own_sources import as_toml, mark_checked
from vigie.app.source_list import Wanted, chosen, padded, shown_name
from vigie.app.sources import Pack, feed_of, feeds_of
from vigie.app.workplace import network
from vigie.knowledge import names
from vigie.model import Feed, UsageError
from vigie.ports import Clock

# Where the days stand on which sources of packs answered: a pack that ships with Vigie is not the reader's to write.
CHECKED = "sources-checked.toml"
_HEAD = "# The day on which each source of a pack last answered (vigie sources check --write).\n"
_SAMPLED_DAYS, _SAMPLED = timedelta(days=90), 30

Via = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class CheckedSources:
    """The lines for the person, and whether every source could be read."""

    lines: tuple[str, ...]
    all_readable: bool


def check_sources(
    folder: Folder,
    wanted: Wanted,
    pages: int,
    write: bool,
    pack: Path | None = None,
    progress: Callable[[int], None] = lambda _: None,
    clock: Clock | None = None,
    via: Via | None = None,
) -> CheckedSources:
    """Asks the sources of the folder, or of a pack's file, and says how each is doing; `write` keeps the day."""
    clock = clock or SystemClock()
    feeds = chosen(_of_file(pack) if pack else feeds_of(folder.configuration), wanted)
    known = names.load(folder.settings().write.extra_names)
    now = clock.now()
    silent_after = timedelta(days=folder.configuration.fetch.silent_after_days)
    with closing(open_store(folder.archive)) as store, network(folder, store, clock, via) as fetcher:
        samples = store.samples(now - _SAMPLED_DAYS, _SAMPLED)
        checked = checking.check(fetcher, feeds, samples, now, pages, silent_after, progress)
    lines = list(checking.table_of(checked, lambda feed: shown_name(feed, known), padded))
    if write:
        lines += [_kept(folder, pack, checked, folder.day(None, now).date.isoformat())]
    return CheckedSources(tuple(lines), not any(one.state in UNREADABLE for one in checked))


def discover(folder: Folder, site: str, clock: Clock | None = None, via: Via | None = None) -> tuple[list[str], bool]:
    """What is told of a site's feeds, and whether there are any."""
    clock = clock or SystemClock()
    with closing(open_store(folder.archive)) as store, network(folder, store, clock, via) as fetcher:
        found = discovering.discover(fetcher, site)
    return list(discovering.lines_of(found, site)), bool(found.found)


def _of_file(path: Path) -> tuple[Feed, ...]:
    try:
        lines = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Pack).feed
    except OSError as error:
        raise UsageError("sources.no_file", f"cannot read {path}: {error.strerror}", "name a pack's file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UsageError("sources.no_pack", f"{path} is no pack: {error}", "compare with a pack that ships") from error
    return tuple(feed_of(line) for line in lines)


def _kept(folder: Folder, pack: Path | None, checked: Sequence[Checked], day: str) -> str:
    """Writes the day beside the sources that answered; an earlier day stays with those that did not."""
    answered = [one.feed.url for one in checked if one.answered]
    file = pack or folder.path / FILE
    text, marked = mark_checked(file.read_text("utf-8"), answered, day)
    if not pack:
        parse(text, str(file))
    file.write_text(text, "utf-8")
    if pack:
        return f"Written: {day} for {marked} sources in {file}"
    own = {table.url for table in folder.configuration.feed}
    others = [url for url in answered if url not in own]
    if others:
        kept = _days(folder.path / CHECKED) | dict.fromkeys(others, day)
        lines = [f"{as_toml(url)} = {as_toml(kept[url])}" for url in sorted(kept)]
        (folder.path / CHECKED).write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")
    places = [f"{marked} in {FILE}" if marked else "", f"{len(others)} in {CHECKED}" if others else ""]
    return f"Written: {day} for " + (" and ".join(filter(None, places)) or "no source")


def _days(path: Path) -> dict[str, str]:
    try:
        return {url: str(day) for url, day in tomllib.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError):
        return {}
