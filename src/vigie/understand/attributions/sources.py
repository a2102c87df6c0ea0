"""Who speaks: the noun phrase before or behind a cue, whether it is a name, a pronoun or nobody to be asked again."""

import re
from dataclasses import dataclass

from vigie.model import Mention
from vigie.understand.attributions.clauses import Sentence, Word, commas, last_stop, next_stop, trimmed

_LATIN = re.compile(r"[\x20-\x7e]+")
# Kinds of names that say nothing themselves.
MUTE = {"place", "model", "product", "chip"}
MOST_WORDS = 18
MOST_SIGNS = 34  # where words are not separated
APPOSITION = 14
SHORT = 8
# A relative clause of so many words is part of who speaks: « une femme qui s'est présentée aux urgences a indiqué ».
CLAUSE = 3


@dataclass(frozen=True, slots=True)
class Source:
    """A source's words in its sentence. `name` is who that is as far as its own words tell, or empty for a pronoun."""

    start: int
    end: int
    name: str
    entity: str
    anonymous: bool
    pronoun: bool = False


def before(sentence: Sentence, at: int) -> Source | None:
    """The noun phrase that ends right before `at`: « le ministre, M. Untel, a déclaré », "Acme, which makes pumps, said"."""
    text = sentence.text
    low, end = trimmed(text, last_stop(text, 0, at), at)
    places = commas(text, low, end)
    if not text[end:at].strip() or text[end:at].strip(" ,，、،"):
        start = _behind_breaks(sentence, places[-1] + 1 if places else low, end)
        words = list(sentence.words_in(start, end))
        while len(words) > 1 and (sentence.adverb(words[-1]) or words[-1].low in sentence.lexicon.adjuncts):
            end = words.pop(-1).start  # "the minister on Tuesday said"
        return _made(sentence, start, _first_adjunct(sentence, start, end))
    # An apposition closes right before the verb: the name stands before it (« Lance Beebe, 49, a veteran, said »).
    while places and not any(c.isalpha() for c in text[places[-2] + 1 if len(places) > 1 else low : places[-1]]):
        places.pop()
    if not places:
        return None
    start = _behind_breaks(sentence, places[-2] + 1 if len(places) > 1 else low, places[-1])
    return _made(sentence, start, end, most=2 * MOST_WORDS)


def _first_adjunct(sentence: Sentence, start: int, end: int) -> int:
    """「英伟达CEO黄仁勋在接受采访时表示」: before what stands between a subject and its verb, in scripts without blanks."""
    return end if sentence.lexicon.spaced else _first_break(sentence, start, end)


def dative(sentence: Sentence, source: Source) -> Source:
    """The noun phrase that ends a source where verbs come second: « nimmt Schätzungen zufolge », « waren ersten Berichten
    zufolge ». It goes back over capitals, small words and what is inflected before a capital."""
    if not sentence.lexicon.verb_second:
        return source
    start, later = source.end, ""
    for word in reversed(sentence.words_in(source.start, source.end)):
        capital = sentence.text[word.start].isupper()
        inflected = later[:1].isupper() and word.low.endswith(("en", "er", "em", "e", "es"))
        if not (capital or inflected or word.low in sentence.lexicon.small):
            break
        start, later = word.start, sentence.text[word.start : word.end]
    return _made(sentence, start, source.end) or source if start < source.end else source


def antecedent(sentence: Sentence, at: int) -> Source | None:
    """What a relative pronoun at `at` takes up: « Le Parisien, qui rapporte … »."""
    low, end = trimmed(sentence.text, last_stop(sentence.text, 0, at), at)
    places = commas(sentence.text, low, end)
    return _made(sentence, _behind_breaks(sentence, places[-1] + 1 if places else low, end), end)


def after(
    sentence: Sentence, at: int, *, limit: int | None = None, inverted: bool = False, opening: bool = False
) -> Source | None:
    """The noun phrase that begins right behind `at`, with the apposition that follows it. With `opening` what is said comes
    behind the next comma, so an apposition is one only if a second comma closes it."""
    text, high = sentence.text, len(sentence.text) if limit is None else limit
    if text[at : at + 2].strip().startswith(","):
        return None
    stop = next_stop(text, at, high)
    places = commas(text, at, stop)
    end = places[0] if places else stop
    start, end = trimmed(text, at, end)
    start = _behind_adjuncts(sentence, start, end) if inverted else start
    for hit in sentence.pronouns:  # « selon eux incompatibles »
        alone = not sentence.text[hit.end : hit.end + 2].strip()[:1].isupper() and sentence.lexicon.spaced
        if hit.start == start and sentence.text[hit.start : hit.end].isalpha() and alone:
            return _made(sentence, hit.start, hit.end)
    cut = _first_break(sentence, start, end, whole=not inverted)
    end = trimmed(text, start, cut)[1]
    if len(places) > opening and end >= places[0] - 1:
        end = _with_apposition(sentence, end, places, stop, opening=opening)
    return _made(sentence, start, end)


def subject(sentence: Sentence, at: int) -> Source | None:
    """Whose act the main verb of a sentence tells, for « X recule, affirmant que … »: the first that can speak."""
    quoted = sentence.quotations
    for hit in sentence.anonymous:
        if hit.end <= at and not any(word.start < hit.start for word in sentence.words_in(0, hit.start)[3:]):
            return _made(sentence, hit.start, hit.end)
    for n, mention in enumerate(sentence.mentions):
        start, end = _place(sentence, mention)
        before_it = sentence.words_in(0, start)
        placed = bool(before_it) and before_it[-1].low in sentence.lexicon.adjuncts  # « À Aniche », "In London"
        word = sentence.low[start:end]
        nobody = (
            word in sentence.lexicon.small
            or sentence.lexicon.adverb(word, capital=sentence.text[start].isupper())
            or any(a == start for a, _ in sentence.breaks)
        )
        if (
            end <= at
            and mention.kind not in MUTE
            and not placed
            and not nobody
            and not any(a <= start < b for a, b in quoted)
        ):
            return _made(sentence, _grown_left(sentence, start), _grown_right(sentence, n, at))
    for hit in sentence.pronouns:
        if hit.end <= at:
            return Source(hit.start, hit.end, "", "", anonymous=False, pronoun=True)
    return None


def _grown_right(sentence: Sentence, number: int, at: int) -> int:
    """« Le Premier ministre Amadou Oury Bah »: a name goes on where one small word stands before the next."""
    end = _place(sentence, sentence.mentions[number])[1]
    for mention in sentence.mentions[number + 1 :]:
        start, after_it = _place(sentence, mention)
        between = sentence.text[end:start]
        if after_it > at or len(between) > 16 or len(between.split()) > 1 or not between.strip().isalpha():
            break
        end = after_it
    return end


def named(sentence: Sentence, start: int, end: int) -> Source | None:
    """The source that stands exactly there, whatever it is."""
    return _made(sentence, start, end)


def _made(sentence: Sentence, start: int, end: int, most: int = MOST_WORDS) -> Source | None:
    text = sentence.text
    start, end = trimmed(text, start, end)
    start, end = _unwrapped(sentence, start, end)
    if end <= start or not any(c.isalpha() for c in text[start:end]):
        return None
    words = sentence.words_in(start, end)
    if sentence.lexicon.spaced:
        if not words or (len(words) > most and not (words := _last_of(sentence, words))):
            return None
        start = max(start, words[0].start) if words[0].start > start and text[start] not in '(“"«' else start
    elif _weight(text[start:end]) > MOST_SIGNS:
        return None
    # لرويترز: « to » is written onto the name.
    glued = any(_place(sentence, one)[0] == start + 1 for one in sentence.mentions)
    start += glued and "\u0600" <= text[start] <= "\u06ff"
    if all(sentence.adverb(word) or word.low in sentence.lexicon.adjuncts for word in words) and words:
        return None
    low = sentence.low[start:end]
    if any(hit.start == start and hit.end == end for hit in sentence.pronouns) or low in sentence.lexicon.relatives:
        return Source(start, end, "", "", _anonymous(sentence, start, end), pronoun=True)
    mention = _speaking(sentence, start, end)
    hidden = _anonymous(sentence, start, end) and not (mention and mention.kind == "person")
    name = mention.name if mention else text[start:end]
    return Source(start, end, text[start:end] if hidden else name, mention.entity if mention else "", hidden)


def _weight(text: str) -> int:
    """How long words of a script without blanks are: a run of Latin letters counts as one sign."""
    return len(_LATIN.sub("a", text))


def _speaking(sentence: Sentence, start: int, end: int) -> Mention | None:
    """Of the names in a noun phrase, the one that speaks: the person (« Mark Zuckerberg, patron de Meta »), else the first."""
    inside = [m for m in sentence.mentions if m.kind not in MUTE and start <= m.span.start - sentence.start < end]
    return next((m for m in inside if m.kind == "person"), inside[0] if inside else None)


def _anonymous(sentence: Sentence, start: int, end: int) -> bool:
    """« une source policière », "people familiar with the matter", "two officials": a phrase of the language's list, or an
    indefinite word with somebody unnamed behind it."""
    lexicon = sentence.lexicon
    half = start + max(12, (end - start) * 2 // 3)
    if any(start <= hit.start < min(half, end) or hit.start <= start < hit.end for hit in sentence.anonymous):
        return True
    words = sentence.words_in(start, end)
    if not words or not lexicon.unnamed:
        return False
    return words[0].low in lexicon.indefinites and any(word.low in lexicon.unnamed for word in words)


def _behind_breaks(sentence: Sentence, start: int, end: int) -> int:
    """Behind the last word that begins a clause; behind « et » where a new subject begins after it."""
    for low, high in sentence.breaks:
        relative = sentence.low[low:high] in sentence.lexicon.relatives and low > start
        if start <= low and high < end and not (relative and len(sentence.words_in(high, end)) >= CLAUSE):
            start = high
    words = sentence.words_in(start, end)
    while words and (words[0].low in sentence.lexicon.joining or sentence.adverb(words[0])):
        start = words[0].end
        words = words[1:]
    for hit in sentence.pronouns:  # « … et il a ajouté »
        if hit.end == trimmed(sentence.text, start, end)[1] and hit.start > start:
            previous = [word for word in words if word.end <= hit.start]
            if previous and previous[-1].low in sentence.lexicon.joining:
                return hit.start
    return start


def _first_break(sentence: Sentence, start: int, end: int, *, whole: bool = False) -> int:
    """Before the first word behind a source that begins something else: a clause, « à l'AFP », « lundi ». With `whole` a
    phrase without a name goes on to its end: « selon les chiffres publiés vendredi par Santé publique France »."""
    named_yet = not whole or any(c.isupper() for c in sentence.text[start : start + 1])
    for low, _ in sentence.breaks:
        if start < low < end:
            end = low
    end = next((hit.start for hit in sentence.complementizers if start < hit.start and hit.end <= end), end)
    hidden = max((hit.end for hit in sentence.anonymous if start <= hit.start < end), default=-1)
    words = sentence.words_in(start, end)
    # « laut einer am Dienstag veröffentlichten Mitteilung »: between an article and its noun stands what belongs to both.
    framed = len(words) > 4 and words[0].low in sentence.lexicon.small and words[1].low in sentence.lexicon.adjuncts
    first = 4 if framed and sentence.lexicon.verb_second else 1
    for n, word in enumerate(words[first:], first):
        following = words[n + 1] if n + 1 < len(words) else None
        if not named_yet and sentence.text[word.start].isupper():
            named_yet = True
        # "people familiar with the matter" is one phrase; "Sophie in 't Veld" and "mayor of X in Ohio" are names.
        leads = following is not None and any(c.isupper() for c in sentence.text[following.start : following.end])
        adjunct = (
            word.low in sentence.lexicon.adjuncts and hidden < 0 and not (leads and not sentence.lexicon.verb_second)
        )
        if named_yet and (adjunct or sentence.adverb(word)) and word.start >= hidden:
            return word.start
    if not sentence.lexicon.spaced:
        return min(
            (at for word in sentence.lexicon.adjuncts if (at := sentence.low.find(word, start + 2, end)) > 0),
            default=end,
        )
    return end


def _behind_adjuncts(sentence: Sentence, start: int, end: int) -> int:
    """« a indiqué lundi à l'AFP une source policière »: behind the day and the one spoken to, where a noun phrase begins."""
    lexicon = sentence.lexicon
    words = list(sentence.words_in(start, end))
    while words and sentence.adverb(words[0]):
        words.pop(0)
    if words and words[0].low in lexicon.adjuncts:
        begun = [m.span.start - sentence.start for m in sentence.mentions]
        for at, word in enumerate(words[2:], 2):
            if any(a == word.start for a, _ in sentence.breaks):
                return end
            fresh = word.low in lexicon.indefinites or any(hit.start == word.start for hit in sentence.anonymous)
            if fresh or (word.low in lexicon.small and word.low not in lexicon.adjuncts and at > 1 and begun):
                return word.start
        return end
    return words[0].start if words else end


def _with_apposition(sentence: Sentence, end: int, places: list[int], stop: int, *, opening: bool) -> int:
    """« a déclaré Jeanne Orsolle, directrice du port, lors d'un point presse »: to the end of what says who she is."""
    low = places[0] + 1
    high = places[1] if len(places) > 1 else stop
    words = sentence.words_in(low, high)
    lexicon = sentence.lexicon
    if not words or len(words) > APPOSITION:
        return end
    first = words[0].low
    relatives: frozenset[str] = lexicon.relatives
    told = not lexicon.verb_second and first in relatives and words[-1].end - words[0].start > SHORT
    if lexicon.verb_second:
        # « …, der Verein habe … »: verbs that begin a clause, and pronouns, are no part of who somebody is.
        verbs = any(low <= start < high for start, _ in sentence.breaks)
        if verbs or any(hit.start == words[0].start and hit.end == words[0].end for hit in sentence.pronouns):
            return end
        # « …, die Leiterin des Hafens »; a relative clause ends in its verb.
        if sentence.text[words[-1].start].isupper():
            relatives -= lexicon.small
    barred = (lexicon.adjuncts, lexicon.joining, relatives, lexicon.adverbs)
    begun = any(start == words[0].start for start, _ in sentence.breaks)
    if not told and (begun or any(first in group for group in barred)):
        return end
    # « Selon le Monde, le ministre, M. Untel, a … »: an apposition has no article, and « ministre » no capital.
    begins = first in lexicon.small and first not in lexicon.indefinites and not told
    if opening and (
        begins or sentence.text[words[0].start].isupper() or any(h.start == words[0].start for h in sentence.pronouns)
    ):
        return end
    if lexicon.book.find(sentence.text[low:high], sentence.low[low:high]):
        return end
    end = trimmed(sentence.text, low, high)[1]
    return _with_apposition(sentence, end, places[1:], stop, opening=opening) if len(places) > 1 + opening else end


def _unwrapped(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Without the bracket or the mark that only one end has."""
    text = sentence.text
    while start < end and text[start] in ")）]»”":
        start += 1
    while end > start and text[end - 1] in "(（[«“":
        end -= 1
    return trimmed(text, start, end)


def _last_of(sentence: Sentence, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The end of a stretch too long for a noun phrase: from its last name, if it has one near its end."""
    for mention in reversed(sentence.mentions):
        start, _ = _place(sentence, mention)
        kept = tuple(word for word in words if word.start >= start)
        if 0 < len(kept) <= 8 and mention.kind not in MUTE:
            return kept
    return ()


def _grown_left(sentence: Sentence, start: int) -> int:
    """A name with the office before it, where that opens the sentence: « Le ministre Untel »."""
    low = last_stop(sentence.text, 0, start)
    words = sentence.words_in(low, start)
    return words[0].start if 0 < len(words) <= 6 and not commas(sentence.text, low, start) else start


def _place(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    return mention.span.start - sentence.start, mention.span.end - sentence.start
