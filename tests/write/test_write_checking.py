"""The checker: supported sentences pass, each kind of error fails, nothing makes it raise."""

import tomllib
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.model import Citation, Sentence, Span, UnderstoodArticle
from vigie.understand import words_reader
from vigie.write.checking import Cited, Fault, counted, faults, guard

READER = words_reader()
DAY = date(2026, 3, 12)
SENTENCES = (
    "Selon Reuters, Nvidia aurait racheté la jeune pousse Kestrel pour 20 milliards de dollars mardi.",
    "The council has not approved the tunnel, said mayor Ada Brandt on 3 March.",
    "据路透社报道，英伟达周二宣布以200亿美元收购一家公司，利润下降了12%。",
    "قالت شركة إنفيديا إن أرباحها لم ترتفع هذا العام.",
    "Совет не утвердил проект туннеля, сообщила мэр.",
    "Hội đồng chưa thông qua dự án đường hầm trị giá 3 tỷ đồng.",
)


class Failing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that its source does not support; one of these kinds of fault must be named."""

    text: str
    kinds: tuple[str, ...]


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source, and sentences that hold or fail against it."""

    language: str
    source: str
    holds: tuple[str, ...]
    fails: tuple[Failing, ...]
    into: str = ""


class Cases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    case: tuple[Case, ...]


WRITTEN = tomllib.loads((Path(__file__).parent / "checking_cases" / "cases.toml").read_text("utf-8"))
CASES = msgspec.convert(WRITTEN, Cases).case
HOLDING = [(case, text) for case in CASES for text in case.holds]
FAILING = [(case, wrong) for case in CASES for wrong in case.fails]


def cited(text: str, language: str, publisher: str = "La Gazette") -> Cited:
    item = READER(text, language, DAY)
    return Cited(item, (Span(item.article.id, 0, len(text)),), publisher)


def sentence(text: str, language: str, kind: str = "reworded", *, translated: bool = False) -> Sentence:
    return Sentence(text, language, kind, (Citation("words", "", "", 0, 5, "words"),), translated)  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "text"), HOLDING, ids=[text[:40] for _, text in HOLDING])
def test_a_supported_sentence_has_no_fault(case: Case, text: str) -> None:
    said = sentence(text, case.into or case.language)
    assert faults(said, [cited(case.source, case.language)], READER) == ()


@pytest.mark.parametrize(("case", "wrong"), FAILING, ids=[wrong.text[:60] for _, wrong in FAILING])
def test_an_error_is_found_and_named(case: Case, wrong: Failing) -> None:
    said = sentence(wrong.text, case.into or case.language)
    found = faults(said, [cited(case.source, case.language)], READER)
    assert {fault.kind for fault in found} & set(wrong.kinds), found


@pytest.mark.parametrize("case", CASES, ids=[f"{case.language}-{case.into}" for case in CASES])
def test_the_source_itself_has_no_fault(case: Case) -> None:
    assert faults(sentence(case.source, case.language), [cited(case.source, case.language)], READER) == ()


@given(
    st.sampled_from(SENTENCES),
    st.sampled_from(["fr", "en", "zh", "ar", "ru", "vi", "xx"]),
    st.text(min_size=1, max_size=80),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_makes_it_raise(source: str, language: str, said: str) -> None:
    if said.strip():
        found = faults(sentence(said, language), [cited(source, language)], READER)
        assert all(fault.kind != "crash" for fault in found), found


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.sampled_from(["shortened", "reworded", "translated", "composed"]))
def test_a_verbatim_sentence_has_no_fault(source: str, kind: str) -> None:
    for language in ("fr", "en", "zh", "ar", "ru", "vi", "ja"):
        assert faults(sentence(source, language, kind), [cited(source, language)], READER) == ()


def test_a_crash_inside_is_a_fault_of_the_sentence() -> None:
    def broken(text: str, language: str, day: date) -> UnderstoodArticle:
        raise RuntimeError("no reader today")

    found = faults(sentence("The tunnel opens.", "en"), [cited("The tunnel closes.", "en")], broken)
    assert found == (Fault("crash", "RuntimeError: no reader today"),)


def test_a_failed_sentence_gives_way_to_the_one_behind_it_and_is_counted() -> None:
    source = SENTENCES[1]
    words = [cited(source, "en")]
    wrong = sentence("The council has approved the tunnel, said mayor Ada Brandt on 3 March.", "en")
    kept = sentence(source, "en", "quoted")
    result = guard(wrong, words, READER, [(kept, words)])
    assert result.sentence == kept
    assert counted([result]).checked == 1
    assert counted([result]).failed == (("negation", 1),)
