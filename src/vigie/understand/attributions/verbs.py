"""Verbs of saying: « X a déclaré que … », « …, a déclaré X », "X, a maker of pumps, said …", « Comme l'a révélé X, … »."""

import re
from collections.abc import Sequence

from vigie.knowledge.matching import Found
from vigie.understand.attributions import sources
from vigie.understand.attributions.clauses import Sentence, commas, last_stop, trimmed
from vigie.understand.attributions.contents import (
    REACH,
    WEAK_REACH,
    Told,
    around_both,
    between_commas,
    closes,
    marker,
    nothing_said,
    said_after,
    said_before,
)
from vigie.understand.attributions.lexicon import Role
from vigie.understand.attributions.quotations import around
from vigie.understand.attributions.sources import Source

# « affirme-t-il », "a-t-elle ajouté": the speaker inside the cue.
_INVERTED = re.compile(r"(?:-(?:t-)?| t-)(?P<who>ils?|elles?|on|nous|je|moi)(?!\w)")
LONGEST_NAME = 4
LONGEST_SUBJECT = 5


def verb(  # noqa: PLR0911 - one way out a shape
    sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]], earlier: Sequence[Told]
) -> Told | None:
    start, helped, passive = _grown(sentence, hit.start)
    if hit.meaning in {Role.PARTICIPLE, Role.WEAK_PARTICIPLE} and not (helped or passive):
        return None
    end = hit.end
    inside = _INVERTED.search(sentence.low, start, hit.end)
    tail = _INVERTED.match(sentence.low, hit.end)
    if tail is not None:
        end = tail.end()
    if passive and hit.meaning not in {Role.GERUND, Role.WEAK_GERUND}:
        return _passive(sentence, (start, end), end)
    gerund = hit.meaning in {Role.GERUND, Role.WEAK_GERUND}
    going_on = gerund and passive  # "is considering", "were saying"
    weak = going_on or hit.meaning in {Role.WEAK, Role.WEAK_PARTICIPLE, Role.WEAK_GERUND}
    said = marker(sentence, end, WEAK_REACH if weak else REACH)
    pronoun = tail or inside
    behind = closes(sentence, start)
    if pronoun is not None:
        source = Source(pronoun.start("who"), pronoun.end("who"), "", "", anonymous=False, pronoun=True)
        quoted = around(sentence.quotations, start)
        if quoted is not None and quoted[0] < start and quoted[1] > end:
            return Told((start, end), source, quoted)
        content = said_before(sentence, start, earlier) if behind or said is None else said_after(sentence, said, cues)
        return Told((start, end), source, content) if content else None
    if gerund and not going_on:
        if weak and said is None:
            return None
        left = sentence.text[:start].rstrip()
        if said is None and not left.endswith(
            (",", "»", "”", '"', "—", "–")
        ):  # "a poll showing his lead" tells of a poll
            return None
        close = sources.before(sentence, start) if left and left[-1].isalnum() else None  # « des médias annonçant … »
        close = close or _right_before(sentence, left)
        owner = close or (earlier[-1].source if earlier else None) or sources.subject(sentence, start)
        content = said_after(sentence, end if said is None else said, cues)
        return Told((start, end), owner, content) if owner and content else None
    if behind:
        return _behind_what_is_said(sentence, (start, end), cues, earlier)
    return _subject_first(sentence, (start, end), said, weak, cues, earlier)


def _right_before(sentence: Sentence, left: str) -> Source | None:
    """« Les trois assistantes, revendiquant … »: what stands between the sentence's start and the comma, if it is short."""
    if (
        not left.endswith(",")
        or commas(left, 0, len(left) - 1)
        or len(sentence.words_in(0, len(left))) > LONGEST_SUBJECT
    ):
        return None
    return sources.named(sentence, 0, len(left) - 1)


def _behind_what_is_said(
    sentence: Sentence, cue: tuple[int, int], cues: Sequence[Found[Role]], earlier: Sequence[Told]
) -> Told | None:
    """« …, a déclaré X »; but « X, maire de Y, a déclaré que … » where what is said follows at once or nobody does."""
    following = next(iter(sentence.words_in(cue[1], len(sentence.text))), None)
    aside = following is not None and (following.low in sentence.lexicon.adjuncts or sentence.adverb(following))
    close = marker(sentence, cue[1], REACH if aside else 2)
    source = sources.after(sentence, cue[1], inverted=True)
    apposed = _apposed(sentence, cue[0])
    turned = sentence.lexicon.verb_second and source is not None and not apposed  # « …, sagte X, dass … »
    if source is None or apposed or (close is not None and not turned):
        apart = sources.before(sentence, cue[0])
        if apart is not None:
            return _with_content(sentence, cue, apart, marker(sentence, cue[1], REACH), False, cues, earlier)
    content = said_before(sentence, cue[0], earlier)
    if content is None or (source is None and not sentence.lexicon.drops_subject):
        return None
    return Told(cue, source, content)


def _apposed(sentence: Sentence, at: int) -> bool:  # noqa: PLR0911 - one way out a sign
    """Whether the comma before a verb closes what stands apart, so that the subject comes before that: « L'armée, de son
    côté, dit … », "Elmendorf, who supports her, said …"."""
    left = sentence.text[:at].rstrip()
    if not left.endswith((",", "،")):
        return False
    low = last_stop(sentence.text, 0, at)
    places = commas(sentence.text, low, len(left) - 1)
    if not places:
        return False
    head = sentence.words_in(places[-2] + 1 if len(places) > 1 else low, places[-1])
    apart = sentence.words_in(places[-1], at)
    if not head or not apart or len(head) > 9:
        return False
    first, lexicon = apart[0].low, sentence.lexicon
    if first in lexicon.relatives or first in lexicon.indefinites:
        return True
    # « Son porte-parole, Jean Untel, dit … »: nothing but a name.
    if not lexicon.verb_second and all(sentence.text[word.start].isupper() for word in apart):
        return True
    # « Jean Untel, maire de Nordvale, a dit … »: a bare name is nothing that could be said.
    if not lexicon.verb_second and len(head) <= LONGEST_NAME and all(sentence.text[w.start].isupper() for w in head):
        return True
    return not lexicon.verb_second and (
        first in lexicon.small or first in lexicon.adjuncts or sentence.adverb(apart[0])
    )


def _subject_first(  # noqa: PLR0911 - one way out a shape
    sentence: Sentence,
    cue: tuple[int, int],
    said: int | None,
    weak: bool,
    cues: Sequence[Found[Role]],
    earlier: Sequence[Told],
) -> Told | None:
    """« X a déclaré que … », "…," X said, and « a déclaré X : … » where verbs come first."""
    lexicon = sentence.lexicon
    start, end = cue
    words = sentence.words_in(0, start)
    source: Source | None
    if manner := _in_the_manner(sentence, cue):
        return manner
    if words and words[-1].low in lexicon.relatives:
        source = sources.antecedent(sentence, words[-1].start)
    elif words and words[-1].low in lexicon.joining and earlier and earlier[-1].source:
        source = earlier[-1].source
    elif words and words[-1].low in lexicon.joining and (first := sources.subject(sentence, start)):
        source = first  # "McConnell was quick to embrace him and said …"
    elif not sentence.text[:start].strip() and any(
        m.span.start - sentence.start - end in {1, 0} for m in sentence.mentions
    ):
        source = sources.after(sentence, end, inverted=True)  # « Dijo Sam Altman que … »
    else:
        source = sources.before(sentence, start)
        adverbial = source is None and lexicon.verb_second and bool(words)  # « Am Abend sagte X, … »
        if adverbial or (source is not None and _led_by_adjunct(sentence, source)):  # « Im Juli meldete X, dass … »
            inverted = sources.after(sentence, end, inverted=True)
            if inverted is not None:
                content = said_after(sentence, inverted.end if said is None else said, cues)
                return Told(cue, inverted, content) if content else None
    if source is None and not sentence.text[:start].strip() and not lexicon.drops_subject:
        source = sources.after(sentence, end, inverted=True)
        content = said_after(sentence, source.end, cues) if source else None
        return Told(cue, source, content) if source and content else None
    if source is None:
        first = sources.after(sentence, end, limit=said, inverted=True) if said is not None else None
        if first is not None and said is not None:  # « Añadió la portavoz que … »
            content = said_after(sentence, said, cues)
            return Told(cue, first, content) if content else None
        if lexicon.drops_subject and said is not None:
            content = said_after(sentence, said, cues)
            return Told(cue, None, content) if content else None
        return None
    return _with_content(sentence, cue, source, said, weak, cues, earlier)


def _with_content(
    sentence: Sentence,
    cue: tuple[int, int],
    source: Source,
    said: int | None,
    weak: bool,
    cues: Sequence[Found[Role]],
    earlier: Sequence[Told],
) -> Told | None:
    """The content of a verb whose subject stands before it: what its marker brings in, what stands before them both, or its
    object."""
    end = cue[1]
    closed = closes(sentence, source.start)
    after_comma = weak and sentence.text[: source.start].rstrip().endswith(",")  # « Segundo X, Y avalia um processo »
    behind = closed and not after_comma and nothing_said(sentence, source.start, end)
    marked = said is not None and not (behind and sentence.text[said : said + 1] not in "«“„\"'「『")
    content: tuple[int, int] | None
    if marked and said is not None:
        content = said_after(sentence, said, cues)
    elif not weak and between_commas(sentence, source.start, end):
        content = trimmed(sentence.text, 0, len(sentence.text))  # "In any case, he said, the industry is …"
    elif behind:
        content = said_before(sentence, source.start, earlier)
    elif weak:
        return None
    else:
        content = said_after(sentence, end, cues)
        if content is None and closed:
            content = said_before(sentence, source.start, earlier)
    return Told(cue, source, content) if content else None


def _in_the_manner(sentence: Sentence, cue: tuple[int, int]) -> Told | None:
    """« Comme l'a révélé Reuters, … », "As Altman said, …", « wie die Polizei mitteilte »: what is said stands outside the
    clause."""
    start, end = cue
    lexicon = sentence.lexicon
    low = last_stop(sentence.text, 0, start)
    places = commas(sentence.text, low, start)
    clause = places[-1] + 1 if places else low
    words = sentence.words_in(clause, start)
    if not lexicon.spaced or not words or words[0].low not in lexicon.manners:
        return None
    inside = [word for word in words[1:] if word.low not in lexicon.auxiliaries and not sentence.adverb(word)]
    if inside:
        source = sources.named(sentence, inside[0].start, trimmed(sentence.text, clause, start)[1])
        close = next(iter(commas(sentence.text, end, len(sentence.text))), len(sentence.text))
    else:
        source = sources.after(sentence, end, inverted=True, opening=True)
        close = source.end if source else end
    content = around_both(sentence, clause, close) if source else None
    return Told((words[0].start if not inside else start, end), source, content) if content else None


def _led_by_adjunct(sentence: Sentence, source: Source) -> bool:
    """Whether what stands before a verb is no subject: it begins with a preposition, where subjects may follow."""
    first = next(iter(sentence.words_in(source.start, source.end)), None)
    if first is None or not (sentence.lexicon.verb_second or sentence.lexicon.drops_subject):
        return False
    return first.low in sentence.lexicon.adjuncts or sentence.adverb(first)


def _passive(sentence: Sentence, cue: tuple[int, int], end: int) -> Told | None:
    """« Cette version est démentie par X »: who says it stands behind, what is said before."""
    words = sentence.words_in(end, min(len(sentence.text), end + 30))
    if not words or words[0].low not in sentence.lexicon.agents:
        return None
    source = sources.after(sentence, words[0].end)
    content = said_before(sentence, cue[0], ())
    return Told(cue, source, content) if source and content else None


def _grown(sentence: Sentence, at: int) -> tuple[int, bool, bool]:
    """Where a verb begins with what belongs to it (« a également déclaré », "has also said"), whether an auxiliary stands
    there, and whether it is one of the passive."""
    lexicon = sentence.lexicon
    start, helped, passive = at, False, False
    for phrase in lexicon.phrases:  # « a, quant à lui, exhorté »
        if sentence.low[:at].rstrip(" ,").endswith(f" {phrase}"):
            start = sentence.low.rindex(phrase, 0, at)
    for word in reversed(sentence.words_in(max(0, start - 48), start)):
        between = sentence.text[word.end : start]
        if between.strip(" \u00a0'’" + "," * (start < at)) or len(between) > 2:
            break
        if word.low in lexicon.passives:
            passive = passive or not helped
            helped = True
        elif word.low in lexicon.auxiliaries:
            helped = True
        elif not sentence.adverb(word):
            break
        start = word.start
    if not helped:
        return at, helped, passive
    words = sentence.words_in(start, at)
    while words and sentence.adverb(words[0]):
        start = words[1].start if len(words) > 1 else at
        words = words[1:]
    return start, helped, passive
