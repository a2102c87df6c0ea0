"""The part of MemoryStore that keeps what editions were made of."""

from datetime import date

from vigie.model import Making


class MemoryMakings:
    """A MakingLog that forgets; `editions` and `revision` are the store's own."""

    def __init__(self) -> None:
        super().__init__()
        self._makings: dict[tuple[date, str, int], Making] = {}

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        raise NotImplementedError

    def save_making(self, day: date, language: str, revision: int, making: Making) -> None:
        self._makings.setdefault((day, language, revision), making)

    def making(self, day: date, language: str, revision: int) -> Making | None:
        return self._makings.get((day, language, revision))

    def editions_before(self, day: date, language: str, revision: int) -> tuple[tuple[date, str, int, str], ...]:
        order = {key: n for n, key in enumerate(self._makings)}
        here = order.get((day, language, revision), 0)
        return tuple(
            edition
            for edition in self.editions()
            if order.get(edition[:3], -1) < here
            if edition[:2] != (day, language) or edition[2] < revision
        )
