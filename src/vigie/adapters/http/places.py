"""Addresses taken apart: what is connected to, what is asked for there, under which name. Pure.

Raises FetchError (fetch.bad_address) for anything that is not an http address. Read next: connections.py.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx2

from vigie.model import FetchError

PORTS = {"http": 80, "https": 443}
# What nearly every address is; all others are taken apart by the library, which knows about foreign names and escapes.
_PLAIN = re.compile(r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([1-9][0-9]{0,4}))?(/[!\"$-~]*)?\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads. `root` (scheme, host, port) is the site that robots.txt speaks for; `target` what is asked."""

    root: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The Host header: the port is said where it is not the scheme's."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place_of(address: str) -> Place:
    """Takes an address apart; names are in ASCII as the network wants them, paths escaped, fragments left out."""
    plain = _PLAIN.match(address)
    if plain:
        scheme, host, written, target = plain.groups()
        port = int(written) if written else PORTS[scheme]
        return _place(scheme, host, port, target or "/", address)
    try:
        parts = urlsplit(address)
        if parts.username is not None or parts.password is not None:
            raise FetchError("fetch.bad_address", f"the address of {parts.hostname} carries a name or password")
        given = httpx2.URL(address)
        if given.scheme not in PORTS or not given.host:
            raise FetchError("fetch.bad_address", f"{address} is not an http address")
        host = given.raw_host.decode("ascii").lower()
        return _place(
            given.scheme,
            host,
            PORTS[given.scheme] if given.port is None else given.port,
            given.raw_path.decode("ascii"),
            address,
        )
    except (ValueError, httpx2.InvalidURL) as error:
        raise FetchError("fetch.bad_address", f"{address} is not an address: {error}") from error


def _place(scheme: str, host: str, port: int, target: str, address: str) -> Place:
    # "example.org." is example.org: the dot tells resolvers that nothing follows, and would give a host two names.
    host = host.rstrip(".")
    if not host or not 0 < port <= 65535:
        raise FetchError("fetch.bad_address", f"{address} is not an address")
    named = f"[{host}]" if ":" in host else host
    root = f"{scheme}://{named}" + ("" if port == PORTS[scheme] else f":{port}")
    return Place(root, scheme, host, port, target)


def joined(address: str, location: str) -> str:
    """Where a redirect leads. Raises FetchError when it says no address."""
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise FetchError("fetch.bad_address", f"{address} redirects to {location!r}, not an address") from error
