import gzip
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.extract.records import Record, article_of_record, read_json_lines, record_of_line
from vigie.model import Article, RecordError, Rejection, article_id

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


def record(**fields: object) -> Record:
    return record_of_line("items.jsonl:1", json.dumps(fields).encode())


def article(**fields: object) -> Article:
    return article_of_record(record(**fields), NOW)


def read(path: Path) -> tuple[list[Record], list[Rejection]]:
    items = list(read_json_lines(path, NOW))
    return [i for i in items if isinstance(i, Record)], [i for i in items if isinstance(i, Rejection)]


def written(tmp_path: Path, content: bytes, name: str = "items.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_title_alone_or_a_text_alone_is_enough() -> None:
    assert article(title="Le barrage est fermé").title == "Le barrage est fermé"
    assert article(text="大坝周一关闭。").text == "大坝周一关闭。"


def test_a_record_without_title_takes_the_first_line_of_its_text() -> None:
    made = article(text="\n  Плотину закрыли \nВ понедельник её закрыли.")

    assert made.title == "Плотину закрыли"
    assert made.title_in_text
    assert made.title in made.text


def test_a_long_first_line_gives_a_title_of_300_characters() -> None:
    assert article(text="x" * 5_000).title == "x" * 300


def test_a_text_is_kept_to_the_character() -> None:
    text = "  أُغلق السدّ\r\n\r\nيوم الاثنين. & &amp; <b>  "

    assert article(text=text).text == text


def test_a_text_that_is_not_nfc_is_brought_to_nfc() -> None:
    assert article(text="e\u0301te\u0301").text == "été"


def test_what_cannot_be_stored_becomes_the_replacement_character() -> None:
    assert article(text="a\x00b").text == "a\ufffdb"
    made = article_of_record(record_of_line("f:1", rb'{"text": "a\ud800b \ud83d\ude00"}'), NOW)

    assert made.text == "a\ufffdb 😀"


def test_the_summary_stands_in_for_a_missing_text() -> None:
    assert article(title="Dam", text=" ", summary="It was closed.").text == "It was closed."
    assert article(title="Dam").text == ""


def test_entities_become_characters_in_the_title_only() -> None:
    made = article(title="R&amp;D&nbsp;: l&#39;été &lt;b&gt; AT&T ?a=1&lt=2", text="R&amp;D")

    assert made.title == "R&D\u00a0: l'été <b> AT&T ?a=1&lt=2"
    assert made.text == "R&amp;D"


def test_the_id_given_is_kept_and_another_comes_from_the_content() -> None:
    assert article(id="a-1", title="Dam").id == "a-1"
    assert article(id=17, title="Dam").id == "17"
    assert article(title="Dam", url="https://daily.example/1").id == article_id(
        "daily.example", "https://daily.example/1", "Dam", ""
    )


def test_the_source_is_the_given_one_then_the_host_then_unknown() -> None:
    assert article(title="Dam", source="Example Daily", url="https://x.example/").source == "Example Daily"
    assert article(title="Dam", url="https://www.daily.example/1").source == "daily.example"
    assert article(title="Dam", url="http://[").source == "unknown"
    assert article(title="Dam").source == "unknown"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-12T08:30:00+02:00", datetime(2026, 3, 12, 6, 30, tzinfo=UTC)),
        ("2026-03-12T08:30:00Z", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
        ("2026-03-12 08:30:00", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
        ("2026-03-12 08:30:00 +0200", datetime(2026, 3, 12, 6, 30, tzinfo=UTC)),
        ("2026-03-12 08:30 UTC", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
        ("2026-03-12T08:30", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
        ("2026-03-12", datetime(2026, 3, 12, tzinfo=UTC)),
        ("20260312T083000", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
        ("2026-03-12T08:30:00.123456789Z", datetime(2026, 3, 12, 8, 30, 0, 123456, tzinfo=UTC)),
        ("Thu, 12 Mar 2026 08:30:00 +0000", datetime(2026, 3, 12, 8, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_with_or_without_zone(written: str, expected: datetime) -> None:
    made = article(title="Dam", published=written)

    assert made.published_at == expected
    assert made.dated


@pytest.mark.parametrize("absent", [None, "", "  "])
def test_a_record_without_time_is_dated_by_its_arrival(absent: object) -> None:
    made = article(title="Dam", published=absent)

    assert made.published_at == NOW
    assert not made.dated


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b"nothing", "not JSON"),
        (b"[1]", "not a JSON object but a list"),
        (b"null", "not a JSON object but null"),
        (b'{"url": "https://x.example"}', "neither title nor text"),
        (b'{"title": " ", "text": "\\n", "summary": "s"}', "neither title nor text"),
        (b'{"title": 3}', "`title` is a number"),
        (b'{"text": ["a"]}', "`text` is a list"),
        (b'{"title": "a", "lang": {}}', "`lang` is an object"),
        (b'{"title": "a", "id": true}', "`id` is a boolean"),
        (b'{"title": "a", "published": "yesterday"}', "not an ISO 8601 time"),
        (b'{"title": "a", "published": "2026-13-45"}', "not an ISO 8601 time"),
        (b'{"title": "a", "published": 1768262400}', "`published` is a number"),
        (b'{"title": "a", "published": "0001-01-01T00:00:00+14:00"}', "not an ISO 8601 time"),
        (b'{"title": "\xff"}', "not UTF-8 at byte 12"),
        (b"[" * 200_000, "not JSON"),
        (b"9" * 5_000, "not JSON"),
    ],
)
def test_a_bad_line_says_why(line: bytes, reason: str) -> None:
    with pytest.raises(RecordError) as caught:
        record_of_line("items.jsonl:1", line)

    assert reason in caught.value.what


def test_a_bad_line_costs_that_line_only(tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"title": "one"}',
        b"",
        b"not json",
        b'{"title": "\xe9t\xe9"}',
        b'  {"title": "two"}\r',
        b'{"title": "three"}',
    ]
    path = written(tmp_path, b"\n".join(lines))

    records, rejections = read(path)

    assert [r.title for r in records] == ["one", "two", "three"]
    assert [r.where for r in records] == [f"{path}:1", f"{path}:5", f"{path}:6"]
    assert [r.where for r in rejections] == [f"{path}:3", f"{path}:4"]
    assert "UTF-8" in rejections[1].reason


def test_a_packed_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(b'{"title": "one"}\n{"title": "two"}\n'), "items.jsonl")

    assert [r.title for r in read(path)[0]] == ["one", "two"]


def test_a_cut_packed_file_gives_what_came_before_and_one_rejection(tmp_path: Path) -> None:
    lines = [json.dumps({"title": f"{n} {n * 7919 % 1000003} {n * n}"}) for n in range(3_000)]
    packed = gzip.compress("\n".join(lines).encode())
    path = written(tmp_path, packed[: len(packed) // 2], "items.jsonl.gz")

    records, rejections = read(path)

    assert 100 < len(records) < 3_000
    assert records[-1].title == json.loads(lines[len(records) - 1])["title"]
    assert len(rejections) == 1
    assert rejections[0].where == f"{path}:{len(records) + 1}"


def test_a_spoilt_packed_file_is_one_rejection(tmp_path: Path) -> None:
    records, rejections = read(written(tmp_path, b"\x1f\x8b" + b"spoilt" * 20))

    assert (records, len(rejections)) == ([], 1)


def test_a_line_too_long_is_set_aside_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.extract.records.LONGEST_LINE", 1_000)
    long = json.dumps({"title": "x" * 5_000}).encode()

    records, rejections = read(written(tmp_path, long + b'\n{"title": "next"}\n'))

    assert [r.title for r in records] == ["next"]
    assert "longer than" in rejections[0].reason


def test_a_large_file_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for n in range(20_000):
            file.write(json.dumps({"id": f"a{n}", "title": f"Title {n}", "text": "word " * 200}) + "\n")
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_json_lines(path, NOW))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert count == 20_000
    assert peak < 2_000_000  # the file holds twenty million characters


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80))
def test_any_line_is_a_record_or_a_record_error(line: bytes) -> None:
    try:
        made = article_of_record(record_of_line("f:1", line), NOW)
    except RecordError:
        return
    assert made.title


FIELDS = st.dictionaries(
    st.sampled_from(["id", "url", "source", "lang", "published", "title", "summary", "text", "other"]),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.lists(st.text(max_size=3))
    ),
)


@settings(max_examples=200, deadline=None)
@given(FIELDS)
def test_any_object_is_a_storable_article_or_an_error(fields: dict[str, object]) -> None:
    try:
        made = article_of_record(record_of_line("f:1", json.dumps(fields).encode()), NOW)
    except RecordError:
        return
    for kept in (made.id, made.url, made.source, made.title, made.text, made.language):
        assert "\0" not in kept
        kept.encode("utf-8")
    assert made == article_of_record(record_of_line("f:1", json.dumps(fields).encode()), NOW)
