"""What the demo newsroom promises about its files, and the errors its loader gives."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from vigie.app.newsroom import Newsroom, NewsroomError, knowledge_file, load_newsroom
from vigie.app.newsroom.loader import FEEDS, SHOWS

SITE = """[[site]]
id = "phare"
host = "phare.example"
name = "Le Phare"
language = "fr"
country = "FR"
kind = "newspaper"
owner = "phare"
feed = "rss"
feed_path = "/rss"
behaviour = "normal"
"""
ARTICLE = """+++
id = "un"
site = "phare"
path = "/un"
language = "fr"
published = "2026-03-18T08:00+01:00"
title = "Un"
summary = ""
purpose = "A case."
event = "un"
saga = "un"
+++
Premier paragraphe.

Second paragraphe.
"""


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return load_newsroom()


def test_every_trait_to_show_is_shown(newsroom: Newsroom) -> None:
    assert {trait for article in newsroom.articles for trait in article.shows} == SHOWS


def test_the_newsroom_spans_languages_and_seasons(newsroom: Newsroom) -> None:
    languages = Counter(article.language for article in newsroom.articles)
    months = {(day.year, day.month) for day in newsroom.days}

    assert 66 <= len(newsroom.articles) <= 75
    assert len(languages) >= 7
    assert all(languages[language] >= 5 for language in ("fr", "en", "de", "es", "vi", "zh", "ja"))
    assert len(newsroom.days) == 4
    assert len(months) == 3


def test_ids_and_addresses_are_unique(newsroom: Newsroom) -> None:
    assert len({article.id for article in newsroom.articles}) == len(newsroom.articles)
    assert len({article.url for article in newsroom.articles}) == len(newsroom.articles)


def test_each_way_of_publishing_and_of_failing_has_its_sites(newsroom: Newsroom) -> None:
    feeds = Counter(site.feed for site in newsroom.sites)
    behaviours = Counter(site.behaviour for site in newsroom.sites)

    assert set(feeds) == FEEDS
    assert min(feeds.values()) >= 3
    assert [behaviours[word] for word in ("refused", "failing", "silent")] == [1, 1, 1]
    silent = next(site for site in newsroom.sites if site.behaviour == "silent")
    assert {article.day.year for article in newsroom.articles_of(silent)} == {2025}


def test_an_event_told_by_several_has_a_french_voice_unless_it_says_not(newsroom: Newsroom) -> None:
    by_event = defaultdict(list)
    for article in newsroom.articles:
        by_event[article.event].append(article)

    for event, articles in by_event.items():
        french = any(article.language == "fr" for article in articles)
        without = {"no-french-source" in article.shows for article in articles}
        assert len(without) == 1, event
        assert len(articles) == 1 or french is not without.pop(), event


def test_no_article_is_published_before_the_one_it_was_taken_from(newsroom: Newsroom) -> None:
    first_by_outlet = {(article.event, article.site.name): article.published for article in reversed(newsroom.articles)}

    for article in newsroom.articles:
        for name in {name for origin in article.origins for name in (origin.name, *origin.via)} - {article.site.name}:
            if (article.event, name) in first_by_outlet:
                assert first_by_outlet[article.event, name] < article.published, (article.id, name)


def test_french_typography_uses_spaces_that_do_not_break(newsroom: Newsroom) -> None:
    for article in newsroom.articles:
        if article.language == "fr":
            for text in (article.title, article.summary, *article.paragraphs, *article.furniture.lines()):
                assert not any(pair in text for pair in ("« ", " »", " ;", " :", " ?", " !", " %")), text
                assert not ("'" in text and "’" in text), text


def test_the_evening_of_a_day_knows_nothing_of_the_next(newsroom: Newsroom) -> None:
    first, second, *_ = newsroom.days

    assert newsroom.as_of(first).days == (first,)
    assert newsroom.as_of(second).days == (first, second)


def test_every_invented_outlet_and_root_is_in_the_knowledge(newsroom: Newsroom) -> None:
    knowledge = tomllib.loads(knowledge_file().read_text(encoding="utf-8"))
    real = {"Wall Street Journal", "Financial Times"}
    one_post = {"@kumo_no_ura"}
    one_weather_service = {"servicio meteorológico provincial"}
    names = {entry["name"] for kind in ("entity", "outlet") for entry in knowledge[kind]}
    roots = {name for article in newsroom.articles for o in article.origins for name in (o.name, *o.via)}
    hosts = {domain for kind in ("entity", "outlet") for entry in knowledge[kind] for domain in entry["domains"]}

    assert roots - names == real | one_post | one_weather_service
    assert {site.host for site in newsroom.sites} <= hosts
    assert all(host.endswith(".example") for host in hosts)
    assert all(outlet["fr"] for outlet in knowledge["outlet"])


def _write(folder: Path, article: str, name: str = "2026-03-18-un.fr.md") -> Path:
    (folder / "articles").mkdir()
    (folder / "sites.toml").write_text(SITE, encoding="utf-8")
    (folder / "articles" / name).write_text(article, encoding="utf-8")
    return folder


def test_a_small_newsroom_loads(tmp_path: Path) -> None:
    article = load_newsroom(_write(tmp_path, ARTICLE)).articles[0]

    assert article.text == "Premier paragraphe.\n\nSecond paragraphe."
    assert article.url == "http://phare.example/un"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('site = "phare"', 'site = "fare"', "site 'fare' is not in sites.toml"),
        ('title = "Un"', 'titel = "Un"', "unknown key 'titel'"),
        ('saga = "un"', 'saga = "un"\nshows = ["rumor"]', "shows has 'rumor'"),
        ("T08:00+01:00", "T08:00", "published has no zone"),
        ('language = "fr"', 'language = "en"', "differs from the file's name"),
        ('title = "Un"', 'title = "Un', "not valid TOML"),
        ("Premier paragraphe.\n\nSecond paragraphe.\n", "", "no text after the front matter"),
    ],
)
def test_a_broken_article_is_named_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(NewsroomError) as caught:
        load_newsroom(_write(tmp_path, ARTICLE.replace(old, new)))

    assert str(caught.value).startswith("2026-03-18-un.fr.md")
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_folder_without_newsroom_says_so(tmp_path: Path) -> None:
    with pytest.raises(NewsroomError, match=r"sites\.toml not found"):
        load_newsroom(tmp_path)
