"""The network behind the Fetcher port: one polite client for feeds, pages and what sites say of themselves.

Robots.txt is asked first, then the page; a redirect is followed, and each step of it is asked about too. Every answer ends
at a size and at a deadline, and a host is asked one thing at a time. What may be connected to is decided in guard.py, for
every connection and so for every redirect. Raises RefusedError when the site says no, LaterError when it says not now,
FetchError for anything else that fails. Read next: answers.py, hosts.py.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import Self

import httpcore2

from vigie.adapters.clock import SystemClock
from vigie.adapters.guard import Resolver, system_resolver
from vigie.adapters.http import reservations, robots
from vigie.adapters.http.answers import (
    MOST_REDIRECTS,
    Asked,
    Told,
    answer_of,
    conditions,
    leave_of,
    status_error,
    tags_of,
)
from vigie.adapters.http.connections import Connections
from vigie.adapters.http.crew import Crew
from vigie.adapters.http.hosts import Host, Hosts, Pace
from vigie.adapters.http.places import Place, joined, place_of
from vigie.adapters.http.unpacking import CODINGS, unpacked
from vigie.adapters.network import Deadline
from vigie.model import FeedState, FetchError, RefusedError
from vigie.ports import Answer, Clock, HostStore, Question

ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
# What was learned of hosts is kept after so many answers, so that a run that is killed is polite the next time too.
ANSWERS_BETWEEN_SAVES = 200
# The words of an error or a redirect are shorter than this, or a new connection is cheaper.
MOST_PASSED_OVER = 64 * 1024
# In the place of a status, for a robots.txt that did not come in time, or came broken.
NO_ANSWER = 599


class HttpFetcher:
    """One client for one run: make a new one for a new run.

    `hosts` keeps what servers say between runs. `via` sends hosts to a server on this machine: {"*.example": ("127.0.0.1",
    8080)}; the Host header stays, and https becomes plain HTTP on the way. `resolver`, `connections` and `pause` are for
    tests.
    """

    def __init__(
        self,
        contact: str,
        version: str,
        *,
        timeout_seconds: float = 20,
        max_bytes: int = 10 * 1024 * 1024,
        at_once: int = 16,
        pace: Pace | None = None,
        hosts: HostStore | None = None,
        clock: Clock | None = None,
        via: Mapping[str, tuple[str, int]] | None = None,
        resolver: Resolver = system_resolver,
        connections: Callable[[Deadline], Connections] | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._deadline = Deadline()
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._hosts = Hosts(hosts, clock or SystemClock(), pace or Pace(), pause)
        self._connections = (
            connections(self._deadline) if connections else Connections(via or {}, resolver, self._deadline)
        )
        self._crew: Crew[Question, Answer] = Crew(at_once, lambda one: self._get(one.url, one.state), _weight)
        self._headers = [
            (b"User-Agent", f"{robots.PRODUCT}/{version} (+{contact})".encode("ascii", "replace")),
            (b"Accept", ACCEPT.encode()),
            (b"Accept-Encoding", CODINGS.encode()),
        ]

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        """The answer to a GET; a redirect is followed, an error status raises FetchError."""
        self._hosts.load()
        try:
            return self._get(url, state)
        finally:
            self._hosts.save()

    def get_all(self, questions: Iterable[Question]) -> Iterator[Answer | FetchError]:
        """The answers in the order of the questions, asked of many hosts at once."""
        self._hosts.load()
        lines = ((_line_of(question.url), question) for question in questions)
        try:
            for n, answer in enumerate(self._crew.each(lines), start=1):
                yield answer
                if n % ANSWERS_BETWEEN_SAVES == 0:
                    self._hosts.save()
        finally:
            self._hosts.save()

    def close(self) -> None:
        self._crew.close()
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get(self, url: str, state: FeedState | None) -> Answer:
        asked = Asked(url, conditions(state), self._max_bytes)
        address, moved_to, lasting = url, "", True
        for _ in range(MOST_REDIRECTS + 1):
            place = place_of(address)
            host = self._hosts.of(place.root, local=self._connections.is_local(place.host))
            self._ask_robots(host, place, address)
            if state is None:
                self._ask_reservations(host, place)
            told = self._in_turn(host, place, asked)
            if not told.location:
                if not (told.status == 304 or 200 <= told.status < 300):
                    raise self._error(host, url, told)
                return answer_of(
                    asked,
                    address,
                    told,
                    robots_tag=tags_of(told, opted_out=host.state.opted_out),
                    reservation=reservations.reservation_of(host.state.reservations, place.target),
                    moved_to=moved_to,
                )
            address = joined(address, told.location)
            # One passing redirect in the chain, and what lies behind it may be elsewhere tomorrow.
            lasting = lasting and told.status in (301, 308)
            moved_to = address if lasting else moved_to
        raise FetchError("fetch.redirects", f"{url} redirects more than {MOST_REDIRECTS} times")

    def _error(self, host: Host, url: str, told: Told) -> FetchError:
        """What an error status means; a host that asks for time is given it."""
        seconds = leave_of(told, self._hosts.now())
        until = self._hosts.leave_alone(host, seconds) if seconds else None
        return status_error(url, told.status, until)

    # ── What sites say of themselves ────────────────────────────────────────────────────────────────────────────────

    def _ask_robots(self, host: Host, place: Place, address: str) -> None:
        """Raises what keeps us from `address`, nothing when we are welcome."""
        if host.error is None and self._hosts.wants_rules(host):
            with host.lock:
                if host.error is None and self._hosts.wants_rules(host):
                    self._read_robots(host, place)
        if host.error is not None:
            raise type(host.error)(host.error.key, host.error.what, host.error.hint)
        root, status = host.state.root, host.state.robots_status
        if status >= 500 and not self._hosts.has_rules(host):
            what = f"robots.txt of {root} " + ("gives no answer" if status == NO_ANSWER else f"answers HTTP {status}")
            raise RefusedError("fetch.robots_unreachable", f"{what}, so nothing there is read")
        if not robots.may_read(host.state.robots, address, place.target):
            raise RefusedError("fetch.robots", f"robots.txt of {root} asks us not to read {address}")

    def _read_robots(self, host: Host, place: Place) -> None:
        """RFC 9309: a 4xx allows everything, a 5xx or no answer nothing, unless rules had before can serve; more than five
        redirects count as a 4xx."""
        now = self._hosts.now()
        try:
            told = self._well_known(place, "/robots.txt", robots.MOST_BYTES)
        except FetchError as error:
            if error.key in ("fetch.unreachable", "fetch.private_address", "fetch.bad_address"):
                # Rules are of no use where the host itself cannot be reached.
                host.error = error
            else:
                host.learn(robots_at=now, robots_status=NO_ANSWER)
            return
        if told is not None and told.status >= 500:
            host.learn(robots_at=now, robots_status=told.status)
            return
        good = told is not None and 200 <= told.status < 300
        rules = robots.rules_of(told.body) if good and told is not None else robots.Rules("")
        status = told.status if told is not None else 404
        host.learn(robots=rules.text, opted_out=rules.opted_out, robots_status=status, robots_at=now, rules_at=now)

    def _ask_reservations(self, host: Host, place: Place) -> None:
        """Learns what the site's tdmrep.json says. A site without one reserves nothing there."""
        if not self._hosts.wants_reservations(host):
            return
        with host.lock:
            if not self._hosts.wants_reservations(host):
                return
            kept = ""
            try:
                if robots.may_read(host.state.robots, host.state.root + reservations.PATH, reservations.PATH):
                    told = self._well_known(place, reservations.PATH, reservations.MOST_BYTES)
                    if told is not None and told.status >= 500:
                        kept = host.state.reservations
                    elif told is not None and 200 <= told.status < 300:
                        kept = reservations.kept_of(told.body)
            except FetchError:
                kept = host.state.reservations
            host.learn(reservations=kept, reservations_at=self._hosts.now())

    def _well_known(self, place: Place, path: str, max_bytes: int) -> Told | None:
        """What a site says at a path that all sites have; None for a circle of redirects. Its own deadline, so that it is
        not taken for a slow page; no pause before or after it."""
        address = place.root + path
        asked = Asked(address, [], max_bytes, cut=True)
        for _ in range(MOST_REDIRECTS + 1):
            self._deadline.start(self._timeout)
            told = self._once(place_of(address), asked)
            if not told.location:
                return told
            address = joined(address, told.location)
        return None

    # ── One request ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_turn(self, host: Host, place: Place, asked: Asked) -> Told:
        """One answer, when it is our turn. The redirects of one question share its deadline, waiting left out."""
        with self._hosts.turn(host):
            self._deadline.start(asked.left(self._timeout))
            try:
                return self._once(place, asked)
            finally:
                asked.spend(self._timeout - self._deadline.left())

    def _once(self, place: Place, asked: Asked) -> Told:
        """One answer, and where it says to look instead, if it does."""
        headers = [(b"Host", place.named.encode()), *self._headers, *asked.headers]
        try:
            with self._connections.asked(place, headers) as response:
                told = Told.of(response)
                if not told.location and told.status < 300:
                    told.body = self._body(response, told, asked)
                else:
                    _pass_over(response)
                return told
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            raise FetchError("fetch.unreachable", f"{place.root} cannot be reached: {_said(error)}") from error
        except httpcore2.TimeoutException as error:
            raise FetchError("fetch.timeout", f"{asked.url} did not answer in {self._timeout:g} s") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ConnectionNotAvailable) as error:
            raise FetchError("fetch.broken", f"{asked.url} gave a broken answer: {_said(error)}") from error

    def _body(self, response: httpcore2.Response, told: Told, asked: Asked) -> bytes:
        """The unpacked body, up to the limit."""
        parts: list[bytes] = []
        size = 0
        for part in unpacked(response.iter_stream(), told.header("content-encoding"), asked.url):
            parts.append(part)
            size += len(part)
            if size > asked.max_bytes:
                if asked.cut:
                    break
                raise FetchError("fetch.too_large", f"{asked.url} is larger than {asked.max_bytes} bytes")
            if self._deadline.left() <= 0:
                raise FetchError("fetch.timeout", f"{asked.url} did not end in {self._timeout:g} s")
        return b"".join(parts)[: asked.max_bytes]


def _line_of(url: str) -> str:
    """The host whose line a question stands in; what is no address stands in one of its own."""
    return url.split("/", 3)[2].lower() if url.count("/") > 1 else url


def _pass_over(response: httpcore2.Response) -> None:
    """Takes what nobody wants off the connection, so that it can be used again; not when it is long."""
    size = 0
    for part in response.iter_stream():
        size += len(part)
        if size > MOST_PASSED_OVER:
            return


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__


def _weight(answer: Answer) -> int:
    return len(answer.body)
