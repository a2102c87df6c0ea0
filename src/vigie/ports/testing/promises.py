"""What the kits share. They ask for nothing but the standard library, so that anyone may run them on an adapter."""

from collections.abc import Iterator
from contextlib import contextmanager

from vigie.model import VigieError


@contextmanager
def refused(kind: type[BaseException] = VigieError) -> Iterator[None]:
    """Holds when the block raises `kind`: the promise is the refusal."""
    try:
        yield
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was promised and not raised")
