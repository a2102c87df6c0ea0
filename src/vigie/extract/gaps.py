"""Gaps: what a reader of the tree left out although it stands in the midst of what it took.

Some pages cut their text into several containers (an advertisement, a wall, a component for each part) of which a reader
takes the first, or they hold lists and sub-headings that it drops while it takes the paragraphs around them. A block belongs to
the article when it stands in the same container as paragraphs that were taken, between two of them, or in another container
of the very same class. Nothing fails. Read next: text.py.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_BLOCKS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote", "pre")
_HEADINGS = ("h2", "h3", "h4", "h5")
_AROUND = ("nav", "aside", "footer", "form", "header", "noscript", "template", "button", "figure", "dialog", "table")
_WORDS = etree.XPath("normalize-space()")
_LENGTH = etree.XPath("string-length(normalize-space())")

# So long a paragraph stands for the text around it; so many of one class are a class of text.
ANCHOR = 40
ANCHORS = 2
# A longer block is looked for by its beginning, also within the lines: some readers join what others part.
RECOGNISED_BY, SHORTEST_WITHIN = 60, 20
LINKED = 0.3


@dataclass(frozen=True, slots=True)
class _Block:
    element: HtmlElement
    holder: HtmlElement
    words: str
    key: str

    @property
    def kind(self) -> tuple[str, str]:
        """What its container is made as."""
        return str(self.holder.tag), self.holder.get("class") or ""

    @property
    def line(self) -> str:
        return f"- {self.words}" if self.element.tag == "li" else self.words


def filled(text: str, tree: HtmlElement) -> str:
    """The text with the blocks of the tree that its own paragraphs enclose or go on in, each behind the line before it."""
    lines = text.split("\n")
    at: dict[str, int] = {}
    for number, line in enumerate(lines):
        at.setdefault(_key(line), number)
    blocks = list(_blocks(tree))
    anchors = [n for n, block in enumerate(blocks) if len(block.words) >= ANCHOR and block.key in at]
    if len(anchors) < ANCHORS:
        return text
    place = at[blocks[anchors[0]].key]
    added: dict[int, list[str]] = {}
    for block in _missing(blocks, anchors, at, _key(text)):
        if isinstance(block, int):
            place = max(place, block)
        else:
            added.setdefault(place, []).append(block.line)
    if not added:
        return text
    return "\n".join(each for number, line in enumerate(lines) for each in (line, *added.get(number, ())))


def _missing(
    blocks: Sequence[_Block], anchors: Sequence[int], at: dict[str, int], whole: str
) -> Iterator["_Block | int"]:
    """In the order of the page: the number of the line of a block that is there, or a block that is not and should be."""
    holders = {blocks[n].holder for n in anchors}
    kinds = Counter(blocks[n].kind for n in anchors if blocks[n].element.tag == "p")
    added: set[str] = set()
    heading: _Block | None = None
    for number, block in enumerate(blocks[anchors[0] + 1 :], anchors[0] + 1):
        if (line := at.get(block.key)) is not None:
            if heading:
                yield heading
            heading = None
            yield line
            continue
        another = bool(block.kind[1]) and kinds[block.kind] >= ANCHORS
        enclosed = block.element.tag != "p" and block.holder in holders and number < anchors[-1]
        known = block.key in added or (len(block.key) >= SHORTEST_WITHIN and block.key[:RECOGNISED_BY] in whole)
        if known or not (another or enclosed) or not _is_text(block):
            continue
        added.add(block.key)
        if block.element.tag in _HEADINGS:
            heading = block  # comes with what stands under it: alone it leads to what is not the article's
            continue
        if heading:
            yield heading
        heading = None
        yield block


def _blocks(tree: HtmlElement) -> Iterator[_Block]:
    for element in tree.iter(*_BLOCKS):
        holder = element.getparent()
        if holder is None or (element.tag == "p" and holder.tag in ("li", "blockquote")):
            continue
        if element.tag == "li":
            holder = holder.getparent() if holder.tag in ("ul", "ol") else None
            if holder is None or element.find(".//li") is not None:
                continue
        words = str(_WORDS(element))
        if key := _key(words):
            yield _Block(element, holder, words, key)


def _is_text(block: _Block) -> bool:
    element = block.element
    if element.find(".//script") is not None or element.find(".//style") is not None:
        return False
    linked = sum(float(_LENGTH(link)) for link in element.iter("a"))
    return linked <= LINKED * len(block.words) and next(element.iterancestors(*_AROUND), None) is None


def _key(words: str) -> str:
    # Readers change the white space of a block and nothing else.
    return "".join(words.removeprefix("- ").split())
