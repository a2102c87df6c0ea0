"""Engines: one pure function over many inputs, on one core or on all of this machine's.

Results come in the order of the inputs. Inputs are taken as results are asked for, a few chunks ahead, so an endless
stream of inputs can be mapped. What the function raises is raised at its place in the results. A worker process that dies
(killed for its memory, a fault in a library) raises EngineError; the next call has new workers.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

from vigie.model import EngineError

T = TypeVar("T")
R = TypeVar("R")


class Serial:
    """One after the other, here."""

    def map(self, function: Callable[[T], R], inputs: Iterable[T]) -> Iterator[R]:
        for one in inputs:
            yield function(one)


class ProcessPool:
    """Worker processes of this machine. Function, inputs and results must be picklable: module-level, plain values.

    `initializer(*arguments)` runs once in each worker before its first input, to load what is costly (a model, the
    knowledge). Workers are started afresh, never forked from a process that may have threads. Close it when done.
    """

    def __init__(
        self,
        workers: int = 0,
        *,
        chunk: int = 16,
        initializer: Callable[..., object] | None = None,
        arguments: tuple[Any, ...] = (),
    ) -> None:
        if workers < 0 or chunk < 1:
            raise ValueError("workers must be 0 (all cores) or more, chunk at least 1")
        self.workers = workers or os.cpu_count() or 1
        self._chunk = chunk
        self._initializer = initializer
        self._arguments = arguments
        self._executor: ProcessPoolExecutor | None = None

    def map(self, function: Callable[[T], R], inputs: Iterable[T]) -> Iterator[R]:
        chunks = _chunks(inputs, self._chunk)
        waiting: deque[Future[list[R]]] = deque()
        try:
            while True:
                for chunk in islice(chunks, self.workers * 2 - len(waiting)):
                    waiting.append(self._pool().submit(_each, function, chunk))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            self.close()
            raise EngineError(
                "engine.worker_died", "a worker process died", "see whether the memory suffices"
            ) from error
        finally:  # also when the results are not taken to the end
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _pool(self) -> ProcessPoolExecutor:
        if self._executor is None:
            methods = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
            self._executor = ProcessPoolExecutor(self.workers, context, self._initializer, self._arguments)
        return self._executor


def _chunks(inputs: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(inputs)
    while chunk := list(islice(source, size)):
        yield chunk


def _each(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [function(one) for one in chunk]
