"""Sentences of one brief that tell again what it has told: by words, and by meaning as the teacher's vectors have it."""

from collections.abc import Sequence

import numpy as np

from vigie.knowledge.matching import overlap, tokens_of
from vigie.model import Brief, Sentence
from vigie.ports import Embedder

# Own sentences on origins, agreement and the past are alike by their template: what they tell is their names.
NEWS = {"quoted", "shortened", "translated", "reworded"}
ALIKE_WORDS = 0.6
FEWEST_WORDS = 5
# Under this two sentences tell two things (read on the recorded days; see docs/evaluation.md).
ALIKE_MEANING = 0.86


def repeats(brief: Brief, teacher: Embedder | None) -> tuple[tuple[Sentence, Sentence], ...]:
    """Pairs (an earlier sentence, a later one that repeats it). A title and its own item's lead may say the same: a lead does
    so with the how and the who."""
    found: list[tuple[Sentence, Sentence]] = []
    placed = [(n, sentence) for n, item in enumerate(brief.items) for sentence in item.told() if _is_news(sentence)]
    vectors = _vectors([sentence for _, sentence in placed], teacher)
    tokens = [tokens_of(sentence.text) for _, sentence in placed]
    for later in range(len(placed)):
        for earlier in range(later):
            by_words = (
                min(len(tokens[earlier]), len(tokens[later])) >= FEWEST_WORDS
                and overlap(tokens[earlier], tokens[later]) >= ALIKE_WORDS
            )
            if by_words or float(vectors[earlier] @ vectors[later]) >= ALIKE_MEANING:
                found.append((placed[earlier][1], placed[later][1]))
                break
    return tuple(found)


def _is_news(sentence: Sentence) -> bool:
    return sentence.kind in NEWS


def _vectors(sentences: Sequence[Sentence], teacher: Embedder | None) -> np.ndarray:
    if teacher is None or not sentences:
        return np.zeros((len(sentences), 1), np.float32)
    return teacher.embed([s.text for s in sentences], [s.language for s in sentences])
