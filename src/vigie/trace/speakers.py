"""Who speaks: from the words of a source to a name and a kind of origin.

« le porte-parole de la préfecture du Nord » is « préfecture du Nord », an authority; « le ministre de l'Intérieur, X » is X,
in office, so an authority too; a person without office speaks for himself. What could be anybody is nobody.
"""

import re
from dataclasses import replace

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Entity, Names, Outlet
from vigie.model import Origin, OriginKind, UnderstoodArticle
from vigie.trace.lexicon import Lexicon, lexicon

KINDS = {
    "company": OriginKind.COMPANY,
    "lab": OriginKind.COMPANY,
    "government": OriginKind.GOVERNMENT,
    "place": OriginKind.GOVERNMENT,
    "regulator": OriginKind.GOVERNMENT,
    "court": OriginKind.COURT,
    "organisation": OriginKind.ORGANISATION,
    "university": OriginKind.RESEARCH,
    "person": OriginKind.PERSON,
    "agency": OriginKind.AGENCY,
}
# Names that are written as the text has them: everybody translates those of authorities, nobody those of firms.
_TRANSLATED = {"government", "regulator", "court", "organisation", "university", "place"}
SPEAKING = {"company", "lab", "government", "regulator", "court", "organisation", "university", "agency"}
LONGEST_NAME = 70
LONGEST_HAN = 24
_QUOTES = " \u00a0\"'«»“”„‘’‹›《》「」『』()（）,;:，、：.。·-–—"
_PARTICLE = r"(?:de|da|do|dos|du|di|von|van|der|den|al|el|bin|ibn|ben|le|la|y|e)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яё]"
_TOKEN = rf"{_CAPITAL}[\w’'.&-]*"
_RUN = re.compile(rf"(?<![\w-]){_TOKEN}(?: (?:{_PARTICLE} |\d+ ){{0,2}}{_TOKEN})*")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_CUT = re.compile(r"[,;，;:：(（\n]| – | — | - ")
_TITLES = re.compile(r"^(?:m|mr|mrs|ms|mme|mlle|dr|sr|sra|herr|frau|sir|lord|pr|me|don|doña)\.? ", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_YOUNGER = re.compile(r" (?:Jr|Sr|II|III)\.?$")
_FIRM = re.compile(
    r"(?i)\b(?:inc|corp|ltd|llc|gmbh|ag|sa|se|plc|nv|spa|group|holdings?|technologies|labs?|systems)\b\.?"
)


def origin_of(known: Entity | Outlet, written: str = "") -> Origin:
    """A known name, as an origin. An authority keeps the name that its text gives it, where it is `written`."""
    if isinstance(known, Outlet):
        kind = OriginKind.AGENCY if known.kind == "agency" else OriginKind.NEWS_OUTLET
        return Origin(known.name, kind, known.owner or known.id)
    name = written if written and known.kind in _TRANSLATED else known.name
    return Origin(name, KINDS.get(known.kind, OriginKind.ORGANISATION), known.parent or known.id)


def speaker_of(words: str, entity: str, item: UnderstoodArticle, names: Names) -> Origin | None:
    """Whom the words of a source name, or None when they could be anybody. `entity` is the known name inside, if any."""
    forms = lexicon(item.understanding.language)
    known = names.entities.get(entity) or names.outlets.get(entity)
    plain = _undressed(words, forms)
    if not _could_speak(words, plain, forms):
        return None
    if isinstance(known, Outlet):
        return origin_of(known)
    if known is None and not _noun_phrase(words, plain, forms):
        return None
    plain = _first_of_two(plain, forms)
    spoken_for = forms.spokesperson.search(fold(plain))
    if spoken_for and (known is None or known.kind not in SPEAKING):
        plain, known = _body(plain, spoken_for.start(), spoken_for.end(), forms), None
    elif spoken_for and known is not None:
        return origin_of(known, _written(known, item))
    if known is not None:
        return _known(known, plain, item, forms)
    return _classified(plain, item, forms) if plain else None


def _could_speak(words: str, plain: str, forms: Lexicon) -> bool:
    longest = 3 * LONGEST_NAME if forms.spaced else LONGEST_HAN
    return 0 < len(plain) <= longest and not forms.nobody.search(fold(words.strip(_QUOTES)))


def parts_of(words: str, forms: Lexicon) -> tuple[str, ...]:
    """The names that a source lists up to its first comma, without determiners: « le Times et le Telegraph »."""
    plain = _cut(" ".join(words.split()))
    cuts = [0]
    for match in re.finditer(r"\s", plain) if forms.spaced else ():
        both = forms.both.match(fold(plain[match.end() :]))
        if both and both.end():
            cuts += [match.start(), match.end() + both.end()]
    cuts.append(len(plain))
    parts = [_undressed(plain[cuts[i] : cuts[i + 1]], forms) for i in range(0, len(cuts) - 1, 2)]
    return tuple(part for part in parts if part[:1].isupper() and fold(part) not in forms.small)


def _noun_phrase(words: str, plain: str, forms: Lexicon) -> bool:
    """False for what no source begins like: a small letter without a determiner, unless a noun we know stands there."""
    if not forms.spaced or not plain[0].islower() or plain != " ".join(words.split()).strip(_QUOTES):
        return True
    low = fold(_cut(plain))
    start = " ".join(low.split()[:3]) if forms.table.head_first else low
    return any(p.search(start) for p in (forms.head, forms.office, forms.spokesperson, forms.rank))


def _first_of_two(plain: str, forms: Lexicon) -> str:
    """« les pompiers et la préfecture »: the first of two that each tell what they are. A joint statement has one root."""
    for match in re.finditer(r"\s", plain) if forms.spaced else ():
        both = forms.both.match(fold(plain[match.end() :]))
        if both and both.end() and match.start():
            first, second = plain[: match.start()], plain[match.end() + both.end() :]
            if _kind_of(first, forms) and _kind_of(second, forms):
                return first
    return plain


def _known(known: Entity, plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    person = person_in(plain, item, forms)
    if known.kind == "person":
        # « Jr. » is the son of the one we know.
        kind = _office_kind(known.name, plain, item, forms)
        return _made(person, kind) if _YOUNGER.search(person) else replace(origin_of(known), kind=kind)
    if known.kind not in {*SPEAKING, "place"}:
        return None
    if person and not _same_name(person, known):
        return Origin(person, _office_kind(person, plain, item, forms), bare(person))
    if known.kind == "place":
        made = _classified(plain, item, forms) if len(plain.split()) > 1 else None
        return made or (origin_of(known, plain) if len(plain) <= len(known.name) + 6 else None)
    return origin_of(known, _written(known, item))


def _classified(plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """An unknown name or noun phrase."""
    low = fold(plain)
    person = person_in(plain, item, forms)
    in_office = bool(forms.office.search(low)) and not forms.former.search(low)
    if person:
        kind = OriginKind.GOVERNMENT if in_office else _office_kind(person, plain, item, forms)
        return _made(full_name(person, item), kind)
    if in_office:
        return _made(_cut(plain), OriginKind.GOVERNMENT)
    if rank := forms.rank.search(low):
        plain = _body(plain, rank.start(), rank.end(), forms) or plain
    told = _kind_of(plain, forms)
    if told is not None and told in {OriginKind.NEWS_OUTLET, OriginKind.AGENCY}:
        return _medium(plain, told, forms)
    if told is not None:
        return _made(_expanded(_cut(plain), item, forms), told)
    return _bare(plain, item, forms)


def _bare(plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """A name that nothing beside it explains."""
    if not forms.spaced:
        return _made(plain, OriginKind.COMPANY) if len(plain) <= 16 and _named_in(plain, item) else None
    runs = _runs(plain)
    named = bool(runs) and _cut(plain) == runs[0].strip(_QUOTES) and _mentioned(runs[0], item)
    return _alone(runs[0], plain, item, forms) if named else None


def _medium(plain: str, kind: OriginKind, forms: Lexicon) -> Origin | None:
    """An outlet that is not known: by its name, or « télévision publique syrienne ». « le journal » alone is any."""
    plain = _cut(plain)
    runs = [run for run in _runs(plain) if len(run) > 1]
    if runs and forms.spaced:
        named = [run for run in runs if _kind_of(run, forms)]
        return _made((named or runs)[-1], kind)
    return _made(plain, kind) if len(plain.split()) > 1 or not forms.spaced else None


def _alone(run: str, plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """A bare name: somebody's surname when the text has it with a first name, else a body's."""
    if fold(run) in forms.small or forms.acts.search(fold(run)):
        return None
    name = _POSSESSIVE.sub("", _TITLES.sub("", run))
    full = full_name(name, item)
    if full != name or _TITLES.match(run):
        return _made(full, _office_kind(full, plain, item, forms))
    return _made(_cut(plain), OriginKind.COMPANY)


def person_in(plain: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """The name of a person that a noun phrase ends with, or is; empty when it shows none."""
    if not forms.spaced:
        return _person_of_rank(plain, forms)
    best = ""
    for match in _RUN.finditer(plain):
        tokens = match[0].split()
        before = fold(plain[: match.start()])
        # « ministre de l'Intérieur Jean Dupont », "Justice Minister Jean Dupont": what depends on the office goes.
        if len(tokens) > 2 and _governed(before):
            tokens, before = tokens[1:], "x"
        tokens = _without_office(tokens, forms)
        name = " ".join(tokens).strip(_QUOTES)
        low = fold(name)
        if len(tokens) < 2 or len(tokens) > 5 or forms.head.search(low) or _FIRM.search(name):
            continue
        if _governed(before):
            continue  # « la mairie de La Rochelle »: a name that something depends on is a place's or a firm's
        if _mentioned(name, item) and not _HAN.search(name) and not any(c.isdigit() for c in name):
            best = name
    return best


def _person_of_rank(plain: str, forms: Lexicon) -> str:
    """英伟达CEO黄仁勋: what stands behind a rank or an office."""
    low = fold(plain)
    ends = [match.end() for pattern in (forms.rank, forms.office) for match in pattern.finditer(low)]
    behind = plain[max(ends) :].strip(_QUOTES) if ends else ""
    return behind if 2 <= len(behind) <= 14 and not forms.spokesperson.search(fold(behind)) else ""


def _mentioned(name: str, item: UnderstoodArticle) -> bool:
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
    found = re.compile(rf"(?<![\w-])({_TOKEN}) ((?:{_PARTICLE} ){{0,2}}){re.escape(name)}(?![\w-])")
    for text in (item.article.title, item.article.text[:4000]):
        for match in found.finditer(text):
            if len(match[1]) > 2 and not _TITLES.match(match[1] + " ") and match[1][1:2].islower():
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


def _office_kind(name: str, plain: str, item: UnderstoodArticle, forms: Lexicon) -> OriginKind:
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


def _kind_of(plain: str, forms: Lexicon) -> OriginKind | None:
    """The kind that the head of a noun phrase tells: its first noun where heads come first, else the last one before its
    complement."""
    low = fold(_cut(plain))
    if forms.spaced and not forms.table.head_first:
        link = _first_link(low, forms)
        low = low[:link] if link else low
    found: list[tuple[int, int, OriginKind]] = []
    for kind, pattern in forms.kinds:
        found += [(match.start(), match.end(), kind) for match in pattern.finditer(low)]
    if not found:
        return None
    if forms.table.head_first:
        return min(found, key=lambda hit: (hit[0], -hit[1]))[2]
    return max(found, key=lambda hit: (hit[1], -hit[0]))[2]


def _first_link(low: str, forms: Lexicon) -> int:
    for match in re.finditer(r"\s", low):
        if match.start() > 2 and forms.link.search(low[match.start() :]):
            return match.start()
    return 0


def _body(plain: str, start: int, end: int, forms: Lexicon) -> str:
    """Whom a spokesperson speaks for: the complement behind, or what stands before."""
    behind = _cut(plain[end:].strip(_QUOTES))
    low = fold(behind)
    link = forms.link.search(low)
    if link:
        return _undressed(_without_person(behind[link.end() :]), forms)
    if forms.table.head_first and behind and not forms.spaced:
        return behind
    before = plain[:start].strip(_QUOTES)
    if before:
        return _undressed(_POSSESSIVE.sub("", before), forms)
    if forms.language in {"ar", "ru"} and behind:
        return _undressed(_without_person(behind), forms)
    return ""


def _without_person(words: str) -> str:
    """« de la police Jean Dupont »: the spokesperson's own name goes."""
    found = re.search(rf" ({_TOKEN}(?: {_TOKEN})+)$", words)
    return words[: found.start()] if found and " " in words[: found.start()].strip() else words


def _expanded(plain: str, item: UnderstoodArticle, forms: Lexicon) -> str:
    """« la préfecture », where the text has « la préfecture du Nord » too: the longest form is the name."""
    if not forms.spaced or not forms.table.head_first or " " in plain or len(plain) < 4 or not plain[0].islower():
        return plain
    link = "|".join(re.escape(fold(word)) for word in sorted(forms.table.links, key=len, reverse=True))
    if not link:
        return plain
    longer = re.compile(rf"(?<!\w){re.escape(fold(plain))} ?(?:{link}) ?")
    for text in (item.article.title, item.article.text[:4000]):
        for match in longer.finditer(fold(text)):
            run = _RUN.match(text, match.end())
            if run:
                return " ".join(text[match.start() : run.end()].split())
    return plain


def is_sure(origin: Origin, names: Names, forms: Lexicon) -> bool:
    """False for a bare unknown name: it may be a firm, or anything else written with a capital."""
    known = origin.family in names.entities or origin.family in names.outlets
    return known or origin.kind is not OriginKind.COMPANY or _kind_of(origin.name, forms) is not None


def _written(known: Entity, item: UnderstoodArticle) -> str:
    """The longest form in which the text writes a known name."""
    if known.kind not in _TRANSLATED:
        return ""
    forms = [
        " ".join(item.article.words(mention.span).split())
        for mention in item.understanding.mentions
        if mention.entity == known.id
    ]
    return max(forms, key=len) if forms else ""


def _named_in(plain: str, item: UnderstoodArticle) -> bool:
    """In scripts without capitals, a name shows by being written again, or by the title."""
    return plain in item.article.title or item.article.text.count(plain) > 1


def _undressed(words: str, forms: Lexicon) -> str:
    """Without determiner, quotation marks and blanks."""
    plain = " ".join(words.split()).strip(_QUOTES)
    if not forms.spaced:
        return plain
    for _ in range(2):
        found = forms.determiner.match(fold(plain))
        if not found or found.end() >= len(plain):
            break
        if plain[found.end() - 1] not in "'’" and not plain[found.end()].isspace():
            break
        # « Le Parisien » keeps its article, being written with a capital inside a sentence, only through the gazetteer.
        plain = plain[found.end() :].strip(_QUOTES)
    return plain


def _cut(plain: str) -> str:
    """Up to the first comma: what follows explains."""
    found = _CUT.search(plain)
    return (plain[: found.start()] if found and found.start() > 2 else plain).strip(_QUOTES)


def _runs(plain: str) -> list[str]:
    return [match[0] for match in _RUN.finditer(plain)]


def _governed(before: str) -> bool:
    """True when what stands before is a preposition that takes the name along: « de l' », « du », « des », "of"."""
    return bool(
        re.search(r"(?:\b(?:de|du|des|of|del|do|da|di|della|von|der|van|for|à|à la|de la)|[ld]')\s*(?:the )?$", before)
    )


def _same_name(person: str, known: Entity) -> bool:
    return bare(person) in {bare(form) for form in (known.name, *known.aliases)}


def _made(name: str, kind: OriginKind) -> Origin | None:
    name = _POSSESSIVE.sub("", _TITLES.sub("", name.strip(_QUOTES)))
    if not 2 <= len(name) <= LONGEST_NAME or not bare(name):
        return None
    return Origin(name, kind, bare(name))
