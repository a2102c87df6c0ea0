"""What comes next: the days ahead that the sources of an item name."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from vigie.model import DateMention, Mention, Sentence, Span, UnderstoodArticle
from vigie.write.composing.claims import sayable
from vigie.write.composing.deeds import THINGS
from vigie.write.material import TELLING, Material, citation
from vigie.write.phrasing import phrasing, set_spaces
from vigie.write.quoting import is_native, stands_alone

READ = 12
AHEAD = timedelta(days=550)
# A longer sentence tells much beside the day.
LONGEST = 220
MOST = 2
Dated = tuple[UnderstoodArticle, Span, DateMention]


def coming_sentences(material: Material, language: str, day: date, told: Sequence[str] = ()) -> tuple[Sentence, ...]:
    """At most two days ahead, the nearest first: in a sentence of a source in the reader's language as it stands, else in
    one of Vigie's. `told` are texts that the item has already."""
    dated = sorted(_dated(material, day), key=lambda one: (one[2].end, one[2].end - one[2].start))
    found: list[Sentence] = []
    days: set[tuple[date, date]] = set()
    heard = {" ".join(text.split()) for text in told}
    for own in (True, False):
        for item, span, when in dated:
            if len(found) == MOST or any(when.start <= end and start <= when.end for start, end in days):
                continue
            spoken = item.understanding.language == language
            sentence = None
            if own and spoken:
                sentence = _quoted(material, item, span, language)
            elif not own and not spoken and not _is_told(material, language):
                sentence = _composed(material, item, span, when, language)
            if sentence is not None and " ".join(sentence.text.split()) not in heard:
                found.append(sentence)
                days.add((when.start, when.end))
    return tuple(found)


def _is_told(material: Material, language: str) -> bool:
    return any(item.understanding.language == language for item in material.articles)


def _dated(material: Material, day: date) -> list[Dated]:
    """Days and months ahead, named in figures near the top of an article of the day beside a name of the story."""
    names = {m.entity for m in material.mentions_on_top() if m.kind != "outlet"}
    found = []
    for item in material.originals():
        if item.article.id not in material.today or item.understanding.page_class not in TELLING:
            continue
        for span in item.understanding.sentences[:READ]:
            here = [when for when in item.understanding.dates if span.covers(when.span)]
            held = [m for m in item.understanding.mentions if m.entity in names and span.covers(m.span)]
            if len(here) == 1 and held and _is_ahead(item, here[0], day):
                found.append((item, span, here[0]))
    return found


def _is_ahead(item: UnderstoodArticle, when: DateMention, day: date) -> bool:
    words = item.article.words(when.span)
    month = when.start.day == 1 and when.end.day == calendar.monthrange(when.end.year, when.end.month)[1]
    whole = month and (when.start.year, when.start.month) == (when.end.year, when.end.month)
    figured = any(char.isdigit() for char in words)
    return figured and (when.start == when.end or whole) and day < when.start <= day + AHEAD


def _quoted(material: Material, item: UnderstoodArticle, span: Span, language: str) -> Sentence | None:
    words = item.article.words(span)
    if item.article.opted_out or not is_native(item.article, language, material.names):
        return None
    if len(words) > LONGEST or not stands_alone(words, language):
        return None
    cited = citation(item.article, span, material.publisher(item.article))
    return Sentence(set_spaces(words, language), language, "quoted", (cited,))


def _composed(
    material: Material, item: UnderstoodArticle, span: Span, when: DateMention, language: str
) -> Sentence | None:
    """« À suivre : le 12 mars 2026, date donnée par Reuters à propos d’OpenAI. »"""
    claims = [claim for claim in item.understanding.claims if span in claim.evidence]
    if len(item.article.words(span)) > LONGEST or not any(claim.main for claim in claims):
        return None
    if any(claim.polarity == "negative" for claim in claims):
        return None
    words = phrasing(language)
    held = [
        m for m in item.understanding.mentions if m.entity and m.kind not in {"outlet", "place"} and span.covers(m.span)
    ]
    agent = next((m for m in held if any(claim.agent == m.name for claim in claims)), None)
    name = _said(material, item, agent, language) if agent is not None else None
    if name is None:
        return None
    source = material.spoken_name(material.publisher(item.article), language)
    key = "day" if when.start == when.end else "month"
    text = words.coming[key].format(
        day=words.day(when.start) if key == "day" else words.month(when.start),
        source=source, name=name, de_name=words.of(name),
    )  # fmt: skip
    return Sentence(text, language, "composed", (material.cite(span),))


def _said(material: Material, item: UnderstoodArticle, name: Mention, language: str) -> str | None:
    """A product goes by the words of the text."""
    return item.article.words(name.span) if name.kind in THINGS else sayable(material, name, language)
