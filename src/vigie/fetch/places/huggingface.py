"""Hugging Face: models, datasets and spaces as its interface lists them, and the papers of the day. A model is one line
of what is said of it; likes and downloads are not news. A paper is arXiv's, and is its abstract. (The blog is a plain feed.)
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from vigie.fetch.places.answers import complaint, json_of, objects, string
from vigie.fetch.places.arxiv import PUBLISHER, address_of_paper
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import moment_of, on_one_line
from vigie.model import Entry, Feed

SITE = "https://huggingface.co"
# Where each list's pages stand.
LISTS = {"/api/models": "", "/api/datasets": "datasets/", "/api/spaces": "spaces/"}
PAPERS = "/api/daily_papers"
_NAME = re.compile(r"[A-Za-z0-9][\w.\-]*(?:/[\w.\-]+)?")
# « license:apache-2.0 » says something to a reader, « region:us » and « autotrain_compatible » do not.
_TOLD = re.compile(
    r"(?:license|language|base_model|dataset|task_categories):(?!finetune:|quantized:|adapter:|merge:)(\S+)"
)


def _knows(address: SplitResult) -> bool:
    return host(address) == "huggingface.co" and address.path.rstrip("/") in {*LISTS, PAPERS}


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    whole = json_of(body, feed.url, "Hugging Face")
    if not isinstance(whole, list):
        raise complaint("Hugging Face", feed.url, string(whole, "error") or "an answer that is no list")
    path = urlsplit(feed.url).path.rstrip("/")
    return _papers(feed, whole) if path == PAPERS else _listed(feed, whole, LISTS.get(path, ""))


def _listed(feed: Feed, whole: object, where: str) -> Iterator[Entry]:
    for one in objects(whole):
        name = string(one, "id") or string(one, "modelId")
        if not _NAME.fullmatch(name) or one.get("private") is True:
            continue
        made = moment_of(string(one, "createdAt"))
        yield Entry(
            feed=feed.url,
            url=f"{SITE}/{where}{name}",
            title=name,
            text=_card(name, one),
            language=feed.language or "en",
            published_at=made or moment_of(string(one, "lastModified")),
            updated_at=moment_of(string(one, "lastModified")),
            publisher="" if feed.outlet or feed.name else name.partition("/")[0],
            whole=True,
        )


def _card(name: str, one: dict[str, object]) -> str:
    tags = one.get("tags")
    told = [found[0].replace(":", " ", 1) for tag in tags if isinstance(tag, str) and (found := _TOLD.fullmatch(tag))] \
        if isinstance(tags, list) else []  # fmt: skip
    facts = [string(one, "pipeline_tag"), string(one, "library_name"), *told]
    described = on_one_line(string(one, "description"))
    line = f"{name}: " + ", ".join(dict.fromkeys(fact for fact in map(on_one_line, facts) if fact))
    return "\n".join(part for part in (line.removesuffix(": "), described) if part)


def _papers(feed: Feed, whole: object) -> Iterator[Entry]:
    for one in objects(whole):
        inside = one.get("paper")
        paper = inside if isinstance(inside, dict) else one
        number = string(paper, "id")
        url = address_of_paper(f"arXiv:{number}")
        title = on_one_line(string(paper, "title") or string(one, "title"))
        if url and title:
            people = (on_one_line(string(author, "name")) for author in objects(paper, "authors"))
            yield Entry(
                feed=feed.url,
                url=url,
                title=title,
                text=on_one_line(string(paper, "summary") or string(one, "summary")),
                language=feed.language or "en",
                authors=tuple(dict.fromkeys(name for name in people if name)),
                published_at=moment_of(string(paper, "publishedAt") or string(one, "publishedAt")),
                updated_at=moment_of(string(paper, "submittedOnDailyAt") or string(one, "publishedAt")),
                publisher=PUBLISHER,
                whole=True,
            )


PLACE = Place("Hugging Face", _knows, _read)
