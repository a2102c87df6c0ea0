"""What is said: from a cue in its sentence to its source and its content.

Few shapes serve most languages: « X a déclaré que … », « …, a déclaré X », « selon X, … », 「Xは…と述べた」. Which words are
cues is the language's file; the order of words, quotation marks, commas and complementizers decide the shape. The spans
follow the practice of PDTB and PolNeAR: source, cue, content (Pareti 2012; Newell et al. 2018).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.matching import Found
from vigie.understand.attributions import sources, topics
from vigie.understand.attributions.clauses import STOP, Sentence, Word, commas, last_stop, next_stop, trimmed
from vigie.understand.attributions.lexicon import Role
from vigie.understand.attributions.quotations import around
from vigie.understand.attributions.sources import Source

# « affirme-t-il », "a-t-elle ajouté": the speaker inside the cue.
_INVERTED = re.compile(r"-(?:t-)?(?P<who>ils?|elles?|on|nous|je|moi)(?!\w)")
VERB_LAST = frozenset({"ja", "ko"})
REACH, WEAK_REACH = 8, 3
SHORTEST = 8
LONGEST_NAME = 4
SHORTEST_UNSPACED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One attribution in offsets of its sentence; the content may begin before it or end behind it, as a quotation does."""

    cue: tuple[int, int] | None
    source: Source | None
    content: tuple[int, int]
    nobody: bool = False  # nobody's word: 据悉
    unnamed: bool = False  # nobody's, and hearsay: 据传


def told(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]], earlier: Sequence[Told]) -> Told | None:
    """What one cue tells, or None when it tells nothing that can be delimited."""
    if hit.meaning in {Role.ACCORDING, Role.VIEWPOINT}:
        cited = _cited(sentence, hit, earlier) if hit.meaning is Role.ACCORDING else None
        return cited or _according(sentence, hit, cues)
    if hit.meaning is Role.SOURCELESS:
        said = _marker(sentence, hit.end, REACH)
        content = _after(sentence, hit.end if said is None else said, cues)
        return Told((hit.start, hit.end), None, content) if content else None
    if hit.meaning is Role.POSTPOSED:
        found = _postposed(sentence, hit)
    else:
        last = sentence.lexicon.language in VERB_LAST
        found = _topic(sentence, hit) if last else _verb(sentence, hit, cues, earlier)
    source = found.source if found else None
    if source and any(one.cue and source.start == one.cue[0] for one in earlier):
        return None  # 据路透社报道: the first cue has told it
    if source and not sentence.lexicon.spaced and sentence.low[source.start : source.end] in sentence.lexicon.joining:
        return None  # 并表示: what the one before says goes on
    return found


# ── According to ────────────────────────────────────────────────────────────────────────────────────────────────────


def _cited(sentence: Sentence, hit: Found[Role], earlier: Sequence[Told]) -> Told | None:
    """« selon une source citée par Bloomberg »: the cue inside another's source tells of the same content."""
    for one in earlier:
        if one.source is None:
            continue
        if one.source.start <= hit.start < one.source.end:
            source = sources.named(sentence, hit.end, one.source.end)
            return Told((hit.start, hit.end), source, one.content) if source else None
        if one.source.end <= hit.start and not sentence.text[one.source.end : hit.start].strip(" ,，"):
            source = sources.after(sentence, hit.end, opening=True)  # « Selon le Monde, citant une source, … »
            return Told((hit.start, hit.end), source, one.content) if source else None
    return None


def _according(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]]) -> Told | None:
    # 据路透社: the cue's last signs may be the name's first. Where words are parted, « Angaben der Feuerwehr » is no name.
    inside = [m.span.start - sentence.start for m in sentence.mentions if not sentence.lexicon.spaced]
    end = next((start for start in inside if hit.start < start < hit.end), hit.end)
    later = [other.start for other in cues if other.start >= end]
    limit = later[0] if later and not sentence.lexicon.spaced else None  # 据路透社报道: up to the verb
    opening = _size(sentence, 0, hit.start) < 3
    source = sources.after(sentence, end, limit=limit, opening=opening)
    if hit.meaning is Role.VIEWPOINT and not _is_viewpoint(sentence, hit, source):
        return None
    if source is not None and sentence.lexicon.spaced:
        source = _cut_before_verb(sentence, source)
    behind = source.end if source else end
    cited = next((o for o in later if o - behind <= 2), None) if source and sentence.lexicon.spaced else None
    if cited is not None and opening:  # « Selon un communiqué relayé par X, … »: what is said comes behind the comma
        behind = next(iter(commas(sentence.text, behind, len(sentence.text))), behind)
    if limit is not None and source is not None:
        verb = next(other for other in cues if other.start >= end)
        behind = verb.end if verb.start - source.end <= 2 else behind
    content = _around(sentence, hit.start, behind)
    # 据…报道 holds its source; in 路透社援引…的话报道 each has its own.
    alone = not sentence.text[: hit.start].strip(" ，、。：；“「")[-1:].isalpha() or _closes(sentence, hit.start)
    holds = limit is not None and source is not None and behind > source.end and alone
    cue = (hit.start, behind if holds else end)
    return Told(cue, source, content) if content and source else None


def _is_viewpoint(sentence: Sentence, hit: Found[Role], source: Source | None) -> bool:
    opens = not sentence.text[: hit.start].strip(' «“"')
    person = source is not None and any(
        m.kind in {"person", "unknown"} and source.start <= m.span.start - sentence.start < source.end
        for m in sentence.mentions
    )
    return (
        opens
        and source is not None
        and (person or source.pronoun)
        and sentence.text[source.end : source.end + 1] == ","
    )


def _cut_before_verb(sentence: Sentence, source: Source) -> Source:
    """« Laut dem Sprecher der Polizei wurden … »: where no comma ends the source, its last noun does: the first small word
    behind a capital that cannot belong to a noun phrase is the verb."""
    lexicon = sentence.lexicon
    if not lexicon.verb_second or sentence.text[source.end : source.end + 1] in {",", ""}:
        return source
    hidden = [hit.end for hit in sentence.anonymous if source.start <= hit.start < source.end]
    named = False
    end = source.end
    words = sentence.words_in(source.start, source.end)
    for n, word in enumerate(words):
        capital = sentence.text[word.start].isupper()
        if capital or word.start < max(hidden, default=0):
            named = named or capital
            end = word.end
        elif named:
            before, following = words[n - 1], words[n + 1] if n + 1 < len(words) else None
            small = (
                word.low in lexicon.small and word.low not in lexicon.auxiliaries and word.low not in lexicon.passives
            )
            adjective = (
                before.low in lexicon.small and following is not None and sentence.text[following.start].isupper()
            )
            if not (small or adjective) or following is None:
                break
    return sources.named(sentence, source.start, end) or source


def _postposed(sentence: Sentence, hit: Found[Role]) -> Told | None:
    source = sources.before(sentence, hit.start)
    if source is None:
        return None
    source = sources.dative(sentence, source)
    content = _around(sentence, source.start, hit.end)
    return Told((hit.start, hit.end), source, content) if content else None


def _around(sentence: Sentence, low: int, high: int) -> tuple[int, int] | None:
    """What stands behind a cue and its source, before them, or across them: « Le régime s'est, selon lui, effondré »."""
    left, right = trimmed(sentence.text, 0, low), trimmed(sentence.text, high, len(sentence.text))
    words = sentence.words_in(*left), sentence.words_in(*right)
    big = [_size(sentence, *left), _size(sentence, *right)]
    closed = sentence.text[low - 2 : low].strip() in {",", "，", "、"} or sentence.text[:low].rstrip().endswith(
        (",", "，")
    )
    opens = sentence.text[high : high + 2].strip()[:1] in {",", "，"}
    if sentence.lexicon.verb_second and not closed and not opens and big[0] > 1 and big[1]:
        # « Er wurde nach Angaben der Polizei gefasst »
        return _from_quotation_start(sentence, left[0], right[1])
    if big[0] < 3 or (not sentence.lexicon.spaced and big[1] > 1):  # 某报8日消息，据路透社报道，…
        return _to_quotation_end(sentence, *right) if big[1] else None
    if big[1] < 3 or _turns(sentence, words[1], right):
        return _from_quotation_start(sentence, *left)
    if closed and opens:
        return _from_quotation_start(sentence, left[0], right[1])
    # A clause before, and the cue opens the second: « X recule : selon Y, … ».
    return _to_quotation_end(sentence, *right) if opens else _from_quotation_start(sentence, *left)


def _turns(sentence: Sentence, words: Sequence[Word], right: tuple[int, int]) -> bool:
    """Whether what follows is something else: « …, selon l'AFP, qui cite … », "…, according to X, but …"."""
    if not words:
        return True
    first = words[0]
    lexicon = sentence.lexicon
    if first.low in lexicon.relatives or first.low in lexicon.joining:
        return True
    begun = any(start == first.start for start, _ in sentence.breaks)
    return begun or (bool(lexicon.book.find(sentence.text[right[0] : right[0] + 24])) and first.start == right[0])


# ── Verbs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _verb(  # noqa: PLR0911 - one way out a shape
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
    said = _marker(sentence, end, WEAK_REACH if weak else REACH)
    pronoun = tail or inside
    behind = _closes(sentence, start)
    if pronoun is not None:
        source = Source(pronoun.start("who"), pronoun.end("who"), "", "", anonymous=False, pronoun=True)
        quoted = around(sentence.quotations, start)
        if quoted is not None and quoted[0] < start and quoted[1] > end:
            return Told((start, end), source, quoted)
        content = _before(sentence, start, earlier) if behind or said is None else _after(sentence, said, cues)
        return Told((start, end), source, content) if content else None
    if gerund and not going_on:
        if weak and said is None:
            return None
        left = sentence.text[:start].rstrip()
        close = sources.before(sentence, start) if left and left[-1].isalnum() else None  # « des médias annonçant … »
        owner = close or (earlier[-1].source if earlier else None) or sources.subject(sentence, start)
        content = _after(sentence, end if said is None else said, cues)
        return Told((start, end), owner, content) if owner and content else None
    if behind:
        return _behind_what_is_said(sentence, (start, end), cues, earlier)
    return _subject_first(sentence, (start, end), said, weak, cues, earlier)


def _behind_what_is_said(
    sentence: Sentence, cue: tuple[int, int], cues: Sequence[Found[Role]], earlier: Sequence[Told]
) -> Told | None:
    """« …, a déclaré X »; but « X, maire de Y, a déclaré que … » where what is said follows at once or nobody does."""
    following = next(iter(sentence.words_in(cue[1], len(sentence.text))), None)
    aside = following is not None and (following.low in sentence.lexicon.adjuncts or sentence.adverb(following))
    close = _marker(sentence, cue[1], REACH if aside else 2)
    source = sources.after(sentence, cue[1], inverted=True)
    apposed = _apposed(sentence, cue[0])
    turned = sentence.lexicon.verb_second and source is not None and not apposed  # « …, sagte X, dass … »
    if source is None or apposed or (close is not None and not turned):
        apart = sources.before(sentence, cue[0])
        if apart is not None:
            return _with_content(sentence, cue, apart, _marker(sentence, cue[1], REACH), False, cues, earlier)
    content = _before(sentence, cue[0], earlier)
    if content is None or (source is None and not sentence.lexicon.drops_subject):
        return None
    return Told(cue, source, content)


def _apposed(sentence: Sentence, at: int) -> bool:
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


def _subject_first(
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
                content = _after(sentence, inverted.end if said is None else said, cues)
                return Told(cue, inverted, content) if content else None
    if source is None and not sentence.text[:start].strip() and not lexicon.drops_subject:
        source = sources.after(sentence, end, inverted=True)
        content = _after(sentence, source.end, cues) if source else None
        return Told(cue, source, content) if source and content else None
    if source is None:
        first = sources.after(sentence, end, limit=said, inverted=True) if said is not None else None
        if first is not None and said is not None:  # « Añadió la portavoz que … »
            content = _after(sentence, said, cues)
            return Told(cue, first, content) if content else None
        if lexicon.drops_subject and said is not None:
            content = _after(sentence, said, cues)
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
    closed = _closes(sentence, source.start)
    after_comma = weak and sentence.text[: source.start].rstrip().endswith(",")  # « Segundo X, Y avalia um processo »
    behind = closed and not after_comma and _nothing_said(sentence, source.start, end)
    marked = said is not None and not (behind and sentence.text[said : said + 1] not in "«“„\"'「『")
    content: tuple[int, int] | None
    if marked and said is not None:
        content = _after(sentence, said, cues)
    elif not weak and _between_commas(sentence, source.start, end):
        content = trimmed(sentence.text, 0, len(sentence.text))  # "In any case, he said, the industry is …"
    elif behind:
        content = _before(sentence, source.start, earlier)
    elif weak:
        return None
    else:
        content = _after(sentence, end, cues)
        if content is None and closed:
            content = _before(sentence, source.start, earlier)
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
    content = _around(sentence, clause, close) if source else None
    return Told((words[0].start if not inside else start, end), source, content) if content else None


def _led_by_adjunct(sentence: Sentence, source: Source) -> bool:
    """Whether what stands before a verb is no subject: it begins with a preposition, where subjects may follow."""
    first = next(iter(sentence.words_in(source.start, source.end)), None)
    if first is None or not (sentence.lexicon.verb_second or sentence.lexicon.drops_subject):
        return False
    return first.low in sentence.lexicon.adjuncts or sentence.adverb(first)


def _between_commas(sentence: Sentence, low: int, high: int) -> bool:
    left, right = sentence.text[:low].rstrip(), sentence.text[high:].lstrip()
    plain = left.endswith(",") and right.startswith(",")
    following = next(iter(sentence.words_in(high, len(sentence.text))), None)
    if following is None or following.low in sentence.lexicon.joining:
        return False
    if any(at == following.start for at, _ in sentence.breaks):
        return False
    return plain and _size(sentence, high, len(sentence.text)) > 2 and right[1:].lstrip()[:1] not in '«“"'


def _nothing_said(sentence: Sentence, left: int, at: int) -> bool:
    """Whether what stands behind a verb is no more than a day, a place or the one spoken to, so that what is said stands
    before: "…," Altman told Reuters on Monday."""
    if not sentence.lexicon.spaced:
        return _size(sentence, at, len(sentence.text)) < 2
    words = sentence.words_in(at, next_stop(sentence.text, at, len(sentence.text)))
    quoted = sentence.text[:left].rstrip(" \u00a0\u202f,—–-")[-1:] in '»”"」』'
    if quoted and len(words) <= 8:
        return True
    return not words or sentence.adverb(words[0]) or words[0].low in sentence.lexicon.adjuncts


def _passive(sentence: Sentence, cue: tuple[int, int], end: int) -> Told | None:
    """« Cette version est démentie par X »: who says it stands behind, what is said before."""
    words = sentence.words_in(end, min(len(sentence.text), end + 30))
    if not words or words[0].low not in sentence.lexicon.agents:
        return None
    source = sources.after(sentence, words[0].end)
    content = _before(sentence, cue[0], ())
    return Told(cue, source, content) if source and content else None


def _topic(sentence: Sentence, hit: Found[Role]) -> Told | None:
    """Who bears a topic's particle, and what stands from there to the verb; a weak verb needs the mark of what is said."""
    weak = hit.meaning in {Role.WEAK, Role.WEAK_PARTICIPLE}
    if weak and not sentence.text[: hit.start].endswith(("と", "」", "고", "며")):
        return None
    source, start = topics.marked(sentence, hit.start) or (None, 0)
    content = topics.said(sentence, start, hit.start) or (_before(sentence, source.start, ()) if source else None)
    return Told((hit.start, hit.end), source, content) if source and content else None


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


def _marker(sentence: Sentence, at: int, reach: int) -> int | None:
    """Where what is said begins behind a verb: at a complementizer, behind a colon, at an opening mark; None when none of
    them stands within `reach` words."""
    text = sentence.text
    stop = STOP.search(text, at)
    high = stop.start() if stop else len(text)
    found: list[tuple[int, int]] = []
    if stop is not None and stop[0] in ":：":
        found.append((high, stop.end()))
    elif stop is not None and _opens_speech(sentence, at, high):
        found.append((high, high))
    places = commas(text, at, high)
    window = min(high, at + 120)
    if not sentence.lexicon.spaced and text[at : at + 1] in {"，", ","}:  # 官网显示，…
        found.append((at, at + 1))
    for hit in sentence.lexicon.complementizers.find(text[at:window], sentence.low[at:window]):
        last = max((comma for comma in places if comma < at + hit.start), default=None)
        if last is None or not text[last + 1 : at + hit.start].strip():  # « teilte mit, dass »
            found += [(at + hit.start, at + hit.start)]
            break
    for infinitive in sentence.lexicon.infinitives.find(text[at:window], sentence.low[at:window])[:1]:
        if not text[at : at + infinitive.start].strip():
            found.append((at + infinitive.start, at + infinitive.start))
    if not found:
        return None
    place, start = min(found)
    apart = [comma for comma in places if comma < place and text[comma + 1 : place].strip()]
    if reach <= WEAK_REACH and apart:
        return None
    # A colon or a quotation is surer than a word.
    reach = REACH if start != place or text[place] in '«“„"「『' else reach
    near = len(sentence.words_in(at, place)) if sentence.lexicon.spaced else (place - at) // 2
    return start if near <= reach else None


def _opens_speech(sentence: Sentence, at: int, mark: int) -> bool:
    """Whether the mark at `mark` opens what is said, not a word or two of it: right behind the verb, or behind a comma."""
    quoted = next((q for q in sentence.quotations if q[0] == mark), None)
    if quoted is None:
        return False
    between = sentence.text[at:mark].rstrip()
    if sentence.lexicon.spaced:
        return between.endswith((",", "،")) or len(sentence.words_in(at, mark)) <= 1
    return not between.strip("：:，, ") and quoted[1] - quoted[0] > SHORTEST


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether something said ends right before a place: a comma or a closing mark, with words before it."""
    left = sentence.text[:at].rstrip(" \u00a0\u202f—–-")
    if not left or left[-1] not in ",，、،»”\"」』!?…“'":
        return False
    if left[-1] == "'" and not left.endswith("''"):
        return False
    if left[-1] in '"“' and not any(end == len(left) for _, end in sentence.quotations):
        return False
    return any(c.isalpha() for c in left)


def _before(sentence: Sentence, at: int, earlier: Sequence[Told]) -> tuple[int, int] | None:
    """What was said before a place: the sentence up to there, or behind what an earlier cue has told."""
    low = 0
    for one in earlier:
        ends = [one.content[1], one.cue[1] if one.cue else 0, one.source.end if one.source else 0]
        if max(ends) < at and at - max(ends) > SHORTEST:
            low = max(low, *ends)
    start, end = trimmed(sentence.text, low, at)
    return _from_quotation_start(sentence, start, end) if end - start >= _shortest(sentence) else None


def _after(sentence: Sentence, at: int, cues: Sequence[Found[Role]]) -> tuple[int, int] | None:
    """What is said from a place on: the quotation that opens there, or up to the sentence's end or the next reporting form."""
    start, end = trimmed(sentence.text, at, len(sentence.text))
    quoted = next((q for q in sentence.quotations if q[0] == start), None)
    if quoted is not None:
        rest = sentence.text[quoted[1] :].lstrip()
        if quoted[1] >= len(sentence.text) or rest[:1] in {"", ".", ",", "。", "，", ";", "—", "–", "!", "?"}:
            return quoted
    for other in cues:
        if other.meaning in {Role.GERUND, Role.WEAK_GERUND} and other.start > start + 20:
            left = sentence.text[start : other.start].rstrip()
            if left.endswith(",") and not _inside_quotation(sentence, other.start):
                end = trimmed(sentence.text, start, start + len(left))[1]
                break
    end = _before_contrast(sentence, start, end)
    semicolon = sentence.text.find(";", start, end)
    if semicolon > start + 20 and not _inside_quotation(sentence, semicolon):
        end = semicolon
    return _to_quotation_end(sentence, start, end) if end - start >= _shortest(sentence) else None


def _before_contrast(sentence: Sentence, start: int, end: int) -> int:
    """What is said ends before a clause of the writer's own: « …, mais … »; in « Quand X a annoncé …, Y … » at the comma."""
    opened = next(iter(sentence.words), None)
    subordinate = opened is not None and opened.low in sentence.lexicon.subordinators and opened.start < start
    for at in commas(sentence.text, start, end):
        following = next(iter(sentence.words_in(at, end)), None)
        if at - start < SHORTEST or following is None or _inside_quotation(sentence, at):
            continue
        second = next(iter(sentence.words_in(following.end, end)), None)
        joined = following.low in sentence.lexicon.joining and second is not None
        anew = joined and any(second is not None and hit.start == second.start for hit in sentence.pronouns)
        if subordinate or anew or following.low in sentence.lexicon.contrasts:
            return at
    return end


def _inside_quotation(sentence: Sentence, at: int) -> bool:
    return around(sentence.quotations, at) is not None


def _from_quotation_start(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    quoted = around(sentence.quotations, end - 1)
    return (min(start, quoted[0]), end) if quoted else (start, end)


def _to_quotation_end(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    quoted = around(sentence.quotations, end - 1)
    return (start, max(end, quoted[1])) if quoted else (start, end)


def _shortest(sentence: Sentence) -> int:
    return SHORTEST if sentence.lexicon.spaced else SHORTEST_UNSPACED


def _size(sentence: Sentence, low: int, high: int) -> int:
    """How many words stand there; of scripts without blanks, half the signs."""
    if sentence.lexicon.spaced:
        return len(sentence.words_in(low, high))
    return sum(c.isalnum() for c in sentence.text[low:high]) // 2


__all__ = ["Told", "commas", "told"]
