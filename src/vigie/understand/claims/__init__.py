"""Claims: what is put forward, by whom against whom, how sure, with the sentences that say it.

Read in this order: sentence.py (the claim of one sentence), clauses.py (its skeleton), roles.py and parties.py (who acts upon
whom), standing.py (how sure), choosing.py (which of them the article is about). A claim is never made from an aside, a
question or a page that only lists other news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.cues import fold
from vigie.model import Amount, Attribution, Claim, DateMention, Mention, Part
from vigie.understand.claims.asserting import Context
from vigie.understand.claims.books import books
from vigie.understand.claims.choosing import Candidate, chosen
from vigie.understand.claims.sentence import candidate
from vigie.understand.claims.words import grammar

__all__ = ["Material", "claims_of"]

SENTENCES_READ = 12
LONGEST_TITLE = 220


@dataclass(frozen=True, slots=True)
class Material:
    """One part of an article with what was found in it. `opens_on_title`: its first line is the title."""

    part: Part
    text: str
    sentences: Sequence[tuple[int, int]]
    mentions: Sequence[Mention]
    amounts: Sequence[Amount]
    dates: Sequence[DateMention]
    attributions: Sequence[Attribution]
    opens_on_title: bool = False


def claims_of(article: str, parts: Sequence[Material], language: str) -> tuple[Claim, ...]:
    """The claims of an article's title and first sentences, in order; a title's repetition of one is joined to it."""
    phrases = books(language)
    if phrases is None:
        return ()
    found: list[Candidate] = []
    last = None
    for material in parts:
        context = Context(
            article, material.part, material.text, fold(material.text), material.mentions, material.amounts,
            material.dates, material.attributions, phrases, grammar(language), last,
        )  # fmt: skip
        headline = _headline(material)
        place = 0
        for pair in material.sentences[:SENTENCES_READ]:
            title = material.part == "title" or pair[1] <= headline
            made = candidate(pair, place, context, title=title)
            place += not title
            if made is not None:
                found.append(made)
        last = context.last
    return chosen(found)


def _headline(material: Material) -> int:
    """Where the title ends that a text opens on, 0 where it opens on a sentence or holds nothing else."""
    if not material.opens_on_title or len(material.sentences) < 2:
        return 0
    line = material.text.find("\n", material.sentences[0][0])
    if line < 0 or line - material.sentences[0][0] > LONGEST_TITLE or material.sentences[-1][1] <= line:
        return 0
    return line
