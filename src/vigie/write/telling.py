"""One item of the brief, from the material of one story."""

import re
from collections.abc import Mapping
from dataclasses import replace

from vigie.knowledge.matching import tokens_of
from vigie.model import EventType, Item, Sentence, SourceLine, Span, StorylineName, UnderstoodArticle
from vigie.write import composing
from vigie.write.aids import Aids
from vigie.write.material import Material, citation, opening_span
from vigie.write.phrasing import set_spaces
from vigie.write.quoting import quoted, without_label
from vigie.write.ranking import Ranked, is_notice

LONGEST_TITLE = 180
_DATED = re.compile(r"(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
_TAGS = re.compile(r"(?:\s+#\w+)+\s*$")


def tell(ranked: Ranked, language: str, sentences: int, aids: Aids) -> Item:  # noqa: ARG001 - the checker comes next
    """An item with a title and up to `sentences` sentences, the origin sentence among them. Never in a silent mixture:
    where no article speaks the reader's language, a composed gist comes first and the quotations keep their own."""
    material = ranked.material
    title = title_of(material, language)
    own = quoted(material, (language,), sentences - 1, [title.text])
    body: list[Sentence] = list(own)
    if not own:
        gist = composing.lead_sentence(material, language) if title.language != language else None
        others = _other_languages(material, language)
        body += [gist] if gist else []
        body += quoted(_near_title(material, title), others, sentences - 1 - len(body), [title.text])
    body.append(composing.origin_sentence(material, language))
    chapter = material.chapter
    return Item(
        story=material.story.id,
        storyline=chapter.storyline if chapter else "",
        title=title,
        status=material.status().value,
        n_articles=len(material.articles),
        n_origins=len(material.trace.voices),
        origins=tuple(material.shown_name(voice.name, language) for voice in material.trace.voices),
        languages=_languages(material, language),
        sentences=tuple(body),
        sources=_sources(material, language),
        event_type=(material.event_type() or EventType.OTHER).value,
        figures=composing.figure_lines(material),
        conflicts=tuple(
            composing.conflict_sentence(material, conflict, language)
            for conflict in (chapter.conflicts if chapter else ())
        ),
        timeline=composing.past_sentences(material, language),
        changes=composing.change_sentences(material, language),
        reversal=composing.reversal_sentence(material, language),
        reasons=ranked.reasons,
        storyline_name=chapter.name if chapter and chapter.earlier else StorylineName(),
    )


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


def title_of(material: Material, language: str) -> Sentence:
    """The title of the article that tells the story best: in the reader's language if there is one, of the day, plain news
    before live pages and opinion, sharing most words with the others, short. Kept word for word."""
    items = material.originals() or material.articles
    words = {item.article.id: tokens_of(item.article.words(_title_span(item))) for item in items}
    best = min(items, key=lambda item: _title_rank(item, material, language, words))
    span = _title_span(best)
    cited = citation(best.article, span, material.publisher(best.article))
    return Sentence(
        set_spaces(cited.quote, best.understanding.language), best.understanding.language, "title", (cited,)
    )


def _title_rank(
    item: UnderstoodArticle, material: Material, language: str, words: Mapping[str, frozenset[str]]
) -> tuple[object, ...]:
    title = " ".join(item.article.words(_title_span(item)).split())
    asks = title.rstrip(' »”"').endswith(("?", "？"))
    only_quoted = title[0] in '«“"「' and title[-1] in '»”"」'
    # « … - 22/04 »: the programme of a broadcast, not a headline.
    cut = title.endswith(("…", "...")) or _DATED.search(title) is not None
    spoken = item.understanding.language
    own = words[item.article.id]
    shared = sum(len(own & other) for name, other in words.items() if name != item.article.id)
    return (
        spoken != language,
        spoken not in {language, "en"},
        # A reader who knows the story wants its news; one who does not, what it is about.
        material.told is not None and item.article.id not in material.today,
        is_notice(material, item) or item.understanding.page_class == "live",
        asks or cut or only_quoted or not 25 <= len(title) * (3 if len(own) > len(title) / 2 else 1) <= LONGEST_TITLE,
        -round(shared / (len(own) ** 0.5 or 1.0), 4),
        item.article.published_at,
        item.article.id,
    )


def _title_span(item: UnderstoodArticle) -> Span:
    """The title without the rubric that opens it and the tags that close it. A text without a title of its own, whose
    first line is a caption, lends its shortest telling sentence."""
    span = without_label(item, opening_span(item))
    sentences = item.understanding.sentences
    if item.article.title_in_text and sentences and sentences[0].start > 0:
        claims = [claim for claim in item.understanding.claims if claim.event_type is not EventType.OTHER]
        telling = [claim.evidence[0] for claim in claims if claim.evidence[0] in sentences[:8]]
        span = min(telling, key=lambda one: (one.end - one.start, one.start), default=span)
    words = item.article.words(span)
    kept = _TAGS.sub("", words).rstrip()
    return Span(span.article, span.start, span.start + len(kept), span.part) if kept else span


def _other_languages(material: Material, language: str) -> tuple[str, ...]:
    """English first, which most readers can follow, then the languages of most articles."""
    found = [item.understanding.language for item in material.articles]
    ordered = sorted(set(found) - {language}, key=lambda code: (code != "en", -found.count(code), code))
    return tuple(ordered)


def _languages(material: Material, language: str) -> tuple[str, ...]:
    found = [item.understanding.language for item in material.articles]
    return tuple(sorted(set(found), key=lambda code: (code != language, -found.count(code), code)))


def _sources(material: Material, language: str) -> tuple[SourceLine, ...]:
    lines = []
    counted = {voice.family for voice in material.trace.voices}
    for item in material.articles:
        article = item.article
        chain = material.chain(article.id)
        # A text that shows no source is no origin beside one that is shown: it stands under none.
        uncounted = chain.how == "own" and chain.origin.family not in counted
        lines.append(
            SourceLine(
                article=article.id,
                title=" ".join(article.words(_title_span(item)).split())[:240],
                url=article.url,
                source=material.publisher(article),
                language=item.understanding.language,
                published=article.published_at.isoformat(timespec="minutes"),
                origin="" if uncounted else material.shown_name(chain.origin.name, language),
                via=chain.via,
                anonymous=chain.anonymous,
                copy_of=material.copies.get(article.id, ""),
            )
        )
    return tuple(lines)
