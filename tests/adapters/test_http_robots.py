"""What is kept of robots.txt, and that keeping less of it never changes what we may read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from vigie.adapters.http.reservations import kept_of, reservation_of
from vigie.adapters.http.robots import delay_of, may_read, opts_out, rules_of

LINES = st.lists(
    st.sampled_from(
        [
            "User-agent: *", "User-agent: Vigie", "User-agent: GPTBot", "user-agent: other", "Disallow: /", "Disallow:",
            "Allow: /a", "Disallow: /a", "Disallow: /*b", "Disallow: /a$", "Disallow: /é", "Disallow: /%61",
            "Crawl-delay: 3", "# words", "", "Sitemap: https://x.example/s", "disallow /b", "Disallow: a", "Allow: /ab",
            "Disallow: *", "nonsense",
        ]
    ),
    max_size=14,
)  # fmt: skip
PATHS = st.sampled_from(["/", "/a", "/ab", "/b", "/c/b", "/%C3%A9", "/%61b", "/a?b", "/feed.xml"])


@given(LINES, PATHS)
@settings(max_examples=400)
def test_what_is_kept_says_the_same_of_every_path_as_the_whole_file(lines: list[str], path: str) -> None:
    text = "\n".join(lines)
    kept = rules_of(text.encode()).text
    address = f"https://x.example{path}"

    assert may_read(kept, address, path) == Protego.parse(text).can_fetch(address, "Vigie")


def test_only_what_concerns_us_is_kept() -> None:
    ours = b"User-agent: vigie/2 # us\nDisallow: /x\n\n"
    told = b"User-agent: other\nDisallow: /\n\n" + ours + b"User-agent: *\nDisallow: /y\nCrawl-delay: 4"

    assert rules_of(told).text == "User-agent: *\nDisallow: /x"
    assert delay_of(rules_of(told).text) == 0
    assert delay_of(rules_of(b"User-agent: *\nCrawl-delay: 4").text) == 4


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reading_of_rules_or_reservations(body: bytes) -> None:
    rules = rules_of(body)
    delay_of(rules.text)
    may_read(rules.text, "https://x.example/a", "/a")
    reservation_of(kept_of(body), "/a")


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /", True),
        ("User-agent: GPTBot\nDisallow: /", False),  # a quarrel with one of them
        ("User-agent: GPTBot\nDisallow: /private\nUser-agent: CCBot\nDisallow: /x", False),
        ("User-agent: *\nDisallow: /", False),  # nothing is said of models, and nothing is read
        ("User-agent: GPTBot\nAllow: /\n\nUser-agent: CCBot\nUser-agent: anthropic-ai\nDisallow: /", True),
        ("", False),
    ],
)
def test_a_site_that_shuts_out_several_gatherers_has_opted_out(text: str, out: bool) -> None:
    assert opts_out(text) is out


def test_reservations_fit_paths_as_rules_of_robots_do() -> None:
    kept = kept_of(
        b'[{"location": "/a/*.pdf$", "tdm-reservation": 1}, {"location": "/free", "tdm-reservation": "0"},'
        b' {"location": 5}, {"location": "/x", "tdm-reservation": 7}, {"location": "/*/late", "tdm-reservation": 1}]'
    )

    told = [reservation_of(kept, path) for path in ("/a/b.pdf", "/a/b.pdf?x", "/free/y", "/x", "/p/q/later", "/late")]
    assert told == ["1", "", "0", "", "1", ""]
