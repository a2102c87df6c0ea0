"""Persons: whose name a noun phrase shows, and whether he speaks in office."""

import re

from vigie.knowledge.cues import fold
from vigie.model import OriginKind, UnderstoodArticle
from vigie.trace.lexicon import Lexicon, lexicon
from vigie.trace.phrases import PARTICLE, QUOTES, RUN, TITLES, TOKEN, governed, is_common

# « le ministre », « le chef de l'État »: an office that says nothing of whose it is.
_SHORT_OFFICE = 18
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NOUN = re.compile(r"[a-zäöü](?:ung|ungen|keit|heit|schaft|schaften|tion|tionen|ismus)$")
_CREDITED = re.compile(r"(?i)(?:photos?|fotos?|image[nm]?|bild|crédit|credit|©)[^.\n]{0,24}$")
_FIRM = re.compile(
    r"(?i)\b(?:inc|corp|ltd|llc|gmbh|ag|sa|se|plc|nv|spa|group|holdings?|technologies|labs?|systems|motors?|co|company"
    r"|partners|capital|ventures|studios?|games|pharma|airlines|industries|energy|media|networks|software|solutions"
    r"|bureau|factory|bank|records|entertainment|robotics|semiconductors?|electronics|foods|resources)\b\.?"
)


def person_in(plain: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """The name of a person that a noun phrase ends with, or is; empty when it shows none."""
    if not forms.spaced:
        return _person_of_rank(plain, forms)
    found: list[str] = []
    for match in RUN.finditer(plain):
        tokens = match[0].split()
        before = fold(plain[: match.start()])
        if match[0].endswith(("'s", "’s")) and plain[match.end() :].strip():
            continue  # « Jane Doe's brother »
        # « ministre de l'Intérieur Jean Dupont », "Justice Minister Jean Dupont": what depends on the office goes.
        if len(tokens) > 2 and governed(before):
            tokens, before = tokens[1:], "x"
        while len(tokens) > 1 and fold(tokens[0]) in forms.small:
            tokens = tokens[1:]
        left = _without_office(tokens, forms)
        if len(left) > 2 and left[0].isupper() and _ends_on_title(before, forms):
            left = left[1:]  # « la députée LREM Jane Doe »
        name = " ".join(left).strip(QUOTES)
        titled = len(left) < len(tokens) or _ends_on_title(before, forms)
        # What something depends on (« la mairie de La Rochelle ») is a place's name, or a firm's.
        if governed(before) or not _is_person(name, item, forms) or not (titled or is_mentioned(name, item)):
            continue
        if titled:
            return name
        found.append(name)
    return found[0 if forms.table.head_first else -1] if found else ""


def _ends_on_title(before: str, forms: Lexicon) -> bool:
    last = len(before.rstrip())
    return any(match.end() == last for p in (forms.office, forms.rank) for match in p.finditer(before))


def holder_of(office: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """Who holds an office that a text names alone, where it gives the name beside the same words elsewhere; or, for « le
    ministre » and « le chef de l'État », beside the only office at its top."""
    if not forms.spaced:
        return ""
    beside = re.compile(rf"(?<!\w)(?i:{re.escape(office)})(?:,| \w+,)? ({RUN.pattern})")
    top = f"{item.article.title}\n{item.article.text[:2500]}"
    for match in beside.finditer(top):
        if match[1][0].isupper() and _is_person(match[1], item, forms):
            return match[1]
    if len(office) > _SHORT_OFFICE:
        return ""
    found = [name for match in RUN.finditer(top[:700]) if (name := _held(match, top, item, forms))]
    return found[0] if len(set(found)) == 1 else ""


def _held(match: re.Match[str], top: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """A person whose name stands right behind an office."""
    before = fold(top[max(0, match.start() - 45) : match.start()]).rsplit(".", 1)[-1]
    name = " ".join(_without_office(match[0].split(), forms))
    titled = name != match[0] or forms.office.search(before)
    return name if titled and _is_person(name, item, forms) else ""


def _is_person(name: str, item: UnderstoodArticle, forms: Lexicon) -> bool:
    tokens = name.split()
    if not 2 <= len(tokens) <= 5 or not tokens[0][0].isupper() or _FIRM.search(name) or _HAN.search(name):
        return False
    if forms.head.search(fold(name)) or any(c.isdigit() for c in name):
        return False
    if forms.language == "de" and any(_NOUN.search(token) for token in tokens):
        return False
    if forms.language == "de" and {"der", "des", "den"} & set(tokens) and "von" not in tokens:
        return False  # « Führung der BP »: a noun and what it is of
    return not any(is_common(token, item) for token in tokens if token[0].isupper())


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
    # In a headline every word may have a capital: « Fires Schilling » is no name.
    for text in (item.article.text[:4000], item.article.title):
        for match in found.finditer(text):
            if _CREDITED.search(text[max(0, match.start() - 30) : match.start()]):
                continue  # « Foto: Acervo Untel »
            if _headline(text[max(0, match.start() - 40) : match.end() + 40]):
                continue
            if len(match[1]) > 2 and not TITLES.match(match[1] + " ") and match[1][1:2].islower():
                forms = lexicon(item.understanding.language)
                low = fold(match[1])
                if not (forms.office.search(low) or forms.determiner.search(low + " ") or forms.head.search(low)):
                    return match[0]
    return name


def _headline(words: str) -> bool:
    written = re.findall(r"[^\W\d_]{4,}", words)
    return len(written) > 3 and sum(word[0].isupper() for word in written) > 0.7 * len(written)


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
