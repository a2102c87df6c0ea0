"""Reading what is stored: a brief, and the way back from one of its sentences."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import cast

from vigie import write
from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.readers import aids_of, brief_for
from vigie.model import Article, Brief, Chain, Citation, Item, Sentence, StoryTrace, UsageError
from vigie.ports import Store
from vigie.publish import Format, render
from vigie.write.phrasing import phrasing

FORMATS = ("md", "txt", "html", "json", "pdf")
AROUND = 90


def rendered(
    folder: Folder, day: date | None, language: str | None, name: str, since: str, reasons: bool, reader: str = ""
) -> bytes:
    """A brief in one format, with the notices that its edition carries: the stored one, or the one made for a reader who was
    away (see readers.py). Raises UsageError when there is no such brief or format."""
    if name not in FORMATS:
        raise UsageError("brief.format", f"there is no format {name!r}", f"formats: {', '.join(FORMATS)}")
    with closing(open_store(folder.archive)) as store:
        brief = brief_for(store, folder, stored(store, folder, day, language), reader, since)
        notices = store.notices(brief.date, brief.language)
    return render(brief, cast("Format", name), reasons=reasons, notices=notices)


def stored(store: Store, folder: Folder, day: date | None, language: str | None) -> Brief:
    """The edition asked for; without a day, the latest. Raises UsageError that says how to get one."""
    tongue = language or folder.configuration.language
    brief = store.edition(day, tongue) if day else store.latest_edition(tongue)
    if brief is None and tongue != folder.configuration.language:
        brief = _in_another_language(store, folder, day, tongue)
    if brief is None:
        which = f"of {day} " if day else ""
        command = f"vigie run --date {day}" if day else "vigie run"
        raise UsageError("brief.none", f"there is no brief {which}in {tongue!r} yet", f"make one: {command}")
    return brief


def _in_another_language(store: Store, folder: Folder, day: date | None, language: str) -> Brief | None:
    """The day that was told in the folder's language, told in another: written now from the archive, and kept."""
    known = store.edition(day, folder.configuration.language) if day else store.latest_edition()
    if known is None:
        return None
    phrasing(language)
    window = folder.day(known.date, SystemClock().now())
    settings = replace(folder.settings().write, language=language)
    return write.issue(store, known.date, window.since, window.until, settings, aids_of(folder, store))


def traced(folder: Folder, number: int, day: date | None, language: str | None, reader: str = "") -> str:
    """Where sentence `number` of a brief comes from, as text: of the edition, or of what a reader by name was shown. Raises
    UsageError when there is no such sentence."""
    with closing(open_store(folder.archive)) as store:
        brief = stored(store, folder, day, language)
        brief = brief_for(store, folder, brief, reader, "") if reader else brief
        numbered = brief.numbered()
        if not numbered:
            raise UsageError("trace.empty", f"the brief of {brief.date} has no sentences", "see: vigie brief")
        if not 1 <= number <= len(numbered):
            raise UsageError(
                "trace.number", f"the brief of {brief.date} has no sentence {number}", f"it has 1 to {len(numbered)}"
            )
        _, item, sentence = numbered[number - 1]
        return "\n".join(_lines(store, folder, brief, item, sentence, number))


def _lines(store: Store, folder: Folder, brief: Brief, item: Item, sentence: Sentence, number: int) -> list[str]:
    window = folder.day(brief.date, SystemClock().now())
    story = next((s for s in store.stories(window.since, window.until) if s.id == item.story), None)
    traces = store.traces([story]) if story else {}
    lines = [
        f"{brief.date} [{number}] {sentence.text}",
        f"  {sentence.kind}, {sentence.language}; item: {item.title.text}",
    ]
    for citation in sentence.citations:
        lines += ["", *_citation(store.article(citation.article), citation), *_copy(store, citation.article)]
        lines += _chain(traces.get(item.story), citation.article)
    lines += ["", f"  item status: {item.status}; independent origins: {item.n_origins} ({', '.join(item.origins)})"]
    return lines


def _citation(article: Article | None, citation: Citation) -> list[str]:
    where = f"{citation.part} {citation.start}–{citation.end}"
    lines = [f"  words    « {citation.quote} »  ({where})"]
    if article is not None:
        whole = article.part(citation.part)
        before, after = (
            whole[max(0, citation.start - AROUND) : citation.start],
            whole[citation.end : citation.end + AROUND],
        )
        if not article.opted_out:
            lines.append(f"  context  …{_flat(before)}[{_flat(citation.quote)}]{_flat(after)}…")
        lines.append(f"  article  {article.title or '(no title)'} — {article.published_at:%Y-%m-%d %H:%M} UTC")
        lines.append(f"           {article.url or '(no address)'}  id {article.id}")
    lines.append(f"  outlet   {citation.source}")
    return lines


def _copy(store: Store, article: str) -> list[str]:
    """Whose words the article repeats, if anybody's."""
    lines = []
    for placement in store.placements_of([article]):
        original = store.article(placement.copy_of) if placement.copy_of else None
        if original is not None:
            lines.append(
                f"  copy     {placement.copied:.0%} of its words are those of {original.source}, id {original.id}"
            )
    return lines


def _chain(trace: StoryTrace | None, article: str) -> list[str]:
    chains: list[Chain] = [chain for chain in trace.chains if chain.article == article] if trace else []
    if not chains:
        return ["  origin   told in an earlier story"]
    lines = []
    for chain in chains:
        via = "".join(f" ← {name}" for name in chain.via)
        unnamed = ", unnamed sources" if chain.anonymous else ""
        lines.append(f"  chain    this article{via} ← {chain.origin.name}")
        lines.append(f"  origin   {chain.origin.name} ({chain.origin.kind.value}{unnamed}; found by: {chain.how})")
    return lines


def _flat(text: str) -> str:
    return " ".join(text.split(" ")).replace("\n", " ⏎ ")
