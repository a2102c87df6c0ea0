"""What grouping looks at: the words of an article's top, never its asides."""

from dataclasses import replace

import pytest
from group_builders import read, same, told, view

from vigie.group.views import view_of
from vigie.knowledge.backdrop import terms
from vigie.knowledge.leads import LEAD_CHARACTERS, LEAD_CHARACTERS_UNSPACED
from vigie.ports.testing import article, at


def test_an_aside_is_no_part_of_the_view() -> None:
    plain = article(text="OpenAI a fermé le barrage lundi.", title="Le barrage ferme", language="fr")
    framed = replace(plain, text=f"Photo : Microsoft\n{plain.text}\nComment (0)\nSource : Anthropic")

    assert view(framed).lead == view(plain).lead == "Le barrage ferme\nOpenAI a fermé le barrage lundi."
    assert view(framed).key == view(plain).key
    assert view(framed).names.tolist() == view(plain).names.tolist() == terms(["openai"]).tolist()


def test_the_key_depends_on_the_words_and_their_language_alone() -> None:
    one = told("dam")
    elsewhere = replace(one, id="another", source="Le Port", url="https://port.example", published_at=at(20))

    assert view(elsewhere).key == view(one).key
    item = read(one)
    spoken = replace(item, understanding=replace(item.understanding, language="en"))
    assert view_of(spoken).key != view(one).key


@pytest.mark.parametrize(
    ("language", "sentence", "longest"),
    [
        ("fr", "OpenAI a fermé le barrage de Rivemont. ", LEAD_CHARACTERS),
        ("zh", "华为周一在深圳发布昇腾九号芯片，售价八万元。", LEAD_CHARACTERS_UNSPACED),
        ("ja", "OpenAIは月曜日にダムを閉鎖したと発表した。", LEAD_CHARACTERS_UNSPACED),
    ],
)
def test_a_lead_is_as_long_as_the_event_needs(language: str, sentence: str, longest: int) -> None:
    one = article(text=sentence * 40, title="…", language=language)

    assert len(view(one).lead) <= longest


def test_names_are_ids_where_they_are_known_so_that_languages_meet() -> None:
    french = article(text="La société Microsoft poursuit OpenAI.", title="…", language="fr")
    chinese = article(text="微软周一起诉OpenAI公司。", title="…", language="zh")

    assert same(view(french).names, "microsoft", "openai")
    assert same(view(chinese).names, "microsoft", "openai")


def test_numbers_are_values_so_that_languages_meet() -> None:
    told_in = [
        ("fr", "Elle a levé 50 Md$ lundi."),
        ("en", "It raised $50bn on Monday."),
        ("zh", "公司周一融资500亿美元。"),
    ]

    for language, text in told_in:
        assert same(view(article(text=text, title="…", language=language)).amounts, "50000000000USD")


@pytest.mark.parametrize(
    ("title", "alone"),
    [
        ("Revue de presse : le barrage ferme", True),
        ("Le barrage ferme", False),
        ("En direct : le barrage ferme", False),
    ],
)
def test_a_round_up_stands_alone(title: str, alone: bool) -> None:
    assert view(article(text="OpenAI a fermé le barrage.", title=title, language="fr")).alone is alone


def test_a_page_without_sentences_is_seen_by_its_title() -> None:
    assert view(article(text="Comment (0)", title="Le barrage ferme", language="fr")).lead == "Le barrage ferme"
