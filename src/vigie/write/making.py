"""What an edition is made of, noted beside it; and the archive as it was then, so that the edition can be made again.

The archive goes on: later imports, corrections, further revisions of earlier days. None of them may change what an old
edition said. What was found of each membership stays in the archive, so a note of memberships and counts is enough.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from vigie.knowledge import fingerprint
from vigie.model import Brief, Making, Placement, Standing, Story
from vigie.ports import ArticleStore, EditionStore, MakingLog, Naming, RunLog, StoryStore
from vigie.write.aids import Aids
from vigie.write.edition import Settings


class Shelf(ArticleStore, StoryStore, EditionStore, MakingLog, RunLog, Protocol):
    """The parts of the archive that an edition depends on."""


# Where these files are differs between two folders of one reader; what is in them is in the parts.
_PATHS = ("subject", "extra_names")


class Noting:
    """The archive as `write` asks it for one edition: what it answers and may answer otherwise later is noted. What it says of
    an article, or of a story with exactly these articles, never changes and is not."""

    def __init__(self, store: Shelf) -> None:
        self._store = store
        self._stories: tuple[Story, ...] = ()
        self._copies: dict[str, str] = {}
        self._named: dict[str, int] = {}
        self._read = (0, 0)
        self._standings: tuple[Standing, ...] = ()
        self._rejected = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def making(self, since: datetime, until: datetime, settings: Settings, aids: Aids) -> Making:
        """What the edition was made of, as far as it was asked for."""
        return Making(
            since=since,
            until=until,
            stories=tuple((story.id, story.articles) for story in self._stories),
            copies=tuple(sorted(self._copies.items())),
            named=tuple(sorted(self._named.items())),
            read=self._read,
            rejected=self._rejected,
            settings=msgspec.json.encode(_plain(settings), order="deterministic").decode(),
            parts=parts(settings, aids),
            standings=self._standings,
        )

    def stories(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        self._stories = self._store.stories(since, until)
        return self._stories

    def placements_of(self, article_ids: Iterable[str]) -> tuple[Placement, ...]:
        found = self._store.placements_of(article_ids)
        self._copies |= {one.article: one.copy_of for one in found if one.copy_of}
        return found

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:
        found = self._store.namings(keys, since, before, most)
        self._named |= {key: len({naming.story for naming in namings}) for key, namings in found.items()}
        return found

    def counts(self, since: datetime, until: datetime) -> tuple[int, int]:
        self._read = self._store.counts(since, until)
        return self._read

    def standings(self, day: date, since: datetime, until: datetime) -> tuple[Standing, ...]:
        self._standings = self._store.standings(day, since, until)
        return self._standings

    def count_rejections(self, since: datetime | None = None, until: datetime | None = None) -> int:
        self._rejected = self._store.count_rejections(since, until)
        return self._rejected


def parts(settings: Settings, aids: Aids) -> tuple[tuple[str, str], ...]:
    """All that the bytes of a brief depend on beside the archive and the settings, by name."""
    subject = (settings.subject,) if settings.subject.endswith(".toml") else ()
    return (
        *fingerprint.program(),
        ("subject", fingerprint.of_files(subject) if subject else settings.subject),
        ("names", fingerprint.of_files(settings.extra_names) if settings.extra_names else ""),
        ("embedder", aids.embedder.name if aids.embedder else ""),
        ("model", aids.model.name if aids.model else ""),
        ("translator", str(getattr(aids.translator, "name", "yes")) if aids.translator else ""),
    )


def settings_of(making: Making, now: Settings) -> Settings:
    """The settings that the edition was written with; files of the reader's own are looked for where they are now."""
    then = msgspec.json.decode(making.settings)
    known = {key: value for key, value in then.items() if key in msgspec.to_builtins(now) and key not in _PATHS}
    whole = msgspec.to_builtins(now) | known
    return msgspec.convert(whole, Settings)


def _plain(settings: Settings) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(settings)
    return {key: value for key, value in plain.items() if key not in _PATHS}


class AsItWas:
    """The archive as `write` saw it for one edition; what a note does not hold is asked of the archive itself."""

    def __init__(self, store: Shelf, making: Making, known: Iterable[tuple[date, str, int, str]]) -> None:
        self._store = store
        self._making = making
        self._known = tuple(known)
        self._copies = dict(making.copies)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def stories(self, since: datetime, until: datetime) -> tuple[Story, ...]:  # noqa: ARG002 - those of the note
        ids = [article for _, articles in self._making.stories for article in articles]
        at = {key: item.article.published_at for key, item in self._store.understood(ids).items()}
        return tuple(Story(story, of, at[of[0]], at[of[-1]]) for story, of in self._making.stories)

    def placements_of(self, article_ids: Iterable[str]) -> tuple[Placement, ...]:
        found = self._store.placements_of(article_ids)
        return tuple(replace(one, copy_of=self._copies.get(one.article, "")) for one in found)

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:  # noqa: ARG002
        """As many stories as were counted: which they were is not asked."""
        counted = dict(self._making.named)
        return {key: tuple(Naming("", str(n), since) for n in range(counted[key])) for key in keys if key in counted}

    def counts(self, since: datetime, until: datetime) -> tuple[int, int]:  # noqa: ARG002
        return self._making.read

    def standings(self, day: date, since: datetime, until: datetime) -> tuple[Standing, ...]:  # noqa: ARG002
        return self._making.standings

    def count_rejections(self, since: datetime | None = None, until: datetime | None = None) -> int:  # noqa: ARG002
        return self._making.rejected

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        return self._known

    def edition(self, day: date, language: str) -> Brief | None:
        revisions = [n for told_on, spoken, n, _ in self._known if (told_on, spoken) == (day, language)]
        return self._store.revision(day, language, max(revisions)) if revisions else None
