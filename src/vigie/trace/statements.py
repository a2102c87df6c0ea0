"""Statements: the parties that speak or act in a text, near its top: who said, announced, decided, published or denied.

What a party makes public comes from the party, whoever relays it. A post comes from its author, through the network.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vigie.knowledge.cues import fold
from vigie.knowledge.names import Entity, Names
from vigie.model import Attribution, Claim, Mention, Origin, OriginKind, Span, Status, UnderstoodArticle
from vigie.trace.credits import evidence_of, sentence_at
from vigie.trace.lexicon import Lexicon, lexicon
from vigie.trace.making import plain_name
from vigie.trace.persons import is_mentioned
from vigie.trace.phrases import RUN, has_headline
from vigie.trace.posts import HANDLE, network_in, posted_in
from vigie.trace.speakers import is_sure, origin_of, speaker_of

# News says where it comes from near its top; further down, others are cited for background.
NEAR_TOP = 7
# A private person whom a text comes to so far down was asked by the outlet.
BACKGROUND = 5
LEAD = 3
SPOKEN = {Status.ANNOUNCED, Status.OFFICIAL, Status.CONFIRMED, Status.DENIED, Status.THREAT}
OPENING = 30
# A subject stands at most so far from the start of its clause to its verb.
FARTHEST_VERB = 110
LONGEST_SUBJECT = 90
SPEAKERS = {"company", "lab", "government", "regulator", "court", "organisation", "university"}
_PUBLIC_BODIES = {OriginKind.GOVERNMENT, OriginKind.COURT, OriginKind.ORGANISATION, OriginKind.RESEARCH}
OUTLETS = {OriginKind.NEWS_OUTLET, OriginKind.AGENCY}
_NAMED_BEHIND = re.compile(r"^(?: [\w’']+){0,4}, (?:[a-zß-ÿ]+ )?([^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3})")
_NAMED_BEFORE = re.compile(r"(?:^|[\n.»” ])([^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3}), $")
_CUT_OFF = re.compile(rf"\s*({RUN.pattern})")
_DAY = re.compile(r"\d+ ?[日月年时点]")
_CLAUSE = re.compile(r"(?<![A-Z]{2})\.(?=\s|$)|[;:!?«»“”\"。！？；：「」｜]|，|,| – | — ")


@dataclass(frozen=True, slots=True)
class Stated:
    """One party: what it is, in which sentence, the words that show it, and how the text has it from there."""

    origin: Origin
    at: int
    evidence: Span
    public: bool = False
    denies: bool = False
    via: tuple[str, ...] = ()
    width: int = 0  # how much of the text it is said to say
    announced: bool = False  # the very verb makes it public: « a annoncé », 宣布
    credited: bool = False  # a title that ends on « selon Untel » says whose word it is
    weak: bool = False  # it considers or wants, which nobody may have said
    said: bool = True  # False for an act told without anybody saying it


def stated_in(item: UnderstoodArticle, names: Names, within: int = NEAR_TOP) -> tuple[Stated, ...]:
    """The parties that speak near the top of a text, in order; a title, being short for what follows, comes last."""
    forms = lexicon(item.understanding.language)
    found = list(_said(item, names, forms, within))
    found += _issued(item, names, forms, within)
    found += [Stated(*posted) for posted in posted_in(item, forms, NEAR_TOP)]
    titled = has_headline(item)

    def order(one: Stated) -> tuple[bool, bool, int, int, int]:
        short = titled and one.at == 0 and not one.credited
        return one.weak, short, one.at, -one.width, one.evidence.start

    return tuple(sorted(found, key=order))


def acted_in(item: UnderstoodArticle, names: Names) -> tuple[Stated, ...]:
    """The parties whose act a title or first sentence tells, in order: « Le tribunal condamne … », "X unveils …"."""
    forms = lexicon(item.understanding.language)
    opened = list(_opened(item, names, forms))
    told = {one.at for one in opened}
    # The agent of a claim is a short name: « Tarnbridge » for « the Tarnbridge county court », which the opening gives whole.
    found = [*_judged(item, names), *opened, *(one for one in _claimed(item, names) if one.at not in told)]
    titled = has_headline(item)
    return tuple(sorted(found, key=lambda one: (titled and one.at == 0, one.at)))


def acted_at(item: UnderstoodArticle, names: Names, at: int) -> Stated | None:
    """The party whose act one sentence tells, wherever the sentence is."""
    forms = lexicon(item.understanding.language)
    sentence = item.understanding.sentences[at]
    found = next(_parties(item.article.words(sentence), sentence, item, names, forms), None)
    return Stated(found[0], at, found[1], True, said=False) if found else None


def cited_in(item: UnderstoodArticle, names: Names, at: int, start: int) -> Stated | None:
    """Whom an outlet cites for what it tells: "…, the Post reported, citing a message from the company"."""
    forms = lexicon(item.understanding.language)
    sentence = item.understanding.sentences[at] if at < len(item.understanding.sentences) else None
    if sentence is None:
        return None
    words = item.article.words(sentence)
    found = forms.citing.search(fold(words), max(0, start - sentence.start))
    if found is None:
        return None
    stop = _CLAUSE.search(words, found.end() + 1)
    span_end = stop.start() if stop else len(words)
    plain = words[found.end() : span_end].strip()
    low = sentence.start + found.end()
    inside = [
        m
        for m in item.understanding.mentions
        if m.span.part == sentence.part and low <= m.span.start < sentence.start + span_end
    ]
    known = next((m.entity for m in inside if m.entity and m.kind in SPEAKERS), "")
    if not plain or len(plain) > LONGEST_SUBJECT or (not forms.spaced and not known):
        return None
    origin = speaker_of(plain, known, item, names)
    shown = Span(sentence.article, sentence.start + found.start(), sentence.start + span_end, sentence.part)
    return Stated(origin, at, shown, True) if origin is not None and origin.kind not in OUTLETS else None


def unnamed_in(item: UnderstoodArticle) -> Attribution | None:
    """The first attribution near the top whose source nobody could ask again."""
    return next(
        (a for a in item.understanding.attributions if a.anonymous and sentence_at(item, a.content) < NEAR_TOP), None
    )


def _said(item: UnderstoodArticle, names: Names, forms: Lexicon, within: int) -> Iterator[Stated]:
    for attribution in item.understanding.attributions:
        at = sentence_at(item, attribution.content)
        if attribution.anonymous or at >= within:
            continue
        origin = _source(attribution, item, names)
        if origin is None or origin.kind in OUTLETS:
            continue
        shown = evidence_of(attribution)
        width = attribution.content.end - attribution.content.start
        around = _around(item, attribution)
        network = network_in(around, forms)
        public = bool(network) or bool(forms.public.search(fold(around))) or bool(forms.posts.search(fold(around)))
        cue = fold(item.article.words(attribution.cue)) if attribution.cue else ""
        denies = _denies(attribution, item)
        if network:
            yield Stated(_post(origin), at, shown, True, denies, (network,), width)
            continue
        if network == "" and forms.posts.search(fold(around)) and origin.kind is OriginKind.PERSON:
            origin = _post(origin)
        private = origin.kind is OriginKind.PERSON or not is_sure(origin, names, forms)
        if private and not public and not denies and at > (BACKGROUND if " " in origin.name else LEAD):
            continue
        announced, weak = bool(forms.public.search(cue)), bool(forms.considering.search(cue))
        yield Stated(origin, at, shown, public, denies, (), width, announced, _credited(attribution), weak)


def _issued(item: UnderstoodArticle, names: Names, forms: Lexicon, within: int) -> Iterator[Stated]:
    """« … divulgada pela polícia municipal », "released by the coroner": the body behind a passive that makes public."""
    for number, sentence in enumerate(item.understanding.sentences[:within]):
        words = item.article.words(sentence)
        for match in forms.issued.finditer(fold(words)):
            found = _subject_behind(words, match.end(), forms)
            plain = found[1].split() if found else []
            while len(plain) > 1 and fold(plain[-1]) in forms.small:
                plain = plain[:-1]  # « … anunciada por el Ayuntamiento el »
            origin = speaker_of(" ".join(plain), "", item, names) if plain else None
            if found and origin is not None and origin.kind in _PUBLIC_BODIES:
                end = sentence.start + found[0] + len(found[1])
                shown = Span(sentence.article, sentence.start + match.start(), end, sentence.part)
                yield Stated(origin, number, shown, True, announced=True, credited=True)


def _credited(attribution: Attribution) -> bool:
    cue, source = attribution.cue, attribution.source
    return cue is not None and source is not None and cue.part == source.part and cue.start < source.start


def _source(attribution: Attribution, item: UnderstoodArticle, names: Names) -> Origin | None:
    forms = lexicon(item.understanding.language)
    words = item.article.words(attribution.source) if attribution.source is not None else ""
    known = names.entities.get(attribution.entity)
    if known is not None and known.kind in {"model", "product", "chip"}:
        return None
    name = attribution.source_name
    if words.count("《") > words.count("》"):  # a name that holds a word of report: 《…报道》
        source = attribution.source
        rest = item.article.part(source.part)[source.end : source.end + 16] if source is not None else ""
        words = words + rest[: rest.find("》") + 1]
    behind, compound = _behind_cue(attribution, item, names, forms), _compound(attribution, item, forms)
    if behind is not None or compound:
        return behind or speaker_of(compound, "", item, names)
    if words and fold(words.strip()) not in forms.pronouns:
        if handle := HANDLE.search(words):
            return Origin(handle[1].rstrip(".-"), OriginKind.SOCIAL_POST, fold(handle[1]))
        if _taken_up(words, forms):
            return None
        entity = attribution.entity if forms.spaced else _last_known(attribution, item)
        return speaker_of(_with_apposition(words, attribution, item, forms), entity, item, names)
    # A pronoun, or a cue without a subject: whoever the name was resolved to. « la société » is one, and a noun too.
    found = speaker_of(name, attribution.entity, item, names) if name else None
    # « elle » is hardly a firm that nobody knows.
    return found if found is not None and is_sure(found, names, forms) else None


def _behind_cue(attribution: Attribution, item: UnderstoodArticle, names: Names, forms: Lexicon) -> Origin | None:
    """« …, a annoncé le Centre des vents »: where what stands before the verb is a clause, and a body right behind it."""
    cue, source, content = attribution.cue, attribution.source, attribution.content
    if cue is None or source is None or not forms.spaced or not forms.table.head_first:
        return None
    short = cue.end <= content.start <= cue.end + 2 and content.end - content.start < LONGEST_SUBJECT
    if (
        not short
        or source.start > cue.start
        or not item.article.part(cue.part)[: cue.start].rstrip().endswith((",", "”", "»"))
    ):
        return None
    found = speaker_of(_CLAUSE.split(item.article.words(content), maxsplit=1)[0], "", item, names)
    return found if found is not None and found.kind in _PUBLIC_BODIES else None


def _compound(attribution: Attribution, item: UnderstoodArticle, forms: Lexicon) -> str:
    """« nach Polizeiangaben », « ein Werftsprecher »: whose word it is, grown together with what it is."""
    for span in (attribution.cue, attribution.source):
        for word in item.article.words(span).split()[:4] if span is not None else ():
            for end in forms.table.compounds:
                head = word[: -len(end)].rstrip("-")
                if fold(word).endswith(end) and len(head) > 3 and head[0].isupper():
                    return head.removesuffix("s") if head.endswith(("ungs", "heits", "tions", "schafts")) else head
    return ""


def _last_known(attribution: Attribution, item: UnderstoodArticle) -> str:
    """英伟达CEO黄仁勋, 大学の研究室: where heads come last, the last name inside is the one that speaks."""
    source = attribution.source
    inside = [m for m in item.understanding.mentions if m.entity and source is not None and source.covers(m.span)]
    return inside[-1].entity if inside else attribution.entity


def _taken_up(words: str, forms: Lexicon) -> bool:
    """« ce membre de l'équipe »: somebody named before, whom we do not know to find."""
    return bool(forms.demonstrative.match(fold(words)))


def _with_apposition(words: str, attribution: Attribution, item: UnderstoodArticle, forms: Lexicon) -> str:
    """« dijo el enviado especial a Cendra, Jane Doe »: the name that follows an office, taken with it."""
    source = attribution.source
    if source is not None and forms.spaced and (cut := _CUT_OFF.match(item.article.part(source.part), source.end)):
        tail = fold(words).rsplit(" ", 1)[-1]
        words = f"{words} {cut[1]}" if tail in forms.table.links else words
    if source is None or not forms.spaced or not (forms.office.search(fold(words)) or forms.rank.search(fold(words))):
        return words
    before = _NAMED_BEFORE.search(item.article.part(source.part)[max(0, source.start - 60) : source.start])
    if before and fold(before[1].split()[0]) not in forms.small and is_mentioned(before[1], item):
        return f"{words}, {before[1]}"
    behind = item.article.part(source.part)[source.end : source.end + 60]
    named = _NAMED_BEHIND.match(behind)
    return f"{words}, {named[1]}" if named else words


def _post(origin: Origin) -> Origin:
    return replace(origin, kind=OriginKind.SOCIAL_POST)


def _around(item: UnderstoodArticle, attribution: Attribution) -> str:
    """The sentences in which a source and its cue stand."""
    spans = [span for span in (attribution.cue, attribution.source) if span is not None] or [attribution.content]
    sentences = item.understanding.sentences
    return " ".join(
        item.article.words(sentence) for sentence in sentences if any(sentence.overlaps(span) for span in spans)
    )


def _denies(attribution: Attribution, item: UnderstoodArticle) -> bool:
    return any(
        claim.status is Status.DENIED and claim.attribution is not None and claim.attribution.cue == attribution.cue
        for claim in item.understanding.claims
    )


def _judged(item: UnderstoodArticle, names: Names) -> Iterator[Stated]:
    """The court whose judgment a claim at the top tells."""
    for claim in item.understanding.claims:
        sentence = claim.evidence[0]
        if claim.status is not Status.OFFICIAL or sentence not in item.understanding.sentences[:2]:
            continue
        inside = (m for m in item.understanding.mentions if sentence.covers(m.span))
        court = next((m for m in inside if m.kind == "court" and m.entity in names.entities), None)
        if court is not None:
            origin = origin_of(names.entities[court.entity], item.article.words(court.span))
            yield Stated(origin, sentence_at(item, sentence), court.span, True, said=False)


def _claimed(item: UnderstoodArticle, names: Names) -> Iterator[Stated]:
    """The agent of a claim that a title or first sentence opens on. A name further in is too often somebody else's object
    (« vise à surpasser Nvidia »)."""
    forms = lexicon(item.understanding.language)
    for claim in item.understanding.claims:
        sentence = claim.evidence[0]
        if claim.status not in SPOKEN or sentence not in item.understanding.sentences[:2] or not claim.agent:
            continue
        mention = _agent(claim, item)
        if mention is None or mention.span.start - sentence.start > OPENING:
            continue
        entity = names.entities.get(mention.entity)
        if entity is not None and entity.kind in {"place", "person", "model", "product", "chip"}:
            continue
        if mention.entity in names.outlets:
            continue
        origin = _agent_origin(mention, entity, item, names)
        if origin is not None and origin.kind not in OUTLETS and is_sure(origin, names, forms):
            yield Stated(
                origin, sentence_at(item, sentence), mention.span, True, claim.status is Status.DENIED, said=False
            )


def _agent_origin(mention: Mention, entity: Entity | None, item: UnderstoodArticle, names: Names) -> Origin | None:
    return speaker_of(item.article.words(mention.span), mention.entity if entity else "", item, names)


def _agent(claim: Claim, item: UnderstoodArticle) -> Mention | None:
    inside = (m for m in item.understanding.mentions if claim.evidence[0].covers(m.span))
    return next((m for m in inside if m.name == claim.agent), None)


def _opened(item: UnderstoodArticle, names: Names, forms: Lexicon) -> Iterator[Stated]:
    """A title or first sentence that opens on a party and goes on to its act."""
    for number, sentence in enumerate(item.understanding.sentences[:3]):
        words = item.article.words(sentence)
        found = next(_parties(words, sentence, item, names, forms), None)
        if found is None:
            continue
        origin, shown = found
        network = network_in(words, forms) if forms.posts.search(fold(words)) else ""
        if network:
            yield Stated(_post(origin), number, shown, True, via=(network,), said=False)
        else:
            yield Stated(origin, number, shown, True, said=False)


def _parties(
    words: str, sentence: Span, item: UnderstoodArticle, names: Names, forms: Lexicon
) -> Iterator[tuple[Origin, Span]]:
    low = fold(words)
    for act in forms.acts.finditer(low):
        verb = act.start()
        auxiliary = forms.auxiliary.search(low, 2, verb) if verb > 2 else None
        if auxiliary is not None:
            verb = auxiliary.start()
        if verb > FARTHEST_VERB:
            break
        if forms.table.verb_first and verb < 2:
            subject = _subject_behind(words, act.end(), forms)
        else:
            subject = _subject(words[:verb], forms) if verb >= 2 else None
        if subject is None:
            continue
        start, plain = subject
        if forms.posters.match(fold(plain)):
            continue  # « 博主 … »: a post, which posts.py reads
        span = Span(sentence.article, sentence.start + start, sentence.start + start + len(plain), sentence.part)
        inside = [m for m in item.understanding.mentions if span.overlaps(m.span) and m.entity]
        if any(m.entity in names.outlets for m in inside):
            return
        mute = [m for m in inside if m.kind in {"model", "product", "chip"}]
        speaking = [m for m in inside if m.kind not in {"place", "model", "product", "chip"}]
        known = speaking[0 if forms.table.head_first or forms.spaced else -1] if speaking else None
        if known is None and mute:
            return
        origin = speaker_of(plain, known.entity if known else _place(inside), item, names)
        if origin is None and not forms.spaced and not inside:
            origin = plain_name(plain, forms)
        if origin is not None and origin.kind not in OUTLETS:
            if origin.kind is OriginKind.PERSON and not known and forms.launching.search(act[0]):
                origin = replace(origin, kind=OriginKind.COMPANY)  # what is launched is launched by a firm
            low_end, high_end = sorted((span.start, sentence.start + act.end()))
            yield (
                origin,
                Span(
                    sentence.article, min(low_end, sentence.start + act.start()), max(high_end, span.end), sentence.part
                ),
            )


def _subject_behind(words: str, at: int, forms: Lexicon) -> tuple[int, str] | None:
    """The subject of a verb that opens its sentence: what stands behind it, up to the next preposition or mark."""
    stop = _CLAUSE.search(words, at)
    piece = words[at : stop.start() if stop else len(words)]
    ended = forms.when.search(fold(piece))
    piece = piece[: ended.start()] if ended else piece
    lead = len(piece) - len(piece.lstrip())
    return (at + lead, piece.strip()) if 2 <= len(piece.strip()) <= LONGEST_SUBJECT else None


def _place(mentions: list[Mention]) -> str:
    return next((m.entity for m in mentions if m.kind == "place"), "")


def _subject(before: str, forms: Lexicon) -> tuple[int, str] | None:
    """Where the subject of a verb begins, and its words: what stands before the verb in its clause, or in its sentence up to
    an apposition."""
    stripped = before.rstrip()
    cut = 0
    for match in _CLAUSE.finditer(stripped):
        if match.end() < len(stripped):
            cut = match.end()
    if stripped.endswith(","):  # « Untel, maire de Cendra, a annoncé »: what is between explains who it is
        ends = [match.end() for match in _CLAUSE.finditer(stripped)]
        cut = ends[-3] if len(ends) > 2 else 0
    piece = stripped[cut:]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip().rstrip(",")
    if not forms.spaced:
        ended = forms.when.search(fold(piece)) or _DAY.search(piece)
        piece = piece[: ended.start()].strip() if ended else piece
    elif not forms.table.verb_first:
        for match in forms.when.finditer(fold(piece)):
            if match.end() == len(piece) and match.start():  # « The Foundation just … »
                piece = piece[: match.start()].strip()
                break
    if not 2 <= len(piece) <= LONGEST_SUBJECT or forms.according.match(fold(piece)):
        return None
    if not forms.spaced and forms.demonstrative.match(piece):
        return None
    if forms.spaced and (
        forms.breaks.search(fold(piece), 1) or forms.breaks.match(fold(piece))
    ):  # « … après que Untel dévoile »: another's clause
        return None
    return cut + lead, piece
