"""How long one page may take: a page made to be slow must not stop the thousand behind it.

Counts the time of the processor, not of the clock, so that a busy machine gives up no page that a quiet one reads. Works in
the main thread of a process on systems with interval timers, which is where stages and their workers run; elsewhere
nothing is limited. Read next: stage.py.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from vigie.model import ExtractError

# Asked again where the first call was swallowed, as it is within a finaliser or a call-back of C code.
_AGAIN = 0.25


class _OutOfTimeError(BaseException):
    """Not an Exception: libraries that go on after any error must not go on after this one."""


@contextmanager
def patience(seconds: float, where: str) -> Iterator[None]:
    """Raises ExtractError when what is done within takes longer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except _OutOfTimeError:
        raise ExtractError("extract.too_slow", f"{where} takes more than {seconds:g} s to read") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _OutOfTimeError
