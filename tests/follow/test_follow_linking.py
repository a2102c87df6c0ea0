"""What makes a saga and what does not: invented firms, several languages, a fork, the cost of the past."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie import group
from vigie.adapters.embedders.ngrams import NgramEmbedder
from vigie.follow import Settings, decide, run
from vigie.follow.chapters import Draft
from vigie.follow.likeness import MANY, met_before, rarity
from vigie.follow.naming import name_of
from vigie.follow.past import Past
from vigie.follow.summaries import Summary, summary_of
from vigie.knowledge import names as known
from vigie.knowledge.leads import lead_key
from vigie.model import Act, Article, Chapter, Placement, StorylineName, UnderstoodArticle
from vigie.ports import Naming
from vigie.ports.testing import MemoryStore, article, at, story
from vigie.understand import decide as understood

MET = met_before(known.load())
DAY_ONE = at(8, day=2, month=2)
# Two meanings that have nothing in common, and one between them.
COURT, FACTORY = np.array([1.0, 0.0], dtype=np.float32), np.array([0.0, 1.0], dtype=np.float32)
BETWEEN = np.array([0.7, 0.714], dtype=np.float32)
# Near the second one, in other words.
WORKSHOP = np.array([0.436, 0.9], dtype=np.float32)


def told(
    number: int,
    *names: str,
    acts: Sequence[Act] = (),
    meaning: np.ndarray | None = COURT,
    days: int = 0,
    words: Sequence[str] = (),
    figures: Sequence[str] = (),
) -> Draft:
    """A story of one article that tells this and nothing else."""
    one = article(id=f"{number:04}", text=f"Récit {number}.", published_at=DAY_ONE + timedelta(days=days))
    blob = b"" if meaning is None else meaning.astype("<f2").tobytes()
    summary = Summary(tuple(sorted(names)), tuple(words), tuple(acts), tuple(figures), blob, "m")
    return Draft(story(one), summary, (), news_page=True, event=True)


def items_of(drafts: Iterable[Draft]) -> dict[str, UnderstoodArticle]:
    texts = (article(id=a, text="Récit.", published_at=d.story.first_at) for d in drafts for a in d.story.articles)
    return {one.id: UnderstoodArticle(one, understood(one)) for one in texts}


def lines(*drafts: Draft, settings: Settings | None = None) -> dict[str, Chapter]:
    """The chapters by story number, all decided at once."""
    made = decide(drafts, items_of(drafts), {}, Past(), MET, settings or Settings())
    return {chapter.story.removeprefix("s-"): chapter for chapter in made}


SUIT = Act("dispute", "Teldrin", "Orvane")
ANSWER = Act("dispute", "Orvane", "Teldrin")


def test_a_lawsuit_is_one_saga_from_writ_to_verdict_whoever_acts() -> None:
    made = lines(
        told(1, "Teldrin", "Orvane", acts=[SUIT]),
        told(2, "Teldrin", "Orvane", acts=[ANSWER], days=60),
        told(3, "Teldrin", "Orvane", acts=[SUIT], days=130),
    )

    assert len({chapter.storyline for chapter in made.values()}) == 1
    assert made["0003"].name == StorylineName(("Orvane", "Teldrin"), "other")


def test_two_sagas_of_one_firm_are_kept_apart() -> None:
    layoffs = Act("staff", "Teldrin")
    made = lines(
        told(1, "Teldrin", "Orvane", acts=[SUIT]),
        told(2, "Teldrin", acts=[layoffs], meaning=FACTORY, words=["suppressions"], days=3),
        told(3, "Teldrin", "Orvane", acts=[SUIT], days=9),
        told(4, "Teldrin", acts=[layoffs], meaning=WORKSHOP, words=["suppressions"], days=12),
    )

    assert made["0001"].storyline == made["0003"].storyline
    assert made["0002"].storyline == made["0004"].storyline
    assert made["0001"].storyline != made["0002"].storyline


def test_a_column_that_comes_back_word_for_word_is_no_saga() -> None:
    sale = Act("money", "Teldrin")
    again = [
        told(n, "Teldrin", "Zoé Marchal", acts=[sale], words=["bons", "jeudi"], meaning=FACTORY, days=7 * n)
        for n in range(3)
    ]

    assert len({chapter.storyline for chapter in lines(*again).values()}) == 3


@pytest.mark.parametrize(
    ("names", "acts", "why"),
    [
        (("Teldrin",), (), "a rare name alone"),
        (("OpenAI",), (), "a name known to all"),
        (("OpenAI",), (Act("money", "OpenAI"),), "one firm and its money"),
        ((), (Act("rule", "Maison-Blanche"),), "a government and its rules"),
    ],
)
def test_one_thing_in_common_makes_no_saga(names: tuple[str, ...], acts: tuple[Act, ...], why: str) -> None:
    made = lines(told(1, *names, acts=acts, meaning=COURT), told(2, *names, acts=acts, meaning=BETWEEN, days=9))

    assert made["0001"].storyline != made["0002"].storyline, why


def test_a_name_that_many_storylines_have_links_nothing_however_alike_the_texts() -> None:
    crowd = [told(n, "Teldrin", f"Firme {n:02}", days=n) for n in range(40)]
    funding = Act("money", "Teldrin")
    made = lines(*crowd, told(90, "Teldrin", acts=[funding], days=45), told(91, "Teldrin", acts=[funding], days=46))

    assert len({chapter.storyline for chapter in made.values()}) == len(made)


def test_a_firm_and_its_head_are_one_thing_to_hold_on_to() -> None:
    others = [told(n, "Teldrin", "Zoé Marchal", meaning=FACTORY if n % 2 else COURT, days=n) for n in range(8)]
    made = lines(*others, told(90, "Teldrin", "Zoé Marchal", meaning=BETWEEN, days=20))

    assert made["0090"].storyline not in {made[f"{n:04}"].storyline for n in range(8)}


def test_a_story_near_a_chapter_that_left_the_core_opens_a_fork() -> None:
    settlement = Act("money", "Orvane", "Quensel")
    suit = [told(n, "Teldrin", "Orvane", acts=[SUIT], days=n) for n in range(1, 6)]
    bridge = told(6, "Teldrin", "Orvane", "Quensel", acts=[SUIT, settlement], days=7)
    made = lines(*suit, bridge, told(7, "Orvane", "Quensel", acts=[settlement], meaning=BETWEEN, days=8))

    assert made["0006"].storyline == made["0001"].storyline
    assert made["0007"].storyline != made["0001"].storyline
    assert made["0007"].forked_from == made["0001"].storyline


def test_what_follows_a_fork_goes_on_with_the_fork() -> None:
    settlement = Act("money", "Orvane", "Quensel")
    suit = [told(n, "Teldrin", "Orvane", acts=[SUIT], days=n) for n in range(1, 6)]
    bridge = told(6, "Teldrin", "Orvane", "Quensel", acts=[SUIT, settlement], days=7)
    made = lines(
        *suit,
        bridge,
        told(7, "Orvane", "Quensel", acts=[settlement], meaning=BETWEEN, days=8),
        told(8, "Orvane", "Quensel", acts=[settlement], meaning=BETWEEN, days=9),
    )

    assert made["0008"].storyline == made["0007"].storyline
    assert made["0008"].forked_from == ""


def test_the_name_of_a_storyline_does_not_change_when_it_goes_on() -> None:
    drafts = [told(n, "Teldrin", "Orvane", acts=[SUIT], days=n) for n in range(4)]
    late = told(9, "Teldrin", "Orvane", "Quensel", acts=[SUIT], days=9)

    assert len({c.name for c in lines(*drafts, late).values() if c.name.parties}) == 1
    assert lines(*drafts)["0003"].name == lines(*drafts, late)["0009"].name


def test_a_chapter_alone_has_no_name() -> None:
    assert name_of(list(lines(told(1, "Teldrin")).values())) == StorylineName()


# --- texts


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("fr", "Anthropic porte plainte contre Microsoft.", "Microsoft porte plainte contre Anthropic."),
        ("en", "Anthropic sues Microsoft over a copied model.", "Microsoft sues Anthropic over a copied model."),
        ("ja", "OpenAIはマイクロソフトを提訴した。", "マイクロソフトはOpenAIを提訴した。"),
        ("zh", "OpenAI公司起诉微软。", "微软公司起诉OpenAI。"),
    ],
)
def test_a_saga_of_texts_is_found_in_each_language(language: str, before: str, after: str) -> None:
    store = MemoryStore()
    articles = [
        article("Gazette", text, title=text, language=language, published_at=DAY_ONE + timedelta(days=days))
        for text, days in ((before, 0), (after, 40))
    ]
    chapters = followed(store, articles)

    assert len({chapter.storyline for chapter in chapters}) == 1


def test_a_saga_begun_in_one_language_goes_on_in_another() -> None:
    store = MemoryStore()
    french = article("Gazette", "OpenAI porte plainte contre Microsoft.", language="fr", published_at=DAY_ONE)
    chinese = article("日报", "微软公司起诉OpenAI。", language="zh", published_at=DAY_ONE + timedelta(days=40))
    one, other = followed(store, [french, chinese])

    assert one.storyline == other.storyline


def test_a_chapter_says_what_no_earlier_one_told_and_where() -> None:
    store = MemoryStore()
    first = article("Gazette", "OpenAI envisage d’accuser Microsoft devant le tribunal.", published_at=DAY_ONE)
    then = article(
        "Gazette",
        "Microsoft poursuit OpenAI en justice. Amazon est cité comme témoin. Microsoft réclame 3 milliards de dollars.",
        published_at=DAY_ONE + timedelta(days=90),
    )
    opening, following = followed(store, [first, then])

    assert opening.news == ()
    assert {novelty.kind for novelty in following.news} >= {"step", "figure"}
    for novelty in following.news:
        assert novelty.evidence.article == then.id
        assert then.words(novelty.evidence)


def followed(store: MemoryStore, articles: Sequence[Article]) -> tuple[Chapter, ...]:
    """Each article a story of its own, followed day after day."""
    store.save_articles(articles)
    store.save_understandings([understood(one) for one in articles])
    store.save_placements([Placement(one.id, f"s-{one.id[:8]}") for one in articles])
    for one in articles:
        since = one.published_at.replace(hour=0)
        run(store, "m", since, since + timedelta(days=1), Settings())
    kept = store.storylines_of(f"s-{one.id[:8]}" for one in articles)
    return store.past_chapters(kept.values(), date.max)


def test_the_meaning_of_a_story_is_that_of_the_vectors_that_group_has_stored() -> None:
    store, embedder = MemoryStore(), NgramEmbedder()
    one = article("Gazette", "Le barrage est fermé depuis lundi.", language="fr", published_at=DAY_ONE)
    store.save_articles([one])
    store.save_understandings([understood(one)])
    group.run(store, embedder, None, DAY_ONE + timedelta(days=1), group.Settings())
    item = store.understood([one.id])[one.id]

    vectors = store.vectors(embedder.name, [lead_key(item)])

    assert summary_of([item], vectors, embedder.name).meaning


# --- order and cost


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(shuffler: random.Random) -> None:
    drafts = [
        told(1, "Teldrin", "Orvane", acts=[SUIT]),
        told(2, "Teldrin", acts=[Act("staff", "Teldrin")], meaning=FACTORY, days=2),
        told(3, "Teldrin", "Orvane", acts=[ANSWER], days=2),
        told(4, "Orvane", "Quensel", meaning=BETWEEN, days=2),
        told(5, "Teldrin", "Orvane", acts=[SUIT], days=5),
    ]
    expected = lines(*drafts)
    shuffler.shuffle(drafts)

    assert lines(*drafts) == expected


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 40))
def test_rarity_falls_as_more_storylines_have_the_name(storylines: int, stories: int, before: int) -> None:
    here = rarity(storylines, stories, before)

    assert 0.0 <= here <= 1.0
    assert rarity(storylines + 1, stories, before) <= here
    assert rarity(storylines, stories, before + 1) <= here


class CountingStore(MemoryStore):
    """Remembers what of the past was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:
        assert most <= MANY
        return super().namings(keys, since, before, most)

    def past_chapters(self, storylines: Iterable[str], before: date, ends: int | None = None) -> tuple[Chapter, ...]:
        found = super().past_chapters(storylines, before, ends)
        self.asked += [chapter.story for chapter in found]
        return found


@pytest.mark.parametrize("strangers", [5, 300])
def test_of_the_past_only_what_shares_a_name_is_read(strangers: int) -> None:
    store = CountingStore()
    archive = [
        Chapter(f"x{n}", "m", f"l{n}", date(2026, 1, 5), (), names=(f"Firme {n}",), keys=(f"Firme {n}",))
        for n in range(strangers)
    ]
    shares = Chapter("mine", "m", "line", date(2026, 1, 6), (), names=("Teldrin",), keys=("Teldrin",))
    store.save_chapters([*archive, shares])
    one = article(
        "Gazette", "Teldrin porte plainte contre Orvane.", title="Teldrin porte plainte", published_at=DAY_ONE
    )

    store.save_articles([one])
    store.save_understandings([understood(one)])
    store.save_placements([Placement(one.id, "s")])
    run(store, "m", DAY_ONE.replace(hour=0), DAY_ONE.replace(hour=0) + timedelta(days=1), Settings())

    assert set(store.asked) <= {"mine"}


def test_of_a_long_storyline_both_ends_are_compared() -> None:
    drafts = [told(n, "Teldrin", "Orvane", acts=[SUIT], days=n) for n in range(30)]

    assert len({chapter.storyline for chapter in lines(*drafts).values()}) == 1
    assert all(len(chapter.earlier) <= Settings().earlier_kept for chapter in lines(*drafts).values())
