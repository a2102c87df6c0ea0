"""A subject from one line of intent: « droit d’auteur et IA en Europe » becomes facets with keywords in every language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from vigie.knowledge import subjects, terms
from vigie.knowledge.cues import cues
from vigie.knowledge.matching import bare, unspaced
from vigie.knowledge.names import Names
from vigie.knowledge.subjects import Facet, Keywords, SubjectFile
from vigie.knowledge.terms import PLACE, Concept

# Farther than this from the reader's line in meaning, a story shares a word with it: set on three subjects read by hand.
NEAR = 0.1
STRENGTHS = ("exact", "strong", "weak")
_WORDS = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*", re.UNICODE)
# Before a noun in French, Italian: « l’IA », « d’eau ».
_ELIDED = re.compile(r"^[^\W\d_]{1,2}[’'](?=\w)")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a line names: known names, subjects that ship, concepts by field of life (a place has one of its own), and the
    words that nothing of these has."""

    names: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    fields: tuple[tuple[Concept, ...], ...] = ()
    rest: tuple[tuple[str, ...], ...] = ()


def parts_of(line: str, language: str, names: Names) -> Parts:
    """What a line in any language names; `language` is that of its grammar."""
    said = " ".join(line.split())
    named: list[str] = []
    blanked = said
    for found in names.find(said):
        # « IA » names no firm: a known name must be no concept.
        if found.meaning.id not in _ids() and not terms.found_in(said[found.start : found.end]):
            named.append(found.meaning.name)
            blanked = _blanked(blanked, found.start, found.end)
    fields: dict[str, list[Concept]] = {}
    like: list[str] = []
    for start, end, subject in _shipped_in(blanked, language):
        like.append(subject)
        blanked = _blanked(blanked, start, end)
    for hit in terms.found_in(blanked):
        field = hit.meaning.id if hit.meaning.field == PLACE else hit.meaning.field
        if hit.meaning not in fields.setdefault(field, []):
            fields[field].append(hit.meaning)
        blanked = _blanked(blanked, hit.start, hit.end)
    rest = tuple(tuple(run) for run in _left(blanked, language))
    return Parts(tuple(named), tuple(like), tuple(map(tuple, fields.values())), rest)


def profile_of(line: str, language: str, names: Names) -> SubjectFile:
    """The subject of a line. Concepts of one field of life widen it (« climat et énergie »), those of two fields narrow it,
    and so do places, known names, and words that no concept has, which are kept in the reader's language."""
    said = " ".join(line.split())
    parts = parts_of(said, language, names)
    facets = [_of_name(name, language) for name in parts.names]
    facets += [Facet(subjects.load(one).name(language), like=one) for one in parts.like]
    facets += [_of_concepts(concepts, language) for concepts in parts.fields]
    for run in parts.rest:
        weak = run if len(run) > 1 else ()
        facets.append(Facet(" ".join(run), {language: Keywords(strong=(" ".join(run),), weak=weak)}))
    if not facets:
        facets.append(Facet(said, {language: Keywords(strong=(said.lower(),))}))
    return SubjectFile(
        id=_slug(said),
        names={language: said},
        facet=tuple(facets),
        meaning=said,
        language=language,
        near=NEAR,
    )


def as_toml(profile: SubjectFile) -> str:
    """A profile as the file that its reader may edit."""
    lines = [
        "# What to watch: written by `vigie init` from a line of intent, yours to edit (docs/howto/choose-a-subject.md).",
        "# A story must have a sign of every [[facet]]; delete one to widen the subject, add words or names to a facet.",
        f"id = {_quoted(profile.id)}",
        f"language = {_quoted(profile.language)}",
        "# A sentence that news of the subject is near to in meaning. Raise `near` (-1 asks for nothing, 1 for the same words)",
        "# to leave out what only shares a word with it; 0.1 is mild, 0.3 strict.",
        f"meaning = {_quoted(profile.meaning)}",
        f"near = {profile.near}",
        "# Words in a title that none of its news has.",
        "never = []",
        "",
        "[names]",
        *(f"{language} = {_quoted(name)}" for language, name in profile.names.items()),
    ]
    for facet in profile.facet:
        lines += ["", "[[facet]]", f"name = {_quoted(facet.name)}"]
        lines += [f"like = {_quoted(facet.like)}"] if facet.like else []
        lines += [f"names = {_listed(facet.names)}"]
        lines += [f"countries = {_listed(facet.countries)}"] if facet.countries else []
        for language, words in facet.keywords.items():
            lines.append(f"[facet.keywords.{language}]")
            lines += [f"{key} = {_listed(getattr(words, key))}" for key in STRENGTHS if getattr(words, key)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, and the characters of other scripts stay readable.
    return msgspec.json.encode(text).decode()


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"


def _of_concepts(concepts: Sequence[Concept], language: str) -> Facet:
    keywords = {}
    for spoken in terms.LANGUAGES:
        words = [word for concept in concepts for word in concept.words.get(spoken, ())]
        exact = tuple(dict.fromkeys(word.lstrip("=") for word in words if _as_it_stands(word)))
        strong = tuple(dict.fromkeys(word.lower() for word in words if not _as_it_stands(word)))
        keywords[spoken] = Keywords(exact=exact, strong=strong)
    name = ", ".join(next(iter(concept.words.get(language) or concept.words["en"])).strip("=*") for concept in concepts)
    countries = tuple(dict.fromkeys(country for concept in concepts for country in concept.countries))
    return Facet(name, keywords, countries=countries)


def _of_name(name: str, language: str) -> Facet:
    return Facet(name, {language: Keywords(strong=(name.lower(),))}, names=(name,))


def _as_it_stands(word: str) -> bool:
    """True for one marked so, and for a few capitals (EU, NBA, ООН), which small letters would make another word."""
    return word.startswith("=") or (len(word) <= 4 and word.isupper() and not unspaced(word[0]))


def _shipped_in(line: str, language: str) -> list[tuple[int, int, str]]:
    """Where a line says a subject that ships, by one of its keywords or by what it is called."""
    found = []
    for name in _ids():
        subject = subjects.load(name)
        called = next((word for word in subject.called() if word in line.lower()), "")
        at = line.lower().find(called)
        place = (at, at + len(called)) if called else None
        for side in subject.facets:
            place = place or side.surest(line, language) or side.surest(line, "en")
        if place is not None:
            found.append((*place, name))
    return sorted(found)


def _blanked(line: str, start: int, end: int) -> str:
    return line[:start] + " " * (end - start) + line[end:]


def _ids() -> tuple[str, ...]:
    return subjects.names_shipped()


def _left(line: str, language: str) -> list[list[str]]:
    """The runs of words of a line that say something: those of its language's grammar are left out, and end a run."""
    found = cues(language)
    grammar = frozenset(map(bare, found.function_words)) if found is not None else frozenset[str]()
    runs: list[list[str]] = [[]]
    reached = 0
    for word in _WORDS.finditer(line):
        text = _ELIDED.sub("", word[0])
        said = bare(text) not in grammar and len(text) > (1 if unspaced(text[0]) else 2)
        if not said or line[reached : word.start()].strip() or word.start() - reached > 2:
            runs.append([])
        if said:
            runs[-1].append(text.lower())
        reached = word.end()
    return [run for run in runs if run]


def _slug(line: str) -> str:
    return "-".join(bare(line).split())[:60] or "subject"
