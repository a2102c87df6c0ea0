"""The commands that show stories and put them right: vigie stories …"""

from typing import Annotated, Optional

import typer

from vigie.app.cli.console import a_day, example, here, out

stories = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="List the stories, show one, merge two, split one. What you correct is remembered for ever.",
    epilog=example("vigie stories", "vigie stories list --date 2026-04-23", "vigie stories show 10f0935a2d1d"),
)

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
Name = Annotated[str, typer.Argument(metavar="STORY", help="The id of a story.")]


@stories.callback()
def all_of_them(context: typer.Context) -> None:
    """Without a further word, the stories are listed."""
    if context.invoked_subcommand is None:
        list_()


@stories.command(name="list", epilog=example("vigie stories list", "vigie stories list --date 2026-04-23"))
def list_(
    date: Annotated[Optional[str], typer.Option("--date", metavar="DAY", help="Those of a day, as 2026-04-23.")] = None,  # noqa: UP045
) -> None:
    """List the stories: id, articles, independent origins, languages, title."""
    from vigie.app.stories import listed

    for line in listed(here(), a_day(date)):
        out(line)


@stories.command(epilog=example("vigie stories show 10f0935a2d1d"))
def show(story: Name) -> None:
    """Show a story: its articles, where each comes from, and the other stories of its storyline."""
    from vigie.app.stories import shown

    for line in shown(here(), story):
        out(line)


@stories.command(epilog=example("vigie stories merge 10f0935a2d1d 8ac0599b1f91 --by Anna"))
def merge(
    story: Name,
    other: Annotated[str, typer.Argument(metavar="STORY", help="The id of the other story.")],
    by: By = "",
) -> None:
    """Make two stories one; the older keeps its id. No later run takes them apart."""
    from vigie.app import stories as app_stories

    for line in app_stories.merge(here(), story, other, by):
        out(line)


@stories.command(epilog=example("vigie stories split 10f0935a2d1d 3f2a90cc1b7de845 --by Anna"))
def split(
    story: Name,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE...", help="The ids of the articles that leave.")],
    by: By = "",
) -> None:
    """Take articles out of a story, into one of their own. No later run puts them together again."""
    from vigie.app import stories as app_stories

    for line in app_stories.split(here(), story, articles, by):
        out(line)
