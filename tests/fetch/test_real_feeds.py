"""Recorded feeds, where they lie beside the checkout: both readers agree, and nothing that another finds is missed."""

from pathlib import Path

import pytest

from vigie.app.evaluation.feeds import compared

BESIDE = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "real"


@pytest.mark.shared
@pytest.mark.skipif(not BESIDE.is_dir(), reason="the recorded feeds are not beside this checkout")
def test_both_readers_give_the_same_entries_of_real_feeds() -> None:
    read = [compared(file) for file in sorted(BESIDE.iterdir())[::6]]

    same, all_ = (sum(feed.agreement[index] for feed in read) for index in (0, 1))
    assert not [feed.error for feed in read if feed.error]
    assert sum(max(0, feed.reference - feed.items) for feed in read) == 0
    assert same >= 0.99 * all_
