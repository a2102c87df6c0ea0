import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vigie.extract.importing import Options, import_files
from vigie.model import UsageError
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


class FixedClock:
    def now(self) -> datetime:
        return NOW


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_good_lines_go_in_and_bad_ones_are_told(tmp_path: Path) -> None:
    store = MemoryStore()
    path = written(tmp_path / "items.jsonl", '{"title": "one"}\noops\n{"title": "two"}\n')

    report = import_files(store, [path], FixedClock())

    assert (report.added, report.known, report.rejected) == (2, 0, 1)
    assert store.rejections()[0].where == f"{path}:2"


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    store = MemoryStore()
    path = written(tmp_path / "items.jsonl", '{"title": "one"}\n{"id": "a", "text": "two"}\n')
    import_files(store, [path], FixedClock())

    report = import_files(store, [path], FixedClock())

    assert (report.added, report.known, report.rejected) == (0, 2, 0)


def test_an_id_used_by_another_text_is_a_clash_and_a_rejection(tmp_path: Path) -> None:
    store = MemoryStore()
    first = written(tmp_path / "first.jsonl", '{"id": "a", "text": "one"}\n')
    second = written(tmp_path / "second.jsonl", '{"id": "a", "text": "other"}\n{"id": "b", "text": "two"}\n')

    report = import_files(store, [first, second], FixedClock())

    assert report.clashes == ("a",)
    assert (report.added, report.rejected) == (2, 1)
    assert store.rejections()[0].where == f"{second}:1"
    kept = store.article("a")
    assert kept is not None
    assert kept.text == "one"


def test_a_long_file_goes_in_batch_by_batch(tmp_path: Path) -> None:
    store = MemoryStore()
    lines = "".join(json.dumps({"title": f"Title {n}"}) + "\n" for n in range(2_500))
    told: list[tuple[int, int]] = []

    path = written(tmp_path / "items.jsonl", lines)
    report = import_files(store, [path], FixedClock(), progress=lambda done, total: told.append((done, total)))

    assert report.added == 2_500
    assert told == [(1_000, 0), (2_000, 0), (2_500, 0)]


def test_a_text_file_is_one_article_whose_title_is_its_first_line(tmp_path: Path) -> None:
    store = MemoryStore()
    path = written(tmp_path / "dam.txt", "\n\nСводка\r\n\r\nПлотину закрыли.\n")
    options = Options("Example Daily", NOW, "https://daily.example/1", "ru")

    import_files(store, [path], FixedClock(), options)

    (made,) = store.articles(None, None)
    assert (made.title, made.text) == ("Сводка", "Сводка\n\nПлотину закрыли.")
    assert (made.source, made.url, made.language) == ("Example Daily", "https://daily.example/1", "ru")
    assert made.title_in_text
    assert made.dated


def test_a_text_file_in_another_encoding_is_read(tmp_path: Path) -> None:
    store = MemoryStore()
    path = tmp_path / "note.txt"
    path.write_bytes("大坝周一关闭。\n".encode("utf-16"))

    import_files(store, [path], FixedClock())

    (made,) = store.articles(None, None)
    assert made.text == "大坝周一关闭。"


def test_a_packed_html_file_is_read_as_a_page(tmp_path: Path) -> None:
    store = MemoryStore()
    paragraphs = "".join(
        f"<p>The dam was closed on Monday for the {n}th time, the owner said in a note.</p>" for n in range(9)
    )
    path = tmp_path / "dam.html.gz"
    path.write_bytes(
        gzip.compress(
            f"<html><head><title>Dam closed</title></head><body><article>{paragraphs}</article></body></html>".encode()
        )
    )

    import_files(store, [path], FixedClock(), Options(url="https://daily.example/dam"))

    (made,) = store.articles(None, None)
    assert (made.title, made.source) == ("Dam closed", "daily.example")
    assert made.text.startswith("The dam was closed on Monday for the 0th time")


def test_an_empty_file_leaves_a_rejection(tmp_path: Path) -> None:
    store = MemoryStore()
    paths = [written(tmp_path / "empty.txt", " \n"), written(tmp_path / "empty.html", "")]

    report = import_files(store, paths, FixedClock())

    assert (report.added, report.rejected) == (0, 2)


def test_a_missing_or_unknown_file_stops_the_import_before_anything_is_stored(tmp_path: Path) -> None:
    store = MemoryStore()
    good = written(tmp_path / "items.jsonl", '{"title": "one"}\n')

    for bad in (tmp_path / "missing.jsonl", written(tmp_path / "image.png", "x")):
        with pytest.raises(UsageError):
            import_files(store, [good, bad], FixedClock())
    assert not list(store.articles(None, None))


def test_options_stand_behind_what_a_record_says(tmp_path: Path) -> None:
    store = MemoryStore()
    path = written(
        tmp_path / "items.jsonl", '{"id": "a", "title": "one", "source": "Own"}\n{"id": "b", "title": "two"}\n'
    )

    import_files(store, [path], FixedClock(), Options(source="Given"))

    assert {made.id: made.source for made in store.articles(None, None)} == {"a": "Own", "b": "Given"}
