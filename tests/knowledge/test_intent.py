"""A subject from one line, with keywords in every language."""

import tomllib
from pathlib import Path

import msgspec
import pytest

from vigie.knowledge import intent, names, subjects, terms
from vigie.knowledge.subjects import Subject, SubjectFile
from vigie.model import KnowledgeError

NAMES = names.load()


def of(line: str, language: str = "fr") -> SubjectFile:
    return intent.profile_of(line, language, NAMES)


def test_there_are_many_concepts_with_words_in_every_language() -> None:
    listed = [concept for concept in terms.concepts() if concept.field != terms.PLACE]

    assert len(listed) >= 150
    assert all(concept.words[language] for concept in listed for language in terms.LANGUAGES)


@pytest.mark.parametrize(
    ("line", "language", "facets"),
    [
        ("droit d’auteur et IA en Europe", "fr", ["intelligence artificielle", "droit d'auteur", "Europe"]),
        ("climat et énergie", "fr", ["climat, énergie"]),
        ("football", "en", ["football"]),
        ("人工智能与版权", "zh", ["人工智能", "版权"]),
        ("здоровье", "ru", ["здоровь"]),
        ("الصحة", "ar", ["الصحة"]),
        ("sức khỏe", "vi", ["sức khỏe"]),
        ("vélos cargo", "fr", ["vélos cargo"]),
        ("OpenAI et le droit d’auteur", "fr", ["OpenAI", "droit d'auteur"]),
        ("énergie au Portugal", "fr", ["énergie", "Portugal"]),
    ],
)
def test_a_line_becomes_the_things_a_story_must_be_about(line: str, language: str, facets: list[str]) -> None:
    assert [facet.name for facet in of(line, language).facet] == facets


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La santé à l’hôpital"),
        ("en", "Hospitals run short of staff"),
        ("de", "Krankenhäuser schließen"),
        ("zh", "医院缺少医生"),
        ("ja", "病院が不足"),
        ("ar", "المستشفيات تغلق أبوابها"),
        ("ru", "Врачи покидают больницы"),
        ("vi", "Bệnh viện thiếu bác sĩ"),
    ],
)
def test_a_french_line_finds_its_news_in_other_languages(language: str, text: str) -> None:
    assert Subject(of("santé")).fit(text, language) >= 1
    assert Subject(of("football")).fit(text, language) == 0


def test_a_story_needs_a_sign_of_each_facet() -> None:
    subject = Subject(of("droit d’auteur et IA"))

    assert subject.whole("Un procès sur le droit d’auteur et l’intelligence artificielle", "fr", (), NAMES.entities)
    assert not subject.whole("Un procès sur le droit d’auteur", "fr", (), NAMES.entities)
    assert subject.whole("A copyright case", "en", {"openai"}, NAMES.entities)


def test_a_country_is_a_sign_by_the_bodies_it_has() -> None:
    subject = Subject(of("droit d’auteur au Japon"))
    bodies = [one.id for one in NAMES.entities.values() if one.country == "JP" and one.kind == "government"]

    assert bodies
    assert subject.whole("Le droit d’auteur en débat", "fr", bodies[:1], NAMES.entities)
    assert not subject.whole("Le droit d’auteur en débat", "fr", (), NAMES.entities)


def test_the_written_file_is_read_back_as_it_was() -> None:
    profile = of("droit d’auteur et IA en Europe")

    assert msgspec.convert(tomllib.loads(intent.as_toml(profile)), SubjectFile) == profile


def test_words_that_no_news_of_the_subject_has_are_obeyed(tmp_path: Path) -> None:
    file = tmp_path / "f.toml"
    file.write_text(intent.as_toml(of("football")).replace("never = []", 'never = ["cricket"]'), "utf-8")
    subject = subjects.load(str(file))

    assert subject.forbids("A football club plays cricket")
    assert not subject.forbids("A football club plays")


@pytest.mark.parametrize("text", ["[x]\nfield = 'law'", "[x", "[x]\nfield = 'law'\nxx = ['a']"])
def test_a_list_of_terms_that_is_not_well_formed_says_so(text: str) -> None:
    with pytest.raises(KnowledgeError):
        terms.read(text)
