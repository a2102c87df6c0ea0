"""Short forms of addresses, as people write them: « arxiv:cs.CL », « github:owner/repository », « google-news:words@fr-FR ».

Pure. `address_of` raises UsageError for a form whose name is known and whose rest is not; anything else is left as it is.
Read next: questions.py, where words become questions to search engines.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from vigie.fetch.places.huggingface import LISTS, PAPERS, SITE
from vigie.fetch.places.questions import ask_arxiv, ask_bing, ask_gdelt, ask_google, ask_hackernews
from vigie.model import UsageError

_FORM = re.compile(r"([a-z]+(?:-[a-z]+)?):(?!//)(.*)", re.DOTALL)
_AT = re.compile(r"@([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)$")
_CATEGORY = re.compile(r"[a-z][a-z\-]*(?:\.[A-Za-z\-]+)?(?:\+[a-z][a-z\-]*(?:\.[A-Za-z\-]+)?)*")
_CATEGORY_ALONE = re.compile(
    r"(?:cs|econ|eess|math|stat|q-bio|q-fin|quant-ph|physics|astro-ph|cond-mat|gr-qc|hep-[a-z]+|math-ph|nlin|nucl-[a-z]+)"
    r"(?:\.[A-Za-z\-]+)?"
)
_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9\-]{0,38})/[\w.\-]{1,100}")
_FORUM = re.compile(r"(?:r/)?(\w{2,21}(?:\+\w{2,21})*)")
_CHANNEL = re.compile(r"UC[\w\-]{22}")
_PLAYLIST = re.compile(r"(?:PL|UU|FL|OL)[\w\-]{10,40}")
_AUTHOR = re.compile(r"[A-Za-z0-9][\w.\-]{0,95}")


@dataclass(frozen=True, slots=True)
class Form:
    """A short form: what may follow its name, an example, and the address it stands for (empty for a rest that is wrong)."""

    name: str
    wants: str
    example: str
    address: Callable[[str], str]


def address_of(written: str) -> str:
    """The address that a short form stands for; what is no short form comes back as it is. Raises UsageError."""
    found = _FORM.fullmatch(written.strip())
    form = FORMS.get(found[1]) if found else None
    if found is None or form is None:
        return written
    if address := form.address(found[2].strip()):
        return address
    raise UsageError("sources.short", f"{written!r}: {form.name}: wants {form.wants}", f"for example: {form.example}")


def _arxiv(rest: str) -> str:
    parts = rest.split("+")
    if rest and all(_CATEGORY_ALONE.fullmatch(part) for part in parts) and _CATEGORY.fullmatch(rest):
        return f"https://rss.arxiv.org/rss/{quote(rest, safe='+')}"
    return ask_arxiv(_bare(rest)) if _bare(rest) else ""


def _hackernews(rest: str) -> str:
    if rest == "front":
        return "https://hn.algolia.com/api/v1/search_by_date?tags=front_page&hitsPerPage=100"
    return ask_hackernews(rest) if _bare(rest) else ""


def _github(rest: str) -> str:
    return f"https://github.com/{rest}/releases.atom" if _REPOSITORY.fullmatch(rest) else ""


def _huggingface(rest: str) -> str:
    if rest == "papers":
        return f"{SITE}{PAPERS}?limit=100"
    if rest == "blog":
        return f"{SITE}/blog/feed.xml"
    what, _, author = rest.partition("/")
    if f"/api/{what}" not in LISTS or (author and not _AUTHOR.fullmatch(author)) or rest.endswith("/"):
        return ""
    # Of everybody's, those that people turn to; of one author's, the newest.
    order = {"author": author, "sort": "createdAt"} if author else {"sort": "trendingScore"}
    return f"{SITE}/api/{what}?{urlencode({**order, 'direction': -1, 'limit': 50, 'full': 'true'})}"


def _reddit(rest: str) -> str:
    found = _FORUM.fullmatch(rest)
    return f"https://www.reddit.com/r/{found[1]}/new/.rss" if found else ""


def _youtube(rest: str) -> str:
    if _CHANNEL.fullmatch(rest):
        return f"https://www.youtube.com/feeds/videos.xml?channel_id={rest}"
    return f"https://www.youtube.com/feeds/videos.xml?playlist_id={rest}" if _PLAYLIST.fullmatch(rest) else ""


def _asked(ask: Callable[[str, str], str]) -> Callable[[str], str]:
    def address(rest: str) -> str:
        at = _AT.search(rest)
        words = rest[: at.start()].strip() if at else rest
        return ask(words, at[1] if at else "") if _bare(words) else ""

    return address


def _bare(words: str) -> str:
    return words.strip(' "“”«»\u00a0\u202f')


FORMS = {
    form.name: form
    for form in (
        Form("arxiv", "a category, or words to look for", 'arxiv:cs.CL, arxiv:"solid electrolyte"', _arxiv),
        Form("hn", "words to look for, or front", "hn:openai, hn:front", _hackernews),
        Form("github", "owner/repository", "github:ollama/ollama", _github),
        Form(
            "hf",
            "models, datasets or spaces (each perhaps with /author), papers, or blog",
            "hf:papers, hf:models/mistralai",
            _huggingface,
        ),
        Form("reddit", "the name of a forum", "reddit:LocalLLaMA", _reddit),
        Form("youtube", "a channel's id, which begins with UC, or a list's", f"youtube:UC{'x' * 22}", _youtube),
        Form(
            "google-news", "words, perhaps @language-COUNTRY", 'google-news:"intelligence artificielle"@fr-FR',
            _asked(ask_google),
        ),
        Form("bing-news", "words, perhaps @language-COUNTRY", 'bing-news:"batterie sodium"@fr-FR', _asked(ask_bing)),
        Form("gdelt", "words, perhaps @language", "gdelt:batterie@fr", _asked(ask_gdelt)),
    )
}  # fmt: skip
