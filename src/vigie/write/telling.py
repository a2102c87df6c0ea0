"""One item of the brief, from the material of one story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import tokens_of
from vigie.model import Checks, EventType, Item, Origin, Sentence, SourceLine, Span, StorylineName
from vigie.write import composing
from vigie.write.aids import Aids
from vigie.write.guarded import Checking
from vigie.write.material import Material
from vigie.write.quoting import in_language, quoted, title_of, title_span, unheard
from vigie.write.ranking import Ranked
from vigie.write.since import change_sentences
from vigie.write.translating import translated
from vigie.write.wording import reworded


@dataclass(frozen=True, slots=True)
class Told:
    """An item, and what the checker found of the sentences that were to be in it. `bare`: it has no title or no news that its
    reader could read."""

    item: Item
    checks: Checks
    bare: bool


def tell(ranked: Ranked, language: str, sentences: int, aids: Aids, day: date, *, gist: bool = False) -> Told:
    """An item with a title and up to `sentences` sentences: the lead, on whose word it is told, what else is to be said.
    All of it in the reader's language: where no article speaks it, the lead is composed, or translated where there is a
    translator. What is not a source's own words is shown only when the checker finds nothing against it. With `gist`, a story
    that can be neither read nor retold says at least who writes about whom."""
    material = ranked.material
    checked = Checking(material, aids.reader)
    changes = checked.all(change_sentences(material, language))
    owed = changes if any(material.news.owed()) else ()
    title = _title(material, language, aids, checked, owed)
    news = _news(material, title, language, sentences - 1, aids, checked)
    # Where the sources have no words for it in the reader's language, the change itself leads.
    moved = () if news or title in owed else owed[:1]
    news = news or moved
    pointed = gist and title.language != language
    if pointed:
        title, news = _gist(material, language, title, checked)
    lead = (title, *news[:1])
    word = checked.first(say(material, language, lead) for say in (composing.origin_sentence, composing.read_sentence))
    voices = material.voices([citation.article for one in lead for citation in one.citations])
    chapter = material.chapter
    reversal = composing.reversal_sentence(material, language)
    item = Item(
        story=material.story.id,
        storyline=chapter.storyline if chapter else "",
        title=title,
        status=material.status().value,
        n_articles=len(material.articles),
        n_origins=len(voices) or 1,
        origins=tuple(material.shown_name(name, language) for name in _origins(material, voices)),
        languages=_languages(material, language),
        sentences=(*news[:1], *word, *news[1:]),
        sources=_sources(material, voices, language),
        event_type=(material.event_type() or EventType.OTHER).value,
        figures=composing.figure_lines(material),
        conflicts=checked.all(composing.conflict_sentences(material, language)),
        timeline=() if pointed else checked.all(composing.past_sentences(material, language)),
        # What can only be pointed at is too little understood to say what became of it.
        changes=() if pointed else changes[len(moved) :],
        coming=checked.all(composing.coming_sentences(material, language, day, [s.text for s in news])),
        reversal=next(iter(checked.all([reversal] if reversal else [])), None),
        reasons=ranked.reasons,
        storyline_name=chapter.name if chapter and chapter.earlier else StorylineName(),
    )
    bare = title.language != language or not (news or title in owed)
    return Told(item, checked.checks(), bare=bare)


def _gist(
    material: Material, language: str, title: Sentence, checked: Checking
) -> tuple[Sentence, tuple[Sentence, ...]]:
    """The title and the lead of a story of which only its names can be said."""
    about, said = composing.gist_title(material, language), composing.gist_sentence(material, language)
    titles, lead = checked.all([about] if about else []), checked.all([said] if said else [])
    return (titles[0], lead) if titles and lead else (title, ())


def _origins(material: Material, voices: Sequence[Origin]) -> list[str]:
    """The names of the voices, or of the outlet that wrote first where there is none, as the origin sentence has it."""
    return [voice.name for voice in voices] or [
        material.publisher((material.originals() or material.articles)[0].article)
    ]


def _title(material: Material, language: str, aids: Aids, checked: Checking, owed: Sequence[Sentence] = ()) -> Sentence:
    """A source's title in the reader's language; else one composed of a deed, else one translated, else what changed. A story
    that has none of them keeps a source's title, and is bare."""
    title = title_of(material, language, lambda one, spoken: _composed_title(one, spoken, checked))
    if title.language == language and in_language(title.text, language):
        return title
    said = checked.worded(translated([title], language, aids, checked.faults)) if checked.free(title) else ()
    return next(iter((*said, *owed)), title)


def _composed_title(material: Material, language: str, checked: Checking) -> Sentence | None:
    """A title made of a deed, for a story whose own titles ask, comment or announce a broadcast."""
    composed = composing.claim_title(material, language)
    return next(iter(checked.all([composed] if composed else [])), None)


def _news(
    material: Material, title: Sentence, language: str, most: int, aids: Aids, checked: Checking
) -> tuple[Sentence, ...]:
    """The sentences of news in the reader's language, the lead first; none tells what another has told."""
    spoken = (s for s in quoted(material, (language,), most, [title.text], embedder=aids.embedder, reader=aids.reader))
    own = checked.all(one for one in spoken if in_language(one.text, language) and not _known(material, one))
    if own:
        worded = checked.worded(reworded(own, language, aids, checked.faults))[:most]
        return (*worded, *_beyond(material, title, worded, language, most, aids, checked))
    foreign_to = {item.article.id for item in material.articles if item.understanding.language != language}
    # A deed that the reader's own papers tell in a headline alone says no more than the headline.
    deeds = (
        s
        for s in composing.claim_sentences(material, language, most)
        if any(c.article in foreign_to for c in s.citations) and not _known(material, s)
    )
    found = checked.all(deeds)
    if aids.model is not None or aids.translator is not None:
        foreign = quoted(_near_title(material, title), _other_languages(material, language), most, [title.text])
        worded = checked.worded(reworded(foreign, language, aids, checked.faults))
        found += worded or checked.worded(translated(foreign, language, aids, checked.faults))
    return unheard(found, (), aids.embedder)[:most]


def _known(material: Material, sentence: Sentence) -> bool:
    """True for a sentence whose every cited word lies where the reader is told nothing new."""
    cited = (Span(one.article, one.start, one.end, one.part) for one in sentence.citations)
    return all(material.news.knows(span) for span in cited)


def _beyond(
    material: Material,
    title: Sentence,
    told: tuple[Sentence, ...],
    language: str,
    most: int,
    aids: Aids,
    checked: Checking,
) -> tuple[Sentence, ...]:
    """What papers in other languages add to those that the reader can read: deeds of a party that these do not name, by no
    word of its name (« Kestring » has told of « Kestring Versicherung »)."""
    if len(told) >= most:
        return ()
    known = {c.article for one in told for c in one.citations}
    deeds = (
        one
        for one in composing.claim_sentences(material, language, most)
        if not any(c.article in known for c in one.citations)
    )
    heard = fold(" ".join([title.text, *(one.text for one in told)]))
    words = tokens_of(heard)
    adding = [
        one
        for one in deeds
        if any(fold(name) not in heard and not tokens_of(name) & words for name in _parties(material, one, aids))
    ]
    return unheard(checked.all(adding), told, aids.embedder)[: most - len(told)]


def _parties(material: Material, sentence: Sentence, aids: Aids) -> tuple[str, ...]:
    """The names that a sentence holds, those whose word it is told on apart."""
    said = aids.reader(sentence.text, sentence.language, material.articles[-1].article.published_at.date())
    sources = fold(" ".join(c.source for c in sentence.citations))
    names = (said.article.words(m.span) for m in said.understanding.mentions if m.kind != "outlet")
    return tuple(name for name in names if fold(name) not in sources)


def _near_title(material: Material, title: Sentence) -> Material:
    """The material without the articles that share no known name with the one that gives the title: in a language that the
    reader cannot check, a wrongly grouped article must not speak under another's headline."""
    heading = title.citations[0].article
    names = {
        item.article.id: {m.entity for m in item.understanding.mentions if m.entity and m.kind != "place"}
        for item in material.articles
    }
    kept = tuple(i for i in material.articles if i.article.id == heading or names[i.article.id] & names[heading])
    return replace(material, articles=kept)


def _other_languages(material: Material, language: str) -> tuple[str, ...]:
    """English first, which most readers can follow, then the languages of most articles."""
    found = [item.understanding.language for item in material.articles]
    ordered = sorted(set(found) - {language}, key=lambda code: (code != "en", -found.count(code), code))
    return tuple(ordered)


def _languages(material: Material, language: str) -> tuple[str, ...]:
    found = [item.understanding.language for item in material.articles]
    return tuple(sorted(set(found), key=lambda code: (code != language, -found.count(code), code)))


def _sources(material: Material, voices: Sequence[Origin], language: str) -> tuple[SourceLine, ...]:
    lines = []
    counted = {voice.family for voice in voices}
    for item in material.articles:
        article = item.article
        chain = material.chain(article.id)
        # A text that shows no source is no origin beside one that is shown: it stands under none.
        uncounted = chain.how == "own" and chain.origin.family not in counted
        lines.append(
            SourceLine(
                article=article.id,
                title=" ".join(article.words(title_span(material, item)).split())[:240],
                url=article.url,
                source=material.publisher(article),
                language=item.understanding.language,
                published=article.published_at.isoformat(timespec="minutes"),
                origin="" if uncounted else material.shown_name(chain.origin.name, language),
                via=chain.via,
                anonymous=chain.anonymous,
                copy_of=material.copies.get(article.id, ""),
                paywalled=article.paywalled or item.understanding.page_class == "teaser",
            )
        )
    return tuple(lines)
