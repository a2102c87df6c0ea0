"""The three labelled sets of pages, each brought to one shape: a page as it came, and what is to be read in it."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

from babel.core import get_global

from vigie.app.evaluation.trial import records
from vigie.model import Entry, Page

SetName = Literal["aeb", "wcxb_dev", "fundus_2025"]
SETS: tuple[SetName, ...] = ("aeb", "wcxb_dev", "fundus_2025")
FOLDER = "data/extraction"
READ_AT = datetime(
    2026, 11, 1, tzinfo=UTC
)  # later than all pages: a page dated by its reading is never right by chance


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page's file and what is expected of it; a field that the set does not label is empty, or None."""

    set: SetName
    id: str
    path: Path
    url: str
    text: str
    title: str = ""
    published_at: datetime | None = None
    zones: tuple[str, ...] = ()
    authors: tuple[str, ...] | None = None
    told: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()

    def page(self) -> Page:
        """The page as a fetch would leave it; no feed says anything of it."""
        body = gzip.decompress(self.path.read_bytes())
        return Page(self.url, self.url, READ_AT, body, "text/html", "", "", Entry("", self.url, ""))


def labelled(data: Path, name: SetName, limit: int = 0) -> Iterator[Labelled]:
    """The pages of a set, or so many of them, in the order of its file."""
    folder = data / FOLDER
    found = (_READERS[name](folder / name, record) for record in records(folder / f"{name}.jsonl.gz"))
    return islice((one for one in found if one is not None), limit or None)


def _of_aeb(folder: Path, record: Mapping[str, Any]) -> Labelled | None:
    return Labelled("aeb", record["id"], _file(folder, record), record["url"], record["text"])


def _of_wcxb(folder: Path, record: Mapping[str, Any]) -> Labelled | None:
    if record["type"] != "article" or not (text := record.get("main_content")):
        return None
    return Labelled(
        "wcxb_dev",
        record["id"],
        _file(folder, record),
        record.get("url") or _nowhere(record),
        text,
        told=tuple(record["with"]),
        not_told=tuple(record["without"]),
    )


def _of_fundus(folder: Path, record: Mapping[str, Any]) -> Labelled | None:
    expected = record["expected"]
    sections = (line for part in expected["body"]["sections"] for line in (*part["headline"], *part["paragraphs"]))
    return Labelled(
        "fundus_2025",
        record["id"],
        _file(folder, record),
        _nowhere(record),
        "\n".join((*expected["body"]["summary"], *sections)),
        expected["title"],
        datetime.fromisoformat(expected["publishing_date"]),
        zones_of(record["country"]),
        tuple(expected.get("authors", ())),
    )


def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country as the set writes it."""
    code = _COUNTRIES.get(country, country).upper()
    return tuple(name for name in get_global("territory_zones").get(code, ()) if name in available_timezones())


def _file(folder: Path, record: Mapping[str, Any]) -> Path:
    return folder / f"{record['id']}.html.gz"


def _nowhere(record: Mapping[str, Any]) -> str:
    """An address for a page whose set does not give its own."""
    return f"https://page.example/{record['id']}"


_COUNTRIES = {"uk": "gb", "ind": "in", "isl": "is"}
_READERS = {"aeb": _of_aeb, "wcxb_dev": _of_wcxb, "fundus_2025": _of_fundus}
