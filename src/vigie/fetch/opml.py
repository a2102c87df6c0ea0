"""OPML: the lists of feeds that readers of news exchange. Pure. Never fails on a damaged list: what can be read is given.

An outline that has an address is a feed; the outlines around it are folders, which become its category, as the `category`
attribute does. What OPML has no word for (outlet, country, house, owner) goes into attributes of a namespace of ours, so
that a list written here comes back as it was. Entities are not expanded, nothing is fetched, and sizes are bounded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from vigie.fetch.addresses import absolute
from vigie.fetch.charsets import as_utf8
from vigie.fetch.mending import bounded, without_prologue
from vigie.fetch.trees import mended_tree, strict_tree
from vigie.model import FetchError

MOST_BYTES = 20_000_000
MOST_OUTLINES = 50_000
_OWN = "urn:vigie:source"
# Other programs write the attributes in their own letter case.
_ADDRESSES = ("xmlurl", "url")
_PREFIXES = ("feed://", "feed:")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list. `category` is its folder, « Tech/AI », or empty; `own` what only Vigie says of it."""

    url: str
    title: str = ""
    language: str = ""
    category: str = ""
    description: str = ""
    html_url: str = ""
    own: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OutlineList:
    """What a list holds: its feeds in order, each address once; how many stood twice; what has no address that can be asked."""

    outlines: tuple[Outline, ...]
    twice: tuple[str, ...] = ()
    unusable: tuple[str, ...] = ()


def read_opml(body: bytes) -> OutlineList:
    """The feeds of a list. Raises FetchError for what is no OPML at all, or too large."""
    if len(body) > MOST_BYTES:
        raise FetchError("opml.too_large", f"the list is larger than {MOST_BYTES} bytes")
    bare = bounded(without_prologue(as_utf8(body)))
    root, state = strict_tree(bare)
    if root is None:
        root, _ = mended_tree(bare, deep=state == "deep")
    if root is None or str(root.tag).rpartition("}")[2].lower() not in ("opml", "outlinedocument"):
        raise FetchError("opml.not_opml", "the list is not OPML")
    found: dict[str, Outline] = {}
    twice: list[str] = []
    unusable: list[str] = []
    for attributes, folders in _outlines(root):
        written = next((attributes[key] for key in _ADDRESSES if attributes.get(key, "").strip()), "")
        address = _address(written)
        if not address:
            unusable += [_line(written)[:200]] if written else []
        elif address in found:
            twice.append(address)
        else:
            found[address] = _outline(address, attributes, folders)
    return OutlineList(tuple(found.values()), tuple(twice), tuple(unusable))


def write_opml(outlines: Iterable[Outline], title: str) -> bytes:
    """A list in OPML 2.0; the same outlines give the same bytes."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"vigie": _OWN})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _storable(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for one in outlines:
        etree.SubElement(_folder(folders, one.category), "outline", _attributes(one))
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _outlines(root: etree._Element) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """The outlines with an address, each with the names of the folders around it. A stack, not recursion: a hostile list is
    deep."""
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    met = 0
    while waiting and met < MOST_OUTLINES:
        element, folders = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        inner = folders
        if element.tag.rpartition("}")[2].lower() == "outline":
            met += 1
            attributes = _read_attributes(element)
            if any(key in attributes for key in _ADDRESSES):
                yield attributes, folders
            else:
                name = _line(attributes.get("text") or attributes.get("title", "")).replace("/", "∕")[:100]
                inner = (*folders, name) if name else folders
        waiting += [(child, inner) for child in reversed(element)]


def _read_attributes(element: etree._Element) -> dict[str, str]:
    """By name in small letters; those of our own namespace under « vigie:name »."""
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        # By hand: lxml's QName refuses names that a damaged list may well hold.
        space, _, local = str(name).rpartition("}")
        found.setdefault(("vigie:" if space == "{" + _OWN else "") + local.lower(), str(value))
    return found


def _outline(address: str, attributes: dict[str, str], folders: tuple[str, ...]) -> Outline:
    # OPML 2.0: « /Boston/Weather,/Harvard »: paths, the first of which is ours where no folder stands around the outline.
    written = _line(attributes.get("category", "")).split(",")[0].strip().strip("/")
    return Outline(
        url=address,
        title=_line(attributes.get("title") or attributes.get("text", ""))[:300],
        language=_line(attributes.get("language", "")).replace("_", "-")[:35],
        category="/".join(folders) or written[:300],
        description=_line(attributes.get("description", ""))[:1000],
        html_url=absolute(attributes.get("htmlurl", ""), ""),
        own=tuple(
            sorted((key.partition(":")[2], _line(v)[:300]) for key, v in attributes.items() if key[:6] == "vigie:")
        ),
    )


def _line(written: str) -> str:
    return " ".join(_storable(written).split())


def _address(written: str) -> str:
    written = written.strip()
    for prefix in _PREFIXES:
        if written.lower().startswith(prefix):
            rest = written[len(prefix) :]
            written = rest if rest.lower().startswith(("http://", "https://")) else f"https://{rest.lstrip('/')}"
            break
    return absolute(written, "")


def _folder(folders: dict[str, etree._Element], category: str) -> etree._Element:
    """The outline of a folder, made with those above it when it is first asked for."""
    if category not in folders:
        above, _, name = category.rpartition("/")
        folders[category] = etree.SubElement(_folder(folders, above), "outline", {"text": _storable(name) or "-"})
    return folders[category]


def _attributes(one: Outline) -> dict[str, str]:
    plain = {
        "type": "rss",
        "text": one.title or one.url,
        "title": one.title,
        "xmlUrl": one.url,
        "htmlUrl": one.html_url,
        "language": one.language,
        "category": f"/{one.category}" if one.category else "",
        "description": one.description,
        **{f"{{{_OWN}}}{key}": value for key, value in one.own},
    }
    return {key: _storable(value) for key, value in plain.items() if value}


def _storable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
