"""`vigie eval brief`: the strict matcher, the leads, the verdicts of a reader."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from vigie.app.evaluation.brief import leads, verdicts
from vigie.app.evaluation.brief.stage import is_in
from vigie.app.evaluation.brief.support import Ground, unsupported
from vigie.model import Brief, Citation, Coverage, Item, Sentence, UnderstoodArticle
from vigie.ports.testing import article
from vigie.understand import decide as understood
from vigie.understand import words_reader

DAY = date(2026, 3, 12)
READ = words_reader()
TEXT = (
    "Nvidia said on Tuesday that it would pay $1.5 billion for Mistral AI. The deal closes on 30 June 2026. "
    "“We are happy,” said Jensen Huang."
)
SOURCE = article("The Ledger", TEXT, language="en", published_at=datetime(2026, 3, 11, 9, tzinfo=UTC))
GROUND = Ground({SOURCE.id: UnderstoodArticle(SOURCE, understood(SOURCE))}, counts=frozenset({3}))


def saying(text: str, language: str = "fr", kind: str = "composed", quote: str = TEXT) -> Sentence:
    start = TEXT.index(quote)
    cited = Citation(SOURCE.id, "", "The Ledger", start, start + len(quote), quote)
    return Sentence(text, language, kind, (cited,))  # type: ignore[arg-type]  # a kind of the model


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia paierait 1,5 milliard de dollars pour Mistral AI.",
        "Selon The Ledger, l’opération serait close le 30 juin 2026.",
        "L’opération serait close en juin 2026.",
        "Le 11 mars 2026, Nvidia parlait de 1 500 millions de dollars.",
        "3 textes lus parlent de Nvidia.",
        "英伟达将支付15亿美元。",
    ],
)
def test_what_the_cited_words_hold_is_supported_in_any_language(text: str) -> None:
    assert unsupported(saying(text, "zh" if "亿" in text else "fr"), GROUND, READ, DAY) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("AMD paierait 1,5 milliard de dollars.", "AMD"),
        ("Nvidia paierait 1,6 milliard de dollars.", "1,6"),
        ("Nvidia paierait 1,5 milliard d’euros.", "1,5"),
        ("L’opération serait close le 29 juin 2026.", "29 juin"),
        ("Nvidia est « très heureux ».", "très heureux"),
        ("7 textes lus parlent de Nvidia.", "7"),
    ],
)
def test_what_they_do_not_hold_is_named(text: str, missing: str) -> None:
    found = unsupported(saying(text), GROUND, READ, DAY)

    assert len(found) == 1
    assert missing in found[0]


def test_a_quotation_must_be_its_source_s_words_to_the_letter() -> None:
    quote = "The deal closes on 30 June 2026."

    assert unsupported(saying(quote, "en", "quoted", quote), GROUND, READ, DAY) == ()
    assert unsupported(saying("The deal closes on 30 July 2026.", "en", "quoted", quote), GROUND, READ, DAY)


def test_a_citation_of_words_that_do_not_stand_there_is_found() -> None:
    moved = saying("Nvidia paierait.", quote="Nvidia said")
    (cited,) = moved.citations
    elsewhere = replace(moved, citations=(replace(cited, start=cited.start + 3, end=cited.end + 3),))

    assert any("no such words" in what for what in unsupported(elsewhere, GROUND, READ, DAY))


def test_only_a_text_that_is_surely_in_another_language_is_in_a_wrong_one() -> None:
    assert is_in("GPT-5.3 Codex-Spark", "fr")
    assert is_in("OpenAI a présenté mardi un modèle plus rapide.", "fr")
    assert not is_in("OpenAI presented a faster model for programmers on Tuesday.", "fr")
    assert not is_in("OpenAIは新しいモデルを発表した。", "fr")


def item_of(*sentences: Sentence) -> Item:
    title = Sentence("Nvidia et Mistral AI", "fr", "title", sentences[0].citations)
    return Item("s", "", title, "announced", 1, 1, ("Nvidia",), ("fr",), sentences, ())


def test_a_lead_that_tells_all_four_is_whole_and_one_without_an_origin_is_not() -> None:
    news = saying("Nvidia rachète Mistral AI pour 1,5 milliard de dollars.", kind="quoted")
    origin = saying("L’annonce vient de Nvidia.")

    assert leads.told_by(item_of(news, origin), READ, DAY).whole
    alone = leads.told_by(item_of(news), READ, DAY)
    assert (alone.who, alone.what, alone.certainty) == (True, True, False)


def test_a_verdict_holds_only_for_the_words_that_were_read() -> None:
    item = item_of(saying("Nvidia rachète Mistral AI.", kind="quoted"))
    coverage = Coverage(1, 1, 0, 0, 0, 1, 1)
    brief = Brief(DAY, "fr", "ai", coverage, (item,))
    judged = verdicts.Judgments("", (verdicts.Verdict("2026-03-12", "fr", "s", verdicts.words_of(item), "wrong name"),))

    told = {score.name: score.score for score in verdicts.scores([brief], judged)}
    assert told == {"reading.wrong": 1.0, "reading.items": 1.0}
    changed = replace(brief, items=(item_of(saying("Nvidia renonce à Mistral AI.", kind="quoted")),))
    told = {score.name: score.score for score in verdicts.scores([changed], judged)}
    assert told == {"reading.wrong": None, "reading.items": 0.0}
