"""Who says what, in the orders in which languages put it; and words that only look like saying."""

import pytest

from vigie.model import Article, Attribution
from vigie.ports.testing import article
from vigie.understand import decide


def told(text: str, language: str) -> tuple[Article, tuple[Attribution, ...]]:
    one = article(text=text, title="…", language=language)
    return one, decide(one).attributions


# Each case: language, text, source, cue, content.
CASES = [
    # The cue, then who: « selon X, … », and after the content too.
    ("fr", "Selon le Wall Street Journal, OpenAI fermera.", "le Wall Street Journal", "Selon", "OpenAI fermera"),
    ("fr", "OpenAI envisage un procès, selon Reuters.", "Reuters", "selon", "OpenAI envisage un procès"),
    ("fr", "D’après Reuters, le barrage fermera lundi.", "Reuters", "D’après", "le barrage fermera lundi"),
    ("en", "According to Reuters, OpenAI weighs a lawsuit.", "Reuters", "According to", "OpenAI weighs a lawsuit"),
    ("en", "OpenAI weighs a lawsuit, according to Reuters.", "Reuters", "according to", "OpenAI weighs a lawsuit"),
    ("de", "Laut Reuters erwägt OpenAI eine Klage.", "Reuters", "Laut", "erwägt OpenAI eine Klage"),
    ("es", "Según Reuters, OpenAI estudia una demanda.", "Reuters", "Según", "OpenAI estudia una demanda"),
    ("it", "Secondo Reuters, OpenAI valuta una causa.", "Reuters", "Secondo", "OpenAI valuta una causa"),
    ("pt", "Segundo a Reuters, a OpenAI avalia um processo.", "a Reuters", "Segundo", "a OpenAI avalia um processo"),
    ("nl", "Volgens Reuters overweegt OpenAI een rechtszaak.", "Reuters", "Volgens", "overweegt OpenAI een rechtszaak"),
    ("ru", "По данным Reuters, OpenAI рассматривает иск.", "Reuters", "По данным", "OpenAI рассматривает иск"),
    ("vi", "Theo Reuters, OpenAI đang cân nhắc kiện Microsoft.", "Reuters", "Theo", "OpenAI đang cân nhắc kiện Microsoft"),
    ("ar", "وفقا لرويترز، تدرس OpenAI مقاضاة مايكروسوفت.", "رويترز", "وفقا", "تدرس OpenAI مقاضاة مايكروسوفت"),
    # Who, then the cue.
    ("en", "OpenAI plans to sue Microsoft, Bloomberg reports.", "Bloomberg", "reports", "OpenAI plans to sue Microsoft"),
    ("zh", "据路透社报道，OpenAI考虑起诉微软。", "路透社", "据路透社报道", "OpenAI考虑起诉微软"),
    ("ja", "ロイター通信によると、OpenAIは提訴を検討している。", "ロイター通信", "によると", "OpenAIは提訴を検討している"),
    ("ko", "로이터통신에 따르면 OpenAI는 소송을 검토하고 있다.", "로이터통신", "에 따르면", "OpenAI는 소송을 검토하고 있다"),
    ("fi", "Reutersin mukaan OpenAI harkitsee kannetta.", "Reutersin", "mukaan", "OpenAI harkitsee kannetta"),
    # A verb that reports.
    ("fr", "Sam Altman a déclaré que le modèle sortirait lundi.", "Sam Altman", "a déclaré", "que le modèle sortirait lundi"),
    ("fr", "字节跳动 a déclaré que son modèle sortirait lundi.", "字节跳动", "a déclaré", "que son modèle sortirait lundi"),
    ("en", "Sam Altman said the model would come on Monday.", "Sam Altman", "said", "the model would come on Monday"),
    ("de", "Sam Altman sagte, dass das Modell am Montag komme.", "Sam Altman", "sagte", "dass das Modell am Montag komme"),
    ("es", "Sam Altman dijo que el modelo saldrá el lunes.", "Sam Altman", "dijo", "que el modelo saldrá el lunes"),
    ("ru", "OpenAI заявила, что модель выйдет в понедельник.", "OpenAI", "заявила", "что модель выйдет в понедельник"),
    ("vi", "OpenAI cho biết mô hình sẽ ra mắt trong tuần.", "OpenAI", "cho biết", "mô hình sẽ ra mắt trong tuần"),
    ("zh", "OpenAI表示，该模型将于周一发布。", "OpenAI", "表示", "该模型将于周一发布"),
    # Verbs that come first (Arabic, and Spanish at times) or last (Japanese, Korean).
    ("ar", "وقالت OpenAI إن النموذج سيصدر يوم الاثنين.", "OpenAI", "وقالت", "إن النموذج سيصدر يوم الاثنين"),
    ("es", "Dijo Sam Altman que el modelo saldrá el lunes.", "Sam Altman", "Dijo", "que el modelo saldrá el lunes"),
    ("ja", "OpenAIは「モデルは月曜日に公開する」と述べた。", "OpenAI", "と述べ", "「モデルは月曜日に公開する」"),
    ("ko", "OpenAI는 모델을 월요일에 공개한다고 밝혔다.", "OpenAI", "밝혔", "모델을 월요일에 공개한다고"),
    # A quotation, then who said it: in either order.
    ("fr", "« Le modèle sortira lundi », a déclaré Sam Altman.", "Sam Altman", "a déclaré", "« Le modèle sortira lundi »"),
    ("fr", "« Le modèle sortira lundi. », a déclaré Sam Altman.", "Sam Altman", "a déclaré", "« Le modèle sortira lundi. »"),
    ("fr", "Le modèle sort en mai, rapporte lundi l’agence Reuters.", "l’agence Reuters", "rapporte", "Le modèle sort en mai"),
    ("fr", "« Il sortira lundi », assure le patron d’OpenAI.", "le patron d’OpenAI", "assure", "« Il sortira lundi »"),
    ("en", "“The model will come on Monday,” Sam Altman said.", "Sam Altman", "said", "“The model will come on Monday,”"),
    ("en", "“The model will come on Monday,” said Sam Altman.", "Sam Altman", "said", "“The model will come on Monday,”"),
    ("en", "“The model will come in May,” Sam Altman said on Monday.", "Sam Altman", "said", "“The model will come in May,”"),
    ("de", "„Das Modell kommt am Montag“, sagte Sam Altman.", "Sam Altman", "sagte", "„Das Modell kommt am Montag“"),
    ("es", "«El modelo saldrá el lunes», dijo Sam Altman.", "Sam Altman", "dijo", "«El modelo saldrá el lunes»"),
    ("ru", "«Модель выйдет в понедельник», — заявил Сэм Альтман.", "Сэм Альтман", "заявил", "«Модель выйдет в понедельник»"),
    ("ar", "«سيصدر النموذج يوم الاثنين»، قال سام ألتمان.", "سام ألتمان", "قال", "«سيصدر النموذج يوم الاثنين»"),
    ("zh", "“该模型将于周一发布，”OpenAI表示。", "OpenAI", "表示", "“该模型将于周一发布，”"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "source", "cue", "content"), CASES)
def test_who_says_what_is_three_spans(language: str, text: str, source: str, cue: str, content: str) -> None:
    one, found = told(text, language)

    assert [(one.words(a.source), one.words(a.cue), one.words(a.content)) for a in found if a.source and a.cue] == [
        (source, cue, content)
    ]
    assert not found[0].anonymous


# Each case: language, text, source.
UNNAMED = [
    ("fr", "Des sources proches du dossier ont indiqué que le contrat serait signé lundi.", "Des sources proches du dossier"),
    ("fr", "Selon une source citée par Bloomberg, OpenAI lèverait 3 milliards de dollars.", "une source citée par Bloomberg"),
    ("en", "OpenAI is considering a lawsuit, according to people familiar with the matter.", "people familiar with the matter"),
    ("de", "Laut mit der Sache vertrauten Personen erwägt OpenAI eine Klage.", "mit der Sache vertrauten Personen"),
    ("es", "Según fuentes cercanas al caso, OpenAI estudia una demanda.", "fuentes cercanas al caso"),
    ("zh", "知情人士透露，OpenAI考虑起诉微软。", "知情人士"),
    ("ja", "関係者によると、OpenAIは提訴を検討している。", "関係者"),
    ("ja", "事情に詳しい関係者は、OpenAIが提訴を検討していると述べた。", "関係者"),
    ("ko", "소식통에 따르면 OpenAI는 소송을 검토하고 있다.", "소식통"),
    ("vi", "Theo nguồn tin thân cận, OpenAI đang cân nhắc kiện Microsoft.", "nguồn tin thân cận"),
    ("ru", "По словам источников, OpenAI рассматривает иск.", "источников"),
    ("ar", "وفقا لمصادر مطلعة، تدرس OpenAI مقاضاة مايكروسوفت.", "مصادر مطلعة"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "source"), UNNAMED)
def test_people_unnamed_are_marked_as_such(language: str, text: str, source: str) -> None:
    one, found = told(text, language)

    assert found[0].anonymous
    assert found[0].source is not None
    assert source in one.words(found[0].source) or one.words(found[0].source) in source


NOT_SAYING = [
    ("fr", "L’annonce d’une levée de fonds par OpenAI a surpris les marchés."),
    ("fr", "Une annonce de Microsoft est attendue lundi à Paris."),
    ("fr", "Le barrage de Microsoft a fermé lundi."),
    ("en", "The report surprised the markets, and OpenAI fell on Monday."),
    ("en", "Microsoft closed the dam on Monday."),
    ("de", "Microsoft hat den Damm am Montag geschlossen."),
    ("es", "Microsoft cerró la presa el lunes."),
    ("zh", "微软周一关闭了大坝。"),
    ("ja", "マイクロソフトは月曜日にダムを閉鎖した。"),
    ("ko", "마이크로소프트가 월요일에 댐을 닫았다."),
    ("ru", "Microsoft закрыла плотину в понедельник."),
    ("vi", "Microsoft đóng cửa con đập hôm thứ Hai."),
    ("ar", "أغلقت مايكروسوفت السد يوم الاثنين."),
    ("fr", ""),
]


@pytest.mark.parametrize(("language", "text"), NOT_SAYING)
def test_a_sentence_that_reports_nobody_has_no_attribution(language: str, text: str) -> None:
    assert told(text, language)[1] == ()


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("fr", "« Le modèle sortira lundi », a déclaré Sam Altman.", "direct"),
        ("fr", "Sam Altman a déclaré que le modèle sortirait lundi.", "indirect"),
        ("fr", "Sam Altman a déclaré que le modèle serait « prêt dès lundi ».", "mixed"),
        ("ja", "OpenAIは「モデルは月曜日に公開する」と述べた。", "direct"),
        ("de", "„Das Modell kommt am Montag“, sagte Sam Altman.", "direct"),
    ],
)
def test_own_words_are_told_from_a_paraphrase(language: str, text: str, kind: str) -> None:
    assert [a.kind for a in told(text, language)[1]] == [kind]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Selon Sam Altman, le modèle sortira lundi. Il a déclaré que le prix resterait bas.", "Sam Altman"),
        (
            "en",
            "Bloomberg reported that OpenAI planned a sale. The newspaper said the price would be low.",
            "Bloomberg",
        ),
    ],
)
def test_a_pronoun_stands_for_the_last_one_who_spoke(language: str, text: str, name: str) -> None:
    assert [a.source_name for a in told(text, language)[1]] == [name, name]


def test_a_known_source_brings_its_id_whatever_the_script() -> None:
    cases = [
        ("fr", "Selon Reuters, le barrage fermera."),
        ("zh", "据路透社报道，大坝将关闭。"),
        ("ja", "ロイター通信によると、ダムは閉鎖される。"),
    ]

    assert {told(text, language)[1][0].entity for language, text in cases} == {"reuters"}


def test_the_name_that_stands_first_speaks() -> None:
    hidden = told("Selon une source du Financial Times, le barrage fermera.", "fr")[1]
    named = told("Selon le Financial Times, citant une source, le barrage fermera.", "fr")[1]

    assert hidden[0].anonymous
    assert not named[0].anonymous


def test_every_span_of_an_attribution_lies_in_its_sentence() -> None:
    one = article(
        text="Selon Reuters, le barrage ferme. " * 5, title="Selon Bloomberg, la ville se tait.", language="fr"
    )
    found = decide(one)

    assert len(found.attributions) == 6
    for a in found.attributions:
        assert (
            sum(
                s.covers(a.content) and bool(a.source and a.cue and s.covers(a.source) and s.covers(a.cue))
                for s in found.sentences
            )
            == 1
        )
