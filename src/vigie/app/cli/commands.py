"""The commands, in the order in which a person meets them. Each asks one function of the app and prints what it gives."""

import sys
from datetime import date as date_type
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional, cast

import typer

from vigie import __version__
from vigie.app.cli.console import a_day, a_moment, example, fail, here, languages, note, out, progress
from vigie.app.cli.sources import sources
from vigie.app.cli.stories import stories
from vigie.model import UsageError, VigieError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Vigie reads the world's news on your subject and hands you one brief in your language, every sentence traced "
    "to the words it comes from. Begin with: vigie demo",
)

INTERRUPTED = 130
# An id of a story may hold no letter: so long a number is no sentence's.
DIGITS_OF_A_STORY = 12

Day = Annotated[Optional[str], typer.Option("--date", metavar="DAY", help="The day, as 2026-04-23.")]  # noqa: UP045
Language = Annotated[str | None, typer.Option("--language", metavar="L", help=f"Language of the brief: {languages()}.")]
Reader = Annotated[str, typer.Option("--reader", metavar="NAME", help="Who reads: each name has its own last brief.")]
Out = Annotated[Optional[Path], typer.Option("--out", metavar="PATH", help="Write here instead of printing.")]  # noqa: UP045


@app.command(epilog=example("vigie demo", "vigie demo --out my-demo"))
def demo(
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to work in.")] = Path(
        "vigie-demo"
    ),
) -> None:
    """Run the whole day on the bundled sample newsroom: no key, no network. Prints the brief, writes the site."""
    from vigie.app.demo import run_demo

    with progress() as (started, advanced):
        text, site = run_demo(out_folder, started, advanced)
    out(text)
    note(f"The site: {site}\nNext: cd {out_folder} && vigie trace 1")


@app.command(epilog=example("vigie init --subject ai --language en", "vigie init --subject 'batteries sodium-ion'"))
def init(
    subject: Annotated[
        str, typer.Option(help="One that ships, what to watch in your own words, or a subject file.")
    ] = "ai",
    language: Annotated[str, typer.Option(help=f"The language you read: {languages()}.")] = "fr",
) -> None:
    """Write vigie.toml with the starter sources in the current folder."""
    from vigie.app.beginning import begin

    out(begin(Path(), subject, language))


@app.command(epilog=example("vigie run", "vigie run --date 2026-04-23", "vigie run --until trace"))
def run(
    until: Annotated[Optional[str], typer.Option("--until", metavar="STAGE", help="Stop after this stage.")] = None,  # noqa: UP045
    date: Day = None,
) -> None:
    """Do everything that is due: read, understand, group, trace, follow, write, publish."""
    from vigie import pipeline
    from vigie.app.resting import told_of_resting
    from vigie.app.sources import feeds_of
    from vigie.app.spending import told_of_model
    from vigie.app.workplace import workplace

    if until is not None and until not in pipeline.names():
        raise UsageError("use.stage", f"there is no stage {until!r}", f"stages: {', '.join(pipeline.names())}")
    folder = here()
    if not folder.configuration.fetch.contact and feeds_of(folder.configuration):
        note("  fetch.contact is empty in vigie.toml: say where the webmasters of the sites that are read reach you")
    with progress() as (started, advanced), workplace(folder, a_day(date), progress=advanced) as work:
        resting = told_of_resting(work, folder.configuration.timezone) if work.day.live else ""
        reports = pipeline.run(work, until or "publish", started)
        brief = work.store.edition(work.day.date, folder.configuration.language)
        waiting = work.store.count_rejections()
        spent = work.model.tally() if work.model is not None else None
    for stage, report in reports.items():
        aside = f", {report.set_aside} set aside" if report.set_aside else ""
        note(f"  {stage:<11} {report.taken:>7} in {report.given:>7} out{aside}")
        if stage == "fetch" and resting:
            note(f"  {resting}")
    if spent is not None:
        note(f"  {told_of_model(spent)}")
    if waiting:
        note(f"  {waiting} inputs could not be read: vigie doctor")
    if brief is not None and (until or "publish") in {"write", "publish"}:
        note(f"Brief of {brief.date}: {len(brief.items)} items. Read it: vigie brief --date {brief.date}")


@app.command(
    name="import",
    epilog=example("vigie import day.jsonl.gz", "vigie import note.txt --source 'Le Monde' --published 2026-04-23"),
)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="JSON Lines, text, HTML, WARC; also .gz; OPML lists of feeds."),
    ],
    source: Annotated[str, typer.Option(help="Who publishes, where a file does not say.")] = "",
    published: Annotated[Optional[str], typer.Option(metavar="TIME", help="When, where a file does not say.")] = None,  # noqa: UP045
    url: Annotated[str, typer.Option(help="The address, for one text or HTML file.")] = "",
    lang: Annotated[str, typer.Option(help="The language, where a file does not say.")] = "",
) -> None:
    """Take files into the archive. A bad line is reported, counted, and the rest goes in."""
    from vigie.app.importing import import_paths

    moment, folder = a_moment(published), here()
    lists = [file for file in files if file.suffix.lower() == ".opml"]
    for file in lists:
        from vigie.app.exchanging import import_opml

        for line in import_opml(folder, file):
            out(line)
    files = [file for file in files if file not in lists]
    if not files:
        return
    with progress() as (started, advanced):
        begun, done = (lambda: started("import")), (lambda count: advanced("import", count))
        report = import_paths(folder, files, source, moment, url, lang, begun, done)
    for line in report.remarks:
        note(f"  {line}")
    out(report.summary)


@app.command(epilog=example("vigie brief", "vigie brief --date 2026-04-23 --format html --out brief.html"))
def brief(
    date: Day = None,
    language: Language = None,
    since: Annotated[
        str,
        typer.Option(metavar="last|DAY|never", help="What is new since your last brief, or since a day; never: all."),
    ] = "",
    reader: Reader = "",
    format_: Annotated[str, typer.Option("--format", metavar="md|txt|html|json|pdf", help="How to render it.")] = "",
    reasons: Annotated[bool, typer.Option("--why", help="Say of each item why it is here.")] = False,
    out_path: Out = None,
) -> None:
    """Print the brief of a day (default: the latest), from its stored edition."""
    from vigie.app.reading import rendered

    name = format_ or ("txt" if sys.stdout.isatty() and out_path is None else "md")
    content = rendered(here(), a_day(date), language, name, since, reasons, reader)
    if out_path is not None:
        try:
            out_path.write_bytes(content)
        except OSError as error:
            raise UsageError("use.out", f"cannot write {out_path}: {error.strerror}", "choose another --out") from error
        note(f"Written: {out_path}")
    else:
        sys.stdout.buffer.write(content)


@app.command(epilog=example("vigie rebuild 2026-04-23", "vigie rebuild 2026-04-23 --language en"))
def rebuild(
    day: Annotated[str, typer.Argument(metavar="DAY", help="The day of the edition, as 2026-04-23.")],
    language: Language = None,
    revision: Annotated[Optional[int], typer.Option(min=1, metavar="N", help="An earlier revision.")] = None,  # noqa: UP045
) -> None:
    """Make a day's brief again from the archive and compare: the same bytes, or what differs first, and why."""
    from vigie.app.rebuilding import rebuild as again
    from vigie.app.rebuilding import told

    found = again(here(), cast("date_type", a_day(day)), language, revision)
    for line in told(found):
        out(line)
    if not found.same:
        sys.exit(1)


@app.command(epilog=example("vigie trace 3", "vigie trace 1 --date 2026-04-23", "vigie trace 3 --graph svg > 3.svg"))
def trace(
    what: Annotated[
        str, typer.Argument(metavar="N", help="The number printed after a sentence; or the id of a story or article.")
    ],
    date: Day = None,
    language: Language = None,
    graph: Annotated[str, typer.Option(metavar="text|svg", help="Show the whole story's ways to its origins.")] = "",
    reader: Reader = "",
) -> None:
    """Show where sentence N of the last brief comes from: quoted words, article, outlet, chain, origin."""
    from vigie.app.graphs import origin_graph
    from vigie.app.reading import traced

    if what.isdecimal() and len(what) < DIGITS_OF_A_STORY and not graph:
        out(traced(here(), int(what), a_day(date), language, reader))
    else:
        out(origin_graph(here(), what, graph or "text", a_day(date), language))


@app.command(
    epilog=example('vigie ask "Qui a attaqué OpenAI en justice ?"', "vigie ask 'Who sued OpenAI?' --format json")
)
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In any language that Vigie reads.")],
    language: Annotated[Optional[str], typer.Option(metavar="L", help=f"Your language: {languages()}.")] = None,  # noqa: UP045
    since: Annotated[Optional[str], typer.Option(metavar="DAY", help="From articles of this day and later.")] = None,  # noqa: UP045
    limit: Annotated[int, typer.Option(min=1, help="At most so many sentences.")] = 5,
    format_: Annotated[str, typer.Option("--format", metavar="txt|json", help="How to print it.")] = "txt",
) -> None:
    """Answer a question with sentences of the articles read, each with its source; or say that nothing answers."""
    from vigie.app.asking import ask as asked
    from vigie.app.asking import told

    folder = here()
    out(told(folder, asked(folder, question, language, a_day(since), limit), language, format_))


@app.command(epilog=example("vigie export stories --date 2026-04-23", "vigie export brief > brief.jsonl"))
def export(
    what: Annotated[str, typer.Argument(metavar="articles|stories|origins|claims|storylines|brief")],
    date: Day = None,
) -> None:
    """Print what the archive holds, as JSON Lines; with --date, what belongs to that day."""
    from vigie.app.exporting import export_lines

    for line in export_lines(here(), what, a_day(date)):
        sys.stdout.buffer.write(line + b"\n")


app.add_typer(stories, name="stories")


@app.command(epilog=example("vigie search OpenAI", "vigie search 深度求索 --language zh --since 2026-04-01"))
def search(
    words: Annotated[Optional[list[str]], typer.Argument(metavar="WORD...", help="All must occur; any script.")] = None,  # noqa: UP045
    limit: Annotated[int, typer.Option(min=1, help="At most so many articles.")] = 20,
    language: Annotated[str, typer.Option(metavar="L", help="Those written in this language: fr, zh.")] = "",
    source: Annotated[str, typer.Option(metavar="NAME", help="Those that this source published.")] = "",
    since: Annotated[Optional[str], typer.Option(metavar="DAY", help="Those of this day and later.")] = None,  # noqa: UP045
    until: Annotated[Optional[str], typer.Option(metavar="DAY", help="Those of this day and earlier.")] = None,  # noqa: UP045
    entity: Annotated[str, typer.Option(metavar="NAME", help="Those that mention a known name, in any language.")] = "",
    storyline: Annotated[str, typer.Option(metavar="ID", help="Those of this storyline.")] = "",
) -> None:
    """Find articles in the archive, the latest first: by words, or by the options alone."""
    from vigie.app.searching import Wanted, found

    text = " ".join(words or ()).strip()
    for line in found(here(), Wanted(text, language, source, a_day(since), a_day(until), entity, storyline), limit):
        out(line)


app.add_typer(sources, name="sources")


@app.command(epilog=example("vigie stages"))
def stages() -> None:
    """Show the stages in order, with what each reads and writes."""
    from vigie import pipeline

    for stage in pipeline.STAGES:
        reads = ", ".join(kind.__name__ for kind in stage.reads)
        writes = ", ".join(kind.__name__ for kind in stage.writes)
        out(f"{stage.name:<11} {reads:<62} → {writes}")


@app.command(epilog=example("vigie config"))
def config() -> None:
    """Print the settings in force, as TOML: those of vigie.toml and the defaults."""
    from vigie.app.beginning import shown

    out(shown(here().configuration))


@app.command(epilog=example("vigie doctor"))
def doctor() -> None:
    """Check that all is well: the archive, the embedder, the sources; list what could not be read."""
    from vigie.app.doctor import examine

    lines, sound = examine(Path())
    for line in lines:
        out(line)
    if not sound:
        sys.exit(1)


@app.command(name="eval", epilog=example("vigie eval", "vigie eval stories", "vigie eval speed --json"))
def eval_(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The evaluation; without one, they are listed.")] = "",
    data: Annotated[Path, typer.Option(metavar="DIR", help="The folder of recorded data.")] = Path("../shared"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Measure Vigie on recorded news: one table of scores, each with the floor it should not fall below."""
    from vigie.app import evaluation

    if not name:
        for line in evaluation.listed():
            out(line)
        return
    with progress() as (started, advanced):
        scores = evaluation.evaluate(name, data, evaluation.Progress(started, advanced))
    out(evaluation.as_json(scores) if as_json else evaluation.table(scores))


def _version(asked: bool) -> None:
    if asked:
        out(f"vigie {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The options of the command itself."""


# What the library raises for a command it cannot read; where its class is to be imported from depends on its release.
Misused = cast("type[Exception]", typer.BadParameter.__mro__[2])


def main() -> None:
    """The program: runs a command; a known error is one line, never a traceback."""
    try:
        status = app(standalone_mode=False)
    except VigieError as error:
        fail(error)
    except Misused as error:
        _misused(error)
    except BrokenPipeError:
        sys.exit(0)
    if status == INTERRUPTED:
        note("vigie: stopped; the next run goes on from here")
    sys.exit(status if isinstance(status, int) else 0)


def _misused(error: Any) -> NoReturn:
    """One line for a command, option or argument that is not there; the help for a command without any word."""
    if len(sys.argv) == 1:
        error.show()
    else:
        asked = error.ctx.command_path if error.ctx else "vigie"
        note(f"vigie: {error.format_message().rstrip('.')}; see: {asked} --help")
    sys.exit(2)
