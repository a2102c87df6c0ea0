"""Hosts: one request at a time to each, as slowly as it asks, and what it said of itself kept between runs.

A host that wants to be left alone longer than we can wait raises LaterError. Read next: fetcher.py.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from vigie.adapters.http.robots import delay_of
from vigie.model import FetchError, HostState, LaterError
from vigie.ports import Clock, HostStore

# RFC 9309 § 2.4: rules are asked for again after a day, and serve up to a month while the server fails.
RULES_FOR = timedelta(days=1)
FAILED_RULES_FOR = timedelta(minutes=30)
RULES_AT_MOST = timedelta(days=30)
RESERVATIONS_FOR = timedelta(days=1)
NO_RESERVATIONS_FOR = timedelta(days=7)
# A host that says "in a year" is asked again after this long.
LONGEST_LEAVE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a host is read: seconds from one request to the next where it does not say, for hosts of the network and for
    those that `via` leads to; how long all waits for one host may take in one run; and the seconds that the terms of a host
    ask for, by its name, where its robots.txt does not say so."""

    seconds: float = 1.0
    local_seconds: float = 0.0
    longest_wait_seconds: float = 300.0
    terms: Mapping[str, float] = field(default_factory=dict)

    def of(self, root: str) -> float:
        """Seconds between two requests to a host of the network."""
        return max(self.seconds, self.terms.get(root.partition("://")[2], 0.0))


class Host:
    """One host in this run. `error` is what every address of it gets, when it cannot be read at all."""

    def __init__(self, state: HostState, seconds: float) -> None:
        self.lock = threading.RLock()
        self.state = state
        self.seconds = seconds
        self.waited = 0.0
        self.error: FetchError | None = None
        self.changed = False

    def learn(self, **news: object) -> None:
        self.state = replace(self.state, **news)  # type: ignore[arg-type]  # the fields of HostState
        self.changed = True

    def delay(self) -> float:
        """Seconds between two requests: ours, or more if it asks for more."""
        return max(self.seconds, delay_of(self.state.robots))


class Hosts:
    """All hosts of one run. The store is asked and told by one thread alone, the one that asks for answers."""

    def __init__(self, store: HostStore | None, clock: Clock, pace: Pace, pause: Callable[[float], None]) -> None:
        self._store = store
        self._clock = clock
        self._pace = pace
        self._pause = pause
        self._lock = threading.Lock()
        self._hosts: dict[str, Host] = {}
        self._kept: dict[str, HostState] | None = None

    def load(self) -> None:
        """Reads what earlier runs left, once."""
        if self._kept is None:
            self._kept = self._store.hosts() if self._store else {}

    def save(self) -> None:
        """Keeps what was learned since the last time."""
        if self._store is None:
            return
        with self._lock:
            changed = [host for host in self._hosts.values() if host.changed]
            for host in changed:
                host.changed = False
        if changed:
            self._store.save_hosts([host.state for host in changed])

    def of(self, root: str, *, local: bool) -> Host:
        host = self._hosts.get(root)
        if host is None:
            with self._lock:
                state = (self._kept or {}).get(root) or HostState(root)
                seconds = self._pace.local_seconds if local else self._pace.of(root)
                host = self._hosts.setdefault(root, Host(state, seconds))
        return host

    @contextmanager
    def turn(self, host: Host) -> Iterator[float]:
        """Holds while the host is ours alone, and it may be asked. Gives the seconds that were waited."""
        with host.lock:
            waited = self._wait(host)
            try:
                yield waited
            finally:
                host.learn(asked_at=self._clock.now())

    def leave_alone(self, host: Host, seconds: float) -> datetime:
        """Remembers that the host asked for this; gives the moment."""
        until = self._clock.now() + min(timedelta(seconds=max(seconds, 0)), LONGEST_LEAVE)
        host.learn(not_before=until)
        return until

    def _wait(self, host: Host) -> float:
        now, state = self._clock.now(), host.state
        if state.not_before and state.not_before > now:
            raise LaterError("fetch.later", f"{state.root} asks to be left alone for a while", until=state.not_before)
        delay = host.delay()
        # A clock put right since may say that it was asked in the future.
        wait = min(delay - (now - state.asked_at).total_seconds(), delay) if state.asked_at and delay else 0.0
        if wait <= 0:
            return 0.0
        if host.waited + wait > self._pace.longest_wait_seconds:
            what = f"{state.root} wants {delay:g} s between requests, more than one run can wait"
            raise LaterError("fetch.later", what, until=now + timedelta(seconds=wait))
        self._pause(wait)
        host.waited += wait
        return wait

    # ── What is known of a host, and for how long ───────────────────────────────────────────────────────────────────

    def wants_rules(self, host: Host) -> bool:
        """Whether robots.txt is to be asked for (again)."""
        at, now = host.state.robots_at, self._clock.now()
        if at is None or at > now:
            return True
        return now - at > (FAILED_RULES_FOR if host.state.robots_status >= 500 else RULES_FOR)

    def has_rules(self, host: Host) -> bool:
        """Whether rules had before may serve while robots.txt cannot be had."""
        at = host.state.rules_at
        return at is not None and self._clock.now() - at <= RULES_AT_MOST

    def wants_reservations(self, host: Host) -> bool:
        at, now = host.state.reservations_at, self._clock.now()
        if at is None or at > now:
            return True
        return now - at > (RESERVATIONS_FOR if host.state.reservations else NO_RESERVATIONS_FOR)

    def now(self) -> datetime:
        return self._clock.now()
