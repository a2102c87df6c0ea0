"""One labelled page, read as the stage reads it, and judged. Plain values in and out, so that processes can share the pages."""

from dataclasses import dataclass
from hashlib import sha256
from time import process_time

import trafilatura

from vigie.app.evaluation.extraction.pages import Labelled, SetName
from vigie.app.evaluation.extraction.scoring import (
    Shared,
    names_in_common,
    same_day,
    same_minute,
    same_names,
    same_title,
    share_told,
    shingled,
    worded,
)
from vigie.extract import article_of
from vigie.model import Article, ExtractError


@dataclass(frozen=True, slots=True)
class Judged:
    """What is right of one page. `alone` is the text as trafilatura by itself reads it, `half` the half of the set, by the
    digest of the page's name: what is looked at while rules are made should be one of them. `raised` is the error, if any."""

    set: SetName
    id: str
    half: int
    seconds: float
    text: Shared
    alone: Shared | None = None
    alone_seconds: float = 0.0
    raised: str = ""
    title: bool | None = None
    day: bool | None = None
    minute: bool | None = None
    authors: bool | None = None
    all_authors: bool | None = None
    told: tuple[int, int] = (0, 0)
    not_told: tuple[int, int] = (0, 0)


def judged(labelled: Labelled) -> Judged:
    """Reads and judges one page. Nothing is raised: a page that breaks the reader is counted, and named."""
    return _judged(labelled, beside=False)


def judged_beside(labelled: Labelled) -> Judged:
    """The same, and beside it the text that trafilatura alone gives."""
    return _judged(labelled, beside=True)


def half_of(name: str) -> int:
    return sha256(name.encode()).digest()[0] % 2


def _judged(labelled: Labelled, *, beside: bool) -> Judged:
    article, raised, seconds = _read(labelled)
    text = article.text if article else ""
    alone, alone_seconds = _alone(labelled) if beside else (None, 0.0)
    compare = shingled if labelled.set == "aeb" else worded
    found_at = article.published_at if article and article.dated else None
    at, authors = labelled.published_at, labelled.authors
    names = article.authors if article else ()
    return Judged(
        labelled.set,
        labelled.id,
        half_of(labelled.id),
        seconds,
        compare(labelled.text, text),
        compare(labelled.text, alone) if alone is not None else None,
        alone_seconds,
        raised,
        title=same_title(labelled.title, article.title if article else "") if labelled.title else None,
        day=same_day(at, found_at, labelled.zones) if at else None,
        minute=same_minute(at, found_at, labelled.zones) if at else None,
        authors=names_in_common(authors, names) if authors is not None else None,
        all_authors=same_names(authors, names) if authors is not None else None,
        told=share_told(labelled.told, text),
        not_told=share_told(labelled.not_told, text),
    )


def _read(labelled: Labelled) -> tuple[Article | None, str, float]:
    page = labelled.page()
    began = process_time()
    try:
        return article_of(page), "", process_time() - began
    except ExtractError as error:
        return None, error.key, process_time() - began
    except Exception as error:  # noqa: BLE001 (an evaluation counts what breaks the reader, whatever it is)
        return None, repr(error)[:200], process_time() - began


def _alone(labelled: Labelled) -> tuple[str, float]:
    """As the published tables run the library: its defaults, without comments."""
    body = labelled.page().body
    began = process_time()
    try:
        text = trafilatura.extract(body, url=labelled.url, include_comments=False)
    except Exception:  # noqa: BLE001
        text = None
    return text or "", process_time() - began
