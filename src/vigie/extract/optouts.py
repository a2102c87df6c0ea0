"""What a publisher reserves: asked of the page's <meta>, of its headers and of the site's own file.

`noai`, `noimageai` and a TDM reservation keep a text from machines that learn or rewrite; `noarchive` and `nosnippet` from who
would show pieces of it. Vigie does the same for all of them: the article is counted and linked, and none of its words is shown,
given to a language model or translated. Pure. Read next: page.py.
"""

import re
from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from vigie.model import Page

AGENT = "vigie"
RESERVING = {"noai", "noimageai", "noarchive", "nosnippet", "max-snippet:0"}
# Directives that hold a colon themselves: what stands before it names no agent.
_VALUED = {"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"}
_YES = {"1", "true", "yes"}
_SPACES = re.compile(r"\s+")


def reserved(page: Page, tree: HtmlElement | None = None) -> bool:
    """True where the publisher of a page reserves its words."""
    meta = _meta(tree) if tree is not None else {}
    said = meta.get("tdm-reservation", "").lower() or page.tdm_reservation.strip().lower()
    if said in _YES:
        return True
    # A policy tells on which terms the text may be mined: without a word that it is free, it is reserved.
    if meta.get("tdm-policy") and said != "0":
        return True
    tokens = {
        *directives_of(page.robots_tag),
        *(token for name in ("robots", AGENT) for token in directives_of(meta.get(name, ""))),
    }
    return bool(tokens & RESERVING)


def directives_of(written: str) -> Iterable[str]:
    """The directives of a robots rule that are meant for everybody or for Vigie: « otherbot: noai » is meant for another."""
    ours = True
    for piece in written.lower().split(","):
        directive = _SPACES.sub("", piece)
        agent, colon, rest = directive.partition(":")
        if colon and agent not in _VALUED:
            ours, directive = agent in {AGENT, "*"}, rest
        if ours and directive:
            yield directive


def _meta(tree: HtmlElement) -> Mapping[str, str]:
    """Of several robots rules all hold."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("name") or element.get("http-equiv") or "").strip().lower()
        content = (element.get("content") or "").strip()
        name = "robots" if name == "x-robots-tag" else name
        if content and name in {"robots", AGENT, "tdm-reservation", "tdm-policy"}:
            found[name] = f"{found[name]}, {content}" if name in found else content
    return found
