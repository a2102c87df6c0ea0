"""Two values of one quantity at one time, told apart from a newer value and from another quantity."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from vigie.follow.figures import Figures, figures_of
from vigie.model import (
    Amount,
    Article,
    Attribution,
    Chain,
    Claim,
    DateMention,
    EventType,
    Mention,
    Origin,
    OriginKind,
    Span,
    Status,
    StoryTrace,
    Understanding,
    UnderstoodArticle,
)
from vigie.ports.testing import article, at

FUNDING, LAYOFF, INCIDENT = EventType.FUNDING, EventType.LAYOFF, EventType.INCIDENT
Made = tuple[UnderstoodArticle, str]


def telling(
    source: str,
    sentence: str,
    figure: str,
    value: int,
    *,
    event: EventType = FUNDING,
    currency: str = "EUR",
    unit: str = "",
    status: Status = Status.REPORTED,
    hour: int = 8,
    day: int = 12,
    family: str = "",
    year: int = 0,
    language: str = "fr",
    beside: tuple[str, int] | None = None,
    patient: str = "",
) -> Made:
    """An article of one sentence that gives one figure for what Orvane does."""
    one: Article = article(source, sentence, title="", published_at=at(hour, day=day), language=language)

    def place(words: str) -> Span:
        start = sentence.index(words)
        return Span(one.id, start, start + len(words))

    whole = Span(one.id, 0, len(sentence))
    money = (currency, "") if not unit else ("", unit)
    amounts = [Amount(place(figure), Decimal(value), *money)]
    if beside:
        amounts.append(Amount(place(beside[0]), Decimal(beside[1]), *money))
    dates = (DateMention(place(str(year)), date(year, 1, 1), date(year, 12, 31)),) if year else ()
    claim = Claim(event, status, (whole,), "Orvane", patient, amounts[0])
    understanding = Understanding(
        one.id, language, sentences=(whole,), amounts=tuple(amounts), dates=dates, claims=(claim,)
    )
    return UnderstoodArticle(one, understanding), family or source


def figures(*made: Made) -> Figures:
    chains = tuple(Chain(item.article.id, Origin(family, OriginKind.OWN, family), "own") for item, family in made)
    return figures_of([item for item, _ in made], StoryTrace("s", "m", chains, ()))


def conflicting(found: Figures) -> list[set[str]]:
    return [{value.value for value in conflict.values} for conflict in found.conflicts]


def updated(found: Figures) -> list[tuple[str, str]]:
    return [(one.before.value, one.after.value) for one in found.updates]


def test_two_papers_that_give_two_sums_for_one_round_contradict_each_other() -> None:
    found = figures(
        telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850),
        telling("Phare", "Orvane lève 900 millions d’euros.", "900 millions d’euros", 900, hour=11),
    )

    assert conflicting(found) == [{"850", "900"}]
    assert updated(found) == []


@pytest.mark.parametrize(
    ("sentence", "figure", "value", "language", "why"),
    [
        ("Orvane, valorisée 900 millions d’euros, lève des fonds.", "900 millions d’euros", 900, "fr", "a valuation"),
        ("Orvane a levé au total 900 millions d’euros.", "900 millions d’euros", 900, "fr", "a total so far"),
        ("Orvane lèvera 900 millions d’euros par an.", "900 millions d’euros", 900, "fr", "a yearly sum"),
        ("Orvane lève jusqu’à 900 millions d’euros.", "900 millions d’euros", 900, "fr", "an upper bound"),
        ("Orvane lève environ 900 millions d’euros.", "900 millions d’euros", 900, "fr", "a rounding"),
        ("Orvane raises funds at a valuation of €900m.", "€900m", 900, "en", "a valuation"),
        ("Orvane has raised €900m to date.", "€900m", 900, "en", "a total so far"),
        ("Orvane will raise up to €900m.", "€900m", 900, "en", "an upper bound"),
        ("Orvane, bewertet mit 900 Mio. Euro, sammelt Geld ein.", "900 Mio. Euro", 900, "de", "a valuation"),
        ("Orvane hat bislang 900 Mio. Euro eingesammelt.", "900 Mio. Euro", 900, "de", "a total so far"),
        ("Orvane sammelt bis zu 900 Mio. Euro ein.", "900 Mio. Euro", 900, "de", "an upper bound"),
        ("Orvane recauda hasta 900 millones de euros.", "900 millones de euros", 900, "es", "an upper bound"),
        ("A Orvane já captou 900 milhões de euros no total.", "900 milhões de euros", 900, "pt", "a total so far"),
        ("Orvane融资，估值9亿欧元。", "9亿欧元", 900, "zh", "a valuation"),
        ("Orvane累计融资9亿欧元。", "9亿欧元", 900, "zh", "a total so far"),
    ],
)
def test_a_figure_of_another_reach_contradicts_nothing(
    sentence: str, figure: str, value: int, language: str, why: str
) -> None:
    other = telling("Phare", sentence, figure, value, language=language)
    found = figures(telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850), other)

    assert conflicting(found) == [], why
    assert updated(found) == [], why


@pytest.mark.parametrize(
    ("sentence", "figure", "language"),
    [
        ("Orvane raises €900m.", "€900m", "en"),
        ("Orvane sammelt 900 Mio. Euro ein.", "900 Mio. Euro", "de"),
        ("Orvane融资9亿欧元。", "9亿欧元", "zh"),
    ],
)
def test_the_same_sentence_without_the_words_of_reach_contradicts(sentence: str, figure: str, language: str) -> None:
    """So that the cases above pass for their words alone."""
    other = telling("Phare", sentence, figure, 900, language=language)

    assert conflicting(
        figures(telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850), other)
    ) == [{"850", "900"}]


def test_words_beyond_a_stop_say_nothing_of_a_figure() -> None:
    far = "Orvane lève 900 millions d’euros, et son fondateur se dit au total satisfait."
    found = figures(
        telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850),
        telling("Phare", far, "900 millions d’euros", 900),
    )

    assert conflicting(found) == [{"850", "900"}]


def test_last_year_s_sum_is_not_this_one_s() -> None:
    found = figures(
        telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850),
        telling("Phare", "Orvane avait levé 900 millions d’euros en 2024.", "900 millions d’euros", 900, year=2024),
    )

    assert conflicting(found) == []


def test_a_sentence_that_gives_both_figures_explains_them() -> None:
    both = "Orvane lève 900 millions d’euros, dette comprise, au lieu des 850 millions d’euros attendus."
    found = figures(
        telling("Gazette", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850),
        telling("Phare", both, "900 millions d’euros", 900, beside=("850 millions d’euros", 850)),
    )

    assert conflicting(found) == []


def test_another_buyer_s_price_is_another_price() -> None:
    event = EventType.ACQUISITION
    found = figures(
        telling("Gazette", "Orvane paie 850 euros.", "850 euros", 850, event=event, patient="OpenAI"),
        telling("Phare", "Orvane paie 900 euros.", "900 euros", 900, event=event, patient="Microsoft"),
    )

    assert conflicting(found) == []


# ── Updates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_announced_takes_the_place_of_what_was_rumoured() -> None:
    found = figures(
        telling("Gazette", "Orvane lèverait 2 euros.", "2 euros", 200, status=Status.RUMOUR),
        telling("Phare", "Orvane annonce lever 1 euro.", "1 euro", 180, status=Status.ANNOUNCED, hour=12),
    )

    assert conflicting(found) == []
    assert updated(found) == [("200", "180")]


def test_a_rumour_after_the_announcement_contradicts_it() -> None:
    found = figures(
        telling("Phare", "Orvane annonce lever 1 euro.", "1 euro", 180, status=Status.ANNOUNCED),
        telling("Gazette", "Orvane lèverait 2 euros.", "2 euros", 210, status=Status.RUMOUR, hour=12),
    )

    assert conflicting(found) == [{"180", "210"}]
    assert updated(found) == []


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("Panne d’Orvane : 3 200 clients touchés.", "Panne d’Orvane : 4 700 clients touchés, et non 3 200.", "fr"),
        ("Orvane outage hits 3 200 customers.", "Orvane outage hit 4 700 customers, it said in a correction.", "en"),
        ("Orvane-Ausfall trifft 3 200 Kunden.", "Orvane-Ausfall traf 4 700 Kunden statt wie gemeldet weniger.", "de"),
    ],
)
def test_a_correction_takes_the_place_of_the_first_count(first: str, second: str, language: str) -> None:
    found = figures(
        telling("A", first, "3 200", 3200, event=INCIDENT, unit="person", language=language, family="orvane"),
        telling("B", second, "4 700", 4700, event=INCIDENT, unit="person", language=language, hour=20, family="orvane"),
    )

    assert conflicting(found) == []
    assert updated(found) == [("3200", "4700")]


@pytest.mark.parametrize(
    ("words", "language"),
    [("morts", "fr"), ("dead", "en"), ("Tote", "de"), ("muertos", "es"), ("mortos", "pt"), ("人死亡", "zh")],
)
def test_a_toll_that_rises_is_an_update_and_two_tolls_at_once_are_a_conflict(words: str, language: str) -> None:
    def toll(source: str, count: int, hour: int) -> Made:
        sentence = f"Orvane: {count} {words}." if language != "zh" else f"Orvane：{count}{words}。"
        return telling(source, sentence, str(count), count, event=INCIDENT, unit="person", hour=hour, language=language)

    later, at_once = figures(toll("A", 12, 8), toll("B", 17, 13)), figures(toll("A", 12, 8), toll("B", 17, 8))

    assert (conflicting(later), updated(later)) == ([], [("12", "17")])
    assert (conflicting(at_once), updated(at_once)) == ([{"12", "17"}], [])


def test_the_dead_are_not_the_injured() -> None:
    found = figures(
        telling("A", "Orvane : 12 morts.", "12", 12, event=INCIDENT, unit="person"),
        telling("B", "Orvane : 17 blessés.", "17", 17, event=INCIDENT, unit="person"),
    )

    assert (conflicting(found), updated(found)) == ([], [])


def test_a_figure_days_later_is_of_another_time() -> None:
    found = figures(
        telling("Gazette", "Orvane lève 850 euros.", "850 euros", 850, day=10),
        telling("Phare", "Orvane lève 900 euros.", "900 euros", 900, day=13),
    )

    assert conflicting(found) == []


# ── One article, two sources ────────────────────────────────────────────────────────────────────────────────────────


def quoting(sentences: Sequence[str], figures_given: Sequence[tuple[str, int]], source_of_second: str) -> Made:
    """An article whose first sentence makes a claim, and whose second has another figure from somebody."""
    text = " ".join(sentences)
    one: Article = article("Gazette", text, title="", published_at=at(8))
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(one.id, start, start + len(sentence)))
        start += len(sentence) + 1

    def place(words: str) -> Span:
        return Span(one.id, text.index(words), text.index(words) + len(words))

    amounts = tuple(Amount(place(words), Decimal(value), "", "job") for words, value in figures_given)
    said = place(source_of_second)
    told = Attribution(spans[1], said, Span(one.id, said.end + 1, said.end + 2), source_of_second)
    claim = Claim(LAYOFF, Status.REPORTED, (spans[0],), "Orvane", "", amounts[0])
    understanding = Understanding(
        one.id, "fr", sentences=tuple(spans), amounts=amounts, attributions=(told,), claims=(claim,)
    )
    return UnderstoodArticle(one, understanding), "gazette"


def test_two_sources_that_one_article_sets_against_each_other_are_a_conflict() -> None:
    said = "Le syndicat compte en revanche 1 400 salariés concernés."
    found = figures(quoting(["Orvane supprime 900 postes.", said], [("900", 900), ("1 400", 1400)], "syndicat"))
    (conflict,) = found.conflicts

    assert [(value.value, value.source) for value in conflict.values] == [("900", "Gazette"), ("1400", "syndicat")]


def test_another_figure_that_nothing_sets_against_the_first_is_no_conflict() -> None:
    said = "Le syndicat parle de 1 400 salariés inquiets."

    assert (
        conflicting(
            figures(quoting(["Orvane supprime 900 postes.", said], [("900", 900), ("1 400", 1400)], "syndicat"))
        )
        == []
    )


def test_a_round_is_of_the_firm_that_most_articles_name_whoever_acts() -> None:
    """« Teldrin investit dans Orvane » tells the same round as « Orvane lève »."""
    first, family = telling("Phare", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850)
    other, _ = telling("Gazette", "Teldrin met 900 millions d’euros dans Orvane.", "900 millions d’euros", 900)
    (claim,) = other.understanding.claims
    turned = replace(other.understanding, claims=(replace(claim, agent="Teldrin", patient="Orvane"),))
    found = figures((first, family), (UnderstoodArticle(other.article, turned), "Gazette"))

    assert conflicting(found) == [{"850", "900"}]
    assert found.conflicts[0].agent == "Orvane"


def test_a_claim_of_no_kind_is_of_the_kind_that_its_story_tells() -> None:
    """« Orvane obtient 900 millions » beside « Orvane lève 850 millions »; alone it is no round."""
    first = telling("Phare", "Orvane lève 850 millions d’euros.", "850 millions d’euros", 850)
    vague = telling(
        "Gazette", "Orvane obtient 900 millions d’euros.", "900 millions d’euros", 900, event=EventType.OTHER
    )
    other = telling(
        "Sirène", "Orvane obtient 850 millions d’euros.", "850 millions d’euros", 850, event=EventType.OTHER
    )

    assert conflicting(figures(first, vague)) == [{"850", "900"}]
    assert conflicting(figures(vague, other)) == []


def test_days_and_telephones_are_nobody() -> None:
    found = figures(
        telling("A", "Orvane : 12 jours de deuil pour les morts.", "12", 12, event=INCIDENT, unit="day"),
        telling("B", "Orvane : 17 morts.", "17", 17, event=INCIDENT, unit="person"),
    )

    assert (conflicting(found), updated(found)) == ([], [])


def test_the_dead_of_another_country_are_others() -> None:
    def toll(source: str, place: str, count: int) -> Made:
        item, family = telling(
            source, f"Orvane : {count} morts ({place}).", str(count), count, event=INCIDENT, unit="person"
        )
        start = item.article.text.index(place)
        span = Span(item.article.id, start, start + len(place))
        named = (Mention(span, place, "place", place.casefold()),)
        return UnderstoodArticle(item.article, replace(item.understanding, mentions=named)), family

    assert conflicting(figures(toll("A", "Iran", 12), toll("B", "Iran", 17))) == [{"12", "17"}]
    assert conflicting(figures(toll("A", "Iran", 12), toll("B", "Liban", 17))) == []
