"""Claims as sentences: one file a language, each sentence with what it claims, or with `none` where it claims nothing.

What a case leaves out is not asked of it. Sentences are of our own invention.
"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vigie.model import Claim
from vigie.ports.testing import article
from vigie.understand import decide

CASES = Path(__file__).parent / "claims_cases"
LISTED = [
    pytest.param(path.stem, case, id=f"{path.stem}-{case['text'][:40]}")
    for path in sorted(CASES.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def given(claim: Claim) -> dict[str, str | None]:
    return {
        "event": claim.event_type.value,
        "status": claim.status.value,
        "agent": claim.agent,
        "patient": claim.patient,
        "amount": f"{claim.amount.value:f}" if claim.amount else None,
        "polarity": claim.polarity,
    }


@pytest.mark.parametrize(("language", "case"), LISTED)
def test_a_sentence_claims_what_it_says(language: str, case: dict[str, Any]) -> None:
    found = [claim for claim in decide(article(text=case["text"], title="…", language=language)).claims if claim.main]

    if case.get("none"):
        assert found == []
        return
    asked = {key: value for key, value in case.items() if key != "text"}
    assert {key: given(found[0])[key] for key in asked} == asked


def test_a_title_that_says_the_same_is_a_second_witness() -> None:
    one = article(
        title="Brume rachète Korvia pour 3 millions d'euros",
        text="Brume a annoncé mardi le rachat de Korvia pour 3 millions d'euros.",
        language="fr",
    )
    (claim,) = decide(one).claims

    assert [span.part for span in claim.evidence] == ["text", "title"]
    assert claim.disagreement is None


def test_where_title_and_body_disagree_the_body_wins_and_the_words_are_kept() -> None:
    one = article(
        title="OpenAI rachète Korvia pour 5 milliards d'euros",
        text="OpenAI envisage de racheter Korvia pour 3 milliards d'euros.",
        language="fr",
    )
    (claim,) = decide(one).claims

    assert claim.status.value == "considering"
    assert claim.amount is not None
    assert claim.amount.value == 3_000_000_000
    assert claim.disagreement is not None
    assert one.words(claim.disagreement) == "5 milliards d'euros"


def test_the_first_line_of_a_text_is_a_title_where_the_article_has_no_other() -> None:
    text = "OpenAI poursuit Microsoft en justice\nOpenAI a déposé mardi une plainte contre Microsoft à Dublin."
    one = replace(article(title="OpenAI poursuit Microsoft en justice", text=text, language="fr"), title_in_text=True)
    claim = next(claim for claim in decide(one).claims if claim.main)

    assert one.words(claim.evidence[0]).startswith("OpenAI a déposé")
    assert (claim.agent, claim.patient) == ("OpenAI", "Microsoft")


def test_a_pronoun_stands_for_the_one_spoken_of_before() -> None:
    text = "Nvidia a dévoilé une puce lundi. Elle a aussi annoncé le rachat de Korvia."
    found = decide(article(title="…", text=text, language="fr")).claims

    assert found[-1].agent == "Nvidia"
    assert found[-1].patient == "Korvia"


def test_a_common_noun_is_no_name() -> None:
    (claim,) = decide(article(title="…", text="Le gouvernement interdit les trottinettes.", language="fr")).claims

    assert (claim.agent, claim.agent_named) == ("gouvernement", False)
    assert claim.named_parties() == ("", "")


def test_an_article_has_few_main_claims() -> None:
    text = " ".join(f"Nvidia a racheté Korvia{n} pour {n} millions d'euros." for n in range(2, 9))
    found = decide(article(title="…", text=text, language="fr")).claims

    assert 1 <= sum(claim.main for claim in found) <= 3
    assert len(found) <= 8
