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
from vigie.trace.bodies import behind_noun, firm_spoken_of, of_its_town
from vigie.trace.lexicon import Lexicon, lexicon
from vigie.trace.making import LATIN_END, LONGEST_NAME, SENTENCE, made, plain_name, without_onto
from vigie.trace.persons import full_name, holder_of, is_mentioned, office_kind, person_in
from vigie.trace.phrases import (
    POSSESSIVE,
    QUOTES,
    RUN,
    TITLES,
    TOKEN,
    capital_runs,
    cut_short,
    first_link,
    governed,
    is_common,
    undressed,
)

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
LONGEST_HAN = 24
_OWNED = re.compile(r"['’]s? \w")
_QUOTED = re.compile(r"[«“„\"]\s?([^«»“”„\"]{2,40}?)\s?[»”“\"]")
# « des Presseamtes der Stadt »: the ending of the first noun.
_GENITIVE = re.compile(r"(?<=[a-zäöüß]{4})(?:(?<=[tdzs])es|s)(?![\w-])")
# 抖音 4 月 17 日公告: the day, and what it was said in, are no part of the name.
_DATE = re.compile(r"\s?\d+ ?[年月日]")
_YOUNGER = re.compile(r" (?:Jr|Sr|II|III)\.?$")


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
    plain = undressed(words, forms)
    if forms.language == "zh" and (late := forms.when.search(fold(plain), 2)):
        plain = plain[: late.start()]
    if forms.language == "zh":
        plain = without_onto(_DATE.split(plain, maxsplit=1)[0].strip() or plain, item.article.text)
    if forms.language == "de" and fold(words).startswith("des "):
        plain = _GENITIVE.sub("", plain, count=1)
    if forms.spaced and known is not None and _apart(plain, known, forms):
        known = None
    named = not forms.spaced and known is not None and known.kind in SPEAKING  # 市场监管总局 is no 市场
    if not named and not _could_speak(words, plain, forms):
        return None
    if isinstance(known, Outlet):
        return origin_of(known)
    if known is None and not _noun_phrase(words, plain, forms):
        return None
    if known is not None and _OWNED.match(plain[len(known.name) :] if plain.startswith(known.name) else ""):
        known = None  # « Jane Doe's brother » is not Jane Doe
    plain = _first_of_two(_behind_paper(plain, forms), forms)
    spoken_for = forms.spokesperson.search(fold(plain))
    if spoken_for and (known is None or known.kind not in SPEAKING):
        plain, known = _body(plain, spoken_for.start(), spoken_for.end(), forms), None
    elif spoken_for and known is not None:
        return origin_of(known, _written(known, item))
    if known is not None:
        return _known(known, plain, item, names, forms)
    definite = forms.spaced and forms.determiner.match(fold(words.strip(QUOTES))) is not None
    return _classified(plain, item, names, forms, definite) if plain else None


def _apart(plain: str, known: Entity | Outlet, forms: Lexicon) -> bool:
    """« une étudiante, qui s'inscrit à l'Université … »: the known name stands in a clause of its own."""
    clause = next((m for m in re.finditer(", ", plain) if forms.breaks.match(fold(plain[m.end() :]))), None)
    return clause is not None and not any(form in plain[: clause.start()] for form in (known.name, *known.aliases))


def _behind_paper(plain: str, forms: Lexicon) -> str:
    """« un communiqué de la police », "a police statement": whose paper it is."""
    low = fold(plain)
    found = forms.public.match(low) if forms.table.head_first else None
    if found and found.end() < len(low):
        link = forms.link.match(low[found.end() :])
        rest = plain[found.end() + (link.end() if link else 0) :]
        if link or forms.language in {"ar", "ru", "vi"}:
            return undressed(rest, forms) or plain
    if not forms.table.head_first:
        for match in forms.public.finditer(low):
            if match.end() == len(low) and match.start() > 2:
                return POSSESSIVE.sub("", plain[: match.start()].strip(QUOTES))
            link = forms.link.match(low[match.end() :]) if forms.spaced and match.start() == 0 else None
            if link:
                return undressed(plain[match.end() + link.end() :], forms) or plain
    return plain


def _could_speak(words: str, plain: str, forms: Lexicon) -> bool:
    longest = 3 * LONGEST_NAME if forms.spaced else LONGEST_HAN
    if not forms.spaced and forms.demonstrative.match(plain):
        return False
    return 0 < len(plain) <= longest and not forms.nobody.search(fold(words.strip(QUOTES)))


def parts_of(words: str, forms: Lexicon) -> tuple[str, ...]:
    """The names that a source lists up to its first comma, without determiners: « le Times et le Telegraph »."""
    plain = cut_short(" ".join(words.split()))
    cuts = [0]
    for match in re.finditer(r"\s", plain) if forms.spaced else ():
        both = forms.both.match(fold(plain[match.end() :]))
        if both and both.end():
            cuts += [match.start(), match.end() + both.end()]
    cuts.append(len(plain))
    parts = [undressed(plain[cuts[i] : cuts[i + 1]], forms) for i in range(0, len(cuts) - 1, 2)]
    return tuple(part for part in parts if part[:1].isupper() and fold(part) not in forms.small)


def _noun_phrase(words: str, plain: str, forms: Lexicon) -> bool:
    """False for what no source begins like: a small letter without a determiner, unless a noun we know stands there."""
    if not forms.spaced or not plain[0].islower() or plain != " ".join(words.split()).strip(QUOTES):
        return True
    low = fold(cut_short(plain))
    patterns = (forms.head, forms.office, forms.spokesperson, forms.rank)
    if not forms.table.head_first:
        return any(pattern.search(low) for pattern in patterns)
    second = low.find(" ") + 1
    starts = (0, second) if second and not forms.link.match(low[second:]) else (0,)
    return any(pattern.match(low, start) for pattern in patterns for start in starts)


def _first_of_two(plain: str, forms: Lexicon) -> str:
    """« les pompiers et la préfecture »: the first of two that each tell what they are. A joint statement has one root."""
    for match in re.finditer(r"\s", plain) if forms.spaced else ():
        both = forms.both.match(fold(plain[match.end() :]))
        if both and both.end() and match.start():
            first, second = plain[: match.start()], plain[match.end() + both.end() :]
            if _kind_of(first, forms) and _kind_of(second, forms):
                return first
    return plain


def _known(known: Entity, plain: str, item: UnderstoodArticle, names: Names, forms: Lexicon) -> Origin | None:
    person = person_in(plain, item, forms)
    if known.kind == "person":
        # « Jr. » is the son of the one we know.
        kind = office_kind(known.name, plain, item, forms)
        return made(person, kind) if _YOUNGER.search(person) else replace(origin_of(known), kind=kind)
    if known.kind not in {*SPEAKING, "place"}:
        return None
    if person and not _same_name(person, known):
        # 首席运营官 is an office without a name: then the firm speaks.
        return made(person, office_kind(person, plain, item, forms)) or origin_of(known)
    if known.kind == "place":
        there = _classified(plain, item, names, forms) if len(plain.split()) > 1 else None
        return there or (origin_of(known, plain) if len(plain) <= len(known.name) + 6 else None)
    longer = not forms.spaced and known.kind in _TRANSLATED and plain.startswith((known.name, *known.aliases))
    if longer and _kind_of(plain, forms) and not SENTENCE.search(plain):
        return made(plain, KINDS[known.kind])  # 国务院新闻办公室 is more than 国务院
    return origin_of(known, _written(known, item))


def _classified(
    plain: str, item: UnderstoodArticle, names: Names, forms: Lexicon, definite: bool = False
) -> Origin | None:
    """An unknown name or noun phrase."""
    low = fold(plain)
    person = "" if _named_body(plain, forms) else person_in(plain, item, forms)
    in_office = bool(forms.office.search(low)) and not forms.former.search(low)
    if person:
        kind = OriginKind.GOVERNMENT if in_office else office_kind(person, plain, item, forms)
        return made(full_name(person, item), kind)
    if in_office:
        return made(holder_of(cut_short(plain), item, forms) or cut_short(plain), OriginKind.GOVERNMENT)
    if rank := forms.rank.search(low):
        if forms.spaced and rank.span() == (0, len(low)):  # « le DG »
            return made(holder_of(plain, item, forms), OriginKind.PERSON)
        plain = _body(plain, rank.start(), rank.end(), forms) or plain
    told = _kind_of(plain, forms)
    if told is None:
        # Every noun has a capital in German, and names go without a determiner.
        thing = forms.language == "de" and definite and " " not in plain
        return None if thing else _bare(plain, item, forms)
    if not forms.spaced and SENTENCE.search(plain):
        return None
    medium = told in {OriginKind.NEWS_OUTLET, OriginKind.AGENCY}
    return _medium(plain, told, forms) if medium else _headed(plain, told, item, names, forms)


def _named_body(plain: str, forms: Lexicon) -> bool:
    """« l'institut Untel »: where a body's noun stands right before a name, the name is not a person's."""
    if not forms.spaced or not forms.table.head_first or forms.office.search(fold(plain)):
        return False
    head = forms.head.match(fold(plain))
    return bool(head) and plain[head.end() : head.end() + 2].strip()[:1].isupper() if head else False


def _headed(plain: str, kind: OriginKind, item: UnderstoodArticle, names: Names, forms: Lexicon) -> Origin | None:
    """« la société Untel », « компания «Имярек» », « préfecture du Nord »; « la société » alone is the one spoken of."""
    quoted = _QUOTED.search(plain)
    if quoted:
        return made(quoted[1], kind)
    plain = _up_to_noun(cut_short(_told_by(plain, forms)), forms)
    kind = _kind_of(plain, forms) or kind
    if " " not in plain and (known := _begun(plain, item, names)) is not None:
        return known
    nameless = kind is OriginKind.RESEARCH and forms.spaced and not capital_runs(plain)
    if nameless or forms.generic.match(fold(plain)) or _led_by_small_word(plain, forms):
        return behind_noun(plain, kind, item, forms)
    name = _behind_paper(_expanded(plain, item, forms), forms)
    head = forms.head.match(fold(plain)) if forms.spaced and forms.table.head_first and plain[0].islower() else None
    behind = plain[head.end() :].strip() if head else ""
    if behind[:1].isupper() and kind in {OriginKind.ORGANISATION, OriginKind.COMPANY, OriginKind.RESEARCH}:
        return made(behind, kind)  # « l'association Rives libres »
    firm = _firm(plain, item, forms) if kind is OriginKind.COMPANY and forms.spaced else made(name, kind)
    return (of_its_town(plain, kind, item, forms) if name == plain else None) or firm


def _firm(plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """A firm by its name, « Gesundheitskonzern Untel » without its noun; "the data center operator" is the one spoken of."""
    first, _, rest = plain.partition(" ")
    if forms.language == "de" and rest[:1].isupper() and forms.head.fullmatch(fold(first)):
        return made(rest, OriginKind.COMPANY)
    runs = [run for run in capital_runs(plain) if fold(run) not in forms.small]
    if not runs or not (forms.table.head_first or plain.rsplit(maxsplit=1)[-1][0].isupper()):
        return firm_spoken_of(item)
    free = forms.table.head_first and not governed(fold(plain[: plain.index(runs[-1])]))
    return made(runs[-1] if free else plain, OriginKind.COMPANY)


def _led_by_small_word(plain: str, forms: Lexicon) -> bool:
    return forms.spaced and plain[:1].islower() and plain.split(maxsplit=1)[0] in forms.small


def _told_by(plain: str, forms: Lexicon) -> str:
    """« la commission saisie par le ministère de la Mer »: who made it public."""
    found = forms.agents.search(fold(plain), 3) if forms.spaced else None
    behind = undressed(plain[found.end() :], forms) if found else ""
    return behind if behind and _kind_of(behind, forms) is not None else plain


def _up_to_noun(plain: str, forms: Lexicon) -> str:
    """« Forscher bisher »: where nouns have capitals, a small word behind one that leads to no other ends the phrase."""
    if forms.language != "de":
        return plain
    words = plain.split()
    for at, word in enumerate(words):
        if at and word in {"den", "einen", "das", "ein", "eine"} and any(w[0].isupper() for w in words[:at]):
            return " ".join(words[:at])  # « … der Gewerkschaft Untel den Abbau »
        led = fold(word) in forms.table.links or fold(word) in forms.table.determiners or fold(word) in {"und", "zur"}
        adjective = word.endswith(("e", "en", "er", "es", "em")) and any(w[0].isupper() for w in words[at + 1 :])
        if at and word[0].islower() and not led and not adjective and any(w[0].isupper() for w in words[:at]):
            return " ".join(words[:at])
    return plain


def _begun(plain: str, item: UnderstoodArticle, names: Names) -> Origin | None:
    """« la Commission », where the text has « la Commission européenne »: the authority known by the longer name."""
    low = fold(plain)
    for mention in item.understanding.mentions:
        known = names.entities.get(mention.entity)
        if known is not None and known.kind in _TRANSLATED and known.kind != "place":
            written = fold(item.article.words(mention.span))
            if written.startswith(f"{low} ") or written.endswith(f" {low}"):
                return origin_of(known, _written(known, item))
    return None


def _bare(plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """A name that nothing beside it explains."""
    if not forms.spaced:
        latin = plain_name(plain, forms) if LATIN_END.search(plain) else None
        fits = len(plain) <= 16 and not SENTENCE.search(plain) and _named_in(plain, item)
        return latin or (made(plain, OriginKind.COMPANY) if fits else None)
    plain = next(iter(parts_of(plain, forms)), plain)
    runs = capital_runs(plain)
    if runs and (town := re.fullmatch(rf"{re.escape(runs[0])} ([\w]+) {RUN.pattern}", plain)):
        plain = runs[0] if fold(town[1]) in forms.table.towns else plain  # « die Bank Untel in Cendra »
    whole = bool(runs) and cut_short(plain) == runs[0].strip(QUOTES)
    named = whole and (is_mentioned(runs[0], item) or _recurs(runs[0], item))
    return _alone(runs[0], plain, item, forms) if named else None


def _medium(plain: str, kind: OriginKind, forms: Lexicon) -> Origin | None:
    """An outlet that is not known: by its name, or « télévision publique syrienne ». « le journal » alone is any."""
    quoted = _QUOTED.search(plain)
    if quoted:
        return made(quoted[1], kind)
    plain = cut_short(plain)
    runs = [run for run in capital_runs(plain) if len(run) > 1 and fold(run) not in forms.small]
    runs = [run for run in runs if not forms.head.fullmatch(fold(run))]  # « une chaîne de TV » is any
    named = [run for run in runs if _kind_of(run, forms)] or runs
    small = " ".join(word for word in plain.split() if not (forms.spaced and word[0].isupper()))
    if forms.official.search(fold(small)):
        return made(plain, kind)
    if named and forms.spaced:
        return made(named[-1], kind)
    if not forms.spaced and (latin := LATIN_END.search(plain)) and latin.start():
        return made(latin[0], kind)  # 汽车媒体 Untel
    # « Zeitungen berichteten »: newspapers that nobody names are a root all the same, « die Zeitung » is one named before.
    plural = forms.language == "de" and plain.endswith("en") and " " not in plain
    return made(plain, kind) if plural or (not forms.spaced and len(plain) > 2) else None


def _alone(run: str, plain: str, item: UnderstoodArticle, forms: Lexicon) -> Origin | None:
    """A bare name: somebody's surname when the text has it with a first name, else a body's."""
    if fold(run) in forms.small or is_common(run.split(maxsplit=1)[0], item) or forms.acts.search(fold(run)):
        return None
    name = POSSESSIVE.sub("", TITLES.sub("", run))
    full = full_name(name, item)
    if full != name or TITLES.match(run):
        return made(full, office_kind(full, plain, item, forms))
    return made(cut_short(plain), _spelled_kind(cut_short(plain), item, forms) or OriginKind.COMPANY)


def _spelled_kind(name: str, item: UnderstoodArticle, forms: Lexicon) -> OriginKind | None:
    """« CNX (Confédération des …) »: what an acronym stands for tells what it is."""
    if not name.isupper():
        return None
    found = re.search(rf"(?<!\w){re.escape(name)} \(([^()]{{6,80}})\)", item.article.text[:3000])
    return _kind_of(found[1], forms) if found else None


def _kind_of(plain: str, forms: Lexicon) -> OriginKind | None:
    """The kind that the head of a noun phrase tells: its first noun where heads come first, else the last one before its
    complement."""
    low = fold(cut_short(plain))
    if forms.spaced and not forms.table.head_first:
        link = first_link(low, forms)
        low = low[:link] if link else low
    found: list[tuple[int, int, OriginKind]] = []
    for kind, pattern in forms.kinds:
        found += [(match.start(), match.end(), kind) for match in pattern.finditer(low)]
    if not found:
        return None
    if forms.table.head_first:
        return min(found, key=lambda hit: (hit[0], -hit[1]))[2]
    return max(found, key=lambda hit: (hit[1], -hit[0]))[2]


def _body(plain: str, start: int, end: int, forms: Lexicon) -> str:
    """Whom a spokesperson speaks for: the complement behind, or what stands before."""
    behind = cut_short(plain[end:].strip(QUOTES))
    low = fold(behind)
    link = forms.link.search(low)
    if link:
        return undressed(_without_person(behind[link.end() :]), forms)
    if forms.table.head_first and behind and not forms.spaced:
        return behind
    before = plain[:start].strip(QUOTES)
    if before:
        return undressed(POSSESSIVE.sub("", before), forms)
    if forms.language in {"ar", "ru"} and behind:
        return undressed(_without_person(behind), forms)
    return ""


def _without_person(words: str) -> str:
    """« de la police Jean Dupont »: the spokesperson's own name goes."""
    found = re.search(rf" ({TOKEN}(?: {TOKEN})+)$", words)
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
            run = RUN.match(text, match.end())
            if run:
                return " ".join(text[match.start() : run.end()].split())
    # « la police », where the text has « Police portuaire » or « Police Maritime » with a capital: that one.
    begun = re.compile(rf"(?<!\w){re.escape(plain.capitalize())} {RUN.pattern}")
    found = begun.search(item.article.text[:4000]) if len(plain) > 5 else None
    return " ".join(found[0].split()) if found else plain


def _recurs(name: str, item: UnderstoodArticle) -> bool:
    """True for a word with a capital that the text writes again, and never small: a name, though it opens a headline."""
    written = item.article.title.count(name) + item.article.text.count(name)
    if item.understanding.language == "de":
        return False  # every noun has a capital there
    return written > 1 + item.article.title_in_text and len(name) > 3 and not is_common(name, item)


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


def _same_name(person: str, known: Entity) -> bool:
    return bare(person) in {bare(form) for form in (known.name, *known.aliases)}
