"""Web archives written here, byte by byte, and what `vigie import` makes of them."""

import gzip
import sys
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vigie.extract import Options, import_files
from vigie.extract.importing import ImportReport
from vigie.model import Article, UsageError
from vigie.ports.testing.fakes import FixedClock
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
SEEN = datetime(2026, 3, 12, 6, 17, 30, tzinfo=UTC)
TEXTS = {
    "en": "The dam above the town was closed on Monday after water came through the eastern wall, the owner said.",
    "ru": "Плотину над городом закрыли в понедельник после того, как вода прошла через восточную стену, сообщил владелец.",
    "zh": "城镇上方的大坝因东墙渗水于周一关闭，业主在一份声明中表示，目前没有人员受伤，下游水位保持稳定。",
}


def html(text: str, title: str = "Dam closed") -> bytes:
    article = f"<article><h1>{title}</h1><p>{text}</p><p>{text[::-1]}</p></article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>".encode()


def record(
    body: bytes,
    url: str = "https://www.daily.example/dam",
    status: str = "200 OK",
    kind: str = "response",
    media_type: str = "text/html; charset=utf-8",
    date: str = "2026-03-12T06:17:30Z",
    **headers: str,
) -> bytes:
    fields = {"Content-Type": media_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    http = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    block = http.encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return warc.encode() + block + b"\r\n\r\n"


def imported(file: Path, content: bytes, **options: str) -> tuple[ImportReport, list[Article]]:
    file.write_bytes(content)
    store = MemoryStore()
    report = import_files(store, [file], FixedClock(NOW), Options(**options))  # type: ignore[arg-type]
    return report, sorted(store.articles(None, None), key=lambda article: article.url)


@pytest.mark.parametrize("name", ["news.warc", "news.warc.gz"])
def test_every_page_of_an_archive_is_an_article_seen_when_the_crawler_saw_it(name: str, tmp_path: Path) -> None:
    records = [record(html(text), f"https://www.daily.example/{language}") for language, text in TEXTS.items()]
    content = b"".join(gzip.compress(one) for one in records) if name.endswith(".gz") else b"".join(records)

    report, articles = imported(tmp_path / name, content)

    assert (report.added, report.rejected) == (3, 0)
    assert [article.url.rpartition("/")[2] for article in articles] == sorted(TEXTS)
    assert all(TEXTS[article.url.rpartition("/")[2]] in article.text for article in articles)
    assert {(article.seen_at, article.source) for article in articles} == {(SEEN, "daily.example")}


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    page = html(TEXTS["en"])
    records = [
        record(page, status="404 Not Found"),
        record(page, status="301 Moved", Location="https://daily.example/"),
        record(page, media_type="image/png"),
        record(page, kind="request"),
        record(page, kind="metadata"),
    ]

    report, articles = imported(tmp_path / "a.warc", b"".join(records))

    assert (report.added, report.rejected, articles) == (0, 0, [])


def test_packed_and_chunked_bodies_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(html(TEXTS["ru"]))
    chunks = (
        b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (packed[:70], packed[70:])) + b"0\r\n\r\n"
    )
    deflated = zlib.compress(html(TEXTS["zh"]))

    _, articles = imported(
        tmp_path / "a.warc",
        record(chunks, "https://daily.example/1", Content_Encoding="gzip", Transfer_Encoding="chunked")
        + record(deflated, "https://daily.example/2", Content_Encoding="deflate"),
    )

    assert [TEXTS["ru"] in articles[0].text, TEXTS["zh"] in articles[1].text] == [True, True]


def test_a_spoilt_record_is_named_and_the_rest_goes_in(tmp_path: Path) -> None:
    good = gzip.compress(record(html(TEXTS["en"]), "https://daily.example/good"))
    bad_body = gzip.compress(record(b"\x1f\x8bnot packed at all", "https://daily.example/bad", Content_Encoding="gzip"))
    empty = gzip.compress(record(b"", "https://daily.example/empty"))

    report, articles = imported(tmp_path / "a.warc.gz", bad_body + empty + good)

    assert [article.url for article in articles] == ["https://daily.example/good"]
    assert report.rejected == 2
    assert all("a.warc.gz: record " in one.where for one in report.first)


def test_an_archive_that_ends_too_early_or_is_none_loses_only_what_is_lost(tmp_path: Path) -> None:
    whole = b"".join(
        gzip.compress(record(html(text), f"https://daily.example/{n}")) for n, text in enumerate(TEXTS.values())
    )

    report, articles = imported(tmp_path / "cut.warc.gz", whole[: len(whole) - 150])
    nothing, _ = imported(tmp_path / "none.warc", b"This is no archive.\n" * 40)

    assert len(articles) >= 2
    assert report.added == len(articles)
    assert nothing.added == 0


def test_a_page_without_a_good_date_was_seen_now_and_options_speak_for_the_file(tmp_path: Path) -> None:
    _, (article,) = imported(
        tmp_path / "a.warc", record(html(TEXTS["ru"]), date="yesterday"), source="Вести", language="ru"
    )

    assert (article.seen_at, article.source, article.language) == (NOW, "Вести", "ru")


@pytest.mark.parametrize("headers", [{"TDM_Reservation": "1"}, {"X_Robots_Tag": "noai"}])
def test_what_a_record_reserves_is_honoured(headers: dict[str, str], tmp_path: Path) -> None:
    content = record(html(TEXTS["en"]), "https://daily.example/1", **headers) + record(
        html(TEXTS["ru"]), "https://daily.example/2"
    )

    _, articles = imported(tmp_path / "a.warc", content)

    assert [article.opted_out for article in articles] == [True, False]


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)

    with pytest.raises(UsageError, match="web archive") as caught:
        imported(tmp_path / "a.warc", record(html(TEXTS["en"])))

    assert "vigie[warc]" in caught.value.hint
