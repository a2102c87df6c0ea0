"""What an engine may not touch: names and figures, hidden behind invented names, and put back where they come out whole."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vigie.knowledge.cues import cues, fold
from vigie.model import Amount, Mention, Sentence, UnderstoodArticle
from vigie.ports import Reader

_DAY = date(2026, 1, 15)
# Names that no language has, short, and told apart by their number.
_INVENTED = "Zor{}"
_PLACEHOLDER = re.compile(r"(?<!\w)Zor(\d+)(?!\w)")
# Signs that no engine has a reason to change: GPT-5, iPhone, xAI, H100, OpenAI.
_CODE = re.compile(r"(?<!\w)(?=\w*(?:[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]-?\d))[A-Za-z][\w-]*(?!\w)")


@dataclass(frozen=True, slots=True)
class Shield:
    """A text with some words hidden, and the words, by number."""

    text: str
    hidden: tuple[str, ...] = ()

    def restored(self, translation: str) -> str:
        """The translation with the hidden words back in it; empty when one of them is lost, doubled or disfigured."""
        found = Counter(int(number) for number in _PLACEHOLDER.findall(translation))
        if found != Counter(range(1, len(self.hidden) + 1)) or "zor" in _PLACEHOLDER.sub("", translation).lower():
            return "" if self.hidden else translation
        return _PLACEHOLDER.sub(lambda match: self.hidden[int(match[1]) - 1], translation)


def shielded(text: str, source: str, target: str, reader: Reader) -> Iterator[Shield]:  # noqa: ARG001
    """The text as it is, then with its names hidden, then with its figures too."""
    read = reader(text, source, _DAY)
    names = [mention for mention in read.understanding.mentions if _is_a_name(mention, text)]
    yield Shield(text)
    if "zor" in text.lower():
        return
    spans = [(one.span.start, one.span.end) for one in names]
    if spans:
        yield _hiding(text, spans)
    figures = [(one.span.start, one.span.end) for one in read.understanding.amounts if not one.currency]
    bare = [pair for pair in figures if text[pair[0] : pair[1]].isdigit()]
    if bare:
        yield _hiding(text, [*spans, *bare])


def _hiding(text: str, spans: Iterable[tuple[int, int]]) -> Shield:
    hidden: list[str] = []
    made: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            continue
        hidden.append(text[start:end])
        made += [text[at:start], _INVENTED.format(len(hidden))]
        at = end
    return Shield("".join([*made, text[at:]]), tuple(hidden))


def kept_whole(source: Sentence, made: Sentence, reader: Reader) -> str:
    """The kind of the first thing that a translation lost or gained: a name, a figure, a date, a negation; empty for none.

    The checker asks whether what is said stands in the source. This asks the other way round as well: a translation that says
    less than its source, « the cook said » for Tim Cook, says something else."""
    one = reader(source.text, source.language, _DAY)
    other = reader(made.text, made.language, _DAY)
    if _names_lost(source.text, one, made.text, other) or _names_lost(made.text, other, source.text, one):
        return "name"
    if Counter(map(_figure, one.understanding.amounts)) != Counter(map(_figure, other.understanding.amounts)):
        return "number"
    if _digits(source.text, one) != _digits(made.text, other):
        return "number"
    if {(d.start, d.end) for d in one.understanding.dates} != {(d.start, d.end) for d in other.understanding.dates}:
        return "date"
    if _negations(source.text, source.language) != _negations(made.text, made.language):
        return "negation"
    return ""


def _names_lost(text: str, read: UnderstoodArticle, other_text: str, other: UnderstoodArticle) -> bool:
    """True when a name of one text is not in the other: the same entity, or the same letters."""
    known = {mention.entity for mention in other.understanding.mentions if mention.entity}
    folded = fold(other_text)
    for mention in read.understanding.mentions:
        written = text[mention.span.start : mention.span.end]
        if not _is_a_name(mention, text) or (mention.entity and mention.entity in known):
            continue
        if not _stands_in(fold(_without_article(written)), folded):
            return True
    return any(not _stands_in(fold(code), folded) for code in _CODE.findall(text))


def _is_a_name(mention: Mention, text: str) -> bool:
    """« US » in « US$ » is a part of a currency."""
    return not text[mention.span.end :].startswith("$")


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first[0].islower() else name


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _figure(amount: Amount) -> tuple[str, str, str]:
    return (f"{amount.value.normalize():f}", amount.currency, amount.unit)


def _digits(text: str, read: UnderstoodArticle) -> Mapping[str, int]:
    """Runs of digits that stand in no amount and no date: « G7 », a model's number, a score."""
    spans = [one.span for one in read.understanding.amounts] + [one.span for one in read.understanding.dates]
    found = (match for match in re.finditer(r"\d+", text))
    return Counter(m[0] for m in found if not any(s.start < m.end() and m.start() < s.end for s in spans))


def _negations(text: str, language: str) -> bool | None:
    """Whether a text denies something."""
    found = cues(language)
    if found is None:
        return None
    phrases = [fold(phrase) for phrase in found.checking.negations or found.status.negation]
    folded = fold(text)
    if not found.spaced:
        return any(phrase in folded for phrase in phrases)
    # « n't » stands at the end of a word, « n’ » before one.
    return any(re.search(rf"(?:(?<!\w)|(?=n't)){re.escape(phrase)}(?:(?!\w)|(?<='))", folded) for phrase in phrases)
