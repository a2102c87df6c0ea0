"""A crew of threads: many hosts at once, one request at a time to each, results in the order of the questions.

The only concurrency outside the engines. Whoever asks stays the only one who touches the archive: threads fetch, nothing
else. All questions for one host wait in one line, served by one thread, which so keeps one connection busy.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from vigie.model import FetchError

Q = TypeVar("Q")
R = TypeVar("R")

# How far the questions may run ahead of the answers that were taken, and how many bytes of answers may wait.
MOST_AHEAD = 512
MOST_WAITING_BYTES = 64 * 1024 * 1024


class _Job(Generic[Q, R]):
    """A question, and its answer once `done` can be had."""

    __slots__ = ("answer", "done", "error", "question")

    def __init__(self, question: Q) -> None:
        self.question = question
        self.answer: R | None = None
        self.error: BaseException | None = None
        self.done = threading.Lock()
        self.done.acquire()


class Crew(Generic[Q, R]):
    """Threads that begin when there is work for them and end with `close`."""

    def __init__(self, size: int, work: Callable[[Q], R], weight: Callable[[R], int]) -> None:
        self._size = size
        self._work = work
        self._weight = weight
        self._lock = threading.Condition()
        self._lines: dict[str, deque[_Job[Q, R]]] = {}
        self._unserved: deque[str] = deque()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._waiting_bytes = 0
        self._closed = False

    def each(self, questions: Iterable[tuple[str, Q]]) -> Iterator[R | FetchError]:
        """The answer to each (host, question), in their order; a FetchError is an answer, any other error is raised.

        Questions are taken as they are needed, so that they may depend on answers to earlier ones. A caller that stops
        asking leaves nothing behind but what is being asked at that moment.
        """
        jobs: deque[_Job[Q, R]] = deque()
        try:
            for host, question in questions:
                jobs.append(self._put(host, question))
                while jobs and (
                    len(jobs) >= MOST_AHEAD or self._waiting_bytes > MOST_WAITING_BYTES or _is_done(jobs[0])
                ):
                    yield self._taken(jobs.popleft())
            while jobs:
                yield self._taken(jobs.popleft())
        finally:
            self._forget(jobs)

    def close(self) -> None:
        """Ends the threads. One that waits for a server is not waited for longer than a moment."""
        with self._lock:
            self._closed = True
            self._lines.clear()
            self._unserved.clear()
            self._lock.notify_all()
        for thread in self._threads:
            thread.join(timeout=0.5)

    def _put(self, host: str, question: Q) -> _Job[Q, R]:
        job: _Job[Q, R] = _Job(question)
        with self._lock:
            line = self._lines.get(host)
            if line is not None:
                line.append(job)
                return job
            self._lines[host] = deque((job,))
            self._unserved.append(host)
            self._lock.notify()
            if len(self._unserved) > self._idle and len(self._threads) < self._size:
                thread = threading.Thread(target=self._serve, name=f"vigie-fetch-{len(self._threads)}", daemon=True)
                self._threads.append(thread)
                thread.start()
        return job

    def _serve(self) -> None:
        while True:
            with self._lock:
                while not self._unserved:
                    if self._closed:
                        return
                    self._idle += 1
                    self._lock.wait()
                    self._idle -= 1
                host = self._unserved.popleft()
            while (job := self._next(host)) is not None:
                try:
                    job.answer = self._work(job.question)
                    if weight := self._weight(job.answer):
                        with self._lock:
                            self._waiting_bytes += weight
                except BaseException as error:  # noqa: BLE001 - it is raised where the answer is taken
                    job.error = error
                job.done.release()

    def _next(self, host: str) -> _Job[Q, R] | None:
        with self._lock:
            line = self._lines.get(host)
            if line:
                return line.popleft()
            self._lines.pop(host, None)
            return None

    def _taken(self, job: _Job[Q, R]) -> R | FetchError:
        with job.done:
            pass
        if job.error is not None:
            if isinstance(job.error, FetchError):
                return job.error
            raise job.error
        answer: R = job.answer  # type: ignore[assignment]  # there is one where there is no error
        if weight := self._weight(answer):
            with self._lock:
                self._waiting_bytes -= weight
        return answer

    def _forget(self, jobs: Iterable[_Job[Q, R]]) -> None:
        """Takes questions that nobody waits for out of their lines."""
        gone = set(map(id, jobs))
        if gone:
            with self._lock:
                self._waiting_bytes = 0
                for line in self._lines.values():
                    kept = [job for job in line if id(job) not in gone]
                    line.clear()
                    line.extend(kept)


def _is_done(job: _Job[Q, R]) -> bool:
    return not job.done.locked()
