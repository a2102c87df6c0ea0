"""The bytes of a feed as UTF-8, whatever they were: a mark at the start, what they look like, what they and the server say.

Nothing here fails: what cannot be read becomes U+FFFD, and what no archive can hold (NUL) goes. Read next: mending.py.
"""

import re
from collections.abc import Iterator

from vigie.knowledge.charsets import MARKS, codec

# The first two characters of a document ("<?", "<r") or of JSON in wide encodings that leave their mark out.
_WIDE = (
    (re.compile(rb"[<{\[]\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[<{\[]\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[<{\[]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[<{\[]\0[^\0]"), "utf-16-be"),
)
_EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm"
_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9_.:\-]{2,40})""")
_TOO_COMMON = {"cp1252"}  # what servers announce for everything: a document that says otherwise knows better
_SEVEN_BIT = ("iso2022", "hz")  # valid UTF-8 to look at, and mean something else


def as_utf8(body: bytes, header_charset: str = "") -> bytes:
    """The same characters in UTF-8, without mark and without NUL; the same object when it is that already."""
    for mark, name in MARKS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            return _clean(rest) if name == "utf-8" and _is_utf8(rest) else _kept(_best(rest, name))
    start = body[:64].lstrip()
    for look, name in _WIDE:
        if look.match(start) or look.match(body):
            return _kept(_best(body, name))
    if body.startswith(_EBCDIC):
        return _kept(_best(body, codec(_declared(body[:200].decode("cp037"))) or "cp037"))
    body = _clean(body)
    declared = codec(_declared(body[:500].decode("ascii", "replace")))
    told = [name for name in (codec(header_charset), declared) if name]
    if told and told[0] in _TOO_COMMON:
        told.reverse()
    if not any(name.startswith(_SEVEN_BIT) for name in told) and _is_utf8(body):
        return body
    for name in told:
        # UTF-16 that does not look like it is not.
        if not name.startswith(("utf-8", "utf-16", "utf-32", "utf_16", "utf_32")):
            try:
                return _kept(body.decode(name))
            except (UnicodeError, LookupError):
                continue
    return _kept(_guessed(body, told))


def _declared(start: str) -> str:
    found = _DECLARED.search(start)
    return found[1] if found else ""


def _clean(body: bytes) -> bytes:
    return body.replace(b"\0", b"") if b"\0" in body else body


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _best(body: bytes, name: str) -> str:
    try:
        return body.decode(name, "replace")
    except (UnicodeError, LookupError):
        return body.decode("utf-8", "replace")


def _kept(text: str) -> bytes:
    return text.replace("\0", "").removeprefix("\ufeff").encode("utf-8", "replace")


def _guessed(body: bytes, told: list[str]) -> str:
    """Nearly UTF-8 (a feed glued together from several sources) keeps its good bytes; else the first guess that works."""
    nearly = body.decode("utf-8", "replace")
    wrong = nearly.count("\ufffd")
    if wrong * 4 < len(nearly) - len(nearly.encode("ascii", "ignore")) - wrong:
        return "".join(_mixed(body))
    if not told:
        from trafilatura.utils import detect_encoding  # noqa: PLC0415 (heavy, and hardly ever needed)

        for name in detect_encoding(body[:200_000]):
            try:
                return body.decode(name)
            except (UnicodeError, LookupError):
                continue
    return body.decode(next((name for name in told if name != "utf-8"), "cp1252"), "replace")


def _mixed(body: bytes) -> Iterator[str]:
    for line in body.splitlines(keepends=True):
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")
