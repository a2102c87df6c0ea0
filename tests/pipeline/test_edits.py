"""Edited pages, all the way from a server on this machine to the brief: published, read, edited, read the next day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from conftest import begun
from vigie import pipeline
from vigie.adapters.clock import StoppedClock
from vigie.app.configuration import open_folder
from vigie.app.workplace import workplace
from vigie.model import Article, Brief, Story

FIRST = date(2026, 3, 12)
FEED = "http://courrier.example/atom"
TITLE = "Mistral AI lève 400 millions d’euros auprès de Bpifrance"
TEXT = """Mistral AI a levé 400 millions d’euros auprès de Bpifrance, a annoncé jeudi la société d’intelligence artificielle.

L’argent doit payer un centre de calcul à Lille, où la jeune pousse veut entraîner ses prochains modèles de langage.

« Nous allons recruter deux cents ingénieurs d’ici à la fin de l’année », a déclaré une porte-parole de Mistral AI."""
OTHER = """Nvidia a dévoilé jeudi à Lyon une puce qui consomme moitié moins d’électricité que celle qu’elle remplace.

Le fabricant assure que les premiers serveurs d’intelligence artificielle seront livrés au printemps à trois clients.

La puce sera gravée à Taïwan, a précisé Nvidia, qui ne dit pas combien elle en produira."""


@dataclass
class Newspaper:
    """A house with a feed and two pages, which a test edits."""

    pages: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {"levee": (TITLE, TEXT), "puce": ("Nvidia dévoile à Lyon une puce plus sobre", OTHER)}
    )
    updated: dict[str, datetime] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def edit(self, name: str, title: str, text: str, day: date) -> None:
        self.pages[name] = (title, text)
        self.updated[name] = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=7)

    def answer(self, path: str) -> tuple[str, bytes]:
        self.asked.append(path)
        if path == "/robots.txt":
            return "text/plain", b""
        if path == "/atom":
            entries = "".join(
                f'<entry><title>{title}</title><link href="http://courrier.example/{name}"/><id>{name}</id>'
                f"<published>{FIRST}T06:00:00Z</published>"
                f"<updated>{self.updated[name].isoformat() if name in self.updated else f'{FIRST}T06:00:00Z'}</updated></entry>"
                for name, (title, _) in self.pages.items()
            )
            feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Courrier</title><id>c</id>{entries}</feed>'
            return "application/atom+xml", feed.encode()
        title, text = self.pages[path.strip("/")]
        body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
        return "text/html; charset=utf-8", (
            f'<html lang="fr"><head><title>{title}</title><meta property="article:published_time" '
            f'content="{FIRST}T06:00:00Z"></head><body><article><h1>{title}</h1>{body}</article></body></html>'
        ).encode()


@contextmanager
def served(newspaper: Newspaper) -> Iterator[tuple[str, int]]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = newspaper.answer(self.path)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Left:
    brief: Brief
    earlier: Brief
    standing: tuple[Article, ...]
    stories: tuple[Story, ...]
    notices: tuple[str, ...]


def run_day(folder: Path, newspaper: Newspaper, day: date, hour: int = 20) -> Left:
    clock = StoppedClock(datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=hour))
    with served(newspaper) as where, workplace(open_folder(folder), day, clock, via={"*.example": where}) as work:
        pipeline.run(work)
        store = work.store
        brief, first = store.edition(day, "fr"), store.edition(FIRST, "fr")
        assert brief is not None
        assert first is not None
        kinds = tuple(notice.kind for notice in store.notices(FIRST, "fr"))
        stories = store.stories(work.day.since - timedelta(days=3), work.day.until)
        return Left(brief, first, tuple(store.articles(None, None)), stories, kinds)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = begun(tmp_path / "work", 'language = "fr"', 'timezone = "UTC"')
    with (made / "vigie.toml").open("a", encoding="utf-8") as file:
        file.write("\n[fetch]\nmin_minutes_between_readings = 0\n")
        file.write(f'\n[[feed]]\nurl = "{FEED}"\nname = "Courrier"\nlanguage = "fr"\n')
    return made


def told(brief: Brief) -> str:
    return " ".join(sentence.text for item in brief.items for sentence in item.told())


def test_a_figure_that_a_page_corrects_is_told_as_a_correction_the_next_day(folder: Path) -> None:
    newspaper = Newspaper()
    first = run_day(folder, newspaper, FIRST)
    assert "400 millions" in told(first.brief)

    note = "Correction : une version précédente de cet article donnait un montant de 400 millions d’euros."
    text = TEXT.replace("400 millions", "40 millions") + "\n\n" + note
    newspaper.edit("levee", TITLE.replace("400", "40"), text, FIRST + timedelta(days=1))
    after = run_day(folder, newspaper, FIRST + timedelta(days=1))

    [new] = [one for one in after.standing if one.supersedes]
    [old] = [one for one in first.standing if one.id == new.supersedes]
    assert (old.title, new.title) == (TITLE, TITLE.replace("400", "40"))
    assert new.written_at == old.published_at
    assert new.published_at.date() == FIRST + timedelta(days=1)
    # It stands in the place of the old one: same story, and nobody counts twice.
    assert [one.id for one in after.stories if new.id in one.articles] == [
        one.id for one in first.stories if old.id in one.articles
    ]
    assert not any(old.id in one.articles for one in after.stories)
    assert len(after.standing) == len(first.standing) == 2
    # The reader hears of it, and yesterday's edition says so beside itself.
    assert after.brief.since is not None
    assert after.brief.since.corrected == 1
    assert after.notices == ("corrected",)
    assert after.earlier.digest == first.brief.digest


def test_a_title_put_otherwise_is_no_news(folder: Path) -> None:
    newspaper = Newspaper()
    first = run_day(folder, newspaper, FIRST)

    newspaper.edit("levee", f"IA : {TITLE}, et s’installe à Lille", TEXT, FIRST + timedelta(days=1))
    after = run_day(folder, newspaper, FIRST + timedelta(days=1))

    [new] = [one for one in after.standing if one.supersedes]
    assert new.published_at == new.written_at
    assert len(after.standing) == len(first.standing)
    assert after.brief.items == ()
    assert after.notices == ()


def test_a_page_that_is_the_same_again_leaves_all_as_it_was(folder: Path) -> None:
    newspaper = Newspaper()
    first = run_day(folder, newspaper, FIRST)

    newspaper.edit("levee", TITLE, TEXT, FIRST + timedelta(days=1))
    after = run_day(folder, newspaper, FIRST + timedelta(days=1))
    again = run_day(folder, newspaper, FIRST + timedelta(days=1), hour=21)

    assert newspaper.asked.count("/levee") == 2
    assert after.standing == again.standing == first.standing
    assert after.brief.digest == again.brief.digest


def test_a_page_edited_the_same_day_is_told_as_it_stands(folder: Path) -> None:
    newspaper = Newspaper()
    run_day(folder, newspaper, FIRST, hour=8)
    newspaper.edit("levee", TITLE.replace("400", "40"), TEXT.replace("400 millions", "40 millions"), FIRST)
    newspaper.updated["levee"] += timedelta(hours=2)

    after = run_day(folder, newspaper, FIRST)

    assert "40 millions" in told(after.brief)
    assert "400 millions" not in told(after.brief)
