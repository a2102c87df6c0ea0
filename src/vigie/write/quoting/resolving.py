"""Who is meant by « la start-up »: said only where the title leaves no choice."""

from vigie.knowledge.cues import Cues, fold
from vigie.model import Mention, Span, UnderstoodArticle
from vigie.write.quoting.alone import definite_opening, opens_with_verb, subject_of, takes_up

COMPANIES = frozenset({"company", "lab", "organisation"})


def with_name(item: UnderstoodArticle, words: str, found: Cues) -> tuple[str, tuple[Span, ...]]:
    """« L’entreprise a levé … » is « Orvane a levé … »; a longer noun phrase that opens an article stays as an apposition
    behind the name (« Orvane, la start-up de Valombrine, a levé … »): the only company that the title names, if the noun is
    one for companies and no other company stands in the sentence. Else the words as they are. The second value holds the
    title's words that the name is taken from."""
    named = _only_company(item)
    if named is None or not takes_up(words, found) or found.syntax.verb_second:
        return words, ()
    subject, rest = subject_of(words, found)
    opening = definite_opening(words, found)
    nouns = {fold(noun) for noun in found.syntax.anaphors}
    told = fold(subject[len(opening) :]).split()
    head = told[1:] if told and told[0] in found.syntax.determiners else told
    if not head or head[0] not in nouns:
        return words, ()
    name = item.article.words(named.span)
    if fold(name) in fold(words) or not opens_with_verb(rest, found.language):
        return words, ()
    if len(told) == 1:
        return f"{name} {rest.lstrip()}", (named.span,)
    return f"{name}, {subject[0].lower()}{subject[1:].rstrip()}, {rest.lstrip()}", (named.span,)


def _only_company(item: UnderstoodArticle) -> Mention | None:
    sentences = item.understanding.sentences
    if not sentences or item.article.title_in_text or sentences[0].part != "title":
        return None
    title = [m for m in item.understanding.mentions if sentences[0].covers(m.span)]
    companies = {m.entity for m in title if m.kind in COMPANIES and m.entity}
    # A name that no list knows may be another company.
    if len(companies) != 1 or any(m.kind == "unknown" for m in title):
        return None
    first = [s for s in sentences if s.part == "text"][:1]
    others = {
        m.entity for m in item.understanding.mentions if m.kind in COMPANIES and first and first[0].covers(m.span)
    }
    return next(m for m in title if m.entity in companies) if others <= companies else None
