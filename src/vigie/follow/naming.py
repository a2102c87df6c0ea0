"""What a storyline is called: its parties and its matter, the same from run to run.

The name is given with the second chapter, from what the two have in common, and every later chapter carries it on. A story
alone has no name yet: nobody knows what its saga will be about.
"""

from collections import Counter
from collections.abc import Sequence

from vigie.follow.summaries import MATTERS
from vigie.model import Chapter, Matter, StorylineName

PARTIES = 2


def name_of(chapters: Sequence[Chapter]) -> StorylineName:
    """The name of a storyline of these chapters, in order; an empty one for a chapter alone or chapters that share no
    name."""
    if len(chapters) < 2:
        return StorylineName()
    acting = Counter(name for c in chapters for name in {n for s in c.steps for n in (s.agent, s.patient) if n})
    # Names that most articles of a chapter have in their titles. One article's reading of who acts is no name for all
    # (« Grenoble », of « the head of the Grenoble laboratory »).
    named = Counter(name for chapter in chapters for name in set(chapter.names))
    if not any(count * 2 > len(chapters) for count in named.values()):
        named = Counter(name for chapter in chapters for name in set(chapter.entities))
    # A party that acts in most chapters, then a name that most have; folded names only for want of others.
    shown = {name for chapter in chapters for name in chapter.entities}
    order = sorted(named, key=lambda name: (name not in shown, -acting[name], -named[name], name))
    parties = [name for name in order if named[name] * 2 > len(chapters)]
    return StorylineName(tuple(parties[:PARTIES]), _matter(chapters))


def _matter(chapters: Sequence[Chapter]) -> Matter:
    """The matter that most chapters tell of; of two as frequent the one that more steps tell of."""
    telling: Counter[Matter] = Counter(m for c in chapters for m in {MATTERS[step.event_type] for step in c.steps})
    steps: Counter[Matter] = Counter(MATTERS[step.event_type] for c in chapters for step in c.steps)
    known = [matter for matter in telling if matter != "other"]
    return max(known, key=lambda matter: (telling[matter], steps[matter], matter)) if known else "other"
