"""Status histories, conflicts and reversals, from claims given one by one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vigie.follow.figures import conflicts_of
from vigie.follow.steps import reversal_of, steps_of
from vigie.model import (
    Amount,
    Article,
    Chain,
    Claim,
    EventType,
    Mention,
    Origin,
    OriginKind,
    Span,
    Status,
    StatusChange,
    StoryTrace,
    Understanding,
    UnderstoodArticle,
)
from vigie.ports.testing import article, at

FUNDING, LAWSUIT = EventType.FUNDING, EventType.LAWSUIT


def claim(
    agent: str = "Orvane",
    patient: str = "",
    status: Status = Status.REPORTED,
    event: EventType = FUNDING,
    value: str = "",
    currency: str = "USD",
    sentence: int = 0,
) -> tuple[int, Claim]:
    """A claim and the number of the sentence that makes it."""
    span = Span("?", 0, 1)
    amount = Amount(span, Decimal(value), currency) if value else None
    return sentence, Claim(event, status, (span,), agent, patient, amount)


def telling(
    name: str, *claims: tuple[int, Claim], day: int = 12, hour: int = 8, sentences: int = 20
) -> UnderstoodArticle:
    """An article of twenty sentences that makes these claims."""
    one: Article = article(name, "Mot. " * sentences, title=f"De {name}", published_at=at(hour, day=day))
    spans = tuple(Span(one.id, 5 * place, 5 * place + 4) for place in range(sentences))
    made = tuple(
        replace(c, evidence=(spans[place],), amount=replace(c.amount, span=spans[place]) if c.amount else None)
        for place, c in claims
    )
    named = tuple(Mention(c.evidence[0], who, "unknown") for c in made for who in (c.agent, c.patient) if who)
    return UnderstoodArticle(one, Understanding(one.id, "fr", sentences=spans, mentions=named, claims=made))


def trace(*items: UnderstoodArticle, families: tuple[str, ...] = ()) -> StoryTrace:
    """Each article is its own voice, unless families are given."""
    chains = tuple(
        Chain(i.article.id, Origin(f, OriginKind.OWN, f), "own")
        for i, f in zip(items, families or tuple(i.article.source for i in items), strict=True)
    )
    return StoryTrace("s", "m", chains, tuple(c.origin for c in chains))


def test_statuses_are_told_in_order_of_time_and_once() -> None:
    later = telling("B", claim(status=Status.ANNOUNCED), hour=10)
    first = telling("A", claim(status=Status.RUMOUR), hour=8)
    again = telling("C", claim(status=Status.RUMOUR), claim(status=Status.DENIED, sentence=1), hour=12)

    steps = steps_of([later, again, first])

    assert [(s.status, s.source) for s in steps] == [
        (Status.RUMOUR, "A"),
        (Status.ANNOUNCED, "B"),
        (Status.DENIED, "C"),
    ]


def test_a_step_cites_the_sentence_that_says_it_and_its_day() -> None:
    one = telling("A", claim(sentence=1), day=9)
    (step,) = steps_of([one])

    assert step.evidence == one.understanding.sentences[1]
    assert step.day == date(2026, 3, 9)


def test_an_act_without_an_agent_is_no_step() -> None:
    assert steps_of([telling("A", claim(agent=""))]) == ()


def test_common_nouns_alone_are_no_step_and_one_that_undergoes_is_left_out() -> None:
    one = telling("A", claim(agent="Orvane", patient="Teldrin"))
    nouns = replace(one.understanding, mentions=one.understanding.mentions[:1])
    nobody = replace(one.understanding, mentions=())

    assert [(s.agent, s.patient) for s in steps_of([one])] == [("Orvane", "Teldrin")]
    assert [(s.agent, s.patient) for s in steps_of([replace(one, understanding=nouns)])] == [("Orvane", "")]
    assert steps_of([replace(one, understanding=nobody)]) == ()


def test_background_far_down_is_no_step() -> None:
    assert steps_of([telling("A", claim(sentence=15), claim("X", "Y", event=LAWSUIT, sentence=15))]) == ()


@pytest.mark.parametrize(("one", "two"), [("3000000000", "4000000000"), ("500000000", "350000000"), ("100", "200")])
def test_two_voices_that_give_two_values_are_a_conflict(one: str, two: str) -> None:
    items = telling("A", claim(value=one)), telling("B", claim(value=two))
    (found,) = conflicts_of(items, trace(*items))

    assert {value.source for value in found.values} == {"A", "B"}
    assert {Decimal(value.value) for value in found.values} == {Decimal(one), Decimal(two)}


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("3000000000", "3000000000", "the same"),
        ("3000000000", "3040000000", "rounding"),
        ("3000000000", "30000000000", "a valuation beside a round"),
        ("0", "3000000000", "nothing beside something"),
    ],
)
def test_values_that_do_not_contradict_are_no_conflict(one: str, two: str, why: str) -> None:
    items = telling("A", claim(value=one)), telling("B", claim(value=two))

    assert conflicts_of(items, trace(*items)) == (), why


def test_one_article_that_corrects_itself_is_no_conflict() -> None:
    one = telling("A", claim(value="3000"), claim(value="4000", sentence=1))

    assert conflicts_of([one], trace(one)) == ()


def test_one_family_that_gives_two_values_is_no_conflict() -> None:
    items = telling("A", claim(value="3000")), telling("B", claim(value="4000"))

    assert conflicts_of(items, trace(*items, families=("harbour", "harbour"))) == ()


def test_another_currency_agent_or_event_is_another_quantity() -> None:
    for other in (
        claim(value="4000", currency="EUR"),
        claim("Teldrin", value="4000"),
        claim(value="4000", event=EventType.ACQUISITION),
    ):
        items = telling("A", claim(value="3000")), telling("B", other)
        assert conflicts_of(items, trace(*items)) == ()


def test_a_figure_of_an_event_that_counts_many_things_is_no_conflict() -> None:
    items = tuple(telling(n, claim(value=v, event=EventType.RESULTS)) for n, v in (("A", "3000"), ("B", "4000")))

    assert conflicts_of(items, trace(*items)) == ()


def test_the_most_given_value_leads_a_conflict() -> None:
    items = tuple(telling(n, claim(value=v)) for n, v in (("A", "3000"), ("B", "4000"), ("C", "4000")))
    (found,) = conflicts_of(items, trace(*items))

    assert [Decimal(value.value) for value in found.values] == [Decimal(4000), Decimal(3000)]


def test_conflicts_do_not_depend_on_the_order_of_articles() -> None:
    items = tuple(telling(n, claim(value=v)) for n, v in (("A", "3000"), ("B", "4000"), ("C", "5000")))

    one, other = conflicts_of(items, trace(*items)), conflicts_of(items[::-1], trace(*items))
    assert [{v.value for v in c.values} for c in one] == [{v.value for v in c.values} for c in other]


def change(agent: str, patient: str, day: date, event: EventType = LAWSUIT) -> StatusChange:
    return StatusChange(day, event, agent, patient, Status.CONSIDERING, Span("a", 0, 4), "A")


JUNE, MARCH = date(2025, 6, 17), date(2026, 3, 12)


def test_roles_exchanged_months_apart_are_a_reversal() -> None:
    before, later = change("OpenAI", "Microsoft", JUNE), change("Microsoft", "OpenAI", MARCH)
    found = reversal_of([later], [before])

    assert found is not None
    assert (found.earlier, found.later, found.event_type) == (before, later, LAWSUIT)


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (change("OpenAI", "Microsoft", MARCH), "the same roles"),
        (change("Microsoft", "Anthropic", MARCH), "another party"),
        (change("Microsoft", "", MARCH), "no second party"),
        (change("Microsoft", "OpenAI", date(2025, 7, 1)), "two weeks later: a counterclaim"),
        (change("Microsoft", "OpenAI", MARCH, EventType.ACQUISITION), "another kind of act"),
        (change("Microsoft", "OpenAI", MARCH, EventType.INVESTIGATION), "not the same act"),
    ],
)
def test_anything_less_is_no_reversal(later: StatusChange, why: str) -> None:
    assert reversal_of([later], [change("OpenAI", "Microsoft", JUNE)]) is None, why


def test_an_act_that_goes_both_ways_is_not_reversed() -> None:
    for event in (FUNDING, EventType.PARTNERSHIP, EventType.ACQUISITION):
        assert reversal_of([change("B", "A", MARCH, event)], [change("A", "B", JUNE, event)]) is None


def test_nobody_reverses_roles_with_himself() -> None:
    assert reversal_of([change("A", "A", MARCH)], [change("A", "A", JUNE)]) is None
