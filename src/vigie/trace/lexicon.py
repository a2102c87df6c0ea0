"""The words of [origins] in a language's file, made ready for matching: one set of patterns a language, compiled once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from vigie.knowledge.cues import Cues, Tracing, cues, fold
from vigie.model import OriginKind

# Arabic writes « and », « to », « by » and its article onto the next word.
_PROCLITIC = "(?:[وفبكل]{1,2}(?=\\w))?(?:ال)?"
# Korean sets its particles right after a word.
_AGGLUTINATING = {"ko"}
# « consultée … par »: a date or a name may stand between.
_A_FEW_WORDS = r"(?: [^\s.;:«»“”]+){0,9}? "
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns over folded text. Those that end in `_end` match what a text before an outlet ends with."""

    language: str
    spaced: bool
    table: Tracing
    determiner: re.Pattern[str]
    demonstrative: re.Pattern[str]
    head: re.Pattern[str]
    kinds: tuple[tuple[OriginKind, re.Pattern[str]], ...]
    office: re.Pattern[str]
    rank: re.Pattern[str]
    former: re.Pattern[str]
    spokesperson: re.Pattern[str]
    nobody: re.Pattern[str]
    generic: re.Pattern[str]
    agents: re.Pattern[str]
    posters: re.Pattern[str]
    issued: re.Pattern[str]
    press: re.Pattern[str]
    local: re.Pattern[str]
    speaking: re.Pattern[str]
    told_end: re.Pattern[str]
    reported_end: re.Pattern[str]
    reports: re.Pattern[str]
    given_to_end: re.Pattern[str]
    given_by: re.Pattern[str]
    relayed_end: re.Pattern[str]
    citing: re.Pattern[str]
    citing_end: re.Pattern[str]
    ours: re.Pattern[str]
    official: re.Pattern[str]
    witnessed: re.Pattern[str]
    considering: re.Pattern[str]
    public: re.Pattern[str]
    posts: re.Pattern[str]
    on_end: re.Pattern[str]
    acts: re.Pattern[str]
    breaks: re.Pattern[str]
    launching: re.Pattern[str]
    anonymous: re.Pattern[str]
    auxiliary: re.Pattern[str]
    when: re.Pattern[str]
    according: re.Pattern[str]
    pronouns: frozenset[str]
    small: frozenset[str]
    link: re.Pattern[str]
    both: re.Pattern[str]
    outlet_noun: re.Pattern[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The patterns of a language; of a language without [origins], patterns that match nothing."""
    found = cues(language)
    table = found.origins if found else Tracing()
    spaced = bool(found and found.spaced) and language not in _AGGLUTINATING

    def anywhere(phrases: Iterable[str]) -> re.Pattern[str]:
        return _compiled(phrases, language, spaced)

    articles = "|".join(re.escape(fold(word)) for word in sorted(table.determiners, key=len, reverse=True))
    article = rf"(?:(?<![^\W_])(?:{articles}))?" if articles and spaced else ""

    def at_end(phrases: Iterable[str]) -> re.Pattern[str]:
        return _compiled(phrases, language, spaced, tail=rf"\s*{article}\s*\Z", closed=True)

    def at_start(phrases: Iterable[str], tail: str = "") -> re.Pattern[str]:
        return _compiled(phrases, language, spaced, lead=r"\A\s*", tail=tail)

    nouns = (*table.heads.get("news_outlet", ()), *table.heads.get("agency", ()))
    between = r"(?: (?!\W)[^\W\d_][\w’'-]*){0,2}\s*\Z" if spaced else r"\Z"
    return Lexicon(
        language=language,
        spaced=spaced,
        table=table,
        determiner=at_start(table.determiners, r"\s*" if not spaced else ""),
        demonstrative=at_start(table.demonstratives),
        head=anywhere(word for words in table.heads.values() for word in words),
        kinds=tuple((OriginKind(kind), anywhere(words)) for kind, words in table.heads.items()),
        office=anywhere(table.offices),
        rank=anywhere(table.ranks),
        former=anywhere(table.former),
        spokesperson=anywhere(table.spokespersons),
        nobody=at_start(table.nobody),
        generic=_compiled(table.generic, language, spaced, lead=r"\A\s*", tail=r"\s*\Z"),
        agents=anywhere(found.clauses.agents if found else ()),
        posters=anywhere(table.posters),
        issued=anywhere(table.issued),
        press=anywhere(table.press),
        local=_compiled(table.local, language, spaced, lead=r"\A\s*", tail=r"\s*\Z"),
        speaking=anywhere((*table.speaking, *(found.attribution.reporting if found else ()))),
        told_end=at_end(table.told),
        reported_end=at_end((*table.reported_by, *(found.attribution.according if found else ()))),
        reports=at_start(table.reports),
        given_to_end=at_end(table.given_to),
        given_by=at_start(table.given_by),
        relayed_end=at_end(table.relayed_by),
        citing=anywhere(table.citing),
        citing_end=at_end(table.citing),
        official=anywhere(table.official),
        witnessed=anywhere(table.witnessed),
        considering=anywhere(found.status.considering if found else ()),
        ours=anywhere(table.ours),
        public=anywhere(table.public),
        posts=anywhere(table.posts),
        on_end=at_end(table.on),
        acts=anywhere((*table.acts, *_public_acts(found))),
        launching=anywhere(found.events.get("launch", ()) if found else ()),
        anonymous=anywhere(found.attribution.anonymous if found else ()),
        breaks=anywhere(found.attribution.breaks if found else ()),
        auxiliary=anywhere(table.auxiliaries),
        when=anywhere(table.when),
        pronouns=frozenset(fold(word) for word in (found.attribution.pronouns if found else ())),
        small=frozenset(fold(word) for words in _small(found) for word in words),
        according=anywhere(found.attribution.according if found else ()),
        link=at_start(table.links),
        both=_compiled(table.and_, language, spaced, lead=r"\A\s*", tail=r"\s*"),
        outlet_noun=_compiled(nouns, language, spaced, tail=between, closed=False),
    )


def _public_acts(found: Cues | None) -> tuple[str, ...]:
    """What announces, decides, denies or threatens is done in public."""
    if found is None:
        return ()
    status = found.status
    return (*status.announced, *status.denied, *status.threat)


def _small(found: Cues | None) -> Iterator[Iterable[str]]:
    """What names nobody though it may open a sentence with a capital."""
    if found is not None:
        yield from (found.function_words, found.attribution.pronouns, found.leaning, found.attribution.breaks)
        yield from found.dates.months
        yield from found.dates.weekdays
        yield found.dates.relative


def _compiled(
    phrases: Iterable[str], language: str, spaced: bool, lead: str = "", tail: str = "", closed: bool = True
) -> re.Pattern[str]:
    """One pattern for all phrases, longer ones first. `closed`: a phrase ends where a word ends."""
    ways = [_atoms(fold(phrase), spaced, closed) for phrase in phrases]
    if not ways:
        return _NEVER
    opening = (r"(?<!\w)" + (_PROCLITIC if language == "ar" else "")) if spaced else ""
    return re.compile(f"{lead}{opening}{_branches(ways)}{tail}")


def _atoms(phrase: str, spaced: bool, closed: bool) -> tuple[str, ...]:
    """A phrase as pieces of a pattern, one a character."""
    core = phrase.strip("*")
    atoms = [re.escape(character) for character in core.replace(" … ", "…")]
    atoms = [_A_FEW_WORDS if atom == "…" else atom for atom in atoms]
    if not spaced:  # 警方 tells wherever it stands, 部 only at the end
        return (*atoms, r"\Z") if phrase.startswith("*") else tuple(atoms)
    before = (r"\w*",) if phrase.startswith("*") else ()
    if phrase.endswith("*"):
        return (*before, *atoms, r"\w*")
    return (*before, *atoms, r"(?!\w)") if closed and phrase[-1:] not in {"'", "-"} else (*before, *atoms)


def _branches(ways: Iterable[tuple[str, ...]]) -> str:
    """One pattern for all, with what they begin with written once, so that a search does not try hundreds at each place. The
    longer way is tried first."""
    tree: dict[str, list[tuple[str, ...]]] = {}
    ends = False
    for way in ways:
        if way:
            tree.setdefault(way[0], []).append(way[1:])
        else:
            ends = True
    # An end of the word is tried last: « annonce de » before « annonce ».
    firsts = sorted(tree, key=lambda atom: (atom in {r"(?!\w)", r"\Z"}, atom))
    joined = "|".join(first + _branches(tree[first]) for first in firsts)
    if not joined:
        return ""
    plain = len(firsts) == 1 and not ends
    return joined if plain else f"(?:{joined}){'?' if ends else ''}"
