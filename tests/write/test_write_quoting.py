"""Which sentences may stand alone, word for word; and which articles are never quoted."""

from dataclasses import replace

import pytest
from write_builders import chinese, english, french, material, news, told_item

from vigie.model import Article, Span, UnderstoodArticle
from vigie.ports.testing import article
from vigie.understand import decide
from vigie.write.quoting import quoted, stands_alone, without_label

ALONE = [
    ("fr", "OpenAI a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "« Nous garderons les bureaux de Paris », a promis la direction de Mistral AI lundi."),
    ("fr", "La maire a déclaré : « Nous fermerons le barrage lundi, et nous n’y reviendrons pas. »"),
    ("en", "OpenAI announced on Monday that it would acquire Mistral AI for $50bn in cash."),
    ("en", "“We will keep the offices by the river,” the management of Mistral AI said on Monday."),
    ("en", "Iris Weir, who leads the firm, told the council that the dam would be closed."),
    ("de", "OpenAI hat am Montag die Übernahme von Mistral AI für 50 Milliarden Dollar angekündigt."),
    ("es", "OpenAI anunció el lunes la compra de Mistral AI por 50.000 millones de dólares."),
    ("zh", "OpenAI周一宣布以500亿美元收购人工智能公司Mistral AI。"),
    ("ja", "OpenAIは月曜日、Mistral AIを500億ドルで買収すると発表した。"),
    ("ru", "Компания OpenAI объявила в понедельник о покупке Mistral AI за 50 миллиардов долларов."),
    ("ar", "أعلنت شركة OpenAI يوم الاثنين الاستحواذ على Mistral AI مقابل 50 مليار دولار."),
    ("vi", "OpenAI công bố hôm thứ Hai thương vụ mua lại Mistral AI với giá 50 tỷ USD."),
    ("ko", "OpenAI는 월요일 Mistral AI를 500억 달러에 인수한다고 발표했다고 회사 측이 전하였으며 주가는 내렸다."),
]

LEANING = [
    ("fr", "Elle a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "Ce dernier a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "Mais OpenAI a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "En revanche, OpenAI garderait les bureaux de Mistral AI au bord de la Seine."),
    ("en", "He announced on Monday that the firm would acquire Mistral AI for $50bn in cash."),
    ("en", "However, the firm announced that it would acquire Mistral AI for $50bn in cash."),
    ("de", "Er hat am Montag die Übernahme von Mistral AI für 50 Milliarden Dollar angekündigt."),
    ("es", "Sin embargo, la empresa anunció el lunes la compra de Mistral AI por 50 millones."),
    ("zh", "该公司周一宣布以500亿美元收购人工智能公司Mistral AI。"),
    ("zh", "他周一宣布以500亿美元收购人工智能公司Mistral AI。"),
    ("ja", "しかし、OpenAIは月曜日、Mistral AIを500億ドルで買収すると発表した。"),
    ("vi", "Tuy nhiên, OpenAI công bố hôm thứ Hai thương vụ mua lại Mistral AI với giá 50 tỷ USD."),
]

BROKEN = [
    ("fr", "Court."),
    ("fr", "OpenAI a-t-elle annoncé lundi le rachat de Mistral AI pour 50 milliards ?"),
    ("fr", "OpenAI a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars"),
    ("fr", "OpenAI a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars…"),
    ("fr", "« OpenAI a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "OpenAI (qui a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "Nous avons appris lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "Voir https://a.example/rachat pour le rachat de Mistral AI par la société OpenAI."),
    ("fr", "et a annoncé lundi le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "OpenAI a annoncé lundi 🎉 le rachat de Mistral AI pour 50 milliards de dollars."),
    ("fr", "Mot " * 100 + "."),
    ("en", "We announced on Monday that our firm would acquire Mistral AI for $50bn in cash."),
    ("en", 'OpenAI announced on "Monday that it would acquire Mistral AI for $50bn in cash.'),
    ("en", "Will OpenAI acquire Mistral AI for $50bn in cash before the end of the year?"),
    ("zh", "短句。"),
    ("zh", "OpenAI周一会宣布以500亿美元收购人工智能公司Mistral AI吗？"),
    ("zh", "OpenAI周一宣布“以500亿美元收购人工智能公司Mistral AI。"),
    ("ja", "「OpenAIは月曜日、Mistral AIを500億ドルで買収すると発表した。"),
]


@pytest.mark.parametrize(("language", "words"), ALONE)
def test_a_whole_sentence_can_stand_alone(language: str, words: str) -> None:
    assert stands_alone(words, language)


@pytest.mark.parametrize(("language", "words"), LEANING)
def test_a_sentence_that_leans_on_the_one_before_is_not_quoted_alone(language: str, words: str) -> None:
    assert not stands_alone(words, language)


@pytest.mark.parametrize(("language", "words"), BROKEN)
def test_a_piece_a_question_or_a_first_person_is_not_quoted_alone(language: str, words: str) -> None:
    assert not stands_alone(words, language)


def test_a_first_person_inside_a_quotation_is_somebodys_own_and_may_stand() -> None:
    assert stands_alone("« Nous fermerons notre barrage », a promis la direction de Mistral AI lundi.", "fr")


@pytest.mark.parametrize(
    ("language", "words", "kept"),
    [
        ("fr", "PARIS, 24 février (Reuters) - OpenAI ferme un barrage.", "OpenAI ferme un barrage."),
        ("fr", "DÉCRYPTAGE - OpenAI ferme un barrage.", "OpenAI ferme un barrage."),
        ("en", "SAN FRANCISCO (AP) — OpenAI closed a dam.", "OpenAI closed a dam."),
        ("fr", "– OpenAI ferme un barrage.", "OpenAI ferme un barrage."),
        ("fr", "OpenAI ferme un barrage - et en ouvre deux.", "OpenAI ferme un barrage - et en ouvre deux."),
        ("fr", "« OpenAI » ferme un barrage.", "« OpenAI » ferme un barrage."),
        ("en", "$50bn is the price of a dam.", "$50bn is the price of a dam."),
        ("zh", "【快讯】OpenAI关闭大坝。", "快讯】OpenAI关闭大坝。"),
        ("zh", "OpenAI关闭大坝。", "OpenAI关闭大坝。"),
    ],
)
def test_the_dateline_or_rubric_before_a_sentence_is_left_out(language: str, words: str, kept: str) -> None:
    one = article(text=words, title="…", language=language)
    item = UnderstoodArticle(one, decide(one))

    assert one.words(without_label(item, Span(one.id, 0, len(words)))) == kept


def test_an_article_that_reserves_its_text_is_counted_and_never_quoted() -> None:
    item = told_item(material(french(opted_out=True), english()))

    assert len(item.sources) == 2
    assert not [s for s in item.sentences if s.kind in {"quoted", "shortened"}]


def test_a_story_of_reserved_articles_alone_is_not_quoted_at_all() -> None:
    assert quoted(material(french(opted_out=True)), ("fr", "en"), 3, ["titre"]) == ()


def test_an_opinion_and_a_copy_are_not_quoted() -> None:
    opinion = replace(french(), title="Tribune : OpenAI rachète Mistral AI")

    assert quoted(material(opinion), ("fr",), 3, ["titre"]) == ()
    one, same = french(), replace(french(), id="ffffffffffffffff", source="Le Copiste")
    cited = {
        c.source for s in quoted(material(one, same, copies={same.id: one.id}), ("fr",), 4, [""]) for c in s.citations
    }
    assert cited == {"Gazette fr"}


@pytest.mark.parametrize(("one", "language"), [(french(), "fr"), (english(), "en"), (chinese(), "zh")])
def test_a_quotation_is_the_sources_own_words(one: Article, language: str) -> None:
    found = quoted(material(one), (language,), 3, [""])

    assert found
    for sentence in found:
        (cited,) = sentence.citations
        assert sentence.language == language
        assert one.text[cited.start : cited.end] == cited.quote
        if sentence.kind == "quoted":
            assert sentence.text.replace("\u202f", " ").replace("\u00a0", " ") == " ".join(cited.quote.split())


def test_two_sentences_that_tell_the_same_are_not_both_quoted() -> None:
    line = "OpenAI a annoncé lundi le rachat de Mistral AI, payé moitié en actions et moitié en argent."
    other = "OpenAI a annoncé ce lundi le rachat de Mistral AI, payé moitié en actions, moitié en argent."
    found = quoted(material(news("fr", "Un rachat", line), news("fr", "Rachat", other)), ("fr",), 4, [""])

    assert len(found) == 1


def test_the_first_language_that_gives_a_sentence_is_quoted_alone() -> None:
    found = quoted(material(english(), chinese()), ("fr", "en", "zh"), 4, [""])

    assert {s.language for s in found} == {"en"}
