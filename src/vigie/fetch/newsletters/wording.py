"""The words of a letter without what stands around them: how to leave it, hidden lines, pixels and links that count readers.

Links that lead to somebody else's page are kept, one a line after the text: a digest is one article, and they are its evidence.
Pure, nothing fails. Read next: knowledge/newsletters.toml, the words by language.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.addresses import absolute
from vigie.fetch.wording import plain
from vigie.knowledge.newsletters import around

MOST_LINKS = 60
LONGEST_AROUND = 240
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|max-height|opacity)\s*:\s*0(?:px|em|%)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
# Addresses are English whatever the letter's language.
_LEAVING = re.compile(
    r"unsubscri|opt[_\-]?out|manage[_\-]?(?:subscri|pref)|email[_\-]?pref|/preferences|list-manage\.com/profile",
    re.IGNORECASE,
)
# Links through a counter: where they lead cannot be known without being counted.
_COUNTED = re.compile(
    r"/(?:track|click|ls/click|e/c|wf/click|redirect|lt\.php|c/)\b|[?&](?:upn|mc_eid)=|://(?:click|track|links?|email|trk)\d*\.",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"^(?:utm_\w+|mc_[ce]id|fbclid|gclid|mkt_tok|_hs\w+|vero_id|ck_subscriber_id|s_cid|xtor)$", re.IGNORECASE
)
_FOREIGN = re.compile(r"^https?://", re.IGNORECASE)
_BLOCKS = {"p", "td", "li", "div", "tr", "table", "center", "footer", "section"}
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright\b)", re.IGNORECASE)
# Of the private use area: stands for a line whose link leads out of the letter.
_OUT = "\uf8ff"
# Soft hyphens, joiners and blanks of width 0 with which letters fill the preview of an inbox.
_FILLING = re.compile("[\u00ad\u034f\u061c\u200b\u2007\u200e\u2060-\u2064\ufeff]+|(?:\u200c[ \u00a0]?){2,}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says and where it leads."""

    text: str = ""
    links: tuple[str, ...] = ()


def text_of_html(written: str, leaving: frozenset[str] = frozenset()) -> Words:
    """The words of an HTML letter; `leaving` are addresses that its header names for leaving it."""
    try:
        tree = lxml_html.document_fromstring(
            written.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError, AssertionError):
        return Words(_without_around(plain(written)))
    for element in [one for one in tree.iter() if isinstance(one.tag, str)]:
        if (
            element.tag in ("head", "title", "style", "script")
            or _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
        ):
            _drop(element)
        elif element.tag == "a" and _leaves(element.get("href") or "", leaving):
            _mark(_block_of(element))
    text = _without_around(plain(lxml_html.tostring(tree, encoding="unicode")))
    return Words(text, tuple(dict.fromkeys(_links(tree)))[:MOST_LINKS])


def text_of_plain(written: str) -> str:
    """The words of a letter in plain text, lines that were broken for the screen joined again; addresses alone left out."""
    paragraphs: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", written.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in paragraph.split("\n") if line.strip() and not _FOREIGN.match(line.strip())]
        broken = len(lines) > 1 and all(len(line) >= 50 for line in lines[:-1])
        paragraphs += [" ".join(lines)] if broken else lines
    return _without_around("\n".join(re.sub(r"[ \t]+", " ", line) for line in paragraphs))


def true_address(href: str) -> str:
    """Where a link leads, without marks that count readers; empty where only a counter knows."""
    url = absolute(href, "")
    parts = urlsplit(url)
    asked = parse_qsl(parts.query)
    inner = next((value for _, value in asked if _FOREIGN.match(value)), "")
    if inner and (address := absolute(inner, "")):
        return _without_counting(address)
    return "" if _COUNTED.search(url) or _LEAVING.search(url) else _without_counting(url)


def _without_counting(url: str) -> str:
    parts = urlsplit(url)
    if not parts.query:
        return url
    kept = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTING.match(name)
    ]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _links(tree: lxml_html.HtmlElement) -> Iterator[str]:
    for element in tree.iter("a"):
        words = "".join(str(piece) for piece in element.itertext()).strip()
        url = true_address(element.get("href") or "") if words and not around(words) else ""
        if url:
            yield url


def _leaves(href: str, leaving: frozenset[str]) -> bool:
    return href.strip() in leaving or _LEAVING.search(href) is not None


def _block_of(element: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The line that an element stands in, or itself where what is around it is long: a letter may be one block."""
    for parent in element.iterancestors():
        if parent.tag in _BLOCKS:
            words = "".join(str(piece) for piece in parent.itertext())
            return parent if len(words.strip()) <= LONGEST_AROUND else element
    return element


def _mark(block: lxml_html.HtmlElement) -> None:
    """Puts the sign of a line that leads out of the letter in place of its words."""
    for child in list(block):
        block.remove(child)
    block.text = _OUT if block.tag != "a" else ""


def _drop(element: lxml_html.HtmlElement) -> None:
    """Takes an element away and leaves what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _without_around(text: str) -> str:
    lines = [line for line in (_FILLING.sub("", line).strip(" \u00a0|·•") for line in text.split("\n")) if line]
    kept: list[str] = []
    for number, line in enumerate(lines):
        if len(line) <= LONGEST_AROUND and (_OUT in line or around(line) or _RIGHTS.match(line)):
            if 2 * number >= len(lines) > 3:  # from here on the sender speaks of the letter itself
                break
            continue
        kept.append(line)
    return "\n".join(kept)
