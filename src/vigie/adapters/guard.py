"""The guard: which hosts, ports and addresses of the network may be reached. Pure, but for the resolver it is given.

A feed is written by strangers: an address in it, or a redirect, may lead to this machine or its neighbours, under many
disguises. What is allowed is the public network; everything else is refused before anything is sent.
Raises FetchError (fetch.private_address, fetch.bad_address). Read next: network.py.
"""

import ipaddress
import re
import socket
from collections.abc import Callable

from vigie.model import FetchError

Resolver = Callable[[str, int], tuple[str, ...]]
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# The web's own ports and those that anybody may open; of these, not the ones that other services are known to listen on
# (the ports that browsers refuse).
WEB_PORTS = (80, 443)
FIRST_FREE_PORT = 1024
OTHER_SERVICES = frozenset(
    {
        1719,
        1720,
        1723,
        2049,
        3659,
        4045,
        4190,
        5060,
        5061,
        6000,
        6379,
        6566,
        *range(6665, 6670),
        6679,
        6697,
        10080,
        11211,
    }
)
# Names that no public server has: this machine, its network, names reserved for other uses (RFC 6761, 6762, 8375, 9476).
PRIVATE_NAMES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa",
    "in-addr.arpa", "ip6.arpa", "onion", "alt",
)  # fmt: skip
# IPv6 that carries an IPv4 address to where it is used: nobody publishes news there, and each is a way around a filter.
_TUNNELS = tuple(map(ipaddress.IPv6Network, ("::/96", "2001::/32", "2002::/16", "64:ff9b:1::/48", "fec0::/10")))
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_RELAY = ipaddress.IPv4Network("192.88.99.0/24")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.IGNORECASE)


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, as this machine finds them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def addresses_of(host: str, port: int, resolver: Resolver) -> tuple[str, ...]:
    """Where a connection to `host` may go: its addresses, all of them public. Raises OSError when it has none."""
    check_port(host, port)
    literal = literal_of(host)
    check_name(host, literal)
    addresses = (literal,) if literal else resolver(host, port)
    if not addresses:
        raise OSError(f"no address for {host}")
    # One private address among public ones is enough: the name is not to be trusted.
    if not all(is_public(address) for address in addresses):
        raise FetchError("fetch.private_address", f"{host} leads to an address that is not public")
    return addresses


def check_port(host: str, port: int) -> None:
    """Raises FetchError for a port that is not the web's."""
    if port not in WEB_PORTS and (port < FIRST_FREE_PORT or port in OTHER_SERVICES):
        raise FetchError("fetch.bad_address", f"port {port} of {host} is not one that web servers use")


def check_name(host: str, literal: str = "") -> None:
    """Raises FetchError for a name that belongs to this machine or its network."""
    name = host.rstrip(".").lower()
    if literal or ":" in name:
        return
    if "." not in name or any(name == private or name.endswith(f".{private}") for private in PRIVATE_NAMES):
        raise FetchError("fetch.private_address", f"{host} is a name of a private network")


def is_public(address: str) -> bool:
    """True for an address of the public network, also when it is an IPv4 address dressed as IPv6."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(given, ipaddress.IPv6Address):
        if given.scope_id or any(given in tunnel for tunnel in _TUNNELS):
            return False
        inner = ipaddress.IPv4Address(int(given) & 0xFFFFFFFF) if given in _NAT64 else given.ipv4_mapped
        if inner is not None:
            return _is_global(inner)
    return _is_global(given)


def _is_global(address: IPAddress) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not (isinstance(address, ipaddress.IPv4Address) and address in _RELAY)
    )


def literal_of(host: str) -> str:
    """The address that `host` is when it is no name: "2130706433", "0177.1", "0x7f.1" and "127.1" are all 127.0.0.1.

    Empty for a name. Raises FetchError for a host that ends in a number and is no address, as browsers do: what a
    resolver would make of it is anybody's guess.
    """
    name = host.strip("[]").rstrip(".")
    if ":" in name:
        return name
    parts = name.split(".")
    if not _NUMBER.match(parts[-1]):
        return ""
    try:
        numbers = [_number(part) for part in parts]
    except ValueError as error:
        raise FetchError("fetch.bad_address", f"{host} is neither a name nor an address") from error
    *first, last = numbers
    if len(numbers) > 4 or any(number > 255 for number in first) or last >= 256 ** (5 - len(numbers)):
        raise FetchError("fetch.bad_address", f"{host} is neither a name nor an address")
    whole = last + sum(number * 256 ** (3 - place) for place, number in enumerate(first))
    return str(ipaddress.IPv4Address(whole))


def _number(part: str) -> int:
    """One part of an IPv4 address: decimal, octal after a 0, hexadecimal after 0x (alone it is 0)."""
    if not _NUMBER.match(part):
        raise ValueError(part)
    if part[:2].lower() == "0x":
        return int(part[2:] or "0", 16)
    return int(part, 8) if part[0] == "0" else int(part)
