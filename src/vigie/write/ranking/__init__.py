"""Which stories a brief tells, in which order, and why. Read next: weighing.py (points and reasons), choosing.py (places)."""

from vigie.write.ranking.axes import Axis
from vigie.write.ranking.choosing import choose
from vigie.write.ranking.fitting import fit, nearness, story_fit
from vigie.write.ranking.pages import is_notice, lists_news
from vigie.write.ranking.sameness import Events, meanings
from vigie.write.ranking.weighing import Ranked, rank
from vigie.write.ranking.weights import WEIGHTS

__all__ = [
    "WEIGHTS",
    "Axis",
    "Events",
    "Ranked",
    "choose",
    "fit",
    "is_notice",
    "lists_news",
    "meanings",
    "nearness",
    "rank",
    "story_fit",
]
