"""JSON-LD: every object that a page's blocks hold, which of them is on the article, and what its values say.

Values come in every shape: a string, a list, an object with a name, a reference into the graph, a number. Nothing fails.
"""

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import SplitResult, urlsplit

from lxml.html import HtmlElement

Node = Mapping[str, object]

MOST_NODES = 5_000  # a page describes dozens of things; one that describes more is a catalogue, or means harm
LONGEST_BLOCK = 4_000_000
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|SocialMediaPosting|LiveBlogPosting|Review)$")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|(?://|/\*)\s*<!\[CDATA\[(?:\s*\*/)?|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[\]}])")


def nodes_of(scripts: Iterable[HtmlElement]) -> tuple[Node, ...]:
    """Every object in the page's JSON-LD blocks, outer before inner. A block that is not JSON gives nothing."""
    found: list[Node] = []
    for script in scripts:
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_objects(_block(script.text or ""), MOST_NODES - len(found)))
    return tuple(found)


def _block(written: str) -> object:
    if len(written) > LONGEST_BLOCK:
        return None
    written = _WRAPPED.sub("", written)
    # Templates leave a comma behind the last of a list, or escape the whole block as if it were text.
    for mended in (str, lambda text: _TRAILING_COMMA.sub("", text), html.unescape):
        try:
            return json.loads(mended(written), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(block: object, most: int) -> Iterator[Node]:
    waiting = deque([block])
    while waiting and most > 0:
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            most -= 1
            waiting.extend(inner for inner in value.values() if isinstance(inner, dict | list))
        elif isinstance(value, list):
            waiting.extend(inner for inner in value if isinstance(inner, dict | list))


def article_node(nodes: Iterable[Node], *urls: str) -> Node:
    """The node on this page's article. A page may also describe those it links to: prefer its own address."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in strings(node.get("@type")))]
    named = [node for node in articles if first_string(node.get("headline")) or first_string(node.get("name"))]
    paths = {path for url in urls if (path := parts_of(url).path.rstrip("/"))}
    own = [node for node in named if any(parts_of(a).path.rstrip("/") in paths for a in _addresses(node))]
    return next(iter(own or named or articles), {})


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def parts_of(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # "http://["
        return SplitResult("", "", "", "", "")


def strings(value: object) -> tuple[str, ...]:
    """The strings of a JSON-LD value, which may be one, a list, or an object with a name, @value or @id."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(text for inner in value[:MOST_NODES] if not isinstance(inner, list) for text in strings(inner))
    if isinstance(value, dict):
        inner = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
        return (inner,) if isinstance(inner, str) else ()
    return ()


def first_string(value: object) -> str:
    return next((text for text in strings(value) if text.strip()), "")


def resolved(value: object, nodes: Iterable[Node]) -> Iterator[object]:
    """The values of a field one by one, each bare reference into the graph ({"@id": …}) as the node that it names."""
    for one in value[:MOST_NODES] if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "@id" in one and not one.get("name"):  # Yoast and others give references
            yield next((node for node in nodes if node.get("@id") == one["@id"] and node.get("name")), one)
        else:
            yield one
