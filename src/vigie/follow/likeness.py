"""How surely two stories are chapters of one saga.

Evidence is added up: what both name and how rare it is, words of the titles likewise, who does what to whom, a figure that
both give, meaning, time between. A name that half the archive speaks of adds nothing: OpenAI alone has never made a saga.
Read next: chapters.py.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vigie.follow.summaries import WORD, Summary, act_keys, is_pair, vector_of
from vigie.knowledge.matching import bare, overlap
from vigie.knowledge.names import Names
from vigie.model import Chapter, Matter
from vigie.ports import Vector

# A name or word that this share of the archive's storylines has is common; never fewer than FEW, never more than MANY.
COMMON_SHARE, FEW, MANY = 0.02, 8, 200
# Names known beforehand are known because the news speaks of them; a government acts in matters of every kind.
KNOWN_BEFORE, GOVERNMENT = 3, 30
# One thing in common is a subject, two are a matter.
HOLDS = 2
# Matters in which one event leads to the next. Launches, results and papers of one company follow one another without it.
LEADING: frozenset[Matter] = frozenset({"dispute", "money", "rule", "incident", "people", "staff", "deal"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to the log-odds. Fitted on 350 pairs of four months of recorded news that were read
    and judged (evals/judgments/storylines.json tells how), then rounded; not fitted to the labels they are measured on."""

    base: float = -2.9
    names: float = 2.0
    names_most: float = 1.6
    words: float = 0.4
    words_most: float = 2.5
    meaning: float = 2.7
    no_meaning: float = 0.45
    act: float = 1.1
    acts_of_two: float = 1.0
    figure: float = 1.5
    articles: float = 0.2
    not_leading: float = 1.0
    days: float = 0.4
    lasting: float = 0.8
    # What counts as something to hold on to; a link needs two of them.
    rare_name: float = 0.1
    meaning_least: float = 0.6
    words_least: float = 0.5
    pairs_least: float = 0.4
    act_least: float = 0.15


@dataclass(frozen=True, slots=True)
class Profile:
    """A story or a chapter, ready to be compared."""

    names: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[str]
    leading_acts: frozenset[str]
    acts_of_two: frozenset[str]
    figures: frozenset[str]
    meaning: Vector | None
    model: str
    articles: int
    day: int


def profile(told: Summary | Chapter, day: int) -> Profile:
    return Profile(
        names=frozenset(told.names),
        words=frozenset(word for word in told.words if not is_pair(word)),
        pairs=frozenset(word for word in told.words if is_pair(word)),
        leading_acts=frozenset(key for act in told.acts if act.matter in LEADING for key in act_keys(act)),
        acts_of_two=frozenset(act_keys(act)[-1] for act in told.acts if act.matter in LEADING and act.patient),
        figures=frozenset(told.figures),
        meaning=vector_of(told.meaning) if told.meaning else None,
        model=told.model,
        articles=max(told.articles, 1),
        day=day,
    )


def met_before(names: Names) -> dict[str, int]:
    """In how many storylines each name known beforehand is taken to have been."""
    return {one.name: GOVERNMENT if one.kind == "government" else KNOWN_BEFORE for one in names.entities.values()}


def rarity(storylines: int, stories: int, before: int = 0) -> float:
    """From 1 for a key that one storyline has down to 0 for one that is common in an archive of so many stories. `before`:
    in how many more it is taken to have been, for a name known beforehand."""
    common = min(max(COMMON_SHARE * stories, FEW), MANY)
    met = max(storylines, 1) + before
    return max(0.0, 1.0 - math.log(met) / math.log(common))


def likeness(one: Profile, other: Profile, rare: Callable[[str], float], weights: Weights) -> float:
    """Log-odds, roughly, that the two belong to one saga; minus infinity where nothing holds them together."""
    w = weights
    shared = sorted(one.names & other.names)
    rarities = [rare(name) for name in shared]
    # A word of a shared name is the same evidence once more.
    said = {part for name in shared for part in bare(name).split()}
    words = sum(rare(WORD + word) for word in sorted((one.words & other.words) - said))
    double = max((rare(act) for act in one.acts_of_two & other.acts_of_two), default=0.0)
    figure = bool(one.figures & other.figures)
    alike = one.meaning is not None and other.meaning is not None and one.model == other.model
    cosine = float(np.dot(one.meaning, other.meaning)) if alike else w.no_meaning
    acting = max((rare(act) for act in one.leading_acts & other.leading_acts), default=0.0)
    holds = sum(rarity > w.rare_name for rarity in rarities) + (words >= w.words_least) + figure
    holds += (overlap(one.pairs, other.pairs) >= w.pairs_least) + (cosine >= w.meaning_least)
    # Two parties in one matter are two things to hold on to.
    holds += 2 * (double >= w.act_least)
    if holds < HOLDS or not (rarities or words >= w.words_least):
        return -math.inf
    names = sum(rarities)
    found = w.base + w.names * min(names, w.names_most) + w.words * min(words, w.words_most)
    found += w.act * acting
    found += w.acts_of_two * double
    found += w.figure * figure
    found += w.articles * (math.log2(one.articles) + math.log2(other.articles))
    if not acting:
        found -= w.not_leading
    # Two parties who meet again in one rare matter take it up where they left it, were it a year ago.
    found -= w.days * math.log1p(abs(one.day - other.day) / 3) * (1.0 - w.lasting * double)
    return found + w.meaning * cosine
