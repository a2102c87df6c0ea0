"""How credits, statements and acts are weighed where a text has several, and what is not taken for one."""

import pytest

from vigie.knowledge import names as known
from vigie.model import Chain, OriginKind, UnderstoodArticle, independent_voices
from vigie.ports.testing import article
from vigie.trace.chains import chains_of
from vigie.understand import decide as understood


def chains(text: str, language: str = "fr", title: str = "Une brève du port", source: str = "Gazette") -> list[Chain]:
    made = article(source, text, title=title, language=language)
    return list(chains_of(UnderstoodArticle(made, understood(made)), known.load()))


def root(text: str, language: str = "fr", **wanted: str) -> str:
    return chains(text, language, **wanted)[0].origin.name


def test_two_outlets_with_a_report_each_are_two_roots() -> None:
    found = chains("Une alerte a été donnée dans le port de Rivemont, rapportent Ouest-France et Le Parisien.")

    assert {chain.origin.name for chain in found} == {"Ouest-France", "Le Parisien"}
    assert len(independent_voices(found)) == 2


def test_a_joint_statement_has_one_root() -> None:
    found = chains("La mairie de Rivemont et la préfecture du Morbelan ont annoncé jeudi la fermeture du pont.")

    assert len(found) == 1


def test_a_judgment_is_the_courts_whoever_tells_of_it() -> None:
    found = chains("Le tribunal de Rivemont a condamné lundi l'armateur, rapporte Le Parisien.")[0]

    assert (found.origin.kind, found.via) == (OriginKind.COURT, ("Le Parisien",))


def test_what_was_told_to_an_agency_is_the_agencys_though_others_spoke_before() -> None:
    text = "Le pont est fermé, selon une source proche du dossier. Il le restera un mois. "
    text += "« Un pilier a cédé », a précisé vendredi à l'AFP le capitaine du port de Rivemont."

    assert root(text) == "AFP"


def test_a_public_statement_stays_the_partys_though_it_was_told_to_an_agency_too() -> None:
    text = "La préfecture du Morbelan a annoncé jeudi la fermeture du pont dans un communiqué. "
    text += "Le chantier durera un mois, a précisé le capitaine du port à l'AFP."

    assert root(text) == "préfecture du Morbelan"


def test_a_picture_is_no_credit() -> None:
    assert chains("Le pont est fermé depuis lundi. Photo : AFP")[0].how == "own"


def test_an_opinion_is_its_outlets_own() -> None:
    assert (
        chains("Le maire a annoncé un pont de plus, et c'est un de trop.", title="Tribune : un pont de trop")[0].how
        == "own"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Des habitants racontent que le pont tremblait depuis des semaines, et que rien n'était fait.",
        "Certains disent que le phare s'éteint la nuit, et la ville se tait.",
    ],
)
def test_anybody_is_nobody(text: str) -> None:
    assert chains(text)[0].origin.kind in {OriginKind.OWN, OriginKind.UNNAMED}


def test_an_office_alone_is_called_by_its_holder_where_the_text_names_him() -> None:
    text = "« Le phare restera allumé », a promis le ministre des Phares. "
    text += "Le ministre des Phares Paul Estrade était en visite à Rivemont lundi."

    assert root(text) == "Paul Estrade"


def test_a_body_is_called_by_the_longest_name_its_text_gives() -> None:
    text = "Trois marins ont disparu, a annoncé la préfecture. La préfecture du Morbelan a ouvert une cellule d'appel."

    assert root(text) == "préfecture du Morbelan"


def test_a_somebodys_relative_is_not_that_person() -> None:
    assert root("Elon Musk's brother said on Monday that the lighthouse would be sold.", "en") != "Elon Musk"


def test_an_unnamed_source_that_a_text_opens_on_goes_before_an_interview_far_below() -> None:
    text = "Le cargo a coulé, a indiqué une source policière. " + "La mer était forte et le vent soufflait. " * 6
    text += "« Je l'avais dit », a confié un marin interrogé par Ouest-France."

    assert chains(text)[0].origin.kind is OriginKind.UNNAMED
