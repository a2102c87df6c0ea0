"""Documents are true: their code runs, their commands exist, their links lead to files, all that is public is told."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
import typer.main

import vigie.model
import vigie.ports
from vigie.app.cli.commands import app
from vigie.app.configuration import LISTED, Configuration, open_folder, parse
from vigie.app.exporting import KINDS, export_lines

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = typer.main.get_group(app)
VIGIE = [sys.executable, "-c", "from vigie.app.cli import main; main()"]

_FENCE = re.compile(r"^( *)```(\w*)([^\n`]*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page. `rest` of its info string: `run`, or the name under which a reader saves it."""

    page: Path
    line: int
    kind: str
    rest: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    return [
        Block(
            page=page,
            line=text.count("\n", 0, found.start()) + 1,
            kind=found[2],
            rest=found[3].strip(),
            text="".join(line.removeprefix(found[1]) for line in found[4].splitlines(keepends=True)),
        )
        for found in _FENCE.finditer(text)
    ]


BLOCKS = [block for page in PAGES for block in blocks_of(page)]
PYTHON = [block for block in BLOCKS if block.kind == "python"]
CONSOLE = [block for block in BLOCKS if block.kind == "console"]
RUN = [block for block in CONSOLE if block.rest == "run"]


def save_files(page: Path, folder: Path) -> None:
    """The files that a page tells its reader to save: blocks such as « ```json day.jsonl »."""
    for block in blocks_of(page):
        if block.kind in {"json", "toml"} and block.rest:
            (folder / block.rest).write_text(block.text, "utf-8")


def prompted(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each `$ ` line of a console block, with the lines that it is said to print."""
    command, printed = "", list[str]()
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, printed
            command, printed = line.removeprefix("$ "), []
        else:
            printed.append(line)
    if command:
        yield command, printed


def calls(command: str) -> Iterator[list[str]]:
    """The arguments of each call of vigie in a line of shell; where its output goes is left out."""
    shell = shlex.shlex(command, posix=True, punctuation_chars=True)
    shell.whitespace_split = True
    words: list[str] = []
    for token in [*shell, ";"]:
        if set(token) <= set("|&;<>"):
            if words[:1] == ["vigie"]:
                yield words[1:]
            words = []
        else:
            words.append(token)


def settings(table: type[msgspec.Struct], before: str = "") -> Iterator[tuple[str, object]]:
    """Every key of a table of the configuration, dotted, with its default; `...` where one is required."""
    for field in msgspec.structs.fields(table):
        default = field.default_factory() if field.default_factory is not msgspec.NODEFAULT else field.default
        kind = field.type
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from settings(kind, f"{before}{field.name}.")
        elif before == "" and field.name in LISTED:
            yield from settings(kind.__args__[0], f"{field.name}.")
        else:
            yield before + field.name, ... if default is msgspec.NODEFAULT else default


def written(default: object) -> str:
    return "required" if default is ... else f"`{json.dumps(default)}`"


def keys_of(value: object) -> set[str]:
    """The keys of a JSON value, at every depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_of, value.values()))
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("block", PYTHON, ids=str)
def test_python_in_the_documents_runs(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_files(block.page, tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(compile(block.text, str(block), "exec"), {"__name__": "__main__"})  # noqa: S102 (our own pages)


@pytest.mark.parametrize("block", CONSOLE, ids=str)
def test_commands_in_the_documents_exist(block: Block) -> None:
    for command, _ in prompted(block):
        for name, *words in calls(command):
            if not {name, *words} & {"--help", "--version"}:
                assert name in COMMANDS.commands, f"{block}: no command {name}"
                COMMANDS.commands[name].make_context(name, list(words))


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted({block.page for block in RUN}), ids=lambda page: page.name)
def test_commands_marked_run_do_what_their_page_says(page: Path, tmp_path: Path) -> None:
    save_files(page, tmp_path)
    folder = tmp_path
    for block in (block for block in RUN if block.page == page):
        for command, printed in prompted(block):
            name, *words = shlex.split(command)
            assert name in {"cd", "vigie"}, f"{block}: only vigie and cd are run, not {command}"
            if name == "cd":
                folder /= words[0]
                continue
            done = subprocess.run(
                [*VIGIE, *words], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
            )
            assert done.returncode == 0, f"{block}: {command}\n{done.stderr}"
            missing = [
                line for line in printed if line.strip() not in {"", "…"} and line not in done.stdout + done.stderr
            ]
            assert not missing, f"{block}: {command} does not print {missing[0]!r}"


def test_the_demo_is_run_for_one_page_at_most() -> None:
    runs = [block for block in RUN for command, _ in prompted(block) if command.startswith("vigie demo")]
    assert len(runs) <= 1


def test_files_shown_as_configuration_are_accepted() -> None:
    for block in blocks_of(REFERENCE / "configuration.md"):
        if block.kind == "toml":
            parse(block.text, str(block))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    prose = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))
    targets = [target.partition("#")[0] for target in _LINK.findall(prose) if not re.match(r"[a-z]+:", target)]
    assert not [target for target in targets if target and not (page.parent / target).exists()]


@pytest.mark.parametrize("name", sorted(COMMANDS.commands))
def test_every_command_and_option_is_described(name: str) -> None:
    page = (REFERENCE / "commands.md").read_text("utf-8")
    section = re.search(rf"^## vigie {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/reference/commands.md has no section on vigie {name}"
    options = [option for param in COMMANDS.commands[name].params for option in param.opts if option.startswith("--")]
    assert not [option for option in options if option != "--help" and option not in section[1]]
    assert f"$ vigie {name}" in section[1]


def test_no_command_is_described_that_does_not_exist() -> None:
    page = (REFERENCE / "commands.md").read_text("utf-8")
    assert set(re.findall(r"^## vigie (\S+)$", page, re.MULTILINE)) == set(COMMANDS.commands)


def test_every_setting_is_described_with_its_default() -> None:
    page = (REFERENCE / "configuration.md").read_text("utf-8")
    described = dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert described == {key: written(default) for key, default in settings(Configuration)}


def test_every_public_class_is_in_the_glossary_which_is_in_order() -> None:
    page = (REFERENCE / "glossary.md").read_text("utf-8")
    words = re.findall(r"^\*\*([^*]+)\*\* — \S", page, re.MULTILINE)
    public = {name for name in (*vigie.model.__all__, *vigie.ports.__all__) if name[0].isupper()}
    assert not public - set(words)
    assert words == sorted(words, key=lambda word: word.replace(" ", "").casefold())


@pytest.mark.parametrize("kind", KINDS)
def test_every_exported_key_is_described(kind: str, told: Path) -> None:
    page = (REFERENCE / "formats.md").read_text("utf-8")
    lines = [json.loads(line) for line in export_lines(open_folder(told), kind, None)]
    assert lines
    assert not {key for key in keys_of(lines) if f"`{key}`" not in page}
