"""Which sentences and which title tell a story; which texts are translations; what repeats what."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from write_builders import AIDS, french, material, news

from vigie.knowledge import names as known
from vigie.knowledge.tongue import in_language
from vigie.model import Article, Sentence, Span
from vigie.ports.testing import article
from vigie.write.checking import Cited, faults
from vigie.write.material import Material, citation
from vigie.write.quoting import heard, is_native, quoted, repeats, title_of, unheard
from vigie.write.quoting.native import marked_language, slug_language

NAMES = known.load()
TITLE = "OpenAI rachète Mistral AI pour 50 milliards de dollars"
LEAD = "OpenAI a annoncé le rachat de Mistral AI, payé moitié en actions et moitié en argent frais."
MORE = "Mistral AI gardera ses bureaux au bord de la Seine et ses 400 ingénieurs jusqu’en décembre."


class Vectors:
    """Meaning as given: texts with one of these words share a direction."""

    name = "given"

    def __init__(self, *words: str) -> None:
        self.words = words

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        rows = [[float(word in text) for word in self.words] + [0.01 + 0.1 * n] for n, text in enumerate(texts)]
        made = np.array(rows, dtype=np.float32).reshape(len(texts), len(self.words) + 1)
        lengths: NDArray[np.float32] = np.linalg.norm(made, axis=1, keepdims=True)
        return np.divide(made, lengths, dtype=np.float32)


def told(one: Material, most: int = 4, **given: object) -> tuple[str, ...]:
    """What is quoted under the story's own title."""
    return tuple(s.text for s in quoted(one, ("fr",), most, [title_of(one, "fr").text], **given))  # type: ignore[arg-type]


def page(language: str, title: str, *lines: str, url: str, source: str = "Gazette") -> Article:
    return article(source, " ".join(lines), title=title, language=language, url=url)


def test_the_lead_says_what_the_title_says_and_the_next_adds_to_it() -> None:
    assert told(material(news("fr", TITLE, LEAD, MORE))) == (LEAD, MORE)


def test_a_lead_names_whom_the_title_names() -> None:
    other = "Les marchés asiatiques ont progressé jeudi, portés par les valeurs des semi-conducteurs."

    assert told(material(news("fr", TITLE, other, LEAD)))[0] == LEAD
    assert told(material(news("fr", TITLE, other))) == ()


def test_an_article_about_something_else_does_not_speak_under_the_title() -> None:
    strange = news("fr", "Le barrage de Valombrine ferme", "Le barrage de Valombrine ferme après la crue du fleuve.")

    assert told(material(news("fr", TITLE, LEAD), strange)) == (LEAD,)


def test_old_events_and_what_had_been_before_do_not_lead() -> None:
    old = "En 2019, OpenAI a signé avec Mistral AI un accord de recherche sur les modèles de langue."
    had = "Mistral AI avait refusé une première offre de rachat d’OpenAI, jugée trop basse."

    assert told(material(news("fr", TITLE, old, had, LEAD)))[0] == LEAD
    assert old not in told(material(news("fr", TITLE, old, had, LEAD)))


def test_a_translation_speaks_only_where_nobody_wrote_in_the_language_and_says_so() -> None:
    url = "https://techcrunch.com/2026/03/12/openai-buys-mistral-ai-for-50-billion-dollars"
    translated, native = page("fr", TITLE, LEAD, url=url), news("fr", TITLE, MORE)
    alone = quoted(material(translated), ("fr",), 3, [TITLE])

    assert [(s.text, s.translated) for s in alone] == [(LEAD, True)]
    assert [(s.text, s.translated) for s in quoted(material(translated, native), ("fr",), 3, [TITLE])] == [
        (MORE, False)
    ]
    assert title_of(material(translated), "fr").translated
    assert not title_of(material(translated, native), "fr").translated


@pytest.mark.parametrize(
    ("url", "language", "native"),
    [
        ("https://techcrunch.com/2026/03/12/openai-buys-a-dam", "fr", False),
        ("https://techcrunch.com/2026/03/12/openai-buys-a-dam", "en", True),
        ("https://www.lemonde.fr/economie/article/2026/03/12/un-barrage", "fr", True),
        ("https://www.dw.com/fr/un-barrage/a-1", "fr", True),
        ("https://fr.euronews.com/2026/03/12/barrage", "fr", True),
        ("https://gazette.example/2026/the-dam-was-closed-after-the-flood", "fr", False),
        ("https://gazette.example/2026/le-barrage-est-ferme-depuis-la-crue", "fr", True),
        ("https://gazette.example/12345", "fr", True),
        ("", "fr", True),
    ],
)
def test_a_text_is_native_where_its_publisher_or_its_address_says_so(url: str, language: str, native: bool) -> None:
    assert is_native(article("Gazette", "…", url=url), language, NAMES) is native


def test_an_address_names_its_language() -> None:
    assert marked_language("https://gazette.example/english/1") == "en"
    assert marked_language("https://gazette.example/1") == ""
    assert slug_language("https://gazette.example/the-dam-was-closed-after-the-flood.html") == "en"
    assert slug_language("https://gazette.example/orvane-2-5") == ""


LANGUAGES = [
    ("Le barrage ferme après la crue, selon la préfecture", "fr", "en"),
    ("The dam closes after the flood, the prefect says", "en", "fr"),
    ("La presa cierra tras la crecida, según el alcalde", "es", "fr"),
    ("A barragem fecha depois da cheia, diz o prefeito", "pt", "fr"),
    ("Der Damm schließt nach der Flut, sagt die Stadt", "de", "fr"),
    ("大坝在洪水后关闭", "zh", "fr"),
    ("ダムは洪水のあと閉鎖された", "ja", "zh"),
    ("أغلق السد بعد الفيضان", "ar", "fr"),
    ("Плотину закрыли после наводнения", "ru", "fr"),
    ("Đập đóng cửa sau trận lũ", "vi", "fr"),
]


@pytest.mark.parametrize(("text", "language", "other"), LANGUAGES)
def test_a_short_text_is_in_its_language_and_in_no_other(text: str, language: str, other: str) -> None:
    assert in_language(text, language)
    assert not in_language(text, other)


@pytest.mark.parametrize("text", ["GPT-5.3-Codex-Spark", "Orvane Labs 2.5 Flash", "2026"])
def test_names_and_figures_are_in_every_language(text: str) -> None:
    assert in_language(text, "fr")
    assert in_language(text, "en")


REPEATED = [
    ("OpenAI rachète Mistral AI pour 50 milliards de dollars en actions.",
     "Mistral AI est racheté par OpenAI pour 50 milliards de dollars, en actions.", True),
    ("OpenAI rachète Mistral AI pour 50 milliards de dollars en actions.",
     "Les ingénieurs de Mistral AI garderont leurs bureaux parisiens.", False),
    ("OpenAI a annoncé mardi 10 mars le rachat de Mistral AI, payé en actions.",
     "OpenAI a annoncé le rachat de Mistral AI, payé en actions, mardi.", True),
    ("OpenAI宣布以500亿美元收购Mistral AI公司", "OpenAI宣布收购Mistral AI公司，价格为500亿美元", True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same"), REPEATED)
def test_the_same_told_in_like_words_is_a_repeat(one: str, other: str, same: bool) -> None:
    first, second = heard([(one, "fr"), (other, "fr")], None)

    assert repeats(second, first) is same


def test_the_same_told_in_another_language_is_a_repeat_by_its_meaning() -> None:
    one, other = "Le barrage ferme après la crue.", "The dam closes after the flood."
    first, second = heard([(one, "fr"), (other, "en")], Vectors("barrage", "dam"))
    assert not repeats(second, first)

    first, second = heard([(one, "fr"), (other, "en")], Vectors("r"))
    assert repeats(second, first)


def test_a_new_figure_adds_and_the_number_of_a_day_does_not() -> None:
    one = "Orvane a publié son bilan."
    dated, counted = "Orvane a publié son bilan le 10 mars.", "Orvane a publié son bilan, 30 millions d’euros de perte."
    known_one, with_day, with_sum = heard([(one, "fr"), (dated, "fr"), (counted, "fr")], None)

    assert with_day.figures == frozenset()
    assert with_sum.figures == {"30"}
    assert repeats(with_day, known_one)


def test_what_an_item_before_has_told_is_not_told_again() -> None:
    one = material(news("fr", TITLE, LEAD, MORE))
    seen = quoted(one, ("fr",), 4, [TITLE])

    assert told(one, seen=seen) == ()
    assert unheard(seen, seen[:1]) == seen[1:]


def test_a_sentence_that_the_checker_faults_stands_as_its_source_wrote_it() -> None:
    line = "OpenAI a annoncé mardi le rachat de Mistral AI, payé moitié en actions et moitié en argent."
    one = material(news("fr", TITLE, line))
    (shown,) = quoted(one, ("fr",), 1, [TITLE], reader=AIDS.reader)

    assert shown.kind == "shortened"
    assert shown.citations[0].quote == line


TITLES = [
    ("fr", "EN DIRECT - Orvane Labs publie un modèle de langue libre", "Orvane Labs publie un modèle de langue libre"),
    ("fr", "IA : Orvane Labs publie un modèle de langue libre", "Orvane Labs publie un modèle de langue libre"),
    ("fr", "🚀 Orvane Labs publie un modèle de langue libre 🎉", "Orvane Labs publie un modèle de langue libre"),
    ("fr", "Orvane Labs publie un modèle de langue libre | Gazette", "Orvane Labs publie un modèle de langue libre"),
    ("fr", "Orvane : Orvane Labs publie un modèle de langue libre", "Orvane Labs publie un modèle de langue libre"),
    ("fr", "Vrai ou faux : des images d’Orvane Labs", "Vrai ou faux : des images d’Orvane Labs"),
    ("en", "LIVE: Orvane Labs publishes an open language model", "Orvane Labs publishes an open language model"),
]


@pytest.mark.parametrize(("language", "title", "shown"), TITLES)
def test_a_title_is_shown_without_what_does_not_belong_to_it(language: str, title: str, shown: str) -> None:
    one = material(news(language, title, "Orvane Labs.", source="Gazette"))

    assert title_of(one, language).text.replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    "poor",
    [
        "Pourquoi OpenAI rachète-t-il Mistral AI ?",
        "Podcast : OpenAI rachète Mistral AI, et après",
        "Quiz : connaissez-vous OpenAI et Mistral AI",
        "Tribune : OpenAI rachète Mistral AI",
        "EN DIRECT : OpenAI rachète Mistral AI, suivez la journée",
        "J’ai demandé à OpenAI de racheter Mistral AI",
        "Cette entreprise rachète Mistral AI avec OpenAI",
        "« OpenAI rachète Mistral AI, et c’est une chance »",
    ],
)
def test_comment_quizzes_questions_and_live_pages_give_no_title_when_there_is_news(poor: str) -> None:
    assert title_of(material(news("fr", poor, LEAD), news("fr", TITLE, MORE)), "fr").text == TITLE


def test_a_title_is_composed_where_none_can_be_read() -> None:
    english = material(news("en", "OpenAI buys Mistral AI for 50 billion dollars", "OpenAI buys Mistral AI for cash."))
    cited = english.cite(Span(english.articles[0].article.id, 0, 6))
    ours = Sentence("OpenAI rachèterait Mistral AI", "fr", "composed", (cited,))

    assert title_of(english, "fr", lambda _, __: ours) is ours
    assert title_of(english, "fr", lambda _, __: None).language == "en"
    assert title_of(material(french()), "fr", lambda _, __: ours).text == french().title


def test_a_title_in_another_language_over_a_text_in_the_readers_is_not_shown_as_his() -> None:
    one = material(news("fr", "Shut up and take the money with you", LEAD, MORE))

    assert title_of(one, "fr").language != "fr"


def test_the_only_company_of_a_title_is_named_in_a_lead_that_does_not() -> None:
    line = "La start-up française a levé des fonds auprès de banques et de grands groupes du secteur."
    one = material(news("fr", "Mistral AI lève des fonds auprès de grandes banques", line))
    (shown,) = quoted(one, ("fr",), 1, [title_of(one, "fr").text], reader=AIDS.reader)

    assert shown.text.startswith("Mistral AI, la start-up française, a levé des fonds")
    assert [c.part for c in shown.citations] == ["text", "title"]


def test_a_citation_holds_the_whole_source_sentence() -> None:
    line = "Par ailleurs, OpenAI a annoncé le rachat de Mistral AI, payé moitié en actions et moitié en argent."
    item = news("fr", TITLE, line)
    (shown,) = quoted(material(item), ("fr",), 1, [TITLE])

    assert shown.text.startswith("OpenAI a annoncé")
    assert shown.citations == (citation(item, Span(item.id, 0, len(line)), "Gazette fr"),)


@pytest.mark.parametrize("title", ["OpenAI et Mistral AI lèvent des fonds", "Les banques prêtent à un laboratoire"])
def test_a_name_set_before_a_noun_is_refused_where_the_title_leaves_a_choice(title: str) -> None:
    line = "La start-up française a levé des fonds auprès de banques et de grands groupes du secteur."
    one = material(news("fr", title, line))
    item = one.articles[0]
    spans = (Span(item.article.id, 0, len(line)), Span(item.article.id, 0, len(title), "title"))
    made = Sentence(f"Mistral AI, la {line[3:]}", "fr", "shortened", tuple(one.cite(span) for span in spans))

    assert faults(made, (Cited(item, spans, "Gazette"),), AIDS.reader)
