"""Sitemaps and some feeds are served as gzip files, beside any compression of the transfer."""

import zlib

from vigie.model import FetchError

MOST_MEMBERS = 200
LARGEST = 50 * 1024 * 1024  # what the sitemap protocol allows


def unpacked(body: bytes, url: str) -> bytes:
    """The bytes inside a gzip file; other bytes as they are. Raises FetchError for a spoilt or oversized file."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    parts: list[bytes] = []
    room = LARGEST
    try:
        while body.startswith(b"\x1f\x8b"):
            if len(parts) == MOST_MEMBERS:  # each costs a copy of what follows it
                raise FetchError("fetch.bad_gzip", f"{url} is a gzip file of more than {MOST_MEMBERS} pieces")
            member = zlib.decompressobj(wbits=31)
            parts.append(member.decompress(body, room + 1))
            room -= len(parts[-1])
            if room < 0:
                raise FetchError("fetch.too_large", f"{url} unpacks to more than {LARGEST} bytes")
            if not member.eof:
                raise FetchError("fetch.bad_gzip", f"{url} is a gzip file that ends too early")
            body = member.unused_data
    except zlib.error as error:
        raise FetchError("fetch.bad_gzip", f"{url} is a spoilt gzip file: {error}") from error
    return b"".join(parts)
