"""What each kind of page may say in a brief, and what nobody may say of a text that is reserved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest
from write_builders import AIDS, DAY, covered, english, french, material, settings, told_item

from vigie.knowledge import subjects
from vigie.model import Article, ArticleKind, ModelError
from vigie.ports import Tally
from vigie.understand import words_reader
from vigie.write import Aids, edition
from vigie.write.answering import Read, decide, understood
from vigie.write.quoting import quoted, title_of
from vigie.write.ranking.pages import is_notice, lists_news


def of_kind(kind: str, made: Article | None = None) -> Article:
    return replace(made or french(), kind=cast("ArticleKind", kind))


@pytest.mark.parametrize("kind", ["evergreen", "none"])
def test_a_guide_and_what_is_no_article_are_no_news(kind: str) -> None:
    alone = material(of_kind(kind))

    assert lists_news(alone)
    assert is_notice(alone, alone.articles[0])
    assert quoted(alone, ("fr",), 3, ["titre"]) == ()
    # Beside an article they say nothing: the other one speaks.
    beside = material(of_kind(kind), english())
    assert {c.source for c in title_of(beside, "en").citations} == {"Gazette en"}


def test_a_teaser_is_its_sources_word_and_is_marked() -> None:
    item = told_item(material(of_kind("teaser")))

    assert not lists_news(material(of_kind("teaser")))
    assert [line.paywalled for line in item.sources] == [True]
    assert [line.paywalled for line in told_item(material(french())).sources] == [False]
    assert item.sentences


def test_nothing_that_is_said_of_a_story_cites_words_that_are_reserved() -> None:
    item = told_item(material(french(opted_out=True), english()))
    cited = {c.article for sentence in item.told() for c in sentence.citations} | {
        figure.citation.article for figure in item.figures
    }

    assert french(opted_out=True).id not in cited
    assert len(item.sources) == 2


class Listening:
    """A model and a translator that remember what they were given, and refuse."""

    name = "listening"

    def __init__(self) -> None:
        self.heard: list[str] = []

    def complete(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Mapping[str, object]:
        self.heard += material
        raise ModelError("model.none", instruction[:0] + "no answer", str(len(schema)))

    def translate(self, text: str, source: str, target: str) -> str:
        self.heard.append(text)
        raise ModelError("model.none", "no answer", source + target)

    def tally(self) -> Tally:
        return Tally()


def test_no_word_that_is_reserved_is_given_to_a_model_or_a_translator() -> None:
    def heard(*articles: Article) -> list[str]:
        listening = Listening()
        one = material(*articles)
        aids = Aids(AIDS.reader, None, listening, listening)
        edition.decide(DAY, (one,), covered((one,)), subjects.load("ai"), settings("es"), aids)
        return listening.heard

    assert heard(french())
    assert heard(french(opted_out=True)) == []
    reserved = replace(english(), opted_out=True)
    words = {reserved.title, *reserved.text.split(". ")}
    assert not any(piece.strip(". ") in said for said in heard(french(), reserved) for piece in words)


def test_a_question_is_not_answered_with_words_that_are_reserved() -> None:
    def answers(article: Article) -> int:
        items = material(article).articles
        asked = "Combien d’ingénieurs chez Mistral AI ?"
        question = understood(asked, words_reader()(asked, "fr", DAY))
        return len(decide(question, [Read(item, "Gazette") for item in items], "fr", 3, DAY, None).answers)

    assert answers(french()) > 0
    assert answers(french(opted_out=True)) == 0
    assert answers(of_kind("none")) == 0
