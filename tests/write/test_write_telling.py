"""One story told: no sentence without its words, no foreign sentence in disguise, nothing told twice."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from write_builders import DAY, brief, chinese, english, french, material, news, told_item

from vigie.model import (
    Article,
    Chapter,
    Conflict,
    ConflictingValue,
    EventType,
    Reversal,
    Sentence,
    Span,
    Status,
    StatusChange,
    Transition,
)
from vigie.ports.testing import at
from vigie.write.material import Material


def quotes_are_there(one: Material, sentences: tuple[Sentence, ...]) -> bool:
    texts = {i.article.id: i.article for i in (*one.articles, *one.past.values())}
    return all(
        texts[c.article].part(c.part)[c.start : c.end] == c.quote for sentence in sentences for c in sentence.citations
    )


STORIES = {
    "fr": (french(),),
    "en": (english(),),
    "zh": (chinese(),),
    "fr+en+zh": (french(), english(), chinese()),
    "en+zh": (english(), chinese()),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("told", STORIES)
def test_every_sentence_quotes_words_that_stand_where_it_says(told: str, language: str) -> None:
    one = material(*STORIES[told])

    for item in brief(one, language=language).items:
        assert quotes_are_there(one, (item.title, *item.told()))
        assert all(sentence.citations for sentence in item.told())


@pytest.mark.parametrize("language", ["fr", "en", "es", "de", "pt"])
@pytest.mark.parametrize("told", STORIES)
def test_nothing_is_shown_in_another_language_than_the_readers(told: str, language: str) -> None:
    for item in brief(material(*STORIES[told]), language=language).items:
        assert {s.language for s in (item.title, *item.told())} == {language}


def test_a_deed_that_no_source_tells_in_the_readers_language_is_composed() -> None:
    item = told_item(material(english()), "fr")

    assert item.title.kind == item.sentences[0].kind == "composed"
    assert item.sentences[0].text.replace("\u00a0", " ").startswith("OpenAI annonce le rachat de Mistral AI")
    assert "selon Gazette en" in item.sentences[0].text
    assert item.sentences[0].citations[0].quote == english().title
    assert "fr" not in item.languages


def test_a_story_that_can_neither_be_read_nor_retold_gives_its_place_to_another() -> None:
    talk = news("zh", "人工智能公司谈论未来", "多家人工智能公司周一谈论未来，与会者没有给出细节，也没有公布任何数字。")

    assert brief(material(talk)).items == ()


def test_a_story_in_the_readers_language_is_told_in_it_alone() -> None:
    item = told_item(material(*STORIES["fr+en+zh"]), "fr")

    assert {s.language for s in (item.title, *item.sentences)} == {"fr"}
    assert item.languages[0] == "fr"


def test_the_title_is_kept_word_for_word() -> None:
    assert told_item(material(french())).title.text == french().title


def test_the_lead_is_followed_by_whose_word_it_is() -> None:
    item = told_item(material(french()))

    assert item.sentences[1].text == "L’annonce vient d’OpenAI."
    assert item.origins == ("OpenAI",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Selon le Wall Street Journal, OpenAI rachète Mistral AI pour 50 milliards de dollars en actions et en argent.",
         "L’information vient du Wall Street Journal."),
        ("Selon Reuters, qui cite des sources proches, OpenAI rachète Mistral AI pour 50 milliards de dollars.",
         "L’information vient de Reuters"),
        ("Des sources proches du dossier ont indiqué que Mistral AI serait rachetée par OpenAI avant décembre.",
         "L’information repose sur des sources non nommées, citées par Gazette fr."),
        ("Mistral AI et OpenAI se rapprochent depuis lundi autour de 50 millions de dollars d’actions communes.",
         "Gazette fr est la seule source lue sur ce sujet."),
    ],
)  # fmt: skip
def test_the_origin_is_told_in_french_as_the_text_shows_it(line: str, said: str) -> None:
    item = told_item(material(news("fr", "Mistral AI change de mains à Paris", line)))

    assert item.sentences[1].text.startswith(said)


def test_several_origins_are_counted_and_named() -> None:
    one = news(
        "fr",
        "OpenAI rachète Mistral AI",
        "Selon Reuters, OpenAI rachète Mistral AI pour 50 milliards de dollars.",
    )
    two = news(
        "fr",
        "Mistral AI rachetée",
        "Selon Bloomberg, OpenAI rachète Mistral AI et garde 400 ingénieurs.",
        source="Port Soir",
    )
    item = told_item(material(one, two))

    assert item.sentences[1].text == "Origines distinctes\u00a0: Bloomberg et Reuters."
    assert item.n_origins == 2


def test_a_story_whose_only_words_are_a_headline_is_not_told() -> None:
    assert brief(material(news("fr", "OpenAI rachète Mistral AI pour 50 milliards"))).items == ()


def test_a_story_off_the_subject_is_not_told() -> None:
    rain = news(
        "fr", "La pluie tombe sur le port", "La pluie est tombée lundi sur le port, et la mairie a fermé deux quais."
    )

    made = brief(material(rain))

    assert made.items == ()
    assert made.coverage.on_subject == 0


def test_round_ups_and_live_pages_alone_make_no_item() -> None:
    listed = replace(french(), title="Revue de presse : OpenAI rachète Mistral AI")

    assert brief(material(listed)).items == ()


def step(of: Article, agent: str, patient: str, day: date, status: Status = Status.CONSIDERING) -> StatusChange:
    return StatusChange(day, EventType.LAWSUIT, agent, patient, status, Span(of.id, 0, len(of.text)), of.source)


def chapter(**wanted: object) -> Chapter:
    made = Chapter(story="s", members="m", storyline="l", day=DAY, entities=("Microsoft", "OpenAI"))
    return replace(made, **wanted)  # type: ignore[arg-type]  # fields of Chapter


def test_a_saga_is_recalled_in_order_with_its_dates_and_words() -> None:
    old = news("fr", "Avant", "OpenAI envisage d’accuser Microsoft.", published_at=datetime(2025, 6, 1, 8, tzinfo=UTC))
    item = told_item(
        material(french(), past=[old], chapter=chapter(earlier=(step(old, "OpenAI", "Microsoft", date(2025, 6, 1)),)))
    )

    assert [s.text for s in item.timeline] == [
        "Le 1er juin 2025\u00a0: action en justice, OpenAI contre Microsoft (projet)."
    ]
    assert item.timeline[0].citations[0].quote == old.text


def test_a_reversal_says_who_was_against_whom_then_and_now() -> None:
    old = news("fr", "Avant", "OpenAI envisage d’accuser Microsoft.", published_at=datetime(2025, 6, 17, 8, tzinfo=UTC))
    now = news(
        "fr",
        "Microsoft menace de poursuivre OpenAI en justice",
        "Microsoft menace d’engager une action en justice contre OpenAI, son partenaire de toujours à Paris.",
    )
    turned = Reversal(
        EventType.LAWSUIT,
        step(old, "OpenAI", "Microsoft", date(2025, 6, 17)),
        step(now, "Microsoft", "OpenAI", DAY, Status.THREAT),
    )
    item = told_item(material(now, past=[old], chapter=chapter(reversal=turned)))

    assert item.reversal is not None
    assert item.reversal.text == (
        "En juin 2025, c’était OpenAI qui envisageait une action en justice contre Microsoft\u00a0; "
        "cette fois, Microsoft menace d’engager une action en justice contre OpenAI."
    )
    assert [c.article for c in item.reversal.citations] == [old.id, now.id]


def test_a_saga_whose_old_article_is_gone_is_not_recalled() -> None:
    old = news("fr", "Avant", "OpenAI envisage d’accuser Microsoft.")
    then, now = step(old, "OpenAI", "Microsoft", date(2025, 6, 17)), step(french(), "Microsoft", "OpenAI", DAY)
    turned = Reversal(EventType.LAWSUIT, then, now)
    item = told_item(material(french(), chapter=chapter(reversal=turned, earlier=(turned.earlier,))))

    assert item.reversal is None
    assert item.timeline == ()


def test_a_conflict_gives_each_value_and_who_gives_it() -> None:
    one = french(title="OpenAI rachète Mistral AI", text="OpenAI a payé 50 milliards de dollars en actions.")
    two = replace(one, id="f" * 16, source="Port Soir", text="OpenAI a payé 40 milliards de dollars en actions.")
    values = tuple(
        ConflictingValue(str(Decimal(value)), "USD", a.source, Span(a.id, 0, len(a.text)))
        for value, a in [(50_000_000_000, one), (40_000_000_000, two)]
    )
    item = told_item(
        material(one, two, chapter=chapter(conflicts=(Conflict(EventType.ACQUISITION, "OpenAI", values),)))
    )

    assert [s.text.replace("\u00a0", " ") for s in item.conflicts] == [
        (
            "Les chiffres divergent : 50 milliards de dollars selon Gazette fr et 40 milliards de dollars selon Port Soir "
            "(acquisition)."
        )
    ]
    assert len(item.conflicts[0].citations) == 2


def test_a_conflict_within_one_article_names_the_one_it_quotes() -> None:
    one = french(text="OpenAI supprime 900 postes à Paris, et 1\u202f400 postes selon le Syndicat du port.")
    values = tuple(
        ConflictingValue(value, "", source, Span(one.id, 0, len(one.text)), "job")
        for value, source in [("900", one.source), ("1400", "Syndicat du port")]
    )
    item = told_item(material(one, chapter=chapter(conflicts=(Conflict(EventType.LAYOFF, "OpenAI", values),))))

    assert [s.text.replace("\u00a0", " ").replace("\u202f", " ") for s in item.conflicts] == [
        "Les chiffres divergent : 900 selon Gazette fr et 1 400 selon Syndicat du port (suppressions de postes)."
    ]


@pytest.mark.parametrize(
    ("patient", "text"),
    [
        (
            "Microsoft",
            "Le statut change : action en justice, OpenAI contre Microsoft (envisagé le 1er mars 2026, puis démenti).",
        ),
        ("", "Le statut change : action en justice, OpenAI (envisagé le 1er mars 2026, puis démenti)."),
    ],
)
def test_a_claim_that_is_denied_days_later_is_told_with_both_sentences(patient: str, text: str) -> None:
    old = news("fr", "Avant", "OpenAI envisage une action en justice contre Microsoft.", published_at=at(8, day=1))
    now = news(
        "fr",
        "OpenAI dément toute action en justice contre Microsoft",
        "OpenAI a démenti jeudi toute action en justice contre Microsoft, son partenaire de toujours à Paris.",
    )
    before = step(old, "OpenAI", patient, date(2026, 3, 1))
    moved = Transition(before, step(now, "OpenAI", patient, DAY, Status.DENIED))
    item = told_item(material(now, past=[old], chapter=chapter(earlier=(before,), transitions=(moved,))))

    changed = next(s for s in item.told() if s.text.replace("\u00a0", " ") == text)
    assert [c.article for c in changed.citations] == [old.id, now.id]


def test_a_reader_who_asks_for_everything_hears_of_no_changes() -> None:
    assert told_item(material(french(), english())).changes == ()


def test_one_article_told_in_two_languages_is_two_sources_and_one_voice() -> None:
    item = told_item(material(french(), english(), chinese()))

    assert (item.n_articles, item.n_origins) == (3, 1)
    assert [line.language for line in item.sources] == ["fr", "en", "zh"] or len(item.sources) == 3


def test_figures_count_the_voices_that_give_them() -> None:
    item = told_item(material(french(), english(), chinese()))

    assert [(line.value, line.currency, line.voices) for line in item.figures] == [("50000000000", "USD", 1)]


def test_the_origin_that_is_counted_is_the_one_that_the_sentence_names() -> None:
    first = news(
        "fr", "OpenAI ferme Sora", "Le service Sora sera fermé en avril.", source="Matin Rapide", published_at=at(6)
    )
    lead = news(
        "fr",
        "OpenAI va fermer Sora à Paris en avril",
        "Le service de vidéo Sora, lancé par OpenAI à Paris en 2025, sera fermé en avril pour faute de public.",
        published_at=at(9),
    )
    other = news(
        "fr", "Sora fermera", "Le service Sora ne sera plus ouvert en avril.", source="Port Soir", published_at=at(10)
    )

    item = told_item(material(first, lead, other))

    assert item.origins == ("Matin Rapide",)
    assert item.sentences[1].text.endswith("le plus ancien est de Matin Rapide.")
