"""Headlines that are word for word those of another outlet: all that can be compared where an item has no text.

A column's name (« Morning briefing », « 今日のまとめ ») is a headline too, and stands over another text each day: it is
known by that, not by a list.
"""

from collections.abc import Sequence

from vigie.group.shingles import Shingles, shared

# A light edit changes two runs of two words for each word: of fifteen words one may differ.
SAME_FROM = 0.75
# Two leads under one headline that share less than this are two texts.
CONTRADICTS_UNDER = 0.3
# Under this many shingles a lead is too short to contradict anything.
ENOUGH = 4
# An outlet that gives one headline so often, with nothing under it, names a column.
OFTEN = 3


def same_headline(one: Shingles, other: Shingles, text: Shingles, other_text: Shingles) -> bool:
    """True when two headlines are the same but for a light edit, and what little stands under them does not say otherwise."""
    common = shared(one, other)
    return common >= SAME_FROM * (len(one) + len(other) - common) and not contradict(text, other_text)


def contradict(text: Shingles, other: Shingles) -> bool:
    smaller = min(len(text), len(other))
    return smaller >= ENOUGH and shared(text, other) < CONTRADICTS_UNDER * smaller


def generic_headlines(sources: Sequence[str], headlines: Sequence[Shingles], texts: Sequence[Shingles]) -> set[int]:
    """The places of headlines that some outlet gives to different texts, or again and again; whoever uses them."""
    same: dict[tuple[str, bytes], list[int]] = {}
    for place, (source, headline) in enumerate(zip(sources, headlines, strict=True)):
        if len(headline):
            same.setdefault((source, headline.tobytes()), []).append(place)
    names = {
        headline
        for (_, headline), places in same.items()
        if any(contradict(texts[places[0]], texts[place]) for place in places[1:])
        or sum(len(texts[place]) < ENOUGH for place in places) >= OFTEN
    }
    return {place for place, headline in enumerate(headlines) if headline.tobytes() in names}
