"""What a place is: how its addresses are known, and how its answer becomes entries. Read next: __init__.py, the table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs

from vigie.model import Entry, Feed


@dataclass(frozen=True, slots=True)
class Place:
    """A site that many people publish through, with a feed or an interface of its own shape.

    `knows` tells its addresses by host, path and query; `read` gives the entries of (feed, unpacked body of its answer), and
    raises FetchError for an answer that is not what the place gives when all is well. `paces` are seconds from one request
    to the next that its terms ask for, by host.
    """

    name: str
    knows: Callable[[SplitResult], bool]
    read: Callable[[Feed, bytes], Iterable[Entry]]
    paces: tuple[tuple[str, float], ...] = ()


def host(address: SplitResult) -> str:
    """The host without « www. », in small letters; empty where there is none that can be read."""
    try:
        return (address.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return ""


def asked(address: SplitResult, key: str) -> str:
    """The first value of a key in the query, or nothing."""
    return next(iter(parse_qs(address.query).get(key, ())), "")
