"""The tables of errors: what is put for what in a language, and sentences of our own whose places are marked by hand.

One file a language in evals/tables/checker. A marked sentence holds places in braces: the words as they should be, then
what may stand there instead: "{Reuters|speaker=Bloomberg}", "{12%|digit=17%|unit=12 points|same=12 percent}". `same`
means the same and is no error. Places of one kind marked with + change together: "{Meta|role+=X} sues {X|role+=Meta}".
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from vigie.model import UsageError

# Beside the sources, not in what is installed.
FOLDER = Path(__file__).parents[5] / "evals" / "tables" / "checker"
KINDS = (
    "name",
    "digit",
    "unit",
    "currency",
    "date",
    "direction",
    "negation",
    "hedge",
    "speaker",
    "role",
    "status",
)
SAME = "same"
_PLACE = re.compile(r"\{([^{}|]*)\|([^{}]*)\}")

Pairs = tuple[tuple[str, str], ...]


class Swaps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is put for what in recorded sentences. Pairs of `both` go either way, the others from left to right; left sides
    are patterns. A month or a weekday becomes the one two places on."""

    unit: Pairs = ()
    currency: Pairs = ()
    direction: Pairs = ()
    status: Pairs = ()
    hedge: Pairs = ()
    negation: Pairs = ()
    months: tuple[str, ...] = ()
    month_shapes: tuple[str, ...] = ()  # where a month's name is one: "# M" a number before it
    weekdays: tuple[str, ...] = ()


class Same(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rewritings that change nothing: pairs of a pattern and its replacement."""

    formats: Pairs = ()
    reporting: Pairs = ()
    cut: Pairs = ()
    fronted: str = ""  # "According to {source}, {content}"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's file."""

    swaps: Swaps = Swaps()
    same: Same = Same()
    names: dict[str, tuple[str, ...]] = {}
    sentences: dict[str, str] = {}
    retold: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence with one thing changed: an error of a kind of KINDS, or SAME."""

    kind: str
    text: str


def languages() -> tuple[str, ...]:
    """The languages that have a table. Raises UsageError when there is none."""
    found = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
    if not found:
        raise UsageError("eval.no_table", f"no tables in {FOLDER}", "run from a checkout of the sources")
    return found


@cache
def table(language: str) -> Table:
    """The table of a language."""
    return msgspec.convert(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8")), Table)


def plain(marked: str) -> str:
    """The sentence as it should be."""
    return _PLACE.sub(lambda place: place[1], marked)


def variants(marked: str) -> Iterator[Variant]:
    """The sentence with one place changed at a time, in the order of the places; those that change together come last."""
    places = [(place.span(), _offers(place[2])) for place in _PLACE.finditer(marked)]
    together: dict[str, dict[tuple[int, int], str]] = {}
    for span, offers in places:
        for kind, words in offers:
            if kind.endswith("+"):
                together.setdefault(kind.removesuffix("+"), {})[span] = words
            else:
                yield Variant(kind, _filled(marked, {span: words}))
    for kind, changes in together.items():
        yield Variant(kind, _filled(marked, changes))


def _offers(written: str) -> list[tuple[str, str]]:
    offers = [(kind, words) for kind, _, words in (one.partition("=") for one in written.split("|"))]
    unknown = [kind for kind, _ in offers if kind.removesuffix("+") not in (*KINDS, SAME)]
    if unknown:
        raise ValueError(f"no such kind of error: {unknown} in {written!r}")
    return offers


def _filled(marked: str, changes: Mapping[tuple[int, int], str]) -> str:
    return _PLACE.sub(lambda place: changes.get(place.span(), place[1]), marked)
