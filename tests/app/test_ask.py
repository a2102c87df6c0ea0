"""Questions to the sample newsroom: answered with its sentences, or not at all."""

import json
from datetime import date

import pytest

from conftest import vigie
from vigie.app.asking import ask, told
from vigie.app.configuration import Folder, open_folder
from vigie.knowledge.questions import languages, questions
from vigie.model import UsageError


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = tmp_path_factory.mktemp("demo") / "work"
    assert vigie(folder.parent, "demo", "--out", folder.name).status == 0
    return open_folder(folder)


def answers(demo: Folder, question: str, language: str) -> list[str]:
    return [answer.sentence.text for answer in ask(demo, question, language).answers]


@pytest.mark.parametrize(
    ("language", "question", "cited"),
    [
        ("fr", "Combien Valombrine a-t-elle levé ?", "1,8 milliard"),
        ("fr", "Combien Mirelune doit-elle verser aux éditeurs ?", "12 millions d’euros"),
        ("fr", "Combien de clients la panne de Cirravel a-t-elle touchés ?", "4 700 clients"),
        ("fr", "Pourquoi Cirravel a-t-il eu une panne ?", "configuration défectueuse"),
        ("fr", "Combien de postes Kestring supprime-t-il ?", "environ 900"),
        ("fr", "Que conteste Mirelune ?", "conteste en particulier l’obligation"),
        ("fr", "Qui mène la levée de fonds de Valombrine ?", "Septentrion Avenir"),
        ("fr", "Quand les exploitants de grappes devront-ils se déclarer ?", "1er juillet 2026"),
        ("fr", "Qui envisage de poursuivre OpenAI en justice ?", "Microsoft envisagerait"),
        ("fr", "Quand Valombrine a-t-elle annoncé sa levée de fonds ?", "mercredi"),
        ("en", "How much did Valombrine raise?", "€1.8bn"),
        ("en", "Who is considering legal action against OpenAI?", "Microsoft is considering"),
        ("en", "How many customers did the Cirravel failure affect?", "4,700 customers"),
        ("en", "How much must Mirelune pay?", "€12 million"),
        ("en", "When would the rule of the European Compute Office take effect?", "1 July 2026"),
        ("en", "Where did Cirravel open a third Japanese zone?", "Osaka"),
        ("en", "How many seedlings did the rice robot set upright?", "96 percent"),
        ("en", "Who reported that Microsoft considers legal action against OpenAI?", "Financial Times"),
        ("en", "How many zones does Cirravel operate?", "eleven zones"),
        ("fr", "瓦隆布林融资多少？", "1,8 milliard"),
    ],
)
def test_a_question_is_answered_with_the_words_that_tell_it(
    demo: Folder, language: str, question: str, cited: str
) -> None:
    found = answers(demo, question, language)

    assert any(cited in " ".join(text.split()) for text in found), found


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Combien Tesla a-t-il vendu de voitures ?"),
        ("fr", "Qui a gagné la Coupe du monde ?"),
        ("fr", "Quel temps fera-t-il demain ?"),
        ("fr", "Combien Mirelune a-t-elle levé ?"),
        ("fr", "Pourquoi Valombrine a-t-elle licencié ?"),
        ("en", "Who is the president of France?"),
        ("en", "How much did Anthropic raise?"),
        ("en", "When did Microsoft acquire Cirravel?"),
        ("en", "Who founded Kestring?"),
        ("en", "How many books did Valombrine train on?"),
    ],
)
def test_nothing_is_said_where_nothing_that_was_read_tells_it(demo: Folder, language: str, question: str) -> None:
    assert answers(demo, question, language) == []
    nothing = {"fr": "Rien dans les sources lues.", "en": "Nothing in the sources that were read."}
    assert told(demo, ask(demo, question, language), language, "txt") == nothing[language]


def test_answers_that_contradict_one_another_are_told_the_latest_first(demo: Folder) -> None:
    reply = ask(demo, "How many customers did the Cirravel failure affect?", "en")

    assert reply.differing
    assert [answer.day for answer in reply.answers] == [date(2026, 3, 19), date(2026, 3, 18)]


def test_every_answer_is_word_for_word_in_its_article(demo: Folder) -> None:
    reply = ask(demo, "Combien Valombrine a-t-elle levé ?", "fr")

    for answer in reply.answers:
        for citation in answer.sentence.citations:
            assert " ".join(citation.quote.split()) in (answer.sentence.text, answer.under)
            assert citation.url.startswith("http")


def test_another_language_is_named_and_quoted(demo: Folder) -> None:
    text = told(demo, ask(demo, "Qui mène la levée de fonds de Valombrine ?", "fr"), "fr", "txt")

    assert "en espagnol : « El laboratorio francés Valombrine" in text.replace("\u00a0", " ")
    assert "18 mars 2026 · " in text


def test_json_tells_the_same(demo: Folder) -> None:
    ran = vigie(demo.path, "ask", "How many zones does Cirravel operate?", "--language", "en", "--format", "json")
    reply = json.loads(ran.text)

    assert (reply["answered"], reply["language"], reply["differing"]) == (True, "en", False)
    assert reply["answers"][0]["text"] == "Cirravel operates eleven zones in seven countries."
    assert set(reply["answers"][0]) == {
        "n", "title", "text", "language", "kind", "date", "source", "origin", "anonymous", "status", "citations"
    }  # fmt: skip


def test_older_articles_are_left_out(demo: Folder) -> None:
    assert ask(demo, "How many zones does Cirravel operate?", "en", since=date(2026, 1, 1)).answers == ()


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x1b[31m\x00"])
def test_a_question_without_words_is_refused(demo: Folder, question: str) -> None:
    with pytest.raises(UsageError, match="there is no question"):
        ask(demo, question)


@pytest.mark.parametrize(
    "question",
    [
        '" OR 1=1 --', "NEAR(a b) AND *", "'; DROP TABLE articles; --", "\u202eكم ربح" * 200, "٪" * 50 + "а", "🙂 " * 90 + "x",
        "من رفع دعوى ضد OpenAI؟", "誰がOpenAIを訴えるのか", "Ai kiện OpenAI?", "ใครฟ้อง OpenAI", "кто подаёт в суд на OpenAI",
    ],
)  # fmt: skip
def test_anything_may_be_asked_in_any_script(demo: Folder, question: str) -> None:
    reply = ask(demo, question, "fr")

    assert told(demo, reply, "fr", "txt")
    assert "\u202e" not in told(demo, reply, "fr", "txt")


def test_ten_languages_know_what_asks() -> None:
    assert set(languages()) == {"fr", "en", "es", "de", "pt", "it", "zh", "ja", "vi", "ar"}
    assert questions("vi").wanted("Ai kiện OpenAI?") == "who"
    assert questions("vi").wanted("AI là gì?") is None
    assert questions("zh").wanted("这家公司融资多少？") == "how_much"
    assert questions("ar").wanted("متى أعلنت الشركة؟") == "when"
    assert questions("xx").wanted("who") is None
