"""Persons: whose name a noun phrase shows, and whether he speaks in office."""

import re

from vigie.knowledge.cues import fold
from vigie.model import OriginKind, UnderstoodArticle
from vigie.trace.lexicon import Lexicon, lexicon
from vigie.trace.phrases import PARTICLE, QUOTES, RUN, TITLES, TOKEN, governed

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FIRM = re.compile(
    r"(?i)\b(?:inc|corp|ltd|llc|gmbh|ag|sa|se|plc|nv|spa|group|holdings?|technologies|labs?|systems)\b\.?"
)


def person_in(plain: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """The name of a person that a noun phrase ends with, or is; empty when it shows none."""
    if not forms.spaced:
        return _person_of_rank(plain, forms)
    best = ""
    for match in RUN.finditer(plain):
        tokens = match[0].split()
        before = fold(plain[: match.start()])
        # « ministre de l'Intérieur Jean Dupont », "Justice Minister Jean Dupont": what depends on the office goes.
        if len(tokens) > 2 and governed(before):
            tokens, before = tokens[1:], "x"
        tokens = _without_office(tokens, forms)
        name = " ".join(tokens).strip(QUOTES)
        low = fold(name)
        if len(tokens) < 2 or len(tokens) > 5 or forms.head.search(low) or _FIRM.search(name):
            continue
        if governed(before):
            continue  # « la mairie de La Rochelle »: a name that something depends on is a place's or a firm's
        if is_mentioned(name, item) and not _HAN.search(name) and not any(c.isdigit() for c in name):
            best = name
    return best


def _person_of_rank(plain: str, forms: Lexicon) -> str:
    """英伟达CEO黄仁勋: what stands behind a rank or an office."""
    low = fold(plain)
    ends = [match.end() for pattern in (forms.rank, forms.office) for match in pattern.finditer(low)]
    behind = plain[max(ends) :].strip(QUOTES) if ends else ""
    return behind if 2 <= len(behind) <= 14 and not forms.spokesperson.search(fold(behind)) else ""


def is_mentioned(name: str, item: UnderstoodArticle) -> bool:
    """True when the reading of names took these words for one: capitals alone prove nothing in a headline."""
    return any(
        name in mention.name or mention.name in name
        for mention in item.understanding.mentions
        if mention.kind in {"unknown", "person", "company", "lab", "organisation"}
    )


def full_name(name: str, item: UnderstoodArticle) -> str:
    """A surname as the text gives it with the first name, else as it is."""
    if " " in name or len(name) < 3:
        return name
    found = re.compile(rf"(?<![\w-])({TOKEN}) ((?:{PARTICLE} ){{0,2}}){re.escape(name)}(?![\w-])")
    for text in (item.article.title, item.article.text[:4000]):
        for match in found.finditer(text):
            if len(match[1]) > 2 and not TITLES.match(match[1] + " ") and match[1][1:2].islower():
                forms = lexicon(item.understanding.language)
                low = fold(match[1])
                if not (forms.office.search(low) or forms.determiner.search(low + " ") or forms.head.search(low)):
                    return match[0]
    return name


def _without_office(tokens: list[str], forms: Lexicon) -> list[str]:
    """ "Prime Minister Jane Doe", « Innensenatorin Jane Doe », "CEO Jane Doe": titles before a name are no part of it."""
    for at in range(len(tokens) - 1, 0, -1):
        before = fold(" ".join(tokens[:at]))
        if any(match.end() == len(before) for p in (forms.office, forms.rank) for match in p.finditer(before)):
            return tokens[at:]
    return tokens


def office_kind(name: str, plain: str, item: UnderstoodArticle, forms: Lexicon) -> OriginKind:
    """An authority when the text gives the person an office beside the name, else a person."""
    last = name.rsplit(maxsplit=1)[-1] if forms.spaced and name.split() else name
    if forms.former.search(fold(plain)):
        return OriginKind.PERSON
    if forms.office.search(fold(plain)):
        return OriginKind.GOVERNMENT
    for text in (item.article.title, item.article.text[:1500]):
        at = text.find(last)
        if at >= 0:
            beside = fold(text[max(0, at - 45) : at]).rsplit(".", 1)[-1]
            behind = fold(text[at + len(last) : at + len(last) + 40])
            apposed = behind.lstrip().startswith((",", "(")) and forms.office.search(behind)
            if (forms.office.search(beside) or apposed) and not forms.former.search(beside):
                return OriginKind.GOVERNMENT
    return OriginKind.PERSON
