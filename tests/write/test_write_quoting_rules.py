"""Which sentences can be read alone, and what rules may make of one."""

from datetime import UTC, datetime

import pytest
from write_builders import AIDS, news

from vigie.model import Sentence, Span, UnderstoodArticle
from vigie.ports.testing import article
from vigie.understand import decide
from vigie.write.checking import Cited, faults
from vigie.write.material import citation
from vigie.write.quoting import stands_alone
from vigie.write.quoting.shortening import edited

LEANING = [
    ("fr", "La société Orvane Labs a publié vendredi un modèle que ce dernier avait promis en mars."),
    ("fr", "Valombrine avait alors démenti tout projet de rachat de la société Orvane Labs."),
    ("fr", "Orvane Labs est certes un petit laboratoire, mais son modèle bat ceux des géants."),
    ("fr", "Le nouveau modèle surpasse les précédents sur tous les tests de programmation."),
    ("fr", "À cette occasion, Orvane Labs a montré un robot capable de plier des chemises."),
    ("fr", "La veille, Orvane Labs avait présenté un robot capable de plier des chemises."),
    ("fr", "Cette annonce intervient après des mois de discussions entre Orvane et Valombrine."),
    ("fr", "Son patron a promis de garder les bureaux de la société au bord du fleuve en ville."),
    ("fr", "Selon elle, le barrage d’Orvane doit fermer avant la fin de l’année prochaine."),
    ("fr", "Baptisé « Orvane 2 », il répond aux questions des usagers en quarante langues."),
    ("fr", "Autrefois connu pour ses moteurs, le géant industriel vend aujourd’hui des serveurs."),
    ("fr", "La question de son indépendance a été posée par les députés de Valombrine mardi."),
    ("fr", "Le ministère affirme que cet enregistrement a été fait pour protéger les élus."),
    ("fr", "Ada Weir a déclaré : « Elle aidera les voyageurs à préparer leur séjour dans la ville. »"),
    ("en", "Orvane Labs published on Friday a model that the latter had promised in March of this year."),
    ("en", "The new model beats the ones before it on every test of programming in the field."),
    ("en", "Its chief executive promised to keep the offices of the company by the river in town."),
    ("en", "This announcement comes after months of talks between Orvane and Valombrine Energy."),
    ("en", "According to them, the dam at Orvane has to close before the end of next year."),
    ("es", "El nuevo modelo supera a los anteriores en todas las pruebas de programación del sector."),
    ("es", "Orvane Labs anunció un modelo que este último había prometido en marzo de este año."),
    ("pt", "O modelo supera os anteriores em todos os testes de programação feitos pelo setor."),
    ("de", "Das Unternehmen hat am Montag ein neues Modell für die Programmierung vorgestellt."),
    ("zh", "后者周一宣布以五亿美元收购人工智能公司奥尔万实验室。"),
    ("ja", "同社は月曜日、奥尔万研究所を五億ドルで買収すると発表した。"),
]

STANDING = [
    ("fr", "Le nouveau modèle d’Orvane Labs surpasse les précédents sur tous les tests de programmation."),
    ("fr", "La société Orvane Labs a publié vendredi un modèle capable de plier des chemises."),
    ("fr", "Cette semaine, Orvane Labs a montré un robot capable de plier des chemises en public."),
    ("fr", "Dans son dernier livre, Ada Weir raconte vingt ans de recherches sur les barrages."),
    ("fr", "Orvane Labs a annoncé que son modèle serait publié avant la fin de l’année en Europe."),
    ("en", "The new model from Orvane Labs beats the ones before it on every test of programming."),
    ("en", "Orvane Labs said its new model would be published before the end of the year in Europe."),
    ("es", "La empresa Orvane Labs presentó el lunes un modelo capaz de doblar camisas en público."),
    ("de", "Der Konzern Orvane hat am Montag ein neues Modell für die Programmierung vorgestellt."),
    ("pt", "A empresa Orvane Labs apresentou na segunda-feira um modelo capaz de dobrar camisas."),
]

NO_NEWS = [
    ("fr", "Ce mercredi 22 avril, dans l’émission Matin Tech, Ada Weir s’est penchée sur le prix d’Orvane."),
    ("fr", "L’article Orvane Labs publie un nouveau modèle est apparu en premier sur Gazette du Fleuve."),
    ("fr", "Retrouvez dans ce podcast les aventures d’Orvane Labs et de son modèle de programmation."),
    ("fr", "Force est de constater que le modèle d’Orvane Labs bat ceux des géants du secteur."),
    ("fr", "Le modèle du rival d’Orvane Orvane et Valombrine peuvent s’asseoir à la même table."),
    ("fr", "ACTUALITÉS DU JOUR ORVANE Le laboratoire Orvane Labs a publié vendredi un modèle."),
    ("en", "In this episode, Ada Weir talks about Orvane Labs and its new model of programming."),
    ("en", "The post Orvane Labs publishes a new model appeared first on the River Gazette site."),
    ("en", "You can try the new model of Orvane Labs for free until the end of the month of June."),
    ("zh", "点击阅读原文了解更多奥尔万实验室的最新人工智能模型和产品信息。"),
]

DATED = [
    ("fr", "Orvane Labs a publié mardi un modèle capable de plier des chemises.",
     "Orvane Labs a publié mardi 10 mars un modèle capable de plier des chemises."),
    ("fr", "Orvane Labs a publié hier un modèle capable de plier des chemises.",
     "Orvane Labs a publié hier (11 mars) un modèle capable de plier des chemises."),
    ("fr", "Orvane Labs a publié mardi matin un modèle capable de plier des chemises.",
     "Orvane Labs a publié mardi matin (10 mars) un modèle capable de plier des chemises."),
    ("fr", "Orvane Labs a publié mardi, le 10 mars, un modèle capable de plier des chemises.",
     "Orvane Labs a publié mardi, le 10 mars, un modèle capable de plier des chemises."),
    ("fr", "Orvane Labs doit publier mardi un modèle capable de plier des chemises.",
     "Orvane Labs doit publier mardi un modèle capable de plier des chemises."),
    ("fr", "Orvane Labs publiera mardi un modèle capable de plier des chemises.",
     "Orvane Labs publiera mardi un modèle capable de plier des chemises."),
    ("fr", "« Nous avons commencé mardi », a dit Ada Weir, d’Orvane Labs.",
     "« Nous avons commencé mardi », a dit Ada Weir, d’Orvane Labs."),
    ("fr", "Orvane Labs fait aujourd’hui face à des difficultés.", "Orvane Labs fait aujourd’hui face à des difficultés."),
    ("en", "Orvane Labs published a model on Tuesday that folds shirts.",
     "Orvane Labs published a model on Tuesday (10 March) that folds shirts."),
    ("en", "Orvane Labs will publish a model on Tuesday that folds shirts.",
     "Orvane Labs will publish a model on Tuesday that folds shirts."),
    ("es", "Orvane Labs publicó el martes un modelo que dobla camisas.",
     "Orvane Labs publicó el martes 10 de marzo un modelo que dobla camisas."),
    ("de", "Orvane Labs hat am Dienstag ein Modell veröffentlicht.",
     "Orvane Labs hat am Dienstag (10. März) ein Modell veröffentlicht."),
]  # fmt: skip

LONG = (
    " sur la manière dont les laboratoires de recherche du monde entier testent depuis des années les logiciels "
    "qui pilotent les barrages"
)
CUT = [
    ("fr", f"Orvane Labs, qui emploie des ingénieurs dans toute la vallée, a publié un rapport{LONG} hydrauliques.",
     f"Orvane Labs a publié un rapport{LONG} hydrauliques."),
    ("fr", f"Orvane Labs a publié un rapport{LONG} de la vallée, ce qui inquiète les riverains du fleuve.",
     f"Orvane Labs a publié un rapport{LONG} de la vallée."),
    ("fr", f"Orvane Labs (une société de la vallée du fleuve) a publié un rapport{LONG} hydrauliques.",
     f"Orvane Labs a publié un rapport{LONG} hydrauliques."),
    ("fr", "Orvane Labs a en effet publié un modèle capable de plier des chemises.",
     "Orvane Labs a publié un modèle capable de plier des chemises."),
    ("en", "Orvane Labs has also published a model that is able to fold shirts.",
     "Orvane Labs has published a model that is able to fold shirts."),
    ("fr", "Par ailleurs, Orvane Labs a publié un modèle capable de plier des chemises.",
     "Orvane Labs a publié un modèle capable de plier des chemises."),
    ("fr", "C’est une première : Orvane Labs a publié un modèle capable de plier des chemises en public.",
     "Orvane Labs a publié un modèle capable de plier des chemises en public."),
]  # fmt: skip

KEPT = [
    # who speaks, doubt, denial, figures and a restrictive clause stay
    ("fr", f"Orvane Labs a publié un rapport{LONG} de la vallée, ce qui inquiète les riverains, selon la préfecture."),
    ("fr", f"Orvane Labs, qui n’emploie pas d’ingénieurs dans la vallée, a publié un rapport{LONG} hydrauliques."),
    ("fr", f"Orvane Labs, qui emploie 400 ingénieurs dans la vallée, a publié un rapport{LONG} hydrauliques."),
    ("fr", f"Orvane Labs, qui emploierait (serait-ce vrai) des ingénieurs, a publié un rapport{LONG} hydrauliques."),
    ("fr", f"L’ingénieur qui dirige Orvane Labs dans la vallée a publié un rapport très attendu{LONG} hydrauliques."),
    (
        "fr",
        f"Depuis la vallée, où il participe à un colloque, l’ingénieur d’Orvane, a publié un rapport{LONG} anciens.",
    ),
    (
        "fr",
        f"C’est toute la vallée{LONG} anciens, à commencer par sa jeunesse, qui célébrait la victoire de son équipe.",
    ),
    ("fr", "Orvane Labs, qui emploie des ingénieurs dans la vallée, a publié un rapport court sur les barrages."),
]


def read(language: str, words: str, title: str = "Titre") -> UnderstoodArticle:
    """An article of Thursday 12 March 2026."""
    one = article(text=words, title=title, language=language, published_at=datetime(2026, 3, 12, 12, tzinfo=UTC))
    return UnderstoodArticle(one, decide(one))


def made(language: str, words: str) -> str:
    item = read(language, words)
    return edited(item, Span(item.article.id, 0, len(words))).text


@pytest.mark.parametrize(("language", "words"), LEANING)
def test_a_sentence_that_leans_on_what_was_said_before_does_not_stand_alone(language: str, words: str) -> None:
    assert not stands_alone(words, language)


@pytest.mark.parametrize(("language", "words"), STANDING)
def test_a_sentence_that_names_whom_it_tells_of_stands_alone(language: str, words: str) -> None:
    assert stands_alone(words, language)


@pytest.mark.parametrize(("language", "words"), NO_NEWS)
def test_a_blurb_a_view_and_what_a_machine_wrote_are_no_news(language: str, words: str) -> None:
    assert not stands_alone(words, language)


@pytest.mark.parametrize(("language", "words", "wanted"), DATED)
def test_a_day_takes_its_date_where_it_is_sure(language: str, words: str, wanted: str) -> None:
    assert made(language, words) == wanted


@pytest.mark.parametrize(("language", "words", "wanted"), CUT)
def test_a_long_sentence_loses_what_it_can_spare(language: str, words: str, wanted: str) -> None:
    assert made(language, words) == wanted


@pytest.mark.parametrize(("language", "words"), KEPT)
def test_speaker_doubt_denial_figures_and_sense_are_never_cut(language: str, words: str) -> None:
    assert made(language, words) == words


@pytest.mark.parametrize(("language", "words", "wanted"), [*DATED, *CUT[:5]])
def test_what_a_rule_makes_passes_the_checker(language: str, words: str, wanted: str) -> None:
    item = read(language, words)
    one = news(language, "Titre", words)
    cited = citation(one, Span(one.id, 0, len(words)), "Gazette")
    sentence = Sentence(wanted, language, "shortened", (cited,))

    assert faults(sentence, (Cited(item, (Span(item.article.id, 0, len(words)),), "Gazette"),), AIDS.reader) == ()
