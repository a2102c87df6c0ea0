"""Which stories come first, why, and which have no place."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from write_builders import chinese, english, french, material, news

from vigie.knowledge import names as known
from vigie.knowledge import subjects
from vigie.model import Chapter, EventType, Reversal, Span, Status, StatusChange, StorylineName, Transition
from vigie.write.material import Material
from vigie.write.ranking import Axis, Ranked, choose, fit, rank, story_fit
from vigie.write.ranking.weights import KEPT, WEIGHTS

AI = subjects.load("ai")
ENTITIES = known.load().entities


def ranked(*materials: Material, language: str = "fr", axes: tuple[Axis, ...] = ()) -> tuple[Ranked, ...]:
    return rank([(one, 1.0) for one in materials], language, ENTITIES, axes)


def reasons(one: Material, language: str = "fr", axes: tuple[Axis, ...] = ()) -> str:
    return " | ".join(ranked(one, language=language, axes=axes)[0].reasons).replace("\u00a0", " ")


def plain(number: int, title: str = "", language: str = "fr") -> Material:
    told = title or f"La société Alba {number} présente un modèle d’intelligence artificielle"
    return material(
        news(language, told, f"{told} qui lit {number + 13} langues.", source=f"Gazette {number}"),
        story_id=f"s{number}",
    )


def credited(*origins: str) -> Material:
    articles = [
        news(
            "fr",
            "OpenAI prépare un modèle d’intelligence artificielle",
            f"Selon {origin}, OpenAI prépare un modèle d’intelligence artificielle qui lit {place + 13} langues.",
            source=f"Gazette {place}",
        )
        for place, origin in enumerate(origins)
    ]
    return material(*articles, story_id="s-credited")


def step(status: Status, day: date) -> StatusChange:
    return StatusChange(day, EventType.LAWSUIT, "OpenAI", "Microsoft", status, Span("a", 0, 4), "Gazette fr")


def in_storyline(one: Material, **wanted: object) -> Material:
    chapter = Chapter(
        one.story.id, one.story.members, "line", date(2026, 3, 12), (),
        earlier=(step(Status.RUMOUR, date(2026, 1, 2)),), name=StorylineName(("OpenAI", "Microsoft"), "dispute"),
    )  # fmt: skip
    return replace(one, chapter=replace(chapter, **wanted))  # type: ignore[arg-type]  # fields of Chapter


def test_independent_origins_are_counted_and_named() -> None:
    assert "2 origines indépendantes : Bloomberg et Reuters" in reasons(credited("Reuters", "Bloomberg"))


def test_more_origins_come_before_one() -> None:
    first, second = ranked(credited("Reuters", "Reuters"), replace(credited("Reuters", "Bloomberg")))

    assert len(first.material.trace.voices) == 2 > len(second.material.trace.voices)


def test_reach_over_languages_is_told_in_the_reader_s_words() -> None:
    one = material(french(), english(), chinese())

    assert "repris dans 3 langues" in reasons(one)
    assert "taken up in 3 languages" in reasons(one, "en")


def test_the_act_of_an_authority_is_told_with_its_name_and_weighs_more_than_a_firm_s() -> None:
    fined = news(
        "fr",
        "La Commission européenne enquête sur l’intelligence artificielle de Meta",
        "La Commission européenne a ouvert lundi une enquête sur l’intelligence artificielle de Meta.",
    )

    assert "acte officiel : la Commission européenne" in reasons(material(fined))
    assert WEIGHTS["authority"].points > WEIGHTS["own_act"].points


def test_the_act_of_a_company_is_its_own() -> None:
    assert "acte de l’intéressé : OpenAI" in reasons(material(french()))


def test_what_is_only_considered_is_no_act() -> None:
    planned = news(
        "fr", "OpenAI envisagerait de racheter Mistral AI", "OpenAI envisagerait de racheter Mistral AI, selon Reuters."
    )

    assert "acte" not in reasons(material(planned))


def test_a_large_sum_is_a_reason_and_is_printed() -> None:
    assert "en jeu : 50 milliards de dollars" in reasons(material(french()))


def test_what_moved_in_a_storyline_is_named_by_its_parties() -> None:
    moving = in_storyline(
        material(french()),
        transitions=(Transition(step(Status.RUMOUR, date(2026, 1, 2)), step(Status.ANNOUNCED, date(2026, 3, 12))),),
    )

    assert "nouveau dans un feuilleton suivi : OpenAI et Microsoft" in reasons(moving)


def test_exchanged_roles_are_the_reason_that_is_given() -> None:
    turned = in_storyline(
        material(french()),
        reversal=Reversal(
            EventType.LAWSUIT, step(Status.CONSIDERING, date(2025, 6, 2)), step(Status.CONSIDERING, date(2026, 3, 12))
        ),
    )

    assert "les rôles s’inversent" in reasons(turned)


@pytest.mark.parametrize(
    ("language", "title", "axis"),
    [
        (
            "fr",
            "Le droit d’auteur au cœur d’un procès contre OpenAI",
            Axis("droit d’auteur", words=("droit d’auteur",)),
        ),
        ("zh", "版权诉讼：作家起诉OpenAI", Axis("droit d’auteur", words=("版权",))),
        ("ru", "Иск об авторском праве против OpenAI", Axis("droit d’auteur", words=("авторск*",))),
        ("ar", "دعوى حقوق النشر ضد OpenAI", Axis("droit d’auteur", words=("حقوق النشر",))),
        ("en", "OpenAI sued by the Lighthouse Guild", Axis("auteurs", names=("Lighthouse Guild",))),
    ],
)
def test_an_axis_of_the_reader_lifts_an_item_and_says_so(language: str, title: str, axis: Axis) -> None:
    one = material(news(language, title, title))
    without, lifted = ranked(one)[0], ranked(one, axes=(axis,))[0]

    assert lifted.score > without.score
    assert any(f"«\u00a0{axis.name}\u00a0»" in reason for reason in lifted.reasons)


def test_an_axis_that_is_not_met_changes_nothing() -> None:
    one = plain(1)

    assert ranked(one, axes=(Axis("foot", words=("football",)),))[0].score == ranked(one)[0].score


def test_reasons_come_weightiest_first_and_what_lowers_comes_last() -> None:
    noted = material(news("fr", "Bon plan : un assistant d’intelligence artificielle à -30 %", "L’offre dure un jour."))

    assert ranked(noted)[0].reasons[-1].startswith("placé plus bas")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Bon plan : l’assistant d’OpenAI à -30 %"),
        ("en", "Show HN: I built a chatbot for my cat"),
        ("ja", "Claude Codeを使ってみた"),
        ("zh", "华为 AI 眼镜开售，2499 元起"),
    ],
)
def test_offers_and_advice_do_not_crowd_out_news(language: str, title: str) -> None:
    first, second = ranked(plain(1), material(news(language, title, title), story_id="offer"))

    assert first.material.story.id == "s1"
    assert second.score < 0.5 * first.score


def test_every_weight_has_a_reason_and_every_lowering_lowers() -> None:
    assert all(weight.because and weight.points > 0 for weight in WEIGHTS.values())
    assert all(0 < kept.points < 1 for kept in KEPT.values())


@pytest.mark.parametrize(
    ("language", "title", "lead", "about"),
    [
        ("fr", "OpenAI ouvre un bureau à Lyon", "La société y embauchera cent ingénieurs.", True),
        (
            "fr",
            "La Bourse recule",
            "L’indice cède 1 %. L’intelligence artificielle inquiète. Le pétrole monte. L’or baisse.",
            False,
        ),
        (
            "en",
            "City council votes on new tram line",
            "A chatbot was also shown. The vote was close. Work begins in May.",
            False,
        ),
        ("zh", "新的人工智能实验室在里昂开幕", "该实验室周一开幕。", True),
        ("ar", "افتتاح مختبر للذكاء الاصطناعي في ليون", "افتتح المختبر يوم الاثنين.", True),
        ("ru", "В Лионе открылась лаборатория искусственного интеллекта", "Её открыли в понедельник.", True),
        ("vi", "Phòng thí nghiệm trí tuệ nhân tạo mở cửa tại Lyon", "Phòng thí nghiệm mở cửa hôm thứ Hai.", True),
        ("vi", "Giá cà phê tăng mạnh", "Giá cà phê tăng trong tuần này.", False),
    ],
)
def test_the_subject_is_told_by_the_main_event_not_by_a_mention(
    language: str, title: str, lead: str, about: bool
) -> None:
    one = material(news(language, title, *lead.replace(". ", ".|").split("|")))

    assert bool(story_fit(one, AI, ENTITIES)) is about
    assert fit(one.articles[0], AI, ENTITIES) <= 3


def test_two_stories_near_in_meaning_with_one_version_are_told_once() -> None:
    one, other = plain(1, "Alba publie son modèle Lumo-7"), plain(2, "Lumo-7 : ce que sait faire le modèle d’Alba")
    near = {"s1": np.array([1.0, 0.0], np.float32), "s2": np.array([0.8, 0.6], np.float32)}
    far = {"s1": np.array([1.0, 0.0], np.float32), "s2": np.array([0.0, 1.0], np.float32)}

    assert len(choose(ranked(one, other), 12, 4, 0, 0, near)) == 1
    assert len(choose(ranked(one, other), 12, 4, 0, 0, far)) == 2


def test_an_event_that_has_its_place_already_is_not_told_again() -> None:
    one, other = plain(1, "Alba publie son modèle Lumo-7"), plain(2, "Lumo-7 : ce que sait faire le modèle d’Alba")
    near = {"s1": np.array([1.0, 0.0], np.float32), "s2": np.array([0.8, 0.6], np.float32)}

    assert choose(ranked(other), 12, 4, 0, 0, near, ranked(one)) == ()
    assert len(choose(ranked(other), 12, 4, 0, 0, near)) == 1


def test_nearness_of_meaning_alone_makes_no_repeat() -> None:
    one, other = plain(1, "Une cour de Lyon juge un dessinateur"), plain(2, "Un port du Chili forme ses pilotes")
    near = {"s1": np.array([1.0, 0.0], np.float32), "s2": np.array([0.9, 0.436], np.float32)}

    assert len(choose(ranked(one, other), 12, 4, 0, 0, near)) == 2


def test_places_are_kept_for_storylines_that_moved() -> None:
    still = [plain(number) for number in range(4)]
    moving = in_storyline(
        plain(9),
        transitions=(Transition(step(Status.RUMOUR, date(2026, 1, 2)), step(Status.ENDED, date(2026, 3, 12))),),
    )
    order = [Ranked(one, 9.0 - place, ()) for place, one in enumerate([*still, moving])]

    assert "s9" in {one.material.story.id for one in choose(order, 3, 4, 0, 1)}
    assert "s9" not in {one.material.story.id for one in choose(order, 3, 4, 0, 0)}


def test_one_house_has_no_more_than_its_share() -> None:
    stories = [
        material(
            news("fr", f"La ville {n} choisit l’intelligence artificielle", "Le vote a eu lieu.", source="Gazette"),
            story_id=f"s{n}",
        )
        for n in range(5)
    ]

    assert len(choose(ranked(*stories), 12, 2, 0)) == 2
