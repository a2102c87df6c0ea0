"""What a source takes back: corrections, retractions, and articles published again with another figure.

An article corrects when its title or a line of its own says so (cue files, [corrections]). What it corrects is what the reader
was told from the same outlet: the figure of the same act of the same parties, or the article itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from vigie.knowledge.corrections import HEAD, Note, note_in
from vigie.knowledge.matching import bare
from vigie.knowledge.parties import certain
from vigie.model import Amount, Span, Telling, ToldClaim, UnderstoodArticle
from vigie.write.material import Material, citation
from vigie.write.news import Change
from vigie.write.since.claims import comparable
from vigie.write.since.knowing import Known, addresses_of
from vigie.write.since.matching import same_figure


def taken_back(
    material: Material,
    item: UnderstoodArticle,
    claims: Sequence[tuple[Span, ToldClaim]],
    known: Known,
    related: Sequence[Telling],
) -> Iterator[Change]:
    """What this article takes back of what the reader was told from its outlet."""
    note = note_in(item)
    outlet = material.publisher(item.article)
    title = " ".join(item.article.title.split())
    again = {
        source.article
        for name in addresses_of(item.article.url, outlet, title)
        for telling in known.by_address.get(name, ())
        for source in telling.sources
        if source.article != item.article.id and name in addresses_of(source.url, source.outlet, source.title)
    }
    if note is None and not again:
        return
    named = {m.entity for m in item.understanding.mentions if m.entity and m.kind not in {"place", "outlet"}}
    of_named = (telling for name in sorted(named) for telling in known.by_party.get(name, ())) if note else ()
    near = {id(telling): telling for telling in (*related, *of_named)}
    told = [
        claim
        for telling in sorted(near.values(), key=lambda one: (one.day, one.digest), reverse=True)
        for claim in telling.claims
        if claim.evidence.article in again
        or (note is not None and claim.evidence.source == outlet and claim.evidence.article != item.article.id)
    ]
    figures = [*(_stated(material, item, note, told) if note else ()), *_figures(item, claims, told)]
    yield from figures[:1]
    if not figures and note is not None:
        yield from _whole(material, item, note, told, claims)


def _stated(material: Material, item: UnderstoodArticle, note: Note, told: Sequence[ToldClaim]) -> Iterator[Change]:
    """« 40 millions et non 400 »: the note, or a sentence of the head, gives the old figure and a single other one."""
    named = {mention.entity or bare(mention.name) for mention in item.understanding.mentions}
    for before in told:
        keys = {certain(key) for key in before.keys} - {""}
        if not before.value or not before.currency or not keys <= named:
            continue
        for span in dict.fromkeys((note.span, *item.understanding.sentences[:HEAD])):
            inside = [a for a in item.understanding.amounts if span.covers(a.span) and a.currency == before.currency]
            given = {a.value for a in inside}
            old = {value for value in given if same_figure(before, replace(before, value=f"{value:f}"))}
            if old and len(given - old) == 1:
                new = next(iter(given - old))
                words = citation(item.article, span, material.publisher(item.article))
                day = item.article.published_at.date()
                yield Change("corrected", before, replace(before, value=f"{new:f}", evidence=words, day=day), span)


def _figures(
    item: UnderstoodArticle, claims: Sequence[tuple[Span, ToldClaim]], told: Sequence[ToldClaim]
) -> Iterator[Change]:
    """Another figure for the same act of the same parties."""
    for before in told:
        for span, claim in claims:
            if not before.value or not _one_act(claim, before):
                continue
            amount = _other_figure(item, span, before)
            if amount is not None:
                after = replace(claim, value=f"{amount.value:f}", currency=amount.currency)
                yield Change("corrected", before, after, span)


def _one_act(claim: ToldClaim, before: ToldClaim) -> bool:
    one, other = [{certain(key) for key in c.keys} - {""} for c in (claim, before)]
    return comparable(claim) and claim.event_type is before.event_type and bool(one & other)


def _other_figure(item: UnderstoodArticle, span: Span, before: ToldClaim) -> Amount | None:
    """The figure of this kind in the sentence that is not the old one; nothing where there are several."""
    kind = (before.currency, before.unit)
    inside = [a for a in item.understanding.amounts if span.covers(a.span)]
    alike = [
        a for a in inside if (a.currency, a.unit or a.noun) == kind or (a.currency and a.currency == before.currency)
    ]
    old = Decimal(before.value)
    others = [a for a in alike if a.value != old and not same_figure(before, replace(before, value=f"{a.value:f}"))]
    return others[0] if len({a.value for a in others}) == 1 else None


def _whole(
    material: Material,
    item: UnderstoodArticle,
    note: Note,
    told: Sequence[ToldClaim],
    claims: Sequence[tuple[Span, ToldClaim]],
) -> Iterator[Change]:
    """The article is corrected or withdrawn in words alone: of what was told from its outlet, the claim that it repeats or
    whose parties it names."""
    keys = {certain(key) for _, claim in claims for key in claim.keys} | {m.entity for m in item.understanding.mentions}
    about = [claim for claim in told if comparable(claim) and {certain(k) for k in claim.keys} - {""} <= keys]
    if about:
        before = max(about, key=lambda claim: (claim.day, -claim.n))
        words = citation(item.article, note.span, material.publisher(item.article))
        after = replace(before, evidence=words, day=item.article.published_at.date(), value="", currency="", unit="")
        yield Change(note.kind, before, after, note.span)
