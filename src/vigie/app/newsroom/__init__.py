"""The demo newsroom: invented outlets on `.example` hosts, and the loopback server that publishes them.

`load_newsroom()` reads the sites and articles that ship beside this file into frozen values; `serve(newsroom)`
publishes them on 127.0.0.1 as feeds, sitemaps, robots.txt and realistic pages, so that a whole day can be run
with no key and no network. Every outlet, person, firm and event is invented, except the OpenAI and Microsoft
story, which is restated from what the Wall Street Journal (June 2025) and the Financial Times (March 2026)
reported. `knowledge.toml` names the invented entities and outlets for Vigie's own loader.
May fail with NewsroomError. Read next: loader.py, then server.py.
"""

from vigie.app.newsroom.loader import (
    Furniture,
    Link,
    Newsroom,
    NewsroomArticle,
    NewsroomError,
    NewsroomOrigin,
    Site,
    knowledge_file,
    load_newsroom,
)
from vigie.app.newsroom.server import serve

__all__ = [
    "Furniture",
    "Link",
    "Newsroom",
    "NewsroomArticle",
    "NewsroomError",
    "NewsroomOrigin",
    "Site",
    "knowledge_file",
    "load_newsroom",
    "serve",
]
