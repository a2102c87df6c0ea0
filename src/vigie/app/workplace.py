"""Puts a working folder's parts together: the archive, the network, the machine, the site."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date

from vigie import __version__, pipeline
from vigie.adapters.clock import SystemClock
from vigie.adapters.embedders import default_embedder, teacher_of
from vigie.adapters.engines import ProcessPool, Serial
from vigie.adapters.folder import FolderDelivery
from vigie.adapters.http import HttpFetcher, Pace
from vigie.adapters.mailbox import MailFetcher
from vigie.adapters.models import model_of
from vigie.adapters.store import open_store
from vigie.adapters.translators import translator_of
from vigie.app.configuration import Folder
from vigie.app.sources import feeds_of
from vigie.fetch.places import PACES
from vigie.model import ConfigError, Feed
from vigie.ports import Clock, Engine, Fetcher, HostStore, Store

NO_CONTACT = "no contact given"


@contextmanager
def workplace(
    folder: Folder,
    day: date | None = None,
    clock: Clock | None = None,
    progress: pipeline.Progress = lambda *_: None,
    via: Mapping[str, tuple[str, int]] | None = None,
) -> Iterator[pipeline.Work]:
    """The work of one day in a folder; everything is closed at the block's end. `via` sends hosts to this machine."""
    told = folder.configuration
    clock = clock or SystemClock()
    with (
        closing(open_store(folder.archive)) as store,
        _engine(told.workers) as engine,
        network(folder, store, clock, via) as fetcher,
    ):
        _keep_feeds(store, feeds_of(told))
        yield pipeline.Work(
            day=folder.day(day, clock.now()),
            store=store,
            fetcher=fetcher,
            embedder=default_embedder(told.group.embedder),
            teacher=teacher_of(told.group.embedder),
            engine=engine,
            delivery=FolderDelivery(folder.site),
            clock=clock,
            settings=folder.settings(),
            progress=progress,
            model=model_of(folder.model(), store, clock),
            translator=translator_of(folder.translation()),
        )


@contextmanager
def network(
    folder: Folder, hosts: HostStore, clock: Clock, via: Mapping[str, tuple[str, int]] | None = None
) -> Iterator[Fetcher]:
    """The network as the folder wants it: polite to each host, its mailboxes too."""
    told = folder.configuration.fetch
    reached = {host: _address(where) for host, where in told.loopback.items()} | dict(via or {})
    with HttpFetcher(
        told.contact or NO_CONTACT,
        __version__,
        timeout_seconds=told.timeout_seconds,
        max_bytes=told.max_bytes,
        at_once=told.hosts_at_once,
        pace=Pace(told.seconds_between_requests, longest_wait_seconds=told.max_wait_seconds_per_host, terms=PACES),
        hosts=hosts,
        clock=clock,
        via=reached,
    ) as fetcher:
        yield MailFetcher(fetcher, folder.mailboxes(), timeout_seconds=told.timeout_seconds)


def _keep_feeds(store: Store, feeds: Sequence[Feed]) -> None:
    """The archive's feeds are those of the configuration: one that was taken out is not read any more."""
    store.save_feeds(feeds)
    for gone in {feed.url for feed in store.feeds()} - {feed.url for feed in feeds}:
        store.remove_feed(gone)


@contextmanager
def _engine(workers: int) -> Iterator[Engine]:
    if workers == 1:
        yield Serial()
        return
    with ProcessPool(workers) as pool:
        yield pool


def _address(written: str) -> tuple[str, int]:
    host, _, port = written.rpartition(":")
    if host not in {"127.0.0.1", "::1", "localhost"} or not port.isdigit():
        raise ConfigError("config.loopback", f"fetch.loopback: {written!r} is not host:port on this machine")
    return host, int(port)
