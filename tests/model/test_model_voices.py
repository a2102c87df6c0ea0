"""The one place where origins are counted: a voice is a family that shows where it knows it from."""

import itertools

from vigie.model import Chain, Origin, OriginKind, independent_voices
from vigie.ports.testing import origin


def chain(to: Origin, article: str = "a") -> Chain:
    return Chain(article, to, "own" if to.kind is OriginKind.OWN else "attribution")


def names(*chains: Chain) -> list[str]:
    return [voice.name for voice in independent_voices(chains)]


WIRE = origin("Northern Wire", OriginKind.AGENCY)
POST = origin("The Harbour Post", family="harbour")
TIMES = origin("Harbour Times", family="harbour")
FIRM = origin("Orvane", OriginKind.COMPANY)
OWN = origin("Example Daily", OriginKind.OWN)
OTHER_OWN = origin("Beispielblatt", OriginKind.OWN)
SECRET = origin("Example Daily", OriginKind.UNNAMED)


def test_no_chain_is_no_voice() -> None:
    assert independent_voices(()) == ()


def test_forty_rewrites_of_one_wire_are_one_voice() -> None:
    assert names(*[chain(WIRE, f"a{number}") for number in range(40)]) == ["Northern Wire"]


def test_two_outlets_of_one_owner_are_one_voice() -> None:
    assert names(chain(TIMES), chain(POST), chain(WIRE)) == ["Harbour Times", "Northern Wire"]


def test_the_most_given_voice_comes_first_then_the_alphabet() -> None:
    assert names(chain(WIRE), chain(FIRM), chain(FIRM, "b")) == ["Orvane", "Northern Wire"]
    assert names(chain(FIRM), chain(WIRE)) == ["Northern Wire", "Orvane"]


def test_the_order_of_the_chains_makes_no_difference_to_shown_roots() -> None:
    chains = [chain(WIRE), chain(FIRM), chain(POST), chain(TIMES), chain(SECRET)]

    assert len({independent_voices(order) for order in itertools.permutations(chains)}) == 1


def test_texts_that_show_no_source_add_no_voice_beside_a_root_that_is_shown() -> None:
    assert names(chain(OWN), chain(OTHER_OWN), chain(WIRE)) == ["Northern Wire"]


def test_texts_that_show_no_source_are_together_one_voice_the_earliest() -> None:
    assert names(chain(OWN), chain(OTHER_OWN, "b")) == ["Example Daily"]
    assert names(chain(OTHER_OWN), chain(OWN, "b")) == ["Beispielblatt"]


def test_an_unnamed_source_counts_only_when_nothing_named_is_left() -> None:
    assert names(chain(SECRET), chain(FIRM)) == ["Orvane"]
    assert independent_voices([chain(OWN), chain(SECRET)]) == (SECRET,)


def test_an_agency_that_reports_itself_is_a_voice() -> None:
    assert names(chain(WIRE), chain(OWN)) == ["Northern Wire"]
