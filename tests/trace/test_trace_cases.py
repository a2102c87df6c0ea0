"""Tables of sentences, one a language: the root that a text shows, its kind, who passed it on, and who goes unnamed."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from vigie.knowledge import names as known
from vigie.model import OriginKind, UnderstoodArticle
from vigie.ports.testing import article
from vigie.trace.chains import chains_of
from vigie.understand import decide as understood

TABLES = sorted(path for path in (Path(__file__).parent / "cases").glob("??.toml"))


@dataclass(frozen=True)
class Case:
    language: str
    text: str
    root: str
    kind: str
    via: tuple[str, ...] = ()
    anonymous: bool = False


@cache
def cases() -> tuple[Case, ...]:
    return tuple(
        Case(path.stem, row["text"], row["root"], row["kind"], tuple(row.get("via", ())), row.get("anonymous", False))
        for path in TABLES
        for row in tomllib.loads(path.read_text("utf-8"))["case"]
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.language}: {case.text[:40]}")
def test_a_text_goes_back_to_whom_it_shows(case: Case) -> None:
    made = article("Gazette du port", case.text, title="…", language=case.language)
    chain, *others = chains_of(UnderstoodArticle(made, understood(made)), known.load())
    own = chain.origin.kind in {OriginKind.OWN, OriginKind.UNNAMED}

    assert (chain.origin.kind.value if own else chain.origin.name) == case.root
    assert chain.origin.kind.value == case.kind
    assert set(case.via) <= set(chain.via)
    assert chain.anonymous == case.anonymous
    assert others == []
    # Every root but the publisher's own is shown by words of the text.
    assert chain.how == "own" or (chain.evidence is not None and made.words(chain.evidence))


def test_the_ten_first_languages_have_a_table() -> None:
    assert {path.stem for path in TABLES} >= {"ar", "de", "en", "es", "fr", "ja", "pt", "ru", "vi", "zh"}
