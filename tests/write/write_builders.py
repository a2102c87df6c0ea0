"""Material for `write`, made as the day makes it: articles are read, traced and joined to a story."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from vigie.adapters.embedders import StudentEmbedder
from vigie.knowledge import names as known
from vigie.knowledge import subjects
from vigie.model import Article, Brief, Chapter, Coverage, Item, UnderstoodArticle, tellings_of
from vigie.ports.testing import article, story
from vigie.trace import decide as traced
from vigie.understand import decide as understood
from vigie.understand import words_reader
from vigie.write import Aids, Settings, edition
from vigie.write.material import Material
from vigie.write.since import Known, decide, known_to

DAY = date(2026, 3, 12)
AIDS = Aids(words_reader())


def news(
    language: str,
    title: str,
    *lines: str,
    source: str = "",
    published_at: datetime | None = None,
    opted_out: bool = False,
) -> Article:
    """An article of an outlet that nobody knows."""
    made = article(
        source or f"Gazette {language}", " ".join(lines), title=title, language=language, published_at=published_at
    )
    return replace(made, opted_out=opted_out)


def french(**wanted: object) -> Article:
    return replace(
        news(
            "fr",
            "OpenAI annonce le rachat de Mistral AI pour 50 milliards de dollars",
            "OpenAI a annoncé lundi le rachat de Mistral AI, payé moitié en actions et moitié en argent.",
            "Les 400 ingénieurs de Mistral AI garderont leurs bureaux au bord de la Seine jusqu’en décembre.",
        ),
        **wanted,  # type: ignore[arg-type]  # fields of Article
    )


def english(**wanted: object) -> Article:
    return replace(
        news(
            "en",
            "OpenAI announces the acquisition of Mistral AI for $50bn",
            "OpenAI announced on Monday that it would acquire Mistral AI, half in shares and half in cash.",
            "The 400 engineers of Mistral AI will keep their offices by the river until December.",
        ),
        **wanted,  # type: ignore[arg-type]  # fields of Article
    )


def chinese() -> Article:
    return news(
        "zh",
        "OpenAI宣布以500亿美元收购人工智能公司Mistral AI",
        "OpenAI周一宣布收购人工智能公司Mistral AI，一半用股票支付，一半用现金支付。",
        "Mistral AI的400名工程师将留在河畔办公室直到12月底。",
    )


def read(*articles: Article) -> dict[str, UnderstoodArticle]:
    return {one.id: UnderstoodArticle(one, understood(one)) for one in articles}


def material(
    *articles: Article,
    copies: Mapping[str, str] | None = None,
    chapter: Chapter | None = None,
    past: Sequence[Article] = (),
    known_before: Known | None = None,
    story_id: str = "",
) -> Material:
    """The story of these articles, all of the day, for a reader who was told what is `known_before`."""
    items = read(*articles)
    made = story(*articles, id=story_id)
    names = known.load()
    one = Material(
        story=made,
        articles=tuple(items[one] for one in made.articles),
        trace=traced(made, items, copies or {}, names),
        chapter=chapter,
        names=names,
        today=frozenset(made.articles),
        copies=copies or {},
        past=read(*past),
    )
    before = known_before or known_to(())
    told = max(before.by_story.get(made.id, ()), key=lambda telling: telling.day, default=None)
    one = replace(one, told=told)
    return replace(one, news=decide(one, before))


def settings(language: str = "fr", items: int = 12, share: int = 3, corroborated: int = 5) -> Settings:
    return Settings(language=language, items=items, share=share, corroborated=corroborated)


def covered(materials: Sequence[Material]) -> Coverage:
    return Coverage(3, 3, 0, 0, 0, sum(len(m.articles) for m in materials), len(materials))


def brief(
    *materials: Material, language: str = "fr", items: int = 12, day: date = DAY, read_until: date | None = None
) -> Brief:
    wanted = settings(language, items)
    return edition.decide(day, materials, covered(materials), subjects.load("ai"), wanted, AIDS, read_until)


def told_of(*materials: Material, language: str = "fr", day: date = date(2026, 3, 11)) -> Known:
    """What a reader knows who read a brief of these stories."""
    return known_to(tellings_of(brief(*materials, language=language, day=day)), StudentEmbedder())


def told_item(one: Material, language: str = "fr") -> Item:
    """The one item of a brief on this material alone."""
    made = brief(one, language=language)
    assert len(made.items) == 1
    return made.items[0]
