"""The evaluation of « since your last brief »: simulated readers who read every day, every third, every tenth.

For each edition that a reader is served, the claims in its told sentences are read again from the words cited, and compared
with those of all editions served before, by a matching of this file's own: it knows nothing of what `write` remembers. A claim
is known when one of the same kind, of the same named parties, was served in whatever story. VIGIE_EVAL_ARCHIVE may name a
working folder that holds the months up to `follow`: it is copied, never written in. VIGIE_EVAL_SAMPLE prints cases to be read.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from vigie import pipeline, write
from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import ARCHIVE, Folder
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import take, temporary_folder
from vigie.app.evaluation.vectors import KeptVectors
from vigie.app.workplace import workplace
from vigie.knowledge.matching import bare
from vigie.model import (
    Brief,
    Citation,
    Claim,
    EventType,
    Item,
    Mention,
    Sentence,
    Shown,
    Status,
    StatusChange,
    Transition,
    UnderstoodArticle,
    UsageError,
    advances,
)
from vigie.ports import Store

STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"
FIRST, LAST = date(2026, 2, 11), date(2026, 5, 10)
GAPS = (1, 3, 10)
HELD, SAMPLE, DAYS = "VIGIE_EVAL_ARCHIVE", "VIGIE_EVAL_SAMPLE", "VIGIE_EVAL_DAYS"
MOST = 0.02
# An act of the same parties so long after is another one.
ONE_TIME = timedelta(days=30)
# Acts that one party does many of: without a second party or a figure nobody can say that two are one.
MANY = {
    EventType.LAUNCH, EventType.PARTNERSHIP, EventType.RESULTS, EventType.RESEARCH, EventType.POLICY, EventType.ATTACK,
    EventType.INCIDENT, EventType.REGULATION,
}  # fmt: skip
DIRECTED = {EventType.LAWSUIT, EventType.INVESTIGATION, EventType.ATTACK, EventType.ACQUISITION}
ROUNDED = Decimal("1.03")


@dataclass(frozen=True, slots=True)
class Served:
    """A claim in words that a reader was served. `parties`: the ids, or folded names, of those it names."""

    day: date
    event: EventType
    agent: str
    patient: str
    status: Status
    figures: frozenset[tuple[str, str]]
    words: str
    article: str
    at: date

    @property
    def parties(self) -> frozenset[str]:
        return frozenset({self.agent, self.patient} - {""})


@dataclass(slots=True)
class Tally:
    """What was counted for one reader."""

    briefs: int = 0
    claims: int = 0
    known: int = 0
    due: int = 0
    missed: int = 0
    cases: list[dict[str, object]] = field(default_factory=list)


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `since`. Raises UsageError when the stream, or the archive named, is missing."""
    with _archive(data, progress) as (folder, store):
        tallies = {gap: _reader(folder, store, gap, progress) for gap in GAPS}
    if SAMPLE in os.environ:
        for gap, tally in tallies.items():
            for case in tally.cases:
                sys.stderr.buffer.write(msgspec.json.encode({"gap": gap} | case) + b"\n")
    return tuple(_scores(tallies))


def _scores(tallies: Mapping[int, Tally]) -> Iterator[Score]:
    whole = Tally()
    for gap, one in tallies.items():
        whole.briefs, whole.claims, whole.known = (
            whole.briefs + one.briefs, whole.claims + one.claims, whole.known + one.known
        )  # fmt: skip
        whole.due, whole.missed = whole.due + one.due, whole.missed + one.missed
        yield from _of(one, f"gap_{gap}.")
    yield from _of(whole, "")


def _of(tally: Tally, name: str) -> Iterator[Score]:
    told = f"{tally.known} of {tally.claims} claims in {tally.briefs} briefs"
    yield Score(f"{name}known_told_as_new", _share(tally.known, tally.claims), None, told, ceiling=MOST)
    changes = f"{tally.missed} of {tally.due} changes"
    yield Score(f"{name}changes_missed", _share(tally.missed, tally.due), None, changes, ceiling=MOST)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _reader(folder: Folder, store: Store, gap: int, progress: Progress) -> Tally:
    """One reader through the months: what he is served, against what he was served before."""
    name, tally = f"gap-{gap}", Tally()
    served: list[Served] = []
    settings = folder.settings().write
    last: date | None = None
    day = FIRST
    with workplace(folder, FIRST) as work:
        aids = work.aids()
    while day <= min(LAST, FIRST + timedelta(days=int(os.environ.get(DAYS, "1000")))):
        progress.started(f"{name}: {day}")
        window = folder.day(day, SystemClock().now())
        since = folder.day(last, SystemClock().now()).until if last else window.since
        told = store.tellings(one.digest for one in store.readings(name) if one.day < day)
        brief = write.compose(store, day, since, window.until, settings, aids, told)
        store.save_shown(Shown(name, day, brief.language, brief.digest, SystemClock().now()), brief)
        now = list(_served(store, brief))
        if last is not None:
            _count_known(brief, now, served, tally)
            _count_missed(store, since, window.until, brief, now, served, tally)
        served += now
        tally.briefs += 1
        last, day = day, day + timedelta(days=gap)
    return tally


# ── What was served ─────────────────────────────────────────────────────────────────────────────────────────────────


def _served(store: Store, brief: Brief) -> Iterator[Served]:
    """The claims whose own sentence lies in the words that the brief cites, its title's included."""
    cited = [(c, s) for item in brief.items for s in _told(item) for c in s.citations]
    items = store.understood({citation.article for citation, _ in cited})
    for citation, _ in cited:
        item = items[citation.article]
        yield from (_of_claim(item, claim, brief.date, citation.quote) for claim in _claims_at(item, citation))


def _told(item: Item) -> tuple[Sentence, ...]:
    return (item.title, *item.told())


def _as_new(item: Item) -> tuple[Sentence, ...]:
    """What an item tells without saying that it is known: its title and sentences, but the last, which tells the origin."""
    return (item.title, *item.sentences[:-1])


def _claims_at(item: UnderstoodArticle, cited: Citation) -> Iterator[Claim]:
    for claim in item.understanding.claims:
        for span in claim.evidence:
            shared = min(span.end, cited.end) - max(span.start, cited.start)
            if span.part == cited.part and shared * 2 >= span.end - span.start:
                yield claim
                break


def _of_claim(item: UnderstoodArticle, claim: Claim, day: date, words: str) -> Served:
    figures = {
        (f"{a.value:f}", a.currency or a.unit)
        for a in item.understanding.amounts
        if any(span.covers(a.span) for span in claim.evidence) and (a.currency or a.unit)
    }
    agent, patient = (
        _party(item.understanding.mentions, name) if named else ""
        for name, named in ((claim.agent, claim.agent_named), (claim.patient, claim.patient_named))
    )
    return Served(
        day, claim.event_type, agent, patient, claim.status, frozenset(figures), words, item.article.id,
        item.article.published_at.date(),
    )  # fmt: skip


def _party(mentions: Sequence[Mention], name: str) -> str:
    """A known name by its id, another folded."""
    folded = bare(name)
    return next((m.entity for m in mentions if m.entity and bare(m.name) == folded), folded)


# ── Known, told as new ──────────────────────────────────────────────────────────────────────────────────────────────


def _count_known(brief: Brief, now: Sequence[Served], before: Sequence[Served], tally: Tally) -> None:
    by_article: dict[str, list[Served]] = {}
    for one in now:
        by_article.setdefault(one.article, []).append(one)
    for item in brief.items:
        seen: set[Served] = set()
        for sentence in _as_new(item):
            for citation in sentence.citations:
                for one in by_article.get(citation.article, ()):
                    if one.words != citation.quote or one in seen or not one.parties or one.event is EventType.OTHER:
                        continue
                    seen.add(one)
                    tally.claims += 1
                    twin = next((other for other in before if same(one, other)), None)
                    tally.known += twin is not None
                    # For who reads the sample: of a claim that is counted as new, the nearest that was served.
                    near = twin or next(
                        (o for o in reversed(before) if o.event is one.event and o.parties & one.parties), None
                    )
                    tally.cases.append(
                        {"kind": "known" if twin else "new", "day": brief.date, "item": item.title.text, "event": one.event,
                         "parties": sorted(one.parties), "status": one.status, "now": one.words,
                         "then": near.words if near else "", "told": near.day if near else None}
                    )  # fmt: skip


def same(one: Served, other: Served) -> bool:
    """One claim: the same act of the same parties, within a month, its figures alike, no new status."""
    if one.words == other.words:
        return True
    if one.event is not other.event or one.parties != other.parties or abs(one.at - other.at) > ONE_TIME:
        return False
    if one.event in DIRECTED and (one.agent, one.patient) != (other.agent, other.patient):
        return False
    if advances(other.status, one.status):
        return False
    if one.figures and other.figures:
        return _alike(one.figures, other.figures)
    return one.event not in MANY or len(one.parties) > 1


def _alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """True when a figure of one kind is in both."""
    for value, kind in one:
        for told, its in other:
            low, high = sorted((abs(Decimal(value)), abs(Decimal(told))))
            if kind == its and (high == low or (low > 0 and high / low <= ROUNDED)):
                return True
    return not any(kind == its for _, kind in one for _, its in other)


# ── Changes, missed ─────────────────────────────────────────────────────────────────────────────────────────────────


def _count_missed(
    store: Store,
    since: object,
    until: object,
    brief: Brief,
    now: Sequence[Served],
    before: Sequence[Served],
    tally: Tally,
) -> None:
    """What `follow` saw change on the storylines that the reader was served, whose first state he was served: is the last
    state among the words that he is served now?"""
    stories = store.stories(since, until)  # type: ignore[arg-type]  # moments, as the window gives them
    due: dict[tuple[EventType, frozenset[str]], Transition] = {}
    day_of = {one: item.article.published_at for one, item in _evidence(store, stories).items()}
    for chapter in store.chapters(stories).values():
        for moved in chapter.transitions:
            at = day_of.get(moved.after.evidence.article)
            if at is None or at < since or not all(_names(moved.after)) or not all(_names(moved.before)):  # type: ignore[operator]
                continue
            if _was_told(moved.before, before) and not _was_told(moved.after, before):
                key = (moved.after.event_type, frozenset(moved.after.keys))
                # Who was away is owed the last state.
                if key not in due or due[key].after.day <= moved.after.day:
                    due[key] = moved
    for moved in due.values():
        tally.due += 1
        heard = _was_told(moved.after, now)
        tally.missed += not heard
        tally.cases.append(
            {"kind": "change told" if heard else "change missed", "day": brief.date, "event": moved.after.event_type,
             "keys": moved.after.keys, "from": moved.before.status, "to": moved.after.status,
             "article": moved.after.evidence.article}
        )  # fmt: skip


def _evidence(store: Store, stories: Sequence[object]) -> Mapping[str, UnderstoodArticle]:
    chapters = store.chapters(stories).values()  # type: ignore[arg-type]
    return store.understood({t.after.evidence.article for chapter in chapters for t in chapter.transitions})


def _names(step: StatusChange) -> tuple[str, ...]:
    return tuple("" if key.startswith("~") else key for key in step.keys)


def _was_told(step: StatusChange, served: Sequence[Served]) -> bool:
    """True when words were served that tell this act of these parties with this status, or are its very sentence's."""
    for one in served:
        if one.event is step.event_type and one.parties == frozenset(_names(step)) and one.status is step.status:
            return True
    return False


# ── The archive ─────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _archive(data: Path, progress: Progress) -> Iterator[tuple[Folder, Store]]:
    """A working folder of the evaluation's own with the months up to `follow`."""
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        folder = temporary_folder(Path(place))
        held = os.environ.get(HELD, "")
        if held:
            _copy(Path(held) / ARCHIVE, Path(place) / ARCHIVE)
        else:
            _build(folder, required(data, STREAM)[0], progress)
        with closing(open_store(folder.archive)) as store:
            yield folder, store


def _copy(held: Path, own: Path) -> None:
    if not held.is_file():
        raise UsageError("eval.no_archive", f"{HELD}: there is no {held}", "run vigie there first")
    for end in ("", "-wal", "-shm"):
        if held.with_name(held.name + end).is_file():
            shutil.copy(held.with_name(held.name + end), own.with_name(own.name + end))


def _build(folder: Folder, stream: Path, progress: Progress) -> None:
    take(folder, [stream], "months", progress)
    begins = date.fromisoformat(stream.name[:10])
    with workplace(folder, begins) as opened:
        work = replace(opened, teacher=KeptVectors(opened.teacher) if opened.teacher else None)
        for n in range((LAST - begins).days + 1):
            day = begins + timedelta(days=n)
            progress.started(f"months: {day}")
            pipeline.run(replace(work, day=folder.day(day, work.clock.now())), "follow")
