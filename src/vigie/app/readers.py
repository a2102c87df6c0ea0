"""Readers: what each was shown, and the brief that is made for one who was away. Nobody's name is needed: the reader without
one reads the editions as they are issued."""

from dataclasses import replace
from datetime import date

from vigie import understand, write
from vigie.adapters.clock import SystemClock
from vigie.adapters.embedders import default_embedder
from vigie.adapters.models import model_of
from vigie.adapters.translators import translator_of
from vigie.app.configuration import Folder
from vigie.model import Brief, Shown, Telling, UsageError
from vigie.ports import Store


def brief_for(store: Store, folder: Folder, issued: Brief, reader: str, since: str) -> Brief:
    """The brief of the day of `issued` for this reader, kept as shown to him. `since`: "last" for what he was shown before,
    "never" for nothing, a day for all until then; empty is the edition itself for the reader without a name, else "last"."""
    brief = issued
    if since or reader:
        brief = _made(store, folder, issued, reader, since or "last")
    store.save_shown(Shown(reader, brief.date, brief.language, brief.digest, SystemClock().now()), brief)
    return brief


def _made(store: Store, folder: Folder, issued: Brief, reader: str, since: str) -> Brief:
    shown = store.readings(reader)
    same = [one for one in shown if (one.day, one.language) == (issued.date, issued.language)]
    again = store.shown(same[-1].digest) if same and since == "last" else None
    if again is not None:
        return again
    told, last = _told(store, issued, [one for one in shown if one.day < issued.date], reader, since)
    window = folder.day(issued.date, SystemClock().now())
    begins = folder.day(last, SystemClock().now()).until if last else window.since
    settings = replace(folder.settings().write, language=issued.language)
    return write.compose(store, issued.date, begins, window.until, settings, aids_of(folder, store), told)


def _told(
    store: Store, issued: Brief, shown: list[Shown], reader: str, since: str
) -> tuple[tuple[Telling, ...], date | None]:
    """What the reader was told before, and the last day of it."""
    if since == "never":
        return (), None
    until = issued.date if since == "last" else _day(since)
    digests = {one.digest for one in shown if one.day <= until}
    if since != "last" and not reader:
        # Who has no name says only when he read: the editions up to then.
        editions = store.editions()
        digests |= {digest for day, language, _, digest in editions if day <= until and language == issued.language}
    told = tuple(one for one in store.tellings(digests) if one.day < issued.date)
    return told, max((one.day for one in told), default=None)


def aids_of(folder: Folder, store: Store) -> write.Aids:
    """What writes a brief that is only read: a language model's kept answers are used, and none is asked."""
    return write.Aids(
        understand.words_reader(folder.settings().write.extra_names),
        default_embedder(folder.configuration.group.embedder),
        model_of(folder.model(), store, SystemClock(), may_ask=False),
        translator_of(folder.translation()),
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(
            "brief.since", f"--since {written!r} is not last, never or a day", "for example 2026-04-20"
        ) from None
