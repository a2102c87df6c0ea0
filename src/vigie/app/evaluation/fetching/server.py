"""The server of the small world, a process of its own: `python -m vigie.app.evaluation.fetching.server`.

It writes its port, then answers by Host and path, until its standard input ends. A line « later » there begins the second
round. Bodies are packed where the client takes it, as servers of news do. Read next: measuring.py.
"""

import asyncio
import gzip
import sys
from functools import cache

from vigie.app.evaluation.fetching import world


class Answering(asyncio.Protocol):
    """One connection, kept as long as the client wants."""

    later = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.arrived = b""

    def data_received(self, data: bytes) -> None:
        self.arrived += data
        while b"\r\n\r\n" in self.arrived:
            request, _, self.arrived = self.arrived.partition(b"\r\n\r\n")
            lines = request.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            self.transport.write(_answer(lines[0].split(" ")[1], headers, Answering.later))  # type: ignore[attr-defined]


def _answer(path: str, headers: dict[str, str], later: bool) -> bytes:
    n = int(headers["host"][5:9])
    packed = "gzip" in headers.get("accept-encoding", "")
    if path == "/feed.xml":
        etag, modified = world.marks_of(n, later)
        marks = f"ETag: {etag}\r\nLast-Modified: {modified}\r\n"
        if headers.get("if-none-match") == etag:
            return f"HTTP/1.1 304 Not Modified\r\n{marks}Content-Length: 0\r\n\r\n".encode()
        return _full(_packed(world.feed_body(n, later), packed), "application/rss+xml", packed, marks)
    if path.startswith("/story-"):
        return _full(_packed(world.page_body(n, path), packed), "text/html; charset=utf-8", packed)
    if path == "/robots.txt" and world.has_robots(n):
        return _full(world.robots_body(n), "text/plain")
    return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nnot found"


def _full(body: bytes, kind: str, packed: bool = False, marks: str = "") -> bytes:
    coding = "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n" if packed else ""
    head = f"HTTP/1.1 200 OK\r\nServer: world\r\nContent-Type: {kind}\r\n{coding}{marks}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@cache
def _packed(body: bytes, packed: bool) -> bytes:
    return gzip.compress(body, 1, mtime=0) if packed else body


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Answering, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        Answering.later = line.strip() == "later"
        sys.stdout.write("ready\n")
        sys.stdout.flush()
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
