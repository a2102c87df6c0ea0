"""The places where news of a trade happens, each read through its own public feed or interface, without a key.

`place_of(address)` tells which of them an address belongs to; a place gives what a plain reading of its feed would lose:
the article's own address and publisher rather than those of the way to it, and the text of what needs no page. To add one:
a module with a `PLACE`, a line of the table, a short form in short.py, a recorded-shaped answer in tests/fetch. Read next:
place.py, and any one of the modules.
"""

from urllib.parse import urlsplit

from vigie.fetch.places import (
    arxiv,
    bing_news,
    gdelt,
    github,
    google_news,
    hackernews,
    huggingface,
    reddit,
    youtube,
)
from vigie.fetch.places.place import Place

PLACES = (
    arxiv.PLACE,
    hackernews.PLACE,
    github.PLACE,
    huggingface.PLACE,
    reddit.PLACE,
    youtube.PLACE,
    google_news.PLACE,
    bing_news.PLACE,
    gdelt.PLACE,
)


# Seconds from one request to the next that the terms of places ask for, by host.
PACES = {host: seconds for place in PLACES for host, seconds in place.paces}


def place_of(url: str) -> Place | None:
    """The place whose feed or interface this address is; None for any other address."""
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return next((place for place in PLACES if place.knows(address)), None)


__all__ = ["PACES", "PLACES", "Place", "place_of"]
