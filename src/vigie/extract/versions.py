"""Versions: whether a text is an article that is stored already, the same or edited, or one of its own.

An article never changes: an edited page gives a new one that names the one it replaces. Pure. What is news of it is decided by
its words: another title, a typo, a comma are none, so that the new version stands in the place of the old one as if it had
always been there; anything else is news of the moment when it was seen. Read next: stage.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from vigie.extract.records import host_of
from vigie.model import Article

# Characters that two texts are compared by, and the share of the shorter one's that one article keeps when it is edited.
PIECE, KEPT = 6, 0.2
# So many words may be mended, and each must stay so much like itself.
MOST_TYPOS, STILL_LIKE = 6, 0.85
# A word shorter than this is another word when one letter changes.
SHORTEST_WORD = 4
# An article found in an archive long after it was published was not edited on the day of the find.
FRESH = timedelta(days=30)
_WORD = re.compile(r"\w+")
# Scripts without spaces: each sign is a word, and none of them is a typo.
_SIGN = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def addresses_of(article: Article) -> tuple[str, ...]:
    """The addresses that other versions of an article are found by. A front page is the address of many."""
    return tuple(dict.fromkeys(url for url in (article.url, article.canonical_url) if _is_own(url)))


@dataclass(slots=True)
class Latest:
    """The latest versions of stored articles by address, and those that are being added."""

    by_address: dict[str, list[Article]]

    @classmethod
    def of(cls, stored: Mapping[str, Sequence[Article]]) -> "Latest":
        return cls({address: list(found) for address, found in stored.items()})

    def settled(self, article: Article) -> Article:
        """The article, as the next version of the one that it replaces where there is one."""
        found = {one.id: one for address in addresses_of(article) for one in self.by_address.get(address, ())}
        if article.id not in found:
            earlier = [one for one in found.values() if replaces(article, one)]
            if earlier:
                before = max(earlier, key=lambda one: (one.seen_at, one.published_at, one.id))
                article = next_version(article, before)
                self._forget(before)
            for address in addresses_of(article):
                self.by_address.setdefault(address, []).append(article)
        return article

    def _forget(self, article: Article) -> None:
        for address in addresses_of(article):
            self.by_address[address] = [one for one in self.by_address.get(address, ()) if one.id != article.id]


def in_time(articles: Iterable[Article]) -> list[Article]:
    """In the order in which versions follow each other; of one time, as they were given."""
    return sorted(articles, key=lambda one: (one.published_at, one.seen_at))


def replaces(new: Article, old: Article) -> bool:
    """True when `new` is `old` edited: the same page, or the same house under one canonical address, and some of the same
    words. A page that is written afresh every day holds another article, and one text under two names is no edit."""
    if (new.title, new.text) == (old.title, old.text):
        return False
    if new.published_at < old.published_at and new.seen_at <= old.seen_at:
        return False
    one_page = new.url == old.url
    if not one_page and not (new.source == old.source or host_of(new.url) == host_of(old.url)):
        return False
    if _letters(new.title) == _letters(old.title):
        return one_page or not new.text or not old.text or _kept(new.text, old.text) >= KEPT
    if not new.text.strip() or not old.text.strip():
        return one_page and _kept(new.title, old.title) >= KEPT
    return _kept(new.text, old.text) >= KEPT


def next_version(new: Article, old: Article) -> Article:
    """`new` as it replaces `old`. One that is news is dated when it was seen, for a reader who was told the old words must
    hear of it; one from an old archive keeps its own time."""
    if is_mended(new, old):
        at = old.published_at
    elif new.published_at > old.published_at:
        at = new.published_at
    elif new.seen_at > old.seen_at and new.seen_at - old.published_at <= FRESH:
        at = new.seen_at
    else:
        at = old.published_at
    return replace(
        new, supersedes=old.id, published_at=at, first_published_at=old.written_at, dated=new.dated or old.dated
    )


def is_mended(new: Article, old: Article) -> bool:
    """True when nothing is told that was not: another title with the same figures, or words that are spelt otherwise."""
    if _figures(new.title) != _figures(old.title):
        return False
    one, other = _words(new.text), _words(old.text)
    if one == other:
        return True
    if _figures(new.text) != _figures(old.text) or len(one) != len(other):
        return False
    changed = [(mine, yours) for mine, yours in zip(one, other, strict=True) if mine != yours]
    return len(changed) <= MOST_TYPOS and all(_is_typo(mine, yours) for mine, yours in changed)


def _is_typo(one: str, other: str) -> bool:
    """« gouvernment », « gouvernement »: the same first letter (« legal » and « illegal » are two words), and most of the
    others (« Tuesday » and « Thursday », « million » and « milliard » share too few)."""
    if min(len(one), len(other)) < SHORTEST_WORD or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= STILL_LIKE


def _is_own(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.netloc) and (parts.path not in {"", "/"} or bool(parts.query))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _words(text: str) -> list[str]:
    return _WORD.findall(_SIGN.sub(lambda sign: f" {sign[0]} ", text.casefold()))


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _kept(one: str, other: str) -> float:
    """The share of the shorter text's pieces that stand in the other."""
    pieces = [_pieces(_letters(text)) for text in (one, other)]
    least = min(map(len, pieces))
    return len(pieces[0] & pieces[1]) / least if least else 0.0


def _pieces(letters: str) -> set[str]:
    return {letters[start : start + PIECE] for start in range(max(1, len(letters) - PIECE + 1))} if letters else set()
