"""How surely two stories are chapters of one saga.

Evidence is added up: what both name and how rare it is, words of the titles likewise, who does what to whom, a figure that
both give, meaning, time between. A name that half the archive speaks of adds nothing: OpenAI alone has never made a saga.
Read next: chapters.py.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from vigie.follow.summaries import WORD, Summary, act_keys, is_pair, vector_of
from vigie.knowledge.matching import bare, overlap
from vigie.knowledge.names import Names
from vigie.model import Chapter, Matter
from vigie.ports import Vector

# A name or word that this share of the archive's storylines has is common; never fewer than FEW, never more than MANY.
COMMON_SHARE, FEW, MANY = 0.02, 8, 200
# The names that Vigie ships are those that the world's news speaks of; a government acts in matters of every kind.
KNOWN_BEFORE, GOVERNMENT = 3, 40
# One thing in common is a subject, two are a matter.
HOLDS = 2
# Matters in which one event leads to the next. Launches, results and papers of one company follow one another without it.
LEADING: frozenset[Matter] = frozenset({"dispute", "money", "rule", "incident", "people", "staff", "deal"})


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence adds to the log-odds. Begun from a logistic fit on 490 pairs of four months of recorded
    news that were read and judged, then set by hand while reading storylines; not fitted to the labels of the evaluation."""

    base: float = -2.9
    names: float = 2.0
    names_most: float = 1.6
    words: float = 0.4
    words_most: float = 2.5
    meaning: float = 2.7
    no_meaning: float = 0.62
    act: float = 1.1
    acts_of_two: float = 1.0
    figure: float = 1.5
    articles: float = 0.2
    not_leading: float = 1.3
    no_act: float = 0.6
    days: float = 0.4
    lasting: float = 0.8
    # What counts as something to hold on to; a link needs two of them.
    rare_name: float = 0.1
    meaning_least: float = 0.5
    words_least: float = 0.6
    meaning_needed: float = 0.62
    meaning_of_two: float = 0.5
    template: float = 0.94
    template_days: int = 5
    pairs_least: float = 0.4
    act_least: float = 0.15
    rare_party: float = 0.35
    rare_act: float = 0.6
    own_name: float = 0.7


@dataclass(frozen=True, slots=True)
class Profile:
    """A story or a chapter, ready to be compared. `soft`: it tells of acts, and of none that leads to the next."""

    names: frozenset[str]
    words: frozenset[str]
    pairs: frozenset[str]
    leading_acts: frozenset[str]
    acts_of_two: frozenset[str]
    soft: bool
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
        soft=bool(told.acts) and not any(act.matter in LEADING for act in told.acts),
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


def likeness(
    one: Profile,
    other: Profile,
    rare: Callable[[str], float],
    apart: Callable[[Sequence[str]], int],
    weights: Weights,
) -> float:
    """Log-odds, roughly, that the two belong to one saga; minus infinity where nothing holds them together. `apart`: how
    many of these names are more than one name in two forms, such as a firm and its head."""
    w = weights
    shared = sorted(name for name in one.names & other.names if rare(name) > w.rare_name)
    rarities = [rare(name) for name in shared]
    rarest = max(rarities, default=0.0)
    # A word of a shared name is the same evidence once more.
    said = {part for name in shared for part in bare(name).split()}
    words = sum(rare(WORD + word) for word in sorted((one.words & other.words) - said))
    double = max((rare(act) for act in one.acts_of_two & other.acts_of_two), default=0.0)
    figure = bool(one.figures & other.figures)
    cosine = _cosine(one, other, w.no_meaning)
    acting = max((rare(act) for act in one.leading_acts & other.leading_acts), default=0.0)
    holds = apart(shared) + (words >= w.words_least) + figure + (overlap(one.pairs, other.pairs) >= w.pairs_least)
    # Two parties in one matter are two things to hold on to; a rare party in a matter that is rare for it is so only
    # where the two texts are alike as well.
    holds += 2 * (double >= w.act_least)
    holds += rarest >= w.rare_party and acting >= w.rare_act and cosine >= w.meaning_least
    # Launches and advice on one product follow one another for ever: only what leads to the next makes a saga, or a name
    # that nobody else has.
    leads = acting > 0 or rarest >= w.own_name
    if holds < HOLDS or not leads or not (rarities or words >= w.words_least):
        return -math.inf
    # What two chapters name may be the same while the matter is another; their meanings are then far apart. Two parties
    # that meet again in one matter may be told of in other words, months later.
    if cosine < (w.meaning_of_two if double >= w.act_least else w.meaning_needed):
        return -math.inf
    # The same words days later are a column, a notice or a weekly offer (京东's vouchers, every Thursday), not what came next.
    if cosine >= w.template and abs(one.day - other.day) >= w.template_days and double < w.act_least:
        return -math.inf
    names = sum(rarities)
    found = w.base + w.names * min(names, w.names_most) + w.words * min(words, w.words_most)
    found += w.act * acting
    found += w.acts_of_two * double
    found += w.figure * figure
    found += w.articles * (math.log2(one.articles) + math.log2(other.articles))
    if not acting:
        found -= w.not_leading if one.soft or other.soft else w.no_act
    # A rare party, or two that meet again in one matter, take it up where they left it, were it a year ago.
    found -= w.days * math.log1p(abs(one.day - other.day) / 3) * (1.0 - w.lasting * max(double, rarest))
    return found + w.meaning * cosine


def _cosine(one: Profile, other: Profile, unknown: float) -> float:
    """How alike two meanings are; vectors of two embedders cannot be compared."""
    if one.meaning is None or other.meaning is None or one.model != other.model:
        return unknown
    return float(np.dot(one.meaning, other.meaning))
