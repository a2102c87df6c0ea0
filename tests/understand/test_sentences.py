"""Where sentences begin and end. A bar in a case marks an expected cut; the text read is the case without its bars."""

import pytest

from vigie.knowledge.cues import cues
from vigie.understand.sentences import sentence_bounds

CASES = [
    # French: abbreviations, initials, decimals, guillemets with their inner spaces.
    ("fr", "M. Delvaux a signé lundi.| Mme. Roque a refusé."),
    ("fr", "Le Dr. Anselme étudie p. ex. les crues.| Il publie en mai."),
    ("fr", "J. K. Orvin dirige l’usine.| Elle compte 40 salariés."),
    ("fr", "Le cours a gagné 3.5 points.| La séance fut calme."),
    ("fr", "La hausse atteint 4,2 %.| Elle surprend."),
    ("fr", "« Nous fermerons le barrage. »| La mairie se tait."),
    ("fr", "« Nous fermerons le barrage. », a déclaré la maire.| La ville se tait."),
    ("fr", "« Fermera-t-on le barrage ? » a dit la maire.| La ville se tait."),
    ("fr", "« C’est fini ! » s’est exclamé le maire.| Tout le monde est parti."),
    ("fr", "« Nous avons tout relu.| Rien ne manque. »| Le rapport est clos."),
    ("fr", "Ils attendent encore… la réponse viendra lundi.| Le dossier est clos."),
    ("fr", "Ils attendent encore…| Personne ne répond."),
    ("fr", "L’outil est sur exemple.fr depuis lundi.| Il est gratuit."),
    ("fr", "Le site https://www.exemple.fr/a.b?c=1 répond.| Il est lent."),
    ("fr", "La version 2.1.3 est sortie.| Elle corrige tout."),
    ("fr", "Vraiment ?!| Oui."),
    # English: titles, firms, acronyms with dots, quotations closed after the stop.
    ("en", "Mr. Tarn met Dr. Oake on Monday.| They spoke."),
    ("en", "Orvane Inc. bought Teldrin Ltd. for cash.| It paid at once."),
    ("en", "The U.S. Senate voted.| It passed."),
    ("en", "It rose to 3.14 points.| It fell at 10 a.m. on Tuesday."),
    ("en", "“We will close the dam.”| The mayor left."),
    ("en", "“We will close the dam,” the mayor said.| She left."),
    ("en", '"Is it over?" asked the mayor.| Nobody spoke.'),
    ("en", "Is it over?| Yes!| It is."),
    ("en", "See daily.example/a.html for more.| It is short."),
    ("en", "The firm sold GPT-4.5 seats.| It kept the rest."),
    # German
    ("de", "Dr. Weiland kam am Montag.| Er blieb bis Dienstag."),
    ("de", "Das Unternehmen zahlt ca. 3,5 Mio. Euro.| Das ist viel."),
    ("de", "Der Damm wird am 10. März geschlossen.| Das kostet 3 Mio. Euro."),
    ("de", "Er wurde 10.| Danach kam sie."),
    ("de", "„Wir schließen den Damm.“| Die Stadt schweigt."),
    ("de", "„Wir schließen den Damm“, sagte die Leiterin.| Die Stadt schweigt."),
    # Spanish, Italian, Portuguese
    ("es", "¿Se cerrará la presa?| El Sr. Olmedo no lo sabe."),
    ("es", "«Cerraremos la presa», dijo la alcaldesa.| Nadie respondió."),
    ("it", "Il dott. Ferri ha chiuso la diga.| Nessuno parla."),
    ("pt", "O Sr. Prado fechou a barragem.| Ninguém respondeu."),
    # Russian
    ("ru", "Плотину закрыли в понедельник.| Мэр молчит."),
    ("ru", "А. Орлов подписал указ.| Он вступит в силу в мае."),
    ("ru", "«Мы закроем плотину», — заявил мэр.| Город молчит."),
    # Arabic: its own question mark and comma.
    ("ar", "هل أُغلق السد؟| نعم، أُغلق يوم الاثنين.| المدينة صامتة."),
    ("ar", "أعلنت الشركة النتائج.| بلغت الأرباح 3.5 مليون دولار."),
    # Chinese, Japanese, Korean: no space after the stop; closing marks belong to what they close.
    ("zh", "大坝周一关闭。|市长没有回应！|真的吗？|是的。"),
    ("zh", "市长说：“我们会关闭大坝。”|随后他离开了。"),
    ("zh", "该模型为GPT-4.5。|价格为3.5元。"),
    ("ja", "ダムは月曜日に閉鎖された。|市長は沈黙している。"),
    ("ja", "市長は「ダムを閉じる。」と述べた。|市民は驚いた。"),
    ("ko", "댐이 월요일에 닫혔다.| 시장은 침묵했다."),
    ("ko", "매출은 3.5% 늘었다.| 이유는 밝히지 않았다."),
    # Vietnamese, Dutch, Finnish
    ("vi", "Đập đóng cửa hôm thứ Hai.| Thị trưởng im lặng."),
    ("de", "Das Werk öffnet am 15. April.| Es schließt am 3. März 2027."),
    ("vi", "TP. Đông Hà có 3,5 triệu người.| Ông ở lại."),
    ("nl", "De heer J. de Wit sloot de dam.| Niemand sprak."),
    ("fi", "Pato suljettiin maanantaina.| Pormestari vaikenee."),
    # Hindi has no file of its own; its danda still ends a sentence.
    ("hi", "बाँध सोमवार को बंद हुआ।| महापौर चुप हैं।"),
    # Texts that mix scripts.
    ("fr", "Le groupe 字节跳动 a levé 3.5 milliards.| Son siège est à 北京."),
    ("zh", "Orvane Inc. 周一宣布裁员。|股价下跌3.5%。"),
    ("en", "The firm wrote “关闭大坝。”| It then left."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_a_text_is_cut_where_its_sentences_end(language: str, marked: str) -> None:
    text = marked.replace("|", "")

    assert [text[a:b] for a, b in sentence_bounds(text, cues(language))] == [s.strip() for s in marked.split("|")]


@pytest.mark.parametrize("language", ["fr", "en", "zh", "ar", "xx"])
def test_a_line_break_always_ends_a_sentence(language: str) -> None:
    text = "Dam closed\r\n\nBy A. Writer\n大坝关闭\u2028أُغلق السد"

    found = [text[a:b] for a, b in sentence_bounds(text, cues(language))]

    assert found == ["Dam closed", "By A. Writer", "大坝关闭", "أُغلق السد"]


@pytest.mark.parametrize("text", ["", " \n\t", "…", "—\n* * *\n•", "«»", "\u3000。\u3000"])
def test_what_holds_no_letter_or_digit_is_no_sentence(text: str) -> None:
    assert sentence_bounds(text, cues("fr")) == []


def test_outer_white_space_belongs_to_no_sentence() -> None:
    text = "\u00a0 Le barrage a fermé. \u3000\n\t La mairie se tait.\ufeff"

    assert [text[a:b] for a, b in sentence_bounds(text, cues("fr"))] == ["Le barrage a fermé.", "La mairie se tait."]


def test_two_sentences_glued_together_are_two() -> None:
    text = "C’est une belle vie.Alain revient lundi."

    assert [text[a:b] for a, b in sentence_bounds(text, cues("fr"))] == ["C’est une belle vie.", "Alain revient lundi."]
