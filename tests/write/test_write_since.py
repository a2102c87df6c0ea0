"""What a reader knows is not told him as new, whatever story tells it again; what changed is told with both states."""

from dataclasses import replace
from datetime import date

import pytest
from write_builders import DAY, brief, english, french, material, news, told_item, told_of

from vigie.model import Article, EventType, Notice, Span, Status, StatusChange, Transition, tellings_of
from vigie.ports.testing import at, chapter, story
from vigie.write.since import known_to, notices_of

YESTERDAY = date(2026, 3, 11)


def flat(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def sued(title: str, *lines: str, source: str = "Le Phare", hour: int = 9) -> Article:
    return news("fr", title, *lines, source=source, published_at=at(hour))


THREAT = news(
    "fr",
    "Anthropic envisage de poursuivre Palantir en justice",
    "Anthropic envisage de poursuivre Palantir en justice devant un tribunal de Lyon, selon deux personnes proches.",
    source="Le Phare",
    published_at=at(8, day=11),
)
SUIT = news(
    "fr",
    "Anthropic poursuit Palantir en justice",
    "Anthropic a annoncé jeudi avoir porté plainte contre Palantir devant un tribunal de Lyon.",
    source="La Vigie du Rhône",
    published_at=at(9),
)


# ── Known ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_story_told_before_with_nothing_new_is_not_told_again() -> None:
    before = told_of(material(french(), story_id="s-1"))

    assert brief(material(french(), story_id="s-1", known_before=before, past=[THREAT, FIRST])).items == ()


def test_a_claim_told_in_one_story_is_known_in_another() -> None:
    before = told_of(material(french(), story_id="s-1"))
    again = news(
        "fr",
        "Mistral AI racheté par OpenAI pour 50 milliards de dollars",
        "OpenAI a annoncé le rachat de Mistral AI, une opération de 50 milliards de dollars.",
        source="Port Soir",
    )

    assert brief(material(again, story_id="s-2", known_before=before, past=[THREAT, FIRST])).items == ()


def test_a_claim_told_in_one_language_is_known_in_another() -> None:
    before = told_of(material(french(), story_id="s-1"))

    assert (
        brief(material(english(), story_id="s-2", known_before=before, past=[THREAT, FIRST]), language="en").items == ()
    )


def test_the_same_hire_told_from_the_other_side_is_known() -> None:
    hired = news(
        "fr", "Le créateur de Brumelin, Anton Velrec, rejoint OpenAI",
        "Le créateur de Brumelin, Anton Velrec, rejoint OpenAI pour y diriger les agents, a annoncé la société.",
    )  # fmt: skip
    again = news(
        "fr", "OpenAI recrute Anton Velrec, le créateur de Brumelin",
        "OpenAI recrute Anton Velrec, le créateur de Brumelin, qui dirigera les agents de la société.", source="Port Soir",
    )  # fmt: skip
    before = told_of(material(hired, story_id="s-1"))

    assert brief(material(again, story_id="s-2", known_before=before), read_until=YESTERDAY).items == ()


def test_another_act_of_the_same_party_is_new() -> None:
    before = told_of(material(french(), story_id="s-1"))
    other = news(
        "fr",
        "OpenAI licencie 300 salariés de son laboratoire de robots",
        "OpenAI a annoncé mercredi le licenciement de 300 salariés de son laboratoire de robots à Zurich.",
    )
    made = brief(material(other, story_id="s-2", known_before=before, past=[THREAT, FIRST]), read_until=YESTERDAY)

    assert [item.story for item in made.items] == ["s-2"]
    assert made.items[0].told_on is None
    assert made.since is not None
    assert (made.since.new, made.since.more) == (1, 0)


def test_who_never_read_is_told_everything_and_no_since() -> None:
    made = brief(material(french(), english()))

    assert made.since is None
    assert made.items[0].told_on is None
    assert made.items[0].changes == ()


def test_an_item_remembers_the_claims_that_its_sentences_tell() -> None:
    [item] = brief(material(french())).items
    [claim] = [one for one in item.claims if one.event_type is EventType.ACQUISITION][:1]

    assert set(claim.keys) == {"openai", "mistral-ai"} or {claim.agent, claim.patient} == {"OpenAI", "Mistral AI"}
    assert claim.evidence.quote
    assert claim.n in range(len(item.told()) + 1)


# ── Changed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_status_is_told_with_both_states_and_both_sentences_even_in_another_story() -> None:
    before = told_of(material(THREAT, story_id="s-1"))
    made = brief(material(SUIT, story_id="s-2", known_before=before, past=[THREAT, FIRST]), read_until=YESTERDAY)
    [item] = made.items

    assert [flat(s.text) for s in item.changes] == [
        "Le statut change : action en justice, Anthropic contre Palantir (envisagé le 11 mars 2026, puis annoncé)."
    ]
    assert [c.article for c in item.changes[0].citations] == [THREAT.id, SUIT.id]
    assert item.sentences[0].citations[0].article == SUIT.id
    assert (item.told_on, made.since and made.since.changed) == (YESTERDAY, 1)


def test_a_change_off_the_subject_is_owed_to_who_was_told_the_first_state() -> None:
    told = told_of(material(THREAT, story_id="s-1"))
    crowd = [
        material(
            replace(french(), id=f"f{n}", title=f"OpenAI annonce le projet {n} avec Mistral AI"), story_id=f"s-c{n}"
        )
        for n in range(3)
    ]
    made = brief(
        *crowd, material(SUIT, story_id="s-2", known_before=told, past=[THREAT, FIRST]), items=1, read_until=YESTERDAY
    )

    assert [item.story for item in made.items] == ["s-2"]


def test_a_denial_is_told_once() -> None:
    denial = sued(
        "Palantir : Anthropic dément toute action en justice",
        "Anthropic dément poursuivre Palantir en justice, a déclaré sa porte-parole mercredi.",
    )
    before = told_of(material(THREAT, story_id="s-1"))
    first = brief(material(denial, story_id="s-2", known_before=before, past=[THREAT, FIRST]), read_until=YESTERDAY)
    both = known_to([*before.by_story["s-1"], *tellings_of(first)])
    again = sued(
        "Anthropic dément poursuivre Palantir",
        "Anthropic dément poursuivre Palantir en justice, répète le groupe.",
        source="Port Soir", hour=12,
    )  # fmt: skip

    assert [flat(s.text)[-9:] for s in first.items[0].told() if "statut" in s.text] == ["démenti)."]
    assert brief(material(again, story_id="s-3", known_before=both), read_until=DAY).items == ()


def test_who_was_away_is_told_the_last_state_alone() -> None:
    before = told_of(material(THREAT, story_id="s-1"))
    ended = sued(
        "Anthropic retire sa plainte contre Palantir",
        "Anthropic a retiré jeudi sa plainte contre Palantir, après un accord entre les deux groupes.",
        hour=18,
    )

    def step(of: Article, status: Status) -> StatusChange:
        said = Span(of.id, 0, len(of.text.split(".")[0]) + 1)
        keys = ("anthropic", "palantir")
        return StatusChange(DAY, EventType.LAWSUIT, "Anthropic", "Palantir", status, said, of.source, keys)

    moved = (Transition(step(SUIT, Status.ANNOUNCED), step(ended, Status.ENDED)),)
    one = material(
        SUIT, ended, story_id="s-2", known_before=before, chapter=replace(chapter(story(SUIT)), transitions=moved)
    )
    changes = [change.after.status for change in one.news.changes]

    assert changes == [Status.ENDED]


# ── Taken back ──────────────────────────────────────────────────────────────────────────────────────────────────────

FIRST = news(
    "fr",
    "Anthropic lève 400 millions d’euros auprès de Palantir",
    "Anthropic a levé 400 millions d’euros auprès de Palantir, a annoncé mercredi la société.",
    source="Le Phare",
    published_at=at(8, day=11),
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Rectificatif : Anthropic a levé 40 millions d’euros, et non 400",
            "Anthropic a levé 40 millions d’euros auprès de Palantir, et non 400 millions d’euros. Le chiffre était erroné.",
        ),
        (
            "Anthropic lève 40 millions d’euros auprès de Palantir",
            "Anthropic a levé 40 millions d’euros. Une version précédente de cet article indiquait par erreur 400 millions.",
        ),
    ],
)
def test_a_correction_reaches_who_was_told_the_old_figure(title: str, text: str) -> None:
    before = told_of(material(FIRST, story_id="s-1"))
    now = news("fr", title, text, source="Le Phare", published_at=at(9))
    made = brief(material(now, story_id="s-2", known_before=before, past=[THREAT, FIRST]), read_until=YESTERDAY)

    assert [flat(s.text) for s in made.items[0].told() if "Correction" in s.text] == [
        "Correction : Le Phare revient sur son chiffre : 40 millions d’euros et non 400 millions d’euros."
    ]
    assert made.since is not None
    assert made.since.corrected == 1


def test_an_article_published_again_with_another_figure_corrects_the_first() -> None:
    before = told_of(material(FIRST, story_id="s-1"))
    now = news(
        "fr", FIRST.title, "Anthropic a levé 40 millions d’euros auprès de Palantir, a annoncé la société.",
        source="Le Phare", published_at=at(9),
    )  # fmt: skip

    assert [
        change.kind for change in material(now, story_id="s-2", known_before=before, past=[THREAT, FIRST]).news.changes
    ] == ["corrected"]


def test_another_outlet_with_another_figure_corrects_nothing() -> None:
    before = told_of(material(FIRST, story_id="s-1"))
    now = news("fr", "Anthropic lève 40 millions d’euros", "Anthropic a levé 40 millions d’euros auprès de Palantir.")

    assert material(now, story_id="s-2", known_before=before, past=[THREAT, FIRST]).news.changes == ()


def test_a_correction_is_noted_beside_the_edition_that_told_the_old_figure() -> None:
    old = brief(material(FIRST, story_id="s-1"), day=YESTERDAY)
    told = tuple(tellings_of(old))
    now = news(
        "fr", "Rectificatif : Anthropic a levé 40 millions d’euros", "Anthropic a levé 40 millions d’euros auprès de Palantir.",
        source="Le Phare", published_at=at(9),
    )  # fmt: skip
    one = material(now, story_id="s-2", known_before=known_to(told))
    [notice] = notices_of(DAY, [one], told, {old.digest: (YESTERDAY, "fr", 1)})

    assert isinstance(notice, Notice)
    assert (notice.day, notice.revision, notice.story, notice.kind, notice.since) == (
        YESTERDAY,
        1,
        "s-1",
        "corrected",
        DAY,
    )
    assert "40\u00a0millions" in notice.sentence.text
    assert {c.article for c in notice.sentence.citations} == {FIRST.id, now.id}


def test_a_withdrawn_article_is_told() -> None:
    before = told_of(material(FIRST, story_id="s-1"))
    now = news(
        "fr", "Article retiré : Anthropic et Palantir", "Le Phare s’est trompé. Cet article a été retiré.",
        source="Le Phare", published_at=at(9),
    )  # fmt: skip
    item = told_item(material(now, story_id="s-2", known_before=before, past=[THREAT, FIRST]))

    assert [flat(s.text) for s in item.told() if "Retrait" in s.text] == [
        "Retrait : Le Phare retire son article du 11 mars 2026."
    ]
