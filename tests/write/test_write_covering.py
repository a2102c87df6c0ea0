import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.model import OutcomeKind, SourceClass, Standing, Unread
from vigie.write.covering import class_of, covered

KINDS: tuple[OutcomeKind, ...] = ("new", "unchanged", "silent", "failed", "refused", "paywalled", "later")


@pytest.mark.parametrize(
    ("standing", "kind"),
    [
        (Standing("read", ("unchanged",)), "read"),
        (Standing("one feed of two failed", ("failed", "new")), "read"),
        (Standing("imported", (), articles=1), "read"),
        (Standing("failed in the evening, read in the morning", ("failed",), articles=4), "read"),
        (Standing("failed", ("failed",)), "failed"),
        (Standing("one feed silent, one failed", ("failed", "silent")), "failed"),
        (Standing("silent", ("silent",)), "silent"),
        (Standing("always asks for time", ("later",)), "failed"),
        (Standing("closed, told by its feed alone", ("refused",), articles=4), "refused"),
        (Standing("asks for a subscription", ("paywalled",)), "paywalled"),
        (Standing("openings alone", ("new",), articles=3, walled=2), "paywalled"),
        (Standing("half behind the wall", ("new",), articles=4, walled=2), "read"),
    ],
    ids=lambda one: one.source if isinstance(one, Standing) else one,
)
def test_a_source_is_in_the_class_that_tells_what_became_of_it(standing: Standing, kind: SourceClass) -> None:
    assert class_of(standing) == kind


standings = st.builds(
    lambda name, kinds, articles, walled: Standing(name, tuple(sorted(kinds)), articles, min(articles, walled)),
    st.text(min_size=1, max_size=5),
    st.sets(st.sampled_from(KINDS), max_size=3),
    st.integers(0, 9),
    st.integers(0, 9),
)


@given(st.lists(standings, unique_by=lambda one: one.source))
def test_the_classes_add_up_to_the_sources_and_every_source_not_read_is_named(met: list[Standing]) -> None:
    made = covered(met, articles=9, stories=3, rejected=0, shown=str.upper)

    assert made.sources == len(met) == made.read + made.silent + made.failed + made.refused + made.paywalled
    assert len(made.unread) == made.sources - made.read


def test_sources_are_named_as_their_reader_knows_them() -> None:
    made = covered([Standing("le-phare", ("failed",))], 0, 0, 0, {"le-phare": "Le Phare"}.__getitem__)

    assert made.unread == (Unread("Le Phare", "failed"),)
