"""Noun phrases: what a source's words are without determiner and marks, and the names written with capitals in them."""

import re

from vigie.knowledge.cues import fold
from vigie.model import UnderstoodArticle
from vigie.trace.lexicon import Lexicon

QUOTES = " \u00a0\"'«»“”„‘’‹›《》「」『』()（）,;:，、：.。·-–—"
PARTICLE = r"(?:de|da|do|dos|du|di|von|van|der|den|al|el|bin|ibn|ben|le|la)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
TOKEN = rf"{_CAPITAL}[\w’'.&-]*"
RUN = re.compile(rf"(?<![\w-]){TOKEN}(?: (?:{PARTICLE} |\d+ ){{0,2}}(?:[dl]['’])?{TOKEN})*")
_CUT = re.compile(r"[,;，;:：(（\n]| – | — | - ")
TITLES = re.compile(r"^(?:m|mr|mrs|ms|mme|mlle|dr|sr|sra|herr|frau|sir|lord|pr|me|don|doña)\.? ", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")

_GOVERNING = re.compile(
    r"(?:\b(?:de|du|des|of|del|do|da|dos|das|dei|degli|delle|de los|de las|di|della|von|der|van|for|à|à la|de la)|[ld]')"
    r"\s*(?:the )?$"
)
_LONGEST_TITLE = 160
# « a indiqué mercredi 8 juillet le parquet »: the day is no part of who says it.
_DATED = re.compile(r"^\d{1,2} [^\W\d_]+ (?=\w+ )")


def undressed(words: str, forms: Lexicon) -> str:
    """Without determiner, quotation marks and blanks."""
    plain = " ".join(words.split()).strip(QUOTES)
    if not forms.spaced:
        return plain
    plain = _DATED.sub("", plain)
    for _ in range(2):
        found = forms.determiner.match(fold(plain))
        if not found or found.end() >= len(plain):
            break
        if plain[found.end() - 1] not in "'’" and not plain[found.end()].isspace():
            break
        # « Le Parisien » keeps its article, being written with a capital inside a sentence, only through the gazetteer.
        plain = plain[found.end() :].strip(QUOTES)
    while plain.count(" ") and plain.rsplit(" ", 1)[1] in forms.table.determiners:
        plain = plain.rsplit(" ", 1)[0]  # « anunciada por el Ayuntamiento el »: the day's article
    return plain


def cut_short(plain: str) -> str:
    """Up to the first comma: what follows explains."""
    found = _CUT.search(plain)
    return (plain[: found.start()] if found and found.start() > 2 else plain).strip(QUOTES)


def capital_runs(plain: str) -> list[str]:
    return [match[0] for match in RUN.finditer(plain)]


def first_link(low: str, forms: Lexicon) -> int:
    for match in re.finditer(r"\s", low):
        if match.start() > 2 and forms.link.search(low[match.start() :]):
            return match.start()
    return 0


def is_common(word: str, item: UnderstoodArticle) -> bool:
    """True for a word that the text writes small too: it stood first in its sentence, and is no name."""
    return bool(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", item.article.text)) and word != word.lower()


def governed(before: str) -> bool:
    """True when what stands before is a preposition that takes the name along: « de l' », « du », « des », "of"."""
    return _GOVERNING.search(before) is not None


def has_headline(item: UnderstoodArticle) -> bool:
    """True when the first sentence is a title: what comes without one begins with its lead."""
    first = next(iter(item.understanding.sentences), None)
    if first is None or first.part == "title":
        return first is not None
    line = item.article.text.split("\n", 1)[0].strip()
    return (
        item.article.title_in_text and len(line) <= _LONGEST_TITLE and first.end >= len(line) < len(item.article.text)
    )
