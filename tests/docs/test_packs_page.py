"""The page on packs counts what the packs hold."""

from pathlib import Path

from babel import Locale

from vigie.app.pack_faults import counts_of
from vigie.app.sources import load_pack, pack_names, read_pack

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "packs.md"
BEGIN, END = "when they differ -->\n", "<!-- /counts -->"


def counts() -> str:
    """The part of the page between its marks."""
    english = Locale("en")
    feeds = read_pack("ai")
    outlets, owners = len(counts_of(feeds, "outlet")), len(counts_of(feeds, "owner"))
    languages, countries = counts_of(feeds, "language"), counts_of(feeds, "country")
    lines = [
        f"{len(feeds)} feeds of {outlets} outlets and {owners} owners, in {len(languages)} languages, from "
        f"{len(countries)} countries"
        + "".join(f"; {len(load_pack(name).feed)} stand in `{name}`" for name in pack_names())
        + ".",
        "",
        *_table("kind", counts_of(feeds, "kind"), {}),
        *_table("language", languages, dict(english.languages)),
        *_table("country", countries, dict(english.territories)),
    ]
    return "\n".join(lines)


def _table(field: str, told: tuple[tuple[str, int], ...], called: dict[str, str]) -> list[str]:
    rows = [f"| {f'{called[code]} (`{code}`)' if called else f'`{code}`'} | {count} |" for code, count in told]
    return [f"| {field} | feeds |", "|---|---|", *rows, ""]


def test_the_page_counts_what_the_packs_hold() -> None:
    told = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert told == counts(), f"write this between the marks of {PAGE.name}:\n{counts()}"
