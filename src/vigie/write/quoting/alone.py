"""Which sentences can be read without those around them, and tell something."""

import re
from functools import cache
from itertools import pairwise

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import PhraseBook, unspaced

_BROKEN = re.compile(r"https?://|www\.|\[…\]|\[\.\.\.\]|…|\.\.\.|[{}<>|\\]|[\U0001F300-\U0001FAFF]")
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:j'|(?:je|nous|notre|nos|moi|i|i'm|we|our|my|us|ich|wir|unser|yo|nosotros|eu|nós)(?!\w))"
)
# An exclamation outside a quotation is the writer's own.
_EXCLAIMS = re.compile(r"[!！]\s*$")
_ENDS = '.。!！…”»」』")）'
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("[", "]"))
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|「[^」]*」|„[^“]*“")
# « … du rival de Nvidia Nvidia et AMD … »: a name twice in a row, as machines write it and nobody else.
_TWICE = re.compile(r"(?<!\w)([^\W\d_]\w{2,})\s+\1(?!\w)")
# « un éditeur L’entreprise annonce »: a headline or a bullet glued to a sentence without a stop.
_GLUED = re.compile(
    r"[a-zà-öø-ÿ]{2,}[.!?][A-ZÀ-Ö][a-zà-öø-ÿ]|[a-zà-öø-ÿ]{3,}\s(?:Le|La|Les|L['’]|Un|Une|The|El|Los|Die|Der|Das)\s?[a-zà-öø-ÿ]{4,}\s"
)
# « Choc Orvane : le cours a bondi … »: a heading run into its sentence.
_LABELLED = re.compile(r"^[^\s:«“\"]+(?:\s[^\s:«“\"]+){0,4}\s?:\s(?![«“\"])")
# « ACTUALITÉS DU JOUR Orvane … »: a heading in capitals inside a sentence.
_SHOUTS = re.compile(r"(?:[A-ZÀ-Ý][A-ZÀ-Ý'’]+\s){2,}[A-ZÀ-Ý]{4,}")
_BULLET = re.compile(r"[•▪●■►▶◆★☆✔✅➡→]|(?:^|\s)[-–*]\s.*\s[-–*]\s.*\s[-–*]\s")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
SHORTEST, LONGEST = 45, 330
SHORTEST_UNSPACED, LONGEST_UNSPACED = 18, 160
# So many words from the start hold the subject, where the first verb does not come sooner.
SUBJECT_WORDS = 9
# A possessive so near the beginning points outside the sentence, unless a name stands before it.
OPENING_WORDS = 7
POINTS_WITHIN = 20


def stands_alone(words: str, language: str) -> bool:
    """True when a sentence can be read without those around it: whole, of a fair length, in no first person, not a
    question, leaning on nothing said before, its quotation marks closed."""
    text = " ".join(words.split())
    dense = sum(map(unspaced, text)) * 3 > len(text)
    low, high = (SHORTEST_UNSPACED, LONGEST_UNSPACED) if dense else (SHORTEST, LONGEST)
    if not low <= len(text) <= high or text[-1] not in _ENDS or text[-1] == "…" or text[0].islower():
        return False
    if (
        not any(mark in text[-3:] for mark in ".。!！")
        or _BROKEN.search(text)
        or _BULLET.search(text)
        or _SHOUTS.search(text)
    ):
        return False
    if not balanced(text):
        return False
    folded = fold(text)
    outside = fold(_QUOTED.sub(" ", text))
    if _LABELLED.match(text) or _EXCLAIMS.search(text):
        return False
    return not (
        _FIRST_PERSON.search(outside) or leans(text, language) or _advertises(folded, outside, language)
    ) and not (_TWICE.search(text) or _GLUED.search(text))


def balanced(text: str) -> bool:
    """True when every mark that opens is closed."""
    return all(text.count(a) == text.count(b) for a, b in _PAIRS) and text.count('"') % 2 == 0


def leans(text: str, language: str) -> bool:
    """True when a sentence needs another one to be understood: « ce dernier », « certes », « Le nouveau modèle … »."""
    found = cues(language)
    if found is None:
        return False
    folded = fold(text)
    outside = fold(_QUOTED.sub(lambda hit: " " * len(hit[0]), text))
    return (
        _opens_leaning(folded, found)
        or bool(_anywhere(language).find(outside))
        or _points(text, found)
        or takes_up(text, found)
        or _pronoun_alone(text, outside, found)
        or _unnamed_company(text, outside, found)
        or _points_inside(outside, found)
        or any(_opens_pronoun(inner, found) or _points(inner, found) for inner in _inside(folded))
    )


def joins(words: str, language: str) -> bool:
    """True when the sentence holds a link to the one before it further in (« compte en revanche … »)."""
    found = cues(language)
    folded = fold(words)
    return found is not None and found.spaced and any(f" {phrase} " in folded for phrase in _links(language))


def had_been(words: str, language: str) -> bool:
    """True for what had happened before the news: « Valombrine avait démenti »."""
    found = cues(language)
    return found is not None and any(
        word.rpartition("'")[2] in found.quoting.pluperfect for word in _WORD.findall(fold(words))
    )


def has_verb(words: str, language: str) -> bool:
    """True when some word is a finite verb, as far as the language's cues know its verbs."""
    known = _verbs(language)
    if known is None:
        return True
    forms, endings = known
    return any(_is_verb(word, forms, endings) for word in _WORD.findall(fold(words)))


def opens_with_verb(words: str, language: str) -> bool:
    """True when the first word is a finite verb, its small words before it (« n’a », "s’est") apart."""
    known = _verbs(language)
    first = _WORD.match(fold(words).lstrip())
    if known is None or first is None:
        return False
    forms, endings = known
    rest = _WORD.findall(fold(words))[:3]
    clitics = {"n'", "ne", "se", "s'", "y", "en", "l'", "le", "la", "les", "lui", "leur", "no", "não", "lo", "los"}
    while rest and rest[0] in clitics:
        rest = rest[1:]
    return bool(rest) and _is_verb(rest[0], forms, endings)


def _is_verb(word: str, forms: frozenset[str], endings: tuple[str, ...]) -> bool:
    _, _, bare = word.rpartition("'") if "'" in word[:-1] else ("", "", word)
    return bare in forms or (len(bare) >= 6 and bare.endswith(endings))


@cache
def _verbs(language: str) -> tuple[frozenset[str], tuple[str, ...]] | None:
    """The finite forms that a language's cues name, and the endings of others; None where they name too few."""
    found = cues(language)
    if found is None or not found.spaced or len(found.syntax.verbs) < 40:
        return None
    told = (
        *found.syntax.verbs,
        *found.syntax.be,
        *found.syntax.have,
        *found.syntax.states,
        *found.attribution.reporting,
    )
    forms = {fold(form) for form in told if " " not in form}
    for infinitive in (*found.attribution.verbs, *found.attribution.weak_verbs):
        for ending in sorted(found.attribution.conjugations, key=len, reverse=True):
            if infinitive.endswith(ending):
                stem = fold(infinitive[: len(infinitive) - len(ending)])
                forms.update(stem + one for one in found.attribution.conjugations[ending].finite)
                break
    return frozenset(forms - {"été", "être", "been", "being", "be", "sido", "ser"}), found.syntax.verb_endings


def _opens_leaning(folded: str, found: Cues) -> bool:
    return any(
        folded.startswith(opening) and (not found.spaced or not folded[len(opening) : len(opening) + 1].isalnum())
        for opening in _openings(found.language)
    )


def points(text: str, language: str) -> bool:
    """True for « Cette entreprise … », as some titles open."""
    found = cues(language)
    return found is not None and _points(text, found)


def _points(text: str, found: Cues) -> bool:
    """« Cette annonce … », « Son patron … »: what it points at stands before, unless it is a moment (« Cette semaine »)."""
    words = _WORD.findall(fold(text))[:4]
    quoting = found.quoting
    if not words or not found.spaced:
        return False
    if words[0] in quoting.possessives:
        return True
    return words[0] in quoting.demonstratives and not any(word in quoting.moments for word in words[1:])


def _points_inside(outside: str, found: Cues) -> bool:
    """« … affirme que cet enregistrement … », with no word of it before."""
    pointing = set(found.quoting.demonstratives) - set(found.attribution.complementizers)
    words = _WORD.findall(outside)
    apart = {
        *found.quoting.moments,
        *found.clauses.relatives,
        *found.attribution.complementizers,
        *found.quoting.relatives,
    }
    for number, (word, noun) in enumerate(pairwise(words)):
        if number > POINTS_WITHIN:
            return False
        if number and word in pointing and len(noun) > 3 and noun not in apart and noun not in words[:number]:
            return True
    return False


def takes_up(text: str, found: Cues) -> bool:
    """« Le nouveau modèle surpasse … »: definite, and neither named nor explained before the verb."""
    opening = definite_opening(text, found)
    if not opening:
        return False
    subject, tail = subject_of(text, found)
    words = _WORD.findall(fold(subject[len(opening) :]))
    if not any(word in found.quoting.anaphors for word in words[:3]):
        return False
    named = any(piece[:1].isupper() or any(map(str.isdigit, piece)) for piece in _WORD.findall(subject[len(opening) :]))
    return not named and not _named_at_once(tail, found)


def definite_opening(text: str, found: Cues) -> str:
    """The definite article that a sentence opens with, or nothing."""
    if not found.spaced or not found.quoting.anaphors:
        return ""
    folded = fold(text)
    definite = {*found.syntax.definite, *found.numbers.definite}
    return next((d for d in sorted(definite, key=len, reverse=True) if _starts(folded, d)), "")


def _unnamed_company(text: str, outside: str, found: Cues) -> bool:
    """« La plainte de l’ancienne entreprise … »: a noun for a company, definite, before any name."""
    if not found.spaced or not found.syntax.anaphors:
        return False
    capital = [hit for hit in _WORD.finditer(text) if hit[0][:1].isupper()]
    # « GPT-5.5 » is no company that « l’entreprise » could take up.
    names = [
        hit.start() for hit in capital if hit.start() and not any(map(str.isdigit, text[hit.start() : hit.end() + 2]))
    ]
    if _first_name(text, found):
        return False
    for hit in re.finditer(_company_pattern(found.language), outside):
        if not names or names[0] > hit.start():
            # « l’entreprise Orvane », « le géant de Valombrine »: named at once
            between = [text[hit.end() : at] for at in names if at >= hit.end()][:1]
            return not between or len(between[0].split()) > 3 or has_verb(between[0], found.language)
    return False


@cache
def _company_pattern(language: str) -> re.Pattern[str]:
    found = cues(language)
    if found is None or not found.syntax.anaphors or not found.syntax.definite:
        return re.compile(r"(?!)")
    definite = "|".join(re.escape(fold(one)) + ("" if one.endswith("'") else r"\s+") for one in found.syntax.definite)
    nouns = "|".join(re.escape(fold(one)) for one in found.syntax.anaphors)
    return re.compile(rf"(?<!\w)(?:{definite})(?:[^\W\d_]+\s+)?(?:{nouns})(?!\w)")


def _named_at_once(tail: str, found: Cues) -> bool:
    """« L’éditeur de logiciels, Orvane, a … »: the name stands in apposition."""
    piece = tail.lstrip()
    return piece.startswith(",") and piece[1:].lstrip()[:1].isupper() and bool(found.quoting.anaphors)


def subject_of(text: str, found: Cues) -> tuple[str, str]:
    """The words before the first finite verb or comma, and the rest."""
    known = _verbs(found.language)
    forms, endings = known or (frozenset(), ("\0",))
    end = 0
    for number, hit in enumerate(_WORD.finditer(text)):
        between = text[end : hit.start()]
        if number and (
            set(",:;(«—–") & set(between) or _is_verb(fold(hit[0]), forms, endings) or number >= SUBJECT_WORDS
        ):
            return text[:end], text[end:]
        end = hit.end()
    return text, ""


def _pronoun_alone(text: str, outside: str, found: Cues) -> bool:
    """« Selon elle, … », « … lorsqu’il a quitté Orvane »: a pronoun that no name or noun stands before."""
    if not found.quoting.pronouns or not found.spaced:
        return False
    if _whose(text, outside, found):
        return True
    for hit in _WORD.finditer(outside):
        word = hit[0].rpartition("'")[2] if "'" in hit[0] else hit[0]
        if word in found.quoting.pronouns:
            before = text[: hit.start()]
            names = [w for w in _WORD.findall(before)[1:] if w[:1].isupper()] or _first_name(before, found)
            many = len(_WORD.findall(before))
            # « Baptisée « Orvane 2 », elle … »: whom the opening tells of stands in the sentence before.
            taken_up = before.rstrip().endswith(",") and before.count(",") == 1 and many < 7
            return taken_up or (not names and many < 5)
    return False


def _whose(text: str, outside: str, found: Cues) -> bool:
    """« La question de son indépendance … », « Pour s’en sortir, ses actionnaires … »: whose, nobody said before. The name may
    follow at the comma (« Dans son livre, Ada Weir … »)."""
    for number, hit in enumerate(_WORD.finditer(outside)):
        if number > OPENING_WORDS:
            return False
        if hit[0] in found.quoting.possessives:
            before, comma, after = text[: hit.start()], *text[hit.start() :].partition(",")[1:]
            named = [w for w in _WORD.findall(before)[1:] if w[:1].isupper()] or _first_name(before, found)
            return not named and not (comma and after.lstrip()[:1].isupper())
    return False


def _opens_pronoun(inner: str, found: Cues) -> bool:
    first = _WORD.match(inner)
    return first is not None and first[0] in found.quoting.pronouns


def _inside(folded: str) -> list[str]:
    """What is quoted: « Elle aidera … » leans inside its marks too."""
    return [hit[0].strip('«»“”„"「」 ') for hit in _QUOTED.finditer(folded) if hit[0].count(" ") > 3]


def _first_name(before: str, found: Cues) -> list[str]:
    """The first word, if it is a name and no small word or adverb: one that a verb, a comma or another name follows."""
    pieces = _WORD.findall(before)[:2]
    if not pieces or fold(pieces[0]).rstrip("'") in _small_words(found.language):
        return []
    known = _verbs(found.language)
    follows = before[len(pieces[0]) :].lstrip()[:1] in {",", "(", ""} or len(pieces) < 2
    acts = known is not None and len(pieces) == 2 and _is_verb(fold(pieces[1]), *known)
    joined = len(pieces) == 2 and (pieces[1][:1].isupper() or fold(pieces[1]) in found.clauses.joining)
    return [pieces[0]] if follows or acts or joined else []


@cache
def _small_words(language: str) -> frozenset[str]:
    """Words that open a sentence with a capital and name nobody."""
    found = cues(language)
    if found is None:
        return frozenset()
    listed = (
        *found.function_words,
        *found.syntax.prepositions,
        *found.syntax.determiners,
        *found.syntax.definite,
        *found.attribution.according,
        *found.clauses.subordinators,
    )
    return frozenset(fold(word).rstrip("'") for word in listed)


def _advertises(folded: str, outside: str, language: str) -> bool:
    found = cues(language)
    if found is None:
        return False
    return any(pattern.search(folded) for pattern in _blurbs(language)) or bool(_views(language).find(outside))


def _starts(folded: str, opening: str) -> bool:
    if not folded.startswith(opening):
        return False
    return opening.endswith("'") or not folded[len(opening) : len(opening) + 1].isalnum()


@cache
def _openings(language: str) -> tuple[str, ...]:
    found = cues(language)
    return tuple(fold(opening) for opening in found.leaning) if found else ()


@cache
def _links(language: str) -> tuple[str, ...]:
    return tuple(opening for opening in _openings(language) if " " in opening)


@cache
def _anywhere(language: str) -> PhraseBook[None]:
    found = cues(language)
    phrases = found.quoting.anywhere if found else ()
    return PhraseBook([(one, None) for one in phrases], spaced=found.spaced if found else True)


@cache
def _views(language: str) -> PhraseBook[None]:
    found = cues(language)
    return PhraseBook([(one, None) for one in (found.quoting.views if found else ())], spaced=not found or found.spaced)


@cache
def _blurbs(language: str) -> tuple[re.Pattern[str], ...]:
    found = cues(language)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found.quoting.blurbs) if found else ()
