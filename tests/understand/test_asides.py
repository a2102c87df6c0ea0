"""What is not the article's own words, in its own language and in others; and what only looks like it."""

import pytest

from vigie.knowledge.asides import kind_of
from vigie.ports.testing import article
from vigie.understand import decide

ASIDES = [
    # An address alone
    ("fr", "https://prefecture.example/avis?id=7", "related"),
    ("zh", "• http://daily.example/大坝", "related"),
    # A sentence, then a credit: the caption that the credit signs.
    ("fr", "La maire devant le barrage, lundi. Photo : Harbour Post.", "caption"),
    ("fr", "Le barrage vu du ciel. Crédit photo : Untel/Agence", "caption"),
    ("en", "The mayor at the dam. Photo: A. Writer", "caption"),
    ("vi", "Thị trưởng trước con đập. Ảnh: Báo Bến Cảng", "caption"),
    ("vi", "Con đập nhìn từ trên cao. Ảnh : Harbour Post .", "caption"),
    ("zh", "市长在大坝前。图：港口邮报", "caption"),
    ("ja", "ダムの前の市長。写真：港新聞", "caption"),
    ("ko", "댐 앞의 시장. 사진: 항구일보", "caption"),
    ("de", "Die Bürgermeisterin am Damm. Foto: Hafenpost", "caption"),
    ("es", "La alcaldesa ante la presa. Foto: El Puerto", "caption"),
    # Credits alone
    ("fr", "Photo : Untel", "credit"),
    ("fr", "© Untel / Agence du Nord", "credit"),
    ("en", "Image: Harbour Post", "credit"),
    ("zh", "图源：港口邮报", "credit"),
    ("ja", "写真：港新聞", "credit"),
    ("vi", "Ảnh: Báo Bến Cảng", "credit"),
    # Comment counters, own and of another language
    ("fr", "Comment (0)", "comments"),
    ("fr", "Commentaires (12)", "comments"),
    ("vi", "Comment (3)", "comments"),
    ("zh", "Comments (0)", "comments"),
    ("en", "Commentaires (4)", "comments"),
    ("fr", "Laisser un commentaire", "comments"),
    ("en", "Leave a comment", "comments"),
    ("de", "3 Kommentare", "comments"),
    ("es", "2 comentarios", "comments"),
    # Share bars, own and borrowed
    ("fr", "Partager cet article", "share"),
    ("fr", "Facebook | X | LinkedIn | WhatsApp", "share"),
    ("ja", "Facebook | X | LinkedIn", "share"),
    ("en", "Share this article on Facebook", "share"),
    # Promotion and newsletters
    ("fr", "Abonnez-vous pour lire la suite.", "promo"),
    ("fr", "L’article Le barrage ferme est apparu en premier sur Le Port.", "promo"),
    ("fr", "Exemple.fr – Veille et actualité du port", "promo"),
    ("fr", "Toute l’actualité du port, chaque matin.", "promo"),
    ("fr", "Inscrivez-vous à notre newsletter du matin", "newsletter"),
    ("fr", "Recevez chaque semaine notre lettre dans votre boîte mail", "newsletter"),
    ("en", "The post Dam closed appeared first on Harbour Post.", "promo"),
    ("en", "Sign up for our daily newsletter", "newsletter"),
    ("en", "Advertisement", "promo"),
    ("fr", "À lire aussi : le barrage rouvre", "related"),
    ("en", "Read more: the dam reopens", "related"),
    ("de", "Lesen Sie auch: Der Damm öffnet wieder", "related"),
    # The line that names where a text comes from, kept for trace as evidence
    ("fr", "Source : https://harbour.example/dam", "source_line"),
    ("fr", "Sources : Harbour Post, Agence du Nord", "source_line"),
    ("en", "Source: Harbour Post", "source_line"),
    ("zh", "来源：港口邮报", "source_line"),
    ("vi", "Nguồn: Báo Bến Cảng", "source_line"),
    ("de", "Quelle: Hafenpost", "source_line"),
    ("es", "Fuente: El Puerto", "source_line"),
    ("vi", "Source : https://harbour.example/dam", "source_line"),
    ("ru", "Источник: Портовые вести", "source_line"),
    ("ar", "المصدر: بريد الميناء", "source_line"),
    ("ko", "출처: 항구일보", "source_line"),
    ("ja", "出典：港新聞", "source_line"),
    ("en", "This website uses cookies to improve your experience.", "cookies"),
]  # fmt: skip

OWN_WORDS = [
    ("fr", "La photo du barrage a fait le tour du monde."),
    ("fr", "Selon une source proche, le barrage fermera."),
    ("fr", "La source de la rivière se trouve au nord."),
    ("fr", "Les commentaires (plus de 300) ont été fermés lundi par la mairie."),
    ("fr", "Partager la facture entre voisins reste possible, selon la mairie."),
    ("fr", "L’essentiel du barrage tient encore."),
    ("fr", "Le service compte des abonnés dans dix pays."),
    ("fr", "Cet article du code a été modifié lundi."),
    ("fr", "« Découvrez nos offres », promettait l’affiche de la jeune pousse."),
    ("en", "The photograph shows the dam before it closed."),
    ("en", "Share prices fell after the dam was closed."),
    ("en", "Sources said the dam would close."),
    ("en", "More than 300 comments were sent to the mayor."),
    ("en", "Cookies are what the ruling is about: the court fined the firm."),
    ("en", "The newsletter was founded by two engineers in 2019."),
    ("en", "Read the law twice, the mayor told the council."),
    ("de", "Das Foto zeigt den Damm vor der Schließung."),
    ("de", "Die Quelle des Flusses liegt im Norden."),
    ("es", "La foto de la presa dio la vuelta al mundo."),
    ("es", "Fuentes del puerto aseguran que la presa cerrará."),
    ("vi", "Ảnh chụp con đập lan truyền khắp mạng xã hội."),
    ("vi", "Nguồn tin cho biết con đập sẽ đóng cửa."),
    ("zh", "图中的大坝已于周一关闭。"),
    ("zh", "消息来源称大坝将关闭。"),
    ("ja", "写真のダムは月曜日に閉鎖された。"),
    ("ko", "사진 속 댐은 월요일에 닫혔다."),
    ("ru", "Источник в мэрии сообщил о закрытии плотины."),
    ("ar", "قال مصدر في البلدية إن السد سيُغلق."),
    ("en", "The firm closed its comments section on Monday."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "kind"), ASIDES)
def test_a_line_that_is_not_the_articles_own_is_set_aside(language: str, line: str, kind: str) -> None:
    assert kind_of(line, language) == kind


@pytest.mark.parametrize(("language", "line"), OWN_WORDS)
def test_a_sentence_of_the_news_is_never_set_aside(language: str, line: str) -> None:
    assert kind_of(line, language) is None


@pytest.mark.parametrize("line", ["", "—", "* * *", "«»"])
def test_what_holds_no_word_is_no_aside(line: str) -> None:
    assert kind_of(line, "fr") is None


def test_no_sentence_is_made_from_an_aside() -> None:
    text = (
        "La maire devant le barrage, lundi. Photo : Harbour Post.\nOpenAI a fermé le barrage lundi.\n"
        "Comment (0)\nFacebook | X | LinkedIn\nSource : https://harbour.example/dam\n"
        "L’article Le barrage ferme est apparu en premier sur Le Port."
    )
    one = article(text=text, title="Le barrage ferme", language="fr")

    found = decide(one)

    assert [one.words(span) for span in found.sentences] == ["Le barrage ferme", "OpenAI a fermé le barrage lundi."]
    assert [aside.kind for aside in found.asides] == ["caption", "comments", "share", "source_line", "promo"]


def test_no_name_figure_or_claim_is_taken_from_an_aside() -> None:
    text = "Le barrage ferme.\nPhoto : Microsoft, 3 millions de dollars, hier\nSource : OpenAI"

    found = decide(article(text=text, title="Le barrage ferme ses portes", language="fr"))

    assert (found.mentions, found.amounts, found.dates, found.claims) == ((), (), (), ())


def test_an_aside_inside_a_paragraph_is_set_aside_alone() -> None:
    text = "OpenAI a fermé le barrage lundi. Abonnez-vous pour lire la suite. La ville se tait depuis."
    one = article(text=text, title="Barrage", language="fr")

    found = decide(one)

    assert [one.words(aside.span) for aside in found.asides] == ["Abonnez-vous pour lire la suite."]
    assert len([span for span in found.sentences if span.part == "text"]) == 2


def test_a_page_of_asides_alone_has_its_title_and_no_sentence_of_text() -> None:
    found = decide(article(text="Comment (0)\n© Untel\nPartager cet article", title="Le barrage ferme", language="fr"))

    assert [span.part for span in found.sentences] == ["title"]
