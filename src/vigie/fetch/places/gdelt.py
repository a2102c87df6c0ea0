"""GDELT's DOC 2.0 interface (mode=ArtList, format=json): articles of the whole world by their words. It tells when it saw
an article, not when that was published, and complains in plain text."""

from collections.abc import Iterator
from functools import cache
from urllib.parse import SplitResult

from babel import Locale

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.places.answers import complaint, json_of, objects, string
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import moment_of, on_one_line
from vigie.model import Entry, Feed


def _knows(address: SplitResult) -> bool:
    return host(address) == "api.gdeltproject.org" and address.path.startswith("/api/v2/doc")


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    if not body.strip():  # as it answers when nothing is found
        return
    whole = json_of(body, feed.url, "GDELT")
    if not isinstance(whole, dict):
        raise complaint("GDELT", feed.url, "an answer that is no object")
    for one in objects(whole, "articles"):
        url = absolute(string(one, "url"), "")
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=on_one_line(string(one, "title")),
                language=code_of(string(one, "language")) or feed.language,
                updated_at=moment_of(string(one, "seendate")),
                publisher=(on_one_line(string(one, "domain")) or host_of(url)).lower().removeprefix("www."),
            )


@cache
def languages() -> dict[str, str]:
    """The codes of the languages by their English names, in small letters: GDELT writes those."""
    return {str(name).lower(): str(code) for code, name in Locale("en").languages.items() if len(str(code)) in (2, 3)}


def code_of(name: str) -> str:
    """« French » is fr; empty for a language that is not known."""
    return languages().get(name.strip().lower(), "")


PLACE = Place("GDELT", _knows, _read, (("api.gdeltproject.org", 5.0),))
