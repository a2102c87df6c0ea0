"""What an article's vector is made from, and the key it is kept by, so that every stage asks for the same one."""

import hashlib

from vigie.knowledge.matching import unspaced
from vigie.model import UnderstoodArticle

# Meaning is taken from the title and the start of the lead: later paragraphs tell of background that other events share.
LEAD_CHARACTERS = 200
LEAD_CHARACTERS_UNSPACED = 110


def lead_of(item: UnderstoodArticle) -> str:
    """Title and first sentences, asides left out, up to the length that carries the event."""
    lead = start_of(item, LEAD_CHARACTERS)
    return lead[: LEAD_CHARACTERS_UNSPACED if _unspaced(lead) else LEAD_CHARACTERS]


def start_of(item: UnderstoodArticle, characters: int) -> str:
    """The article's own words, the title first, asides left out: sentences until there are so many characters."""
    words: list[str] = []
    size = 0
    for span in item.understanding.sentences:
        piece = item.article.words(span)
        words.append(piece)
        size += len(piece)
        if size >= characters:
            break
    return "\n".join(words) or item.article.title


def lead_key(item: UnderstoodArticle) -> str:
    """The key of the vector of this article's lead."""
    return vector_key(item.understanding.language, lead_of(item))


def vector_key(language: str, text: str) -> str:
    """The key of the vector of a text: two articles with one lead in one language share it."""
    return hashlib.sha256(f"{language}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _unspaced(text: str) -> bool:
    return sum(map(unspaced, text)) * 3 > len(text)
