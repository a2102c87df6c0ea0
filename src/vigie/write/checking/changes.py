"""What an alignment shows: every word put in or replaced must be licensed, and nothing that bounds the sense may be gone."""

from collections.abc import Iterable, Iterator, Sequence

from vigie.knowledge.cues import cues, fold
from vigie.model import Amount, Attribution
from vigie.write.checking.aligning import Alignment, Change
from vigie.write.checking.days import days_in_figures, supported_day
from vigie.write.checking.fault import Fault, FaultKind
from vigie.write.checking.lexicon import (
    ACCORDING,
    ANNOUNCING,
    CALENDAR,
    CONCEPT,
    FIRM,
    FREE,
    HEDGE,
    LIMIT,
    MONEY,
    NEGATION,
    OPPOSITE,
    PLAN,
    PRONOUN,
    SAYING,
    STATUS,
    TITLE,
    UNIT,
    Lexicon,
    lexicon,
)
from vigie.write.checking.likeness import STRICT, hearsay, inflected, is_name
from vigie.write.checking.passages import MEASURED, Passage, Word

# A phrase between commas with no more telling words than these has no verb of its own: what it says is said of the rest.
SHORT_PHRASE = 3
COMPANIES = frozenset({"company", "lab", "organisation"})
SAID = frozenset({SAYING, ACCORDING})
KINDS: dict[str, FaultKind] = {NEGATION: "negation", HEDGE: "hedge", PLAN: "status", FIRM: "status", LIMIT: "hedge"}


def change_faults(alignment: Alignment, others: Sequence[Passage]) -> Iterator[Fault]:
    """The faults of one alignment. `others` are all cited passages: a name may stand in another than the aligned one."""
    words = lexicon(alignment.said.language)
    moved = {word.norm for change in alignment.changes for word in change.cited}
    spoken = frozenset(_same_speakers(alignment))
    harmless = {*spoken, *_moved(alignment, spoken)}
    kept = frozenset(word.norm for word in alignment.said.words if word.start in harmless)
    harmless |= days_in_figures(alignment.said, others)
    for change in alignment.changes:
        for word in change.said:
            if word.start not in harmless and not _licensed(word, change, alignment, others, words):
                yield Fault(_kind(word, change, moved), word.text)
        yield from _missing(change, words, kept)
        yield from _turned(change, alignment.said.language)
        yield from _emptied(change, words)
    yield from _unspoken(alignment)


def _licensed(word: Word, change: Change, alignment: Alignment, others: Sequence[Passage], words: Lexicon) -> bool:
    theirs = change.cited
    if word.figure is not None:
        return any(word.norm == other.norm or word.text == other.text for other in theirs)
    if word.days is not None:
        return _same_day(word, theirs, alignment.cited)
    if word.entity and any(word.entity == other.entity for other in theirs):
        return True
    if _opposed(word, theirs):
        return False
    if does := word.does & STRICT:
        # One denial or doubt is as good as another; « plus de » is not « moins de », nor a plan another plan.
        there = {mark for other in theirs for mark in other.does}  # "couldn't" for "could not"
        alike = does & {NEGATION, HEDGE} and not does & {LIMIT, FIRM} and does & {NEGATION, HEDGE} <= there
        return bool(alike) or any(inflected(word, other, words) for other in theirs)
    entities = {other.entity for one in others for other in one.words}
    return (
        bool(word.does & {FREE, TITLE} and (not word.entity or word.entity in entities))
        or any(inflected(word, other, words) for other in theirs)
        or _turned_elsewhere(word, alignment, words)
        or _says_alike(word, theirs)
        or _resolves(word, theirs, others)
        or _apposed(word, change, alignment, others)
        or _unread(word, change)
    )


def _same_day(word: Word, theirs: Sequence[Word], cited: Passage) -> bool:
    if word.weekday is not None and any(other.weekday not in {None, word.weekday} for other in theirs):
        return False
    near = [other for other in (*theirs, *cited.words) if other.days is not None]
    return supported_day(word, near) or any(word.text == other.text for other in theirs)


def _unread(word: Word, change: Change) -> bool:
    """A day or figure that the reader saw in one of the two only, though both have the same letters."""
    ours = "".join(one.text for one in change.said)
    runs = ["".join(other.text.split()) for other in change.cited if other.days is not None or other.figure is not None]
    return any(word.text in run and run in ours for run in runs)


def _turned_elsewhere(word: Word, alignment: Alignment, words: Lexicon) -> bool:
    """Another form of a word that stood elsewhere, no name: « sinkt … nicht » for « sinke nicht »."""
    gone = (other for change in alignment.changes for other in change.cited if other.norm != word.norm)
    named = is_name(word) and alignment.said.language != "de"
    return not named and any(inflected(word, other, words) for other in gone)


def _opposed(word: Word, theirs: Sequence[Word]) -> bool:
    there = {mark for other in theirs for mark in other.does}
    return any(OPPOSITE.get(mark, frozenset()) & there for mark in word.does - there)


def _says_alike(word: Word, theirs: Sequence[Word]) -> bool:
    """« a indiqué » for « a déclaré », "unveiled" for "announced"."""
    there = {mark for other in theirs for mark in other.does}
    said = (SAYING in word.does and there & (SAID | {ANNOUNCING})) or (ACCORDING in word.does and there & SAID)
    announced = ANNOUNCING in word.does and ANNOUNCING in there
    return bool(said or announced) and not _surer(word, theirs)


def _resolves(word: Word, theirs: Sequence[Word], others: Sequence[Passage]) -> bool:
    """A name in the place of « ce dernier »."""
    if not theirs or not all(PRONOUN in other.does or other.is_free() for other in theirs):
        return False
    every = (other for one in others for other in one.words)
    return any(word.norm == other.norm or (word.entity and word.entity == other.entity) for other in every)


def _apposed(word: Word, change: Change, alignment: Alignment, others: Sequence[Passage]) -> bool:
    """« Orvane, la start-up du fleuve, a … » for « La start-up du fleuve a … »: the only company that the cited title of the
    same article names, set before the noun for a company that opens its first sentence."""
    found = cues(alignment.said.language)
    opening = [one for one in alignment.said.words if not one.mark]
    added = [one for one in change.said if not one.mark]
    if found is None or _replaces(change) or not word.entity or opening[: len(added)] != added:
        return False
    article = alignment.cited.item.article
    titles = [one for one in others if one.item.article.id == article.id and one.text.strip() in article.title]
    named = {m.entity for one in titles for m in one.mentions if m.kind in COMPANIES}
    nouns = {fold(noun) for noun in found.syntax.anaphors}
    takes_up = any(one.norm in nouns for one in opening[len(added) : len(added) + 3])
    return named == {word.entity} and takes_up


def _replaces(change: Change) -> bool:
    """True when words of the cited sentence went, and none were only added."""
    return any(not one.mark for one in change.cited)


def _surer(word: Word, theirs: Iterable[Word]) -> bool:
    """« a confirmé » for « a dit »: a verb of saying that also makes the thing sure, or denies it."""
    bound = {mark for mark in word.does if mark.startswith(STATUS) and mark != STATUS + "announced"}
    return bool(bound - {mark for other in theirs for mark in other.does})


def _kind(word: Word, change: Change, moved: set[str]) -> FaultKind:
    theirs = {mark for other in change.cited for mark in other.does}
    if word.figure is not None:
        return _figure_kind(word.figure, change)
    own: tuple[tuple[bool, FaultKind], ...] = (
        (word.days is not None, "date"),
        (_opposed(word, change.cited), "direction"),
        *((mark in word.does, kind) for mark, kind in KINDS.items()),
        (bool(word.entity or is_name(word)), "roles" if word.norm in moved else "name"),
        (CALENDAR in word.does, "date"),
        (MONEY in word.does, "currency"),
        (UNIT in word.does, "unit"),
        (any(mark.startswith(STATUS) for mark in word.does | theirs), "status"),
        (NEGATION in theirs, "negation"),
        (bool(theirs & {HEDGE, LIMIT}), "hedge"),
        (_any_concept(word.does) and _any_concept(theirs), "direction"),
    )
    return next((kind for true, kind in own if true), "words")


def _any_concept(marks: Iterable[str]) -> bool:
    return any(mark.startswith(CONCEPT) for mark in marks)


def _figure_kind(figure: Amount, change: Change) -> FaultKind:
    same = [o.figure for o in change.cited if o.figure is not None and o.figure.value == figure.value]
    if any(one.currency != figure.currency for one in same):
        return "currency"
    return "unit" if any((one.unit == MEASURED) != (figure.unit == MEASURED) for one in same) else "number"


def _missing(change: Change, words: Lexicon, kept: frozenset[str]) -> Iterator[Fault]:
    """Negations, doubts and bounds of the cited sentence that are gone though what they bear on is still there. `kept` are
    words that only stand elsewhere."""
    ours = {mark for word in change.said for mark in word.does}
    kept_hearsay = any(hearsay(word, words) for word in change.said)
    telling = sum(not word.is_free() for word in change.cited)
    # A clause of its own takes its own negation away with it; a condition at its head bears on what is left.
    whole = change.bounded and telling > SHORT_PHRASE
    attributed = bool(ours & SAID)
    for at, word in enumerate(change.cited):
        if change.aside or word.norm in kept or (attributed and word.does & SAID):
            continue
        does = word.does & STRICT
        if hearsay(word, words) and not kept_hearsay:
            does |= {HEDGE}
        lost = does - ours
        if lost and not (whole and not (at == 0 and LIMIT in lost)):
            mark = next(mark for mark in (NEGATION, HEDGE, PLAN, FIRM, LIMIT) if mark in lost)
            yield Fault(KINDS[mark], word.text)
            return


def _turned(change: Change, language: str) -> Iterator[Fault]:
    """The passive made active or the other way round: « par » or « été » gone by itself, or put in."""
    found = cues(language)
    if found is None:
        return
    by, be = set(found.syntax.by) | set(found.clauses.agents), set(found.syntax.be)
    ours, theirs = {w.norm for w in change.said}, {w.norm for w in change.cited}
    if all(word.is_free() for word in (*change.said, *change.cited)):
        told = (ours ^ theirs) & by
        if told or (theirs and not ours and theirs <= be) or (ours and not theirs and ours <= be):
            yield Fault("roles", " ".join(word.text for word in (*change.cited, *change.said)))


def _emptied(change: Change, words: Lexicon) -> Iterator[Fault]:
    """A telling word that a small one stands in for: « serait » made « est »."""
    if not change.said or not all(word.is_free() for word in change.said):
        return
    apart = {SAYING, ACCORDING, ANNOUNCING, PRONOUN, TITLE, CALENDAR}
    telling = [w for w in change.cited if not (w.is_free() or w.does & apart or w.figure or w.days or w.entity)]
    if telling and len(telling) <= SHORT_PHRASE and not change.bounded:
        yield Fault("hedge" if any(hearsay(word, words) for word in telling) else "words", telling[0].text)


def _same_speakers(alignment: Alignment) -> Iterator[int]:
    """Starts of words that name a speaker and his verb with the words of the cited sentence, wherever they stand there."""
    for one in alignment.said.attributions:
        for other in alignment.cited.attributions:
            if _speaker(one) == _speaker(other) and _same_words(alignment, one, other):
                there = {word.norm for word in _naming(alignment.cited, other)}
                there |= {word.norm for word in alignment.cited.words if word.does & SAID}
                yield from (
                    word.start
                    for word in _naming(alignment.said, one)
                    if word.norm in there or (word.does & SAID and not word.does & STRICT and not _surer(word, ()))
                )


def _moved(alignment: Alignment, spoken: frozenset[int]) -> Iterator[int]:
    """Names, or one word, that stand elsewhere while the parties keep their order: « … baisse, dit Ada » and « Ada dit que …
    baisse », « wirft X » and « X wirft »."""
    if _parties(alignment.said, alignment.cited, spoken) != _parties(alignment.cited, alignment.said, spoken):
        return
    gone = {word.norm for change in alignment.changes for word in change.cited}
    ours = [word for change in alignment.changes for word in change.said if word.norm in gone and not word.is_free()]
    ours = [w for w in ours if not (w.figure or w.days or NEGATION in w.does or w.start in spoken)]
    names = [word for word in ours if word.entity or (is_name(word) and alignment.said.language != "de")]
    if len(names) == len(ours) or (len(ours) == 1 and not names):
        yield from (word.start for word in ours)


def _parties(passage: Passage, other: Passage, spoken: frozenset[int]) -> list[str]:
    """The names of a passage that the other has too, in their order, without those of the speakers of both."""
    speakers = {
        word.norm
        for one in (passage, other)
        for word in one.words
        if word.start in spoken and one.item.article.id == "words"
    }
    there = {word.norm for word in other.words} - speakers
    return [
        word.norm
        for word in passage.words
        if (word.entity or is_name(word)) and not word.is_free() and word.norm in there
    ]


def _same_words(alignment: Alignment, one: Attribution, other: Attribution) -> bool:
    """Whether what is said is the same: most of the telling words of the shorter."""
    ours, theirs = (
        {word.norm for word in _inside(passage, at.content.start, at.content.end) if not word.is_free()}
        for passage, at in ((alignment.said, one), (alignment.cited, other))
    )
    return len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def _naming(passage: Passage, one: Attribution) -> list[Word]:
    spans = [span for span in (one.source, one.cue) if span is not None]
    return [word for span in spans for word in _inside(passage, span.start, span.end)]


def _speaker(one: Attribution) -> str:
    return one.entity or one.source_name.casefold()


def _unspoken(alignment: Alignment) -> Iterator[Fault]:
    """Words of somebody that are kept while he is gone."""
    cited = alignment.cited
    ours = {_speaker(one) for one in alignment.said.attributions}
    names = alignment.said.text.casefold()
    for one in cited.attributions:
        if one.source is None or one.cue is None or _speaker(one) in ours:
            continue
        if one.source_name and one.source_name.casefold() in names:
            continue
        content = _inside(cited, one.content.start, one.content.end)
        content = [w for w in content if not _covers(one.source.start, one.source.end, w, cited)]
        source = _inside(cited, one.source.start, one.source.end)
        cue = _inside(cited, one.cue.start, one.cue.end)
        told = [word for word in content if not word.is_free()]
        kept = sum(word.start in alignment.kept for word in told)
        gone = source and cue and not any(w.start in alignment.kept for w in source if not w.is_free())
        pronoun = all(PRONOUN in word.does or word.is_free() for word in source)
        if told and gone and kept * 2 >= len(told) and not pronoun and any(w.start not in alignment.kept for w in cue):
            replaced = {w.start for change in alignment.changes if change.said for w in change.cited}
            if not any(w.start in replaced for w in source):
                yield Fault("speaker", one.source_name or cited.at(one.source))
                return


def _inside(passage: Passage, start: int, end: int) -> list[Word]:
    return [
        word for word in passage.words if start - passage.offset <= word.start < end - passage.offset and not word.mark
    ]


def _covers(start: int, end: int, word: Word, passage: Passage) -> bool:
    return start - passage.offset <= word.start < end - passage.offset
