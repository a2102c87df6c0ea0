"""The checker reads fifteen languages: what is said otherwise passes, and one thing changed is found, in each of them."""

from datetime import UTC, datetime

import pytest

from vigie.knowledge import names as known
from vigie.model import Article, Citation, Sentence, Span, UnderstoodArticle
from vigie.understand.reading import understood, words_reader
from vigie.write.checking import Cited, faults

DAY = datetime(2026, 3, 12, 12, tzinfo=UTC)  # a Thursday

SAME = [
    ("fr", "Selon Reuters, Nokia supprimera 1 200 emplois.", "Nokia supprimera 1 200 emplois, a indiqué Reuters."),
    ("en", "According to Reuters, Nokia will cut 1,200 jobs.", "Nokia will cut 1,200 jobs, Reuters said."),
    ("de", "Der Umsatz stieg um 5 % auf 3,2 Mrd. Euro.", "Der Umsatz stieg um 5 Prozent auf 3,2 Milliarden Euro."),
    ("es", "Nokia no venderá su fábrica, declaró Tim Cook.", "Nokia no venderá su fábrica, dijo Tim Cook."),
    ("it", "Il prezzo è salito del 5 per cento.", "Il prezzo è salito del 5%."),
    ("pt", "A Nokia pagará US$ 3 bilhões.", "A Nokia pagará 3 bilhões de dólares."),
    ("nl", "De omzet steeg met 5%.", "De omzet steeg met 5 procent."),
    ("ru", "Цена выросла на 5%.", "Цена выросла на 5 процентов."),
    ("zh", "诺基亚将裁员1.2万人，路透社报道。", "诺基亚将裁员12000人，路透社报道。"),
    ("ja", "ノキアは1万2000人を削減すると発表した。", "ノキアは12000人を削減すると発表した。"),
    ("ar", "ارتفع السعر بنسبة 5 بالمئة.", "ارتفع السعر بنسبة 5%."),
    ("vi", "Doanh thu tăng 5 phần trăm.", "Doanh thu tăng 5%."),
]
WRONG = [
    ("fr", "negation", "Nokia ne fermera pas son usine.", "Nokia fermera son usine."),
    ("en", "direction", "Exports of copper rose in the winter.", "Exports of copper fell in the winter."),
    ("de", "negation", "Das Werk wird nicht geschlossen.", "Das Werk wird geschlossen."),
    ("de", "direction", "Die Zahl der Gäste ist gestiegen.", "Die Zahl der Gäste ist gesunken."),
    ("de", "hedge", "Das Werk könnte im Juni schließen.", "Das Werk wird im Juni schließen."),
    ("de", "currency", "Die Brücke kostet 3 Millionen Euro.", "Die Brücke kostet 3 Millionen Dollar."),
    ("es", "direction", "Las ventas de pan bajaron un poco.", "Las ventas de pan subieron un poco."),
    ("es", "hedge", "El banco podría cerrar la oficina.", "El banco va a cerrar la oficina."),
    ("es", "negation", "El banco no cerrará la oficina.", "El banco cerrará la oficina."),
    ("it", "hedge", "La banca potrebbe chiudere la sede.", "La banca chiude la sede."),
    ("it", "direction", "Le vendite di pane sono calate.", "Le vendite di pane sono aumentate."),
    ("it", "negation", "Il ponte non riapre a giugno.", "Il ponte riapre a giugno."),
    ("pt", "direction", "O preço do café caiu de novo.", "O preço do café subiu de novo."),
    ("pt", "hedge", "O banco pode fechar a agência.", "O banco vai fechar a agência."),
    ("pt", "negation", "A ponte não será fechada.", "A ponte será fechada."),
    ("nl", "direction", "De prijs van brood steeg opnieuw.", "De prijs van brood daalde opnieuw."),
    ("nl", "negation", "De brug gaat niet dicht.", "De brug gaat dicht."),
    ("pl", "direction", "Cena chleba wzrosła w maju.", "Cena chleba spadła w maju."),
    ("pl", "negation", "Most nie zostanie zamknięty.", "Most zostanie zamknięty."),
    ("fi", "direction", "Leivän hinta nousi toukokuussa.", "Leivän hinta laski toukokuussa."),
    ("fi", "hedge", "Silta avataan ehkä kesäkuussa.", "Silta avataan kesäkuussa."),
    ("ru", "direction", "Цена хлеба выросла в мае.", "Цена хлеба упала в мае."),
    ("ru", "negation", "Мост не закроют.", "Мост закроют."),
    ("ko", "direction", "빵 가격이 다시 상승했다.", "빵 가격이 다시 하락했다."),
    ("zh", "direction", "面包价格再次上涨。", "面包价格再次下跌。"),
    ("zh", "negation", "这座桥不会关闭。", "这座桥会关闭。"),
    ("zh", "hedge", "这座桥可能关闭。", "这座桥将关闭。"),
    ("ja", "direction", "パンの価格が再び上昇した。", "パンの価格が再び下落した。"),
    ("ja", "negation", "橋は閉鎖されていない。", "橋は閉鎖されている。"),
    ("ja", "status", "同社は新工場を発表した。", "同社は新工場を否定した。"),
    ("ar", "direction", "ارتفع سعر الخبز مرة أخرى.", "انخفض سعر الخبز مرة أخرى."),
    ("ar", "negation", "لن يغلق الجسر في يونيو.", "سوف يغلق الجسر في يونيو."),
    ("vi", "direction", "Giá bánh mì lại tăng.", "Giá bánh mì lại giảm."),
    ("vi", "negation", "Cây cầu sẽ không đóng cửa.", "Cây cầu sẽ đóng cửa."),
    ("vi", "hedge", "Cây cầu có thể đóng cửa.", "Cây cầu sẽ đóng cửa."),
]
ACROSS = [
    (
        ("de", "Der Preis ist um 5 Prozent gestiegen."),
        ("fr", "Le prix a augmenté de 5 %."),
        ("fr", "Le prix a baissé de 5 %."),
    ),
    (("zh", "价格上涨5%。"), ("en", "The price rose by 5%."), ("en", "The price fell by 5%.")),
    (("ja", "価格は5%下落した。"), ("es", "El precio bajó un 5 %."), ("es", "El precio subió un 5 %.")),
    (("ar", "ارتفع السعر بنسبة 5%."), ("fr", "Le prix a augmenté de 5 %."), ("fr", "Le prix a augmenté de 6 %.")),
    (("vi", "Giá tăng 5%."), ("pt", "O preço subiu 5%."), ("pt", "O preço caiu 5%.")),
]


def kinds(cited: str, in_language: str, text: str, language: str) -> set[str]:
    """The kinds of faults of a reworded sentence against one cited sentence."""
    article = Article("cited", "", "Example Daily", "", cited, DAY, DAY, language=in_language)
    item = UnderstoodArticle(article, understood(article, in_language, known.load(())))
    span = Span("cited", 0, len(cited))
    sentence = Sentence(text, language, "reworded", (Citation("cited", "", "Example Daily", 0, len(cited), cited),))
    return {fault.kind for fault in faults(sentence, (Cited(item, (span,), "Example Daily"),), words_reader())}


@pytest.mark.parametrize(("language", "text", "cited"), SAME)
def test_what_is_said_otherwise_passes(language: str, text: str, cited: str) -> None:
    assert kinds(cited, language, text, language) == set()


@pytest.mark.parametrize(("language", "_kind", "cited", "text"), WRONG)
def test_one_thing_changed_is_found(language: str, _kind: str, cited: str, text: str) -> None:
    assert kinds(cited, language, text, language)


@pytest.mark.parametrize(("cited", "right", "wrong"), ACROSS)
def test_words_of_another_language_bear_out_what_is_right_and_nothing_else(
    cited: tuple[str, str], right: tuple[str, str], wrong: tuple[str, str]
) -> None:
    assert kinds(cited[1], cited[0], right[1], right[0]) == set()
    assert kinds(cited[1], cited[0], wrong[1], wrong[0])
