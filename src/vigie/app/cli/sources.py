"""The commands on sources: vigie sources …"""

from pathlib import Path
from typing import Annotated, Optional

import typer

from vigie.app.cli.console import example, here, note, out

sources = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="List the sources of this folder, add and remove its own, find new ones, ask how each is doing, exchange lists.",
    epilog=example("vigie sources", "vigie sources add https://example.org/feed.xml", "vigie sources check"),
)

Language = Annotated[str, typer.Option("--language", metavar="L", help="Those in this language: fr, zh.")]
Country = Annotated[str, typer.Option("--country", metavar="CC", help="Those at home in this country: FR, CN.")]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help="Those of this sort of house: agency, trade, blog …")]
Words = Annotated[str, typer.Option("--name", metavar="WORD", help="Those with this in name, owner or address.")]


@sources.callback()
def all_of_them(context: typer.Context) -> None:
    """Without a further word, the sources are listed."""
    if context.invoked_subcommand is None:
        list_()


@sources.command(name="list", epilog=example("vigie sources list", "vigie sources list --language fr --kind agency"))
def list_(language: Language = "", country: Country = "", kind: Kind = "", name: Words = "") -> None:
    """List the sources, grouped by the sort of house: language, country, name, address; * marks your own."""
    from vigie.app.source_list import Wanted, listed

    for line in listed(here(), Wanted(language, country, kind, name)):
        out(line)


@sources.command(epilog=example("vigie sources add https://example.org/feed.xml", "vigie sources add arxiv:cs.CL"))
def add(
    address: Annotated[str, typer.Argument(metavar="URL", help="The feed's address, or a short form of one.")],
    name: Annotated[str, typer.Option(help="Who publishes it.")] = "",
) -> None:
    """Add a source to vigie.toml."""
    from vigie.app.own_sources import add_source

    out(add_source(here(), address, name))


@sources.command(epilog=example("vigie sources remove https://example.org/feed.xml"))
def remove(
    address: Annotated[str, typer.Argument(metavar="URL", help="The feed's address, as vigie.toml has it.")],
) -> None:
    """Remove one of the folder's own sources from vigie.toml."""
    from vigie.app.own_sources import remove_source

    out(remove_source(here(), address))


@sources.command(name="import", epilog=example("vigie sources import subscriptions.opml"))
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="A list that another reader wrote.")],
) -> None:
    """Add the feeds of an OPML list to vigie.toml; what stands twice or cannot be asked is told."""
    from vigie.app.exchanging import import_opml

    for line in import_opml(here(), file):
        out(line)


@sources.command(epilog=example("vigie sources export sources.opml", "vigie sources export > sources.opml"))
def export(
    file: Annotated[Optional[Path], typer.Argument(metavar="[FILE.opml]", help="Without one, it is printed.")] = None,  # noqa: UP045
) -> None:
    """Write all sources as OPML 2.0, for other readers."""
    import sys

    from vigie.app.exchanging import exported
    from vigie.model import UsageError

    body = exported(here())
    if file is None:
        sys.stdout.buffer.write(body)
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise UsageError("use.out", f"cannot write {file}: {error.strerror}", "choose another file") from error
    note(f"Written: {file}")


@sources.command(
    epilog=example("vigie sources discover example.org", "vigie sources discover https://example.org/news")
)
def discover(
    site: Annotated[str, typer.Argument(metavar="SITE", help="The address of a site or of one of its pages.")],
) -> None:
    """Find the feeds of a site; each is tried, and told with its kind, title, number of entries, newest date, language."""
    import sys

    from vigie.app.source_desk import discover as discovered

    lines, any_found = discovered(here(), site)
    for line in lines:
        out(line)
    if not any_found:
        sys.exit(1)


@sources.command(epilog=example("vigie sources check", "vigie sources check --language fr --write"))
def check(
    language: Language = "",
    country: Country = "",
    kind: Kind = "",
    name: Words = "",
    pages: Annotated[int, typer.Option(min=0, help="Of a source little known, read so many pages for their text.")] = 2,
    write: Annotated[bool, typer.Option("--write", help="Keep the day beside each source that answered.")] = False,
    pack: Annotated[Path | None, typer.Option(metavar="FILE", help="The sources of this pack's file instead.")] = None,
) -> None:
    """Ask every source now: alive, silent since when, failing why, what share of its items gave text, in which languages."""
    import sys

    from vigie.app.cli.console import progress
    from vigie.app.source_desk import check_sources
    from vigie.app.source_list import Wanted

    folder = here()
    with progress() as (started, advanced):
        started("check")
        wanted = Wanted(language, country, kind, name)
        checked = check_sources(folder, wanted, pages, write, pack, lambda count: advanced("check", count))
    for line in checked.lines:
        out(line)
    if not checked.all_readable:
        sys.exit(1)
