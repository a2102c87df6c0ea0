"""Which later status changes what an earlier one said."""

import pytest

from vigie.model import Status, advances


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("rumour", "announced"), ("considering", "official"), ("threat", "denied"), ("announced", "ended"),
        ("rumour", "reported"), ("denied", "confirmed"), ("announced", "official"),
    ],
)  # fmt: skip
def test_what_is_surer_denied_or_ended_is_told(before: str, after: str) -> None:
    assert advances(Status(before), Status(after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("announced", "reported"), ("official", "announced"), ("announced", "rumour"), ("ended", "announced"),
        ("reported", "announced"), ("denied", "reported"), ("rumour", "rumour"),
    ],
)  # fmt: skip
def test_what_is_merely_less_exact_takes_nothing_back(before: str, after: str) -> None:
    assert not advances(Status(before), Status(after))
