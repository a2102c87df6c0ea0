"""What a story is about, for a reader who cannot read its articles."""

from vigie.model import (
    Mention,
    Sentence,
)
from vigie.write.material import Material, opening_span
from vigie.write.phrasing import phrasing


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
