"""`vigie sources check` and `discover`, over real servers on this machine."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from vigie.app.configuration import Folder, open_folder
from vigie.app.source_desk import CHECKED, check_sources, discover
from vigie.app.source_list import Wanted
from vigie.ports.testing import FixedClock

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
Answers = Mapping[str, tuple[int, str, str]]  # "host/path": (status, media type, body)


@contextmanager
def serving(answers: Answers, asked: list[str] | None = None) -> Iterator[dict[str, tuple[str, int]]]:
    """Answers for every .example host from a table, 404 for the rest; gives what `via` wants."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            key = self.headers.get("Host", "").partition(":")[0] + self.path
            if asked is not None:
                asked.append(key)
            status, media, text = answers.get(key, (404, "text/plain", "not found"))
            body = text.encode()
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", text)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield {"*.example": ("127.0.0.1", server.server_port)}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(host: str, days_ago: list[float], title: str = "Le Phare", language: str = "fr") -> tuple[int, str, str]:
    items = "".join(
        f"<item><title>Nouvelle {n}</title><link>https://{host}/{n}</link><description>Un mot.</description>"
        f"<pubDate>{(NOW - timedelta(days=days)).strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
        for n, days in enumerate(days_ago)
    )
    head = f"<title>{title}</title><language>{language}</language>"
    return 200, "application/rss+xml", f"<rss version='2.0'><channel>{head}{items}</channel></rss>"


def article(language: str = "fr") -> tuple[int, str, str]:
    text = (
        "La digue a été fermée lundi par la préfecture, après trois jours de pluie sur toute la vallée du fleuve. " * 8
    )
    return (
        200,
        "text/html",
        f"<html lang='{language}'><body><article><h1>Titre</h1><p>{text}</p></article></body></html>",
    )


def html(head: str = "", body: str = "") -> tuple[int, str, str]:
    return 200, "text/html", f"<html><head>{head}</head><body>{body}</body></html>"


def folder_of(path: Path, *feeds: str, more: str = "") -> Folder:
    tables = "".join(f'[[feed]]\nurl = "{url}"\n' for url in feeds)
    (path / "vigie.toml").write_text(f"[fetch]\nseconds_between_requests = 0\n{tables}{more}", "utf-8")
    return open_folder(path)


def discovered(path: Path, answers: Answers, site: str, asked: list[str] | None = None) -> list[str]:
    with serving(answers, asked) as via:
        return discover(folder_of(path), site, FixedClock(NOW), via)[0]


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


HOUSES: Answers = {
    "alive.example/rss": rss("alive.example", [0.1, 1, 2, 3, 4, 5]),
    "alive.example/0": article(),
    "alive.example/1": article(),
    "bare.example/rss": rss("bare.example", [0.1, 1], language="zh"),
    "quiet.example/rss": rss("quiet.example", [30, 31, 32, 33, 34, 35]),
    "gone.example/rss": (410, "text/plain", ""),
    "paid.example/rss": (402, "text/plain", ""),
    "broken.example/rss": (500, "text/plain", ""),
    "page.example/rss": html(body="<p>Rien</p>"),
    "closed.example/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /"),
    "empty.example/rss": rss("empty.example", []),
}
NAMES = ("alive", "bare", "quiet", "gone", "paid", "broken", "page", "closed", "empty")


def test_each_source_is_told_as_it_is(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, *(f"https://{name}.example/rss" for name in NAMES))
    with serving(HOUSES) as via:
        checked = check_sources(folder, Wanted(), 2, write=False, clock=FixedClock(NOW), via=via)
    told = {line.split()[1]: line.split() for line in checked.lines if line[:1] != " " and ".example" in line}

    assert {name: told[f"{name}.example"][0] for name in NAMES} == {
        "alive": "alive", "bare": "alive", "quiet": "silent", "gone": "gone", "paid": "paywalled", "broken": "failing",
        "page": "failing", "closed": "refused", "empty": "empty",
    }  # fmt: skip
    assert told["alive.example"][2:] == ["2026-11-22", "6", "100%", "fr"]
    assert told["bare.example"][2:] == ["2026-11-22", "2", "0%", "zh"]
    assert any("nothing since 2026-10-23" in line for line in checked.lines)
    assert any("HTTP 500" in line for line in checked.lines)
    assert checked.lines[-1] == "9 sources: 2 alive, 1 silent, 1 empty, 1 paywalled, 1 refused, 2 failing, 1 gone"
    assert not checked.all_readable
    assert max(map(len, (line for line in checked.lines if line[:1] != " "))) <= 80


def test_a_silent_source_is_no_failure(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "https://alive.example/rss", "https://quiet.example/rss")
    with serving(HOUSES) as via:
        assert check_sources(folder, Wanted(), 0, write=False, clock=FixedClock(NOW), via=via).all_readable


def test_the_day_is_kept_beside_the_sources_that_answered_and_an_earlier_one_stays(tmp_path: Path) -> None:
    more = '\n[[feed]]\nurl = "https://broken.example/rss"\nlast_checked = "2026-01-02"\n'
    folder = folder_of(tmp_path, "https://alive.example/rss", more=more)
    with serving(HOUSES) as via:
        lines = check_sources(folder, Wanted(), 0, write=True, clock=FixedClock(NOW), via=via).lines

    assert lines[-1] == "Written: 2026-11-22 for 1 in vigie.toml"
    assert [feed.last_checked for feed in open_folder(tmp_path).configuration.feed] == ["2026-11-22", "2026-01-02"]


def test_the_day_goes_into_a_pack_s_own_file_for_who_keeps_it(tmp_path: Path) -> None:
    pack = tmp_path / "mine.toml"
    feeds = "".join(
        f'[[feed]]\nurl = "https://{name}.example/rss"\nlanguage = "{name[:2]}"\n\n' for name in ("alive", "gone")
    )
    pack.write_text(f'id = "mine"\n\n{feeds}', "utf-8")
    with serving(HOUSES) as via:
        check_sources(folder_of(tmp_path), Wanted(), 0, write=True, pack=pack, clock=FixedClock(NOW), via=via)

    assert pack.read_text("utf-8").count("last_checked") == 1
    assert 'url = "https://alive.example/rss"\nlast_checked = "2026-11-22"\nlanguage = "al"\n' in pack.read_text(
        "utf-8"
    )


def test_the_days_of_packs_that_ship_are_kept_beside_vigie_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "few.toml").write_text('[[feed]]\nurl = "https://alive.example/rss"\n', "utf-8")
    monkeypatch.setattr("vigie.app.sources.PACKS", packs)
    (tmp_path / "vigie.toml").write_text('packs = ["few"]\n', "utf-8")
    with serving(HOUSES) as via:
        lines = check_sources(open_folder(tmp_path), Wanted(), 0, write=True, clock=FixedClock(NOW), via=via).lines

    assert lines[-1] == f"Written: 2026-11-22 for 1 in {CHECKED}"
    assert '"https://alive.example/rss" = "2026-11-22"' in (tmp_path / CHECKED).read_text("utf-8")
    assert (tmp_path / "vigie.toml").read_text("utf-8") == 'packs = ["few"]\n'


# ── discover ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_feeds_that_a_page_names_are_told_with_what_is_in_them(tmp_path: Path) -> None:
    answers = {
        "phare.example/": html('<link rel="alternate" type="application/rss+xml" href="/une.xml">'),
        "phare.example/une.xml": rss("phare.example", [1, 2], "Le Phare — à la une"),
    }

    assert discovered(tmp_path, answers, "phare.example") == [
        "RSS           2 entries  newest 2026-11-21  fr    Le Phare — à la une",
        "          https://phare.example/une.xml  (named)",
        "Take one: vigie sources add https://phare.example/une.xml",
    ]


def test_a_feed_that_a_page_only_links_to_is_found_by_address_or_by_word(tmp_path: Path) -> None:
    answers = {
        "a.example/": html(
            body='<a href="/logo-rss.png">RSS</a> <a href="/flux/une">Une</a> <a href="/abonnement">Fil RSS</a>'
        ),
        "a.example/flux/une": rss("a.example", [1]),
        "a.example/abonnement": rss("a.example", [1], "Abonnement"),
    }
    told = "\n".join(discovered(tmp_path, answers, "https://a.example/"))

    assert "https://a.example/flux/une  (linked)" in told
    assert "https://a.example/abonnement  (linked)" in told


def test_the_software_a_page_says_it_runs_on_tells_where_its_feed_is(tmp_path: Path) -> None:
    answers = {
        "b.example/": html('<meta name="generator" content="WordPress 6.5">'),
        "b.example/feed/": rss("b.example", [1]),
    }

    assert "          https://b.example/feed/  (platform)" in discovered(tmp_path, answers, "b.example")


def test_usual_places_are_asked_last_and_few(tmp_path: Path) -> None:
    asked: list[str] = []
    answers = {"c.example/": html(), "c.example/index.xml": rss("c.example", [1])}

    assert "          https://c.example/index.xml  (usual place)" in discovered(tmp_path, answers, "c.example", asked)
    assert len(asked) <= 24 + 3
    assert len(asked) == len(set(asked)) or asked.count("c.example/robots.txt") == 2


ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>D</title><entry><title>Một</title><link href='/1'/>"
    "<updated>2026-11-20T08:00:00Z</updated></entry></feed>"
)


def test_a_site_whose_page_names_its_feed_is_asked_for_nothing_more(tmp_path: Path) -> None:
    asked: list[str] = []
    answers = {
        "d.example/": html('<link rel="alternate" type="application/atom+xml" href="/atom.xml">'),
        "d.example/atom.xml": (200, "application/atom+xml", ATOM),
    }

    assert discovered(tmp_path, answers, "d.example", asked)[0].startswith("Atom          1 entries  newest 2026-11-20")
    assert set(asked) <= {
        "d.example/",
        "d.example/robots.txt",
        "d.example/atom.xml",
        "d.example/.well-known/tdmrep.json",
    }


def test_the_sitemap_of_news_that_robots_names_is_read_through_its_index(tmp_path: Path) -> None:
    answers = {
        "e.example/": html(),
        "e.example/robots.txt": (200, "text/plain", "User-agent: *\nAllow: /\nSitemap: https://e.example/maps.xml\n"),
        "e.example/maps.xml": (200, "text/xml", "<sitemapindex><sitemap><loc>https://e.example/news.xml</loc></sitemap></sitemapindex>"),
        "e.example/news.xml": (200, "text/xml", "<urlset><url><loc>https://e.example/1</loc><lastmod>2026-11-20</lastmod></url></urlset>"),
    }  # fmt: skip

    told = discovered(tmp_path, answers, "e.example")
    assert told[0].startswith("sitemap       1 entries  newest 2026-11-20")
    assert "https://e.example/news.xml  (robots)" in told[1]


def test_an_address_that_is_a_feed_is_its_own_finding(tmp_path: Path) -> None:
    told = discovered(tmp_path, {"f.example/rss": rss("f.example", [1])}, "f.example/rss")

    assert "https://f.example/rss  (itself)" in told[1]


def test_a_site_without_feeds_and_a_site_that_refuses_are_told_so(tmp_path: Path) -> None:
    refusing = {"h.example/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /")}

    assert discovered(tmp_path, {"g.example/": html()}, "g.example")[0].startswith("no feed found at g.example (")
    assert "asks us not to read" in discovered(tmp_path, refusing, "h.example")[0]
