"""The command line as a person meets it: help with examples, one line for each mistake, nothing on the wrong stream."""

import gzip
import json
import subprocess
import sys
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from conftest import DAY, begun, invented_items, vigie, write_lines
from vigie.adapters.store import open_store
from vigie.app.configuration import parse

COMMANDS = (
    "demo", "init", "run", "import", "brief", "trace", "export", "search", "sources", "stages", "config", "doctor",
)  # fmt: skip
# What each command that works in a folder is asked, with the words it cannot do without.
IN_A_FOLDER = (
    "run", "import day.jsonl", "brief", "trace 1", "export brief", "search OpenAI", "sources", "config",
    "sources add https://example.org/feed.xml", "sources remove https://example.org/feed.xml",
)  # fmt: skip
HEAVY = ("numpy", "sqlalchemy", "lxml", "trafilatura", "jinja2")


# ── Help ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_gives_an_example(command: str, tmp_path: Path) -> None:
    ran = vigie(tmp_path, command, "--help")

    assert ran.status == 0
    assert "Example:" in ran.text
    assert f"vigie {command}" in ran.text


def test_the_help_names_every_command(tmp_path: Path) -> None:
    ran = vigie(tmp_path, "--help")

    assert ran.status == 0
    assert all(f"\n  {command} " in ran.text for command in COMMANDS)


def test_the_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom vigie.app.cli import main\nsys.argv = ['vigie', '--help']\n"
        f"try:\n    main()\nexcept SystemExit:\n    sys.stderr.write(' '.join(set({HEAVY!r}) & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert "Begin with: vigie demo" in " ".join(ran.stdout.split())
    assert ran.stderr == ""


def test_the_version_is_told(tmp_path: Path) -> None:
    assert vigie(tmp_path, "--version").text.startswith("vigie ")


# ── Bad use: exit status 2, one line on standard error, nothing on standard output ──────────────────────────────────


@pytest.mark.parametrize("words", IN_A_FOLDER)
def test_without_a_folder_a_command_says_how_to_begin(words: str, tmp_path: Path) -> None:
    assert "vigie init" in _refusal(tmp_path, *words.split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ('langage = "fr"', "language"),
        ("[fetch]\ncontakt = 'x'", "fetch.contact"),
        ("[brief]\nitem = 3", "brief.items"),
        ("[[feed]]\nadress = 'https://example.org'", "feed."),
    ],
)
def test_an_unknown_setting_is_answered_with_the_nearest(written: str, near: str, tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(written, "utf-8")

    assert near in _refusal(tmp_path, "config")


@pytest.mark.parametrize(
    "written",
    [
        "language = ",
        "workers = -1",
        'workers = "two"',
        'timezone = "Europe/Nowhere"',
        "[brief]\nsentences = 1",
        'packs = ["no-such-pack"]',
        'subject = "no-such-subject"',
        'language = "tlh"',
        '[group]\nembedder = "no-such-embedder"',
        '[knowledge]\nextra = ["no-such-file.toml"]',
        '[fetch]\nloopback = {"a.example" = "192.0.2.1:80"}',
        '[[feed]]\nurl = "https://example.org/feed"\nkind = "fax"',
    ],
)
def test_a_setting_that_cannot_be_is_told(written: str, tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(written, "utf-8")

    ran = vigie(tmp_path, "run", "--date", DAY)

    assert (ran.status, ran.out) == (2, b"")
    assert _last_line(ran.err).startswith("vigie: ")


@pytest.mark.parametrize(
    "words",
    [
        "run --until tea",
        "run --date yesterday",
        "brief --format doc",
        "brief --date 2025-02-30",
        "brief --date 1999-01-01",
        "brief --language tlh",
        "brief --since someday",
        "trace 9999",
        "trace 0",
        "trace one",
        "trace 1 --graph pdf",
        "trace 9999 --graph svg",
        "trace 123456789012",
        "export everything",
        "export",
        "import missing.jsonl",
        "import vigie.toml",
        "import day.jsonl --published soon",
        "sources add gopher://example.org",
        "sources remove https://example.org/not-there.xml",
        "sources burn",
        "nonsense",
        "run --nonsense",
    ],
)
def test_a_mistake_is_one_line(words: str, told: Path) -> None:
    line = _refusal(told, *words.split())

    assert line.startswith("vigie: ")
    assert "; " in line or "(sources.known)" in line  # what to do next


@pytest.mark.parametrize("words", ["init --subject no-such-subject.toml", "init --language tlh"])
def test_nothing_is_written_for_an_unknown_subject_or_language(words: str, tmp_path: Path) -> None:
    _refusal(tmp_path, *words.split())

    assert list(tmp_path.iterdir()) == []


def test_init_never_writes_over_a_configuration(tmp_path: Path) -> None:
    first = vigie(tmp_path, "init", "--language", "en")
    written = (tmp_path / "vigie.toml").read_text("utf-8")

    assert first.status == 0
    assert "vigie.toml" in _refusal(tmp_path, "init")
    assert (tmp_path / "vigie.toml").read_text("utf-8") == written
    assert parse(written).language == "en"


def test_stopping_a_run_is_no_error_of_the_program(told: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vigie.pipeline.run", stopped)
    ran = vigie(told, "run", "--date", DAY)

    assert ran.status == 130
    assert ran.err == "vigie: stopped; the next run goes on from here\n"


# ── Import ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bad_line_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    good, other, *_ = (json.dumps(item, ensure_ascii=False) for item in invented_items())
    lines = [good, "{not json", '{"id": "empty"}', "[]", other, '{"title": "x", "published": "soon"}']
    (tmp_path / "mixed.jsonl").write_text("\n".join(lines), "utf-8")
    begun(tmp_path)

    ran = vigie(tmp_path, "import", "mixed.jsonl")
    remarks = [line.strip() for line in ran.err.splitlines() if "mixed.jsonl:" in line]

    assert ran.status == 0
    assert ran.text == "2 articles added, 4 set aside\n"
    assert [remark.split(": ")[0] for remark in remarks] == [f"mixed.jsonl:{n}" for n in (2, 3, 4, 6)]
    assert "neither title nor text" in remarks[1]


def test_the_lines_named_are_those_of_this_import(tmp_path: Path) -> None:
    begun(tmp_path)
    for name in ("first.jsonl", "second.jsonl"):
        (tmp_path / name).write_text('{"title": "Une ligne"}\n{"id": "empty"}\n', "utf-8")
        vigie(tmp_path, "import", name)

    again = vigie(tmp_path, "import", "first.jsonl")

    assert "first.jsonl:2" in again.err
    assert "second.jsonl" not in again.err


def test_many_bad_lines_are_counted_and_the_first_ten_named(tmp_path: Path) -> None:
    (begun(tmp_path) / "bad.jsonl").write_text("{}\n" * 25, "utf-8")

    ran = vigie(tmp_path, "import", "bad.jsonl")
    doctor = vigie(tmp_path, "doctor")

    assert ran.text == "0 articles added, 25 set aside\n"
    assert [f"bad.jsonl:{n}:" in ran.err for n in (1, 10, 11)] == [True, True, False]
    assert "and 15 more: vigie doctor" in ran.err
    assert "25 inputs could not be read" in doctor.text


def test_a_packed_file_is_read_and_a_second_import_adds_nothing(tmp_path: Path) -> None:
    plain = write_lines(begun(tmp_path) / "day.jsonl", invented_items())
    (tmp_path / "day.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))

    assert vigie(tmp_path, "import", "day.jsonl.gz").text == "60 articles added\n"
    assert vigie(tmp_path, "import", "day.jsonl", "day.jsonl.gz").text == "0 articles added, 120 known already\n"


# ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_trace_shows_the_way_back(told: Path) -> None:
    brief = json.loads(vigie(told, "export", "brief").out)
    sentence = brief["items"][0]["sentences"][0]
    cited = sentence["citations"][0]
    ran = vigie(told, "trace", "1")

    assert ran.status == 0
    assert sentence["text"] in ran.text
    assert f"« {cited['quote']} »" in ran.text
    assert f"{cited['start']}–{cited['end']}" in ran.text
    assert cited["url"] in ran.text
    assert cited["article"] in ran.text
    for label in ("words", "article", "outlet", "chain", "origin"):
        assert f"\n  {label} " in ran.text, label


def test_every_sentence_can_be_traced(told: Path) -> None:
    brief = json.loads(vigie(told, "export", "brief").out)
    numbers = [s["number"] for item in brief["items"] for part in ("sentences", "timeline") for s in item[part]]

    assert len(numbers) > 4
    assert {vigie(told, "trace", str(number)).status for number in numbers} == {0}


def test_the_ways_of_a_story_are_shown_by_sentence_story_or_article(told: Path) -> None:
    brief = json.loads(vigie(told, "export", "brief").out)
    story, cited = brief["items"][0]["story"], brief["items"][0]["sentences"][0]["citations"][0]
    by_number = vigie(told, "trace", "1", "--graph", "text")

    assert by_number.status == 0
    assert cited["source"] in by_number.text
    assert by_number.text == vigie(told, "trace", story).text == vigie(told, "trace", cited["article"]).text
    assert by_number.text != vigie(told, "trace", story, "--language", "en").text


def test_the_ways_of_a_story_are_drawn(told: Path) -> None:
    drawn = vigie(told, "trace", "1", "--graph", "svg")

    assert drawn.status == 0
    assert drawn.text.startswith("<svg ")
    assert drawn.text.endswith("</svg>\n")


@pytest.mark.parametrize("name", ["md", "txt", "html", "json"])
def test_a_brief_is_printed_or_written_in_each_format(name: str, told: Path, tmp_path: Path) -> None:
    printed = vigie(told, "brief", "--format", name)
    written = vigie(told, "brief", "--format", name, "--out", str(tmp_path / "brief"))

    assert printed.status == written.status == 0
    assert written.out == b""
    assert (tmp_path / "brief").read_bytes() == printed.out
    assert "Quillance" in printed.text


def test_an_exported_claim_names_its_day_as_written_and_as_a_date(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "text": "Microsoft a porté plainte contre OpenAI mardi.",
        "published": "2026-02-12",
        "lang": "fr",
    }
    write_lines(begun(tmp_path) / "day.jsonl", [line])
    vigie(tmp_path, "import", "day.jsonl")
    vigie(tmp_path, "run", "--until", "understand", "--date", "2026-02-12")
    [claim] = json.loads(vigie(tmp_path, "export", "claims").out)["claims"]

    assert (claim["date_text"], claim["date"]) == ("mardi", "2026-02-10")


@pytest.mark.parametrize("kind", ["articles", "stories", "origins", "claims", "storylines", "brief"])
def test_an_export_is_json_lines_of_the_day_asked_for(kind: str, told: Path) -> None:
    everything, of_the_day, of_another = (
        vigie(told, "export", kind, *words).out for words in ((), ("--date", DAY), ("--date", "2025-06-16"))
    )

    assert [type(json.loads(line)) for line in everything.splitlines()][:1] == [dict]
    assert everything == of_the_day
    assert of_another == b""


@pytest.mark.parametrize(("words", "language"), [("Orvane", "fr"), ("人工智能", "zh"), ("Rechenzentrum", "de")])
def test_search_finds_words_of_any_script(words: str, language: str, told: Path) -> None:
    ran = vigie(told, "search", words)

    assert ran.status == 0
    assert f"Outlet {language}" in ran.text


# ── Sources, configuration, doctor ──────────────────────────────────────────────────────────────────────────────────

COMMENTED = """\
# Mine.
workers = 1  # one is enough

# The first.
[[feed]]
url = "https://example.org/first.xml"

# The second, for Mondays.
[[feed]]
url = "https://example.org/second.xml"  # not the old one

[group]
# Quick.
embedder = "ngrams"
"""


def test_a_source_added_and_removed_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(COMMENTED, "utf-8")

    added = vigie(tmp_path, "sources", "add", "https://example.org/new.xml", "--name", "Die „neue“ Zeitung")
    listed = vigie(tmp_path, "sources")
    known = _refusal(tmp_path, "sources", "add", "https://example.org/new.xml")
    removed = vigie(tmp_path, "sources", "remove", "https://example.org/new.xml")

    assert added.status == removed.status == 0
    assert "Die „neue“ Zeitung" in listed.text
    assert "a source already" in known
    assert (tmp_path / "vigie.toml").read_text("utf-8") == COMMENTED


def test_a_source_removed_from_the_middle_takes_no_comment_of_another(tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(COMMENTED, "utf-8")

    vigie(tmp_path, "sources", "remove", "https://example.org/first.xml")
    left = (tmp_path / "vigie.toml").read_text("utf-8")

    assert "first.xml" not in left
    for comment in ("# Mine.", "# one is enough", "# The second, for Mondays.", "# not the old one", "# Quick."):
        assert comment in left


def test_a_source_taken_out_is_not_read_any_more(tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(COMMENTED, "utf-8")
    vigie(tmp_path, "run", "--date", DAY)
    vigie(tmp_path, "sources", "remove", "https://example.org/first.xml")
    vigie(tmp_path, "run", "--date", DAY)

    with closing(open_store(tmp_path / "vigie.db")) as store:
        assert [feed.url for feed in store.feeds()] == ["https://example.org/second.xml"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        COMMENTED,
        (
            'language = "en"\n[fetch]\ncontact = "a \\"quoted\\" \\\\ name"\nloopback = {"*.example" = "127.0.0.1:8000"}\n'
            '[knowledge]\nextra = ["a.toml", "名.toml"]\n[[feed]]\nurl = "https://example.org/rss"\nname = "L’Écho"\n'
            'kind = "rss"\n[brief]\nitems = 3\n'
        ),
    ],
)
def test_the_settings_printed_are_the_settings_read(written: str, tmp_path: Path) -> None:
    (tmp_path / "vigie.toml").write_text(written, "utf-8")

    printed = vigie(tmp_path, "config").text

    assert {"subject", "language", "brief", "fetch", "group"} <= set(tomllib.loads(printed))
    assert parse(printed) == parse(written)


def test_the_doctor_of_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    ran = vigie(tmp_path, "doctor")

    assert ran.status == 1
    assert "vigie init" in ran.text
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_of_a_folder_at_work_is_content(told: Path) -> None:
    ran = vigie(told, "doctor")

    assert ran.status == 0
    assert "60 articles of 5 sources, 1 editions" in ran.text


def _refusal(folder: Path, *words: str) -> str:
    """The one line of a command that cannot be done."""
    ran = vigie(folder, *words)
    lines = ran.err.splitlines()
    assert (ran.status, ran.out, len(lines)) == (2, b"", 1), ran
    return lines[0]


def _last_line(text: str) -> str:
    assert "Traceback" not in text
    return text.splitlines()[-1]
