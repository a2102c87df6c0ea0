from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest
from lxml import html as lxml_html
from publish_builders import brief, item, sentence

from vigie.model import Brief, Notice, Shown, Telling
from vigie.publish import Settings, run, site_files

MONDAY, TUESDAY, WEDNESDAY = date(2026, 4, 20), date(2026, 4, 21), date(2026, 4, 22)


def links(files: Mapping[str, bytes], path: str) -> list[str]:
    page = lxml_html.document_fromstring(files[path])
    return [
        h
        for h in page.xpath("//a/@href | //link[@rel='alternate']/@href")
        if not h.startswith(("#", "https://", "data:"))
    ]


def resolved(path: str, href: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / href).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_each_edition_has_its_folder_and_the_first_page_is_the_latest() -> None:
    files = site_files([brief(day=MONDAY), brief(day=TUESDAY)])

    assert sorted(files) == [
        "2026-04-20/brief.json",
        "2026-04-20/brief.md",
        "2026-04-20/index.html",
        "2026-04-21/brief.json",
        "2026-04-21/brief.md",
        "2026-04-21/index.html",
        "index.html",
    ]
    assert "mardi 21 avril 2026" in files["index.html"].decode()
    assert "lundi 20 avril 2026" in files["index.html"].decode()


def test_every_link_between_pages_is_relative_and_leads_to_a_file() -> None:
    files = site_files([brief(day=MONDAY), brief(day=MONDAY, language="en"), brief(day=TUESDAY)])

    for path in files:
        if path.endswith(".html"):
            assert links(files, path)
            assert {resolved(path, href) for href in links(files, path)} <= set(files)


def test_an_edition_in_another_language_has_a_folder_of_its_own() -> None:
    files = site_files([brief(day=MONDAY), brief(day=MONDAY, language="en")], main="fr")

    assert b'<html lang="fr"' in files["2026-04-20/index.html"]
    assert b'<html lang="en"' in files["2026-04-20/en/index.html"]
    assert b'<html lang="fr"' in files["index.html"]
    assert "(en anglais)" in files["index.html"].decode()


def test_a_new_edition_leaves_the_pages_of_earlier_days_as_they_were() -> None:
    before = site_files([brief(day=MONDAY)])
    after = site_files([brief(day=MONDAY), brief(day=TUESDAY)])

    assert {path for path in before if after[path] != before[path]} == {"index.html"}


def test_addresses_keep_their_meaning_when_a_language_is_added_later() -> None:
    files = site_files([brief(day=MONDAY), brief(day=TUESDAY), brief(day=TUESDAY, language="en")])

    assert b'<html lang="fr"' in files["2026-04-21/index.html"]
    assert b'<html lang="en"' in files["2026-04-21/en/index.html"]


def test_no_brief_gives_no_site() -> None:
    assert site_files([]) == {}


class Editions:
    """The part of an archive that `publish` uses."""

    def __init__(self, *briefs: Brief) -> None:
        self.saved = list(briefs)
        self.delivered: list[tuple[str, str]] = []
        self.noticed: list[Notice] = []

    def save_edition(self, brief: Brief) -> int:
        self.saved.append(brief)
        return sum(b.date == brief.date and b.language == brief.language for b in self.saved)

    def edition(self, day: date, language: str) -> Brief | None:
        found = [b for b in self.saved if (b.date, b.language) == (day, language)]
        return found[-1] if found else None

    def latest_edition(self, language: str | None = None) -> Brief | None:
        raise NotImplementedError

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        return tuple(sorted((b.date, b.language, n, b.digest) for n, b in enumerate(self.saved, start=1)))

    def undelivered(self, target: str) -> tuple[Brief, ...]:
        latest = {(b.date, b.language): b for b in self.saved}
        return tuple(b for _, b in sorted(latest.items()) if (b.digest, target) not in self.delivered)

    def save_delivery(self, brief: Brief, target: str, at: datetime) -> None:
        self.delivered.append((brief.digest, target))

    def save_shown(self, reading: Shown, brief: Brief) -> None:
        raise NotImplementedError

    def readings(self, reader: str) -> tuple[Shown, ...]:
        raise NotImplementedError

    def shown(self, digest: str) -> Brief | None:
        raise NotImplementedError

    def tellings(self, digests: Iterable[str]) -> tuple[Telling, ...]:
        raise NotImplementedError

    def save_notices(self, given: Sequence[Notice]) -> None:
        self.noticed += given

    def notices(self, day: date, language: str) -> tuple[Notice, ...]:
        return tuple(one for one in self.noticed if (one.day, one.language) == (day, language))


class Folder:
    @property
    def target(self) -> str:
        return "folder:site"

    def __init__(self, failing: bool = False) -> None:
        self.files: dict[str, bytes] = {}
        self.calls = 0
        self.failing = failing

    def deliver(self, files: Mapping[str, bytes]) -> None:
        self.calls += 1
        if self.failing:
            raise OSError("disk full")
        self.files |= files


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 4, 23, 12, tzinfo=UTC)


def test_undelivered_editions_are_delivered_and_recorded_once() -> None:
    store, folder = Editions(brief(day=MONDAY), brief(day=TUESDAY)), Folder()
    first = run(store, folder, Noon(), Settings())
    second = run(store, folder, Noon(), Settings())

    assert (first.taken, first.given) == (2, 2)
    assert (second.taken, second.given) == (0, 0)
    assert folder.calls == 1
    assert folder.files == site_files(store.saved)


def test_delivering_day_by_day_gives_the_same_site_as_all_at_once() -> None:
    store, folder = Editions(), Folder()
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        store.save_edition(brief(day=day))
        run(store, folder, Noon(), Settings())

    assert folder.files == site_files(store.saved)


def test_a_revision_is_delivered_in_place_of_the_first() -> None:
    store, folder = Editions(brief(day=MONDAY)), Folder()
    run(store, folder, Noon(), Settings())
    store.save_edition(brief(item(sentence("Corrigé depuis.")), day=MONDAY))
    run(store, folder, Noon(), Settings())

    assert "Corrigé depuis." in folder.files["2026-04-20/index.html"].decode()
    assert "Corrigé depuis." in folder.files["index.html"].decode()


def test_a_delivery_that_fails_is_not_recorded_and_is_made_again() -> None:
    store, broken, folder = Editions(brief(day=MONDAY)), Folder(failing=True), Folder()
    with pytest.raises(OSError, match="disk full"):
        run(store, broken, Noon(), Settings())

    assert not store.delivered
    assert run(store, folder, Noon(), Settings()).given == 1


def test_the_formats_of_an_edition_can_be_chosen() -> None:
    store, folder = Editions(brief(day=MONDAY)), Folder()
    run(store, folder, Noon(), Settings(formats=("txt",)))

    assert sorted(folder.files) == ["2026-04-20/brief.txt", "2026-04-20/index.html", "index.html"]
