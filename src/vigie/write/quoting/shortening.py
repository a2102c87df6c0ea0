"""What rules may make of a sentence: its days dated, its additions cut. Speaker, hedge, negation and figures stay."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from babel.dates import format_date

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import PhraseBook
from vigie.model import DateMention, Span, UnderstoodArticle
from vigie.write.quoting.alone import balanced, has_verb, leans, opens_with_verb
from vigie.write.quoting.resolving import with_name

# A sentence of this length is not cut: the cut would cost more than the length.
CUT_FROM = 200
LONGEST_CUT = 260
SHORTEST_CUT = 45
# Days: further back, « mardi » may as well be the next one.
RECENT = 3
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_QUOTES = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|„[^“]*“")
_WORD = re.compile(r"[^\W\d_]+")
_HEADING = re.compile(r"^([^:«“\"]{3,90}?)\s?:\s(?![«“\"])")


@dataclass(frozen=True, slots=True)
class Edited:
    """What is shown of a sentence, whether it differs from its words, and the words elsewhere that it also rests on."""

    text: str
    changed: bool
    also: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str = ""


def edited(item: UnderstoodArticle, span: Span, *, first: bool = False) -> Edited:
    """The sentence with its days dated and, where it is long, its additions cut. The `first` of a text may take the name that
    its title gives: « La start-up de Valombrine a … » under « Orvane lève … »."""
    words = item.article.words(span)
    found = cues(item.understanding.language)
    if found is None:
        return Edited(words, changed=False)
    dated = _applied(words, _dated(item, span, words, found))
    short = _shortened(_unlinked(_opened(dated, found), found), found)
    if first:
        named, also = with_name(item, short, found)
        return Edited(named, named != words, also)
    return Edited(short, short != words)


def _applied(words: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda one: -one.start):
        words = words[: edit.start] + edit.text + words[edit.end :]
    return words


def _dated(item: UnderstoodArticle, span: Span, words: str, found: Cues) -> list[_Edit]:
    """« mardi » is « mardi 10 février »: a reader of tomorrow must not take it for another one. Not inside a quotation."""
    if not found.quoting.day:
        return []
    quotes = [hit.span() for hit in _QUOTES.finditer(words)]
    inside = [day for day in item.understanding.dates if span.covers(day.span)]
    written_out = {day.start for day in inside if any(map(str.isdigit, item.article.words(day.span)))}
    edits: list[_Edit] = []
    for day in inside:
        start, end = day.span.start - span.start, day.span.end - span.start
        if day.start in written_out or any(a <= start < b for a, b in quotes) or not _is_sure(item, day, words, found):
            continue
        part = _starts_with(words[end:], found.quoting.dayparts)
        written = _date_of(words[start:end], words[end : end + part], day, found)
        if written and not re.match(r"\s*[(\d]", words[end + part :]):
            written_out.add(day.start)
            edits.append(_Edit(start, end + part, written))
    return edits


def _is_sure(item: UnderstoodArticle, day: DateMention, words: str, found: Cues) -> bool:
    """A day of the week is the one just past only where nothing speaks of what is to come: « prévu mardi » is the next."""
    away = (day.start - item.article.published_at.date()).days
    if day.start != day.end:
        return False
    if away == 0:
        return True
    return -RECENT <= away < 0 and not _ahead(words, found)


def _ahead(words: str, found: Cues) -> bool:
    """True when something in the sentence is still to come, planned or asked for."""
    return bool(_coming(found.language).find(words)) or any(
        len(word) > 4 and word.endswith(found.quoting.future_endings) for word in _WORD.findall(fold(words))
    )


@cache
def _coming(language: str) -> PhraseBook[None]:
    found = cues(language)
    if found is None:
        return PhraseBook([])
    told = (*found.status.considering, *found.status.threat, *found.quoting.ahead)
    return PhraseBook([(one, None) for one in told], spaced=found.spaced)


def _date_of(words: str, part: str, day: DateMention, found: Cues) -> str:
    """« mardi 10 février », « hier (9 février) », « mardi matin (10 février) », or nothing for any other words."""
    folded = fold(" ".join(words.split()))
    written = format_date(day.start, found.quoting.day, locale=found.language)
    if found.language == "fr" and written.startswith("1 "):
        written = "1er" + written[1:]
    weekdays = {fold(form) for forms in found.dates.weekdays for form in forms}
    if folded in weekdays:
        return (found.quoting.dated_word if part else found.quoting.dated_day).format(word=words + part, day=written)
    # « aujourd’hui » may be these days.
    near = {word for word, away in found.dates.relative.items() if abs(away) == 1 and " " not in word}
    return found.quoting.dated_word.format(word=words + part, day=written) if folded in near else ""


def _opened(words: str, found: Cues) -> str:
    """Without the addition that opens it (« Par ailleurs, Orvane a … ») or the heading before its colon (« Choc Orvane :
    le cours a … »)."""
    folded = fold(words)
    heading = _HEADING.match(words)
    if heading and _is_heading(heading[1], found) and len(words) - heading.end() >= 60:
        kept = words[heading.end() :]
        if has_verb(kept, found.language):
            return kept[0].upper() + kept[1:]
    for opening in found.quoting.additive:
        rest = words[len(opening) :]
        if folded.startswith(opening) and rest[:1] == "," and rest[1:].strip():
            kept = rest[1:].lstrip()
            return kept[0].upper() + kept[1:]
    return words


def _unlinked(words: str, found: Cues) -> str:
    """« Orvane a en effet présenté … » without what joins it to the sentence before: between its auxiliary and its verb."""
    auxiliaries = {*found.syntax.have, *found.syntax.be}
    for link in found.quoting.links:
        at = fold(words).find(f" {link} ")
        before = _WORD.findall(fold(words[:at])) if at > 0 else []
        if before and before[-1] in auxiliaries and not _quoted(words, at):
            return words[:at] + words[at + len(link) + 1 :]
    return words


def _is_heading(opening: str, found: Cues) -> bool:
    """True when what stands before a colon says nothing by itself: no verb, or a sentence that leans; never who speaks."""
    if _keeps(opening, found) or _kept(found.language).find(opening):
        return False
    if not has_verb(opening, found.language):
        return len(opening.split()) <= 5
    return leans(opening + ".", found.language)


def _shortened(words: str, found: Cues) -> str:
    """Cuts what can be spared, the least telling first, until the sentence is no longer long."""
    for cuts in (_parentheses, _clauses, _appositions):
        if len(words) <= CUT_FROM:
            break
        for edit in cuts(words, found):
            shorter = _tidy(_applied(words, [edit]))
            if _is_whole(shorter, found) and len(shorter) < len(words):
                return _shortened(shorter, found)
    return words


def _is_whole(words: str, found: Cues) -> bool:
    return (
        len(words) >= SHORTEST_CUT
        and balanced(words)
        and has_verb(words, found.language)
        and not re.search(r",\s*[,.;:]|\(\s*\)|\s{2,}", words)
    )


def _tidy(words: str) -> str:
    return re.sub(r"\s+([,.])", r"\1", re.sub(r"\s{2,}", " ", words)).strip()


def _parentheses(words: str, found: Cues) -> list[_Edit]:
    """« (un ancien de chez Orvane) »; a short one is a name's initials, one with a figure tells something."""
    return [
        _Edit(hit.start(), hit.end())
        for hit in _PARENTHESIS.finditer(words)
        if len(hit[0].split()) >= 3 and not _keeps(hit[0], found) and not _quoted(words, hit.start())
    ]


def _clauses(words: str, found: Cues) -> list[_Edit]:
    """« , qui emploie 400 personnes, » before the main verb, and « , ce qui … » to the end: never one without its comma."""
    edits = []
    commas = _commas(words)
    for number, comma in enumerate(commas):
        opening = _starts_with(words[comma + 1 :], found.quoting.relatives)
        # « C’est un pays, …, qui célébrait … »: the clause that a cleft opens is no addition.
        if not opening or _cleft(found.language).find(words[:comma]):
            continue
        following = commas[number + 1 :][:1]
        if following:
            inner, rest = words[comma + 1 : following[0]], words[following[0] + 1 :]
            if _is_subject(words[:comma], found) and opens_with_verb(rest, found.language) and _sparable(inner, found):
                edits.append(_Edit(comma, following[0] + 1))
        elif words.rstrip().endswith(".") and _sparable(words[comma + 1 :], found):
            edits.append(_Edit(comma, len(words.rstrip()) - 1))
    return edits


def _appositions(words: str, found: Cues) -> list[_Edit]:
    """« Orvane, une société de Valombrine, a … »: between a name and the main verb."""
    if len(words) <= LONGEST_CUT:
        return []
    edits = []
    commas = _commas(words)
    for comma, closing in pairwise(commas):
        inner = words[comma + 1 : closing]
        before = words[:comma].split()
        named = bool(before) and before[-1][:1].isupper() and _is_subject(words[:comma], found)
        if (
            named
            and _starts_with(inner, found.quoting.appositions)
            and not has_verb(inner, found.language)
            and opens_with_verb(words[closing + 1 :], found.language)
            and not _keeps(inner, found)
        ):
            edits.append(_Edit(comma, closing + 1))
    return edits


def _is_subject(opening: str, found: Cues) -> bool:
    """True when what stands before a cut can be the subject of the verb behind it: no « Depuis la Mauritanie », no clause."""
    first = _WORD.match(fold(opening))
    prepositions = {*found.syntax.prepositions, *found.clauses.subordinators}
    return first is not None and first[0] not in prepositions and not has_verb(opening, found.language)


def _sparable(inner: str, found: Cues) -> bool:
    """A clause with its own verb that holds nothing that must stay: no speaker, hedge, negation or figure."""
    return has_verb(inner, found.language) and not _keeps(inner, found)


def _keeps(piece: str, found: Cues) -> bool:
    return any(map(str.isdigit, piece)) or bool(_kept(found.language).find(piece)) or "«" in piece or '"' in piece


@cache
def _cleft(language: str) -> PhraseBook[None]:
    found = cues(language)
    return PhraseBook([(word, None) for word in (found.quoting.clefts if found else ())])


@cache
def _kept(language: str) -> PhraseBook[None]:
    found = cues(language)
    return PhraseBook([(word, None) for word in (found.quoting.keeps if found else ())])


def _commas(words: str) -> list[int]:
    """The commas that part clauses: not those of figures, quotations or parentheses."""
    return [
        hit.start()
        for hit in re.finditer(r",(?=\s)", words)
        if not _quoted(words, hit.start()) and words[: hit.start()].count("(") == words[: hit.start()].count(")")
    ]


def _quoted(words: str, at: int) -> bool:
    return any(a <= at < b for a, b in (hit.span() for hit in _QUOTES.finditer(words)))


def _starts_with(piece: str, openings: tuple[str, ...]) -> int:
    """How far the opening reaches that a piece begins with, the blank before it counted; 0 where it begins otherwise."""
    blank = len(piece) - len(piece.lstrip())
    folded = fold(piece[blank:])
    return max(
        (
            blank + len(one)
            for one in openings
            if folded.startswith(one) and (one.endswith("'") or not folded[len(one) : len(one) + 1].isalnum())
        ),
        default=0,
    )
