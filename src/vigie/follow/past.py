"""The chapters so far, found by what they name: what a new story is compared with, and nothing more.

Postings tell, for a name or a word, which storylines' latest chapters have it; the chapters themselves are those at both
ends of the storylines that share one with the day's stories. Neither grows with the archive. Read next: likeness.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vigie.follow.likeness import MANY, Profile, profile, rarity
from vigie.follow.summaries import ACT, WORD
from vigie.model import Chapter
from vigie.ports import Naming

# Two names are companions when one is in so many storylines, and the other in half of them at least.
COMPANIONS = 3
# Storylines compared for one name or word, the latest.
LATEST = 40


@dataclass(frozen=True, slots=True)
class Past:
    """What the archive tells of the past for some stories: `namings` by key, the latest chapters that hold it; `chapters`
    of the storylines that may go on; how many stories there are in all (more than 20,000 count as 20,000)."""

    namings: Mapping[str, Sequence[Naming]] = field(default_factory=dict)
    chapters: Sequence[Chapter] = ()
    stories: int = 0

    @classmethod
    def of(cls, chapters: Sequence[Chapter]) -> "Past":
        """A past that is at hand whole."""
        namings: dict[str, list[Naming]] = {}
        for chapter in chapters:
            for key in chapter.keys:
                namings.setdefault(key, []).append(Naming(chapter.storyline, chapter.story, chapter.day))
        return cls(namings, tuple(chapters), len(chapters))


def shared(
    stories_keys: Iterable[Sequence[str]],
    namings: Mapping[str, Sequence[Naming]],
    stories: int,
    known: Mapping[str, int],
) -> set[str]:
    """The storylines that share enough with the keys of one of these stories to be compared with it."""
    memory = Memory(Past(namings, (), stories), known, 0)
    return set().union(*(memory.sharing(keys) for keys in stories_keys))


def _latest(lines: Mapping[str, date]) -> Iterable[str]:
    """The storylines that had a key last: a name that hundreds have is no reason to read them all."""
    if len(lines) <= LATEST:
        return lines
    return sorted(lines, key=lambda line: (lines[line], line))[-LATEST:]


class Memory:
    """The past, and what this run adds to it."""

    def __init__(self, past: Past, known: Mapping[str, int], ends: int) -> None:
        self._known = known
        self._ends = ends
        self._stories = past.stories
        self._lines_naming: dict[str, dict[str, date]] = {}
        self._chapters: dict[str, Chapter] = {}
        self._lines: dict[str, list[str]] = {}
        self._profiles: dict[str, Profile] = {}
        for key, namings in past.namings.items():
            for naming in namings:
                self._name(key, naming.storyline, naming.day)
        for chapter in sorted(past.chapters, key=lambda chapter: (chapter.day, chapter.story)):
            self._keep(chapter)

    def add(self, chapter: Chapter) -> None:
        self._stories += chapter.story not in self._chapters
        self._keep(chapter)
        for key in chapter.keys:
            self._name(key, chapter.storyline, chapter.day)

    def chapter_of(self, story: str) -> Chapter | None:
        return self._chapters.get(story)

    def rarity(self, key: str) -> float:
        found = len(self._lines_naming.get(key, ()))
        return rarity(min(found, MANY), self._stories, self._known.get(key, 0))

    def apart(self, names: Sequence[str]) -> int:
        """How many of these names are no other's companion: a firm and its head are in the same storylines all the time,
        so both together tell no more than one."""
        kept: list[set[str]] = []
        for name in sorted(names, key=lambda name: (len(self._lines_naming.get(name, ())), name)):
            lines = set(self._lines_naming.get(name, ()))
            if not any(len(lines & other) * 2 >= len(other) >= COMPANIONS for other in kept):
                kept.append(lines)
        return len(kept)

    def sharing(self, keys: Iterable[str]) -> set[str]:
        """The storylines that share with these keys a name that is not common or an act of two, or two other keys: one word
        of a title in common holds nothing together, and most of what shares something shares no more."""
        found: set[str] = set()
        once: set[str] = set()
        for key in dict.fromkeys(keys):
            if self.rarity(key) <= 0:
                continue
            lines = _latest(self._lines_naming.get(key, {}))
            if key.startswith(WORD) or (key.startswith(ACT) and key.count("|") < 2):
                found.update(line for line in lines if line in once)
                once.update(lines)
            else:
                found.update(lines)
        return found

    def chapters(self, line: str, story: str, day: date) -> tuple[Chapter, ...]:
        """A storyline's other chapters up to `day`, in order: those of both ends when there are many."""
        others = [self._chapters[other] for other in self._lines.get(line, ()) if other != story]
        told = sorted((c for c in others if c.day <= day), key=lambda c: (c.day, c.story))
        return tuple(told if len(told) <= 2 * self._ends else told[: self._ends] + told[-self._ends :])

    def profile(self, chapter: Chapter) -> Profile:
        made = self._profiles.get(chapter.story)
        if made is None:
            made = profile(chapter, chapter.day.toordinal())
            self._profiles[chapter.story] = made
        return made

    def _keep(self, chapter: Chapter) -> None:
        if chapter.story not in self._chapters:
            self._lines.setdefault(chapter.storyline, []).append(chapter.story)
        self._chapters[chapter.story] = chapter
        self._profiles.pop(chapter.story, None)

    def _name(self, key: str, line: str, day: date) -> None:
        lines = self._lines_naming.setdefault(key, {})
        lines[line] = max(day, lines.get(line, day))
