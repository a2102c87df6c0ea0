"""`vigie sources check`: asks every source now, and tells of each how it is doing. Read next: app.health.rhythm."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from vigie.app.health.rhythm import silence_of
from vigie.extract.page import article_of
from vigie.fetch.feeds import entries_of
from vigie.fetch.pages import page_of
from vigie.fetch.sitemaps import children_of, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.model import Entry, ExtractError, Feed, FetchError, LaterError, RefusedError
from vigie.ports import Answer, Fetcher, Question, Sample

State = Literal["alive", "silent", "empty", "later", "paywalled", "refused", "failing", "gone"]
# Those of which nothing can be read: the command ends in 1 when there is one.
UNREADABLE: frozenset[State] = frozenset({"paywalled", "refused", "failing", "gone"})
# So many articles in the archive say enough of a source; else some of its pages are asked for.
ENOUGH = 5
# A text that says more than its title and a remark.
A_TEXT = 200
MOST_CHILDREN = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """How a source is doing. `text` is the share of its items that gave a text, None where none was looked at."""

    feed: Feed
    state: State
    entries: int = 0
    newest: datetime | None = None
    text: float | None = None
    languages: tuple[str, ...] = ()
    why: str = ""

    @property
    def answered(self) -> bool:
        """True when there was a feed to be read, whatever is in it."""
        return self.state in ("alive", "silent")


def check(
    fetcher: Fetcher,
    feeds: Sequence[Feed],
    samples: Mapping[str, Sequence[Sample]],
    now: datetime,
    pages: int,
    silent_after: timedelta,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Checked, ...]:
    """One line for each feed, in their order. `samples` are what the archive holds of each source; of the others up to
    `pages` pages are read."""
    read: list[tuple[Checked, tuple[Entry, ...]]] = []
    for feed, answer in zip(feeds, fetcher.get_all(Question(feed.url) for feed in feeds), strict=True):
        read.append(_read(fetcher, feed, answer, now, silent_after))
        progress(1)
    asked = {
        entry.url: (one.feed, entry)
        for one, entries in read
        if len(samples.get(one.feed.source, ())) < ENOUGH
        for entry in entries[:pages]
    }
    texts = _texts(fetcher, asked, now)
    return tuple(_with_text(one, samples.get(one.feed.source, ()), texts.get(one.feed.url, [])) for one, _ in read)


def _read(
    fetcher: Fetcher, feed: Feed, answer: Answer | FetchError, now: datetime, silent_after: timedelta
) -> tuple[Checked, tuple[Entry, ...]]:
    try:
        if isinstance(answer, FetchError):
            raise answer
        entries = _entries(fetcher, feed, answer)
    except FetchError as error:
        return Checked(feed, _state_of(error), why=str(error)), ()
    dates = sorted(at for entry in entries if (at := entry.published_at or entry.updated_at) and at <= now)
    newest = dates[-1] if dates else None
    languages = Counter(entry.language.partition("-")[0] for entry in entries if entry.language)
    state: State = "alive" if entries else "empty"
    why = ""
    # What a feed shows is too little to know weekdays by: it must be late on the days, too.
    late = newest is not None and now - newest > timedelta(days=4) and silence_of(dates, now) is not None
    if newest and (late or now - newest > silent_after):
        state, why = "silent", f"nothing since {newest:%Y-%m-%d}"
    told = Checked(feed, state, len(entries), newest, None, tuple(name for name, _ in languages.most_common(3)), why)
    return told, tuple(sorted(entries, key=_newest_first))


def _state_of(error: FetchError) -> State:
    if isinstance(error, RefusedError):
        return "refused"
    if isinstance(error, LaterError):
        return "later"
    return {"fetch.paywalled": "paywalled", "fetch.gone": "gone"}.get(error.key, "failing")  # type: ignore[return-value]


def _entries(fetcher: Fetcher, feed: Feed, answer: Answer) -> tuple[Entry, ...]:
    body = unpacked(answer.body, answer.url)
    if feed.kind in ("page", "mail") or not is_sitemap_index(root_name(body)):
        return entries_of(feed, answer)
    children = children_of(body, answer.final_url or answer.url, MOST_CHILDREN)
    return tuple(entry for child in children for entry in entries_of(feed, fetcher.get(child)))


def _texts(
    fetcher: Fetcher, asked: Mapping[str, tuple[Feed, Entry]], now: datetime
) -> dict[str, list[tuple[int, str]]]:
    """(length of the text, language) of each page that was asked for, by feed; (0, "") for one that gave none."""
    found: dict[str, list[tuple[int, str]]] = {}
    whole = [one for one in asked.values() if one[1].whole]
    parted = [one for one in asked.values() if not one[1].whole]
    nothing = [Answer(entry.url, entry.url, 0) for _, entry in whole]
    answers: Iterable[Answer | FetchError] = fetcher.get_all(Question(entry.url) for _, entry in parted)
    for (feed, entry), answer in (*zip(whole, nothing, strict=True), *zip(parted, answers, strict=True)):
        length, language = 0, ""
        if not isinstance(answer, FetchError):
            try:
                # A page without text must not be given the words of its feed: that is what is asked here.
                own = entry if entry.whole else replace(entry, summary="", text="")
                article = article_of(page_of(feed, own, answer, now))
                length, language = len(article.text), article.language.partition("-")[0]
            except ExtractError:
                pass
        found.setdefault(feed.url, []).append((length, language))
    return found


def _with_text(one: Checked, samples: Sequence[Sample], texts: Sequence[tuple[int, str]]) -> Checked:
    if len(samples) >= ENOUGH:
        seen = [(0 if sample.opening else sample.length, sample.language.partition("-")[0]) for sample in samples]
    else:
        seen = list(texts)
    if not seen or not one.entries:
        return one
    told = Counter(language for _, language in seen if language)
    languages = tuple(dict.fromkeys([*(name for name, _ in told.most_common(3)), *one.languages]))[:3]
    share = sum(length >= A_TEXT for length, _ in seen) / len(seen)
    return replace(one, text=share, languages=languages)


def _newest_first(entry: Entry) -> float:
    at = entry.published_at or entry.updated_at
    return -at.timestamp() if at else 0.0


# What cannot be read comes first in the table, what is well last.
_ORDER: tuple[State, ...] = ("gone", "failing", "refused", "paywalled", "later", "empty", "silent", "alive")
_NAME = 28


def table_of(
    checked: Sequence[Checked], shown: Callable[[Feed], str], padded: Callable[[str, int], str]
) -> Iterator[str]:
    """A line a source that fits a terminal; why it could not be read stands under it."""
    yield f"{'state':<10}{'source':<{_NAME + 2}}{'newest':<11}{'items':>6}{'text':>6}  languages"
    for one in sorted(checked, key=lambda one: (_ORDER.index(one.state), shown(one.feed).casefold(), one.feed.url)):
        name = shown(one.feed)
        name = padded(name if len(name) <= _NAME else name[: _NAME - 1] + "…", _NAME + 2)
        newest = f"{one.newest:%Y-%m-%d}" if one.newest else "-"
        text = f"{one.text:.0%}" if one.text is not None else "-"
        languages = ", ".join(one.languages)
        yield f"{one.state:<10}{name}{newest:<11}{one.entries or '-':>6}{text:>6}  {languages}".rstrip()
        if one.state != "alive":
            yield f"          {one.why or 'it has no entries'}" + (
                "" if one.feed.url in one.why else f" ({one.feed.url})"
            )
    counted = Counter(one.state for one in checked)
    parts = [f"{counted[state]} {state}" for state in reversed(_ORDER) if counted[state]]
    yield f"{len(checked)} sources: " + ", ".join(parts) if parts else "no sources"
