"""What a story is about, for a reader who cannot read its articles and where no deed is sure enough to be retold."""

from babel import Locale

from vigie.model import EventType, Mention, Sentence, Span, Status, UnderstoodArticle
from vigie.write.composing.claims import sayable
from vigie.write.composing.deeds import THINGS, whole
from vigie.write.material import Material, opening_span
from vigie.write.phrasing import Phrasing, phrasing

NAMES_AT_MOST = 3
SOURCES_AT_MOST = 2
# Kinds of event whose words are said of little else; the others (« lancement », « recherche », « incident ») tell too little.
TOLD = {
    EventType.FUNDING, EventType.LAWSUIT, EventType.INVESTIGATION, EventType.LAYOFF, EventType.PARTNERSHIP,
}  # fmt: skip


def gist_title(material: Material, language: str) -> Sentence | None:
    """The names that the gist gives, as a title: « Anthropic et la Maison-Blanche »."""
    words = phrasing(language)
    shown = _shown(material, _telling(material, language), words)
    names = _names(material, shown, language)
    if not names:
        return None
    text = words.join(names)
    cited = tuple(material.cite(opening_span(item)) for item in shown)
    return Sentence(text[:1].upper() + text[1:] if " " in text else text, language, "composed", cited)


def gist_sentence(material: Material, language: str) -> Sentence | None:
    """Who writes, in which language, about whom; the kind of event where two texts agree on it. It claims no roles, so it
    cannot turn them round. None where no known name stands in a title."""
    words = phrasing(language)
    telling = _telling(material, language)
    shown = _shown(material, telling, words)
    names = _names(material, shown, language)
    if not names:
        return None
    sources = list(dict.fromkeys(material.spoken_name(material.publisher(i.article), language) for i in shown))
    spoken = dict.fromkeys(i.understanding.language for i in shown)
    languages = words.join([words.gist["in"].format(language=_language(code, language)) for code in spoken])
    event = _event(telling)
    key = ("one" if len(sources) == 1 else "several") + ("_event" if event else "")
    said = words.acting[event.value] if event else ""
    of_names = words.join([words.of(name) for name in names])
    text = words.gist[key].format(
        sources=words.join(sources), languages=languages, names=words.join(names), de_names=of_names, event=said,
        de_event=words.of(said),
    )  # fmt: skip
    cited = tuple(material.cite(opening_span(item)) for item in shown)
    return Sentence(text[:1].upper() + text[1:], language, "composed", cited)


def _telling(material: Material, language: str) -> list[UnderstoodArticle]:
    """The texts whose title names somebody whom the reader's language can name."""
    return [item for item in material.originals() if _named(material, item, language)]


def _names(material: Material, shown: list[UnderstoodArticle], language: str) -> list[str]:
    names = list(dict.fromkeys(name for item in shown for name in _named(material, item, language)))
    return [name for name in names if not any(name != other and name in other for other in names)][:NAMES_AT_MOST]


def _shown(material: Material, telling: list[UnderstoodArticle], words: Phrasing) -> list[UnderstoodArticle]:
    """One text, or two of two outlets that share a name."""
    if not telling:
        return []
    first = next((i for i in telling if i.article.id in material.today), telling[0])
    mine = set(_named(material, first, words.language))
    outlet = material.publisher(first.article)
    other = next(
        (
            i
            for i in telling
            if material.publisher(i.article) != outlet and mine & set(_named(material, i, words.language))
        ),
        None,
    )
    return [first, other][:SOURCES_AT_MOST] if other is not None else [first]


def _named(material: Material, item: UnderstoodArticle, language: str) -> list[str]:
    """The known names of a text's title in the reader's words; places only where nobody else is named."""
    title = opening_span(item)
    held = [m for m in item.understanding.mentions if m.entity and m.kind != "outlet" and title.covers(m.span)]
    somebody = [m for m in held if m.kind != "place"] or held
    said = (_said(material, item, m, language) for m in somebody)
    names = [name for name in dict.fromkeys(said) if name]
    # « Claude » says nothing beside « Claude Code ».
    return [name for name in names if not any(name != other and name in other for other in names)]


def _said(material: Material, item: UnderstoodArticle, name: Mention, language: str) -> str | None:
    """A product goes by the words of the text, where they are in our letters."""
    if name.kind not in THINGS:
        return sayable(material, name, language)
    text, span = item.article.part(name.span.part), name.span
    words = text[span.start : whole(text, span.end, opening_span(item).end)]
    return words if words.isascii() else name.name


def _language(code: str, language: str) -> str:
    return str(Locale(language).languages.get(code, code))


def _event(telling: list[UnderstoodArticle]) -> EventType | None:
    """The kind of event that two titles give, where no title gives another and no main claim denies it: said to be about
    « une levée de fonds », a story in which somebody says that he will not invest would be told the wrong way round."""
    given = [kind for item in telling if (kind := _event_of(item, opening_span(item))) is not None]
    if len(given) < 2 or len(set(given)) > 1 or given[0] not in TOLD:
        return None
    return None if any(_denies(item, given[0]) for item in telling) else given[0]


def _denies(item: UnderstoodArticle, event: EventType) -> bool:
    claims = (claim for claim in item.understanding.claims if claim.main and claim.event_type is event)
    return any(claim.polarity == "negative" or claim.status in (Status.DENIED, Status.ENDED) for claim in claims)


def _event_of(item: UnderstoodArticle, title: Span) -> EventType | None:
    claim = next((c for c in item.understanding.claims if title in c.evidence and c.main), None)
    return claim.event_type if claim is not None and claim.event_type is not EventType.OTHER else None
