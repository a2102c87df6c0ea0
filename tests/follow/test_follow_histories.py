"""What becomes of a claim: the same claim in other articles, languages and days, and each step that changes it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from vigie.follow.steps import reversal_of, steps_of, transitions_of
from vigie.knowledge.parties import Parties
from vigie.model import Article, EventType, Span, Status, StatusChange, Transition, UnderstoodArticle
from vigie.ports.testing import article, at
from vigie.understand import decide as understood

FIRST = date(2026, 3, 2)
S = Status


def said(
    status: Status,
    agent: str = "Orvane",
    patient: str = "Teldrin",
    day: int = 0,
    event: EventType = EventType.LAWSUIT,
    told: int = 1,
    where: str = "",
) -> StatusChange:
    when = FIRST + timedelta(days=day)
    return StatusChange(
        when, event, agent, patient, status, Span(where or f"{status}{day}{agent}", 0, 4), "A", told=told
    )


def moved(found: tuple[Transition, ...]) -> list[tuple[Status, Status]]:
    return [(one.before.status, one.after.status) for one in found]


@pytest.mark.parametrize(
    "path",
    [
        (S.RUMOUR, S.ANNOUNCED, S.OFFICIAL),
        (S.RUMOUR, S.DENIED),
        (S.THREAT, S.DENIED),
        (S.CONSIDERING, S.THREAT, S.REPORTED),
        (S.CONSIDERING, S.ENDED),
        (S.ANNOUNCED, S.CONFIRMED, S.ENDED),
        (S.RUMOUR, S.DENIED, S.ANNOUNCED),
        (S.REPORTED, S.CONFIRMED),
        (S.REPORTED, S.DENIED),
    ],
)
def test_each_change_of_a_claim_is_a_step_of_its_history(path: tuple[Status, ...]) -> None:
    told = [said(status, day=day) for day, status in enumerate(path)]
    found = transitions_of(told)

    assert moved(found) == list(pairwise(path))
    assert [one.after.day for one in found] == [FIRST + timedelta(days=day) for day in range(1, len(path))]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (S.ANNOUNCED, S.RUMOUR, "a text that is less exact takes nothing back"),
        (S.OFFICIAL, S.REPORTED, "nor does one without any mark"),
        (S.REPORTED, S.ANNOUNCED, "the same news in other words"),
        (S.DENIED, S.RUMOUR, "an older rumour told once more"),
        (S.ENDED, S.ANNOUNCED, "what is over is not announced: another matter"),
        (S.RUMOUR, S.RUMOUR, "nothing changed"),
    ],
)
def test_what_changes_nothing_is_no_transition(before: Status, after: Status, why: str) -> None:
    assert transitions_of([said(before), said(after, day=3)]) == (), why


def test_a_deed_told_the_same_day_as_its_rumour_is_another_wording() -> None:
    assert transitions_of([said(S.RUMOUR, where="a"), said(S.REPORTED, where="b")]) == ()


def test_what_one_article_says_twice_is_one_saying() -> None:
    assert transitions_of([said(S.RUMOUR, where="a"), said(S.CONFIRMED, where="a")]) == ()


def test_a_step_of_an_earlier_chapter_is_not_told_again() -> None:
    before = [said(S.RUMOUR), said(S.ANNOUNCED, day=1)]

    assert moved(transitions_of([said(S.OFFICIAL, day=9)], before)) == [(S.ANNOUNCED, S.OFFICIAL)]
    assert transitions_of([], before) == ()


def test_a_claim_that_leaves_its_other_party_out_is_the_only_one_it_fits() -> None:
    assert moved(transitions_of([said(S.CONSIDERING), said(S.DENIED, patient="", day=1)])) == [
        (S.CONSIDERING, S.DENIED)
    ]


def test_a_claim_that_fits_two_is_neither() -> None:
    two = [said(S.CONSIDERING), said(S.CONSIDERING, patient="Quessin")]

    assert transitions_of([*two, said(S.DENIED, patient="", day=1)]) == ()


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (said(S.DENIED, agent="Teldrin", patient="Orvane", day=1), "the other one's suit"),
        (said(S.DENIED, patient="Quessin", day=1), "against somebody else"),
        (said(S.DENIED, event=EventType.ACQUISITION, day=1), "another kind of act"),
    ],
)
def test_another_claim_has_another_history(later: StatusChange, why: str) -> None:
    assert transitions_of([said(S.CONSIDERING), later]) == (), why


def test_of_what_a_firm_does_often_two_are_one_only_with_both_parties() -> None:
    launch, deal = EventType.LAUNCH, EventType.PARTNERSHIP

    assert (
        transitions_of([said(S.RUMOUR, patient="", event=launch), said(S.OFFICIAL, patient="", day=1, event=launch)])
        == ()
    )
    together = [said(S.RUMOUR, event=deal), said(S.CONFIRMED, "Teldrin", "Orvane", day=1, event=deal)]
    assert moved(transitions_of(together)) == [(S.RUMOUR, S.CONFIRMED)]


def test_a_common_noun_is_nobody_in_another_story() -> None:
    keys = ("~le gouvernement", "")
    event = EventType.REGULATION
    before = StatusChange(FIRST, event, "le gouvernement", "", S.CONSIDERING, Span("a", 0, 4), "A", keys)
    later = StatusChange(FIRST, event, "le gouvernement", "", S.DENIED, Span("b", 0, 4), "B", keys)

    assert moved(transitions_of([before, later])) == [(S.CONSIDERING, S.DENIED)]
    assert transitions_of([later], [before]) == ()


# ── The same in texts ───────────────────────────────────────────────────────────────────────────────────────────────


def read(text: str, language: str, day: int, source: str) -> UnderstoodArticle:
    one: Article = article(source, text, title="…", language=language, published_at=at(8, day=day))
    return UnderstoodArticle(one, understood(one))


HISTORIES = {
    "fr": (
        "OpenAI envisage de poursuivre Microsoft en justice pour rupture de contrat.",
        "OpenAI a officiellement porté plainte contre Microsoft devant le tribunal.",
    ),
    "en": (
        "OpenAI is considering a lawsuit against Microsoft over their contract.",
        "OpenAI has officially filed a lawsuit against Microsoft in federal court.",
    ),
    "de": (
        "OpenAI erwägt eine Klage gegen Microsoft wegen des Vertrags.",
        "OpenAI hat offiziell Klage gegen Microsoft eingereicht.",
    ),
    "zh": ("OpenAI正考虑起诉微软违反合同。", "OpenAI正式起诉微软违反合同。"),
}


@pytest.mark.parametrize("later", HISTORIES)
@pytest.mark.parametrize("first", HISTORIES)
def test_a_claim_is_followed_from_any_language_to_any_other(first: str, later: str) -> None:
    before = steps_of([read(HISTORIES[first][0], first, 10, "A")])
    after = steps_of([read(HISTORIES[later][1], later, 16, "B")])
    (found,) = transitions_of(after, before)

    assert (found.before.status, found.before.day) == (S.CONSIDERING, date(2026, 3, 10))
    assert found.after.status in {S.OFFICIAL, S.REPORTED, S.ANNOUNCED}
    assert found.after.day == date(2026, 3, 16)
    assert found.before.keys == found.after.keys == ("openai", "microsoft")


def test_a_name_of_the_story_is_the_same_in_full_and_in_short() -> None:
    parties = Parties([read("Le procès oppose Hortense Vauclin à la société OpenAI.", "fr", 10, "A")])
    two = [
        read(f"Le procès oppose {first} Vauclin à la société OpenAI.", "fr", 10, first)
        for first in ("Hortense", "Basile")
    ]

    assert parties.key("Vauclin") == parties.key("Hortense Vauclin") == "hortense vauclin"
    assert Parties(two).key("Vauclin") == "~vauclin"


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (("OpenAI", "オープンAI", "오픈AI", "أوبن إيه آي"), "openai"),
        (("Wall Street Journal", "华尔街日报", "ウォール・ストリート・ジャーナル"), "wsj"),
        (("Microsoft", "微软", "マイクロソフト", "마이크로소프트", "Майкрософт"), "microsoft"),
        (("le gouvernement",), "~le gouvernement"),
        (("",), ""),
    ],
)
def test_a_known_name_is_one_in_every_script(names: tuple[str, ...], key: str) -> None:
    assert {Parties([]).key(name) for name in names} == {key}


def months_ago(steps: tuple[StatusChange, ...]) -> list[StatusChange]:
    return [replace(step, day=step.day - timedelta(days=200)) for step in steps]


REVERSED = {
    "fr": ("OpenAI envisage de poursuivre Microsoft en justice.", "OpenAI est poursuivi en justice par Microsoft."),
    "en": ("OpenAI is considering suing Microsoft.", "OpenAI was sued by Microsoft on Monday."),
    "de": ("OpenAI erwägt, Microsoft zu verklagen.", "OpenAI wurde von Microsoft verklagt."),
    "zh": ("OpenAI正考虑起诉微软。", "OpenAI被微软起诉。"),
}


@pytest.mark.parametrize("language", REVERSED)
def test_a_passive_exchanges_the_roles_whatever_the_order_of_the_names(language: str) -> None:
    before, now = (steps_of([read(text, language, 10, "A")]) for text in REVERSED[language])
    earlier = months_ago(before)
    found = reversal_of(now, earlier)

    assert found is not None
    assert (found.earlier.keys, found.later.keys) == (("openai", "microsoft"), ("microsoft", "openai"))


@pytest.mark.parametrize("language", REVERSED)
def test_the_same_roles_again_are_no_reversal(language: str) -> None:
    before = steps_of([read(REVERSED[language][0], language, 10, "A")])
    earlier = months_ago(before)

    assert before
    assert reversal_of(before, earlier) is None


def test_a_direction_that_most_articles_contradict_is_a_sentence_misread() -> None:
    before = said(S.CONSIDERING, "OpenAI", "Microsoft", day=-200)
    misread = said(S.REPORTED, "Microsoft", "OpenAI", told=1)
    others = said(S.REPORTED, "OpenAI", "Microsoft", told=4)

    assert reversal_of([misread], [before]) is not None
    assert reversal_of([misread, others], [before]) is None


def test_what_an_article_recalls_of_the_past_is_no_step_of_today() -> None:
    filler = (
        "Les deux sociétés travaillent ensemble depuis longtemps. Leur contrat est long. Il a été revu trois fois. "
    )
    recalled = "En juin 2025, OpenAI envisageait de poursuivre Microsoft en justice."
    now = read("Microsoft envisage de poursuivre OpenAI en justice. " + filler + recalled, "fr", 10, "A")

    assert {step.keys for step in steps_of([now]) if step.event_type is EventType.LAWSUIT} == {("microsoft", "openai")}


def test_a_place_is_where_it_happens_not_who_does_it() -> None:
    one = read("À Singapour, OpenAI lève 3 milliards de dollars.", "fr", 10, "A")

    assert all("singapore" not in step.keys for step in steps_of([one]))


def test_a_common_noun_undergoing_is_told_in_other_words_by_the_next_article() -> None:
    def told(status: Status, patient: str, day: int) -> StatusChange:
        one = said(status, patient=patient, day=day, event=EventType.LAYOFF)
        return replace(one, keys=("orvane", f"~{patient}"))

    assert moved(transitions_of([told(S.CONSIDERING, "des syndicats", 0), told(S.DENIED, "le personnel", 1)])) == [
        (S.CONSIDERING, S.DENIED)
    ]


def test_a_suit_against_nobody_named_has_no_history() -> None:
    alone = [said(S.CONSIDERING, patient=""), said(S.DENIED, patient="", day=1)]

    assert transitions_of(alone) == ()
    assert transitions_of([replace(one, event_type=EventType.LAYOFF) for one in alone]) != ()
