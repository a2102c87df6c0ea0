"""The decision of `write`: the day's stories in, the brief out. Pure: the same material gives the same bytes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from vigie.knowledge.subjects import Subject
from vigie.model import Brief, Checks, Coverage, Item, Sentence, Since
from vigie.write import ranking
from vigie.write.aids import Aids
from vigie.write.material import Material
from vigie.write.news import TAKEN_BACK
from vigie.write.quoting import unheard
from vigie.write.since import claims_told
from vigie.write.telling import Told, tell

# The lead, and on whose word it is told.
KEPT = 2
# A brief of fewer items is filled with what can only be pointed at.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """`items`: how many stories a brief tells; `share`: how many of them may be about one actor or from one house;
    `corroborated`: places kept for stories of several voices, `moved`: for storylines that moved; `axes`: the reader's own;
    `sentences`: at most so many an item."""

    subject: str = "ai"
    language: str = "fr"
    items: int = 12
    sentences: int = 5
    share: int = 4
    corroborated: int = 5
    moved: int = 2
    axes: tuple[ranking.Axis, ...] = ()
    extra_names: tuple[str, ...] = ()


def decide(
    day: date,
    materials: Sequence[Material],
    coverage: Coverage,
    subject: Subject,
    settings: Settings,
    aids: Aids,
    read_until: date | None = None,
) -> Brief:
    """The brief of a day. `materials` are all stories with an article of that day, or of the days since `read_until`, when its
    reader read the last one; empty for who never did."""
    near = ranking.nearness(materials, subject, aids.embedder)
    fits = [(one, ranking.story_fit(one, subject, one.names.entities, near)) for one in materials]
    about = [(material, fit) for material, fit in fits if _owed(material) or (fit and _wanted(material))]
    entities = materials[0].names.entities if materials else {}
    ranked = ranking.rank(about, settings.language, entities, settings.axes)
    chosen = _told(ranked, settings, aids, day)
    items = _unrepeated([one.item for _, one in chosen], aids)
    materials = [one.material for one, _ in chosen]
    items = tuple(_remembering(item, material) for item, material in zip(items, materials, strict=True))
    brief = Brief(
        date=day,
        language=settings.language,
        subject=subject.name(settings.language),
        coverage=replace(coverage, on_subject=len(about)),
        items=items,
        checks=_summed(one.checks for _, one in chosen),
        since=_since(read_until, items, materials),
    )
    return replace(brief, digest=digest_of(brief))


def _told(
    ranked: Sequence[ranking.Ranked], settings: Settings, aids: Aids, day: date
) -> list[tuple[ranking.Ranked, Told]]:
    """The stories of the brief, told. What changes something that the reader was told comes in first. A bare headline tells too
    little: its place goes to the next story that has news of its own to tell, so stories are chosen until all that are chosen
    have."""
    materials = [one.material for one in ranked]
    events = ranking.Events(materials, ranking.meanings(materials, aids.embedder))
    told: dict[str, Told] = {}
    bare: set[str] = set()
    while True:
        kept = [one for one in ranked if one.material.story.id not in bare]
        owed = [one for one in kept if _owed(one.material)][: settings.items]
        rest = [one for one in kept if one not in owed]
        places = settings.items - len(owed)
        others = ranking.choose(rest, places, settings.share, settings.corroborated, settings.moved, events, owed)
        chosen = sorted((*owed, *others), key=lambda one: (-one.score, one.material.story.id))
        for one in chosen:
            story = one.material.story.id
            if story not in told:
                told[story] = tell(one, settings.language, settings.sentences, aids, day)
                bare |= {story} if told[story].bare else set()
        bare |= _again([told[one.material.story.id].item for one in chosen], aids)
        if not any(one.material.story.id in bare for one in chosen):
            found = [(one, told[one.material.story.id]) for one in chosen]
            return found if len(found) >= FEWEST else [*found, *_gists(ranked, found, settings, aids, day)]


def _gists(
    ranked: Sequence[ranking.Ranked],
    found: Sequence[tuple[ranking.Ranked, Told]],
    settings: Settings,
    aids: Aids,
    day: date,
) -> list[tuple[ranking.Ranked, Told]]:
    """On a day that nobody tells in the reader's language: the first stories of which at least the names can be said."""
    have = {one.material.story.id for one, _ in found}
    made: list[tuple[ranking.Ranked, Told]] = []
    for one in ranked:
        if len(found) + len(made) == min(FEWEST, settings.items):
            break
        if one.material.story.id not in have:
            told = tell(one, settings.language, settings.sentences, aids, day, gist=True)
            if not told.bare:
                made.append((one, told))
    return made


def _again(items: Sequence[Item], aids: Aids) -> set[str]:
    """The stories whose lead tells what an item before them leads with: two groups of articles on one event."""
    seen: list[Sentence] = []
    again: set[str] = set()
    for item in items:
        lead = item.sentences[:1]
        if lead and not unheard(lead, seen, aids.embedder):
            again.add(item.story)
        seen += lead
    return again


def _unrepeated(items: Sequence[Item], aids: Aids) -> tuple[Item, ...]:
    """The items without the further sentences that tell what an item before them has told. A lead and its origin stay."""
    seen: list[Sentence] = []
    kept: list[Item] = []
    for item in items:
        further = unheard(item.sentences[KEPT:], seen, aids.embedder)
        kept.append(replace(item, sentences=(*item.sentences[:KEPT], *further)))
        seen += [one for one in kept[-1].sentences if one.kind != "composed"]
    return tuple(kept)


def _summed(checks: Iterable[Checks]) -> Checks:
    """The counts of a brief's items as one."""
    several = list(checks)
    failed = Counter({kind: 0 for one in several for kind, _ in one.failed})
    for one in several:
        failed.update(dict(one.failed))
    return Checks(sum(one.checked for one in several), tuple(sorted(failed.items())))


def _remembering(item: Item, material: Material) -> Item:
    """The item with what a later brief must know of it."""
    return replace(item, told_on=material.news.told_on, happened=material.happened, claims=claims_told(item, material))


def _wanted(material: Material) -> bool:
    """A story of which the reader knows all is not told again, nor one of pages that only list news."""
    return not material.news.repeats and not ranking.lists_news(material)


def _owed(material: Material) -> bool:
    """True for a story that changes what the reader was told: it has its place whatever else the day brings."""
    return any(material.news.owed())


def _since(read_until: date | None, items: Sequence[Item], chosen: Sequence[Material]) -> Since | None:
    if read_until is None:
        return None
    changes = [change for material in chosen for change in material.news.changes]
    taken_back = sum(change.kind in TAKEN_BACK for change in changes)
    ended = sum(change.ends for change in changes)
    new = sum(item.told_on is None for item in items)
    moved = len(changes) - taken_back - ended
    return Since(read_until, new, len(items) - new, moved, taken_back, ended)


def digest_of(brief: Brief) -> str:
    """SHA-256 of the brief without its digest, over keys in a fixed order."""
    return hashlib.sha256(msgspec.json.encode(replace(brief, digest=""), order="deterministic")).hexdigest()
