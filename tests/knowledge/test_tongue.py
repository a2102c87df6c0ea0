"""The language of a text: its script, its words, and what its feed declares when the words leave room for doubt."""

import pytest

from vigie.knowledge.tongue import language_of

TITLES = [
    ("fr", "Le barrage a fermé lundi, et la mairie n’a rien dit aux habitants de la vallée"),
    ("en", "The dam was closed on Monday and the mayor said nothing to the people of the valley"),
    ("de", "Der Damm wurde am Montag geschlossen, und die Stadt schwieg gegenüber den Bewohnern"),
    ("es", "La presa cerró el lunes y la alcaldesa no dijo nada a los vecinos del valle"),
    ("it", "La diga è stata chiusa lunedì e il sindaco non ha detto nulla agli abitanti della valle"),
    ("pt", "A barragem fechou na segunda-feira e a prefeita não disse nada aos moradores do vale"),
    ("nl", "De dam werd maandag gesloten en de burgemeester zei niets tegen de bewoners van het dal"),
    ("fi", "Pato suljettiin maanantaina eikä pormestari sanonut mitään laakson asukkaille"),
    ("ru", "Плотину закрыли в понедельник, и мэр ничего не сказал жителям долины"),
    ("ar", "أُغلق السد يوم الاثنين ولم يقل رئيس البلدية شيئا لسكان الوادي"),
    ("vi", "Con đập đóng cửa hôm thứ Hai và thị trưởng không nói gì với người dân thung lũng"),
    ("zh", "大坝周一关闭，市长对山谷居民只字未提"),
    ("zh", "大壩週一關閉，市長對山谷居民隻字未提"),
    ("ja", "ダムは月曜日に閉鎖され、市長は谷の住民に何も語らなかった"),
    ("ko", "댐이 월요일에 닫혔고 시장은 계곡 주민들에게 아무 말도 하지 않았다"),
]


@pytest.mark.parametrize(("language", "text"), TITLES)
def test_a_text_is_known_by_its_script_and_words(language: str, text: str) -> None:
    assert language_of(text, "") == language


@pytest.mark.parametrize(("language", "text"), TITLES)
def test_a_wrong_label_does_not_win_over_clear_words(language: str, text: str) -> None:
    wrong = "en" if language != "en" else "zh"

    assert language_of(text, "", wrong) == language


@pytest.mark.parametrize(
    ("title", "declared", "language"),
    [
        ("GPT-5.5 Pro", "fr", "fr"),
        ("OpenAI o9", "vi", "vi"),
        ("Claude", "pt-BR", "pt"),
        ("Claude", "zh_CN", "zh"),
        ("Claude", "EN-gb", "en"),
        ("OpenAI a levé 3 milliards de dollars lundi.", "fr", "fr"),
        ("Anthropic ra mắt Claude 5", "fr", "fr"),
    ],
)
def test_a_title_of_brand_names_is_in_the_language_that_is_declared(title: str, declared: str, language: str) -> None:
    assert language_of(title, "", declared) == language


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("OpenAI 与 Microsoft 就 AGI 条款展开谈判", "zh"),
        ("OpenAIとMicrosoft、AGI条項をめぐり交渉", "ja"),
        ("OpenAI와 Microsoft, AGI 조항 협상", "ko"),
        ("小米 SU7 Ultra 发布", "zh"),
        ("中国「の」字品牌流行", "zh"),
        ("La marque 小米 ouvre une boutique à Lyon ce lundi", "fr"),
        ("The chip maker 华为 opened a new office in the city", "en"),
        ("استثمرت Microsoft مليارات الدولارات في OpenAI", "ar"),
        ("Компания OpenAI выпустила модель GPT-5", "ru"),
    ],
)
def test_borrowed_signs_do_not_change_the_language_of_a_mixed_text(title: str, language: str) -> None:
    assert language_of(title, "") == language


@pytest.mark.parametrize(("declared", "language"), [("", "und"), ("fr", "fr"), ("zh-Hant", "zh")])
@pytest.mark.parametrize("text", ["", "2026 — 12 %", "🌊", "…"])
def test_a_text_without_letters_is_in_the_declared_language_or_none(text: str, declared: str, language: str) -> None:
    assert language_of(text, text, declared) == language


def test_the_lead_settles_a_title_in_no_language() -> None:
    lead = "Le barrage a fermé lundi, et la mairie n’a rien dit aux habitants de la vallée."

    assert language_of("GPT-5.5", lead, "en") == "fr"


def test_the_same_text_has_the_same_language_whatever_was_read_before() -> None:
    before = [language_of(text, "") for _, text in TITLES]

    assert [language_of(text, "") for _, text in reversed(TITLES)] == before[::-1]
