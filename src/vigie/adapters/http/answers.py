"""What is asked of a server and what it tells: headers both ways, and what an error status means. Pure.

Read next: places.py.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

import httpcore2

from vigie.adapters.http.robots import PRODUCT
from vigie.model import FeedState, FetchError, LaterError, RefusedError
from vigie.ports import Answer

MOST_REDIRECTS = 5
# How long a busy server is left alone that does not say how long.
BUSY_SECONDS = 15 * 60
_MOVED = (301, 302, 303, 307, 308)
_SEVERAL = ("x-robots-tag",)  # headers that may come more than once, each of them meant
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_.:\-]+)""", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"no-cache|no-store", re.IGNORECASE)
# "otherbot: noindex" is said to otherbot; these names before a colon are no robots.
_DIRECTIVES = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_LONGEST_TAG = 300


class Asked:
    """What was asked for at first, whatever it redirects to, and the seconds that waiting for it took so far. `cut`: what is
    too long is cut rather than an error."""

    __slots__ = ("_spent", "cut", "headers", "max_bytes", "url")

    def __init__(self, url: str, headers: list[tuple[bytes, bytes]], max_bytes: int, *, cut: bool = False) -> None:
        self.url = url
        self.headers = headers
        self.max_bytes = max_bytes
        self.cut = cut
        self._spent = 0.0

    def left(self, seconds: float) -> float:
        return seconds - self._spent

    def spend(self, seconds: float) -> None:
        self._spent = seconds


@dataclass(slots=True)
class Told:
    """One answer as it came: `location` where it sends us elsewhere."""

    status: int
    headers: dict[str, str]
    location: str = ""
    body: bytes = b""

    @classmethod
    def of(cls, response: httpcore2.Response) -> Self:
        headers: dict[str, str] = {}
        for raw_name, raw_value in response.headers:
            name = raw_name.decode("latin-1").lower()
            value = raw_value.decode("latin-1").strip()
            headers[name] = f"{headers[name]}, {value}" if name in _SEVERAL and name in headers else value
        location = _location(headers.get("location", "")) if response.status in _MOVED else ""
        return cls(response.status, headers, location)

    def header(self, name: str) -> str:
        return self.headers.get(name, "")


def _location(written: str) -> str:
    """Some servers write UTF-8 where only ASCII may stand."""
    try:
        return written.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return written


def conditions(state: FeedState | None) -> list[tuple[bytes, bytes]]:
    """The headers that ask for news only."""
    given = ((b"If-None-Match", state.etag), (b"If-Modified-Since", state.last_modified)) if state else ()
    # They come from a server and go into a header: nothing but printable ASCII.
    return [(name, value.encode()) for name, value in given if value and value.isascii() and value.isprintable()]


def answer_of(asked: Asked, address: str, told: Told, *, robots_tag: str, reservation: str, moved_to: str) -> Answer:
    """What the port promises, out of what the server told."""
    announced = told.header("content-type")
    charset = _CHARSET.search(announced)
    return Answer(
        url=asked.url,
        final_url=address,
        status=told.status,
        body=told.body,
        media_type=announced.partition(";")[0].strip().lower(),
        charset=charset[1].lower() if charset else "",
        etag=told.header("etag"),
        last_modified=told.header("last-modified"),
        robots_tag=robots_tag,
        # What the answer itself says goes before what the site says of many.
        tdm_reservation=told.header("tdm-reservation")[:_LONGEST_TAG] or reservation,
        moved_to=moved_to,
        fresh_seconds=_fresh_seconds(told),
    )


def tags_of(told: Told, *, opted_out: bool) -> str:
    """What X-Robots-Tag says to us and to all, and `noai` for a site whose robots.txt says it."""
    tags = []
    ours = True
    for tag in told.header("x-robots-tag")[:_LONGEST_TAG].split(","):
        agent, colon, directive = tag.partition(":")
        if not colon or agent.strip().lower() in _DIRECTIVES:
            directive = tag
        else:
            # It holds for all that follow, until another one is named.
            ours = agent.strip().lower() in (PRODUCT.lower(), "*")
        if ours and directive.strip():
            tags.append(directive.strip())
    if opted_out and "noai" not in (tag.lower() for tag in tags):
        tags.append("noai")
    return ", ".join(tags)


def leave_of(told: Told, now: datetime) -> float:
    """For how many seconds the server wants to be left alone; 0 where it does not."""
    if told.status not in (429, 503):
        return 0.0
    said = told.header("retry-after")
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return BUSY_SECONDS if told.status == 429 else 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - now).total_seconds(), 0.0)


def status_error(url: str, status: int, until: datetime | None) -> FetchError:
    """What an error status means for the reader."""
    what = f"{url} answers HTTP {status}"
    if until is not None:
        return LaterError("fetch.later", f"{what} and asks to be left alone until {until:%d %b %H:%M} UTC", until=until)
    if status in (401, 402):
        return FetchError("fetch.paywalled", f"{what}: it is for subscribers")
    if status in (403, 451):
        return RefusedError("fetch.forbidden", f"{what}: its server does not let us read it")
    if status == 410:
        return FetchError("fetch.gone", f"{what}: it is gone for good")
    return FetchError("fetch.server" if status >= 500 else "fetch.status", what)


def _fresh_seconds(told: Told) -> int:
    """What is left of Cache-Control's max-age."""
    said = told.header("cache-control")
    found = _MAX_AGE.search(said)
    if found is None or _NOT_KEPT.search(said):
        return 0
    age = told.header("age")
    return max(int(found[1]) - (int(age[:9]) if age.isascii() and age.isdigit() else 0), 0)
