"""Edited articles take the place of the ones that they replace: same story, and who copied the old one copies the new one.

Pure but for what it asks of the store. Read next: stage.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vigie.model import Correction, Placement, UnderstoodArticle
from vigie.ports import StoryStore

# Versions between two readings of one page: more of them are told as two articles.
MOST_BETWEEN = 20


def replaced_by(store: StoryStore, items: Sequence[UnderstoodArticle]) -> dict[str, str]:
    """By stored article that has a place, the one among `items` that stands for it now; versions between them never had one."""
    found: dict[str, str] = {}
    asked = {item.article.supersedes: item.article.id for item in items if item.article.supersedes}
    for _ in range(MOST_BETWEEN):
        placed = {placement.article for placement in store.placements_of(asked)}
        found |= {old: new for old, new in asked.items() if old in placed}
        between = store.understood(old for old in asked if old not in placed)
        asked = {one.article.supersedes: asked[old] for old, one in between.items() if one.article.supersedes}
        if not asked:
            break
    return found


def held_together(items: Sequence[UnderstoodArticle], replaced: Mapping[str, str]) -> tuple[Correction, ...]:
    """That each edited article belongs to the story of the one it replaces, said as a person would say it."""
    at = {item.article.id: item.article.seen_at for item in items}
    return tuple(Correction.of("merge", old, new, at[new]) for old, new in sorted(replaced.items()))


def without_replaced(past: Sequence[Placement], replaced: Mapping[str, str]) -> tuple[Placement, ...]:
    """The placements of the days before, without those replaced; what copied one of these copies the new one."""
    return tuple(
        replace(one, copy_of=replaced.get(one.copy_of, one.copy_of)) for one in past if one.article not in replaced
    )
