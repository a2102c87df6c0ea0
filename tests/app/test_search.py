"""Finding articles: words of any script, and who published them, when, in which language, on whom, in which storyline."""

import json
from pathlib import Path

import pytest

from conftest import DAY, begun, invented_items, vigie, write_lines

WORLD = (
    ("fr", "Le Monde", "2026-03-12T08:00:00+00:00", "Microsoft envisagerait de poursuivre OpenAI",
     "Microsoft envisagerait de poursuivre OpenAI en justice, selon le Harbour Ledger."),
    ("en", "theguardian.com", "2026-03-12T22:30:00+00:00", "Microsoft weighs a lawsuit",
     "Microsoft is considering a lawsuit against OpenAI, a person familiar with the matter said."),
    ("ru", "Вестник Ёлки", "2026-03-13T09:00:00+00:00", "Майкрософт рассматривает иск",
     "Компания Майкрософт рассматривает возможность подать иск, сообщает газета."),
    ("zh", "晨报", "2026-03-13T10:00:00+00:00", "微软考虑起诉OpenAI", "微软正在考虑起诉OpenAI，一位知情人士周五表示。"),
    ("ko", "아침신문", "2026-03-13T11:00:00+00:00", "마이크로소프트가 소송을 검토",
     "마이크로소프트가 소송을 검토하고 있다고 신문이 전했다."),
    ("ar", "صحيفة الصباح", "2026-03-14T08:00:00+00:00", "مايكروسوفت تدرس رفع دعوى",
     "تدرس شركة مايكروسوفت رفع دعوى قضائية، بحسب الصحيفة."),
    ("fr", "Le Courrier", "2026-03-14T09:00:00+00:00", "Le barrage de Rivemont est rouvert",
     "Le barrage a été rouvert samedi."),
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven articles in six languages over three days, grouped and followed. To be read only."""
    folder = begun(tmp_path_factory.mktemp("world"))
    items = [
        {"id": f"{n}-{lang}", "url": f"https://{n}.example/", "source": source, "lang": lang, "published": published,
         "title": title, "text": text}
        for n, (lang, source, published, title, text) in enumerate(WORLD)
    ]  # fmt: skip
    write_lines(folder / "world.jsonl", items)
    assert vigie(folder, "import", "world.jsonl").status == 0
    for day in (12, 13, 14):
        assert vigie(folder, "run", "--date", f"2026-03-{day}", "--until", "follow").status == 0
    return folder


def found(folder: Path, *words: str) -> list[int]:
    """The places in WORLD of the articles found, in the order of the lines."""
    ran = vigie(folder, "search", *words)
    assert ran.status == 0, ran.err
    return [int(line.rpartition("https://")[2].partition(".")[0]) for line in ran.text.splitlines()]


def refusal(folder: Path, *words: str) -> str:
    ran = vigie(folder, "search", *words)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, b"", 1), ran
    return ran.err


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("microsoft openai", [1, 0]),
        ("OPENAI", [3, 1, 0]),
        ("иск", [2]),
        ("起诉", [3]),
        ("消息", []),
        ("마이크로소프트", [4]),
        ("دعوى", [5]),
        ("rouvert barrage", [6]),
        ("barrage volcan", []),
    ],
)
def test_words_are_found_in_their_script_the_latest_first(words: str, places: list[int], world: Path) -> None:
    assert found(world, *words.split()) == places


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("--language fr", [6, 0]),
        ("--language FR-ca", [6, 0]),
        ("--language zh", [3]),
        ("--language tlh", []),
        ("--source Le|Courrier", [6]),
        ("--source le|courrier", [6]),
        ("--source вестник|елки", [2]),
        ("--source 晨报", [3]),
        ("--source lemonde.fr", [0]),
        ("--source The|Guardian", [1]),
        ("--since 2026-03-14", [6, 5]),
        ("--until 2026-03-12", [1, 0]),
        ("--since 2026-03-13 --until 2026-03-13", [4, 3, 2]),
        ("--entity Microsoft", [5, 4, 3, 2, 1, 0]),
        ("--entity microsoft --language ar", [5]),
        ("--entity 微软 --until 2026-03-12", [1, 0]),
        ("--entity openai", [3, 1, 0]),
        ("--entity OpenAI иск", []),
        ("lawsuit --entity OpenAI --source theguardian.com --since 2026-03-12 --until 2026-03-12", [1]),
        ("--limit 2", None),
        ("--limit 2 --since 2026-03-12", [6, 5]),
    ],
)
def test_filters_narrow_what_is_found_alone_and_together(words: str, places: list[int] | None, world: Path) -> None:
    asked = [word.replace("|", " ") for word in words.split()]

    if places is None:
        assert "nothing to look for" in refusal(world, *asked)
    else:
        assert found(world, *asked) == places


def test_the_articles_of_a_storyline_are_found(world: Path) -> None:
    lines = [json.loads(line) for line in vigie(world, "export", "storylines").out.splitlines()]
    ids = {n: f"{n}-{told[0]}" for n, told in enumerate(WORLD)}

    for line in lines:
        members = {article for chapter in line["chapters"] for article in chapter["articles"]}
        assert found(world, "--storyline", line["storyline"]) == [n for n in (6, 5, 4, 3, 2, 1, 0) if ids[n] in members]
        assert found(world, "barrage", "--storyline", line["storyline"]) == [6] * ("6-fr" in members)


def test_a_line_tells_day_story_language_source_title_and_address(world: Path) -> None:
    exported = [json.loads(line) for line in vigie(world, "export", "stories").out.splitlines()]
    stories = {record["id"]: record["story"] for record in exported}
    line = vigie(world, "search", "起诉").text

    assert line.split() == ["2026-03-13", stories["3-zh"], "zh", "晨报", "微软考虑起诉OpenAI", "https://3.example/"]


def test_an_article_that_nothing_is_understood_of_is_found_by_what_its_source_says(tmp_path: Path) -> None:
    item = {**invented_items()[0], "lang": "fr-CH", "title": "\x1b[31mOrvane\u202e lève", "source": "Le Port"}
    write_lines(begun(tmp_path) / "day.jsonl", [item])
    assert vigie(tmp_path, "import", "day.jsonl").status == 0

    line = vigie(tmp_path, "search", "orvane", "--language", "fr", "--source", "le port", "--since", DAY).text

    assert line.split()[1:] == ["-", "fr-CH", "Le", "Port", "Orvane", "lève", "https://outlet-fr.example/0"]
    assert vigie(tmp_path, "search", "--entity", "OpenAI").text == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "nothing to look for"),
        ("--entity Microsft", "nearest: Microsoft"),
        ("--entity \u200b", "no known name"),
        ("--entity xqzw", "look for it as a word"),
        ("--source Le|Courier", "nearest: Le Courrier"),
        ("--storyline nothing", "there is no storyline"),
        ("--since yesterday", "is not a day"),
        ("--since 2026-03-14 --until 2026-03-12", "is before"),
        ("barrage --limit 0", "limit"),
    ],
)
def test_a_mistake_is_one_line(words: str, told: str, world: Path) -> None:
    assert told in refusal(world, *(word.replace("|", " ") for word in words.split(" ") if word))
