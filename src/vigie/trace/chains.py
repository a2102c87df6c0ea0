"""Chains: from one article to its root or roots, by what its own text and address show.

The signs are weighed from the most to the least explicit, the earlier in the text before the later. Precision before recall:
what no text shows is the outlet's own reporting, never a guess.
"""

from collections.abc import Sequence
from dataclasses import replace

from vigie.knowledge.cues import fold
from vigie.knowledge.names import Names, Outlet
from vigie.model import Chain, Origin, OriginKind, Span, UnderstoodArticle
from vigie.trace.credits import WITHIN, Credit, credits_of, evidence_of, named_origin, sentence_at, source_line
from vigie.trace.lexicon import lexicon
from vigie.trace.phrases import has_headline
from vigie.trace.publishers import own_origin, own_site, publisher_of
from vigie.trace.speakers import is_sure
from vigie.trace.statements import Stated, acted_at, acted_in, cited_in, stated_in, unnamed_in

# An outlet credited in the first sentences is where the news is from; later, a party that spoke before it goes first.
LEADING = 3
TOLD_WITHIN = 8
DEEP = 14
PUBLIC = {OriginKind.GOVERNMENT, OriginKind.COURT, OriginKind.ORGANISATION, OriginKind.COMPANY, OriginKind.RESEARCH}


def chains_of(item: UnderstoodArticle, names: Names) -> tuple[Chain, ...]:
    """The chains of one article, the main one first; at least one. Two only where the text shows two independent roots."""
    publisher = publisher_of(item, names)
    if (site := own_site(item, names)) is not None:
        return (site,)
    line_via, line = source_line(item, names, publisher)
    credited = credits_of(item, names, publisher)
    stated = stated_in(item, names)
    found = _weighed(item, names, credited, stated)
    if found:
        return tuple(_with_line(chain, line_via) for chain in found)
    if line_via and line is not None:
        return (Chain(item.article.id, named_origin(line_via[0], names), "source_line", (), False, line),)
    return _rest(item, names, publisher, credited)


def chain_of(item: UnderstoodArticle, names: Names) -> Chain:
    """The main chain of one article."""
    return chains_of(item, names)[0]


def _weighed(
    item: UnderstoodArticle,
    names: Names,
    credited: Sequence[Credit],
    stated: Sequence[Stated],
) -> tuple[Chain, ...]:
    """What credits of outlets and statements of parties show together."""
    outlets = [c for c in credited if c.role in {"reports", "given"}]
    first = next((c for c in outlets if not c.own), None)
    party = _party(item, names, stated)
    if party is not None and _outshone(party, first, item, names, credited):
        party = None
    if first is None and party is None:  # passed on by one, and nobody shown behind: it is as far as the text goes
        outlets = [c for c in credited if c.role == "relay"]
        first = next((c for c in outlets if not c.own), None)
    if item.understanding.page_class == "opinion" or _ours(item, outlets, first, party):
        return ()
    if _unnamed_first(item, first, party):
        return ()
    if first is not None and (party is None or _before(first, party, outlets)):
        behind = _behind(first, stated, item, names)
        if behind is not None:
            return (_statement(item, behind, (first.origin.name,)),)
        return _credited(item, first, outlets, credited)
    if party is not None:
        return (_statement(item, party, _relays(party, credited)),)
    return ()


def _outshone(
    party: Stated, first: Credit | None, item: UnderstoodArticle, names: Names, credited: Sequence[Credit]
) -> bool:
    """True for a party that other signs go before: a bare unknown name is less than an agency's mark or a source that is not
    named, and an agency's own text is the agency's unless it names somebody public."""
    wires = [c for c in credited if c.role == "wire" and not c.own]
    if not is_sure(party.origin, names, lexicon(item.understanding.language)):
        return not (party.said and party.public) and (bool(wires) or unnamed_in(item) is not None)
    authority = party.origin.kind in {OriginKind.GOVERNMENT, OriginKind.COURT}
    return first is None and not authority and not party.public and any(c.at < LEADING for c in wires)


def _unnamed_first(item: UnderstoodArticle, first: Credit | None, party: Stated | None) -> bool:
    """True when a text opens on an unnamed source: an interview far below, or a party that is asked about it afterwards, is
    not where the news is from. An agency that was told so is, wherever it comes."""
    unnamed = unnamed_in(item)
    at = sentence_at(item, unnamed.content) if unnamed is not None else 0
    if unnamed is None or (not at and has_headline(item)) or (first is None and party is None):
        return False
    if first is not None and (first.anonymous or first.origin.kind is OriginKind.AGENCY or first.at <= at + 3):
        return False
    return party is None or (party.at > at and not party.public and party.said)


def _before(credit: Credit, party: Stated, outlets: Sequence[Credit]) -> bool:
    """True when an outlet's credit goes before a party that speaks: it leads the text, or the party's words were told to it
    and are public nowhere else."""
    if (party.origin.kind is OriginKind.COURT and not party.said) or party.denies:
        return False  # a judgment and a denial are for everybody, whoever tells of them first
    if not party.said:
        return credit.at <= max(LEADING - 1, party.at)
    if credit.role == "given":
        if party.public and party.at <= credit.at:
            return False
        return credit.at <= TOLD_WITHIN or credit.origin.kind is OriginKind.AGENCY
    again = sum(other.origin == credit.origin for other in outlets) > 1
    return credit.at <= party.at or (credit.at < (WITHIN if again else LEADING) and not party.public)


def _party(item: UnderstoodArticle, names: Names, stated: Sequence[Stated]) -> Stated | None:
    """Who speaks or acts first: « Le tribunal a condamné … » goes before those whom the text quotes on it afterwards."""
    said = stated[0] if stated else None
    if item.understanding.page_class == "opinion":
        return said
    titled = has_headline(item)
    acted = next((one for one in acted_in(item, names) if one.at or not titled), None)
    if acted is None or (said is not None and (said.at or not titled) and _sooner(said, acted, item, names)):
        return said
    return acted


def _sooner(said: Stated, acted: Stated, item: UnderstoodArticle, names: Names) -> bool:
    forms = lexicon(item.understanding.language)
    if said.at == acted.at and said.origin.family == acted.origin.family:
        return acted.origin.kind is not OriginKind.COURT  # a judgment is an act, whatever verb tells of it
    if said.at == acted.at and is_sure(acted.origin, names, forms) and not is_sure(said.origin, names, forms):
        return False
    return (said.at, said.evidence.start) <= (acted.at, acted.evidence.start)


def _behind(credit: Credit, stated: Sequence[Stated], item: UnderstoodArticle, names: Names) -> Stated | None:
    """The party whose public words an outlet passes on: it cites them, or what it tells was announced. Of an agency any
    public statement is enough, in the sentence that credits it or the next."""
    if credit.anonymous or credit.role == "given":
        return None
    agency = credit.origin.kind is OriginKind.AGENCY
    near = (one for one in stated if credit.at <= one.at <= credit.at + agency and one.origin.kind in PUBLIC)
    found = next((one for one in near if one.announced or (agency and _public(one, credit))), None)
    if found is not None:
        return found
    cited = cited_in(item, names, credit.at, credit.evidence.start)
    if cited is not None and cited.origin.kind in PUBLIC:
        return cited
    acted = acted_at(item, names, credit.at) if credit.at < len(item.understanding.sentences) else None
    if acted is not None and not agency:
        forms = lexicon(item.understanding.language)
        low = fold(item.article.words(item.understanding.sentences[credit.at]))
        acted = acted if forms.public.search(low) else None
    public = acted is not None and acted.origin.kind in {OriginKind.GOVERNMENT, OriginKind.COURT}
    return acted if public else None


def _public(one: Stated, agency: Credit) -> bool:
    """What an authority says is public, when one sentence gives it and the agency."""
    authority = one.origin.kind in {OriginKind.GOVERNMENT, OriginKind.COURT}
    return one.public or (authority and one.at == agency.at and not one.weak)


def _credited(
    item: UnderstoodArticle, first: Credit, outlets: Sequence[Credit], credited: Sequence[Credit]
) -> tuple[Chain, ...]:
    """The chain to a credited outlet: through those that relayed it, past it to the one it cites."""
    root, via = _past(item, first, outlets)
    relays = [c.origin.name for c in credited if c.role == "relay" and not c.own and c.at <= root.at + 1]
    names_via = tuple(dict.fromkeys(name for name in (*via, *relays) if name != root.origin.name))
    anonymous = any(a.anonymous for a in item.understanding.attributions) or any(
        _cites_people(item, credit) for credit in outlets if credit.origin == root.origin
    )
    chains = [Chain(item.article.id, root.origin, "attribution", names_via, anonymous, root.evidence)]
    beside = _together(item, root, outlets)
    if beside is not None and not via:
        chains.append(Chain(item.article.id, beside.origin, "attribution", names_via, anonymous, beside.evidence))
    return tuple(chains)


def _cites_people(item: UnderstoodArticle, root: Credit) -> bool:
    """ "…, the Post reported, citing people familiar with the matter": the sentence that credits it says they are unnamed."""
    forms = lexicon(item.understanding.language)
    sentences = item.understanding.sentences
    words = item.article.words(sentences[root.at]) if root.at < len(sentences) else ""
    cited = forms.citing.search(fold(words))
    return cited is not None and forms.anonymous.search(fold(words), cited.start()) is not None


def _past(item: UnderstoodArticle, first: Credit, outlets: Sequence[Credit]) -> tuple[Credit, tuple[str, ...]]:
    """« Selon Le Parisien, citant CNN »: CNN, by way of Le Parisien."""
    forms = lexicon(item.understanding.language)
    for other in outlets:
        if other.at != first.at or other.own or other.origin.name == first.origin.name:
            continue
        text = item.article.part(first.evidence.part)
        low, high = sorted((first.evidence, other.evidence), key=lambda span: span.start)
        between = fold(text[low.start : high.end])
        if low is first.evidence and forms.citing.search(between):
            return other, (first.origin.name,)
    return first, ()


def _together(item: UnderstoodArticle, root: Credit, outlets: Sequence[Credit]) -> Credit | None:
    """« Selon le Times et le Telegraph »: another outlet beside the first, each with its own report."""
    forms = lexicon(item.understanding.language)
    text = item.article.part(root.evidence.part)
    for other in outlets:
        if other.origin.name != root.origin.name and other.evidence == root.evidence and not other.own:
            return other
    for mention in item.understanding.mentions:
        if mention.kind != "outlet" or mention.name == root.origin.name or mention.span.part != root.evidence.part:
            continue
        gap = mention.span.start - root.evidence.end
        if gap > 12 or mention.span.start < root.evidence.start:
            continue
        if _and_before(fold(text[root.evidence.start : mention.span.start]), forms.table.and_):
            reach = max(mention.span.end, root.evidence.end)
            shown = Span(root.evidence.article, root.evidence.start, reach, root.evidence.part)
            return replace(root, origin=Origin(mention.name, OriginKind.NEWS_OUTLET, mention.entity), evidence=shown)
    return None


def _and_before(before: str, words: Sequence[str]) -> bool:
    """« … et le »: the conjunction, with a determiner behind it at most."""
    tail = before.split()[-2:]
    return any(word in tail or (word and before.endswith(word) and not word.isascii()) for word in words)


def _ours(item: UnderstoodArticle, outlets: Sequence[Credit], first: Credit | None, party: Stated | None) -> bool:
    """True when the text says that it was told to the publisher itself, or seen by it, and credits no other before."""
    forms = lexicon(item.understanding.language)
    low = [fold(item.article.words(s)) for s in item.understanding.sentences[: 2 * TOLD_WITHIN]]
    told = next((c.at for c in outlets if c.own and c.role == "given"), None)
    if told is None:
        told = next((at for at, words in enumerate(low) if forms.ours.search(words)), None)
    if told is None:
        told = next((0 for words in low[:TOLD_WITHIN] if forms.witnessed.search(words)), None)
    if told is None or (first is not None and first.at <= told):
        return False
    return party is None or not (party.at <= told and (party.announced or party.denies))


def _statement(item: UnderstoodArticle, party: Stated, relays: Sequence[str]) -> Chain:
    via = tuple(dict.fromkeys((*party.via, *relays)))
    return Chain(item.article.id, party.origin, "statement", via, False, party.evidence)


def _relays(party: Stated, credited: Sequence[Credit]) -> tuple[str, ...]:
    """The outlets and agencies that passed a statement on."""
    near = [c for c in credited if not c.own and abs(c.at - party.at) <= 3]
    passed = [
        c.origin.name for c in near if c.role in {"relay", "wire"} or _agency_says(c) or abs(c.at - party.at) <= 1
    ]
    return tuple(dict.fromkeys(passed))


def _agency_says(credit: Credit) -> bool:
    return credit.role == "reports" and credit.origin.kind is OriginKind.AGENCY


def _rest(
    item: UnderstoodArticle, names: Names, publisher: Outlet | None, credited: Sequence[Credit]
) -> tuple[Chain, ...]:
    """Without a credit or a statement: a mark of an agency, a party's act, an unnamed source, or nothing."""
    ours = _ours(item, [c for c in credited if c.role in {"reports", "given"}], None, None)
    wire = next((c for c in credited if c.role == "wire" and not c.own), None)
    if wire is not None:
        hidden = unnamed_in(item) is not None
        return (Chain(item.article.id, wire.origin, "byline", (), hidden, wire.evidence),)
    if not ours and item.understanding.page_class != "opinion":
        acted = acted_in(item, names)
        if acted:
            return (_statement(item, acted[0], _relays(acted[0], credited)),)
    unnamed = unnamed_in(item)
    if unnamed is None and not ours and item.understanding.page_class != "opinion":
        deep = _deep(item, names)
        if deep is not None:
            return (_statement(item, deep, ()),)
    if unnamed is not None and not ours:
        own = own_origin(item, publisher)
        origin = Origin(own.name, OriginKind.UNNAMED, own.family)
        return (Chain(item.article.id, origin, "attribution", (), True, evidence_of(unnamed)),)
    # Whoever told it to the publisher may have asked not to be named.
    return (Chain(item.article.id, own_origin(item, publisher), "own", anonymous=ours and unnamed is not None),)


def _deep(item: UnderstoodArticle, names: Names) -> Stated | None:
    """A body that a text comes to further down, where nothing above shows a source."""
    forms = lexicon(item.understanding.language)
    found = stated_in(item, names, DEEP)
    return next((one for one in found if one.origin.kind in PUBLIC and is_sure(one.origin, names, forms)), None)


def _with_line(chain: Chain, line_via: tuple[str, ...]) -> Chain:
    """A `Source :` line names one on the way."""
    via = tuple(dict.fromkeys((*(name for name in line_via if name != chain.origin.name), *chain.via)))
    return replace(chain, via=via)
