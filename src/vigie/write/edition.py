"""The decision of `write`: the day's stories in, the brief out. Pure: the same material gives the same bytes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from vigie.knowledge.subjects import Subject
from vigie.model import Brief, Coverage
from vigie.write import ranking
from vigie.write.aids import Aids
from vigie.write.material import Material
from vigie.write.telling import tell


@dataclass(frozen=True, slots=True)
class Settings:
    """`items`: how many stories a brief tells; `share`: how many of them may be about one actor or from one house;
    `corroborated`: places kept for stories of several voices, `moved`: for storylines that moved; `axes`: the reader's own;
    `sentences`: at most so many an item."""

    subject: str = "ai"
    language: str = "fr"
    items: int = 12
    sentences: int = 4
    share: int = 4
    corroborated: int = 5
    moved: int = 2
    axes: tuple[ranking.Axis, ...] = ()
    extra_names: tuple[str, ...] = ()


def decide(
    day: date, materials: Sequence[Material], coverage: Coverage, subject: Subject, settings: Settings, aids: Aids
) -> Brief:
    """The brief of a day. `materials` are all stories with an article of that day."""
    fits = [(material, ranking.story_fit(material, subject, material.names.entities)) for material in materials]
    about = [(material, fit) for material, fit in fits if fit and is_new(material) and not ranking.lists_news(material)]
    entities = materials[0].names.entities if materials else {}
    ranked = ranking.rank(about, settings.language, entities, settings.axes)
    told = {one.material.story.id: tell(one, settings.language, settings.sentences, aids) for one in ranked}
    # A bare headline tells too little: its place goes to the next story that has words of its own.
    own_words = {"quoted", "shortened"}
    full = [one for one in ranked if any(s.kind in own_words for s in told[one.material.story.id].sentences)]
    meaning = ranking.meanings([one.material for one in full], aids.embedder)
    chosen = ranking.choose(full, settings.items, settings.share, settings.corroborated, settings.moved, meaning)
    brief = Brief(
        date=day,
        language=settings.language,
        subject=subject.name(settings.language),
        coverage=replace(coverage, on_subject=len(about)),
        items=tuple(told[one.material.story.id] for one in chosen),
    )
    return replace(brief, digest=digest_of(brief))


def is_new(material: Material) -> bool:
    """A story that an earlier brief told is told again only for a new voice or another status."""
    if material.told is None:
        return True
    before = material.told.item
    voices = {material.shown_name(voice.name, material.told.language) for voice in material.trace.voices}
    return bool(voices - set(before.origins)) or material.status().value != before.status


def digest_of(brief: Brief) -> str:
    """SHA-256 of the brief without its digest, over keys in a fixed order."""
    return hashlib.sha256(msgspec.json.encode(replace(brief, digest=""), order="deterministic")).hexdigest()
