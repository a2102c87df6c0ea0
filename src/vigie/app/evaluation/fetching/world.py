"""A small world of two thousand feeds, each on a host of its own, made of numbers: the same whoever asks for it. Pure.

Feeds are of 20 to 40 kB, as those of newspapers that give whole texts; each publishes at a rhythm of its own. In round 1 a
tenth of the feeds has one more item. Read next: server.py, measuring.py.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

N_FEEDS = 2000
N_ITEMS = 5
BEGAN = datetime(2026, 3, 12, 6, tzinfo=UTC)
# The second round is the next morning.
LATER = timedelta(hours=21)
_WORDS = [
    "barrage", "rivière", "conseil", "région", "matin", "rapport", "ministre", "projet", "budget", "enquête",
    "quartier", "marché", "énergie", "réseau", "laboratoire", "module", "essai", "modèle", "calcul", "langue",
    "donnée", "usine", "chantier", "accord", "délai", "visite", "école", "hôpital", "transport", "lumière",
]  # fmt: skip


def host_of(n: int) -> str:
    return f"news-{n:04}.example"


def feed_of(n: int) -> str:
    return f"http://{host_of(n)}/feed.xml"


def number(*parts: object) -> int:
    """A large number that depends on the parts alone."""
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=6).digest(), "big")


def has_changed(n: int) -> bool:
    return n % 10 == 7


def items_of(n: int, later: bool) -> list[tuple[str, str, datetime]]:
    """(path, title, moment) of each item, the newest first."""
    gap = timedelta(minutes=30 * 2 ** (number(n, "gap") % 9))
    items = [(f"/story-{k}", f"{_text(n, k, 8)}", BEGAN - gap * k - timedelta(minutes=7)) for k in range(N_ITEMS)]
    if later and has_changed(n):
        items = [("/story-new", _text(n, "new", 8), BEGAN + LATER - timedelta(minutes=50)), *items[:-1]]
    return items


def feed_body(n: int, later: bool) -> bytes:
    """RSS 2.0 with whole texts, as most publishing systems write it."""
    host, length = host_of(n), 500 + number(n, "length") % 500
    items = "".join(
        f"<item><title>{escape(title)}</title><link>http://{host}{path}</link><guid>http://{host}{path}</guid>"
        f"<pubDate>{format_datetime(moment, usegmt=True)}</pubDate><category>{title.split()[0]}</category>"
        f"<description>{escape(_text(n, path, 30))}</description>"
        f"<content:encoded><![CDATA[<p>{_text(n, path, length)}</p>]]></content:encoded></item>"
        for path, title, moment in items_of(n, later)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Journal {n}</title><link>http://{host}/</link><description>Nouvelles</description>{items}"
        "</channel></rss>"
    ).encode()


def page_body(n: int, path: str) -> bytes:
    text = "".join(f"<p>{_text(n, path, k, 60)}</p>" for k in range(12))
    return f"<!DOCTYPE html><html lang='fr'><head><title>{_text(n, path, 8)}</title></head><body>{text}</body></html>".encode()


def robots_body(n: int) -> bytes:
    """About 700 bytes, as publishing systems write them; every third shuts out those who gather texts for models."""
    rules = "".join(f"Disallow: /{word}-{number(n, word) % 100}/\n" for word in _WORDS[:20])
    shut_out = "".join(f"\nUser-agent: {name}\nDisallow: /\n" for name in ("GPTBot", "CCBot", "Google-Extended"))
    return f"User-agent: *\n{rules}{shut_out if n % 3 == 0 else ''}\nSitemap: http://{host_of(n)}/map.xml\n".encode()


def has_robots(n: int) -> bool:
    return n % 5 != 0


def marks_of(n: int, later: bool) -> tuple[str, str]:
    """ETag and Last-Modified of a feed."""
    changed = later and has_changed(n)
    return f'"{n}-{int(changed)}"', format_datetime(BEGAN + (LATER if changed else timedelta()), usegmt=True)


def _text(*parts: object) -> str:
    *seed, length = parts
    at = number(*seed)
    count = int(str(length))
    return " ".join(_WORDS[(at + k * k * 7 + k) % len(_WORDS)] for k in range(count)).capitalize() + "."
