"""Who wrote it: names from the article's description, <meta>, author mark-up, and the line above the text.

The first place that names a person wins; the site's own name, a desk's or an organisation's counts only where no place
names anybody. How bylines are written is data (knowledge/bylines.toml).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice

from lxml.html import HtmlElement

from vigie.extract.metadata.linked import Node, resolved, strings
from vigie.extract.metadata.marks import apart, clean, letters, same_words, tokens, words_of
from vigie.knowledge.bylines import bylines

MOST, NEAR, FAR = 12, 4, 400
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
_COMMA = re.compile(r"\s*[;,،，]\s*")
_PARTICLE = {
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "el", "al", "bin", "bint", "ibn",
    "van", "von",
    "der", "den", "ten", "ter", "zu", "zur", "zum", "af", "av", "y", "e", "dela", "st", "mac", "ben", "abu",
}  # fmt: skip
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TAGS = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "strong",
    "em",
    "b",
    "small",
    "section",
    "header",
    "h2",
    "h3",
    "h4",
    "h5",
)


def authors_of(
    tree: HtmlElement,
    article: Node,
    meta: Mapping[str, str],
    nodes: Sequence[Node],
    own_names: Sequence[str],
    language: str,
) -> tuple[str, ...]:
    """The persons of the first place that names any; failing that the first organisation, desk or site."""
    stand_in: tuple[str, ...] = ()
    for place in _places(tree, article, meta, nodes, language):
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
    tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Sequence[Node], language: str
) -> Iterator[Iterable[tuple[str, bool]]]:
    yield _described(article.get("author") or article.get("creator"), nodes, language)
    yield from (((name, True) for name in split(meta[key], language)) for key in _META if key in meta)
    marked = tree.xpath("//a[contains(@rel, 'author')] | //*[@itemprop='author']//*[@itemprop='name']")
    yield ((name, True) for link in marked[:MOST] if not apart(link) for name in split(words_of(link), language))
    yield ((name, True) for name in _shown(tree, language))


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
    line = _bare(clean(line), language)
    if not line:
        return
    pieces = [piece for piece in _COMMA.split(line) if piece]
    after = {word.casefold() for word in bylines(language).after}
    names: list[str] = []
    for piece in pieces:
        if piece.casefold() in after and names:
            continue
        names.extend(_parted(_bare(piece, language), language))
    # « Writer, Ada » is one name turned round, and « Example Media, Inc. » one firm.
    whole = len(pieces) > 1 and not any(person_like(name) for name in names) and ";" not in line
    yield from ([line] if whole else (name for name in names if name))


def _parted(piece: str, language: str) -> list[str]:
    """« Ada Writer and Bo Reporter »: two names, if both look like names; « Science and Culture » is left whole."""
    parts = [part for part in _joint(language).split(piece) if part]
    return parts if len(parts) > 1 and all(person_like(part) for part in parts) else [piece]


def _bare(text: str, language: str) -> str:
    """The text without « By », « Author: » before it and « 記者 » behind it."""
    before, after = _around(language)
    return after.sub("", before.sub("", text)).strip(" \u00a0.,:;|·•-–—/")


@cache
def _joint(language: str) -> re.Pattern[str]:
    joins = bylines(language).joins
    words = "|".join(re.escape(join) for join in joins if not _DENSE.search(join))
    dense = "|".join(re.escape(join) for join in joins if _DENSE.search(join)) or "、"
    return re.compile(
        rf"\s+(?:{words}|&|\+)\s+|\s*(?:[、・]|{dense})\s*" if words else rf"\s*(?:{dense})\s*", re.IGNORECASE
    )


@cache
def _around(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = bylines(language)
    by = "|".join(sorted(map(re.escape, words.by), key=len, reverse=True))
    labels = "|".join(sorted(map(re.escape, words.labels), key=len, reverse=True))
    after = "|".join(re.escape(word) for word in words.after if not word.isascii())
    # A preposition that begins a name keeps its capital there: « Di Marco » is a name, « di Marco » is not.
    lowered = rf"(?:{by})(?=\s)|(?:{labels})\s*[:：/／]|\((?:{labels})\)"
    titled = "|".join(
        re.escape(word[:1].upper() + word[1:])
        for word in sorted(words.by, key=len, reverse=True)
        if len(word) > 2 or word == "by"
    )
    shouted = "|".join(re.escape(word.upper()) for word in sorted(words.by, key=len, reverse=True) if len(word) > 1)
    before = re.compile(rf"^(?:{lowered}|(?i:(?:{labels})\s*[:：/／])|(?:{titled}|{shouted})(?=\s))\s*")
    return before, re.compile(rf"\s*(?:{after})$" if after else r"(?!)")


def person_like(name: str) -> bool:
    """Two to five words, each with a capital where its script has any; two to six characters of Chinese or Japanese."""
    if any(c.isdigit() for c in name) or len(name) > 60:
        return False
    if _DENSE.search(name):
        return 2 <= len(name.replace(" ", "")) <= 8
    parts = name.replace("’", "'").split()
    capital = [part for part in parts if part.casefold() not in _PARTICLE]
    return 2 <= len(parts) <= 5 and len(capital) >= 1 and all(_capital(part) for part in capital)


def _capital(part: str) -> bool:
    first = next((c for c in part if c.isalpha()), "")
    return bool(first) and not first.islower()


# ── The line above the text ─────────────────────────────────────────────────────────────────────────────────────────


def _shown(tree: HtmlElement, language: str) -> Iterator[str]:
    """The names of the first visible byline: an element called so, or a short line that begins with « By »."""
    for line in _lines(tree, language):
        names = [name for name in split(_CUT.split(line)[0], language) if person_like(name)]
        if names:
            yield from names
            return


def _lines(tree: HtmlElement, language: str) -> Iterator[str]:
    called: list[str] = []
    said: list[str] = []
    begun = _around(language)[0]
    far = -FAR if tree.find(".//h1") is not None else 0  # how many elements below the heading
    for element in tree.iter("h1", *_TAGS):
        if element.tag == "h1":
            far = max(far, 0)
            continue
        far += far >= 0
        if _called_byline(element.get("class"), element.get("id"), element.get("itemprop")):
            text = words_of(element)
            if 1 < len(text) <= LONGEST_LINE and not _inside(element):
                called.append(text)
                if far > 0 and len(called) > MOST:
                    break
        elif 0 < far < FAR and len(said) < MOST and begun.match((element.text or "").lstrip()[:40] + " "):
            text = words_of(element) if len(element) <= MOST else ""
            if 0 < len(text) <= LONGEST_LINE / 2 and not _inside(element):
                said.append(text)
    yield from called
    yield from said


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
