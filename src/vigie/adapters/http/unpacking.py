"""Bodies unpacked as they arrive, never more than asked for: a small answer may unpack to anything.

gzip, deflate, Brotli and Zstandard, in steps of bounded size. Raises FetchError (fetch.too_large, fetch.broken).
"""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli

from vigie.model import FetchError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS = "gzip, deflate, br, zstd"
STEP = 64 * 1024
# More than this is not text: XML of nothing but empty items packs to a hundredth.
MOST_TIMES = 200
# Below this nothing is suspected.
HARMLESS = 1024 * 1024
MOST_LAYERS = 2

Step = Callable[[Iterable[bytes]], Iterator[bytes]]


def unpacked(parts: Iterable[bytes], codings: str, what: str) -> Iterator[bytes]:
    """The body in pieces of at most `STEP` bytes where it was packed; `codings` is its Content-Encoding."""
    layers = [name for one in codings.lower().split(",") if (name := one.strip()) not in ("", "identity")]
    if not layers:
        return iter(parts)
    if len(layers) > MOST_LAYERS or not all(name in _STEPS for name in layers):
        raise FetchError("fetch.broken", f"{what} is packed in a way that was not asked for: {codings[:60]}")
    return _watched(parts, [_STEPS[name] for name in reversed(layers)], what)


def _watched(parts: Iterable[bytes], steps: list[Step], what: str) -> Iterator[bytes]:
    arrived = unfolded = 0

    def counted() -> Iterator[bytes]:
        nonlocal arrived
        for part in parts:
            arrived += len(part)
            yield part

    body: Iterable[bytes] = counted()
    for step in steps:
        body = step(body)
    try:
        for piece in body:
            unfolded += len(piece)
            if unfolded > HARMLESS and unfolded > MOST_TIMES * arrived:
                raise FetchError("fetch.too_large", f"{what} unpacks to more than {MOST_TIMES} times its size")
            yield piece
    except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
        raise FetchError("fetch.broken", f"{what} cannot be unpacked: {error}") from error


def _gzip(parts: Iterable[bytes]) -> Iterator[bytes]:
    """One gzip file or several on end; what follows the last is left out, as every reader does."""
    unpacker = zlib.decompressobj(31)
    begun = ended = False
    for part in parts:
        rest = part
        while rest:
            if ended:
                if rest[:2] != b"\x1f\x8b":
                    return
                unpacker, ended = zlib.decompressobj(31), False
            piece = unpacker.decompress(rest, STEP)
            begun = True
            ended = unpacker.eof
            rest = unpacker.unused_data if ended else unpacker.unconsumed_tail
            if piece:
                yield piece
    if begun and not ended:
        raise EOFError("it ends too early")


def _deflate(parts: Iterable[bytes]) -> Iterator[bytes]:
    """With or without the header that the standard wants and some servers leave out."""
    unpacker = None
    for part in parts:
        if unpacker is None and part:
            unpacker = zlib.decompressobj(15 if part[0] & 0x0F == 8 else -15)
        rest = part
        while rest and unpacker is not None and not unpacker.eof:
            piece = unpacker.decompress(rest, STEP)
            rest = unpacker.unconsumed_tail
            if piece:
                yield piece
    if unpacker is not None and not unpacker.eof:
        raise EOFError("it ends too early")


def _brotli(parts: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    begun = False
    for part in parts:
        begun = begun or bool(part)
        piece = unpacker.process(part, output_buffer_limit=STEP)
        while piece or not unpacker.can_accept_more_data():
            if piece:
                yield piece
            piece = unpacker.process(b"", output_buffer_limit=STEP)
        if unpacker.is_finished():
            return
    if begun:
        raise EOFError("it ends too early")


def _zstandard(parts: Iterable[bytes]) -> Iterator[bytes]:
    """One frame or several on end."""
    unpacker = zstd.ZstdDecompressor()
    begun = False
    for part in parts:
        rest = part
        while rest or (begun and not unpacker.eof and not unpacker.needs_input):
            if unpacker.eof:
                unpacker = zstd.ZstdDecompressor()
            piece = unpacker.decompress(rest, STEP)
            begun = True
            rest = unpacker.unused_data if unpacker.eof else b""
            if piece:
                yield piece
    if begun and not unpacker.eof:
        raise EOFError("it ends too early")


_STEPS: dict[str, Step] = {
    "gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstandard,
}  # fmt: skip
