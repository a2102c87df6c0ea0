"""Publish a newsroom on the loopback interface.

`with serve(newsroom) as (address, port):` answers for every `.example` host of the newsroom until the block
ends. The host is taken from the request line when it is absolute, as a proxy receives it, and from the Host
header otherwise: so an HTTP client may be pointed here as its proxy, or keep the address and set the header.
Unknown hosts and paths get 404; a known ETag gets 304. Nothing is written to stderr.
May fail with OSError when no port can be opened. Read next: pages.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from vigie.app.newsroom.loader import Newsroom
from vigie.app.newsroom.pages import Answer, answers

NOT_FOUND = Answer(404, "text/plain; charset=utf-8", b"not found\n")


@contextmanager
def serve(newsroom: Newsroom) -> Iterator[tuple[str, int]]:
    """Serve `newsroom` from a background thread; gives the address and the port, stops at the block's end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answers(newsroom)))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(known: Mapping[tuple[str, str], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "newsroom"
        sys_version = ""
        # Small answers on loopback: waiting to fill a packet cost 5 of the demo's seconds.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._send(with_body=True)

        def do_HEAD(self) -> None:
            self._send(with_body=False)

        def _send(self, *, with_body: bool) -> None:
            target = urlsplit(self.path)
            host = target.netloc or self.headers.get("Host", "")
            answer = known.get((host.partition(":")[0].lower(), target.path or "/"), NOT_FOUND)
            unchanged = answer.status == 200 and self.headers.get("If-None-Match") == answer.etag
            body = b"" if unchanged else answer.body
            self.send_response(HTTPStatus.NOT_MODIFIED if unchanged else answer.status)
            self.send_header("Content-Type", answer.content_type)
            if answer.status == 200:
                self.send_header("ETag", answer.etag)
                if answer.last_modified:
                    self.send_header("Last-Modified", answer.last_modified)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        # The demo's output is the brief, not a log of its requests. The name `format` is the base class's.
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    return Handler
