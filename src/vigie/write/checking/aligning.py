"""Aligning: a sentence laid beside the cited sentence of the same language that it was made from, word by word.

Most checked sentences are a source's own with something cut, turned or put into another format. Laid side by side, what
was put in or replaced shows at once, whatever it is; each change must be one of those that leave the sense alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vigie.write.checking.passages import Passage, Word

# Of the telling words of the sentence, the part that must stand in one cited sentence to lay the two side by side.
ALIGNED_FROM = 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the sentence that stand where the cited sentence has others (either may be empty). `bounded`: what is gone
    stood between punctuation, so that it was a phrase of its own; `aside`: between brackets."""

    said: tuple[Word, ...]
    cited: tuple[Word, ...]
    bounded: bool
    aside: bool


@dataclass(frozen=True)
class Alignment:
    """Two passages side by side."""

    said: Passage
    cited: Passage
    changes: tuple[Change, ...]
    kept: frozenset[int]  # starts of the cited words that the sentence kept
    share: float


def best(said: Passage, cited: Sequence[Passage]) -> Alignment | None:
    """The alignment with the cited sentence that accounts for most of the sentence, if it accounts for enough of it."""
    made = [align(said, one) for one in cited if one.language == said.language]
    found = max(made, key=lambda one: (one.share, -len(one.cited.words)), default=None)
    return found if found is not None and found.share >= ALIGNED_FROM else None


def align(said: Passage, cited: Passage) -> Alignment:
    ours = [word for word in said.words if not word.mark]
    theirs = [word for word in cited.words if not word.mark]
    matcher = SequenceMatcher(None, [w.norm for w in theirs], [w.norm for w in ours], autojunk=False)
    broken = list(_broken(cited, theirs))
    changes = []
    matched = 0
    kept: set[int] = set()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            matched += sum(not word.is_free() for word in ours[j1:j2])
            kept.update(word.start for word in theirs[i1:i2])
            continue
        # A capital of a common word may move with a cut; a gap of small words alone is no phrase.
        left = i1 == 0 or broken[i1 - 1]
        right = i2 == len(theirs) or broken[i2 - 1]
        changes.append(
            Change(tuple(ours[j1:j2]), tuple(theirs[i1:i2]), left and right, _bracketed(cited, theirs[i1:i2]))
        )
    telling = [word for word in ours if not word.is_free()]
    there = {word.norm for word in theirs}
    held = max(matched, sum(word.norm in there for word in telling))  # in another order, they are still its words
    return Alignment(said, cited, tuple(changes), frozenset(kept), held / len(telling) if telling else 0.0)


def _broken(passage: Passage, words: Sequence[Word]) -> Iterator[bool]:
    """For each word, whether punctuation stands between it and the next."""
    marks = [word.start for word in passage.words if word.mark and word.text not in "'’-‑"]
    at = 0
    for one, following in zip(words, (*words[1:], None), strict=True):
        while at < len(marks) and marks[at] < one.end:
            at += 1
        yield following is None or (at < len(marks) and marks[at] < following.start)


def _bracketed(passage: Passage, words: Sequence[Word]) -> bool:
    if not words:
        return False
    before, after = passage.text[: words[0].start].rstrip()[-1:], passage.text[words[-1].end :].lstrip()[:1]
    return (before + after) in {"()", "（）", "[]"}
