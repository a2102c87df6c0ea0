"""Addresses as feeds write them, made fit to be asked for. Nothing here fails. Read next: feeds.py."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit

LONGEST = 2_000
# What nearly all feeds write: nothing to join, to drop or to doubt.
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.\-]*+/(?!\.)(?:[^\x00-\x20#\\\x7f-\U0010ffff/]|/(?!\.))*+\Z")


def absolute(address: str, base: str) -> str:
    """The address absolute, http or https, without its fragment; empty for anything else."""
    if len(address) <= LONGEST and _PLAIN.match(address):
        return address
    address = "".join(address.replace("\0", "").splitlines()).strip()
    try:
        whole = urljoin(base, address) if address else ""
        parts = urlsplit(whole)
        named = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "http://[", "http://host:port/"
        return ""
    # Fragments are marks for statistics ("#xtor=RSS-1"), unless the page is chosen by them ("#!/story/5").
    whole = whole if parts.fragment.startswith(("!", "/")) else urldefrag(whole).url
    return whole if named and len(whole) <= LONGEST else ""


def host_of(url: str) -> str:
    """The host in small letters; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
