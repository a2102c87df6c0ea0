"""What feeds write, as plain text and aware times. Nothing here fails. Read next: feeds.py, which calls it."""

import html
import re
import unicodedata
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree
from lxml import html as lxml_html

# Only tags that HTML has: « The <dialog> of Plato » keeps its word, « a < b » its sign.
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|"
    r"footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|label|li|main|mark|noscript|object|ol|p|picture|pre|q|s|script|"
    r"section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|tr|tt|u|ul|video|wbr)"
    r"(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Feeds that nest hundreds of <div> would lose their words to the default limit.
_PARSER = lxml_html.HTMLParser(huge_tree=True)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SILENT = ("script", "style", "noscript", "iframe", "svg", "object")
_OWN_LINE = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
})  # fmt: skip


def plain(written: str) -> str:
    """Text without tags and entities, one paragraph a line, in NFC."""
    written = _UNSTORABLE.sub("", written)
    if _TAG.search(written):
        written = _unescaped(_text_of(written))
    else:
        # Escaped twice (« &amp;lt;p&amp;gt; »): the tags appear only now.
        written = _unescaped(written)
        written = _text_of(written) if _TAG.search(written) else written
    lines = (_SPACE.sub(" ", line).strip() for line in _UNSTORABLE.sub("", written).split("\n"))
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))


def on_one_line(written: str) -> str:
    """The same for a title or a name: always one line."""
    return plain(_SPACE.sub(" ", written)).replace("\n", " ")


def moment_of(written: str) -> datetime | None:
    """An ISO 8601 or RFC 2822 time, aware, in UTC (taken for UTC when it names no zone); None for anything else."""
    written = written.strip()[:80]
    try:
        found = datetime.fromisoformat(written.upper())
    except ValueError:
        try:
            found = parsedate_to_datetime(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _unescaped(written: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), written)


def _text_of(written: str) -> str:
    """The words between the tags: one line for each block, none for scripts."""
    try:
        tree = lxml_html.fragment_fromstring(_SPACE.sub(" ", written), create_parent="div", parser=_PARSER)
    except (etree.LxmlError, ValueError, AssertionError):
        return _TAG.sub(" ", written)
    pieces: list[str] = []
    _collect(tree, pieces)
    return "".join(pieces)


def _collect(tree: etree._Element, pieces: list[str]) -> None:
    # By hand rather than by recursion: a feed may nest ten thousand <div>.
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not silent:
                pieces.append(element.tail or "")
            continue
        quiet, own_line = element.tag in _SILENT, element.tag in _OWN_LINE
        if event == "start":
            silent += quiet
            if not silent:
                pieces.append(("\n" if own_line else "") + (element.text or ""))
        else:
            silent -= quiet
            if not silent and element is not tree:
                pieces.append(("\n" if own_line else "") + (element.tail or ""))
