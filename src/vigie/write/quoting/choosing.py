"""Which sentences of a story tell it best: the lead first, then what adds to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import overlap, tokens_of
from vigie.knowledge.tongue import in_language
from vigie.model import DateMention, EventType, Sentence, Span, UnderstoodArticle
from vigie.ports import Embedder, Reader
from vigie.write.checking import Cited, faults
from vigie.write.material import Material, citation
from vigie.write.phrasing import set_spaces
from vigie.write.quoting.alone import had_been, has_verb, joins, stands_alone
from vigie.write.quoting.labels import without_heading, without_label
from vigie.write.quoting.native import is_native
from vigie.write.quoting.redundancy import ABOUT, Heard, adds_to_title, heard, nearness, repeats
from vigie.write.quoting.shortening import Edited, edited

FROM_TOP = 12
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# What happened so long before the article was published is its background, not the news.
BACKGROUND = timedelta(days=21)
LONG_AGO = timedelta(days=180)
# How near in meaning a lead must come to its title: where it shares its names, one of them, or where there is none.
LEAD_NAMED, LEAD_ABOUT, LEAD_ALONE = 0.25, 0.3, 0.45
# Of one article so many, of the only one so many.
MOST_OF_ONE, MOST_OF_ONLY = 2, 3
# A year within so many characters of a sentence's beginning dates all of it.
YEAR_OPENS = 25


@dataclass(frozen=True, slots=True)
class _Candidate:
    item: UnderstoodArticle
    span: Span
    made: Edited
    place: int
    heard: Heard
    score: float
    leads: bool


def quoted(
    material: Material,
    languages: Sequence[str],
    most: int,
    told: Sequence[str],
    *,
    embedder: Embedder | None = None,
    seen: Sequence[Sentence] = (),
    reader: Reader | None = None,
) -> tuple[Sentence, ...]:
    """Up to `most` sentences of the story's articles in one language (the first of `languages` that gives any): a lead that
    says who did what of the title, `told[0]`, then what adds to it and to the rest of `told`. Nothing that `seen`, the
    sentences of the items before, has told. With a `reader`, what a rule made and the checker faults stands as its source
    wrote it, or not at all. Machine translations speak only where nobody wrote in the language, and are
    marked. Nothing is better than a lead that does not tell the news."""
    for language in languages:
        items = _speaking(material, language)
        native = [item for item in items if is_native(item.article, language, material.names)]
        for pool in (native, [item for item in items if item not in native]):
            found = _of_pool(material, pool, language, most, told, embedder, seen, reader)
            if found:
                return found if pool is native else tuple(replace(one, translated=True) for one in found)
    return ()


def _speaking(material: Material, language: str) -> list[UnderstoodArticle]:
    """The originals in a language that may be quoted."""
    items = [
        item
        for item in material.originals()
        if item.understanding.language == language
        and item.understanding.page_class not in {"opinion", "roundup", "evergreen", "none"}
        # A publisher that reserves its texts against mining is linked and counted, never quoted.
        and not item.article.opted_out
    ]
    # What an earlier brief told is not told again: its articles stand back when there are others.
    known = material.told.articles if material.told else frozenset()
    fresh = [item for item in items if item.article.id not in known]
    # Who was told of a matter hears what the new articles say, or nothing.
    fresh = [i for i in fresh if i.article.id in material.today] if material.news.told_on else fresh or items
    # A live page tells many things: it speaks where nothing else does.
    return [item for item in fresh if item.understanding.page_class != "live"] or fresh


def _of_pool(
    material: Material,
    items: Sequence[UnderstoodArticle],
    language: str,
    most: int,
    told: Sequence[str],
    embedder: Embedder | None,
    seen: Sequence[Sentence],
    reader: Reader | None,
) -> tuple[Sentence, ...]:
    if not items or most < 1:
        return ()
    title, *before = heard([(text, language) for text in told], embedder)
    names = title_names(material, told[0])
    earlier = heard([(one.text, one.language) for one in seen], embedder)
    candidates = sorted(
        _candidates(material, items, title, names, embedder),
        key=lambda c: (-c.score, c.item.article.published_at, c.item.article.id, c.span.start),
    )
    new = (c for c in candidates if not any(repeats(c.heard, one) for one in (*before, *earlier)))
    fresh = [sound for c in new if (sound := _sound(material, c, language, reader)) is not None]
    leads = [c for c in fresh if c.leads]
    if not leads:
        return ()
    lead = next((c for c in leads if adds_to_title(c.heard, title)), leads[0])
    kept = [lead]
    most_of_one = MOST_OF_ONE if len({c.item.article.id for c in fresh}) > 1 else MOST_OF_ONLY
    for candidate in fresh:
        if len(kept) == most:
            break
        used = sum(c.item.article.id == candidate.item.article.id for c in kept)
        same = any(repeats(candidate.heard, c.heard) for c in kept)
        if candidate in kept or same or used >= most_of_one or not adds_to_title(candidate.heard, title):
            continue
        kept.append(candidate)
    # The most telling one leads; the others follow as time and the texts have them.
    kept[1:] = sorted(kept[1:], key=lambda c: (c.item.article.published_at, c.item.article.id, c.span.start))
    return tuple(_sentence(material, c, language) for c in kept)


def _sound(material: Material, candidate: _Candidate, language: str, reader: Reader | None) -> _Candidate | None:
    """The candidate as a rule made it where the checker finds it all in its source, else as it stands there, if it can."""
    if reader is None or not candidate.made.changed:
        return candidate
    item = candidate.item
    spans = (candidate.span, *candidate.made.also)
    cited = Cited(item, spans, material.publisher(item.article))
    if not faults(_sentence(material, candidate, language), (cited,), reader):
        return candidate
    plain = item.article.words(candidate.span)
    return replace(candidate, made=Edited(plain, changed=False)) if stands_alone(plain, language) else None


def unheard(
    sentences: Sequence[Sentence], seen: Sequence[Sentence], embedder: Embedder | None = None
) -> tuple[Sentence, ...]:
    """The sentences that tell what neither `seen` nor one before them has told, whatever kind they are."""
    known = list(heard([(one.text, one.language) for one in seen], embedder))
    kept: list[Sentence] = []
    for sentence, one in zip(sentences, heard([(s.text, s.language) for s in sentences], embedder), strict=True):
        if not any(repeats(one, other) for other in known):
            kept.append(sentence)
            known.append(one)
    return tuple(kept)


def _sentence(material: Material, candidate: _Candidate, language: str) -> Sentence:
    article = candidate.item.article
    return Sentence(
        text=set_spaces(candidate.made.text, language),
        language=language,
        kind="shortened" if candidate.made.changed else "quoted",
        citations=tuple(
            citation(article, span, material.publisher(article)) for span in (candidate.span, *candidate.made.also)
        ),
    )


def title_names(material: Material, title: str) -> frozenset[str]:
    """The names that stand in a title, as entities where they are known, with those they belong to."""
    folded = fold(title)
    found = {
        key
        for item in material.articles
        for mention in item.understanding.mentions
        if mention.kind != "place" and _stands_in(fold(item.article.words(mention.span)), folded)
        for key in _keys(material, mention.entity, mention.name)
    }
    # « IA » names nobody.
    return frozenset(key for key in found | capitals(title, title=True) if len(key) > 2 or not key.isascii())


def capitals(words: str, *, title: bool = False) -> frozenset[str]:
    """Capitalised words that open no sentence: names that no list knows (« la console Orvane »). Where most words of a title
    are capitalised, as English does, none of them tells."""
    pieces = _WORD.findall(words)
    big = [
        piece
        for piece in pieces[1:]
        if piece[:1].isupper() and len(piece) > 2 and not (piece.isupper() and len(piece) < 4)
    ]
    if title and len(big) * 2 > len(pieces):
        return frozenset()
    return frozenset(fold(piece) for piece in big)


def names_in(material: Material, item: UnderstoodArticle, span: Span) -> frozenset[str]:
    """The names in a span, as `title_names` gives them."""
    found = {
        key
        for mention in item.understanding.mentions
        if mention.kind != "place" and span.covers(mention.span)
        for key in _keys(material, mention.entity, mention.name)
    }
    words = item.article.words(span)
    return frozenset(found | capitals(f"· {words}") | {fold(one) for one in _WORD.findall(words)[:1]})


def _keys(material: Material, entity: str, name: str) -> Iterable[str]:
    yield entity or fold(name)
    known = material.names.entities.get(entity)
    if known is not None and known.parent:
        yield known.parent


def _stands_in(name: str, title: str) -> bool:
    at = title.find(name)
    while at >= 0:
        end = at + len(name)
        if not (title[at - 1 : at].isalnum() and title[at - 1] < "\u3000") and not (
            title[end : end + 1].isalnum() and title[end] < "\u3000"
        ):
            return True
        at = title.find(name, at + 1)
    return False


def _candidates(
    material: Material,
    items: Sequence[UnderstoodArticle],
    title: Heard,
    names: frozenset[str],
    embedder: Embedder | None,
) -> Iterable[_Candidate]:
    about = [item for item in items if _about(material, item, title, names, embedder)]
    common = _common_words(about)
    for item in about:
        language = item.understanding.language
        taken = list(_readable(item))
        listened = heard([(made.text, language) for _, _, made in taken], embedder)
        for (place, span, made), one in zip(taken, listened, strict=True):
            if material.news.knows(span):
                continue
            found = frozenset().union(*(names_in(material, item, words) for words in (span, *made.also)))
            near = nearness(one, title)
            shared = len(one.tokens & title.tokens)
            if not _tells_of_title(found, names, title, near, shared):
                continue
            amounts = (a for a in item.understanding.amounts if a.currency or a.unit)
            figures = any(span.covers(amount.span) for amount in amounts)
            # « Un témoignage de son potentiel » names nobody and counts nothing: it leans on what stands before it.
            if not _named(item, span) and not figures and shared < 2:
                continue
            common_words = sum(common.get(token, 0) for token in one.tokens) / (len(one.tokens) ** 0.5 or 1.0)
            score = (
                0.2 * min(5, shared)
                + 0.8 * (item.article.id in material.today)
                - 1.2 * joins(made.text, language)
                - 0.3 * (len(made.text) > 260)
                + 2.0 / (1 + place)
                + 0.5 * common_words
                + 0.3 * figures
                + 0.1 * min(4, len(found & names))
                + 1.2 * max(near, 0.0)
                + 0.5 * _states(item, span)
                # What changed leads.
                + 2.0 * material.news.tells(span)
            )
            leads = _tells_event(found & names, names, title, near, shared) and not _recalls(item, span)
            yield _Candidate(item, span, made, place, one, score, leads)


def _recalls(item: UnderstoodArticle, span: Span) -> bool:
    """True for a sentence dated long before its article: « ont entamé leur collaboration en 2019 » explains, and leads not."""
    day = item.article.published_at.date() - LONG_AGO
    dated = [found for found in item.understanding.dates if span.covers(found.span)]
    return bool(dated) and all(found.end < day for found in dated)


def _readable(item: UnderstoodArticle) -> Iterable[tuple[int, Span, Edited]]:
    """The sentences near the top that can stand alone, as they are or as rules make them, with their place."""
    rest = [span for span in item.understanding.sentences if span.part == "text"]
    start = 1 if item.article.title_in_text else 0
    language = item.understanding.language
    for place, whole in enumerate(rest[start : start + FROM_TOP]):
        span = without_heading(item, without_label(item, whole))
        if _is_background(item, span) or _speaker_unknown(item, whole):
            continue
        made = edited(item, span, first=not place)
        alone = stands_alone(made.text, language) and not had_been(made.text, language)
        if not alone or not (has_verb(made.text, language) or _acts(item, whole)):
            continue
        if in_language(made.text, language):
            yield place, span, made


def _states(item: UnderstoodArticle, span: Span) -> bool:
    """True when a claim of a known kind, with its agent, rests on the sentence: what happened, not how it feels."""
    return any(
        claim.agent and claim.event_type is not EventType.OTHER and any(e.overlaps(span) for e in claim.evidence)
        for claim in item.understanding.claims
    )


def _speaker_unknown(item: UnderstoodArticle, span: Span) -> bool:
    """« …, estime l’entreprise »: whose word it is stands outside the sentence, unless a name stands before it."""
    found = cues(item.understanding.language)
    pronouns = set(found.attribution.pronouns) if found else set()
    for said in item.understanding.attributions:
        if said.source is None or not span.covers(said.source):
            continue
        if fold(item.article.words(said.source)).strip() in pronouns:
            named = (m for m in item.understanding.mentions if m.kind != "place" and span.covers(m.span))
            if not any(mention.span.start < said.source.start for mention in named):
                return True
    return False


def _named(item: UnderstoodArticle, span: Span) -> bool:
    return any(span.covers(mention.span) for mention in item.understanding.mentions)


def _acts(item: UnderstoodArticle, span: Span) -> bool:
    """True when somebody was seen to do or say something in a sentence, whose verb the cues may not know."""
    understood = item.understanding
    return any(c.agent_at is not None and span.covers(c.agent_at) for c in understood.claims) or any(
        a.cue is not None and span.covers(a.cue) for a in understood.attributions
    )


def _tells_of_title(found: frozenset[str], names: frozenset[str], title: Heard, near: float, shared: int) -> bool:
    """A sentence belongs under a title when it speaks of its names or of its matter."""
    if not title.tokens or (names and found & names):
        return True
    return near >= ABOUT if title.vector is not None else shared >= 2 or not names


def _tells_event(common: frozenset[str], names: frozenset[str], title: Heard, near: float, shared: int) -> bool:
    """A lead tells what its title tells: it shares names and meaning with it, the more of one the less of the other."""
    if not title.tokens:
        return True
    if names and not common:
        return False
    if title.vector is None:
        return bool(common) or shared >= 2
    if not names:
        return near >= LEAD_ALONE or shared >= 5
    if len(names) > 1 and len(common) == 1:
        return near >= (LEAD_ALONE if len(names) > 2 else LEAD_ABOUT) or shared >= 4
    return near >= LEAD_NAMED or shared >= 3


def _about(
    material: Material, item: UnderstoodArticle, title: Heard, names: frozenset[str], embedder: Embedder | None
) -> bool:
    """An article of the story that is about something else than its title (stories are now and then wrongly grouped) does
    not speak under it."""
    heading = item.understanding.sentences[0] if item.understanding.sentences else None
    if heading is None:
        return False
    if names and any(names & names_in(material, item, span) for span in item.understanding.sentences[:3]):
        return True
    words = item.article.words(heading)
    (own,) = heard([(words, item.understanding.language)], embedder)
    if embedder is not None:
        return nearness(own, title) >= ABOUT
    return not names or overlap(own.tokens, title.tokens) > 0.2


def _is_background(item: UnderstoodArticle, span: Span) -> bool:
    """True when every day or year that a sentence names lies weeks before its article. A month alone may be the next."""
    ends = [day.end for day in item.understanding.dates if span.covers(day.span) and _is_sure(item, span, day)]
    return bool(ends) and max(ends) < item.article.published_at.date() - BACKGROUND


def _is_sure(item: UnderstoodArticle, span: Span, day: DateMention) -> bool:
    """A year alone dates what opens with it (« En 2019, … »); further in it may belong to an apposition."""
    whole_year = (day.start.month, day.start.day, day.end.month, day.end.day) == (1, 1, 12, 31)
    if whole_year:
        return day.span.start - span.start < YEAR_OPENS
    return day.start == day.end or str(day.start.year) in item.article.words(day.span)


def _common_words(items: Sequence[UnderstoodArticle]) -> Mapping[str, float]:
    """For each word, the share of the other articles' tops that hold it: what several texts say is the news."""
    tops = [tokens_of(" ".join(item.article.words(s) for s in item.understanding.sentences[:3])) for item in items]
    counts: dict[str, int] = {}
    for top in tops:
        for token in top:
            counts[token] = counts.get(token, 0) + 1
    return {token: (count - 1) / len(tops) for token, count in counts.items() if count > 1}
