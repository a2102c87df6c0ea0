"""Beginning a working folder: what `vigie init` writes, and what `vigie config` prints."""

from pathlib import Path

import msgspec

from vigie.app.configuration import FILE, LISTED, Configuration, parse
from vigie.app.own_sources import as_toml
from vigie.app.sources import feeds_of, pack_names
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
        f"{key} = {as_toml(value)}"
        for key, value in tables.items()
        if not isinstance(value, dict) and key not in LISTED
    ]
    for key, table in tables.items():
        if isinstance(table, dict):
            plain += ["", f"[{key}]", *(f"{name} = {as_toml(value)}" for name, value in table.items())]
    for key in LISTED:
        for one in tables[key]:
            plain += ["", f"[[{key}]]", *(f"{name} = {as_toml(value)}" for name, value in one.items() if value)]
    return "\n".join(plain)


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
