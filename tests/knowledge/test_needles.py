"""Which patterns are tried makes no difference to what is found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.knowledge.cues import cues, languages
from vigie.knowledge.needles import Needles, words_needed

PATTERNS = tuple(
    dict.fromkeys(
        pattern
        for language in languages()
        if (found := cues(language))
        for kind in found.asides.__struct_fields__
        for pattern in getattr(found.asides, kind)
    )
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(photo|crédit)s? ?:.*", {"photo", "crédit"}),
        (".{0,80}(cookies|traceurs).{0,200}(oui|non)", {"cookies", "traceurs"}),
        ("Partager( cet article)?", {"partager"}),
        (r"\d+ shares?", {" share"}),
        (r"l['’]article .{3,250} est apparu", {" est apparu"}),
        ("[^/]{2,60} ?/ ?(afp|reuters)", {"afp", "reuters"}),
        ("(©|copyright).*", {"©", "copyright"}),
        ("a{2}b", {"a"}),
        ("图源", {"图源"}),
    ],
)
def test_a_pattern_needs_the_longest_words_it_cannot_do_without(pattern: str, words: set[str]) -> None:
    assert words_needed(pattern) == words


NEEDLESS = [".*", r"\d+", "(photo)?", "photo|.{3}", "[photo]+", "(?i:photo)", r"\x41", "(photo){0,2}", ""]


@pytest.mark.parametrize("pattern", NEEDLESS)
def test_a_pattern_that_may_match_without_words_needs_none(pattern: str) -> None:
    assert words_needed(pattern) == frozenset()


def test_of_patterns_that_match_the_first_is_told() -> None:
    needles = Needles([r"\d+", "photo: .*", "photo.*"])

    assert [needles.first_full(text) for text in ("12", "PHOTO: X", "Photos", "Le barrage")] == [0, 1, 2, None]


def test_letters_that_only_ignorecase_takes_for_one_another_are_found() -> None:
    needles = Needles(["via .*", "share", "в .*"])

    assert [needles.first_full(text) for text in ("vıa X", "ſhare", "ᲀ мире")] == [0, 1, 2]


ALL = Needles(PATTERNS)
COMPILED = [re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS]
WORDS = sorted({word for pattern in PATTERNS for word in words_needed(pattern)})


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=6).map("".join))
def test_whatever_stands_there_the_first_pattern_is_the_same_as_when_all_are_tried(text: str) -> None:
    tried = (n for n, pattern in enumerate(COMPILED) if pattern.fullmatch(text))

    assert ALL.first_full(text) == next(tried, None)
