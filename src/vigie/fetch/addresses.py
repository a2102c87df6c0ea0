"""Addresses as feeds write them, made fit to be asked for. Nothing here fails. Read next: feeds.py."""

from urllib.parse import urldefrag, urljoin, urlsplit

LONGEST = 2_000


def absolute(address: str, base: str) -> str:
    """The address absolute, http or https, without its fragment; empty for anything else."""
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
