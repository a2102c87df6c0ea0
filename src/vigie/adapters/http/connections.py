"""Connections: one request at a time on each, kept open for the next request to the same place.

They leave through network.py alone: to public addresses, or to what `via` names on this machine. Of a server that speaks
HTTP/2 one connection carries all. Raises what httpcore2 raises, and FetchError from the guard. Read next: ../network.py.
"""

import ipaddress
import ssl
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cached_property

import httpcore2

from vigie.adapters.guard import Resolver
from vigie.adapters.http.places import Place
from vigie.adapters.network import Deadline, GuardedBackend, LocalBackend

Headers = list[tuple[bytes, bytes]]

# How long a connection that nobody uses is kept, and how many of them.
KEPT_SECONDS = 15
MOST_KEPT = 64


class Connections:
    """All connections of one fetcher; its threads share them."""

    def __init__(
        self,
        via: Mapping[str, tuple[str, int]],
        resolver: Resolver,
        deadline: Deadline,
        backend: httpcore2.NetworkBackend | None = None,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        for pattern, (address, _) in via.items():
            if not ipaddress.ip_address(address).is_loopback:
                raise ValueError(f"via may lead to this machine only, not {pattern} to {address}")
        backend = backend or httpcore2.SyncBackend()
        self._via = {pattern.lower(): where for pattern, where in via.items()}
        self._outside = GuardedBackend(resolver, deadline, backend)
        self._local = LocalBackend(deadline, backend)
        self._trusted_given = trusted
        self._lock = threading.Lock()
        self._kept: deque[tuple[httpcore2.Origin, httpcore2.HTTPConnection]] = deque()
        self._closed = False

    def is_local(self, host: str) -> bool:
        """Whether `via` sends this host to this machine."""
        return self._where(host) is not None

    @contextmanager
    def asked(self, place: Place, headers: Headers) -> Iterator[httpcore2.Response]:
        """The answer to a GET, its body not read yet. The connection is free again when the block ends."""
        local = self._where(place.host)
        scheme, host, port = ("http", *local) if local else (place.scheme, place.host, place.port)
        url = httpcore2.URL(scheme=scheme, host=host, port=port, target=place.target)
        request = httpcore2.Request(b"GET", url)
        request.headers = headers  # bytes already: looking at each again costs a twentieth of a request
        connection, answer = self._answered(request, is_local=local is not None)
        try:
            yield answer
        finally:
            answer.close()
            self._keep(url.origin, connection)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            kept, self._kept = self._kept, deque()
        for _, connection in kept:
            connection.close()

    def _answered(
        self, request: httpcore2.Request, *, is_local: bool
    ) -> tuple[httpcore2.HTTPConnection, httpcore2.Response]:
        """On a connection that was kept, or else on a new one. A server may close a kept one just as we ask."""
        kept = self._taken(request.url.origin)
        if kept is not None:
            try:
                return kept, kept.handle_request(request)
            except (httpcore2.RemoteProtocolError, httpcore2.NetworkError, httpcore2.ConnectionNotAvailable):
                kept.close()
        new = httpcore2.HTTPConnection(
            request.url.origin,
            ssl_context=None if is_local else self._trusted,
            keepalive_expiry=KEPT_SECONDS,
            http2=True,
            network_backend=self._local if is_local else self._outside,
        )
        try:
            return new, new.handle_request(request)
        except BaseException:
            new.close()
            raise

    def _taken(self, origin: httpcore2.Origin) -> httpcore2.HTTPConnection | None:
        """The connection to this place that was used last, no longer kept."""
        while True:
            with self._lock:
                place = next((n for n in range(len(self._kept) - 1, -1, -1) if self._kept[n][0] == origin), None)
                if place is None:
                    return None
                connection = self._kept[place][1]
                del self._kept[place]
            if connection.is_available() and not connection.has_expired():
                return connection
            connection.close()

    def _keep(self, origin: httpcore2.Origin, connection: httpcore2.HTTPConnection) -> None:
        if connection.is_closed() or not connection.is_available():
            connection.close()
            return
        with self._lock:
            self._kept.append((origin, connection))
            too_many = self._kept.popleft()[1] if len(self._kept) > MOST_KEPT or self._closed else None
        if too_many is not None:
            too_many.close()

    def _where(self, host: str) -> tuple[str, int] | None:
        return next((where for pattern, where in self._via.items() if fnmatchcase(host, pattern)), None)

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Made when it is first needed: reading a system's certificates takes a while."""
        return self._trusted_given or httpcore2.default_ssl_context()
