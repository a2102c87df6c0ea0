"""Whether a page says that the rest of the article is behind a wall: for subscribers, or counted.

Asked are the article's description (schema.org), tiers in <meta>, and then what generic wall mark-up is called.
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.metadata.linked import Node, resolved, strings
from vigie.extract.metadata.marks import apart, words_of

FREE = "isAccessibleForFree"
_PART = re.compile(r"(?:WebPageElement|WebPage|CreativeWork)$")
_TIER = re.compile(r"content[-_:.]?tier$|(?:^|[-_:.])(?:access|accesslevel|access-level)$")
_CLOSED = {
    "locked",
    "metered",
    "paid",
    "premium",
    "subscriber",
    "subscribers",
    "subscription",
    "restricted",
    "registered",
}
_YES = {"1", "true", "yes", "on", "hard", "metered", "locked", "premium", "paid", "closed"}
_WALL = re.compile(
    r"(?:^|\s)(?:[\w-]+[-_])?(?:pay-?wall(?:ed)?|regwall|subscriber-only|subscribers-only|premium-wall|paid-barrier|paywall-barrier)"
    r"(?:[-_](?:active|container|content|box|overlay|message|teaser|offer|notice|barrier|wrapper|inner|fade|gradient))*(?=\s|$)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LEAST_WORDS = 20
_CALLED_WALL = etree.XPath("descendant::div[contains(@class, 'wall')]")


def paywalled(tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Iterable[Node]) -> bool:
    said = [answer for node in _parts(article, nodes) if (answer := _free(node.get(FREE))) is not None]
    if False in said:
        return True
    if _said_in_meta(meta):
        return True
    return True not in said and _wall_shown(tree)


def _parts(article: Node, nodes: Iterable[Node]) -> Iterable[Node]:
    """The article, its parts, and the page itself; not the other articles that a page lists."""
    yield article
    yield from (part for part in resolved(article.get("hasPart"), nodes) if isinstance(part, dict))
    yield from (node for node in nodes if any(_PART.search(kind) for kind in strings(node.get("@type"))))


def _free(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    written = str(value).strip().lower().rpartition("/")[2] if isinstance(value, str | int) else ""
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(written)


def _said_in_meta(meta: Mapping[str, str]) -> bool:
    for key, value in meta.items():
        if not ("tier" in key or "access" in key or "paywall" in key):
            continue
        given = value[:40].strip().lower()
        if (
            (key.endswith("isaccessibleforfree") and _free(given) is False)
            or (_TIER.search(key) and given in _CLOSED)
            or ("paywall" in key and given in _YES)
        ):
            return True
    return False


def _wall_shown(tree: HtmlElement) -> bool:
    """True for a wall with words in it: free pages carry empty ones, and hidden ones, for scripts to fill."""
    for element in _CALLED_WALL(tree):
        if (
            _WALL.search(element.get("class") or "")
            and element.get("hidden") is None
            and not _HIDDEN.search(element.get("style") or "")
            and not apart(element)
            and len(words_of(element)) >= LEAST_WORDS
        ):
            return True
    return False
