import pytest

from vigie.publish.untrusted import clean, link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrouge\x1b[0m", "rouge"),
        ("\x1b]0;titre\x07texte", "texte"),
        ("\x1b]8;;https://evil.example\x1b\\clic\x1b]8;;\x1b\\", "clic"),
        ("\x9b2Jvide", "vide"),
        ("\x1bcreset", "reset"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066x\u2069 \u202ay\u202c", "x y"),
        ("deux\r\n  lignes\tet\u2028plus", "deux lignes et plus"),
        ("nul\x00\x08\x7f", "nul"),
        ("moitié \ud83d", "moitié \ufffd"),
        ("insécable\u00a0: «\u202foui\u202f»", "insécable\u00a0: «\u202foui\u202f»"),
        ("می‌خواهم 👩‍💻", "می‌خواهم 👩‍💻"),
    ],
)
def test_what_could_deceive_is_taken_out_and_nothing_else(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        "",
        "mailto:a@b.c",
        "https://",
        "http://[bad",
        "https://lemonde.fr@evil.example/",
        "https://evil\u202e.example/",
        'https://e"vil.example/',
        "https://x:port/",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert link(url) == ""


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://www.lemonde.fr/a?b=c&d=e#f", "https://www.lemonde.fr/a?b=c&d=e#f"),
        ('http://example.org/a b"<>()', "http://example.org/a%20b%22%3C%3E%28%29"),
        ("https://example.org/日本/é", "https://example.org/日本/é"),
        ("https://example.org/\u202efdp", "https://example.org/%E2%80%AEfdp"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
    ],
)
def test_addresses_are_written_so_that_no_format_mistakes_them(url: str, followed: str) -> None:
    assert link(url) == followed
