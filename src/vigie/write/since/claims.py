"""What is said in a story's sentences, in the form in which a brief remembers it."""

from collections.abc import Iterator, Sequence

from vigie.knowledge.parties import Parties, certain
from vigie.model import Citation, Claim, EventType, Item, Span, ToldClaim, UnderstoodArticle
from vigie.write.material import Material, citation

# Claims further down an article tell its background.
WITHIN = 12


def said(material: Material, item: UnderstoodArticle, parties: Parties) -> tuple[tuple[Span, ToldClaim], ...]:
    """The claims of an article's title and first sentences, each with the sentence that states it."""
    top = set(item.understanding.sentences[:WITHIN])
    return tuple(
        (span, _remembered(material, item, claim, span, parties))
        for claim in item.understanding.claims
        for span in claim.evidence
        if span in top
    )


def claims_told(item: Item, material: Material) -> tuple[ToldClaim, ...]:
    """The claims that the sentences of an item told: those whose own sentence is among the words cited."""
    parties = Parties(material.articles)
    articles = {one.article.id: one for one in (*material.past.values(), *material.articles)}
    found: dict[ToldClaim, None] = {}
    for n, sentence in enumerate((item.title, *item.told())):
        for cited in sentence.citations:
            own = articles.get(cited.article)
            for claim, span in _within(own, cited) if own else ():
                found.setdefault(_remembered(material, own, claim, span, parties, n))  # type: ignore[arg-type]
    for cited in (figure.citation for figure in item.figures):
        own = articles.get(cited.article)
        for claim in own.understanding.claims if own else ():
            inside = (
                s for s in claim.evidence if s.part == cited.part and s.start <= cited.start and cited.end <= s.end
            )
            if claim.amount is not None and any(True for _ in inside):
                found.setdefault(_remembered(material, own, claim, claim.evidence[0], parties))  # type: ignore[arg-type]
    # A claim that stands in the title and below is told once.
    first: dict[tuple[object, ...], ToldClaim] = {}
    for one in found:
        first.setdefault((one.event_type, one.keys, one.status, one.polarity, one.value, one.evidence), one)
    return tuple(first.values())


def comparable(claim: ToldClaim) -> bool:
    """True for an act of a known kind by or to somebody in particular: only these can be known again in other words."""
    return claim.event_type is not EventType.OTHER and any(map(certain, claim.keys))


def _within(item: UnderstoodArticle, cited: Citation) -> Iterator[tuple[Claim, Span]]:
    """The claims whose sentence is told, by half of its length at least: a name or figure cut out of it tells no claim."""
    for claim in item.understanding.claims:
        for span in claim.evidence:
            shared = min(span.end, cited.end) - max(span.start, cited.start)
            if span.part == cited.part and shared * 2 >= span.end - span.start:
                yield claim, span


def _remembered(
    material: Material, item: UnderstoodArticle, claim: Claim, span: Span, parties: Parties, n: int = 0
) -> ToldClaim:
    # Roles are not cut down to names that act: who is told to do something to « the government » told that.
    agent, patient = parties.acting(claim.event_type, claim.agent, claim.patient)
    amount = claim.amount
    return ToldClaim(
        event_type=claim.event_type,
        agent=agent,
        patient=patient,
        keys=(parties.key(agent), parties.key(patient)),
        status=claim.status,
        day=item.article.published_at.date(),
        evidence=citation(item.article, span, material.publisher(item.article)),
        language=item.understanding.language,
        polarity=claim.polarity,
        value=f"{amount.value:f}" if amount else "",
        currency=amount.currency if amount else "",
        unit=(amount.unit or amount.noun) if amount else "",
        beside=tuple(
            (f"{one.value:f}", one.currency, one.unit or one.noun)
            for one in item.understanding.amounts
            if span.covers(one.span) and one.value and (amount is None or one.span != amount.span)
        ),
        n=n,
    )


def lead_of(item: UnderstoodArticle) -> Sequence[Span]:
    """The title and the first two sentences: what an article is there to tell."""
    return item.understanding.sentences[:3]
