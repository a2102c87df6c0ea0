"""Bodies: the named one behind a common noun. « la mairie » is that of the town, « l'étude » that of a university, « la
société » the firm that the text is about; a noun behind which no name is found is nobody."""

import re

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import bare
from vigie.model import Origin, OriginKind, UnderstoodArticle
from vigie.trace.lexicon import Lexicon
from vigie.trace.making import made
from vigie.trace.phrases import RUN, is_common

# How far down a body is looked for that a common noun takes up.
_TOP = 3000
_LEAD = 700


def opening_line(item: UnderstoodArticle) -> str:
    """The title, wherever the page keeps it."""
    return item.article.title or (item.article.text.split("\n", 1)[0] if item.article.title_in_text else "")


def firm_spoken_of(item: UnderstoodArticle) -> Origin | None:
    """The firm that a title or opening is about: « l'entreprise » takes it up."""
    top = item.understanding.sentences[:3]
    for mention in item.understanding.mentions:
        if mention.kind in {"company", "lab"} and any(sentence.covers(mention.span) for sentence in top):
            return Origin(mention.name, OriginKind.COMPANY, mention.entity or bare(mention.name))
    opening = RUN.match(opening_line(item))
    if opening and item.article.text.count(opening[0]) > 1 and not is_common(opening[0], item):
        return made(opening[0], OriginKind.COMPANY)
    return None


def behind_noun(plain: str, kind: OriginKind, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """Whose name a noun without one stands for, or None."""
    if kind is OriginKind.COMPANY:
        return firm_spoken_of(item)
    if forms.local.match(fold(plain)):
        return _of_town(plain, kind, item, forms)
    if kind in {OriginKind.RESEARCH, OriginKind.COURT}:
        return _named_near_top(kind, item, forms)
    return None


def of_its_town(plain: str, kind: OriginKind, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """« a prefeitura », where the lead says in which town: its full name."""
    return _of_town(plain, kind, item, forms) if forms.local.match(fold(plain)) else None


def _of_town(plain: str, kind: OriginKind, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    link = next(iter(forms.table.links), "")
    simple = next((word for word in ("de", "di", "of") if word in forms.table.links), link)
    towns = "|".join(re.escape(word) for word in forms.table.towns)
    if not towns or not forms.spaced:
        return None
    lead = item.article.text[:_LEAD]
    # « em Cendral (SP) »: what a state stands behind is a town for sure.
    for ends in (r"(?= \([A-Z]{2}\))", r"(?=[,.;: ]|$)"):
        for match in re.finditer(rf"(?<!\w)(?:{towns}) ({RUN.pattern}){ends}", lead):
            if fold(match[1]) not in forms.small:
                return made(f"{plain} {simple} {match[1]}", kind)
    return None


def _named_near_top(kind: OriginKind, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """The first body of a kind that the text names near its top: « université de Cendra », "Cendra University"."""
    pattern = next((pattern for told, pattern in forms.kinds if told is kind), None)
    if pattern is None or not forms.spaced:
        return None
    text = item.article.text[:_TOP]
    for run in RUN.finditer(text):
        if " " in run[0] and forms.language != "de" and pattern.search(fold(run[0])) and not _mixed(run[0], item):
            return made(run[0], kind)
    links = "|".join(re.escape(word) for word in sorted(forms.table.links, key=len, reverse=True))
    for match in pattern.finditer(fold(text)):
        behind = re.compile(rf" (?:[^\W\d_]+ )?(?:(?:{links}) ?)?({RUN.pattern})").match(text, match.end())
        if behind and not forms.generic.match(fold(text[match.start() : match.end()])):
            return made(text[match.start() : behind.end()], kind)
    return None


def _mixed(run: str, item: UnderstoodArticle) -> bool:
    """A headline written in capitals throughout: its words are no name."""
    return run in opening_line(item) or any(is_common(word, item) for word in run.split()[:1])
