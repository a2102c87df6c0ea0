"""The page on packs counts what the packs hold."""

from pathlib import Path

from babel import Locale

from vigie.app.pack_faults import counts_of
from vigie.app.sources import PackFeed, pack_names, read_pack

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "packs.md"
BEGIN, END = "when they differ -->\n", "<!-- /counts -->"


def counts() -> str:
    """The part of the page between its marks."""
    english = Locale("en")
    ai, every = read_pack("ai"), tuple(dict.fromkeys(line for name in pack_names() for line in read_pack(name)))
    wide = [_wide(f"`{name}`", read_pack(name)) for name in pack_names()]
    lines = [
        "| pack, with what it includes | feeds | outlets | owners | languages | countries |",
        "|---|---|---|---|---|---|",
        *wide,
        _wide("all", every),
        "",
        *_table("kind", ai, every, {}),
        *_table("language", ai, every, dict(english.languages)),
        *_table("country", ai, every, dict(english.territories)),
    ]
    return "\n".join(lines)


def _wide(name: str, feeds: tuple[PackFeed, ...]) -> str:
    told = " | ".join(str(len(counts_of(feeds, field))) for field in ("url", "outlet", "owner", "language", "country"))
    return f"| {name} | {told} |"


def _table(field: str, ai: tuple[PackFeed, ...], every: tuple[PackFeed, ...], called: dict[str, str]) -> list[str]:
    mine = dict(counts_of(ai, field))
    rows = [
        f"| {f'{called[code]} (`{code}`)' if called else f'`{code}`'} | {mine.get(code, 0)} | {count} |"
        for code, count in counts_of(every, field)
    ]
    return [f"| {field} | `ai` | all |", "|---|---|---|", *rows, ""]


def test_the_page_counts_what_the_packs_hold() -> None:
    told = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert told == counts(), f"write this between the marks of {PAGE.name}:\n{counts()}"
