"""XML to a tree, first as it is and, where that fails, mended. Nothing is fetched, no entity grows, sizes are bounded.

Nothing here fails. A tree is only recovered from mended text: lxml gives names that cannot be read for characters that XML
forbids, and keeps a line of memory for each error. Read next: mending.py, which it calls.
"""

from typing import Literal

from lxml import etree

from vigie.fetch.mending import bounded, mended

# "deep": nested beyond what any feed is, on purpose.
State = Literal["sound", "broken", "deep"]
MOST_MENDED, MOST_MENDED_TAGS = 6 * 1024 * 1024, 500_000


def strict_tree(body: bytes) -> tuple[etree._Element | None, State]:
    """The tree of sound XML in UTF-8."""
    return _tree(body, recover=False)


def mended_tree(body: bytes, *, deep: bool = False) -> tuple[etree._Element | None, State]:
    """What tree there is; of what is nested without end, what stands before the depths."""
    text = mended(body[:MOST_MENDED].decode("utf-8", "replace")).encode("utf-8", "replace")
    root, state = _tree(bounded(text, MOST_MENDED_TAGS), recover=True)
    return root, "deep" if deep else state


def _tree(body: bytes, *, recover: bool) -> tuple[etree._Element | None, State]:
    """The tree, and whether nothing was lost on the way to it. Each error takes memory: `recover` only what is bounded."""
    parser = etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8", remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        root = None
    # Undeclared prefixes and words after the end cost nothing.
    sound = root is not None and all(
        error.domain == etree.ErrorDomains.NAMESPACE
        or error.type == etree.ErrorTypes.ERR_DOCUMENT_END
        or error.level < etree.ErrorLevels.ERROR
        for error in parser.error_log
    )
    if sound:
        return root, "sound"
    return root, "deep" if any("xcessive depth" in error.message for error in parser.error_log) else "broken"
