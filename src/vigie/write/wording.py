"""The wording of an item by a language model: sentences merged and rephrased in the reader's language, none of them believed.

A model is given numbered source sentences and says for each of its own which of them it tells. What it writes is shown only
when it is in the reader's language, keeps the figures of what it replaces, and the checker finds all of it in the cited words;
else the source sentence stands as it is, or, where it is in another language, nothing. Read next: gates.py, translating.py.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
from babel import Locale, UnknownLocaleError

from vigie.knowledge.matching import overlap, tokens_of
from vigie.model import Citation, ModelError, Sentence
from vigie.write.aids import Aids
from vigie.write.gates import Check, Worded, figures, first_fault, readable, wrong_language
from vigie.write.phrasing import set_spaces

_INSTRUCTION = """You edit a news brief. Tell what the numbered texts say in at most {most} short sentences, in {language}.
Say only what the texts say. Keep every name as it is written, every number, currency, unit, date, negation, speaker and \
degree of certainty. Add nothing, explain nothing, judge nothing. Put into quotation marks only what stands in quotation \
marks there, word for word. Merge texts that say the same. For each sentence give the numbers of the texts it tells."""

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "texts": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "texts"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
# Two sentences of a model that share this part of their words say the same.
REPEATS_FROM = 0.7
# A sentence may be so much longer than all that it cites: languages differ, inventions add.
LONGER = 1.5


class _Written(msgspec.Struct, frozen=True):
    text: str
    texts: tuple[int, ...]


class _Answer(msgspec.Struct, frozen=True):
    sentences: tuple[_Written, ...]


def reworded(sentences: Sequence[Sentence], language: str, aids: Aids, check: Check) -> Worded:
    """The sentences as the model words them. `sentences` are source sentences, in whatever language; those in the reader's stay
    where the model gives nothing that passes, the others are left out then. Pure, given the model's answers."""
    as_they_are = Worded(tuple(one for one in sentences if one.language == language))
    if aids.model is None or not sentences:
        return as_they_are
    instruction = _INSTRUCTION.format(most=len(sentences), language=_name_of(language))
    try:
        answer = aids.model.complete(instruction, [one.text for one in sentences], SCHEMA)
        written = msgspec.convert(answer, _Answer).sentences
    except (ModelError, msgspec.ValidationError):
        return as_they_are
    kept: list[tuple[tuple[int, ...], Sentence]] = []
    faults: list[str] = []
    for one in written:
        places = tuple(sorted({number - 1 for number in one.texts}))
        if not places or not all(0 <= place < len(sentences) for place in places):
            faults.append("words")
            continue
        made = _sentence(one.text, places, sentences, language)
        if made is None or any(_repeats(made, other) for _, other in kept):
            faults.append("words")
            continue
        fault = "" if made.kind == "quoted" else _fault(made, [sentences[p] for p in places], aids, check)
        if fault:
            faults.append(fault)
        else:
            kept.append((places, made))
    return Worded(_in_order(sentences, language, kept, aids), len(written), tuple(faults))


def _sentence(text: str, places: Sequence[int], sentences: Sequence[Sentence], language: str) -> Sentence | None:
    """The model's words as a sentence with the citations of what it tells; the source's own sentence where it copies one."""
    cited = [sentences[place] for place in places]
    words = set_spaces(text, language)
    for source in cited:
        if source.language == language and source.text == words:
            return replace(source, kind="quoted") if len(cited) == 1 else None
    if not readable(words, most=int(LONGER * sum(len(one.text) for one in cited)) + 40):
        return None
    citations: dict[Citation, None] = {citation: None for one in cited for citation in one.citations}
    foreign = all(one.language != language for one in cited)
    return Sentence(words, language, "reworded", tuple(citations), translated=foreign)


def _repeats(one: Sentence, other: Sentence) -> bool:
    return overlap(tokens_of(one.text), tokens_of(other.text)) >= REPEATS_FROM


def _fault(made: Sentence, cited: Sequence[Sentence], aids: Aids, check: Check) -> str:
    if wrong_language(made.text, made.language):
        return "language"
    known = {amount for one in cited for amount in figures(one.text, one.language, aids)}
    if figures(made.text, made.language, aids) - known:
        return "number"
    return first_fault(made, check)


def _in_order(
    sentences: Sequence[Sentence], language: str, kept: Sequence[tuple[tuple[int, ...], Sentence]], aids: Aids
) -> tuple[Sentence, ...]:
    """What is kept stands where the first sentence that it tells stood. A source sentence gives way only to one that keeps its
    figures."""
    placed: list[tuple[int, Sentence]] = [(places[0], made) for places, made in kept]
    for place, source in enumerate(sentences):
        told = [made for places, made in kept if place in places]
        said = {amount for made in told for amount in figures(made.text, language, aids)}
        loses = not told or bool(figures(source.text, source.language, aids) - said)
        if loses and source.language == language and source not in told:
            placed.append((place, source))
    return tuple(made for _, made in sorted(placed, key=lambda one: one[0]))


def _name_of(language: str) -> str:
    try:
        name = Locale.parse(language).get_language_name("en")
    except (ValueError, UnknownLocaleError):
        name = None
    return f"{name} ({language})" if name else language
