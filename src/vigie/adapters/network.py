"""Connections as we allow them: each goes to an address that was looked at, and each read of it ends in time.

A host's name is resolved once, all its addresses are looked at (guard.py), and the connection goes to the address that was
looked at: a name that leads elsewhere the next time changes nothing. TLS is told the name. Read next: http/connections.py.
"""

import ssl
import threading
import time
from collections.abc import Iterable

import httpcore2

from vigie.adapters.guard import Resolver, addresses_of

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Deadline(threading.local):
    """How long the answer that this thread waits for may still take. Set by the fetcher at each request, looked at by each
    read. A connection serves one thread at a time, whoever opened it."""

    def __init__(self) -> None:
        self._until = float("inf")

    def start(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        return self._until - time.monotonic()

    def capped(self, timeout: float | None) -> float:
        """The shorter of the two; never 0, which would mean "do not wait" to a socket."""
        return max(0.001, min(self.left(), timeout if timeout is not None else self.left()))


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections to public addresses only."""

    def __init__(self, resolver: Resolver, deadline: Deadline, backend: httpcore2.NetworkBackend) -> None:
        self._resolver = resolver
        self._deadline = deadline
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            addresses = addresses_of(host, port, self._resolver)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"no address for {host}") from error
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout, local_address, socket_options)

    def _connect(
        self, address: str, port: int, timeout: float | None, local: str | None, options: Iterable[SocketOption] | None
    ) -> httpcore2.NetworkStream:
        stream = self._backend.connect_tcp(address, port, self._deadline.capped(timeout), local, options)
        return TimedStream(stream, self._deadline)


class LocalBackend(httpcore2.NetworkBackend):
    """Opens the connections that `via` asked for; nothing else is ever sent here."""

    def __init__(self, deadline: Deadline, backend: httpcore2.NetworkBackend) -> None:
        self._deadline = deadline
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.NetworkStream:
        capped = self._deadline.capped(timeout)
        return TimedStream(self._backend.connect_tcp(host, port, capped, local_address, socket_options), self._deadline)


class TimedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends by the deadline: a byte now and then does not keep us."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.capped(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.capped(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.capped(timeout))
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
