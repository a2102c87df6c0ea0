"""What is said: from a cue in its sentence to its source and its content.

Few shapes serve most languages: « X a déclaré que … », « …, a déclaré X », « selon X, … », 「Xは…と述べた」. Which words are
cues is the language's file; the order of words, quotation marks, commas and complementizers decide the shape. The spans
follow the practice of PDTB and PolNeAR: source, cue, content (Pareti 2012; Newell et al. 2018).
"""

from collections.abc import Sequence

from vigie.knowledge.matching import Found
from vigie.understand.attributions import sources, topics
from vigie.understand.attributions.clauses import Sentence, commas
from vigie.understand.attributions.contents import (
    REACH,
    Told,
    around_both,
    closes,
    marker,
    said_after,
    said_before,
    size,
)
from vigie.understand.attributions.lexicon import Role
from vigie.understand.attributions.sources import Source
from vigie.understand.attributions.verbs import verb

VERB_LAST = frozenset({"ja", "ko"})


def told(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]], earlier: Sequence[Told]) -> Told | None:
    """What one cue tells, or None when it tells nothing that can be delimited."""
    if hit.meaning in {Role.ACCORDING, Role.VIEWPOINT}:
        cited = _cited(sentence, hit, earlier) if hit.meaning is Role.ACCORDING else None
        return cited or _according(sentence, hit, cues)
    if hit.meaning is Role.SOURCELESS:
        said = marker(sentence, hit.end, REACH)
        content = said_after(sentence, hit.end if said is None else said, cues)
        return Told((hit.start, hit.end), None, content) if content else None
    if hit.meaning is Role.POSTPOSED:
        found = _postposed(sentence, hit)
    else:
        last = sentence.lexicon.language in VERB_LAST
        found = _topic(sentence, hit) if last else verb(sentence, hit, cues, earlier)
    source = found.source if found else None
    if source and any(one.cue and source.start == one.cue[0] for one in earlier):
        return None  # 据路透社报道: the first cue has told it
    if source and not sentence.lexicon.spaced and sentence.low[source.start : source.end] in sentence.lexicon.joining:
        return None  # 并表示: what the one before says goes on
    return found


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
    opening = size(sentence, 0, hit.start) < 3
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
    content = around_both(sentence, hit.start, behind)
    # 据…报道 holds its source; in 路透社援引…的话报道 each has its own.
    alone = not sentence.text[: hit.start].strip(" ，、。：；“「")[-1:].isalpha() or closes(sentence, hit.start)
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
    content = around_both(sentence, source.start, hit.end)
    return Told((hit.start, hit.end), source, content) if content else None


def _topic(sentence: Sentence, hit: Found[Role]) -> Told | None:
    """Who bears a topic's particle, and what stands from there to the verb; a weak verb needs the mark of what is said."""
    weak = hit.meaning in {Role.WEAK, Role.WEAK_PARTICIPLE}
    if weak and not sentence.text[: hit.start].endswith(("と", "」", "고", "며")):
        return None
    source, start = topics.marked(sentence, hit.start) or (None, 0)
    content = topics.said(sentence, start, hit.start) or (said_before(sentence, source.start, ()) if source else None)
    return Told((hit.start, hit.end), source, content) if source and content else None
