"""Where the news of an item comes from, in one sentence."""

from collections.abc import Sequence

from vigie.model import (
    Attribution,
    Chain,
    Citation,
    OriginKind,
    Sentence,
    Status,
)
from vigie.write.material import TOP, Material, citation, opening_span
from vigie.write.phrasing import Phrasing, phrasing

NAMED_AT_MOST = 3
STATED = {
    Status.ANNOUNCED: "announced",
    Status.OFFICIAL: "official",
    Status.DENIED: "denied",
    Status.CONFIRMED: "confirmed",
}
STATERS = {
    OriginKind.COMPANY,
    OriginKind.GOVERNMENT,
    OriginKind.COURT,
    OriginKind.ORGANISATION,
    OriginKind.RESEARCH,
    OriginKind.PERSON,
}


def origin_sentence(material: Material, language: str) -> Sentence:
    """Who said it first, through whom, and whether anybody is named: the sentence that every item has."""
    words = phrasing(language)
    leading = _leading_chains(material, language)
    cited = tuple(cited for chain in leading[:NAMED_AT_MOST] for cited in _chain_citations(material, chain))
    return Sentence(_origin_text(material, leading, words), language, "composed", cited)


def _leading_chains(material: Material, language: str) -> tuple[Chain, ...]:
    """One chain for each voice, the one that shows most: with its evidence, what it says of unnamed sources, in words that
    the reader can read, and its intermediaries."""
    spoken = {item.article.id for item in material.articles if item.understanding.language == language}
    found = []
    for voice in material.trace.voices:
        chains = [chain for chain in material.trace.chains if chain.origin.family == voice.family]
        named = [chain for chain in chains if chain.origin == voice] or chains
        found.append(max(named, key=lambda c: (c.evidence is not None, c.anonymous, c.article in spoken, len(c.via))))
    return tuple(found)


def _origin_text(material: Material, leading: Sequence[Chain], words: Phrasing) -> str:
    templates = words.origin
    if len(leading) > 1:
        return templates["several"].format(count=len(leading), names=_listed(material, leading, words))
    chain = leading[0]
    name = material.spoken_name(chain.origin.name, words.language)
    through = words.join([material.spoken_name(name, words.language) for name in chain.via[:2]] or [""])
    via = templates["via"].format(names=through) if chain.via else ""
    if chain.origin.kind is OriginKind.UNNAMED:
        return templates["unnamed"].format(name=name)
    if chain.how == "own":
        texts = len(material.originals())
        cited = _named_source(material, chain)
        if texts == 1 and cited is not None:
            return templates["own_citing"].format(
                name=name, cited=material.spoken_name(cited.source_name, words.language)
            )
        key = "own_single" if texts == 1 or chain.origin.kind is OriginKind.AGENCY else "own_several"
        return templates[key].format(name=name, de_name=words.of(name), count=texts)
    if chain.origin.kind in STATERS:
        key = STATED.get(material.status(), "stated")
    else:
        key = "anonymous" if chain.anonymous else "reported"
    return templates[key].format(name=name, de_name=words.of(name), via=via)


def _listed(material: Material, leading: Sequence[Chain], words: Phrasing) -> str:
    names = []
    for chain in leading[:NAMED_AT_MOST]:
        name = material.spoken_name(chain.origin.name, words.language)
        names.append(words.origin["with_unnamed"].format(name=name) if chain.anonymous else name)
    if len(leading) > NAMED_AT_MOST:
        names.append(words.count("more", len(leading) - NAMED_AT_MOST))
    return words.join(names)


def _chain_citations(material: Material, chain: Chain) -> tuple[Citation, ...]:
    """The words that show the origin, and those that show that its sources are not named."""
    item = next(item for item in material.articles if item.article.id == chain.article)
    source = material.publisher(item.article)
    shown = citation(item.article, chain.evidence or opening_span(item), source)
    cited = _named_source(material, chain) if chain.how == "own" and len(material.originals()) == 1 else None
    if cited is not None and cited.source is not None:
        return (citation(item.article, cited.source, source),)
    unnamed = next((a.source for a in item.understanding.attributions if a.anonymous and a.source), None)
    if not chain.anonymous or unnamed is None or shown.quote in item.article.words(unnamed):
        return (shown,)
    return (shown, citation(item.article, unnamed, source))


def _named_source(material: Material, chain: Chain) -> Attribution | None:
    """Whom a text credits by a name that we do not know, near its top: it cannot be called an origin, nor passed over."""
    item = next(item for item in material.articles if item.article.id == chain.article)
    top = item.understanding.sentences[:TOP]
    named = (a for a in item.understanding.attributions if a.source and not a.anonymous and a.source_name[:1].isupper())
    return next((a for a in named if a.source and any(span.covers(a.source) for span in top)), None)
