"""Names in a text: the known ones in every script, capitalised ones for the rest, and no word that only begins a sentence."""

import pytest

from vigie.ports.testing import article
from vigie.understand import decide

NO_TITLE = "…"


def names(text: str, language: str = "fr") -> list[str]:
    one = article(text=text, title=NO_TITLE, language=language)
    return [one.words(m.span) for m in decide(one).mentions if m.span.part == "text"]


def entities(text: str, language: str = "fr") -> list[str]:
    one = article(text=text, title=NO_TITLE, language=language)
    return [m.entity for m in decide(one).mentions if m.span.part == "text" and m.entity]


@pytest.mark.parametrize(
    ("language", "text", "entity"),
    [
        ("fr", "La société OpenAI a fermé le barrage.", "openai"),
        ("en", "On Monday Microsoft closed the dam.", "microsoft"),
        ("zh", "周一微软关闭了大坝。", "microsoft"),
        ("zh", "据悉OpenAI关闭了大坝。", "openai"),
        ("ja", "マイクロソフトがダムを閉鎖した。", "microsoft"),
        ("ja", "OpenAIがダムを閉鎖した。", "openai"),
        ("ko", "마이크로소프트가 댐을 닫았다.", "microsoft"),
        ("ar", "أغلقت شركة مايكروسوفت السد.", "microsoft"),
        ("vi", "Hôm thứ Hai, Microsoft đóng cửa con đập.", "microsoft"),
        ("ru", "В понедельник Microsoft закрыла плотину.", "microsoft"),
        ("de", "Am Montag hat Microsoft den Damm geschlossen.", "microsoft"),
    ],
)
def test_a_known_name_is_found_in_every_script(language: str, text: str, entity: str) -> None:
    assert entity in entities(text, language)


def test_a_known_name_between_chinese_signs_needs_no_space() -> None:
    assert entities("周一OpenAI与微软和Nvidia关闭大坝。", "zh") == ["openai", "microsoft", "nvidia"]


@pytest.mark.parametrize(
    "text",
    ["Il faut un ap et un afp par rang.", "Le mot openai écrit en un seul motopenaix.", "Un préOpenAI collé."],
)
def test_a_name_is_whole_words_as_it_is_written(text: str) -> None:
    assert [entity for entity in entities(text) if entity in {"ap", "afp"}] == []
    assert "openai" not in entities(text.replace("Le mot openai écrit en un seul ", ""))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il dit que la Meta du jeu est atteinte par tous.", False),
        ("Selon Mark Zuckerberg, la société Meta ferme le barrage.", True),
    ],
)
def test_an_ambiguous_name_needs_its_context(text: str, found: bool) -> None:
    assert ("meta" in entities(text)) is found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Barrage fermé depuis lundi. Personne ne répond. Hier encore, il pleuvait."),
        ("en", "Nobody answered on Monday. Rain fell. “Never again,” they said."),
        ("es", "Nadie respondió el lunes. Llovía. «Nunca más», dijeron."),
        ("ru", "Никто не ответил. Шёл дождь. «Никогда», — сказали они."),
        ("vi", "Trời mưa. Không ai trả lời."),
    ],
)
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital_alone(language: str, text: str) -> None:
    assert names(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "La société Orvane a fermé le barrage.", "Orvane"),
        ("fr", "Le barrage appartient à Jeanne de Rivemont depuis mai.", "Jeanne de Rivemont"),
        ("fr", "Le barrage appartient à l’Orvane depuis mai.", "Orvane"),
        ("en", "The dam belongs to Orvane Power & Light since May.", "Orvane Power & Light"),
        ("en", "The dam was built by iOrvane last year.", "iOrvane"),
        ("de", "Der Damm gehört der Orvane Wasserwerke seit Mai.", "Orvane Wasserwerke"),
        ("de", "Der Damm gehört seit Mai zu OrvaneTech allein.", "OrvaneTech"),
        ("es", "La presa pertenece a Orvane desde mayo.", "Orvane"),
        ("ru", "Плотина принадлежит компании Орване с мая.", "Орване"),
        ("vi", "Con đập thuộc về Nguyễn Văn Bến từ tháng Năm.", "Nguyễn Văn Bến"),
        ("zh", "大坝自五月起归Orvane所有。", "Orvane"),
        ("ja", "ダムは五月からOrvane社のものだ。", "Orvane"),
        ("ko", "댐은 5월부터 Orvane 소유다.", "Orvane"),
    ],
)
def test_an_unknown_name_is_a_capitalised_span(language: str, text: str, name: str) -> None:
    assert name in names(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It closed on Monday, reopened in December and closed again on March 3 for good."),
        ("vi", "Con đập đóng cửa hôm thứ Hai ngày 3 tháng Năm."),
        ("de", "Der Damm wurde am Montag, dem 3. März, geschlossen."),
        ("fr", "Il a fermé lundi, en MARS."),
    ],
)
def test_a_day_or_a_month_is_no_name(language: str, text: str) -> None:
    assert names(text, language) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OpenAI가 댐을 닫았다.", ["openai"]),
        ("엔비디아의 칩을 삼성전자와 네이버에 판다.", ["nvidia", "samsung", "naver"]),
        ("화웨이가 마이크로소프트를 고소했다.", ["huawei", "microsoft"]),
        ("화웨이 발표에 따르면 댐이 닫혔다.", ["huawei"]),
    ],
)
def test_a_korean_name_is_found_before_its_particle(text: str, found: list[str]) -> None:
    assert entities(text, "ko") == found


def test_german_nouns_are_no_names() -> None:
    assert names("Seit Montag ist der Damm am Fluss durch die Stadt geschlossen.", "de") == []


def test_a_headline_in_title_case_gives_known_names_only() -> None:
    one = article(title="OpenAI Closes Quiet River Dam After Long Winter Talks", text="It rained.", language="en")

    assert [m.name for m in decide(one).mentions] == ["OpenAI"]


def test_every_mention_says_what_stands_there_or_the_name_of_a_known_one() -> None:
    one = article(text="La société 微软 et la société Orvane ferment.", title=NO_TITLE, language="fr")

    said = {one.words(m.span): (m.name, m.entity) for m in decide(one).mentions}

    assert said["微软"] == ("Microsoft", "microsoft")
    assert said["Orvane"] == ("Orvane", "")
