"""From each article to the one who said it first, as far as its text shows; and never further than that."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from vigie.knowledge import names as known
from vigie.knowledge.names import Names
from vigie.model import Article, Chain, OriginKind, StoryTrace, UnderstoodArticle
from vigie.ports.testing import article, at, story
from vigie.trace import decide
from vigie.trace.chains import chain_of
from vigie.understand import decide as understood


@cache
def names() -> Names:
    return known.load()


def news(text: str, language: str = "fr", title: str = "Une brève du port", **wanted: object) -> Article:
    made = article(str(wanted.pop("source", "Gazette du port")), text, title=title, language=language)
    return replace(made, **wanted)  # type: ignore[arg-type]  # fields of Article


def item(one: Article) -> UnderstoodArticle:
    return UnderstoodArticle(one, understood(one))


def chain(text: str, language: str = "fr", **wanted: object) -> Chain:
    return chain_of(item(news(text, language, **wanted)), names())  # type: ignore[arg-type]


def traced(*articles: Article, copies: Mapping[str, str] | None = None) -> StoryTrace:
    return decide(story(*articles), {one.id: item(one) for one in articles}, copies or {}, names())


@pytest.mark.parametrize(
    ("language", "text", "origin"),
    [
        ("fr", "Selon le Wall Street Journal, OpenAI envisage un procès contre Microsoft.", "Wall Street Journal"),
        ("fr", "OpenAI envisage un procès contre Microsoft, rapporte lundi l’agence Reuters.", "Reuters"),
        ("en", "OpenAI is considering a lawsuit against Microsoft, Bloomberg reported on Monday.", "Bloomberg"),
        ("en", "According to the Financial Times, OpenAI is considering a lawsuit.", "Financial Times"),
        ("de", "Laut Reuters erwägt OpenAI eine Klage gegen Microsoft.", "Reuters"),
        ("es", "Según Reuters, OpenAI estudia una demanda contra Microsoft.", "Reuters"),
        ("ru", "По данным Reuters, OpenAI рассматривает иск против Microsoft.", "Reuters"),
        ("zh", "据路透社报道，OpenAI考虑就合同条款起诉微软公司。", "Reuters"),
        ("ja", "ロイター通信によると、OpenAIはマイクロソフトの提訴を検討している。", "Reuters"),
        ("ko", "로이터통신에 따르면 OpenAI는 마이크로소프트를 상대로 소송을 검토하고 있다.", "Reuters"),
        ("vi", "Theo Reuters, OpenAI đang cân nhắc kiện Microsoft vì hợp đồng.", "Reuters"),
        ("ar", "وفقا لرويترز، تدرس OpenAI مقاضاة مايكروسوفت بسبب العقد.", "Reuters"),
    ],
)
def test_a_text_that_credits_an_outlet_goes_back_to_it(language: str, text: str, origin: str) -> None:
    found = chain(text, language)

    assert (found.origin.name, found.how, found.anonymous) == (origin, "attribution", False)


def test_the_evidence_of_a_credit_is_its_cue_and_its_source() -> None:
    one = news("Selon le Wall Street Journal, OpenAI envisage un procès contre Microsoft.")
    found = chain_of(item(one), names())

    assert found.evidence is not None
    assert one.words(found.evidence) == "Selon le Wall Street Journal"


@pytest.mark.parametrize("publisher", ["Wall Street Journal", "The Wall Street Journal"])
def test_an_outlet_that_credits_itself_is_no_origin_of_its_own(publisher: str) -> None:
    found = chain("Le barrage ferme, selon le Wall Street Journal, qui a vu le rapport.", source=publisher)

    assert found.how == "own"


def test_another_outlet_of_the_same_owner_is_no_origin() -> None:
    # Dow Jones owns both.
    owners = {names().outlets[key].owner for key in ("wsj", "barrons") if key in names().outlets}
    if len(owners) != 1:
        pytest.skip("outlets.toml does not say that one owner has both")
    found = chain("Selon le Wall Street Journal, le barrage ferme lundi prochain.", source="Barron's")

    assert found.how == "own"


def test_unnamed_people_behind_a_named_outlet_are_told() -> None:
    found = chain("Selon Reuters, qui cite des sources proches du dossier, OpenAI envisage un procès contre Microsoft.")

    assert (found.origin.name, found.anonymous) == ("Reuters", True)


def test_unnamed_people_alone_are_the_outlets_unnamed_source() -> None:
    found = chain("Des sources proches du dossier ont indiqué que le contrat serait signé lundi à midi.")

    assert (found.origin.name, found.origin.kind, found.anonymous) == ("Gazette du port", OriginKind.UNNAMED, True)


@pytest.mark.parametrize(
    ("language", "line", "origin"),
    [
        ("fr", "Source : https://www.reuters.com/world/dam", "Reuters"),
        ("fr", "Source : Bloomberg", "Bloomberg"),
        ("en", "Source: Bloomberg", "Bloomberg"),
        ("vi", "Source : https://cang.example/dap.html", "cang.example"),
        ("zh", "来源：路透社", "Reuters"),
        ("ko", "출처: 로이터통신", "Reuters"),
        ("ru", "Источник: Reuters", "Reuters"),
        ("de", "Quelle: https://harbour.example/dam", "harbour.example"),
    ],
)
def test_a_source_line_leads_to_its_outlet_or_its_host(language: str, line: str, origin: str) -> None:
    body = {"fr": "Le barrage a fermé lundi.", "en": "The dam was closed on Monday.", "vi": "Con đập đóng cửa hôm thứ Hai.",
            "zh": "大坝已于周一关闭。", "ko": "댐은 월요일에 닫혔다.", "ru": "Плотину закрыли в понедельник.",
            "de": "Der Damm wurde am Montag geschlossen."}[language]  # fmt: skip
    one = news(f"{body}\n{line}", language, title="…")
    found = chain_of(item(one), names())

    assert found.how == "source_line"
    assert found.evidence is not None
    assert one.words(found.evidence) == line
    assert found.origin.name == origin


def test_a_credit_beyond_the_source_line_has_the_line_on_its_way() -> None:
    found = chain(
        "Selon le Wall Street Journal, OpenAI envisage un procès contre Microsoft.\nSource : https://www.reuters.com/x"
    )

    assert (found.origin.name, found.via) == ("Wall Street Journal", ("Reuters",))


def test_a_source_line_that_names_the_publisher_leads_nowhere() -> None:
    assert chain("Le barrage a fermé lundi.\nSource : Reuters", source="Reuters").how == "own"


@pytest.mark.parametrize("author", ["Reuters", "Le Port avec Reuters", "A. Plume, Reuters", "AFP", "Untel et AFP"])
def test_a_byline_that_names_an_agency_leads_to_it(author: str) -> None:
    found = chain("Le barrage a fermé lundi.", authors=(author,))

    assert (found.how, found.origin.kind) == ("byline", OriginKind.AGENCY)


@pytest.mark.parametrize(
    ("language", "text", "origin", "words"),
    [
        ("fr", "RIVEMONT, 9 mars (Reuters) - Le barrage a fermé lundi.", "Reuters", "Reuters"),
        ("en", "TARNBRIDGE (AP) — The dam was closed on Monday.", "Associated Press", "AP"),
    ],
)
def test_a_dateline_that_names_an_agency_leads_to_it(language: str, text: str, origin: str, words: str) -> None:
    one = news(text, language, title="…")
    found = chain_of(item(one), names())

    assert (found.how, found.origin.name) == ("byline", origin)
    assert found.evidence is not None
    assert one.words(found.evidence) == words


@pytest.mark.parametrize("author", ["Jeanne Plume", "", "Le Port"])
def test_a_byline_of_a_person_leads_nowhere(author: str) -> None:
    assert chain("Le barrage a fermé lundi.", authors=(author,)).how == "own"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://openai.com/index/dam", "OpenAI"),
        ("https://www.anthropic.com/news/dam", "Anthropic"),
        ("https://blogs.microsoft.com/dam", "Microsoft"),
    ],
)
def test_a_page_on_ones_own_site_is_ones_own_statement(url: str, origin: str) -> None:
    found = chain("Le barrage a fermé lundi.", url=url)

    assert (found.how, found.origin.name, found.origin.kind) == ("own_site", origin, OriginKind.COMPANY)


def test_a_page_on_a_site_whose_name_only_ends_alike_is_not() -> None:
    assert chain("Le barrage a fermé lundi.", url="https://notopenai.com/dam").how == "own"


@pytest.mark.parametrize(
    ("language", "text", "origin"),
    [
        ("fr", "OpenAI annonce une levée de fonds de 3 milliards de dollars.", "OpenAI"),
        ("fr", "« Le barrage fermera lundi », a déclaré OpenAI dans un message.", "OpenAI"),
        ("en", "OpenAI announced a $3 billion funding round on Monday.", "OpenAI"),
        ("zh", "OpenAI表示，大坝将于下周一上午关闭。", "OpenAI"),
        ("ja", "OpenAIは「ダムを月曜日に閉鎖する」と述べた。", "OpenAI"),
        ("en", "“The dam will be closed on Monday,” Sam Altman said.", "Sam Altman"),
    ],
)
def test_what_a_party_says_comes_from_the_party(language: str, text: str, origin: str) -> None:
    found = chain(text, language, title="…")

    assert (found.how, found.origin.name) == ("statement", origin)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le barrage a fermé lundi, et la ville se tait."),
        ("en", "The dam was closed on Monday and the town is silent."),
        ("zh", "大坝周一关闭，全城沉默。"),
        ("ar", "أُغلق السد يوم الاثنين والمدينة صامتة."),
        ("fr", ""),
    ],
)
def test_what_no_text_shows_is_the_outlets_own(language: str, text: str) -> None:
    found = chain(text, language)

    assert (found.how, found.origin.name, found.origin.kind) == ("own", "Gazette du port", OriginKind.OWN)
    assert found.evidence is None


def test_a_credit_far_down_is_background() -> None:
    filler = "La ville se tait depuis lundi. " * 20

    assert chain(filler + "Selon Reuters, le barrage avait déjà fermé en 2019.").how == "own"


def test_an_aside_credits_nobody_but_by_a_source_line() -> None:
    assert chain("Le barrage a fermé lundi.\nÀ lire aussi : selon Reuters, le barrage rouvrira").how == "own"


def test_a_copy_goes_where_the_original_goes_through_its_publisher() -> None:
    first = news("Selon Reuters, OpenAI envisage un procès contre Microsoft.")
    copy = replace(first, id="f" * 16, source="Le Copiste", published_at=at(9))
    again = replace(first, id="e" * 16, source="La Copie", published_at=at(10))
    made = traced(first, copy, again, copies={copy.id: first.id, again.id: first.id})

    assert [c.how for c in made.chains] == ["attribution", "copy", "copy"]
    assert {c.origin.name for c in made.chains} == {"Reuters"}
    assert made.chains[1].via == ("Gazette du port",)
    assert [voice.name for voice in made.voices] == ["Reuters"]


def test_a_copy_of_an_own_report_names_its_publisher_once() -> None:
    first = news("Le barrage a fermé lundi, et la ville se tait.")
    copy = replace(first, id="f" * 16, source="Le Copiste", published_at=at(9))
    made = traced(first, copy, copies={copy.id: first.id})

    assert made.chains[1].origin.name == "Gazette du port"
    assert made.chains[1].via == ()
    assert len(made.voices) == 1


def test_a_copy_that_names_the_agency_its_original_does_not_name_goes_back_to_the_agency() -> None:
    first = news("Le barrage a fermé lundi, et la ville se tait.")
    copy = replace(first, id="f" * 16, source="Le Copiste", published_at=at(9), authors=("AFP",))
    silent = replace(first, id="e" * 16, source="La Copie", published_at=at(10))
    made = traced(first, copy, silent, copies={copy.id: first.id, silent.id: first.id})

    assert [c.how for c in made.chains] == ["own", "byline", "copy"]
    assert [voice.name for voice in made.voices] == ["AFP"]


def test_a_copy_of_an_announcement_adds_no_voice_by_what_it_says_itself() -> None:
    first = news("OpenAI annonce une levée de fonds de 3 milliards de dollars.")
    copy = replace(first, id="f" * 16, source="Le Copiste", published_at=at(9), authors=("AFP",))
    made = traced(first, copy, copies={copy.id: first.id})

    assert [c.how for c in made.chains] == ["statement", "copy"]
    assert [voice.name for voice in made.voices] == ["OpenAI"]


def test_a_copy_whose_original_is_in_another_story_is_traced_by_itself() -> None:
    copy = news("Selon Reuters, OpenAI envisage un procès contre Microsoft.")

    assert [c.how for c in traced(copy, copies={copy.id: "gone"}).chains] == ["attribution"]


def test_a_credited_outlet_whose_own_text_was_read_is_followed_to_its_root() -> None:
    relay = news("Selon Reuters, OpenAI envisage un procès contre Microsoft.", title="Un relais")
    wire = news("Selon le Wall Street Journal, OpenAI envisage un procès.", title="La dépêche", source="Reuters")
    made = traced(relay, wire)
    found = {c.article: c for c in made.chains}

    assert found[relay.id].origin.name == "Wall Street Journal"
    assert found[relay.id].via == ("Reuters",)
    assert [voice.name for voice in made.voices] == ["Wall Street Journal"]


def test_two_outlets_that_credit_each_other_end_somewhere() -> None:
    one = news("Selon Bloomberg, OpenAI envisage un procès contre Microsoft.", title="Une", source="Reuters")
    two = news("Selon Reuters, OpenAI envisage un procès contre Microsoft.", title="Deux", source="Bloomberg")

    assert len(traced(one, two).chains) == 2


def test_every_article_has_one_chain_in_the_storys_order() -> None:
    articles = [
        news("Selon Reuters, OpenAI envisage un procès.", title="A", published_at=at(9)),
        news("Le barrage a fermé lundi.", title="B", published_at=at(7)),
        news("OpenAI annonce une levée de fonds de 3 milliards de dollars.", title="C", published_at=at(8)),
    ]
    made = traced(*articles)

    assert tuple(c.article for c in made.chains) == story(*articles).articles
    assert made.members == story(*articles).members


def test_two_articles_of_one_owner_that_show_no_root_are_one_voice() -> None:
    one, two = (news("Le barrage a fermé.", title=t, url=f"https://www.reuters.com/{t}", source=t) for t in ("A", "B"))

    assert len(traced(one, two).voices) == 1
