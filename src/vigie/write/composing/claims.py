"""The lead that Vigie writes where no source speaks the reader's language: who did what, on whose word, how sure.

A deed is taken only where a title or a first sentence tells it in the plainest order (deeds/), where the claims read there say
nothing else, and where the story is about the one who acts. Read next: deeds/__init__.py.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from babel import Locale

from vigie.model import Chain, Citation, Claim, Mention, OriginKind, Sentence, Span, Status, UnderstoodArticle
from vigie.write.composing.deeds import BODIES, PERSON, THINGS, Deed, dense, key_of, lexicon, spaced
from vigie.write.material import TELLING, Material, citation, opening_span
from vigie.write.phrasing import Phrasing, phrasing

READ = 3
# A deed dated long before its article is background.
RECENT = timedelta(days=10)
SOURCES_AT_MOST = 2
UNSURE = {"considering", "talks", "threat", "plan"}
TELLERS = {OriginKind.NEWS_OUTLET, OriginKind.AGENCY}
# What a claim's status allows the words of a deed to say.
ALLOWED: dict[Status, frozenset[str]] = {
    Status.DENIED: frozenset({"denied"}),
    Status.ENDED: frozenset(),
    Status.THREAT: frozenset({"threat"}),
    Status.CONSIDERING: frozenset({"considering", "talks", "plan", "will"}),
    Status.RUMOUR: frozenset({"fact", "hearsay", "considering", "talks", "plan", "will"}),
}
Found = tuple[UnderstoodArticle, Deed]


def claim_sentence(material: Material, language: str) -> Sentence | None:
    """The lead composed from what the sources say in other languages, or None where nothing is sure enough."""
    return next(iter(claim_sentences(material, language, 1)), None)


def claim_title(material: Material, language: str) -> Sentence | None:
    """The deed of the lead as a title, without on whose word: that is the lead's to say."""
    return next(iter(_composed(material, language, 1, titled=True)), None)


def claim_sentences(material: Material, language: str, most: int = 3) -> tuple[Sentence, ...]:
    """Up to `most` composed sentences, the one that most articles tell first; no act is told twice."""
    return _composed(material, language, most, titled=False)


def _composed(material: Material, language: str, most: int, *, titled: bool) -> tuple[Sentence, ...]:
    words = phrasing(language)
    groups: dict[tuple[str, str, str], list[Found]] = {}
    for item in material.originals():
        for deed in _deeds(item):
            groups.setdefault(deed.key, []).append((item, deed))
    sure = [group for key, group in groups.items() if not _turned(key, groups) and _is_about(material, group[0][1])]
    order = {item.article.id: place for place, item in enumerate(material.articles)}
    sure.sort(key=lambda group: (_is_vague(group[0][1]), -len(group), min(order[item.article.id] for item, _ in group)))
    made: list[Sentence] = []
    told: list[Deed] = []
    for group in sure:
        deed = group[0][1]
        if len(made) == most or any(deed.repeats(other) for other in told):
            continue
        sentence = _sentence(material, group, words, titled=titled)
        if sentence is not None:
            made.append(sentence)
            told.append(deed)
    return tuple(made)


def _is_vague(deed: Deed) -> bool:
    """Without who acts, or with a common noun for what: told after the others."""
    return deed.agent is None or deed.common is not None


def _turned(
    key: tuple[str, str, str], others: Sequence[tuple[str, str, str]] | dict[tuple[str, str, str], list[Found]]
) -> bool:
    """True where another article tells the same act the other way round."""
    act, agent, patient = key
    return (act, patient, agent) in others


def _is_about(material: Material, deed: Deed) -> bool:
    """The story is about who acts: half of its texts name him at their top, which a text grouped by mistake does not."""
    texts = material.originals()
    who = deed.agent or deed.patient
    if who is None:
        return False
    naming = sum(_names_on_top(item, key_of(who)) for item in texts)
    return naming * 2 >= len(texts)


def _names_on_top(item: UnderstoodArticle, key: str) -> bool:
    top = item.understanding.sentences[:READ]
    return any(key_of(m) == key and any(s.covers(m.span) for s in top) for m in item.understanding.mentions)


def _deeds(item: UnderstoodArticle) -> list[Deed]:
    """The deeds of a text's title and first sentences, the title's first; none of a page that lists or argues."""
    words = lexicon(item.understanding.language)
    if words is None or item.article.opted_out or item.understanding.page_class not in TELLING:
        return []
    read = dense.read if words.dense else spaced.read
    found: dict[tuple[str, str, str], Deed] = {}
    for place, span in enumerate(item.understanding.sentences[:READ]):
        deed = read(item, span)
        if deed is None or item.article.words(span).rstrip(" »”\"')").endswith(("?", "？", "؟")):
            continue
        if place and not _in_title(item, deed):
            continue
        kept = _weighed(deed, _claim_at(item, span))
        if kept is not None and not _is_old(item, span):
            found.setdefault(kept.key, kept)
    return list(found.values())


def _in_title(item: UnderstoodArticle, deed: Deed) -> bool:
    """What a sentence below the title tells is its news where the title names what it is about; the rest is background."""
    title = opening_span(item)
    if deed.thing:
        return deed.thing.casefold() in item.article.words(title).casefold()
    whom = deed.patient or deed.agent
    held = (m for m in item.understanding.mentions if title.covers(m.span))
    return whom is not None and any(key_of(m) == key_of(whom) for m in held)


def _is_old(item: UnderstoodArticle, span: Span) -> bool:
    day = item.article.published_at.date()
    return any(span.covers(d.span) and d.end < day - RECENT for d in item.understanding.dates)


def _claim_at(item: UnderstoodArticle, span: Span) -> Claim | None:
    return next((claim for claim in item.understanding.claims if span in claim.evidence), None)


def _weighed(deed: Deed, claim: Claim | None) -> Deed | None:
    """The deed with the certainty of the claim that its sentence states; None where the two do not go together."""
    if claim is None:
        return deed if deed.mood != "denied" else None
    if claim.polarity == "negative" and deed.mood != "denied":
        return None
    allowed = ALLOWED.get(claim.status)
    if allowed is not None and deed.mood not in allowed:
        return None
    hedge, last = claim.hedge, deed.patient
    if hedge is not None and last is not None and hedge.part == last.span.part and hedge.start >= last.span.end:
        return None  # « … after talks reportedly failed »: the doubt is not of this deed, or not of it alone
    if claim.status is Status.RUMOUR and deed.mood == "fact":
        return None if _of_another_clause(deed, claim) else replace(deed, mood="hearsay")
    return deed


def _of_another_clause(deed: Deed, claim: Claim) -> bool:
    """True where the doubt stands further behind than a closing « , sources say »: "… after talks reportedly failed"."""
    end = max(name.span.end for name in (deed.agent, deed.patient) if name is not None)
    return claim.hedge is not None and claim.hedge.start > end + 16


def _sentence(material: Material, group: Sequence[Found], words: Phrasing, *, titled: bool) -> Sentence | None:
    """One deed said in the reader's language, on the word of those who tell it."""
    said = [deed.mood for _, deed in group]
    # The more cautious of what its tellers say, where they do not agree.
    mood = max(set(said), key=lambda one: (said.count(one), one != "fact", one))
    told = [(item, deed) for item, deed in group if deed.mood == mood][:SOURCES_AT_MOST]
    deed = next((deed for _, deed in told if deed.amount is not None), told[0][1])
    agent = sayable(material, deed.agent, words.language) if deed.agent else ""
    patient = deed.thing or (sayable(material, deed.patient, words.language) if deed.patient else "")
    if deed.common is not None:
        patient = words.things[deed.common[0]][deed.common[1]]
    if agent is None or patient is None:
        return None
    own = any(_speaks_itself(material, item, deed) for item, _ in told)
    # What a firm says of itself is its announcement.
    mood = "announced" if own and mood == "fact" and deed.common is None else mood
    body = _body(deed, mood, agent, patient, words)
    if body is None:
        return None
    voices = [_voice(material, item, words) for item, _ in told]
    sources = words.join(list(dict.fromkeys(name for name, _ in voices)))
    frame = "own_word" if own else "on_word" if mood in UNSURE else "according"
    text = body if titled else words.telling[frame].format(deed=body, sources=sources)
    cited = [material.cite(found.evidence) for _, found in told]
    cited += [one for _, more in voices for one in more] if not own else []
    return Sentence(capital(text, agent), words.language, "composed", tuple(dict.fromkeys(cited)))


def _body(deed: Deed, mood: str, agent: str, patient: str, words: Phrasing) -> str | None:
    act = deed.act
    amount = ""
    if deed.amount is not None:
        amount = words.amount(deed.amount.value, deed.amount.currency, "percent" if deed.shared else "")
        amount = words.sizes[deed.size].format(amount=amount) if deed.size else amount
        act = {"acquire": "acquire_sum", "invest": "invest_in_sum"}.get(act, act)
        act = "layoff_share" if deed.shared else act
    forms = words.acts.get(act)
    if act in words.nobody:
        return words.nobody[act].format(object=patient)
    if forms is None or mood not in words.frames:
        return None
    filled = {
        key: form.format(object=patient, de_object=words.of(patient), amount=amount, de_amount=words.of(amount))
        for key, form in forms.items()
    }
    return words.frames[mood][_plural(agent, words)].format(agent=agent, **filled)


def _plural(agent: str, words: Phrasing) -> bool:
    return words.language == "fr" and agent.lower().startswith("les ")


def capital(text: str, brand: str = "") -> str:
    """With a capital, unless it begins with a name that is written small (« xAI »)."""
    if brand and text.startswith(brand) and brand[:1].islower() and any(c.isupper() for c in brand.partition(" ")[0]):
        return text
    return text[:1].upper() + text[1:]


def sayable(material: Material, name: Mention, language: str) -> str | None:
    """The name as the reader's language says it in a sentence, or None where Vigie knows it in another language alone:
    names of authorities are kept in French."""
    if not name.entity:
        return name.name
    if language == "fr":
        return material.spoken_name(name.name, language)
    entity = material.names.entities.get(name.entity)
    if entity is None or "(" in entity.name:
        return None
    if name.kind == "place":
        return _country(entity.country, entity.name, language)
    if name.kind in (BODIES - {"organisation", "university"}) | PERSON | THINGS or not entity.fr:
        return entity.name
    shown = material.shown_name(name.name, language)
    return shown if shown != entity.name or entity.name.isupper() else None


def _country(code: str, french: str, language: str) -> str | None:
    """A country's name by CLDR; one that wants an article (« the United States ») is left out."""
    if Locale("fr").territories.get(code) != french:
        return None
    said = str(Locale(language).territories.get(code, ""))
    return said if said and " " not in said else None


def _speaks_itself(material: Material, item: UnderstoodArticle, deed: Deed) -> bool:
    """True where the text is the agent's own statement."""
    owner = material.names.owner_of_site(item.article.url) if item.article.url else None
    return owner is not None and deed.agent is not None and owner.id == deed.agent.entity


def _voice(material: Material, item: UnderstoodArticle, words: Phrasing) -> tuple[str, list[Citation]]:
    """On whose word a text tells it: the outlet that it credits, else its own; with the words that show it."""
    chain = material.chain(item.article.id)
    publisher = material.publisher(item.article)
    cited: list[Citation] = []
    name = publisher
    if chain.how != "own" and chain.origin.kind in TELLERS and chain.evidence is not None:
        name = chain.origin.name
        cited.append(citation(item.article, chain.evidence, publisher))
    spoken = material.spoken_name(name, words.language)
    unnamed = _unnamed(item, chain)
    if unnamed is not None:
        cited.append(citation(item.article, unnamed, publisher))
        spoken = words.telling["unnamed"].format(name=spoken)
    return spoken, cited


def _unnamed(item: UnderstoodArticle, chain: Chain) -> Span | None:
    """The words for those whom a text does not name, where it rests on them."""
    if not chain.anonymous and chain.origin.kind is not OriginKind.UNNAMED:
        return None
    return next((a.source for a in item.understanding.attributions if a.anonymous and a.source), None)
