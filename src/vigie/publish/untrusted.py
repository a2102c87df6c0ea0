"""Feed text is hostile until proven otherwise: what may be shown of it, and which addresses may become links."""

import re
from typing import Final
from urllib.parse import quote, urlsplit

# CSI (colours, cursor), OSC/DCS/PM/APC strings (titles, hyperlinks, clipboard), and two-character escapes; ECMA-48,
# in their seven-bit and eight-bit forms. An unfinished string swallows what follows only up to the line's end.
_TERMINAL: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
_BLANKS: Final = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")
# Bidirectional embeddings, overrides and isolates can make text read as what it is not (CVE-2021-42574); the marks
# U+200E and U+200F and the joiners of Persian, Hindi and emoji are harmless and stay.
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LONE: Final = re.compile(r"[\ud800-\udfff]")
# What may stand unescaped in an address: RFC 3986, and letters of every script (an IRI).
_ADDRESS: Final = "!$&*+,;=:@/?#%[]~-._"


def clean(text: str) -> str:
    """`text` on one line, without terminal escapes, control characters, bidi overrides and lone surrogates."""
    plain = _HIDDEN.sub("", _TERMINAL.sub("", text))
    return _LONE.sub("\ufffd", _BLANKS.sub(" ", plain)).strip(" ")


def link(url: str) -> str:
    """The address when a reader may follow it, written so that no format can mistake it; otherwise nothing.

    Only http and https, with a host and without a user name: https://lemonde.fr@example.net is not Le Monde.
    """
    address = url.strip()
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port >= 0
    except ValueError:
        return ""
    wanted = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc and port_is_number
    if not wanted or clean(parts.netloc) != parts.netloc or re.search(r"[\s\"'<>()\\^`{}|]", parts.netloc):
        return ""
    return "".join(c if c in _ADDRESS or c.isalnum() else quote(c, errors="replace") for c in address)
