"""The evaluation of the checker: what is planted is wrong, what is rewritten is not, and each table holds together."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from vigie.app.evaluation.checker.cases import across_cases, own_cases
from vigie.app.evaluation.checker.planting import planted, swapped
from vigie.app.evaluation.checker.recorded import Source
from vigie.app.evaluation.checker.tables import KINDS, SAME, languages, plain, table, variants
from vigie.app.evaluation.checker.unchanged import rewritten
from vigie.knowledge import names as known
from vigie.model import Article, Span, UnderstoodArticle
from vigie.understand.reading import understood

DAY = datetime(2026, 3, 12, 12, tzinfo=UTC)


def source(text: str, language: str) -> Source:
    article = Article("words", "", "Example Daily", "", text, DAY, DAY, language=language)
    return Source(
        UnderstoodArticle(article, understood(article, language, known.load(()))), Span("words", 0, len(text))
    )


def test_a_marked_sentence_gives_one_change_at_a_time_and_those_with_a_plus_together() -> None:
    marked = "{Meta|role+=Apple} paid {Apple|role+=Meta} {5 euros|digit=6 euros|same=€5}."

    assert plain(marked) == "Meta paid Apple 5 euros."
    assert [(one.kind, one.text) for one in variants(marked)] == [
        ("digit", "Meta paid Apple 6 euros."),
        (SAME, "Meta paid Apple €5."),
        ("role", "Apple paid Meta 5 euros."),
    ]


def test_a_kind_of_error_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        list(variants("{red|colour=blue}"))


def test_ten_languages_have_the_same_forty_sentences_and_every_kind_of_error() -> None:
    assert set(languages()) >= {"ar", "de", "en", "es", "fr", "it", "ja", "pt", "vi", "zh"}
    for language in languages():
        sentences = table(language).sentences
        assert {f"s{number:02}" for number in range(1, 41)} <= sentences.keys()
        counted = Counter(one.kind for marked in sentences.values() for one in variants(marked))
        assert all(counted[kind] >= 8 for kind in KINDS), (language, counted)


def test_no_planted_error_leaves_a_sentence_as_it_was() -> None:
    for language in languages():
        for case in own_cases(language):
            assert not case.wrong or case.text != case.cited.text, case.text


def test_a_sentence_of_ours_is_checked_against_the_words_of_other_languages_only() -> None:
    cases = list(across_cases("fr"))

    assert {case.cited.item.article.language for case in cases} >= {"ar", "ja", "de"}
    assert all(case.cited.item.article.language != "fr" for case in cases)


@pytest.mark.parametrize(
    ("language", "text", "kind", "expected"),
    [
        ("en", "Sales rose to 5 billion dollars on 3 March.", "unit", "Sales rose to 5 million dollars on 3 March."),
        ("fr", "Le prix a augmenté de 3 % lundi.", "date", "Le prix a augmenté de 3 % mercredi."),
        ("fr", "Le prix a augmenté de 3 % lundi.", "direction", "Le prix a diminué de 3 % lundi."),
        ("de", "Das Werk könnte im Juni schließen.", "hedge", "Das Werk wird im Juni schließen."),
        ("es", "El banco no ha vendido nada.", "negation", "El banco ha vendido nada."),
        ("zh", "该公司营收增长5%。", "direction", "该公司营收下降5%。"),
        ("ja", "同社は新工場の計画を発表した。", "status", "同社は新工場の計画を否定した。"),
        ("ar", "ارتفع السعر بنسبة 5%.", "direction", "انخفض السعر بنسبة 5%."),
    ],
)
def test_an_error_is_planted_by_the_words_of_its_language(language: str, text: str, kind: str, expected: str) -> None:
    found = {one.kind: one.text for one in planted(source(text, language), table(language), language)}

    assert found[kind] == expected


def test_nothing_is_planted_where_there_is_nothing_to_change() -> None:
    assert list(planted(source("Il pleut beaucoup ici.", "fr"), table("fr"), "fr")) == []


def test_a_digit_of_another_script_stays_one_of_its_script() -> None:
    found = {one.kind: one.text for one in planted(source("دفعت الشركة ٥ مليون دولار.", "ar"), table("ar"), "ar")}

    assert any("٠" <= letter <= "٩" and letter != "٥" for letter in found["digit"])


def test_quoted_words_are_never_rewritten() -> None:
    found = {one.kind for one in rewritten(source("« Nous perdons 5 % », a-t-elle dit.", "fr"), table("fr"), "fr")}

    assert "formats" not in found


def test_a_word_inside_another_is_not_swapped() -> None:
    assert swapped("The prose was dull.", (("rose", "fell"),), "en") == []
