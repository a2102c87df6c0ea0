"""The demands of `seeds` on archives made up for them, and the price of reading on texts of our own."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from vigie.app.evaluation import reading, seeds
from vigie.model import (
    Amount,
    Chain,
    Chapter,
    Claim,
    EventType,
    Origin,
    OriginKind,
    Reversal,
    Span,
    Status,
    StatusChange,
)
from vigie.ports.testing import article

FIRST = article(id="one", text="OpenAI souhaite poursuivre. OpenAI accuse. Un milliard de Microsoft.")
SECOND = article(id="two", text="Microsoft poursuivra. OpenAI lève 110 milliards, dont 50 d'Amazon.")


def _span(words: str) -> Span:
    of = FIRST if words in FIRST.text else SECOND
    return Span(of.id, of.text.index(words), of.text.index(words) + len(words))


def _dollars(billions: int, words: str) -> Amount:
    return Amount(_span(words), Decimal(billions) * 1_000_000_000, "USD")


def _claim(
    kind: EventType, status: Status, words: str, agent: str, patient: str, amount: Amount | None = None
) -> Claim:
    return Claim(kind, status, (_span(words),), agent, patient, amount)


def _step(agent: str, patient: str, status: Status, words: str) -> StatusChange:
    return StatusChange(date(2026, 3, 18), EventType.LAWSUIT, agent, patient, status, _span(words), "x")


AMOUNTS = (_dollars(1, "Un milliard"), _dollars(110, "110 milliards"), _dollars(50, "50"))
CLAIMS = (
    _claim(EventType.LAWSUIT, Status.CONSIDERING, "OpenAI accuse.", "OpenAI", "Microsoft"),
    _claim(EventType.LAWSUIT, Status.THREAT, "Microsoft poursuivra.", "Microsoft", "OpenAI"),
    _claim(EventType.FUNDING, Status.REPORTED, "Un milliard de Microsoft.", "Microsoft", "OpenAI", AMOUNTS[0]),
    _claim(EventType.FUNDING, Status.ANNOUNCED, "OpenAI lève 110 milliards", "OpenAI", "", AMOUNTS[1]),
    _claim(EventType.FUNDING, Status.REPORTED, "50 d'Amazon", "Amazon", "OpenAI", AMOUNTS[2]),
)
CHAINS = (
    Chain("one", Origin("Wall Street Journal", OriginKind.NEWS_OUTLET, "wsj"), "attribution", ("Znews",), True),
    Chain("two", Origin("Financial Times", OriginKind.NEWS_OUTLET, "ft"), "attribution", (), True),
)
ROLES = Reversal(
    EventType.LAWSUIT,
    _step("OpenAI", "Microsoft", Status.CONSIDERING, "OpenAI accuse."),
    _step("Microsoft", "OpenAI", Status.THREAT, "Microsoft poursuivra."),
)
CHAPTERS = (
    Chapter("s1", "m", "line", date(2025, 6, 17), ("OpenAI",)),
    Chapter("s2", "m", "line", date(2026, 3, 18), ("OpenAI",), reversal=ROLES),
)
READ = seeds.Read((FIRST, SECOND), CHAINS, CLAIMS, AMOUNTS, CHAPTERS)


def _unmet(found: seeds.Read) -> set[str]:
    return {score.name for score in seeds.judged(found) if score.score != 1}


def test_what_a_careful_reader_sees_meets_every_demand() -> None:
    assert _unmet(READ) == set()


def test_an_empty_archive_meets_no_demand_but_those_of_absence() -> None:
    met = {score.name for score in seeds.judged(seeds.Read((), (), (), (), ()))} - _unmet(
        seeds.Read((), (), (), (), ())
    )

    assert met == {"no_official_statement", "caption_is_no_claim"}


def test_a_third_root_or_a_root_found_by_a_statement_fails() -> None:
    company = Chain("two", Origin("OpenAI", OriginKind.COMPANY, "openai"), "statement", (), False)

    assert _unmet(replace(READ, chains=(*CHAINS, company))) == {"two_roots", "both_anonymous", "no_official_statement"}


def test_a_suit_told_more_surely_than_the_text_tells_it_fails() -> None:
    filed = _claim(EventType.LAWSUIT, Status.ANNOUNCED, "Microsoft poursuivra.", "Microsoft", "OpenAI")

    assert _unmet(replace(READ, claims=(*CLAIMS, filed))) == {"microsoft_considers_or_threatens"}


def test_an_amount_tied_to_a_party_it_is_not_of_fails_in_its_role_alone() -> None:
    wrong = _claim(EventType.LAWSUIT, Status.THREAT, "Microsoft poursuivra.", "Microsoft", "OpenAI", AMOUNTS[2])

    assert _unmet(replace(READ, claims=(*CLAIMS, wrong))) == {"amount_50_billion.role"}


def test_a_caption_told_as_a_claim_fails() -> None:
    told = _claim(EventType.LAWSUIT, Status.CONSIDERING, "OpenAI souhaite poursuivre.", "OpenAI", "Microsoft")

    assert _unmet(replace(READ, claims=(*CLAIMS, told))) == {"caption_is_no_claim"}


def test_two_storylines_or_roles_that_stay_fail() -> None:
    apart = (CHAPTERS[0], replace(CHAPTERS[1], storyline="other", reversal=replace(ROLES, later=ROLES.earlier)))

    assert _unmet(replace(READ, chapters=apart)) == {"one_storyline", "reversal"}


# ── The price of reading ────────────────────────────────────────────────────────────────────────────────────────────


def test_so_many_articles_of_each_language_are_picked_always_the_same_and_none_too_long_or_short() -> None:
    long = "La digue a cédé. " * 150
    given = [article(id=f"{language}{n}", text=long, language=language) for language in ("fr", "pt") for n in range(5)]
    given += [article(id="short", text="La digue.", language="fr"), article(id="long", text=long * 2, language="fr")]

    picked = reading.by_language(given, 3)

    assert {language: len(some) for language, some in picked.items()} == {"fr": 3, "pt": 3}
    assert picked == reading.by_language(given[::-1], 3)


def test_reading_an_article_takes_time() -> None:
    text = "Selon Reuters, Nuvora envisage de racheter Tavelin pour 3 milliards d'euros. " * 5
    told = article(text=text, language="fr", published_at=datetime(2026, 3, 18, tzinfo=UTC))

    assert 0 < reading.spent(told) < 60_000
