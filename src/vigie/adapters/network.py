"""Which addresses of the network may be reached, decided for every connection.

A feed is written by strangers: an address in it, or a redirect, may lead to this machine or its neighbours. A host's
name is resolved once, all its addresses are looked at, and the connection goes to the address that was looked at.
Only `via` leads to this machine. Raises FetchError (fetch.private_address). Read next: http.py.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase

import httpcore2
import httpx2

from vigie.model import FetchError

Resolver = Callable[[str, int], tuple[str, ...]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, as this machine finds them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """True for an address of the public network, also when it is an IPv4 address dressed as IPv6."""
    try:
        given = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(given)
    return all(one.is_global and not one.is_multicast for one in (given, inner) if one is not None)


def _inner(address: IPAddress) -> IPAddress | None:
    """The IPv4 address inside a mapped, 6to4 or NAT64 one."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


class Deadline:
    """How long one answer may still take. Set by the fetcher at each request, looked at by each read."""

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
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"no address for {host}") from error
        # One private address among public ones is enough: the name is not to be trusted.
        if not addresses or not all(is_public(address) for address in addresses):
            raise FetchError("fetch.private_address", f"{host} leads to an address that is not public")
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


_ERRORS: tuple[tuple[type[Exception], type[httpx2.TransportError]], ...] = (
    (httpcore2.ConnectTimeout, httpx2.ConnectTimeout),
    (httpcore2.TimeoutException, httpx2.ReadTimeout),
    (httpcore2.ConnectError, httpx2.ConnectError),
    (httpcore2.NetworkError, httpx2.ReadError),
    (httpcore2.UnsupportedProtocol, httpx2.UnsupportedProtocol),
    (httpcore2.ProtocolError, httpx2.RemoteProtocolError),
)


@contextmanager
def _translated() -> Iterator[None]:
    """The errors of the lower library as those of the upper one, which is what a transport owes its client."""
    try:
        yield
    except tuple(ours for ours, _ in _ERRORS) as error:
        theirs = next(theirs for ours, theirs in _ERRORS if isinstance(error, ours))
        raise theirs(str(error) or type(error).__name__) from error


class _Body(httpx2.SyncByteStream):
    """The body of an answer as it arrives."""

    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        with _translated():
            self._answer.close()


class GuardedTransport(httpx2.BaseTransport):
    """Two pools of connections: one to the public network, one to what `via` names on this machine."""

    def __init__(
        self,
        via: Mapping[str, tuple[str, int]],
        resolver: Resolver,
        deadline: Deadline,
        backend: httpcore2.NetworkBackend | None = None,
    ) -> None:
        for pattern, (address, _) in via.items():
            if not ipaddress.ip_address(address).is_loopback:
                raise ValueError(f"via may lead to this machine only, not {pattern} to {address}")
        backend = backend or httpcore2.SyncBackend()
        self._via = dict(via)
        self._outside = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            network_backend=GuardedBackend(resolver, deadline, backend),
            keepalive_expiry=15,
        )
        self._local = httpcore2.ConnectionPool(network_backend=LocalBackend(deadline, backend), keepalive_expiry=15)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        place = self._local_place(url.host)
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        if place:
            target = httpcore2.URL(scheme=b"http", host=place[0].encode(), port=place[1], target=url.raw_path)
        pool = self._local if place else self._outside
        asked = httpcore2.Request("GET", target, headers=request.headers.raw, extensions=request.extensions)
        with _translated():
            answer = pool.handle_request(asked)
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=dict(answer.extensions)
        )

    def close(self) -> None:
        self._outside.close()
        self._local.close()

    def _local_place(self, host: str) -> tuple[str, int] | None:
        return next((place for pattern, place in self._via.items() if fnmatchcase(host.lower(), pattern.lower())), None)
