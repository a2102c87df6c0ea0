import os
from collections.abc import Iterator
from itertools import count, islice

import pytest

from vigie.adapters.engines import ProcessPool, Serial
from vigie.model import ExtractError
from vigie.ports import Engine
from vigie.ports.testing.outside_kits import EngineKit

_LOADED: list[str] = []


def double(number: int) -> int:
    return number * 2


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ExtractError("extract.no_text", "three", "skip it")
    return number


def load(name: str) -> None:
    _LOADED.append(name)


def loaded(_: int) -> tuple[list[str], int]:
    return list(_LOADED), os.getpid()


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2, chunk=3) as made:
        yield made


class TestSerial(EngineKit):
    def make_engine(self) -> Engine:
        return Serial()


class TestProcessPool(EngineKit):
    @pytest.fixture(autouse=True)
    def _share(self, pool: ProcessPool) -> None:
        self.pool = pool

    def make_engine(self) -> Engine:
        return self.pool


def test_both_engines_give_results_in_the_order_of_the_inputs(pool: ProcessPool) -> None:
    expected = [number * 2 for number in range(50)]

    assert list(Serial().map(double, range(50))) == expected
    assert list(pool.map(double, range(50))) == expected
    assert list(pool.map(double, [])) == []


def test_inputs_are_taken_as_results_are_asked_for(pool: ProcessPool) -> None:
    assert list(islice(pool.map(double, count()), 5)) == [0, 2, 4, 6, 8]
    assert list(pool.map(double, [1])) == [2]


def test_an_error_comes_out_as_it_was_raised(pool: ProcessPool) -> None:
    with pytest.raises(ExtractError) as caught:
        list(pool.map(fail_at_three, range(10)))

    assert (caught.value.key, caught.value.hint) == ("extract.no_text", "skip it")


def test_each_worker_loads_what_is_costly_once() -> None:
    with ProcessPool(1, chunk=1, initializer=load, arguments=("model",)) as made:
        results = list(made.map(loaded, range(3)))

    assert all(names == ["model"] and process != os.getpid() for names, process in results)


def test_a_pool_has_at_least_one_worker() -> None:
    assert ProcessPool().workers >= 1
    with pytest.raises(ValueError, match="workers"):
        ProcessPool(-1)
