"""The static site: a folder a day and a first page, relative links only: it opens from a disk without a network.

YYYY-MM-DD/ holds the edition in the main language, YYYY-MM-DD/en/ the one in another. When it is not given, the main
language is that of the earliest edition, so that an address once published keeps its meaning. A page of a day names no
later day: publishing a new edition changes the first page and nothing else.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from vigie.model import Brief, Notice
from vigie.publish.letter import letter
from vigie.publish.page import EditionLink, page
from vigie.publish.rendering import Format, render
from vigie.publish.wording import Wording, wording

Day = tuple[date, str]  # an edition's day and language

_FILES: Final[dict[Format, tuple[str, str, str]]] = {
    "html": ("index.html", "HTML", "text/html"),
    "md": ("brief.md", "Markdown", "text/markdown"),
    "json": ("brief.json", "JSON", "application/json"),
    "txt": ("brief.txt", "TXT", "text/plain"),
    "pdf": ("brief.pdf", "PDF", "application/pdf"),
}
FORMATS: Final[tuple[Format, ...]] = ("html", "md", "json")


def site_files(briefs: Sequence[Brief], formats: Sequence[Format] = FORMATS, main: str = "") -> dict[str, bytes]:
    """The whole site, by relative path. Of two briefs for one day and language the last one given counts."""
    latest = {(brief.date, brief.language): brief for brief in briefs}
    days = sorted(latest)
    if not days:
        return {}
    main = main or main_language(days)
    files: dict[str, bytes] = {}
    for day in days:
        files |= edition_files(latest[day], main, formats)
    return files | first_page(latest[first_day(days, main)], days, main, formats)


def main_language(days: Iterable[Day]) -> str:
    return min(days)[1]


def first_day(days: Iterable[Day], main: str) -> Day:
    """The edition that the first page shows: of the latest day, in the main language when there is one."""
    known = sorted(days)
    last = known[-1][0]
    return (last, main) if (last, main) in known else next(day for day in known if day[0] == last)


def edition_files(
    brief: Brief, main: str, formats: Sequence[Format] = FORMATS, notices: Sequence[Notice] = ()
) -> dict[str, bytes]:
    """The files of one edition with its notices, each format under its name."""
    folder = _folder((brief.date, brief.language), main)
    files = {f"{folder}/{_FILES[name][0]}": render(brief, name, notices=notices) for name in formats if name != "html"}
    home = "../" * len(folder.split("/")) + "index.html"
    others = {title: (name, media) for name, title, media in (_FILES[f] for f in formats) if name != "index.html"}
    files[f"{folder}/index.html"] = page(letter(brief, notices), home=home, formats=others).encode()
    return dict(sorted(files.items()))


def first_page(
    brief: Brief, days: Iterable[Day], main: str, formats: Sequence[Format] = FORMATS, notices: Sequence[Notice] = ()
) -> dict[str, bytes]:
    """index.html: the latest brief and the list of the editions before it."""
    shown = (brief.date, brief.language)
    folder = _folder(shown, main)
    others = {title: (f"{folder}/{name}", m) for name, title, m in (_FILES[f] for f in formats) if name != "index.html"}
    words = wording(brief.language)
    links = [_link(day, main, words) for day in sorted(days, reverse=True) if day != shown]
    return {"index.html": page(letter(brief, notices), formats=others, editions=links).encode()}


def _link(day: Day, main: str, words: Wording) -> EditionLink:
    language = "" if words.own(day[1]) else words.in_language(day[1])
    return EditionLink(f"{_folder(day, main)}/index.html", words.long_date(day[0]), language)


def _folder(day: Day, main: str) -> str:
    at, language = day
    return at.isoformat() if language == main else f"{at.isoformat()}/{language}"
