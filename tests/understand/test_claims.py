"""What is put forward, by whom against whom, and how surely: speaker and certainty survive the reading."""

from datetime import date
from decimal import Decimal

import pytest

from vigie.model import Claim, EventType, Status
from vigie.ports.testing import article, at
from vigie.understand import decide


def claims(text: str, language: str, title: str = "…") -> tuple[Claim, ...]:
    return decide(article(text=text, title=title, language=language)).claims


STATUSES = [
    ("fr", "OpenAI a racheté Mistral AI.", "reported"),
    ("fr", "OpenAI annonce le rachat de Mistral AI.", "announced"),
    ("fr", "OpenAI confirme le rachat de Mistral AI.", "confirmed"),
    ("fr", "OpenAI négocierait le rachat de Mistral AI.", "considering"),
    ("fr", "OpenAI aurait signé le rachat de Mistral AI.", "rumour"),
    ("fr", "OpenAI envisage de poursuivre Microsoft en justice.", "considering"),
    ("fr", "OpenAI envisagerait de poursuivre Microsoft en justice.", "considering"),
    ("fr", "OpenAI menace de poursuivre Microsoft en justice.", "threat"),
    ("fr", "OpenAI dément le rachat de Mistral AI.", "denied"),
    ("fr", "OpenAI renonce au rachat de Mistral AI.", "ended"),
    ("fr", "Le tribunal a condamné OpenAI dans le procès contre Microsoft.", "official"),
    ("fr", "Selon des sources proches du dossier, OpenAI rachète Mistral AI.", "rumour"),
    ("en", "OpenAI acquired Mistral AI on Monday.", "reported"),
    ("en", "OpenAI announced the acquisition of Mistral AI.", "announced"),
    ("en", "OpenAI confirmed the acquisition of Mistral AI.", "confirmed"),
    ("en", "OpenAI is reportedly acquiring Mistral AI.", "rumour"),
    ("en", "OpenAI is considering a lawsuit against Microsoft.", "considering"),
    ("en", "OpenAI threatens to sue Microsoft.", "threat"),
    ("en", "OpenAI denies acquisition of Mistral AI.", "denied"),
    ("en", "OpenAI scrapped its acquisition of Mistral AI.", "ended"),
    ("en", "OpenAI was acquired, people familiar with the matter told Bloomberg.", "rumour"),
    ("de", "OpenAI übernimmt Mistral AI.", "reported"),
    ("de", "OpenAI erwägt die Übernahme von Mistral AI.", "considering"),
    ("de", "OpenAI dementiert die Übernahme von Mistral AI.", "denied"),
    ("es", "OpenAI anuncia la compra de Mistral AI.", "announced"),
    ("es", "OpenAI estudia la compra de Mistral AI.", "considering"),
    ("es", "OpenAI amenaza con demandar a Microsoft.", "threat"),
    ("es", "OpenAI niega la compra de Mistral AI.", "denied"),
    ("zh", "据悉OpenAI收购了Mistral AI。", "reported"),
    ("zh", "OpenAI宣布收购Mistral AI。", "announced"),
    ("zh", "OpenAI考虑收购Mistral AI。", "considering"),
    ("zh", "OpenAI威胁起诉微软。", "threat"),
    ("zh", "OpenAI否认收购Mistral AI。", "denied"),
    ("zh", "OpenAI终止收购Mistral AI。", "ended"),
    ("ja", "OpenAIはMistral AIの買収を発表した。", "announced"),
    ("ja", "OpenAIはMistral AIの買収を検討している。", "considering"),
    ("ja", "OpenAIはMistral AIの買収を否定した。", "denied"),
    ("ja", "OpenAIはMistral AIの買収を中止した。", "ended"),
    ("vi", "OpenAI công bố thương vụ mua lại Mistral AI.", "announced"),
    ("vi", "OpenAI đang cân nhắc mua lại Mistral AI.", "considering"),
    ("vi", "OpenAI dọa kiện Microsoft.", "threat"),
    ("vi", "OpenAI phủ nhận việc mua lại Mistral AI.", "denied"),
    ("ko", "OpenAI가 Mistral AI 인수를 검토하고 있다.", "considering"),
    ("ko", "OpenAI가 Mistral AI를 인수했다고 발표했다.", "announced"),
    ("ru", "OpenAI рассматривает покупку Mistral AI.", "considering"),
    ("ru", "OpenAI объявила о покупке Mistral AI.", "announced"),
    ("ar", "تدرس OpenAI الاستحواذ على Mistral AI.", "considering"),
    ("ar", "أعلنت OpenAI الاستحواذ على Mistral AI.", "announced"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "status"), STATUSES)
def test_a_claim_is_as_sure_as_its_sentence(language: str, text: str, status: str) -> None:
    assert [claim.status for claim in claims(text, language)] == [Status(status)]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("de", "OpenAI droht Microsoft mit einer Klage.", "threat"),
        ("de", "OpenAI gab die Übernahme von Mistral AI bekannt.", "announced"),
        ("fr", "OpenAI lèverait 3 milliards de dollars.", "rumour"),
        ("zh", "传OpenAI收购Mistral AI。", "rumour"),
        ("it", "OpenAI valuta una causa contro Microsoft.", "considering"),
        ("de", "OpenAI soll Mistral AI übernommen haben.", "rumour"),
    ],
)
def test_a_status_that_no_single_phrase_shows_is_read(language: str, text: str, status: str) -> None:
    assert [claim.status for claim in claims(text, language)] == [Status(status)]


# Each case: language, text, agent, patient.
ROLES = [
    ("fr", "OpenAI poursuit Microsoft en justice.", "OpenAI", "Microsoft"),
    ("fr", "OpenAI est poursuivi en justice par Microsoft.", "Microsoft", "OpenAI"),
    ("fr", "Le rachat de Mistral AI par OpenAI est annoncé.", "OpenAI", "Mistral AI"),
    ("fr", "Le rachat de Mistral AI par l’entreprise OpenAI est annoncé.", "OpenAI", "Mistral AI"),
    ("fr", "Une plainte de Microsoft vise OpenAI.", "Microsoft", "OpenAI"),
    ("en", "OpenAI sued Microsoft on Monday.", "OpenAI", "Microsoft"),
    ("en", "OpenAI was sued by Microsoft on Monday.", "Microsoft", "OpenAI"),
    ("en", "OpenAI was sued on Monday by Microsoft.", "Microsoft", "OpenAI"),
    ("en", "Mistral AI, acquired by OpenAI last year, is growing.", "OpenAI", "Mistral AI"),
    ("en", "The acquisition of Mistral AI by OpenAI is off.", "OpenAI", "Mistral AI"),
    ("en", "OpenAI raises $3 billion in a round led by Microsoft.", "OpenAI", "Microsoft"),
    ("en", "OpenAI sued Microsoft over a model made by Anthropic.", "OpenAI", "Microsoft"),
    ("de", "OpenAI verklagt Microsoft.", "OpenAI", "Microsoft"),
    ("de", "OpenAI wurde von Microsoft verklagt.", "Microsoft", "OpenAI"),
    ("de", "Die Übernahme von Mistral AI durch OpenAI steht fest.", "OpenAI", "Mistral AI"),
    ("es", "OpenAI demandó a Microsoft.", "OpenAI", "Microsoft"),
    ("es", "OpenAI fue demandada por Microsoft.", "Microsoft", "OpenAI"),
    ("it", "OpenAI è stata acquistata da Microsoft.", "Microsoft", "OpenAI"),
    ("nl", "OpenAI werd door Microsoft aangeklaagd.", "Microsoft", "OpenAI"),
    ("zh", "OpenAI起诉微软。", "OpenAI", "Microsoft"),
    ("zh", "OpenAI被微软起诉。", "Microsoft", "OpenAI"),
    ("zh", "OpenAI遭微软起诉。", "Microsoft", "OpenAI"),
    ("ja", "OpenAIはマイクロソフトを提訴した。", "OpenAI", "Microsoft"),
    ("ja", "OpenAIはマイクロソフトに提訴された。", "Microsoft", "OpenAI"),
    ("vi", "OpenAI kiện Microsoft.", "OpenAI", "Microsoft"),
    ("vi", "OpenAI bị Microsoft kiện.", "Microsoft", "OpenAI"),
    ("ko", "OpenAI가 마이크로소프트를 고소했다.", "OpenAI", "Microsoft"),
    ("ru", "OpenAI подала иск против Microsoft.", "OpenAI", "Microsoft"),
    ("ar", "رفعت OpenAI دعوى قضائية ضد مايكروسوفت.", "OpenAI", "Microsoft"),
    # One name alone acts; a place stands back; the outlet that tells is no party.
    ("fr", "OpenAI lève 3 milliards de dollars.", "OpenAI", ""),
    ("fr", "En France, OpenAI poursuit Microsoft en justice.", "OpenAI", "Microsoft"),
    ("fr", "Selon Reuters, OpenAI poursuit Microsoft en justice.", "OpenAI", "Microsoft"),
    ("en", "OpenAI plans to sue Microsoft, Bloomberg reports.", "OpenAI", "Microsoft"),
    ("zh", "据路透社报道，OpenAI起诉微软。", "OpenAI", "Microsoft"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "agent", "patient"), ROLES)
def test_who_acts_upon_whom_is_told_in_either_voice(language: str, text: str, agent: str, patient: str) -> None:
    assert [(claim.agent, claim.patient) for claim in claims(text, language)] == [(agent, patient)]


def test_a_town_is_no_party() -> None:
    assert claims("À Paris, OpenAI poursuit Microsoft en justice.", "fr")[0].agent == "OpenAI"


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("fr", "OpenAI lève 3 milliards de dollars.", EventType.FUNDING),
        ("fr", "La panne d’OpenAI a touché Microsoft.", EventType.INCIDENT),
        ("en", "OpenAI appoints Sam Altman as chief executive.", EventType.APPOINTMENT),
        ("en", "OpenAI lays off 300 employees.", EventType.LAYOFF),
        ("zh", "OpenAI完成500亿美元融资。", EventType.FUNDING),
        ("ja", "OpenAIは新モデルを公開した。", EventType.LAUNCH),
        ("de", "OpenAI verklagt Microsoft.", EventType.LAWSUIT),
        ("vi", "OpenAI ra mắt mô hình mới.", EventType.LAUNCH),
    ],
)
def test_the_kind_of_event_is_told_by_its_words(language: str, text: str, event: EventType) -> None:
    assert [claim.event_type for claim in claims(text, language)] == [event]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "OpenAI dément le rachat de Mistral AI."),
        ("fr", "OpenAI renonce au rachat de Mistral AI."),
        ("en", "OpenAI did not acquire Mistral AI."),
        ("en", "OpenAI denies acquisition of Mistral AI."),
        ("zh", "OpenAI没有收购Mistral AI。"),
        ("zh", "OpenAI否认收购Mistral AI。"),
        ("ja", "OpenAIはMistral AIの買収を否定した。"),
        ("de", "OpenAI dementiert die Übernahme von Mistral AI."),
    ],
)
def test_what_is_denied_or_negated_is_told_as_such(language: str, text: str) -> None:
    assert [claim.polarity for claim in claims(text, language)] == ["negative"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "OpenAI va-t-elle racheter Mistral AI ?"),
        ("fr", "« OpenAI va-t-elle racheter Mistral AI ? »"),
        ("en", "Will OpenAI acquire Mistral AI?"),
        ("es", "¿OpenAI compra Mistral AI?"),
        ("zh", "OpenAI会收购Mistral AI吗？"),
        ("ja", "OpenAIはMistral AIを買収するのか？"),
        ("ar", "هل تستحوذ OpenAI على Mistral AI؟"),
    ],
)
def test_a_question_is_no_claim(language: str, text: str) -> None:
    assert claims(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une levée de fonds est attendue."),
        ("en", "The lawsuit goes on."),
        ("zh", "收购仍在继续。"),
        ("xx", "OpenAI a levé 3 milliards de dollars."),
    ],
)
def test_an_event_without_a_party_is_no_claim(language: str, text: str) -> None:
    if language == "xx":
        text = "OpenAI ipsum dolor 3 miliwn amet"  # a language without a file of cues
    assert claims(text, language) == ()


@pytest.mark.parametrize(
    "title", ["Revue de presse : OpenAI poursuit Microsoft", "En direct : OpenAI poursuit Microsoft"]
)
def test_a_page_that_lists_other_news_makes_no_claim(title: str) -> None:
    found = decide(article(text="OpenAI poursuit Microsoft en justice.", title=title, language="fr"))

    assert found.page_class in {"roundup", "live"}
    assert found.claims == ()


def test_a_claim_carries_its_amount_its_day_and_who_told_it() -> None:
    one = article(
        text="Selon Reuters, OpenAI a levé lundi 3 milliards de dollars.", title="…", language="fr", published_at=at(9)
    )
    (claim,) = decide(one).claims

    assert claim.amount is not None
    assert (claim.amount.value, claim.amount.currency) == (Decimal(3_000_000_000), "USD")
    assert claim.day == date(2026, 3, 9)
    assert claim.attribution is not None
    assert claim.attribution.entity == "reuters"
    assert [one.words(span) for span in claim.evidence] == [one.text]


def test_the_words_that_make_a_claim_unsure_are_kept() -> None:
    one = article(text="OpenAI envisage de poursuivre Microsoft en justice.", title="…", language="fr")
    (claim,) = decide(one).claims

    assert claim.hedge is not None
    assert one.words(claim.hedge) == "envisage"


def test_a_sure_claim_has_no_hedge() -> None:
    assert claims("OpenAI annonce le rachat de Mistral AI.", "fr")[0].hedge is None


def test_no_page_makes_claims_without_end() -> None:
    text = "OpenAI annonce le rachat de Mistral AI. " * 40

    assert len(claims(text, "fr")) <= 8
