"""Bytes to characters, when several places may say how: BOM, header, <meta>, or nobody.

Never fails: what cannot be read becomes U+FFFD. Read next: page.py.
"""

import re
from collections.abc import Iterator

from trafilatura.utils import detect_encoding

from vigie.knowledge.charsets import MARKS, codec

_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
# Encodings that are valid UTF-8 to look at and mean something else.
_SEVEN_BIT = ("iso2022", "hz", "utf-16", "utf-32")
# Browsers refuse it: mark-up can hide in it.
_NOT_FOR_PAGES = "utf-7"


def decoded(body: bytes, header_charset: str = "") -> str:
    """The characters of `body`. A BOM decides; then valid UTF-8, then what header and <meta> say, then a guess."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = [name for name in (_codec(header_charset), _codec(_declared(body))) if name]
    for name in _in_order(declared, body):
        try:
            return body.decode(name)
        except (UnicodeError, LookupError):
            continue
    return body.decode(declared[0] if declared else "utf-8", "replace")


def _in_order(declared: list[str], body: bytes) -> Iterator[str]:
    yield from (name for name in declared if name.startswith(_SEVEN_BIT))
    # Bytes above 127 are hardly ever valid UTF-8 by chance, and servers announce ISO-8859-1 for everything.
    yield "utf-8"
    yield from declared
    if not declared:
        yield from detect_encoding(body[:200_000])


def _declared(body: bytes) -> str:
    found = _META.search(body[:4096])
    return found[1].decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Python's name for a charset as a page may use it, or nothing."""
    known = codec(name)
    return "" if known == _NOT_FOR_PAGES else known
