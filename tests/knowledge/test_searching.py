"""What a line is called when it is asked of search engines in other languages."""

import pytest

from vigie.knowledge import names, searching, terms
from vigie.knowledge.intent import parts_of
from vigie.model import KnowledgeError

NAMES = names.load()
CONCEPTS = {concept.id: concept for concept in terms.concepts()}


def asked(line: str, language: str, reader: str = "fr") -> str:
    return searching.question(line, parts_of(line, reader, NAMES), language, NAMES)


@pytest.mark.parametrize(
    ("line", "language", "words"),
    [
        ("batteries sodium-ion", "de", "Batterie Natrium-Ionen"),
        ("batteries sodium-ion", "zh", "电池 钠离子"),
        ("droit d’auteur et IA", "ru", '"искусственный интеллект" "авторское право"'),
        ("football féminin", "ja", "サッカー 女子"),
        ("半導体", "ar", '"أشباه الموصلات"'),
        ("biển Đông", "en", '"South China Sea"'),
        ("élections au Brésil", "pt", "eleição Brasil"),
        ("climat et énergie", "es", "(clima OR energía)"),
        ("CRISPR", "en", "CRISPR"),
        ("OpenAI", "ko", "(OpenAI OR 오픈에이아이)"),
        ("OpenAI", "de", "OpenAI"),
        ("vélos cargo", "it", '"vélos cargo"'),
        ("climat et vélos cargo", "zh", "气候"),
    ],
)
def test_a_line_is_asked_in_the_words_of_each_language(line: str, language: str, words: str) -> None:
    assert asked(line, language) == words


@pytest.mark.parametrize(
    ("line", "reader", "spoken"),
    [
        ("半導体", "fr", "ja"),
        ("океанология", "fr", "ru"),
        ("biển Đông", "fr", "vi"),
        ("أزمة المياه", "fr", "ar"),
        ("vaccins ARNm", "fr", "fr"),
        ("football", "fr", "fr"),
        ("quantum computing", "fr", "en"),
        ("xyzzy", "es", "es"),
    ],
)
def test_the_language_of_a_line_is_told_by_its_words(line: str, reader: str, spoken: str) -> None:
    assert searching.tongue_of(line, parts_of(line, reader, NAMES), reader) == spoken


@pytest.mark.parametrize(
    "line", ["batteries", "lutherie baroque", "أزمة المياه", "気象衛星ひまわり", "xyzzy", "Крузенштерн"]
)
def test_at_least_eight_languages_are_asked_whatever_is_known(line: str) -> None:
    found = searching.languages_for(parts_of(line, "fr", NAMES), "fr")

    assert len(found) >= 8
    assert len(set(found)) == len(found)
    assert found[0] == "fr"


def test_every_concept_is_called_by_whole_words_in_every_language() -> None:
    listed = [concept for concept in CONCEPTS.values() if concept.field != terms.PLACE]

    called = {(one.id, language): searching.called_in(one, language) for one in listed for language in terms.LANGUAGES}

    assert [key for key, word in called.items() if not word or "*" in word or "=" in word] == []
    # In these, the beginning of a word is hardly ever a word.
    bare = [
        (one.id, language)
        for one in listed
        for language in ("ru", "pl")
        if f"{called[one.id, language]}*" in one.words[language][:1] and " " in called[one.id, language]
    ]
    assert bare == []


def test_the_words_shipped_are_of_concepts_languages_and_fields_that_there_are() -> None:
    words, sections = searching._called(), searching._sections()

    assert set(words) <= set(CONCEPTS)
    assert {key for line in words.values() for key in line} <= {*terms.LANGUAGES, "arxiv"}
    assert set(sections) <= {concept.field for concept in CONCEPTS.values()}


def test_files_that_are_not_well_formed_say_so() -> None:
    with pytest.raises(KnowledgeError, match=r"x\.toml"):
        searching.read_words("a = 3", "x.toml")
    with pytest.raises(KnowledgeError, match=r"y\.toml"):
        searching.read_sections("a = [", "y.toml")


def test_a_subject_that_is_one_concept_has_its_category_of_papers() -> None:
    assert searching.category_of(parts_of("quantum computing", "en", NAMES)) == "quant-ph"
    assert searching.category_of(parts_of("quantum computing au Japon", "fr", NAMES)) == ""
    assert searching.category_of(parts_of("football", "fr", NAMES)) == ""
