"""Who wrote it: names from the article's description, <meta>, author mark-up, and the line above the text.

The first place that names a person wins; the site's own name, a desk's or an organisation's counts only where no place
names anybody. How bylines are written is data (knowledge/bylines.toml).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.metadata.linked import Node, resolved, strings
from vigie.extract.metadata.marks import Scanned, apart, clean, letters, same_words, tokens, words_of
from vigie.knowledge.bylines import bylines

MOST, NEAR, FAR = 12, 4, 600
LONGEST_NAME, LONGEST_LINE = 120, 160
_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "cxenseparse:author",
    "cxenseparse:recs:author", "dc.creator", "dcterms.creator", "dc.contributor", "citation_author", "byl", "authors",
    "article.author", "og:article:author", "vr:author", "twitter:data1:author",
)  # fmt: skip
_NOT_A_NAME = re.compile(r"https?://|www\.|^@|\S@\S|[{}<>]|^[\W\d_]*$")
_MARKED = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=[A-Z]))(?:author|authors|authorname|authoren|byline|bylines|by-line|autor|autoren|autores|auteur|"
    r"autore|signature|firma|writer|reporter|journalist|forfatter|verfasser|redakteur|yazar|skribent|contributor)(?![a-z])",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"comment|related|teaser|promo|sidebar|recommend|popular|newsletter|share|social|follow|avatar|image|photo|caption|credit|"
    r"footer|nav|menu|(?<![a-z])bio(?![a-z])|description|carousel|swiper|(?<![a-z])card",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:[|•·–—→\n\t]|//|\s-\s|\s/\s)\s*")
_INITIALS = re.compile(r"\s*\([^()\d]{1,8}\)$")  # « Ada Writer (aw) »
_COMMA = re.compile(r"\s*[;,،，]\s*")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HOME = re.compile(
    r"/(?:authors?|autor(?:e|en|es|i|in)?|auteurs?|journalists?|journalistes?|redakteure?|redaktion|reporters?|writers?|"
    r"contributors?|columnists?|people|profiles?|staff|by|person|firmas?|skribent|forfatter)/[^/?#]",
    re.IGNORECASE,
)
_TAGS = (
    "a", "span", "div", "p", "address", "li", "ul", "strong", "em", "b", "small", "section", "header", "aside", "cite",
    "td", "dd", "h2", "h3", "h4", "h5",
)  # fmt: skip
_REL = etree.XPath("//*[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name']")
_INNER = ("a", "p", "span", "strong", "b", "div", "li", "h3", "h4")


def authors_of(
    tree: HtmlElement,
    scan: Scanned,
    article: Node,
    meta: Mapping[str, str],
    nodes: Sequence[Node],
    own_names: Sequence[str],
    language: str,
) -> tuple[str, ...]:
    """The persons of the first place that names any; failing that the first organisation, desk or site."""
    stand_in: tuple[str, ...] = ()
    for place in _places(tree, scan, article, meta, nodes, language):
        persons: list[str] = []
        for name, is_person in place:
            if not _is_name(name):
                continue
            if is_person and not _nobody(name, own_names, language):
                persons.append(name)
            else:
                stand_in = stand_in or (name,)
        if persons:
            return tuple(dict.fromkeys(persons))[:MOST]
    return stand_in


def _places(
    tree: HtmlElement,
    scan: Scanned,
    article: Node,
    meta: Mapping[str, str],
    nodes: Sequence[Node],
    language: str,
) -> Iterator[Iterable[tuple[str, bool]]]:
    yield _described(article.get("author") or article.get("creator"), nodes, language)
    yield from (((name, True) for name in split(meta[key], language)) for key in _META if key in meta)
    yield ((name, True) for value in _labelled(meta) for name in split(value, language))
    pages = (node for node in nodes if any(kind.endswith("Page") for kind in strings(node.get("@type"))))
    yield (told for node in pages for told in _described(node.get("author") or node.get("creator"), nodes, language))
    marked = [link for link in scan.marked if "author" in (link.get("rel") or "").split()] or _REL(tree)
    yield ((name, True) for link in marked[:MOST] if not apart(link) for name in split(words_of(link), language))
    yield ((name, True) for name in _shown(tree, language))


def _labelled(meta: Mapping[str, str]) -> Iterator[str]:
    """What twitter:data1 holds where twitter:label1 says « Written by », as common publishing systems have it."""
    known = bylines("")
    for number in ("1", "2"):
        label = meta.get(f"twitter:label{number}", "").strip(" :").casefold()
        if label and (label in known.by or label in known.labels):
            yield meta.get(f"twitter:data{number}", "")


def _described(value: object, nodes: Sequence[Node], language: str) -> Iterator[tuple[str, bool]]:
    for one in resolved(value, nodes):
        if isinstance(one, dict):
            person = not any("Organization" in kind or "Corporation" in kind for kind in strings(one.get("@type")))
            yield from ((name, person) for text in strings(one.get("name")) for name in split(text, language))
        elif isinstance(one, str):
            yield from ((name, True) for name in split(one, language))


def _is_name(name: str) -> bool:
    return 1 < len(name) <= LONGEST_NAME and not _NOT_A_NAME.search(name)


def _nobody(name: str, own_names: Iterable[str], language: str) -> bool:
    """True for the site's own name, alone or as the beginning of a longer one, and for a desk."""
    written = letters(name)
    for own in own_names:
        short = letters(own)
        if written == short or (len(short) > 2 and written.startswith(short)):
            return True
    return any(same_words(name, desk) for desk in bylines(language).desks)


# ── A line into names ───────────────────────────────────────────────────────────────────────────────────────────────


def split(line: str, language: str) -> Iterator[str]:
    """The names in what a field holds: « By Ada Writer and Bo Reporter, PhD » are two. What is no list stays whole."""
    whole = clean(line)
    line = _bare(whole, language)
    pieces = [piece for piece in _COMMA.split(line) if piece]
    if len(pieces) == 2 and ";" not in line and _turned(pieces[0], pieces[1], language):
        yield f"{pieces[1]} {pieces[0]}"
        return
    after = {word.casefold() for word in bylines(language).after}
    names: list[str] = []
    for piece in pieces:
        if not (names and piece.casefold() in after):
            names.extend(_parted(_bare(piece, language), language))
    # « Example Media, Inc. » is one firm; words with a comma of which none looks like a name are one line.
    if len(pieces) > 1 and ";" not in line:
        if pieces[-1].strip(".") in bylines(language).firms:
            names = [whole]
        elif not any(person_like(name, language) for name in names):
            names = [line]
    yield from (name for name in names if name)


def _turned(last: str, first: str, language: str) -> bool:
    """« Writer, Ada B. »: a family name that stands before the given ones."""
    given = first.replace(".", " ").split()
    known = {word.casefold() for word in bylines(language).after}
    return (
        len(last.split()) == 1
        and _capital(last)
        and not last.isupper()
        and 1 <= len(given) <= 3
        and first.casefold() not in known
        and all(_capital(word) and not (len(word) > 1 and word.isupper()) for word in given)
        and person_like(f"{first} {last}", language)
    )


def _parted(piece: str, language: str) -> list[str]:
    """« Ada Writer and Bo Reporter »: two names, if both look like names; « Science and Culture » is left whole."""
    parts = [part for part in _joint(language).split(piece) if part]
    if len(parts) == 1 and language.startswith(
        "zh"
    ):  # names stand beside each other there; Japanese has a space in each
        parts = piece.split()
    return parts if len(parts) > 1 and all(person_like(part, language) for part in parts) else [piece]


def _bare(text: str, language: str) -> str:
    """The text without « By », « Author: » before it and « 記者 » behind it."""
    before, short, after = _around(language)
    rest = _INITIALS.sub("", before.sub("", text))
    # Words of two letters begin names too: of « Di Ada Writer » a name is left, of « Di Writer » none.
    if (found := short.match(rest)) and person_like(rest[found.end() :], language):
        rest = rest[found.end() :]
    return after.sub("", rest).strip(" \u00a0.,:;|·•-–—/")


@cache
def _joint(language: str) -> re.Pattern[str]:
    joins = bylines(language).joins
    words = "|".join(re.escape(join) for join in joins if not _DENSE.search(join))
    dense = "|".join(re.escape(join) for join in joins if _DENSE.search(join)) or "、"
    return re.compile(
        rf"\s+(?:{words}|&|\+)\s+|\s*(?:[、・]|{dense})\s*" if words else rf"\s*(?:{dense})\s*", re.IGNORECASE
    )


@cache
def _around(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a name for sure, what may, and what stands behind it."""
    words = bylines(language)
    longer = _either(word for word in words.by if len(word) > 2 or word == "by" or not word.isascii())
    shorter = _either(word for word in words.by if len(word) <= 2 and word != "by" and word.isascii())
    labels = _either(words.labels)
    after = _either(word for word in words.after if not word.isascii())
    before = rf"(?:(?:{longer})(?=[\s:：/／])|(?:{labels})\s*[:：/／]|\((?:{labels})\))[\s:：/／]*"
    return (
        re.compile(rf"^(?:{before})+", re.IGNORECASE),
        re.compile(rf"^(?:{shorter})\s+", re.IGNORECASE),
        re.compile(rf"\s*(?:{after})$"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def person_like(name: str, language: str = "") -> bool:
    """Two to five words, each with a capital where its script has any; two to six characters of Chinese or Japanese."""
    if any(c.isdigit() for c in name) or len(name) > 60:
        return False
    if _DENSE.search(name):
        return 2 <= len(name.replace(" ", "")) <= 8
    parts = name.split()
    small = bylines(language).parts
    capital = [part for part in parts if part not in small]
    return 2 <= len(parts) <= 5 and len(capital) >= 1 and all(_capital(part) for part in capital)


def _capital(part: str) -> bool:
    first = next((c for c in part if c.isalpha()), "")
    return bool(first) and not first.islower()


# ── The line above the text ─────────────────────────────────────────────────────────────────────────────────────────


def _shown(tree: HtmlElement, language: str) -> Iterator[str]:
    """The names of the first visible byline: an element called so, a link to an author's page, a line that begins so."""
    for element in _bylines_of(tree, language):
        for line in _lines(element):
            names = [name for name in split(_CUT.split(line)[0], language) if person_like(name, language)]
            if names:
                yield from names
                return


def _lines(element: HtmlElement) -> Iterator[str]:
    """The words of a byline; then those of each piece of it: a name may share it with an office, a date, a picture."""
    text = words_of(element)
    if 1 < len(text) <= LONGEST_LINE:
        yield text
    if len(element) and len(text) <= 3 * LONGEST_LINE:
        yield from (
            words for inner in islice(element.iter(*_INNER), MOST) if 1 < len(words := words_of(inner)) <= LONGEST_LINE
        )


def _bylines_of(tree: HtmlElement, language: str) -> list[HtmlElement]:
    """Where a byline may stand, likeliest first: below the heading, called so or linked; begun so; above the heading."""
    above: list[HtmlElement] = []
    below: list[HtmlElement] = []
    begun: list[HtmlElement] = []
    before, short, _ = _around(language)
    far = -1 if tree.find(".//h1") is not None else 0  # how many elements below the heading
    for element in tree.iter("h1", *_TAGS):
        if element.tag == "h1":
            far = max(far, 0)
            continue
        far += far >= 0
        if len(below) >= MOST or far > FAR:
            break
        if _called_byline(element.get("class"), element.get("id"), element.get("itemprop")) or (
            element.tag == "a" and _HOME.search(element.get("href") or "")
        ):
            if not _inside(element):
                (below if far > 0 else above).append(element)
        elif far > 0 and len(begun) < MOST and (text := (element.text or "").strip()):
            line = text[:40] + " "
            if (before.match(line) or short.match(line)) and not _inside(element) and _short(element):
                begun.append(element)
    return [*below, *begun, *above[:MOST]]


def _short(element: HtmlElement) -> bool:
    return len(element) <= MOST and len(words_of(element)) <= LONGEST_LINE / 2


@lru_cache(maxsize=4096)
def _called_byline(*given: str | None) -> bool:
    marks = " ".join(name for name in given if name)
    return bool(marks) and _MARKED.search(marks) is not None and not _BESIDE.search(marks)


def _inside(element: HtmlElement) -> bool:
    """True for what stands in a comment, a teaser, a caption,
    the foot of the page. Only what is near is asked: the whole,
    page stands in a « page-with-sidebar »."""
    return apart(element) or any(
        above.tag == "figure" or _BESIDE.search(tokens(above, ("class", "id")))
        for above in islice(element.iterancestors("div", "section", "ul", "ol", "li", "p", "span", "figure", "a"), NEAR)
    )
