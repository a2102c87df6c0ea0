"""What an outlet puts under everything it publishes: « Inscrivez-vous à notre newsletter », disclaimers, standing background.

Such words are shared by articles that otherwise have nothing in common, and must not make them copies. No list of phrases
could hold them in every language: they are recognised by their being found in several texts of one outlet of which each has
much that is its own.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vigie.group.shingles import Shingles

# A text is one of its own when so much of it is nowhere else in its outlet; a copy, even one edited lightly, is not. Where
# a long disclaimer leaves little room for that (Thefly.com, 2026-02: 30 words of news over 100 of advertisement), less will
# do if more texts agree.
OWN, ENOUGH_TEXTS = 0.2, 3
LITTLE_OWN, MANY_TEXTS = 0.1, 6


def without_stock(sets: Sequence[Shingles], sources: Sequence[str]) -> list[Shingles]:
    """The sets without the shingles that are stock phrases of any source; `sources` names the source of each set."""
    if not sets:
        return []
    stock = _stock(sets, sources)
    if not len(stock):
        return list(sets)
    every = np.concatenate(sets)
    places = np.minimum(np.searchsorted(stock, every), len(stock) - 1)
    kept = stock[places] != every
    ends = np.cumsum([len(one) for one in sets])
    return [one[part] for one, part in zip(sets, np.split(kept, ends[:-1]), strict=True)]


def _stock(sets: Sequence[Shingles], sources: Sequence[str]) -> NDArray[np.uint32]:
    """The shingles, in order, that enough texts of one source share without being alike."""
    number = {source: place for place, source in enumerate(dict.fromkeys(sources))}
    owner = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    source = np.array([number[name] for name in sources], dtype=np.uint64)[owner]
    keys, where, counts = np.unique(
        source << np.uint64(32) | np.concatenate(sets), return_inverse=True, return_counts=True
    )
    alone = np.bincount(owner, weights=counts[where] == 1, minlength=len(sets))
    share = alone / np.maximum(1, np.bincount(owner, minlength=len(sets)))
    found = np.zeros(len(keys), dtype=bool)
    for least, texts in ((OWN, ENOUGH_TEXTS), (LITTLE_OWN, MANY_TEXTS)):
        found |= np.bincount(where, weights=share[owner] >= least, minlength=len(keys)) >= texts
    return np.unique(keys[found].astype(np.uint32))
