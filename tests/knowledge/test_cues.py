"""Every language's cue file is well formed, and finds what its table of cases says. Walks whatever files there are."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.knowledge.contrasts import OPPOSITES
from vigie.knowledge.cues import Cues, cues, fold, languages, phrase, read
from vigie.model import EventType, KnowledgeError
from vigie.understand.attributions.lexicon import lexicon

CASES = Path(__file__).parent / "cues_cases"
PHRASES = ("according", "reporting", "postposed", "complementizers", "anonymous", "pronouns")


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the cue that must (or, with `absent`, must not) be found in it."""

    text: str
    table: str
    name: str = ""
    phrase: str = ""
    absent: bool = False


class CaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All the cases of one language."""

    case: tuple[Case, ...]


def cases_of(language: str) -> tuple[Case, ...]:
    path = CASES / f"{language}.toml"
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), CaseFile).case if path.exists() else ()


def known(language: str) -> Cues:
    found = cues(language)
    assert found is not None
    return found


def lists(found: Cues) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every list of phrases with its name: all that is matched as a phrase, and no regular expression."""
    for name in found.attribution.__struct_fields__:
        if name != "conjugations":  # endings are no phrases
            yield f"attribution.{name}", getattr(found.attribution, name)
    for name in found.clauses.__struct_fields__:
        if isinstance(getattr(found.clauses, name), tuple):
            yield f"clauses.{name}", getattr(found.clauses, name)
    for name in found.status.__struct_fields__:
        yield f"status.{name}", getattr(found.status, name)
    for name, written in found.events.items():
        yield f"events.{name}", written
    for table in ("multipliers", "currencies", "units", "words"):
        yield f"numbers.{table}", tuple(getattr(found.numbers, table))
    for table in ("last_month", "next_month", "last_year", "next_year"):
        yield f"dates.{table}", getattr(found.dates, table)
    yield "dates.relative", tuple(found.dates.relative)
    yield "dates.months", tuple(form for forms in found.dates.months for form in forms)
    yield "dates.weekdays", tuple(form for forms in found.dates.weekdays for form in forms)
    for name in found.checking.__struct_fields__:
        yield f"checking.{name}", getattr(found.checking, name)
    for name, written in found.contrast.items():
        yield f"contrast.{name}", written
    yield "leaning", found.leaning
    yield "function_words", found.function_words


def goes_on(character: str) -> bool:
    """Whether a word goes on with this character."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def hits(text: str, written: str, spaced: bool) -> Iterator[str]:
    """The stretches of `text` where one phrase stands, as matched and, if open-ended, to the end of the word too."""
    folded, sought = fold(text), phrase(written)
    start = folded.find(sought.text)
    while start >= 0:
        end = start + len(sought.text)
        rest = re.match(r"[^\W_]*", folded[end:]) if spaced else None
        opened = not spaced or start == 0 or not (goes_on(sought.text[0]) and goes_on(folded[start - 1]))
        closed = not spaced or end == len(folded) or not (goes_on(sought.text[-1]) and goes_on(folded[end]))
        if opened and (closed or sought.open_ended):
            yield sought.text
            yield sought.text + (rest.group() if rest and sought.open_ended else "")
        start = folded.find(sought.text, start + 1)


def aside_kinds(found: Cues, text: str) -> set[str]:
    kinds = found.asides.__struct_fields__
    return {k for k in kinds if any(re.fullmatch(p, text.strip(), re.IGNORECASE) for p in getattr(found.asides, k))}


def class_names(found: Cues, title: str) -> set[str]:
    names = found.classes.__struct_fields__
    return {n for n in names if any(re.search(p, title, re.IGNORECASE) for p in getattr(found.classes, n))}


def phrases_of(found: Cues, case: Case) -> tuple[str, ...]:
    """The list that a case speaks of. A wrong name in a case is an error of the case."""
    if case.table == "events":
        assert case.name in found.events, f"no event type {case.name!r}"
        return found.events[case.name]
    table = {"status": found.status, "attribution": found.attribution}[case.table]
    assert case.name in table.__struct_fields__, f"no list {case.name!r} in {case.table}"
    written: tuple[str, ...] = getattr(table, case.name)
    return (*written, *regular(found)) if case.name in {"reporting", "participles", "gerunds"} else written


def regular(found: Cues) -> Iterator[str]:
    """The forms of regular verbs, made from their endings."""
    made = lexicon(found.language)
    assert made is not None
    return iter(made.book.phrases)


def patterned(found: Cues, case: Case) -> None:
    table = {"asides": found.asides, "classes": found.classes}[case.table]
    assert not case.name or case.name in table.__struct_fields__, f"no list {case.name!r} in {case.table}"
    got = aside_kinds(found, case.text) if case.table == "asides" else class_names(found, case.text)
    if case.absent:
        assert (case.name not in got) if case.name else not got, f"{got} found in {case.text!r}"
    else:
        assert case.name in got, f"{case.name} not found in {case.text!r}, only {got or 'nothing'}"


def holds(found: Cues, case: Case) -> None:
    if case.table in {"asides", "classes"}:
        return patterned(found, case)
    got = {hit for written in phrases_of(found, case) for hit in hits(case.text, written, found.spaced)}
    sought = phrase(case.phrase).text
    if case.absent:
        assert (sought not in got) if sought else not got, f"{got} found in {case.text!r}"
    else:
        assert sought, f"a case without phrase: {case.text!r}"
        assert sought in got, f"{case.phrase!r} not found by {case.table}.{case.name} in {case.text!r}, only {got}"
    return None


def all_cases() -> list[tuple[str, Case]]:
    return [(path.stem, case) for path in sorted(CASES.glob("*.toml")) for case in cases_of(path.stem)]


@pytest.mark.parametrize("language", languages())
def test_file_loads_and_names_itself(language: str) -> None:
    found = known(language)
    assert found.language == language
    assert found.name
    assert found.terminators
    assert found.attribution.according or found.attribution.postposed
    assert found.attribution.reporting


@pytest.mark.parametrize("language", languages())
def test_phrases_are_written_as_they_are_matched(language: str) -> None:
    wrong = [
        f"{name}: {written!r}"
        for name, phrases in lists(known(language))
        for written in phrases
        if fold(written) != written
        or unicodedata.normalize("NFC", written) != written
        or " ".join(written.split()) != written
        or not written.removesuffix("*")
        or "*" in written.removesuffix("*")
    ]
    assert not wrong


@pytest.mark.parametrize("language", languages())
def test_no_phrase_stands_twice_in_its_list(language: str) -> None:
    twice = [
        f"{name}: {written!r}"
        for name, phrases in lists(known(language))
        for written in sorted(set(phrases))
        if phrases.count(written) > 1
    ]
    assert not twice


@pytest.mark.parametrize("language", languages())
def test_every_event_type_has_cues(language: str) -> None:
    events = known(language).events
    assert set(events) | {EventType.OTHER} == set(EventType)
    assert not [name for name, phrases in events.items() if not phrases and name != EventType.OTHER]


@pytest.mark.parametrize("language", languages())
def test_every_status_has_cues(language: str) -> None:
    status = known(language).status
    assert not [name for name in status.__struct_fields__ if not getattr(status, name)]


@pytest.mark.parametrize("language", languages())
def test_numbers_and_dates_are_complete(language: str) -> None:
    found = known(language)
    assert found.numbers.multipliers
    assert not [code for code in found.numbers.currencies.values() if not re.fullmatch("[A-Z]{3}", code)]
    assert found.numbers.decimal not in found.numbers.grouping
    assert len(found.dates.months) == 12
    assert len(found.dates.weekdays) == 7
    assert 0 in found.dates.relative.values()


@pytest.mark.parametrize("language", languages())
def test_no_word_is_its_own_opposite(language: str) -> None:
    contrast = known(language).contrast
    assert not {(a, b): both for a, b in OPPOSITES if (both := set(contrast.get(a, ())) & set(contrast.get(b, ())))}


@pytest.mark.parametrize("language", languages())
def test_function_words_show_no_status(language: str) -> None:
    found = known(language)  # a negation is a function word by nature
    shown = {p for name, phrases in lists(found) for p in phrases if name.startswith("status.")}
    assert not set(found.function_words) & (shown - set(found.status.negation))


@pytest.mark.parametrize("language", languages())
def test_abbreviations_keep_their_full_stop(language: str) -> None:
    assert not [short for short in known(language).abbreviations if not short.endswith(".")]


@pytest.mark.parametrize("language", languages())
def test_language_has_a_table_of_cases(language: str) -> None:
    cases = cases_of(language)
    assert len(cases) >= 12
    assert any(case.absent for case in cases)


@pytest.mark.parametrize(("language", "case"), all_cases(), ids=lambda v: v if isinstance(v, str) else v.text[:40])
def test_case_holds(language: str, case: Case) -> None:
    holds(known(language), case)


@pytest.mark.parametrize("language", languages())
def test_no_aside_swallows_a_sentence_of_the_news(language: str) -> None:
    found = known(language)
    news = [case.text for case in cases_of(language) if case.table not in {"asides", "classes"}]
    assert not {text: kinds for text in news if (kinds := aside_kinds(found, text))}


@pytest.mark.parametrize(
    "wrong",
    ['language = "xx"', "months = [[]", 'surprise = "a table nobody knows"'],
    ids=["missing tables", "not TOML", "unknown key"],
)
def test_bad_file_is_refused(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(wrong, "utf-8")
    with pytest.raises(KnowledgeError, match=r"xx\.toml"):
        read(path)


def test_language_without_a_file_has_no_cues() -> None:
    assert cues("xx") is None


def test_fold_moves_no_offset() -> None:
    text = "L’İstanbul\u00a0Borsası‑A"
    assert len(fold(text)) == len(text)
    assert fold("L’Été\u202f") == "l'été "


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("ΣσςİıßKʼ’‑\u202f\t")), max_size=12))
def test_each_character_folds_alike_wherever_it_stands(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
