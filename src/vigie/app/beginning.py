"""Beginning a working folder, and changing its sources: the two things Vigie writes into vigie.toml."""

import re
import tomllib
from pathlib import Path

import msgspec

from vigie.app.configuration import FILE, LISTED, Configuration, Folder, parse
from vigie.app.sources import feeds_of, pack_names
from vigie.fetch.places import short
from vigie.knowledge import intent, names, subjects
from vigie.model import UsageError
from vigie.write.phrasing import phrasing


def begin(folder: Path, subject: str, language: str) -> str:
    """Writes vigie.toml, and for a line of intent the file of its subject beside it; gives what to tell the person. Raises
    UsageError when there is one, or for an unknown subject or language; nothing is written then."""
    file = folder / FILE
    if file.exists():
        raise UsageError("init.exists", f"there is a {FILE} here already", "edit it, or begin in another folder")
    phrasing(language)
    packs = [subject] if subject in pack_names() else []
    said = ""
    if subject not in subjects.names_shipped() and not subject.endswith(".toml"):
        subject, said = _written_subject(folder, subject, language)
    else:
        subjects.load(subject)
    text = _TEMPLATE.format(subject=subject, language=language, packs=", ".join(f'"{pack}"' for pack in packs))
    count = len(feeds_of(parse(text)))
    file.write_text(text, "utf-8")
    return f"{said}Written: {file} ({count} starter sources). Next: vigie run, or vigie import FILE"


def _written_subject(folder: Path, line: str, language: str) -> tuple[str, str]:
    """Writes the subject of a line of intent beside vigie.toml; gives the file's name and what to say of it. Raises UsageError
    for an empty line or a file that is there already."""
    if not line.strip():
        raise UsageError("init.subject", "the subject is empty", 'say in a few words what to watch: --subject "…"')
    profile = intent.profile_of(line, language, names.load(()))
    file = folder / f"{profile.id}.toml"
    if file.exists():
        raise UsageError("init.exists", f"there is a {file.name} here already", f"use it: --subject {file.name}")
    file.write_text(intent.as_toml(profile), "utf-8")
    facets = " + ".join(facet.name for facet in profile.facet)
    return file.name, f"Written: {file} (a story must be about: {facets}). "


def shown(configuration: Configuration) -> str:
    """The settings in force, as TOML; feeds of packs are not listed (see `vigie sources`)."""
    tables = msgspec.to_builtins(configuration)
    plain = [
        f"{key} = {_toml(value)}" for key, value in tables.items() if not isinstance(value, dict) and key not in LISTED
    ]
    for key, table in tables.items():
        if isinstance(table, dict):
            plain += ["", f"[{key}]", *(f"{name} = {_toml(value)}" for name, value in table.items())]
    for key in LISTED:
        for one in tables[key]:
            plain += ["", f"[[{key}]]", *(f"{name} = {_toml(value)}" for name, value in one.items() if value)]
    return "\n".join(plain)


def change_sources(folder: Folder, action: str, address: str, name: str) -> list[str]:
    """Lists the feeds, or adds or removes one of the folder's own in vigie.toml. Raises UsageError."""
    address = short.address_of(address)
    feeds = feeds_of(folder.configuration)
    if action == "list":
        return [f"{feed.language or '??':<3} {feed.outlet or feed.name or '-':<28} {feed.url}" for feed in feeds]
    if action not in {"add", "remove"} or not re.match(r"https?://\S+$", address):
        forms = ", ".join(f"{form}:…" for form in short.FORMS)
        hint = f"use: vigie sources add|remove https://… (or {forms})"
        raise UsageError("sources.use", f"cannot {action} {address!r}", hint)
    file = folder.path / FILE
    text = file.read_text("utf-8")
    if action == "add":
        if any(feed.url == address for feed in feeds):
            raise UsageError("sources.known", f"{address} is a source already")
        text = (
            text.rstrip("\n") + f"\n\n[[feed]]\nurl = {_toml(address)}\n" + (f"name = {_toml(name)}\n" if name else "")
        )
    else:
        text = _without(text, address)
    parse(text, str(file))
    file.write_text(text, "utf-8")
    return [f"{'Added' if action == 'add' else 'Removed'}: {address}"]


def _without(text: str, address: str) -> str:
    """The file without the [[feed]] table of this address; comments stay, those between it and the next table too."""
    blocks = re.split(r"(?m)^(?=\[)", text)
    mine = {n for n, block in enumerate(blocks) if block.startswith("[[feed]]") and _address_of(block) == address}
    if not mine:
        raise UsageError(
            "sources.unknown", f"{address} is no source of this folder's own", "packs are named under `packs`"
        )
    kept = (_comments_after(block) if n in mine else block for n, block in enumerate(blocks))
    return "".join(kept).rstrip("\n") + "\n"


def _comments_after(block: str) -> str:
    """The comments under a table's last line: they speak of the next table."""
    lines = block.splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return "".join(lines[last + 1 :]).lstrip("\n")


def _address_of(block: str) -> str:
    try:
        return str(tomllib.loads(block)["feed"][0].get("url", ""))
    except (tomllib.TOMLDecodeError, KeyError, IndexError):
        return ""


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    # JSON's escapes are TOML's, and the characters of other scripts stay readable.
    return msgspec.json.encode(str(value)).decode()


_TEMPLATE = """\
# Vigie: what to watch, and for whom. `vigie config` prints every setting with its default.
subject = "{subject}"
language = "{language}"
timezone = "Europe/Paris"

# Lists of sources that ship with Vigie; sources of your own follow as [[feed]] (or: vigie sources add URL).
packs = [{packs}]

[fetch]
# An address or a page where webmasters can reach you; it stands in the User-Agent.
contact = ""

# [[feed]]
# url = "https://example.org/feed.xml"
# name = "Example"
"""
