"""Where the news of an item comes from and how sure it is, in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.knowledge.cues import fold
from vigie.model import Attribution, Chain, Citation, Claim, EventType, Origin, OriginKind, Sentence, Span, Status
from vigie.write.material import TOP, Material, citation, opening_span
from vigie.write.phrasing import Phrasing, phrasing

NAMED_AT_MOST = 3
# A party's own word: said in a word of its own where a claim shows that the party itself says it.
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
# What is said of how sure it is; what is merely reported or announced by whom it concerns needs no word more.
STANDING = {
    Status.CONSIDERING: "standing_considering",
    Status.RUMOUR: "standing_rumour",
    Status.THREAT: "standing_threat",
    Status.DENIED: "standing_denied",
    Status.OFFICIAL: "standing_official",
}
# Said of a thing not done yet; beside a text near the reader that tells it as done or decided it is not repeated.
OPEN_STATUS = {Status.CONSIDERING, Status.RUMOUR, Status.THREAT}
DONE = {Status.ANNOUNCED, Status.OFFICIAL, Status.CONFIRMED}


@dataclass(frozen=True, slots=True)
class _Standing:
    """How sure the item is, with the words that show it; no words where nothing shows it."""

    status: Status
    shown: tuple[Claim, Span] | None
    silent: bool = False  # said already

    def words(self, phrases: Phrasing) -> str:
        key = STANDING.get(self.status)
        return phrases.origin[key] if key and self.shown and not self.silent else ""


def origin_sentence(material: Material, language: str, lead: Sequence[Sentence] = ()) -> Sentence:
    """Who said it first, through whom, whether anybody is named, and how sure it is: the sentence that every item has. `lead`
    are the title and the lead that it stands beside; a composed lead has said how sure it is."""
    words = phrasing(language)
    told = [citation.article for sentence in lead for citation in sentence.citations]
    voices = material.voices(told) if told else material.trace.voices
    leading = _leading_chains(material, voices, language) or (_unsourced(material),)
    composed = any(one.kind == "composed" for one in lead[-1:])
    standing = replace(_standing(material, language), silent=composed)
    text, shown = _origin_text(material, leading, standing, words)
    text = text[:1].upper() + text[1:] if leading[0].origin.name[:1] != text[:1] else text
    named = (_sayable(leading) or leading)[:NAMED_AT_MOST]
    cited = [cited for chain in named for cited in _chain_citations(material, chain)]
    if shown and standing.shown is not None:
        cited.append(material.cite(standing.shown[1]))
    return Sentence(text, language, "composed", tuple(dict.fromkeys(cited)))


def read_sentence(material: Material, language: str, lead: Sequence[Sentence]) -> Sentence:
    """Where the lead was read, and no more: what stands in for an origin that cannot be shown."""
    words = phrasing(language)
    told = lead[-1].citations[0].article
    item = next((i for i in material.articles if i.article.id == told), material.articles[0])
    name = material.spoken_name(material.publisher(item.article), language)
    text = words.origin["reported"].format(name=name, de_name=words.of(name), via="", standing="")
    return Sentence(text, language, "composed", (material.cite(opening_span(item)),))


def _unsourced(material: Material) -> Chain:
    """The way to the earliest article of a story that no party has told."""
    first = (material.originals() or material.articles)[0].article
    publisher = Origin(material.publisher(first), OriginKind.OWN, material.chain(first.id).origin.family)
    return Chain(first.id, publisher, "own")


def _leading_chains(material: Material, voices: Sequence[Origin], language: str) -> tuple[Chain, ...]:
    """One chain for each voice, the one that shows most: with its evidence, what it says of unnamed sources, in words that
    the reader can read, and its intermediaries."""
    spoken = {item.article.id for item in material.articles if item.understanding.language == language}
    found = []
    for voice in voices:
        chains = [chain for chain in material.trace.chains if chain.origin.family == voice.family]
        named = [chain for chain in chains if chain.origin == voice] or chains
        found.append(max(named, key=lambda c: (c.evidence is not None, c.anonymous, c.article in spoken, len(c.via))))
    return tuple(found)


def _standing(material: Material, language: str) -> _Standing:
    """The item's status with a sentence near the top that gives it, in the reader's language if one does."""
    status = material.status()
    spoken = [claim for item, claim in material.claims() if item.understanding.language == language]
    if status in OPEN_STATUS and any(claim.status in DONE for claim in spoken):
        return _Standing(status, None)
    shown = [
        (item, claim)
        for item, claim in material.claims()
        if claim.status is status and claim.main and (opening_span(item) in claim.evidence or _is_plain(claim))
    ]
    shown.sort(key=lambda pair: (pair[0].article.id not in material.today, pair[0].understanding.language != language))
    return _Standing(status, (shown[0][1], shown[0][1].evidence[0]) if shown else None)


def _is_plain(claim: Claim) -> bool:
    """Below a title, a sentence tells how sure the item is only where it names an act, and neither denies nor threatens."""
    return claim.event_type is not EventType.OTHER and claim.status not in {
        Status.DENIED,
        Status.THREAT,
        Status.OFFICIAL,
    }


def _origin_text(
    material: Material, leading: Sequence[Chain], standing: _Standing, words: Phrasing
) -> tuple[str, bool]:
    """The sentence, and whether it says how sure the item is."""
    templates = words.origin
    sure = standing.words(words)
    if len(leading) > 1 and _sayable(leading):
        listed = _listed(material, leading, words)
        return templates["several"].format(count=len(leading), names=listed, standing=sure), bool(sure)
    chain = leading[0]
    name = material.spoken_name(chain.origin.name, words.language)
    if chain.origin.kind is OriginKind.UNNAMED:
        return templates["unnamed"].format(name=name), False
    if chain.how == "own" or not _shows(material, chain) or not _latin(chain.origin.name):
        return _own_text(material, chain, sure, words), bool(sure)
    shown = " ".join(c.quote + " " + c.source for c in _chain_citations(material, chain))
    passed = [name for name in chain.via if fold(name) in fold(shown)][:2]
    through = words.join([material.spoken_name(name, words.language) for name in passed] or [""])
    via = templates["via"].format(names=through) if passed else ""
    if chain.origin.kind in STATERS:
        key = STATED[standing.status] if _says_itself(material, chain, standing) else "stated"
        sure = "" if key != "stated" or standing.status is Status.ANNOUNCED else sure
    else:
        key = "anonymous" if chain.anonymous else "reported"
    text = templates[key].format(name=name, de_name=words.of(name), via=via, standing=sure)
    return text, bool(sure) or key in STATED.values()


def _own_text(material: Material, chain: Chain, sure: str, words: Phrasing) -> str:
    texts = len(material.originals())
    item = next(item for item in material.articles if item.article.id == chain.article)
    outlet = chain.origin.name if chain.how == "own" else material.publisher(item.article)
    name = material.spoken_name(outlet, words.language)
    cited = _named_source(material, chain)
    known = material.names.entity_named(chain.origin.name)
    credited = chain.origin.name if chain.how != "own" and known is not None and known.kind != "place" else ""
    if cited is not None and _is_somebody(material, cited.source_name):
        credited = cited.source_name
    if texts == 1 and credited:
        spoken = material.spoken_name(credited, words.language)
        return words.origin["own_citing"].format(name=name, cited=spoken, standing=sure)
    key = "own_single" if texts == 1 or chain.origin.kind is OriginKind.AGENCY else "own_several"
    return words.origin[key].format(name=name, de_name=words.of(name), count=texts, standing=sure)


def _shows(material: Material, chain: Chain) -> bool:
    """True where a party's word is seen near the top: one named in passing further down gave no news."""
    if chain.origin.kind not in STATERS or chain.how == "own_site":
        return True
    item = next(item for item in material.articles if item.article.id == chain.article)
    if chain.evidence is None or not any(span.covers(chain.evidence) for span in item.understanding.sentences[:TOP]):
        return False
    known = material.names.entity_named(chain.origin.name)
    if known is not None:
        return known.kind != "place"  # « South Korea arrests … »: a country gives no interviews
    # A name that we do not know is somebody where words are reported of him.
    said = any(a.source is not None and a.source.overlaps(chain.evidence) for a in item.understanding.attributions)
    return said and _is_somebody(material, chain.origin.name)


def _is_somebody(material: Material, name: str) -> bool:
    """Two or three letters that nobody knows (AI, UI) are no party; nor is a name that the reader's script cannot spell."""
    known = material.names.entity_named(name) or material.names.outlet_named(name)
    return known is not None or (len(name) > 3 and name[:1].isupper())


def _says_itself(material: Material, chain: Chain, standing: _Standing) -> bool:
    """« L’annonce vient de X »: a claim of that status whose agent or teller X is."""
    if standing.status not in STATED or standing.shown is None:
        return False
    said = [claim for _, claim in material.claims() if claim.status is standing.status]
    return any(_alike(name, chain.origin.name) for claim in said for name in _tellers(claim)) or (
        chain.how == "own_site" and standing.status is Status.ANNOUNCED
    )


def _tellers(claim: Claim) -> tuple[str, ...]:
    told = claim.attribution
    return tuple(name for name in (claim.agent, told.source_name if told else "", told.entity if told else "") if name)


def _alike(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    return first == second or (len(first) > 3 and first in second) or (len(second) > 3 and second in first)


def _listed(material: Material, leading: Sequence[Chain], words: Phrasing) -> str:
    names = []
    for chain in _sayable(leading)[:NAMED_AT_MOST]:
        name = material.spoken_name(chain.origin.name, words.language)
        names.append(words.origin["with_unnamed"].format(name=name) if chain.anonymous else name)
    if len(leading) > len(names):
        names.append(words.count("more", len(leading) - len(names)))
    return words.join(names)


def _sayable(leading: Sequence[Chain]) -> list[Chain]:
    """The voices whose names can be printed for a reader of Latin letters: 布莱恩·约翰逊 in a French sentence tells nothing."""
    return [chain for chain in leading if _latin(chain.origin.name)]


def _latin(name: str) -> bool:
    return all(letter < "\u0370" for letter in name if letter.isalpha())


def _chain_citations(material: Material, chain: Chain) -> tuple[Citation, ...]:
    """The words that show the origin, and those that show that its sources are not named."""
    item = next(item for item in material.articles if item.article.id == chain.article)
    source = material.publisher(item.article)
    shown = citation(item.article, chain.evidence or opening_span(item), source)
    cited = _named_source(material, chain) if chain.how == "own" and len(material.originals()) == 1 else None
    if cited is not None and cited.source is not None:
        return (citation(item.article, cited.source, source),)
    found = [shown]
    # « L’entreprise a annoncé … »: the words that name it are cited too.
    known = material.names.entity_named(chain.origin.name)
    own = known.id if known is not None else ""
    mentions = item.understanding.mentions
    named = next((m for m in mentions if m.name == chain.origin.name or (own and m.entity == own)), None)
    if chain.how != "own" and named is not None and fold(chain.origin.name) not in fold(shown.quote):
        found.append(citation(item.article, named.span, source))
    unnamed = next((a.source for a in item.understanding.attributions if a.anonymous and a.source), None)
    if chain.anonymous and unnamed is not None and shown.quote not in item.article.words(unnamed):
        found.append(citation(item.article, unnamed, source))
    return tuple(found)


def _named_source(material: Material, chain: Chain) -> Attribution | None:
    """Whom a text credits by a name that we do not know, near its top: it cannot be called an origin, nor passed over."""
    if chain.how != "own":
        return None
    item = next(item for item in material.articles if item.article.id == chain.article)
    top = item.understanding.sentences[:TOP]
    named = (a for a in item.understanding.attributions if a.source and not a.anonymous and a.source_name[:1].isupper())
    return next((a for a in named if a.source and any(span.covers(a.source) for span in top)), None)
