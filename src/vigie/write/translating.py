"""The sentences of a story that nobody tells in the reader's language, translated by an engine on the user's machine.

An engine is fluent and wrong: « Meta » becomes « But », the New York Times the « Novo York Times ». So each sentence is tried
as it is, then with its names kept from the engine behind invented ones, then with its figures too; the first that keeps every
name, figure, date and negation is checked like any other sentence. What fails is left out. Read next: shields.py, gates.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vigie.model import ModelError, Sentence
from vigie.ports import Translator
from vigie.write.aids import Aids
from vigie.write.faithful import agreement, lost, most_repeated
from vigie.write.gates import Check, Worded, first_fault, readable, wrong_language
from vigie.write.phrasing import set_spaces
from vigie.write.shields import shielded

# A translation much shorter has lost something, one much longer has invented.
SHORTER, LONGER = 0.5, 2.0
# Of 80 real sentences read beside their round trip, nine in ten of the misleading ones lay under this, and a third of the good.
AGREES_FROM = 0.82
# Longer sentences hold more clauses than an engine keeps apart.
LONGEST = 240
_DOLLARS = re.compile(r"\b(US|R|C|A|HK|NZ|S)\s\$\s?(?=\d)")
# An ending of English that an engine left as it was: « OpenAI's ChatGPT ».
_LEFT_OVER = re.compile(r"\w['’]s(?!\w)")
_QUOTES = '«»“”„"「」『』'


def translated(sentences: Sequence[Sentence], language: str, aids: Aids, check: Check) -> Worded:
    """The sentences in the reader's language, in their order: those that are already, those that could be translated and were
    found to say the same. Titles may be given too. Pure, given what the engine makes of words."""
    told: list[Sentence] = []
    faults: list[str] = []
    tried = 0
    for sentence in sentences:
        if sentence.language == language:
            told.append(sentence)
        elif aids.translator is not None:
            made, fault = _translated(sentence, language, aids, aids.translator, check)
            tried += 1
            told += [made] if made else []
            faults += [fault] if fault else []
    return Worded(tuple(told), tried, tuple(faults))


def _translated(
    sentence: Sentence, language: str, aids: Aids, engine: Translator, check: Check
) -> tuple[Sentence | None, str]:
    """The sentence in the reader's language, or the kind of the first fault of the first attempt."""
    if any(mark in sentence.text for mark in _QUOTES):
        # Words between quotation marks are somebody's own; a translation of them is not.
        return None, "quotation"
    if len(sentence.text) > LONGEST:
        return None, "words"
    found: list[str] = []
    for words in _attempts(sentence, language, aids, engine):
        made = replace(sentence, text=words, language=language, kind="translated", translated=True)
        fault = _fault(made, sentence, aids, check) or _turned(made, sentence, engine)
        if not fault:
            return made, ""
        found.append(fault)
    return None, found[0] if found else "words"


def _attempts(sentence: Sentence, language: str, aids: Aids, engine: Translator) -> Iterator[str]:
    seen: set[str] = set()
    # Engines learnt from plain apostrophes: of « Omron’s » they make « Omron s ».
    plain = sentence.text.replace("’", "'")
    for shield in shielded(plain, sentence.language, aids.reader):
        try:
            words = engine.translate(shield.text, sentence.language, language)
        except ModelError:
            return
        restored = shield.restored(_DOLLARS.sub(r"\1$ ", " ".join(words.split())))
        if restored and restored not in seen:
            seen.add(restored)
            yield set_spaces(restored, language)


def _fault(made: Sentence, source: Sentence, aids: Aids, check: Check) -> str:
    # A title has no full stop to end on.
    if not readable(f"{made.text.rstrip('.')}." if source.kind == "title" else made.text):
        return "words"
    if not SHORTER <= len(made.text) / len(source.text) <= LONGER and not _other_script(made, source):
        return "words"
    if wrong_language(made.text, made.language):
        return "language"
    if most_repeated(made.text) > most_repeated(source.text) or _LEFT_OVER.search(made.text):
        return "words"
    return lost(source, made, aids.reader) or first_fault(made, check)


def _turned(made: Sentence, source: Sentence, engine: Translator) -> str:
    """Whether the translation, translated back, says something else: « gave guidance » comes back as "gave up guidance". An
    engine that does not know the way back cannot be asked, and nothing is shown of it."""
    try:
        back = engine.translate(made.text, made.language, source.language)
    except ModelError:
        return "words"
    return "" if agreement(source, back) >= AGREES_FROM else "words"


def _other_script(made: Sentence, source: Sentence) -> bool:
    """Lengths compare between alphabets only: forty Chinese signs are a hundred letters."""
    return any(c > "\u2e80" for c in made.text + source.text)
