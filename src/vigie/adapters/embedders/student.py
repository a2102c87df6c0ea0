"""Sentence vectors without a network: one table of word vectors, taught to imitate the centred E5 (evals/train_student.py).

A text is the sum of its tokens' rows, made unit. Tokens are folded words (runs of kana count as such), all pieces of one to
four characters of runs of Chinese, Thai and the like, and for an unknown word its longest known pieces from its start on
(as WordPiece, Schuster & Nakajima 2012) with a row shared by chance. Rows began as the teacher's own vectors of single
words, which is what lets languages meet (after Model2Vec), and were then fitted to its vectors of whole texts. Keys are
hashes: the table holds no text. No BLAS, so a text has the same bits on every machine.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

LONGEST = 1500
# Unknown words are spread over this many rows at the end of the table.
BUCKETS = 2048
# Characters in the longest known piece of a script written without spaces, and in the longest known word.
GRAM, WORD = 4, 24
# Pieces an unknown word is cut into at most.
PIECES = 6
# Texts whose rows are held at once: 512 texts of 60 tokens are 24 MB.
BLOCK = 512
# Words whose rows are remembered; about 60 MB when full.
REMEMBERED = 300_000

_HIRAGANA = "\u3041-\u3096\u309d-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
# Chinese, Thai, Lao, Burmese, Khmer.
_UNSPACED = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e01-\u0e4e\u0e81-\u0edf\u1000-\u109f\u1780-\u17dd"
# Vowel signs of the scripts of India are no letters to `re`, and yet belong to words.
_LETTERS = rf"(?:[^\W_{_UNSPACED}{_HIRAGANA}{_KATAKANA}]|[\u0900-\u0dff\u0300-\u036f])+"
_RUNS = re.compile(rf"([{_UNSPACED}]+)|([{_HIRAGANA}]+|[{_KATAKANA}]+|{_LETTERS})")
_GRAM = re.compile(f"[{_UNSPACED}]")
# Scripts in which a piece is the same at the start of a word and inside it: kana, Hangul, Arabic with its joined articles.
_SAME_INSIDE = re.compile(f"[{_HIRAGANA}{_KATAKANA}\uac00-\ud7a3\u0620-\u06ff]")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


class StudentEmbedder:
    """Small (20 MB), the same on every platform, thousands of texts a second."""

    name = "student-1"
    dimensions = 192

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, ...]] = {}

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 (the port's)
        """See vigie.ports.Embedder. The languages make no difference; texts are cut at 1,500 characters."""
        rows, scales = _table()
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BLOCK):
            tokens = [self._rows_of(text) for text in texts[start : start + BLOCK]]
            said = [place for place, some in enumerate(tokens) if some]
            if said:
                flat = np.concatenate([np.array(tokens[place], dtype=np.int64) for place in said])
                starts = np.cumsum([0] + [len(tokens[place]) for place in said[:-1]])
                sums = np.add.reduceat(rows[flat].astype(np.float32) * scales[flat, None], starts, axis=0)
                lengths = np.sqrt(np.square(sums, dtype=np.float32).sum(axis=1, keepdims=True))
                found[[start + place for place in said]] = sums / np.where(lengths == 0, 1, lengths)
        return found

    def _rows_of(self, text: str) -> list[int]:
        """The rows of a text, each once, in the order of their first token."""
        found: dict[int, None] = {}
        known = self._known
        for token in tokens_of(text):
            rows = known.get(token)
            if rows is None:
                if len(known) >= REMEMBERED:
                    known.clear()
                rows = known[token] = rows_of_token(token, _keys(), len(_table()[1]) - BUCKETS)
            for row in rows:
                found[row] = None
        return list(found)


def tokens_of(text: str) -> Iterator[str]:
    """Folded words; of runs without spaces, every piece of one to four characters."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    for run, word in _RUNS.findall(_MARKS.sub("", folded)):
        if word:
            yield word
        else:
            for size in range(1, GRAM + 1):
                for start in range(len(run) - size + 1):
                    yield run[start : start + size]


def key_of(token: str) -> int:
    return zlib.crc32(token.encode("utf-8", "surrogatepass"))


def rows_of_token(token: str, keys: dict[int, int], known: int) -> tuple[int, ...]:
    """The row of a known token; the rows of an unknown one's pieces and its row by chance. `known`: rows before those."""
    row = keys.get(key_of(token))
    if row is not None:
        return (row,)
    chance = known + key_of(f"?{token}") % BUCKETS
    if is_gram(token):
        return (chance,) if len(token) == 1 else ()
    found: list[int] = []
    start, inner, least = 0, inside(token), 2
    while start < len(token) and len(found) < PIECES:
        for end in range(min(len(token), start + WORD), start + least - 1, -1):
            piece = keys.get(key_of(f"{inner if start else ''}{token[start:end]}"))
            if piece is not None:
                found.append(piece)
                start = end
                break
        else:
            if start == 0 and inner:
                break
            start += 1
        least = 3 if inner else 2
    return (*found, chance)


def inside(token: str) -> str:
    """What stands before a piece of this word in its key when the piece is not the first."""
    return "" if _SAME_INSIDE.match(token) else "##"


def is_gram(token: str) -> bool:
    """Whether a token is a piece of a run of a script without spaces."""
    return bool(_GRAM.match(token))


@cache
def _table() -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    with (files("vigie.adapters.embedders") / "student.npz").open("rb") as stream, np.load(stream) as stored:
        return stored["rows"], stored["scales"].astype(np.float32)


@cache
def _keys() -> dict[int, int]:
    with (files("vigie.adapters.embedders") / "student.npz").open("rb") as stream, np.load(stream) as stored:
        return {key: row for row, key in enumerate(stored["keys"].tolist())}
