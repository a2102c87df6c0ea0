"""Which stories a brief tells; and that the same day is the same bytes."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from write_builders import AIDS, DAY, brief, chinese, covered, english, french, material, news, settings

from vigie.knowledge import subjects
from vigie.model import Article
from vigie.ports.testing import MemoryStore, at
from vigie.write import edition
from vigie.write.edition import digest_of
from vigie.write.material import Material
from vigie.write.ranking import Ranked, choose

FIRMS = (
    "Anthropic",
    "Mistral AI",
    "Cohere",
    "Hugging Face",
    "DeepMind",
    "Nvidia",
    "Microsoft",
    "Baidu",
    "Tencent",
    "OpenAI",
)


def about(firm: str, number: int = 0, origins: tuple[str, ...] = ("",)) -> Material:
    """A story on one firm; each of `origins` is an outlet that one of its articles credits."""
    articles: list[Article] = [
        news(
            "fr",
            f"{firm} publie un modèle d’intelligence artificielle n° {number}",
            f"Selon {origin}, {firm} publie lundi un modèle d’intelligence artificielle qui lit {number + 13} langues."
            if origin
            else f"Le modèle d’intelligence artificielle de {firm} lit depuis lundi {number + 13} langues au lieu de douze.",
            source=f"Gazette {firm} {number} {place}",
        )
        for place, origin in enumerate(origins)
    ]
    return material(*articles, story_id=f"s-{firm}-{number}")


def ranked(*materials: Material) -> list[Ranked]:
    return [Ranked(one, 10.0 - place, ()) for place, one in enumerate(materials)]


def firms(chosen: tuple[Ranked, ...]) -> list[str]:
    return [one.material.story.id.split("-")[1] for one in chosen]


def test_the_first_stories_are_told_in_their_order() -> None:
    told = choose(ranked(*[about(firm) for firm in FIRMS[:4]]), 3, 3, 0)

    assert firms(told) == list(FIRMS[:3])


def test_no_actor_has_more_than_its_share() -> None:
    stories = [*[about("Anthropic", number) for number in range(5)], about("Cohere")]

    assert firms(choose(ranked(*stories), 12, 2, 0)) == ["Anthropic", "Anthropic", "Cohere"]


def test_places_are_kept_for_stories_of_several_voices() -> None:
    lone = [about(firm) for firm in FIRMS[:4]]
    firm_ones = [about("Nvidia", origins=("Reuters", "Bloomberg")), about("Baidu", origins=("Reuters", "Bloomberg"))]

    assert firms(choose(ranked(*lone, *firm_ones), 3, 3, 2)) == ["Anthropic", "Nvidia", "Baidu"]
    assert firms(choose(ranked(*lone, *firm_ones), 3, 3, 0)) == list(FIRMS[:3])


def test_a_place_kept_for_several_voices_is_no_extra_place() -> None:
    stories = [about(firm, origins=("Reuters", "Bloomberg")) for firm in FIRMS[:6]]

    assert len(choose(ranked(*stories), 4, 3, 6)) == 4


def test_no_story_means_an_empty_brief_that_says_so() -> None:
    made = brief()

    assert made.items == ()
    assert made.digest == digest_of(made)


def test_the_same_material_is_the_same_digest_in_any_order() -> None:
    one, two = material(french(), english(), story_id="s-1"), about("Anthropic")

    assert brief(one, two) == brief(two, one)
    assert brief(one, two).digest == digest_of(brief(one, two)) != ""


def test_another_word_language_day_or_count_is_another_digest() -> None:
    base = brief(material(french(), story_id="s-1"))
    other = [
        brief(material(replace(french(), text=french().text.replace("400", "500")), story_id="s-1")),
        brief(material(french(), story_id="s-1"), language="en"),
        brief(material(french(), story_id="s-2")),
        replace(base, date=date(2026, 3, 13)),
        replace(base, coverage=replace(base.coverage, failed=1)),
    ]

    assert len({digest_of(one) for one in (base, *other)}) == 6


_PRINTED = """
import sys; sys.path.insert(0, sys.argv[1])
from write_builders import brief, chinese, english, french, material
print(brief(material(french(), english(), chinese(), story_id="s-1")).digest)
"""


def test_the_digest_does_not_depend_on_the_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PRINTED, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert digests == {brief(material(french(), english(), chinese(), story_id="s-1")).digest + "\n"}


def test_the_brief_is_in_the_language_that_is_asked_for() -> None:
    made = brief(material(french()), language="en")

    assert made.language == "en"
    assert made.items[0].sentences[-1].text == "The announcement comes from OpenAI."


def test_a_coverage_is_told_as_it_was_given_with_the_count_on_the_subject() -> None:
    stories = [material(french()), about("Anthropic")]

    assert brief(*stories).coverage == replace(covered(stories), on_subject=2)


@pytest.mark.parametrize("items", [0, 1])
def test_a_brief_has_no_more_items_than_asked(items: int) -> None:
    assert len(brief(material(french()), about("Anthropic"), items=items).items) == items


def test_every_reason_for_a_place_can_be_read() -> None:
    made = brief(material(french(), english(), chinese()))

    assert any("3 langues" in reason for reason in made.items[0].reasons)
    assert all(reason == reason.strip() and reason for reason in made.items[0].reasons)


def test_a_second_run_stores_nothing() -> None:
    store = MemoryStore()
    made = edition.decide(DAY, [material(french())], covered([]), subjects.load("ai"), settings(), AIDS)

    assert store.save_edition(made) == store.save_edition(made)
    assert len(store.editions()) == 1


def test_an_article_of_the_future_is_never_needed() -> None:
    early, late = french(), replace(english(), published_at=at(23))

    assert brief(material(early, late)).items[0].sources[0].article == early.id


def test_a_day_that_nobody_tells_in_the_readers_language_is_no_day_without_a_brief() -> None:
    talk = news(
        "zh",
        "OpenAI谈论人工智能的未来",
        "多家公司周一与OpenAI谈论人工智能的未来，与会者没有给出细节，也没有公布任何数字。",
    )

    (item,) = brief(material(talk)).items

    assert item.title.text == "OpenAI"
    assert item.sentences[0].text == "Dans un article en chinois, Gazette zh parle d’OpenAI."
    assert {s.language for s in (item.title, *item.told())} == {"fr"}
