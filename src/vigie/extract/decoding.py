"""Bytes to characters, when several places may say how: BOM, header, <meta>, or nobody.

Never fails: what cannot be read becomes U+FFFD. Read next: page.py.
"""

import codecs
import re
from collections.abc import Iterator

from trafilatura.utils import detect_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
# Browsers read these names as the larger set; sites rely on it.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
# Encodings that are valid UTF-8 to look at and mean something else.
_SEVEN_BIT = ("iso2022", "hz", "utf-16", "utf-32")
_NOT_FOR_PAGES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"}


def decoded(body: bytes, header_charset: str = "") -> str:
    """The characters of `body`. A BOM decides; then valid UTF-8, then what header and <meta> say, then a guess."""
    for mark, name in _BOMS:
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
    try:
        known = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    if known.name in _NOT_FOR_PAGES or not getattr(known, "_is_text_encoding", True):
        return ""
    return _READ_AS.get(known.name, known.name)
