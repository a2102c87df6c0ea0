"""Beginning a working folder: what `vigie init` writes, and what `vigie config` prints."""

from pathlib import Path

import msgspec

from vigie.app.configuration import FILE, LISTED, Configuration, parse
from vigie.app.own_sources import as_toml
from vigie.app.proposing import Proposed, propose, told
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
    known = names.load(())
    file_said = ""
    if subject in subjects.names_shipped():
        subjects.load(subject)
        found = Proposed(tuple(pack for pack in pack_names() if pack == subject), ())
    elif subject.endswith(".toml"):
        told_in_file = subjects.load(str(folder / subject))
        found = propose(told_in_file.meaning or told_in_file.name(language), told_in_file.language, known)
    else:
        found = propose(subject, language, known)
        subject, file_said = _written_subject(folder, subject, language)
    text = _TEMPLATE.format(subject=subject, language=language, packs=", ".join(f'"{pack}"' for pack in found.packs))
    text += _tables(found)
    count = len(feeds_of(parse(text)))
    file.write_text(text, "utf-8")
    lines = [file_said, f"Written: {file} ({count} starter sources)."]
    lines += [f"  {line}" for line in told(found)] if found.sources else []
    lines += [f"Before the first run, say in {file.name} under [fetch] contact where webmasters can reach you."]
    return "\n".join(line for line in (*lines, "Next: vigie run, or vigie import FILE") if line)


_KEYS = ("url", "name", "outlet", "language", "country", "publisher", "owner")


def _tables(found: Proposed) -> str:
    """The proposed sources as [[feed]] tables, each under a line that says why it is there."""
    lines = []
    if found.sources:
        lines = ["", "# Proposed for your subject, each with its reason; delete what you do not want."]
    for one in found.sources:
        lines += ["", "[[feed]]", f"# {one.why}"]
        lines += [f"{key} = {as_toml(value)}" for key in _KEYS if (value := getattr(one, key))]
    return "\n".join(lines) + ("\n" if lines else "")


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
    return file.name, f"Written: {file} (a story must be about: {facets})."


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
