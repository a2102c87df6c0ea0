"""The leads that Vigie composes from sources in other languages: right, or absent."""

import pytest
from write_builders import DAY, material, news

from vigie.model import EventType
from vigie.write.composing import claim_sentence, claim_sentences, coming_sentences, gist_sentence
from vigie.write.composing.deeds import ACTS, HERE, lexicon
from vigie.write.material import Material
from vigie.write.phrasing import phrasing

BODIES = {
    "zh": "这家公司在周一的声明中没有透露更多细节，员工将继续在原来的办公室工作。",
    "ja": "同社は月曜日の声明で詳細を明らかにしておらず、社員は今までの事務所で働き続ける。",
    "it": "La società non ha fornito altri dettagli e gli ingegneri resteranno negli uffici lungo il fiume.",
    "es": "La empresa no ha dado más detalles y los ingenieros seguirán en sus oficinas junto al río.",
    "pt": "A empresa não deu mais detalhes e os engenheiros continuarão em seus escritórios junto ao rio.",
    "de": "Das Unternehmen nannte keine weiteren Einzelheiten, und die Ingenieure bleiben in ihren Büros am Fluss.",
}
WRITTEN = ["de", "en", "es", "fr", "pt"]
BODY = "The text goes on with a sentence that tells nothing."


def story(title: str, *lines: str, language: str = "en") -> Material:
    return material(news(language, title, *(lines or (BODY,)), source="Port Soir"))


def lead(title: str, *lines: str, language: str = "en", reader: str = "fr") -> str | None:
    sentence = claim_sentence(story(title, *lines, language=language), reader)
    return sentence.text.replace("\u00a0", " ").replace("\u202f", " ") if sentence else None


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("OpenAI launches GPT-6", "OpenAI a lancé GPT-6, selon Port Soir."),
        ("OpenAI unveils GPT-6 Pro, its largest model", "OpenAI a lancé GPT-6 Pro, selon Port Soir."),
        ("Google to launch Gemini 4 today", "Google va lancer Gemini 4, selon Port Soir."),
        ("xAI acquires Mistral AI for $5bn", "xAI a racheté Mistral AI pour 5 milliards de dollars, selon Port Soir."),
        ("Nvidia in talks to acquire OpenAI", "Selon Port Soir, Nvidia négocie le rachat d’OpenAI."),
        ("Microsoft considers suing OpenAI", "Selon Port Soir, Microsoft envisage de poursuivre OpenAI en justice."),
        ("Microsoft threatens to sue OpenAI", "Selon Port Soir, Microsoft menace de poursuivre OpenAI en justice."),
        ("Microsoft sues OpenAI over contract", "Microsoft a engagé une action en justice contre OpenAI, selon Port Soir."),
        ("OpenAI sued by Microsoft over contract", "Microsoft a engagé une action en justice contre OpenAI, selon Port Soir."),
        ("Mistral AI raises $600 million", "Mistral AI a levé 600 millions de dollars, selon Port Soir."),
        ("Mistral AI reportedly raises $600 million", "Mistral AI aurait levé 600 millions de dollars, selon Port Soir."),
        ("Google to invest up to $4bn in xAI", "Google va investir jusqu’à 4 milliards de dollars dans xAI, selon Port Soir."),
        ("Google will lay off 8,000 employees", "Google va supprimer 8 000 postes, selon Port Soir."),
        ("Novo Nordisk announces partnership with OpenAI", "Novo Nordisk annonce un partenariat avec OpenAI, selon Port Soir."),
        ("Google and Nvidia sign deal", "Google a noué un partenariat avec Nvidia, selon Port Soir."),
        ("Google Cloud launches two new AI chips to compete with rivals", "Google Cloud a lancé des puces, selon Port Soir."),
        ("State prosecutor opens criminal investigation into ChatGPT", "Une enquête vise ChatGPT, selon Port Soir."),
    ],
)  # fmt: skip
def test_a_deed_told_plainly_is_retold_in_french(title: str, said: str) -> None:
    assert lead(title) == said


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("zh", "谷歌发布 Gemini 4 模型", "Google a lancé Gemini 4, selon Port Soir."),
        ("zh", "OpenAI收购Mistral AI", "OpenAI a racheté Mistral AI, selon Port Soir."),
        ("zh", "谷歌将裁员8000人", "Google va supprimer 8 000 postes, selon Port Soir."),
        ("ja", "OpenAI、新モデル「GPT-6」を発表", "OpenAI a lancé GPT-6, selon Port Soir."),
        ("ja", "GoogleはGemini 4を公開した", "Google a lancé Gemini 4, selon Port Soir."),
        ("de", "OpenAI übernimmt Mistral AI", "OpenAI a racheté Mistral AI, selon Port Soir."),
        ("es", "OpenAI lanza GPT-6", "OpenAI a lancé GPT-6, selon Port Soir."),
        ("pt", "OpenAI compra Mistral AI", "OpenAI a racheté Mistral AI, selon Port Soir."),
        ("it", "OpenAI lancia GPT-6", "OpenAI a lancé GPT-6, selon Port Soir."),
    ],
)  # fmt: skip
def test_deeds_are_read_in_the_languages_of_the_sources(language: str, title: str, said: str) -> None:
    assert lead(title, BODIES[language], language=language) == said


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("de", "OpenAI hat Mistral AI für 5 Milliarden Dollar übernommen, so Port Soir."),
        ("es", "OpenAI ha comprado Mistral AI por 5000 millones de dólares, según Port Soir."),
        ("pt", "OpenAI comprou Mistral AI por 5 bilhões de dólares, segundo Port Soir."),
        ("en", "OpenAI has acquired Mistral AI for 5 billion dollars, according to Port Soir."),
    ],
)
def test_a_deed_is_retold_in_every_language_that_vigie_writes(reader: str, said: str) -> None:
    title = "OpenAI rachète Mistral AI pour 5 milliards de dollars"
    assert lead(title, language="fr", reader=reader) == said


@pytest.mark.parametrize(
    "title",
    [
        "Will OpenAI acquire Mistral AI?",
        "How OpenAI acquired Mistral AI",
        "OpenAI did not acquire Mistral AI",
        "OpenAI launches ChatGPT for doctors",
        "OpenAI launches ChatGPT safety guide",
        "Google rolls out Gemini in Chrome",
        "OpenAI's partner acquires Mistral AI",
        "Rivals of OpenAI acquire Mistral AI",
        "Microsoft and OpenAI sue Mistral AI",
        "If OpenAI acquires Mistral AI, users will pay",
        "OpenAI acquires Mistral AI stake holder",
        "OpenAI launches GPT-6; Google cuts 8,000 jobs",
        "OpenAI raises prices by $20",
        "Google cuts prices of 8,000 articles",
        "Senator urges court to open investigation into ChatGPT",
        "An essay on OpenAI and Mistral AI",
    ],
)
def test_what_is_not_told_plainly_is_not_retold(title: str) -> None:
    assert lead(title) is None


@pytest.mark.parametrize(
    "title", ["英伟达发布 Jetson 内存优化指南", "OpenAI发布的 GPT-6 很贵", "OpenAI 发布会上的 GPT-6"]
)
def test_the_first_word_of_something_longer_is_not_what_is_launched(title: str) -> None:
    assert lead(title, language="zh") is None


def test_a_deed_of_long_ago_is_no_news() -> None:
    assert lead("OpenAI is growing", "OpenAI launched GPT-6 in January 2024.") is None


def test_a_doubt_of_something_else_makes_no_hearsay_of_a_deed() -> None:
    said = lead("OpenAI acquires Mistral AI after talks with Google reportedly failed")
    assert said is None or "aurait" not in said


def test_two_texts_that_turn_a_deed_round_leave_it_untold() -> None:
    both = material(
        news("en", "OpenAI acquires Mistral AI", BODY, source="Port Soir"),
        news("en", "Mistral AI acquires OpenAI", BODY, source="Port Matin"),
    )
    assert claim_sentence(both, "fr") is None


def test_two_outlets_that_agree_are_both_named() -> None:
    both = material(
        news("en", "OpenAI acquires Mistral AI", BODY, source="Port Soir"),
        news("zh", "OpenAI收购Mistral AI", BODIES["zh"], source="Port Matin"),
    )
    sentence = claim_sentence(both, "fr")

    assert sentence is not None
    assert sentence.text.startswith("OpenAI a racheté Mistral AI, selon Port ")
    assert {c.source for c in sentence.citations} == {"Port Soir", "Port Matin"}


def test_further_sentences_tell_other_deeds() -> None:
    both = story("OpenAI launches GPT-6", "OpenAI raises $600 million.")
    texts = [sentence.text for sentence in claim_sentences(both, "fr", 3)]

    assert len(texts) == 2
    assert len(set(texts)) == 2


def test_one_product_under_two_names_is_told_once() -> None:
    both = material(
        news("en", "OpenAI launches GPT-6", BODY, source="Port Soir"),
        news("en", "OpenAI launches GPT-6 Pro", BODY, source="Port Matin"),
        news("en", "OpenAI launches new AI model", BODY, source="Port Midi"),
    )
    assert len(claim_sentences(both, "fr", 3)) == 1


@pytest.mark.parametrize("reader", WRITTEN)
def test_a_gist_names_who_writes_in_which_language_about_whom(reader: str) -> None:
    gist = gist_sentence(story("OpenAIとMistral AIの対話", language="ja"), reader)

    assert gist is not None
    assert gist.language == reader
    assert "Port Soir" in gist.text
    assert "OpenAI" in gist.text
    assert "Mistral AI" in gist.text


def test_a_gist_names_the_kind_of_event_that_two_titles_give_unless_one_text_denies_it() -> None:
    agreed = material(
        news("en", "Nvidia to invest in OpenAI round", BODY, source="Port Soir"),
        news("en", "Nvidia will invest in OpenAI", BODY, source="Port Matin"),
    )
    denied = material(
        news("en", "Nvidia to invest in OpenAI round", BODY, source="Port Soir"),
        news("en", "Nvidia will not invest in OpenAI", BODY, source="Port Matin"),
    )

    for told, named in ((agreed, True), (denied, False)):
        gist = gist_sentence(told, "fr")
        assert gist is not None
        assert ("levée de fonds" in gist.text) == named


@pytest.mark.parametrize("reader", ["de", "en", "es", "pt"])
def test_a_name_that_vigie_knows_in_french_alone_is_not_said_in_another_language(reader: str) -> None:
    gist = gist_sentence(story("米国防総省とOpenAI", language="ja"), reader)

    assert gist is None or "Pentagone" not in gist.text


def test_a_sentence_of_a_source_tells_what_comes_next() -> None:
    line = "OpenAI ouvrira son premier bureau de Lyon le 12 octobre 2026, avec deux cents ingénieurs."
    told = material(news("fr", "OpenAI arrive à Lyon", line, source="Port Soir"))
    coming = coming_sentences(told, "fr", DAY)

    assert [sentence.text for sentence in coming] == [line]
    assert coming_sentences(told, "fr", DAY, [line]) == ()


@pytest.mark.parametrize("when", ["le 12 octobre 2024", "en 2030", "lundi"])
def test_days_past_vague_or_far_are_not_what_comes_next(when: str) -> None:
    line = f"OpenAI ouvre son premier bureau de Lyon {when}, avec deux cents ingénieurs."
    assert coming_sentences(material(news("fr", "OpenAI arrive à Lyon", line)), "fr", DAY) == ()


@pytest.mark.parametrize("reader", WRITTEN)
def test_every_act_can_be_said_in_every_language(reader: str) -> None:
    words = phrasing(reader)
    for act in ACTS:
        assert act in words.acts or act in words.nobody or act in words.frames or act == "round"
    assert set(words.acting) == set(EventType) - {EventType.OTHER}


@pytest.mark.parametrize("name", sorted(entry.name for entry in HERE.iterdir() if entry.name.endswith(".toml")))
def test_the_words_of_a_language_of_sources_tell_known_acts(name: str) -> None:
    words = lexicon(name.removesuffix(".toml"))

    assert words is not None
    assert set(words.acts) <= set(ACTS)
