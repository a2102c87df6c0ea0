"""The network behind the Fetcher port: one polite client for feeds, pages and robots.txt.

`HttpFetcher.get` asks robots.txt first, follows a few redirects (each is asked about too), and stops at a size and at
a deadline. What it may connect to is decided in network.py, for every connection and so for every redirect.
Raises RefusedError when robots.txt says no, FetchError for anything else that fails. Read next: network.py.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx2
from protego import Protego

from vigie.adapters.network import Deadline, GuardedTransport, Resolver, system_resolver
from vigie.model import FeedState, FetchError, RefusedError
from vigie.ports import Answer

PRODUCT = "Vigie"
MOST_REDIRECTS = 5
ROBOTS_BYTES = 500 * 1024  # RFC 9309 § 2.5: at least this much must be read
_MOVED = (301, 302, 303, 307, 308)
# The statuses that say what became of a source; every other one is `fetch.status`.
_STATUS = {401: "fetch.paywalled", 402: "fetch.paywalled", 410: "fetch.gone"}
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:\-]+)""", re.IGNORECASE)
ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Robots:
    """What a host lets us do: its rules, or the error that every address of it gets."""

    rules: Protego | None = None
    error: FetchError | None = None


class HttpFetcher:
    """One client for one run. Robots rules are kept as long as it lives: make a new one for a new run.

    `via` sends hosts to a server on this machine: {"*.example": ("127.0.0.1", 8080)}; the Host header stays, and
    https becomes plain HTTP on the way. `resolver` and `transport` are for tests.
    """

    def __init__(
        self,
        contact: str,
        version: str,
        *,
        timeout_seconds: float = 20,
        max_bytes: int = 10 * 1024 * 1024,
        via: Mapping[str, tuple[str, int]] | None = None,
        resolver: Resolver = system_resolver,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._deadline = Deadline()
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._robots: dict[str, _Robots] = {}
        self._client = httpx2.Client(
            transport=transport or GuardedTransport(via or {}, resolver, self._deadline),
            headers={"User-Agent": f"{PRODUCT}/{version} (+{contact})", "Accept": ACCEPT},
            follow_redirects=False,
            trust_env=False,
            timeout=timeout_seconds,
        )

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        """The answer to a GET; a redirect is followed, an error status raises FetchError."""
        asked = _Request(url, _conditions(state), self._max_bytes)
        self._deadline.start(self._timeout)
        address = url
        for _ in range(MOST_REDIRECTS + 1):
            self._ask_robots(address)
            answer, location = self._once(address, asked)
            if not location:
                if not (answer.unchanged or 200 <= answer.status < 300):
                    raise FetchError(_STATUS.get(answer.status, "fetch.status"), f"{url} answers HTTP {answer.status}")
                return answer
            address = _joined(address, location)
        raise FetchError("fetch.redirects", f"{url} redirects more than {MOST_REDIRECTS} times")

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ── robots.txt ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask_robots(self, address: str) -> None:
        """Raises what keeps us from `address`, nothing when we are welcome."""
        root = _root_of(address)
        if root not in self._robots:
            self._robots[root] = self._read_robots(root)
        robots = self._robots[root]
        if robots.error:
            raise type(robots.error)(robots.error.key, robots.error.what, robots.error.hint)
        if robots.rules and not robots.rules.can_fetch(address, PRODUCT):
            raise RefusedError("fetch.robots", f"robots.txt of {root} asks us not to read {address}")

    def _read_robots(self, root: str) -> _Robots:
        """RFC 9309: a 4xx allows everything, a 5xx or no answer nothing; more than five redirects count as a 4xx."""
        address = f"{root}/robots.txt"
        asked = _Request(address, {}, ROBOTS_BYTES, cut=True)
        # Its own deadline, so that a slow robots.txt is not taken for a slow page; the page's starts anew after it.
        self._deadline.start(self._timeout)
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer, location = self._once(address, asked)
                if not location:
                    return _robots_of(root, answer)
                address = _joined(address, location)
        except FetchError as error:
            # A host that cannot be reached, or may not be, is said to be that; nothing of it is read either way.
            if error.key in ("fetch.unreachable", "fetch.private_address"):
                return _Robots(error=error)
            return _Robots(
                error=RefusedError("fetch.robots_unreachable", f"robots.txt of {root} cannot be read: {error}")
            )
        finally:
            self._deadline.start(self._timeout)
        return _Robots()

    # ── one request ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _once(self, address: str, asked: "_Request") -> tuple[Answer, str]:
        """One answer, and where it says to look instead, if it does."""
        try:
            with self._client.stream("GET", address, headers=asked.headers) as response:
                location = response.headers.get("location", "") if response.status_code in _MOVED else ""
                body = b"" if location or response.status_code >= 300 else self._body(response, asked)
                return _answer(asked.url, address, response, body), location
        except httpx2.InvalidURL as error:
            raise FetchError("fetch.bad_address", f"{address} is not an address: {error}") from error
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise FetchError("fetch.unreachable", f"{_root_of(address)} cannot be reached: {error}") from error
        except httpx2.TimeoutException as error:
            raise FetchError("fetch.timeout", f"{asked.url} did not answer in {self._timeout:g} s") from error
        except httpx2.HTTPError as error:
            raise FetchError("fetch.broken", f"{asked.url} gave a broken answer: {error}") from error
        finally:
            self._client.cookies.clear()  # nobody is recognised from one page to the next

    def _body(self, response: httpx2.Response, asked: "_Request") -> bytes:
        """The unpacked body, up to the limit: counted unpacked, because a small answer may unpack to anything."""
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > asked.max_bytes:
                if asked.cut:
                    break
                raise FetchError("fetch.too_large", f"{asked.url} is larger than {asked.max_bytes} bytes")
            if self._deadline.left() <= 0:
                raise FetchError("fetch.timeout", f"{asked.url} did not end in {self._timeout:g} s")
        return b"".join(parts)[: asked.max_bytes]


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked for at first, whatever it redirects to. `cut`: what is too long is cut rather than an error."""

    url: str
    headers: Mapping[str, str]
    max_bytes: int
    cut: bool = False


def _conditions(state: FeedState | None) -> dict[str, str]:
    given = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified} if state else {}
    # They come from a server and go into a header: nothing but printable ASCII.
    return {name: value for name, value in given.items() if value and value.isascii() and value.isprintable()}


def _root_of(address: str) -> str:
    """Scheme, host and port. Raises FetchError for anything that is not an http address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError("fetch.bad_address", f"{address} is not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError("fetch.bad_address", f"{address} is not an http address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("fetch.bad_address", f"the address of {host} carries a name or password")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise FetchError("fetch.bad_address", f"{address} redirects to {location!r}, not an address") from error


def _robots_of(root: str, answer: Answer) -> _Robots:
    if answer.status >= 500:
        what = f"robots.txt of {root} answers HTTP {answer.status}, so nothing there is read"
        return _Robots(error=RefusedError("fetch.robots_unreachable", what))
    if 200 <= answer.status < 300:
        return _Robots(Protego.parse(answer.body.decode("utf-8-sig", "replace")))
    return _Robots()


def _answer(url: str, final_url: str, response: httpx2.Response, body: bytes) -> Answer:
    announced = response.headers.get("content-type", "")
    charset = _CHARSET.search(announced)
    return Answer(
        url=url,
        final_url=final_url,
        status=response.status_code,
        body=body,
        media_type=announced.partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else "",
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
    )
