"""One brief, five formats, one object: `render`."""

from collections.abc import Sequence
from typing import Literal, assert_never

from vigie.model import Brief, Notice
from vigie.publish.as_json import as_json
from vigie.publish.letter import letter
from vigie.publish.markdown import markdown
from vigie.publish.page import page
from vigie.publish.pdf import pdf
from vigie.publish.terminal import terminal

Format = Literal["md", "txt", "html", "json", "pdf"]


def render(brief: Brief, format: Format, *, reasons: bool = False, notices: Sequence[Notice] = ()) -> bytes:  # noqa: A002  the word its users type
    """The brief in one format, with what was learned of it later. `reasons` adds to md and txt why each item is there; the page
    always holds them, folded.

    Raises UsageError when the brief's language has no wording, or when a PDF is asked for without the extra.
    """
    match format:
        case "json":
            return as_json(brief, notices)
        case "md":
            return markdown(letter(brief, notices), reasons=reasons).encode()
        case "txt":
            return terminal(letter(brief, notices), reasons=reasons).encode()
        case "html":
            return page(letter(brief, notices)).encode()
        case "pdf":
            return pdf(letter(brief, notices))
    assert_never(format)
