"""Sagas: the same few parties over the same matter, for months; never everything about one firm."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from vigie.follow import Settings, decide, run
from vigie.follow.chapters import draft_of, storyline_id
from vigie.follow.likeness import met_before
from vigie.follow.past import Past
from vigie.knowledge import names as known
from vigie.model import Article, Chapter, Placement, Status, Story, StoryTrace, UnderstoodArticle
from vigie.ports.testing import MemoryStore, article, at, story
from vigie.trace import decide as traced
from vigie.understand import decide as understood

SPRING = at(8)
SUMMER_BEFORE = datetime.fromisoformat("2025-06-17T08:00:00+00:00")


def telling(text: str, when: datetime, language: str = "fr", source: str = "Gazette du port") -> Article:
    return article(source, text, title="…", language=language, published_at=when)


ACCUSE = telling("OpenAI envisage d’accuser Microsoft devant le tribunal.", SUMMER_BEFORE)
SUE_BACK = telling("Microsoft envisage de poursuivre OpenAI en justice pour contrefaçon.", SPRING)
LAUNCH = telling("OpenAI lance un nouveau modèle qui lit treize langues.", SPRING)
BUY = telling("Microsoft rachète Mistral AI pour 3 milliards de dollars.", SPRING)


def read(*articles: Article) -> dict[str, UnderstoodArticle]:
    return {one.id: UnderstoodArticle(one, understood(one)) for one in articles}


def chapters(
    *stories: Sequence[Article], past: Sequence[Chapter] = (), settings: Settings | None = None
) -> tuple[Chapter, ...]:
    items = read(*(one for told in stories for one in told))
    made: list[Story] = [story(*told) for told in stories]
    traces = {s.id: traced(s, items, {}, known.load()) for s in made}
    return decided(made, items, past, settings, traces)


def decided(
    made: Sequence[Story],
    items: Mapping[str, UnderstoodArticle],
    past: Sequence[Chapter] = (),
    settings: Settings | None = None,
    traces: Mapping[str, StoryTrace] | None = None,
) -> tuple[Chapter, ...]:
    drafts = [draft_of(one, [items[article] for article in one.articles], {}, "") for one in made]
    return decide(drafts, items, traces or {}, Past.of(past), met_before(known.load()), settings or Settings())


def test_a_pair_of_parties_months_apart_is_one_saga_with_its_roles_reversed() -> None:
    past = chapters([ACCUSE])
    (now,) = chapters([SUE_BACK], past=past)

    assert now.storyline == past[0].storyline
    assert [(s.agent, s.patient, s.status) for s in now.earlier] == [("OpenAI", "Microsoft", Status.CONSIDERING)]
    assert now.reversal is not None
    assert (now.reversal.earlier.agent, now.reversal.later.agent) == ("OpenAI", "Microsoft")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "OpenAI is considering a lawsuit against Microsoft.",
            "Microsoft is considering a lawsuit against OpenAI.",
        ),
        ("zh", "OpenAI公司正在考虑起诉微软。", "微软公司正在考虑起诉OpenAI。"),
        ("ja", "OpenAIはマイクロソフトの提訴を検討している。", "マイクロソフトはOpenAIの提訴を検討している。"),
        ("vi", "OpenAI đang cân nhắc kiện Microsoft.", "Microsoft đang cân nhắc kiện OpenAI."),
    ],
)
def test_a_saga_is_the_same_in_every_language(language: str, before: str, after: str) -> None:
    past = chapters([telling(before, SUMMER_BEFORE, language)])
    (now,) = chapters([telling(after, SPRING, language)], past=past)

    assert now.storyline == past[0].storyline
    assert now.reversal is not None


def test_one_act_in_the_passive_is_no_reversal() -> None:
    past = chapters([telling("Microsoft a engagé des poursuites contre OpenAI.", SUMMER_BEFORE)])
    (now,) = chapters([telling("OpenAI was sued by Microsoft on Monday.", SPRING, "en")], past=past)

    assert now.storyline == past[0].storyline
    assert now.reversal is None


@pytest.mark.parametrize("other", [LAUNCH, BUY])
def test_one_party_in_common_is_no_saga(other: Article) -> None:
    past = chapters([ACCUSE])
    (now,) = chapters([other], past=past)

    assert now.storyline == storyline_id(now.story)
    assert now.earlier == ()
    assert now.reversal is None


def test_the_same_parties_in_another_kind_of_act_are_no_saga() -> None:
    past = chapters([ACCUSE])
    (now,) = chapters([telling("Microsoft investit 3 milliards de dollars dans OpenAI.", SPRING)], past=past)

    assert now.storyline != past[0].storyline


def test_a_saga_is_not_taken_up_again_after_its_reach() -> None:
    past = chapters([ACCUSE])

    assert chapters([SUE_BACK], past=past, settings=Settings(reach_days=100))[0].storyline != past[0].storyline
    assert chapters([SUE_BACK], past=past, settings=Settings(reach_days=300))[0].storyline == past[0].storyline


def test_a_story_keeps_its_storyline_when_articles_join_it() -> None:
    (before,) = chapters([SUE_BACK])
    more = telling("Microsoft confirme les poursuites contre OpenAI en justice.", SPRING + timedelta(hours=3))
    grown = replace(story(SUE_BACK, more), id=before.story)
    (after,) = decided([grown], read(SUE_BACK, more), [before])

    assert after.storyline == before.storyline
    assert after.members != before.members


def test_two_stories_of_one_day_on_one_affair_share_a_storyline() -> None:
    later = telling("Microsoft poursuit OpenAI en justice.", SPRING + timedelta(hours=5))
    one, two = chapters([SUE_BACK], [later])

    assert one.storyline == two.storyline


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_stories_and_of_the_past_makes_no_difference(seed: int) -> None:
    others = ("Anthropic poursuit Cohere en justice.", "Microsoft rachète Cohere.")
    days = [ACCUSE, *(telling(text, SUMMER_BEFORE) for text in others)]
    past = list(chapters(*[[one] for one in days]))
    stories: list[Sequence[Article]] = [[SUE_BACK], [LAUNCH], [BUY]]
    expected = chapters(*stories, past=past)
    shuffle = random.Random(seed).shuffle  # noqa: S311 - a shuffle, no secret
    shuffle(past)
    shuffle(stories)

    assert chapters(*stories, past=past) == expected


def test_a_story_without_any_claim_is_a_storyline_of_its_own() -> None:
    (made,) = chapters([telling("La pluie tombe sur le port depuis lundi.", SPRING)])

    assert made.storyline == storyline_id(made.story)
    assert made.steps == ()


def test_no_story_makes_no_chapter() -> None:
    assert decided([], {}, chapters([ACCUSE])) == ()


def test_the_past_is_told_in_order_and_never_the_same_day() -> None:
    first = chapters([ACCUSE])
    mid = telling("OpenAI menace de poursuivre Microsoft en justice.", at(8, month=1, day=5))
    second = chapters([mid], past=first)
    same_day = telling("Microsoft menace de poursuivre OpenAI en justice.", SPRING - timedelta(hours=2))
    now = chapters([same_day], [SUE_BACK], past=[*first, *second])[-1]

    assert [s.day.isoformat() for s in now.earlier] == ["2025-06-17", "2026-01-05"]


def archive(*articles: Article) -> MemoryStore:
    store = MemoryStore()
    store.save_articles(articles)
    store.save_understandings([understood(one) for one in articles])
    store.save_placements([Placement(one.id, f"s-{one.id[:6]}") for one in articles])
    return store


def follow(store: MemoryStore, day: datetime) -> None:
    run(store, "m", day.replace(hour=0), day.replace(hour=0) + timedelta(days=1), Settings())


def test_a_second_run_follows_nothing_anew() -> None:
    store = archive(ACCUSE, SUE_BACK)
    follow(store, SUMMER_BEFORE)
    follow(store, SPRING)
    stories = store.stories(SUMMER_BEFORE - timedelta(days=1), SPRING + timedelta(days=1))
    before = store.chapters(stories)

    assert run(store, "m", SPRING - timedelta(days=1), SPRING + timedelta(days=1), Settings()).given == 0
    assert store.chapters(stories) == before


def test_days_replayed_one_by_one_tell_the_same_saga_as_at_the_first_time() -> None:
    first, again = archive(ACCUSE, SUE_BACK), archive(SUE_BACK, ACCUSE)
    for store in (first, again):
        follow(store, SUMMER_BEFORE)
        follow(store, SPRING)
    stories = first.stories(SUMMER_BEFORE - timedelta(days=1), SPRING + timedelta(days=1))

    assert first.chapters(stories) == again.chapters(stories)
    assert len({chapter.storyline for chapter in first.chapters(stories).values()}) == 1
