"""What a title says its page is, in the languages of the news."""

import pytest

from vigie.knowledge import genres
from vigie.model import KnowledgeError

SHOWN = [
    ("fr", "Bon plan : cet écran à -35 % chez un marchand en ligne", "deal"),
    ("fr", "Test du nouvel assistant de Lumo : bavard mais juste", "review"),
    ("fr", "Wall Street termine en hausse avant l’inflation", "market"),
    ("en", "Show HN: A small notebook that draws its own graphs", "showcase"),
    ("en", "How to run a language model on an old laptop", "howto"),
    ("en", "7 best tools for writers this spring", "list"),
    ("en", "Robots get hands 🤖, a lab loses its head 🧪, and a merger", "list"),
    ("de", "Staubsauger X2 im Test: leise und gründlich", "review"),
    ("es", "Cómo instalar el asistente en un teléfono antiguo", "howto"),
    ("pt", "Ibovespa fecha em alta com balanços", "market"),
    ("it", "Recensione del nuovo visore di Alba", "review"),
    ("ru", "Как установить помощника на старый телефон", "howto"),
    ("ar", "نصائح لاستخدام المساعد الذكي", "howto"),
    ("zh", "星河平板发布，首销 1999 元起", "product"),
    ("ja", "新しいコード補助ツールを使ってみた", "review"),
    ("ko", "새 노트북 사전예약 시작, 출시가 공개", "product"),
    ("vi", "Cách cài đặt trợ lý trên điện thoại cũ", "howto"),
]
NEWS = [
    ("fr", "La cour d’appel de Lyon condamne Lumo pour ses données d’entraînement"),
    ("en", "Lumo buys Alba for $3 billion"),
    ("de", "Bundesregierung beschließt Gesetz über Rechenzentren"),
    ("zh", "星河科技宣布收购阿尔巴公司"),
    ("ja", "ルモ、アルバを30億ドルで買収へ"),
    ("ar", "محكمة باريس تدين شركة لومو"),
    ("ru", "Суд в Париже оштрафовал компанию «Лумо»"),
    ("vi", "Tòa án Paris phạt công ty Lumo"),
]


@pytest.mark.parametrize(("language", "title", "genre"), SHOWN)
def test_a_title_shows_that_its_page_is_no_news(language: str, title: str, genre: str) -> None:
    assert genres.genre_of(title, language) == genre


@pytest.mark.parametrize(("language", "title"), NEWS)
def test_a_news_title_shows_no_genre(language: str, title: str) -> None:
    assert genres.genre_of(title, language) == ""


def test_a_language_without_a_table_is_read_by_the_signs_of_all() -> None:
    assert genres.genre_of("Show HN: Ett litet program", "sv") == "showcase"
    assert genres.genre_of("Domstolen dömer Lumo", "sv") == ""


@pytest.mark.parametrize("text", ["[fr]\nsong = ['x']", "[fr]\ndeal = ['(']", "[fr", "[fr]\ndeal = 3"])
def test_a_table_that_is_not_well_formed_says_so(text: str) -> None:
    with pytest.raises(KnowledgeError):
        genres.read(text)
