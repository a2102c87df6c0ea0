"""Which sets may have much in common, found without comparing all with all: sketches of sets, and buckets of sketches.

Near-identical sets meet in bands of MinHash signatures (Broder 1997; banding after Leskovec, Rajaraman and Ullman, Mining of
Massive Datasets, §3.4). A short text inside a long one has a small Jaccard and is missed by bands: it is met by the shingles
that are 0 modulo a number in both (Manber 1994, the sampling that winnowing refines, Schleimer et al. 2003; unlike winnowing
it needs no order of the shingles). All in all the work grows with the number of shingles, not with the number of pairs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vigie.group.shingles import Shingles, scrambled

Pairs = NDArray[np.int64]

# Sets with Jaccard .5 meet with probability .999, with .33 (half of each shared) .94, with .1 .21.
BANDS = 24
ROWS = 2
# One shingle in four: of 26 shared ones, those of a brief of 30 words, none is sampled once in 1,800.
SAMPLED = 4
# A set is paired with the first ones of its bucket and with the one before it: forty copies of a wire are 40 × 3 pairs,
# not 40 × 39 / 2.
FIRST = 2
_SEED = np.uint64(0x5649474945)
# Shingles hashed at a time: two megabytes for each of the two arrays.
_AT_ONCE = 1 << 18


def candidates(sets: Sequence[Shingles], kinds: Sequence[int]) -> Pairs:
    """Pairs of places (earlier, later), sorted, of sets of one kind that may share much. `kinds`: only sets of the same one
    meet, the languages for instance."""
    held = np.array([place for place, one in enumerate(sets) if len(one)], dtype=np.int64)
    if len(held) < 2:
        return np.empty((0, 2), dtype=np.int64)
    kept = [sets[place] for place in held]
    salt = scrambled(np.array([kinds[place] for place in held], dtype=np.uint64) + np.uint64(1))
    made = signatures(kept)
    found = [_bucketed(_band(made, band) ^ salt, held) for band in range(BANDS)]
    sampled = [one[one % SAMPLED == 0] for one in kept]
    owner = np.repeat(np.arange(len(kept)), [len(one) for one in sampled])
    found.append(_bucketed(np.concatenate(sampled).astype(np.uint64) ^ salt[owner], held[owner]))
    every = np.unique(np.concatenate(found))
    return np.stack([every >> 32, every & 0xFFFFFFFF], axis=1)


def signatures(sets: Sequence[Shingles]) -> NDArray[np.uint32]:
    """The MinHash signature of each set, none of them empty: the share of equal places in two rows estimates their Jaccard."""
    count = BANDS * ROWS
    seeds = scrambled(np.arange(1, 2 * count + 1, dtype=np.uint64) * _SEED)
    factors, offsets = seeds[:count] | np.uint64(1), seeds[count:]
    found = np.empty((len(sets), count), dtype=np.uint32)
    for start, end in _portions([len(one) for one in sets]):
        values = np.concatenate(sets[start:end]).astype(np.uint64)
        edges = np.cumsum([0, *(len(one) for one in sets[start : end - 1])])
        for place in range(count):
            # Multiply-shift (Dietzfelbinger et al. 1997): the high bits of a·x + b are as good as drawn by lot.
            hashed = ((values * factors[place] + offsets[place]) >> np.uint64(32)).astype(np.uint32)
            found[start:end, place] = np.minimum.reduceat(hashed, edges)
    return found


def _portions(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of sets that are together small enough to be hashed at once."""
    found, start, held = [], 0, 0
    for place, size in enumerate(sizes):
        if place > start and held + size > _AT_ONCE:
            found.append((start, place))
            start, held = place, 0
        held += size
    return [*found, (start, len(sizes))]


def _band(made: NDArray[np.uint32], band: int) -> NDArray[np.uint64]:
    key = np.full(len(made), band + 1, dtype=np.uint64)
    for place in range(band * ROWS, (band + 1) * ROWS):
        key = scrambled(key ^ made[:, place].astype(np.uint64))
    return key


def _bucketed(keys: NDArray[np.uint64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs, as earlier << 32 | later, of places that have a key in common: each with the first of its bucket, and with the
    one before it."""
    order = np.lexsort((places, keys))
    keys, places = keys[order], places[order]
    opens = np.empty(len(keys), dtype=bool)
    opens[:1] = True
    opens[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(opens)[np.cumsum(opens) - 1]
    here = np.arange(len(keys))
    found = []
    for back in (here - 1, *(starts + step for step in range(FIRST))):
        paired = (back >= starts) & (back < here)
        found.append(places[back[paired]] << 32 | places[here[paired]])
    return np.unique(np.concatenate(found))
