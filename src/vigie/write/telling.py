"""One item of the brief, from the material of one story."""

from dataclasses import replace

from vigie.model import EventType, Item, Sentence, SourceLine, StorylineName
from vigie.write import composing
from vigie.write.aids import Aids
from vigie.write.material import Material
from vigie.write.quoting import quoted, title_of, title_span
from vigie.write.ranking import Ranked


def tell(ranked: Ranked, language: str, sentences: int, aids: Aids) -> Item:
    """An item with a title and up to `sentences` sentences, the origin sentence among them. Never in a silent mixture:
    where no article speaks the reader's language, a composed gist comes first and the quotations keep their own."""
    material = ranked.material
    title = title_of(material, language)
    own = quoted(material, (language,), sentences - 1, [title.text], embedder=aids.embedder, reader=aids.reader)
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
        conflicts=composing.conflict_sentences(material, language),
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
                title=" ".join(article.words(title_span(material, item)).split())[:240],
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
