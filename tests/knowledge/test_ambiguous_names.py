"""Names that are also words: found with a way of citing or a word of their trade, left alone in ordinary sentences."""

import pytest

from vigie.knowledge.names import load

ORDINARY = [
    # Companies, models, products
    "Apple pie was served with tea in the garden of the school.",
    "Une meta-analyse de douze essais a paru ce matin.",
    "Orange et citron se marient bien dans cette tarte.",
    "Claude et sa sœur ont ouvert une boulangerie à Brévane.",
    "Le mistral a soufflé toute la nuit sur la côte. Mistral ou tramontane, peu importe.",
    "Arm in arm, the two sisters crossed the square.",
    "Gemini is the sign of those born in June.",
    "The oracle of the valley spoke once a year. Oracle or not, nobody listened.",
    "Le vieux lama broute. Llama wool is warm.",
    "Il a plu à Cohere, un hameau du nord.",
    "Amazon rainforest fires have grown this year.",
    "苹果每斤五元，小米粥两元。",
    # Newspapers
    "Elle tient un journal. Journal de bord, page douze.",
    "Le monde entier regarde la finale.",
    "Le monde est petit, dit la chanson des vendanges. Tout le monde chante.",
        "Hard times came to the village. Times have changed.",
    "She left her post in May. Post offices close at noon.",
    "The sun rose over the bay. The Sun warms the stones.",
    "Un café express, s'il vous plaît. Express ou allongé ?",
    "Le focus est mis sur la lecture. Focus sur une école.",
    "Der Stern leuchtet über dem Hafen.",
    "Vor dem Spiegel sah sie müde aus. Spiegel und Kamm lagen da.",
    "Le figaro du village rase encore à l'ancienne. Figaro chante au premier acte.",
    "La libération des otages a été saluée. Libération attendue ce soir.",
    "La croix du clocher est tombée.",
    "Marianne et Paul se marient samedi.",
    "Le point sur la situation à midi. Le point de rupture approche.",
    "The information was published on Monday. Information is free.",
    "L'équipe a gagné. L'équipe partira lundi.",
    "Time flies when the river is high.",
    "Il a mis un capital de côté. Capital et intérêts seront rendus.",
    "La presse écrite recule. La presse hydraulique aussi.",
    "Die Welt ist klein. Die Zeit vergeht.",
    "Das Bild hängt schief. Bild und Rahmen sind alt.",
    "El país crece poco. El mundo cambia.",
    "O público aplaudiu de pé. Público e artistas cantaram.",
    "Who is there? WHO IS NEXT",
    "The cricket body ICC changed its rules for overs.",
    "L'indice CPI a reculé de deux dixièmes en mars.",
    "Gavi a marqué deux buts samedi.",
]  # fmt: skip

FOUND = [
    ("Apple a présenté un iPhone plus fin à Cupertino.", "apple"),
    ("Meta, maison mère de Facebook, ouvre un bureau.", "meta"),
    ("L'opérateur Orange étend sa fibre.", "orange"),
    ("Claude, le modèle d'Anthropic, répond en treize langues.", "claude"),
    ("Mistral, la start-up d'Arthur Mensch, recrute.", "mistral-ai"),
    ("苹果公司周二发布新款iPhone。", "apple"),
    ("The round was first reported by the Wall Street Journal.", "wsj"),
    ("华尔街日报周一报道了这一消息。", "wsj"),
    ("L'usine fermera, selon Le Monde.", "le-monde"),
    ("Le ministre l'a dit au Figaro.", "le-figaro"),
    ("L'accord est signé, selon le Figaro.", "le-figaro"),
    ("C'est faux, selon Libération.", "liberation"),
    ("Le ministre démissionne, selon La Croix.", "la-croix"),
    ("Le vote est reporté, d'après Le Point.", "le-point"),
    ("The merger is off, according to The Information.", "the-information"),
    ("The minister will resign, according to The Times.", "the-times"),
    ("The king is ill, according to The Sun.", "the-sun"),
    ("Die Fusion ist geplatzt, berichtet der Spiegel.", "der-spiegel"),
    ("Die Fusion ist geplatzt, laut Stern.", "stern"),
    ("Die Fusion ist geplatzt, laut Focus.", "focus-de"),
    ("El ministro dimite, según El País.", "el-pais"),
    ("El ministro dimite, según El Mundo.", "el-mundo"),
    ("O ministro sai, segundo a Folha.", "folha"),
    ("O ministro sai, segundo o G1.", "g1"),
    ("Le joueur part, selon L'Équipe.", "l-equipe"),
    ("L'incendie est éteint, a appris l'AFP.", "afp"),
    ("Le feu est éteint, indique l'Agence France-Presse.", "afp"),
    ("Das Feuer ist gelöscht, meldet die dpa.", "dpa"),
    ("共同通信が12日、関係者の話として報じた。", "kyodo"),
    ("新华社北京3月12日电", "xinhua"),
    ("Об этом сообщает Рейтер.", "reuters"),
    ("نقلت رويترز عن مسؤول قوله", "reuters"),
    ("로이터 통신은 소식통을 인용해 보도했다.", "reuters"),
    ("据路透社报道，工厂将关闭。", "reuters"),
    ("IT之家3月12日消息", "ithome"),
    ("财联社3月12日电", "cls"),
    ("WHO chief Tedros warned of a new outbreak.", "who"),
    ("The ICC issued an arrest warrant from The Hague.", "icc"),
    ("La CPI a émis un mandat d'arrêt.", "icc"),
    ("L'AIEA a perdu l'accès au site.", "iaea"),
    ("国际原子能机构说，检查人员已离开。", "iaea"),
    ("МАГАТЭ сообщило об утечке.", "iaea"),
    ("Médecins sans frontières quitte la ville.", "msf"),
    ("Das IKRK verlässt die Stadt.", "icrc"),
    ("Según la OMS, el brote crece.", "who"),
    ("Segundo a Cruz Vermelha, faltam tendas.", "red-cross"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", ORDINARY)
def test_a_word_is_not_taken_for_a_name(sentence: str) -> None:
    assert [(sentence[hit.start : hit.end], hit.meaning.id) for hit in load().find(sentence)] == []


@pytest.mark.parametrize(("sentence", "known"), FOUND)
def test_a_name_is_found_where_it_is_cited(sentence: str, known: str) -> None:
    assert known in {hit.meaning.id for hit in load().find(sentence)}


def test_a_name_does_not_end_in_the_middle_of_a_longer_one() -> None:
    assert [hit.meaning.id for hit in load().find("La Croix-Rouge a ouvert un centre.")] == ["red-cross"]


def test_a_small_article_is_part_of_a_cited_name_only() -> None:
    """« le Point » is the weekly beside « Le Point » and where it is cited; in German « die Zeit » is time."""

    def found(text: str) -> list[str]:
        return [text[hit.start : hit.end] for hit in load().find(text)]

    assert found("Elle l'a dit au journal, selon le Monde, puis à la radio.") == ["le Monde"]
    assert found("Le Monde a publié la lettre. Interrogé par le Monde, il se tait.") == ["Le Monde", "le Monde"]
    assert found("Il rêve d'un autre monde, et le Monde lui échappe.") == []
    assert found("Zeit Online berichtet, dass die Zeit drängt.") == ["Zeit Online"]


def test_a_name_in_capitals_is_not_the_word_in_small_letters() -> None:
    assert [hit.meaning.id for hit in load().find("Das meldet DER SPIEGEL am Freitag.")] == ["der-spiegel"]
    assert load().find("Zwischen Spiegel und Fenster hing ein Bild.") == []
