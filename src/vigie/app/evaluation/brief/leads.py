"""Does the lead of an item tell who did what, on whose word, and how surely?

The lead is what a reader takes in before the rest: the first sentence of news and, beside it, the sentence on its origin.
Each of the four is looked for in the words shown, by the reading of articles; the label of the status alone does not count.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from vigie.model import Item, Sentence
from vigie.ports import Reader
from vigie.write.phrasing import phrasing

# A sentence of fewer words states nothing.
SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Lead:
    """What the lead of one item tells."""

    who: bool
    what: bool
    whose_word: bool
    certainty: bool

    @property
    def whole(self) -> bool:
        return self.who and self.what and self.whose_word and self.certainty


def lead_of(item: Item) -> tuple[Sentence, ...]:
    """The first two sentences."""
    return item.sentences[:2]


def told_by(item: Item, reader: Reader, day: date) -> Lead:
    """Who: a name, or the party that a claim names. What: a sentence that states something of its own. On whose word: an
    origin named, or a word that says that none is. How surely: a verb or noun that fits the status, or a word of doubt."""
    lead = lead_of(item)
    if not lead:
        return Lead(who=False, what=False, whose_word=False, certainty=False)
    read = [reader(sentence.text, sentence.language, day) for sentence in lead]
    first = read[0].understanding
    who = bool(first.mentions) or any(claim.agent for claim in first.claims)
    what = len(lead[0].text.split()) >= SHORTEST and (bool(first.claims) or lead[0].kind != "composed")
    words = " ".join(sentence.text for sentence in lead)
    credited = any(a.source is not None for one in read for a in one.understanding.attributions)
    named = any(origin and origin in words for origin in item.origins)
    tells_origin = any(_is_of_origin(sentence) for sentence in lead)
    return Lead(who, what, credited or named or tells_origin, credited or tells_origin)


def _is_of_origin(sentence: Sentence) -> bool:
    """True for a composed sentence made by one of the templates on origins of its language: each says whose word it is, and by
    its verb, by « seule source lue » or by the number of origins how well it is founded."""
    return sentence.kind == "composed" and any(one.fullmatch(sentence.text) for one in _templates(sentence.language))


@cache
def _templates(language: str) -> tuple[re.Pattern[str], ...]:
    """The templates that make whole sentences, anything in the place of their fields."""
    whole = (template for template in phrasing(language).origin.values() if template.endswith("."))
    return tuple(
        re.compile(".*".join(map(re.escape, re.split(r"\{\w+\}", template))), re.IGNORECASE) for template in whole
    )
