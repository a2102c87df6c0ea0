"""The phrases that claims of one language are made with, gathered from its file of cues."""

import re
from functools import cache

from vigie.knowledge.cues import Cues, cues
from vigie.knowledge.matching import Found, PhraseBook
from vigie.model import EventType, Status
from vigie.understand.claims.parties import NO_ACTS
from vigie.understand.claims.standing import STRONGEST


class Books:
    """Phrases of events, statuses, negations and of those whose word is an act."""

    def marks(self, words: str, low: str, start: int) -> list[Found[Status]]:
        """The marks of status in a sentence that begins at `start`."""
        found = [Found(h.start + start, h.end + start, h.meaning) for h in self.statuses.find_all(words, low)]
        for shape, status in self.shapes:
            if hit := shape.search(low):
                found.append(Found(start + hit.start(), start + hit.end(), status))
        # « n'exclut pas » considers, though « exclut » denies.
        return [
            mark
            for mark in found
            if not any(
                other.meaning is not mark.meaning and other.start <= mark.start and mark.end <= other.end
                and other.end - other.start > mark.end - mark.start
                for other in found
            )
        ]  # fmt: skip

    def __init__(self, found: Cues) -> None:
        table, standing, spaced = found.status, found.standing, found.spaced
        self.language = found.language
        self.spaced = spaced
        self.events = PhraseBook(
            [(text, EventType(name)) for name, phrases in found.events.items() for text in phrases], spaced=spaced
        )
        self.statuses = PhraseBook(
            [(form, status) for status in STRONGEST for text in getattr(table, status.value) for form in _elided(text)],
            spaced=spaced,
        )
        self.negations = PhraseBook([(text, text) for text in table.negation], spaced=spaced)
        self.decides = PhraseBook([(text, text) for text in standing.decides], spaced=spaced)
        self.authorities = PhraseBook(
            [(text, "authority") for text in standing.authorities] + [(text, "witness") for text in standing.witnesses],
            spaced=spaced,
        )
        self.witnesses = PhraseBook([(text, text) for text in standing.witnesses], spaced=spaced)
        self.courts = PhraseBook([(text, text) for text in standing.courts], spaced=spaced)
        self.seized = PhraseBook([(text, text) for text in standing.seized], spaced=spaced)
        verbs = [*found.attribution.reporting, *table.announced, *table.considering, *table.denied, *table.ended]
        verbs += [*table.threat, *table.official, *table.confirmed]
        verbs += [p for name, group in found.events.items() if EventType(name) not in NO_ACTS for p in group]
        self.verbs = PhraseBook([(text, text) for text in verbs] if not spaced else [], spaced=spaced)
        self.shapes = tuple(
            (re.compile(pattern, re.IGNORECASE), Status(name))
            for name, patterns in standing.shapes.items()
            for pattern in patterns
        )
        self.leaning = tuple(found.leaning)
        # What may open a clause that somebody reports.
        self.openers = frozenset(
            (*found.attribution.complementizers, *found.attribution.pronouns, *found.syntax.pronouns)
        )


def _elided(phrase: str) -> tuple[str, ...]:
    """« a accepté de » is also « a accepté d'»."""
    return (phrase, phrase[:-1] + "'") if phrase.endswith((" de", " que")) else (phrase,)


@cache
def books(language: str) -> Books | None:
    """The books of a language, or None where it has no file."""
    found = cues(language)
    return Books(found) if found else None
