"""A person looks at stories and puts them right on the command line; every later run remembers."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from conftest import DAY, begun, invented_items, vigie, write_lines
from vigie.adapters.store import open_store
from vigie.app import reading
from vigie.group.linking import story_id
from vigie.model import Correction, Placement, Story
from vigie.ports.testing import MemoryStore, article, at, placement

NEXT_DAY = "2025-06-18"


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """The invented day, read and told; to be changed."""
    return Path(shutil.copytree(told, tmp_path / "folder"))


def stories(folder: Path) -> dict[str, list[str]]:
    """By story, its articles, as `vigie export` tells them."""
    found: dict[str, list[str]] = {}
    for line in vigie(folder, "export", "stories").out.splitlines():
        record = json.loads(line)
        found.setdefault(record["story"], []).append(record["id"])
    return found


def story_of(folder: Path, article: str) -> str:
    return next(story for story, articles in stories(folder).items() if article in articles)


def two_stories(folder: Path) -> tuple[str, str]:
    """Two stories in two languages, the older first."""
    first, *others = stories(folder).items()
    other = next(story for story, articles in others if {a[-2:] for a in articles}.isdisjoint(a[-2:] for a in first[1]))
    return first[0], other


def largest(folder: Path) -> tuple[str, list[str]]:
    return max(stories(folder).items(), key=lambda pair: len(pair[1]))


def in_store(folder: Path, story: str) -> tuple[Story | None, tuple[Correction, ...]]:
    with closing(open_store(folder / "vigie.db")) as store:
        return store.story(story), store.corrections()


def done(folder: Path, *words: str) -> str:
    ran = vigie(folder, *words)
    assert ran.status == 0, ran.err
    return ran.text


def refusal(folder: Path, *words: str) -> str:
    ran = vigie(folder, *words)
    assert (ran.status, ran.out, len(ran.err.splitlines())) == (2, b"", 1), ran
    return ran.err


# --- list and show


def test_every_story_has_a_line(told: Path) -> None:
    lines = done(told, "stories", "list").splitlines()

    assert {line.split()[0]: line.split()[1] for line in lines} == {
        story: str(len(articles)) for story, articles in stories(told).items()
    }
    assert all(" origin" in line for line in lines)
    assert done(told, "stories") == done(told, "stories", "list", "--date", DAY) == "\n".join([*lines, ""])
    assert done(told, "stories", "list", "--date", "2025-06-16") == ""


def test_a_story_is_called_by_its_title_in_the_readers_language(told: Path) -> None:
    story, articles = largest(told)
    french = [article for article in articles if article.endswith("-fr")]
    titles = {item["id"]: item["title"] for item in invented_items()}

    line = next(line for line in done(told, "stories").splitlines() if line.startswith(story))
    assert line.endswith(titles[(french or articles)[0]])


def test_a_story_that_was_not_traced_says_so(tmp_path: Path) -> None:
    write_lines(begun(tmp_path) / "day.jsonl", invented_items()[:5])
    done(tmp_path, "import", "day.jsonl")
    done(tmp_path, "run", "--date", DAY, "--until", "group")

    assert "not traced" in done(tmp_path, "stories").splitlines()[0]
    shown = done(tmp_path, "stories", "show", story_of(tmp_path, "funding-0-fr"))
    assert "not traced yet: vigie run" in shown
    assert "storyline not followed yet: vigie run" in shown


def test_a_story_shows_its_articles_and_where_each_comes_from(told: Path) -> None:
    story = story_of(told, "lawsuit-1-fr")
    shown = done(told, "stories", "show", story)

    assert shown.startswith(f"{story}  Teldrin envisagerait de poursuivre Mandrel en justice\n")
    assert "  lawsuit-1-fr  2025-06-17 04:37 UTC  fr  Outlet fr\n" in shown
    assert "    address     https://outlet-fr.example/1\n" in shown
    assert "    similarity  " in shown
    assert "    origin      this article ← " in shown
    assert "independent origin" in shown
    assert "corrected" not in shown


def test_a_story_shows_the_name_and_the_other_stories_of_its_storyline(tmp_path: Path) -> None:
    titles = {
        "2026-03-01": "OpenAI porte plainte contre Microsoft",
        "2026-03-11": "Microsoft porte plainte contre OpenAI",
    }
    items = [
        {
            **invented_items()[0],
            "id": day,
            "url": "",
            "published": f"{day}T08:00:00Z",
            "title": title,
            "text": f"{title}.",
        }
        for day, title in titles.items()
    ]
    write_lines(begun(tmp_path) / "saga.jsonl", items)
    done(tmp_path, "import", "saga.jsonl")
    done(tmp_path, "run", "--date", "2026-03-11")
    (line,) = (json.loads(line) for line in vigie(tmp_path, "export", "storylines").out.splitlines())
    one, other = (chapter["story"] for chapter in line["chapters"])

    heading, others = done(tmp_path, "stories", "show", other).splitlines()[-2:]

    assert heading == f"  storyline {line['storyline']} (Microsoft et OpenAI\u00a0: litige)"
    assert "Microsoft and OpenAI: dispute" in line["called"]
    assert others.split()[0] == one


def test_what_a_title_hides_is_not_shown(tmp_path: Path) -> None:
    item = {**invented_items()[0], "title": "\x1b[31mOrvane\u202e lève\nde l’argent"}
    write_lines(begun(tmp_path) / "day.jsonl", [item])
    done(tmp_path, "import", "day.jsonl")
    done(tmp_path, "run", "--date", DAY, "--until", "group")

    for words in (("list",), ("show", story_id(item["id"]))):
        assert "Orvane lève de l’argent" in done(tmp_path, "stories", *words)


# --- merge


def test_two_stories_made_one_are_the_older_one(folder: Path) -> None:
    older, younger = two_stories(folder)
    before = stories(folder)

    said = done(folder, "stories", "merge", younger, older, "--by", "Zoë 王")

    assert f"story {older} has {len(before[older]) + len(before[younger])} articles" in said
    assert f"Next: vigie run --date {DAY}" in said
    after = stories(folder)
    assert sorted(after[older]) == sorted(before[older] + before[younger])
    assert younger not in after
    assert {key: of for key, of in after.items() if key != older} == {
        key: of for key, of in before.items() if key not in {older, younger}
    }
    assert "by Zoë 王" in done(folder, "stories", "show", older)
    assert younger not in done(folder, "stories")
    assert younger in refusal(folder, "stories", "show", younger)


def test_traces_and_chapters_follow_with_the_next_run_and_issued_editions_stay(folder: Path) -> None:
    older, younger = two_stories(folder)
    issued = done(folder, "export", "brief")
    with closing(open_store(folder / "vigie.db")) as store:
        editions = store.editions()

    done(folder, "stories", "merge", older, younger)
    assert done(folder, "export", "brief") == issued
    assert vigie(folder, "trace", "1").status == 0
    done(folder, "run", "--date", DAY)

    origins = [json.loads(line)["id"] for line in vigie(folder, "export", "origins").out.splitlines()]
    assert sorted(origins) == sorted(item["id"] for item in invented_items())
    lines = done(folder, "export", "storylines")
    assert older in lines
    assert younger not in lines
    assert "not followed" not in done(folder, "stories", "show", older)
    with closing(open_store(folder / "vigie.db")) as store:
        assert store.editions()[: len(editions)] == editions


def test_stories_made_one_stay_one_when_more_is_read(folder: Path) -> None:
    older, younger = two_stories(folder)
    members = set(stories(folder)[older]) | set(stories(folder)[younger])
    done(folder, "stories", "merge", older, younger)
    more = [
        {**item, "id": f"{item['id']}-again", "url": f"{item['url']}/again", "source": f"{item['source']} bis",
         "published": item["published"].replace("06-17", "06-18")}
        for item in invented_items() if item["id"] in members
    ]  # fmt: skip
    write_lines(folder / "more.jsonl", more)

    done(folder, "import", "more.jsonl")
    done(folder, "run", "--date", NEXT_DAY)
    done(folder, "run", "--date", NEXT_DAY)

    assert members <= set(stories(folder)[older])
    assert younger not in stories(folder)


@pytest.mark.parametrize("act", ["merge", "split"])
def test_what_was_corrected_holds_when_all_is_grouped_anew(act: str, folder: Path, tmp_path: Path) -> None:
    if act == "merge":
        older, younger = two_stories(folder)
        pairs = {(stories(folder)[older][0], article) for article in stories(folder)[younger]}
        done(folder, "stories", "merge", older, younger)
    else:
        story, (first, second, *rest) = largest(folder)
        pairs = {(first, article) for article in rest} | {(second, article) for article in rest}
        done(folder, "stories", "split", story, first, second)
    _, corrections = in_store(folder, "")

    anew = begun(tmp_path / "anew")
    with closing(open_store(anew / "vigie.db")) as store:
        store.save_corrections(corrections)
    write_lines(anew / "day.jsonl", invented_items())
    done(anew, "import", "day.jsonl")
    done(anew, "run", "--date", DAY, "--until", "group")

    where = {article: story for story, articles in stories(anew).items() for article in articles}
    assert {where[one] == where[other] for one, other in pairs} == {act == "merge"}


# --- split


def test_articles_leave_for_a_story_of_their_own(folder: Path) -> None:
    story, articles = largest(folder)
    leaving = [articles[2], articles[1]]

    said = done(folder, "stories", "split", story, *leaving, "--by", "Ann")

    own = story_id(articles[1])
    after = stories(folder)
    assert f"story {own} has 2" in said
    assert sorted(after[own]) == sorted(leaving)
    assert sorted(after[story]) == sorted(set(articles) - set(leaving))
    _, corrections = in_store(folder, story)
    assert {(c.kind, c.by) for c in corrections} == {("split", "Ann")}
    assert len(corrections) == 2 * (len(articles) - 2)


def test_the_article_that_opened_a_story_takes_its_id_along(folder: Path) -> None:
    story, (first, second, *rest) = largest(folder)
    assert story == story_id(first)

    done(folder, "stories", "split", story, first)

    after = stories(folder)
    assert after[story] == [first]
    assert sorted(after[story_id(second)]) == sorted([second, *rest])


def test_articles_taken_apart_stay_apart_when_more_is_read(folder: Path) -> None:
    story, (first, *rest) = largest(folder)
    done(folder, "stories", "split", story, first)
    item = next(item for item in invented_items() if item["id"] == first)
    later = {"published": item["published"].replace("06-17", "06-18"), "source": "Another"}
    write_lines(
        folder / "more.jsonl", [{**item, "id": f"more-{n}", "url": f"{item['url']}/{n}", **later} for n in (1, 2)]
    )

    done(folder, "import", "more.jsonl", "day.jsonl")
    done(folder, "run", "--date", NEXT_DAY)
    done(folder, "run", "--date", DAY)

    where = {article: story for story, articles in stories(folder).items() for article in articles}
    assert where[first] not in {where[article] for article in rest}
    assert where["more-1"] == where["more-2"]
    assert "not traced" not in done(folder, "stories")


def test_a_copy_that_leaves_is_a_copy_no_more(folder: Path) -> None:
    text = invented_items()[0]["text"] + " Les deux parties ont confirmé l’accord devant la presse réunie mardi soir."
    one, copy = ({**invented_items()[0], "id": name, "text": text, "url": f"https://{name}.example/"} for name in "ab")
    write_lines(folder / "more.jsonl", [one, copy])
    done(folder, "import", "more.jsonl")
    done(folder, "run", "--date", DAY, "--until", "group")
    assert "; copy of a, 100% of its words\n" in done(folder, "stories", "show", story_of(folder, "b"))

    exported = {line["id"]: line for line in map(json.loads, done(folder, "export", "stories").splitlines())}
    assert (exported["b"]["copy_of"], exported["b"]["copied"]) == ("a", 1.0)
    assert (exported["a"]["copy_of"], exported["a"]["copied"]) == (None, 0.0)

    done(folder, "stories", "split", story_of(folder, "b"), "b")

    assert "; copy of" not in done(folder, "stories", "show", story_of(folder, "b"))
    done(folder, "stories", "merge", story_of(folder, "a"), story_of(folder, "b"))
    assert "; copy of a, 100% of its words\n" in done(folder, "stories", "show", story_of(folder, "b"))


def test_trace_tells_whose_words_a_copy_repeats() -> None:
    first, copy = article("Gazette", id="first"), article("Le Copiste", id="copy")
    store = MemoryStore()
    store.save_articles([first, copy])
    store.save_placements([placement(first, "s"), placement(copy, "s", copy_of="first", copied=0.815)])

    assert reading._copy(store, "first") == []
    assert reading._copy(store, "copy") == ["  copy     82% of its words are those of Gazette, id first"]


def test_a_mistaken_correction_is_put_right_by_the_contrary_one(folder: Path) -> None:
    older, younger = two_stories(folder)
    before = stories(folder)

    done(folder, "stories", "merge", older, younger)
    done(folder, "stories", "split", older, *before[younger])
    assert stories(folder) == before
    assert {correction.kind for correction in in_store(folder, older)[1]} == {"split"}

    done(folder, "stories", "merge", younger, older)
    assert sorted(stories(folder)[older]) == sorted(before[older] + before[younger])
    done(folder, "run", "--date", DAY)
    assert len(stories(folder)) == len(before) - 1


def test_a_split_of_a_large_story_names_a_sensible_number_of_pairs(tmp_path: Path) -> None:
    items = [{**invented_items()[0], "id": f"{n:04}", "url": f"https://daily.example/{n}"} for n in range(400)]
    write_lines(begun(tmp_path) / "day.jsonl", items)
    done(tmp_path, "import", "day.jsonl")
    done(tmp_path, "run", "--date", DAY, "--until", "understand")
    with closing(open_store(tmp_path / "vigie.db")) as store:
        store.save_placements([Placement(item["id"], story_id("0000")) for item in items])

    done(tmp_path, "stories", "split", story_id("0000"), *(item["id"] for item in items[200:]))

    story, corrections = in_store(tmp_path, story_id("0200"))
    assert story is not None
    assert len(story.articles) == 200
    assert len(corrections) == 200 * 50


# --- mistakes


def test_a_mistake_is_one_line_and_changes_nothing(folder: Path) -> None:
    story, articles = largest(folder)
    other, _ = two_stories(folder)
    before = stories(folder)

    for words in (
        ("show", "nobody"),
        ("merge", story, "nobody"),
        ("merge", "nobody", story),
        ("merge", story, story),
        ("merge", story),
        ("split", "nobody", articles[0]),
        ("split", story, articles[0], "nobody"),
        ("split", story, *articles),
        ("split", story),
        ("list", "--date", "yesterday"),
        ("burn", other),
    ):
        line = refusal(folder, "stories", *words)
        assert line.startswith("vigie: "), words
        assert "; " in line, words

    assert stories(folder) == before
    assert in_store(folder, story)[1] == ()


@pytest.mark.parametrize("words", ["list", "show x", "merge x y", "split x y"])
def test_without_a_folder_a_command_says_how_to_begin(words: str, tmp_path: Path) -> None:
    assert "vigie init" in refusal(tmp_path, "stories", *words.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["", "list", "show", "merge", "split"])
def test_the_help_gives_an_example(command: str, tmp_path: Path) -> None:
    ran = vigie(tmp_path, "stories", *command.split(), "--help")

    assert ran.status == 0
    assert f"Example:  vigie stories {command}".strip() in ran.text


def test_a_correction_is_remembered_with_its_moment(folder: Path) -> None:
    older, younger = two_stories(folder)
    done(folder, "stories", "merge", older, younger)

    assert all(correction.at > at(0, day=1) for correction in in_store(folder, older)[1])
