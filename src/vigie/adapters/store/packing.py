"""Values to bytes and back: MessagePack, types checked on the way in, zlib around it.

Level 1, because a day's work writes and reads each value several times and level 6 saves only a tenth more.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

import msgspec
import numpy as np
from sqlalchemy import ColumnElement, Select, bindparam, func, select

from vigie.model import StoreError
from vigie.ports import Vector

T = TypeVar("T")

Row = dict[str, object]
# Well under SQLite's 32,766 variables a statement, and enough that the statement's own cost does not show.
CHUNK = 1000


def pack(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def unpack(blob: bytes, kind: type[T]) -> T:
    return _decoded(blob, kind, zlib.decompress)


def _decoded(blob: bytes, kind: type[T], opened: Callable[[bytes], bytes]) -> T:
    try:
        value: T = _decoder(kind).decode(opened(blob))  # type: ignore[arg-type]  # mypy: a class can be hashed
    except (zlib.error, msgspec.MsgspecError) as error:
        raise StoreError(
            "store.unreadable",
            f"a stored {kind.__name__} cannot be read ({error})",
            "the archive may be damaged: restore a copy of it",
        ) from error
    return value


def loosely(value: object) -> bytes:
    """As `pack`, without compression: for small values of which thousands are written and read in every run."""
    return msgspec.msgpack.encode(value)


def loosened(blob: bytes, kind: type[T]) -> T:
    return _decoded(blob, kind, lambda body: body)


@cache
def _decoder(kind: type[Any]) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(kind)


def pack_vector(vector: Vector) -> bytes:
    """Half the bytes of float32; the cosine of two unit vectors moves by less than 0.001."""
    return np.asarray(vector, dtype="<f2").tobytes()


def unpack_vector(blob: bytes) -> Vector:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)


def in_chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of up to `size` values, so that a statement never has too many variables."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def listed(values: Iterable[str]) -> str:
    """Values as one parameter of a statement made once: see `given_urls`."""
    return msgspec.json.encode(list(values)).decode()


def given_urls(column: ColumnElement[str], *more: ColumnElement[Any]) -> Select[Any]:
    """`column`, and more beside it, of the rows where it is one of `:urls`, a JSON list. A statement with one parameter is
    made once; one with a parameter for each value is made anew each time, which costs more than the answer."""
    return select(column, *more).where(
        column.in_(select(func.json_each(bindparam("urls")).table_valued("value").c.value))
    )
