"""XML as it is found, made XML that can be read: what most often breaks a feed, put right without guessing.

Everything works on the text in one pass or a fixed number of passes. Read next: syndication.py.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

_XML_OWN = {"amp", "lt", "gt", "quot", "apos"}
# Only entities that stand for a few characters and hold no other entity: nothing can grow from them.
_ENTITY = re.compile(
    r"""<!ENTITY\s+([A-Za-z_][\w.\-]{0,40})\s+(?:"((?:&#x?[0-9A-Fa-f]{1,7};)?[^"&<%]{0,40})"|'([^'&<%]{0,40})')"""
)
_REFERENCE = re.compile(r"&([A-Za-z_][\w.\-]{0,40});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_BARE_ANGLE = re.compile(r"<(?![A-Za-z_/!?:])")
_BAD_REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));")
# An attribute without quotation marks, in a tag of at most two.
_UNQUOTED = re.compile(
    r"""(<[A-Za-z][\w:.\-]{0,40}(?:\s{1,9}[\w:.\-]{1,40}="[^"<>]{0,500}")?\s{1,9}[\w:.\-]{1,40}=)([^\s"'<>=]{1,300})(?=[\s>])"""
)
_FORBIDDEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LAST = re.compile(rb"</(?:[A-Za-z0-9_\-]{1,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ENDED = re.compile(
    rb"</(?:[A-Za-z0-9_\-]{1,20}:)?(?:rss|rdf|feed|channel|html)\s*>\s*(?:<!--.*)?$", re.IGNORECASE | re.DOTALL
)
_WRAPPED = re.compile(r"<(?:rss|rdf:RDF|feed)[\s>]", re.IGNORECASE)
_WRAPPED_ESCAPED = re.compile(r"&lt;(?:rss|rdf:RDF|feed)(?:\s|&gt;)", re.IGNORECASE)
# A tree takes a hundred bytes for each of them and more: real feeds of fifty megabytes have a tenth of that.
MOST_TAGS = 1_500_000
MOST_ATTRIBUTES = 2_000
_FLOODED_TAG = re.compile(rb"<[A-Za-z](?:[^<>=]*+=){%d}" % MOST_ATTRIBUTES)
_TAG_START = re.compile(rb"<")
_MOST_ENTITIES = 300


def bounded(body: bytes, most_tags: int = MOST_TAGS) -> bytes:
    """As much of a feed as a parser can be given: what comes before a flood of tags, or of attributes in one tag."""
    if found := _FLOODED_TAG.search(body):
        body = body[: found.start()]
    if body.count(b"<") <= most_tags:
        return body
    *_, last = islice(_TAG_START.finditer(body), most_tags)
    return body[: last.start()]


def without_prologue(body: bytes) -> bytes:
    """From the first element on, without what stands before it; the few entities of a DOCTYPE are put in their places.

    A parser that sees no DOCTYPE can neither be made to grow entities nor to fetch files.
    """
    at, own = max(0, body.find(b"<")), dict[str, str]()
    while True:
        if body.startswith(b"<!--", at):
            end = body.find(b"-->", at + 4) + 3
        elif body.startswith(b"<?", at):
            end = body.find(b">", at) + 1
        elif body[at : at + 9].upper() == b"<!DOCTYPE":
            end, declared = _doctype(body, at)
            own |= _entities(declared.decode("utf-8", "replace"))
        else:
            break
        found = body.find(b"<", end) if end > at else -1
        if found < 0:
            return b""
        at = found
    body = body[at:] if at else body
    if not own:
        return body
    return _REFERENCE.sub(lambda found: own.get(found[1], found[0]), body.decode("utf-8", "replace")).encode()


def _doctype(body: bytes, at: int) -> tuple[int, bytes]:
    """Where the DOCTYPE ends, and what is declared inside it."""
    close, bracket = body.find(b">", at) + 1, body.find(b"[", at)
    if not close or bracket < 0 or close < bracket:
        return close, b""
    inner = body.find(b"]", bracket)
    if inner < 0:
        return close, b""
    return body.find(b">", inner) + 1, body[bracket : min(inner, bracket + 50_000)]


def _entities(declared: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, entity in zip(range(_MOST_ENTITIES), _ENTITY.finditer(declared), strict=False):
        value = html.unescape(entity[2] or entity[3] or "")
        if entity[1] not in _XML_OWN:
            found.setdefault(entity[1], html.escape(value, quote=False))
    return found


def up_to_the_cut(body: bytes) -> bytes:
    """Without the item that the end of a broken transfer cut in two: half an address is a wrong address."""
    if _ENDED.search(body[-2_000:]):
        return body
    ends = [found.end() for found in _LAST.finditer(body)]
    return body[: ends[-1]] if ends else body


def mended(text: str) -> str:
    """Bare ampersands, names of HTML's entities, forbidden characters: put right; the rest untouched."""
    text = _FORBIDDEN.sub("", _unwrapped(text))
    return "".join(piece if quoted else _pieces(piece) for quoted, piece in _by_quotation(text))


def _pieces(text: str) -> str:
    text = _UNQUOTED.sub(r'\1"\2"', text)
    text = _BARE_AMPERSAND.sub("&amp;", text)
    text = _REFERENCE.sub(_as_character, text)
    text = _BAD_REFERENCE.sub(_allowed, text)
    return _BARE_ANGLE.sub("&lt;", text)


def _as_character(found: re.Match[str]) -> str:
    if found[1] in _XML_OWN:
        return found[0]
    characters = html.unescape(found[0])
    return characters if characters != found[0] and characters not in "<>&" else f"&amp;{found[1]};"


def _allowed(found: re.Match[str]) -> str:
    """Numbers that XML forbids (&#0;, &#x1F;, half a pair) mean nothing; Windows' own (&#150;) mean what browsers show."""
    number = int(found[1]) if found[1] else int(found[2], 16)
    if 0x80 <= number <= 0x9F:
        return html.unescape(found[0])
    fine = number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return f"&#{number};" if fine else ""


def _by_quotation(text: str) -> Iterator[tuple[bool, str]]:
    """The text in turns: outside and inside CDATA sections."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        yield False, text[at:start]
        end = text.find("]]>", start)
        if end < 0:
            yield True, text[start:] + "]]>"
            return
        yield True, text[start : end + 3]
        at = end + 3
    yield False, text[at:]


def _unwrapped(text: str) -> str:
    """The feed inside a page that a server or a browser made of it; anything else as it is."""
    start = text[:2_000].lstrip().lower()
    if not start.startswith(("<!doctype html", "<html", "<body", "<pre")):
        return text
    if found := _WRAPPED.search(text):
        text = text[found.start() :]
    elif found := _WRAPPED_ESCAPED.search(text):
        text = html.unescape(text[found.start() :])
    else:
        return text
    name = text[1 : min(len(text), 12)].split()[0].rstrip(">").partition(">")[0]
    end = text.lower().rfind(f"</{name.lower()}")
    return text[: text.find(">", end) + 1] if end >= 0 else text
