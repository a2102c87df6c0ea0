"""Speech without a verb from our lists: a quotation with its speaker right behind it, or a colon before it.

No list holds every verb that news sets behind a quotation (« …, s'agace X », « …, hurle-t-elle »); where a quotation of some
words ends before one small word and a noun phrase, that word is the cue whatever it means.
"""

import re
from collections.abc import Iterator, Sequence

from vigie.understand.attributions import sources
from vigie.understand.attributions.clauses import Sentence, Word, last_stop
from vigie.understand.attributions.contents import Told, said_before, size
from vigie.understand.attributions.sources import Source

# A shorter quotation is a word at arm's length, not speech.
WORDS = 5
NAME_WORDS = 5
_INVERTED = re.compile(r"-(?:t-)?(?P<who>ils?|elles?|on)(?!\w)")
_BETWEEN = re.compile(r"[ \u00a0\u202f,—–-]*")


def speech_of(sentence: Sentence, earlier: Sequence[Told], *, title: bool) -> Iterator[Told]:
    """What the quotations of a sentence tell that none of its cues has told."""
    for start, end in sentence.quotations:
        if size(sentence, max(0, start), min(end, len(sentence.text))) < WORDS and not title:
            continue
        if any(one.content[0] < end and start < one.content[1] for one in earlier):
            continue
        found = _behind(sentence, (start, end), earlier) or _named_before(sentence, start, end, title=title)
        if found is not None:
            yield found


def _behind(  # noqa: PLR0911 - one way out a sign
    sentence: Sentence, quoted: tuple[int, int], earlier: Sequence[Told]
) -> Told | None:
    """« … », s'agace la maire: a verb of any meaning and who speaks."""
    between = _BETWEEN.match(sentence.text, min(quoted[1], len(sentence.text)))
    if not sentence.lexicon.spaced or between is None or quoted[1] >= len(sentence.text):
        return None
    words = list(sentence.words_in(between.end(), len(sentence.text)))
    first = words[0].start if words else -1
    if first != between.end():
        return None
    while words and words[0].low in sentence.lexicon.auxiliaries:
        words.pop(0)
    if not words or not _may_be_verb(sentence, words[0]):
        return None
    verb = words[0]
    content = said_before(sentence, first, earlier)
    if content is None:
        return None
    if inverted := _INVERTED.search(sentence.low, first, verb.end + 8):
        source = Source(inverted.start("who"), inverted.end("who"), "", "", anonymous=False, pronoun=True)
        return Told((first, max(inverted.end(), verb.end)), source, content)
    following = words[1] if len(words) > 1 else None
    while following is not None and sentence.adverb(following):
        words.pop(1)
        following = words[1] if len(words) > 1 else None
    if following is None or not (sentence.text[following.start].isupper() or _is_article(sentence, following)):
        return None
    source_found = sources.after(sentence, verb.end, inverted=True)
    return Told((first, verb.end), source_found, content) if source_found else None


def _named_before(sentence: Sentence, start: int, end: int, *, title: bool) -> Told | None:
    """« Le maire ne s'arrête pas là : « … » »: a colon brings in speech, and the sentence's subject speaks."""
    left = sentence.text[: max(0, start)].rstrip()
    if start < 0 or not left.endswith((":", "：")) or not sentence.lexicon.spaced:
        return None
    at = len(left) - 1
    words = sentence.words_in(last_stop(sentence.text, 0, at), at)
    capitals = bool(words) and len(words) <= NAME_WORDS and all(
        sentence.text[word.start].isupper() or word.low in sentence.lexicon.small for word in words
    )  # fmt: skip
    source = sources.named(sentence, words[0].start, words[-1].end) if capitals else None
    source = source or (None if title else sources.subject(sentence, at))
    return Told(None, source, (start, min(end, max(end, len(sentence.text))))) if source else None


def _may_be_verb(sentence: Sentence, word: Word) -> bool:
    lexicon = sentence.lexicon
    groups = (lexicon.small, lexicon.adjuncts, lexicon.joining, lexicon.relatives, lexicon.indefinites, lexicon.adverbs)
    listed = any(word.low in group for group in groups) or any(low == word.start for low, _ in sentence.breaks)
    return sentence.text[word.start].islower() and not listed and not sentence.adverb(word) and len(word.low) > 2


def _is_article(sentence: Sentence, word: Word) -> bool:
    lexicon = sentence.lexicon
    elided = word.low[:2] in {"l'", "d'"}
    barred = word.low in lexicon.adjuncts or word.low in lexicon.joining or word.low in lexicon.relatives
    begun = any(low == word.start for low, _ in sentence.breaks)
    return (elided or word.low in lexicon.small or word.low in lexicon.indefinites) and not barred and not begun
