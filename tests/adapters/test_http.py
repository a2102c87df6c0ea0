"""HttpFetcher against a server on this machine; the guard against a resolver and a network that only remember."""

import contextlib
import gzip
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import httpcore2
import pytest

from vigie.adapters.guard import is_public
from vigie.adapters.http import HttpFetcher
from vigie.adapters.http.connections import Connections
from vigie.model import FeedState, FetchError, RefusedError
from vigie.ports import Fetcher
from vigie.ports.testing.outside_kits import FetcherKit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Handle = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on the loopback interface; `answers` by path, `seen` holds (Host, path, headers)."""

    def __init__(self) -> None:
        self.answers: dict[str, Handle] = {}
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.port = 0

    def paths(self) -> list[str]:
        """The paths that were asked for, in order, but for what is asked of every site whose pages are read."""
        return [path for _, path, _ in self.seen if path != "/.well-known/tdmrep.json"]

    def add(self, path: str, body: bytes = b"ok", status: int = 200, **headers: str) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.seen.append((self.headers["Host"], self.path, dict(self.headers)))
            answer = made.answers.get(self.path)
            if answer:
                answer(self)
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a reader that hangs up is what some cases are about

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def nowhere(host: str, port: int) -> tuple[str, ...]:
    raise OSError(f"the test knows no address for {host}")


@contextmanager
def fetcher(site: Site, **options: object) -> Iterator[HttpFetcher]:
    via = {"*.example": ("127.0.0.1", site.port)}
    with HttpFetcher("mailto:desk@vigie.example", "0.1", via=via, resolver=nowhere, **options) as made:  # type: ignore[arg-type]
        yield made


class TestHttpFetcher(FetcherKit):
    @pytest.fixture(autouse=True)
    def _publish(self, site: Site) -> Iterator[None]:
        def page(handler: BaseHTTPRequestHandler) -> None:
            known = handler.headers.get("If-None-Match") == self.ETAG
            body = b"" if known else self.PAGE_BODY
            handler.send_response(304 if known else 200)
            handler.send_header("Content-Type", "text/html; charset=UTF-8")
            handler.send_header("ETag", self.ETAG)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        site.answers["/page"] = page
        site.add("/private/page")
        site.add("/robots.txt", b"User-agent: *\nDisallow: /private/")
        with fetcher(site) as made:
            self.fetcher = made
            yield

    def make_fetcher(self, folder: Path) -> Fetcher:
        return self.fetcher


def test_a_page_is_read_with_its_type_charset_and_validators(site: Site) -> None:
    site.add("/a", "été".encode(), Content_Type='text/HTML; charset="UTF-8"', ETag='"1"', Last_Modified="yesterday")

    with fetcher(site) as reader:
        answer = reader.get("http://daily.example/a")

    assert (answer.body.decode(), answer.media_type, answer.charset) == ("été", "text/html", "utf-8")
    assert (answer.etag, answer.last_modified, answer.status) == ('"1"', "yesterday", 200)


def test_we_say_who_we_are_and_the_host_we_mean(site: Site) -> None:
    site.add("/a")

    with fetcher(site) as reader:
        reader.get("https://www.daily.example/a")

    host, _, headers = site.seen[-1]
    assert host == "www.daily.example"
    assert headers["User-Agent"] == "Vigie/0.1 (+mailto:desk@vigie.example)"


def test_a_second_reading_is_conditional(site: Site) -> None:
    site.add("/feed", b"", 304)
    state = FeedState("http://daily.example/feed", etag='"1"', last_modified="Thu, 12 Mar 2026 06:17:00 GMT")

    with fetcher(site) as reader:
        answer = reader.get(state.url, state)

    headers = site.seen[-1][2]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Thu, 12 Mar 2026 06:17:00 GMT")
    assert answer.unchanged
    assert answer.body == b""


def test_a_validator_that_would_break_the_header_is_left_out(site: Site) -> None:
    site.add("/feed")

    with fetcher(site) as reader:
        reader.get("http://daily.example/feed", FeedState("x", etag='"1"\r\nX-Evil: 1', last_modified="é"))

    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(site.seen[-1][2])


def test_a_redirect_is_followed_and_the_last_address_told(site: Site) -> None:
    site.add("/old", status=301, Location="//new.example/b")
    site.add("/b", b"here")

    with fetcher(site) as reader:
        answer = reader.get("http://daily.example/old")

    assert (answer.url, answer.final_url, answer.body) == ("http://daily.example/old", "http://new.example/b", b"here")
    assert ("new.example", "/robots.txt") in [(host, path) for host, path, _ in site.seen]


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.add("/a", status=302, Location="/b")
    site.add("/b", status=302, Location="/a")

    with fetcher(site) as reader, pytest.raises(FetchError, match="redirects more than 5 times"):
        reader.get("http://daily.example/a")

    assert len([path for path in site.paths() if path != "/robots.txt"]) == 6


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://daily.example/", "http://[", "gopher:x"])
def test_a_redirect_leads_to_http_addresses_only(site: Site, location: str) -> None:
    site.add("/a", status=302, Location=location)

    with fetcher(site) as reader, pytest.raises(FetchError):
        reader.get("http://daily.example/a")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "daily.example/a", "", "http://", "http://u:p@daily.example/", "http://[::1"]
)
def test_only_http_addresses_without_passwords_are_read(site: Site, url: str) -> None:
    with fetcher(site) as reader, pytest.raises(FetchError):
        reader.get(url)

    assert not site.seen


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_an_error_status_is_an_error_that_names_it(site: Site, status: int) -> None:
    site.add("/a", status=status)

    with fetcher(site) as reader, pytest.raises(FetchError, match=f"HTTP {status}") as caught:
        reader.get("http://daily.example/a")

    assert not isinstance(caught.value, RefusedError)


def test_a_packed_answer_is_unpacked(site: Site) -> None:
    site.add("/a", gzip.compress(b"word " * 1_000), Content_Encoding="gzip")

    with fetcher(site) as reader:
        assert reader.get("http://daily.example/a").body == b"word " * 1_000


def test_a_spoilt_packed_answer_is_an_error(site: Site) -> None:
    site.add("/a", b"not gzip", Content_Encoding="gzip")

    with fetcher(site) as reader, pytest.raises(FetchError):
        reader.get("http://daily.example/a")


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_too_large_is_an_error_however_small_it_was_packed(site: Site, packed: bool) -> None:
    body = b"0" * 3_000_000
    if packed:
        site.add("/a", gzip.compress(body), Content_Encoding="gzip")
    else:
        site.add("/a", body)

    with fetcher(site, max_bytes=1_000_000) as reader, pytest.raises(FetchError, match="larger than"):
        reader.get("http://daily.example/a")


def test_a_server_that_sends_a_byte_now_and_then_does_not_keep_us(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    site.answers["/a"] = drip

    with fetcher(site, timeout_seconds=0.4) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.timeout"


def test_an_answer_cut_short_is_an_error(site: Site) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"x")
        handler.close_connection = True

    site.answers["/a"] = cut

    with fetcher(site) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.broken"


def test_cookies_are_not_kept(site: Site) -> None:
    site.add("/a", Set_Cookie="id=1")

    with fetcher(site) as reader:
        reader.get("http://daily.example/a")
        reader.get("http://daily.example/a")

    assert "Cookie" not in site.seen[-1][2]


# ── robots.txt ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_robots_are_asked_once_for_each_host_and_obeyed(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nDisallow: /private\nUser-agent: Vigie\nDisallow: /no")
    for path in ("/a", "/private", "/no"):
        site.add(path)

    with fetcher(site) as reader:
        reader.get("http://daily.example/a")
        reader.get("http://daily.example/private")  # only our own group counts for us
        with pytest.raises(RefusedError, match="robots"):
            reader.get("http://daily.example/no/story")

    assert site.paths() == ["/robots.txt", "/a", "/private"]


def test_a_redirect_to_a_forbidden_page_is_refused(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nDisallow: /no")
    site.add("/a", status=302, Location="/no")

    with fetcher(site) as reader, pytest.raises(RefusedError):
        reader.get("http://daily.example/a")


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_are_not_there_allow_everything(site: Site, status: int) -> None:
    site.add("/robots.txt", status=status)
    site.add("/a")

    with fetcher(site) as reader:
        assert reader.get("http://daily.example/a").status == 200


def test_robots_that_fail_forbid_everything(site: Site) -> None:
    site.add("/robots.txt", status=503)
    site.add("/a")

    with fetcher(site) as reader:
        for _ in range(2):
            with pytest.raises(RefusedError):
                reader.get("http://daily.example/a")

    assert site.paths() == ["/robots.txt"]


def test_long_robots_are_read_as_far_as_the_rule_says(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nDisallow: /no\n" + b"# words\n" * 200_000)

    with fetcher(site) as reader, pytest.raises(RefusedError):
        reader.get("http://daily.example/no")


# ── the guard ───────────────────────────────────────────────────────────────────────────────────────────────────────


class RecordingNetwork(httpcore2.NetworkBackend):
    """Never sends anything: remembers where a connection was wanted, then says that it failed."""

    def __init__(self) -> None:
        self.wanted: list[tuple[str, int]] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> httpcore2.NetworkStream:
        self.wanted.append((host, port))
        raise httpcore2.ConnectError("this network only remembers")


def asked(url: str, *addresses: str) -> tuple[list[tuple[str, int]], str]:
    """Where a fetcher would have connected for `url` if its host had these addresses, and the key of the error."""
    network = RecordingNetwork()
    with (
        HttpFetcher(
            "x",
            "0",
            connections=lambda deadline: Connections(
                {"*.example": ("127.0.0.1", 9)}, lambda host, port: addresses, deadline, network
            ),
        ) as reader,
        pytest.raises(FetchError) as caught,
    ):
        reader.get(url)
    return network.wanted, caught.value.key


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
        "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "not an address",
        "::127.0.0.1", "::ffff:169.254.169.254", "64:ff9b:1::5db8:d70e", "2001:0:5db8:d70e::1", "2002:5db8:d70e::1",
        "192.88.99.1", "198.18.0.1", "240.0.0.1", "192.0.2.1", "2001:db8::1", "fec0::1", "fd00:ec2::254", "100::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_never_connected_to(address: str) -> None:
    assert not is_public(address)
    assert asked("http://news.test/a", address) == ([], "fetch.private_address")


def test_one_private_address_among_public_ones_is_enough() -> None:
    assert asked("http://news.test/", "93.184.215.14", "10.0.0.1") == ([], "fetch.private_address")


def test_a_public_address_is_connected_to_as_it_was_looked_at() -> None:
    wanted, key = asked("https://news.test/a", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")

    assert wanted == [("93.184.215.14", 443), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443)]
    assert key == "fetch.unreachable"


def test_a_host_without_address_is_unreachable() -> None:
    def resolver(host: str, port: int) -> tuple[str, ...]:
        raise OSError("no such host")

    with HttpFetcher("x", "0", resolver=resolver) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://news.test/")

    assert caught.value.key == "fetch.unreachable"


def test_only_via_leads_to_this_machine() -> None:
    assert asked("http://127.0.0.1:9/a", "127.0.0.1")[0] == []
    assert asked("http://daily.example/a", "93.184.215.14")[0] == [("127.0.0.1", 9)]


def test_via_may_lead_to_this_machine_only() -> None:
    with pytest.raises(ValueError, match="this machine only"):
        HttpFetcher("x", "0", via={"*.example": ("10.0.0.1", 80)})


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0177.1", "0x7f.1", "127.1", "0x7f000001", "017700000001", "0", "127.0.0.1.", "2852039166",
        "169.254.169.254", "[::1]", "[::ffff:7f00:1]", "[fe80::1]", "[64:ff9b::a00:1]", "１２７.0.0.1", "①②⑦.0.0.1",
        "localhost", "LOCALHOST.", "app.localhost", "router", "printer.local", "db.internal", "nas.lan", "x.home.arpa",
    ],
)  # fmt: skip
def test_this_machine_and_its_neighbours_are_refused_under_any_name(host: str) -> None:
    wanted, key = asked(f"http://{host}/a", "93.184.215.14")

    assert wanted == []
    assert key == ("fetch.private_address" if host.isascii() else "fetch.bad_address")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.256/", "http://1.2.3.4.5/", "http://0x7g.1/", "http://09.1/", "http://a.0x/", "http://news.test:22/",
        "http://news.test:25/", "http://news.test:6379/", "http://news.test:0/", "http://news.test:99999/",
        "http://user@news.test/", "http://:secret@news.test/", "http://[fe80::1%25eth0]/", "http://news.test\\@x.test/",
        "http://news.test:80x/", "https://", "http://..", "http://\x00.test/",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_never_connected_to(address: str) -> None:
    wanted, key = asked(address, "93.184.215.14")

    assert (wanted, key in ("fetch.bad_address", "fetch.private_address", "fetch.unreachable")) == ([], True)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("http://1572394766/", ("93.184.215.14", 80)),  # a public address in disguise is that address, never resolved
        ("http://news.test:8080/a", ("93.184.215.99", 8080)),
        ("http://news.test./a", ("93.184.215.99", 80)),
        ("https://bücher.test/a", ("93.184.215.99", 443)),
    ],
)
def test_public_hosts_are_connected_to_however_they_are_written(url: str, where: tuple[str, int]) -> None:
    assert asked(url, "93.184.215.99")[0][0] == where


def test_a_name_is_resolved_once_for_a_connection_so_that_it_cannot_lead_elsewhere_meanwhile() -> None:
    network, turns = RecordingNetwork(), iter([("93.184.215.14",), ("127.0.0.1",)])
    with (
        HttpFetcher(
            "x", "0", connections=lambda deadline: Connections({}, lambda host, port: next(turns), deadline, network)
        ) as reader,
        pytest.raises(FetchError),
    ):
        reader.get("http://news.test/a")

    assert network.wanted == [("93.184.215.14", 80)]


def test_a_redirect_to_a_private_address_is_refused_before_any_connection(site: Site) -> None:
    site.add("/a", status=302, Location="http://169.254.169.254/latest/meta-data/")
    network = OnlyLoopback()
    via = {"*.example": ("127.0.0.1", site.port)}
    with (
        HttpFetcher("x", "0", connections=lambda deadline: Connections(via, nowhere, deadline, network)) as reader,
        pytest.raises(FetchError) as caught,
    ):
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.private_address"
    assert set(network.wanted) == {("127.0.0.1", site.port)}


class OnlyLoopback(RecordingNetwork):
    """Connects to the server of the test, and to nothing else."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[object] | None = None,
    ) -> httpcore2.NetworkStream:
        self.wanted.append((host, port))
        if host != "127.0.0.1":
            raise httpcore2.ConnectError("the tests stay on this machine")
        return httpcore2.SyncBackend().connect_tcp(host, port, timeout, local_address)


# ── Bodies ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def packed(coding: str, body: bytes) -> bytes:
    compressors: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress
    }  # fmt: skip
    for one in coding.split(", "):
        body = compressors[one](body)
    return body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_every_packing_that_is_asked_for_is_unpacked(site: Site, coding: str) -> None:
    body = "Le barrage 水坝. ".encode() * 9_000
    site.add("/a", packed(coding, body), Content_Encoding=coding)

    with fetcher(site) as reader:
        assert reader.get("http://daily.example/a").body == body


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_small_answer_that_unpacks_to_a_hundred_megabytes_is_not_unpacked(site: Site, coding: str) -> None:
    site.add("/a", packed(coding, b"0" * 100_000_000), Content_Encoding=coding)

    with fetcher(site, max_bytes=500_000_000) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.too_large"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_answer_that_is_cut_is_an_error(site: Site, coding: str) -> None:
    body = packed(coding, bytes(range(256)) * 400)
    site.add("/a", body[: len(body) // 2], Content_Encoding=coding)

    with fetcher(site) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.broken"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000,
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        b"not HTTP at all\r\n\r\n",
    ],
)
def test_answers_that_break_the_rules_are_errors(site: Site, head: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(head)
        handler.close_connection = True

    site.answers["/a"] = answer

    with fetcher(site) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.broken"


def test_a_body_that_never_ends_is_left_at_the_limit(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"x" * 65536)

    site.answers["/a"] = endless

    with fetcher(site, max_bytes=1_000_000) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == "fetch.too_large"
