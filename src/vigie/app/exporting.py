"""`vigie export`: what the archive holds, as JSON Lines whose fields and offsets other tools may rely on."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime

import msgspec

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.model import (
    Amount,
    Attribution,
    Chain,
    Chapter,
    Claim,
    ConflictingValue,
    Novelty,
    OriginKind,
    Placement,
    Span,
    StatusChange,
    Story,
    StorylineName,
    StoryTrace,
    Understanding,
    UnderstoodArticle,
    UsageError,
    independent_voices,
)
from vigie.ports import Store
from vigie.publish import render
from vigie.publish.wording import languages, wording

KINDS = ("articles", "stories", "origins", "claims", "storylines", "brief")
EVER = datetime(9999, 1, 1, tzinfo=UTC)
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


def export_lines(folder: Folder, what: str, day: date | None) -> Iterator[bytes]:
    """The lines of one kind of export; with `day`, of the articles published that day. Raises UsageError."""
    if what not in KINDS:
        raise UsageError("export.kind", f"there is nothing called {what!r} to export", f"choose: {', '.join(KINDS)}")
    with closing(open_store(folder.archive)) as store:
        window = folder.day(day, SystemClock().now()) if day else None
        since, until = (window.since, window.until) if window else (BEGINNING, EVER)
        yield from _briefs(store, day) if what == "brief" else stored_lines(store, what, since, until)


def stored_lines(store: Store, what: str, since: datetime = BEGINNING, until: datetime = EVER) -> Iterator[bytes]:
    """The lines of one kind of export, the brief's apart, of an open archive."""
    if what == "articles":
        yield from _articles(store, since, until)
    elif what == "claims":
        yield from (_line(_claims(item)) for item in _understood(store, since, until))
    else:
        yield from _by_story(store, what, store.stories(since, until))


def _briefs(store: Store, day: date | None) -> Iterator[bytes]:
    for told_on, language in sorted({(told_on, language) for told_on, language, _, _ in store.editions()}):
        brief = store.edition(told_on, language)
        if brief is not None and day in {None, told_on}:
            yield _line(msgspec.json.decode(render(brief, "json")))


def _articles(store: Store, since: datetime, until: datetime) -> Iterator[bytes]:
    for item in _understood(store, since, until, also_unread=True):
        article, understanding = item.article, item.understanding
        yield _line(
            {
                "id": article.id,
                "url": article.url,
                "source": article.source,
                "lang": understanding.language or article.language,
                "published": article.published_at.isoformat(),
                "dated": article.dated,
                "title": article.title,
                "text": None if article.opted_out else article.text,
                "class": understanding.page_class,
                "paywalled": article.paywalled,
                "opted_out": article.opted_out,
                "supersedes": article.supersedes or None,
                "asides": [{"start": a.span.start, "end": a.span.end, "kind": a.kind} for a in understanding.asides],
                "sentences": [{"start": s.start, "end": s.end, "part": s.part} for s in understanding.sentences],
            }
        )


def _understood(
    store: Store, since: datetime, until: datetime, also_unread: bool = False
) -> Iterator[UnderstoodArticle]:
    batch: list[str] = []
    for article in store.articles(since, until):
        batch.append(article.id)
        if len(batch) == 500:
            yield from _batch(store, batch, also_unread)
            batch = []
    yield from _batch(store, batch, also_unread)


def _batch(store: Store, ids: Sequence[str], also_unread: bool) -> Iterator[UnderstoodArticle]:
    understandings = store.understandings(ids)
    for article_id in ids:
        article = store.article(article_id)
        if article is not None and (article_id in understandings or also_unread):
            yield UnderstoodArticle(article, understandings.get(article_id, Understanding(article_id, "")))


def _by_story(store: Store, what: str, stories: Sequence[Story]) -> Iterator[bytes]:
    chapters, traces = store.chapters(stories), store.traces(stories)
    if what == "storylines":
        lines: dict[str, list[tuple[Chapter, Story]]] = {}
        for story in stories:
            if (chapter := chapters.get(story.id)) is not None:
                lines.setdefault(chapter.storyline, []).append((chapter, story))
        yield from (_line(_storyline(line, told)) for line, told in sorted(lines.items()))
        return
    if what == "stories":
        placed = {p.article: p for p in store.placements_of(article for story in stories for article in story.articles)}
        for story in stories:
            yield from (_line(_placed(placed[article], chapters.get(story.id))) for article in story.articles)
        return
    for story in stories:
        trace = traces.get(story.id)
        if trace is not None:
            yield from (_line(_origins(article, trace)) for article in story.articles)


def _placed(placement: Placement, chapter: Chapter | None) -> dict[str, object]:
    return {
        "id": placement.article,
        "story": placement.story,
        "storyline": chapter.storyline if chapter else None,
        "copy_of": placement.copy_of or None,
        "copied": placement.copied,
    }


def _storyline(line: str, told: Sequence[tuple[Chapter, Story]]) -> dict[str, object]:
    name = next((chapter.name for chapter, _ in reversed(told) if chapter.name.parties), StorylineName())
    return {
        "storyline": line,
        "name": {"parties": name.parties, "matter": name.matter},
        "called": [wording(language).storyline(name) for language in languages()] if name.parties else [],
        "forked_from": told[0][0].forked_from or None,
        "chapters": [
            {
                "story": story.id,
                "day": chapter.day,
                "articles": story.articles,
                "names": chapter.entities,
                "news": [_novelty(novelty) for novelty in chapter.news],
                "steps": [_step(step) for step in chapter.steps],
                "transitions": [
                    {"before": _step(moved.before), "after": _step(moved.after)} for moved in chapter.transitions
                ],
                "conflicts": [
                    {"event": one.event_type, "agent": one.agent, "values": [_value(value) for value in one.values]}
                    for one in chapter.conflicts
                ],
                "updates": [
                    {
                        "event": one.event_type,
                        "agent": one.agent,
                        "before": _value(one.before),
                        "after": _value(one.after),
                    }
                    for one in chapter.updates
                ],
                "reversal": {"before": _step(chapter.reversal.earlier), "after": _step(chapter.reversal.later)}
                if chapter.reversal
                else None,
            }
            for chapter, story in told
        ],
    }


def _step(step: StatusChange) -> dict[str, object]:
    return {
        "event": step.event_type,
        "agent": step.agent,
        "patient": step.patient or None,
        "status": step.status,
        "day": step.day,
        **_where(step.evidence),
    }


def _value(value: ConflictingValue) -> dict[str, object]:
    measure = {"currency": value.currency or None, "unit": value.unit or None}
    return {"value": value.value, **measure, "source": value.source, **_where(value.evidence)}


def _where(span: Span) -> dict[str, object]:
    return {"article": span.article, "start": span.start, "end": span.end, "part": span.part}


def _novelty(novelty: Novelty) -> dict[str, object]:
    return {"kind": novelty.kind, "what": [part for part in novelty.what if part], **_where(novelty.evidence)}


def _origins(article: str, trace: StoryTrace) -> dict[str, object]:
    chains = [chain for chain in trace.chains if chain.article == article]
    return {
        "id": article,
        "origins": [_origin(chain) for chain in chains],
        "independent_origins": len(independent_voices(chains)),
    }


def _origin(chain: Chain) -> dict[str, object]:
    # Whoever publishes it, what nobody named says and what nobody else says have no other name.
    nameless = {OriginKind.OWN: "own reporting", OriginKind.UNNAMED: "unnamed sources"}
    return {
        "name": nameless.get(chain.origin.kind, chain.origin.name),
        "kind": chain.origin.kind.value,
        "via": list(chain.via),
        "anonymous": chain.anonymous,
        "start": chain.evidence.start if chain.evidence else None,
        "end": chain.evidence.end if chain.evidence else None,
        "part": chain.evidence.part if chain.evidence else None,
    }


def _claims(item: UnderstoodArticle) -> dict[str, object]:
    understanding = item.understanding
    # What an export quotes leaves the house with it: of a text that its publisher reserves, nothing does.
    kept = not item.article.opted_out
    attributions = [a for a in understanding.attributions if kept and a.content.part == "text"]
    claims = [c for c in understanding.claims if kept and c.main and c.evidence[0].part == "text"]
    return {
        "id": item.article.id,
        "attributions": [_attribution(item, a) for a in attributions],
        "claims": [_claim(item, c) for c in claims],
    }


def _attribution(item: UnderstoodArticle, attribution: Attribution) -> dict[str, object]:
    return {
        **_span("source", attribution.source),
        "source": item.article.words(attribution.source) if attribution.source else None,
        **_span("cue", attribution.cue),
        "cue": item.article.words(attribution.cue) if attribution.cue else None,
        **_span("content", attribution.content),
        "source_canonical": attribution.source_name,
        "type": attribution.kind,
        "anonymous": attribution.anonymous,
    }


def _claim(item: UnderstoodArticle, claim: Claim) -> dict[str, object]:
    return {
        **_span("sentence", claim.evidence[0]),
        "also": [[span.start, span.end] for span in claim.evidence[1:] if span.part == "text"],
        "event_type": claim.event_type.value,
        "agent": _party(item, claim.agent, claim.agent_at),
        "patient": _party(item, claim.patient, claim.patient_at),
        "amount": _amount(item, claim.amount),
        "date_text": _date_text(item, claim),
        "date": claim.day,
        "status": claim.status.value,
        "polarity": claim.polarity,
        "hedge_cue": item.article.words(claim.hedge) if claim.hedge else None,
    }


def _date_text(item: UnderstoodArticle, claim: Claim) -> str | None:
    """The words of the sentence that name the day of the claim: « le mois dernier », "last Tuesday"."""
    if claim.day is None:
        return None
    named = (d for d in item.understanding.dates if any(span.covers(d.span) for span in claim.evidence))
    return next((item.article.words(d.span) for d in named if d.start <= claim.day <= d.end), None)


def _party(item: UnderstoodArticle, name: str, at: Span | None) -> str | None:
    """A party in the words of the article: 微软, where the claim itself holds the one name of all languages."""
    return " ".join(item.article.words(at).split()) if at is not None else name or None


def _amount(item: UnderstoodArticle, amount: Amount | None) -> dict[str, object] | None:
    if amount is None:
        return None
    return {
        "text": item.article.words(amount.span),
        "value": float(amount.value),
        "currency": amount.currency or None,
        "unit": amount.unit or amount.noun or None,
    }


def _span(name: str, span: Span | None) -> dict[str, int | None]:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _line(record: object) -> bytes:
    return msgspec.json.encode(record)
