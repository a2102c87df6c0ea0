"""The brief as PDF, set by Typst (extra `pdf`). The letter goes in as data, never as markup: a feed cannot inject any.

The date in the file is the brief's, so that equal briefs give equal bytes with equal fonts.
"""

import json
from dataclasses import asdict
from importlib import resources
from typing import Any

from vigie.model import UsageError
from vigie.publish.letter import Letter

_PLAIN = ("language", "direction", "subject", "date", "day", "coverage", "unread", "about", "trace", "digest")
_WORDS = ("figures", "sources", "notes", "title_note", "nothing")


def pdf(letter: Letter) -> bytes:
    try:
        import typst  # noqa: PLC0415  an extra: only who wants a PDF needs it
    except ImportError as error:
        raise UsageError(
            "publish.no_typst", "a PDF needs the extra “pdf”", "install it with: pip install 'vigie[pdf]'"
        ) from error
    template = (resources.files("vigie.publish") / "templates" / "brief.typ").read_bytes()
    made = typst.compile(template, format="pdf", sys_inputs={"letter": json.dumps(as_table(letter))})
    return bytes(made)


def as_table(letter: Letter) -> dict[str, Any]:
    """The letter as plain values, with the few words that the template itself needs."""
    say = letter.say
    words = {key: say.say(key) for key in _WORDS}
    pieces = [asdict(piece) | {"title_url": piece.title_url} for piece in letter.pieces]
    for piece in pieces:
        for line in _lines(piece):
            line["said_in"] = say.say("said_in", language=line["label"]) if line["label"] else ""
    plain = {key: getattr(letter, key) for key in _PLAIN}
    return plain | {"words": words, "pieces": pieces}


def _lines(piece: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = [*piece["blocks"], *(block for section in piece["sections"] for block in section["blocks"])]
    return [line for block in blocks for line in block["lines"]]
