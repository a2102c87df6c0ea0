"""What feeds write, as plain text. Nothing here fails. Read next: items.py, which calls it."""

import html
import re
import unicodedata

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.times import moment_of as moment_of  # noqa: PLC0414 (the places ask for it here)

# Only tags that HTML has: « The <dialog> of Plato » keeps its word, « a < b » its sign.
_TAG = re.compile(
    r"</?(?:a|abbr|article|aside|b|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|"
    r"footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|label|li|main|mark|noscript|object|ol|p|picture|pre|q|s|script|"
    r"section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|tr|tt|u|ul|video|wbr)"
    r"(?:\s[^<>]*)?/?>|<!--"
    # Rarer ones are tags where they are closed, or have attributes: « the <link> tag » is a word.
    r"|</(?:applet|area|base|blink|body|button|caption|frame|frameset|form|head|html|input|link|map|marquee|meta|nav|"
    r"nobr|option|param|select|textarea|title)\s*>"
    r"|<(?:applet|area|base|body|button|frame|frameset|form|html|input|link|map|marquee|meta|nav|option|param|select|"
    r"textarea)\s[^<>=]*+=[^<>]*+>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Feeds that nest hundreds of <div> would lose their words to the default limit.
_PARSER = lxml_html.HTMLParser(huge_tree=True)
# Inside a line no-break spaces stay: French puts them before « ? » and « : ».
# Most titles and names: words of printable ASCII with single spaces between them.
_PLAIN = re.compile(r"[!-%'-;=-~]+(?: [!-%'-;=-~]+)*+\Z")
_SPACES = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*| [ \t\r\n\f\v]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SILENT = ("script", "style", "noscript", "iframe", "svg", "object")
_OWN_LINE = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
})  # fmt: skip

# What a tree understands and a glance at the tags does not.
_NEEDS_TREE = re.compile(
    r"<(?:!|\?|/?(?:s(?:cript|tyle|vg)|noscript|iframe|object|t(?:extarea|itle)|xmp|plaintext)\b)", re.IGNORECASE
)
_ANY_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^<>]*+>")  # possessive: no way back, no quadratic time
_BREAKS = dict.fromkeys([*_OWN_LINE, *map(str.upper, _OWN_LINE)], "\n")


def plain(written: str) -> str:
    """Text without tags and entities, one paragraph a line, in NFC."""
    if not written or _PLAIN.match(written):
        return written
    if "<" in written and _TAG.search(written):
        words = _unescaped(_text_of(written))
    else:
        # Escaped twice (« &amp;lt;p&amp;gt; »): the tags appear only now.
        words = _unescaped(written)
        if "<" in words and _TAG.search(words):
            words = _unescaped(_text_of(words))
    words = _UNSTORABLE.sub("", words)
    words = words if words.isascii() else unicodedata.normalize("NFC", words)
    return "\n".join(line for written_line in words.split("\n") if (line := _close(written_line)))


def _close(line: str) -> str:
    return _SPACES.sub(" ", line).strip()


def on_one_line(written: str) -> str:
    """The same for a title or a name: always one line."""
    return plain(written).replace("\n", " ")


def _unescaped(written: str) -> str:
    return _ENTITY.sub(_character, written) if "&" in written else written


def _character(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def _text_of(written: str) -> str:
    """The words between the tags: one line for each block, none for scripts."""
    written = written.replace("\n", " ").replace("\r", " ")
    # Nine texts in ten need no tree: every "<" opens a simple tag, every ">" closes one.
    if not _NEEDS_TREE.search(written):
        pieces = _ANY_TAG.split(written)
        pieces[1::2] = [_BREAKS.get(name, "") for name in pieces[1::2]]
        words = "".join(pieces)
        if "<" not in words and ">" not in words:
            return _unescaped(words)
    return _text_of_tree(_UNSTORABLE.sub("", written))


def _text_of_tree(written: str) -> str:
    try:
        tree = lxml_html.fragment_fromstring(written, create_parent="div", parser=_PARSER)
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
