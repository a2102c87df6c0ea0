"""The archive: the kit on both stores, and what only a file on a disk can get wrong."""

import gc
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import tracemalloc
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from vigie.adapters.store import SqliteStore, open_store
from vigie.adapters.store.opening import MIGRATIONS
from vigie.adapters.store.schema import HEAD, metadata
from vigie.model import Mention, StoreError, tellings_of
from vigie.ports import Naming, Store
from vigie.ports.testing import (
    DAY,
    MemoryStore,
    StoreKit,
    article,
    at,
    brief,
    chapter,
    correction,
    placement,
    span,
    story,
    trace,
    understanding,
)

ARCHIVES = Path(__file__).parent / "archives"


class TestMemoryStore(StoreKit):
    def make_store(self, folder: Path) -> Store:
        return MemoryStore()


class TestSqliteStore(StoreKit):
    def make_store(self, folder: Path) -> Store:
        return open_store(folder / "vigie.db")


# --- reading


def test_the_collector_works_on_after_reading(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "vigie.db")) as store:
        store.article("1")
        assert gc.isenabled()
        list(store.articles(None, None))
    assert gc.isenabled()


# --- opening


@pytest.mark.parametrize("name", ["vigie.db", "été 水 100%?#.db"])
def test_what_was_saved_is_there_when_the_archive_is_opened_again(tmp_path: Path, name: str) -> None:
    with closing(open_store(tmp_path / name)) as store:
        store.save_articles([article(id="1")])

    with closing(open_store(tmp_path / name)) as store:
        assert store.article("1") == article(id="1")
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_the_archive_is_written_ahead(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "vigie.db")), closing(sqlite3.connect(tmp_path / "vigie.db")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux which files are open")
def test_closing_lets_go_of_the_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "vigie.db")
    store.save_articles([article()])
    next(store.articles(None, None))
    store.close()

    held = [file.readlink() for file in Path("/proc/self/fd").iterdir() if file.is_symlink()]
    assert not [file for file in held if tmp_path in file.parents]
    assert [file.name for file in tmp_path.iterdir()] == ["vigie.db"]
    with pytest.raises(StoreError, match="closed"):
        store.counts(None, None)


def test_a_text_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Buy bread. " * 500)

    with pytest.raises(StoreError, match=r"notes\.txt is not an archive of Vigie .*; name another"):
        open_store(path)

    assert path.read_text() == "Buy bread. " * 500


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE articles (id TEXT)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match="not an archive of Vigie"):
        open_store(path)

    assert path.read_bytes() == before


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a file"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="does not exist"):
        open_store(tmp_path / "nowhere" / "vigie.db")


def test_an_archive_of_a_newer_release_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "vigie.db"
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"made by a newer release of Vigie \(schema 0999, .*; install the newest"):
        open_store(path)

    assert path.read_bytes() == before


def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "vigie.db").touch()

    with closing(open_store(tmp_path / "vigie.db")) as store:
        assert store.counts(None, None) == (0, 0)


@pytest.mark.parametrize("archive", sorted(ARCHIVES.glob("*.db")), ids=lambda path: path.stem)
def test_an_old_archive_opens_with_all_it_holds(tmp_path: Path, archive: Path) -> None:
    shutil.copy(archive, tmp_path / "vigie.db")
    kept = article(id="kept", text="Le barrage 水坝 🌊 a été fermé.")
    told = story(kept, id="s")

    with closing(open_store(tmp_path / "vigie.db")) as store:
        assert store.article("kept") == kept
        assert store.understandings(["kept"]) == {"kept": understanding(kept, "fr")}
        assert store.stories(at(0), at(23)) == (told,)
        assert store.traces([told]) == {"s": trace(told)}
        assert store.chapters([told]) == {"s": chapter(told)}
        assert store.edition(DAY, "fr") == brief()
        assert store.search("水坝 barrage", language="fr") == (kept,)
        remembered = (correction("split", kept, article(text="Autre chose."), by="Zoë"),)
        assert store.corrections() == (remembered if archive.stem > "0001" else ())


def test_an_older_archive_learns_the_languages_and_names_that_a_search_asks_for(tmp_path: Path) -> None:
    articles = [article(id=f"{n:05}", text=f"Acme {n}.", published_at=at(n % 24)) for n in range(1201)]
    named = [Mention(span(one, "Acme"), "Acme", "company", "acme") for one in articles]
    with closing(open_store(tmp_path / "vigie.db")) as store:
        store.save_articles(articles)
        store.save_understandings(
            [
                replace(understanding(one, "fr"), mentions=(name, name))
                for one, name in zip(articles, named, strict=True)
            ]
        )
    with closing(sqlite3.connect(tmp_path / "vigie.db", isolation_level=None)) as older:
        _without_storylines(older)
        older.execute("ALTER TABLE placements DROP COLUMN copied")
        older.execute("DROP TABLE names")
        older.execute("DROP TABLE corrections")
        older.execute("DROP INDEX understandings_by_language")
        older.execute("ALTER TABLE understandings DROP COLUMN language")
        older.execute("UPDATE understandings SET body = x'00' WHERE article = '00007'")
        older.execute("UPDATE alembic_version SET version_num = '0001'")

    with closing(open_store(tmp_path / "vigie.db")) as store:
        assert len(store.search("", 2000, language="fr", entities=["acme"])) == 1200
        with pytest.raises(StoreError, match="may be damaged"):
            store.understandings(["00007"])


def test_the_copies_of_an_older_archive_repeat_at_least_half(tmp_path: Path) -> None:
    first, copy = article(text="Le barrage."), article(text="Le barrage, encore.")
    with closing(open_store(tmp_path / "vigie.db")) as store:
        store.save_articles([first, copy])
        store.save_placements([placement(first, "s"), placement(copy, "s", copy_of=first.id)])
    with closing(sqlite3.connect(tmp_path / "vigie.db", isolation_level=None)) as older:
        _without_storylines(older)
        older.execute("ALTER TABLE placements DROP COLUMN copied")
        older.execute("UPDATE alembic_version SET version_num = '0002'")

    with closing(open_store(tmp_path / "vigie.db")) as store:
        told = {one.article: one.copied for one in store.placements_of([first.id, copy.id])}
        assert told == {first.id: 0.0, copy.id: 0.5}


def test_an_older_archive_learns_what_its_chapters_can_be_found_by(tmp_path: Path) -> None:
    told = [story(article(id=f"{n:04}", text=f"{n}.", published_at=at(n % 24))) for n in range(701)]
    with closing(open_store(tmp_path / "vigie.db")) as store:
        store.save_chapters([chapter(one, "l", entities=["dam", one.id]) for one in told])
    with closing(sqlite3.connect(tmp_path / "vigie.db", isolation_level=None)) as older:
        _without_storylines(older)
        older.execute("UPDATE chapters SET body = x'00' WHERE story = 's-0007'")
        older.execute("UPDATE alembic_version SET version_num = '0003'")

    with closing(open_store(tmp_path / "vigie.db")) as store:
        found = store.namings(["dam", "s-0003"], DAY, DAY + timedelta(days=1), 1000)
        assert (len(found["dam"]), found["s-0003"]) == (700, (Naming("l", "s-0003", DAY),))
        assert len(store.past_chapters(["l"], DAY + timedelta(days=1))) == 700


def test_what_the_editions_of_an_older_archive_told_is_known(tmp_path: Path) -> None:
    copied = tmp_path / "vigie.db"
    shutil.copy(ARCHIVES / "0005.db", copied)
    with closing(open_store(copied)) as store:
        [(day, language, _, digest)] = store.editions()
        issued = store.edition(day, language)
        assert issued is not None
        assert store.tellings([digest]) == tuple(tellings_of(issued))


def _without_storylines(older: sqlite3.Connection) -> None:
    """Takes away what revisions 0004 and later ones added."""
    for index in ("articles_superseded", "articles_by_canonical_url"):
        older.execute(f"DROP INDEX {index}")
    for table in ("rereads", "hosts"):
        older.execute(f"DROP TABLE {table}")
    for table, columns in {
        "feeds": ("country", "publisher", "owner", "links"),
        "feed_states": ("usual_minutes", "next_at", "failures", "moved_to", "gone"),
        "pages": ("robots_tag", "tdm_reservation", "etag", "last_modified", "asked_at", "asked", "failure"),
        "articles": ("kind", "paywalled", "supersedes", "first_published_at"),
    }.items():
        for column in columns:
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    older.execute("DROP TABLE makings")
    older.execute("DROP TABLE model_calls")
    for table in ("tellings", "readings", "letters", "notices"):
        older.execute(f"DROP TABLE {table}")
    older.execute("ALTER TABLE deliveries DROP COLUMN notices")
    older.execute("DROP TABLE views")
    older.execute("DROP TABLE chapter_keys")
    older.execute("DROP INDEX chapters_by_storyline")
    older.execute("DROP INDEX chapters_in_time")
    older.execute("ALTER TABLE chapters DROP COLUMN storyline")


def test_there_is_an_archive_of_every_revision() -> None:
    revisions = {path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py")}

    assert {path.stem for path in ARCHIVES.glob("*.db")} == revisions
    assert max(revisions) == HEAD


def test_migrations_and_tables_say_the_same(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "vigie.db")), closing(sqlite3.connect(tmp_path / "vigie.db")) as other:
        made = {table: [row[1:4] for row in other.execute(f"PRAGMA table_info({table})")] for table in metadata.tables}
        indexes = {row[0] for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql > ''")}

    assert indexes == {index.name for table in metadata.tables.values() for index in table.indexes}
    assert made == {
        name: [(column.name, column.type.compile(), int(not column.nullable)) for column in table.columns]
        for name, table in metadata.tables.items()
    }


def test_two_processes_that_open_a_new_archive_at_once_both_get_it(tmp_path: Path) -> None:
    code = f"""
        from pathlib import Path
        from vigie.adapters.store import open_store
        from vigie.ports.testing import article
        import sys
        store = open_store(Path({str(tmp_path / "vigie.db")!r}))
        for n in range(5):
            store.save_articles([article(text=f"{{sys.argv[1]}} {{n}}.")])
        store.close()
    """
    started = [subprocess.Popen([sys.executable, "-c", textwrap.dedent(code), str(n)]) for n in range(3)]

    assert [process.wait() for process in started] == [0, 0, 0]
    with closing(open_store(tmp_path / "vigie.db")) as store:
        assert store.counts(None, None) == (15, 1)


# --- a kill at any moment

KILLED = """
    import os, signal, sys
    from pathlib import Path
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    from vigie.adapters.store import open_store
    from vigie.ports import PageResult
    from vigie.ports.testing import article, feed_state, outcome, page, placement, rejection, understanding

    store = open_store(Path(sys.argv[1]))
    writes = 0

    def fall(*_):
        global writes
        writes += 1
        if writes == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    texts = [article(id=str(n), text=f"Texte {n}.") for n in range(2500)]
    store.save_articles(texts[:1])
    store.save_reading(feed_state("old"), outcome(feed="old"), [page("https://a.example/0")])
    event.listen(Engine, "after_cursor_execute", fall)
    if sys.argv[3] == "articles":
        store.save_articles(texts, [rejection()])
    elif sys.argv[3] == "reading":
        store.save_reading(feed_state(), outcome(), [page(f"https://a.example/{n}") for n in range(3)])
    else:
        store.save_extracted([PageResult("https://a.example/0", texts[1], rejection())])
    print(writes)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("saving", ["articles", "reading", "extracted"])
def test_a_save_killed_at_any_write_leaves_nothing_of_it(tmp_path: Path, saving: str) -> None:
    def save(path: Path, killed_at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", textwrap.dedent(KILLED), str(path), str(killed_at), saving]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    whole = save(tmp_path / "whole.db", 0)
    assert whole.returncode == 0, whole.stderr
    writes = int(whole.stdout)
    assert writes > 4

    for killed_at in (2, writes // 2, writes - 1, writes):
        path = tmp_path / f"{killed_at}.db"
        assert save(path, killed_at).returncode == -signal.SIGKILL
        with closing(open_store(path)) as store:
            assert store.counts(None, None) == (1, 1)
            assert store.search("texte") == (article(id="0", text="Texte 0."),)
            assert store.count_rejections() == 0
            assert list(store.feed_states()) == ["old"]
            assert [one.feed for one in store.outcomes(DAY)] == ["old"]
            assert [one.url for one in store.pages_without_article(9)] == ["https://a.example/0"]


# --- search


@pytest.fixture
def store(tmp_path: Path) -> "SqliteStore":
    return open_store(tmp_path / "vigie.db")


@pytest.mark.parametrize(
    ("text", "found", "not_found"),
    [
        ("L’IA générative à Évry", ["generative", "ÉVRY", "e\u0301vry", "l'ia"], ["vry", "generat"]),
        ("He said it again.", ["said"], ["ai", "gain"]),
        ("GPT-5 beats GPT 4", ["gpt-5", "GPT-4"], ["gpt-6", "5-gpt"]),
        ("Правительство Ёлки", ["правительство", "елки"], ["прав"]),
        ("أعلنت الحكومة عن اتفاق", ["الحكومة", "اتفاق أعلنت", "اعلنت", "أَعْلَنَتْ"], ["حكوم"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"], ["ह"]),
        ("国务院发布AI芯片规划", ["国务院", "发布", "芯", "ai", "AI芯片", "规划 国务院"], ["国务芯片", "a"]),
        ("日本のＡＩとｶﾀｶﾅ", ["ai", "カタカナ", "日本"], ["中国"]),
        ("삼성전자가 5억 달러를", ["삼성", "삼성전자", "5억", "달러"], ["억달러"]),
        ("Hà Nội công bố", ["ha noi", "hà nội", "HÀ", "ha\u0300"], ["noi ba"]),
        ("นายกรัฐมนตรีประกาศ", ["รัฐมนตรี", "นายก"], ["ประกาศนายก"]),
        ("100 % of _it_", ["100", "it", "100%"], ["200", "%"]),
    ],
)  # fmt: skip
def test_words_are_found_as_their_script_writes_them(
    store: SqliteStore, text: str, found: list[str], not_found: list[str]
) -> None:
    store.save_articles([article(id="here", text=text, title="-"), article(id="elsewhere", text="Autre chose.")])

    assert {query: [one.id for one in store.search(query)] for query in found} == {query: ["here"] for query in found}
    assert {query: store.search(query) for query in not_found} == dict.fromkeys(not_found, ())
    store.close()


# --- size


def test_twenty_thousand_articles_are_saved_and_read_in_bounded_memory(tmp_path: Path) -> None:
    store = open_store(tmp_path / "vigie.db")
    filler = "Le barrage a été fermé lundi par le ministère. " * 20

    def batch(start: int) -> list[str]:
        made = [article(id=str(n), text=f"{n} {filler}", published_at=at(n % 24)) for n in range(start, start + 500)]
        return list(store.save_articles(made).added)

    batch(0)
    tracemalloc.start()
    for start in range(500, 20_000, 500):
        batch(start)
    _, saving = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    assert sum(1 for _ in store.articles(None, None)) == 20_000
    _, reading = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    store.close()

    # The texts together are 20 MB; a batch of them is half a megabyte, held a few times over.
    assert saving < 12_000_000
    assert reading < 12_000_000


def test_the_pages_that_wait_are_found_without_reading_the_others(tmp_path: Path) -> None:
    open_store(tmp_path / "vigie.db").close()
    with closing(sqlite3.connect(tmp_path / "vigie.db")) as other:
        asked = "SELECT n FROM pages WHERE handled = 0 ORDER BY url LIMIT 10"
        assert "pages_waiting" in str(other.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall())
