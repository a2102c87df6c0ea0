"""Whether a text stands in the language that its publisher writes, or was translated by somebody's machine on the way."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from vigie.knowledge.cues import cues
from vigie.knowledge.names import Names
from vigie.knowledge.tongue import language_of
from vigie.model import Article

# How addresses name a language: fr.paper.example, paper.example/french/…; a publisher with several editions marks them.
_MARKS = {
    "fr": {"fr", "french", "francais", "fre"},
    "en": {"en", "english", "eng", "international"},
    "es": {"es", "spanish", "espanol", "mundo", "esp"},
    "de": {"de", "german", "deutsch", "ger"},
    "pt": {"pt", "br", "pt-br", "portuguese", "portugues", "brasil", "por"},
    "it": {"it", "italian", "italiano", "ita"},
    "zh": {"zh", "cn", "chinese", "zhongwen", "ch", "zh-cn", "zh-hans", "hk", "tw", "chs"},
    "ja": {"ja", "jp", "japanese", "jpn"},
    "ar": {"ar", "arabic", "ara"},
    "ru": {"ru", "russian", "rus"},
    "vi": {"vi", "vn", "vietnamese"},
    "ko": {"ko", "kr", "korean"},
}
_TELLING = 3
_ENOUGH_WORDS = 4


def is_native(article: Article, language: str, names: Names) -> bool:
    """False when the text is likely a machine translation: its publisher is known to write another language, or the words
    of its address are another language's, and nothing in the address marks an edition in this one."""
    outlet = names.outlet_of(article.source, article.url)
    if outlet is not None and outlet.language == language:
        return True
    marked = marked_language(article.url)
    if marked == language:
        return True
    slug = slug_language(article.url)
    if slug == language:
        return True
    if outlet is not None and outlet.language:
        return False
    return not slug or slug in _KIN.get(language, ())


# Slugs have no accents: one in Spanish may be taken for Portuguese, and the other way round.
_KIN = {"es": ("pt", "gl", "ca", "it"), "pt": ("es", "gl"), "it": ("es", "ro"), "fr": ("ca", "oc")}


def marked_language(url: str) -> str:
    """The language that a host's label, its country or the first folders of an address name, or nothing."""
    parts = urlsplit(url)
    labels = (parts.hostname or "").split(".")
    folders = [piece.lower() for piece in parts.path.split("/") if piece][:2]
    for language, marks in _MARKS.items():
        if labels[0] in marks or labels[-1] == language or any(folder in marks for folder in folders):
            return language
    return ""


@lru_cache(maxsize=4096)
def slug_language(url: str) -> str:
    """The language of the words in an address (« un-reseau-organise-la-fuite »), or nothing where they are too few."""
    path = unquote(urlsplit(url).path)
    slug = max((piece for piece in path.split("/")), key=lambda piece: piece.count("-") + piece.count("_"), default="")
    words = [word for word in re.split(r"[-_.]+", slug.lower()) if word.isalpha()]
    if sum(len(word) >= _TELLING for word in words) < _ENOUGH_WORDS:
        return ""
    language = language_of(" ".join(words), "")
    found = cues(language)
    # Names alone are of no language: one of its small words must be there.
    return language if found is not None and set(words) & set(found.function_words) else ""
