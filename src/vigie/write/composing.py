"""Sentences of Vigie's own: where the news comes from, what is at stake, what came before. Composed from templates and from
spans, never from anything else; each cites the words that it rests on."""

from collections.abc import Sequence
from decimal import Decimal

from vigie.model import (
    Amount,
    Attribution,
    Chain,
    Citation,
    Conflict,
    ConflictingValue,
    FigureLine,
    Mention,
    OriginKind,
    Sentence,
    Status,
    StatusChange,
    Transition,
    UnderstoodArticle,
    advances,
    independent_voices,
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


def gist_sentence(material: Material, language: str) -> Sentence | None:
    """What a story is about, for a reader who cannot read its articles: kind of event, names, amount. It claims no roles,
    so it cannot turn them round."""
    words = phrasing(language)
    claims = material.claims()
    named = (material.shown_name(mention.name, language) for mention in _names_of_first(material))
    names = tuple(dict.fromkeys(named))[:4]
    if not claims and not names:
        return None
    kind = material.event_type()
    event = words.events[kind.value] if kind else words.gist["other"]
    # The amount of a headline is that of the event; one further down may be any other.
    headed = (claim.amount for item, claim in claims if opening_span(item) in claim.evidence)
    amount = next((amount for amount in headed if amount is not None and amount.currency), None)
    shown = words.gist["amount"].format(amount=words.amount(amount.value, amount.currency)) if amount else ""
    listed = words.gist["names" if len(names) > 1 else "name"].format(names=words.join(names)) if names else ""
    if not listed and not shown:
        return None
    spans = [mention.span for mention in _names_of_first(material)][:1] + ([amount.span] if amount else [])
    sources = [claims[0][0]] if claims else [material.articles[0]]
    cited = tuple(material.cite(span) for span in spans) or tuple(material.cite(opening_span(i)) for i in sources)
    return Sentence(words.gist["line"].format(event=event, names=listed, amount=shown), language, "composed", cited)


def _names_of_first(material: Material) -> list[Mention]:
    seen: set[str] = set()
    kept = []
    for mention in material.mentions_on_top():
        if mention.entity not in seen and mention.kind not in {"outlet", "place"}:
            seen.add(mention.entity)
            kept.append(mention)
    return kept


def past_sentences(material: Material, language: str, most: int = 3) -> tuple[Sentence, ...]:
    """The storyline's earlier steps, one sentence each, the latest ones, in order of time."""
    if material.chapter is None:
        return ()
    steps = [step for step in material.chapter.earlier if step.evidence.article in material.past]
    return tuple(_step(material, step, phrasing(language)) for step in steps[-most:])


def _step(material: Material, step: StatusChange, words: Phrasing) -> Sentence:
    status = words.status[step.status.value]
    event = words.events[step.event_type.value].lower()
    day = words.day(step.day)
    if step.patient and step.event_type.value in {"lawsuit", "investigation", "attack"}:
        text = words.past["against"].format(day=day, event=event, agent=step.agent, patient=step.patient, status=status)
    else:
        names = words.join([name for name in (step.agent, step.patient) if name])
        text = words.past["between"].format(day=day, event=event, names=names, status=status)
    return Sentence(text, words.language, "composed", (material.cite(step.evidence),))


def reversal_sentence(material: Material, language: str) -> Sentence | None:
    """Who acted against whom then, and now."""
    found = material.chapter.reversal if material.chapter else None
    if found is None or found.earlier.evidence.article not in material.past:
        return None
    words = phrasing(language)
    text = words.past["reversal"].format(
        earlier=words.day(found.earlier.day),
        before_agent=found.earlier.agent,
        before_patient=found.earlier.patient,
        before_status=words.status[found.earlier.status.value],
        event=words.events[found.event_type.value].lower(),
        agent=found.later.agent,
        patient=found.later.patient,
        status=words.status[found.later.status.value],
    )
    return Sentence(
        text, language, "composed", (material.cite(found.earlier.evidence), material.cite(found.later.evidence))
    )


def conflict_sentence(material: Material, conflict: Conflict, language: str) -> Sentence:
    """The values given for one quantity, and by whom."""
    words = phrasing(language)
    cited = tuple(material.cite(value.evidence) for value in conflict.values)
    values = [
        words.past["value"].format(
            amount=words.amount(Decimal(value.value), value.currency, value.unit),
            source=material.spoken_name(_giver(material, value, citation), language),
        )
        for value, citation in zip(conflict.values, cited, strict=True)
    ]
    text = words.past["conflict"].format(event=words.events[conflict.event_type.value], values=words.join(values))
    return Sentence(text, language, "composed", cited)


def _giver(material: Material, value: ConflictingValue, citation: Citation) -> str:
    """Who gives a value: whom the article quotes for it, else the outlet."""
    own = next((i for i in material.articles if i.article.id == value.evidence.article), None)
    return citation.source if own is None or value.source == own.article.source else value.source


def change_sentences(material: Material, language: str) -> tuple[Sentence, ...]:
    """What is new since the brief that told this story before: a changed status, articles added; for a story told for the
    first time, what is new in its storyline."""
    told = material.told
    if told is None:
        return _new_in_chapter(material, phrasing(language))
    words = phrasing(language)
    day = words.day(told.day)
    found = []
    status = material.status()
    claim = next((pair for pair in material.claims() if pair[1].status is status), None)
    if claim is not None and advances(Status(told.item.status), status):
        text = words.past["status_change"].format(
            day=day, before=words.status[told.item.status], after=words.status[status.value]
        )
        found.append(Sentence(text, language, "composed", (material.cite(claim[1].evidence[0]),)))
    known = {source.article for source in told.item.sources}
    new = [item for item in material.originals() if item.article.id not in known][:3]
    if new:
        listed = words.join([_one_article(material, item, words) for item in new])
        text = words.past["changes"].format(day=day, articles=listed)
        found.append(Sentence(text, language, "composed", tuple(material.cite(opening_span(item)) for item in new)))
    return tuple(found)


def _new_in_chapter(material: Material, words: Phrasing) -> tuple[Sentence, ...]:
    """For a reader of the storyline's earlier chapters: the first steps that none of them told, with their words. Steps of
    articles that the item does not hold any more, or told of one party alone, are left out."""
    chapter = material.chapter
    if chapter is None or not (chapter.earlier or chapter.transitions):
        return ()
    held = {item.article.id for item in material.articles}
    moved = [one for one in chapter.transitions if one.after.evidence.article in held]
    across = [one for one in moved if one.before.evidence.article in material.past]
    if across:
        return (_moved(material, across[0], words),)
    fresh = [n for n in chapter.news if n.kind == "step" and n.evidence.article in held and n.what[2]][:1]
    found = []
    for novelty in fresh:
        event, agent, patient, status = novelty.what
        key = "new_against" if event in {"lawsuit", "investigation", "attack"} else "new_between"
        text = words.past[key].format(
            event=words.events[event].lower(),
            agent=agent,
            patient=patient,
            names=words.join([agent, patient]),
            status=words.status[status],
        )
        found.append(Sentence(text, words.language, "composed", (material.cite(novelty.evidence),)))
    return tuple(found)


def _moved(material: Material, found: Transition, words: Phrasing) -> Sentence:
    """A claim of an earlier chapter that is surer now, or denied, or over, with both sentences."""
    now = found.after
    against = now.patient and now.event_type.value in {"lawsuit", "investigation", "attack"}
    text = words.past["moved_against" if against else "moved_between"].format(
        event=words.events[now.event_type.value].lower(),
        agent=now.agent,
        patient=now.patient,
        names=words.join([name for name in (now.agent, now.patient) if name]),
        before=words.status[found.before.status.value],
        day=words.day(found.before.day),
        after=words.status[now.status.value],
    )
    cited = (material.cite(found.before.evidence), material.cite(now.evidence))
    return Sentence(text, words.language, "composed", cited)


def _one_article(material: Material, item: UnderstoodArticle, words: Phrasing) -> str:
    source = material.spoken_name(material.publisher(item.article), words.language)
    return words.past["article"].format(source=source, de_source=words.of(source))


def figure_lines(material: Material, most: int = 3) -> tuple[FigureLine, ...]:
    """Amounts of money in the titles and first sentences, by how many independent voices give them."""
    given: dict[tuple[Decimal, str], list[Chain]] = {}
    first: dict[tuple[Decimal, str], tuple[UnderstoodArticle, Amount]] = {}
    for item in material.originals():
        for amount in item.understanding.amounts:
            if amount.currency and any(s.covers(amount.span) for s in item.understanding.sentences[:TOP]):
                key = (amount.value, amount.currency)
                given.setdefault(key, []).append(material.chain(item.article.id))
                first.setdefault(key, (item, amount))
    voices = {key: len(independent_voices(chains)) for key, chains in given.items()}
    ordered = sorted(voices, key=lambda key: (-voices[key], -len(given[key]), -key[0], key[1]))[:most]
    return tuple(
        FigureLine(f"{value:f}", currency, "", voices[value, currency], material.cite(first[value, currency][1].span))
        for value, currency in ordered
    )
